"""Places, disaster types and times as a person types them at the command line, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, timezone

from satudata import disaster_types, regions
from satudata._ground.codes import are_digits
from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.cli._names import region_name, type_name
from satudata.disaster_types._written import read_name
from satudata.regions import AdminLevel, Region, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.tabular._cells import day
from satudata.tabular._place_names import near_provinces, near_regencies, read_code

_TYPE_WIDTH = 3
#: Kota Administrasi Jakarta Selatan, DKI Jakarta
_MOST_WORDS = 6
_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0}
#: A day in any form, and a time with its zone.
_WRITTEN_TIME = re.compile(
    r"(.{6,40}?)(?:,? |T)(?:pukul |pkl\.? |jam )?([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?"
    r" ?(WIB|WITA|WIT|UTC|GMT|Z)",
    re.IGNORECASE,
)
#: A code with its name, as the answers print both: "52.06 Kabupaten Bima", "Kabupaten Bima (52.06)".
_CODE_AND_NAME = re.compile(r"([0-9.]{2,5}) ([^0-9].*)")
_NAME_AND_CODE = re.compile(r"([^()]+[^() ]) ?\(([0-9.]{2,5})\)")
_LONGEST = 80


def place(text: str, words: Words, *, on: date | None = None, provinces: bool = False) -> RegionCode:
    """The kabupaten/kota of a code (6202, 62.02) or a name (Kab. Demak), by its code on that day.

    A code is taken as it is, also one that no list has. Without *on* a place has its newest code. With *provinces* it
    may be a province too.

    Raises :class:`UsageError` for a name that no kabupaten/kota has, with the names like it, and for one that several
    have, with these.
    """
    text = " ".join(text[:_LONGEST].split())
    code, name = _code_and_name(text)
    codes = read_code(code or text).codes
    if code and codes and not _agree(codes[0], name):
        found = (str(codes[0]), *map(titled, _all_named(name)))
        raise UsageError(words("place.several", text=text, found="; ".join(found)))
    if len(codes) > 1:
        raise UsageError(words("place.several", text=text, found="; ".join(map(str, codes))))
    if codes:
        if codes[0].level is AdminLevel.PROVINCE and not provinces:
            raise UsageError(words("place.province", text=text, name=region_name(codes[0]) or codes[0]))
        return codes[0]
    named = _all_named(text)
    if not named:
        key = "place.unknown_area" if provinces else "place.unknown"
        raise UsageError(words(key, text=text, near=words.meant(" / ".join(_near(text)))))
    if len(named) > 1:
        raise UsageError(words("place.several", text=text, found="; ".join(map(titled, named))))
    if named[0].level is AdminLevel.PROVINCE and not provinces:
        raise UsageError(words("place.province", text=text, name=named[0].name))
    return named[0].code if on is None else embedded().under(named[0].code, on).code


def places(texts: Iterable[str], words: Words, *, on: date | None = None) -> list[RegionCode]:
    """The kabupaten/kota of several arguments; one may hold several with commas, a name may be several arguments."""
    parts = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    return [place(text, words, on=on) for text in joined(parts, _regencies_named)]


def disaster_type(text: str, words: Words) -> str:
    """The code of a type, given as three digits or as a name that means one type that is issued.

    Raises :class:`UsageError` for any other name, with the names like it.
    """
    text = " ".join(text[:_LONGEST].split())
    if len(text) == _TYPE_WIDTH and are_digits(text):
        return text
    code, name = _code_and_name(text)
    codes = _types_named(name)
    if code and code not in codes:
        codes = sorted({code, *codes}) if codes else []
    if len(codes) == 1:
        return codes[0]
    if codes:
        found = "; ".join(f"{each} {type_name('2023', each, words)}" for each in codes)
        raise UsageError(words("type.several", text=text, found=found))
    unnumbered = disaster_types.unnumbered_name(text)
    if unnumbered is not None:
        raise UsageError(words("type.no_code", name=unnumbered))
    written = read_name(text)
    near = written.near or tuple(each.type for each in written.types if written.repaired)
    raise UsageError(words("type.not_known", text=text, near=words.meant(" / ".join(near))))


def types(texts: Iterable[str], words: Words) -> list[str]:
    """The codes of several arguments; a name may be several arguments (tanah longsor)."""
    return [disaster_type(text, words) for text in joined(list(texts), _types_named)]


def is_type(text: str) -> bool:
    """Whether a text is the code or the name of a disaster type, and no place."""
    is_code = len(text) == _TYPE_WIDTH and are_digits(text)
    return is_code or bool(_types_named(text) and not _regencies_named(text))


def moment(text: str, words: Words) -> datetime:
    """A day in any form with a time and its zone: ``21 Nov 2022 13.21 WIB``, or ISO 8601 with its distance to UTC.

    Raises :class:`UsageError` for any other text, and for a time without a zone.
    """
    plain = " ".join(text[:_LONGEST].split())
    found = _WRITTEN_TIME.fullmatch(plain)
    try:
        if found is not None and (on := day(found[1])[0]) is not None:
            zone = timezone(timedelta(hours=_HOURS[found[5].upper()]))
            return datetime(
                on.year, on.month, on.day, int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=zone
            )
        iso = datetime.fromisoformat(plain)
        if iso.tzinfo is None:
            raise ValueError
        return iso
    except ValueError:
        raise UsageError(words("issue.time.wrong", text=text)) from None


def titled(region: Region) -> str:
    """A region by code and name."""
    return f"{region.code} {region.name}"


def joined(texts: Sequence[str], named: Callable[[str], object]) -> list[str]:
    """*texts* with neighbours put together where only together they are a name; a code stays alone.

    Of several ways the one with the most names counts. If something is no name at all, the words that are none are put
    together, so that the name is asked back as a person wrote it.

    >>> names = {"Kota Bima", "Bima", "Bandung", "Bandung Barat"}.__contains__
    >>> joined(["Kota", "Bima", "52.06", "Bandung", "Barat"], names), joined(["Bima", "Kotawaringn", "Timur"], names)
    (['Kota Bima', '52.06', 'Bandung Barat'], ['Bima', 'Kotawaringn Timur'])
    """
    # The best way to read the words up to each place, from left to right.
    ways: list[list[str] | None] = [[]]
    for end in range(1, len(texts) + 1):
        best: list[str] | None = None
        for start in range(max(0, end - _MOST_WORDS), end):
            before, text = ways[start], " ".join(texts[start:end])
            if before is None or (best is not None and len(before) < len(best)):
                continue
            is_code = any(each[:1].isdigit() for each in texts[start:end])
            if (is_code and end - start == 1) or (not is_code and named(text)):
                best = [*before, text]
        ways.append(best)
    if ways[-1] is not None:
        return ways[-1]
    found: list[str] = []
    was_name = True
    for text in texts:
        is_name = text[:1].isdigit() or bool(named(text))
        if found and not is_name and not was_name:
            found[-1] += f" {text}"
        else:
            found.append(text)
        was_name = is_name
    return found


def _code_and_name(text: str) -> tuple[str, str]:
    """The code and the name of a text that has both; "" and the text of any other."""
    if found := _CODE_AND_NAME.fullmatch(text):
        return found[1], found[2]
    found = _NAME_AND_CODE.fullmatch(text)
    return ("", text) if found is None else (found[2], found[1])


def _agree(code: RegionCode, name: str) -> bool:
    """Whether a name is that of the place which has or had this code."""
    return embedded().knows(code) and embedded().place(code) in {each.code for each in _all_named(name)}


def _all_named(text: str) -> tuple[Region, ...]:
    """The provinces and the kabupaten/kota that a name can mean."""
    return (*_provinces_named(text), *_regencies_named(text))


def _regencies_named(text: str) -> tuple[Region, ...]:
    """The kabupaten/kota that a name can mean: both where a kabupaten and a kota have it."""
    found = tuple(each for each in regions.find(text) if each.level is AdminLevel.REGENCY)
    return found or regions.find_as_named(text)


def _provinces_named(text: str) -> tuple[Region, ...]:
    """The provinces of a name, some of which a kota has too: Jambi, Bengkulu."""
    return tuple(embedded().get(code) for code in embedded().provinces_named(text))


def _near(text: str) -> tuple[str, ...]:
    """Known names like this one, of kabupaten/kota with their codes."""
    names = near_regencies(text, "") or near_provinces(text)
    return tuple(f"{name} ({'/'.join(str(each.code) for each in regions.find(name))})" for name in names)


def suggestion(text: str, words: Words) -> str:
    """The question whether a known name was meant, behind the message that no place has this one."""
    return words.meant(" / ".join(_near(text)))


def _types_named(text: str) -> list[str]:
    return sorted({each.code for each in disaster_types.find(text, scheme="2023") if each.issued})
