"""Satu Data Bencana for Python: KIB, regions, disaster types, impacts, events, threshold and counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._lazy import attach

if TYPE_CHECKING:
    from satudata import citations as citations
    from satudata import disaster_types as disaster_types
    from satudata import regions as regions
    from satudata.checking import verify as verify
    from satudata.counting import EventCounts as EventCounts
    from satudata.counting import count_events as count_events
    from satudata.disaster_types import DisasterType as DisasterType
    from satudata.emergency import EmergencyStatus as EmergencyStatus
    from satudata.errors import InvalidBPSCodeError as InvalidBPSCodeError
    from satudata.errors import InvalidCodeError as InvalidCodeError
    from satudata.errors import InvalidKIBError as InvalidKIBError
    from satudata.errors import InvalidPCodeError as InvalidPCodeError
    from satudata.errors import InvalidRecordError as InvalidRecordError
    from satudata.errors import InvalidRegionCodeError as InvalidRegionCodeError
    from satudata.errors import MissingExtraError as MissingExtraError
    from satudata.errors import SatudataError as SatudataError
    from satudata.errors import TableError as TableError
    from satudata.errors import UnknownCodeError as UnknownCodeError
    from satudata.errors import UnknownEditionError as UnknownEditionError
    from satudata.errors import UnknownRegionError as UnknownRegionError
    from satudata.errors import UnknownTypeError as UnknownTypeError
    from satudata.events import Event as Event
    from satudata.events import EventRecord as EventRecord
    from satudata.events import Status as Status
    from satudata.findings import Finding as Finding
    from satudata.findings import Severity as Severity
    from satudata.impacts import Damage as Damage
    from satudata.impacts import FacilityKind as FacilityKind
    from satudata.impacts import Impact as Impact
    from satudata.impacts import LandKind as LandKind
    from satudata.kib import KIB as KIB
    from satudata.linking import LinkCandidate as LinkCandidate
    from satudata.linking import find_duplicates as find_duplicates
    from satudata.linking import propose_links as propose_links
    from satudata.reading import Candidate as Candidate
    from satudata.reading import Reading as Reading
    from satudata.reading import read_kib as read_kib
    from satudata.readings import Readings as Readings
    from satudata.regions._bearers import CodeSystem as CodeSystem
    from satudata.regions._code import AdminLevel as AdminLevel
    from satudata.regions._code import RegionCode as RegionCode
    from satudata.threshold import JUKLAK_7_2023 as JUKLAK_7_2023
    from satudata.threshold import Criterion as Criterion
    from satudata.threshold import Evaluation as Evaluation
    from satudata.threshold import Threshold as Threshold
    from satudata.threshold import Verdict as Verdict
    from satudata.threshold import evaluate as evaluate

_PUBLIC = {
    "AdminLevel": "satudata.regions._code",
    "Candidate": "satudata.reading",
    "CodeSystem": "satudata.regions._bearers",
    "Criterion": "satudata.threshold",
    "Damage": "satudata.impacts",
    "DisasterType": "satudata.disaster_types",
    "EmergencyStatus": "satudata.emergency",
    "Evaluation": "satudata.threshold",
    "Event": "satudata.events",
    "EventCounts": "satudata.counting",
    "EventRecord": "satudata.events",
    "FacilityKind": "satudata.impacts",
    "Finding": "satudata.findings",
    "Impact": "satudata.impacts",
    "InvalidBPSCodeError": "satudata.errors",
    "InvalidCodeError": "satudata.errors",
    "InvalidKIBError": "satudata.errors",
    "InvalidPCodeError": "satudata.errors",
    "InvalidRecordError": "satudata.errors",
    "InvalidRegionCodeError": "satudata.errors",
    "JUKLAK_7_2023": "satudata.threshold",
    "KIB": "satudata.kib",
    "LinkCandidate": "satudata.linking",
    "LandKind": "satudata.impacts",
    "MissingExtraError": "satudata.errors",
    "Reading": "satudata.reading",
    "Readings": "satudata.readings",
    "RegionCode": "satudata.regions._code",
    "SatudataError": "satudata.errors",
    "Severity": "satudata.findings",
    "Status": "satudata.events",
    "TableError": "satudata.errors",
    "Threshold": "satudata.threshold",
    "UnknownCodeError": "satudata.errors",
    "UnknownEditionError": "satudata.errors",
    "UnknownRegionError": "satudata.errors",
    "UnknownTypeError": "satudata.errors",
    "Verdict": "satudata.threshold",
    "citations": "satudata.citations",
    "count_events": "satudata.counting",
    "disaster_types": "satudata.disaster_types",
    "evaluate": "satudata.threshold",
    "find_duplicates": "satudata.linking",
    "propose_links": "satudata.linking",
    "read_kib": "satudata.reading",
    "regions": "satudata.regions",
    "verify": "satudata.checking",
}

__all__ = list(_PUBLIC)
__getattr__, __dir__ = attach(__name__, _PUBLIC)
