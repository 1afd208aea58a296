"""Which type a row has: each combination of type cells, type digits of a KIB and scheme is read once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias, final

import attrs

from satudata._ground.codes import are_digits
from satudata.disaster_types._schemes import scheme_for
from satudata.kib import TYPE
from satudata.reading._type import TypeReading
from satudata.tabular._cells import clean, short
from satudata.tabular._days import CHANGE_OF_SCHEME, Day
from satudata.tabular._kib_cells import about_kib
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of
from satudata.tabular._types import Kind, row_type

_WIDTH = TYPE.stop - TYPE.start


@final
class TypeCells:
    """The cells of a row that name its type: *cells* are those of the type's code and name."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.code, self.name = (short(clean(cell)) for cell in cells)
        if not self.code and len(self.name) == _WIDTH and are_digits(self.name):
            self.code, self.name = self.name, ""


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
