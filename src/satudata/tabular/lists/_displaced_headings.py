"""What else the headings of a list of displaced people mean: times, sites, their kinds, and persons."""

from __future__ import annotations

from satudata._ground.maps import FrozenMap
from satudata.displaced import Sex, SiteKind
from satudata.tabular.lists._displaced_words import (
    AGE,
    CENTRAL,
    FIGURES,
    GROUP,
    INDEPENDENT,
    OTHER_GROUP,
    PAIR,
    PEOPLE,
    SITES,
    TOKEN,
    by_table,
    in_fields,
    meaning_of,
    normal,
)
from satudata.tabular.lists._refusals import refusal
from satudata.tabular.lists._words import ListWords, Meaning, field_of, folded, groups_with, headings_of

_FIELDS = (
    *(each for each in FIGURES if each not in (PAIR, AGE, GROUP, OTHER_GROUP)),
    *(SITES, SITES + CENTRAL, SITES + INDEPENDENT, "site", "site_id", "kind", "as_of", "address", "capacity"),
    *("group_sum", "contact", "hamlet", "needs", "coordinates", "latitude", "longitude", "round"),
    "site_opened",
)


#: A kind of anything: of a site where the cells say so.
KIND_BY_CELLS = "kind_by_cells"


def of_place(heading: str) -> Meaning | None:
    """What a heading of a time, a site, its kind, its room or its contact means; ``None`` for any other.

    >>> of_place("Data per Tanggal").field, of_place("Jml. Titik Pengungsian").field, of_place("HP Ketua Posko").field
    ('as_of', 'sites_count', 'contact')
    """
    field = field_of("displaced", frozenset(TOKEN.findall(normal(heading))) - {"/", "&", "+"})
    return None if field is None else Meaning(field)


def kind_of(text: str) -> SiteKind | None:
    """Where people stay, by the words for it: a post, tent or school is terpusat, a home of relatives is mandiri.

    "Terpusat" and "mandiri" themselves decide before any other word; ``None`` where no word is known or they differ.

    >>> kind_of("Tenda mandiri"), kind_of("Gedung sekolah"), kind_of("Rumah kerabat"), kind_of("lainnya")
    (SiteKind.INDEPENDENT, SiteKind.CENTRAL, SiteKind.INDEPENDENT, None)
    """
    words = TOKEN.findall(normal(text))
    found = set(SiteKind) & set(words) or groups_with("displaced", "kinds", words)
    return SiteKind(found.pop()) if len(found) == 1 else None


def _of_stay(heading: str) -> Meaning | None:
    """People by where they stay: "Di Tenda", "Di Rumah Kerabat"."""
    words = normal(heading).split()
    kind = kind_of(heading) if words[:1] == ["di"] and len(words) > 1 else None
    return None if kind is None else Meaning(f"{PEOPLE}.{kind.value}", FrozenMap({"stay": "1"}))


def _first(heading: str) -> Meaning | None:
    row = headings_of("displaced").get(folded(heading))
    if row is not None and row.field in ("group_sum", "group:other"):
        return in_fields(row, heading, Sex(row.also["sex"]) if row.also["sex"] else None)
    return meaning_of(heading) or _of_stay(heading) or by_table(heading)


#: The headings of lists of displaced people.
WORDS = ListWords(
    "displaced",
    {"people": FIGURES, "region": ("regency_name", "region_id", "province_name")},
    of_place,
    first=_first,
    fields=_FIELDS,
    dates=("as_of", "date"),
    filled_down=(
        *("regency_name", "province_name", "region_id", "place", "village", "as_of", "site", "kind"),
        *("event_id", "kib", "date"),
    ),
    never_read=frozenset({"contact", "person", "person_name"}),
    refusing=refusal,
)
