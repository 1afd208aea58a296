"""EM-DAT's entry criteria and BNPB's threshold, side by side on the same event."""

from __future__ import annotations

from typing import final

import attrs

from satudata._ground.paths import public
from satudata.criteria import EMDAT_ENTRY, JUKLAK_7_2023
from satudata.emergency import EmergencyStatus
from satudata.events import Event
from satudata.impacts import Impact
from satudata.interpretation import Interpretation, under_either_name
from satudata.threshold import Cause, Evaluation, Verdict, evaluate


@public("satudata.interop")
@final
@attrs.frozen
class SideBySide:
    """One event under two rule sets."""

    bnpb: Evaluation
    emdat: Evaluation

    @property
    def agrees(self) -> bool | None:
        """Whether both say the same; ``None`` where one of them is undetermined."""
        verdicts = {self.bnpb.verdict, self.emdat.verdict}
        return None if Verdict.UNDETERMINED in verdicts else len(verdicts) == 1


def side_by_side(
    subject: Impact | Event,
    *,
    cause: bool | Cause | None = True,
    requests_national_help: bool | None = None,
    requests_international_help: bool | None = None,
    emergency_status: bool | EmergencyStatus | None = None,
    interpretation: Interpretation = Interpretation(),
    readings: Interpretation | None = None,
) -> SideBySide:
    """Judge *subject* by both; the answers are those of :func:`satudata.evaluate`.

    *readings* is the old name of *interpretation*; it works for one release, with a ``DeprecationWarning``.

    >>> flood = side_by_side(Impact(dead=3, missing=0, affected=80, injured=0, displaced=0))
    >>> flood.bnpb.verdict, flood.emdat.verdict
    (Verdict.MET, Verdict.UNDETERMINED)
    """
    interpretation = under_either_name("side_by_side", interpretation, readings)
    bnpb, emdat = (
        evaluate(
            subject,
            cause=cause,
            requests_national_help=requests_national_help,
            requests_international_help=requests_international_help,
            emergency_status=emergency_status,
            interpretation=interpretation,
            threshold=threshold,
        )
        for threshold in (JUKLAK_7_2023, EMDAT_ENTRY)
    )
    return SideBySide(bnpb, emdat)
