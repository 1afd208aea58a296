"""BMKG's three feeds, as they are and as they should not be."""

import copy
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from satudata import InvalidRecordError, issue
from satudata.interop import bmkg
from satudata.issuing import Epicentre

GEMPA = {
    "Tanggal": "06 Agu 2026",
    "Jam": "09:59:47 WIB",
    "DateTime": "2026-08-06T02:59:47+00:00",
    "Coordinates": "-1.17,120.06",
    "Lintang": "1.17 LS",
    "Bujur": "120.06 BT",
    "Magnitude": "4.1",
    "Kedalaman": "10 km",
    "Wilayah": "Pusat gempa berada di darat 20 km timur laut sebuah kota",
    "Potensi": "Tidak berpotensi tsunami",
    "Dirasakan": "III Sigi",
    "Shakemap": "20260806095947.mmi.jpg",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
OPTIONAL = ("Potensi", "Dirasakan", "Shakemap", "Magnitude", "Kedalaman", "Wilayah")


def one(**changed):
    given = {name: value for name, value in {**GEMPA, **changed}.items() if value is not None}
    (quake,) = bmkg.parse({"Infogempa": {"gempa": given}})
    return quake


def refused(**changed):
    with pytest.raises(InvalidRecordError) as caught:
        one(**changed)
    return caught.value


class TestFeeds:
    def test_one(self):
        quake = one()
        assert quake.time == datetime(2026, 8, 6, 2, 59, 47, tzinfo=UTC)
        assert quake.epicentre == Epicentre(-1.17, 120.06, "BMKG, 2026-08-06T02:59:47+00:00, M 4.1")
        assert (quake.magnitude, quake.depth_km) == (Decimal("4.1"), Decimal(10))
        assert (quake.felt, quake.shakemap) == ("III Sigi", "20260806095947.mmi.jpg")
        assert quake.findings == ()

    def test_a_list(self):
        feed = {"Infogempa": {"gempa": [GEMPA, {**GEMPA, "Magnitude": "5.0"}]}}
        assert [quake.magnitude for quake in bmkg.parse(feed)] == [Decimal("4.1"), Decimal("5.0")]
        assert bmkg.parse({"Infogempa": {"gempa": []}}) == ()

    def test_an_earthquake_by_itself(self):
        assert bmkg.parse(GEMPA) == (one(),)

    def test_optional_fields(self):
        quake = one(**dict.fromkeys(OPTIONAL))
        assert (quake.magnitude, quake.depth_km, quake.place, quake.potential) == (None,) * 4
        assert quake.epicentre.source == "BMKG, 2026-08-06T02:59:47+00:00"
        assert one(Dirasakan="-", Shakemap="").felt is None

    def test_value(self):
        assert pickle.loads(pickle.dumps(one())) == copy.deepcopy(one()) == one()
        assert hash(one()) == hash(one())

    @pytest.mark.parametrize(
        "feed", [None, [], "x", {"Infogempa": 5}, {"Infogempa": {}}, {"Infogempa": {"gempa": 5}}]
    )
    def test_no_feed(self, feed):
        with pytest.raises(InvalidRecordError):
            bmkg.parse(feed)

    def test_the_one_that_cannot_be_read_is_named(self):
        with pytest.raises(InvalidRecordError, match=r"gempa\[1\]\.Magnitude"):
            bmkg.parse({"Infogempa": {"gempa": [GEMPA, {**GEMPA, "Magnitude": "besar"}]}})
        with pytest.raises(InvalidRecordError, match=r"gempa\[0\]"):
            bmkg.parse({"Infogempa": {"gempa": [5]}})


class TestTime:
    def test_date_time_is_utc_and_the_day_local(self):
        quake = one(DateTime="2021-01-14T18:28:17+00:00", Tanggal=None, Jam=None)
        assert issue("107", quake.time, ["76.05"]).kib.date == date(2021, 1, 15)

    @pytest.mark.parametrize("form", ["2026-08-06T02:59:47Z", "2026-08-06T09:59:47+07:00"])
    def test_other_forms(self, form):
        assert one(DateTime=form) == one()

    @pytest.mark.parametrize(
        ("month", "number"),
        [
            *[(word, number) for number, word in enumerate(MONTHS, 1)],
            ("Agustus", 8),
            ("Ags", 8),
            ("Pebruari", 2),
            ("NOPEMBER", 11),
        ],
    )
    def test_indonesian_months(self, month, number):
        quake = one(DateTime=None, Tanggal=f"06 {month} 2026")
        assert quake.time == datetime(2026, number, 6, 2, 59, 47, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("jam", "hour"), [("09:59 WIB", 2), ("09:59:00 WITA", 1), ("9:59:00 WIT", 0), ("09:59 UTC", 9)]
    )
    def test_zones(self, jam, hour):
        assert one(DateTime=None, Jam=jam).time == datetime(2026, 8, 6, hour, 59, tzinfo=UTC)

    def test_a_year_of_two_digits(self):
        assert one(DateTime=None, Tanggal="15-Jan-21").time.year == 2021

    def test_a_contradiction_is_said(self):
        quake = one(Jam="10:59:47 WIB")
        assert quake.time == one().time
        assert [each.code for each in quake.findings] == ["feed-times-differ"]
        assert "03:59:47" in quake.findings[0].message("id")

    @pytest.mark.parametrize(
        "changed",
        [
            {"Tanggal": "Kamis, 06 Agu 2026"},
            {"Tanggal": "Thursday, 6 August 2026"},
            {"Tanggal": "2026-08-06"},
            {"Jam": "09.59.47 WIB"},
            {"Jam": "11.59.47 WIT"},
        ],
        ids=str,
    )
    def test_other_writings_of_the_day_and_time(self, changed):
        assert one(**{"DateTime": None, **changed}) == one()

    @pytest.mark.parametrize(
        "changed",
        [
            {"DateTime": "2026-08-06T02:59:47"},
            {"DateTime": "kemarin"},
            {"DateTime": "0001-01-01T00:00:00+14:00"},
            {"DateTime": None, "Tanggal": None},
            {"DateTime": None, "Jam": None},
            {"Tanggal": "06 Foo 2026"},
            {"Tanggal": "31 Feb 2026"},
            {"Tanggal": "01 Jan 0001", "Jam": "00:00 WIB"},
            {"Tanggal": "2026"},
            {"Jam": "09:59:47"},
            {"Jam": "25:59:47 WIB"},
        ],
        ids=str,
    )
    def test_no_time(self, changed):
        assert refused(**changed).field.startswith("gempa.")


class TestPlace:
    def test_sides(self):
        assert one(Coordinates=None) == one()
        north = one(Coordinates=None, Lintang="1,17 LU", Bujur="9.5BB").epicentre
        assert (north.latitude, north.longitude) == (1.17, -9.5)

    def test_a_contradiction_is_said(self):
        quake = one(Lintang="1.17 LU")
        assert quake.epicentre == one().epicentre
        assert [each.code for each in quake.findings] == ["feed-coordinates-differ"]
        assert "1.17, 120.06" in quake.findings[0].message()

    def test_the_other_order_is_seen_and_said(self):
        for sides in ({}, {"Lintang": None}):
            quake = one(Coordinates="120.06,-1.17", **sides)
            assert quake.epicentre == one().epicentre
            assert [each.code for each in quake.findings] == ["feed-order-differs"]
            assert "120.06,-1.17" in quake.findings[0].message("id")
        near = one(Coordinates="9.5,-1.17", Lintang="1.17 LS", Bujur="9.5 BT")
        assert (near.epicentre.latitude, near.epicentre.longitude) == (-1.17, 9.5)
        assert "latitude" in refused(Coordinates="120.06,-99").reason

    @pytest.mark.parametrize(
        "changed",
        [
            {"Coordinates": "x"},
            {"Coordinates": "1"},
            {"Coordinates": "1,2,3"},
            {"Coordinates": "nan,1"},
            {"Coordinates": 5},
            {"Coordinates": None, "Lintang": None},
            {"Coordinates": None, "Bujur": None},
            {"Lintang": "120.06 BT"},
            {"Bujur": "120.06 LS"},
            {"Bujur": "999 BT"},
            {"Kedalaman": "dalam"},
        ],
        ids=str,
    )
    def test_no_place(self, changed):
        assert refused(**changed).field.startswith("gempa.")

    @pytest.mark.parametrize(
        "text",
        [
            "-6.84,107.05",
            "6.84 LS, 107.05 BT",
            "6.84 ls 107.05 bt",
            " 6.84LS,107.05BT",
            "-6,84 107,05",
            "-6.84,  107.05",
        ],
    )
    def test_an_epicentre_in_words(self, text):
        assert bmkg.read_epicentre(text, "x") == Epicentre(-6.84, 107.05, "x")

    @pytest.mark.parametrize(
        "text",
        ["", "x", "107.05,-6.84", "6.84 LS", "107.05 -6.84", "-6.84 107 05", "-6.84 x", "6..84 LS, 107 BT"],
    )
    def test_no_epicentre(self, text):
        with pytest.raises(InvalidRecordError):
            bmkg.read_epicentre(text)


def test_an_earthquake_becomes_a_proposal():
    (quake,) = bmkg.parse({"Infogempa": {"gempa": GEMPA}})
    proposal = issue("107", quake.time, ["72.10", "72.02"], epicentre=quake.epicentre)
    assert proposal.region.epicentre.source.startswith("BMKG")
    assert str(proposal.kib)[4:15] == "10720260806"
