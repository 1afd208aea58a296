"""Other people's codes and feeds: GLIDE, EM-DAT, HIPs, DELTA, Sendai and GeoJSON, and BMKG's earthquakes.

Everything is given and returned as values and dictionaries; nothing is fetched.

>>> from satudata import interop
>>> [each.code for each in interop.to_glide("Gempabumi")], interop.GLIDE.parse("EQ-2022-000372-IDN").year
(['EQ'], 2022)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata.criteria import EMDAT_ENTRY as EMDAT_ENTRY
    from satudata.interop import bmkg as bmkg
    from satudata.interop._crosswalk import Classification as Classification
    from satudata.interop._crosswalk import CrosswalkRow as CrosswalkRow
    from satudata.interop._crosswalk import Equivalent as Equivalent
    from satudata.interop._crosswalk import Match as Match
    from satudata.interop._crosswalk import crosswalk_rows as crosswalk_rows
    from satudata.interop._crosswalk import from_emdat as from_emdat
    from satudata.interop._crosswalk import from_glide as from_glide
    from satudata.interop._crosswalk import from_hips as from_hips
    from satudata.interop._crosswalk import hips_edition as hips_edition
    from satudata.interop._crosswalk import to_emdat as to_emdat
    from satudata.interop._crosswalk import to_glide as to_glide
    from satudata.interop._crosswalk import to_hips as to_hips
    from satudata.interop.delta import delta_record as delta_record
    from satudata.interop.emdat import SideBySide as SideBySide
    from satudata.interop.emdat import side_by_side as side_by_side
    from satudata.interop.geojson import EventFeature as EventFeature
    from satudata.interop.geojson import feature_collection as feature_collection
    from satudata.interop.glide import GLIDE as GLIDE
    from satudata.interop.glide import GLIDEHazard as GLIDEHazard
    from satudata.interop.glide import hazards as hazards
    from satudata.interop.sendai import Indicator as Indicator
    from satudata.interop.sendai import sendai_indicators as sendai_indicators

_CROSSWALK = "satudata.interop._crosswalk"
_PUBLIC = {
    "Classification": _CROSSWALK,
    "CrosswalkRow": _CROSSWALK,
    "EMDAT_ENTRY": "satudata.criteria",
    "Equivalent": _CROSSWALK,
    "EventFeature": "satudata.interop.geojson",
    "GLIDE": "satudata.interop.glide",
    "GLIDEHazard": "satudata.interop.glide",
    "Indicator": "satudata.interop.sendai",
    "Match": _CROSSWALK,
    "SideBySide": "satudata.interop.emdat",
    "bmkg": "satudata.interop.bmkg",
    "crosswalk_rows": _CROSSWALK,
    "delta_record": "satudata.interop.delta",
    "feature_collection": "satudata.interop.geojson",
    "from_emdat": _CROSSWALK,
    "from_glide": _CROSSWALK,
    "from_hips": _CROSSWALK,
    "hazards": "satudata.interop.glide",
    "hips_edition": _CROSSWALK,
    "sendai_indicators": "satudata.interop.sendai",
    "side_by_side": "satudata.interop.emdat",
    "to_emdat": _CROSSWALK,
    "to_glide": _CROSSWALK,
    "to_hips": _CROSSWALK,
}

__all__ = list(_PUBLIC)
__getattr__, __dir__ = attach(__name__, _PUBLIC)
