"""Hypothesis strategies for the values of satudata.

They need the extra ``hypothesis``. Every value they draw is valid; none is looked up in a table.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from satudata.errors import MissingExtraError
from satudata.events import Event, EventRecord, Status
from satudata.impacts import COUNTS, Damage, FacilityKind, Impact, LandKind
from satudata.kib import KIB
from satudata.readings import OPTIONS, Readings
from satudata.regions._code import AdminLevel, RegionCode

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtraError("hypothesis", "satudata.strategies") from None

__all__ = [
    "REPAIRS",
    "event_records",
    "events",
    "impacts",
    "kibs",
    "readings",
    "region_codes",
    "written_kibs",
]

#: Larger than any limit of the guideline, small enough that figures meet and miss them about as often.
_LARGEST_FIGURE = 60


def region_codes(level: AdminLevel | None = None) -> st.SearchStrategy[RegionCode]:
    """Region codes of *level* (``PROVINCE`` or ``REGENCY``), of both where it is left out.

    >>> from hypothesis import find
    >>> find(region_codes(AdminLevel.REGENCY), lambda code: True)
    RegionCode.parse('00.00')
    """
    widths = {AdminLevel.PROVINCE: (2,), AdminLevel.REGENCY: (4,), None: (2, 4)}
    if level not in widths:
        raise ValueError(f"a region code is of level PROVINCE or REGENCY, not {level!r}")
    return st.sampled_from(widths[level]).flatmap(_digits).map(RegionCode)


def kibs(
    regions: st.SearchStrategy[RegionCode] | None = None,
    type_codes: st.SearchStrategy[str] | None = None,
    dates: st.SearchStrategy[datetime.date] | None = None,
    indexes: st.SearchStrategy[int] | None = None,
) -> st.SearchStrategy[KIB]:
    """KIBs of any four parts, or of the parts given (regions of kabupaten/kota level).

    >>> from hypothesis import find
    >>> find(kibs(type_codes=st.just("106"), indexes=st.just(1)), lambda kib: True).type_code
    '106'
    """
    return st.builds(
        KIB,
        region_codes(AdminLevel.REGENCY) if regions is None else regions,
        _digits(3) if type_codes is None else type_codes,
        st.dates() if dates is None else dates,
        st.integers(0, 9) if indexes is None else indexes,
    )


def impacts(largest: int = _LARGEST_FIGURE) -> st.SearchStrategy[Impact]:
    """Impacts in which each figure is unknown or zero to *largest*, fractions in thousandths.

    >>> from hypothesis import find
    >>> find(impacts(), lambda impact: impact.dead is not None)
    Impact(dead=0)
    """
    count = st.none() | st.integers(0, largest)
    area = st.none() | st.integers(0, 1000 * largest).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    figures: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(COUNTS, count)
    kinds = st.tuples(st.sampled_from(FacilityKind), st.sampled_from(Damage))
    figures["facilities"] = st.none() | st.dictionaries(kinds, count, max_size=4)
    figures["land"] = st.none() | st.dictionaries(st.sampled_from(LandKind), area, max_size=3)
    lengths = st.none() | st.dictionaries(st.sampled_from(Damage), area, max_size=3)
    figures |= {"bridges": lengths, "roads": lengths, "irrigation": area, "losses": area}
    return st.builds(Impact, **figures)


def event_records(
    regions: st.SearchStrategy[RegionCode] | None = None,
    kibs: st.SearchStrategy[KIB | None] | None = None,
    ids: st.SearchStrategy[str | None] | None = None,
    impacts: st.SearchStrategy[Impact] | None = None,
) -> st.SearchStrategy[EventRecord]:
    """Records of any region; with a KIB or an id of their own only where these are given."""
    return st.builds(
        EventRecord,
        region_codes() if regions is None else regions,
        _impacts() if impacts is None else impacts,
        kib=st.none() if kibs is None else kibs,
        id=st.none() if ids is None else ids,
        place=st.none() | st.sampled_from(("Kec. Timur", "Kec. Barat")),
        status=st.sampled_from(Status),
        as_of=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)),
    )


def events(
    kibs: st.SearchStrategy[KIB] | None = None,
    ids: st.SearchStrategy[str] | None = None,
    records: st.SearchStrategy[EventRecord] | None = None,
    max_records: int = 4,
) -> st.SearchStrategy[Event]:
    """Events with a KIB, an id or both, and up to *max_records* records.

    >>> from hypothesis import find
    >>> find(events(kibs=st.just(KIB.parse("6202106202408041"))), lambda event: event.kib is not None).key
    '620210620240804'
    """
    kib = _kibs() if kibs is None else kibs
    name = (
        st.sampled_from(("banjir-demak-2024", "gempa-cianjur-2022", "lahar-marapi-2024"))
        if ids is None
        else ids
    )
    lists = st.lists(event_records() if records is None else records, max_size=max_records)
    named = st.one_of(st.tuples(kib, st.none()), st.tuples(st.none(), name), st.tuples(kib, name))
    return st.builds(lambda own, rows: Event(kib=own[0], id=own[1], records=rows), named, lists)


def readings() -> st.SearchStrategy[Readings]:
    """Every combination of the open readings.

    >>> from hypothesis import find
    >>> find(readings(), lambda reading: True) == Readings()
    True
    """
    return st.builds(Readings, **{name: st.sampled_from(options) for name, options in OPTIONS.items()})


def _digits(width: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=width, max_size=width)


_impacts, _kibs = impacts, kibs


def written_kibs(
    repair: str, kibs: st.SearchStrategy[KIB] | None = None
) -> st.SearchStrategy[tuple[str, KIB]]:
    """Texts that :func:`satudata.read_kib` reads by *repair* (a name of :data:`REPAIRS`), with the KIB that each is.

    ``"lost-digit"`` and ``"doubled-digit"`` are read only with a context that leaves one KIB. A KIB that the repair is
    not made for (one above 2**53 or of index 0 went through no number unharmed) is not drawn.

    >>> from hypothesis import find
    >>> find(written_kibs("dotted-region", st.just(KIB.parse("6202106202408041"))), lambda drawn: True)
    ('62.02 106 20240804 1', KIB.parse('6202106202408041'))
    """
    if repair not in REPAIRS:
        raise ValueError(f"a repair is one of {', '.join(REPAIRS)}, not {repair!r}")
    return (_kibs() if kibs is None else kibs).flatmap(
        lambda kib: REPAIRS[repair](kib).map(lambda text: (text, kib))
    )


_Texts: TypeAlias = "st.SearchStrategy[str]"
#: The zeros of some scripts whose digits are met in documents.
_ZEROS = "٠۰०๐０"
_QUOTED = ("'{}", '"{}"', "'{}'", '="{}"', "“{}”", "‘{}’")
_LABELLED = ("KIB: {}", "KIB {}", "kib={}", "Kode Identitas Bencana: {}")


def _parts(kib: KIB) -> tuple[str, ...]:
    digits = str(kib)
    return digits[:4], digits[4:7], digits[7:11], digits[11:13], digits[13:15], digits[15]


def _forms(kib: KIB) -> _Texts:
    return st.sampled_from((str(kib), kib.format()))


def _spaced(kib: KIB) -> _Texts:
    region, code, year, month, day, index = _parts(kib)
    groups = st.sampled_from(
        (
            (region, code, year, month, day, index),
            (region[:2], region[2:], code, year + month + day, index),
            (region, code + year + month + day, index),
            (region, code, year + month + day + index),
        )
    )
    blank = st.sampled_from((" ", "  ", "\u00a0", "\t"))
    apart = st.builds(lambda between, parts: between.join(parts), blank, groups)
    around = st.sampled_from((" {}", "{} ", "\t{}", "{}\n", "\ufeff{}", "\u00a0{}"))
    return apart | st.builds(str.format, around, _forms(kib))


def _padded(kib: KIB) -> _Texts:
    region, code, year, month, day, index = _parts(kib)
    months = {f"0{int(month)}"}
    days = {f"{int(day)}", f"0{int(day)}"}
    dates = sorted((m, d) for m in months for d in days if (m, d) != (month, day))
    return st.sampled_from(dates).map(lambda date: " ".join((region, code, year, *date, index)))


def _separated(kib: KIB) -> _Texts:
    region, code, *date, index = _parts(kib)
    groups = st.sampled_from(((region, code, "".join(date), index), (region, code, *date, index)))
    mark = st.sampled_from(("-", ".", "/", "_", " - ", ";", "\u2013"))
    apart = st.builds(lambda between, parts: between.join(parts), mark, groups)
    return apart.filter(lambda text: not text.endswith(".0"))


def _dotted(kib: KIB) -> _Texts:
    _, code, *date, index = _parts(kib)
    between = st.sampled_from((" ", ".", "-") if kib.index else (" ", "-"))
    return between.map(lambda mark: mark.join((str(kib.region), code, "".join(date), index)))


def _in_script(kib: KIB) -> _Texts:
    def written(zero: str, text: str) -> str:
        return "".join(chr(ord(zero) + int(each)) if each.isdigit() else each for each in text)

    return st.builds(written, st.sampled_from(_ZEROS), _forms(kib))


def _as_number(kib: KIB, *shapes: str) -> _Texts:
    """How a number is shown, of a KIB that goes through one unharmed."""
    number = int(str(kib))
    is_whole = number <= 2**53 and kib.index and len(str(number)) == len(str(kib))
    return st.sampled_from(shapes).map(lambda shape: shape.format(number)) if is_whole else st.nothing()


def _with_comma(texts: _Texts) -> _Texts:
    swapped = str.maketrans(".,", ",.")
    return texts | texts.map(lambda text: text.translate(swapped))


def _without_a_digit(kib: KIB) -> _Texts:
    digits = str(kib)
    return st.integers(0, len(digits) - 1).map(lambda place: digits[:place] + digits[place + 1 :])


def _with_a_digit_twice(kib: KIB) -> _Texts:
    digits = str(kib)
    return st.integers(0, len(digits) - 1).map(lambda place: digits[: place + 1] + digits[place:])


#: The repairs by name, each with the texts that it is made for.
REPAIRS: Mapping[str, Callable[[KIB], st.SearchStrategy[str]]] = {
    "spaces": _spaced,
    "padding": _padded,
    "dotted-region": _dotted,
    "separators": _separated,
    "script": _in_script,
    "quotes": lambda kib: st.builds(str.format, st.sampled_from(_QUOTED), _forms(kib)),
    "label": lambda kib: st.builds(str.format, st.sampled_from(_LABELLED), _forms(kib)),
    "decimal": lambda kib: _with_comma(_as_number(kib, "{}.0", "{}.00")),
    "scientific": lambda kib: _with_comma(_as_number(kib, "{:.15E}", "{:.15e}")),
    "thousands": lambda kib: _with_comma(_as_number(kib, "{:,}")),
    "lost-digit": _without_a_digit,
    "doubled-digit": _with_a_digit_twice,
}
