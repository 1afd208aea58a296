"""Records of a CSV file however it is written: one pass, bounded memory, and a finding for every oddity."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Generator, Iterator
from typing import BinaryIO, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.findings import Finding, finding
from satudata.tabular._file_kinds import utf_16_without_mark

#: A longer line is not read, whatever it holds.
MAX_LINE = 4 * 2**20
#: How far the quoted cells of one row may run on over line ends; a cell of Excel has at most 253.
MAX_QUOTED_LINES = 1_000
MAX_QUOTED_CHARACTERS = 100_000
DELIMITERS = ",;\t|"

_CHUNK = 2**20
_SAMPLE = 4096
#: The bytes that Windows-1252 leaves undefined.
_UNDEFINED = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: A physical line with its number; ``None`` for one that is too long.
_Line: TypeAlias = tuple[int, str | None]


@public("satudata.tabular")
@final
@attrs.frozen
class Record:
    """The cells of one row, and the line on which it starts."""

    line: int
    cells: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def encoding_of(file: BinaryIO) -> tuple[str, tuple[Finding, ...]]:
    r"""The encoding of a file, and what is doubtful: by its byte order mark, else by its bytes.

    Without a mark it is UTF-16, UTF-8, Windows-1252 or Latin-1.

    >>> encoding_of(io.BytesIO(b"KIB,Lokasi"))
    ('utf-8', ())
    >>> encoding_of(io.BytesIO(b"KIB,Caf\xe9"))[0]
    'cp1252'
    """
    file.seek(0)
    start = file.read(_SAMPLE)
    marked = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    file.seek(0)
    if marked is not None and marked != "utf-8-sig":
        return marked, ()
    if marked is None and (order := utf_16_without_mark(start)) is not None:
        return order, ()
    bad_line = _first_line_not_utf8(file)
    if bad_line is None:
        return marked or "utf-8", ()
    file.seek(0)
    encoding = "cp1252"
    while chunk := file.read(_CHUNK):
        if any(byte in chunk for byte in _UNDEFINED):
            encoding = "latin-1"
            break
    return encoding, (finding("encoding-guessed", line=bad_line, encoding=encoding),)


def _first_line_not_utf8(file: BinaryIO) -> int | None:
    """The number of the first line that is no UTF-8; ``None`` if all is."""
    passed, rest = 0, b""
    while chunk := file.read(_CHUNK):
        data = rest + chunk
        rest = b""
        if not data.isascii():
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                # A character cut at the end of the chunk is read with the next one.
                if error.start < len(data) - 3 or error.reason != "unexpected end of data":
                    return _line_at(file, passed + error.start)
                data, rest = data[: error.start], data[error.start :]
        passed += len(data)
    return _line_at(file, passed) if rest else None


def _line_at(file: BinaryIO, offset: int) -> int:
    """The number of the line of the byte at *offset*."""
    file.seek(0)
    line = 1
    while offset > 0 and (chunk := file.read(min(_CHUNK, offset))):
        line += chunk.count(b"\n")
        offset -= len(chunk)
    return line


def records(file: BinaryIO, encoding: str, delimiter: str) -> Generator[Record, None, None]:
    r"""The rows of a file that have any cell; the line number is that of the physical line on which a row starts.

    A quote opens a cell only at its start. Such a cell may run over line ends, but not beyond
    :data:`MAX_QUOTED_LINES` lines and :data:`MAX_QUOTED_CHARACTERS` characters, and behind its closing quote the cell
    ends; otherwise the opening quote is taken as a plain character and the next line is a row of its own.

    >>> [record.cells for record in records(io.BytesIO(b'a,"b\nc,d'), "utf-8", ",")]
    [('a', '"b'), ('c', 'd')]
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        lines = _Lines(text)
        while (line := lines.take()) is not None:
            record = lines.record(*line, delimiter)
            if record.cells or record.findings:
                yield record
    finally:
        text.detach()


