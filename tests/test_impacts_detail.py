"""The whole damage form: bridges, roads, irrigation and losses, words old and new, and columns of published tables."""

import copy
import pickle
from decimal import Decimal
from itertools import product

import pytest

from satudata import (
    Damage,
    EventRecord,
    FacilityKind,
    Impact,
    InvalidRecordError,
    LandKind,
    from_dict,
    to_dict,
    verify,
)
from satudata.impacts import COUNTS, FIGURES, sum_impacts
from satudata.tabular import read_rows

NAMES = {each.__name__: each for each in (Impact, Damage, FacilityKind, LandKind, Decimal)}
FULL = Impact(
    dead=1,
    bridges={"berat": "12.5", "ringan": None, "terendam": 3},
    roads="0.75",
    irrigation=4,
    losses="1250.5",
    lower_bounds={"losses"},
)


class TestLengths:
    @pytest.mark.parametrize("name", ["bridges", "roads"])
    def test_by_degree_or_in_total(self, name):
        held = getattr(Impact(**{name: {"rusak berat": "1.5", Damage.LIGHT: 2}}), name)
        assert held == {Damage.HEAVY: Decimal("1.5"), Damage.LIGHT: 2}
        assert getattr(Impact(**{name: "0.10"}), name) == {Damage.TOTAL: Decimal("0.10")}
        assert getattr(Impact(**{name: {}}), name) is None

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ("-1", "bridges: .*metres: zero or more"),
            ("NaN", "zero or more and finite"),
            ("satu", "metres as a decimal number"),
            ("1e13", "more digits"),
            ({"parah": 1}, "no such Damage; one of: berat, "),
            ({"berat": 1, "rusak berat": 2}, "one degree is given twice"),
        ],
    )
    def test_no_length(self, given, reason):
        with pytest.raises(InvalidRecordError, match=reason):
            Impact(bridges=given)

    @pytest.mark.parametrize("given", [True, {"berat": False}, b"1"])
    def test_no_number(self, given):
        with pytest.raises(TypeError, match="bridges: metres as Decimal, int or text, not "):
            Impact(bridges=given)


class TestDecimals:
    @pytest.mark.parametrize("name", ["irrigation", "losses"])
    def test_exact(self, name):
        assert getattr(Impact(**{name: 0.1}), name) == Decimal("0.1")
        assert getattr(Impact(**{name: 0}), name) == 0
        assert Impact(**{name: 0}).is_reported
        with pytest.raises(InvalidRecordError, match=f"{name}: .*zero or more"):
            Impact(**{name: -1})
        with pytest.raises(TypeError, match=f"{name}: "):
            Impact(**{name: True})

    def test_a_whole_figure_is_no_decimal(self):
        assert set(COUNTS) < set(FIGURES)
        assert not {"bridges", "roads", "irrigation", "losses"} & set(COUNTS)


class TestWords:
    """The form's words, old and new, mean one kind; one word is kept."""

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("Satuan Pendidikan", FacilityKind.EDUCATION),
            ("rumah ibadat", FacilityKind.WORSHIP),
            ("rumah ibadah", FacilityKind.WORSHIP),
            (" Fasilitas Pelayanan Kesehatan ", FacilityKind.HEALTH),
        ],
    )
    def test_facilities(self, word, kind):
        assert Impact(facilities={word: {"Rusak Berat": 1, "terendam": 2}}).facilities == {
            (kind, Damage.HEAVY): 1,
            (kind, Damage.FLOODED): 2,
        }

    @pytest.mark.each_row(("kind", "degree"), list(product(FacilityKind, Damage)))
    def test_every_kind_in_every_degree(self, kind, degree):
        assert Impact(facilities={kind: {degree: 3}}).facilities == {(kind, degree): 3}

    @pytest.mark.parametrize("word", ["sekolah", "", 1, None])
    def test_others_are_none_of_them(self, word):
        with pytest.raises(
            InvalidRecordError, match=r"facility_kind: .*one of: pendidikan, .*right: 'pendidikan'"
        ):
            FacilityKind(word)

    def test_both_words_of_one_kind_are_twice(self):
        with pytest.raises(InvalidRecordError, match="given twice"):
            Impact(facilities={"rumah ibadat": 1, "peribadatan": 1})


class TestValue:
    def test_repr_and_copies(self):
        assert eval(repr(FULL), NAMES) == FULL
        for each in (copy.copy(FULL), copy.deepcopy(FULL), pickle.loads(pickle.dumps(FULL))):
            assert each == FULL
            assert hash(each) == hash(FULL)

    def test_a_state_of_an_earlier_version_has_no_new_figures(self):
        state = FULL.__getstate__()
        for name in ("bridges", "roads", "irrigation", "losses"):
            del state[name]
        old = Impact.__new__(Impact)
        old.__setstate__(state)
        assert old == Impact(dead=1, lower_bounds={"losses"})

    def test_interchange(self):
        assert from_dict(to_dict(FULL)) == FULL


class TestTotal:
    def test_exactly_and_by_degree(self):
        parts = [
            Impact(roads={"berat": "0.1"}, losses="0.1"),
            Impact(roads={"berat": "0.2", "ringan": 1}, losses="0.2"),
        ]
        whole = sum_impacts(parts)
        assert whole.roads == {Damage.HEAVY: Decimal("0.3"), Damage.LIGHT: 1}
        assert (whole.losses, whole.lower_bounds) == (Decimal("0.3"), frozenset())
        assert sum_impacts([*parts, Impact()]).lower_bounds == {"roads", "losses"}

    def test_a_total_below_its_parts(self):
        doubtful = EventRecord("33.01", Impact(bridges={"rusak": 1, "berat": "0.5", "ringan": "0.6"}))
        assert [(each.code, each.where) for each in verify(doubtful)] == [("total-below-parts", "bridges")]
        assert verify(EventRecord("33.01", Impact(roads={"rusak": 2, "berat": "0.5"}))) == ()


class TestTables:
    HEADINGS = ("KIB", "jembatan_rusak_berat", "Jembatan Rusak (m)", "jalan", "irigasi", "kerugian_juta")

    def read(self, *cells):
        (row,) = read_rows(self.HEADINGS, [["3301101202411241", *cells]])
        return row

    def test_columns_of_published_tables(self):
        row = self.read("2", "12,5", "0.75", "3", "1250.5")
        assert row.event.impact == Impact(
            bridges={"berat": 2, "rusak": "12.5"}, roads="0.75", irrigation=3, losses="1250.5"
        )

    def test_an_unnamed_unit_is_told(self):
        found = self.read("2", "12,5", "0.75", "3", "1").findings
        assert [each.where for each in found if each.code == "unit-assumed"] == [
            "jembatan_rusak_berat",
            "jalan",
        ]
        assert "is read as m" in found[0].message()
        assert "unit-assumed" not in [each.code for each in self.read("0", "5", "", "3", "1").findings]

    def test_a_blank_is_not_reported(self):
        assert self.read("", "", "", "", "").event.impact == Impact()

    def test_what_is_no_figure_is_named_with_its_unit(self):
        row = self.read("", "", "", "", "1.234.567")
        assert row.event.impact.losses == 1_234_567
        assert [(each.code, each.data["unit"]) for each in row.findings] == [
            ("figure-grouped", "juta rupiah")
        ]
