"""What users' data hold: pickles, reprs and ``__module__`` of public types name public paths and attributes only."""

import enum
import functools
import importlib
import io
import json
import pickle
import pickletools
import pkgutil
import re
import runpy
import sys
import types
import typing
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import Phase, find, settings

import satudata
from satudata import (
    AdminLevel,
    Event,
    EventRecord,
    GeoJSONGeometry,
    Impact,
    Register,
    citations,
    confirm,
    cooperation,
    count_events,
    disaster_types,
    displaced,
    emergency,
    evaluate,
    findings,
    frames,
    interop,
    issue,
    issuing,
    propose_links,
    published_sum,
    read_kib,
    regions,
    standards,
    strategies,
    tabular,
    triggers,
)
from satudata._ground.paths import DEFINED_IN, public
from satudata.strategies._plugin import _STRATEGIES

MADE = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "make_golden.py"))
PROTOCOLS = (2, 3, 4, 5)
QUAKE = date(2022, 11, 21)

#: Tools that work on values, and what describes them: nobody keeps them.
NOT_KEPT = {
    "satudata.counting.Events",
    "satudata.interchange.Field",
    "satudata.interchange.Form",
    "satudata.interchange.Kind",
    "satudata.issuing.Geometry",
    "satudata.issuing.GivenHistory",
    "satudata.issuing.GivenKIBs",
    "satudata.issuing.JSONLinesRegister",
    "satudata.issuing.RegisterStore",
    "satudata.issuing.SQLRegister",
    "satudata.issuing.SQLiteRegister",
    "satudata.tabular.Gathered",
    "satudata.tabular.ReportRow",
    "satudata.tabular.SiteReports",
    "satudata.tabular.Table",
    "satudata.threshold.Cause",
}
#: Bases that have no values of their own.
BASES = {"satudata.InvalidCodeError", "satudata.SatudataError", "satudata.UnknownCodeError"}


def every_module():
    names = (info.name for info in pkgutil.walk_packages(satudata.__path__, "satudata."))
    return [satudata, *(importlib.import_module(name) for name in names if not name.endswith("__main__"))]


MODULES = {module.__name__: module for module in every_module()}
WINDOWS = {name: module for name, module in MODULES.items() if "._" not in name and ".cli" not in name}


def path_of(kind):
    return f"{kind.__module__}.{kind.__qualname__}"


def public_names(module):
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    return {name: getattr(module, name) for name in names}


#: Every type that a window shows, and the paths on which it can be imported.
PATHS = {}
for _name, _module in WINDOWS.items():
    for _key, _held in public_names(_module).items():
        if isinstance(_held, type) and _held.__module__.startswith("satudata"):
            PATHS.setdefault(_held, []).append(f"{_name}.{_key}")


def is_shown_by_its_own(kind):
    """Whether the module is public in which it is defined, or a window names it; else it was only imported there."""
    windows = {path.rpartition(".")[0] for path in PATHS[kind]}
    return bool(
        windows & ({DEFINED_IN.get(kind)} | {name for name in WINDOWS if hasattr(MODULES[name], "__all__")})
    )


PUBLIC = sorted((kind for kind in PATHS if is_shown_by_its_own(kind)), key=path_of)


@functools.cache
def drawn(strategy):
    fast = settings(phases=[Phase.generate], database=None, max_examples=1, derandomize=True)
    return find(getattr(strategies, strategy)(), lambda value: True, settings=fast)


def errors():
    return [
        satudata.ClosedGateError("a", "penandatanganan", "2024-01-01", None, ("x",)),
        satudata.IndexExhaustedError("620210620240804"),
        satudata.MainTypeError(("101", "102")),
        satudata.RegisterConflictError(((issuing.Entry("6202106202408041", "a"),),), Register()),
        satudata.RegisterFileError("kib.db", "this is not a file"),
        satudata.RegisterUnreadableError((issuing.UnreadableLine(1, "0", "", "cut off"),)),
        satudata.ReleaseRefusedError("a", "plan", "walidata", None, "stage"),
        satudata.InvalidBPSCodeError("x", "digits", "only ASCII digits"),
        satudata.InvalidDisasterTypeError("x", "form", "scheme and code"),
        satudata.WrongTypeError("a KIB is text", "NoneType"),
        satudata.InvalidArgumentError("weights are added by type"),
        satudata.InvalidGLIDEError("x", "length", "short"),
        satudata.InvalidHIPsError("x", "length", "short"),
        satudata.InvalidPCodeError("x", "country", "a p-code begins with ID"),
        satudata.InvalidCodeError("x", "length", "short"),
        satudata.UnknownCodeError("x"),
        satudata.SatudataError("x"),
        satudata.WideTableError("x", "wide"),
        satudata.PublishedTotalsError("x", "already counted"),
        frames.ColumnError("kib", "numbers"),
        frames.EngineError("dask", "sort"),
    ]


