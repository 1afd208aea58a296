"""Events, their records and the findings in them."""

from __future__ import annotations

from hypothesis import strategies as st

from satudata import checking
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.impacts import Impact
from satudata.interpretation import OPTIONS, Interpretation
from satudata.kib import KIB
from satudata.regions._code import RegionCode
from satudata.strategies import _codes, _impacts, _texts


def event_records(
    regions: st.SearchStrategy[RegionCode] | None = None,
    kibs: st.SearchStrategy[KIB | None] | None = None,
    ids: st.SearchStrategy[str | None] | None = None,
    impacts: st.SearchStrategy[Impact] | None = None,
) -> st.SearchStrategy[EventRecord]:
    """Records of any region. They have a KIB or an id of their own only where *kibs* or *ids* are given."""
    return st.builds(
        EventRecord,
        _codes.region_codes() if regions is None else regions,
        _impacts.impacts() if impacts is None else impacts,
        kib=st.none() if kibs is None else kibs,
        id=st.none() if ids is None else ids,
        place=st.none() | st.sampled_from(("Kec. Timur", "Kec. Barat")),
        status=st.sampled_from(Status),
        as_of=st.none() | _texts.days(),
    )


def events(
    kibs: st.SearchStrategy[KIB] | None = None,
    ids: st.SearchStrategy[str] | None = None,
    records: st.SearchStrategy[EventRecord] | None = None,
    max_records: int = 4,
) -> st.SearchStrategy[Event]:
    """Events with a KIB, an id or both, and up to *max_records* records.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> flood = st.just(KIB.parse("6202106202408041"))
    >>> find(events(kibs=flood), lambda event: event.kib is not None, settings=first).key
    '620210620240804'
    """
    kib = _codes.kibs() if kibs is None else kibs
    name = (
        st.sampled_from(("banjir-demak-2024", "gempa-cianjur-2022", "lahar-marapi-2024"))
        if ids is None
        else ids
    )
    lists = st.lists(event_records() if records is None else records, max_size=max_records)
    named = st.one_of(st.tuples(kib, st.none()), st.tuples(st.none(), name), st.tuples(kib, name))
    return st.builds(lambda own, rows: Event(kib=own[0], id=own[1], records=rows), named, lists)


def interpretations() -> st.SearchStrategy[Interpretation]:
    """Every interpretation of what the guideline leaves open.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(interpretations(), lambda drawn: drawn != Interpretation(), settings=first) == Interpretation()
    False
    """
    return st.builds(Interpretation, **{name: st.sampled_from(options) for name, options in OPTIONS.items()})


#: The name that the strategy had first.
readings = interpretations


def findings() -> st.SearchStrategy[Finding]:
    """The findings of KIBs and events drawn at random."""

    def found(drawn: KIB | Event) -> st.SearchStrategy[Finding]:
        doubts = checking.verify(drawn)
        return st.sampled_from(doubts) if doubts else st.just(finding("index-zero", "kib", kib=str(drawn)))

    return (_codes.kibs() | events()).flatmap(found)
