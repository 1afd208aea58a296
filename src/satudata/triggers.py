"""Which disaster type sets off which others: rule data with a source each, read by counting to find the main type.

The guideline gives one example, flood and landslide. The other triggers are our own reading, each with its source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.events._counts import UNKNOWN, Kind


@public("satudata.triggers")
@final
@attrs.frozen
class Trigger:
    """A type, *cause*, can set off another, *effect*; both are names of the present guideline.

    *not_if_cause_all*: no trigger where every row of the cause has one of these sub-types. *only_if_effect_all*: a
    trigger only where every row of the effect has one of these. *citation* is the source.
    """

    cause: str
    effect: str
    citation: str
    not_if_cause_all: frozenset[str] = frozenset()
    only_if_effect_all: frozenset[str] = frozenset()


_GUIDELINE, _BNPB, _OWN = "juklak-bnpb-7-2023", "bnpb-disaster-definitions", "satudata-readings"
_DRY_WIND = frozenset({"Puting beliung", "Angin kencang", "Angin topan", "Hujan es", "Suhu udara ekstrem"})
_NO_CYCLONE = frozenset({"Puting beliung", "Hujan es", "Suhu udara ekstrem"})

#: All triggers. ``facts/triggers.csv`` has the same rows with a note on each.
TRIGGERS: tuple[Trigger, ...] = (
    Trigger("Banjir", "Tanah Longsor", _GUIDELINE),
    Trigger("Cuaca Ekstrem", "Banjir", _OWN, _DRY_WIND),
    Trigger("Cuaca Ekstrem", "Gelombang Pasang dan Abrasi", _BNPB, _NO_CYCLONE),
    Trigger("Cuaca Ekstrem", "Tanah Longsor", _OWN, _DRY_WIND),
    Trigger("Erupsi Gunung Api", "Banjir", _BNPB),
    Trigger("Erupsi Gunung Api", "Kebakaran Hutan dan Lahan", _OWN),
    Trigger("Erupsi Gunung Api", "Tanah Longsor", _OWN),
    Trigger("Erupsi Gunung Api", "Tsunami", _BNPB),
    Trigger("Gelombang Pasang dan Abrasi", "Banjir", _OWN, only_if_effect_all=frozenset({"Banjir rob"})),
    Trigger("Gempabumi", "Likuefaksi", _OWN),
    Trigger("Gempabumi", "Tanah Longsor", _OWN),
    Trigger("Gempabumi", "Tsunami", _BNPB),
    Trigger("Kekeringan", "Kebakaran Hutan dan Lahan", _OWN),
)

#: The hazard that a code means, by scheme and code; a type without a number has its own name.
HAZARDS: Mapping[tuple[str, str], str] = {
    ("2023", "101"): "Banjir",
    ("2023", "102"): "Tanah Longsor",
    ("2023", "103"): "Gelombang Pasang dan Abrasi",
    ("2023", "104"): "Cuaca Ekstrem",
    ("2023", "105"): "Kekeringan",
    ("2023", "106"): "Kebakaran Hutan dan Lahan",
    ("2023", "107"): "Gempabumi",
    ("2023", "108"): "Tsunami",
    ("2023", "109"): "Erupsi Gunung Api",
    ("2023", "111"): "Erupsi Gunung Api",
    ("2011", "101"): "Banjir",
    ("2011", "102"): "Tanah Longsor",
    ("2011", "104"): "Gelombang Pasang dan Abrasi",
    ("2011", "105"): "Cuaca Ekstrem",
    ("2011", "106"): "Kekeringan",
    ("2011", "107"): "Kebakaran Hutan dan Lahan",
    ("2011", "108"): "Gempabumi",
    ("2011", "109"): "Tsunami",
    ("2011", "111"): "Erupsi Gunung Api",
}
#: Sub-types that a whole type of the older scheme is.
_SUBTYPES = {("2011", "105"): "Puting beliung"}

_BY_PAIR = {(each.cause, each.effect): each for each in TRIGGERS}


def hazard_of(kind: Kind) -> str:
    """Return the hazard that a type is, whatever its scheme and code; ``""`` where that is not known.

    >>> hazard_of(("108", "2011", "")), hazard_of(("107", "2023", "")), hazard_of(("107", "~", ""))
    ('Gempabumi', 'Gempabumi', '')
    """
    code, scheme, subtype = kind
    return HAZARDS.get((scheme, code), "") if code != UNKNOWN else subtype.capitalize()


def sets_off(cause: Iterable[Kind], effect: Iterable[Kind]) -> bool:
    """Whether one hazard sets off another by itself; *cause* and *effect* are the kinds of all rows of each.

    >>> sets_off([("101", "2023", "")], [("102", "2023", "")]), sets_off([("102", "2023", "")], [("101", "2023", "")])
    (True, False)
    >>> sets_off([("104", "2023", "Puting beliung")], [("101", "2023", "")])
    False
    """
    causes, effects = [*cause], [*effect]
    trigger = _BY_PAIR.get((hazard_of(causes[0]), hazard_of(effects[0])))
    if trigger is None:
        return False
    if trigger.not_if_cause_all and {_subtype(kind) for kind in causes} <= trigger.not_if_cause_all:
        return False
    return (
        not trigger.only_if_effect_all or {_subtype(kind) for kind in effects} <= trigger.only_if_effect_all
    )


def by_hazard(kinds: Iterable[Kind]) -> list[list[Kind]]:
    """Return the *kinds* in groups of one hazard, sorted.

    A code of an unknown scheme joins the same code of a known scheme.

    >>> by_hazard([("109", "2023", ""), ("106", "~", ""), ("111", "2023", ""), ("106", "2011", "")])
    [[('106', '2011', ''), ('106', '~', '')], [('109', '2023', ''), ('111', '2023', '')]]
    """
    groups: dict[str, list[Kind]] = {}
    of_code: dict[str, str] = {}
    for kind in sorted(set(kinds)):
        code, scheme, name = kind
        hazard = hazard_of(kind) or (of_code.get(code, code) if code != UNKNOWN else name)
        if scheme != UNKNOWN:
            of_code.setdefault(code, hazard)
        groups.setdefault(hazard, []).append(kind)
    return list(groups.values())


def first_causes(hazards: Collection[Collection[Kind]]) -> list[Collection[Kind]]:
    """Return those of the *hazards*, each with the kinds of its rows, from which all the others follow.

    A hazard follows if another that follows, or the first itself, sets it off.

    >>> quake, wave, slide = [("107", "2023", "")], [("108", "2023", "")], [("102", "2023", "")]
    >>> first_causes([wave, quake, slide]) == [quake]
    True
    """
    return [first for first in hazards if len(_following(first, hazards)) == len(hazards)]


def _following(first: Collection[Kind], hazards: Collection[Collection[Kind]]) -> list[Collection[Kind]]:
    reached = [first]
    for cause in reached:
        reached += [each for each in hazards if each not in reached and sets_off(cause, each)]
    return reached


def _subtype(kind: Kind) -> str:
    code, scheme, subtype = kind
    return subtype or _SUBTYPES.get((scheme, code), "")
