"""Write tests/golden: values as they were pickled and written as JSON once, which every later version has to read."""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path

from satudata import (
    KIB,
    Event,
    EventRecord,
    Impact,
    InvalidKIBError,
    InvalidRecordError,
    InvalidRegionCodeError,
    MissingExtraError,
    Readings,
    RegionCode,
    TableError,
    UnknownEditionError,
    UnknownRegionError,
    UnknownTypeError,
    Verdict,
    count_events,
    disaster_types,
    evaluate,
    regions,
)
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.findings import finding
from satudata.interchange import to_dict
from satudata.interop import GLIDE

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
PROTOCOLS = (2, 3, 4, 5)


def values() -> dict[str, object]:
    """The values by name."""
    impact = Impact(
        dead=32,
        missing=0,
        houses_damaged=5,
        facilities={"pendidikan": {"berat": 1, "ringan": None}, "pasar": 2},
        land={"sawah": "0.50", "hutan": None},
        lower_bounds={"dead"},
    )
    record = EventRecord(
        "13.04",
        impact,
        kib="1304101202405111",
        id="13.04-1",
        place="Kec. Rambatan",
        status="verified",
        as_of=date(2024, 5, 20),
    )
    event = Event(id="lahar", kib="1304101202405111", records=[record, EventRecord("13.06")])
    return {
        "kib": KIB.parse("6202106202408041"),
        "region code": RegionCode("62.02"),
        "province code": RegionCode("62"),
        "impact": impact,
        "event record": record,
        "event": event,
        "readings": Readings(people="any", missing_as_dead=True),
        "verdict": Verdict.UNDETERMINED,
        "finding": finding("index-zero", "kib", kib="9404101201904210"),
        "event counts": count_events(
            [event, Event(id="lahar"), Event(id="x")], by=("type", "year"), trace=True
        ),
        "InvalidKIBError": InvalidKIBError("620210", "length", "6 digits instead of 16"),
        "InvalidRegionCodeError": InvalidRegionCodeError("620", "length", "3 digits instead of 2 or 4"),
        "UnknownRegionError": UnknownRegionError("91.02", date(2024, 1, 1), None, "replaced", ("95.01",)),
        "UnknownTypeError": UnknownTypeError("555", edition="2023"),
        "UnknownEditionError": UnknownEditionError("1/2030"),
        "InvalidRecordError": InvalidRecordError("dead", -1, "a figure is zero or more; unknown is None"),
        "TableError": TableError("rows.csv", "no heading"),
        "MissingExtraError": MissingExtraError("frames", "satudata.frames"),
    }


def exchanged() -> dict[str, object]:
    """The values by the name of their file that are kept as JSON."""
    held = values()
    displaced = Displaced(
        people=12,
        families=4,
        sexes={"perempuan": 7, "laki-laki": None},
        ages={"bayi": {"perempuan": 1}, "lansia": 2},
        groups={"ibu hamil": 2},
        lower_bounds={"people"},
    )
    return {
        **{name.replace(" ", "-"): held[name] for name in ("kib", "impact", "finding")},
        **{
            name.replace(" ", "-"): held[name]
            for name in ("region code", "event record", "event", "event counts")
        },
        "declaration": Declaration(
            status="tanggap darurat",
            region="13.04",
            decree="360/1/2024",
            start=date(2024, 5, 12),
            end=date(2024, 5, 25),
            type_code="101",
        ),
        "disaster-type": disaster_types.get("106", "2011"),
        "displaced": displaced,
        "evaluation": evaluate(Impact(dead=0, missing=3)),
        "glide": GLIDE("EQ-2004-000147-IDN"),
        "region": regions.get("96.04"),
        "site-report": SiteReport(
            "13.04", displaced, event="lahar", kind="terpusat", site="SDN 05", as_of=date(2024, 5, 13)
        ),
    }


def as_json(value: object) -> str:
    """*value* in its interchange form, for a reader."""
    return json.dumps(to_dict(value), indent=2) + "\n"


def main() -> None:
    """Write one file a protocol: name -> pickle, so that each is read by itself; and one of JSON a value."""
    GOLDEN.mkdir(exist_ok=True)
    for name, value in exchanged().items():
        (GOLDEN / f"{name}.json").write_text(as_json(value), encoding="utf-8")
    for protocol in PROTOCOLS:
        held = {name: pickle.dumps(value, protocol) for name, value in values().items()}
        (GOLDEN / f"protocol-{protocol}.pickle").write_bytes(pickle.dumps(held, protocol))


if __name__ == "__main__":
    main()
