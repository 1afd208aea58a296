"""Lists of decrees on the status of an emergency, read row by row into declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import final

import attrs

from satudata.emergency import Declaration, EmergencyStatus
from satudata.events._counts import Kind
from satudata.findings import Finding, finding
from satudata.regions._code import RegionCode
from satudata.tabular._blanks import SHOWN, clean, short
from satudata.tabular._sources import Source
from satudata.tabular.lists._declared import Declarations
from satudata.tabular.lists._decree_days import DecreeDays, DecreeSpan
from satudata.tabular.lists._decree_places import DecreePlaces
from satudata.tabular.lists._decree_sets import DecreeSets
from satudata.tabular.lists._emergency_headings import heading_meaning
from satudata.tabular.lists._hazards import Hazards
from satudata.tabular.lists._list import ListRow, ListTable, open_list
from satudata.tabular.lists._listed import ListedDeclaration, decree_key
from satudata.tabular.lists._status_words import (
    SIAGA_ALONE,
    Says,
    StatusRead,
    read_extension,
    read_remark,
    read_status,
    read_ticked,
)
from satudata.tabular.lists._words import ListWords, folded

#: A list of declarations has a status, a first day and a place.
DECREES = ListWords(
    "emergency",
    {
        "status": ("status", "status_remark"),
        "start": ("start", "validity_range", "duration_days", "decree_date"),
        "region": ("regency_name", "regions", "region_id", "province_name", "province_id"),
    },
    heading_meaning,
    dates=("start", "end", "ended_on", "decree_date"),
    filled_down=(
        *("province_name", "province_id", "regency_name", "regions", "region_id", "type_name"),
        *("status", "decree", "start", "end", "validity_range", "duration_days"),
    ),
)
#: What is a file or a link, and no number.
_DOCUMENT = re.compile(r"https?://|www\.|[^\s]*\.(?:pdf|docx?|jpe?g|png|zip)$", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_KARHUTLA = frozenset({"Kebakaran Hutan dan Lahan"})
_SCALE = "declaration-scale"
#: What only a row with a decree has.
_OF_A_DECREE = ("decree", "start", "end", "validity_range", "duration_days", "ended_on", "decree_date")
#: Ways to say that a status has ended, the strongest first.
_ENDS = (Says.REVOKING, Says.REVOKED, Says.RUN_OUT)
#: What is no declaration, and need not be one: the finding about the row.
_NO_DECLARATION = {
    Says.PENDING: "declaration-pending",
    Says.STATEMENT: "declaration-statement",
    Says.NONE: "declaration-none",
    Says.SCALE: _SCALE,
}


@final
@attrs.frozen
class _Status:
    """What all cells of a row say together of its status: *ends* that it has ended, or ends another."""

    read: StatusRead
    text: str
    prolongs: bool | None = None
    ordinal: int | None = None
    ends: Says | None = None
    findings: tuple[Finding, ...] = ()
    #: Whether the columns of the status say that the row revokes, and not a remark alone.
    is_own_end: bool = False

    def revokes(self, days: DecreeSpan) -> bool:
        """Whether the row ends what other rows declare.

        A remark on a later day than the first one ("pencabutan per 10 Maret") ends the row's own declaration.
        """
        if self.ends is Says.REVOKING:
            is_later = days.start is not None and days.ended_on is not None and days.ended_on > days.start
            return self.is_own_end or self.read.status is None or not is_later
        return self.read.status is None and self.ends is Says.REVOKED


@final
@attrs.frozen
class _Revocation:
    """A row that ends what was declared before: from *on* that is no longer in force."""

    line: int
    regions: tuple[RegionCode | None, ...]
    status: EmergencyStatus | None
    hazards: frozenset[str]
    on: date


def read_declarations(
    source: Source,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, object] | None = None,
    fill_down: bool = False,
) -> Declarations:
    """Read a list of decrees: a row a decree, with its region, status, hazards and days.

    *source*, *sheet*, *columns*, *constants* and *fill_down* are as for :func:`~satudata.tabular.read_table`. Raises
    :class:`~satudata.TableError` where no column has the status, the first day or the place.

    >>> rows = [
    ...     {"Kabupaten": "Demak", "Status": "TD", "Nomor SK": "1/2025", "Mulai": "1 Juni 2025", "Lama (hari)": "14"},
    ...     {"Kabupaten": "Klaten", "Status": "Siaga (Level III)", "Mulai": "1 Juni 2025"},
    ... ]
    >>> found = read_declarations(rows)
    >>> [(str(each.declaration.region), each.declaration.end.isoformat()) for each in found.listed]
    [('33.21', '2025-06-14')]
    >>> [(line, each.code) for line, each in found.row_findings]
    [(2, 'declaration-scale')]
    """
    with open_list(
        source, DECREES, sheet=sheet, columns=columns, constants=constants, fill_down=fill_down
    ) as table:
        return declarations_of(table)


def declarations_of(table: ListTable) -> Declarations:
    """The declarations of an open list."""
    reader = _Reader(table)
    for row in table.rows():
        reader.take(row)
    return reader.finish()


@final
class _Reader:
    """Takes the rows of a list one by one; what they say of each other is settled at the end."""

    def __init__(self, table: ListTable) -> None:
        self._table = table
        self._places = DecreePlaces(table)
        self._days = DecreeDays(table)
        self._hazards = Hazards(table)
        self._sets = DecreeSets(table.columns, DECREES.meaning)
        self._listed: list[ListedDeclaration] = []
        self._revocations: list[_Revocation] = []
        self._findings: list[tuple[int, Finding]] = [(0, each) for each in table.findings]
        self._left_out: list[int] = []
        #: The words of cells that leave the last day open, by line.
        self._open_ends: dict[int, str] = {}

    def take(self, row: ListRow) -> None:
        """Read a row: one decree, or several that are next to one another."""
        for one, is_prolongation in self._sets.rows(row):
            self._take(one, is_prolongation=is_prolongation)

    def _take(self, row: ListRow, *, is_prolongation: bool) -> None:
        """Read the cells of one decree; *is_prolongation* of the one before in its row."""
        self._say(row, row.findings)
        if not row.cells:
            return
        kinds, hazards, of_hazards = self._hazards.of(row)
        status = self._status(row, hazards)
        if is_prolongation:
            status = attrs.evolve(status, prolongs=True, findings=())
        code = _NO_DECLARATION.get(status.read.says)
        if not status.text and not row.text(*_OF_A_DECREE):
            code = "declaration-none"  # a row of a table of events, of which only some have a decree
        if code == _SCALE and folded(status.text) in SIAGA_ALONE and _number(row.text("decree")) is not None:
            text = status.text[:SHOWN]
            why = f'"{text}" of a decree may be siaga darurat, or a level of warning; write it in full'
            sebab = f'"{text}" dengan nomor SK dapat berarti siaga darurat atau tingkat peringatan; tulis selengkapnya'
            self._leave_out(row, why, sebab)
        elif code is not None:
            self._say(row, [finding(code, "status", text=status.text[:SHOWN] or "-")])
        else:
            self._take_declared(row, status, kinds, hazards, of_hazards)

    def _take_declared(
        self,
        row: ListRow,
        status: _Status,
        kinds: Sequence[Kind],
        hazards: frozenset[str],
        of_hazards: Sequence[Finding],
    ) -> None:
        """Read a row that should be a declaration, or the end of one."""
        self._say(row, (*of_hazards, *status.findings))
        days, of_days = self._days.of(row)
        self._say(row, of_days)
        if status.revokes(days):
            self._revoke(row, status, hazards, days)
        elif status.read.status is None:
            why = f'"{status.text[:SHOWN]}" is none of the three states' if status.text else "no status"
            sebab = (
                f'"{status.text[:SHOWN]}" bukan salah satu dari ketiga status'
                if status.text
                else "status tidak ada"
            )
            self._leave_out(row, why, sebab)
        elif days.start is None or days.is_backward:
            self._leave_out(row, *days.why)
        else:
            self._declare(row, status, kinds, hazards, days, days.start)

    def _say(self, row: ListRow, findings: Sequence[Finding]) -> None:
        self._findings += ((row.line, each) for each in findings)

    def _leave_out(self, row: ListRow, why: str, sebab: str) -> None:
        self._left_out.append(row.line)
        self._say(row, [finding("declaration-left-out", why=why, sebab=sebab)])

    def _status(self, row: ListRow, hazards: frozenset[str]) -> _Status:
        """What the status, its remark, its process and the number of the decree say."""
        filled = [(column, text) for column, text in row.all("status") if clean(text)]
        headings = [each.heading for each in self._table.columns if each.field == "status"]
        read = [(text, read_ticked(text, column.heading, headings)) for column, text in filled]
        remarks = [(text, read_status(text)) for _, text in row.all("status_remark")]
        own = [*read, *remarks]
        remarks += [(text, read_remark(text)) for _, text in row.all("remarks")]
        every = [*read, *remarks]
        for _, text in row.all("process_status"):
            process = read_status(text)
            if process.says in (Says.PENDING, Says.NONE):
                return _Status(StatusRead(Says.PENDING), text)
        decree = row.text("decree")
        about_decree = read_status(decree)
        is_words = not _DIGIT.search(decree)
        if about_decree.says is Says.STATEMENT or (is_words and about_decree.says is Says.PENDING):
            return _Status(about_decree, decree)
        for says in (Says.PENDING, Says.STATEMENT):
            found = [text for text, each in every if each.says is says]
            if found:
                return _Status(StatusRead(says), found[0])
        text, chosen = next(
            ((text, each) for says in (Says.STATUS, *_ENDS) for text, each in every if each.says is says),
            read[0] if read else ("", StatusRead(Says.NOTHING)),
        )
        if chosen.if_karhutla and hazards == _KARHUTLA:
            chosen = StatusRead(Says.STATUS, EmergencyStatus.SIAGA)
        findings = []
        if chosen.repaired and chosen.status is not None:
            findings.append(
                finding("declaration-status-repaired", "status", text=text[:SHOWN], status=str(chosen.status))
            )
        for other, each in every:
            if each.status is not None and chosen.status is not None and each.status is not chosen.status:
                data = {"text": other[:SHOWN], "status": str(chosen.status)}
                findings.append(finding("declaration-remark-differs", "status", **data))
        said = [(each.prolongs, each.ordinal) for _, each in (*remarks, *read)]
        said = [*(read_extension(text) for _, text in row.all("extension_no")), *said]
        prolongs, ordinal = next((each for each in said if each[0] is not None), (None, None))
        ends = next((says for says in _ENDS if any(each.says is says for _, each in every)), None)
        is_own = any(each.says is Says.REVOKING for _, each in own)
        return _Status(chosen, text, prolongs, ordinal, ends, tuple(findings), is_own_end=is_own)

    def _declare(
        self,
        row: ListRow,
        status: _Status,
        kinds: Sequence[Kind],
        hazards: frozenset[str],
        days: DecreeSpan,
        start: date,
    ) -> None:
        """Keep a declaration for each region of the row."""
        regions, doubts, lacking = self._places.of(row, start)
        self._say(row, doubts)
        if lacking is not None:
            self._leave_out(row, *lacking)
        code, scheme = kinds[0][:2] if len(kinds) == 1 and len(hazards) == 1 else ("~", "~")
        decree, extends = _number(row.text("decree")), _number(row.text("extends"))
        is_own = extends is not None and decree is not None and decree_key(extends) == decree_key(decree)
        end, is_ended = days.end, False
        if days.ended_on is not None:
            end, doubt = _revoked(start, end, days.ended_on)
            self._say(row, doubt)
        elif status.ends is not None and (end is None or status.ends is not Says.RUN_OUT):
            is_ended, end = True, None
            self._say(row, [finding("declaration-ended-undated", "status", text=status.text[:SHOWN])])
        if end is None and not is_ended:
            self._open_ends[row.line] = days.open_end
        for region in regions:
            declaration = Declaration(
                status=status.read.status or EmergencyStatus.SIAGA,
                region=region,
                decree=decree,
                start=start,
                end=end,
                extends=None if is_own else extends,
                type_code=None if code == "~" else code,
                scheme=None if scheme == "~" else scheme,
            )
            self._listed.append(
                ListedDeclaration(
                    declaration=declaration,
                    line=row.line,
                    hazards=hazards,
                    prolongs=status.prolongs,
                    ordinal=status.ordinal,
                    is_ended=is_ended,
                )
            )

    def _revoke(self, row: ListRow, status: _Status, hazards: frozenset[str], days: DecreeSpan) -> None:
        """Keep that a row ends what was declared before."""
        on = days.ended_on or days.start or days.decree_date
        if on is None:
            self._leave_out(
                row, "it ends a declaration on a day that is not known", "tanggal pengakhirannya tidak ada"
            )
            return
        regions, doubts, lacking = self._places.of(row, on)
        self._say(row, doubts)
        if lacking is not None:
            self._leave_out(row, *lacking)
        self._revocations.append(_Revocation(row.line, tuple(regions), status.read.status, hazards, on))

    def finish(self) -> Declarations:
        """The declarations of all rows: each once, ended where another row ends it."""
        listed = list(self._once())
        for each in self._revocations:
            for region in each.regions:
                found = [
                    at
                    for at, one in enumerate(listed)
                    if one.declaration.region == region
                    and (each.status is None or one.declaration.status is each.status)
                    and one.meets(each.hazards)
                    and one.declaration.is_in_force(each.on) is not False
                ]
                for at in found:
                    declared = listed[at].declaration
                    end, doubts = _revoked(declared.start, declared.end, each.on)
                    self._findings += ((each.line, doubt) for doubt in doubts)
                    listed[at] = attrs.evolve(
                        listed[at], declaration=attrs.evolve(declared, end=end), is_ended=False
                    )
                if not found:
                    self._findings.append(
                        (each.line, finding("declaration-ends-nothing", "status", on=str(each.on)))
                    )
        for one in listed:
            text = self._open_ends.pop(one.line, None) if one.declaration.end is None else None
            if text is not None:
                found_open = finding("declaration-end-unknown", "end", shown=f': "{text}"' if text else "")
                self._findings.append((one.line, found_open))
        return Declarations(tuple(listed), tuple(self._findings), tuple(dict.fromkeys(self._left_out)))

    def _once(self) -> Iterator[ListedDeclaration]:
        """Each declaration once: rows of one decree, region, status and days are one, with the hazards of all."""
        first: dict[object, ListedDeclaration] = {}
        for each in self._listed:
            declared = each.declaration
            number = None if declared.decree is None else decree_key(declared.decree)
            key = declared.region, declared.status, number, declared.start, declared.end
            own = (*key, each.hazards) if number is None else key
            one = first.get(own)
            if one is None:
                first[own] = each
                continue
            self._findings.append(
                (each.line, finding("declaration-repeated", decree=declared.name, line=one.line))
            )
            if not each.hazards <= one.hazards:
                both = one.hazards | each.hazards if one.hazards else one.hazards
                open_type = attrs.evolve(one.declaration, type_code=None, scheme=None)
                first[own] = attrs.evolve(one, declaration=open_type, hazards=both)
        yield from first.values()


def _revoked(start: date, end: date | None, on: date) -> tuple[date | None, list[Finding]]:
    """The last day of a declaration revoked *on* a day: the day before, or its first day where that is the same."""
    if on < start:
        return end, [finding("declaration-ended-early", "ended_on", on=str(on), start=str(start))]
    last = max(start, date.fromordinal(on.toordinal() - 1))
    if end is not None and last > end:
        return end, []
    return last, []


def _number(text: str) -> str | None:
    """The number of a decree in a cell; ``None`` for a blank one, a link or a file."""
    text = short(clean(text))
    return None if not text or _DOCUMENT.match(text) else text