def results():
    """What the functions of each window answer."""
    square = {"type": "Polygon", "coordinates": [[[106, -8], [108, -8], [108, -6], [106, -6], [106, -8]]]}
    shape = GeoJSONGeometry({"32.03": square}, complete=True, error_km=1, name="a square")
    partner = cooperation.Partner("Universitas X", "perguruan_tinggi")
    agreement = cooperation.Agreement(
        id="a",
        track="antar_lembaga",
        partners=partner,
        term=cooperation.Term("2024-01-01", years=2),
        positions=[cooperation.Position("62.02", ["106"], ["tanggap_darurat"])],
        history=[cooperation.StageEntry("penandatanganan", "2024-01-01")],
    )
    portfolio = cooperation.Portfolio([agreement])
    event = Event(kib="6202106202408041", records=[EventRecord("62.02", Impact(dead=1))])
    declaration = emergency.Declaration(status="siaga darurat", start=QUAKE, extends="1", decree="2")
    region = regions.Region(code="97", name="Papua Utara", kind="provinsi")
    declared = tabular.Declarations.of(
        [
            emergency.Declaration(
                status="tanggap darurat", region="13.04", start=date(2024, 5, 12), end=date(2024, 5, 25)
            )
        ]
    )
    table = tabular.read_rows(
        ["Kode Identitas Bencana", "Luka", "Terluka"], [["3602 101 2020 012 6 1", "1", ""]]
    )
    row = next(table)
    proposal = issue(
        "107", QUAKE, ["32.03", "32.02"], epicentre=(-6.84, 107.05), geometry=shape, occurrence_id="x"
    )
    reading = read_kib("1212102202407301", province_name="Sumatera Utara", date=date(2024, 7, 30))
    return [
        reading,
        reading.candidates,
        evaluate(event, cause=disaster_types.get("106"), emergency_status=True).outcomes,
        evaluate(event, cause=disaster_types.get("106"), emergency_status=emergency.EmergencyStatus.SIAGA),
        count_events([event, event], trace=True, by="type"),
        published_sum([event], lambda event: "0.5"),
        propose_links([Event(kib=f"{code}107202306091") for code in ("3203", "3202")]),
        confirm(proposal, "Pusdatinkom", QUAKE),
        proposal.region,
        tabular.read_table([{"Provinsi": "Aceh", "Tahun": "2022", "Jumlah_Kejadian": "3"}]).published(),
        triggers.TRIGGERS,
        issuing.main_type("101"),
        issuing.RULES["only type"],
        issuing.Centroids(),
        issuing.Centroids().distance(regions.RegionCode("32.03"), issuing.Epicentre(-6.84, 107.05)),
        issuing.zone_of("62.02"),
        issuing.propose_region(["32.03", "32.02"], epicentre=issuing.Epicentre(-6.84, 107.05)),
        shape,
        issuing.read_boundaries(
            json.dumps(
                {
                    "type": "Feature",
                    "properties": {"KDPKAB": "32.03"},
                    "geometry": {"type": "Polygon", "coordinates": [[[107, -7], [108, -7], [108, -6]]]},
                }
            ).encode()
        ),
        Register([issuing.Entry("6202106202408041", "pusdalops-118")]),
        issuing.given_kibs(Register([issuing.Entry("6202106202408041", "pusdalops-118")])),
        regions.Gazetteer([region], aliases=[("97", "Papua Lor")], editions=regions.editions()),
        regions.history("76.01"),
        dict(disaster_types.schemes),
        displaced.DisplacedChange(displaced.Displaced(people=5), displaced.Displaced(people=3)),
        emergency.History([declaration]),
        emergency.History([declaration]).chains,
        emergency.GUIDELINE_LENGTHS,
        interop.crosswalk_rows()[:3],
        interop.to_glide("101"),
        interop.side_by_side(Impact(dead=3)),
        interop.EventFeature(event),
        interop.bmkg.parse({"DateTime": "2022-11-21T06:21:10+00:00", "Coordinates": "-6.84,107.05"}),
        interop.sendai_indicators([event]),
        list(interop.hazards().values()),
        next(iter(cooperation.coverage(portfolio, date(2024, 6, 1), regions=["62.02"], types=["106"]))),
        cooperation.coverage(portfolio, date(2024, 6, 1), regions=["62.02"], types=["106"]),
        cooperation.checklists(),
        cooperation.read_agreements([{"Mitra": "Universitas X", "Tanggal MoU": "2024-01-01"}]),
        portfolio.expiring(date(2025, 12, 1), 3),
        cooperation.find_partners(portfolio, event, date(2024, 8, 4)),
        cooperation.progress(agreement, date(2024, 6, 1)),
        cooperation.summarise(agreement, date(2024, 6, 1)),
        standards.master_data("disaster-types"),
        standards.profiles(),
        standards.check_principles(MADE["values"]()["dataset"]),
        tabular.Assumptions(emergency_status=True),
        tabular.Columns.of(["KIB", "Luka", "Terluka"]),
        tabular.Links.of([tabular.Link(2, "7", "1304101202405111", "lahar")]),
        tabular.gather([row]).judgement(row),
        declared,
        *declared.chains,
        *declared.on(date(2024, 5, 20)).values(),
        *(number for of_region in declared.counts().values() for number in of_region.values()),
        row,
        tabular.Record(1, ("a",)),
        importlib.import_module("satudata.reading").AsWritten(canonical=True),
        citations.get("juklak-bnpb-7-2023"),
        findings.kind("index-zero"),
    ]


