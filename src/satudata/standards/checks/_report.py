"""The report of the four principles: findings by principle, the most severe first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.findings import Finding, Severity, as_html
from satudata.standards._principle import Principle


@public("satudata.standards")
@final
@attrs.frozen
class PrincipleCheck:
    """One check: its principle, its name and its findings.

    A check is passed if no finding is an error. A check of rows is not *examined* without a table, and then it is
    neither passed nor failed.
    """

    principle: Principle
    name: str
    findings: tuple[Finding, ...] = ()
    examined: bool = True

    @property
    def is_passed(self) -> bool:
        """Whether it was examined and has no error."""
        return self.examined and all(each.severity is not Severity.ERROR for each in self.findings)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class PrincipleReport:
    """The report of the four principles. *rows* is the number of rows read; ``None`` without a table."""

    dataset: str
    checks: tuple[PrincipleCheck, ...]
    rows: int | None = None

    @property
    def findings(self) -> Mapping[Principle, tuple[Finding, ...]]:
        """The findings by principle, the most severe first."""
        return FrozenMap(
            (
                principle,
                _by_severity(each for check in self.of(principle) for each in check.findings),
            )
            for principle in Principle
        )

    @property
    def first(self) -> tuple[Finding, ...]:
        """All findings, the most severe first; within a severity in the order of the principles."""
        return _by_severity(each for found in self.findings.values() for each in found)

    @property
    def is_clean(self) -> bool:
        """Whether every examined check is passed."""
        return all(check.is_passed for check in self.checks if check.examined)

    def of(self, principle: Principle) -> tuple[PrincipleCheck, ...]:
        """The checks of one principle."""
        return tuple(check for check in self.checks if check.principle is principle)

    def passed(self, principle: Principle) -> tuple[int, int]:
        """The number of passed checks of a principle, and the number of examined ones."""
        examined = [check for check in self.of(principle) if check.examined]
        return sum(check.is_passed for check in examined), len(examined)

    def _repr_html_(self) -> str:
        return as_html(self.first)


def _by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: each.severity.rank))
