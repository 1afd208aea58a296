"""Every form against its own JSON Schema, judged by a validator that is not ours, and there and back again."""

import functools
import json
import re
from datetime import date
from decimal import Decimal
from string import Formatter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from satudata import (
    KIB,
    DisasterType,
    Event,
    EventRecord,
    Finding,
    Impact,
    InvalidRecordError,
    RegionCode,
    count_events,
    disaster_types,
    evaluate,
    interchange,
    regions,
    strategies,
    verify,
)
from satudata._ground.maps import FrozenMap
from satudata.cooperation import Agreement, Partner, StageEntry
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.findings import finding, kinds
from satudata.impacts import Damage
from satudata.interchange import (
    COUNT,
    FORMS,
    TEXT,
    Field,
    form_of_record,
    from_dict,
    from_json,
    json_schema,
    to_dict,
    to_json,
)
from satudata.interop import GLIDE
from satudata.tabular import gather, read_rows

SCHEMAS = sorted({form.schema for form in FORMS} | set(interchange._registry.HOMES))
ONLY_WRITTEN = {"satudata.event-counts", "satudata.evaluation"}

names = st.none() | st.text(min_size=1).filter(str.strip)

VALUES = {
    "kib": strategies.kibs(),
    "region code": strategies.region_codes(),
    "impact": strategies.impacts(),
    "event record": strategies.event_records(kibs=st.none() | strategies.kibs(), ids=names),
    "event": strategies.events(),
    "displaced": strategies.displaced(),
    "site report": strategies.site_reports(),
    "declaration": strategies.declarations(),
    "glide": strategies.glides(),
    "region": strategies.regions(),
    "disaster type": strategies.disaster_types(),
    "proposal": strategies.proposals(),
    "register": strategies.registers(),
    "register acknowledgement": strategies.register_acknowledgements(),
    "register entry": strategies.register_entries(),
    "agreement": strategies.agreements(),
    "portfolio": strategies.portfolios(max_size=2),
    "finding": strategies.kibs().flatmap(
        lambda kib: st.sampled_from([*verify(kib), finding("index-zero", "kib", kib=str(kib))])
    ),
}


@functools.cache
def validator(kind):
    """The validator of the schema of a type."""
    return Draft202012Validator(json_schema(kind))


def is_valid(value):
    """Whether the written form of *value* passes the schema of its type."""
    return validator(type(value)).is_valid(json.loads(to_json(value)))


def test_every_form_that_is_read_is_drawn():
    drawn = {f"satudata.{name.replace(' ', '-')}" for name in VALUES}
    elsewhere = {
        schema
        for schema, home in interchange._registry.HOMES.items()
        if home.startswith("satudata.standards")
    }
    assert drawn == set(SCHEMAS) - ONLY_WRITTEN - elsewhere


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
def test_there_and_back(name, data):
    value = data.draw(VALUES[name])
    text = to_json(value)
    assert from_json(text) == value
    assert to_json(from_json(text)) == text
    validator(type(value)).validate(json.loads(text))


#: Counting reads no impact, so the records have the one that costs nothing to draw.
RECORDS = strategies.event_records(impacts=st.just(Impact()))


@given(st.lists(strategies.events(records=RECORDS)), st.sets(st.sampled_from(["type", "year", "month"])))
def test_counts_are_written(events, by):
    counts = count_events(events, by=sorted(by), trace=True)
    written = json.loads(to_json(counts))
    validator(type(counts)).validate(written)
    assert (
        written["national"]
        == counts.national
        == sum(group["national"] for group in written.get("groups", [{"national": counts.national}]))
        or not events
    )


def test_types_of_counts_are_written():
    headings = ["ID Kejadian", "Kode Identitas Bencana", "ID Kabupaten", "Tanggal Kejadian", "Jenis Bencana"]
    rows = [
        ["x", "3301101202401011", "", "", ""],
        # an earthquake does not set off a flood: the main type is open
        ["x", "3302107202401011", "", "", ""],
        ["y", "", "33.03", "2024-01-02", "EPIDEMI"],
        ["z", "3304101202401011", "", "", ""],
    ]
    written = json.loads(to_json(gather(read_rows(headings, rows)).counts(("type",))))
    assert {group["by"]["type"] and tuple(group["by"]["type"].items()) for group in written["groups"]} == {
        None,
        (("scheme", None), ("code", None), ("name", "Epidemi")),
        (("scheme", "2023"), ("code", "101")),
    }


