"""The page of ``satudata displaced`` for people: totals, what changed, places, and findings."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator

from satudata.cli._displaced_facts import Answer, bounds_of, parts_of
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._terminal import say, say_heading, say_table
from satudata.displaced import Displaced, DisplacedChange, SiteReport
from satudata.displaced._totals import Sum
from satudata.findings import Finding, Severity
from satudata.tabular.lists._times import ahead_of, zone_of

#: So many findings of one code are shown.
_EXAMPLES = 5


def _number(figure: int | None, words: Words, *, is_bound: bool) -> str:
    if figure is None:
        return words("displaced.unknown")
    return f"≥ {figure}" if is_bound else str(figure)


def _units(answer: Answer) -> list[str]:
    return ["jiwa", "KK"] if answer.has_families else ["jiwa"]


def _people(found: Displaced, words: Words, *, families: bool = True) -> list[str]:
    """People and, where the list has *families*, these in words."""
    people = _number(found.known_people, words, is_bound="jiwa" in bounds_of(found))
    kk = _number(found.families, words, is_bound="families" in found.lower_bounds)
    return [people, kk] if families else [people]


def print_page(answer: Answer, options: argparse.Namespace) -> None:
    words, total = answer.words, answer.total
    when = answer.when(answer.at) or words("displaced.no_time")
    say(words("displaced.title", file=answer.table.name, when=when), style="bold")
    say()
    people, families = _people(total.displaced, words)
    lines = [["jiwa", people], ["KK", families]]
    if total.sites is not None:
        lines.append([words("displaced.sites"), str(total.sites)])
    say_table(lines, right=[1], head=False)
    _print_parts(total.displaced, words)
    if answer.before is not None:
        _print_change(answer, answer.before)
    _print_places(answer)
    _print_reports(answer)
    if any("≥" in line for line in [people, families]) or any(
        bounds_of(each.displaced) for each in answer.regions.values()
    ):
        say()
        say(words("displaced.least"))
    for line in finding_lines(answer):
        say(line)
    if not options.quiet:
        say_heading(words("check.notes"))
        for line in answer.notes():
            say(f"  {line}")
    say()
    say(f"{words('source')}: juklak-bnpb-9-2023 (satudata explain juklak-bnpb-9-2023)")


def _print_parts(total: Displaced, words: Words) -> None:
    for name, parts in parts_of(total).items():
        if not parts:
            continue
        say_heading(words(f"displaced.{name}"))
        is_bound = name in total.lower_bounds
        rows = [[_label(key, words), _number(each, words, is_bound=is_bound)] for key, each in parts.items()]
        say_table(rows, right=[1], head=False)


def _label(key: str, words: Words) -> str:
    """The name of a part; an age says what it is in."""
    if key[:1].isdigit() or key[:1] in "<>":
        return key if key[-1:].isalpha() else words("displaced.years", age=key)
    return key.replace("laki_laki", "laki-laki").replace("_", " ")


def _print_places(answer: Answer) -> None:
    words = answer.words
    for name, sums in (("regency", answer.regions), ("province", answer.provinces)):
        if not sums or (name == "province" and len(sums) == 1 and answer.regions):
            continue
        head = [words("column.code"), words(f"column.{name}"), words("displaced.sites"), *_units(answer)]
        body = [
            [
                str(code),
                region_name(code),
                "" if each.sites is None else str(each.sites),
                *_people(each.displaced, words, families=answer.has_families),
            ]
            for code, each in sums.items()
        ]
        say_heading(words(f"displaced.by_{name}"))
        say_table([head, *body], right=range(2, len(head)))
    if answer.events:
        head = [words("displaced.event"), *_units(answer)]
        say_heading(words("displaced.by_event"))
        body = [
            [str(key), *_people(each.displaced, words, families=answer.has_families)]
            for key, each in answer.events.items()
        ]
        say_table([head, *body], right=range(1, len(head)))


def _print_reports(answer: Answer) -> None:
    words = answer.words
    reports = answer.in_order()
    if not any(each.site or each.district or each.village or each.kind for each in reports):
        return
    say_heading(words("displaced.by_site"))
    has_sites = any(each.sites is not None for each in reports)
    head = [words(f"displaced.{name}") for name in ("place", "kind", "as_of")]
    head += [words("displaced.sites")] * has_sites + _units(answer)
    for code in dict.fromkeys(each.region for each in reports):
        own = [each for each in reports if each.region == code]
        say(f"  {code} {region_name(code)}")
        rows = [
            [
                " / ".join(filter(None, (each.district, each.village, each.site)))
                or words("displaced.whole"),
                str(each.kind or ""),
                _short_time(each, words),
                *(["" if each.sites is None else str(each.sites)] * has_sites),
                *_people(each.displaced, words, families=answer.has_families),
            ]
            for each in own
        ]
        say_table([head, *rows], right=range(3, len(head)))


def _short_time(report: SiteReport, words: Words) -> str:
    moment = report.as_of
    if moment is None:
        return words("displaced.unknown")
    text = f"{moment:%d-%m-%Y}"
    if isinstance(moment, datetime.datetime):
        text += f" {moment:%H.%M} {zone_of(ahead_of(report.region))}".rstrip()
    return text


def _print_change(answer: Answer, before: Sum) -> None:
    words = answer.words
    say_heading(words("displaced.since", when=answer.when(answer.since)))
    change = DisplacedChange(before.displaced, answer.total.displaced)
    head = ["", words("displaced.then"), words("displaced.now"), words("displaced.change")]
    then, now = _people(before.displaced, words), _people(answer.total.displaced, words)
    rows = [
        ["jiwa", then[0], now[0], _signed(change.people, words)],
        ["KK", then[1], now[1], _signed(change.families, words)],
    ]
    for code, each in answer.changes().items() if len(answer.regions) > 1 else ():
        counts = _people(each.before, words)[0], _people(each.after, words)[0]
        rows.append([f"{code} {region_name(code)}", *counts, _signed(each.people, words)])
    say_table([head, *rows], right=[1, 2, 3])


def _signed(change: int | None, words: Words) -> str:
    return words("displaced.unknown") if change is None else f"{change:+d}" if change else "0"


def finding_lines(answer: Answer) -> Iterator[str]:
    """The findings by severity and code, the first few of each with their lines."""
    words = answer.words
    shown = [(line, each) for line, each in answer.findings if each.code != "total-row"]
    for severity in Severity:
        by_code: dict[str, list[tuple[int, Finding]]] = {}
        for line, each in shown:
            if each.severity is severity:
                by_code.setdefault(each.code, []).append((line, each))
        if by_code:
            yield ""
            yield words(f"check.{severity}")
        for code, found in by_code.items():
            for line, each in found[:_EXAMPLES]:
                place = f"{answer.line(line)}: " if line else ""
                yield f"  {place}{each.message(words.lang)} [{code}]"
            if len(found) > _EXAMPLES:
                yield f"  {words('notes.more', number=len(found) - _EXAMPLES)}"
