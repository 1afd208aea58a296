"""How the time grows: 10 times the input takes at most 13 times as long, on the worst inputs that we can think of.

``python benchmarks/growth.py [WORD...]`` measures the cases whose name has one of the words. The exit status is 1
where a case grows faster.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import attrs
from timing import best_of, readable

from satudata import (
    KIB,
    Event,
    EventRecord,
    Finding,
    GeoJSONGeometry,
    Impact,
    Register,
    SatudataError,
    count_events,
    evaluate,
    find_duplicates,
    from_dict,
    issue,
    propose_links,
    to_dict,
    verify,
)
from satudata.cooperation import (
    Agreement,
    Partner,
    Portfolio,
    StageEntry,
    Term,
    audit,
    audit_portfolio,
    coverage,
    summarise,
)
from satudata.displaced import Displaced, SiteReport, totals
from satudata.emergency import Declaration, History
from satudata.interchange import from_json, read_json, to_json
from satudata.interop import bmkg
from satudata.issuing import Entry, Epicentre
from satudata.issuing._lines import read_lines
from satudata.linking import propose_shared
from satudata.published import published_sum
from satudata.standards import check_principles, draft_dataset
from satudata.tabular import Declarations, Link, Links, gather, read_rows, read_table

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
from fuzz import ITS_OWN, OF_TEXT, QUAKE

#: So many times the input, and so many times as long at most.
TIMES, MOST = 10, 13
#: A duration below this is the same for all inputs: nothing of them is looked at, or it is lost in the noise.
_NOISE = 0.010
#: A text has so many characters, and ten times as many.
_TEXT = 100_000
_DAY = datetime.date(2024, 8, 4)
_KIB = "6202106202408041"
_REGENCIES = ("32.01", "32.02", "32.03", "32.04", "62.02")


class Case(NamedTuple):
    """What is measured: *make* gives the run on an input of a size, of which the first is *size*."""

    name: str
    size: int
    make: Callable[[int], Callable[[], object]]


#: Texts that make a reader look again and again; each is repeated up to the size.
WORST_TEXTS = {
    "one digit": "9",
    "one letter": "a",
    "blanks": " ",
    "thousands": "1.",
    "decimals": "1,1",
    "minus signs": "-",
    "brackets": "(",
    "quotes": '"',
    "slashes": "1/",
    "days": "5 Januari 2024 ",
    "KIBs": f"{_KIB} ",
    "printed KIBs": "6202 106 20240804 1 ",
    "region names": "kabupaten kota ",
    "types": "banjir dan tanah longsor ",
    "words between": "dan ",
    "joined letters": "İ",
    "other digits": "٣",
    "line ends": "\n",
}


def texts() -> Iterator[Case]:
    """Every parser of a text, on each of the worst texts, and on its own text many times."""
    for name, parse in OF_TEXT.items():
        own = {"its own text": f"{ITS_OWN[name][0]} "} if name in ITS_OWN else {}
        for what, piece in {**WORST_TEXTS, **own}.items():
            yield Case(f"{name}: {what}", _TEXT, partial(_of_text, parse, piece))


def _of_text(parse: Callable[[str], object], piece: str, size: int) -> Callable[[], object]:
    text = (piece * (size // len(piece) + 1))[:size]
    return partial(_tolerant, parse, text)


def _tolerant(run: Callable[[Any], object], given: object) -> None:
    """Run; a refusal is an answer too."""
    with suppress(SatudataError, TypeError):
        run(given)


HEADINGS = ("KIB", "Kabupaten", "Tanggal", "Jenis Bencana", "Meninggal", "Lokasi")


def _row(
    kib: str = _KIB, place: str = "Kotawaringin Timur", day: str = "04/08/2024", at: object = ""
) -> list[str]:
    return [kib, place, day, "Karhutla", "1", str(at)]


def _days(number: int) -> str:
    return f"{datetime.date(2000, 1, 1) + datetime.timedelta(days=number % 9000):%d/%m/%Y}"


def _kib_of(number: int) -> str:
    day = datetime.date(2018, 1, 1) + datetime.timedelta(days=number // 45)
    return f"{_REGENCIES[number % 5].replace('.', '')}101{day:%Y%m%d}{number // 5 % 9 + 1}"


#: Rows of a table by their number.
ROWS: dict[str, Callable[[int], list[str]]] = {
    "one row again and again": lambda _: _row(),
    "one KIB, each row with a place": lambda number: _row(at=number),
    "one day, no KIB": lambda number: _row(kib="", at=number),
    "each row a KIB": lambda number: _row(kib=_kib_of(number), place="", day=""),
    "each row a KIB that cannot be read": lambda number: _row(kib=f"KIB/{number}", at=number),
    "each row a day": lambda number: _row(kib="", day=_days(number)),
    "each row a place that does not exist": lambda number: _row(kib="", place=f"Kab. Antah {number}"),
    "each row a place with a typing error": lambda number: _row(
        kib="", place=f"Kotawaringin Timurr {number % 97}"
    ),
    "each row a type that does not exist": lambda number: [*_row(kib="")[:3], f"jenis {number}", "1", ""],
    "each row a figure that cannot be read": lambda number: [*_row(kib="")[:4], f"{number} atau lebih", ""],
    "blank rows": lambda _: [""] * 6,
    "total rows": lambda _: ["JUMLAH", "", "", "", "1", ""],
    "a row in another kabupaten each": lambda number: _row(place=f"62.{number % 13 + 1:02}"),
}


def _csv(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\n".join(",".join(row) for row in (headings, *rows)).encode()


def _walked(data: bytes, **given: Any) -> object:
    """Read a table, gather its rows and judge every event."""
    with read_table(io.BytesIO(data), **given) as table:
        gathered = gather(table)
        return gathered.counts(("type", "year")), gathered.doubts_by_line, [row.findings for row in table]


def _tolerant_walk(data: bytes) -> None:
    _tolerant(_walked, data)


def tables() -> Iterator[Case]:
    """Tables of many rows, of many columns, of long lines, of quotes that do not close, in CSV and JSON."""
    for name, row in ROWS.items():
        yield Case(
            f"table: {name}",
            300,
            lambda size, row=row: partial(_walked, _csv([row(at) for at in range(size)])),
        )
    yield Case(
        "table: filled down",
        1_000,
        lambda size: partial(_walked, _csv([_row(), *[["", "", "", "", "1", ""]] * size]), fill_down=True),
    )
    wide: dict[str, Callable[[int], str]] = {
        "10,000 columns": lambda at: f"Kolom {at}",
        "10,000 equal headings": lambda _: "Meninggal",
        "10,000 figures": lambda at: f"Meninggal {at}",
        "10,000 years": lambda at: str(1000 + at % 9000),
        "10,000 blank headings": lambda _: "",
    }
    for name, heading in wide.items():

        def many(size: int, heading: Callable[[int], str] = heading) -> Callable[[], object]:
            cells = [*_row(), *["1"] * size]
            return partial(_tolerant_walk, _csv([cells] * 3, [*HEADINGS, *map(heading, range(size))]))

        yield Case(f"table: {name}", 1_000, many)
    cells = {
        "a cell of 1,000,000 letters": "x",
        "a line of 1,000,000 commas": ",",
        "a line of 1,000,000 quotes": '"',
        "a line of 500,000 open quotes": ',"',
        "a line of 1,000,000 semicolons": ";",
        "a line of 1,000,000 digits": "9",
        "a line of days": "4 Agustus 2024 ",
        "a line of NUL characters": "a\0",
    }
    for name, piece in cells.items():

        def long(size: int, piece: str = piece) -> Callable[[], object]:
            cell = (piece * (size // len(piece) + 1))[:size]
            return partial(_tolerant_walk, _csv([_row(), _row(at=cell), _row(kib=cell), _row(place=cell)]))

        yield Case(f"table: {name}", _TEXT, long)
    endings = {
        "a quote that stays open in each row": ['"6202106202408041', "", "", "", "", ""],
        "a quote inside each row": ['"6202" 106', "", "", "", "", ""],
        "a quoted line end in each row": [_KIB, "", "", "", "", '"a\nb"'],
        "a quoted cell of 900 lines in each row": [_KIB, "", "", "", "", '"' + "x\n" * 900 + '"'],
        "an open quote before 900 lines": [_KIB, "", "", "", "", '"' + "x\n" * 900],
        "ends of lines of all kinds": [_KIB, "", "", "", "", "\r"],
    }
    for name, row in endings.items():
        number = 20 if "900" in name else 1_000
        yield Case(
            f"table: {name}", number, lambda size, row=row: partial(_tolerant_walk, _csv([row] * size))
        )
    objects: dict[str, Callable[[int], dict[str, Any]]] = {
        "objects": lambda _: dict(zip(HEADINGS, _row(), strict=True)),
        "objects with nested ones": lambda at: {
            **dict(zip(HEADINGS, _row(), strict=True)),
            "info": {"a": [at]},
        },
        "moments": lambda at: {"Tanggal": 1_704_000_000_000 + at, "Jenis": "banjir", "Kabupaten": "Demak"},
    }
    for name, made in objects.items():

        def of_objects(size: int, made: Callable[[int], dict[str, Any]] = made) -> Callable[[], object]:
            return partial(_tolerant_walk, json.dumps([made(at) for at in range(size)]).encode())

        yield Case(f"table: JSON, {name}", 1_000, of_objects)
    yield Case(
        "table: JSON, one a line, the last one damaged",
        1_000,
        lambda size: partial(_tolerant_walk, b'{"KIB": "1"}\n' * size + b"{"),
    )
    yield Case("table: JSON, brackets", 10_000, lambda size: partial(_tolerant_walk, b"[" * size))
    yield Case(
        "read_rows",
        1_000,
        lambda size: (
            lambda: [row.findings for row in read_rows(HEADINGS, [_row(at=at) for at in range(size)])]
        ),
    )


def _event(number: int = 0, **given: Any) -> Event:
    return Event(**{"kib": _KIB, "records": [EventRecord("62.02", Impact(dead=number % 3))], **given})


#: Events by their number.
EVENTS: dict[str, Callable[[int], Event]] = {
    "one key": _event,
    "one day, each an id": lambda at: _event(at, id=f"e{at}"),
    "one day, no KIB": lambda at: Event(
        id=f"e{at}", type_code="101", date=_DAY, records=[EventRecord("62.02")]
    ),
    "one day, one source, each a place": lambda at: Event(
        kib=f"{_REGENCIES[at % 5].replace('.', '')}107202408041", id=f"e{at}"
    ),
    "one id, each a KIB": lambda at: Event(kib=_kib_of(at), id="one"),
    "each a KIB": lambda at: Event(kib=_kib_of(at)),
    "ids and KIBs that meet": lambda at: Event(kib=_kib_of(at // 2), id=f"e{(at + 1) // 2}"),
    "one place, two code systems": lambda at: Event(
        kib=f"{('1271', '1273')[at % 2]}102202408201", id=f"e{at}"
    ),
}


def events() -> Iterator[Case]:
    """What is asked of many events at once, and of one event of many records."""
    asked: dict[str, Callable[[list[Event]], object]] = {
        "count_events": count_events,
        "count_events by type, year and month": lambda of: count_events(of, by=("type", "year", "month")),
        "find_duplicates": find_duplicates,
        "propose_links": propose_links,
        "propose_shared": lambda of: propose_shared((each, Decimal(1) / Decimal(len(of))) for each in of),
        "published_sum": lambda of: published_sum(of, lambda _: "0.5", by=("type", "year")),
        "verify": lambda of: [verify(each) for each in of],
        "evaluate": lambda of: [evaluate(each) for each in of],
    }
    for name, run in asked.items():
        for what, made in EVENTS.items():
            yield Case(
                f"{name}: {what}",
                1_000,
                lambda size, run=run, made=made: partial(run, [made(at) for at in range(size)]),
            )
    records = {
        "one place": lambda at: EventRecord("62.02", Impact(dead=at), id=f"r{at}"),
        "one record": lambda _: EventRecord("62.02", Impact(dead=1)),
        "each a KIB": lambda at: EventRecord(_REGENCIES[at % 5], kib=_kib_of(at)),
        "an unknown place each": lambda at: EventRecord(f"{at % 89 + 11}.{at % 90 + 10}"),
    }
    for what, made in records.items():

        def of_one(size: int, made: Callable[[int], EventRecord] = made) -> Event:
            return Event(kib=_KIB, records=[made(at) for at in range(size)])

        yield Case(f"verify: records of {what}", 1_000, lambda size, of=of_one: partial(verify, of(size)))
        yield Case(f"evaluate: records of {what}", 1_000, lambda size, of=of_one: partial(evaluate, of(size)))
        yield Case(
            f"count_events: records of {what}",
            1_000,
            lambda size, of=of_one: partial(count_events, [of(size)]),
        )
        yield Case(
            f"find_duplicates: records of {what}",
            1_000,
            lambda size, of=of_one: partial(find_duplicates, of(size).records),
        )
        yield Case(
            f"from_dict: records of {what}",
            1_000,
            lambda size, of=of_one: partial(from_dict, to_dict(of(size))),
        )
    links: dict[str, Callable[[int], Link]] = {
        "a chain down": lambda at: Link(at, str(at // 2), _KIB, f"e{1_000_000 - (at + 1) // 2}"),
        "a chain up": lambda at: Link(at, str(at // 2), _KIB, f"e{(at + 1) // 2 + 1_000_000}"),
        "one event": lambda at: Link(at, str(at), _KIB, "one"),
        "one row": lambda at: Link(at, "1", _KIB, f"e{at}"),
        "one row, down": lambda at: Link(at, "1", _KIB, f"e{1_000_000 - at}"),
    }
    for what, link in links.items():
        yield Case(
            f"Links.of: {what}",
            1_000,
            lambda size, link=link: partial(Links.of, [link(at) for at in range(size)]),
        )


def _ring(size: int) -> list[list[float]]:
    """A polygon that goes to and fro, with so many corners."""
    up = [[107 + at / size, -7 + at % 2 / 2] for at in range(size)]
    return [*up, [108.0, -8.0], [107.0, -8.0], up[0]]


def _hole(at: int, size: int) -> list[list[float]]:
    west = 107 + at / (size + 1)
    east = west + 0.5 / (size + 1)
    return [[west, -7.5], [east, -7.5], [east, -7.4], [west, -7.4], [west, -7.5]]


_SQUARE = [[107.0, -8.0], [108.0, -8.0], [108.0, -7.0], [107.0, -7.0], [107.0, -8.0]]
#: Boundaries by the number of their parts.
SHAPES: dict[str, Callable[[int], Any]] = {
    "corners": lambda size: {"32.03": {"type": "Polygon", "coordinates": [_ring(size)]}},
    "holes": lambda size: {
        "32.03": {"type": "Polygon", "coordinates": [_SQUARE, *(_hole(at, size) for at in range(size))]}
    },
    "parts": lambda size: {
        "32.03": {"type": "MultiPolygon", "coordinates": [[_hole(at, size)] for at in range(size)]}
    },
    "features of one code": lambda size: {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "32.03"},
                "geometry": {"type": "Polygon", "coordinates": [_SQUARE]},
            }
        ]
        * size,
    },
    "equal corners": lambda size: {
        "32.03": {"type": "Polygon", "coordinates": [[_SQUARE[0], *[_SQUARE[1]] * size, *_SQUARE[2:]]]}
    },
}


def geometry() -> Iterator[Case]:
    """Boundaries of many corners, holes, parts and features; a point in them and beside them."""
    for what, made in SHAPES.items():
        yield Case(
            f"GeoJSONGeometry: {what}",
            2_000,
            lambda size, made=made: partial(_tolerant, GeoJSONGeometry, made(size)),
        )

        def asked(size: int, made: Callable[[int], Any] = made) -> Callable[[], object]:
            shape, point = GeoJSONGeometry(made(size)), Epicentre(-7.45, 107.5)
            return lambda: (
                shape.regions_at(point),
                issue("107", _DAY, ["32.03"], epicentre=Epicentre(-9.0, 107.5), geometry=shape),
            )

        yield Case(f"GeoJSONGeometry, asked: {what}", 2_000, asked)


def _agreement(id: str, **given: Any) -> Agreement:
    signed = [StageEntry("penandatanganan", "2020-01-01")]
    fields = {
        "track": "antar_lembaga",
        "partners": Partner("Universitas X", "perguruan_tinggi"),
        "history": signed,
    }
    return Agreement(id=id, **{**fields, **given})


def _before(at: int) -> str | None:
    return f"a{at - 1}" if at else None


#: Agreements by their number.
AGREEMENTS: dict[str, Callable[[int], Agreement]] = {
    "a chain of extensions": lambda at: _agreement(f"a{at}", extends=_before(at)),
    "a chain of amendments": lambda at: _agreement(f"a{at}", amends=_before(at)),
    "a chain of parents": lambda at: _agreement(f"a{at}", parent=_before(at)),
    "a chain of ends": lambda at: _agreement(f"a{at}", terminates=_before(at)),
    "one umbrella": lambda at: _agreement(f"a{at}", parent="a0" if at else None),
    "one that all extend": lambda at: _agreement(f"a{at}", extends="a0" if at else None),
    "one that all end": lambda at: _agreement(f"a{at}", terminates="a0" if at else None),
    "one that all amend": lambda at: _agreement(f"a{at}", amends="a0" if at else None),
    "equal terms": lambda at: _agreement(f"a{at}", term=Term("2020-01-01", years=5)),
}


def cooperation() -> Iterator[Case]:
    """The replay of a portfolio, and of one agreement with a long history."""
    on = datetime.date(2026, 3, 1)
    asked: dict[str, Callable[[Portfolio], object]] = {
        "audit_portfolio": lambda of: audit_portfolio(of, on),
        "coverage": lambda of: coverage(of, on, regions=["32"], types=["101"]),
        "summarise": lambda of: [summarise(each, on, portfolio=of) for each in of],
        "expiring": lambda of: of.expiring(on, 600),
        "is_sleeping": lambda of: [of.is_sleeping(each, on, 12) for each in of],
    }
    for what, made in AGREEMENTS.items():

        def portfolio(size: int, made: Callable[[int], Agreement] = made) -> Portfolio:
            return Portfolio([made(at) for at in range(size)])

        yield Case(
            f"Portfolio: {what}",
            200,
            lambda size, made=made: partial(Portfolio, [made(at) for at in range(size)]),
        )
        yield Case(
            f"from_dict: portfolio, {what}",
            200,
            lambda size, of=portfolio: partial(from_dict, to_dict(of(size))),
        )
        for name, run in asked.items():
            yield Case(f"{name}: {what}", 200, lambda size, run=run, of=portfolio: partial(run, of(size)))
    stages = ("penjajakan", "perundingan", "perumusan", "penandatanganan")
    histories: dict[str, Callable[[int], StageEntry]] = {
        "one day": lambda at: StageEntry(stages[at % 4], "2020-01-01"),
        "one stage": lambda at: StageEntry(
            stages[0], str(datetime.date(2000, 1, 1) + datetime.timedelta(days=at))
        ),
        "backwards": lambda at: StageEntry(
            stages[at % 4], str(datetime.date(2060, 1, 1) - datetime.timedelta(days=at))
        ),
    }
    for what, entry in histories.items():

        def agreement(size: int, entry: Callable[[int], StageEntry] = entry) -> Agreement:
            return _agreement("a", history=[entry(at) for at in range(size)])

        yield Case(
            f"audit: a history of {what}",
            200,
            lambda size, of=agreement: partial(audit, of(size), datetime.date(2061, 1, 1)),
        )
        yield Case(
            f"summarise: a history of {what}",
            200,
            lambda size, of=agreement: partial(summarise, of(size), datetime.date(2061, 1, 1)),
        )


def _declared(number: int, start: datetime.date, days: int) -> Declaration:
    end = start + datetime.timedelta(days=days)
    return Declaration(status="tanggap darurat", region="32.03", start=start, end=end, decree=f"d{number}")


def documents() -> Iterator[Case]:
    """JSON documents of many values, and what is read from them."""
    day = datetime.timedelta(days=1)
    declared = {
        # Of declarations on one day each pair is told: the answer grows with the square.
        "one after another": lambda at: _declared(at, _DAY + at * day, 0),
    }
    for what, made in declared.items():

        def history(size: int, made: Callable[[int], Declaration] = made) -> object:
            found = History([made(at) for at in range(size)])
            return found.chains, found.findings, found.status_on(_DAY)

        yield Case(f"History: {what}", 500, lambda size, of=history: partial(of, size))
    statuses = ("siaga darurat", "tanggap darurat")
    of_lists: dict[str, Callable[[int], Declaration]] = {
        **declared,
        "a gap before each": lambda at: _declared(at, _DAY + 3 * at * day, 0),
        "all for ten years": lambda at: _declared(at, _DAY + at * day, 3_650),
        "all of one day": lambda at: _declared(at, _DAY, 3),
        "no last day": lambda at: attrs.evolve(_declared(at, _DAY + at * day, 0), end=None),
        "two states at once": lambda at: attrs.evolve(
            _declared(at, _DAY + at * day, 3_650), status=statuses[at % 2]
        ),
    }
    for what, made in of_lists.items():

        def listed(size: int, made: Callable[[int], Declaration] = made) -> object:
            found = Declarations.of(made(at) for at in range(size))
            return found.chains, found.findings, found.on(_DAY), found.counts()

        yield Case(f"Declarations: {what}", 300, lambda size, of=listed: partial(of, size))
    reports = [
        SiteReport("32.03", Displaced(people=at), site=f"pos {at % 7}", as_of=_DAY) for at in range(10_000)
    ]
    yield Case("displaced.totals: one region", 1_000, lambda size: partial(totals, reports[:size]))
    quakes = QUAKE["Infogempa"]["gempa"]
    yield Case("bmkg.parse", 500, lambda size: partial(bmkg.parse, {"Infogempa": {"gempa": [quakes] * size}}))
    written: dict[str, Callable[[int], Any]] = {
        "an array": lambda size: [1] * size,
        "an object": lambda size: {f"k{at}": at for at in range(size)},
        "a text": lambda size: "x" * size,
        "escapes": lambda size: "\\" * size,
    }
    for what, value in written.items():
        # json.loads itself takes 40 times as long for an object of 10 times as many keys, beyond the processor's cache.
        size = 2_000 if what == "an object" else 20_000
        yield Case(
            f"read_json: {what}",
            size,
            lambda size, value=value: partial(read_json, json.dumps(value(size))),
        )
        yield Case(
            f"from_json: {what} in a finding",
            size,
            lambda size, value=value: partial(
                _tolerant,
                from_json,
                to_json(Finding("index-zero", "info", "kib", {"kib": _KIB, "x": value(size)})),
            ),
        )
    yield Case("read_json: brackets", 20_000, lambda size: partial(_tolerant, read_json, "[" * size))
    yield Case(
        "read_json: one name again and again",
        20_000,
        lambda size: partial(_tolerant, read_json, "{" + '"a": 1, ' * size + '"b": 1}'),
    )
    yield Case(
        "from_dict: unknown fields",
        2_000,
        lambda size: (
            lambda: from_dict(
                {"schema": "satudata.kib", "version": 1, "kib": _KIB, **{f"x{at}": at for at in range(size)}},
                kept={},
            )
        ),
    )
    yield Case("from_dict: nested", 2_000, lambda size: partial(_tolerant, from_dict, _nested(size)))
    entry = to_json(Entry(_KIB, "a")).encode()
    lines = {
        "one entry": entry,
        "an entry cut off": entry[:-9],
        "what is no entry": b'{"schema"',
        "blanks": b" ",
    }
    for what, line in lines.items():
        for end in (b"\n", b""):
            name = f"read_lines: {what} again and again{'' if end else ', in one line'}"
            yield Case(name, 500, lambda size, text=line + end: partial(read_lines, text * size))
    yield Case(
        "Register.from_records: one KIB",
        1_000,
        lambda size: partial(
            _tolerant,
            Register.from_records,
            [EventRecord("62.02", kib=_KIB, id=f"r{at}") for at in range(size)],
        ),
    )
    yield Case(
        "Register.from_records: each a KIB",
        1_000,
        lambda size: partial(
            _tolerant,
            Register.from_records,
            [EventRecord(_REGENCIES[at % 5], kib=_kib_of(at), id=f"r{at}") for at in range(size)],
        ),
    )
    yield Case(
        "issue: existing KIBs",
        2_000,
        lambda size: partial(
            issue, "106", _DAY, ["62.02"], existing=[KIB.parse(_kib_of(at)) for at in range(size)]
        ),
    )


def _nested(size: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(size):
        value = {"a": value}
    return {"schema": "satudata.kib", "version": 1, "kib": value}


def datasets() -> Iterator[Case]:
    """The audit of a data set and its table."""
    for name, row in ROWS.items():

        def audited(size: int, row: Callable[[int], list[str]] = row) -> Callable[[], object]:
            return partial(_audited, HEADINGS, [row(at) for at in range(size)])

        yield Case(f"check_principles: {name}", 1_000, audited)
    yield Case(
        "check_principles: 10,000 columns",
        200,
        lambda size: partial(
            _audited, [*HEADINGS, *(f"Kolom {at}" for at in range(size))], [[*_row(), *["1"] * size]] * 2
        ),
    )


def _audited(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> object:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tabel.csv")
        path.write_bytes(_csv(rows, headings))
        return check_principles(draft_dataset(path), path)


GROUPS: Sequence[Callable[[], Iterator[Case]]] = (
    texts,
    tables,
    events,
    geometry,
    cooperation,
    documents,
    datasets,
)


def measured(case: Case) -> tuple[float, float]:
    """Seconds for the input and for ten times the input; an unlucky round is repeated."""
    small, large = case.make(case.size), case.make(TIMES * case.size)
    best = best_of(2, {"small": small, "large": large})
    for _ in range(3):
        if best["large"] < max(_NOISE, MOST * best["small"]):
            break
        again = best_of(2, {"small": small, "large": large})
        best = {name: min(best[name], again[name]) for name in best}
    return best["small"], best["large"]


def main(words: Sequence[str]) -> int:
    """Measure and print, the cases that grow the most first; 1 where one grows too much."""
    found = []
    for group in GROUPS:
        for case in group():
            if not words or any(word in case.name for word in words):
                small, large = measured(case)
                ratio = large / max(small, _NOISE / MOST)
                found.append((ratio, case, small, large))
                print(f"{ratio:>6.1f}  {case.name}", flush=True)
    found.sort(key=lambda each: -each[0])
    print(f"\n{len(found)} cases; {TIMES} times the input takes at most {MOST} times as long:\n")
    for ratio, case, small, large in found:
        print(
            f"{ratio:>6.1f}  {readable(small):>9} {readable(large):>9}  {case.name} ({case.size:,} times 10)"
        )
    return int(any(ratio > MOST for ratio, *_ in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
