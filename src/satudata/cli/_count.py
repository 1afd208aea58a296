"""``satudata count``: how many events, by level, and how many meet the threshold."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import cast

from satudata.cli import DONE, DOUBTFUL
from satudata.cli._files import Output, output, settle
from satudata.cli._findings import line_facts
from satudata.cli._messages import Words
from satudata.cli._names import group_cells, group_headings, region_name, type_name
from satudata.cli._survey import Survey
from satudata.cli._table import about_totals, opened
from satudata.cli._terminal import notes, say, say_table
from satudata.events._counts import UNKNOWN, EventCounts, Group, TypeKey
from satudata.regions import AdminLevel, RegionCode
from satudata.tabular import Gathered, Table
from satudata.tabular._published_totals import PublishedTotals
from satudata.threshold import Verdict
from satudata.triggers import hazard_of


def run_count(options: argparse.Namespace, words: Words) -> int:
    """Count the events of a table and print them."""
    settle(options, words)
    with opened(options, words, allow_totals=True) as table, output(options, words) as out:
        if table.kind == "published_totals":
            _print_totals(table, options, words, out)
            return DONE
        survey = Survey(options, words, table)
        survey.read()
        if options.only:
            counts = survey.gathered.counts_of(survey.again(), Verdict(options.only), options.by)
        else:
            counts = survey.gathered.counts(options.by)
        levels = [level for level in AdminLevel if options.level in (level.value, "all")]
        out.answer(
            lambda: _print_table(survey, counts, levels, options),
            lambda: _object(survey, counts, options),
            lambda: _write_rows(out, counts, levels, words),
        )
    if options.format != "json":
        notes(survey.notes(), quiet=options.quiet)
    return DOUBTFUL if survey.is_doubtful else DONE


def _write_rows(out: Output, counts: EventCounts, levels: Sequence[AdminLevel], words: Words) -> None:
    headings = ["level", "code", "name", *_headings(counts, Words("en")), "events"]
    rows = out.rows(headings, numbers=("year", "month", "events"))
    for level in levels:
        for code, cells, number in _lines(counts, level, words):
            rows.write([level.value, code, _name(code), *cells, str(number)])


def _print_table(
    survey: Survey, counts: EventCounts, levels: Sequence[AdminLevel], options: argparse.Namespace
) -> None:
    words = survey.words
    say(f"{words('count.title', file=survey.table.name, rows=survey.rows)}\n", style="bold")
    if options.only:
        say(f"{words('count.only', verdict=words(f'verdict.{options.only}'))}\n")
    for level in levels:
        _print_level(counts, level, words)
    say(words("count.threshold"), style="bold")
    say_table(survey.verdict_lines(), right=[1], head=False)
    total = survey.gathered.published
    if total is not None:
        say()
        say(words("count.published", number=_shown(total)))
    if counts.merged:
        rows = sum(merged.number for merged in counts.merged)
        say(f"\n{words('count.merged', events=len(counts.merged), rows=rows)}")
    number = sum(survey.numbers.values())
    if number:
        say(f"\n{words('count.findings', number=number, file=options.file)}")
    say(f"\n{words('source')}: juklak-bnpb-7-2023 (satudata explain juklak-bnpb-7-2023)")


def _print_level(counts: EventCounts, level: AdminLevel, words: Words) -> None:
    lines = list(_lines(counts, level, words))
    total = sum(number for _, _, number in lines)
    if level is AdminLevel.NATIONAL and not counts.dimensions:
        say(f"{words('count.national')}: {words('count.events', number=total)}\n", style="bold")
        return
    headings = [each.replace("_", " ") for each in _headings(counts, words)]
    rows = [
        [*headings, words("column.events")],
        *([*cells, str(number)] for _, cells, number in lines),
        [*[""] * len(headings), str(total)],
    ]
    if level is not AdminLevel.NATIONAL:
        number = len({code for code, _, _ in lines})
        places = [
            [words("column.code"), words(f"column.{level.value}")],
            *([code, _name(code)] for code, _, _ in lines),
            ["", words(f"count.places.{level.value}", number=number)],
        ]
        rows = [[*place, *row] for place, row in zip(places, rows, strict=True)]
    title = words(f"count.{level.value}")
    say(f"{title[:1].upper()}{title[1:]}", style="bold")
    say_table(rows, right=[len(rows[0]) - 1])
    say()
    if level is AdminLevel.NATIONAL and "type" in counts.dimensions:
        _print_hazards(counts, words)


def _print_hazards(counts: EventCounts, words: Words) -> None:
    """The hazards that have several numbers or schemes in this table, each with its total."""
    several = [(name, str(number)) for name, types, number in _hazards(counts) if len(types) > 1]
    if several:
        say(words("count.hazards"))
        say_table([list(each) for each in several], right=[1], head=False)
        say()


def _lines(counts: EventCounts, level: AdminLevel, words: Words) -> Iterator[tuple[str, list[str], int]]:
    """(code, cells of the group, number of events) of one level."""
    for groups, part in _parts(counts):
        cells = [
            cell
            for dimension, group in zip(counts.dimensions, groups, strict=True)
            for cell in group_cells(dimension, group, words)
        ]
        if level is AdminLevel.NATIONAL:
            yield "", cells, part.national
        else:
            yield from ((str(code), cells, number) for code, number in part.at(level).items())


def _parts(counts: EventCounts) -> Iterator[tuple[tuple[Group, ...], EventCounts]]:
    if not counts.dimensions:
        yield (), counts
        return
    for key, part in counts.by(*counts.dimensions).items():
        groups = (key,) if len(counts.dimensions) == 1 else key
        yield groups, part  # type: ignore[misc]  # several dimensions have tuples of groups as keys


def _headings(counts: EventCounts, words: Words) -> list[str]:
    return [heading for dimension in counts.dimensions for heading in group_headings(dimension, words)]


def _name(code: str) -> str:
    return region_name(RegionCode.parse(code)) if code else ""


def _object(survey: Survey, counts: EventCounts, options: argparse.Namespace) -> Mapping[str, object]:
    words, gathered, columns = survey.words, survey.gathered, survey.table.columns
    undetermined = survey.undetermined()
    result: dict[str, object] = {
        "kind": "events",
        **_numbers(counts),
        "verdicts": {
            **{str(verdict): gathered.verdicts[verdict] for verdict in Verdict},
            "undetermined_below_limits": undetermined["below"],
            "undetermined_nothing_reported": undetermined["nothing"],
            "undetermined_type_unknown": undetermined["type"],
        },
        **_published(gathered),
        **survey.displaced_facts(),
        "only": options.only,
        "file": survey.table.name,
        "format": survey.table.format,
        "sheets": list(survey.table.sheets),
        "constants": dict(survey.table.constants.given),
        **({"placed_lists": list(survey.placed)} if survey.placed else {}),
        "encoding": survey.table.encoding,
        "delimiter": survey.table.delimiter,
        "columns": {
            "used": {field: columns.headings[place] for field, place in columns.used.items()},
            "by_cells": list(columns.by_cells),
            "ignored": [
                {"column": each.heading, "why": str(each.why), "field": each.field or None}
                for each in columns.ignored
            ],
        },
        "rows": survey.rows,
        "left_out": [
            {**line_facts(survey.table, line), "reason": reason} for line, reason in survey.left_out
        ],
        "kib": survey.kib_numbers(),
        "strict": survey.table.strict,
        "links": survey.links(),
        **({} if survey.declarations is None else {"emergency": survey.emergency()}),
        "assumptions": survey.assumed(),
        "readings": survey.chosen_interpretation(),
        "merged": [
            {"event": merged.key, "rows": merged.number, "rule": merged.rule} for merged in counts.merged
        ],
        "findings": [
            {
                "code": code,
                "severity": str(examples[0][1].severity),
                "number": survey.numbers[code],
                "examples": [
                    {**line_facts(survey.table, line), "message": each.message(words.lang)}
                    for line, each in examples
                ],
            }
            for code, examples in survey.examples.items()
        ],
    }
    if counts.dimensions:
        result["by"] = [
            {
                **{name: _group(group) for name, group in zip(counts.dimensions, groups, strict=True)},
                **_numbers(part),
            }
            for groups, part in _parts(counts)
        ]
    if "type" in counts.dimensions:
        result["hazards"] = [
            {"name": name, "types": list(map(_group, types)), "national": number}
            for name, types, number in _hazards(counts)
        ]
    return result


def _published(gathered: Gathered) -> dict[str, object]:
    """The sum of the publisher's weights, where the table has them."""
    total = gathered.published
    return {} if total is None else {"published": {"total": _shown(total)}}


