"""Satu Data Bencana for Python: KIB, regions, disaster types, impacts, events, threshold and counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from satudata._ground.lazy import PROVIDED as _PROVIDED
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
    from satudata.checking import verify as verify
    from satudata.counting import count_events as count_events
    from satudata.criteria import JUKLAK_7_2023 as JUKLAK_7_2023
    from satudata.criteria import Criterion as Criterion
    from satudata.criteria import Threshold as Threshold
    from satudata.disaster_types import DisasterType as DisasterType
    from satudata.emergency import EmergencyStatus as EmergencyStatus
    from satudata.errors import ClosedGateError as ClosedGateError
    from satudata.errors import IndexExhaustedError as IndexExhaustedError
    from satudata.errors import InvalidArgumentError as InvalidArgumentError
    from satudata.errors import InvalidBPSCodeError as InvalidBPSCodeError
    from satudata.errors import InvalidCodeError as InvalidCodeError
    from satudata.errors import InvalidDisasterTypeError as InvalidDisasterTypeError
    from satudata.errors import InvalidGLIDEError as InvalidGLIDEError
    from satudata.errors import InvalidHIPsError as InvalidHIPsError
    from satudata.errors import InvalidKIBError as InvalidKIBError
    from satudata.errors import InvalidPCodeError as InvalidPCodeError
    from satudata.errors import InvalidRecordError as InvalidRecordError
    from satudata.errors import InvalidRegionCodeError as InvalidRegionCodeError
    from satudata.errors import MainTypeError as MainTypeError
    from satudata.errors import MissingExtraError as MissingExtraError
    from satudata.errors import PublishedTotalsError as PublishedTotalsError
    from satudata.errors import RegisterConflictError as RegisterConflictError
    from satudata.errors import RegisterFileError as RegisterFileError
    from satudata.errors import RegisterUnreadableError as RegisterUnreadableError
    from satudata.errors import ReleaseRefusedError as ReleaseRefusedError
    from satudata.errors import SatudataError as SatudataError
    from satudata.errors import TableError as TableError
    from satudata.errors import UnknownCodeError as UnknownCodeError
    from satudata.errors import UnknownEditionError as UnknownEditionError
    from satudata.errors import UnknownRegionError as UnknownRegionError
    from satudata.errors import UnknownTypeError as UnknownTypeError
    from satudata.errors import WideTableError as WideTableError
    from satudata.errors import WrongTypeError as WrongTypeError
    from satudata.events import Event as Event
    from satudata.events import EventRecord as EventRecord
    from satudata.events import Status as Status
    from satudata.events._counts import EventCounts as EventCounts
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
    from satudata.interpretation import Interpretation as Interpretation
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
    from satudata.published import PublishedSum as PublishedSum
    from satudata.published import published_sum as published_sum
    from satudata.reading import Candidate as Candidate
    from satudata.reading import Reading as Reading
    from satudata.reading import read_kib as read_kib
    from satudata.regions._bearers import CodeSystem as CodeSystem
    from satudata.regions._code import AdminLevel as AdminLevel
    from satudata.regions._code import RegionCode as RegionCode
    from satudata.threshold import Evaluation as Evaluation
    from satudata.threshold import Verdict as Verdict
    from satudata.threshold import evaluate as evaluate

#: The version of the installed package, read when it is asked for.
__version__: str

#: Each public name, by the module that defines it; a type checker reads the same names above.
_NAMES = {
    "satudata": (
        *("citations", "cooperation", "disaster_types", "displaced", "emergency"),
        *("interop", "issuing", "regions", "standards"),
    ),
    "satudata._ground.maps": ("Counts", "FrozenMap"),
    "satudata.checking": ("verify",),
    "satudata.counting": ("count_events",),
    "satudata.events._counts": ("EventCounts",),
    "satudata.criteria": ("JUKLAK_7_2023", "Criterion", "Threshold"),
    "satudata.disaster_types": ("DisasterType",),
    "satudata.emergency": ("EmergencyStatus",),
    "satudata.errors": (
        *("ClosedGateError", "IndexExhaustedError", "InvalidBPSCodeError", "InvalidCodeError"),
        *("InvalidArgumentError", "InvalidDisasterTypeError"),
        *("InvalidGLIDEError", "InvalidHIPsError", "InvalidKIBError", "InvalidPCodeError"),
        *("InvalidRecordError", "InvalidRegionCodeError", "MainTypeError", "MissingExtraError"),
        *("RegisterConflictError", "RegisterFileError", "RegisterUnreadableError"),
        *("ReleaseRefusedError", "SatudataError", "TableError"),
        *("PublishedTotalsError", "WideTableError"),
        *("UnknownCodeError", "UnknownEditionError", "UnknownRegionError", "UnknownTypeError"),
        *("WrongTypeError",),
    ),
    "satudata.events": ("Event", "EventRecord", "Status"),
    "satudata.findings": ("Finding", "Severity"),
    "satudata.impacts": ("Damage", "FacilityKind", "Impact", "LandKind", "LifeStage", "Sex"),
    "satudata.interchange": ("from_dict", "to_dict"),
    "satudata.issuing": (
        *("GeoJSONGeometry", "Proposal", "Register", "Verification"),
        *("amend", "confirm", "issue", "main_type", "next_index", "propose_region"),
    ),
    "satudata.kib": ("KIB",),
    "satudata.linking": ("LinkCandidate", "find_duplicates", "propose_links"),
    "satudata.reading": ("Candidate", "Reading", "read_kib"),
    "satudata.published": ("PublishedSum", "published_sum"),
    "satudata.interpretation": ("Interpretation",),
    "satudata.regions._bearers": ("CodeSystem",),
    "satudata.regions._code": ("AdminLevel", "RegionCode"),
    "satudata.threshold": ("Evaluation", "Verdict", "evaluate"),
}


def _form_of(kind: type[Any]) -> Any:
    from satudata.interchange import form_of

    return form_of(kind)


_PROVIDED["form_of"] = _form_of

__all__ = [name for names in _NAMES.values() for name in names]


def _version() -> str:
    """The version of the installed package; it is read when it is asked for, since that opens files."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("satudata")
    except PackageNotFoundError:
        raise AttributeError("satudata has no version: it is not installed") from None


__getattr__, __dir__ = attach(
    __name__, _NAMES, old={"Readings": "Interpretation"}, computed={"__version__": _version}
)
