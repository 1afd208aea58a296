"""The KIB (Kode Identitas Bencana): its sixteen digits and four parts. No table is consulted."""

from __future__ import annotations

import operator
from datetime import date, datetime
from typing import ClassVar, SupportsIndex, cast, final

from satudata._ground.codes import TextCode, are_digits, fill, require_text
from satudata._ground.paths import public
from satudata.errors import InvalidCodeError, InvalidKIBError, WrongTypeError, shown
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, RegionCode

#: How many digits a KIB has, and where its type, its date and its index are; the region is before them.
WIDTH = 16
TYPE = slice(4, 7)
DATE = slice(7, 15)
INDEX = 15
#: The stem is everything before the index.
STEM_WIDTH = INDEX
#: How many characters the printed form ``6202 106 20240804 1`` has, and where its blanks are.
PRINTED_WIDTH = 19
PRINTED_BLANKS = (4, 8, 17)
_DAY = "[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"


@public("satudata")
@final
class KIB(TextCode):
    """The identity of a disaster: region, disaster type, date and index.

    ``2 province + 2 kabupaten/kota + 3 disaster type + 8 date (YYYYMMDD) + 1 index``. Any region digits, any type
    digits, any index digit and any day of the calendar are well formed. :func:`satudata.verify` says whether the region
    and the type are known.

    *region* is a :class:`~satudata.RegionCode` of kabupaten/kota level, *type_code* three digits as text, *date* a
    ``datetime.date`` (local date of the region), *index* a whole number 0 to 9. ``KIB.parse`` reads what ``str(kib)``
    and :meth:`format` write. Ordered and pickled as text; ``f"{kib:>20}"`` formats the text.

    Source: Juklak BNPB 7/2023, Kode Referensi Bencana.

    >>> kib = KIB(RegionCode.parse("62.02"), "106", date(2024, 8, 4), 1)
    >>> kib
    KIB.parse('6202106202408041')
    >>> kib.format()
    '6202 106 20240804 1'
    >>> str(kib.region), str(kib.province), kib.type_code, kib.date.isoformat(), kib.index, kib.stem
    ('62.02', '62', '106', '2024-08-04', 1, '620210620240804')
    """

    __slots__ = ()
    __match_args__ = ("region", "type_code", "date", "index")

    NAME: ClassVar[str] = "KIB"
    ERROR: ClassVar[type[InvalidCodeError]] = InvalidKIBError
    PATTERN: ClassVar[str] = f"^[0-9]{{7}}{_DAY}[0-9]$"
    READ_PATTERN: ClassVar[str] = f"^([0-9]{{7}}{_DAY}[0-9]|[0-9]{{4}} [0-9]{{3}} {_DAY} [0-9])$"

    def __init__(self, region: RegionCode, type_code: str, date: date, index: int) -> None:
        fill(self, _joined(region, type_code, date, index))

    @classmethod
    def parse(cls, text: str) -> KIB:
        """Read exactly 16 ASCII digits, or the printed form with single blanks; the inverse of ``str``.

        Raises :class:`~satudata.InvalidKIBError` (``.text``, ``.part``, ``.reason``) for any other text and
        :class:`~satudata.WrongTypeError` for what is not text. :func:`satudata.read_kib` reads KIBs as people write
        them.

        >>> KIB.parse("6202 106 20240804 1") == KIB.parse("6202106202408041")
        True
        >>> KIB.parse("6202106202402301")
        Traceback (most recent call last):
        ...
        satudata.InvalidKIBError: not a KIB: '6202106202402301': date: 20240230 is no day of the calendar \
(YYYYMMDD); right: '6202106202408041' or '6202 106 20240804 1'
        """
        if type(text) is str and len(text) == WIDTH and text.isascii() and text.isdigit():
            digits = text
        else:
            digits = _compacted(text)
        try:
            date.fromisoformat(digits[DATE])
        except ValueError:
            reason = f"{digits[DATE]} is no day of the calendar (YYYYMMDD)"
            raise InvalidKIBError(require_text(text, "a KIB"), "date", reason) from None
        return cls._of(digits)

    def format(self) -> str:
        """The guideline's printed form, ``6202 106 20240804 1``; :meth:`parse` reads it back."""
        text = self._text
        return f"{text[:REGENCY_WIDTH]} {text[TYPE]} {text[DATE]} {text[INDEX]}"

    def _repr_html_(self) -> str:
        from satudata._ground import html

        row = (self.format(), self.region, self.type_code, self.date.isoformat(), self.index)
        return html.table(("KIB", "region", "type_code", "date", "index"), [row])

    @property
    def region(self) -> RegionCode:
        """The kabupaten/kota part, as written."""
        return RegionCode._of(self._text[:REGENCY_WIDTH])

    @property
    def province(self) -> RegionCode:
        """The province part."""
        return RegionCode._of(self._text[:PROVINCE_WIDTH])

    @property
    def type_code(self) -> str:
        """The three digits of the disaster type; their scheme depends on the date."""
        return self._text[TYPE]

    @property
    def date(self) -> date:
        """The day of the event, local to the region."""
        return date.fromisoformat(self._text[DATE])

    @property
    def index(self) -> int:
        """The last digit: it distinguishes occurrences of one region, type and day."""
        return int(self._text[INDEX])

    @property
    def stem(self) -> str:
        """The fifteen digits before the index: the same for occurrences that count as one event."""
        return self._text[:INDEX]


