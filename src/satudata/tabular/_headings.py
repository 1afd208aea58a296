"""Which column holds what: headings as people write them, matched to fields by a vocabulary kept as data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.findings import Finding, finding

#: Units that stand in brackets behind a heading: "Sawah (ha)".
_UNIT = re.compile(r"[(\[]\s*(?:jiwa|orang|unit|ha|hektare?)\s*[)\]]\s*$", re.IGNORECASE)
_WEIGHT = "weight"


@public("satudata.tabular")
@final
class Ignoring(Word):
    """Why a column is not used."""

    UNKNOWN = "unknown"
    SECOND = "second"
    WEIGHT = "weight"
    UNUSED = "unused"


@public("satudata.tabular")
@final
@attrs.frozen
class Ignored:
    """A column that is not used, and why; *field* is what another column was taken for, or nothing.

    ``UNKNOWN``: the vocabulary does not have the heading. ``SECOND``: another column holds the field. ``WEIGHT``: the
    publisher's own weight of the row, which the counting rules do not use. ``UNUSED``: the caller said so.
    """

    heading: str
    why: Ignoring
    field: str = ""


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class Columns:
    """The headings of a table, which of them are *used* (field to place, from 0) and which are *ignored*.

    *problems* are findings of severity error that make the table unreadable: no column for region, type or date, or a
    choice that names a field or column that is not there.
    """

    headings: tuple[str, ...]
    used: FrozenMap[str, int]
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[Finding, ...] = ()

    @classmethod
    def of(
        cls, headings: Sequence[str], chosen: Mapping[str, str] | None = None, *, given: Collection[str] = ()
    ) -> Columns:
        """Match *headings* to fields; *chosen* names the column of a field where the vocabulary would err.

        The fields *given* need no column. Where two headings claim one field, the order of the vocabulary decides. A
        choice of ``""`` leaves the field without a column. A heading "tanggal" is the day next to a year and a month,
        else the date.

        >>> columns = Columns.of(["KIB", "Luka", "Terluka", "jumlah_kejadian"], {"place": ""})
        >>> dict(columns.used)
        {'kib': 0, 'injured': 2}
        >>> [(each.heading, each.why.value) for each in columns.ignored]
        [('Luka', 'second'), ('jumlah_kejadian', 'weight')]
        """
        cleaned = tuple(heading.strip(" \t\r\n\0\ufeff\xa0") for heading in headings)
        used, unused, problems = _chosen(cleaned, chosen or {})
        taken = set(used.values())
        seen = [plain_heading(heading) for heading in cleaned]
        claims: dict[int, str] = {}
        words_seen = set(seen)
        in_parts = all(not words_seen.isdisjoint(vocabulary()[part]) for part in ("year", "month"))
        for field, words in vocabulary().items():
            if field == _WEIGHT or field in unused:
                continue
            candidates = sorted(
                (words[word], place)
                for place, word in enumerate(seen)
                if word in words and place not in taken
            )
            candidates = [each for each in candidates if _may_hold(field, seen[each[1]], in_parts=in_parts)]
            claims.update((place, field) for _, place in candidates if place not in claims)
            if candidates and field not in used:
                used[field] = candidates[0][1]
                taken.add(used[field])
        ignored = tuple(
            Ignored(heading, *_why(seen[place], claims.get(place), unused))
            for place, heading in enumerate(cleaned)
            if place not in taken
        )
        problems += _lacking(cleaned, {*used, *given})
        order = {field: number for number, field in enumerate(vocabulary())}
        return cls(
            headings=cleaned,
            used=FrozenMap(sorted(used.items(), key=lambda item: order[item[0]])),
            ignored=ignored,
            problems=tuple(problems),
        )

    def heading(self, field: str) -> str:
        """The heading of the column used for *field*; the field's own name where there is none."""
        place = self.used.get(field)
        return field if place is None else self.headings[place]


def plain_heading(heading: str) -> str:
    """*heading* as headings are compared: case, punctuation, spaces, underscores and a unit in brackets set aside.

    >>> plain_heading("Luka / Sakit (jiwa)"), plain_heading("rumah_rusak_berat")
    ('lukasakit', 'rumahrusakberat')
    """
    return "".join(filter(str.isalnum, _UNIT.sub("", heading).casefold()))


