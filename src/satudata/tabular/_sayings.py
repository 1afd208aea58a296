"""Findings that many rows share: worked out once, completed with the data of a row where someone asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, final

import attrs

from satudata.findings import Finding

#: What is said of a row, in order.
Said: TypeAlias = tuple["Saying", ...]


@final
@attrs.frozen
class Saying:
    """A *finding* of many rows; *own* names the data that each row fills in, and what of the row it is."""

    finding: Finding
    own: tuple[tuple[str, str], ...] = ()
    code: str = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "code", self.finding.code)

    def of(self, row: Mapping[str, object]) -> Finding:
        """The finding of one row, whose own data are given by name."""
        if not self.own:
            return self.finding
        filled = {name: row[what] for name, what in self.own}
        return attrs.evolve(self.finding, data={**self.finding.data, **filled})


def said_of(findings: Iterable[Finding], *, where: str | None = None, **own: str) -> Said:
    """The *findings* as sayings: data named in *own* are each row's own; *where* replaces their place.

    >>> from satudata.findings import finding
    >>> (saying,) = said_of([finding("index-zero", "kib", kib="")], kib="kib")
    >>> saying.of({"kib": "9404101201904210"}).data
    {'kib': '9404101201904210'}
    """
    return tuple(
        Saying(
            each if where is None else attrs.evolve(each, where=where),
            tuple((name, what) for name, what in own.items() if name in each.data),
        )
        for each in findings
    )
