"""Rows that a person tied to one event: a small table of line, KIB and event id."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import TableError
from satudata.tabular._csv import DELIMITERS, Record, encoding_of, records
from satudata.tabular._file_kinds import kind_of
from satudata.tabular._sources import copied

#: The columns of a table of links; what else stands in it is for its reader.
LINE, KIB_SHOWN, EVENT = "line", "kib", "event"


@public("satudata.tabular")
@final
@attrs.frozen
class Link:
    """The row at *line* with this *kib* belongs to *event*; *at* is the link's own line."""

    at: int
    line: str
    kib: str
    event: str

    @property
    def row(self) -> tuple[str, str]:
        """What finds the row again."""
        return self.line, _plain(self.kib)


@public("satudata.tabular")
@final
@attrs.frozen
class Links:
    """Accepted links. Event ids that meet in one row are one event, under the id that sorts first.

    >>> links = Links.of([Link(2, "7", "1304 101 20240511 1", "lahar"), Link(3, "7", "1304101202405111", "banjir")])
    >>> links.event_id_for(7, "1304 101 20240511 1"), links.event_id_for(8, "1304 101 20240511 1")
    ('banjir', None)
    """

    links: tuple[Link, ...]
    _events: FrozenMap[tuple[str, str], str] = attrs.field(repr=False)

    @classmethod
    def of(cls, links: Iterable[Link]) -> Links:
        """The links in any order."""
        links = tuple(links)
        parents: dict[str, str] = {}

        def root(event: str) -> str:
            while event in parents:
                event = parents[event]
            return event

        events: dict[tuple[str, str], str] = {}
        for link in links:
            if link.event:
                low, high = sorted((root(link.event), root(events.setdefault(link.row, link.event))))
                if low != high:
                    parents[high] = low
        return cls(links, FrozenMap((row, root(event)) for row, event in events.items()))

    def event(self, line: int, kib: str) -> str | None:
        """Deprecated name of :meth:`event_id_for`."""
        warnings.warn("Links.event is called event_id_for now", DeprecationWarning, stacklevel=2)
        return self.event_id_for(line, kib)

    def __reduce__(self) -> tuple[Any, tuple[tuple[Link, ...]]]:
        return Links.of, (self.links,)

    def without(self, rows: Collection[tuple[int, str]]) -> Iterator[Link]:
        """Deprecated name of :meth:`unmatched`."""
        warnings.warn("Links.without is called unmatched now", DeprecationWarning, stacklevel=2)
        return self.unmatched(rows)

    def unmatched(self, rows: Collection[tuple[int, str]]) -> Iterator[Link]:
        """The links that name no event, or none of these *rows* (line and KIB)."""
        found = {(str(line), _plain(kib)) for line, kib in rows}
        return (link for link in self.links if not link.event or link.row not in found)

    def event_id_for(self, line: int, kib: str) -> str | None:
        """The event id that the row was given, if any."""
        return self._events.get((str(line), _plain(kib))) if self._events else None


NO_LINKS = Links.of(())


def read_links(path: str | Path) -> Links:
    """Read a table of links; raises :class:`~satudata.TableError` where a column is lacking."""
    with ExitStack() as stack:
        file: BinaryIO = stack.enter_context(Path(path).open("rb"))
        file = file if file.seekable() else copied(file, stack)
        encoding = encoding_of(file)[0] if kind_of(file).format == "CSV" else ""
        for delimiter in DELIMITERS if encoding else ():
            header, *rows = list(records(file, encoding, delimiter)) or [Record(0, ())]
            places = {name.strip().casefold(): place for place, name in enumerate(header.cells)}
            if {LINE, KIB_SHOWN, EVENT} <= set(places):
                return Links.of(_link(row, places) for row in rows)
    raise TableError(str(path), f"a table of links has the columns {LINE}, {KIB_SHOWN} and {EVENT}")


def _link(row: Record, places: dict[str, int]) -> Link:
    line, kib, event = (
        row.cells[places[name]].strip() if places[name] < len(row.cells) else ""
        for name in (LINE, KIB_SHOWN, EVENT)
    )
    return Link(row.line, line, kib, event)


def _plain(kib: str) -> str:
    """A KIB however its parts stand apart."""
    return "".join(kib.split())