def recognised(headings: Sequence[str]) -> int:
    """How many of *headings* the vocabulary has."""
    known = {word for words in vocabulary().values() for word in words}
    return sum(plain_heading(heading) in known for heading in headings)


@cache
def vocabulary() -> FrozenMap[str, FrozenMap[str, int]]:
    """Field to plain heading to rank; the fields in the order of the form."""
    import csv
    import pkgutil

    text = (pkgutil.get_data("satudata.tabular", "data/headings.csv") or b"").decode()
    words: dict[str, dict[str, int]] = {}
    for row in csv.DictReader(text.splitlines()):
        held = words.setdefault(row["field"], {})
        held.setdefault(plain_heading(row["heading"]), len(held))
    return FrozenMap((field, FrozenMap(held)) for field, held in words.items())


def _may_hold(field: str, word: str, *, in_parts: bool) -> bool:
    """Whether a heading that both a date and a day may bear is the one or the other here."""
    if field not in ("date", "day"):
        return True
    return in_parts if field == "day" else not (in_parts and word in vocabulary()["day"])


def _why(word: str, field: str | None, unused: set[str]) -> tuple[Ignoring, str]:
    if field is not None:
        return Ignoring.SECOND, field
    if word in vocabulary()[_WEIGHT]:
        return Ignoring.WEIGHT, ""
    if any(word in vocabulary()[each] for each in unused):
        return Ignoring.UNUSED, ""
    return Ignoring.UNKNOWN, ""


def _chosen(
    headings: Sequence[str], chosen: Mapping[str, str]
) -> tuple[dict[str, int], set[str], list[Finding]]:
    """The places of the columns chosen, the fields to leave without one, and what is wrong with the choice."""
    used: dict[str, int] = {}
    unused: set[str] = set()
    problems: list[Finding] = []
    for name, column in chosen.items():
        field = _field(name)
        if field is None:
            problems.append(finding("column-choice", name, what=name, known=known_fields()))
        elif column == "":
            unused.add(field)
        elif (place := _place(headings, column)) is None:
            problems.append(finding("column-choice", column, what=column, known=_quoted(headings)))
        else:
            used[field] = place
    return used, unused, problems


def _field(name: str) -> str | None:
    """The field of that name, or the first that a heading of that name holds."""
    name = _SHORT_NAMES.get(name, name)
    if name in vocabulary():
        return None if name == _WEIGHT else name
    word = plain_heading(name)
    return next((field for field, words in vocabulary().items() if word in words and field != _WEIGHT), None)


def field_named(name: str) -> str | None:
    """The field of that name, or the first that a heading of that name has; ``None`` where there is none."""
    return _field(name)


def known_fields() -> str:
    """The names of all fields that a column can have."""
    return ", ".join(each for each in vocabulary() if each != _WEIGHT)


def _place(headings: Sequence[str], column: str) -> int | None:
    if column in headings:
        return headings.index(column)
    alike = [place for place, each in enumerate(headings) if plain_heading(each) == plain_heading(column)]
    return alike[0] if len(alike) == 1 else None


#: Names of fields whose cells may be codes or names.
_SHORT_NAMES = {"type": "type_name", "region": "regency_name", "province": "province_name"}

#: What a row has to have, and the sets of columns of which any gives it.
_NEEDED: Mapping[str, Sequence[Sequence[str]]] = {
    "region": (("kib",), ("regency_name",), ("region_id",), ("province_name",)),
    "type": (("kib",), ("type_name",), ("type_code",)),
    "date": (("kib",), ("date",), ("year", "month", "day")),
}


def _lacking(headings: Sequence[str], used: Collection[str]) -> Iterator[Finding]:
    for needed, ways in _NEEDED.items():
        if not any(all(field in used for field in way) for way in ways):
            yield finding(f"column-{needed}-missing", needed, headings=_quoted(headings))


def _quoted(headings: Sequence[str]) -> str:
    shown = ", ".join(f'"{heading[:40]}"' for heading in headings[:60])
    return shown + (", ..." if len(headings) > 60 else "")
