"""The grammar of a Kemendagri region code: two digits for a province, four for a kabupaten/kota; no table is asked."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, final

from satudata._ground.codes import TextCode, are_digits, fill, require_text
from satudata._ground.paths import public
from satudata.errors import InvalidCodeError, InvalidRegionCodeError

PROVINCE_WIDTH = 2
REGENCY_WIDTH = 4


@public("satudata")
@final
class AdminLevel(Enum):
    """The levels at which events are counted; ``REGENCY`` is the kabupaten/kota."""

    NATIONAL = "national"
    PROVINCE = "province"
    REGENCY = "regency"

    def __repr__(self) -> str:
        return f"AdminLevel.{self.name}"


@public("satudata")
@final
class RegionCode(TextCode):
    """A region code by its digits alone: any two or four ASCII digits.

    :mod:`satudata.regions` says which region has it, and when. Codes are equal and ordered by their digits, so a
    province comes before its kabupaten/kota. ``RegionCode.parse`` reads what ``str(code)`` writes; the constructor
    takes the same texts.

    Source: Kepmendagri 050-145/2022 (structure of the codes).

    >>> code = RegionCode.parse("6202")
    >>> str(code), code.digits, code.level, code.province
    ('62.02', '6202', AdminLevel.REGENCY, RegionCode.parse('62'))
    >>> RegionCode.parse("620")
    Traceback (most recent call last):
    ...
    satudata.InvalidRegionCodeError: not a region code: '620': length: 3 digits instead of 2 or 4; right: \
'62' (province), '62.02' or '6202' (kabupaten/kota)
    """

    __slots__ = ()
    __match_args__ = ("digits",)

    NAME: ClassVar[str] = "region code"
    ERROR: ClassVar[type[InvalidCodeError]] = InvalidRegionCodeError
    PATTERN: ClassVar[str] = r"^[0-9]{2}(\.[0-9]{2})?$"
    READ_PATTERN: ClassVar[str] = r"^[0-9]{2}(\.?[0-9]{2})?$"

    def __init__(self, text: str) -> None:
        fill(self, _checked(text))

    @classmethod
    def parse(cls, text: str) -> RegionCode:
        """Read ``"62.02"``, ``"6202"`` or ``"62"``; the inverse of ``str``.

        Raises :class:`~satudata.InvalidRegionCodeError` for other text and
        :class:`~satudata.WrongTypeError` for what is not text.
        """
        return cls._of(_checked(text))

    @property
    def digits(self) -> str:
        """Two or four digits, without the dot."""
        return self._text

    @property
    def level(self) -> AdminLevel:
        """``AdminLevel.PROVINCE`` or ``AdminLevel.REGENCY``."""
        return AdminLevel.PROVINCE if len(self._text) == PROVINCE_WIDTH else AdminLevel.REGENCY

    @property
    def province(self) -> RegionCode:
        """The province's code; a province is its own."""
        return self if len(self._text) == PROVINCE_WIDTH else RegionCode._of(self._text[:PROVINCE_WIDTH])

    def __str__(self) -> str:
        digits = self._text
        return (
            digits
            if len(digits) == PROVINCE_WIDTH
            else f"{digits[:PROVINCE_WIDTH]}.{digits[PROVINCE_WIDTH:]}"
        )


def as_region_code(code: RegionCode | str) -> RegionCode:
    """Return *code* itself, or the code that its text is."""
    return code if isinstance(code, RegionCode) else RegionCode.parse(code)


def _checked(text: object) -> str:
    text = require_text(text, "a region code")
    digits = text[:2] + text[3:] if len(text) == REGENCY_WIDTH + 1 and text[2] == "." else text
    if not are_digits(digits):
        reason = "only ASCII digits, with one dot after the second at most"
        raise InvalidRegionCodeError(text, "digits" if text else "length", reason)
    if len(digits) not in (PROVINCE_WIDTH, REGENCY_WIDTH):
        raise InvalidRegionCodeError(text, "length", f"{len(digits)} digits instead of 2 or 4")
    return digits
