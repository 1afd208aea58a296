"""Code lists and master data: what they hold by edition and day, and columns against them."""

import copy
import csv
import datetime
import io
import json
import pickle
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import (
    KIB,
    InvalidRecordError,
    RegionCode,
    UnknownCodeError,
    UnknownEditionError,
    citations,
    disaster_types,
    interchange,
    regions,
)
from satudata.standards import (
    CodeEntry,
    CodeList,
    check_codes,
    check_kibs,
    code_list,
    code_lists,
    lint_name,
    master_data,
)

EVERY = [(id, edition) for id, editions in code_lists().items() for edition in editions]
DAY = date(2024, 8, 4)
MINE = CodeList(
    id="pos",
    title="Pos Pantau",
    authority="BPBD",
    edition="1",
    entries=[
        CodeEntry("A.1", "Hulu", date(2020, 1, 1), date(2021, 1, 1)),
        CodeEntry("A.1", "Hulu Baru", date(2022, 1, 1)),
        CodeEntry("B", "Hilir", parent="A.1"),
    ],
    citation="satudata-standards",
)


class TestEveryList:
    @pytest.mark.each_row(("id", "edition"), EVERY)
    def test_it_is_whole(self, id, edition):
        held = code_list(id, edition=edition)
        assert (held.id, held.edition) == (id, edition)
        assert held.title
        assert held.authority
        assert citations.get(held.citation)
        codes = [entry.code for entry in held.entries]
        assert codes == sorted(set(codes))
        assert all(entry.name for entry in held.entries)
        if id in ("kemendagri", "bps"):
            assert {entry.parent for entry in held.entries} - {None} <= set(codes)
        assert interchange.from_dict(json.loads(json.dumps(held.to_dict()))) == held

    @pytest.mark.each_row("id", code_lists())
    def test_the_newest_answers(self, id):
        assert code_list(id).edition == code_lists()[id][-1]

    @pytest.mark.each_row(("id", "edition"), EVERY)
    def test_csv(self, id, edition):
        held = code_list(id, edition=edition)
        text = held.to_csv()
        rows = list(csv.DictReader(io.StringIO(text)))
        assert text == held.to_csv()
        assert list(rows[0]) == ["code", "name", "valid_from", "valid_to", "parent"]
        assert [
            CodeEntry(
                row["code"],
                row["name"],
                *(
                    date.fromisoformat(row[each]) if row[each] else None
                    for each in ("valid_from", "valid_to")
                ),
                row["parent"] or None,
            )
            for row in rows
        ] == list(held.entries)

    def test_titles_are_well_written(self):
        assert {each.code for id in code_lists() for each in lint_name(code_list(id).title)} <= {
            "name-abbreviated"  # ISO
        }


class TestRegions:
    @pytest.mark.parametrize("edition", [each for each in regions.editions() if each.held], ids=str)
    def test_the_counts_of_each_decree(self, edition):
        assert len(code_list("kemendagri-provinces", edition=edition.id).entries) == edition.provinces
        of_regencies = code_list("kemendagri-regencies", edition=edition.id)
        assert len(of_regencies.entries) == edition.kabupaten + edition.kota
        whole = code_list("kemendagri", edition=edition.id)
        assert len(whole.entries) == len(of_regencies.entries) + edition.provinces
        assert (whole.valid_from, whole.valid_to) == (edition.in_force_from, edition.in_force_to)

    @given(st.dates(date(2000, 1, 1), date(2030, 1, 1)))
    def test_a_day_is_the_gazetteers(self, day):
        held = code_list("kemendagri", on=day)
        codes = {entry.code for entry in held.entries}
        doubtful = {value for _, value in told(codes, held, on=day)}
        assert codes - doubtful == {str(each.code) for each in regions.at(day)}
        assert held.valid_from is None or held.valid_from <= day
        assert held.valid_to is None or day < held.valid_to

    def test_before_the_earliest_list(self):
        held = code_list("kemendagri", on=date(2010, 5, 1))
        assert held.edition == "sebelum PMDN-39-2015"
        assert (held.valid_from, held.valid_to) == (None, date(2015, 2, 24))
        assert told(["73.19"], "kemendagri", on=date(2000, 1, 1)) == {}
        assert told(["73.19"], "kemendagri", on=date(2014, 1, 1))["code-replaced", "73.19"]["instead"]

    def test_other_systems(self):
        assert len(code_list("bps", edition="2020").entries) < len(code_list("bps", edition="2023").entries)
        assert {entry.code[:3] for entry in code_list("iso-3166-2").entries} == {"ID-"}
        with pytest.raises(UnknownEditionError, match="edition='2020', edition='2023'"):
            code_list("bps", on=DAY)


