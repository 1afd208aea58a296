"""An occurrence as the options of ``satudata issue`` give it: types, when and where it began, and the boundaries."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import final

import attrs

from satudata import disaster_types
from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.cli._places import disaster_type, is_type, moment, place, places, types
from satudata.disaster_types._schemes import PRESENT
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.interop import bmkg
from satudata.interop.bmkg import Earthquake
from satudata.issuing import BoundaryFile, Epicentre, local_date, read_boundaries
from satudata.issuing._boundary_files import MOST_BYTES
from satudata.regions import RegionCode

_QUAKE = "Gempabumi"
_NO_QUAKE = "feed-not-earthquake"
#: Options that say something only about the file of another one.
_NEEDED = {"quake": "bmkg", "boundaries_property": "boundaries", "boundaries_system": "boundaries"}
#: What a reason is about, and the option that settles it.
_HINTS = (("code system", "issue.boundaries.system"), ("it has", "issue.boundaries.property"))
#: The zone in which the day of a moment is taken as long as no region is known.
_WIB = timezone(timedelta(hours=7))


@final
@attrs.frozen(kw_only=True)
class Occurrence:
    """An occurrence as the options give it; *quake* is the earthquake of the feed, *boundaries* the file of shapes."""

    types: list[str]
    moment: date | datetime
    affected: list[RegionCode]
    caused_by: dict[str, list[str]]
    main: str | None = None
    epicentre: Epicentre | None = None
    epicentre_region: RegionCode | None = None
    region: RegionCode | None = None
    quake: Earthquake | None = None
    boundaries: BoundaryFile | None = None

    @property
    def day(self) -> date:
        """The day, or that of the moment in the west of the country."""
        return _day_of(self.moment)

    @property
    def codes(self) -> list[RegionCode]:
        """Every region that was stated."""
        stated = [each for each in (self.epicentre_region, self.region) if each is not None]
        return sorted({*self.affected, *stated})

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful in the files."""
        return (
            *(() if self.quake is None else self.quake.findings),
            *self._differences(),
            *(() if self.boundaries is None else self.boundaries.findings),
        )

    def _differences(self) -> Iterator[Finding]:
        """Where the day or the epicentre that was stated is another one than the feed's."""
        if self.quake is None:
            return
        earthquake = next(each.code for each in disaster_types.find(_QUAKE, scheme=PRESENT))
        if earthquake not in self.types:
            yield finding("feed-type-differs", "type", stated=", ".join(self.types), feed=earthquake)
        where = self.affected[0]
        stated = local_date(self.moment, where) if isinstance(self.moment, datetime) else self.moment
        own = local_date(self.quake.time, where)
        if stated != own:
            yield finding("feed-day-differs", "date", stated=stated.isoformat(), feed=own.isoformat())
        points = [(each.latitude, each.longitude) for each in (self.epicentre, self.quake.epicentre) if each]
        if points[0] != points[-1]:
            first, second = (f"{latitude:g}, {longitude:g}" for latitude, longitude in points)
            yield finding("feed-epicentre-differs", "epicentre", stated=first, feed=second)


def occurrence(options: argparse.Namespace, words: Words) -> Occurrence:
    """The occurrence of the options.

    Raises :class:`UsageError` for what cannot be read, and :class:`~satudata.SatudataError` for a file that cannot.
    """
    for option, needed in _NEEDED.items():
        if getattr(options, option) is not None and getattr(options, needed) is None:
            raise UsageError(
                words("issue.needs", option=f"--{option.replace('_', '-')}", needed=f"--{needed}")
            )
    quake = _quake(options, words)
    when = _moment(options, quake, words)
    on = _day_of(when)

    def stated(text: str | None) -> RegionCode | None:
        return None if text is None else place(text, words, on=on)

    kinds = _types(options, quake, words)
    epicentre = None if quake is None else quake.epicentre
    if options.epicentre is not None:
        epicentre = _epicentre(options.epicentre, words)
    return Occurrence(
        types=kinds,
        moment=when,
        affected=places(options.affected, words, on=on),
        caused_by=_causes(options.caused_by, words),
        main=None if options.main is None else disaster_type(options.main, words),
        epicentre=epicentre,
        epicentre_region=stated(options.epicentre_region),
        region=stated(options.region),
        quake=quake,
        boundaries=_boundaries(options, on, words),
    )


