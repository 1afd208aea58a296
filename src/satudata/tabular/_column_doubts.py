"""Ignored columns that look as if they mattered: each is a warning, never only a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from satudata.findings import Finding, finding
from satudata.tabular._cells import names_status, yes_or_no
from satudata.tabular._column_cells import FirstCells
from satudata.tabular._heading_grammar import (
    ALL_LAND,
    LAND,
    PARTS,
    SUMS,
    false_friends,
    figure_words,
    is_figure,
    meanings,
    nearest_figure,
    plain_heading,
    words_of,
)
from satudata.tabular._heading_units import WORDS_OF_LAND, conversion, is_area, units_of
from satudata.tabular._nearest import misspelt

#: So many unknown headings are compared with all known ones.
_MOST = 40
#: How the fields of land begin.
_ANY_LAND = "land."
#: The criteria that are answers, and the words of a request for help that does not say from whom.
_REQUEST = "requests_national_help"
_ANSWERS = (_REQUEST, "emergency_status")
_ASKED = frozenset({"permintaan", "permohonan", "minta", "meminta", "request", "requests", "requested"})
_HELP = frozenset({"bantuan", "assistance", "help", "aid"})
#: The fields that say the same as the field of a column: with them such a column adds nothing.
_SAID_BY: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "day"),
    "regency_name": ("regency_name",),
    "province_name": ("province_name",),
    "type_name": ("type_name",),
    "kib": ("kib",),
}


def doubts(
    ignored: Iterable[tuple[int, str, str, str]], used: Mapping[str, int], cells: FirstCells
) -> Iterator[Finding]:
    """A warning for each of the *ignored* columns (place, heading, why, field) that looks as if it mattered."""
    asked = 0
    for place, heading, why, field in ignored:
        looks = _looks_like(place, heading, why, field, used, cells)
        is_new = plain_heading(heading) not in false_friends() and not meanings(heading)
        if not looks and why == "unknown" and is_new:
            asked += 1
            looks = _misspelt(place, heading, used, cells) if asked <= _MOST else ""
        if looks and is_figure(looks) and conversion(looks, heading) is None:
            yield other_unit(looks, heading)
        elif looks:
            yield finding("column-looks-used", heading, column=heading, field=looks)


def other_unit(field: str, heading: str) -> Finding:
    """That the figures under a heading are in a unit that nothing makes the unit of a field."""
    units = ", ".join(sorted(units_of(heading)))
    return finding("column-unit", heading, column=heading, field=field, unit=units)


def _misspelt(place: int, heading: str, used: Mapping[str, int], cells: FirstCells) -> str:
    """The field of the known heading that a heading nearly is, where no column has the field."""
    field = misspelt(heading, figures=not cells.are_known or cells.have_numbers(place))
    return "" if field in used else field


def _looks_like(
    place: int, heading: str, why: str, field: str, used: Mapping[str, int], cells: FirstCells
) -> str:
    """The field that a column looks like; ``""`` where it does not look as if it mattered."""
    if why == "second":
        if any(each.field in PARTS for each in meanings(heading)):
            return ""
        is_other = is_figure(field) and field in used and cells.differ(place, used[field])
        return field if is_other and cells.have_numbers(place) else ""
    if why == "aside":
        parts = SUMS.get(field, ())
        return parts[0] if parts and used.keys().isdisjoint(_with_parts(parts)) else ""
    if any(each.field == "caused_by" for each in meanings(heading)):
        return "caused_by" if cells.types_among(place)[0] else ""
    return (
        _status_in(place, used, cells)
        or _place_in(place, used, cells)
        or _answer_in(place, heading, used, cells)
        or _figure_in(place, heading, used, cells)
    )


def _with_parts(fields: Iterable[str]) -> set[str]:
    return {*fields, *(part for part, whole in PARTS.items() if whole in fields)}


def _status_in(place: int, used: Mapping[str, int], cells: FirstCells) -> str:
    """The emergency status, where a column's cells are such statuses and no column that is used has them."""
    texts = cells.texts(place)
    has_status = any(map(names_status, texts)) and all(yes_or_no(text)[1] is None for text in texts)
    return "emergency_status" if has_status and "emergency_status" not in used else ""


def _place_in(place: int, used: Mapping[str, int], cells: FirstCells) -> str:
    """The field of a column by its cells, where no column that is used says the same."""
    if not cells.are_known:
        return ""
    kind = cells.kind(place)
    if kind == "regency_name" and "region_id" in used and "regency_name" not in used:
        return kind
    return kind if kind and used.keys().isdisjoint(_SAID_BY[kind]) else ""


def _answer_in(place: int, heading: str, used: Mapping[str, int], cells: FirstCells) -> str:
    """The criterion that a column perhaps answers: a request for help, national or not, or a status of any kind."""
    words = words_of(heading)
    field = false_friends().get(plain_heading(heading), "")
    if not words.isdisjoint(_HELP) and not words.isdisjoint(_ASKED):
        field = _REQUEST
    if field not in _ANSWERS or field in used:
        return ""
    is_answer = any(yes_or_no(text)[1] is None for text in cells.texts(place))
    return field if is_answer or not cells.are_known else ""


def _figure_in(place: int, heading: str, used: Mapping[str, int], cells: FirstCells) -> str:
    """The figure whose words a heading shares, where the cells are numbers."""
    if cells.are_known and not cells.have_numbers(place):
        return ""
    plain, words = plain_heading(heading), words_of(heading)
    is_land = is_area(heading) and words & figure_words() <= WORDS_OF_LAND
    if false_friends().get(plain, LAND if is_land else "") == LAND:
        return _land_in(place, used, cells)
    if words.isdisjoint(figure_words()):
        return ""
    if plain in false_friends():
        perhaps = false_friends()[plain]
        return perhaps if is_figure(perhaps) and perhaps not in used else ""
    field, its_words = nearest_figure(words)
    return "" if field in used and its_words < words else field


def _land_in(place: int, used: Mapping[str, int], cells: FirstCells) -> str:
    """The field of hectares of no kind: next to kinds of land, perhaps their total, unless it repeats one of them."""
    kinds = [at for field, at in used.items() if field.startswith(_ANY_LAND)]
    if ALL_LAND in used or not all(cells.differ(place, at) for at in kinds):
        return ""
    return ALL_LAND if kinds else LAND
