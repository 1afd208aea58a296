"""Headings of lists of decrees that the table of headings lacks, by the words in them."""

from __future__ import annotations

import re

from satudata.tabular.lists._status_words import Says, read_status
from satudata.tabular.lists._words import Meaning, field_of

_TOKEN = re.compile(r"[a-z]+")
_LONGEST = 200


def heading_meaning(heading: str) -> Meaning | None:
    """What a heading of a list of decrees means; ``None`` where its words do not say.

    >>> heading_meaning("Tgl. Mulai Berlaku SK").field, heading_meaning("Lama Masa Tanggap Darurat (hari)").field
    ('start', 'duration_days')
    >>> heading_meaning("Tanggal Berlaku").field, heading_meaning("Tanggal")
    ('validity_range', None)
    >>> heading_meaning("Keterangan")
    """
    if len(heading) > _LONGEST:
        return None
    text = heading.casefold().replace("s.d", "sd").replace("s/d", "sd")
    field = field_of("emergency", frozenset(_TOKEN.findall(text)))
    if field is None and read_status(heading).says is Says.STATUS:
        field = "status"  # a column of ticks for each state
    return None if field is None else Meaning(field)
