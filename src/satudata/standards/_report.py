"""What the checks of the four principles found: by principle, and what should be mended first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import auto
from typing import final

import attrs

from satudata._ground.labels import LabelledWord
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.findings import Finding, Severity, as_html


@public("satudata.standards")
@final
class Principle(LabelledWord):
    """The four principles. Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    >>> [each.label() for each in Principle][2]
    'Kode Referensi dan Data Induk'
    """

    STANDAR_DATA = auto()
    METADATA = auto()
    KODE_REFERENSI = auto()
    INTEROPERABILITAS = auto()


@public("satudata.standards")
@final
@attrs.frozen
class PrincipleCheck:
    """One check: its *name*, whose *principle* it is, and what it found.

    It is passed where no finding is an error. What needs the rows is not *examined* where no table is given, and then
    neither passed nor failed.
    """

    principle: Principle
    name: str
    findings: tuple[Finding, ...] = ()
    examined: bool = True

    @property
    def is_passed(self) -> bool:
        """Whether it was examined and nothing in it is an error."""
        return self.examined and all(each.severity is not Severity.ERROR for each in self.findings)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class PrincipleReport:
    """What the checks of the four principles found; *rows* is how many rows were read, ``None`` without a table."""

    dataset: str
    checks: tuple[PrincipleCheck, ...]
    rows: int | None = None

    @property
    def findings(self) -> Mapping[Principle, tuple[Finding, ...]]:
        """The findings by principle, what should be mended first on top."""
        return FrozenMap(
            (
                principle,
                _sorted(each for check in self.of(principle) for each in check.findings),
            )
            for principle in Principle
        )

    @property
    def first(self) -> tuple[Finding, ...]:
        """Every finding, what should be mended first on top; within a severity in the order of the principles."""
        held = [each for found in self.findings.values() for each in found]
        return tuple(sorted(held, key=lambda each: each.severity.rank))

    @property
    def is_clean(self) -> bool:
        """Whether every check that could be examined is passed."""
        return all(check.is_passed for check in self.checks if check.examined)

    def of(self, principle: Principle) -> tuple[PrincipleCheck, ...]:
        """The checks of one principle."""
        return tuple(check for check in self.checks if check.principle is principle)

    def passed(self, principle: Principle) -> tuple[int, int]:
        """How many checks of a principle are passed, and of how many that were examined."""
        examined = [check for check in self.of(principle) if check.examined]
        return sum(check.is_passed for check in examined), len(examined)

    def _repr_html_(self) -> str:
        return as_html(self.first)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: each.severity.rank))
