"""The rules by which a KIB comes about: each with its source, and as a sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from satudata import citations
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.words import in_language
from satudata.citations import Citation
from satudata.findings import Language

_GUIDELINE = "juklak-bnpb-7-2023"
_INTERPRETATION = "satudata-readings"


@public("satudata.issuing")
@final
@attrs.frozen
class Rule:
    """What a rule says, as templates filled with a decision's data, and the id of its source."""

    citation: str
    en: str
    id: str


#: Every rule of issuing by its name.
RULES: Mapping[str, Rule] = FrozenMap(
    {
        "only type": Rule(_GUIDELINE, "the only type", "satu-satunya jenis"),
        "trigger": Rule(
            _GUIDELINE,
            "the type that set off the others ({others})",
            "jenis yang memicu jenis lainnya ({others})",
        ),
        "declared type": Rule(
            _GUIDELINE,
            "declared as the main type, next to {others}",
            "dinyatakan sebagai jenis utama di samping {others}",
        ),
        "single region": Rule(_GUIDELINE, "the only region affected", "satu-satunya wilayah terdampak"),
        "epicentre on land": Rule(_GUIDELINE, "the region of the epicentre", "wilayah tempat episentrum"),
        "nearest affected": Rule(
            _GUIDELINE,
            "the affected region nearest to the epicentre: {km} km ({geometry})",
            "wilayah terdampak yang terdekat dari episentrum: {km} km ({geometry})",
        ),
        "declared region": Rule(
            _INTERPRETATION,
            "stated by the person who asks, since several regions are affected",
            "dinyatakan oleh pemohon karena beberapa wilayah terdampak",
        ),
        "undetermined": Rule(
            _INTERPRETATION,
            "open: several regions are affected and no epicentre decides ({candidates})",
            "belum dapat ditentukan: beberapa wilayah terdampak, tidak ada episentrum yang menentukan ({candidates})",
        ),
        "local date": Rule(
            "keppres-41-1987",
            "the day in {zone} at {moment}",
            "tanggal menurut {zone} pada {moment}",
        ),
        "stated date": Rule(_GUIDELINE, "the local day as stated", "tanggal setempat sebagaimana dinyatakan"),
        "next index": Rule(
            _INTERPRETATION,
            "the next free index; given before: {given}",
            "indeks berikutnya yang bebas; sudah diberikan: {given}",
        ),
        "already given": Rule(
            _INTERPRETATION,
            "occurrence {occurrence} already has this KIB",
            "kejadian {occurrence} sudah memiliki KIB ini",
        ),
    }
)


#: What a sentence says for "-": no index was given before.
_NONE = FrozenMap({"en": "none", "id": "belum ada"})


def _frozen(data: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(data)


@public("satudata.issuing")
@final
@attrs.frozen
class Decision:
    """One part of a KIB, how it was decided, and by which rule.

    *what* is ``"type"``, ``"region"``, ``"date"`` or ``"index"``; *value* is empty where the rule leaves it open.

    >>> Decision("region", "62.02", "single region").text("id")
    'satu-satunya wilayah terdampak'
    """

    what: str
    value: str
    rule: str = attrs.field(validator=attrs.validators.in_(RULES))
    data: FrozenMap[str, str] = attrs.field(factory=FrozenMap, converter=_frozen)

    def text(self, lang: Language = "en") -> str:
        """The rule as a sentence, English or Indonesian."""
        rule = RULES[self.rule]
        nothing = in_language(_NONE, lang)
        data = {name: nothing if value == "-" else value for name, value in self.data.items()}
        return in_language({"en": rule.en, "id": rule.id}, lang).format_map(data)

    @property
    def citation(self) -> Citation:
        """The source of the rule."""
        return citations.get(RULES[self.rule].citation)
