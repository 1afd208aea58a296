"""Write tests/golden: values as they were pickled and written as JSON once, which every later version has to read.

A value that is there already stays as it was written: only new values are added.
"""

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
    Interpretation,
    InvalidKIBError,
    InvalidRecordError,
    InvalidRegionCodeError,
    MissingExtraError,
    RegionCode,
    TableError,
    UnknownEditionError,
    UnknownRegionError,
    UnknownTypeError,
    Verdict,
    count_events,
    disaster_types,
    evaluate,
    interchange,
    published_sum,
    regions,
)
from satudata.cooperation import (
    Agreement,
    DocumentRef,
    PartialDate,
    Partner,
    Portfolio,
    Position,
    Report,
    StageEntry,
    Term,
)
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.findings import finding
from satudata.interchange import to_dict
from satudata.interop import GLIDE
from satudata.issuing import Acknowledgement, Entry, Register, confirm, issue
from satudata.regions import BPSCode, PCode
from satudata.standards import (
    Activity,
    CodeEntry,
    CodeList,
    Column,
    Dataset,
    DataStandard,
    DeclaredStandard,
    Indicator,
    Party,
    Release,
    Resource,
    Variable,
)

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
    displaced = Displaced(
        people=12,
        families=4,
        sexes={"perempuan": 7, "laki-laki": None},
        ages={"bayi": {"perempuan": 1}, "lansia": 2},
        groups={"ibu hamil": 2},
        lower_bounds={"people"},
    )
    return {
        "kib": KIB.parse("6202106202408041"),
        "region code": RegionCode("62.02"),
        "province code": RegionCode("62"),
        "impact": impact,
        "event record": record,
        "event": event,
        "interpretation": Interpretation(people="any", missing_as_dead=True),
        "verdict": Verdict.UNDETERMINED,
        "finding": finding("index-zero", "kib", kib="9404101201904210"),
        "event counts": count_events(
            [event, Event(id="lahar"), Event(id="x")], by=("type", "year"), trace=True
        ),
        "published sum": published_sum([event], lambda _: "0.5"),
        "impact by sex and age": Impact(
            dead=3, people={"dead": {"perempuan": 2, "lansia": None, ("perempuan", "lansia"): 1}}
        ),
        "BPS code": BPSCode("1212"),
        "p-code": PCode("ID1212"),
        "GLIDE": GLIDE("EQ-2004-000147-IDN"),
        "region": regions.get("96.04"),
        "disaster type": disaster_types.get("106", "2011"),
        "evaluation": evaluate(Impact(dead=0, missing=3)),
        "displaced": displaced,
        "site report": SiteReport(
            "13.04", displaced, event="lahar", kind="terpusat", site="SDN 05", as_of=date(2024, 5, 13)
        ),
        "declaration": Declaration(
            status="tanggap darurat",
            region="13.04",
            decree="360/1/2024",
            start=date(2024, 5, 12),
            end=date(2024, 5, 25),
            type_code="101",
        ),
        "proposal": confirm(
            issue(
                "107",
                date(2022, 11, 21),
                ["32.02", "32.03"],
                epicentre=(-6.84, 107.05),
                occurrence_id="pusdalops-118",
            ),
            "Pusdatinkom",
            date(2022, 11, 23),
        ),
        "register": Register().add(
            issue("106", date(2024, 8, 4), ["62.02"], occurrence_id="pusdalops-118"),
            by="BPBD",
            on=date(2024, 8, 5),
        ),
        "register acknowledgement": Acknowledgement(
            "0" * 64, by="Siti", on=date(2024, 8, 5), why="listrik padam", kibs=["6202106202408041"]
        ),
        "register entry": Entry(
            "6202106202408041", "pusdalops-118", step=1, by="BPBD", on=date(2024, 8, 5), why="lokasi"
        ),
        **cooperation(),
        **standards(),
        "InvalidKIBError": InvalidKIBError("620210", "length", "6 digits instead of 16"),
        "InvalidRegionCodeError": InvalidRegionCodeError("620", "length", "3 digits instead of 2 or 4"),
        "UnknownRegionError": UnknownRegionError("91.02", date(2024, 1, 1), None, "replaced", ("95.01",)),
        "UnknownTypeError": UnknownTypeError("555", edition="2023"),
        "UnknownEditionError": UnknownEditionError("1/2030"),
        "InvalidRecordError": InvalidRecordError("dead", -1, "a figure is zero or more; unknown is None"),
        "TableError": TableError("rows.csv", "no heading"),
        "MissingExtraError": MissingExtraError("frames", "satudata.frames"),
    }