@given(strategies.events(), strategies.interpretations())
def test_an_evaluation_is_written(event, interpretation):
    evaluation = evaluate(event, interpretation=interpretation)
    written = json.loads(to_json(evaluation))
    validator(type(evaluation)).validate(written)
    assert written["verdict"] == evaluation.verdict
    assert [each["verdict"] for each in written["outcomes"]] == [each.verdict for each in evaluation.outcomes]


def schemas_within(schema):
    """Every schema in *schema*, itself too."""
    yield schema
    below = [schema["items"]] if isinstance(schema.get("items"), dict) else []
    below += [*schema.get("properties", {}).values(), *schema.get("patternProperties", {}).values()]
    below += [
        each for word in ("anyOf", "oneOf") for each in schema.get(word, ()) if next(iter(each)) != "required"
    ]
    for each in below:
        yield from schemas_within(each)


@pytest.mark.parametrize("schema", SCHEMAS)
class TestSchemas:
    def test_says_something_of_every_field(self, schema):
        for each in schemas_within(json_schema(schema)):
            assert {"type", "const", "enum", "anyOf", "oneOf"} & each.keys(), each

    def test_is_one(self, schema):
        described = json_schema(schema)
        Draft202012Validator.check_schema(described)
        assert described["title"] == schema
        assert described["$id"].startswith("urn:satudata:")
        assert json.loads(json.dumps(described)) == described

    def test_other_fields_and_other_versions_do_not_pass(self, schema):
        described = json_schema(schema)
        assert described["additionalProperties"] is False
        validator = Draft202012Validator(described)
        assert not validator.is_valid({"schema": schema, "version": 99})
        assert not validator.is_valid({"schema": "satudata.nothing", "version": 1})

    def test_its_regular_expressions_are_those_of_ecmascript(self, schema):
        patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(json_schema(schema)))
        for pattern in map(json.loads, patterns):
            assert pattern.startswith("^")
            assert pattern.endswith("$")
            assert not re.search(r"\\[AZzdwsb]|\(\?", pattern), "means another thing, or nothing, elsewhere"


def test_a_type_and_its_schema_id_are_one():
    assert json_schema(KIB) == json_schema("satudata.kib")
    with pytest.raises(TypeError, match="no form"):
        json_schema(int)
    with pytest.raises(InvalidRecordError, match="no such schema"):
        json_schema("satudata.nothing")


@pytest.mark.parametrize("schema", sorted(ONLY_WRITTEN))
def test_what_is_worked_out_is_only_written(schema):
    with pytest.raises(InvalidRecordError, match="is only written"):
        from_dict({"schema": schema, "version": 1})


def written(value, **changed):
    return {**to_dict(value), **changed}


