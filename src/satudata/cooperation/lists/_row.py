"""One row of a list of agreements: its partners, paper, term, history and field of work."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, final

from satudata.cooperation._agreements import Agreement, HistoryEvent, StageEntry
from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._partners import Partner
from satudata.cooperation._positions import Position
from satudata.cooperation._vocabulary import (
    FOREIGN_BODIES,
    Instrument,
    PartnerKind,
    Phase,
    Stage,
    Track,
    Validity,
)
from satudata.cooperation.lists._cells import partial_day, parts, plain, unquoted
from satudata.cooperation.lists._countries import country_of
from satudata.cooperation.lists._lines import (
    phases_in,
    read_event,
    read_lines,
    read_position,
    read_term,
    term_of,
)
from satudata.cooperation.lists._places import regions_in, types_in
from satudata.cooperation.lists._terms import ends_of
from satudata.cooperation.lists._words import (
    FREE,
    KEPT,
    SINGLE,
    instrument_of,
    meanings,
    one_word,
    says_abroad,
)
from satudata.errors import SatudataError
from satudata.findings import Finding, finding
from satudata.tabular._blanks import SHOWN, clean
from satudata.tabular._days import about_day
from satudata.tabular.lists._list import ListRow, ListTable
from satudata.tabular.lists._words import folded

_T = TypeVar("_T")
_HOME = "ID"
_OPEN = "-"
#: How groups are numbered.
_NUMBERED = re.compile(r"^(?:[A-Za-z]|[IVX]+|[0-9]+)[.)]\s*")
#: Kinds that are from abroad whatever else is said.
_FOREIGN = FOREIGN_BODIES | {PartnerKind.NEGARA}
#: Ticks that say no.
_UNTICKED = frozenset({"", "tidak", "no", "n", "false", "0", "x0", "salah"})
#: Kinds of which the country says whether they are of here: a word for both in most lists.
_BY_COUNTRY = frozenset({"ngo", "lembaga nonpemerintah", "lembaga swadaya masyarakat"})


@final
class AgreementRow:
    """What a row says; :attr:`findings` are about its cells, and are complete once :meth:`agreement` was asked for."""

    def __init__(self, table: ListTable, row: ListRow) -> None:
        self._table, self._row = table, row
        self.line = row.line
        sheet, line = table.sheet_line(row.line)
        self.place = f"{sheet} {line}".strip()
        self.is_ours = table.has("history")
        self.findings: list[Finding] = []
        self._kept: dict[str, str] = {}
        self.id = self.text("id")
        self.number = self.text("number")
        self._said = self._track_said()
        self.track: Track | None = None
        self.partners = self._partners()

    @property
    def group(self) -> str:
        """The text of a row that is the heading of a group, "Perguruan Tinggi" and nothing else; else ``""``."""
        filled = [(column.field, text) for column, text in self._row.own_cells() if clean(text)]
        if len(filled) != 1 or filled[0][0] != "partner" or self.is_ours:
            return ""
        text = _NUMBERED.sub("", plain(filled[0][1]))
        is_word = any(meanings(each, text) is not None for each in ("partner_kind", "track", "scope"))
        return text if is_word else ""

    def say(self, code: str, **data: object) -> None:
        """Note a finding about this row."""
        self.findings.append(finding(code, self.place, lines=str(self.line), number=1, **data))

    def text(self, field: str) -> str:
        """The first filled cell of a field as one line; a list of ours gives a text back as it was."""
        text = self._raw(field)
        return unquoted(text) if self.is_ours else text

    def lines(self, field: str) -> str:
        """The first filled cell of a field with its lines."""
        return next((text for _, text in self.cells(field)), "")

    def heading(self, field: str) -> str:
        """The heading of the first filled cell of a field."""
        return next((heading for heading, _ in self.cells(field)), self._table.heading(field))

    def cells(self, field: str) -> list[tuple[str, str]]:
        """The filled cells of a field, each with its heading."""
        return [(column.heading, text) for column, text in self._row.all(field) if clean(text)]

    @property
    def today(self) -> datetime.date | None:
        """The day against which two-digit years are read."""
        return self._table.today

    def doubt(self, code: str | None, column: str, text: str, day: PartialDate | None) -> None:
        """Note the finding *code* about a cell that says, or should say, a day."""
        if code is not None:
            exact = day.earliest if day is not None and day.is_exact else None
            self.findings.append(about_day(code, column, text, exact))

    def keep(self, field: str, text: str = "") -> None:
        """Keep a cell as text in the note."""
        self._kept[self.heading(field)] = text or self.text(field)

    def _keep_open(self, field: str, text: str) -> None:
        """Keep a word that is none of ours, or may be several."""
        self.keep(field, text)
        self.say("agreement-word-open", column=self.heading(field), text=text[:SHOWN])

    # Partners -----------------------------------------------------------------------------------------------------

    def _partners(self) -> tuple[Partner, ...]:
        names = [unquoted(each) for each in parts(self._raw("partner"), ";") if each]
        kinds = self._of_each("partner_kind", len(names))
        countries = self._of_each("country", len(names))
        abroad: list[bool | None] = []
        found = []
        for name, kind, country in zip(names, kinds, countries, strict=True):
            made, is_abroad = self._partner(name, kind, country)
            found.append(made)
            abroad.append(is_abroad)
        self.track = self._track(abroad)
        return tuple(found)

    def _raw(self, field: str) -> str:
        if self.is_ours:
            return next((text for _, text in self._row.all(field)), "")
        return plain(self._row.text(field))

    def _of_each(self, field: str, number: int) -> list[str]:
        """What a cell says of each partner: one text for all, or one each."""
        text = self._raw(field)
        each = parts(text, ";")
        if len(each) == number:
            return ["" if word == _OPEN else word for word in each]
        return [text] * number

    def _partner(self, name: str, kind_text: str, country_text: str) -> tuple[Partner, bool | None]:
        """A partner, and whether it is from abroad (``None`` where nothing says so)."""
        is_code = self.is_ours and len(country_text) == len(_HOME) and country_text.isalpha()
        country = country_text if is_code else country_of(country_text) if country_text else None
        if country_text and country is None:
            self.keep("country", country_text)
        word = one_word("partner_kind", kind_text)
        kind = None if word is None else PartnerKind(word)
        is_abroad = None
        if not self.is_ours:
            kind, is_abroad = self._with_country(kind, kind_text, country)
        if kind is PartnerKind.NEGARA and country is None:
            country = country_of(name)
            if country is None:
                self.keep("partner_kind", kind_text)
                self.say("agreement-state-unknown", text=name[:SHOWN])
                kind = None
        elif kind is None and kind_text:
            self._keep_open("partner_kind", kind_text)
        return Partner(name, kind, country), is_abroad

    def _with_country(
        self, kind: PartnerKind | None, text: str, country: str | None
    ) -> tuple[PartnerKind | None, bool | None]:
        """The kind of a partner by its word and its country, and whether it is from abroad."""
        is_abroad = None if country is None else country != _HOME
        if is_abroad is None:
            is_abroad = True if kind in _FOREIGN else says_abroad([text])
        if is_abroad is None and self._said is not None:
            is_abroad = self._said is Track.INTERNASIONAL
        if is_abroad is None and kind is not None:
            is_abroad = False
            self.say("agreement-track-derived", text=text[:SHOWN])
        if is_abroad is not None and text.casefold().strip() in _BY_COUNTRY:
            kind = PartnerKind.ORGANISASI_MASYARAKAT
        if is_abroad and kind is PartnerKind.ORGANISASI_MASYARAKAT:
            kind = PartnerKind.LEMBAGA_ASING_NONPEMERINTAH
        return kind, is_abroad

    def _track(self, abroad: list[bool | None]) -> Track | None:
        said = self._said
        if self.is_ours:
            return said
        found = None
        if True in abroad:
            found = Track.INTERNASIONAL
        elif abroad and None not in abroad:
            found = Track.ANTAR_LEMBAGA
        if said is not None and found is not None and said is not found:
            self.say(
                "agreement-track-differs",
                track=said.label("id"),
                track_en=said.label("en"),
                found=found.label("id"),
                found_en=found.label("en"),
            )
        return said or found

    def _track_said(self) -> Track | None:
        """The track that a column says, by a word of it or of a scope, or by ticks."""
        text = self.text("track")
        if text:
            if found := meanings("track", text):
                return Track(*found) if len(found) == 1 else None
            if scope := meanings("scope", text):
                return Track.ANTAR_LEMBAGA if scope == {"nasional"} else Track.INTERNASIONAL
            if (is_abroad := says_abroad([text])) is not None:
                return Track.INTERNASIONAL if is_abroad else Track.ANTAR_LEMBAGA
            self._keep_open("track", text)
        if (in_place := self._track_in_place_of_paper()) is not None:
            return in_place
        ticked = self._ticked()
        if not ticked:
            return None
        is_here = all(says_abroad([each]) is False or "wilayah" in each.casefold() for each in ticked)
        return Track.ANTAR_LEMBAGA if is_here else Track.INTERNASIONAL

    def _track_in_place_of_paper(self) -> Track | None:
        """The track where the column of the paper ("Jenis Kerjasama") says it instead."""
        text = self.text("instrument")
        word = one_word("track", text) if meanings("instrument", text) is None else None
        return None if word is None else Track(word)

    def _ticked(self) -> list[str]:
        """The headings below which a row has a tick."""
        cells = self._row.all("scope_tick")
        return [column.heading for column, cell in cells if clean(cell).casefold() not in _UNTICKED]

    def _scope(self) -> str | None:
        ticked = (heading.casefold().rpartition(" ")[2] for heading in self._ticked())
        texts = (self.text("scope"), self.text("track"), *ticked)
        return next((word for text in texts if (word := one_word("scope", text)) is not None), None)

    # The paper ----------------------------------------------------------------------------------------------------

    def _instrument(self) -> Instrument | None:
        text = self.text("instrument")
        if not text or self._track_in_place_of_paper() is not None:
            return None
        found = instrument_of(text, self.track)
        if found is None:
            self._keep_open("instrument", text)
        return found

    @property
    def status(self) -> Validity | None:
        """The word of the publisher, where it is one of ours."""
        word = one_word("validity", self.text("validity"))
        return None if word is None else Validity(word)

    def _day(self, field: str) -> PartialDate | None:
        for heading, text in self.cells(field):
            found, code = partial_day(plain(text), self.today)
            self.doubt(code, heading, text, found)
            if found is None:
                self.keep(field)
            return found
        return None

    # The whole ----------------------------------------------------------------------------------------------------

    def agreement(self, id: str, relations: Mapping[str, Any]) -> Agreement:
        """The agreement of this row; raises :class:`~satudata.SatudataError` where it cannot be one."""
        if self.is_ours:
            return self._own(id, relations)
        signed = self._day("signed")
        starts = self._day("starts")
        source = f"{self._table.name.replace(chr(92), '/').rpartition('/')[2]}, baris {self.place}"
        term, others = ends_of(self, signed, starts, source)
        if starts is None and term is not None:
            starts = term.start  # both days may be in the cell of the term
        is_listed_start = signed is None and starts is not None
        history: tuple[HistoryEvent, ...] = ()
        begun = signed or starts
        if begun is not None:
            note = ", tanggal mulai" if is_listed_start else ""
            history = (StageEntry(Stage.PENANDATANGANAN, begun, source=f"{source}{note}"),)
        if is_listed_start:
            self.say("agreement-signing-unknown")
        elif begun is None:
            self.say("agreement-undated")
        self._stage(signed)
        if self.text("validity") and self.status is None:
            self.keep("validity")
        instrument = self._instrument()
        for field in KEPT:
            if self.text(field) and not (field == "number" and id == self.number):
                self.keep(field)
        self._keep_further()
        if self.track is None:
            self.say("agreement-track-unknown")
        on = self._table.today or datetime.date.max
        return Agreement(
            id=id,
            track=self.track,
            partners=self.partners,
            title=self.text("title"),
            scope=self._scope(),
            instrument=instrument,
            term=term,
            other_terms=others,
            phases=self._phases(),
            positions=self._positions(begun.latest if begun is not None else on),
            history=history,
            source=source,
            mode=self._one("mode"),
            needs_full_powers=self._needs_full_powers(),
            note="\n".join(f"{heading}: {text}" for heading, text in self._kept.items()),
            **relations,
        )

    def _keep_further(self) -> None:
        """Keep what a second column of one field says: a row may have the numbers and days of two papers."""
        kept = []
        for field in SINGLE:
            (first, *others) = [(heading, plain(text)) for heading, text in self.cells(field)] or [("", "")]
            for heading, text in others:
                if folded(text) != folded(first[1]):
                    before = self._kept.get(heading)
                    self._kept[heading] = text if before is None else f"{before}; {text}"
                    kept += [heading] if field not in FREE else []
        if kept:
            self.say("agreement-cells-kept", columns=", ".join(f'"{each[:40]}"' for each in kept))

    def _needs_full_powers(self) -> bool:
        return self.text("full_powers").casefold() not in _UNTICKED - {""}

    def _stage(self, signed: PartialDate | None) -> None:
        """A stage that is typed in is no event: it has no day. What was signed needs no such word."""
        text = self.text("stage")
        if text and not (signed is not None and meanings("stage", text) == frozenset({"penandatanganan"})):
            self.keep("stage")
            self.say("agreement-stage-undated", column=self.heading("stage"), text=text[:SHOWN])

    def _phases(self) -> tuple[Phase, ...]:
        text = self.text("phases")
        try:
            return phases_in(text)
        except SatudataError:
            self._keep_open("phases", text)
            return ()

    def _positions(self, on: datetime.date) -> tuple[Position, ...]:
        """A position for each region that the cells name, with the types of the row."""
        regions, doubts = regions_in(self._table, self._row, on)
        types, more = types_in(self._row)
        self.findings += (*doubts, *more)
        if not regions and not types:
            return ()
        return tuple(Position(each, types) for each in regions) or (Position(None, types),)

    # A list of ours -----------------------------------------------------------------------------------------------

    def _own(self, id: str, relations: Mapping[str, Any]) -> Agreement:
        """The agreement that a row of our own list gives back."""
        given = {**relations, **{field: self._one(field) for field in ("scope", "instrument", "mode")}}
        lasts = self.text("term")
        if any(self.text(each) for each in ("starts", "term", "ends")):
            start, until = self._day("starts"), self._day("ends")
            given["term"] = term_of(start, lasts, until, self.text("term_source"))
        return Agreement(
            id=id,
            track=self.track,
            partners=self.partners,
            title=self.text("title"),
            other_terms=self._each_line("other_terms", read_term),
            phases=self._phases(),
            positions=self._each_line("positions", read_position) or self._positions_named(),
            needs_full_powers=self._needs_full_powers(),
            history=self._each_line("history", read_event),
            source=self.text("source"),
            note="\n".join(
                filter(None, (self.text("note"), *(f"{name}: {text}" for name, text in self._kept.items())))
            ),
            **given,
        )

    def _one(self, field: str) -> str | None:
        text = self.text(field)
        word = one_word(field, text)
        if text and word is None:
            self._keep_open(field, text)
        return word

    def _each_line(self, field: str, read: Callable[[str], _T]) -> tuple[_T, ...]:
        found, odd = read_lines(self.lines(field), read)
        for line in odd:
            self.say("agreement-line-unreadable", column=self.heading(field), text=line[:SHOWN])
            self.keep(field, "; ".join(odd))
        return found

    def _positions_named(self) -> tuple[Position, ...]:
        return self._positions(self._table.today or datetime.date.max)
