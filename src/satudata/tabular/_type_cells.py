"""Which type a row has: each combination of type cells, type digits of a KIB and scheme is read once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias, final

import attrs

from satudata._ground.codes import are_digits
from satudata.disaster_types._schemes import scheme_for
from satudata.disaster_types._written import read_name
from satudata.kib import TYPE
from satudata.reading._type import TypeReading
from satudata.tabular._cells import clean, short
from satudata.tabular._days import CHANGE_OF_SCHEME, Day
from satudata.tabular._kib_cells import about_kib
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of
from satudata.tabular._types import Kind, row_type

_WIDTH = TYPE.stop - TYPE.start
#: What can stand between a code and a name.
_BESIDE_CODE = " -–—.:/()[]"


@final
class TypeCells:
    """The cells of a row that name its type: *cells* are those of the type's code and name."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.code, self.name = (short(clean(cell)) for cell in cells)
        if not self.code:
            self.code, self.name = _code_and_name(self.name)


def _code_and_name(text: str) -> tuple[str, str]:
    """The code and the name in one cell; a code is one only alone or next to a name that is known.

    >>> _code_and_name("101"), _code_and_name("101 - Banjir"), _code_and_name("Tanah Longsor (102)")
    (('101', ''), ('101', 'Banjir'), ('102', 'Tanah Longsor'))
    >>> _code_and_name("Banjir"), _code_and_name("120 rumah"), _code_and_name("Banjir 2024")
    (('', 'Banjir'), ('', '120 rumah'), ('', 'Banjir 2024'))
    """
    if len(text) == _WIDTH and are_digits(text):
        return text, ""
    bare = text.strip("()[] ")
    for code, sign, name in (
        (bare[:_WIDTH], bare[_WIDTH : _WIDTH + 1], bare[_WIDTH:].lstrip(_BESIDE_CODE)),
        (bare[-_WIDTH:], bare[-_WIDTH - 1 : -_WIDTH], bare[:-_WIDTH].rstrip(_BESIDE_CODE)),
    ):
        if are_digits(code) and sign and sign in _BESIDE_CODE and read_name(name).types:
            return code, name
    return "", text


@final
@attrs.frozen(eq=False)
class TypeMeant:
    """The type of rows: *type* is scheme and code, *key* stands for it in a stem; *is_given* is false without one.

    *kinds* are all types of the row with this one first, *sub* is its sub-type, or the name of a type without a code
    as it is first written. *cause* is ``True`` where it is one of the disaster types, else ``None``. Said are, in
    order: what is doubtful about the KIB's digits and about the cells.
    """

    type: tuple[str | None, str | None] = (None, None)
    key: str = ""
    sub: str = ""
    is_given: bool = False
    cause: bool | None = None
    kinds: tuple[Kind, ...] = ()
    kib_said: Said = ()
    said: Said = ()


_Key: TypeAlias = tuple[TypeCells, str, bool]


@final
class Types:
    """Reads the types of a table's rows; *columns* are the headings of KIB, type code and type name."""

    def __init__(self, columns: tuple[str, str, str]) -> None:
        self._columns = columns
        self._known: Remembered[_Key, TypeMeant] = Remembered(self._type)
        #: How each type without a code is first written.
        self._names: dict[str, str] = {}

    def of(self, cells: TypeCells, digits: str, day: Day) -> TypeMeant:
        """The type of a row with this *day*; *digits* are those of its KIB (or ``""``)."""
        return self._known[cells, digits[TYPE], day.date >= CHANGE_OF_SCHEME]

    def _type(self, key: _Key) -> TypeMeant:
        cells, digits, is_present = key
        on = CHANGE_OF_SCHEME if is_present else date.min
        found = row_type(digits or None, cells.code, cells.name, on, self._columns)
        kib_said: Said = ()
        if digits:
            name = cells.name if found is None else found.name
            kib_said = about_kib(TypeReading(digits, name or None, on).doubts, self._columns[0])
        if found is None:
            return TypeMeant(kib_said=kib_said)
        scheme = found.scheme
        if scheme is None and found.code is not None:
            scheme = scheme_for(found.code, on)
        return TypeMeant(
            type=(scheme, found.code),
            key=found.key,
            sub=found.kinds[0][2] if found.code else self._names.setdefault(found.key, found.kinds[0][2]),
            is_given=True,
            cause=True if found.is_known else None,
            kinds=found.kinds,
            kib_said=kib_said,
            said=said_of(found.findings),
        )
