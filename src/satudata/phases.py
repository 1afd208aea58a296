"""The phases of disaster management: one vocabulary for cooperation and for the data sets that are published."""

from __future__ import annotations

from typing import final

from satudata._ground.labels import LabelledWord
from satudata._ground.paths import public


@public("satudata.phases")
@final
class Phase(LabelledWord):
    """When something is done or used: before a disaster, during the emergency, after it.

    The official words are read too: ``Phase("tanggap darurat")`` is ``Phase("tanggap_darurat")``.

    Source: BNPB, e-Cooperation on Disaster Management; the key ``fase`` of the data sets that BNPB publishes.
    """

    PRABENCANA = "prabencana"
    TANGGAP_DARURAT = "tanggap_darurat"
    PASCABENCANA = "pascabencana"

    @classmethod
    def _missing_(cls, value: object) -> Phase:
        written = value.strip().casefold().replace(" ", "_") if isinstance(value, str) else value
        return next((each for each in cls if each.value == written), None) or super()._missing_(value)
