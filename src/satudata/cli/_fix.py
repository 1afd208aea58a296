"""``satudata fix``: the same rows, with their KIB, region, repairs and findings in added columns."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from satudata.cli import DONE, DOUBTFUL
from satudata.cli._files import output, settle
from satudata.cli._formats import names_of
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._survey import Survey, is_repair
from satudata.cli._table import opened
from satudata.cli._terminal import notes
from satudata.cli._writing import append_cells, printed
from satudata.errors import UnknownRegionError
from satudata.reading import Reading
from satudata.regions import RegionCode
from satudata.regions._code import REGENCY_WIDTH
from satudata.regions._gazetteer import embedded
from satudata.tabular import Row

#: The finding of a KIB whose digits name several places.
_OPEN = "region-open"
#: The columns that are added, in any language.
ADDED = (
    "satudata_kib",
    "satudata_kib_read",
    "satudata_region_code",
    "satudata_region_name",
    "satudata_code_system",
    "satudata_repairs",
    "satudata_codes",
    "satudata_findings",
)


def run_fix(options: argparse.Namespace, words: Words) -> int:
    """Write the rows one by one, every original cell unchanged."""
    settle(options, words)
    with opened(options, words) as table, output(options, words) as out:
        survey = Survey(options, words, table)
        shown = printed if out.shows_printed_kibs else str
        written = out.rows(append_cells(table.headings, _headings(table.headings), ()), table=table)
        for row in survey.walk():
            canonical, read, *others = _cells(row, words)
            written.write(append_cells(row.cells, [shown(canonical), shown(read), *others], table.headings))
    notes(survey.notes(), quiet=options.quiet)
    return DOUBTFUL if survey.is_doubtful else DONE


def _headings(taken: Sequence[str]) -> list[str]:
    """The headings of the added columns; a table that was fixed before keeps those it has."""
    return names_of([*taken, *ADDED])[len(taken) :]


def _cells(row: Row, words: Words) -> list[str]:
    """Our cells of a row, in the order of :data:`ADDED`."""
    source = row.source
    digits, codes = source.digits, source.codes
    canonical = source.certain and source.certain + digits[REGENCY_WIDTH:]
    system = source.system.value if digits else ""
    region, name = _place(source.regions)
    repairs = others = messages = ""
    if codes:
        if _OPEN in codes and row.reading is not None and region in _open_places(row.reading):
            region = name = ""
        other_codes = [code for code in codes if not is_repair(code)]
        repairs = " ".join(filter(is_repair, codes))
        if other_codes:
            others = " ".join(dict.fromkeys(other_codes))
            found = (each.message(words.lang) for each in row.findings if not is_repair(each.code))
            messages = "; ".join(dict.fromkeys(found))
    return [canonical, digits, region, name, system, repairs, others, messages]


def _open_places(reading: Reading) -> set[str]:
    """The places between which the digits leave it open: a name that named one of them would have decided."""
    return {_newest(each.region.code.digits)[0] for each in reading.candidates}


def _place(regions: Sequence[str]) -> tuple[str, str]:
    """The code and name of where a row counts; of several places no code, and all their names."""
    places = [_newest(digits) for digits in regions] or [("", "")]
    return places[0] if len(places) == 1 else ("", ", ".join(name or code for code, name in places))


@cache
def _newest(digits: str) -> tuple[str, str]:
    """The code that a place has in the newest list, and its name; a code that no list has stays as it is."""
    if not digits:
        return "", ""
    code = RegionCode.parse(digits)
    with suppress(UnknownRegionError):
        code = embedded().place(code)
    return str(code), region_name(code)
