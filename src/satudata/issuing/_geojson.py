"""Boundaries that the caller has, as GeoJSON: which region contains a point, and how far the others are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.issuing._crossings import crossing
from satudata.issuing._geometry import Distance, Epicentre, bounded, haversine
from satudata.regions._code import AdminLevel, RegionCode, as_region_code

#: (longitude, latitude), the order of GeoJSON.
_Position: TypeAlias = tuple[float, float]
_Ring: TypeAlias = tuple[_Position, ...]
#: The outer ring, then its holes.
_Polygon: TypeAlias = tuple[_Ring, ...]

#: Below this depth in a shape's own plane a point lies on the edge (degrees; a tenth of a millimetre).
_ON_EDGE = 1e-9
#: A longer edge, in degrees of longitude, goes the other way round the earth.
_HALF_ROUND = 180
_IN_DEGREES = (
    "a position is [longitude, latitude] in degrees, up to 180 and 90; "
    "convert projected coordinates (metres) to EPSG:4326 first"
)
_EXCHANGED = "latitude and longitude are exchanged; GeoJSON has [longitude, latitude]"


@final
@attrs.frozen
class _Shape:
    polygons: tuple[_Polygon, ...]
    west: float
    south: float
    east: float
    north: float

    def contains(self, point: Epicentre) -> bool:
        """Whether the point lies in it or on its edge; a hole is outside, its edge is not."""
        at = (point.longitude, point.latitude)
        if not (self.west <= at[0] <= self.east and self.south <= at[1] <= self.north):
            return False
        return any(_holds(polygon, at) for polygon in self.polygons)

    def km_to_edge(self, point: Epicentre) -> float:
        """How far the nearest edge is; edges are straight in longitude and latitude, as GeoJSON has it."""
        at = (point.longitude, point.latitude)
        narrowing = math.cos(math.radians(point.latitude))
        edges = (edge for polygon in self.polygons for ring in polygon for edge in pairwise(ring))
        nearest = min(
            (_nearest(at, start, end, narrowing) for start, end in edges),
            key=lambda each: _apart(at, each, narrowing),
        )
        return haversine(point, Epicentre(nearest[1], nearest[0]))


@public("satudata")
@final
class GeoJSONGeometry:
    """Boundaries of kabupaten/kota as GeoJSON: polygons and multi-polygons, with holes.

    *boundaries* is a FeatureCollection or Feature as ``dict``, an iterable of Features, a mapping from region code to
    geometry, or anything with ``__geo_interface__``. *code* names the property that holds the region code as text,
    ``"32.03"`` or ``"3203"``; several features of one code are its parts. *complete* is the caller's word that no land
    is missing, so that a point in no region is at sea. *error_km* is how far the boundaries may be off. *name* says
    which they are, in a proposal.

    Raises :class:`~satudata.InvalidRecordError` naming the feature that is not such a boundary: one of no polygon, with
    a position that is none in degrees, or with an edge across the antimeridian.

    Source: RFC 7946 (positions are longitude, latitude; 3.1.9: polygons are cut at the antimeridian).

    >>> square = {"type": "Polygon", "coordinates": [[[107, -7], [108, -7], [108, -6], [107, -6], [107, -7]]]}
    >>> mine = GeoJSONGeometry({"32.03": square}, name="a square")
    >>> mine.regions_at(Epicentre(-6.5, 107.5)), mine.distance(RegionCode.parse("32.03"), Epicentre(-6.5, 108.1)).km
    ((RegionCode.parse('32.03'),), 11.048)
    """

    __slots__ = ("_shapes", "error_km", "is_complete", "name")

    def __init__(
        self,
        boundaries: Any,
        *,
        code: str = "code",
        complete: bool = False,
        error_km: float = 0.0,
        name: str = "GeoJSON",
    ) -> None:
        if not (math.isfinite(error_km) and error_km >= 0):
            raise InvalidRecordError("error_km", error_km, "kilometres, zero or more")
        self.name = name
        self.is_complete = complete
        self.error_km = error_km
        self._shapes = _shapes(_regencies(_features(boundaries, code), code))

    @classmethod
    def of_parts(cls, parts: Iterable[tuple[str, RegionCode, Any]], *, name: str) -> GeoJSONGeometry:
        """The geometry of (place in the file, region, GeoJSON geometry), for whoever has found the regions."""
        made = cls({}, name=name)
        made._shapes = _shapes(parts)
        return made

    def doubts(self, region: RegionCode) -> tuple[Finding, ...]:
        """What is doubtful about the shape of *region*: a polygon whose edges cross; none for a region not held.

        Where edges cross, inside and outside change places within the loops; the point may be placed wrongly there.
        """
        shape = self._shapes.get(region)
        found = (crossing(polygon) for polygon in (() if shape is None else shape.polygons))
        at = next((each for each in found if each is not None), None)
        if at is None:
            return ()
        where = f"{at[1]:g}, {at[0]:g}"
        return (
            finding("boundary-crosses-itself", "region", region=str(region), at=where, geometry=self.name),
        )

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        """The boundaries as GeoJSON, and how they were given."""
        boundaries = {
            region: {"type": "MultiPolygon", "coordinates": shape.polygons}
            for region, shape in self._shapes.items()
        }
        given = partial(GeoJSONGeometry, complete=self.is_complete, error_km=self.error_km, name=self.name)
        return given, (boundaries,)

    def __repr__(self) -> str:
        return f"<GeoJSONGeometry {self.name!r} of {len(self._shapes)} regions>"

    def regions_at(self, point: Epicentre) -> tuple[RegionCode, ...]:
        """The regions that contain *point*, those on whose boundary it lies among them, by code."""
        return tuple(region for region, shape in self._shapes.items() if shape.contains(point))

    def distance(self, region: RegionCode, point: Epicentre) -> Distance | None:
        """How far *region*'s boundary is from *point*, 0 inside; ``None`` for a region not held."""
        shape = self._shapes.get(region)
        if shape is None:
            return None
        to_edge = shape.km_to_edge(point)
        if not shape.contains(point):
            return bounded(to_edge, self.error_km)
        return Distance(0.0, 0.0, round(max(0.0, self.error_km - to_edge), 3))


