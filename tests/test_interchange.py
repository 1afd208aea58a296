"""Values as dictionaries and JSON: one form each, and whatever is not in that form."""

from decimal import Decimal

import attrs
import pytest

from satudata import (
    KIB,
    Event,
    EventRecord,
    Impact,
    InvalidRecordError,
    RegionCode,
    Status,
    from_dict,
    interchange,
    to_dict,
)
from satudata.interchange import FORMS, Field, Form, from_json, read_json, to_json
from satudata.issuing import Entry

PAPUA = KIB.parse("9404101202407141")
IMPACT = Impact(
    dead=0,
    facilities={"pendidikan": {"berat": 1, "rusak": None}, "kios": {"ringan": 2}},
    land={"sawah": "0.50", "hutan": None},
    lower_bounds={"dead"},
)
EVENT = Event(
    kib=PAPUA,
    id="banjir",
    records=[EventRecord("94.04", IMPACT, kib=PAPUA, id="a", place="Kec. É", status="verified", as_of=None)],
)
WRITTEN = {
    "schema": "satudata.event",
    "version": 1,
    "kib": "9404101202407141",
    "id": "banjir",
    "type_code": "101",
    "date": "2024-07-14",
    "scheme": "2023",
    "records": [
        {
            "region": "94.04",
            "impact": {
                "dead": 0,
                "facilities": {"kios": {"ringan": 2}, "pendidikan": {"berat": 1, "rusak": None}},
                "land": {"hutan": None, "sawah": "0.50"},
                "lower_bounds": ["dead"],
            },
            "kib": "9404101202407141",
            "id": "a",
            "place": "Kec. É",
            "status": "verified",
        }
    ],
}


def kib(**changed):
    return {"schema": "satudata.kib", "version": 1, "kib": str(PAPUA), **changed}


def at(path, value):
    """WRITTEN with *value* at *path*."""
    import copy

    given = copy.deepcopy(WRITTEN)
    *most, last = path
    holder = given
    for each in most:
        holder = holder[each]
    holder[last] = value
    return given


class TestForms:
    def test_written(self):
        assert to_dict(EVENT) == WRITTEN
        assert from_dict(WRITTEN) == EVENT
        assert from_dict(WRITTEN).records[0].impact.land["sawah"] == Decimal("0.50")
        assert to_dict(IMPACT)["schema"] == "satudata.impact"
        assert from_dict(to_dict(Impact())) == Impact()

    def test_json_is_one_line_of_ascii(self):
        text = to_json(EVENT)
        assert text.isascii()
        assert "\n" not in text
        assert from_json(text) == from_json(text.encode()) == EVENT

    def test_every_field_of_a_value_has_its_place(self):
        for form in FORMS:
            if form.type not in {KIB, RegionCode}:
                assert [each.name for each in form.fields] == [each.name for each in attrs.fields(form.type)]

    def test_a_schema_held_elsewhere(self):
        entry = Entry(PAPUA, "a")
        assert from_dict(to_dict(entry)) == entry

    def test_a_type_without_a_form(self):
        with pytest.raises(TypeError, match="Status has no form"):
            to_dict(Status.VERIFIED)

    def test_a_defaulted_field_may_be_written_out(self):
        written = kib(schema="satudata.event", kib=None) | {"id": "x", "records": []}
        with pytest.raises(InvalidRecordError, match="/kib"):
            from_dict(written)
        assert from_dict({"schema": "satudata.event", "version": 1, "id": "x", "records": ()}) == Event(
            id="x"
        )


