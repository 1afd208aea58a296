"""Reports of displaced people from a list: one row a site and time, a kecamatan, or a kabupaten/kota."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, final

import attrs

from satudata import regions
from satudata._ground.paths import public
from satudata.displaced import Displaced, Moment, SiteKind, SiteReport
from satudata.findings import Finding, finding
from satudata.impacts.sums import known_sum
from satudata.reading import read_kib
from satudata.regions._code import RegionCode
from satudata.tabular._blanks import SHOWN, clean
from satudata.tabular._days import about_day
from satudata.tabular._figures import FigureRead, Unit, grouping_of, whole
from satudata.tabular._sources import Source
from satudata.tabular.lists._displaced_columns import Counted, counted, halves
from satudata.tabular.lists._displaced_headings import KIND_BY_CELLS, WORDS, kind_of
from satudata.tabular.lists._displaced_words import (
    AGE,
    FAMILIES,
    FIGURES,
    GROUP,
    OTHER_GROUP,
    PAIR,
    PEOPLE,
    SITES,
)
from satudata.tabular.lists._list import ListRow, ListTable, open_list
from satudata.tabular.lists._site_names import ReportRow, SiteNames, contradictions
from satudata.tabular.lists._times import Time, ahead_of, time_of, time_of_titles, zone_in

#: A field of the record, by what a column counts.
_MAPS = {"sexes": "sexes", AGE: "ages", GROUP: "groups", OTHER_GROUP: "other_groups"}
_AREA = ("place", "village")
#: What can stand for the name of a site where the list has no column of names.
_NAMES = ("site", "address", "hamlet")


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class SiteReports:
    """The reports of a list of displaced people, and what is doubtful, each with its line (0: the whole list).

    *columns* are the headings that were read with what each was read as; *unknown* are the headings that mean nothing
    here. *totals* are the lines of totals and sources, *left_out* those of rows that could not be placed.
    """

    name: str
    rows: tuple[ReportRow, ...]
    findings: tuple[tuple[int, Finding], ...]
    columns: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def reports(self) -> tuple[SiteReport, ...]:
        """The reports alone, for :func:`satudata.displaced.totals` and the like."""
        return tuple(each.report for each in self.rows)


def read_site_reports(
    source: Source,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, object] | None = None,
    fill_down: bool = False,
    today: datetime.date | None = None,
) -> SiteReports:
    """Read a list of displaced people: one row a site and time, a kecamatan with its sites, or a kabupaten/kota.

    The parameters are those of :func:`satudata.tabular.read_table`; *constants* can be ``{"region": "32.04", "as_of":
    "25/11/2022 pukul 15.00 WIB"}``. A blank, "-" and "NA" are unknown, "nihil" is zero. Ages that are none of the
    guideline's five groups are kept apart and never split, families (KK) are never people, and neither is a capacity or
    a "total rentan". Times are kept as local times of the region.

    Raises :class:`~satudata.TableError` for a list that cannot be read, or that is not read because it is one of
    persons (NIK, names) or of refugees; nothing of these is said.

    >>> rows = [["Nama Posko", "Data Per", "KK", "Jiwa"], ["SDN 05", "13/5/2024 15.00 WIB", "-", "120"]]
    >>> read_site_reports(rows, constants={"region": "13.04"}).reports
    (SiteReport(RegionCode.parse('13.04'), Displaced(people=120), event=None, kind=None, site='SDN 05', \
as_of=datetime.datetime(2024, 5, 13, 15, 0)),)
    """
    with open_list(
        source,
        WORDS,
        sheet=sheet,
        columns=columns,
        constants=constants,
        fill_down=fill_down,
        today=today,
    ) as table:
        return reports_of(table)


def reports_of(table: ListTable) -> SiteReports:
    """The reports of an open list."""
    return _Reader(table).read()


@final
class _Reader:
    """Reads the rows of one list."""

    def __init__(self, table: ListTable) -> None:
        self._table = table
        self._rows = list(table.rows())
        texts: dict[int, list[str]] = {}
        for row in self._rows:
            for column, text in row.cells:
                if clean(text):
                    texts.setdefault(column.place, []).append(clean(text))
        self._counted, numbers, self._said = counted(table.columns, lambda each: texts.get(each.place, []))
        self._numbers = {each.place for each in numbers}
        self._grouping = {
            place: grouping_of(set(cells), Unit.PEOPLE)
            for place in {each.column.place for each in self._counted}
            if (cells := texts.get(place))
        }
        #: The fields of columns that say the kind of a site.
        self._kinds = ("kind", *([KIND_BY_CELLS] if self._are_kinds(texts) else ()))
        self._has_sites = any(
            each.field in (*_NAMES, "person_name") and each.place not in self._numbers
            for each in table.columns
        )
        #: The time of the report before.
        self._above: Moment | None = None
        #: The id of each site that has one, by its label.
        self._ids: dict[str, str] = {}
        self._titles: dict[tuple[str, ...], Time] = {}
        self._findings: list[tuple[int, Finding]] = [(0, each) for each in (*table.findings, *self._said)]

    def _say(self, line: int, code: str, where: str, **data: object) -> None:
        self._findings.append((line, finding(code, where, **data)))

    def read(self) -> SiteReports:
        found: list[ReportRow] = []
        totals: list[int] = []
        left_out: list[int] = []
        for row in self._rows:
            self._findings += [(row.line, each) for each in row.findings]
            if any(each.code == "total-row" for each in row.findings):
                totals.append(row.line)
            elif self._is_heading(row):
                continue
            elif not self._says_something(row):
                if self._has_text(row):
                    totals.append(row.line)
            else:
                reports = list(self._reports(row))
                found += reports
                if not reports:
                    left_out.append(row.line)
        names = SiteNames(self._ids, has_sites=self._has_sites)
        rows = names.unified(list(names.named(found)))
        self._findings += names.findings
        self._findings += contradictions(rows, lambda line: self._table.sheet_line(line)[1])
        self._findings += [
            (each.line, doubt)
            for each in {(row.line, row.report.displaced): row for row in rows}.values()
            for doubt in each.report.displaced.findings
        ]
        return SiteReports(
            name=self._table.name,
            rows=tuple(rows),
            findings=tuple(self._findings),
            columns=tuple(self._columns()),
            unknown=self._table.unknown,
            totals=tuple(totals),
            left_out=tuple(left_out),
        )

    def _columns(self) -> Iterator[tuple[str, str]]:
        """Each heading that is read, with what it is read as."""
        of_figures = {
            each.column.place: " ".join(
                str(part) for part in (each.key or each.figure, each.sex, each.kind) if part
            )
            for each in self._counted
            if not each.side
        }
        for column in self._table.columns:
            if column.field == PAIR:
                yield column.heading, " / ".join(column.meaning.also.values())
            elif column.place in of_figures or column.field not in FIGURES:
                yield column.heading, of_figures.get(column.place, column.field)

    def _says_something(self, row: ListRow) -> bool:
        """Whether a row names a place itself, or has a figure; any other is blank, or a line below the table."""
        names = {*_NAMES, *_AREA, "regency_name", "region_id", "province_name", "site_id"}
        own = [(column, text) for column, text in row.own_cells() if clean(text)]
        if any(column.field in names and column.place not in self._numbers for column, _ in own):
            return True
        texts = {column.place: text for column, text in own}
        return any(
            self._read(each, texts.get(each.column.place, ""))[0] is not None for each in self._counted
        )

    def _has_text(self, row: ListRow) -> bool:
        """Whether a row that is no report says anything in a column of figures: a place and day, who signs."""
        places = {each.column.place for each in self._counted}
        return any(clean(text) for column, text in row.own_cells() if column.place in places)

    def _is_heading(self, row: ListRow) -> bool:
        """Whether a row repeats the headings, or has the tags of HXL in place of cells."""
        cells = [(column, text) for column, text in row.cells if column.place >= 0]
        alike = sum(text.startswith("#") or text.strip() == column.heading for column, text in cells)
        return alike > 1 and 2 * alike > len(cells)

    def _reports(self, row: ListRow) -> Iterator[ReportRow]:
        time, doubts = self._time(row)
        event_day, of_day = self._table.day(row, "date")
        on = time.on or event_day or self._table.today or regions.editions()[-1].in_force_from
        places, of_place = self._table.regions(row, on)
        self._findings += [(row.line, each) for each in (*doubts, *of_day, *of_place)]
        if len(places) != 1:
            self._findings.append((row.line, _not_placed(places)))
            return
        region = places[0]
        common: dict[str, Any] = {
            "event": self._event(row),
            "as_of": time.moment(ahead_of(region)),
            "district": _short(row.text("place")),
            "village": _short(row.text("village")),
            "site": self._site(row),
        }
        # A name from above is that of a site at several times, not of the next one, whose name is missing.
        if common["as_of"] == self._above and not self._has_own_site(row):
            common["site"] = None
        self._above = common["as_of"]
        kind = self._kind(row)
        for stay, figures in self._figures(row).items():
            sites = figures.pop(SITES, None) if common["site"] is None else None
            figures.pop(SITES, None)
            displaced = Displaced(**figures)
            report = SiteReport(region, displaced, kind=stay or kind, sites=sites, **common)
            yield ReportRow(row.line, report, event_day, row.text("type_code", "type_name"))

    def _has_own_site(self, row: ListRow) -> bool:
        is_own = {column.place in row.own for column, _ in row.all("site")}
        return True in is_own or not is_own

    def _event(self, row: ListRow) -> str | None:
        kib = read_kib(row.text("kib")).kib
        return _short(row.text("event_id")) or (None if kib is None else str(kib))

    def _site(self, row: ListRow) -> str | None:
        """The name of the site, with its id in brackets where it has both."""
        cells = [(column, text) for column, text in row.cells if column.place not in self._numbers]
        named = ListRow(row.line, tuple(cells))
        if any(each.field == "site" and each.place not in self._numbers for each in self._table.columns):
            name = named.text("site", "site_or_count")
        else:
            name = named.text("site_or_count", *_NAMES)
        number = row.text("site_id")
        label = _short(f"{name} [{number}]" if name and number else name or number)
        if label is not None and number:
            self._ids[label] = number
        return label

    def _are_kinds(self, texts: Mapping[int, Sequence[str]]) -> bool:
        """Whether the cells of a column called "Jenis" are kinds of sites."""
        places = [each.place for each in self._table.columns if each.field == KIND_BY_CELLS]
        cells = {text for place in places for text in texts.get(place, ())}
        return bool(cells) and all(kind_of(text) is not None for text in cells)

    def _kind(self, row: ListRow) -> SiteKind | None:
        text = row.text(*self._kinds)
        found = kind_of(text) if text else None
        if text and found is None:
            column = self._table.heading("kind")
            self._say(row.line, "displaced-kind-unknown", column, column=column, text=text[:SHOWN])
        return found

    def _time(self, row: ListRow) -> tuple[Time, tuple[Finding, ...]]:
        """The time of a row, from one cell or from the cells of day and time of day."""
        time, doubts = Time(), []
        for column, text in row.all("as_of"):
            read = time_of(text, today=self._table.today)
            if read.of_day is not None and read.ahead is None:
                read = read._replace(ahead=zone_in(column.heading))
            if read.code is not None and (time.on is None or read.on is not None):
                doubts.append(about_day(read.code, column.heading, clean(text), read.on))
            elif read.code is not None:
                data = {"column": column.heading, "text": clean(text)[:SHOWN]}
                doubts.append(finding("displaced-time-unreadable", column.heading, **data))
            time = time.completed(read)
        if time.on is None and not doubts:
            time = time.completed(self._of_titles(row.line))
        today = self._table.today
        if time.on is not None and today is not None and time.on > today:
            doubts.append(
                finding("displaced-time-after", "as_of", date=time.on.isoformat(), on=today.isoformat())
            )
        return time, tuple(doubts)

    def _of_titles(self, line: int) -> Time:
        """The time that the titles say where no column does."""
        titles = self._table.titles(line)
        if titles not in self._titles:
            time = time_of_titles(titles, today=self._table.today)
            self._titles[titles] = time
            if time.on is not None:
                text = time.on.isoformat() + (f" {time.of_day:%H.%M}" if time.of_day else "")
                self._say(0, "displaced-time-of-title", "as_of", time=text)
        return self._titles[titles]

    # Figures.

    def _figures(self, row: ListRow) -> dict[SiteKind | None, dict[str, Any]]:
        """The fields of the reports of a row, by the kind of site that its columns name."""
        cells = {column.place: text for column, text in row.cells}
        found: dict[SiteKind | None, dict[str, Any]] = {None: {}}
        by_what: dict[Any, list[Counted]] = {}
        for each in self._counted:
            by_what.setdefault(each.what, []).append(each)
        silent: list[SiteKind | None] = []
        for (figure, key, sex, kind), columns in by_what.items():
            value, is_bound = self._value(row.line, columns, cells)
            if value is None:
                silent += [kind] if figure == PEOPLE else []
                continue
            fields = found.setdefault(kind, {})
            if is_bound:
                fields.setdefault("lower_bounds", set()).add(figure)
            if figure in (PEOPLE, FAMILIES, SITES):
                fields[figure] = value
            elif figure == "sexes":
                fields.setdefault(figure, {})[sex] = value
            else:
                name = _MAPS[figure] if figure != AGE or columns[0].is_of_guideline else "other_ages"
                fields.setdefault(name, {})[key, sex] = value
        if found[None] or len(found) == 1:
            self._compare_sites(row.line, found)
            return found
        del found[None]
        for kind in silent:
            if kind is not None:
                found.setdefault(kind, {})  # unknown, so that the sum of the kinds is a lower bound
        return found

    def _compare_sites(self, line: int, found: Mapping[SiteKind | None, Mapping[str, Any]]) -> None:
        total = found[None].get(SITES)
        parts = known_sum(fields.get(SITES) for kind, fields in found.items() if kind is not None)
        if total is not None and parts is not None and total != parts:
            data = {"what": "sites", "what_id": "lokasi", "sum": parts, "total": total}
            self._say(line, "displaced-sum-differs", SITES, **data)

    def _value(
        self, line: int, columns: Sequence[Counted], cells: Mapping[int, str]
    ) -> tuple[int | None, bool]:
        """The figure of columns that count the same, and whether it is a lower bound.

        The first that is filled counts. Places where people stay are added; one that is unknown leaves a lower bound.
        """
        ordered = sorted(columns, key=lambda each: (each.stays, each.yields))
        stays = [each for each in ordered if each.stays]
        values = [(each, self._cell(line, each, cells)) for each in ordered if not each.stays]
        of_stays = [self._cell(line, each, cells) for each in stays]
        if stays:
            values.append((stays[0], known_sum(of_stays)))
        known = [(each, value) for each, value in values if value is not None]
        if not known:
            return None, False
        first, figure = known[0]
        for other, second in known[1:]:
            if second != figure:
                one, two = first.column.heading, other.column.heading
                data = {"column": one, "other": two, "figure": figure, "second": second}
                self._say(line, "displaced-columns-differ", one, **data)
        return figure, first.stays and None in of_stays

    def _cell(self, line: int, each: Counted, cells: Mapping[int, str]) -> int | None:
        text = cells.get(each.column.place, "")
        value, code = self._read(each, text)
        if code is not None:
            shown = "KK" if each.counts_families else "lokasi" if each.figure == SITES else "jiwa"
            heading = each.column.heading
            self._say(line, code, heading, column=heading, text=clean(text)[:SHOWN], figure=value, unit=shown)
        return value

    def _read(self, each: Counted, text: str) -> FigureRead[int]:
        """The figure of a cell, or of one side of a cell with two."""
        if each.side:
            parts = list(halves(text))
            text = parts[each.side - 1] if parts else "" if each.side > 1 else text
        unit = Unit.FAMILIES if each.counts_families else Unit.OTHER if each.figure == SITES else Unit.PEOPLE
        return whole(text, unit, self._grouping.get(each.column.place, frozenset()))


def _not_placed(places: Sequence[RegionCode]) -> Finding:
    why, sebab = "its region is not known", "wilayahnya tidak diketahui"
    if places:
        shown = ", ".join(map(str, places))
        why, sebab = f"it names several places ({shown})", f"menyebut beberapa wilayah ({shown})"
    return finding("displaced-left-out", "region", why=why, sebab=sebab)


def _short(text: str) -> str | None:
    return " ".join(text.split())[:200] or None
