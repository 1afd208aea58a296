"""Papers kept elsewhere: where they are, when they were received, and whether a file is still the one referred to."""

from __future__ import annotations

import io
from typing import BinaryIO, final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._partial_dates import PartialDate, partial_date
from satudata.cooperation._partners import is_text, not_blank, optional_text
from satudata.cooperation._vocabulary import ReportKind
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding

_HEX = frozenset("0123456789abcdef")
_WIDTH = 64
_BLOCK = 1 << 20


def _sha256(record: object, field: attrs.Attribute[str | None], value: object) -> None:
    if value is None:
        return
    digest = require_text(value, "a sha256")
    if not (len(digest) == _WIDTH and _HEX.issuperset(digest)):
        raise InvalidRecordError("sha256", value, "64 of the characters 0-9 and a-f")


@public("satudata.cooperation")
@final
@attrs.frozen
class DocumentRef(Record):
    """A paper by its *kind* (the item of a checklist that it answers), *uri*, *sha256* and the day it was *received*.

    The paper itself is kept elsewhere; *by* is who entered it. A gate is checked as of a day, so the day of receipt is
    always there.

    >>> DocumentRef("proposal", "arsip/2025/17.pdf", received="2025-01-20").on
    PartialDate.parse('2025-01-20')
    """

    kind: str = attrs.field(validator=not_blank)
    uri: str = attrs.field(validator=not_blank)
    sha256: str | None = attrs.field(default=None, kw_only=True, validator=_sha256)
    received: PartialDate = attrs.field(kw_only=True, converter=partial_date)
    by: str | None = attrs.field(default=None, kw_only=True, validator=optional_text)
    source: str = attrs.field(default="", kw_only=True, validator=is_text)

    @property
    def on(self) -> PartialDate:
        """The day it came into the history: that of its receipt."""
        return self.received


@public("satudata.cooperation")
@final
@attrs.frozen
class Report(Record):
    """A monitoring, evaluation or report during PELAKSANAAN: *kind*, the day *on* which, *uri* of its text.

    *by* is who entered it.
    """

    kind: ReportKind = attrs.field(converter=ReportKind)
    on: PartialDate = attrs.field(converter=partial_date)
    uri: str | None = attrs.field(default=None, kw_only=True, validator=optional_text)
    by: str | None = attrs.field(default=None, kw_only=True, validator=optional_text)
    source: str = attrs.field(default="", kw_only=True, validator=is_text)


def check_file(document: DocumentRef, file: BinaryIO | bytes) -> Finding | None:
    """``None`` where *file* (open in binary, or its bytes) has the hash that *document* names, else what is wrong.

    >>> import hashlib
    >>> named = DocumentRef(
    ...     "proposal", "17.pdf", received="2025-01-20", sha256=hashlib.sha256(b"usulan").hexdigest()
    ... )
    >>> check_file(named, b"usulan") is None, check_file(named, b"Usulan").code
    (True, 'document-changed')
    """
    import hashlib

    if document.sha256 is None:
        return finding("document-without-hash", document.uri, kind=document.kind, uri=document.uri)
    stream = io.BytesIO(file) if isinstance(file, bytes) else file
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    if digest.hexdigest() == document.sha256:
        return None
    return finding("document-changed", document.uri, kind=document.kind, uri=document.uri)
