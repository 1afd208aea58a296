"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import re
import zlib
from typing import BinaryIO, NamedTuple, final
from zipfile import BadZipFile, ZipFile

from satudata.findings import Finding, finding

#: More than this is not unpacked, nor more than so many times the packed size.
MOST_BYTES = 2 * 10**9
MOST_TIMES = 200
#: A packed file may always have so many bytes unpacked: short texts of few words pack very well.
_ALWAYS = 2**20
#: A sheet is read as a whole, blank cells between others too; so many of them take that memory.
_MOST_CELLS = 50_000_000
_DIMENSION = re.compile(rb"""<dimension ref=["'](?:[A-Z]+[0-9]+:)?([A-Z]+)([0-9]+)["']""")
#: What the archive says of a member's size does not end its reading.
_UNKNOWN_SIZE = 2**62
_SAMPLE = 4096
#: What a text is shows in so many bytes: a longer first line is no line of headings.
START = 2**20
_CHUNK = 2**20
_PARQUET = b"PAR1"
_GZIP, _ZIP, _OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONG_LINE = ("a text with a very long first line", "teks dengan baris pertama yang sangat panjang")
#: How files begin that are no table, and what they are in English and Indonesian.
_OTHERS = (
    ((b"%PDF",), "a PDF file", "berkas PDF"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "a picture", "gambar"),
    (
        (b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
        "a packed file",
        "berkas terkompresi",
    ),
    ((b"SQLite format 3\0",), "an SQLite database", "basis data SQLite"),
    ((b"\0\0\x27\x0a",), "a shapefile", "berkas shapefile"),
    ((b"{\\rtf",), "an RTF document", "dokumen RTF"),
)
#: Control characters that texts have, some of them by mistake.
_TEXT_CONTROLS = frozenset(b"\0\a\b\t\n\v\f\r\x1a\x1b")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"<div")


@final
class Kind(NamedTuple):
    """What a file is: the name of a *format* that is read, or the *problem* that refuses it."""

    format: str
    problem: Finding | None = None


def kind_of(file: BinaryIO) -> Kind:
    r"""What *file* is.

    >>> kind_of(io.BytesIO(b"KIB,Lokasi\n")).format, kind_of(io.BytesIO(b'[{"KIB": "1"}]')).format
    ('CSV', 'JSON')
    >>> kind_of(io.BytesIO(b"%PDF-1.7")).problem.data["what"]
    'a PDF file'
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    start = file.read(START)
    if start.startswith(_GZIP):
        return Kind("gzip")
    if start.startswith(_ZIP):
        return _zip_kind(file)
    if start.startswith(_OLE):
        return Kind("Excel")
    if start.startswith(_PARQUET) and _ends_as_parquet(file, size):
        return Kind("Parquet")
    return _text_kind(start)


def _ends_as_parquet(file: BinaryIO, size: int) -> bool:
    """Whether a file has the mark at its end too, and before it the size of a footer that fits, which no text is."""
    last = min(size, 4 + len(_PARQUET))
    file.seek(-last, io.SEEK_END)
    footer, end = file.read(last - len(_PARQUET)), file.read()
    fits = int.from_bytes(footer, "little") <= size - last or size <= len(_PARQUET) + last
    return end == _PARQUET and size > 2 * len(_PARQUET) and fits


def refused(what: str, apa: str) -> Kind:
    """A kind that is not read; *what* it is, in English and Indonesian."""
    return Kind("", not_a_table(what, apa))


def not_a_table(what: str, apa: str) -> Finding:
    """That a file is no table; *what* it is, in English and Indonesian."""
    return finding("file-not-a-table", what=what, apa=apa)


def too_large() -> Finding:
    """That a file has too many bytes when it is unpacked."""
    return finding("file-too-large", bytes=MOST_BYTES // 10**9, times=MOST_TIMES)


def damaged(form: str) -> Finding:
    """That a file of this *form* cannot be read."""
    return finding("file-damaged", form=form)


def unpack(packed: BinaryIO, into: BinaryIO) -> Finding | None:
    """Unpack a gzip file; the finding that refuses it, if any."""
    size = packed.seek(0, io.SEEK_END)
    packed.seek(0)
    limit = most_bytes(size)
    total = 0
    unpacker = zlib.decompressobj(wbits=31)
    try:
        while data := packed.read(_CHUNK):
            while data:
                unpacked = unpacker.decompress(data, _CHUNK)
                total += len(unpacked)
                if total > limit:
                    return too_large()
                into.write(unpacked)
                data = unpacker.unconsumed_tail
                if unpacker.eof:
                    data = unpacker.unused_data
                    if not data.strip(b"\0"):
                        break
                    unpacker = zlib.decompressobj(wbits=31)
    except zlib.error:
        return damaged("gzip")
    return None if unpacker.eof else damaged("gzip")


def most_bytes(packed: int) -> int:
    """How many bytes a file of so many *packed* bytes may have."""
    return min(MOST_BYTES, max(MOST_TIMES * packed, _ALWAYS))


def _zip_kind(file: BinaryIO) -> Kind:
    """A workbook, or what else is packed as a zip file."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            if sum(each.file_size for each in archive.infolist()) > most_bytes(size):
                return Kind("", too_large())
            is_open_document = "content.xml" in names and "mimetype" in names
            if names & {"xl/workbook.xml", "xl/workbook.bin"}:
                form = "Excel"
            elif is_open_document and b"spreadsheet" in archive.read("mimetype")[:_SAMPLE]:
                form = "OpenDocument"
            else:
                is_document = is_open_document or any(name.startswith(("word/", "ppt/")) for name in names)
                return (
                    refused("a document", "dokumen") if is_document else refused("a zip file", "berkas zip")
                )
            return Kind(form, _unpacked_too_large(archive, size))
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return Kind("", damaged("zip"))