def _regencies(features: Iterable[tuple[str, Any, Any]], code: str) -> Iterator[tuple[str, RegionCode, Any]]:
    for where, text, geometry in features:
        region = as_region_code(text)
        if region.level is not AdminLevel.REGENCY:
            raise InvalidRecordError(f"{where}.{code}", str(text), "a kabupaten/kota, '32.03'")
        yield where, region, geometry


def _shapes(parts: Iterable[tuple[str, RegionCode, Any]]) -> dict[RegionCode, _Shape]:
    """The shape of each region by its code; several geometries of one region are its parts."""
    polygons: dict[RegionCode, list[_Polygon]] = {}
    for where, region, geometry in parts:
        polygons.setdefault(region, []).extend(_polygons(geometry, where))
    return {region: _shape(found) for region, found in sorted(polygons.items())}


def _features(given: Any, code: str) -> Iterator[tuple[str, Any, Any]]:
    """(where it stands, region code, geometry) of each feature."""
    given = _plain(given)
    if isinstance(given, Mapping) and "type" not in given:
        yield from ((f"[{key!r}]", key, _plain(geometry)) for key, geometry in given.items())
        return
    if isinstance(given, Mapping):
        kind = given["type"]
        if kind not in {"FeatureCollection", "Feature"}:
            raise InvalidRecordError(
                "type", kind, "a FeatureCollection, a Feature, or a mapping from region code"
            )
        given = given.get("features") if kind == "FeatureCollection" else [given]
    if not isinstance(given, Iterable) or isinstance(given, (str, bytes)):
        raise InvalidRecordError("features", given, "a list of Features")
    for number, each in enumerate(given):
        feature, where = _plain(each), f"features[{number}]"
        if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
            raise InvalidRecordError(where, feature, "a Feature")
        properties = feature.get("properties")
        if not isinstance(properties, Mapping) or code not in properties:
            raise InvalidRecordError(f"{where}.properties", properties, f"the region code under {code!r}")
        yield where, properties[code], _plain(feature.get("geometry"))


