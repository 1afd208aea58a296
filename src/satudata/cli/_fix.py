"""``satudata fix``: the same rows with what was made of their KIBs and regions in columns of our own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from satudata.cli import DONE, DOUBTFUL
from satudata.cli._kibs import is_repair
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._opening import Survey, opened, output
from satudata.cli._progress import EVERY, moving
from satudata.cli._writing import Rows, beside
from satudata.errors import UnknownRegionError
from satudata.reading import Reading
from satudata.regions import RegionCode
from satudata.regions._bearers import CodeSystem
from satudata.regions._gazetteer import embedded
from satudata.tabular import Row

_AFTER_REGION = 4

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
    """Write the rows one by one, every original cell as it stands."""
    with opened(options, words) as table, output(options, words) as stream:
        survey = Survey(options, words, table)
        written = Rows(stream, table.delimiter, safe=options.safe_csv)
        written.write(beside(table.headings, _headings(table.headings), ()))
        for cells, ours in _rows(survey, words):
            written.write(beside(cells, ours, table.headings))
    for line in survey.notes():
        print(line, file=sys.stderr)
    if written.formulas and not options.safe_csv:
        print(words("safe.hint", number=written.formulas), file=sys.stderr)
    return DOUBTFUL if survey.is_doubtful else DONE


def _rows(survey: Survey, words: Words) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The cells of each row, and ours."""
    with survey.stream() as stream:
        pass
    if stream is None:
        for row in survey.walk(gathers=False):
            yield row.cells, _cells(row, words)
        return
    states: dict[object, Row] = {}

    def made(sample: Row) -> tuple[Row, list[str]] | None:
        """How the KIBs of this kind are written, and our cells; nothing if there are findings."""
        if sample.findings or sample.event is None or sample.reading is None:
            return None
        assert sample.event.kib is not None
        is_other = sample.event.kib != sample.reading.kib
        state = (sample.kib_state, is_other, sample.reading.code_system)
        return states.setdefault(state, sample), _cells(sample, words)

    place = survey.table.columns.used["kib"]
    with moving(survey.table, words, stream.lines) as tell:
        for number, (record, like) in enumerate(stream.with_likes(made)):
            if number % EVERY == 0:
                tell(record.line)
            if like is None:
                row = stream.read_one(record)
                survey.take_in(row, gathers=False)
                yield row.cells, _cells(row, words)
            else:
                sample, (canonical, read, *others) = like
                digits = record.cells[place].replace(" ", "")
                survey.add_like(sample, (), 1)
                yield (
                    record.cells,
                    [
                        canonical and canonical[:_AFTER_REGION] + digits[_AFTER_REGION:],
                        read and digits,
                        *others,
                    ],
                )


def _headings(taken: Sequence[str]) -> list[str]:
    """The headings of the added columns; a table that was fixed before keeps those it has."""
    headings = []
    for name in ADDED:
        number = 1
        while (heading := name if number == 1 else f"{name}_{number}") in taken:
            number += 1
        headings.append(heading)
    return headings


def _cells(row: Row, words: Words) -> list[str]:
    reading = row.reading
    is_read = reading is not None and reading.kib is not None
    canonical = row.canonical
    region = None if row.event is None else _newest(row.event.records[0].region)
    if (
        reading is not None
        and reading.code_system is CodeSystem.AMBIGUOUS
        and region in _open_places(reading)
    ):
        region = None
    repairs = [each.code for each in row.findings if is_repair(each.code)]
    others = [each for each in row.findings if not is_repair(each.code)]
    return [
        "" if canonical is None else str(canonical),
        str(reading.kib) if reading is not None and is_read else "",
        "" if region is None else str(region),
        "" if region is None else region_name(region),
        str(reading.code_system) if reading is not None and is_read else "",
        " ".join(repairs),
        " ".join(dict.fromkeys(each.code for each in others)),
        "; ".join(dict.fromkeys(each.message(words.lang) for each in others)),
    ]


def _open_places(reading: Reading) -> set[RegionCode]:
    """The places between which the digits leave it open: a name that named one of them would have decided."""
    return {_newest(each.region.code) for each in reading.candidates}


def _newest(code: RegionCode) -> RegionCode:
    """The code that the place has in the newest list; one that no list has stays as it is."""
    try:
        return embedded().place(code)
    except UnknownRegionError:
        return code