def stem_of(region: RegionCode, type_code: str, on: date) -> str:
    """Return the fifteen digits of an event of this region, type and day, with or without a KIB of its own.

    >>> stem_of(RegionCode.parse("62.02"), "106", date(2024, 8, 4))
    '620210620240804'
    """
    return f"{region.digits}{type_code}{on.year:04}{on.month:02}{on.day:02}"


def _joined(region: object, type_code: object, on: object, index: object) -> str:
    if not isinstance(region, RegionCode):
        raise WrongTypeError("region is a RegionCode", type(region), "RegionCode.parse('62.02')")
    if len(region.digits) != REGENCY_WIDTH:
        raise InvalidKIBError(str(region), "region", "a KIB names a kabupaten/kota (four digits)")
    type_code = require_text(type_code, "a type code")
    if not (are_digits(type_code) and len(type_code) == TYPE.stop - TYPE.start):
        raise InvalidKIBError(type_code, "type_code", "three ASCII digits")
    if isinstance(on, datetime) or not isinstance(on, date):
        raise WrongTypeError("date is a datetime.date", type(on), "date(2024, 8, 4)")
    if isinstance(index, bool) or not hasattr(type(index), "__index__"):
        raise WrongTypeError("index is a whole number 0 to 9", type(index))
    number = operator.index(cast("SupportsIndex", index))
    if not 0 <= number <= 9:
        raise InvalidKIBError(shown(number), "index", "one digit, 0 to 9")
    return f"{stem_of(region, type_code, on)}{number}"


def _compacted(text: object) -> str:
    """The sixteen digits of the printed form, or the error that says which part of *text* is wrong."""
    text = require_text(text, "a KIB")
    if len(text) == PRINTED_WIDTH and all(text[place] == " " for place in PRINTED_BLANKS):
        digits = f"{text[:4]}{text[5:8]}{text[9:17]}{text[18]}"
    else:
        digits = text
    if len(digits) == WIDTH and are_digits(digits):
        return digits
    if digits and not are_digits(digits.replace(" ", "0")):
        strange = next(character for character in digits if not are_digits(character) and character != " ")
        raise InvalidKIBError(text, "digits", f"{strange!r} is not an ASCII digit")
    if " " in digits:
        raise InvalidKIBError(text, "spaces", "blanks stand only after the region, the type and the date")
    raise InvalidKIBError(text, "length", f"{len(digits)} digits instead of {WIDTH}")
