"""The records of disaster types and of their schemes; no table is asked."""

from __future__ import annotations

from typing import final

import attrs

from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word


@public("satudata.disaster_types")
@final
class Certainty(Word):
    """The certainty that a scheme gives this number, or this sub-type, to the type."""

    CERTAIN = "certain"
    VERY_HIGH = "very high"
    HIGH = "high"
    LIKELY = "likely"
    LOW = "low"


@public("satudata.disaster_types")
@final
@attrs.frozen(kw_only=True)
class Scheme:
    """A list of disaster type codes: *id*, *title*, the first year (*since*) and *citation*."""

    id: str
    title: str
    since: int
    citation: str
    note: str = ""


@public("satudata")
@final
@attrs.frozen(kw_only=True, order=True)
class DisasterType(Record, PydanticField):
    """A disaster type (jenis bencana) by scheme and three-digit code; ordered by these two.

    *name* is official, *name_en* ours. *subtypes* are names only. *issued* says whether a new KIB may have the code:
    the legacy entries 110 and 111 and the whole older scheme are read, never issued. *citation* is the id of its
    source (see ``satudata.citations``), *note* what a reader should know (English).
    """

    scheme: str
    code: str
    name: str = attrs.field(order=False)
    name_en: str = attrs.field(order=False)
    subtypes: tuple[str, ...] = attrs.field(default=(), order=False)
    certainty: Certainty = attrs.field(order=False, converter=Certainty)
    issued: bool = attrs.field(order=False)
    citation: str = attrs.field(order=False)
    note: str = attrs.field(default="", order=False)
