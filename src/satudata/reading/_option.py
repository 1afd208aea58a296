"""How a field of a model is read, said beside its type."""

from __future__ import annotations

from typing import Any, final

import attrs

from satudata._ground.paths import public


@public("satudata.reading")
@final
@attrs.frozen(kw_only=True)
class AsWritten:
    """In ``Annotated[KIB, AsWritten()]``: pydantic reads the field by :func:`~satudata.read_kib`.

    The repaired KIB is kept, or with *canonical* the one with the Kemendagri code in force on its date. Where there is
    none the field is refused with the code of the finding that says why.

    >>> AsWritten(canonical=True)
    AsWritten(canonical=True)
    """

    canonical: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes the field."""
        from satudata._ground import pydantic_schema

        return pydantic_schema.as_written(self, source, handler)