class _Lines:
    """Physical lines, some of which were looked at before their turn."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._number = 0
        self._waiting: deque[_Line] = deque()
        self._line_end = ""
        self._told_of_ends = False

    def take(self) -> _Line | None:
        """The next line with its end, or ``None`` after the last."""
        if self._waiting:
            return self._waiting.popleft()
        line = self._text.readline(MAX_LINE + 1)
        if not line:
            return None
        self._number += 1
        if len(line) <= MAX_LINE or line.endswith(("\n", "\r")):
            return self._number, line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(_CHUNK)
        return self._number, None

    def record(self, number: int, line: str | None, delimiter: str) -> Record:
        """The row that starts on this line, with as many of the next lines as its quoted cells take in."""
        if line is None:
            return Record(number, (), (finding("line-too-long", limit=MAX_LINE),))
        text = line.rstrip("\r\n")
        if line[len(text) :] == self._line_end and "\0" not in line:
            cells = text.split(delimiter) if '"' not in text else _tidily_split(text, delimiter)
            if cells:
                return Record(number, tuple(cells) if _has_content(cells) else ())
        return self._odd_record(number, line, delimiter)

    def _odd_record(self, number: int, line: str, delimiter: str) -> Record:
        """A row that runs on over line ends, is quoted in an untidy way, or says something about the file."""
        findings: list[Finding] = []
        cells: list[str] = []
        at, plain, lines_left = 0, -1, MAX_QUOTED_LINES
        while True:
            untidy, at = _split(line.rstrip("\r\n"), delimiter, at, plain, cells)
            if untidy:
                findings.append(finding("quote-inside"))
            if at < 0:
                break
            more = self._quoted_on(lines_left, MAX_QUOTED_CHARACTERS - len(line) + at, delimiter)
            if more:
                line += "".join(more)
                lines_left -= len(more)
            else:
                plain = at
                findings.append(finding("quote-unclosed", text=line[at : at + 40].strip()))
        if "\0" in line:
            findings.append(finding("nul-characters", number=line.count("\0")))
        findings += self._line_end_of(number, line)
        return Record(number, tuple(cells) if _has_content(cells) else (), tuple(findings))

    def _quoted_on(self, lines_left: int, characters_left: int, delimiter: str) -> list[str]:
        """The lines up to the one that closes a quoted cell; none where it is not closed within the bounds."""
        taken: list[_Line] = []
        while len(taken) < lines_left and characters_left > 0 and (next_line := self.take()) is not None:
            taken.append(next_line)
            line = next_line[1]
            if line is None:
                break
            characters_left -= len(line)
            close = _closing(line, 0)
            if close >= 0:
                if line[close + 1 : close + 2] in ("", delimiter, "\r", "\n"):
                    return [each for _, each in taken if each is not None]
                break
        self._waiting.extendleft(reversed(taken))
        return []

    def _line_end_of(self, number: int, line: str) -> Iterator[Finding]:
        """A finding, once a file, where lines end in more than one way."""
        end = line[len(line.rstrip("\r\n")) :][-2:]
        end = end if end == "\r\n" else end[-1:]
        if end and not self._line_end:
            self._line_end = end
        elif end and end != self._line_end and not self._told_of_ends:
            self._told_of_ends = True
            yield finding("line-ends-mixed", line=number)


def _has_content(cells: list[str]) -> bool:
    """Whether any cell holds more than blanks."""
    first = cells[0]
    return bool(first and not first.isspace()) or any(cell and not cell.isspace() for cell in cells)


def _tidily_split(text: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes open and close whole cells; none where :func:`_split` has to look closer.

    >>> _tidily_split('a,"b, c",d', ","), _tidily_split('a,"b" c', ",")
    (['a', 'b, c', 'd'], [])
    """
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return []
    quoted = iter(pieces[1::2])
    cells = "\0".join(pieces[::2]).split(delimiter)
    for place, cell in enumerate(cells):
        if cell == "\0":
            cells[place] = next(quoted, "")
        elif "\0" in cell:
            return []
    return cells


def _split(text: str, delimiter: str, at: int, plain: int, cells: list[str]) -> tuple[bool, int]:
    """Add the cells of *text* from *at* on; whether one has text behind its quotes, and where a quote stays open.

    The quote at *plain* opens nothing. The place is -1 where no quote stays open.
    """
    if at == 0 and '"' not in text:
        cells += text.split(delimiter)
        return False, -1
    untidy = False
    while True:
        if at != plain and text.startswith('"', at):
            close = _closing(text, at + 1)
            if close < 0:
                return untidy, at
            end = text.find(delimiter, close + 1)
            behind = text[close + 1 :] if end < 0 else text[close + 1 : end]
            untidy = untidy or not (not behind or behind.isspace())
            cells.append(text[at + 1 : close].replace('""', '"') + behind)
        else:
            end = text.find(delimiter, at)
            cells.append(text[at:] if end < 0 else text[at:end])
        if end < 0:
            return untidy, -1
        at = end + 1


def _closing(text: str, at: int) -> int:
    """Where the quote stands that closes a cell, from *at* on; -1 where none does. Two quotes are one in the cell."""
    while (at := text.find('"', at)) >= 0 and text.startswith('"', at + 1):
        at += 2
    return at
