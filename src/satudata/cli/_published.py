"""Prints the totals of a table that is already counted by its publisher."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from decimal import Decimal

from satudata.cli._files import Output
from satudata.cli._messages import Words
from satudata.cli._names import region_name, type_name
from satudata.cli._terminal import notes, say, say_table
from satudata.cli._writing import as_json
from satudata.events._counts import TypeKey
from satudata.findings import Finding
from satudata.regions import AdminLevel, RegionCode
from satudata.tabular import Table
from satudata.tabular._published_totals import PublishedTotals

_LEVELS = (AdminLevel.NATIONAL, AdminLevel.PROVINCE, AdminLevel.REGENCY)


def print_totals(table: Table, options: argparse.Namespace, words: Words, out: Output) -> None:
    """Print the publisher's totals in the format that was asked for."""
    totals = table.published()
    note = _about(table).message(words.lang)
    if options.format == "table":
        with out.page():
            _print_page(table, totals, words, note)
    elif options.format == "json" and out.form != "jsonl":
        out.text.write(f"{as_json(_object(table, totals, words), indent=2)}\n")
    else:
        notes([note], quiet=options.quiet)
        rows = out.rows(["level", "code", "name", "published"], numbers=("published",))
        for line in _lines(totals, options.level):
            rows.write(line)


def _about(table: Table) -> Finding:
    return next(each for each in table.findings if each.code == "table-published-totals")


def _object(table: Table, totals: PublishedTotals, words: Words) -> Mapping[str, object]:
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


def _print_page(table: Table, totals: PublishedTotals, words: Words, note: str) -> None:
    say(f"{words('totals.title', file=table.name, rows=totals.rows + totals.unknown)}\n", style="bold")
    say(f"{words('totals.total')}: {_shown(totals.total)}")
    parts: tuple[tuple[str, list[list[str]]], ...] = (
        (
            "count.province",
            [[str(code), region_name(code), _shown(n)] for code, n in totals.provinces.items()],
        ),
        (
            "count.regency",
            [[str(code), region_name(code), _shown(n)] for code, n in totals.regencies.items()],
        ),
        ("totals.year", [[str(year), "", _shown(n)] for year, n in totals.years.items()]),
        ("totals.type", [["", _type(type_, words), _shown(n)] for type_, n in totals.types.items()]),
    )
    for title, rows in parts:
        if rows:
            say(f"\n{words(title)[:1].upper()}{words(title)[1:]}", style="bold")
            say_table([tuple(row) for row in rows], right=[2], head=False)
    left = {"totals.unknown": totals.unknown, "totals.sums": totals.sums}
    say("".join(f"\n{words(key, number=number)}" for key, number in left.items() if number) + f"\n{note}")


def _lines(totals: PublishedTotals, level: str) -> Iterator[list[str]]:
    parts: dict[AdminLevel, Mapping[RegionCode, Decimal]] = {
        AdminLevel.PROVINCE: totals.provinces,
        AdminLevel.REGENCY: totals.regencies,
    }
    for each in _LEVELS:
        if level not in (each.value, "all"):
            continue
        if each is AdminLevel.NATIONAL:
            yield [each.value, "", "", _shown(totals.total)]
        else:
            yield from (
                [each.value, str(code), region_name(code), _shown(n)] for code, n in parts[each].items()
            )


def _type(type_: TypeKey, words: Words) -> str:
    return type_[2] if len(type_) == 3 else type_name(type_[0], type_[1], words)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"
