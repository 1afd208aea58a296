"""What other libraries ask of a type: a field of a pydantic model, values that Hypothesis draws; the edge answers."""

from __future__ import annotations

import sys
from typing import Any


class Drawn:
    """A type of which Hypothesis can draw values.

    Where Hypothesis is there, it has called ``satudata._hypothesis``, which is told of each type when it is made. So
    nobody pays for the import of what they do not use.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Tell of the type; attrs makes a slotted one twice, and the second is the type."""
        hypothesis = sys.modules.get("satudata._hypothesis")
        if hypothesis is not None and "__attrs_attrs__" in vars(cls):
            hypothesis.register_type(cls)


class PydanticField(Drawn):
    """A type that a pydantic model can have as a field."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes it."""
        from satudata import _pydantic

        return _pydantic.core_schema_of(cls, handler)
