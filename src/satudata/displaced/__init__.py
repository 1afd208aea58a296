"""Pengungsi terpilah: displaced people by sex, age group and vulnerable group, at a site and a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Literal, SupportsIndex, TypeAlias, TypeVar, cast, final

import attrs

from satudata._ground.fields import as_text, not_blank
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import EVENT_ID, REGION, standard, unmeasured
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.impacts import LOWER_BOUNDS, Impact, whole_number
from satudata.impacts import Sex as Sex  # public here too
from satudata.regions._code import AdminLevel, RegionCode, as_region_code

W = TypeVar("W", bound=Word)


@public("satudata.displaced")
@final
class AgeGroup(Word):
    """Kelompok usia: 0 to 11 months, 12 to 59 months, 5 to 17 years, 18 to 59 years, 60 years and above."""

    INFANT = "bayi"
    TODDLER = "balita"
    CHILD = "anak"
    ADULT = "dewasa"
    ELDERLY = "lansia"


@public("satudata.displaced")
@final
class VulnerableGroup(Word):
    """Kelompok rentan beside those by age; they overlap, so they are never summed."""

    PREGNANT = "ibu hamil"
    BREASTFEEDING = "ibu menyusui"
    DISABLED = "penyandang disabilitas"
    ILL = "orang sakit"


@public("satudata.displaced")
@final
class SiteKind(Word):
    """Where the displaced stay: together at a site, or on their own (with relatives, in rented rooms)."""

    CENTRAL = "terpusat"
    INDEPENDENT = "mandiri"


_Part: TypeAlias = tuple[W, Sex | None]
Parts: TypeAlias = FrozenMap[tuple[W, Sex | None], int | None]
Figure: TypeAlias = SupportsIndex | None
#: By word, or by word and sex: ``{"bayi": 3}``, ``{"bayi": {"laki-laki": 1, "perempuan": 2}}``.
PartsInput: TypeAlias = (
    Mapping[str, Figure] | Mapping[str, Mapping[str, Figure]] | Mapping[tuple[W, Sex | None], Figure] | None
)
Moment: TypeAlias = datetime.date | datetime.datetime


def _parts(words: type[W], field: str, given: PartsInput[W]) -> Parts[W] | None:
    if given is None:
        return None
    _require_mapping(field, given)
    parts: dict[_Part[W], int | None] = {}
    for key, held in cast("Mapping[Any, Any]", given).items():
        word, sex = key if isinstance(key, tuple) else (key, None)
        by_sex = held if isinstance(held, Mapping) else {sex: held}
        for each, figure in by_sex.items():
            place = (_word(words, word, field), None if each is None else _word(Sex, each, field))
            if place in parts:
                raise InvalidRecordError(field, key, "one group is given twice")
            parts[place] = whole_number(field, figure)
    order = list(words)
    in_order = sorted(parts, key=lambda place: (order.index(place[0]), place[1] or ""))
    return FrozenMap((place, parts[place]) for place in in_order) if parts else None


def _sexes(given: Mapping[str, Figure] | None) -> FrozenMap[Sex, int | None] | None:
    if given is None:
        return None
    _require_mapping("sexes", given)
    by_sex = {_word(Sex, sex, "sexes"): whole_number("sexes", figure) for sex, figure in given.items()}
    return FrozenMap((sex, by_sex[sex]) for sex in Sex if sex in by_sex) if by_sex else None


def _ages(given: PartsInput[AgeGroup]) -> Parts[AgeGroup] | None:
    return _parts(AgeGroup, "ages", given)


def _groups(given: PartsInput[VulnerableGroup]) -> Parts[VulnerableGroup] | None:
    return _parts(VulnerableGroup, "groups", given)


def _names(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


def _people(value: Figure) -> int | None:
    return whole_number("people", value)


def _families(value: Figure) -> int | None:
    return whole_number("families", value)


def _figure(
    id: str, unit: str, *, name: str, definisi: str, klasifikasi: str, satuan: str
) -> dict[str, object]:
    """The metadata of a figure of displaced people."""
    told = standard(
        name=name,
        konsep="Penduduk yang meninggalkan tempat tinggalnya karena bencana, untuk pemenuhan kebutuhan dasarnya",
        definisi=definisi,
        klasifikasi=klasifikasi,
        ukuran="Jumlah",
        satuan=satuan,
        citation="juklak-bnpb-9-2023",
    )
    return {"id": id, "unit": unit, **told}


@public("satudata.displaced")
@final
@attrs.frozen(kw_only=True, repr=False)
class Displaced(Record, PydanticField):
    """How many are displaced, as far as it was reported; ``None`` is not reported, never zero.

    ``people`` in jiwa and ``families`` in KK are totals as reported, beside or instead of the parts: ``sexes`` by sex,
    ``ages`` by age group, ``groups`` by vulnerable group, the last two also by group and sex. Vulnerable groups overlap
    and are never summed. What a mapping leaves out is not reported. ``lower_bounds`` names the figures of a sum to
    which some report did not contribute all.

    Negative, fractional and boolean figures raise :class:`~satudata.InvalidRecordError` or ``TypeError``.

    Source: Juklak BNPB 9/2023 (not obtained; second-hand).

    >>> Displaced(people=12, families=4, ages={"bayi": {"perempuan": 1}}, groups={"ibu hamil": 2})
    Displaced(people=12, families=4, ages={(AgeGroup.INFANT, Sex.FEMALE): 1}, \
groups={(VulnerableGroup.PREGNANT, None): 2})
    """

    people: int | None = attrs.field(
        default=None,
        converter=_people,
        metadata=_figure(
            "jumlah pengungsi",
            "jiwa",
            name="Jumlah Pengungsi",
            definisi="Orang yang mengungsi pada tempat dan waktu laporan, semua jenis kelamin dan usia",
            klasifikasi="Menurut tempat pengungsian: terpusat dan mandiri",
            satuan="Orang",
        ),
    )
    families: int | None = attrs.field(
        default=None,
        converter=_families,
        metadata=_figure(
            "jumlah keluarga",
            "KK",
            name="Jumlah Keluarga Mengungsi",
            definisi="Keluarga yang sekurang-kurangnya seorang anggotanya mengungsi, sebagaimana dilaporkan",
            klasifikasi="Menurut tempat pengungsian: terpusat dan mandiri",
            satuan="Keluarga",
        ),
    )
    sexes: FrozenMap[Sex, int | None] | None = attrs.field(
        default=None,
        converter=_sexes,
        metadata=_figure(
            "jenis kelamin",
            "jiwa",
            name="Jumlah Pengungsi Menurut Jenis Kelamin",
            definisi="Orang yang mengungsi, dipilah menurut jenis kelamin; yang tidak disebut tidak dilaporkan",
            klasifikasi="Jenis kelamin: laki-laki dan perempuan",
            satuan="Orang",
        ),
    )
    ages: Parts[AgeGroup] | None = attrs.field(
        default=None,
        converter=_ages,
        metadata=_figure(
            "kelompok usia",
            "jiwa",
            name="Jumlah Pengungsi Menurut Kelompok Usia",
            definisi="Orang yang mengungsi, dipilah menurut usia dan bila ada menurut jenis kelamin",
            klasifikasi=(
                "Kelompok usia: bayi 0-11 bulan, balita 12-59 bulan, anak 5-17 tahun, dewasa 18-59 tahun, "
                "lansia 60 tahun ke atas"
            ),
            satuan="Orang",
        ),
    )
    groups: Parts[VulnerableGroup] | None = attrs.field(
        default=None,
        converter=_groups,
        metadata=_figure(
            "kelompok rentan",
            "jiwa",
            name="Jumlah Pengungsi Kelompok Rentan",
            definisi="Orang yang mengungsi dan termasuk kelompok rentan; satu orang dapat masuk beberapa kelompok",
            klasifikasi="Kelompok rentan: ibu hamil, ibu menyusui, penyandang disabilitas, orang sakit",
            satuan="Orang",
        ),
    )
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=_names, metadata=LOWER_BOUNDS)

    def __attrs_post_init__(self) -> None:
        if not self.lower_bounds <= set(FIGURES):
            raise InvalidRecordError("lower_bounds", sorted(self.lower_bounds), f"among {', '.join(FIGURES)}")

    @property
    def known_people(self) -> int | None:
        """The people displaced, at least: the reported total or the sum of the sexes or ages, whichever is larger.

        >>> Displaced(sexes={"laki-laki": 5, "perempuan": None}).known_people, Displaced().known_people
        (5, None)
        """
        known = [self.people, *(sum_ for _, sum_, _ in self._sums())]
        return max((figure for figure in known if figure is not None), default=None)

    @property
    def is_complete(self) -> bool:
        """Whether :attr:`known_people` is the whole number, and not only the least it can be.

        >>> Displaced(people=5).is_complete, Displaced(sexes={"laki-laki": 5}).is_complete
        (True, False)
        """
        if self.people is not None:
            return "people" not in self.lower_bounds
        return any(is_whole for _, _, is_whole in self._sums())

    @property
    def impact(self) -> Impact:
        """What this adds to the impact of an event: ``Impact.displaced``.

        >>> Displaced(people=120).impact, Displaced(sexes={"laki-laki": 5}).impact
        (Impact(displaced=120), Impact(displaced=5, lower_bounds=frozenset({'displaced'})))
        """
        known = self.known_people
        is_bound = known is not None and not self.is_complete
        return Impact(displaced=known, lower_bounds={"displaced"} if is_bound else ())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What cannot be right: sums against the total, groups above it, families against people.

        >>> [each.message() for each in Displaced(people=5, sexes={"laki-laki": 4, "perempuan": 2}).findings]
        ['sexes: the parts give 6, the total is 5']
        """
        return tuple(self._doubts())

    def _sums(self) -> Iterator[tuple[str, int | None, bool]]:
        """(name, sum of what is known, whether nothing is missing) of the ways to add up to all people."""
        sexes = [None if self.sexes is None else self.sexes.get(sex) for sex in Sex]
        yield "sexes", _added(sexes), _is_whole(sexes) and "sexes" not in self.lower_bounds
        ages = [_both_sexes(self.ages, age) for age in AgeGroup]
        yield "ages", _added(ages), _is_whole(ages) and "ages" not in self.lower_bounds

    def _doubts(self) -> Iterator[Finding]:
        bounds = self.lower_bounds
        for name, known, is_whole in self._sums():
            of_all = None if "people" in bounds else self.people
            yield from _differs(name, name, known, of_all, is_whole=is_whole)
        for sex in Sex:
            figures = [None if self.ages is None else self.ages.get((age, sex)) for age in AgeGroup]
            of_sex = None if self.sexes is None or "sexes" in bounds else self.sexes.get(sex)
            is_whole = _is_whole(figures) and "ages" not in bounds
            yield from _differs("ages", f"{sex}, ages", _added(figures), of_sex, is_whole=is_whole)
        yield from self._doubts_by_sex("ages", self.ages)
        yield from self._doubts_by_sex("groups", self.groups)
        yield from self._group_doubts()
        people, families = self.people, self.families
        if people is None or families is None or self.lower_bounds & {"people", "families"}:
            return
        if families > people or (people and not families):
            yield finding("displaced-families", "families", families=families, people=people)

    def _doubts_by_sex(self, field: str, parts: Parts[Any] | None) -> Iterator[Finding]:
        if parts is None or field in self.lower_bounds:
            return
        for word in dict.fromkeys(word for word, _ in parts):
            figures = [parts.get((word, sex)) for sex in Sex]
            of_both = parts.get((word, None))
            yield from _differs(field, str(word), _added(figures), of_both, is_whole=_is_whole(figures))

    def _group_doubts(self) -> Iterator[Finding]:
        known = self.known_people
        for group in VulnerableGroup:
            figure = _both_sexes(self.groups, group)
            if figure is not None and known is not None and self.is_complete and figure > known:
                yield finding(
                    "displaced-group-above-total", "groups", group=str(group), figure=figure, total=known
                )
        for group in (VulnerableGroup.PREGNANT, VulnerableGroup.BREASTFEEDING):
            if self.groups is not None and self.groups.get((group, Sex.MALE)):
                yield finding("displaced-group-sex", "groups", group=str(group), sex=str(Sex.MALE))


