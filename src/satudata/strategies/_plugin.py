"""The plugin that Hypothesis calls when it is imported: ``st.from_type(KIB)`` draws KIBs.

It imports no strategy and no type: a strategy is imported when a value is first drawn.
"""

from __future__ import annotations

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Any

from satudata._ground.paths import DEFINED_IN

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: The public paths of the types, each with its strategy in ``satudata.strategies``.
_STRATEGIES = {
    "satudata.KIB": "kibs",
    "satudata.RegionCode": "region_codes",
    "satudata.regions.BPSCode": "bps_codes",
    "satudata.regions.PCode": "pcodes",
    "satudata.regions.Region": "regions",
    "satudata.DisasterType": "disaster_types",
    "satudata.Impact": "impacts",
    "satudata.EventRecord": "event_records",
    "satudata.Event": "events",
    "satudata.Interpretation": "interpretations",
    "satudata.Finding": "findings",
    "satudata.displaced.Displaced": "displaced",
    "satudata.displaced.SiteReport": "site_reports",
    "satudata.emergency.Declaration": "declarations",
    "satudata.interop.GLIDE": "glides",
    "satudata.Proposal": "proposals",
    "satudata.Register": "registers",
    "satudata.issuing.Acknowledgement": "register_acknowledgements",
    "satudata.issuing.Entry": "register_entries",
    "satudata.cooperation.PartialDate": "partial_dates",
    "satudata.cooperation.Partner": "partners",
    "satudata.cooperation.Term": "terms",
    "satudata.cooperation.Position": "positions",
    "satudata.cooperation.StageEntry": "stage_entries",
    "satudata.cooperation.DocumentRef": "documents",
    "satudata.cooperation.Report": "reports",
    "satudata.cooperation.Agreement": "agreements",
    "satudata.cooperation.Portfolio": "portfolios",
    "satudata.standards.DataStandard": "data_standards",
    "satudata.standards.Activity": "activities",
    "satudata.standards.Variable": "variables",
    "satudata.standards.Indicator": "indicators",
    "satudata.standards.CodeEntry": "code_entries",
    "satudata.standards.CodeList": "code_lists",
    "satudata.standards.Party": "parties",
    "satudata.standards.DeclaredStandard": "declared_standards",
    "satudata.standards.Column": "columns",
    "satudata.standards.Resource": "resources",
    "satudata.standards.Dataset": "datasets",
    "satudata.standards.Release": "releases",
}


def register() -> None:
    """Register the public types made so far; each later one is registered when it is made.

    ``satudata.strategies`` is imported when a value is first drawn.
    """
    for kind in DEFINED_IN:
        register_type(kind)


def register_type(kind: type[Any]) -> None:
    """Register a type that has a strategy."""
    from hypothesis.strategies import register_type_strategy

    strategy = _STRATEGIES.get(f"{kind.__module__}.{kind.__qualname__}")
    if strategy is not None:
        register_type_strategy(kind, _drawn_by(strategy))


def _drawn_by(strategy: str) -> Any:
    @functools.cache  # building a strategy takes longer than drawing from it
    def drawn(kind: Any) -> SearchStrategy[Any]:
        found: SearchStrategy[Any] = getattr(import_module("satudata.strategies"), strategy)()
        return found

    return drawn
