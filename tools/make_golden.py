"""Write tests/golden/protocol-*.pickle: values as they were pickled once, which every later version has to read."""

from __future__ import annotations

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
)
from satudata.findings import finding

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


def main() -> None:
    """Write one file a protocol: name -> pickle, so that each is read by itself."""
    GOLDEN.mkdir(exist_ok=True)
    for protocol in PROTOCOLS:
        held = {name: pickle.dumps(value, protocol) for name, value in values().items()}
        (GOLDEN / f"protocol-{protocol}.pickle").write_bytes(pickle.dumps(held, protocol))


if __name__ == "__main__":
    main()
