"""How the KIBs of a table are written, and what was made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import final

from satudata.cli._messages import Words
from satudata.findings import kind
from satudata.tabular import KIBState, Row

_REPAIR = "repair-"
_OPEN = "region-open"
_WITHOUT_KIB = (KIBState.BLANK, KIBState.UNREADABLE)
_CONFLICTS = frozenset({"kib-region-differs", "kib-date-differs", "kib-type-differs"})


def is_repair(code: str) -> bool:
    """Whether the finding of that code says what was repaired in a KIB."""
    return code.startswith(_REPAIR)


@final
class KIBs:
    """Counts of KIBs, row by row."""

    def __init__(self) -> None:
        self._states: Counter[KIBState] = Counter()
        self._repairs: Counter[str] = Counter()
        self._of_bps = 0
        self._open = 0
        self._conflicting = 0

    def add(self, row: Row, codes: Iterable[str]) -> None:
        """Take in a row with the *codes* of its findings."""
        self._states[row.kib_state] += 1
        if row.kib_state in _WITHOUT_KIB:
            return
        found = dict.fromkeys(codes)
        if found:
            for code in filter(is_repair, found):
                self._repairs[code] += 1
            self._open += _OPEN in found
            self._conflicting += not _CONFLICTS.isdisjoint(found)
        self._of_bps += row.is_of_bps

    def numbers(self) -> dict[str, int | dict[str, int]]:
        """The counts by name; those of repairs by the code of their finding."""
        return {
            **{str(state): self._states[state] for state in KIBState},
            "repairs": dict(sorted(self._repairs.items())),
            "bps": self._of_bps,
            "ambiguous": self._open,
            "conflicting": self._conflicting,
        }

    def lines(self, words: Words) -> Iterator[str]:
        """The counts in words."""
        yield words("kibs.states", **self.numbers())
        for code, number in self._repairs.most_common():
            meaning = kind(code).meaning[words.lang].removesuffix(".")
            yield f"  {words('kibs.repair', number=number, meaning=meaning, code=code)}"
        yield f"  {words('kibs.of_them', **self.numbers())}"
        if self._states[KIBState.BLANK] or self._states[KIBState.UNREADABLE]:
            yield f"  {words('kibs.own')}"
