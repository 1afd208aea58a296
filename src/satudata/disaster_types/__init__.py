"""WHAT happened: the three-digit disaster type codes by scheme, as records with a citation.

The scheme of a code (:func:`scheme_for`) asks no table. Everything else reads the tables on first use.

>>> from satudata import disaster_types
>>> disaster_types.get("106").name
'Kebakaran Hutan dan Lahan'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata.disaster_types._catalogue import candidates as candidates
    from satudata.disaster_types._catalogue import find as find
    from satudata.disaster_types._catalogue import get as get
    from satudata.disaster_types._catalogue import in_scheme as in_scheme
    from satudata.disaster_types._catalogue import schemes_of as schemes_of
    from satudata.disaster_types._catalogue import to_scheme as to_scheme
    from satudata.disaster_types._catalogue import unnumbered as unnumbered
    from satudata.disaster_types._catalogue import unnumbered_name as unnumbered_name
    from satudata.disaster_types._records import Certainty as Certainty
    from satudata.disaster_types._records import DisasterType as DisasterType
    from satudata.disaster_types._records import Scheme as Scheme
    from satudata.disaster_types._records import schemes as schemes
    from satudata.disaster_types._schemes import scheme_for as scheme_for

_NAMES = {
    "satudata.disaster_types._catalogue": (
        *("candidates", "find", "get", "in_scheme", "schemes_of"),
        *("to_scheme", "unnumbered", "unnumbered_name"),
    ),
    "satudata.disaster_types._records": ("Certainty", "DisasterType", "Scheme", "schemes"),
    "satudata.disaster_types._schemes": ("scheme_for",),
}

__all__ = [name for names in _NAMES.values() for name in names]
__getattr__, __dir__ = attach(__name__, _NAMES)
