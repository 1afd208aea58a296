"""The headings and the words of lists of agreements: which field a column has, and which of our words a cell means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache

from satudata._ground.maps import FrozenMap
from satudata.cooperation._vocabulary import (
    Instrument,
    PartnerKind,
    Phase,
    ReportKind,
    Scope,
    Stage,
    Termination,
    Track,
    Validity,
    WorkMode,
)
from satudata.cooperation.lists._cells import partial_day
from satudata.cooperation.lists._countries import countries, country_name, country_of
from satudata.findings import Finding
from satudata.tabular._dates import CONNECTOR
from satudata.tabular._nearest import nearest, no_constant
from satudata.tabular.lists._words import (
    Check,
    ListWords,
    Meaning,
    field_of,
    folded,
    groups_with,
    rows_of,
    table_of,
    words_of,
)

#: Columns of persons, which are never read.
PERSONAL = "contact"
#: What is kept as text, with its heading, in the note of an agreement.
KEPT = ("number", "partner_number", "subject", "report", "document", "source", "note")
#: Columns that an agreement has no place for, and that are named: an office in charge, a value, remarks.
WITHOUT_PLACE = frozenset(
    {"remarks", "unit", "value", "benefit", "own_party", "beneficiaries", "kind_of_work"}
    | {"date", "place", "village", "event_id", "kib"}
)
#: Texts that may well stand in several columns.
FREE = frozenset(KEPT) - {"number"}
#: Of these an agreement has one; what further columns say differently is kept as text too.
SINGLE = (
    *("partner", "title", "signed", "starts", "instrument", "country", "track", "stage", "validity"),
    *KEPT,
)
#: The fields of which any says that a row is an agreement and no total.
KEYS = (
    *("full_powers", "track", "instrument", "title", "signed", "starts", "ends", "term"),
    *("partner_kind", "partner", "number"),
)

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
#: So many columns of a list of ours are what people write in a form; the others come from our own exports.
_OF_FORM = 17


def own_headings() -> Mapping[str, str]:
    """The columns of a list of ours, in their order, and the field that each has."""
    return table_of("cooperation", "ours")


def form_headings() -> list[str]:
    """The columns of a form for a new list."""
    return list(own_headings())[:_OF_FORM]


def grammar(heading: str) -> Meaning | None:
    """The field that a heading names by its words, for headings that no table has.

    >>> [grammar(each).field for each in ("Tgl. Akhir Perjanjian", "No. HP PIC", "Nama Mitra Luar Negeri")]
    ['ends', 'contact', 'partner']
    >>> grammar("Alamat Mitra") is None
    True
    """
    words = frozenset(_TOKEN.findall(heading.casefold().replace("kerja sama", "kerjasama")))
    field = field_of("cooperation", words)
    return None if field is None else Meaning(field)


#: The words of each vocabulary; a cell says one of them in Indonesian, or as it is in JSON.
_OURS: Mapping[str, type[StrEnum]] = FrozenMap(
    {
        "track": Track,
        "scope": Scope,
        "instrument": Instrument,
        "partner_kind": PartnerKind,
        "phase": Phase,
        "stage": Stage,
        "validity": Validity,
        "mode": WorkMode,
        "reason": Termination,
        "report": ReportKind,
    }
)
_ALL = "all"
#: "Sinergi Pemerintah Pusat dan Daerah (SINERGI)": the abbreviation alone means the same.
_ABBREVIATED = re.compile(r".+ \(([A-Z]{3,})\)")
_PARTS = re.compile(r"[/,;&+]|\b(?:dan|serta|atau|and|or)\b")


def _parts(text: str) -> list[str]:
    """The words that a cell lists, or puts side by side."""
    return [each.strip() for each in _PARTS.split(text) if each.strip()]


@cache
def _table(vocabulary: str) -> Mapping[str, frozenset[str]]:
    """What each written word means, folded; the empty set where no one word of ours is certain.

    Our own English words mean what they are printed for where no list has them for something else.
    """
    known: dict[str, frozenset[str]] = {}
    for word in _OURS[vocabulary]:
        for text in (word.value, word.label("id")):  # type: ignore[attr-defined]  # all are labelled words
            known[folded(text)] = frozenset({word.value})
    rows = [row for row in rows_of("cooperation-words") if row["vocabulary"] == vocabulary]
    for row in rows:
        known.setdefault(folded(row["written"]), _words(vocabulary, row["word"]))
    for row in rows:
        if short := _ABBREVIATED.fullmatch(row["written"]):
            known.setdefault(folded(short[1]), _words(vocabulary, row["word"]))
    for phase, texts in words_of("cooperation", "phases").items() if vocabulary == "phase" else ():
        for text in texts:
            known.setdefault(text, frozenset({phase}))
    for word in _OURS[vocabulary]:
        english: str = word.label("en")  # type: ignore[attr-defined]
        known.setdefault(folded(english), frozenset({word.value}))
    return FrozenMap(known)


def _words(vocabulary: str, word: str) -> frozenset[str]:
    ours = {each.value for each in _OURS[vocabulary]}
    if word == _ALL:
        return frozenset(ours)
    found = (each.strip().casefold().replace(" ", "_") for each in word.split(" or "))
    return frozenset(each for each in found if each in ours)


def meanings(vocabulary: str, text: str) -> frozenset[str] | None:
    """The words of a *vocabulary* that *text* can mean: none where that is open, ``None`` for a text that is not known.

    A word in brackets, or behind a stroke, has to agree with the one in front.

    >>> sorted(meanings("instrument", "MoU")), sorted(meanings("instrument", "MoU (Nota Kesepahaman)"))
    (['memorandum_saling_pengertian', 'nota_kesepahaman'], ['nota_kesepahaman'])
    >>> meanings("instrument", "MoA"), meanings("instrument", "Surat Cinta") is None
    (frozenset(), True)
    """
    table = _table(vocabulary)
    if (found := table.get(folded(text))) is not None:
        return found
    front, sign, behind = text.strip().partition("(")
    if sign and behind.endswith(")"):
        outside, inside = table.get(folded(front)), table.get(folded(behind))
        if outside is None or inside is None:
            return outside
        return outside & inside
    pieces = [table.get(folded(each)) for each in _parts(text)]
    if len(pieces) < 2 or None in pieces:
        return None
    return frozenset.intersection(*filter(None, pieces)) if all(pieces) else frozenset()


def one_word(vocabulary: str, text: str) -> str | None:
    """The one word of a *vocabulary* that *text* means; ``None`` where that is open or not known.

    >>> one_word("track", "Luar Negeri"), one_word("instrument", "MoU")
    ('internasional', None)
    """
    found = meanings(vocabulary, text) or ()
    return next(iter(found)) if len(found) == 1 else None


def instrument_of(text: str, track: Track | None) -> Instrument | None:
    """The instrument that *text* names; ``None`` where it is open or not known.

    MoU is a Nota Kesepahaman between bodies of the country, and a Memorandum Saling Pengertian with others.

    >>> instrument_of("MoU", Track.ANTAR_LEMBAGA), instrument_of("MoU", None)
    (Instrument.NOTA_KESEPAHAMAN, None)
    """
    found = meanings("instrument", text) or frozenset()
    if len(found) > 1 and track is not None:
        is_home = track is Track.ANTAR_LEMBAGA
        found &= {"nota_kesepahaman" if is_home else "memorandum_saling_pengertian"}
    return Instrument(*found) if len(found) == 1 else None


def several(vocabulary: str, text: str) -> tuple[str, ...] | None:
    """All words of a *vocabulary* that *text* lists; ``None`` where a part is no word of it.

    >>> several("phase", "Prabencana dan tanggap darurat"), several("phase", "Pra, Saat, dan Pasca")
    (('prabencana', 'tanggap_darurat'), ('prabencana', 'tanggap_darurat', 'pascabencana'))
    """
    ours = [each.value for each in _OURS[vocabulary]]
    table = _table(vocabulary)
    found: set[str] = set()
    for each in [text] if folded(text) in table else _parts(text):
        words = table.get(folded(each))
        if not words:
            return None
        found |= words
    return tuple(each for each in ours if each in found)


def _is_paper(text: str) -> bool:
    return meanings("instrument", text) is not None


def _is_kind(text: str) -> bool:
    return meanings("partner_kind", text) is not None


def _is_day(text: str) -> bool:
    return partial_day(text)[0] is not None


def _is_track(text: str) -> bool:
    return meanings("track", text) is not None


#: Headings that say too little: their cells say what the column has.
_BY_CELLS = FrozenMap(
    {
        "Jenis Kerja Sama": FrozenMap({"track": _is_track}),
        "Kategori Kerja Sama": FrozenMap({"instrument": _is_paper}),
        **dict.fromkeys(
            ("TTD", "Tanda Tangan", "Penandatanganan", "Signing"), FrozenMap({"signed": _is_day})
        ),
    }
    | {
        heading: FrozenMap({"instrument": _is_paper, "partner_kind": _is_kind})
        for heading in (
            "Jenis",
            "Kategori",
            "Tipe",
            "Kelompok",
            "Klasifikasi",
            "Bentuk",
            "Naskah",
            "Dokumen",
            "Type",
        )
    }
)


def _checked(field: str, text: str) -> Finding | None:
    """Why *text* is no word of the field; a word that stays open is one."""
    vocabulary = "phase" if field == "phases" else field
    is_word = several(vocabulary, text) if field == "phases" else meanings(vocabulary, text) is not None
    if is_word:
        return None
    table = _table(vocabulary)
    labels = {folded(word.label("id")): word.label("id") for word in _OURS[vocabulary]}  # type: ignore[attr-defined]
    near = nearest(folded(text), [*table])
    meant = sorted(labels[folded(_OURS[vocabulary](each).label("id"))] for each in table.get(near, ()))  # type: ignore[attr-defined]
    return no_constant(field, text, meant, labels.values())


def _checked_country(field: str, text: str) -> Finding | None:
    if country_of(text) is not None:
        return None
    near = nearest(folded(text), countries())
    return no_constant(field, text, [country_name(countries()[near])] if near else [])


_CHECKS: Mapping[str, Check] = FrozenMap(
    {
        **dict.fromkeys(_OURS.keys() - {"phase", "reason", "report"} | {"phases"}, _checked),
        "country": _checked_country,
    }
)
#: The headings of lists of agreements: a list can be read that says who the partners are.
AGREEMENTS = ListWords(
    "cooperation",
    {"partner": ("partner",)},
    grammar,
    by_cells=_BY_CELLS,
    checks=_CHECKS,
    unoffered=WITHOUT_PLACE | {PERSONAL},
    dates=("signed", "starts", "ends"),
    filled_down=("partner", "partner_kind", "country", "track"),
    never_read=frozenset({PERSONAL}),
    keys=KEYS,
    is_one_table=True,
)


@cache
def _terms() -> Mapping[str, str]:
    return FrozenMap(
        {
            folded(row["written"]): row["word"]
            for row in rows_of("cooperation-words")
            if row["vocabulary"] == "term" and row["word"] != "duration"
        }
    )


_ENDLESS = re.compile(r"\b(?:ta[kn]|tidak|tanpa)\s*(?:ada\s+)?(?:batas|terbatas|terhingga|berbatas)")


def end_word(text: str) -> str | None:
    """What *text* says of an end without naming a day: unlimited, renewal, open, "no effect"; else ``None``.

    >>> [end_word(each) for each in ("Tak Terbatas", "diperpanjang secara otomatis", "sampai proyek selesai", "2027")]
    ['unlimited', 'renewal', 'open', None]
    """
    found = _terms().get(folded(text))
    if found is not None:
        return found
    words = _TOKEN.findall(text.casefold())
    has = groups_with("cooperation", "ends", words)
    if _ENDLESS.search(text.casefold()):
        return "unlimited"
    if "automatic" in has:
        return "renewal"
    if {"prolonged", "may"} <= has or "renewable" in has:
        return "no effect"
    until = CONNECTOR.search(text.casefold())
    last = _terms().get(folded(text[until.start() :])) if until is not None and until.start() else None
    if last is not None:
        return last
    return "open" if "until" in has and not any(map(str.isdigit, words)) else None


def says_abroad(texts: Iterable[str]) -> bool | None:
    """Whether words such as "luar negeri" say that a partner is from abroad; ``None`` where none says anything.

    >>> says_abroad(["Perguruan Tinggi Luar Negeri"]), says_abroad(["Perguruan Tinggi Negeri"]), says_abroad(["Bank"])
    (True, False, None)
    """
    words = " ".join(texts).casefold()
    if re.search(r"luar negeri|\basing\b|\binternasional\b|\binternational\b|\bforeign\b", words):
        return True
    return False if re.search(r"\b(?:negeri|swasta|nasional|lokal|daerah|national|local)\b", words) else None
