"""Numbers in Indonesian words, as papers write days, years and durations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from satudata.tabular._figures import in_words

_DIGITS = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_WORD = rf"(?:(?:{_DIGITS}|se)[ -]?(?:puluh|belas|ratus|ribu)|{_DIGITS})"
_RUN = re.compile(rf"\b{_WORD}(?:[ -]?{_WORD})*\b")
_MOST = 9999


def in_figures(text: str) -> str:
    """*text* in lower case with the numbers that are in words as figures.

    >>> in_figures("tujuh belas Agustus dua ribu dua puluh tiga"), in_figures("tiga puluh enam bulan")
    ('17 agustus 2023', '36 bulan')
    >>> in_figures("satu dua"), in_figures("semua")
    ('satu dua', 'semua')
    """
    return _RUN.sub(_figure, text.casefold())


def _figure(found: re.Match[str]) -> str:
    number = _numbers().get(re.sub("[ -]", "", found[0]))
    return found[0] if number is None else str(number)


@cache
def _numbers() -> Mapping[str, int]:
    return {in_words(number): number for number in range(1, _MOST + 1)}
