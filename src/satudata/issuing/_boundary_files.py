"""Boundaries from a file: GeoJSON in degrees, whichever property has the codes; other formats are refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, final

import attrs

from satudata._ground.paths import public
from satudata._ground.strict_json import read_json
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.issuing._boundary_codes import Found, find_places
from satudata.issuing._geojson import GeoJSONGeometry
from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded

#: All kabupaten/kota in detail have some tens of megabytes; larger files are simplified or cut first.
MOST_BYTES = 50_000_000
_CONVERT = "convert it to GeoJSON in EPSG:4326, for example with ogr2ogr or QGIS"
#: How files begin that are no GeoJSON, and what they are.
_OTHERS = (
    ((b"PK\x03\x04",), f"a zip file (a packed shapefile or KMZ); unpack and {_CONVERT}"),
    ((b"\0\0\x27\x0a",), f"a shapefile; {_CONVERT}"),
    ((b"SQLite format 3\0",), f"a GeoPackage or SQLite database; {_CONVERT}"),
    ((b"\x1f\x8b",), "a gzip file; unpack it first"),
    ((b"fgb",), f"a FlatGeobuf file; {_CONVERT}"),
    ((b"<",), f"a KML, GML or other XML file; {_CONVERT}"),
)
_SQL_FILE, _OTHER_FILE = f"SQL; {_CONVERT}", f"no GeoJSON; {_CONVERT}"
_SQL = ("insert ", "create ", "set ", "--", "/*", "drop ", "begin")
_DAMAGED = "GeoJSON that breaks off or is damaged; fetch the file again"
#: Members that the JSON of ArcGIS has, and GeoJSON has not.
_OF_ARCGIS = frozenset({"spatialReference", "geometryType", "displayFieldName"})
_DEGREES = ("crs84", "epsg:4326", "epsg::4326")


@public("satudata.issuing")
@final
@attrs.frozen(kw_only=True)
class BoundaryFile:
    """Boundaries as they were read: the *geometry*, and by which *property* and code *system* its regions were found.

    *system* is ``"kemendagri"``, ``"bps"``, ``"p-code"``, or ``"names"`` where the file has no codes. *regions* are the
    regions that have a shape. *findings* say which features were left out.
    """

    geometry: GeoJSONGeometry
    file: str
    property: str
    system: str
    regions: tuple[RegionCode, ...]
    findings: tuple[Finding, ...] = ()


def read_boundaries(
    content: bytes,
    *,
    file: str = "GeoJSON",
    property: str | None = None,  # noqa: A002  # the word of GeoJSON
    system: str | None = None,
    on: date | None = None,
) -> BoundaryFile:
    """Read the boundaries of kabupaten/kota from a GeoJSON file, in degrees; *file* is its name in messages.

    The property with the codes is found: all its values are codes of one level and one system, and the names agree.
    p-codes show themselves by their prefix, codes with a dot are Kemendagri's; four digits are Kemendagri's or those of
    BPS by the names next to them. Codes of kecamatan and desa are put together by kabupaten. Without codes the names
    count, with their province. Lakes and forests are left out. *property* and *system* (``"kemendagri"``, ``"bps"``,
    ``"p-code"``, ``"names"``) state what the file does not show. A region has its code *on* that day, else its newest.

    Raises :class:`~satudata.InvalidRecordError` for any other format, for projected coordinates, for a file of more
    than 50 MB, and where nothing decides which region a feature is.

    Source: RFC 7946.

    >>> square = {"type": "Polygon", "coordinates": [[[107, -7], [108, -7], [108, -6], [107, -7]]]}
    >>> one = {"type": "Feature", "properties": {"KDPKAB": "32.03", "WADMKK": "Cianjur"}, "geometry": square}
    >>> import json
    >>> mine = read_boundaries(json.dumps({"type": "FeatureCollection", "features": [one]}).encode(), file="batas")
    >>> mine.property, mine.system, mine.regions, mine.geometry.name
    ('KDPKAB', 'kemendagri', (RegionCode.parse('32.03'),), 'batas, KDPKAB')
    """
    if len(content) > MOST_BYTES:
        reason = f"more than {MOST_BYTES // 10**6} MB; simplify the boundaries or keep only the provinces concerned"
        raise InvalidRecordError("boundaries", file, reason)
    features = list(_features(_collection(content, file), file))
    shaped = [each for each in features if each["geometry"] is not None]
    found = find_places([each["properties"] for each in shaped], file, chosen=property, system=system)
    named = f"{file}, {found.property}"
    gazetteer = embedded()
    parts = [
        (each["where"], place if on is None else gazetteer.under(place, on).code, each["geometry"])
        for each, place in zip(shaped, found.places, strict=True)
        if place is not None
    ]
    return BoundaryFile(
        geometry=GeoJSONGeometry.of_parts(parts, name=named),
        file=file,
        property=found.property,
        system=found.system,
        regions=tuple(sorted({code for _, code, _ in parts})),
        findings=tuple(_left_out(found, len(features) - len(shaped))),
    )


def _left_out(found: Found, without_shape: int) -> Iterator[Finding]:
    for code, names in (
        ("boundaries-no-region", found.no_regions),
        ("boundaries-unread", found.unread),
        ("boundaries-name-differs", found.contradicting),
    ):
        if names:
            shown = "; ".join(each[:40] for each in names[:3]) + ("; ..." if len(names) > 3 else "")
            yield finding(code, "boundaries", number=len(names), names=shown)
    if without_shape:
        yield finding("boundaries-without-shape", "boundaries", number=without_shape)


def _collection(content: bytes, file: str) -> Any:
    """The decoded JSON of a file; of a file with a Feature a line the list of them."""
    start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginnings, reason in _OTHERS:
        if start.startswith(beginnings):
            raise InvalidRecordError("boundaries", file, reason)
    if start.lower().decode("ascii", "replace").startswith(_SQL):
        raise InvalidRecordError("boundaries", file, _SQL_FILE)
    if not start.startswith((b"{", b"[")):
        raise InvalidRecordError("boundaries", file, _OTHER_FILE)
    first, *rest = content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)
    try:
        if first.rstrip().endswith(b"}") and rest and rest[0].startswith(b"{"):
            return [read_json(line) for line in (first, *rest[0].splitlines()) if line.strip()]
        return read_json(content)
    except InvalidRecordError:
        raise InvalidRecordError("boundaries", file, _DAMAGED) from None


def _features(given: Any, file: str) -> Iterator[dict[str, Any]]:
    """Each feature of the file with its place there."""
    kind = given.get("type") if isinstance(given, Mapping) else None
    if kind == "Topology":
        raise InvalidRecordError(
            "boundaries", file, "TopoJSON; convert it to GeoJSON, for example with mapshaper"
        )
    if isinstance(given, Mapping) and not _OF_ARCGIS.isdisjoint(given):
        raise InvalidRecordError("boundaries", file, "JSON of ArcGIS; ask the service for f=geojson")
    if isinstance(given, Mapping):
        _require_degrees(given.get("crs"), file)
        given = {"FeatureCollection": given.get("features"), "Feature": [given]}.get(str(kind))
    if not isinstance(given, Sequence) or not given:
        raise InvalidRecordError("boundaries", file, "GeoJSON with the features of kabupaten/kota")
    for number, each in enumerate(given):
        where = f"features[{number}]"
        if not isinstance(each, Mapping) or each.get("type") != "Feature":
            raise InvalidRecordError(where, each, "a Feature")
        properties = each.get("properties")
        yield {
            "where": where,
            "properties": properties if isinstance(properties, Mapping) else {},
            "geometry": each.get("geometry"),
        }


def _require_degrees(crs: Any, file: str) -> None:
    """Refuse a coordinate reference system other than longitude and latitude of WGS 84."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = str(properties.get("name", "") if isinstance(properties, Mapping) else crs)[:80]
    if not name.casefold().endswith(_DEGREES):
        reason = f"coordinates in {name}; {_CONVERT}"
        raise InvalidRecordError("boundaries", file, reason)