def _day_of(when: date | datetime) -> date:
    if not isinstance(when, datetime):
        return when
    return (when if when.tzinfo is None else when.astimezone(_WIB)).date()


def _types(options: argparse.Namespace, quake: Earthquake | None, words: Words) -> list[str]:
    """The types as stated; a feed of earthquakes needs none. A type behind the places is none of them."""
    while not options.type and len(options.affected) > 1 and is_type(options.affected[-1]):
        options.type.append(options.affected.pop())
    if options.type:
        return types(options.type, words)
    if quake is None:
        raise UsageError(words("issue.no_type"))
    if any(each.code == _NO_QUAKE for each in quake.findings):
        raise UsageError(words("issue.no_quake_type", reason=quake.findings[0].message(words.lang)))
    return [disaster_type(_QUAKE, words)]


def _quake(options: argparse.Namespace, words: Words) -> Earthquake | None:
    """The earthquake of the feed that is meant; ``None`` without a feed."""
    if options.bmkg is None:
        return None
    quakes = bmkg.read(_content(options.bmkg, bmkg.MOST_BYTES))
    if not quakes:
        raise UsageError(words("issue.no_quakes", file=options.bmkg))
    if len(quakes) > 1 and options.quake is None:
        shown = "\n".join(f"  {number}: {_shown(each, words)}" for number, each in enumerate(quakes, start=1))
        raise UsageError(words("issue.which", number=len(quakes), quakes=shown))
    number = 1 if options.quake is None else options.quake
    if not 0 < number <= len(quakes):
        raise UsageError(words("issue.no_quake", number=number, held=len(quakes)))
    return quakes[number - 1]


def _shown(quake: Earthquake, words: Words) -> str:
    """An earthquake in a list: when, how strong, where, near which town."""
    local = quake.time.astimezone(_WIB)
    size = "" if quake.magnitude is None else f", M {quake.magnitude}"
    point = f"{quake.epicentre.latitude:g}, {quake.epicentre.longitude:g}"
    near = "" if quake.place is None else f", {quake.place}"
    return f"{words.day(local.date())} {local:%H:%M:%S} WIB{size}, {point}{near}"


def _epicentre(text: str, words: Words) -> Epicentre:
    """The epicentre that was stated; one with the longitude first is asked back the other way round."""
    try:
        return bmkg.read_epicentre(text)
    except InvalidRecordError:
        first, _, second = text.partition(",")
        turned = f"{second.strip()},{first.strip()}"
        with suppress(InvalidRecordError):
            bmkg.read_epicentre(turned)
            raise UsageError(words("issue.epicentre.turned", text=text, turned=turned)) from None
        raise


def _moment(options: argparse.Namespace, quake: Earthquake | None, words: Words) -> date | datetime:
    """When it began: as the options say, else as the feed does."""
    if options.date is not None and options.time is not None:
        raise UsageError(words("issue.date_or_time"))
    if options.date is not None:
        stated: date = options.date
        return stated
    if options.time is not None:
        return moment(options.time, words)
    if quake is None:
        raise UsageError(words("issue.when"))
    return quake.time


def _causes(texts: list[str], words: Words) -> dict[str, list[str]]:
    causes: dict[str, list[str]] = {}
    for text in texts:
        effect, sign, cause = text.partition("=")
        if not (effect and sign and cause):
            raise UsageError(words("issue.cause.wrong", text=text))
        causes.setdefault(disaster_type(effect, words), []).append(disaster_type(cause, words))
    return causes


def _boundaries(options: argparse.Namespace, on: date, words: Words) -> BoundaryFile | None:
    """The boundaries of the file, each region by its code of that day; ``None`` without a file."""
    if options.boundaries is None:
        return None
    try:
        return read_boundaries(
            _content(options.boundaries, MOST_BYTES),
            file=Path(options.boundaries).name,
            property=options.boundaries_property,
            system=options.boundaries_system,
            on=on,
        )
    except InvalidRecordError as error:
        inner = "" if error.field == "boundaries" else f" {Path(options.boundaries).name}, {error.field}"
        reason = InvalidRecordError(f"--boundaries{inner}", error.value, error.reason).message(words.lang)
        hint = next((words(key) for text, key in _HINTS if text in error.reason), "")
        raise UsageError(words("issue.refused", reason=f"{reason}{hint}")) from None


def _content(path: str, most: int) -> bytes:
    """The bytes of a file, one more than is read at most."""
    with Path(path).open("rb") as file:
        return file.read(most + 1)
