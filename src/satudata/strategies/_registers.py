"""Proposals of KIBs, and the register that keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from satudata.events import Status
from satudata.issuing import Acknowledgement, Ended, Entry, Proposal, Register, amend, confirm, issue
from satudata.strategies import _codes, _texts

_DAYS = st.sampled_from((date(2024, 8, 4), datetime(2022, 11, 21, 16, 21, tzinfo=UTC)))
_REGIONS = st.sampled_from((("62.02",), ("32.02", "32.03"), ("33.19", "33.21")))
_POINTS = st.none() | st.just((-6.84, 107.05))
_ON = date(2025, 1, 1)


def proposals() -> st.SearchStrategy[Proposal]:
    """Proposals of a KIB: of one region or several, open, verified or amended."""

    def proposed(
        day: date | datetime, regions: tuple[str, ...], point: tuple[float, float] | None, chain: str
    ) -> Proposal:
        more = {"caused_by": {"102": "101"}} if chain == "two types" else {"main": "101"}
        types = ["101", "102"] if chain == "two types" else ["101"]
        found = issue(types, day, regions, epicentre=point, occurrence_id="pusdalops-118", **more)
        if found.kib is None or chain in ("", "two types"):
            return found
        verified = confirm(found, "Pusdatinkom", _ON)
        if chain == "verified":
            return verified
        return amend(verified, issue("106", day, regions, region=regions[0]), "BPBD", _ON, "jenis salah")

    kinds = st.sampled_from(("", "two types", "verified", "amended"))
    return st.builds(proposed, _DAYS, _REGIONS, _POINTS, kinds)


def register_acknowledgements() -> st.SearchStrategy[Acknowledgement]:
    """Records that a person knows of an unreadable line of a register."""
    return st.builds(
        Acknowledgement,
        st.text("0123456789abcdef", min_size=64, max_size=64),
        by=st.sampled_from(("", "BPBD")),
        on=st.none() | _texts.days(),
        kibs=st.lists(_codes.kibs(), max_size=2),
    )


def register_entries() -> st.SearchStrategy[Entry]:
    """Steps of a register, each valid by itself."""
    return st.builds(
        Entry,
        _codes.kibs(),
        _texts.names().filter(bool),
        step=st.integers(0, 3),
        status=st.sampled_from(Status),
        ended=st.none() | st.sampled_from(Ended),
        by=st.sampled_from(("", "BPBD")),
        on=st.none() | _texts.days(),
        why=st.sampled_from(("", "episentrum")),
        proposal=st.none() | proposals(),
    )


def registers() -> st.SearchStrategy[Register]:
    """Registers of any entries, also such as are in conflict with each other."""
    return st.builds(
        Register,
        st.lists(register_entries(), max_size=4),
        acknowledgements=st.lists(register_acknowledgements(), max_size=2),
    )
