"""Giving a KIB: main type, region by the epicentre, local date, next index, and its verification by a person.

>>> from datetime import date
>>> from satudata import issuing
>>> issuing.issue("106", date(2024, 8, 4), ["62.02"]).kib
KIB.parse('6202106202408041')
"""

from __future__ import annotations

from satudata.issuing._boundary_files import BoundaryFile, read_boundaries
from satudata.issuing._entry import Acknowledgement, Entry, UnreadableLine
from satudata.issuing._geojson import GeoJSONGeometry
from satudata.issuing._geometry import Centroids, Distance, Epicentre, Geometry, haversine
from satudata.issuing._index import next_index
from satudata.issuing._json_lines import JSONLinesRegister
from satudata.issuing._kinds import register_at
from satudata.issuing._local_date import Zone, local_date, zone_of
from satudata.issuing._main_type import MainType, main_type
from satudata.issuing._proposal import (
    Ended,
    GivenHistory,
    GivenKIBs,
    Proposal,
    Verification,
    amend,
    confirm,
    issue,
)
from satudata.issuing._region import RegionCandidate, RegionProposal, RegionRule, propose_region
from satudata.issuing._register import Register
from satudata.issuing._rules import RULES, Decision, Rule
from satudata.issuing._sql import SQLRegister
from satudata.issuing._sqlite import SQLiteRegister
from satudata.issuing._standing import GivenKIB, KIBStatus, given_kibs
from satudata.issuing._stores import RegisterStore

__all__ = [
    "RULES",
    "Acknowledgement",
    "BoundaryFile",
    "Centroids",
    "Decision",
    "Distance",
    "Ended",
    "Entry",
    "Epicentre",
    "GeoJSONGeometry",
    "Geometry",
    "GivenHistory",
    "GivenKIB",
    "GivenKIBs",
    "JSONLinesRegister",
    "KIBStatus",
    "MainType",
    "Proposal",
    "RegionCandidate",
    "RegionProposal",
    "RegionRule",
    "Register",
    "RegisterStore",
    "Rule",
    "SQLRegister",
    "SQLiteRegister",
    "UnreadableLine",
    "Verification",
    "Zone",
    "amend",
    "confirm",
    "given_kibs",
    "haversine",
    "issue",
    "local_date",
    "main_type",
    "next_index",
    "propose_region",
    "read_boundaries",
    "register_at",
    "zone_of",
]