def _hazards(counts: EventCounts) -> Iterator[tuple[str, list[Group], int]]:
    """Each hazard, under however many schemes and codes: its name, its types and its number of events."""
    names: dict[str, list[tuple[Group, int]]] = {}
    for group, part in counts.by("type").items():
        if isinstance(group, tuple):
            key = cast("TypeKey", group)
            scheme, code, own = key[0], key[1], key[2] if len(key) == 3 else ""
            kind = (code or UNKNOWN, scheme or UNKNOWN, own)
            name = hazard_of(kind) or own or type_name(scheme, code, Words("id"))
            names.setdefault(name, []).append((key, part.national))
    for name, parts in names.items():
        yield name, [group for group, _ in parts], sum(number for _, number in parts)


def _numbers(counts: EventCounts) -> dict[str, object]:
    return {
        "national": counts.national,
        "provinces": {str(code): number for code, number in counts.provinces.items()},
        "regencies": {str(code): number for code, number in counts.regencies.items()},
    }


def _group(group: Group) -> object:
    if not isinstance(group, tuple):
        return group
    name = {"name": group[2]} if len(group) > 2 else {}  # a type without a code
    return {"scheme": group[0], "code": group[1], **name}


# A table that its publisher counted already --------------------------------------------------------------------------


def _print_totals(table: Table, options: argparse.Namespace, words: Words, out: Output) -> None:
    """Print the publisher's totals in the format that was asked for."""
    totals = table.published()
    note = about_totals(table, words)

    def write_rows() -> None:
        notes([note], quiet=options.quiet)
        rows = out.rows(["level", "code", "name", "published"], numbers=("published",))
        for line in _totals_lines(totals, options.level):
            rows.write(line)

    out.answer(
        lambda: _print_totals_page(table, totals, words, note),
        lambda: _totals_object(table, totals, words),
        write_rows,
    )


