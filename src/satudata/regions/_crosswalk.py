"""The same regions in other code systems: BPS (statistics), OCHA p-codes, ISO 3166-2."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import ClassVar, Self, final

from satudata._ground.codes import TextCode, are_digits, fill, require_text
from satudata._ground.paths import public
from satudata.errors import (
    InvalidBPSCodeError,
    InvalidCodeError,
    InvalidPCodeError,
    UnknownEditionError,
    UnknownRegionError,
)
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel, RegionCode, as_region_code
from satudata.regions._gazetteer import embedded
from satudata.regions._tables import rows

#: The years of the lists of BPS codes.
BPS_EDITIONS = (2020, 2023)


class _AreaCode(TextCode):
    """A code of two or four digits, behind the letters of its country where it has them."""

    __slots__ = ()
    __match_args__ = ("digits",)

    _COUNTRY: ClassVar[str] = ""

    def __init__(self, text: str) -> None:
        fill(self, self._checked(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a code, of a province or of a kabupaten/kota; the inverse of ``str``.

        Raises the :class:`~satudata.InvalidCodeError` of its type for other text and
        :class:`~satudata.WrongTypeError` for what is not text.
        """
        return cls._of(cls._checked(text))

    @property
    def digits(self) -> str:
        """Two or four digits."""
        return self._text

    @property
    def level(self) -> AdminLevel:
        """``AdminLevel.PROVINCE`` or ``AdminLevel.REGENCY``."""
        return AdminLevel.PROVINCE if len(self._text) == PROVINCE_WIDTH else AdminLevel.REGENCY

    def __str__(self) -> str:
        return f"{self._COUNTRY}{self._text}"

    @classmethod
    def _of_parts(cls, *parts: str) -> Self:
        return cls(f"{cls._COUNTRY}{require_text(parts[0], f'a {cls.NAME}')}")

    @classmethod
    def _checked(cls, text: object) -> str:
        """The digits of *text*."""
        text = require_text(text, f"a {cls.NAME}")
        if not text.startswith(cls._COUNTRY):
            raise cls.ERROR(text, "country", f"a {cls.NAME} begins with {cls._COUNTRY}")
        digits = text.removeprefix(cls._COUNTRY)
        if not are_digits(digits):
            raise cls.ERROR(text, "digits" if digits else "length", "only ASCII digits")
        if len(digits) not in (PROVINCE_WIDTH, REGENCY_WIDTH):
            raise cls.ERROR(text, "length", f"{len(digits)} digits instead of 2 or 4")
        return digits


@public("satudata.regions")
@final
class BPSCode(_AreaCode):
    """A region code of Badan Pusat Statistik: two or four digits, and a type of its own.

    166 of the 481 numbers that Kemendagri and BPS both use name different places, so a BPS code never equals a
    :class:`~satudata.RegionCode`, and ordering the two together is a ``TypeError``. ``BPSCode.parse(text)`` and
    ``str(code)`` are inverse to each other.

    >>> BPSCode.parse("1212") == RegionCode.parse("1212")
    False
    """

    __slots__ = ()

    NAME: ClassVar[str] = "BPS code"
    ERROR: ClassVar[type[InvalidCodeError]] = InvalidBPSCodeError
    PATTERN: ClassVar[str] = "^[0-9]{2}([0-9]{2})?$"
    READ_PATTERN: ClassVar[str] = PATTERN


@public("satudata.regions")
@final
class PCode(_AreaCode):
    """A p-code of OCHA's common operational data set: ``ID`` and two or four digits, and a type of its own.

    Its digits are those of BPS 2020, not of Kemendagri: never make one by prefixing, ask :func:`pcode`.
    ``PCode.parse(text)`` and ``str(code)`` are inverse to each other.

    >>> PCode.parse("ID3173")
    PCode.parse('ID3173')
    """

    __slots__ = ()

    NAME: ClassVar[str] = "p-code"
    ERROR: ClassVar[type[InvalidCodeError]] = InvalidPCodeError
    _COUNTRY: ClassVar[str] = "ID"
    PATTERN: ClassVar[str] = f"^{_COUNTRY}[0-9]{{2}}([0-9]{{2}})?$"
    READ_PATTERN: ClassVar[str] = PATTERN


