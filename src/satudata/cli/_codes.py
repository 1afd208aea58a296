"""``satudata kib`` and ``satudata region``: one code taken apart and explained."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

from satudata import disaster_types, regions
from satudata.checking import verify
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._clock import today
from satudata.cli._messages import Words
from satudata.cli._names import region_name, type_name
from satudata.cli._writing import aligned
from satudata.errors import InvalidCodeError, SatudataError, UnknownCodeError
from satudata.findings import Finding, Severity
from satudata.kib import KIB
from satudata.reading import Reading, read_kib
from satudata.regions import AdminLevel, Region, RegionCode
from satudata.regions._bearers import CodeSystem, bearers
from satudata.regions._crosswalk import BPS_EDITIONS
from satudata.regions._gazetteer import embedded


def run_kib(options: argparse.Namespace, words: Words) -> int:
    """Take KIBs apart as they are written; the printed form may be given without quotes."""
    whole = " ".join(options.text)
    texts = [whole] if read_kib(whole).kib is not None else options.text
    status = DONE
    for text in texts:
        reading = read_kib(text)
        if reading.kib is not None:
            print(reading.kib.format())
            print("\n".join(aligned(list(_parts(reading.kib, reading, words)), right=[], indent="  ")))
        for each in (*reading.repairs, *_doubts(reading)):
            print(f"  {words(f'severity.{each.severity}')}: {each.message(words.lang)} [{each.code}]")
            if each.severity is Severity.ERROR:
                status = DOUBTFUL
    return status


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
    """Look a region up by code or name."""
    asked = " ".join(options.asked)
    code: RegionCode | None = None
    try:
        code = RegionCode.parse(asked)
    except InvalidCodeError:
        found = regions.find(asked, on=options.on)
    else:
        try:
            found = (regions.get(code, on=options.on),)
        except UnknownCodeError:
            found = ()
            for line in _unknown(code, options.on, words):
                print(line)
            for line in _in_bps(code, options.on, words):
                print(f"  {line}")
            return DOUBTFUL
    if not found:
        print(words("region.no_name", name=asked[:60]))
        return DOUBTFUL
    for number, region in enumerate(found):
        print("\n" * bool(number) + f"{region.code} {region.name}")
        print("\n".join(aligned(list(_facts(region, words)), right=[], indent="  ")))
        for line in () if code is None else _in_bps(code, options.on, words):
            print(f"  {line}")
    return DONE


def _in_bps(code: RegionCode, on: date | None, words: Words) -> Iterator[str]:
    """The places that have this number in the code system of BPS, where they are other ones."""
    own = _place_of(code)
    for bearer in bearers(code, on or date.max):
        if bearer.system is CodeSystem.BPS and bearer.place != own:
            yield words("region.in_bps", code=code, place=f"{bearer.region.code} {bearer.region.name}")


def _place_of(code: RegionCode) -> RegionCode | None:
    """The newest code of a place, or ``None`` for a code that no list has."""
    return embedded().place(code) if embedded().knows(code) else None


def _unknown(code: RegionCode, on: date | None, words: Words) -> Iterator[str]:
    name = region_name(code)
    when = words.day(on) if on is not None else words("region.newest")
    yield words("region.unknown", code=code, when=when)
    if name:
        yield f"  {words('region.known_as', code=code, name=name)}"
    for heir in _heirs(code):
        yield f"  {words('region.replaced_by')}: {heir}"


def _heirs(code: RegionCode) -> list[str]:
    try:
        return [f"{region.code} {region.name}" for region in regions.successors(code)]
    except UnknownCodeError:
        return []


def _facts(region: Region, words: Words) -> Iterator[tuple[str, str]]:
    yield words("region.kind"), str(region.kind)
    if region.level is AdminLevel.REGENCY:
        yield words("region.parent"), f"{region.province} {region_name(region.province)}"
    dated = {"from": region.valid_from, "to": region.valid_to}
    yield from ((words(f"region.{name}"), words.day(on)) for name, on in dated.items() if on is not None)
    told = {"edition": region.edition, "law": region.law, "timezone": region.timezone}
    yield from ((words(f"region.{name}"), text) for name, text in told.items() if text is not None)
    for edition in BPS_EDITIONS:
        try:
            yield words("region.bps", year=edition), str(regions.to_bps(region.code, edition))
        except SatudataError:
            continue
    for other in regions.predecessors(region.code):
        yield words("region.replaces"), f"{other.code} {other.name}"
    for heir in _heirs(region.code):
        yield words("region.replaced_by"), heir