REPORT = SiteReport(
    "13.04", Displaced(people=5, ages={"bayi": {"perempuan": 1}, "lansia": 2}), as_of=date(2024, 5, 13)
)
DECLARATION = Declaration(status="siaga darurat", start=date(2024, 5, 12))
TAMBRAUW = regions.get("96.04")
SWISS = Agreement(
    id="x",
    track="internasional",
    partners=Partner("A", "negara", "CH"),
    history=[StageEntry("usulan", "2020")],
)
TERM = {"start": "2020", "years": 5}
POSITION = {"region": "62.02"}
PAPER = {"event": "document", "kind": "proposal", "uri": "1.pdf", "received": "2020-01"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (written(REPORT, as_of="20240513"), "/as_of"),
        (written(REPORT, as_of="2024-05-13T18:00"), "/as_of"),
        (written(REPORT, displaced={"ages": {"bayi": 3}}), "/displaced/ages/bayi"),
        (written(REPORT, displaced={"ages": {"bayi": {"x": 3}}}), "/displaced/ages/bayi"),
        (written(REPORT, displaced={"ages": {"bayi": {"jumlah": "3"}}}), "/displaced/ages/bayi/jumlah"),
        (written(REPORT, displaced={"other_ages": 3}), "/displaced/other_ages"),
        (written(REPORT, displaced={"other_ages": {"<5": {"x": 3}}}), "/displaced/other_ages/<5"),
        (written(DECLARATION, end="2024-05-01"), "/end"),
        (written(DECLARATION, start="2024-W20-1"), "/start"),
        (written(DECLARATION, status="awas"), "/status"),
        (written(TAMBRAUW, centroid=[1]), "/centroid"),
        (written(TAMBRAUW, centroid=["1", "2"]), "/centroid"),
        (written(TAMBRAUW, parent=96), "/parent"),
        (written(GLIDE("EQ-2004-000147-IDN"), glide="EQ-2004"), "/glide"),
        (written(disaster_types.get("101"), code="555"), "/"),
        (written(finding("index-zero"), data=[1]), "/data"),
        (written(finding("index-zero"), severity="bad"), "/severity"),
        (written(SWISS, needs_full_powers="no"), "/needs_full_powers"),
        (written(SWISS, term={**TERM, "start": "2020-13"}), "/term/start"),
        (written(SWISS, term={**TERM, "years": "5"}), "/term/years"),
        (written(SWISS, term={**TERM, "years": -5}), "/term/years"),
        (written(SWISS, positions=[{"region": "62.0"}]), "/positions/0/region"),
        (written(SWISS, positions=[{**POSITION, "types": ["any"]}]), "/positions/0/types"),
        (written(SWISS, positions=[{**POSITION, "phases": ["nanti"]}]), "/positions/0/phases/0"),
        (written(SWISS, history=[{"event": "party"}]), "/history/0/event"),
        (written(SWISS, history=["usulan"]), "/history/0/event"),
        (written(SWISS, history=[{"event": "stage", "stage": "usulan"}]), "/history/0/on"),
        (written(SWISS, history=[{**PAPER, "sha256": "12"}]), "/history/0/sha256"),
        (written(SWISS, history=[{**PAPER, "on": "2020"}]), "/history/0/on"),
        (written(SWISS, history=[{**PAPER, "received": "2020-01-1"}]), "/history/0/received"),
        (written(Impact(land={"sawah": "1"}), land={"sawah": "1e999999999"}), "/land/sawah"),
        (written(Impact(land={"sawah": "1"}), land={"sawah": "٣"}), "/land/sawah"),
    ],
    ids=str,
)
def test_refused(given, field):
    schema = json_schema(given["schema"])
    with pytest.raises(InvalidRecordError) as caught:
        from_dict(given)
    assert caught.value.field == field
    if field not in {"/", "/as_of", "/end"}:
        assert not Draft202012Validator(schema).is_valid(given)


def test_figures_of_a_group_and_of_its_sexes_stand_beside_each_other():
    value = Displaced(groups={("ibu hamil", None): 3, ("ibu hamil", "perempuan"): 2})
    assert to_dict(value)["groups"] == {"ibu hamil": {"jumlah": 3, "perempuan": 2}}
    assert from_dict(to_dict(value)) == value


def test_the_data_of_a_finding_are_kept_as_far_as_json_can_tell_them():
    data = {"kib": "9404101201904210", "a": 1, "b": (1, "x"), "c": {"d": None}, "e": True, "f": 0.5}
    value = Finding("index-zero", "info", "kib", data | {"b": (1, "x"), "c": {"d": None}})
    back = from_dict(to_dict(value))
    assert back.data == data
    assert hash(back) is not None
    assert to_dict(Finding("index-zero", "info", "", {"on": date(2024, 1, 2)}))["data"] == {
        "on": "2024-01-02"
    }


def _asked_by(code):
    """The names that the sentence of a finding is filled with, in both languages."""
    sentences = kinds()[code].message.values()
    return {name for each in sentences for _, name, _, _ in Formatter().parse(each) if name is not None}


@given(st.data())
def test_a_finding_that_is_read_can_be_shown(data):
    code = data.draw(st.sampled_from(sorted(kinds())))
    values = st.text() | st.integers(-100, 100) | st.lists(st.text(), max_size=2) | st.none()
    filled = {name: data.draw(values) for name in sorted(_asked_by(code))}
    lacking = data.draw(st.sets(st.sampled_from(sorted(filled)))) if filled else set()
    own = {name: value for name, value in filled.items() if name not in lacking}
    written = {"schema": "satudata.finding", "version": 1, "code": code, "severity": "info", "data": own}
    if lacking:
        with pytest.raises(InvalidRecordError, match=f"the sentence of {code} is filled with") as refused:
            from_dict(written)
        assert f"kalimat {code} juga memerlukan" in refused.value.message("id")
    else:
        found = from_dict(written)
        assert found.message("en")
        assert found.message("id")


