"""The hook that pydantic calls to learn how a type is read, written and described.

A code describes itself: it has a name, patterns and ``parse``. A record has a form, and forms belong to the layer of
interchange, above this one. The window of the package is above both, and provides the function that finds a form.
"""

from __future__ import annotations

from typing import Any


class PydanticField:
    """A type that a pydantic model can have as a field: a record by its form, a code by its own method."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes it."""
        from satudata._ground import pydantic_schema
        from satudata._ground.lazy import PROVIDED

        return pydantic_schema.of_record(cls, PROVIDED["form_of"](cls), handler)