def _totals_object(table: Table, totals: PublishedTotals, words: Words) -> Mapping[str, object]:
    return {
        "kind": "published_totals",
        "national": None,
        "published": {
            "total": _shown(totals.total),
            "provinces": {code.digits: _shown(number) for code, number in totals.provinces.items()},
            "regencies": {str(code): _shown(number) for code, number in totals.regencies.items()},
            "years": {str(year): _shown(number) for year, number in totals.years.items()},
            "types": {_type(type_, words): _shown(number) for type_, number in totals.types.items()},
        },
        "file": table.name,
        "rows": totals.rows + totals.unknown,
        "without_number": totals.unknown,
        "sums": totals.sums,
        "findings": [
            {
                "code": each.code,
                "severity": str(each.severity),
                "number": 1,
                "examples": [{"line": None, "message": each.message(words.lang)}],
            }
            for each in table.findings
        ],
    }


def _print_totals_page(table: Table, totals: PublishedTotals, words: Words, note: str) -> None:
    say(f"{words('totals.title', file=table.name, rows=totals.rows + totals.unknown)}\n", style="bold")
    say(f"{words('totals.total')}: {_shown(totals.total)}")
    parts = {
        **{
            f"count.{name}": [cells for level, *cells in _totals_lines(totals, name)]
            for name in ("province", "regency")
        },
        "totals.year": [[str(year), "", _shown(n)] for year, n in totals.years.items()],
        "totals.type": [["", _type(type_, words), _shown(n)] for type_, n in totals.types.items()],
    }
    for title, rows in parts.items():
        if rows:
            say(f"\n{words(title)[:1].upper()}{words(title)[1:]}", style="bold")
            say_table(rows, right=[2], head=False)
    left = {"totals.unknown": totals.unknown, "totals.sums": totals.sums}
    say("".join(f"\n{words(key, number=number)}" for key, number in left.items() if number) + f"\n{note}")


def _totals_lines(totals: PublishedTotals, level: str) -> Iterator[list[str]]:
    if level in ("national", "all"):
        yield ["national", "", "", _shown(totals.total)]
    for name, numbers in (("province", totals.provinces), ("regency", totals.regencies)):
        if level in (name, "all"):
            yield from ([name, str(code), region_name(code), _shown(n)] for code, n in numbers.items())


def _type(type_: TypeKey, words: Words) -> str:
    return type_[2] if len(type_) == 3 else type_name(type_[0], type_[1], words)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"
