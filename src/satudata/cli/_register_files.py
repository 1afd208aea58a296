"""Registers and proposals that were handed over as files."""

from __future__ import annotations

from pathlib import Path

from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.errors import InvalidRecordError
from satudata.interchange import from_json
from satudata.issuing import Entry, Proposal, Register, RegisterStore, SQLiteRegister, register_at
from satudata.issuing._appended_file import require_file
from satudata.issuing._lines import read_lines

#: Workbooks, Parquet and gz files: what an export of another format begins with.
_OTHERS = (b"PK\x03\x04", b"PAR1", b"\x1f\x8b")
#: How the document of a whole register begins, which register export writes as .json.
_DOCUMENT, _START = b'"satudata.register"', 200
_LISTS = (".csv", ".tsv", ".xlsx", ".parquet", ".gz")


def opened(file: str, words: Words) -> RegisterStore:
    """The register at this path.

    Raises :class:`UsageError` for a file that is a list for people, or no register at all.
    """
    path = Path(file)
    data = path.read_bytes() if path.is_file() else b""
    store = register_at(file)
    if _DOCUMENT in data[:_START]:
        raise UsageError(words("register.document_only", file=file))
    if data.strip() and not isinstance(store, SQLiteRegister) and not _has_entries(data):
        raise UsageError(
            words("register.import.format" if _is_list(file, data) else "register.none", file=file)
        )
    return store


def _has_entries(data: bytes) -> bool:
    """Whether a line begins as an entry does, be it torn or whole."""
    return any(line.lstrip(b"\xef\xbb\xbf ").startswith(b"{") for line in data.splitlines())


def _is_list(file: str, data: bytes) -> bool:
    """Whether a file is a list that an export wrote, or another one of these kinds."""
    return data.startswith(_OTHERS) or Path(file).suffix.casefold() in _LISTS


def taken_in(source: str, store: RegisterStore, words: Words) -> int:
    """Record what the file *source* holds, with the conflicts that it makes; how many entries that were."""
    require_file(Path(source))
    data = Path(source).read_bytes()
    other = register_at(source)
    if isinstance(other, SQLiteRegister) and data:
        return store.take_in(other.read(), keep_conflicts=True)
    if not data.strip():
        raise UsageError(words("register.import.empty", file=source))
    if not _has_entries(data) and _is_list(source, data):
        raise UsageError(words("register.import.format", file=source))
    proposals, rest = _proposals(data)
    if not proposals and not rest.entries and not rest.acknowledgements:
        raise UsageError(words("register.import.nothing", file=source))
    for each in proposals:
        if not each.by or each.on is None:
            raise UsageError(words("register.import.nobody", id=each.occurrence_id or "?"))
    number = store.take_in(rest, keep_conflicts=True)
    for each in proposals:
        assert each.on is not None, "checked above"
        before = len(store.read().entries)
        store.add(each, by=each.by, on=each.on)
        number += len(store.read().entries) - before
    return number


def _proposals(data: bytes) -> tuple[list[Proposal], Register]:
    """The proposals in a file of JSON or JSON lines, and the entries of a register."""
    value = _value(data)
    if isinstance(value, Register):
        return [], value
    if isinstance(value, Proposal):
        return [value], Register()
    if isinstance(value, Entry):
        return [], Register([value])
    read = [(line, _value(line)) for line in data.splitlines() if b"satudata.proposal" in line]
    proposals = [value for _, value in read if isinstance(value, Proposal)]
    lines = {line for line, value in read if isinstance(value, Proposal)}
    kept = b"\n".join(b"" if line in lines else line for line in data.splitlines())
    return proposals, Register.from_lines(read_lines(kept))


def _value(data: bytes) -> object:
    try:
        return from_json(data)
    except InvalidRecordError:
        return None