#: The figures, in the order of the form.
FIGURES = tuple(each.name for each in attrs.fields(Displaced) if each.name != "lower_bounds")


def _both_sexes(parts: Parts[W] | None, word: W) -> int | None:
    """A group's figure: the reported one or the sum of its sexes, whichever is larger."""
    if parts is None:
        return None
    known = [parts.get((word, None)), _added([parts.get((word, sex)) for sex in Sex])]
    return max((figure for figure in known if figure is not None), default=None)


def _added(figures: Iterable[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _is_whole(figures: Iterable[int | None]) -> bool:
    return all(figure is not None for figure in figures)


def _differs(
    field: str, what: str, known: int | None, total: int | None, *, is_whole: bool
) -> Iterator[Finding]:
    if known is not None and total is not None and (known > total or (is_whole and known < total)):
        yield finding("displaced-sum-differs", field, what=what, sum=known, total=total)


def total(parts: Iterable[Displaced]) -> Displaced:
    """The sum of what is known; ``lower_bounds`` names what some of *parts* left out. The order never matters.

    People are added as far as they are known by any way (:attr:`Displaced.known_people`).

    >>> both = total([Displaced(people=5, families=2), Displaced(sexes={"laki-laki": 1, "perempuan": 2})])
    >>> both.people, both.families, dict(both.sexes), sorted(both.lower_bounds)
    (8, 2, {Sex.MALE: 1, Sex.FEMALE: 2}, ['families', 'sexes'])
    """
    held = list(parts)
    if len(held) == 1:
        return held[0]
    figures: dict[str, Any] = {}
    bounds: set[str] = set()
    for name in FIGURES:
        known = [figure for part in held if (figure := _contribution(part, name)) is not None]
        if not known:
            continue
        figures[name], has_gap = _merged(known) if isinstance(known[0], FrozenMap) else (sum(known), False)
        if has_gap or len(known) < len(held) or any(_is_bound(part, name) for part in held):
            bounds.add(name)
    return Displaced(**figures, lower_bounds=bounds)


def _contribution(part: Displaced, name: str) -> Any:
    return part.known_people if name == "people" else getattr(part, name)


def _is_bound(part: Displaced, name: str) -> bool:
    return not part.is_complete if name == "people" else name in part.lower_bounds


def _merged(maps: list[FrozenMap[Any, int | None]]) -> tuple[dict[Any, int | None], bool]:
    """The figures by their places, and whether some mapping leaves one of them out.

    Where one gives a group as a whole and another by sex, both are added to the whole.
    """
    places = dict.fromkeys(place for each in maps for place in each)

    def figure(held: FrozenMap[Any, int | None], place: Any) -> int | None:
        is_whole_group = isinstance(place, tuple) and place[1] is None
        return _both_sexes(held, place[0]) if is_whole_group else held.get(place)

    figures = {place: [figure(each, place) for each in maps] for place in places}
    has_gap = any(each is None for found in figures.values() for each in found)
    return {place: _added(found) for place, found in figures.items()}, has_gap


def _kind(value: SiteKind | str | None) -> SiteKind | None:
    return None if value is None else _word(SiteKind, value, "kind")


def _moment(value: Moment | None) -> Moment | None:
    given: object = value
    if isinstance(given, datetime.datetime):
        if given.tzinfo is not None:
            raise InvalidRecordError("as_of", given, "the region's local time, without a zone")
        return given
    if given is None or isinstance(given, datetime.date):
        return given
    raise TypeError(f"as_of is a datetime or a date, not {type(given).__name__}")


@public("satudata.displaced")
@final
@attrs.frozen(repr=False)
class SiteReport(Record, PydanticField):
    """What one place reported at one time, in the region's local time.

    *site* is its name; without one the report is of all places of its *kind*, and without a *kind* too of the whole
    region. Reports with the same event, region, kind and site are states of one figure, of which the latest counts; a
    day without a time of day is the earliest of its day. *event* is the event's id.

    >>> SiteReport("13.04", Displaced(people=120), site="SDN 05", kind="terpusat", as_of=datetime.date(2024, 5, 12))
    SiteReport(RegionCode.parse('13.04'), Displaced(people=120), event=None, kind=SiteKind.CENTRAL, site='SDN 05', \
as_of=datetime.date(2024, 5, 12))
    """

    region: RegionCode = attrs.field(converter=as_region_code, metadata=REGION)
    displaced: Displaced = attrs.field(
        factory=Displaced,
        validator=attrs.validators.instance_of(Displaced),
        metadata=unmeasured(
            "Himpunan Variabel",
            name="Data Pengungsi Terpilah",
            konsep="Keadaan pengungsi di satu tempat, dipilah agar kebutuhan setiap kelompok diketahui",
            definisi="Angka pengungsi yang dilaporkan; yang kosong tidak dilaporkan dan bukan nol",
            klasifikasi="Menurut jenis kelamin, kelompok usia, dan kelompok rentan",
            citation="juklak-bnpb-9-2023",
        ),
    )
    event: str | None = attrs.field(
        default=None, converter=as_text, validator=not_blank, kw_only=True, metadata=EVENT_ID
    )
    kind: SiteKind | None = attrs.field(
        default=None,
        converter=_kind,
        kw_only=True,
        metadata=unmeasured(
            "Kategori",
            name="Jenis Tempat Pengungsian",
            konsep="Cara pengungsi ditampung, karena pelayanannya berbeda",
            definisi="Apakah pengungsi tinggal bersama di satu tempat atau sendiri pada kerabat dan rumah sewa",
            klasifikasi="Terpusat dan mandiri",
            citation="juklak-bnpb-9-2023",
        ),
    )
    site: str | None = attrs.field(
        default=None,
        converter=as_text,
        validator=not_blank,
        kw_only=True,
        metadata=unmeasured(
            "Nama",
            name="Nama Tempat Pengungsian",
            konsep="Tempat pengungsi ditampung, agar laporan berikutnya menggantikan yang lama",
            definisi="Nama tempat sebagaimana dilaporkan; kosong bila laporannya untuk semua tempat",
            klasifikasi="Tidak dikelompokkan",
            citation="juklak-bnpb-9-2023",
        ),
    )
    as_of: Moment | None = attrs.field(
        default=None,
        converter=_moment,
        kw_only=True,
        metadata=unmeasured(
            "Waktu",
            name="Waktu Keadaan Pengungsi",
            konsep="Saat yang digambarkan oleh laporan, karena jumlah pengungsi cepat berubah",
            definisi="Tanggal dan bila diketahui jam menurut waktu setempat",
            klasifikasi="Menurut hari dan jam",
            citation="juklak-bnpb-9-2023",
        ),
    )

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={getattr(self, name)!r}" for name in ("event", "kind", "site", "as_of"))
        return f"SiteReport({self.region!r}, {self.displaced!r}, {named})"

    @property
    def place(self) -> tuple[str | None, RegionCode, SiteKind | None, str | None]:
        """What makes two reports states of one figure: event, region, kind and site."""
        return self.event, self.region, self.kind, self.site

    def _when(self) -> tuple[datetime.date, datetime.time | None]:
        """Day and time of day; a report without either comes before all others."""
        if self.as_of is None:
            return datetime.date.min, None
        if isinstance(self.as_of, datetime.datetime):
            return self.as_of.date(), self.as_of.time()
        return self.as_of, None


def _order(report: SiteReport) -> tuple[datetime.date, bool, datetime.time, str]:
    day, time = report._when()
    return day, time is not None, time or datetime.time.min, repr(report)


def latest(reports: Iterable[SiteReport], *, at: Moment | None = None) -> tuple[SiteReport, ...]:
    """Of the reports of each place the latest, as known *at* that moment; a day means all of it.

    A report without a time comes before all others. Of two that differ at the same time the one whose text sorts last
    counts, and :func:`verify` names them.

    >>> monday, tuesday = (datetime.date(2024, 5, day) for day in (13, 14))
    >>> reports = [SiteReport("13.04", Displaced(people=n), as_of=on) for n, on in ((90, monday), (70, tuesday))]
    >>> latest(reports)[0].displaced, latest(reports, at=monday)[0].displaced
    (Displaced(people=70), Displaced(people=90))
    """
    found: dict[Hashable, SiteReport] = {}
    for report in reports:
        if at is None or not _is_after(report, at):
            held = found.get(report.place)
            found[report.place] = report if held is None else max(held, report, key=_order)
    return tuple(found.values())


def _is_after(report: SiteReport, at: Moment) -> bool:
    moment = _moment(at)
    day, time = report._when()
    if isinstance(moment, datetime.datetime):
        return (day, time or datetime.time.min) > (moment.date(), moment.time())
    return day > moment  # type: ignore[operator]  # it is a date


By: TypeAlias = Literal["event", "province", "regency", "kind"]


def totals(
    reports: Iterable[SiteReport], *, by: By = "event", at: Moment | None = None
) -> FrozenMap[Any, Displaced]:
    """How many are displaced per event (its id), province, kabupaten/kota (their codes) or kind of site.

    Of each place the latest report counts (:func:`latest`). A report of a whole (all sites of a kind, a kabupaten/kota,
    a province) is never added to those of its parts: the one with more people counts, the parts where it is a tie.
    A report that names only a province is in no kabupaten/kota, one of a whole region in no kind.

    >>> reports = [
    ...     SiteReport("13.04", Displaced(people=80), site="SDN 05"),
    ...     SiteReport("13.04", Displaced(people=100)),
    ...     SiteReport("13.06", Displaced(people=30), site="Masjid Raya"),
    ... ]
    >>> totals(reports)
    {None: Displaced(people=130)}
    >>> totals(reports, by="regency")
    {RegionCode.parse('13.04'): Displaced(people=100), RegionCode.parse('13.06'): Displaced(people=30)}
    """
    keys: dict[str, Callable[[SiteReport], Hashable]] = {
        "event": lambda report: report.event,
        "province": lambda report: report.region.province,
        "regency": lambda report: report.region,
        "kind": lambda report: report.kind,
    }
    if by not in keys:
        raise ValueError(f"displaced people are added up by {', '.join(keys)}, not by {by!r}")
    current = latest(reports, at=at)
    if by == "regency":
        current = tuple(each for each in current if each.region.level is AdminLevel.REGENCY)
    if by == "kind":
        current = tuple(each for each in current if each.kind is not None or each.site is not None)
    grouped = _grouped(current, keys[by])
    return FrozenMap((key, _of_events(grouped[key], [])) for key in sorted(grouped, key=_sortable))


# From the whole to its parts; what is found doubtful on the way is put into *doubts*.


def _of_events(reports: Iterable[SiteReport], doubts: list[Finding]) -> Displaced:
    events = _grouped(reports, lambda report: (report.event, report.region.province))
    return total(_of_province(part, doubts) for part in events.values())


def _of_province(reports: list[SiteReport], doubts: list[Finding]) -> Displaced:
    regions = _grouped(reports, lambda report: report.region)
    own = regions.pop(reports[0].region.province, [])
    below = [_of_region(part, doubts) for part in regions.values()]
    if not below:
        return _of_region(own, doubts)
    below += [each.displaced for each in own if each.site is not None]
    if all(each.site is not None for each in own):
        return total(below)
    return _larger([_of_region(own, doubts)], below, own[0].region, doubts)


def _of_region(reports: list[SiteReport], doubts: list[Finding]) -> Displaced:
    whole = [each.displaced for each in reports if each.kind is None and each.site is None]
    kinds = _grouped((each for each in reports if each.kind or each.site), lambda each: each.kind)
    return _larger(whole, [_of_kind(part, doubts) for part in kinds.values()], reports[0].region, doubts)


def _of_kind(reports: list[SiteReport], doubts: list[Finding]) -> Displaced:
    whole = [each.displaced for each in reports if each.site is None]
    sites = [each.displaced for each in reports if each.site is not None]
    return _larger(whole, sites, f"{reports[0].region} {reports[0].kind}", doubts)


def _larger(
    whole: list[Displaced], parts: list[Displaced], where: object, doubts: list[Finding]
) -> Displaced:
    """The report of a whole or the sum of its parts, whichever has more people; the parts where they tie."""
    if not whole or not parts:
        return total(whole or parts)
    above, below = whole[0], total(parts)
    own, known = above.known_people, below.known_people
    if own is None or (known is not None and own <= known):
        if own is not None and known is not None and own < known and above.is_complete:
            doubts.append(finding("displaced-whole-below-parts", str(where), total=own, parts=known))
        return below
    return above


K = TypeVar("K", bound=Hashable)


def _grouped(reports: Iterable[SiteReport], key: Callable[[SiteReport], K]) -> dict[K, list[SiteReport]]:
    found: dict[K, list[SiteReport]] = {}
    for report in reports:
        found.setdefault(key(report), []).append(report)
    return found


def _sortable(key: object) -> tuple[bool, str]:
    return key is None, str(key)


def verify(reports: Iterable[SiteReport]) -> tuple[Finding, ...]:
    """What is doubtful in *reports*: each one's figures, wholes below their parts, and states that contradict.

    >>> [each.code for each in verify([SiteReport("13.04", Displaced(people=3, families=5))])]
    ['displaced-families']
    """
    held = list(reports)
    found = [doubt for report in held for doubt in report.displaced.findings]
    states: dict[Hashable, set[SiteReport]] = {}
    for report in held:
        states.setdefault((*report.place, report.as_of), set()).add(report)
    found += [
        finding(
            "figures-contradict",
            "displaced",
            what=_named(next(iter(same))),
            detail=f"{len(same)} reports of one time",
            detail_id=f"{len(same)} laporan pada waktu yang sama",
        )
        for same in states.values()
        if len(same) > 1
    ]
    _of_events(latest(held), found)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.sort_key))