class TestTypes:
    @pytest.mark.parametrize("scheme", disaster_types.schemes)
    def test_a_scheme(self, scheme):
        held = code_list("disaster-types", edition=scheme)
        assert {entry.code: entry.name for entry in held.entries} == {
            each.code: each.name for each in disaster_types.in_scheme(scheme)
        }

    def test_by_day(self):
        assert code_list("disaster-types", on=DAY).edition == "2023"
        with pytest.raises(UnknownEditionError, match="choose one"):
            code_list("disaster-types", on=date(2022, 12, 31))


class TestAsking:
    def test_unknown(self):
        with pytest.raises(UnknownCodeError, match="the code lists are kemendagri, "):
            code_list("wilayah")
        with pytest.raises(UnknownEditionError, match="the editions of bps are 2020, 2023"):
            code_list("bps", edition="2019")
        with pytest.raises(TypeError, match="not both"):
            code_list("bps", edition="2020", on=DAY)
        with pytest.raises(UnknownCodeError, match="the master data are regions, disaster-types"):
            master_data("rivers")

    def test_values(self):
        for held in (MINE, MINE.entries[0]):
            assert held == eval(repr(held)) == copy.deepcopy(held) == pickle.loads(pickle.dumps(held))
            assert hash(held)

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ({"title": " "}, InvalidRecordError),
            ({"id": 3}, TypeError),
            ({"entries": ["62"]}, TypeError),
            ({"valid_from": "2024"}, TypeError),
        ],
    )
    def test_what_is_no_list(self, change, error):
        with pytest.raises(error):
            attrs.evolve(MINE, **change)

    def test_what_is_no_entry(self):
        with pytest.raises(InvalidRecordError, match="code: '': not blank"):
            CodeEntry("", "Hulu")
        with pytest.raises(InvalidRecordError, match="parent"):
            CodeEntry("1", "Hulu", parent=" ")


class TestMasterData:
    @pytest.mark.parametrize("id", ["regions", "disaster-types"])
    def test_its_objects_are_those_of_the_list(self, id):
        held = master_data(id)
        of_list = code_list(held.code_list, edition=held.edition)
        assert [(row["code"], row["name"]) for row in held.rows] == [
            (entry.code, entry.name) for entry in of_list.entries
        ]
        assert {tuple(row) for row in held.rows} == {tuple(held.rows[0])}
        assert citations.get(held.citation)
        assert json.loads(json.dumps(held.to_dict()))["rows"][0] == dict(held.rows[0])
        assert len(list(csv.DictReader(io.StringIO(held.to_csv())))) == len(held.rows)

    def test_without_rows(self):
        assert attrs.evolve(master_data("regions"), rows=()).to_csv() == "\n"


def told(values, codes, **options):
    """Code of the finding -> (value, rows, the rest that matters)."""
    found = check_codes(values, codes, where="Kode", **options)
    assert {each.where for each in found} <= {"Kode"}
    for each in found:
        assert all("{" not in each.message(lang) for lang in ("en", "id"))
        assert each.citation.id
    return {(each.code, each.data.get("value")): each.data for each in found}


