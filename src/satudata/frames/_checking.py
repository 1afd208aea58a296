"""Check each row: its KIB, region, type, day and figures; the answer is the codes of findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Literal

import narwhals.stable.v2 as nw

from satudata import disaster_types
from satudata.disaster_types._schemes import CHANGED_MEANING, PRESENT, PRESENT_SINCE
from satudata.findings import kind
from satudata.frames import _grammar, _in_context, _region_tables
from satudata.frames._columns import (
    from_caller,
    is_text,
    require,
    require_free,
    temporary,
    text,
    to_caller,
)
from satudata.frames._days import with_days
from satudata.frames._engines import Frame, Native, by_partition
from satudata.frames._event_keys import region_digits
from satudata.frames._figures import Figures, Measured, add
from satudata.frames._headings import Headings, by_headings, column_of_kib, matched_fields
from satudata.frames._lookup import look_up
from satudata.frames._reading import TEXT, with_digits
from satudata.frames._region_tables import DOUBTS, ERA, NONE, NUMBER, OF_RECORD, OTHER_SYSTEM, SAME, STATE
from satudata.frames._repairs import DIGITS, REASON, REPAIR_NAMES, STATUS, is_blank
from satudata.frames._threshold import type_code_of
from satudata.impacts import Damage, FacilityKind, LandKind
from satudata.regions._code import PROVINCE_WIDTH

_REGION_DOUBTS = (
    *("region-lenient", "other-system-suspected", "region-retired", "region-other-edition", "region-unknown"),
)
_UNREAD = ("kib-blank", "kib-unreadable", "kib-rounded", "kib-two-readings")
_PARTS, _PARTS_OF_HOUSES = ("berat", "sedang", "ringan"), ("heavy", "moderate", "light")

_KIB, _DAY, _TYPE, _REGION = temporary("kib"), temporary("day"), temporary("type"), temporary("region")
_OWN_DAY, _OWN_TYPE, _OF_REGION = temporary("own_day"), temporary("own_type"), temporary("doubts_of_region")

#: The code of a finding and the condition for it; a code may come more than once.
_Cases = Iterator[tuple[str, nw.Expr]]


@by_partition
def verify(
    df: Native,
    column: str | None = None,
    *,
    region: str | None = None,
    type: str | None = None,  # noqa: A002  # the field's own word
    date: str | None = None,
    columns: Mapping[str, str] | Literal["auto"] | None = None,
    on: datetime.date | None = None,
    prefix: str = "",
) -> Native:
    """Check each row and add the column ``findings`` (after *prefix*): codes joined by ``;``, the most severe first.

    The codes are those of :func:`satudata.verify` for an event with the row's KIB (*column*), *type* code and *date*
    and one record with its *region* and figures, and those of reading the KIB: its repairs, or why it is not readable.
    Only the given columns are checked (*column* is ``kib`` if not given). *columns* gives the columns of figures as in
    :func:`evaluate`; by default they are found by their headings, ``{}`` means none. With ``columns="auto"`` the other
    columns too are found by their headings, unless they are given. ``row-left-out`` marks a row that has no event to
    count: it has no KIB and lacks region, type or day. *on* is the date of the data; a later day is doubtful.
    ``satudata explain CODE`` explains a code.

    Raises :class:`~satudata.frames.ColumnError` for a column that is missing, has the wrong type or would be
    overwritten, :class:`~satudata.frames.EngineError` for a task that the engine cannot do.
    """
    frame = from_caller(df)
    is_auto: Headings = "auto" if columns == "auto" else None
    found = by_headings(frame, is_auto)
    column = column_of_kib(found, column, is_auto)
    region = region or found.get("region_id")
    type = type or found.get("type_code")  # noqa: A001
    date = date or found.get("date")
    require(frame, column, region, type, date)
    require_free(frame, [f"{prefix}findings"])
    chosen = {} if columns is None or columns == "auto" else columns
    used = {} if columns == {} else matched_fields(frame, chosen)
    require(frame, *used.values())
    frame, figures = Figures.read(frame, used)
    frame = with_digits(frame, column, repair=True)
    frame = _with_parts(frame, region=region, type_column=type, date=date)
    cases = [
        *_reading_cases(),
        *_type_cases(),
        *_day_cases(on),
        *_region_cases(given=region is not None),
        *_figure_cases(figures),
    ]
    return to_caller(frame.with_columns(_codes(cases).alias(f"{prefix}findings")))


def _with_parts(frame: Frame, *, region: str | None, type_column: str | None, date: str | None) -> Frame:
    """Add region, type and day of the row, "" for none, and the results of the lookup tables."""
    none = nw.lit("")
    digits = nw.col(DIGITS).fill_null("")
    frame = frame.with_columns(
        digits.alias(_KIB),
        (region_digits(text(frame, region)) if region is not None else none).alias(_REGION),
        (type_code_of(frame, type_column) if type_column is not None else none).alias(_OWN_TYPE),
        none.alias(_OWN_DAY),
        *_filled(frame, region, type_column, date),
    )
    if date is not None:
        frame = with_days(
            frame, date, _OWN_DAY, region=None if region is None else nw.col(_REGION), kib=nw.col(_KIB)
        )
    kib, own_day, own_type = nw.col(_KIB), nw.col(_OWN_DAY), nw.col(_OWN_TYPE)
    frame = frame.with_columns(
        nw.when(own_day == "").then(_grammar.day(kib)).otherwise(own_day).alias(_DAY),
        nw.when(own_type == "").then(_grammar.type_code(kib)).otherwise(own_type).alias(_TYPE),
    )
    if region is not None:
        frame = frame.with_columns(nw.col(_REGION).alias(NUMBER), _in_context.era(nw.col(_DAY)).alias(ERA))
        frame = (
            look_up(frame, _region_tables.doubts(), [NUMBER, ERA])
            .rename({DOUBTS: _OF_REGION})
            .drop(NUMBER, ERA)
        )
    frame = frame.with_columns(
        _grammar.region(kib).alias(NUMBER), _in_context.era(_grammar.day(kib)).alias(ERA)
    )
    frame = look_up(frame, _region_tables.doubts(), [NUMBER, ERA])
    if region is not None:
        states = {name: _region_tables.by_number()[name] for name in (NUMBER, ERA, STATE)}
        frame = look_up(frame.with_columns(nw.col(_REGION).alias(OF_RECORD)), states, [NUMBER, ERA])
        frame = look_up(frame, _region_tables.same(), [NUMBER, OF_RECORD])
        frame = look_up(frame, _region_tables.of_other_system(), [STATE, OF_RECORD])
    return frame


_FILLED = temporary("filled")


def _filled(frame: Frame, *columns: str | None) -> Iterator[nw.Expr]:
    """Whether the cells of region, type and day are filled in."""
    for number, column in enumerate(columns):
        if column is None:
            yield nw.lit(value=False).alias(f"{_FILLED}{number}")
        else:
            cell = nw.col(column)
            is_filled = ~is_blank(text(frame, column)) if is_text(frame, column) else ~cell.is_null()
            yield is_filled.alias(f"{_FILLED}{number}")


def _reading_cases() -> _Cases:
    """How the KIB was read, and which cells are not readable."""
    status, reason = nw.col(STATUS), nw.col(REASON).fill_null("")
    for code in _UNREAD:
        yield code, reason == code
    for name in REPAIR_NAMES:
        yield f"repair-{name}", (status == "repaired") & reason.str.contains(f"repair-{name}", literal=True)
    yield "index-zero", nw.col(_KIB).str.ends_with("0")
    lacks = (nw.col(_REGION) == "") | (nw.col(_OWN_TYPE) == "") | (nw.col(_OWN_DAY) == "")
    # "''" is not blank: it has no KIB either, but counting takes it as an id.
    yield "row-left-out", is_blank(nw.col(TEXT)) & lacks
    for number, (name, code) in enumerate(
        (
            (_REGION, "region-id-unreadable"),
            (_OWN_TYPE, "type-code-unreadable"),
            (_OWN_DAY, "date-unreadable"),
        )
    ):
        yield code, nw.col(f"{_FILLED}{number}") & (nw.col(name) == "")


def _type_cases() -> _Cases:
    """Doubts about the type in the KIB, and about a different type in the row."""
    kib, of_row, of_kib = nw.col(_KIB), nw.col(_TYPE), _grammar.type_code(nw.col(_KIB))
    differs = (nw.col(_OWN_TYPE) != "") & (kib != "") & (of_row != of_kib)
    yield "kib-type-differs", differs
    day_of_kib = nw.when(differs).then(_grammar.day(kib)).otherwise(nw.col(_DAY))
    for code, day, counts in (
        (of_kib, day_of_kib, kib != ""),
        (of_row, nw.col(_DAY), (of_row != "") & (of_row != of_kib)),
    ):
        is_open = code.is_in(sorted(CHANGED_MEANING)) & (day < str(PRESENT_SINCE))
        yield "type-unknown", counts & ~code.is_in(_known_types())
        yield "type-ambiguous", counts & is_open
        yield "type-legacy", counts & code.is_in(_legacy_types())


def _known_types() -> list[str]:
    return sorted(
        {each.code for scheme in disaster_types.schemes for each in disaster_types.in_scheme(scheme)}
    )


def _legacy_types() -> list[str]:
    return sorted(each.code for each in disaster_types.in_scheme(PRESENT) if not each.issued)


def _day_cases(on: datetime.date | None) -> _Cases:
    kib, own_day = nw.col(_KIB), nw.col(_OWN_DAY)
    yield "kib-date-differs", (kib != "") & (own_day != "") & (own_day != _grammar.day(kib))
    if on is not None:
        limit = f"{on.year:04}{on.month:02}{on.day:02}"
        yield "date-after", (own_day > limit) | (_grammar.day(kib) > limit)


def _region_cases(*, given: bool) -> _Cases:
    """Doubts about the region in the KIB, the region of the row, and whether they agree."""
    kib = nw.col(_KIB)
    yield from _doubts(nw.col(DOUBTS), kib != "")
    if not given:
        return
    region = nw.col(_REGION)
    yield from _doubts(nw.col(_OF_REGION), (region != "") & (nw.col(_DAY) != ""))
    yield "province-only", region.str.len_chars() == PROVINCE_WIDTH
    yield "event-without-records", (region == "") & (kib != "")
    yield "event-without-region", (region == "") & (kib == "")
    agrees = (_grammar.region(kib) == region) | (_grammar.province(kib) == region) | (nw.col(SAME) == "1")
    differs = (kib != "") & (region != "") & ~agrees
    yield "other-system-suspected", differs & (nw.col(OTHER_SYSTEM) == "1")
    yield "kib-region-differs", differs & (nw.col(OTHER_SYSTEM) != "1")


def _doubts(doubts: nw.Expr, counts: nw.Expr) -> _Cases:
    """The findings in the lookup table; a number that is not in it is unknown."""
    for code in _REGION_DOUBTS:
        found = doubts.str.contains(code, literal=True)
        yield (
            code,
            counts & ((found | (doubts == "")) if code == "region-unknown" else found & (doubts != NONE)),
        )


def _figure_cases(figures: Figures) -> _Cases:
    """Totals below the sum of their parts, and impossible figures."""
    for field in figures:
        below, strange = figures.problems(field)
        yield "figure-negative", below
        yield "figure-unreadable", strange
    yield from _below(figures["houses_damaged"], add(figures[f"houses_{part}"] for part in _PARTS_OF_HOUSES))
    for group in ("bridges", "roads", *(f"facilities.{facility}" for facility in FacilityKind)):
        yield from _below(
            figures[f"{group}.{Damage.TOTAL}"], add(figures[f"{group}.{part}"] for part in _PARTS)
        )
    yield from _below(figures["facilities_damaged"], figures.kinds_of_buildings())
    kinds = [figures[f"land.{kind}"] for kind in LandKind if kind is not LandKind.TOTAL]
    yield from _below(figures[f"land.{LandKind.TOTAL}"], add(kinds))


def _below(total: Measured, parts: Measured) -> _Cases:
    if total.value is not None and total.complete is not None and parts.value is not None:
        yield "total-below-parts", total.complete & (total.value < parts.value)


def _codes(cases: list[tuple[str, nw.Expr]]) -> nw.Expr:
    """The codes of the true conditions, each once."""
    found: dict[str, nw.Expr] = {}
    for code, condition in cases:
        found[code] = found[code] | condition if code in found else condition
    order = sorted(found, key=lambda code: (kind(code).severity.rank, code))
    pieces = [nw.when(found[code]).then(nw.lit(f";{code}")).otherwise(nw.lit("")) for code in order]
    return nw.concat_str(*pieces).str.slice(1)
