"""What pydantic asks of a type that is a field of a model; the edge answers."""

from __future__ import annotations

from typing import Any


class PydanticField:
    """A type that a pydantic model can have as a field."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes it."""
        from satudata import _pydantic

        return _pydantic.core_schema_of(cls, handler)