class TestColumns:
    def test_a_sound_column(self):
        held = code_list("kemendagri", on=DAY)
        values = [entry.code for entry in held.entries]
        assert told(values, "kemendagri", on=DAY) == {}
        assert told([value.replace(".", "") for value in values], held) == {}
        assert told([RegionCode.parse("62.02")], held, on=DAY) == {}
        assert told([], held) == {}

    def test_replaced(self):
        data = told(["91.02", "9102"], "kemendagri", on=DAY)["code-replaced", "91.02"]
        assert data["rows"] == 2
        assert data["instead"] == "95.01"
        assert "KMDN-050-145-2022" in data["known"]

    def test_not_yet(self):
        data = told(["93.01"], "kemendagri", on=date(2021, 6, 1))["code-replaced", "93.01"]
        assert regions.get(data["instead"], on=date(2021, 6, 1)).name == regions.get("93.01", on=DAY).name

    def test_a_province_that_was_not_yet(self):
        before = code_list("kemendagri-provinces", edition="KMDN-050-145-2022")
        assert told(["96"], before)["code-replaced", "96"]["instead"] == "92"

    def test_never_known(self):
        assert told(["99.99", "x"], "kemendagri").keys() == {("code-unknown", "99.99"), ("code-unknown", "x")}

    def test_a_regency_is_no_province(self):
        assert told(["62.02"], "kemendagri-provinces").keys() == {("code-unknown", "62.02")}

    def test_without_a_successor(self):
        data = told(["103"], code_list("disaster-types", edition="2023"))
        assert data == {}
        older = {entry.code for entry in code_list("disaster-types", edition="2011").entries}
        newer = {entry.code for entry in code_list("disaster-types", edition="2023").entries}
        for code in older ^ newer:
            edition = "2023" if code in older else "2011"
            found = told([code], code_list("disaster-types", edition=edition))
            assert found.keys() == {("code-other-date", code)}

    def test_blanks_are_counted(self):
        nothing = ["", "  ", None, float("nan")]
        assert told(nothing, "kemendagri")["code-blank", ""]["rows"] == 4

    def test_numbers_are_no_codes(self):
        assert told([6202, 6202.0], "kemendagri").keys() == {("code-not-text", "6202")}
        with pytest.raises(TypeError):
            check_codes([["62"]], "kemendagri")

    def test_a_list_of_ones_own(self):
        assert told(["A.1", "A1", "B"], MINE) == {}
        assert told(["A.1", "B"], MINE, on=date(2020, 6, 1)) == {}
        found = told(["A1", "C"], MINE, on=date(2021, 6, 1))
        assert found["code-other-date", "A.1"]["known"] == "2020-01-01/2021-01-01, 2022-01-01/..."
        assert ("code-unknown", "C") in found

    def test_a_list_of_ones_own_under_a_known_id(self):
        mine = attrs.evolve(MINE, id="kemendagri")
        assert told(["A1", "62.02"], mine, on=date(2021, 6, 1)).keys() == {
            ("code-other-date", "A.1"),
            ("code-other-date", "62.02"),
        }

    @given(
        st.lists(
            st.sampled_from(["62.02", "6202", "91.02", "", None, 5, "x", "11"]) | st.text(max_size=5),
            max_size=20,
        ),
        st.randoms(),
    )
    def test_order_never_matters_and_every_row_is_told(self, values, random):
        found = check_codes(values, "kemendagri", on=DAY)
        held = {entry.code.replace(".", "") for entry in code_list("kemendagri", on=DAY).entries}
        sound = sum(isinstance(each, str) and each.replace(".", "") in held for each in values)
        assert sum(each.data["rows"] for each in found) == len(values) - sound
        random.shuffle(values)
        assert check_codes(values, "kemendagri", on=DAY) == found


class TestKIBs:
    def test_a_sound_column(self):
        assert check_kibs(["6202106202408041", "6202 106 20240804 1", KIB.parse("6202106202408041")]) == ()

    def test_each_as_of_its_own_day(self):
        found = check_kibs(["9102101202408041", "9102101202108041", "6202998202408041"], where="KIB")
        assert {"region-retired", "type-unknown"} <= {each.code for each in found}
        assert {each.where for each in found} == {"KIB"}

    def test_what_is_none(self):
        found = check_kibs(["", None, 6202106202408041, "x", "x"])
        assert {each.code: each.data.get("rows") for each in found} == {
            "kib-unreadable": None,
            "code-not-text": 1,
            "code-blank": 2,
        }
        assert all(each.message("en") for each in found)


def test_days_are_days():
    with pytest.raises(TypeError):
        CodeEntry("1", "Hulu", datetime.datetime(2024, 1, 1))  # noqa: DTZ001
