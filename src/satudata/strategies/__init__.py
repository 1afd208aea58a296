"""Hypothesis strategies for the values of satudata, for your own tests.

They need the extra ``hypothesis``. Every value they draw is valid. Regions and disaster types are those of the tables;
all other codes are any well-formed ones::

    @given(strategies.kibs())
    def test_a_kib_comes_back_from_its_text(kib):
        assert KIB.parse(str(kib)) == kib

``find`` takes the first value it finds if it is not to search for the smallest one:

>>> from hypothesis import Phase, find, settings
>>> from satudata import strategies
>>> first = settings(phases=[Phase.generate], database=None)
>>> find(strategies.kibs(), lambda kib: kib.index > 0, settings=first).index > 0
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

try:
    import hypothesis as _hypothesis
except ImportError:
    from satudata.errors import MissingExtraError

    raise MissingExtraError("hypothesis", "satudata.strategies") from None

if TYPE_CHECKING:
    from satudata.strategies._codes import bps_codes as bps_codes
    from satudata.strategies._codes import disaster_types as disaster_types
    from satudata.strategies._codes import glides as glides
    from satudata.strategies._codes import kibs as kibs
    from satudata.strategies._codes import pcodes as pcodes
    from satudata.strategies._codes import region_codes as region_codes
    from satudata.strategies._codes import regions as regions
    from satudata.strategies._cooperation import agreements as agreements
    from satudata.strategies._cooperation import documents as documents
    from satudata.strategies._cooperation import partial_dates as partial_dates
    from satudata.strategies._cooperation import partners as partners
    from satudata.strategies._cooperation import portfolios as portfolios
    from satudata.strategies._cooperation import positions as positions
    from satudata.strategies._cooperation import reports as reports
    from satudata.strategies._cooperation import stage_entries as stage_entries
    from satudata.strategies._cooperation import terms as terms
    from satudata.strategies._datasets import columns as columns
    from satudata.strategies._datasets import datasets as datasets
    from satudata.strategies._datasets import declared_standards as declared_standards
    from satudata.strategies._datasets import parties as parties
    from satudata.strategies._datasets import releases as releases
    from satudata.strategies._datasets import resources as resources
    from satudata.strategies._emergency import declarations as declarations
    from satudata.strategies._emergency import site_reports as site_reports
    from satudata.strategies._events import event_records as event_records
    from satudata.strategies._events import events as events
    from satudata.strategies._events import findings as findings
    from satudata.strategies._events import interpretations as interpretations
    from satudata.strategies._events import readings as readings
    from satudata.strategies._impacts import displaced as displaced
    from satudata.strategies._impacts import impacts as impacts
    from satudata.strategies._metadata import activities as activities
    from satudata.strategies._metadata import code_entries as code_entries
    from satudata.strategies._metadata import code_lists as code_lists
    from satudata.strategies._metadata import data_standards as data_standards
    from satudata.strategies._metadata import indicators as indicators
    from satudata.strategies._metadata import variables as variables
    from satudata.strategies._registers import proposals as proposals
    from satudata.strategies._registers import register_acknowledgements as register_acknowledgements
    from satudata.strategies._registers import register_entries as register_entries
    from satudata.strategies._registers import registers as registers
    from satudata.strategies._written_kibs import REPAIRS as REPAIRS
    from satudata.strategies._written_kibs import written_kibs as written_kibs

del _hypothesis

#: Each public name, by the module that defines it. A type checker reads the same names above. They are imported on
#: first use: Hypothesis imports this package for its plugin, whether or not a value is ever drawn.
_NAMES = {
    "satudata.strategies._codes": (
        *("bps_codes", "disaster_types", "glides", "kibs", "pcodes", "region_codes", "regions"),
    ),
    "satudata.strategies._cooperation": (
        *("agreements", "documents", "partial_dates", "partners", "portfolios"),
        *("positions", "reports", "stage_entries", "terms"),
    ),
    "satudata.strategies._datasets": (
        *("columns", "datasets", "declared_standards", "parties", "releases", "resources"),
    ),
    "satudata.strategies._emergency": ("declarations", "site_reports"),
    "satudata.strategies._events": (*("event_records", "events", "findings", "interpretations", "readings"),),
    "satudata.strategies._impacts": ("displaced", "impacts"),
    "satudata.strategies._metadata": (
        *("activities", "code_entries", "code_lists", "data_standards", "indicators", "variables"),
    ),
    "satudata.strategies._registers": (
        *("proposals", "register_acknowledgements", "register_entries", "registers"),
    ),
    "satudata.strategies._written_kibs": ("REPAIRS", "written_kibs"),
}

__all__ = [name for names in _NAMES.values() for name in names]
__getattr__, __dir__ = attach(__name__, _NAMES)