def _plain(given: Any) -> Any:
    return getattr(given, "__geo_interface__", given)


def _polygons(geometry: Any, where: str) -> list[_Polygon]:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind == "Polygon":
        parts = [geometry.get("coordinates")]
    elif kind == "MultiPolygon":
        parts = _listed(geometry.get("coordinates"), where)
    else:
        raise InvalidRecordError(f"{where}.geometry", kind, "a Polygon or a MultiPolygon")
    polygons = [tuple(_ring(ring, where) for ring in _listed(part, where)) for part in parts]
    if not polygons or not all(polygons):
        raise InvalidRecordError(f"{where}.geometry", geometry, "at least one ring")
    return polygons


def _listed(value: Any, where: str) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise InvalidRecordError(f"{where}.geometry", value, "lists of positions, [longitude, latitude]")
    return list(value)


def _ring(given: Any, where: str) -> _Ring:
    ring = tuple(_position(each, where) for each in _listed(given, where))
    if len(set(ring)) < 3:
        raise InvalidRecordError(f"{where}.geometry", given, "a ring of three corners or more")
    ring = ring if ring[0] == ring[-1] else (*ring, ring[0])
    if any(abs(end[0] - start[0]) > _HALF_ROUND for start, end in pairwise(ring)):
        reason = "a polygon across the antimeridian is cut there into two, at 180 degrees"
        raise InvalidRecordError(f"{where}.geometry", given, reason)
    return ring


def _why_not(longitude: float, latitude: float) -> str:
    """Why two numbers are no position: exchanged, where the second can only be a longitude; else not in degrees."""
    return _EXCHANGED if -90 <= longitude <= 90 < abs(latitude) <= 180 else _IN_DEGREES


def _position(given: Any, where: str) -> _Position:
    numbers = _listed(given, where)[:2]
    try:
        longitude, latitude = numbers
        if not type(longitude) is type(latitude) is float:
            point = Epicentre(latitude, longitude)
            longitude, latitude = point.longitude, point.latitude
    except InvalidRecordError:
        raise InvalidRecordError(f"{where}.geometry", given, _why_not(longitude, latitude)) from None
    except (TypeError, ValueError):
        raise InvalidRecordError(f"{where}.geometry", given, "a position is [longitude, latitude]") from None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InvalidRecordError(f"{where}.geometry", given, _why_not(longitude, latitude))
    return longitude, latitude


def _shape(polygons: list[_Polygon]) -> _Shape:
    longitudes, latitudes = zip(*(at for polygon in polygons for at in polygon[0]), strict=True)
    return _Shape(tuple(polygons), min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _holds(polygon: _Polygon, at: _Position) -> bool:
    outer, *holes = polygon
    if _on_edge(outer, at):
        return True
    return _inside(outer, at) and not any(_inside(hole, at) and not _on_edge(hole, at) for hole in holes)


def _inside(ring: _Ring, at: _Position) -> bool:
    """Whether a line to the east crosses the ring an odd number of times."""
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _on_edge(ring: _Ring, at: _Position) -> bool:
    return any(_apart(at, _nearest(at, start, end), 1.0) <= _ON_EDGE for start, end in pairwise(ring))


def _nearest(at: _Position, start: _Position, end: _Position, narrowing: float = 1.0) -> _Position:
    """The point of an edge nearest to *at*, in the plane at its latitude."""
    along, up = (end[0] - start[0]) * narrowing, end[1] - start[1]
    length = along * along + up * up
    if length == 0:
        return start
    share = ((at[0] - start[0]) * narrowing * along + (at[1] - start[1]) * up) / length
    share = min(1.0, max(0.0, share))
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _apart(one: _Position, other: _Position, narrowing: float) -> float:
    return math.hypot((one[0] - other[0]) * narrowing, one[1] - other[1])
