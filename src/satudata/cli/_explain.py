"""``satudata explain``: what a finding, criterion, interpretation, rule, variable or source says, with its source."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping

import attrs

from satudata import citations, standards
from satudata.citations import Citation
from satudata.cli import DONE
from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.counts import RULES
from satudata.criteria import JUKLAK_7_2023
from satudata.findings import kind, kinds
from satudata.interpretation import Interpretation
from satudata.issuing._rules import RULES as ISSUING

#: Stands for what a rule says of one case.
_ELIDED: Mapping[str, str] = defaultdict(lambda: "...")
_COUNTING = ("metode-1", "metode-2", "metode-3")


def run_explain(options: argparse.Namespace, words: Words) -> int:
    """Explain each code; without one, list what can be explained."""
    if not options.code:
        print("\n".join(_all(words)))
        return DONE
    for number, code in enumerate(options.code):
        lines = list(_explained(code, words))
        if not lines:
            raise UsageError(words("explain.unknown", code=code[:60]))
        print("\n" * bool(number) + "\n".join(lines))
    return DONE


def _explained(code: str, words: Words) -> Iterator[str]:
    for explain in (_finding, _criterion, _interpretation, _rule, _issuing, _variable, _citation):
        yield from explain(code, words)


def _finding(code: str, words: Words) -> Iterator[str]:
    if code in kinds():
        held = kind(code)
        yield f"{code} ({words('explain.finding')}, {words(f'severity.{held.severity}')})"
        yield f"  {held.meaning[words.lang]}"
        yield f"  {words('explain.example')}: {held.example[words.lang]}"
        yield f"  {words('check.action')}: {held.action[words.lang]}"
        yield from _source(held.citation, words)


def _criterion(code: str, words: Words) -> Iterator[str]:
    for criterion in JUKLAK_7_2023.criteria:
        if code in (str(criterion.number), criterion.measure):
            yield f"{criterion.number} ({words('explain.criterion')}, {criterion.measure})"
            yield f"  {criterion.clause}"
            if words.lang != "id":
                yield f"  {criterion.clause_en}"
            yield f"  {words('explain.limit')}: {criterion.amount(criterion.limit, words.lang)}"
            yield from _source(criterion.citation, words)


def _interpretation(code: str, words: Words) -> Iterator[str]:
    fields = attrs.fields_dict(Interpretation)
    if code in fields:
        told = fields[code].metadata
        values = {True: "yes", False: "no"}
        options = [values.get(each, each) if isinstance(each, bool) else each for each in told["options"]]
        yield f"{code} ({words('explain.interpretation')})"
        yield f"  {told[words.lang]}"
        yield f"  {words('explain.options', default=options[0], other=options[1], name=code)}"
        yield from _source(told["citation"], words)


def _rule(code: str, words: Words) -> Iterator[str]:
    if code in _COUNTING:
        yield f"{code} ({words('explain.rule')})"
        yield f"  {words(f'rule.{code}')}"
        yield from _source("juklak-bnpb-7-2023", words)
    elif code in RULES:
        yield f"{code} ({words('explain.rule')})"
        yield f"  {RULES[code][words.lang]}"
        yield from _source("juklak-bnpb-7-2023", words)


def _issuing(code: str, words: Words) -> Iterator[str]:
    for name, rule in ISSUING.items():
        if code in (name, _hyphened(name)):
            text = {"en": rule.en, "id": rule.id}[words.lang]
            yield f"{_hyphened(name)} ({words('explain.issuing')})"
            yield f"  {text.format_map(_ELIDED)}"
            yield from _source(rule.citation, words)


def _variable(code: str, words: Words) -> Iterator[str]:
    """A variable by its name, or by a column's heading as people write it."""
    name = code if code in standards.all_standards() else standards.find_concept(code)
    if name is not None:
        held = standards.get_standard(name)
        yield f"{name} ({words('explain.variable')}, {held.name})"
        for attribute in ("konsep", "definisi", "klasifikasi", "ukuran"):
            yield f"  {attribute}: {getattr(held, attribute)}"
        yield f"  satuan: {held.satuan or f'- ({held.no_unit_reason})'}"
        yield from _source(held.citation, words)


def _hyphened(name: str) -> str:
    """A name as one word of the command line."""
    return name.replace(" ", "-")


def _citation(code: str, words: Words) -> Iterator[str]:
    if code in citations.records():
        held = citations.get(code)
        yield f"{code} ({words('source')})"
        yield from _about(held, words)


def _source(id: str, words: Words) -> Iterator[str]:
    yield f"  {words('source')}: {citations.get(id).shown(words.lang)} [{id}]"


def _about(held: Citation, words: Words) -> Iterator[str]:
    yield f"  {held.shown(words.lang)}"
    yield f"  {words('citation.read')}: {held.told('read', words.lang)}"
    yield f"  {words('citation.certainty')}: {words(f'certainty.{held.certainty}')}"
    if held.note:
        yield f"  {words('citation.note')}: {held.told('note', words.lang)}"


def _all(words: Words) -> Iterator[str]:
    yield words("explain.list")
    groups = {
        "explain.finding": sorted(kinds()),
        "explain.criterion": [f"{each.number} ({each.measure})" for each in JUKLAK_7_2023.criteria],
        "explain.interpretation": list(attrs.fields_dict(Interpretation)),
        "explain.rule": [*_COUNTING, *RULES],
        "explain.issuing": list(map(_hyphened, ISSUING)),
        "explain.variable": list(standards.all_standards()),
        "source": list(citations.records()),
    }
    for group, codes in groups.items():
        yield f"  {words(group)}: {', '.join(codes)}"