#: Values by a name: what the golden pickles hold, drawn ones, answers, errors and the words of every vocabulary.
VALUES = {
    **MADE["values"](),
    **_STRATEGIES,
    **{f"{type(value).__name__} {number}": value for number, value in enumerate(results())},
    **{type(error).__name__: error for error in errors()},
    **{path_of(kind): tuple(kind) for kind in PUBLIC if issubclass(kind, enum.Enum)},
}


@functools.cache
def value_of(name):
    return drawn(_STRATEGIES[name]) if name in _STRATEGIES else VALUES[name]


class Names(pickle.Unpickler):
    """Loads a pickle and keeps what it names."""

    def __init__(self, data):
        super().__init__(io.BytesIO(data))
        self.found = set()

    def find_class(self, module, name):
        self.found.add(f"{module}.{name}")
        return super().find_class(module, name)


def named_in(data):
    unpickler = Names(data)
    unpickler.load()
    return unpickler.found


def is_private(path):
    return path.startswith("satudata") and any(part.startswith("_") for part in path.split("."))


#: Attributes of public types that are nobody's business.
PRIVATE_ATTRIBUTES = {
    name
    for kind in DEFINED_IN
    for base in kind.__mro__
    for name in (*vars(base).get("__slots__", ()), *vars(base))
    if name.startswith("_") and not name.startswith("__")
} | {"_items", "_digits", "_episodes", "_shapes"}


def broken_rules(data):
    """What a pickle names that it must not."""
    texts = {argument for _, argument, _ in pickletools.genops(data) if isinstance(argument, str)}
    return {path for path in named_in(data) if is_private(path)} | texts & PRIVATE_ATTRIBUTES


@pytest.mark.parametrize("name", VALUES)
def test_pickles_name_public_paths_and_attributes(name):
    value = value_of(name)
    for protocol in PROTOCOLS:
        data = pickle.dumps(value, protocol)
        assert broken_rules(data) == set()
        again = pickle.loads(data)
        assert again == value or repr(again) == repr(value)


