"""Every feed that ``bmkg.read`` takes, one earthquake in each of them, and files that are none."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import InvalidRecordError, issue
from satudata.interop import bmkg
from satudata.issuing import local_date

BMKG_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}


def open_data(time, latitude, longitude, magnitude, *, months=BMKG_MONTHS, zone="WIB", with_utc=True):
    """The fields of a ``gempa`` of data.bmkg.go.id."""
    local = time + timedelta(hours=ZONES[zone])
    row = {
        "Tanggal": f"{local.day:02} {months[local.month - 1]} {local.year}",
        "Jam": f"{local:%H:%M:%S} {zone}",
        "DateTime": time.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        "Coordinates": f"{latitude:.2f},{longitude:.2f}",
        **sides("Lintang", "Bujur", latitude, longitude),
        "Magnitude": f"{magnitude:.1f}",
        "Kedalaman": "10 km",
        "Wilayah": "Pusat gempa berada di darat 20 km timur laut Bima",
    }
    return row if with_utc else {name: text for name, text in row.items() if name != "DateTime"}


def sides(south, east, latitude, longitude):
    return {
        south: f"{abs(latitude):.2f} {'LS' if latitude < 0 else 'LU'}",
        east: f"{abs(longitude):.2f} {'BB' if longitude < 0 else 'BT'}",
    }


def alert(time, latitude, longitude, magnitude, *, zone="WIB"):
    """The fields of an ``info`` of InaTEWS."""
    local = time + timedelta(hours=ZONES[zone])
    return {
        "eventid": "20260926023929",
        "date": f"{local:%d-%m-%y}",
        "time": f"{local:%H:%M:%S} {zone}",
        "point": {"coordinates": f"{longitude:.2f},{latitude:.2f}"},
        **sides("latitude", "longitude", latitude, longitude),
        "magnitude": f"{magnitude:.1f}",
        "depth": "9 Km",
        "area": "68 km BaratLaut Ruteng",
        "felt": "-",
    }


def xml(row, name):
    inner = "".join(f"<{key}>{xml_text(value)}</{key}>" for key, value in row.items())
    return f"<{name}>{inner}</{name}>"


def xml_text(value):
    return xml(value, "coordinates")[13:-14] if isinstance(value, dict) else value


def forms(time, latitude, longitude, magnitude):
    """Name -> the bytes of a file that holds this earthquake alone; *time* is UTC."""
    quake = (time, latitude, longitude, magnitude)
    utc = f"{time:%Y-%m-%d %H:%M:%S}"
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "id": "bmg2026",
            "time": f"{utc}.000000",
            "mag": magnitude,
            "depth": 10.0,
            "place": "Flores",
        },
    }
    past = {
        **feature,
        "properties": {"date": f"{time:%d-%m-%Y}", "ot_utc": f"{time:%H:%M:%S}", "mag": f"{magnitude:.1f}"},
    }
    in_xml = open_data(*quake)
    in_xml["point"] = {"coordinates": in_xml.pop("Coordinates")}
    last = {
        "eventid": "bmg2026",
        "waktu": f"{time:%Y/%m/%d  %H:%M:%S}.000",
        "lintang": f"{latitude:.2f}",
        "bujur": f"{longitude:.2f}",
        "dalam": "10",
        "mag": f"{magnitude:.1f}",
        "area": "Flores Region - Indonesia",
    }
    texts = {
        "autogempa": json.dumps({"Infogempa": {"gempa": open_data(*quake)}}),
        "gempaterkini": json.dumps({"Infogempa": {"gempa": [open_data(*quake, zone="WITA")]}}),
        "English months": json.dumps({"Infogempa": {"gempa": open_data(*quake, months=ENGLISH_MONTHS)}}),
        "without UTC": json.dumps(
            {"Infogempa": {"gempa": open_data(*quake, months=ENGLISH_MONTHS, zone="WIT", with_utc=False)}}
        ),
        "a row of a mirror": json.dumps(open_data(*quake)),
        "wrapped by a mirror": json.dumps({"success": True, "data": open_data(*quake)}),
        "autogempa.xml": f"<?xml version='1.0' encoding='UTF-8'?>\n<Infogempa>{xml(in_xml, 'gempa')}</Infogempa>",
        "datagempa.json": json.dumps({"identifier": "x", "sent": "x", "info": alert(*quake)}),
        "alert in JSON": json.dumps({"alert": {"info": [alert(*quake, zone="WIT")]}}),
        "last30event.xml": f"<alert>{xml(alert(*quake, zone='WITA'), 'info')}</alert>",
        "live30event.xml": f"<Infogempa>{xml(last, 'gempa')}</Infogempa>",
        "gempaQL.json": json.dumps({"type": "FeatureCollection", "features": [feature]}),
        "lastQL.json": json.dumps(feature),
        "katalog_gempa.json": json.dumps({"type": "FeatureCollection", "features": [past]}),
        "FDSN": (
            "#EventID|Time|Latitude|Longitude|Depth/km|Author|Catalog|Contributor|ContributorID|MagType|Magnitude"
            "|MagAuthor|EventLocationName|EventType\n"
            f"bmg2026|{time:%Y-%m-%dT%H:%M:%S}.000|{latitude:.2f}|{longitude:.2f}|10|BMKG|||bmg2026|M"
            f"|{magnitude:.1f}|BMKG|Flores Region|earthquake\n"
        ),
        "QuakeML": quakeml(time, latitude, longitude, magnitude),
    }
    return {name: text.encode() for name, text in texts.items()}


def quakeml(time, latitude, longitude, magnitude, kind="earthquake"):
    """A QuakeML document of two origins; the second one is preferred."""

    def origin(name, shift):
        return (
            f'<origin publicID="smi:{name}"><time><value>{time:%Y-%m-%dT%H:%M:%S}.000Z</value></time>'
            f"<latitude><value>{latitude + shift:.2f}</value></latitude>"
            f"<longitude><value>{longitude:.2f}</value></longitude><depth><value>1e+04</value></depth>"
            "<creationInfo><agencyID>BMKG</agencyID></creationInfo></origin>"
        )

    return (
        '<?xml version="1.0" encoding="UTF-8"?><q:quakeml xmlns:q="http://quakeml.org/xmlns/quakeml/1.2"'
        ' xmlns="http://quakeml.org/xmlns/bed/1.2"><eventParameters><event publicID="smi:e">'
        f"<preferredOriginID>smi:b</preferredOriginID><type>{kind}</type>"
        "<description><text>Flores Region</text></description>"
        f"{origin('a', 1)}{origin('b', 0)}<magnitude><mag><value>{magnitude:.1f}</value></mag></magnitude>"
        "</event></eventParameters></q:quakeml>"
    )


TIME = datetime(2026, 9, 25, 19, 39, 30, tzinfo=UTC)
QUAKE = (TIME, -8.23, 120.31, 5.4)
FORMS = forms(*QUAKE)
FDSN = "#EventID|Time|Latitude|Longitude|Depth/km|Author|Magnitude|EventType"


def read_one(content):
    (quake,) = bmkg.read(content if isinstance(content, bytes) else content.encode())
    return quake


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_time_the_place_and_the_size(form):
    quake = read_one(FORMS[form])
    assert (quake.time, quake.epicentre.latitude, quake.epicentre.longitude) == QUAKE[:3]
    assert (quake.magnitude, quake.findings) == (Decimal("5.4"), ())
    assert str(quake.epicentre) == "-8.23, 120.31 (BMKG, 2026-09-25T19:39:30+00:00, M 5.4)"


@pytest.mark.parametrize(
    ("form", "depth", "place"),
    [
        ("autogempa.xml", 10, "Pusat gempa berada di darat 20 km timur laut Bima"),
        ("datagempa.json", 9, "68 km BaratLaut Ruteng"),
        ("live30event.xml", 10, "Flores Region - Indonesia"),
        ("gempaQL.json", 10, "Flores"),
        ("FDSN", 10, "Flores Region"),
        ("QuakeML", 10, "Flores Region"),
        ("katalog_gempa.json", None, None),
    ],
)
def test_the_other_fields(form, depth, place):
    quake = read_one(FORMS[form])
    assert (quake.depth_km, quake.place, quake.felt) == (depth, place, None)


def test_a_byte_order_mark_and_utf_16():
    for encoding in ("utf-8-sig", "utf-16"):
        for form in ("FDSN", "autogempa"):
            assert read_one(FORMS[form].decode().encode(encoding)) == read_one(FORMS[form])


def test_units_with_the_figures_and_the_older_names_in_xml():
    row = {**open_data(*QUAKE), "Magnitude": "5.4 SR", "Kedalaman": "10 Km"}
    assert bmkg.parse(row)[0].magnitude == Decimal("5.4")
    quake = read_one(
        "<Infogempa><Gempa><Tanggal>26-Sep-26</Tanggal><Jam>02:39:30 WIB</Jam><Lintang>8.23 LS</Lintang>"
        "<Bujur>120.31 BT</Bujur><Magnitude>5.4 SR</Magnitude><Kedalaman>10 Km</Kedalaman>"
        "<Wilayah1>68 km BaratLaut</Wilayah1><Wilayah2>70 km</Wilayah2></Gempa></Infogempa>"
    )
    assert (quake.time, quake.place, quake.depth_km) == (TIME, "68 km BaratLaut", 10)


def test_numbers_in_json_are_read_as_figures():
    quake = bmkg.parse({**open_data(*QUAKE), "Magnitude": 5.4, "Kedalaman": 10})[0]
    assert (quake.magnitude, quake.depth_km) == (Decimal("5.4"), 10)
    with pytest.raises(InvalidRecordError):
        bmkg.parse({**open_data(*QUAKE), "Magnitude": True})


class TestOrder:
    def test_the_side_of_the_equator_decides(self):
        row = alert(*QUAKE)
        row["point"] = {"coordinates": "-8.23,120.31"}
        (quake,) = bmkg.parse({"info": row})
        assert (quake.epicentre.latitude, quake.epicentre.longitude) == QUAKE[1:3]
        assert [each.code for each in quake.findings] == ["feed-order-differs"]

    def test_in_a_catalogue_of_the_world_only_what_cannot_be_a_latitude(self):
        feature = json.loads(FORMS["lastQL.json"])
        feature["geometry"]["coordinates"] = [-8.23, 120.31]
        (quake,) = bmkg.parse(feature)
        assert (quake.epicentre.latitude, quake.epicentre.longitude) == QUAKE[1:3]
        feature["geometry"]["coordinates"] = ["10.5", "36.2"]
        (quake,) = bmkg.parse(feature)
        assert (quake.epicentre.latitude, quake.epicentre.longitude, quake.findings) == (36.2, 10.5, ())

    def test_a_contradiction_is_said(self):
        row = {**alert(*QUAKE), "latitude": "8.23 LU"}
        (quake,) = bmkg.parse({"info": row})
        assert [each.code for each in quake.findings] == ["feed-coordinates-differ"]


class TestEvents:
    def test_what_is_no_earthquake(self):
        quake = read_one(f"{FDSN}\nx|2026-01-01T00:00:00|-6.1|106.2|0|ISC||quarry blast\n\n# end")
        assert [each.code for each in quake.findings] == ["feed-not-earthquake"]
        assert (quake.magnitude, quake.depth_km) == (None, 0)
        assert str(quake.epicentre).startswith("-6.1, 106.2 (ISC,")
        assert read_one(quakeml(*QUAKE, kind="explosion")).findings

    def test_without_a_preferred_origin_the_first_counts(self):
        text = quakeml(*QUAKE).replace("<preferredOriginID>smi:b</preferredOriginID>", "")
        assert read_one(text).epicentre.latitude == -7.23
        bare = text.replace("<magnitude><mag><value>5.4</value></mag></magnitude>", "")
        bare = bare.replace("<depth><value>1e+04</value></depth>", "").replace(
            "<agencyID>BMKG</agencyID>", ""
        )
        quake = read_one(bare)
        assert (quake.magnitude, quake.depth_km) == (None, None)
        assert "(FDSN," in str(quake.epicentre)

    def test_columns_go_by_their_names(self):
        text = "EventID|Time|Latitude|Longitude|Author|Depth/km\nx|2026/01/01 00:00:00Z|-6.1|106.2|Z|11.26"
        assert read_one(text).depth_km == Decimal("11.26")
        (one, other) = bmkg.read(f"{FDSN}\nx|2026-01-01T00:00|1|2|||\ny|2026-01-01T00:00|1|2|||".encode())
        assert one == other


HEAD = '<?xml version="1.0"?>'
BOMB = f'{HEAD}<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><Infogempa><gempa>&c;</gempa></Infogempa>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no feed"),
        (b"\x89PNG\r\n", "no feed"),
        (b"KIB,Kabupaten\n1,2", "no feed"),
        (b"[]", "no feed"),
        (b"{}", "no feed"),
        (b'{"a": 1}', "no feed"),
        (b'{"data": {"a": 1}}', "no feed"),
        (b'{"a": ', "breaks off or is damaged"),
        (
            b"#a heading\n2026-09-25 17:12:21|2.0|-8.23|120.31|9|20|M|5.1|12|automatic\n",
            "history of solutions",
        ),
        (b"2026-09-25 17:12:21|2.0|-8.23|120.31\n", "no feed"),
        (b"a|b|c|d|e|f|g|h|i|j\n", "no feed"),
        (b"<html><body/></html>", "no feed"),
        (b"<Infogempa><gempa>", "no XML"),
        (b"<?xml version='1.0' encoding='martian'?><a/>", "no XML"),
        (BOMB.encode(), "document type"),
        (b"<!DOCTYPE html><html/>", "document type"),
        (b"<a>" * 50 + b"</a>" * 50, "nested deeper"),
        (b"<Infogempa><gempa/></Infogempa>", "neither this nor"),
        (b'{"type": "FeatureCollection"}', "a list of Features"),
        (b'{"type": "FeatureCollection", "features": [1]}', "as a Feature"),
        (b'{"type": "Feature", "properties": {"time": "x"}, "geometry": {}}', "a time in UTC"),
        (b'{"type": "Feature", "properties": {"time": null}, "geometry": {}}', "neither this nor"),
        (b'{"type": "Feature", "properties": {"KDPKAB": "32.03"}, "geometry": {}}', "no feed"),
        (b'{"type": "Topology"}', "no feed"),
        (b'{"type": "Feature", "properties": {"time": "2026-01-01T00:00"}, "geometry": {}}', "a position is"),
        (
            b'{"type":"Feature","properties":{"time":"2026-01-01T00:00"},"geometry":{"coordinates":[null,1]}}',
            "latitude and longitude",
        ),
        (b'{"info": 5}', "a list of them"),
        (b'{"alert": 5}', "a mapping with info"),
        (b'{"info": {"date": "32-01-26", "time": "00:00 WIB"}}', "no such day"),
        (b'{"info": {"date": "01-13-26", "time": "00:00 WIB"}}', "no such day"),
        (b'{"info": {"date": "01-12-26", "time": "00:00"}}', "06 Agu 2026"),
        (b'{"waktu": "2026/13/01 00:00:00", "lintang": "1", "bujur": "2"}', "a time in UTC"),
        (b'{"waktu": "0001-01-01 00:00:00+14:00", "lintang": "1", "bujur": "2"}', "a time in UTC"),
        (b'{"waktu": "2026/01/01 00:00:00", "lintang": "-99", "bujur": "2"}', "a latitude from"),
        (f"{FDSN}\nx|2026-01-01T00:00:00|||||".encode(), "latitude and longitude"),
        (f"{FDSN}\nx|2026-01-01T00:00:00|x|1|||".encode(), "a number"),
        (f"{FDSN}\nx|2026-01-01T00:00:00|1e400|1|||".encode(), "a number"),
        (f"{FDSN}\nx".encode(), "neither this nor"),
        (quakeml(*QUAKE).replace("origin", "x").encode(), "an origin with time"),
    ],
    ids=range(39),
)
def test_what_is_none_is_refused_with_what_is_read(content, said):
    with pytest.raises(InvalidRecordError, match=said) as caught:
        bmkg.read(content)
    assert caught.value.message("id") != caught.value.message("en")


def test_a_list_of_rows_alone():
    rows = json.dumps([open_data(*QUAKE), alert(*QUAKE)]).encode()
    assert [quake.time for quake in bmkg.read(rows)] == [TIME, TIME]
    with pytest.raises(InvalidRecordError, match=r"gempa\[0\]"):
        bmkg.read(b"[1]")


def test_a_list_without_earthquakes_is_empty():
    assert bmkg.read(b'{"type": "FeatureCollection", "features": []}') == ()
    assert bmkg.read(FDSN.encode()) == ()


def test_a_file_that_is_too_long_is_not_read(monkeypatch):
    monkeypatch.setattr(bmkg, "MOST_BYTES", 100)
    with pytest.raises(InvalidRecordError, match="at most"):
        bmkg.read(FORMS["FDSN"])


quakes = st.tuples(
    st.datetimes(datetime(2010, 1, 2), datetime(2060, 1, 1)).map(  # noqa: DTZ001  # UTC is put in at once
        lambda each: each.replace(microsecond=0, tzinfo=UTC)
    ),
    st.integers(-1100, 600).map(lambda each: each / 100),
    st.integers(9500, 14100).map(lambda each: each / 100),
    st.integers(10, 90).map(lambda each: each / 10),
)
REGIONS = ("11.09", "52.06", "91.71")


@given(quakes, st.sampled_from(REGIONS))
def test_every_form_of_a_quake_gives_one_origin_and_one_local_day(quake, region):
    time, latitude, longitude, _ = quake
    for form, content in forms(*quake).items():
        (found,) = bmkg.read(content)
        assert (found.time, found.epicentre.latitude, found.epicentre.longitude) == (
            time,
            latitude,
            longitude,
        ), form
        assert found.findings == (), form
        assert issue("107", found.time, [region]).kib.date == local_date(time, region)


@given(
    st.binary(max_size=200) | st.sampled_from(["<", "{", "[", "#EventID|"]).map(str.encode),
    st.binary(max_size=60),
)
def test_any_bytes_are_a_feed_or_refused(start, rest):
    try:
        found = bmkg.read(start + rest)
    except InvalidRecordError:
        return
    assert isinstance(found, tuple)


@given(quakes, st.integers(0, 400), st.integers(0, 255))
def test_a_feed_with_one_wrong_byte_is_read_or_refused(quake, at, byte):
    for content in forms(*quake).values():
        torn = content[:at] + bytes([byte]) + content[at + 1 :]
        try:
            bmkg.read(torn)
        except InvalidRecordError:
            continue
