"""Lines of a table that are no rows of events: totals, sources and signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from satudata.tabular import _cells
from satudata.tabular._blanks import clean

#: How a total begins, and a cell that says nothing else.
_TOTAL = re.compile(
    r"(?:sub|grand)?[\s-]*(?:jumlah|jml|total|rekap\w*|rata[\s-]*rata)\b.*", re.IGNORECASE | re.DOTALL
)
_ONLY_TOTAL = re.compile(r"(?:(?:sub|grand)[\s-]*)?(?:jumlah|jml\.?|total)(?:\s+total)?\s*:?", re.IGNORECASE)
#: How lines below a table begin that say where it is from, what its signs mean, and who signs it.
_SOURCE = re.compile(
    r"(?:sumber|source|keterangan|ket|catatan|notes?|diperbarui|diolah|updated?|dicetak|data\s+(?:per|s\.?d|sampai)"
    r"|mengetahui|kepala|nip|ttd|tertanda)\b.*|\*+\)?\s*\D.*",
    re.IGNORECASE | re.DOTALL,
)
#: Where and when a table was signed: "Semarang, 31 Januari 2024", also without the day; and the degrees of a name.
_SIGNED = re.compile(
    r"[^\W\d][^\d,]*,\s*(?:tanggal\s*)?(?:[0-9]{1,2}\s+)?[.…\s]*[^\W\d]+\.?\s+[0-9]{4}"
    r"|(?:[^\W\d]|[.'\s])+(?:,\s*(?:(?:[SM]\.\s?\w+|Ph\.?D|A\.?P|S\.?STP|S\.?[THE]|M\.?[MTH])\.?))+",
    re.IGNORECASE,
)
#: A tag of HXL, the humanitarian exchange language, below a heading: "#affected +killed".
HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(?: ?\+[a-z0-9_]+)*")
_NUMBER = re.compile(r"[0-9][0-9.,]*")
#: Longer texts are no titles of a line.
_LONGEST = 200
#: The fields that a row of an event has.
_KEYS = ("kib", "event_id", "type_code", "type_name", "year", "month", "day", "date")


def total_or_source(cells: Sequence[str], used: Mapping[str, int], keys: Sequence[str] = _KEYS) -> str:
    """The first words of a line that is a total, names a source or is signed; "" for any other row.

    Such a line has no cell of *keys* (a KIB, type or date) but its own words; a total in the place of the date may have
    numbers in the others. Next to a source there are no numbers: "Sumber Agung" with its dead is a village.

    >>> total_or_source(["", "JUMLAH", "3"], {"date": 0, "regency_name": 1, "dead": 2})
    'JUMLAH'
    >>> total_or_source(["", "Sumber Agung", "3"], {"date": 0, "place": 1, "dead": 2})
    ''
    """
    texts = [text for cell in cells if (text := clean(cell))]
    first = next((text for text in texts if _ONLY_TOTAL.fullmatch(text)), texts[0] if texts else "")
    if len(first) > _LONGEST or not (is_total(first) or _is_source(first, texts)):
        return ""
    others = [
        text
        for field in keys
        if field in used and used[field] < len(cells) and (text := clean(cells[used[field]])) != first
    ]
    date = used.get("date", len(cells))
    is_dated = date < len(cells) and clean(cells[date]) == first and is_total(first)
    is_alone = all(is_dated and _NUMBER.fullmatch(text) for text in others if text)
    return first if is_alone else ""


def _is_source(first: str, texts: Sequence[str]) -> bool:
    """Whether a line of these *texts* names a source or is signed."""
    if _SOURCE.fullmatch(first):
        return not any(map(_NUMBER.fullmatch, texts))
    return len(texts) == 1 and _SIGNED.fullmatch(first) is not None and _cells.day(first)[0] is None


def is_total(words: str) -> bool:
    """Whether the first words of a line say that it is a total; a line that names a source may be a place of that name.

    >>> is_total("JUMLAH"), is_total("Sumber Mujur")
    (True, False)
    """
    return _TOTAL.fullmatch(words) is not None