def _named(report: SiteReport) -> str:
    return " / ".join(str(each) for each in (report.region, report.kind, report.site) if each is not None)


@public("satudata.displaced")
@final
@attrs.frozen
class Change:
    """What changed from *before* to *after*; a difference is ``None`` unless both figures are wholly known.

    >>> change = Change(Displaced(people=120, families=30), Displaced(people=80))
    >>> change.people, change.families
    (-40, None)
    """

    before: Displaced
    after: Displaced

    @property
    def people(self) -> int | None:
        """The difference in jiwa."""
        if not (self.before.is_complete and self.after.is_complete):
            return None
        return _less(self.after.known_people, self.before.known_people)

    @property
    def families(self) -> int | None:
        """The difference in KK."""
        if "families" in self.before.lower_bounds | self.after.lower_bounds:
            return None
        return _less(self.after.families, self.before.families)

    @property
    def sexes(self) -> FrozenMap[Sex, int | None]:
        """The difference by sex."""
        return self._by("sexes", Sex)

    @property
    def ages(self) -> FrozenMap[AgeGroup, int | None]:
        """The difference by age group, both sexes together."""
        return self._by("ages", AgeGroup)

    @property
    def groups(self) -> FrozenMap[VulnerableGroup, int | None]:
        """The difference by vulnerable group, both sexes together."""
        return self._by("groups", VulnerableGroup)

    def _by(self, name: str, words: type[W]) -> FrozenMap[W, int | None]:
        if name in self.before.lower_bounds | self.after.lower_bounds:
            return FrozenMap((word, None) for word in words)
        return FrozenMap(
            (word, _less(_of(self.after, name, word), _of(self.before, name, word))) for word in words
        )


def _of(displaced: Displaced, name: str, word: Any) -> int | None:
    held = getattr(displaced, name)
    if name != "sexes":
        return _both_sexes(held, word)
    return None if held is None else cast("int | None", held.get(word))


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _require_mapping(field: str, value: object) -> None:
    if not isinstance(value, Mapping):
        raise TypeError(f"{field}: figures by word, {{'{_EXAMPLES[field]}': 3}}, not {type(value).__name__}")


_EXAMPLES = {"sexes": "perempuan", "ages": "bayi", "groups": "ibu hamil"}


def _word(words: type[W], value: str, field: str) -> W:
    try:
        return words(value)
    except ValueError:
        raise InvalidRecordError(
            field, value, f"no such {words.__name__}; one of: {', '.join(words)}"
        ) from None