@given(st.text().filter(lambda code: code not in kinds()))
def test_a_finding_with_an_unknown_code_is_refused(code):
    """Its sentence is in the tables of a newer version, which reads it; a newer form is refused in the same way."""
    written = {"schema": "satudata.finding", "version": 1, "code": code, "severity": "info"}
    with pytest.raises(InvalidRecordError, match="no finding that this version of satudata knows") as refused:
        from_dict(written)
    assert refused.value.field == "/code"
    assert "bukan temuan yang dikenal versi satudata ini" in refused.value.message("id")


def test_a_type_that_the_tables_do_not_have_is_not_written_as_one_of_theirs():
    known = disaster_types.get("101")
    other = DisasterType(
        scheme=known.scheme,
        code=known.code,
        name="Air bah",
        name_en=known.name_en,
        subtypes=known.subtypes,
        certainty=known.certainty,
        issued=known.issued,
        citation=known.citation,
        note=known.note,
    )
    with pytest.raises(InvalidRecordError, match="not the type 101 of the scheme 2023"):
        to_dict(other)


def test_a_region_keeps_a_parent_that_is_not_its_own():
    import attrs

    for parent in (None, RegionCode("95")):
        value = attrs.evolve(TAMBRAUW, parent=parent)
        assert from_dict(to_dict(value)) == value


def test_the_validator_sees_what_is_wrong():
    assert is_valid(EventRecord("62.02"))
    validator = Draft202012Validator(json_schema(Event))
    assert not validator.is_valid({"schema": "satudata.event", "version": 1})
    assert not validator.is_valid({"schema": "satudata.event", "version": 1, "kib": 6202106202408041})


@attrs.frozen
class Dam:
    """A record of a caller, with one field of each kind of type."""

    name: str
    height: Decimal | None
    since: date | None = None
    damage: FrozenMap[Damage, int | None] = attrs.field(factory=FrozenMap)
    events: tuple[Event, ...] = ()
    hidden: complex = 0j
    _secret: str = ""


class TestFormsFromTypes:
    FORM = form_of_record("example.dam", Dam, {"hidden": TEXT})

    def test_the_fields_are_those_of_the_class(self):
        assert [(each.name, each.required, each.default) for each in self.FORM.fields] == [
            ("name", True, None),
            ("height", True, None),
            ("since", False, None),
            ("damage", False, FrozenMap()),
            ("events", False, ()),
            ("hidden", False, 0j),
        ]

    def test_there_and_back(self):
        dam = Dam("A", Decimal("1.5"), date(2024, 8, 4), FrozenMap({Damage.HEAVY: 2}), (Event(id="x"),))
        written = {
            "name": "A",
            "height": "1.5",
            "since": "2024-08-04",
            "damage": {"berat": 2},
            "events": [{"id": "x"}],
        }
        assert self.FORM.write(dam) == written
        assert self.FORM.read(written, "", None) == dam

    def test_null_is_read_where_it_is_asked_for(self):
        null = {"name": "A", "height": "1", "since": None}
        assert (
            form_of_record("example.dam", Dam, {"hidden": TEXT}, reads_null=True).read(null, "", None).since
            is None
        )
        with pytest.raises(InvalidRecordError, match="/since: None: a day"):
            self.FORM.read(null, "", None)

    def test_other_order_and_more_fields(self):
        length = Field("length", COUNT, of=lambda dam: len(dam.name))
        form = form_of_record(
            "example.dam", Dam, {"hidden": TEXT, "length": length}, order=("since",), is_read=False
        )
        assert [each.name for each in form.fields][:2] == ["since", "name"]
        assert form.fields[-1] is length
        with pytest.raises(InvalidRecordError, match="is only written"):
            form.read({}, "", None)

    def test_a_type_without_a_kind_is_refused(self):
        with pytest.raises(TypeError, match=r"hidden: .*complex.* has no kind of its own: state one"):
            form_of_record("example.dam", Dam)
