"""Other people's codes and feeds: GLIDE, EM-DAT, HIPs, DELTA, Sendai and GeoJSON, and BMKG's earthquakes.

Everything is given and returned as values and dictionaries; nothing is fetched.

>>> from satudata import interop
>>> [each.code for each in interop.to_glide("Gempabumi")], interop.GLIDE.parse("EQ-2022-000372-IDN").year
(['EQ'], 2022)
"""

from __future__ import annotations

from satudata.criteria import EMDAT_ENTRY
from satudata.interop import bmkg
from satudata.interop._crosswalk import (
    Classification,
    CrosswalkRow,
    Equivalent,
    Match,
    crosswalk_rows,
    from_emdat,
    from_glide,
    from_hips,
    hips_edition,
    to_emdat,
    to_glide,
    to_hips,
)
from satudata.interop.delta import delta_record
from satudata.interop.emdat import SideBySide, side_by_side
from satudata.interop.geojson import EventFeature, feature_collection
from satudata.interop.glide import GLIDE, GLIDEHazard, hazards
from satudata.interop.sendai import Indicator, sendai_indicators

__all__ = [
    "EMDAT_ENTRY",
    "GLIDE",
    "Classification",
    "CrosswalkRow",
    "Equivalent",
    "EventFeature",
    "GLIDEHazard",
    "Indicator",
    "Match",
    "SideBySide",
    "bmkg",
    "crosswalk_rows",
    "delta_record",
    "feature_collection",
    "from_emdat",
    "from_glide",
    "from_hips",
    "hazards",
    "hips_edition",
    "sendai_indicators",
    "side_by_side",
    "to_emdat",
    "to_glide",
    "to_hips",
]
