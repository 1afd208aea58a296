"""Which papers a gate asks for: cited data, and which of them are missing as of a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from typing import Any, final

import attrs

from satudata import citations
from satudata._ground.paths import public
from satudata._ground.words import Word, in_language
from satudata.cooperation._agreements import Agreement
from satudata.cooperation._vocabulary import Instrument, PartnerKind, Stage, Track
from satudata.errors import UnknownCodeError
from satudata.findings import Language


@public("satudata.cooperation")
@final
class Path(Word):
    """How an agreement comes to PELAKSANAAN. Source: PP 23/2008 Pasal 4."""

    ORDINARY = "ordinary"
    EMERGENCY = "emergency"


@public("satudata.cooperation")
@final
@attrs.frozen
class ChecklistItem:
    """A paper, or a clause of a text, that a source asks for: its *kind*, and its name in two languages."""

    kind: str
    name: str
    name_en: str

    def label(self, lang: Language = "id") -> str:
        """Its name, Indonesian unless asked otherwise."""
        return in_language({"id": self.name, "en": self.name_en}, lang)


def _kinds(values: Iterable[str]) -> frozenset[PartnerKind]:
    return frozenset(map(PartnerKind, values))


def _instruments(values: Iterable[str]) -> frozenset[Instrument]:
    return frozenset(map(Instrument, values))


@public("satudata.cooperation")
@final
@attrs.frozen(kw_only=True)
class Checklist:
    """What a source asks for, and of which agreements; empty conditions hold for all.

    *gate* is the stage that is not entered without the papers, ``None`` for a list that gates nothing. *path* says
    for which way into that stage it is asked, ``None`` for both. *flag* names a field of the agreement that must be
    true. *article* is the place in the source, *stated* the number of its items where they are not held here. Which
    lists BNPB itself uses is not known: a caller may give their own.
    """

    id: str
    citation: str
    items: tuple[ChecklistItem, ...] = ()
    gate: Stage | None = attrs.field(default=None, converter=attrs.converters.optional(Stage))
    path: Path | None = attrs.field(default=None, converter=attrs.converters.optional(Path))
    track: Track | None = attrs.field(default=None, converter=attrs.converters.optional(Track))
    partners: frozenset[PartnerKind] = attrs.field(default=frozenset(), converter=_kinds)
    instruments: frozenset[Instrument] = attrs.field(default=frozenset(), converter=_instruments)
    flag: str | None = None
    stated: int | None = None
    article: str = ""

    @property
    def source(self) -> str:
        """The title of its source, with the article.

        >>> checklist("konsultasi-menteri").source
        'Undang-Undang Nomor 24 Tahun 2000 tentang Perjanjian Internasional, Pasal 5'
        """
        title = citations.get(self.citation).title
        return f"{title}, {self.article}" if self.article else title

    @property
    def is_held(self) -> bool:
        """Whether its items are known here."""
        return self.stated is None or len(self.items) >= self.stated

    def applies_to(self, agreement: Agreement) -> bool:
        """Whether it is asked of *agreement*."""
        return (
            (self.track is None or self.track is agreement.track)
            and (not self.partners or any(each.kind in self.partners for each in agreement.partners))
            and (not self.instruments or agreement.instrument in self.instruments)
            and (self.flag is None or bool(getattr(agreement, self.flag)))
        )

    def missing(self, agreement: Agreement, on: datetime.date) -> tuple[ChecklistItem, ...]:
        """The items for which no paper was surely received by that day."""
        return missing(self.items, agreement, on)


def missing(
    items: Iterable[ChecklistItem], agreement: Agreement, on: datetime.date
) -> tuple[ChecklistItem, ...]:
    """Those of *items* for which no paper was surely received by that day."""
    present = {each.kind for each in agreement.documents if each.received.latest <= on}
    return tuple(item for item in items if item.kind not in present)


@cache
def checklists() -> tuple[Checklist, ...]:
    """The checklists held, each with its source.

    >>> [item.kind for item in checklist("lembaga-asing-biasa").items]
    ['proposal', 'nota_kesepahaman', 'rencana_kerja']
    """
    import pkgutil
    import tomllib

    table = tomllib.loads((pkgutil.get_data(__package__ or "", "data/checklists.toml") or b"").decode())
    return tuple(_checklist(id, row) for id, row in table.items())


def _checklist(id: str, row: dict[str, Any]) -> Checklist:
    items = tuple(ChecklistItem(kind, *names) for kind, names in row.pop("items", {}).items())
    return Checklist(id=id, items=items, **row)


def checklist(id: str) -> Checklist:
    """The checklist of that id; :class:`~satudata.UnknownCodeError` names those there are.

    >>> checklist("bukti-lembaga-asing").is_held
    False
    """
    by_id = {each.id: each for each in checklists()}
    try:
        return by_id[id]
    except KeyError:
        raise UnknownCodeError(id, hint=f"the checklists held are {', '.join(by_id)}") from None