class TestRefused:
    @pytest.mark.parametrize(
        ("given", "field"),
        [
            (5, "/"),
            ({}, "/schema"),
            (kib(schema="satudata.nothing"), "/schema"),
            (kib(schema=["x"]), "/schema"),
            (kib(version=2), "/version"),
            (kib(version=0), "/version"),
            (kib(version=True), "/version"),
            (kib(version="1"), "/version"),
            ({"schema": "satudata.kib", "version": 1}, "/kib"),
            (kib(kib=9404101202407141), "/kib"),
            (kib(kib=940410120240714), "/kib"),
            (kib(kib="940410120240714"), "/kib"),
            (kib(note="x"), "/note"),
            (kib(**{"a/b~c": 1}), "/a~1b~0c"),
            (at(["records"], "x"), "/records"),
            (at(["records", 0], 5), "/records/0"),
            (at(["records", 0, "region"], "x"), "/records/0/region"),
            (at(["records", 0, "status"], "perhaps"), "/records/0/status"),
            (at(["records", 0, "note"], 1), "/records/0/note"),
            (at(["records", 0, "impact", "dead"], -1), "/records/0/impact/dead"),
            (at(["records", 0, "impact", "dead"], 1.0), "/records/0/impact/dead"),
            (at(["records", 0, "impact", "dead"], True), "/records/0/impact/dead"),
            (at(["records", 0, "impact", "dead"], 2**53), "/records/0/impact/dead"),
            (at(["records", 0, "impact", "land"], []), "/records/0/impact/land"),
            (at(["records", 0, "impact", "land"], {"x": "1"}), "/records/0/impact/land/x"),
            (at(["records", 0, "impact", "land"], {"sawah": 0.5}), "/records/0/impact/land/sawah"),
            (at(["records", 0, "impact", "land"], {"sawah": "x"}), "/records/0/impact/land/sawah"),
            (at(["records", 0, "impact", "lower_bounds"], ["x"]), "/records/0/impact/lower_bounds"),
            (at(["date"], "2024-02-30"), "/date"),
            (at(["id"], ""), "/id"),
            (at(["id"], 5), "/id"),
            (at(["id"], float("nan")), "/id"),
        ],
        ids=lambda each: each if isinstance(each, str) else "",
    )
    def test_named_by_its_place(self, given, field):
        with pytest.raises(InvalidRecordError) as caught:
            from_dict(given)
        assert caught.value.field == field

    def test_a_figure_that_json_does_not_keep(self):
        with pytest.raises(InvalidRecordError, match=r"2\*\*53"):
            to_dict(Impact(dead=2**53))

    def test_nesting(self):
        deep = []
        for _ in range(100):
            deep = [deep]
        with pytest.raises(InvalidRecordError, match="nested deeper"):
            from_dict(kib(note=deep), kept={})
        endless = kib()
        endless["note"] = endless
        with pytest.raises(InvalidRecordError, match="nested deeper"):
            from_dict(endless, kept={})

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("[" * 1_000_000, "nested deeper"),
            ('{"a":' * 1_000_000, "nested deeper"),
            ("1" * 10_000, "more than 32 characters"),
            ("1." + "1" * 10_000, "more than 32 characters"),
            ("NaN", "no number in JSON"),
            ("-Infinity", "no number in JSON"),
            ('{"a": 1, "a": 1}', "given twice"),
            ("", "no JSON"),
            ("{", "no JSON"),
            (b"\xff", "no JSON"),
            ("1e999", "an object with a schema"),
        ],
        ids=range(11),
    )
    def test_no_json(self, text, reason):
        with pytest.raises(InvalidRecordError, match=reason):
            from_json(text)

    def test_what_is_json(self):
        assert read_json('{"a": [1, 1.5, null]}') == {"a": [1, 1.5, None]}


class TestKept:
    def test_unknown_fields_are_kept_with_their_place_and_put_back(self):
        given = at(["records", 0, "note"], {"by": "x"}) | {"a/b~c": [1]}
        given["records"][0]["impact"]["houses"] = 5
        kept = {}
        event = from_dict(given, kept=kept)
        assert event == EVENT
        assert kept == {"/a~1b~0c": [1], "/records/0/note": {"by": "x"}, "/records/0/impact/houses": 5}
        assert to_dict(event, kept=kept) == given

    def test_put_back_where_nothing_else_is_written(self):
        given = {
            "schema": "satudata.event-record",
            "version": 1,
            "region": "62.02",
            "impact": {"houses": 5},
        }
        kept = {}
        record = from_dict(given, kept=kept)
        assert record == EventRecord("62.02")
        assert to_dict(record, kept=kept) == given

    def test_nothing_is_kept_of_what_is_refused(self):
        kept = {}
        with pytest.raises(InvalidRecordError):
            from_dict(kib(note=1, kib="x"), kept=kept)
        assert kept == {}


def test_a_form_of_ones_own():
    @attrs.frozen
    class Note:
        text: str

    form = Form("note", 1, Note, (Field("text", interchange.TEXT, required=True),), Note)
    assert form.read(form.write(Note("x")), "", None) == Note("x")