def from_bps(code: BPSCode | str, edition: int) -> RegionCode:
    """The Kemendagri code of today for a BPS code of the list of 2020 or 2023; the inverse of :func:`to_bps`.

    The year has to be said: the lists differ in 26 regencies and all provinces of Papua.

    Raises :class:`~satudata.UnknownRegionError` for a code that this list does not have and
    :class:`~satudata.errors.UnknownEditionError` for another year.

    >>> str(from_bps("9404", 2020))
    '94.01'
    >>> str(from_bps("1212", edition=2020)), str(from_bps("1271", edition=2020))
    ('12.07', '12.73')
    """
    code = code if isinstance(code, BPSCode) else BPSCode.parse(code)
    column = _bps(edition)
    found = _backward(column).get(str(code))
    if found is None:
        others = [year for year in BPS_EDITIONS if str(code) in _backward(_bps(year))]
        hint = "".join(f"BPS {year} has it: {_backward(_bps(year))[str(code)]}" for year in others)
        raise UnknownRegionError(str(code), edition=f"BPS {edition}", hint=hint)
    return RegionCode.parse(found)


def to_bps(code: RegionCode | str, edition: int) -> BPSCode:
    """The BPS code, in the list of 2020 or 2023, of a Kemendagri code; the inverse of :func:`from_bps`.

    A retired code is read as its successor. Raises :class:`~satudata.UnknownRegionError` for a region that this list
    does not have (the provinces of 2022 in that of 2020) and :class:`~satudata.errors.UnknownEditionError` for another
    year.

    >>> str(to_bps("96.01", 2020)), str(to_bps("96.01", 2023)), str(to_bps("31.71", 2020))
    ('9107', '9202', '3173')
    """
    return BPSCode.parse(_translated(code, _bps(edition), f"BPS {edition}"))


def pcode(code: RegionCode | str) -> PCode:
    """The p-code of a Kemendagri code, from the table; the inverse of :func:`from_pcode`.

    A retired code is read as its successor. Raises :class:`~satudata.UnknownRegionError` for the provinces of 2022,
    which have none yet.

    >>> str(pcode("31.71")), str(pcode("96.01"))
    ('ID3173', 'ID9107')
    """
    return PCode.parse(_translated(code, "pcode", "the p-codes of OCHA"))


def from_pcode(code: PCode | str) -> RegionCode:
    """The Kemendagri code of today for a p-code; the inverse of :func:`pcode`.

    Raises :class:`~satudata.UnknownRegionError` for a p-code that is not known, or is a lake or a forest and no region.

    >>> str(from_pcode("ID9107"))
    '96.01'
    >>> from_pcode("ID1288")
    Traceback (most recent call last):
    ...
    satudata.UnknownRegionError: unknown region code 'ID1288' in the p-codes of OCHA: Danau Toba is a water \
body or forest of province ID12, no kabupaten/kota
    """
    code = code if isinstance(code, PCode) else PCode.parse(code)
    found = _backward("pcode").get(str(code))
    if found is None:
        waters = {row["pcode"]: row for row in rows("pcode_extra")}
        water = waters.get(str(code))
        hint = ""
        if water is not None:
            hint = (
                f"{water['name']} is a water body or forest of province {water['parent']}, no kabupaten/kota"
            )
        raise UnknownRegionError(str(code), edition="the p-codes of OCHA", hint=hint)
    return RegionCode.parse(found)


def iso(code: RegionCode | str) -> str:
    """Return the ISO 3166-2 code of a province, or of the province of a kabupaten/kota today.

    >>> iso("96"), iso("62.02")
    ('ID-PD', 'ID-KT')
    """
    return _translated(code, "iso3166_2", "ISO 3166-2")


def _translated(code: RegionCode | str, column: str, system: str) -> str:
    code = as_region_code(code)
    heirs = embedded().successors(code)
    found = _forward(column).get(str(heirs[0].code if heirs else code))
    if not found:
        raise UnknownRegionError(
            str(code), edition=system, hint="formed after that list, it has no code there"
        )
    return found


def _bps(edition: int) -> str:
    if edition not in BPS_EDITIONS:
        years = " and ".join(map(str, BPS_EDITIONS))
        raise UnknownEditionError(f"BPS {edition}", hint=f"lists held: {years}")
    return f"bps_{edition}"


@cache
def _forward(column: str) -> Mapping[str, str]:
    return {row["code"]: row[column] for row in rows("crosswalk")}


@cache
def _backward(column: str) -> Mapping[str, str]:
    return {value: code for code, value in _forward(column).items() if value}
