"""``satudata explain``: what a finding, criterion, interpretation, rule, variable or source says, with its source."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from satudata import citations, standards
from satudata.cli import DONE
from satudata.cli._arguments import UsageError, option_word
from satudata.cli._codes import given
from satudata.cli._messages import Words
from satudata.cli._parser import nearest
from satudata.cli._terminal import say
from satudata.cli._writing import as_json
from satudata.criteria import JUKLAK_7_2023
from satudata.events._counts import RULES
from satudata.findings import kind, kinds
from satudata.interpretation import Interpretation
from satudata.issuing._rules import RULES as ISSUING

#: The sentence of a rule with dots for what belongs to one case.
_ELIDED: Mapping[str, str] = defaultdict(lambda: "...")
_COUNTING = ("metode-1", "metode-2", "metode-3")


@attrs.frozen
class _Entry:
    """One thing that can be explained: its *name*, *what* it is, and its texts as (key, label, text)."""

    name: str
    what: str
    title: str
    texts: tuple[tuple[str, str, str], ...]
    source: str | None = None

    def lines(self, words: Words) -> Iterator[str]:
        """The entry for people."""
        yield f"{self.name} ({self.title})"
        for _, label, text in self.texts:
            yield f"  {label}: {text}" if label else f"  {text}"
        if self.source is not None:
            yield f"  {words('source')}: {citations.get(self.source).shown(words.lang)} [{self.source}]"

    def as_object(self, words: Words) -> dict[str, Any]:
        """The entry for programs."""
        source = self.source and {"id": self.source, "text": citations.get(self.source).shown(words.lang)}
        return {
            "code": self.name,
            "what": self.what,
            **{key: text for key, _, text in self.texts},
            "source": source,
        }


def run_explain(options: argparse.Namespace, words: Words) -> int:
    """Explain each code; without one, list what can be explained."""
    if not options.code:
        if options.format == "json":
            print(as_json(dict(_groups()), indent=2))
        else:
            say("\n".join(_all(words)))
        return DONE
    for number, code in enumerate(given(options.code, words)):
        entries = list(_explained(code, words))
        if not entries:
            meant = nearest(code, (name.partition(" ")[0] for _, names in _groups() for name in names))
            raise UsageError(words("explain.unknown", code=code[:60]) + words.meant(meant))
        if options.format == "json":
            for entry in entries:
                print(as_json(entry.as_object(words)))
        else:
            lines = (line for entry in entries for line in entry.lines(words))
            say("\n" * bool(number) + "\n".join(lines))
    return DONE


def _explained(code: str, words: Words) -> Iterator[_Entry]:
    for explain in (_finding, _criterion, _interpretation, _rule, _issuing, _variable, _citation):
        yield from explain(code, words)


def _finding(code: str, words: Words) -> Iterator[_Entry]:
    if code in kinds():
        row = kind(code)
        texts = (
            ("meaning", "", row.meaning[words.lang]),
            ("example", words("explain.example"), row.example[words.lang]),
            ("action", words("check.action"), row.action[words.lang]),
        )
        title = f"{words('explain.finding')}, {words(f'severity.{row.severity}')}"
        yield _Entry(code, "finding", title, texts, row.citation)


def _criterion(code: str, words: Words) -> Iterator[_Entry]:
    for criterion in JUKLAK_7_2023.criteria:
        if code in (str(criterion.number), criterion.measure):
            texts = [("clause", "", criterion.clause)]
            if words.lang != "id":
                texts.append(("clause_en", "", criterion.clause_en))
            texts.append(("limit", words("explain.limit"), criterion.amount(criterion.limit, words.lang)))
            title = f"{words('explain.criterion')}, {criterion.measure}"
            yield _Entry(str(criterion.number), "criterion", title, tuple(texts), criterion.citation)


def _interpretation(code: str, words: Words) -> Iterator[_Entry]:
    fields = attrs.fields_dict(Interpretation)
    if code in fields:
        metadata = fields[code].metadata
        default, other, *_ = map(option_word, metadata["options"])
        choice = words("explain.options", default=default, other=other, name=code)
        texts = (("meaning", "", metadata[words.lang]), ("options", "", choice))
        yield _Entry(code, "interpretation", words("explain.interpretation"), texts, metadata["citation"])


def _rule(code: str, words: Words) -> Iterator[_Entry]:
    if code in _COUNTING or code in RULES:
        text = words(f"rule.{code}") if code in _COUNTING else RULES[code][words.lang]
        yield _Entry(code, "rule", words("explain.rule"), (("meaning", "", text),), "juklak-bnpb-7-2023")


def _issuing(code: str, words: Words) -> Iterator[_Entry]:
    for name, rule in ISSUING.items():
        if code in (name, _hyphened(name)):
            text = {"en": rule.en, "id": rule.id}[words.lang].format_map(_ELIDED)
            texts = (("meaning", "", text),)
            yield _Entry(_hyphened(name), "issuing", words("explain.issuing"), texts, rule.citation)


def _variable(code: str, words: Words) -> Iterator[_Entry]:
    """A variable by its name, or by a column's heading as people write it."""
    name = code if code in standards.all_standards() else standards.find_concept(code)
    if name is not None:
        standard = standards.get_standard(name)
        unit = standard.satuan or f"- ({standard.no_unit_reason})"
        texts = [
            (attribute, attribute, str(getattr(standard, attribute)))
            for attribute in ("konsep", "definisi", "klasifikasi", "ukuran")
        ]
        title = f"{words('explain.variable')}, {standard.name}"
        yield _Entry(name, "variable", title, (*texts, ("satuan", "satuan", unit)), standard.citation)


def _hyphened(name: str) -> str:
    """A name as one word of the command line."""
    return name.replace(" ", "-")


def _citation(code: str, words: Words) -> Iterator[_Entry]:
    if code in citations.records():
        citation = citations.get(code)
        texts = [
            ("text", "", citation.shown(words.lang)),
            ("read", words("citation.read"), citation.told("read", words.lang)),
            ("certainty", words("citation.certainty"), words(f"certainty.{citation.certainty}")),
        ]
        if citation.note:
            texts.append(("note", words("citation.note"), citation.told("note", words.lang)))
        yield _Entry(code, "source", words("source"), tuple(texts))


def _groups() -> Iterator[tuple[str, list[str]]]:
    """What can be explained, by kind."""
    yield "finding", sorted(kinds())
    yield "criterion", [f"{each.number} ({each.measure})" for each in JUKLAK_7_2023.criteria]
    yield "interpretation", list(attrs.fields_dict(Interpretation))
    yield "rule", [*_COUNTING, *RULES]
    yield "issuing", list(map(_hyphened, ISSUING))
    yield "variable", list(standards.all_standards())
    yield "source", list(citations.records())


def _all(words: Words) -> Iterator[str]:
    yield words("explain.list")
    for group, codes in _groups():
        title = words("source") if group == "source" else words(f"explain.{group}")
        yield f"  {title}: {', '.join(codes)}"
