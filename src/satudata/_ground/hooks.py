"""The hook that pydantic calls to learn how a type is read, written and described."""

from __future__ import annotations

from typing import Any


class PydanticField:
    """A type that a pydantic model can have as a field."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes it."""
        from satudata._ground import pydantic_schema

        return pydantic_schema.core_schema_of(cls, handler)
