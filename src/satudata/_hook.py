"""Hooks for pydantic and Hypothesis."""

from __future__ import annotations

import sys
from typing import Any


class Drawn:
    """A type that Hypothesis can draw values of.

    Hypothesis imports ``satudata.strategies._plugin`` when it is imported itself. From then on each type registers
    there when it is made. Without Hypothesis this costs nothing.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Register the type. attrs makes a slotted class twice; the second one is the type."""
        plugin = sys.modules.get("satudata.strategies._plugin")
        if plugin is not None and "__attrs_attrs__" in vars(cls):
            plugin.register_type(cls)


class PydanticField(Drawn):
    """A type that can be a field of a pydantic model."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes it."""
        from satudata import _pydantic

        return _pydantic.core_schema_of(cls, handler)
