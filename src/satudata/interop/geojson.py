"""Disaster events as GeoJSON features, for maps: what was affected, where, and how much was lost."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, final

import attrs

from satudata import disaster_types, regions
from satudata._ground.fields import instance_of
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.disaster_types import DisasterType
from satudata.errors import UnknownCodeError, UnknownRegionError
from satudata.events import Event
from satudata.impacts import FIGURES, Impact
from satudata.issuing import Epicentre
from satudata.kib import KIB
from satudata.regions import RegionCode


@public("satudata.interop")
@final
@attrs.frozen
class EventFeature:
    """An event as a GeoJSON Feature, through ``__geo_interface__``; its id is the KIB as text, else the event's key.

    The geometry is *epicentre* where it is given, else the centroids of the affected regions (the KIB's region where
    there is no record), else null; the property ``geometry`` says which. A figure that is not reported is null.

    Source: RFC 7946.

    >>> feature = EventFeature(Event(kib="6202106202408041")).__geo_interface__
    >>> feature["id"], feature["geometry"]["type"], feature["properties"]["geometry"]
    ('6202106202408041', 'Point', 'centroid')
    """

    event: Event = attrs.field(validator=instance_of(Event))
    epicentre: Epicentre | None = None

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        event = self.event
        codes = affected_regions(event)
        kib = kib_of(event)
        geometry, what = self._geometry(codes)
        type_ = type_of(event)
        return {
            "type": "Feature",
            "id": str(kib or event.key),
            "geometry": geometry,
            "properties": {
                "kib": None if kib is None else str(kib),
                "event_id": event.id,
                "type_code": event.type_code,
                "type_scheme": event.scheme,
                "type_name": None if type_ is None else type_.name,
                "date": None if event.date is None else event.date.isoformat(),
                "regions": [str(code) for code in codes],
                "geometry": what,
                "impact": _figures(event.impact),
                "at_least": sorted(event.impact.lower_bounds),
            },
        }

    def _geometry(self, codes: tuple[RegionCode, ...]) -> tuple[dict[str, Any] | None, str | None]:
        if self.epicentre is not None:
            return _point(self.epicentre.latitude, self.epicentre.longitude), "epicentre"
        places = [place for code in codes if (place := _centroid(code, self.event)) is not None]
        if len(places) == 1:
            return _point(*places[0]), "centroid"
        if places:
            points = [_point(*place)["coordinates"] for place in places]
            return {"type": "MultiPoint", "coordinates": points}, "centroids"
        return None, None


def feature_collection(events: Iterable[Event | EventFeature]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection of *events*, in their order.

    >>> collection = feature_collection([Event(kib="6202106202408041")])
    >>> collection["type"], len(collection["features"])
    ('FeatureCollection', 1)
    """
    features = (each if isinstance(each, EventFeature) else EventFeature(each) for each in events)
    return {"type": "FeatureCollection", "features": [each.__geo_interface__ for each in features]}


def kib_of(event: Event) -> KIB | None:
    """The event's own KIB, else the only one that its records bear; ``None`` where they bear none or several."""
    found = dict.fromkeys(event.kibs())
    return event.kib or (next(iter(found)) if len(found) == 1 else None)


def type_of(event: Event) -> DisasterType | None:
    """The event's disaster type; ``None`` where its code is unknown or the scheme it is meant in is not known."""
    if event.type_code is None or event.scheme is None:
        return None
    try:
        return disaster_types.get(event.type_code, event.scheme)
    except UnknownCodeError:
        return None


def affected_regions(event: Event) -> tuple[RegionCode, ...]:
    """The regions of the current records, each once; without a record those of its KIBs."""
    codes = [record.region for record in event.current] or [kib.region for kib in event.kibs()]
    return tuple(sorted(set(codes), key=lambda code: code.digits))


def _centroid(code: RegionCode, event: Event) -> tuple[float, float] | None:
    for on in {event.date, None} if event.date is not None else (None,):
        try:
            return regions.get(code, on=on, lenient=on is not None).centroid
        except UnknownRegionError:
            continue
    return None


def _point(latitude: float, longitude: float) -> dict[str, Any]:
    """A position has the longitude first."""
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _figures(impact: Impact) -> dict[str, Any]:
    return {name: _figure(getattr(impact, name)) for name in FIGURES}


def _figure(value: Any) -> Any:
    """A figure as JSON has it: decimals as the nearest number, a mapping by its words."""
    if isinstance(value, FrozenMap):
        return {
            " ".join(filter(None, key)) if isinstance(key, tuple) else str(key): _figure(figure)
            for key, figure in value.items()
        }
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
