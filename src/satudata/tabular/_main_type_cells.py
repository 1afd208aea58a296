"""What the columns of main types and causes say about an event's main type; free text says nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import final

import attrs

from satudata._ground.codes import are_digits
from satudata.disaster_types._schemes import scheme_for
from satudata.events._counts import UNKNOWN, Kind, Statement
from satudata.findings import Severity, finding
from satudata.tabular._cells import SHOWN, clean, short
from satudata.tabular._days import CHANGE_OF_SCHEME, Day
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of
from satudata.tabular._types import row_type

#: The fields, by the rank of what they say.
FIELDS = {1: "main_type", 2: "caused_by"}
_CODE_WIDTH = 3


@final
class MainTypeCells:
    """Reads the cells of these *columns*; a type is a code or a name, read as of the row's day."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._kinds: Remembered[tuple[str, bool], Kind | None] = Remembered(self._kind)

    def read(self, main: str, cause: str, kind: Kind, day: Day) -> tuple[Statement, ...]:
        """What a row of this *kind* and *day* says: that the main type is *main*, that *cause* set its own type off."""
        is_present = day.date >= CHANGE_OF_SCHEME
        stated = []
        for rank, cell in ((1, main), (2, cause)):
            said = self._kinds[short(clean(cell)), is_present]
            if said is not None:
                code, scheme, name = kind
                own = (code, scheme, name if code == UNKNOWN else "")
                stated.append(Statement(rank, said, own if rank == 2 and own != said else None))
        return tuple(stated)

    def said(self, main: str, cause: str, day: Day) -> Said:
        """That a filled cell names no type: a warning of a main type, of what set a hazard off only a note."""
        is_present = day.date >= CHANGE_OF_SCHEME
        said: Said = ()
        for cell, column, severity in zip(
            (main, cause), self._columns, (Severity.WARNING, Severity.INFO), strict=True
        ):
            text = short(clean(cell))
            if text and self._kinds[text, is_present] is None:
                found = finding("main-type-not-read", column, column=column, text=text[:SHOWN])
                said += said_of([attrs.evolve(found, severity=severity)])
        return said

    def _kind(self, key: tuple[str, bool]) -> Kind | None:
        text, is_present = key
        if not text:
            return None
        on = CHANGE_OF_SCHEME if is_present else date.min
        is_code = are_digits(text) and len(text) == _CODE_WIDTH
        found = row_type(None, text if is_code else "", "" if is_code else text, on, ("", "", ""))
        if found is None or not found.is_known:
            return None
        if found.code is None:
            return UNKNOWN, UNKNOWN, found.kinds[0][2]
        scheme = found.scheme or scheme_for(found.code, on)
        return found.code, scheme or UNKNOWN, ""
