"""Boundaries as GeoJSON: holes, parts, edges, and what is no boundary."""

import copy
import pickle
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import GeoJSONGeometry, InvalidRecordError, InvalidRegionCodeError, RegionCode, propose_region
from satudata.issuing import Epicentre, RegionRule, _crossings

ONE, OTHER = RegionCode.parse("32.02"), RegionCode.parse("32.03")


def ring(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


SQUARE = {"type": "Polygon", "coordinates": [ring(107, -7, 108, -6)]}
HOLED = {"type": "Polygon", "coordinates": [ring(107, -7, 108, -6), ring(107.4, -6.6, 107.6, -6.4)]}
PARTS = {"type": "MultiPolygon", "coordinates": [[ring(107, -7, 108, -6)], [ring(109, -7, 110, -6)]]}


def feature(code, geometry, **more):
    return {"type": "Feature", "properties": {"code": code, **more}, "geometry": geometry}


def inside(geometry, latitude, longitude):
    return GeoJSONGeometry({"32.02": geometry}).regions_at(Epicentre(latitude, longitude)) == (ONE,)


def km(geometry, latitude, longitude, **given):
    return GeoJSONGeometry({"32.02": geometry}, **given).distance(ONE, Epicentre(latitude, longitude))


class TestContains:
    def test_a_square(self):
        assert inside(SQUARE, -6.5, 107.5)
        assert not inside(SQUARE, -6.5, 108.5)
        assert not inside(SQUARE, -5.5, 107.5)

    @pytest.mark.parametrize("point", [(-7, 107), (-6.5, 107), (-6, 107.3), (-6, 108), (-6.123, 108)])
    def test_the_edge_is_inside(self, point):
        assert inside(SQUARE, *point)

    def test_a_slanted_edge(self):
        triangle = {"type": "Polygon", "coordinates": [[[107, -7], [108, -7], [107, -6], [107, -7]]]}
        assert inside(triangle, -6.5, 107.5)
        assert inside(triangle, -6.6, 107.3)
        assert not inside(triangle, -6.4, 107.7)

    def test_a_hole_is_outside_and_its_edge_is_not(self):
        assert inside(HOLED, -6.5, 107.2)
        assert not inside(HOLED, -6.5, 107.5)
        assert inside(HOLED, -6.5, 107.4)

    def test_parts(self):
        assert inside(PARTS, -6.5, 107.5)
        assert inside(PARTS, -6.5, 109.5)
        assert not inside(PARTS, -6.5, 108.5)

    def test_a_common_boundary_lies_in_both(self):
        right = {"type": "Polygon", "coordinates": [ring(108, -7, 109, -6)]}
        geometry = GeoJSONGeometry({"32.03": right, "32.02": SQUARE})
        assert geometry.regions_at(Epicentre(-6.5, 108)) == (ONE, OTHER)
        found = propose_region(["32.03", "32.02"], epicentre=(-6.5, 108), geometry=geometry)
        assert (found.code, found.rule, found.ambiguous) == (ONE, RegionRule.EPICENTRE_ON_LAND, True)
        only = propose_region(["32.03", "32.01"], epicentre=(-6.5, 108), geometry=geometry)
        assert only.code == OTHER
        assert "epicentre-not-affected" not in {each.code for each in only.findings}


class TestDistance:
    def test_to_an_edge_a_corner_and_a_hole(self):
        assert km(SQUARE, -6.5, 109).km == pytest.approx(110.5, abs=0.2)
        assert km(SQUARE, -8, 107).km == pytest.approx(111.2, abs=0.1)
        assert km(HOLED, -6.5, 107.5).km == pytest.approx(11.05, abs=0.1)
        assert km(SQUARE, -6.5, 107.5).km == 0

    def test_the_error_of_the_boundaries(self):
        assert km(SQUARE, -6.5, 107.5, error_km=2).at_most == 0
        assert km(SQUARE, -6.001, 107.5, error_km=2).at_most == pytest.approx(1.89, abs=0.01)
        far = km(SQUARE, -6.5, 109, error_km=2)
        assert far.at_least < far.km - 2 < far.km + 2 < far.at_most

    def test_a_region_not_held(self):
        assert GeoJSONGeometry({"32.02": SQUARE}).distance(OTHER, Epicentre(0, 0)) is None

    def test_near_a_boundary_of_little_worth_it_is_ambiguous(self):
        right = {"type": "Polygon", "coordinates": [ring(108, -7, 109, -6)]}
        for error, ambiguous in ((0, False), (5, True)):
            geometry = GeoJSONGeometry({"32.02": SQUARE, "32.03": right}, error_km=error)
            found = propose_region([ONE, OTHER], epicentre=(-6.5, 107.99), geometry=geometry)
            assert (found.code, found.ambiguous) == (ONE, ambiguous)

    def test_at_sea_only_where_no_land_is_missing(self):
        for complete in (True, False):
            geometry = GeoJSONGeometry({"32.02": SQUARE, "32.03": PARTS}, complete=complete)
            found = propose_region([ONE, OTHER], epicentre=(-6.5, 110.5), geometry=geometry)
            assert (found.code, found.rule) == (OTHER, RegionRule.NEAREST_AFFECTED)
            assert ("epicentre-maybe-on-land" in {each.code for each in found.findings}) is not complete

    def test_a_region_stated_against_the_boundaries(self):
        geometry = GeoJSONGeometry({"32.02": SQUARE})
        found = propose_region(
            [ONE, OTHER], epicentre=(-6.5, 107.5), epicentre_region="32.03", geometry=geometry
        )
        assert found.code == OTHER
        assert "epicentre-region-differs" in {each.code for each in found.findings}
        agreed = propose_region(
            [ONE, OTHER], epicentre=(-6.5, 107.5), epicentre_region="32.02", geometry=geometry
        )
        assert "epicentre-region-differs" not in {each.code for each in agreed.findings}


class Shape:
    def __init__(self, geo):
        self.__geo_interface__ = geo


def test_a_proposal_takes_whatever_shows_itself_as_geojson():
    held = Shape({"type": "FeatureCollection", "features": [feature("32.02", SQUARE)]})
    found = propose_region(["32.02", "32.03"], epicentre=(-6.5, 107.5), geometry=held)
    assert (found.code, found.rule, found.geometry) == (ONE, RegionRule.EPICENTRE_ON_LAND, "GeoJSON")
    with pytest.raises(TypeError, match="geometry is a Geometry"):
        propose_region(["32.02", "32.03"], epicentre=(-6.5, 107.5), geometry=SQUARE)


class TestForms:
    @pytest.mark.parametrize(
        "given",
        [
            {"type": "FeatureCollection", "features": [feature("32.02", SQUARE)]},
            feature("3202", SQUARE),
            [feature("32.02", SQUARE)],
            iter([Shape(feature("32.02", Shape(SQUARE)))]),
            Shape({"type": "FeatureCollection", "features": (feature("32.02", SQUARE),)}),
            {"32.02": Shape(SQUARE)},
            {ONE: SQUARE},
        ],
        ids=range(7),
    )
    def test_each_is_read(self, given):
        assert GeoJSONGeometry(given).regions_at(Epicentre(-6.5, 107.5)) == (ONE,)

    def test_features_of_one_code_are_its_parts(self):
        east = {"type": "Polygon", "coordinates": [ring(109, -7, 110, -6)]}
        geometry = GeoJSONGeometry([feature("32.02", SQUARE), feature("3202", east)])
        assert [geometry.regions_at(Epicentre(-6.5, at)) for at in (107.5, 109.5)] == [(ONE,), (ONE,)]

    def test_another_property_a_third_coordinate_and_an_open_ring(self):
        open_ring = [[*at, 12.5] for at in ring(107, -7, 108, -6)[:-1]]
        given = {
            "type": "Feature",
            "properties": {"kode": "32.02"},
            "geometry": {"type": "Polygon", "coordinates": [open_ring]},
        }
        assert GeoJSONGeometry(given, code="kode").regions_at(Epicentre(-6.5, 107)) == (ONE,)

    def test_a_repeated_corner(self):
        doubled = [[107, -7], [107, -7], [108, -7], [108, -6], [107, -6]]
        assert inside({"type": "Polygon", "coordinates": [doubled]}, -6.5, 107.5)

    @pytest.mark.parametrize(
        "given",
        [
            {"type": "Polygon", "coordinates": []},
            {"type": "FeatureCollection", "features": 5},
            {"type": "FeatureCollection"},
            {"type": "FeatureCollection", "features": "x"},
            5,
            [5],
            [{"type": "Polygon"}],
            [{"type": "Feature", "properties": None, "geometry": SQUARE}],
            [{"type": "Feature", "properties": {"x": 1}, "geometry": SQUARE}],
            [feature("32", SQUARE)],
            [feature("32.02", None)],
            [feature("32.02", {"type": "Point", "coordinates": [1, 2]})],
            [feature("32.02", {"type": "Polygon"})],
            [feature("32.02", {"type": "Polygon", "coordinates": []})],
            [feature("32.02", {"type": "MultiPolygon", "coordinates": []})],
            [feature("32.02", {"type": "MultiPolygon", "coordinates": [[]]})],
            [feature("32.02", {"type": "Polygon", "coordinates": [[[1, 2], [1, 2], [1, 2]]]})],
            [feature("32.02", {"type": "Polygon", "coordinates": [[[-7, 107], [-7, 108], [-6, 108]]]})],
            [feature("32.02", {"type": "Polygon", "coordinates": [[["a", 1], [2, 3], [4, 5]]]})],
            [feature("32.02", {"type": "Polygon", "coordinates": [[[1], [2, 3], [4, 5]]]})],
            [feature("32.02", {"type": "Polygon", "coordinates": [[1, 2, 3]]})],
        ],
        ids=str,
    )
    def test_no_boundaries(self, given):
        with pytest.raises(InvalidRecordError):
            GeoJSONGeometry(given)

    def test_no_region_code(self):
        with pytest.raises(InvalidRegionCodeError):
            GeoJSONGeometry([feature("x", SQUARE)])
        with pytest.raises(TypeError, match="never a number"):
            GeoJSONGeometry([feature(3202, SQUARE)])

    @pytest.mark.parametrize("error", [-1, float("nan"), float("inf")])
    def test_no_error(self, error):
        with pytest.raises(InvalidRecordError, match="error_km"):
            GeoJSONGeometry({}, error_km=error)

    def test_it_can_be_shown_copied_and_pickled(self):
        geometry = GeoJSONGeometry({"32.02": SQUARE}, name="mine")
        assert repr(geometry) == "<GeoJSONGeometry 'mine' of 1 regions>"
        for each in (copy.deepcopy(geometry), pickle.loads(pickle.dumps(geometry))):
            assert each.regions_at(Epicentre(-6.5, 107.5)) == (ONE,)
            assert each.name == "mine"


EIGHT = {"type": "Polygon", "coordinates": [[[107, -7], [108, -6], [108, -7], [107, -6], [107, -7]]]}


class TestWhatIsNoBoundary:
    @pytest.mark.parametrize("huge", [10**400, -(10**400), 1e400, float("nan"), 107_000.0, 9_000_000])
    def test_a_coordinate_of_any_size_is_refused_by_its_feature(self, huge):
        for position in ([huge, -7], [107, huge], [107.0, float(min(max(huge, -1e300), 1e300))]):
            shape = {"type": "Polygon", "coordinates": [[position, [108, -7], [108, -6], [107, -7]]]}
            with pytest.raises(InvalidRecordError, match="EPSG:4326") as caught:
                GeoJSONGeometry({"32.02": shape})
            assert "meter" in caught.value.message("id")

    def test_an_epicentre_of_any_size(self):
        for point in ((10**400, 0), (0, -(10**400))):
            with pytest.raises(InvalidRecordError, match="degrees from"):
                propose_region([ONE, OTHER], epicentre=point)

    def test_an_edge_across_the_antimeridian(self):
        across = {"type": "Polygon", "coordinates": [ring(-179, -7, 179, -6)]}
        with pytest.raises(InvalidRecordError, match="antimeridian") as caught:
            GeoJSONGeometry({"32.02": across})
        assert "dipotong" in caught.value.message("id")
        half = {"type": "Polygon", "coordinates": [ring(0, -7, 180, -6)]}
        assert inside(half, -6.5, 90)

    def test_a_boundary_that_crosses_itself_is_said_of_a_candidate_only(self):
        geometry = GeoJSONGeometry({"32.02": EIGHT, "32.03": SQUARE, "32.04": EIGHT})
        found = propose_region([ONE, OTHER], epicentre=(-6.2, 107.5), geometry=geometry)
        crossing = [each for each in found.findings if each.code == "boundary-crosses-itself"]
        assert [each.data["region"] for each in crossing] == ["32.02"]
        assert found.verification_required
        assert geometry.doubts(OTHER) == geometry.doubts(RegionCode.parse("11.01")) == ()

    def test_holes_and_parts_that_touch_do_not_cross(self):
        touching = {"type": "Polygon", "coordinates": [ring(107, -7, 108, -6), ring(107, -6.6, 107.6, -6.4)]}
        for shape in (HOLED, PARTS, touching):
            assert GeoJSONGeometry({"32.02": shape}).doubts(ONE) == ()
        outside = {"type": "Polygon", "coordinates": [ring(107, -7, 108, -6), ring(107.4, -6.6, 108.6, -6.4)]}
        assert GeoJSONGeometry({"32.02": outside}).doubts(ONE)


def test_ten_times_the_edges_take_about_ten_times_the_comparisons(monkeypatch):
    compared = []
    monkeypatch.setattr(
        _crossings, "_side", lambda *given, side=_crossings._side: compared.append(1) or side(*given)
    )

    def comparisons(number):
        compared.clear()
        teeth = [(105 + at / number, at % 2) for at in range(number)]
        assert _crossings.crossing([[*teeth, (106, -9), (105, -9), (105, 0)]]) is None
        return len(compared)

    assert comparisons(2000) < 13 * comparisons(200)


corners = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=9)


@given(st.lists(corners, min_size=1, max_size=2))
def test_a_crossing_is_found_exactly_where_two_edges_cross(rings):
    rings = [[*ring, ring[0]] for ring in rings]
    edges = [_crossings._from_west(*edge) for ring in rings for edge in pairwise(ring) if edge[0] != edge[1]]
    crosses = any(_crossings._cross(one, other) for one, other in combinations(edges, 2))
    assert (_crossings.crossing(rings) is not None) is crosses
