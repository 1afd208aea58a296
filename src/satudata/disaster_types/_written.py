"""How tables write the name of a disaster type: one or several, in brackets, misspelt, with other words."""

from __future__ import annotations

import functools
import re
from typing import final

import attrs

from satudata.disaster_types._names import all_spellings, folded, official_names, written_names

#: Words in front of a name that say nothing.
_LEADING = re.compile(r"(?:bencana(?: alam)?|kejadian|musibah)\b[ :]*", re.IGNORECASE)
_BRACKETS = re.compile(r"([^()]+)\(([^()]*)\)")
_DASH = re.compile(r" [-–—] ")
#: An eruption with the name of its mountain; a quake with its magnitude.
_ERUPTION = re.compile(
    r"(erupsi|letusan) (?:gunung(?: ?(?:ber)?api)? |gn\.? ?|g\. ?)([^\W\d_][^\d_,;/+&]*)", re.IGNORECASE
)
_QUAKE = re.compile(
    r"(gempa(?: ?bumi)?(?: tektonik| vulkanik)?),? (?:(?:dengan )?(?:magnitudo?|kekuatan|mag\.?|mw|m)[ :]*)?"
    r"[0-9](?:[.,][0-9]{1,2})? ?(?:sr|mw|m|skala richter)?",
    re.IGNORECASE,
)
#: What set a hazard off comes behind these words: "Longsor akibat gempa".
_CAUSE = re.compile(
    r"(.+?),? (?:(?:akibat|karena)(?: dari)?|(?:yang )?di(?:sebabkan|akibatkan|picu)(?: oleh)?"
    r"|due to|(?:caused|triggered) by) (.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r" ?(?:[/,;+&]|\b(?:dan|serta|disertai|and)\b) ?", re.IGNORECASE)
_SIGNS = re.compile(r" ?[/,;+&] ?")
_OR = re.compile(r" ?[&/] ?")
#: What a hazard did, next to its name; no types.
_EFFECTS = frozenset(
    {"pohontumbang", "pohonroboh", "rumahroboh", "bangunanroboh", "taludambrol", "jalanamblas"}
)
#: Words between two names.
_JOINING = frozenset(
    {"dan", "serta", "disertai", "and", "akibat", "karena", "yang", "atau", "menyebabkan", "oleh"}
)
#: One hazard under two official names.
_ONE_HAZARD = {"Letusan Gunung Api": "Erupsi Gunung Api", "Gempa Bumi": "Gempabumi"}
_WORD = re.compile(r"[^\W\d_]+")
#: Words of fewer letters are never repaired.
_REPAIRED_FROM = 6
#: Longer cells name no type.
_LONGEST = 200
_SUGGESTIONS = 3


@final
@attrs.frozen
class Named:
    """A type that a cell names: *name* as :func:`satudata.disaster_types.find` reads it, *type* and *subtype*."""

    name: str
    type: str
    subtype: str = ""


@final
@attrs.frozen
class Written:
    """What a cell names: *types*, each once, and whether a letter was *repaired*; *near* are known names like it."""

    types: tuple[Named, ...] = ()
    repaired: bool = False
    near: tuple[str, ...] = ()


@functools.lru_cache(maxsize=4096)
def read_name(text: str) -> Written:
    """What a cell names: the whole cell first, then its brackets, then its parts, then one wrong letter in a long word.

    >>> [each.type for each in read_name("CUACA EKSTREM (ANGIN KENCANG)").types]
    ['Cuaca Ekstrem']
    >>> [each.type for each in read_name("Longsor/Banjir").types]
    ['Tanah Longsor', 'Banjir']
    >>> read_name("Tanah Lonsr")
    Written(types=(), repaired=False, near=('Tanah Longsor',))
    """
    if len(text) > _LONGEST:
        return Written()
    text = " ".join(text.replace("_", " ").split())
    found = _types(text)
    if found:
        return Written(found)
    repaired = _repaired(text)
    found = _types(repaired) if repaired != text else ()
    return Written(found, repaired=True) if found else Written(near=_near(text))


def _types(text: str) -> tuple[Named, ...]:
    """The types that a text without misspelt words names; none where a part is not known."""
    one = _known(text)
    if one is not None:
        return (one,)
    return _with_second(text) or _parts(text)


def _known(text: str) -> Named | None:
    """The one type that a text as a whole names."""
    names = written_names()
    leading = _LEADING.match(text)
    bare = text[leading.end() :] if leading else ""
    for written in (text, bare or text):
        for each in (written, _OR.sub(" dan ", written), _without_details(written)):
            if (found := names.get(folded(each))) is not None:
                return Named(each, *found)
    return None


def _without_details(text: str) -> str:
    """A name without what only one event has: "Erupsi Gunung Semeru", "Gempabumi M 5,6".

    >>> _without_details("Erupsi G. Semeru"), _without_details("Gempa Bumi M5.6"), _without_details("Letusan pipa")
    ('erupsi gunung api', 'Gempa Bumi', 'Letusan pipa')
    """
    if (found := _ERUPTION.fullmatch(text)) and _JOINING.isdisjoint(found[2].casefold().split()):
        return f"{found[1].casefold()} gunung api"
    return found[1] if (found := _QUAKE.fullmatch(text)) else text


def _with_second(text: str) -> tuple[Named, ...]:
    """The types of "A (B)", "A - B" and "A akibat B"; without B where it is not known."""
    found = _BRACKETS.fullmatch(text) or _CAUSE.fullmatch(text)
    both = found.groups() if found else _DASH.split(text, maxsplit=1)
    if len(both) == 1:
        return ()
    first, second = (each.strip() for each in both)
    firsts, seconds = (_one_or_parts(each) for each in (first, second))
    if folded(first) in _EFFECTS and seconds:
        return seconds
    return _merged((*firsts, *seconds)) if firsts else ()


def _one_or_parts(text: str) -> tuple[Named, ...]:
    one = _known(text)
    return _parts(text) if one is None else (one,)


def _parts(text: str) -> tuple[Named, ...]:
    """The types of the parts of a text: by signs and words, else by signs alone for names that have such a word.

    "Kebakaran Hutan dan Lahan, Kekeringan" are two.
    """
    return _of_parts(_BETWEEN.split(text)) or _of_parts(_SIGNS.split(text))


def _of_parts(texts: list[str]) -> tuple[Named, ...]:
    """The types of parts, each of which has to be known; effects are set aside."""
    found: list[Named] = []
    parts = [part for part in texts if part]
    for part in parts:
        one = _known(part)
        if folded(part) in _EFFECTS:
            continue
        if one is None:
            return ()
        found.append(one)
    if not found and len(parts) > 1:
        one = _known(parts[0])
        return () if one is None else (one,)
    return _merged(found)


def _merged(found: tuple[Named, ...] | list[Named]) -> tuple[Named, ...]:
    """Each type once, with its sub-type where exactly one is said."""
    types: dict[str, list[Named]] = {}
    for each in found:
        types.setdefault(hazard(each.type), []).append(each)
    merged = []
    for of_type in types.values():
        subtypes = {each.subtype for each in of_type if each.subtype}
        if len(subtypes) == 1:
            merged.append(next(each for each in of_type if each.subtype))
        elif len(subtypes) > 1:
            merged.append(Named(of_type[0].type, of_type[0].type))
        else:
            merged.append(of_type[0])
    return tuple(merged)


def hazard(type_: str) -> str:
    """The one name of a hazard that has two official names."""
    return _ONE_HAZARD.get(type_, type_)


def _repaired(text: str) -> str:
    """The text, in each of its names one long unknown word replaced by the only known word that is one letter away."""
    ends = [found.span() for found in _BETWEEN.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    names = [
        _one_repaired(text[start:end])
        for start, (end, _) in zip(starts, [*ends, (len(text), 0)], strict=True)
    ]
    separators = [text[start:end] for start, end in ends]
    return "".join(map("".join, zip(names, [*separators, ""], strict=True)))


def _one_repaired(name: str) -> str:
    """A name with one word repaired; as it is where two words would have to be."""
    known = _words()
    repairs = []
    for found in _WORD.finditer(name):
        word = found[0].casefold()
        if len(word) < _REPAIRED_FROM or word in known:
            continue
        near = [each for each in _one_letter_away(word) if each in known]
        repairs += [(found, near[0])] if len(near) == 1 else []
    if len(repairs) != 1:
        return name
    ((found, word),) = repairs
    return name[: found.start()] + word + name[found.end() :]


def _one_letter_away(word: str) -> set[str]:
    """The words with one letter put in, left out or changed, or two neighbours swapped."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in cuts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + letter + right[1:] for left, right in cuts if right for letter in letters),
        *(left + letter + right for left, right in cuts for letter in letters),
    } - {word}


def _near(text: str) -> tuple[str, ...]:
    """Known names that a text may mean, the most similar first; of a text of parts, for each unknown part."""
    from difflib import get_close_matches

    shown = {folded(name): name for name in official_names()}
    unknown = [part for part in _BETWEEN.split(text) if part and _known(part) is None] or [text]
    near: dict[str, None] = {}
    for part in (text, *unknown):
        for key in get_close_matches(folded(part), shown, n=_SUGGESTIONS, cutoff=0.75):
            near[shown[key]] = None
    return tuple(near)[:_SUGGESTIONS]


@functools.cache
def _words() -> frozenset[str]:
    """All words of known names."""
    return frozenset(word for name in all_spellings() for word in _WORD.findall(name.casefold()))
