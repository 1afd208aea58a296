"""``satudata kib`` and ``satudata region``: codes taken apart and explained."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from satudata import disaster_types, regions
from satudata.checking import verify
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._clock import today
from satudata.cli._documents import lines_of_stdin
from satudata.cli._findings import as_object
from satudata.cli._messages import Words
from satudata.cli._names import region_name, type_name
from satudata.cli._places import suggestion
from satudata.cli._terminal import say, say_table
from satudata.cli._writing import as_json
from satudata.errors import SatudataError, UnknownCodeError
from satudata.findings import Finding, Severity
from satudata.kib import KIB
from satudata.reading import Reading, read_kib
from satudata.regions import AdminLevel, Region, RegionCode
from satudata.regions._bearers import CodeSystem, bearers
from satudata.regions._crosswalk import BPS_EDITIONS
from satudata.regions._gazetteer import embedded
from satudata.tabular._place_names import read_code

_STREAM = "-"


def given(texts: Iterable[str], words: Words) -> Iterator[str]:
    """The arguments; ``-`` stands for the lines of standard input that are not blank."""
    for text in texts:
        if text == _STREAM:
            yield from lines_of_stdin(words)
        else:
            yield text


def run_kib(options: argparse.Namespace, words: Words) -> int:
    """Take KIBs apart as they are written; the printed form may be given without quotes."""
    joined = " ".join(options.text)
    texts = [joined] if read_kib(joined).kib is not None else given(options.text, words)
    status = DONE
    for text in texts:
        reading = read_kib(text)
        found = (*reading.repairs, *_doubts(reading))
        if options.format == "json":
            print(as_json(_kib_object(text, reading, found, words)))
        else:
            _print_kib(reading, found, words)
        if any(each.severity is Severity.ERROR for each in found):
            status = DOUBTFUL
    return status


def _print_kib(reading: Reading, found: Iterable[Finding], words: Words) -> None:
    if reading.kib is not None:
        say(reading.kib.format(), style="bold")
        say_table(list(_parts(reading.kib, reading, words)), head=False)
    for each in found:
        say(f"  {words(f'severity.{each.severity}')}: {each.message(words.lang)} [{each.code}]")


def _kib_object(text: str, reading: Reading, found: Iterable[Finding], words: Words) -> dict[str, Any]:
    """What a KIB says, for programs; its parts are null where the text is none."""
    kib, region = reading.kib, reading.region
    scheme = None if kib is None else disaster_types.scheme_for(kib.type_code, kib.date)
    return {
        "text": text,
        "kib": None if kib is None else str(kib),
        "printed": None if kib is None else kib.format(),
        "canonical": None if reading.canonical is None else str(reading.canonical),
        "code_system": None if kib is None else str(reading.code_system),
        "region": None if region is None else {"code": str(region.code), "name": region.name},
        "candidates": [
            {"code": str(each.region.code), "name": each.region.name, "code_system": str(each.system)}
            for each in reading.candidates
        ],
        "type": None
        if kib is None
        else {"scheme": scheme, "code": kib.type_code, "name": type_name(scheme, kib.type_code, words)},
        "date": None if kib is None else kib.date.isoformat(),
        "index": None if kib is None else kib.index,
        "stem": None if kib is None else kib.stem,
        "findings": [as_object(each, words, where=each.where) for each in found],
    }


def _doubts(reading: Reading) -> list[Finding]:
    """What the digits leave open, and what is doubtful in the KIB that they are."""
    if reading.kib is None:
        return list(reading.findings)
    read_so = {each.code for each in reading.findings}
    return [
        *reading.findings,
        *(each for each in verify(reading.kib, on=today()) if each.code not in read_so),
    ]


def _parts(kib: KIB, reading: Reading, words: Words) -> Iterator[tuple[str, str]]:
    scheme = disaster_types.scheme_for(kib.type_code, kib.date)
    yield "KIB", str(kib)
    province = kib.province if reading.region is None else reading.region.province
    yield words("kib.province"), f"{province} {_name_on(province, kib.date, words)}"
    yield words("kib.region"), _region_of(kib, reading, words)
    yield words("kib.type"), f"{kib.type_code} {type_name(scheme, kib.type_code, words)}"
    yield words("kib.date"), words.day(kib.date)
    yield words("kib.index"), str(kib.index)
    yield words("kib.stem"), kib.stem
    if reading.canonical is not None and reading.canonical != kib:
        yield words("kib.canonical"), reading.canonical.format()


def _region_of(kib: KIB, reading: Reading, words: Words) -> str:
    """The place that is meant, or every place that the digits can mean, each with its system where that is not sure."""
    region = reading.region
    if region is not None and region.code == kib.region:
        return f"{region.code} {region.name}"
    if region is not None:
        return f"{region.code} {region.name} ({kib.region.digits}: {reading.code_system})"
    if reading.candidates:
        return " / ".join(
            f"{each.region.code} {each.region.name} ({each.system})" for each in reading.candidates
        )
    return f"{kib.region} {_name_on(kib.region, kib.date, words)}"


def _name_on(code: RegionCode, on: date, words: Words) -> str:
    try:
        return regions.get(code, on=on, lenient=True).name
    except UnknownCodeError:
        later = region_name(code)
        return words("region.elsewhen", name=later) if later else words("region.unknown_name")


def run_region(options: argparse.Namespace, words: Words) -> int:
    """Look regions up by code or name; a name of several words may be given without quotes."""
    status = DONE
    for number, asked in enumerate(_asked(options, words)):
        found = _found(asked, options.on)
        if not found:
            status = DOUBTFUL
        if options.format == "json":
            in_bps = [each for code in _codes(asked) for each in _in_bps(code, options.on)]
            shown = {"regions": list(map(_region_object, found)), "in_bps": list(map(_region_object, in_bps))}
            print(as_json({"asked": asked, **shown}))
        else:
            if number:
                say()
            _print_regions(asked, found, options.on, words)
    return status


def _asked(options: argparse.Namespace, words: Words) -> list[str]:
    """What to look up: all words as one name where that is found or no single word is, otherwise each word."""
    texts = list(given(options.asked, words))
    joined = " ".join(texts)
    are_apart = all(map(_codes, texts)) or any(" " in each for each in texts)
    if _STREAM in options.asked or len(texts) == 1 or are_apart:
        return texts
    alone = any(_codes(each) or _found(each, options.on) for each in texts)
    return [joined] if _found(joined, options.on) or not alone else texts


def _codes(asked: str) -> tuple[RegionCode, ...]:
    """The codes that a text can be, read as in a table: also a p-code, or that of a kecamatan or desa in it."""
    return read_code(asked).codes


def _found(asked: str, on: date | None) -> tuple[Region, ...]:
    """The regions of that code or name on that day."""
    codes = _codes(asked)
    if not codes:
        return tuple(regions.find(asked, on=on))
    found = []
    for code in codes:
        with suppress(UnknownCodeError):
            found.append(regions.get(code, on=on))
    return tuple(found)


def _print_regions(asked: str, found: Iterable[Region], on: date | None, words: Words) -> None:
    codes = _codes(asked)
    if not found and codes:
        for code in codes:
            for line in _unknown(code, on, words):
                say(line)
    elif not found:
        say(f"{words('region.no_name', name=asked[:60])}{suggestion(asked[:60], words)}")
    for number, region in enumerate(found):
        say("\n" * bool(number) + f"{region.code} {region.name}", style="bold")
        say_table(list(_facts(region, words)), head=False)
    for code in codes:
        for region in _in_bps(code, on):
            say(f"  {words('region.in_bps', code=code, place=f'{region.code} {region.name}')}")


def _region_object(region: Region) -> dict[str, Any]:
    return {
        "code": str(region.code),
        "name": region.name,
        "kind": str(region.kind),
        "province": str(region.province),
        "from": region.valid_from and region.valid_from.isoformat(),
        "to": region.valid_to and region.valid_to.isoformat(),
        "edition": region.edition,
        "law": region.law,
        "timezone": region.timezone,
        "bps": {str(edition): code for edition, code in _bps_codes(region.code)},
        "replaces": [str(each.code) for each in regions.predecessors(region.code)],
        "replaced_by": [str(each.code) for each in regions.successors(region.code)],
    }


def _bps_codes(code: RegionCode) -> Iterator[tuple[int, str]]:
    """The editions of BPS in which a region has a code, and that code."""
    for edition in BPS_EDITIONS:
        with suppress(SatudataError):
            yield edition, str(regions.to_bps(code, edition))


def _in_bps(code: RegionCode, on: date | None) -> Iterator[Region]:
    """The places that have this number in the code system of BPS, where they are other ones."""
    own = embedded().place(code) if embedded().knows(code) else None
    for bearer in bearers(code, on or date.max):
        if bearer.system is CodeSystem.BPS and bearer.place != own:
            yield bearer.region


def _unknown(code: RegionCode, on: date | None, words: Words) -> Iterator[str]:
    name = region_name(code)
    when = words.day(on) if on is not None else words("region.newest")
    yield words("region.unknown", code=code, when=when)
    if name:
        yield f"  {words('region.known_as', code=code, name=name)}"
    for heir in _heirs(code):
        yield f"  {words('region.replaced_by')}: {heir}"


def _heirs(code: RegionCode) -> list[str]:
    successors = regions.successors(code) if embedded().knows(code) else ()
    return [f"{region.code} {region.name}" for region in successors]


def _facts(region: Region, words: Words) -> Iterator[tuple[str, str]]:
    yield words("region.kind"), str(region.kind)
    if region.level is AdminLevel.REGENCY:
        yield words("region.parent"), f"{region.province} {region_name(region.province)}"
    dated = {"from": region.valid_from, "to": region.valid_to}
    yield from ((words(f"region.{name}"), words.day(on)) for name, on in dated.items() if on is not None)
    facts = {"edition": region.edition, "law": region.law, "timezone": region.timezone}
    yield from ((words(f"region.{name}"), text) for name, text in facts.items() if text is not None)
    yield from ((words("region.bps", year=edition), code) for edition, code in _bps_codes(region.code))
    for other in regions.predecessors(region.code):
        yield words("region.replaces"), f"{other.code} {other.name}"
    for heir in _heirs(region.code):
        yield words("region.replaced_by"), heir
