"""Boundary files: which property has the codes, in which system, and what is refused."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import InvalidRecordError, RegionCode, regions
from satudata.errors import UnknownRegionError
from satudata.issuing import Epicentre, _boundary_files, _boundary_names, propose_region, read_boundaries
from satudata.regions import pcode, to_bps

DAY = date(2026, 1, 1)
REGENCIES = [each for each in regions.at(DAY) if len(each.code.digits) == 4]
PROVINCES = {each.code: each.name for each in regions.at(DAY) if len(each.code.digits) == 2}


def square(number):
    west = 96.0 + number
    return {
        "type": "Polygon",
        "coordinates": [[[west, -5], [west + 1, -5], [west + 1, -4], [west, -4], [west, -5]]],
    }


def middle(number):
    return Epicentre(-4.5, 96.5 + number)


def collection(rows, **more):
    features = [
        {"type": "Feature", "properties": row, "geometry": square(number)} for number, row in enumerate(rows)
    ]
    return json.dumps({"type": "FeatureCollection", **more, "features": features}).encode()


def read(*rows, **given_):
    return read_boundaries(collection(rows), file="batas.geojson", **given_)


def bare(region):
    """The name without its kind, as many files have it: Bogor, Kota Bogor."""
    name = region.name.removeprefix("Kabupaten ").removeprefix("Administrasi ")
    return name.replace("Kota Administrasi ", "Kota ")


def plain(region):
    return bare(region).removeprefix("Kota ")


def kind(region):
    return "Kota" if region.name.startswith("Kota") else "Kabupaten"


def province(region):
    return PROVINCES[region.province]


def bps(region, edition=2020):
    return str(to_bps(region.code, edition))


#: Name -> the properties of a kabupaten/kota in such a file, the property and the system that are found.
STYLES = {
    "BIG": (
        lambda each, n: {
            "OBJECTID": 63778 + n,
            "NAMOBJ": "Desa Contoh",
            "FCODE": "BA03070040",
            "KDBBPS": None,
            "KDCPUM": f"{each.code}.07",
            "KDEPUM": f"{each.code}.07.2002",
            "KDPKAB": str(each.code),
            "KDPPUM": str(each.province),
            "WADMKK": bare(each),
            "WADMPR": province(each),
        },
        "KDPKAB",
        "kemendagri",
    ),
    "BIG, desa": (
        lambda each, n: {
            "KDEPUM": f"{each.code}.07.2002",
            "WADMKD": "Sukamaju",
            "WADMKK": bare(each),
            "WADMPR": province(each),
        },
        "KDEPUM",
        "kemendagri",
    ),
    "OCHA": (
        lambda each, n: {
            "ADM2_EN": bare(each),
            "ADM2_PCODE": str(pcode(each.code)),
            "ADM1_PCODE": str(pcode(each.code))[:4],
        },
        "ADM2_PCODE",
        "p-code",
    ),
    "OCHA, kecamatan": (
        lambda each, n: {"district_code": f"{pcode(each.code)}010".lower()},
        "district_code",
        "p-code",
    ),
    "GADM": (
        lambda each, n: {
            "GID_2": f"IDN.1.{n}_1",
            "NAME_1": province(each),
            "NAME_2": bare(each).replace(" ", ""),
            "TYPE_2": kind(each),
            "CC_2": bps(each),
        },
        "CC_2",
        "bps",
    ),
    "GADM, older": (
        lambda each, n: {
            "ID_2": 15418 + n,
            "NAME_1": province(each),
            "NAME_2": plain(each),
            "TYPE_2": kind(each).replace("Kota", "Kotamadya"),
            "CC_2": None,
        },
        "NAME_2",
        "names",
    ),
    "BPS map": (
        lambda each, n: {"idkab": bps(each), "nmkab": bare(each).upper(), "nmprov": province(each)},
        "idkab",
        "bps",
    ),
    "BPS map in two columns": (
        lambda each, n: {"PROVNO": bps(each)[:2], "KABKOTNO": bps(each)[2:], "KABKOT": bare(each).upper()},
        "PROVNO+KABKOTNO",
        "bps",
    ),
    "BPS desa": (lambda each, n: {"iddesa": f"{bps(each)}000001", "desa": "Sukamaju"}, "iddesa", "bps"),
    "web map": (lambda each, n: {"kode_kab": each.code.digits, "nama_kab": each.name}, "kode_kab", None),
    "numbers": (
        lambda each, n: {"id": n, "kd_kab": int(each.code.digits), "Kabupaten": each.name},
        "kd_kab",
        None,
    ),
    "a name that provinces have too": (
        lambda each, n: {"kode": each.code.digits, "nama": each.name},
        "kode",
        "kemendagri",
    ),
    "dotted numbers": (lambda each, n: {"kode_kab": float(str(each.code))}, "kode_kab", "kemendagri"),
    "names nobody knows of": (
        lambda each, n: {"NOMOR": n, "Kode Wil": each.code.digits, "Wilayah Administrasi": each.name},
        "Kode Wil",
        None,
    ),
    "names alone": (lambda each, n: {"WADMKK": bare(each), "WADMPR": province(each)}, "WADMKK", "names"),
    "desa by name": (
        lambda each, n: {"WADMKD": "Sukamaju", "WADMKK": bare(each), "WADMPR": province(each)},
        "WADMKK",
        "names",
    ),
    "our own": (lambda each, n: {"code": str(each.code)}, "code", "kemendagri"),
}


def has_bps(region):
    try:
        pcode(region.code)
    except UnknownRegionError:
        return False
    return True


#: BPS gave the numbers of Papua anew in 2023, so that a number alone can mean two places there.
SURE = [each for each in REGENCIES if has_bps(each) and str(each.province) < "91"]
some = st.lists(st.sampled_from(SURE), min_size=2, max_size=6, unique_by=lambda each: each.code)


@given(st.sampled_from(sorted(STYLES)), some)
def test_the_regions_are_those_of_the_file_whatever_its_codes_are(style, chosen):
    row, name, system = STYLES[style]
    found = read(*(row(each, number) for number, each in enumerate(chosen)))
    assert found.regions == tuple(sorted(each.code for each in chosen))
    assert found.findings == ()
    assert (found.property, found.system if system is not None else None) == (name, system)
    for number, each in enumerate(chosen):
        assert found.geometry.regions_at(middle(number)) == (each.code,)


@pytest.mark.parametrize("style", ["GADM", "OCHA", "BIG", "web map", "names alone"])
def test_the_regions_of_a_day_have_the_codes_of_that_day(style):
    row, *_ = STYLES[style]
    nabire, merauke = (regions.get(code) for code in ("94.01", "93.01"))
    rows = [row(each, number) for number, each in enumerate((nabire, merauke))]
    assert read(*rows).regions == (merauke.code, nabire.code)
    earlier = read(*rows, on=date(2021, 6, 1))
    assert list(map(str, earlier.regions)) == ["91.01", "91.04"]


def codes_of(found):
    return [each.code for each in found.findings]


class TestSystems:
    def test_the_same_digits_are_two_places_and_the_names_decide(self):
        for name, code in (("Toba", "12.12"), ("Deli Serdang", "12.07")):
            found = read({"kode_kab": "1212", "nama_kab": name})
            assert list(map(str, found.regions)) == [code]
        assert read({"CC_2": "1212", "NAME_2": "Toba"}).system == "kemendagri"

    def test_without_names_it_asks_and_takes_the_answer(self):
        with pytest.raises(InvalidRecordError, match="kode_kab fit Kemendagri and BPS") as caught:
            read({"kode_kab": "1212"})
        assert "nyatakan sistem kodenya" in caught.value.message("id")
        for system, code in (("kemendagri", "12.12"), ("bps", "12.07")):
            assert list(map(str, read({"kode_kab": "1212"}, system=system).regions)) == [code]
        assert list(map(str, read({"CC_2": "1212"}).regions)) == ["12.07"]

    def test_a_stated_system_that_does_not_fit(self):
        with pytest.raises(InvalidRecordError, match="no property"):
            read({"KDPKAB": "32.03"}, system="bps")
        assert read({"ADM2_PCODE": "ID3203"}, system="bps").system == "p-code"
        assert read({"KDPKAB": "32.03", "WADMKK": "Cianjur"}, system="names").property == "WADMKK"

    def test_a_stated_property(self):
        rows = {"KDPKAB": "32.03", "mine": "3202", "other": "Bogor", "WADMPR": "Jawa Barat"}
        alone = {"KDPKAB": "32.03", "mine": "3202"}
        assert list(map(str, read(alone, property="MINE", system="kemendagri").regions)) == ["32.02"]
        found = read(rows, property="other")
        assert (found.property, found.system, list(map(str, found.regions))) == ("other", "names", ["32.01"])
        for wrong in ("none", "WADMPR"):
            with pytest.raises(InvalidRecordError, match="it has KDPKAB"):
                read(rows, property=wrong)

    def test_running_numbers_that_look_like_codes_are_none(self):
        rows = [
            {"OBJECTID": 3201 + n, "id": 3201 + n, "WADMKK": name}
            for n, name in enumerate(["Demak", "Kudus"])
        ]
        assert read(*rows).property == "WADMKK"
        with pytest.raises(InvalidRecordError, match="no property with codes or names"):
            read({"OBJECTID": 3201, "gid": 3202, "AREA": 3.5, "flag": True})

    def test_an_older_layer_without_codes_goes_by_name(self):
        found = read({"KDPKAB": "", "WADMKK": "Cianjur"}, {"KDPKAB": None, "WADMKK": "Sukabumi"})
        assert (found.system, list(map(str, found.regions))) == ("names", ["32.02", "32.03"])
        mixed = read({"KDPKAB": "", "WADMKK": "Cianjur"}, {"KDPKAB": "32.02", "WADMKK": "Sukabumi"})
        assert (mixed.system, list(map(str, mixed.regions))) == ("kemendagri", ["32.02", "32.03"])

    def test_numbers_within_a_province_need_the_province(self):
        found = read({"PROVNO": "32", "KABKOTNO": 3}, {"PROVNO": "32", "KABKOTNO": None})
        assert (found.property, list(map(str, found.regions))) == ("PROVNO+KABKOTNO", ["32.03"])
        for rows in ({"KABKOTNO": "03"}, {"PROVNO": "32", "KABKOTNO": "x"}, {"PROVNO": "3", "KABKOTNO": "3"}):
            with pytest.raises(InvalidRecordError, match="no property"):
                read(rows)

    def test_a_pcode_that_no_list_has(self):
        assert codes_of(read({"ADM2_PCODE": "ID3203"}, {"ADM2_PCODE": "ID9901"})) == ["boundaries-unread"]

    def test_provinces_alone_are_refused(self):
        with pytest.raises(InvalidRecordError, match="kabupaten/kota; it has kode"):
            read({"kode": "3203"})
        with pytest.raises(InvalidRecordError, match="kabupaten/kota; it has KODE_PROV, PROVINSI"):
            read({"KODE_PROV": 32, "PROVINSI": "JAWA BARAT"})


class TestFeatures:
    def test_lakes_and_forests_are_left_out_and_said(self):
        found = read(
            {"CC_2": "3203", "NAME_2": "Cianjur", "TYPE_2": "Kabupaten"},
            {"CC_2": "3288", "NAME_2": "Waduk Cirata", "TYPE_2": "Water Body"},
            {"CC_2": None, "NAME_2": "Lake Toba", "TYPE_2": "WaterBody"},
            {"CC_2": "3399", "NAME_2": "", "TYPE_2": "Unknown"},
            {"CC_2": "1388", "NAME_2": "", "TYPE_2": "Water Body"},
        )
        assert list(map(str, found.regions)) == ["32.03"]
        assert codes_of(found) == ["boundaries-no-region"]
        assert found.findings[0].data["number"] == 4
        assert "Waduk Cirata" in found.findings[0].message("id")
        by_name = read({"WADMKK": "Cianjur"}, {"WADMKK": "Danau"}, {"name": "Hutan"})
        assert codes_of(by_name) == ["boundaries-no-region"]

    def test_a_village_may_be_called_lake(self):
        found = read({"district_code": "id3203010", "name": "Danau Indah", "village": "Danau Indah"})
        assert found.findings == ()

    def test_features_of_one_code_are_parts_where_their_names_agree_or_are_missing(self):
        found = read(
            *[
                {"kode_kab": "91.04", "nama_kab": name}
                for name in ("Nabire", None, "Kabupaten Nabire", "Sorong", "Xyz")
            ]
        )
        assert codes_of(found) == ["boundaries-name-differs"]
        assert found.findings[0].data["names"] == "9104 Sorong; 9104 Xyz"
        assert found.geometry.regions_at(middle(1)) == found.regions
        assert found.geometry.regions_at(middle(4)) == ()
        unknown = read(*[{"KDPKAB": "32.03", "nama_kab": name} for name in ("Utara", "Selatan")])
        assert unknown.regions == (RegionCode.parse("32.03"),)
        assert read(*[{"KDPKAB": "32.03", "nama_kab": name} for name in ("Utara", "utara")]).findings == ()

    def test_codes_and_names_that_no_list_has(self):
        found = read({"KDPKAB": "32.03"}, {"KDPKAB": "99.99"})
        assert codes_of(found) == ["boundaries-unread"]
        assert "9999" in found.findings[0].message()
        many = read({"WADMKK": "Cianjur"}, {"WADMKK": "Demak"}, *({"WADMKK": f"X{n}"} for n in range(2)))
        assert many.findings[0].data["names"] == "X0; X1"
        shown = read(*({"KDPKAB": code} for code in ("32.03", "99.91", "99.92", "99.93", "99.94", "99.95")))
        assert shown.findings[0].data["names"] == "9991; 9992; 9993; ..."
        nameless = read({"KDPKAB": "32.03"}, {"KDPKAB": None})
        assert nameless.findings[0].data["names"] == "features[1]"

    def test_two_features_with_the_name_of_two_places_are_neither(self):
        rows = [{"NAME_2": "Bogor", "NAME_1": "Jawa Barat"}] * 2 + [
            {"NAME_2": "Cianjur", "NAME_1": "Jawa Barat"}
        ]
        found = read(*rows)
        assert list(map(str, found.regions)) == ["32.03"]
        assert codes_of(found) == ["boundaries-unread"]
        assert list(map(str, read(*rows[1:]).regions)) == ["32.01", "32.03"]

    def test_a_feature_without_geometry_or_properties(self):
        features = [
            {"type": "Feature", "properties": {"KDPKAB": "32.03"}, "geometry": square(0)},
            {"type": "Feature", "properties": {"KDPKAB": "32.02"}, "geometry": None},
            {"type": "Feature", "properties": None, "geometry": square(1)},
        ]
        found = read_boundaries(json.dumps({"type": "FeatureCollection", "features": features}).encode())
        assert codes_of(found) == ["boundaries-unread", "boundaries-without-shape"]

    def test_one_feature_a_list_and_a_feature_a_line(self):
        one = {"type": "Feature", "properties": {"KDPKAB": "32.03"}, "geometry": square(0)}
        other = {**one, "properties": {"KDPKAB": "32.02"}}
        for content in (
            json.dumps(one),
            json.dumps([one, other]),
            f"{json.dumps(one)}\n{json.dumps(other)}\n\n",
            "\ufeff" + json.dumps(one, indent=1),
        ):
            assert read_boundaries(content.encode()).property == "KDPKAB"

    def test_an_affected_region_that_is_missing_is_named(self):
        found = read({"KDPKAB": "32.02"})
        proposal = propose_region(["32.02", "32.03"], epicentre=middle(3), geometry=found.geometry)
        assert "region-without-shape" in {each.code for each in proposal.findings}
        assert proposal.geometry == "batas.geojson, KDPKAB"


POINT = {"type": "Polygon", "coordinates": [[[700_000.5, 9_200_000], [1, 2], [3, 4], [1, 2]]]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04....", "zip file"),
        (b"\0\0\x27\x0a....", "shapefile"),
        (b"SQLite format 3\0....", "GeoPackage"),
        (b"\x1f\x8b....", "gzip"),
        (b"fgb\x03fgb", "FlatGeobuf"),
        (b'<?xml version="1.0"?><kml/>', "KML"),
        (b"INSERT INTO wilayah VALUES ('11', '[[[4.2,97.0]]]')", "SQL"),
        (b"-- phpMyAdmin SQL Dump\nSET x", "SQL"),
        (b"kode,nama\n1,2", "no GeoJSON"),
        (b"", "no GeoJSON"),
        (b'{"type": "Topology", "objects": {}, "arcs": []}', "TopoJSON"),
        (
            b'{"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326}, "features": []}',
            "ArcGIS",
        ),
        (b"[[[4.2, 97.0]]]", "a Feature"),
        (b"[]", "features of kabupaten/kota"),
        (b'{"type": "FeatureCollection"}', "features of kabupaten/kota"),
        (b'{"type": "FeatureCollection", "features": 5}', "features of kabupaten/kota"),
        (b'{"type": "Polygon"}', "features of kabupaten/kota"),
        (b'{"type": "FeatureCollection", "features": [5]}', "a Feature"),
        (b'{"type": "Featu', "breaks off or is damaged"),
        (b'{"type": "Feature"}\n{"type": "Fea', "breaks off or is damaged"),
        (b'{"geometryType": "esriGeometryPolygon", "features": []}', "ArcGIS"),
        (
            collection([{"KDPKAB": "32.03"}], crs={"type": "name", "properties": {"name": "EPSG:23836"}}),
            "EPSG:23836",
        ),
        (collection([{"KDPKAB": "32.03"}], crs="EPSG:3857"), "EPSG:3857"),
        (
            json.dumps({"type": "Feature", "properties": {"KDPKAB": "32.03"}, "geometry": POINT}).encode(),
            "projected coordinates",
        ),
    ],
    ids=range(24),
)
def test_what_is_refused_and_what_to_do(content, said):
    with pytest.raises(InvalidRecordError, match=said) as caught:
        read_boundaries(content, file="batas")
    assert caught.value.message("id") != caught.value.message("en")


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_degrees_by_any_name(name):
    crs = {"type": "name", "properties": {"name": name}}
    assert read_boundaries(collection([{"KDPKAB": "32.03"}], crs=crs)).regions


def test_a_file_above_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(_boundary_files, "MOST_BYTES", 100)
    with pytest.raises(InvalidRecordError, match="simplify") as caught:
        read({"KDPKAB": "32.03"})
    assert "sederhanakan" in caught.value.message("id")


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["KDPKAB", "CC_2", "NAME_2", "id", "x"]),
            st.text(max_size=6)
            | st.none()
            | st.integers(0, 9999)
            | st.floats(0, 99, allow_nan=False)
            | st.booleans()
            | st.sampled_from(["32.03", "3203", "ID3203", "Bogor", "Danau"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_properties_are_read_or_refused(rows):
    try:
        found = read(*rows)
    except InvalidRecordError:
        return
    assert len(found.regions) <= len(rows)


def test_a_text_of_a_property_is_cut():
    assert _boundary_names.text_of("  " + "x" * 99) == "x" * 58
    assert _boundary_names.text_of("x" * 99) == "x" * 60


@pytest.mark.parametrize(
    ("position", "said"),
    [
        ([-7.4, 106.4], "exchanged"),
        ([6, 95], "exchanged"),
        ([500000, 9200000], "projected coordinates"),
        ([106.4, 97.0], "projected coordinates"),
        ([-7.4, 181.0], "projected coordinates"),
        ([181.0, -7.4], "projected coordinates"),
    ],
    ids=str,
)
def test_a_position_that_is_none_says_why(position, said):
    shape = {"type": "Polygon", "coordinates": [[position, [107, -7], [107, -6], position]]}
    row = {"type": "Feature", "properties": {"KDPKAB": "32.03"}, "geometry": shape}
    with pytest.raises(InvalidRecordError, match=said):
        read_boundaries(json.dumps(row).encode(), file="batas.geojson")
