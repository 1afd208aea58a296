"""A list of agreements as an office keeps it, read into a portfolio; what is open stays open and is said."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.cooperation._agreements import RELATIONS, Agreement
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._vocabulary import Stage, Validity
from satudata.cooperation.lists._row import AgreementRow
from satudata.cooperation.lists._words import AGREEMENTS, KEYS, PERSONAL, WITHOUT_PLACE
from satudata.errors import InvalidRecordError, SatudataError
from satudata.findings import Finding, finding
from satudata.tabular._blanks import SHOWN
from satudata.tabular._sources import Source
from satudata.tabular.lists._list import ListTable, open_list
from satudata.tabular.lists._words import folded

#: How many lines a finding about several rows names.
_LINES = 8


@public("satudata.cooperation")
@final
@attrs.frozen(kw_only=True)
class AgreementList:
    """What a list of agreements says: its *portfolio*, and what is doubtful about it.

    *rows* is the number of rows that say something, *personal* that of the columns about persons, which were not read,
    *unknown* the headings that mean nothing here, and *unused* those of what an agreement has no place for, such as
    remarks. *begins_at_signing* are the ids of the agreements whose history has
    nothing before the signing, *unmapped* of those for which the list names no region, type or phase.
    """

    portfolio: Portfolio
    rows: int
    findings: tuple[Finding, ...]
    personal: int
    unknown: tuple[str, ...]
    unused: tuple[str, ...]
    begins_at_signing: tuple[str, ...]
    unmapped: tuple[str, ...]


def read_agreements(
    source: Source,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
) -> AgreementList:
    r"""Read a list of agreements from a file of any format that tables are read from.

    *sheet*, *columns* and *constants* are as for :func:`satudata.tabular.read_table`. A status that is typed in is
    compared with that of the day *on*; without a day it is not. Names and numbers of persons are never read. Raises
    :class:`~satudata.TableError` where no column says who the partners are, and what opening the file raises.

    >>> text = "Mitra,Jenis Mitra,Naskah,Tanggal MoU,Jangka Waktu\nUniversitas Contoh,PTN,MoU,9 Oktober 2024,3 tahun"
    >>> import io
    >>> found = read_agreements(io.BytesIO(text.encode()), columns={"instrument": "Naskah"})
    >>> [(each.instrument, each.term.last_day) for each in found.portfolio]
    [(Instrument.NOTA_KESEPAHAMAN, datetime.date(2027, 10, 8))]
    """
    with open_list(source, AGREEMENTS, sheet=sheet, columns=columns, constants=constants) as table:
        return read_list(table, on)


def read_list(table: ListTable, on: datetime.date | None = None) -> AgreementList:
    """What the rows of an open list say."""
    table.require_readable()
    number = 0
    has_more = any(each.field in KEYS and each.field != "partner" for each in table.columns)
    rows: list[AgreementRow] = []
    said: list[tuple[int, Finding]] = [(0, each) for each in table.findings]

    def say(read: AgreementRow, code: str, where: str, **data: object) -> None:
        said.append((read.line, finding(code, where, number=1, lines=str(read.line), **data)))

    for row in table.rows():
        said += [(row.line, each) for each in row.findings]
        if not row.cells:
            continue
        read = AgreementRow(table, row)
        if has_more and (group := read.group):
            say(read, "agreement-group-row", read.place, text=group[:SHOWN])
            continue
        number += 1
        if read.partners:
            rows.append(read)
        else:
            say(read, "agreement-partner-missing", read.place)
    ids = _ids(rows)
    index = _index(rows, ids)
    made: list[Agreement] = []
    for read, id in zip(rows, ids, strict=True):
        found = _made(read, id, {each: _other(read, each, id, index) for each in RELATIONS})
        if isinstance(found, Agreement):
            made.append(found)
            said += [(read.line, each) for each in (*read.findings, *_status(read, found, on))]
        else:
            say(read, "agreement-unreadable", id, reason=str(found))
    portfolio, problems = _portfolio(made)
    return AgreementList(
        portfolio=portfolio,
        rows=number,
        findings=(*_gathered(said, table), *problems),
        personal=sum(each.field == PERSONAL for each in table.columns),
        unknown=table.unknown,
        unused=tuple(each.heading for each in table.columns if each.field in WITHOUT_PLACE),
        begins_at_signing=tuple(each.id for each in made if _begins_at_signing(each)),
        unmapped=tuple(each.id for each in made if not (each.positions or each.phases)),
    )


def _made(read: AgreementRow, id: str, relations: Mapping[str, str | None]) -> Agreement | SatudataError:
    """The agreement of a row, or why it cannot be one."""
    try:
        return read.agreement(id, relations)
    except SatudataError as error:
        return error


def _ids(rows: Sequence[AgreementRow]) -> list[str]:
    """The id of each row: its own, else the number of the paper where one row has it, else its line."""
    numbers = Counter(each.number for each in rows)
    taken: set[str] = set()
    ids = []
    for read in rows:
        wanted = read.id or (read.number if numbers[read.number] == 1 else "") or f"baris-{read.place}"
        id = wanted if wanted not in taken else f"{wanted} (baris {read.place})"
        if id != wanted:
            read.say("agreement-id-repeated", id=wanted, given=id)
        taken.add(id)
        ids.append(id)
    return ids


#: The ids of the agreements that have an id, a number or a title, folded.
_Index: TypeAlias = tuple[Mapping[str, list[str]], ...]


def _index(rows: Sequence[AgreementRow], ids: Sequence[str]) -> _Index:
    """What other rows can name an agreement by: first its id, then its number, then its title."""
    named: tuple[defaultdict[str, list[str]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    for read, id in zip(rows, ids, strict=True):
        for known, text in zip(named, (id, read.number, read.text("title")), strict=True):
            known[folded(text)].append(id)
    return named


def _other(read: AgreementRow, relation: str, own: str, index: _Index) -> str | None:
    """The id of the agreement that a row names by id, number or title; its text where our own list says it."""
    text = read.text(relation)
    if not text:
        return None
    if read.is_ours:
        return text
    for known in index:
        found = known.get(folded(text), [])
        if len(found) == 1 and found[0] != own:
            return found[0]
    read.keep(relation)
    read.say("agreement-reference-open", column=read.heading(relation), text=text[:60])
    return None


def _portfolio(made: Sequence[Agreement]) -> tuple[Portfolio, list[Finding]]:
    """The agreements together; where they lead back to themselves, without what they say of each other."""
    try:
        return Portfolio(made), []
    except InvalidRecordError as error:
        alone = [attrs.evolve(each, parent=None, extends=None, amends=None, terminates=None) for each in made]
        circle = " -> ".join(map(str, error.value)) if isinstance(error.value, list) else str(error.value)
        return Portfolio(alone), [finding("agreement-circle", circle, circle=circle)]


def _begins_at_signing(agreement: Agreement) -> bool:
    first = next(iter(agreement.entries), None)
    return first is not None and first.stage is Stage.PENANDATANGANAN


#: What is in force by a word that is typed in, and what is not.
_IN_FORCE = frozenset({Validity.BERLAKU, Validity.AKAN_HABIS})


def _status(read: AgreementRow, agreement: Agreement, on: datetime.date | None) -> Iterable[Finding]:
    """That the status that is typed in is not that of the day."""
    typed = read.status
    if on is None or typed is None:
        return
    found = agreement.validity(on)
    if found is None or found is typed or {found, typed} <= _IN_FORCE or not {found, typed} & _IN_FORCE:
        return
    last = max((str(each.until or each.last_day or "") for each in agreement.terms), default="")
    yield finding(
        "agreement-status-differs",
        agreement.id,
        number=1,
        lines=str(read.line),
        agreement=agreement.id,
        typed=read.text("validity")[:60],
        found=found.label("id"),
        found_en=found.label("en"),
        on=on.isoformat(),
        last=last or "-",
    )


def _gathered(said: Iterable[tuple[int, Finding]], table: ListTable) -> Iterable[Finding]:
    """The findings in the order of the rows; of those that say the same of several rows one, with the lines."""
    rows: dict[tuple[Any, ...], list[int]] = {}
    first: dict[tuple[Any, ...], Finding] = {}
    for line, each in said:
        same = {name: value for name, value in each.data.items() if name != "lines"}
        key = (
            each.code,
            each.where if "lines" not in each.data else "",
            tuple(sorted((k, str(v)) for k, v in same.items())),
        )
        rows.setdefault(key, []).append(line)
        first.setdefault(key, each)
    for key, each in sorted(first.items(), key=lambda item: rows[item[0]][0]):
        lines = [table.sheet_line(line) for line in rows[key] if line]
        if not lines:
            yield each
            continue
        shown = ", ".join(f"{sheet} {line}".strip() for sheet, line in lines[:_LINES])
        shown += " ..." if len(lines) > _LINES else ""
        at = {"line": lines[0][1], **({"sheet": lines[0][0]} if lines[0][0] else {})}
        yield attrs.evolve(each, data={**each.data, **at, "lines": shown, "number": len(lines)})