def _unpacked_too_large(archive: ZipFile, size: int) -> Finding | None:
    """A finding where the archive has more bytes than it says."""
    limit, total = most_bytes(size), 0
    for each in archive.infolist():
        each.file_size = _UNKNOWN_SIZE
        with archive.open(each) as member:
            while chunk := member.read(_CHUNK):
                total += len(chunk)
                if total > limit or _cells_in(chunk) > _MOST_CELLS:
                    return too_large()
    return None


def _cells_in(chunk: bytes) -> int:
    """How many cells a sheet has by its first bytes, blank ones between others counted; 0 for any other part."""
    found = _DIMENSION.search(chunk, 0, _SAMPLE)
    if found is None:
        return 0
    width = 0
    for letter in found[1]:
        width = width * 26 + letter - ord("A") + 1
    return width * int(found[2])


def is_no_table(start: bytes) -> bool:
    r"""Whether a stream that begins with these :data:`START` bytes is no table, however it goes on.

    >>> is_no_table(b"x" * START), is_no_table(bytes(START)), is_no_table(b"KIB\n" * START)
    (True, True, False)
    """
    return not start.startswith((_GZIP, _ZIP, _OLE, _PARQUET)) and _text_kind(start).problem is not None


def _text_kind(start: bytes) -> Kind:
    """A text of any encoding, or what is no text."""
    all_of_it, start = start, start[:_SAMPLE]
    for beginnings, what, apa in _OTHERS:
        if start.startswith(beginnings):
            return refused(what, apa)
    if not start.startswith(_MARKS) and utf_16_without_mark(start) is None and _is_binary(start):
        return refused("no text", "bukan teks")
    head = _plain(start)
    if head.lower().startswith(_MARKUP):
        return refused("an HTML or XML page", "halaman HTML atau XML")
    if head.startswith((b"{", b"[")):
        return Kind("JSON")
    has_lines = len(all_of_it) < START or b"\n" in all_of_it or b"\r" in all_of_it
    return Kind("CSV") if has_lines else refused(*LONG_LINE)


def _plain(start: bytes) -> bytes:
    """The beginning of a text without its byte order mark and blanks."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if start.startswith(mark):
            start = start.decode(encoding, "replace").encode()
            break
    return start.replace(b"\0", b"").lstrip()


def _is_binary(start: bytes) -> bool:
    """Whether so many characters are control characters that this is no text."""
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in start)
    return controls * 50 > len(start) or start.count(0) * 5 > len(start)


def utf_16_without_mark(start: bytes) -> str | None:
    """The byte order of a UTF-16 text without a byte order mark; ``None`` for any other text.

    >>> utf_16_without_mark("KIB;Lokasi".encode("utf-16-le")), utf_16_without_mark(b"KIB;Lokasi")
    ('utf-16-le', None)
    """
    pairs = len(start) // 2
    first, second = start[::2].count(0), start[1::2].count(0)
    if second * 2 > pairs and first * 20 < pairs:
        return "utf-16-le"
    return "utf-16-be" if first * 2 > pairs and second * 20 < pairs else None
