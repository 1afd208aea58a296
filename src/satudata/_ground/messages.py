"""The messages of errors in Indonesian, by their English text, from ``data/errors.toml``.

An error gives its reason in English, filled with data. The table has the English template, so the data are found by
the text around them. A reason of a caller's own, which the table does not have, stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from satudata._ground.tables import toml_table


def indonesian(template: str, **data: str) -> str:
    """Return a frame filled with *data*, or a reason, in Indonesian.

    >>> indonesian("6 digits instead of 16"), indonesian(" on {on}", on="2024-08-04"), indonesian("of my own")
    ('6 angka, seharusnya 16', ' pada 2024-08-04', 'of my own')
    """
    frames, reasons = _tables()
    if data or template in frames:
        return frames[template].format_map(data)
    return reasons.get(template) or _matched(template)


@cache
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The frames and the reasons: English template -> Indonesian."""
    table = toml_table("satudata", "errors")
    return table["frames"], table["reasons"]


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The reasons with places, those with the most text first: the text around the places, and the Indonesian."""
    found = []
    for template, text in _tables()[1].items():
        pieces = [template]
        while (place := _place(len(pieces))) in pieces[-1]:
            pieces[-1:] = pieces[-1].split(place, 1)
        if len(pieces) > 1:
            found.append((tuple(pieces), text))
    return tuple(sorted(found, key=lambda each: (-len("".join(each[0])), each[0])))


def _matched(text: str) -> str:
    """The Indonesian of the first template that *text* fits, else *text* itself."""
    for pieces, translated in _patterns():
        between = _between(text, pieces)
        if between is not None:
            data = {_place(at): _of_place(each) for at, each in enumerate(between, 1)}
            return _filled(translated, data)
    return text


def _place(number: int) -> str:
    return f"{{{number}}}"


def _of_place(text: str) -> str:
    """What a place is filled with: a single word is a name and stays, a phrase can be in the table too."""
    return indonesian(text) if " " in text else text


def _between(text: str, pieces: tuple[str, ...]) -> list[str] | None:
    """What *text* has between the *pieces*, in their order; ``None`` where it does not have all of them."""
    first, *others, last = pieces
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return None
    rest = text[len(first) : len(text) - len(last)]
    found = []
    for piece in others:
        before, is_there, rest = rest.partition(piece)
        if not is_there:
            return None
        found.append(before)
    return [*found, rest]


def _filled(text: str, data: Mapping[str, str]) -> str:
    """*text* with its places filled; what is filled in is not looked at again."""
    at, place = min(((text.find(place), place) for place in data if place in text), default=(0, ""))
    if not place:
        return text
    return f"{text[:at]}{data[place]}{_filled(text[at + len(place) :], data)}"
