"""What the type digits of a KIB mean on a day, next to the type's name in its row."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cached_property
from typing import final

from satudata import disaster_types
from satudata.checking import type_doubts
from satudata.disaster_types._schemes import OLDER, PRESENT
from satudata.findings import Finding, finding


@final
class TypeReading:
    """The scheme in which three digits are meant on the day *on*; a *name* decides between schemes.

    It depends on the day only by the year from which on the present scheme holds.
    """

    def __init__(self, code: str, name: str | None, on: datetime.date) -> None:
        self.code = code
        self.name = name
        self.on = on

    @cached_property
    def scheme(self) -> str | None:
        """The scheme; ``None`` where code, day and name leave it open."""
        by_date = disaster_types.scheme_for(self.code, self.on)
        if self.name is None:
            return by_date
        named = disaster_types.schemes_of(self.code, self.name)
        return by_date if by_date in named or not named else named[0]

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """Where the digits are unknown, open or of an older scheme, and where the name is another type's."""
        return tuple(self._doubts())

    def _doubts(self) -> Iterator[Finding]:
        code, name = self.code, self.name
        if name is not None and not disaster_types.schemes_of(code, name):
            if disaster_types.find(name) or disaster_types.unnumbered_name(name) is not None:
                yield finding("kib-type-differs", "type", kib_type=code, type=name)
            else:
                yield finding("context-unreadable", "type", what="type_name", text=name)
        yield from type_doubts(code, self.scheme)
        if self.scheme == OLDER and disaster_types.scheme_for(code, self.on) == PRESENT:
            older, present = (disaster_types.get(code, each).name for each in (OLDER, PRESENT))
            yield finding("type-older-scheme", "type", type=code, older=older, present=present)
