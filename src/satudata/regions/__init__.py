"""WHERE: provinces and kabupaten/kota by their Kemendagri code, as of a day, and their codes in other systems.

The grammar of a code (:class:`RegionCode`) asks no table. Everything else does, and every table is dated: a code is
looked up in the newest list, in the list in force on a day (``on=``), or in the list of a decree (``edition=``).

>>> from datetime import date
>>> from satudata import regions
>>> regions.get("96.04").name
'Kabupaten Tambrauw'
>>> [str(region.code) for region in regions.find("Banjar")]
['32.79', '63.03']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata.regions._code import AdminLevel as AdminLevel
    from satudata.regions._code import RegionCode as RegionCode
    from satudata.regions._crosswalk import BPSCode as BPSCode
    from satudata.regions._crosswalk import PCode as PCode
    from satudata.regions._crosswalk import from_bps as from_bps
    from satudata.regions._crosswalk import from_pcode as from_pcode
    from satudata.regions._crosswalk import iso as iso
    from satudata.regions._crosswalk import pcode as pcode
    from satudata.regions._crosswalk import to_bps as to_bps
    from satudata.regions._gazetteer import Gazetteer as Gazetteer
    from satudata.regions._look_up import at as at
    from satudata.regions._look_up import editions as editions
    from satudata.regions._look_up import find as find
    from satudata.regions._look_up import find_as_named as find_as_named
    from satudata.regions._look_up import get as get
    from satudata.regions._look_up import history as history
    from satudata.regions._look_up import predecessors as predecessors
    from satudata.regions._look_up import resolve as resolve
    from satudata.regions._look_up import successors as successors
    from satudata.regions._records import CodeChange as CodeChange
    from satudata.regions._records import Edition as Edition
    from satudata.regions._records import Region as Region
    from satudata.regions._records import RegionKind as RegionKind
    from satudata.regions._records import Relation as Relation

_NAMES = {
    "satudata.regions._code": ("AdminLevel", "RegionCode"),
    "satudata.regions._crosswalk": (
        *("BPSCode", "PCode", "from_bps", "from_pcode", "iso", "pcode", "to_bps"),
    ),
    "satudata.regions._gazetteer": ("Gazetteer",),
    "satudata.regions._look_up": (
        *("at", "editions", "find", "find_as_named", "get", "history"),
        *("predecessors", "resolve", "successors"),
    ),
    "satudata.regions._records": ("CodeChange", "Edition", "Region", "RegionKind", "Relation"),
}

__all__ = [name for names in _NAMES.values() for name in names]
__getattr__, __dir__ = attach(__name__, _NAMES, {"Change": "CodeChange"})
