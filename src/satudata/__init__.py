"""Satu Data Bencana for Python: KIB, regions, disaster types, impacts, events, threshold and counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata import citations as citations
    from satudata import cooperation as cooperation
    from satudata import disaster_types as disaster_types
    from satudata import displaced as displaced
    from satudata import emergency as emergency
    from satudata import interop as interop
    from satudata import issuing as issuing
    from satudata import regions as regions
    from satudata import standards as standards
    from satudata._ground.maps import Counts as Counts
    from satudata._ground.maps import FrozenMap as FrozenMap
    from satudata._weights import PublishedSum as PublishedSum
    from satudata.checking import verify as verify
    from satudata.counting import EventCounts as EventCounts
    from satudata.counting import count_events as count_events
    from satudata.criteria import JUKLAK_7_2023 as JUKLAK_7_2023
    from satudata.criteria import Criterion as Criterion
    from satudata.criteria import Threshold as Threshold
    from satudata.disaster_types import DisasterType as DisasterType
    from satudata.emergency import EmergencyStatus as EmergencyStatus
    from satudata.errors import ClosedGateError as ClosedGateError
    from satudata.errors import IndexExhaustedError as IndexExhaustedError
    from satudata.errors import InvalidBPSCodeError as InvalidBPSCodeError
    from satudata.errors import InvalidCodeError as InvalidCodeError
    from satudata.errors import InvalidGLIDEError as InvalidGLIDEError
    from satudata.errors import InvalidHIPsError as InvalidHIPsError
    from satudata.errors import InvalidKIBError as InvalidKIBError
    from satudata.errors import InvalidPCodeError as InvalidPCodeError
    from satudata.errors import InvalidRecordError as InvalidRecordError
    from satudata.errors import InvalidRegionCodeError as InvalidRegionCodeError
    from satudata.errors import MainTypeError as MainTypeError
    from satudata.errors import MissingExtraError as MissingExtraError
    from satudata.errors import RegisterConflictError as RegisterConflictError
    from satudata.errors import ReleaseRefusedError as ReleaseRefusedError
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
    from satudata.impacts import LifeStage as LifeStage
    from satudata.impacts import Sex as Sex
    from satudata.interchange import from_dict as from_dict
    from satudata.interchange import to_dict as to_dict
    from satudata.issuing import GeoJSONGeometry as GeoJSONGeometry
    from satudata.issuing import Proposal as Proposal
    from satudata.issuing import Register as Register
    from satudata.issuing import Verification as Verification
    from satudata.issuing import amend as amend
    from satudata.issuing import confirm as confirm
    from satudata.issuing import issue as issue
    from satudata.issuing import main_type as main_type
    from satudata.issuing import next_index as next_index
    from satudata.issuing import propose_region as propose_region
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
    from satudata.threshold import Evaluation as Evaluation
    from satudata.threshold import Verdict as Verdict
    from satudata.threshold import evaluate as evaluate

_PUBLIC = {
    "AdminLevel": "satudata.regions._code",
    "Candidate": "satudata.reading",
    "ClosedGateError": "satudata.errors",
    "CodeSystem": "satudata.regions._bearers",
    "Counts": "satudata._ground.maps",
    "Criterion": "satudata.criteria",
    "Damage": "satudata.impacts",
    "DisasterType": "satudata.disaster_types",
    "EmergencyStatus": "satudata.emergency",
    "Evaluation": "satudata.threshold",
    "Event": "satudata.events",
    "EventCounts": "satudata.counting",
    "EventRecord": "satudata.events",
    "FacilityKind": "satudata.impacts",
    "Finding": "satudata.findings",
    "FrozenMap": "satudata._ground.maps",
    "GeoJSONGeometry": "satudata.issuing",
    "Impact": "satudata.impacts",
    "IndexExhaustedError": "satudata.errors",
    "InvalidBPSCodeError": "satudata.errors",
    "InvalidCodeError": "satudata.errors",
    "InvalidGLIDEError": "satudata.errors",
    "InvalidHIPsError": "satudata.errors",
    "InvalidKIBError": "satudata.errors",
    "InvalidPCodeError": "satudata.errors",
    "InvalidRecordError": "satudata.errors",
    "InvalidRegionCodeError": "satudata.errors",
    "JUKLAK_7_2023": "satudata.criteria",
    "KIB": "satudata.kib",
    "LandKind": "satudata.impacts",
    "LifeStage": "satudata.impacts",
    "LinkCandidate": "satudata.linking",
    "MainTypeError": "satudata.errors",
    "MissingExtraError": "satudata.errors",
    "Proposal": "satudata.issuing",
    "PublishedSum": "satudata._weights",
    "Reading": "satudata.reading",
    "Readings": "satudata.readings",
    "RegionCode": "satudata.regions._code",
    "Register": "satudata.issuing",
    "RegisterConflictError": "satudata.errors",
    "ReleaseRefusedError": "satudata.errors",
    "SatudataError": "satudata.errors",
    "Severity": "satudata.findings",
    "Sex": "satudata.impacts",
    "Status": "satudata.events",
    "TableError": "satudata.errors",
    "Threshold": "satudata.criteria",
    "UnknownCodeError": "satudata.errors",
    "UnknownEditionError": "satudata.errors",
    "UnknownRegionError": "satudata.errors",
    "UnknownTypeError": "satudata.errors",
    "Verdict": "satudata.threshold",
    "Verification": "satudata.issuing",
    "amend": "satudata.issuing",
    "citations": "satudata.citations",
    "cooperation": "satudata.cooperation",
    "confirm": "satudata.issuing",
    "count_events": "satudata.counting",
    "disaster_types": "satudata.disaster_types",
    "displaced": "satudata.displaced",
    "emergency": "satudata.emergency",
    "evaluate": "satudata.threshold",
    "find_duplicates": "satudata.linking",
    "from_dict": "satudata.interchange",
    "interop": "satudata.interop",
    "issue": "satudata.issuing",
    "issuing": "satudata.issuing",
    "main_type": "satudata.issuing",
    "next_index": "satudata.issuing",
    "propose_links": "satudata.linking",
    "propose_region": "satudata.issuing",
    "read_kib": "satudata.reading",
    "regions": "satudata.regions",
    "standards": "satudata.standards",
    "to_dict": "satudata.interchange",
    "verify": "satudata.checking",
}

__all__ = list(_PUBLIC)
__getattr__, __dir__ = attach(__name__, _PUBLIC)