@pytest.mark.parametrize("name", VALUES)
def test_reprs_name_public_paths_and_attributes(name):
    text = repr(value_of(name))
    assert not re.search(r"satudata[\w.]*\._|\b_[a-z]\w*=", text)


class Hidden:
    __slots__ = ("_digits",)


def test_a_private_name_is_seen():
    hidden = Hidden()
    hidden._digits = "1"
    assert "_digits" in broken_rules(pickle.dumps(hidden))
    assert is_private("satudata._ground.codes.X")
    assert is_private("satudata.regions._records.Region")
    assert not is_private("satudata.regions.Region")


@pytest.mark.parametrize("kind", PUBLIC, ids=path_of)
def test_a_type_bears_the_shortest_path_on_which_it_is_imported(kind):
    paths = PATHS[kind]
    shortest = min(path.count(".") for path in paths)
    assert path_of(kind) in paths, f"decorate it with @public({min(paths, key=len).rpartition('.')[0]!r})"
    assert path_of(kind).count(".") == shortest
    assert kind in DEFINED_IN
    holder = importlib.import_module(kind.__module__)
    assert getattr(holder, kind.__qualname__) is kind


def test_every_kind_of_value_was_pickled():
    pickled = set().union(*(named_in(pickle.dumps(value_of(name))) for name in VALUES))
    lacking = {path_of(kind) for kind in PUBLIC} - pickled
    assert lacking == NOT_KEPT


@pytest.mark.parametrize("kind", PUBLIC, ids=path_of)
def test_annotations_are_found_whatever_path_it_bears(kind):
    hints = typing.get_type_hints(kind, include_extras=True)
    for name, hint in kind.__annotations__.items():
        assert hints[name] == eval(hint.__forward_arg__, vars(MODULES[DEFINED_IN[kind]]))
    if attrs.has(kind):
        fields = attrs.fields(attrs.resolve_types(kind))
        assert not any(isinstance(field.type, str | typing.ForwardRef) for field in fields)


def test_a_state_of_an_earlier_version_takes_the_defaults():
    region = regions.get("62.02")
    state = region.__getstate__()
    for name in ("parent", "timezone"):
        del state[name]
    older = regions.Region.__new__(regions.Region)
    older.__setstate__(state)
    assert (older.parent, older.timezone, older.name) == (regions.RegionCode("62"), None, region.name)
    del state["name"]
    with pytest.raises(KeyError, match="name"):
        regions.Region.__new__(regions.Region).__setstate__(state)


def test_what_was_made_is_made_again():
    evaluation = evaluate(Impact(dead=0, missing=3), cause=None, threshold=interop.EMDAT_ENTRY)
    again = pickle.loads(pickle.dumps(evaluation))
    assert again == evaluation
    assert again.depends_on == evaluation.depends_on
    assert b"outcome" not in pickle.dumps(evaluation)
    reading = read_kib("1212102202407301", region_name="Deli Serdang", province_name="Sumatera Utara")
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert pickle.loads(pickle.dumps(reading)).canonical == reading.canonical


def test_an_own_gazetteer_is_kept():
    region = regions.Region(code="97", name="Papua Utara", kind="provinsi")
    own = regions.Gazetteer([region], aliases=[("97", "Papua Lor")], editions=regions.editions())
    again = pickle.loads(pickle.dumps(own))
    assert again.find("papua lor") == own.find("papua lor") == (region,)
    assert again.editions() == own.editions()


def test_levels_are_words_of_the_root_window():
    assert path_of(AdminLevel) == "satudata.AdminLevel"


@pytest.mark.parametrize("with_hypothesis", [True, False])
def test_the_decorator(monkeypatch, with_hypothesis):
    registered = []
    plugin = types.SimpleNamespace(register_type=registered.append)
    monkeypatch.setitem(sys.modules, "satudata.strategies._plugin", plugin if with_hypothesis else None)

    class Own:
        one: "date"
        other: int

    home = Own.__module__
    assert public("satudata")(Own) is Own
    assert (Own.__module__, DEFINED_IN.pop(Own)) == ("satudata", home)
    assert Own.__annotations__ == {"one": typing.ForwardRef("date", module=home, is_class=True), "other": int}
    assert registered == ([Own] if with_hypothesis else [])
