"""How tables write the names of regions: kinds behind names, short words, several names in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KINDS = (
    (
        re.compile(r"(?:kabupaten ?/ ?kota|kab\.? ?/ ?kota|kota ?/ ?kab(?:upaten)?\.?) ", re.IGNORECASE),
        "",
    ),
    (
        re.compile(r"(?:(?:kotamadya|kodya|kotip|kt)\b\.?|(?:city|municipality) of\b) ?", re.IGNORECASE),
        "Kota ",
    ),
    (re.compile(r"regency of ", re.IGNORECASE), "Kab. "),
)
_SET_ASIDE = re.compile(r"\b(?:dati ii|daerah tingkat ii)\b\.? ?", re.IGNORECASE)
_BEHIND = "kab|kabupaten|regency|kota|kodya|city|municipality"
_OF_REGENCY = ("kab", "regency")
_KIND_BEHIND = re.compile(
    rf" ?(?:\( ?({_BEHIND})\.? ?\)|[, ] ?({_BEHIND})\.?)$",
    re.IGNORECASE,
)
_WORDS = (
    (re.compile(r"\bpeg\b\.? ?", re.IGNORECASE), "Pegunungan "),
    (re.compile(r"\bp\. ?", re.IGNORECASE), "Pulau "),
    (re.compile(r"\b(?:tj|tg)\b\.? ?", re.IGNORECASE), "Tanjung "),
    (re.compile(r"\btap\b\.? ?", re.IGNORECASE), "Tapanuli "),
    (re.compile(r"\bsumatera\b", re.IGNORECASE), "Sumatra"),
)
_CODE_IN_FRONT = re.compile(r"[\[(]?[0-9]{2}(?:\.?[0-9]{2})?[\])]?[ .:\-–]+([^\W\d])")
_PROVINCE_BEHIND = re.compile(r" prov(?:ince|insi)?\.?$", re.IGNORECASE)
_SPECIAL = re.compile(r"^(?:(?:prov(?:insi)?|prop(?:insi)?)\.? )?d\.? ?i\.? ", re.IGNORECASE)
_SHORT = re.compile(r"([^()]+)\(([^()]+)\)")
_DASH = re.compile(r"\s[-–]\s")
_BETWEEN = re.compile(r"[,;/&+|•\n]|\s[-–]\s|\b(?:dan|serta)\b", re.IGNORECASE)
#: What stands in front of a line of a list.
_OF_LIST = re.compile(r"^(?:[0-9]{1,2}[.)]|[-–*])\s*([^\W\d])")


def regency_forms(name: str) -> Iterator[str]:
    """Other ways to write the name of a kabupaten/kota in a column, as the lists write it.

    >>> list(regency_forms("Bogor (Kota)")), list(regency_forms("Kodya Bogor"))
    (['Kota Bogor'], ['Kota Bogor'])
    >>> list(regency_forms("Bogor Regency")), list(regency_forms("City of Bogor"))
    (['Kab. Bogor'], ['Kota Bogor'])
    """
    seen = {name}
    text = _SET_ASIDE.sub("", _without_code(name)).strip()
    for pattern, word in _KINDS:
        if (found := pattern.match(text)) and found.end() < len(text):
            text = f"{word}{text[found.end() :]}"
    forms = [text]
    if (found := _KIND_BEHIND.search(text)) and (bare := text[: found.start()]):
        kind = (found[1] or found[2]).casefold()
        forms.append(f"{'Kab.' if kind.startswith(_OF_REGENCY) else 'Kota'} {bare}")
    for form in forms:
        for each in (form, _with_words(form)):
            if each not in seen:
                seen.add(each)
                yield each


def province_forms(name: str) -> Iterator[str]:
    """Other ways to write the name of a province.

    >>> list(province_forms("D.I. Yogyakarta")), list(province_forms("94. PAPUA"))
    (['Daerah Istimewa Yogyakarta'], ['PAPUA'])
    """
    text = _PROVINCE_BEHIND.sub("", _without_code(name)).strip()
    seen = {name}
    for each in (text, _SPECIAL.sub("Daerah Istimewa ", text), _with_words(text)):
        if each not in seen:
            seen.add(each)
            yield each


def with_short_form(name: str) -> tuple[str, str] | None:
    """The name and the short form behind it in brackets: "Tanah Laut (Tala)"; ``None`` for any other text."""
    found = _SHORT.fullmatch(name)
    return None if found is None else (found[1].strip(), found[2].strip())


def with_province(name: str) -> Iterator[tuple[str, str]]:
    """The two ways in which a cell can be a name and its province: the province comes last, or first.

    >>> list(with_province("Demak (Jateng)")), list(with_province("Demak"))
    ([('Demak', 'Jateng'), ('Jateng', 'Demak')], [])
    """
    at = max(name.rfind(","), name.rfind("("))
    dash = _DASH.search(name)
    if at < 0 and dash is not None:
        at = dash.start() + 1
    one, other = name[: max(at, 0)].strip(), name[at + 1 :].strip().removesuffix(")").strip()
    if one and other and ")" not in other:
        yield one, other
        yield other, one


def parts(name: str) -> tuple[str, ...]:
    r"""The names in a cell of several; one for a cell of one.

    >>> parts("Kab. Cilacap dan Kab. Banyumas"), parts("Demak")
    (('Kab. Cilacap', 'Kab. Banyumas'), ('Demak',))
    >>> parts("1. Cilacap\n2. Banyumas"), parts("Kab. Demak - Kab. Kudus")
    (('Cilacap', 'Banyumas'), ('Kab. Demak', 'Kab. Kudus'))
    """
    return tuple(part for each in _BETWEEN.split(name) if (part := _OF_LIST.sub(r"\1", each.strip())))


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed, or by two neighbours swapped.

    >>> one_letter_apart("demak", "demk"), one_letter_apart("demak", "deamk"), one_letter_apart("demak", "dmk")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[start:], other[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[2:] == right[2:] and left[:2] == right[:2][::-1])
    )


def _without_code(name: str) -> str:
    """The name without a code in front, with single blanks."""
    return _CODE_IN_FRONT.sub(r"\1", " ".join(name.split()), count=1)


def _with_words(text: str) -> str:
    for pattern, word in _WORDS:
        text = pattern.sub(word, text)
    return text
