"""What is doubtful in data: a code, a severity, a place, and a message in Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import final

import attrs

from satudata import citations
from satudata._ground import html
from satudata._ground.fields import require_mapping
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.plurals import filled
from satudata._ground.records import Record
from satudata._ground.tables import text_of
from satudata._ground.words import Language as Language  # noqa: PLC0414  # public here too
from satudata._ground.words import RankedWord, in_language
from satudata.citations import Citation
from satudata.errors import InvalidRecordError, UnknownCodeError


@public("satudata")
@final
class Severity(RankedWord):
    """``ERROR``: it cannot be right. ``WARNING``: it is doubtful. ``INFO``: it should be known.

    ``rank`` is 0 for what should be fixed first.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def word(self, lang: Language = "en") -> str:
        """Return the word for this severity, English or Indonesian.

        >>> Severity.WARNING.word(), Severity.WARNING.word("id")
        ('warning', 'meragukan')
        """
        return in_language({"en": self.value, "id": ("kesalahan", "meragukan", "catatan")[self.rank]}, lang)


@public("satudata.findings")
@final
@attrs.frozen(kw_only=True)
class FindingKind:
    """A row of the table of findings: what the code means, an example, what to do, and the source of the rule."""

    code: str
    severity: Severity
    citation: str
    example: Mapping[str, str]
    message: Mapping[str, str]
    meaning: Mapping[str, str]
    action: Mapping[str, str]


def _frozen(data: Mapping[str, object]) -> FrozenMap[str, object]:
    require_mapping(data, "data", "what the sentence is filled with, {'kib': '6202106202408041'}")
    return FrozenMap(data)


@public("satudata")
@final
@attrs.frozen
class Finding(Record, PydanticField):
    """One doubtful thing: *where* is the field or line, *data* are the values in the message.

    Equality and hash are those of code, severity, place and data, never of a language. Ordered by :attr:`sort_key`.

    >>> finding = Finding("index-zero", Severity.INFO, "kib", {"kib": "9404101201904210"})
    >>> finding.message("id")
    'KIB 9404101201904210 berindeks 0: baris lama, atau angka terakhir hilang karena pembulatan lembar kerja Excel'
    """

    code: str
    severity: Severity = attrs.field(converter=Severity)
    where: str = ""
    data: FrozenMap[str, object] = attrs.field(factory=FrozenMap, converter=_frozen)

    def message(self, lang: Language = "en") -> str:
        """The finding as a sentence in English (``"en"``) or Indonesian (``"id"``).

        Raises :class:`~satudata.UnknownCodeError` for a code that the table does not have, and
        :class:`~satudata.InvalidRecordError` where ``data`` lack what the sentence is filled with.
        """
        sentence = in_language(kind(self.code).message, lang)
        try:
            return filled(sentence, self.data)
        except KeyError as error:
            lacking = f"the sentence of {self.code} is filled with {error.args[0]!r} as well: {sentence}"
            raise InvalidRecordError("data", dict(self.data), lacking) from None

    @property
    def citation(self) -> Citation:
        """The source of the rule behind it.

        >>> finding("index-zero", "kib", kib="9404101201904210").citation.certainty
        'open'
        """
        return citations.get(kind(self.code).citation)

    def _repr_html_(self) -> str:
        return as_html([self])

    @property
    def sort_key(self) -> tuple[int, str, str, str]:
        """Errors first, then by code, place and text."""
        return self.severity.rank, self.code, self.where, repr(self.data)


def as_html(findings: Iterable[Finding], lang: Language = "en") -> str:
    """A table of *findings* for a notebook, most severe first; every text is escaped.

    >>> as_html([finding("index-zero", "kib", kib="<b>")]).count("&lt;b&gt;")
    1
    """
    rows = [
        (each.severity, each.code, each.where, each.message(lang))
        for each in sorted(findings, key=lambda each: each.sort_key)
    ]
    return html.table(("severity", "code", "where", "message"), rows)


def finding(code: str, where: str = "", **data: object) -> Finding:
    """A finding of the severity that the table gives its code; raises :class:`~satudata.UnknownCodeError` for another.

    >>> finding("index-zero", "kib", kib="9404101201904210").severity
    Severity.INFO
    """
    return Finding(code, kind(code).severity, where, FrozenMap(data))


def kind(code: str) -> FindingKind:
    """The row of the table of findings for *code*; raises :class:`~satudata.UnknownCodeError` where there is none.

    >>> kind("index-zero").severity
    Severity.INFO
    """
    if code not in _sections():
        raise UnknownCodeError(code, hint=f"the codes of findings are {', '.join(sorted(_sections()))}")
    return _kind(code)


def kinds() -> Mapping[str, FindingKind]:
    """Every kind of finding by its code."""
    return FrozenMap((code, kind(code)) for code in _sections())


@cache
def _sections() -> Mapping[str, str]:
    """The text of each code's table: a command needs a few of them, and reading all takes longer than a small file."""
    sections = text_of("satudata", "findings.toml").split("\n[")[1:]
    return dict(section.split("]\n", 1) for section in sections)


@cache
def _kind(code: str) -> FindingKind:
    import tomllib

    row = tomllib.loads(_sections()[code])
    return FindingKind(
        code=code,
        severity=Severity(row["severity"]),
        citation=row["citation"],
        example=FrozenMap({"en": row["example"], "id": row.get("example_id", row["example"])}),
        message=FrozenMap(row["message"]),
        meaning=FrozenMap(row["meaning"]),
        action=FrozenMap(row["action"]),
    )
