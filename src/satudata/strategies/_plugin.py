"""The plugin that Hypothesis calls when it is imported: ``st.from_type(KIB)`` draws KIBs.

It imports no strategy and no type: a strategy is imported when a value is first drawn.
"""

from __future__ import annotations

import functools
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: The types by their module and name, each with its strategy in ``satudata.strategies``.
_STRATEGIES = {
    ("satudata.kib", "KIB"): "kibs",
    ("satudata.regions._code", "RegionCode"): "region_codes",
    ("satudata.regions._crosswalk", "BPSCode"): "bps_codes",
    ("satudata.regions._crosswalk", "PCode"): "pcodes",
    ("satudata.regions._records", "Region"): "regions",
    ("satudata.disaster_types._records", "DisasterType"): "disaster_types",
    ("satudata.impacts", "Impact"): "impacts",
    ("satudata.events", "EventRecord"): "event_records",
    ("satudata.events", "Event"): "events",
    ("satudata.readings", "Readings"): "readings",
    ("satudata.findings", "Finding"): "findings",
    ("satudata.displaced", "Displaced"): "displaced",
    ("satudata.displaced", "SiteReport"): "site_reports",
    ("satudata.emergency", "Declaration"): "declarations",
    ("satudata.interop.glide", "GLIDE"): "glides",
    ("satudata.issuing._register", "Entry"): "register_entries",
    ("satudata.cooperation._partial_dates", "PartialDate"): "partial_dates",
    ("satudata.cooperation._partners", "Partner"): "partners",
    ("satudata.cooperation._terms", "Term"): "terms",
    ("satudata.cooperation._positions", "Position"): "positions",
    ("satudata.cooperation._agreements", "StageEntry"): "stage_entries",
    ("satudata.cooperation._documents", "DocumentRef"): "documents",
    ("satudata.cooperation._documents", "Report"): "reports",
    ("satudata.cooperation._agreements", "Agreement"): "agreements",
    ("satudata.cooperation._portfolio", "Portfolio"): "portfolios",
    ("satudata._data_standard", "DataStandard"): "data_standards",
    ("satudata.standards._activity", "Activity"): "activities",
    ("satudata.standards._activity", "Variable"): "variables",
    ("satudata.standards._activity", "Indicator"): "indicators",
    ("satudata.standards._code_lists", "CodeEntry"): "code_entries",
    ("satudata.standards._code_lists", "CodeList"): "code_lists",
    ("satudata.standards._roles", "Party"): "parties",
    ("satudata.standards._dataset", "DeclaredStandard"): "declared_standards",
    ("satudata.standards._dataset", "Column"): "columns",
    ("satudata.standards._dataset", "Resource"): "resources",
    ("satudata.standards._dataset", "Dataset"): "datasets",
    ("satudata.standards._release", "Release"): "releases",
}


def register() -> None:
    """Register the types of the modules that are imported; each other type registers itself when its module is."""
    for module, name in _STRATEGIES:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None:
            register_type(kind)


def register_type(kind: type[Any]) -> None:
    """Register a type that has a strategy."""
    from hypothesis.strategies import register_type_strategy

    strategy = _STRATEGIES.get((kind.__module__, kind.__name__))
    if strategy is not None:
        register_type_strategy(kind, _drawn_by(strategy))


def _drawn_by(strategy: str) -> Any:
    @functools.cache  # building a strategy takes longer than drawing from it
    def drawn(kind: Any) -> SearchStrategy[Any]:
        found: SearchStrategy[Any] = getattr(import_module("satudata.strategies"), strategy)()
        return found

    return drawn
