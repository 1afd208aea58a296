"""Criterion 6 from a list of declarations: which of them fit an event, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import final

from satudata.emergency import EmergencyStatus
from satudata.events._counts import Kind, Tally
from satudata.findings import Finding, finding
from satudata.tabular._places import titled
from satudata.tabular._rows import Part
from satudata.tabular.lists._declared import Declarations
from satudata.tabular.lists._listed import ListedDeclaration, hazards_of

#: So many declarations are named in a finding.
_NAMED = 3


@final
class DeclaredStatus:
    """The *declarations* of a list; one fits that begins at most *within* days after the event."""

    def __init__(self, declarations: Declarations, within: int) -> None:
        self._declarations = declarations
        self._within = within
        #: What fits each event, by its key; events without any are absent.
        self.fitting: dict[str, tuple[ListedDeclaration, ...]] = {}

    def take(self, events: Mapping[str, Tally]) -> None:
        """Find what fits each of the *events*: on its first day, for any of its types and regions."""
        self.fitting = {}
        for key, event in events.items():
            kinds = [event.main[3:]] if event.kinds is None else [*event.kinds]
            found = self._found(event.regions or event.kib_regions, kinds, event)
            if found:
                self.fitting[key] = found

    def of_part(self, regions: Sequence[str], part: Part) -> tuple[ListedDeclaration, ...]:
        """What fits one row alone."""
        return self._found(frozenset(regions), [part.main[3:], *part.others], Tally(part.main))

    def _found(
        self, regions: frozenset[str], kinds: Sequence[Kind], event: Tally
    ) -> tuple[ListedDeclaration, ...]:
        hazards = frozenset().union(*map(hazards_of, kinds))
        return self._declarations.fitting(sorted(regions), hazards, event.main[1], self._within)

    def is_siaga(self, key: str) -> bool:
        """Whether all that fits an event is a siaga darurat."""
        return all(each.declaration.status is EmergencyStatus.SIAGA for each in self.fitting[key])

    def doubts(self, events: Mapping[str, Tally]) -> Iterator[tuple[tuple[int, ...], Finding]]:
        """What is said of the events that have a declaration: which one, and where the table itself says no."""
        for key, found in self.fitting.items():
            parts = events[key].parts
            texts = {
                name: "; ".join(_said(each, up_to) for each in found[:_NAMED])
                + ("; ..." if len(found) > _NAMED else "")
                for name, up_to in (("decrees", "to"), ("penetapan", "sampai"))
            }
            yield tuple(part.line for part in parts), finding("emergency-declared", key, **texts)
            denying = tuple(part.line for part in parts if part.answers[1] is False)
            if denying:
                yield denying, finding("emergency-status-differs", key, **texts)


def _said(each: ListedDeclaration, up_to: str) -> str:
    """A declaration in a message: its status, number, region and days."""
    declared = each.declaration
    region = "" if declared.region is None else f", {titled(declared.region)}"
    end = "" if declared.end is None else f" {up_to} {declared.end.isoformat()}"
    number = f" {declared.decree}" if declared.decree else ""
    return f"{declared.status}{number}{region}, {declared.start.isoformat()}{end}"
