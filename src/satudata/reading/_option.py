"""How a field of a model reads a KIB: the option in its annotation."""

from __future__ import annotations

from typing import Any, final

import attrs

from satudata._ground.paths import public
from satudata.errors import WrongTypeError, shown
from satudata.kib import KIB
from satudata.reading._reading import read_kib


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

        if source is not KIB:
            raise WrongTypeError(
                f"AsWritten is how a KIB is read, not {source!r}: Annotated[KIB, AsWritten()]"
            )

        def read(given: Any) -> KIB:
            reading = read_kib(str(given) if isinstance(given, KIB) else given)
            kib = reading.canonical if self.canonical else reading.kib
            if isinstance(kib, KIB):
                return kib
            why = reading.findings[0]
            part = why.code.removeprefix("kib-")
            said = {"text": shown(reading.text), "reason": why.message()}
            raise pydantic_schema.refused(f"{KIB.ERROR.slug}_{part}", "{reason}", said)

        return pydantic_schema.of_text(KIB, read, handler, pattern=None)