def cooperation() -> dict[str, object]:
    """An agreement, what it is made of, and the portfolio that holds it."""
    partner = Partner("Swiss Confederation", "negara", "CH")
    term = Term("2020-07-21", years=5, source="naskah")
    position = Position("62.02", ["106", "101"], ["prabencana"])
    entry = StageEntry("penandatanganan", "2020-07-21", by="Sekretaris Utama")
    document = DocumentRef("proposal", "arsip/17.pdf", received="2020-01", sha256="0" * 64)
    report = Report("evaluasi", "2021", uri="arsip/18.pdf")
    agreement = Agreement(
        id="swiss-2020",
        title="Penanggulangan bencana",
        track="internasional",
        partners=partner,
        instrument="memorandum_saling_pengertian",
        term=term,
        other_terms=[Term(until="2026")],
        positions=[position, Position("national", phases=["pascabencana"])],
        needs_full_powers=False,
        history=[document, entry, report],
        note="uji",
    )
    below = Agreement(id="pks", track="internasional", partners=partner, parent="swiss-2020")
    return {
        "partial date": PartialDate.parse("2025-11"),
        "partner": partner,
        "term": term,
        "position": position,
        "stage entry": entry,
        "document": document,
        "report": report,
        "agreement": agreement,
        "portfolio": Portfolio([agreement, below]),
    }


def standards() -> dict[str, object]:
    """A data set, what it is made of, its release, and a code list."""
    held = DataStandard(
        name="Tinggi Muka Air",
        konsep="Keadaan air",
        definisi="Tinggi air di atas nol papan duga",
        klasifikasi="Tidak dikelompokkan",
        ukuran="Tinggi",
        satuan="Meter",
        citation="satudata-standards",
    )
    declared = DeclaredStandard(name="Sumber", ukuran="Nama", no_unit_reason="Berupa nama")
    column = Column(name="Tanggal", type="date", concept="Event.date", format="%d/%m/%Y", required=True)
    resource = Resource(
        name="kejadian",
        path="kejadian.csv",
        delimiter=";",
        columns=[column, Column(name="Wilayah", code_list="kemendagri"), Column(name="X", standard=declared)],
        key=["Tanggal", "Wilayah"],
        dated_by="Tanggal",
    )
    activity = Activity(title="Kompilasi Data", year=2024, method="Kompilasi Produk Administrasi")
    variable = Variable(name="Tanggal Kejadian Bencana", alias="Tanggal", is_public=True)
    indicator = Indicator(name="Jumlah Kejadian", is_composite=False, variables=["Tanggal"])
    producer = Party("BPBD Contoh", "produsen_data", "data@bpbd.example")
    walidata = Party("Walidata Contoh", "walidata")
    begun = Release(dataset="kejadian-2024", priority=True).plan(producer, date(2024, 1, 2))
    submitted = begun.collect(producer, date(2024, 1, 3)).submit(producer, date(2025, 1, 6))
    entry = CodeEntry("62.02", "Kotawaringin Timur", date(2015, 5, 18), parent="62")
    return {
        "data standard": held,
        "declared standard": declared,
        "column": column,
        "resource": resource,
        "activity": activity,
        "variable": variable,
        "indicator": indicator,
        "party": producer,
        "dataset": Dataset(
            name="kejadian-2024",
            title="Kejadian Bencana",
            standard=held,
            issued=date(2025, 1, 15),
            frequency="annual",
            license="odc-by",
            keywords=["bencana"],
            phases=["tanggap_darurat"],
            parties=[producer, walidata],
            activity=activity,
            variables=[variable],
            indicators=[indicator],
            resources=[resource],
        ),
        "release": submitted.send_back(
            walidata, date(2025, 1, 7), [finding("column-absent", "row 1", column="Meninggal")]
        ),
        "release step": submitted.steps[-1],
        "code entry": entry,
        "code list": CodeList(
            id="contoh",
            title="Contoh",
            authority="Kementerian Dalam Negeri",
            edition="1",
            valid_from=date(2015, 5, 18),
            entries=[entry],
            citation="satudata-standards",
        ),
    }


def exchanged() -> dict[str, object]:
    """The values by the name of their file that are kept as JSON: those whose type has a form."""
    held = {}
    for name, value in values().items():
        try:
            interchange.form_of(type(value))
        except TypeError:
            continue
        held[name.replace(" ", "-").lower()] = value
    return held


def as_json(value: object) -> str:
    """*value* in its interchange form, for a reader."""
    return json.dumps(to_dict(value), indent=2) + "\n"


def main() -> None:
    """Add what is missing: a file of JSON a value; a file a protocol, name -> pickle, each read by itself."""
    GOLDEN.mkdir(exist_ok=True)
    for name, value in exchanged().items():
        path = GOLDEN / f"{name}.json"
        if not path.exists():
            path.write_text(as_json(value), encoding="utf-8")
    for protocol in PROTOCOLS:
        path = GOLDEN / f"protocol-{protocol}.pickle"
        held = pickle.loads(path.read_bytes()) if path.exists() else {}  # noqa: S301  # our own
        held |= {name: pickle.dumps(value, protocol) for name, value in values().items() if name not in held}
        path.write_bytes(pickle.dumps(held, protocol))


if __name__ == "__main__":
    main()
