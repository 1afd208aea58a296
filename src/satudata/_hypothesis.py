"""What Hypothesis calls when it is imported: from then on ``st.from_type(KIB)`` draws KIBs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: The types by their module and name, each with its strategy in ``satudata.strategies``.
_STRATEGIES = {
    ("satudata.kib", "KIB"): "kibs",
    ("satudata.regions._code", "RegionCode"): "region_codes",
    ("satudata.impacts", "Impact"): "impacts",
    ("satudata.events", "EventRecord"): "event_records",
    ("satudata.events", "Event"): "events",
    ("satudata.readings", "Readings"): "readings",
}


def register() -> None:
    """Register the strategies; ``satudata.strategies`` itself is imported when one is first drawn from."""
    from hypothesis.strategies import register_type_strategy

    for (module, name), strategy in _STRATEGIES.items():
        register_type_strategy(getattr(import_module(module), name), _drawn_by(strategy))


def _drawn_by(strategy: str) -> Any:
    def drawn(kind: Any) -> SearchStrategy[Any]:
        found: SearchStrategy[Any] = getattr(import_module("satudata.strategies"), strategy)()
        return found

    return drawn
