"""Texts as people write them in columns of KIBs, and the results of the scalar functions for them."""

from __future__ import annotations

import csv
import datetime
import os
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from satudata import KIB, InvalidKIBError, RegionCode, read_kib
from satudata.strategies import REPAIRS, kibs, written_kibs

EXAMPLES = Path(__file__).parents[2] / "facts" / "example-events.csv"

PARTS = ("digits", "status", "reason", "region", "province", "type", "date", "index", "stem")

#: Strict, repaired, two possible KIBs, blank, ruined as numbers, other scripts, newlines, leap days, early years.
TEXTS = [
    *(
        "6202106202408041",
        "6202 106 20240804 1",
        None,
        "",
        "  ",
        "\u00a0\t\n",
        "\u200b",
        "-",
        "abc",
        "''",
        "KIB",
    ),
    *("9471106202402293", "9471106202302291", "9404101201904210", "9401101200002297", "6202106190002291"),
    *("0000000000001010", "0000000000101011", "0000000100001010", "0000000099912311", "9999999999912319"),
    *("3602 101 2020 012 6 1", "1804 101 2021 012 9 1", "1804 101 2021 0129 1", "1804 101 2021 1004 1"),
    *("3201 101 2023 09 028 1", "3201 101 2023 09 028", "3201 101 2023 9 8 1", "3201101 2023 9 8 1"),
    *("3201 101 2023 1 012 1", "3201 101 2023 112 012 1", "62 02 106 2024 09 028 1", "6202 106 2024080 41"),
    *("6202106202408041\n", "\n6202106202408041", "6202106202408041 ", "6202  106 20240804 1"),
    *(
        "KIB: 6202.106.2024.08.04.1",
        "kib 6202106202408041",
        "KIB6202106202408041",
        "Kode Identitas Bencana = 6202-106-20240804-1",
    ),
    *(
        "'6202106202408041",
        '="6202106202408041"',
        "“6202106202408041”",
        "=6202106202408041",
        "'6202106202408041' ",
    ),
    *(
        "6202106202408041.0",
        "6202106202408041,00",
        "6202106202408041.5",
        "620210620240804.0",
        "9471106202402293.0",
    ),
    *("6.202106202408041E15", "6.202106202408041e+15", "6.20210620240804E+15", "6202106202408040.0"),
    *(
        "6,202,106,202,408,041",
        "6.202.106.202.408.041",
        "6 202 106 202 408 041",
        "6\u00a0202\u00a0106\u00a0202\u00a0408\u00a0041",
    ),
    *(
        "62.02 106 20240804 1",
        "62.02.106.2024.08.04.1",
        "62 . 02 106 20240804 1",
        "6202/106/20240804/1",
        "6202–106–20240804–1",
    ),
    *(
        "٦٢٠٢١٠٦٢٠٢٤٠٨٠٤١",
        "٦٢٠٢ ١٠٦ ٢٠٢٤٠٨٠٤ ١",
        "٦٢٠٢١٠٦٢٠٢٤٠٨٠٤1",
        "６２０２１０６２０２４０８０４１",
        "𝟔𝟐𝟎𝟐106",
        "²202106202408041",
    ),
    *("6\u200b202106202408041", "\ufeff6202106202408041", "6202106202408041\u00ad"),
    *(
        " " * 200,
        "6" * 121,
        "6202106202408041" + " " * 104,
        "6202106202408041" + " " * 105,
        "1 - - 2",
        "-6202106202408041",
    ),
]


def strict(text: str | None) -> tuple[KIB | None, str, str | None]:
    """The KIB, the status and the reason for a text read without repairs."""
    try:
        return KIB.parse(text or ""), "ok", None
    except InvalidKIBError as error:
        return (None, "invalid", error.part) if (text or "").strip() else (None, "blank", "kib-blank")


def repaired(text: str | None, **context: Any) -> tuple[KIB | None, str, str | None]:
    """The KIB, the status and the reason for a text read with repairs."""
    reading = read_kib(text or "", **context)
    if reading.kib is None:
        reason = reading.findings[0].code
        return None, "blank" if reason == "kib-blank" else "invalid", reason
    repairs = ";".join(repair.code for repair in reading.repairs)
    return reading.kib, "repaired" if repairs else "ok", repairs or None


def columns_of(kib: KIB | None, status: str, reason: str | None) -> dict[str, Any]:
    """The columns that reading a KIB adds."""
    head = {"kib_digits": None, "kib_status": status, "kib_reason": reason}
    parts = dict.fromkeys(f"kib_{part}" for part in PARTS[3:])
    if kib is None:
        return head | parts
    return {
        "kib_digits": str(kib),
        "kib_status": status,
        "kib_reason": reason,
        "kib_region": kib.region.digits,
        "kib_province": kib.province.digits,
        "kib_type": kib.type_code,
        "kib_date": kib.date.isoformat(),
        "kib_index": kib.index,
        "kib_stem": kib.stem,
    }


def in_order(rows: list[dict[str, Any]], column: str = "row") -> list[dict[str, Any]]:
    """Rows by their number, for engines without an order of rows."""
    return sorted(rows, key=lambda row: row[column])


def example_rows() -> list[dict[str, Any]]:
    """The example events of the project; a blank cell is ``None``."""
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]


@cache
def drawn(strategy: st.SearchStrategy[Any], number: int = 300) -> list[Any]:
    """Draws of *strategy*, the same for every engine of a run; the deep profile makes a hundred times as many.

    To plan a frame takes a second, and a frame can have any number of rows. So the rows are random, not the frames.
    """
    found: list[Any] = []

    @settings(
        max_examples=number * _DEEPER,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(value: Any) -> None:
        found.append(value)

    draw()
    return found


def parts(engine: Any, rows: list[Any]) -> Iterator[list[Any]]:
    """*rows* in several frames, as many as the engine asks for, each larger than the one before."""
    number = engine.frames
    ends = [0, *(len(rows) * each**2 // number**2 for each in range(1, number + 1))]
    return (rows[start:end] for start, end in pairwise(ends) if start < end)


#: The deep profile makes a hundred times as many draws.
_DEEPER = 100 if os.environ.get("SATUDATA_HYPOTHESIS") == "deep" else 1

_written = st.sampled_from(sorted(REPAIRS)).flatmap(
    lambda repair: written_kibs(repair).map(lambda drawn: drawn[0])
)
#: KIBs of any kind, with leap days, early years and those that are ruined as numbers.
any_kibs = kibs() | kibs(
    regions=st.sampled_from(["9471", "9401", "9604", "6202"]).map(RegionCode.parse),
    dates=st.sampled_from([(2024, 2, 29), (2000, 2, 29), (99, 2, 28), (1, 1, 1), (9999, 12, 31)]).map(
        lambda day: datetime.date(*day)
    ),
)
_edited = st.tuples(
    _written | any_kibs.map(str) | any_kibs.map(KIB.format), st.integers(0, 24), st.text(max_size=2)
).map(lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] + 1 :])
#: Texts of all kinds: strict, repairable, nearly repairable, and anything else.
texts = (
    st.none()
    | any_kibs.map(str)
    | any_kibs.map(KIB.format)
    | _written
    | _edited
    | st.sampled_from(TEXTS)
    | st.text(max_size=30)
)
