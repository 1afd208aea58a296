"""Where a point lies and how far it is from a region: the protocol, and the centroids and boxes that come along."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Protocol, SupportsFloat, final, runtime_checkable

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError, UnknownRegionError, WrongTypeError
from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded
from satudata.regions._tables import rows

_EARTH_RADIUS_KM = 6371.0088
#: A sphere differs from the ellipsoid by at most this share of a distance.
_SPHERE_ERROR = 0.0056
#: Boxes are given in hundredths of a degree.
_BOX_ERROR = 0.005


def _degrees(value: SupportsFloat, name: str, limit: int, order: str) -> float:
    if isinstance(value, (bool, str)) or not hasattr(type(value), "__float__"):
        raise WrongTypeError(f"{name}: degrees as a number", type(value))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not -limit <= number <= limit:
        raise InvalidRecordError(name, value, f"degrees from -{limit} to {limit}; {order}")
    return number


def _latitude(value: SupportsFloat) -> float:
    return _degrees(value, "latitude", 90, "the latitude comes first")


def _longitude(value: SupportsFloat) -> float:
    return _degrees(value, "longitude", 180, "it comes second")


@public("satudata.issuing")
@final
@attrs.frozen
class Epicentre:
    """Where an event began: *latitude* and *longitude* in degrees (south and west negative).

    *source* says whose solution it is and which one, since solutions are revised.

    >>> Epicentre(-6.84, 107.05, "BMKG")
    Epicentre(latitude=-6.84, longitude=107.05, source='BMKG')
    >>> Epicentre(107.05, -6.84)
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: latitude: 107.05: degrees from -90 to 90; the latitude comes first
    """

    latitude: float = attrs.field(converter=_latitude)
    longitude: float = attrs.field(converter=_longitude)
    source: str = ""

    def __str__(self) -> str:
        return f"{self.latitude:g}, {self.longitude:g}{f' ({self.source})' if self.source else ''}"


@public("satudata.issuing")
@final
@attrs.frozen
class Distance:
    """How far a region is from a point, in km to the metre, and the bounds that the geometry vouches for."""

    km: float
    at_least: float
    at_most: float


@public("satudata.issuing")
@runtime_checkable
class Geometry(Protocol):
    """What the region of an epicentre is decided by; any object with these three is one.

    ``name`` says in a proposal which geometry was used. ``is_complete`` is whether a point that lies in no region is
    known to be at sea: false where some land may be missing, or where shapes are not held.
    """

    @property
    def name(self) -> str:
        """What it is, for people."""

    @property
    def is_complete(self) -> bool:
        """Whether a point in none of its regions is at sea."""

    def regions_at(self, point: Epicentre) -> tuple[RegionCode, ...]:
        """The regions that contain *point*: several on a common boundary, none at sea or where it cannot tell."""

    def distance(self, region: RegionCode, point: Epicentre) -> Distance | None:
        """How far *region* is from *point*, 0 inside; ``None`` for a region without a shape."""


def haversine(one: Epicentre, other: Epicentre) -> float:
    """The great-circle distance in km on a sphere of the mean radius; within 0.56 % of the ellipsoid's.

    >>> round(haversine(Epicentre(0, 100), Epicentre(0, 101)), 1)
    111.2
    """
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def bounded(km: float, error_km: float = 0.0) -> Distance:
    """A distance with the error of the sphere, and that of the boundary it was measured to.

    >>> bounded(100.0, error_km=1)
    Distance(km=100.0, at_least=98.44, at_most=101.56)
    """
    spread = km * _SPHERE_ERROR + error_km
    return Distance(round(km, 3), round(max(0.0, km - spread), 3), round(km + spread, 3))


@public("satudata.issuing")
@final
@attrs.frozen
class Centroids:
    """The centroids and boxes of the region table: a rough geometry for want of boundaries.

    A region is as far as its centroid. It is at least as far as its bounding box; and it is taken to reach its
    centroid, so it is at most as far as that. Land and sea cannot be told apart. Shapes are those of today, also for an
    earlier code of a place.

    >>> Centroids().distance(RegionCode.parse("32.03"), Epicentre(-6.84, 107.05))
    Distance(km=34.522, at_least=0.0, at_most=34.715)
    """

    name: str = attrs.field(default="centroids", init=False)
    is_complete: bool = attrs.field(default=False, init=False)

    def regions_at(self, point: Epicentre) -> tuple[RegionCode, ...]:  # noqa: ARG002  # what the protocol asks
        """None: centroids and boxes cannot tell."""
        return ()

    def distance(self, region: RegionCode, point: Epicentre) -> Distance | None:
        """The distance to the centroid, at least that to the box; ``None`` for a code never known."""
        try:
            shape = _shapes()[embedded().place(region)]
        except UnknownRegionError:
            return None
        centroid, low, high = shape
        nearest = Epicentre(
            min(max(point.latitude, low.latitude), high.latitude),
            min(max(point.longitude, low.longitude), high.longitude),
        )
        far = bounded(haversine(point, centroid))
        return Distance(far.km, bounded(haversine(point, nearest)).at_least, far.at_most)


@cache
def _shapes() -> Mapping[RegionCode, tuple[Epicentre, Epicentre, Epicentre]]:
    """Centroid, south-western and north-eastern corner of the box of every region of today."""
    return {
        RegionCode.parse(row["code"]): (
            Epicentre(float(row["lat"]), float(row["lon"])),
            Epicentre(float(row["lat_min"]) - _BOX_ERROR, float(row["lon_min"]) - _BOX_ERROR),
            Epicentre(float(row["lat_max"]) + _BOX_ERROR, float(row["lon_max"]) + _BOX_ERROR),
        )
        for row in rows("geometry")
    }
