"""Other people's codes and feeds: GLIDE, EM-DAT, HIPs, DELTA, Sendai and GeoJSON, and BMKG's earthquakes.

Everything is given and returned as values and dictionaries; nothing is fetched.

>>> from satudata import interop
>>> [each.code for each in interop.to_glide("Gempabumi")], interop.GLIDE.parse("EQ-2022-000372-IDN").year
(['EQ'], 2022)
"""

from satudata._ground.lazy import names_of as _names_of
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

__all__ = _names_of(globals(), "bmkg")  # noqa: PLE0605  # a name is listed once, by its import
