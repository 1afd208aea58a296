"""``satudata links``: which rows may be one event, for a person to accept or delete."""

from __future__ import annotations

import argparse
from decimal import Decimal

import attrs

from satudata._ground.codes import are_digits
from satudata.cli import DONE
from satudata.cli._files import output, settle
from satudata.cli._messages import Words
from satudata.cli._progress import walked
from satudata.cli._table import opened
from satudata.cli._terminal import notes
from satudata.events import Event
from satudata.kib import KIB, STEM_WIDTH
from satudata.linking import find_duplicates, propose_links, propose_shared
from satudata.tabular import Row
from satudata.tabular._links import EVENT, KIB_SHOWN, LINE

_OPEN = "region-open"


def run_links(options: argparse.Namespace, words: Words) -> int:
    """Write a line for each row of each proposal."""
    settle(options, words)
    rows: list[tuple[int, str]] = []
    events: list[Event] = []
    weights: list[Decimal | None] = []
    with opened(options, words) as table, output(options, words) as out:
        # A person opens the proposals in a spreadsheet, from standard output too: only programs get digits.
        form = (
            str if options.kib == "digits" or out.form in ("json", "jsonl", "xlsx", "parquet") else KIB.format
        )
        for row in walked(table, words, iter(table)):
            if row.event is not None:
                kib = row.kib_as_read
                rows.append((row.line, row.kib_text if kib is None else form(kib)))
                events.append(_open(row, row.event))
                facts = row.source.facts()
                weights.append(None if facts is None else facts[-1].weight)
        shared = propose_shared(zip(events, weights, strict=True))
        candidates = (*propose_links(events), *shared, *find_duplicates(events))
        written = out.rows((LINE, KIB_SHOWN, EVENT, "reason"), numbers=(LINE,))
        for candidate in candidates:
            for place in candidate.rows:
                line, shown = rows[place]
                reason = candidate.reason.message(words.lang)
                written.write((str(line), shown, _shown(candidate.event_id), reason))
    number = len({place for candidate in candidates for place in candidate.rows})
    found = (
        words("links.found", candidates=len(candidates), rows=number) if candidates else words("links.none")
    )
    notes([found], quiet=options.quiet)
    return DONE


def _open(row: Row, event: Event) -> Event:
    """The event; where its place is only an open number of its KIB, every place with that number is kept in view."""
    if event.kib is None or event.records[0].region != event.kib.region:
        return event
    is_open = _OPEN in row.codes
    return attrs.evolve(event, records=()) if is_open else event


def _shown(event_id: str) -> str:
    """An event id; a stem with blanks between its parts, so that no spreadsheet takes it for a number."""
    if len(event_id) == STEM_WIDTH and are_digits(event_id):
        return f"{event_id[:4]} {event_id[4:7]} {event_id[7:]}"
    return event_id
