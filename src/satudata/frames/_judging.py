"""Whether each row is a disaster event: the six criteria, met, not met or not known, under the readings asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import or_
from typing import Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from satudata._schemes import _FIRST_YEAR, PRESENT
from satudata.criteria import JUKLAK_7_2023
from satudata.frames import _grammar
from satudata.frames._doorway import (
    Frame,
    Native,
    days,
    entered,
    left,
    names,
    own,
    require,
    require_free,
    text,
)
from satudata.frames._errors import ColumnError
from satudata.frames._figures import MET, NOT_MET, ROUNDING, UNDETERMINED, Figures, Known, add, held
from satudata.frames._repairs import first_of
from satudata.readings import OPTIONS, Readings
from satudata.tabular import Columns
from satudata.threshold import _KARHUTLA, _KARHUTLA_CODES, _OTHER

ADDED = ("verdict", "met", "unknown", "robust")

_CODE, _SINCE = own("code"), own("since")
_FOUND, _LOW, _HIGH = own("found"), own("low"), own("high")

Measured: TypeAlias = Mapping[str, Known]


def evaluate(
    df: Native,
    *,
    columns: Mapping[str, str] | None = None,
    readings: Readings = Readings(),
    prefix: str = "threshold_",
) -> Native:
    """Add whether each row meets the threshold; equal, row by row, to :func:`satudata.evaluate`.

    Added, each behind *prefix*: ``verdict`` (``met``, ``not_met`` or ``undetermined``), ``met`` and ``unknown`` (the
    numbers of the criteria that are met, and of those not known, joined by ``;``) and ``robust`` (whether the verdict
    is the same under every reading).

    *columns* names the column of a field where the vocabulary of headings would err, ``""`` for none: the fields of
    :class:`~satudata.Impact`, ``facilities.pendidikan.berat``, ``land.sawah``, ``requests_national_help``,
    ``emergency_status``, ``type_code``, ``kib`` and ``date``. A null figure is not known, nor is one below zero or (but
    for land) not whole. A row is judged by its own figures, whatever the scope.
    """
    frame = entered(df)
    require_free(frame, (prefix + name for name in ADDED))
    used = fields_of(frame, columns)
    frame, figures = Figures.read(frame, used)
    frame, measured = held(frame, figures.measured())
    return left(_judged(_with_type(frame, used), measured, readings, prefix))


def _judged(frame: Frame, measured: Mapping[str, Known], readings: Readings, prefix: str) -> Frame:
    """Add the verdict on the figures *measured*, its criteria and whether another reading would change it."""
    outcomes: dict[int, dict[tuple[Any, ...], str]] = {}
    found = []
    for criterion in JUKLAK_7_2023.criteria:
        options, measure = MEASURES[criterion.measure]
        each = outcomes[criterion.number] = {}
        for number, chosen in enumerate(product(*(OPTIONS[option] for option in options))):
            each[chosen] = own(f"criterion_{criterion.number}_{number}")
            parts = [figure.reaches(float(criterion.limit)) for figure in measure(measured, *chosen)]
            found.append(_best(parts, MET, NOT_MET).alias(each[chosen]))
    frame = frame.with_columns(*found)
    levels = {
        number: each[tuple(getattr(readings, option) for option in MEASURES[criterion.measure][0])]
        for criterion in JUKLAK_7_2023.criteria
        for number, each in ((criterion.number, outcomes[criterion.number]),)
    }
    least = [_best([nw.col(name) for name in each.values()], NOT_MET, MET) for each in outcomes.values()]
    names_of_least = [own(f"least_{number}") for number in outcomes]
    frame = frame.with_columns(*(one.alias(name) for one, name in zip(least, names_of_least, strict=True)))
    every = [nw.col(name) for each in outcomes.values() for name in each.values()]
    frame = frame.with_columns(
        _best([nw.col(name) for name in levels.values()], MET, NOT_MET).alias(_FOUND),
        _best([nw.col(name) for name in names_of_least], MET, NOT_MET).alias(_LOW),
        _best(every, MET, NOT_MET).alias(_HIGH),
    )
    is_other, verdict = nw.col(_CODE) == _OTHER, nw.col(_FOUND)
    if not readings.other_counts:
        verdict = nw.when(is_other).then(nw.lit(NOT_MET)).otherwise(verdict)
    is_open = is_other & (nw.col(_HIGH) != NOT_MET)
    return frame.with_columns(
        first_of((verdict == MET, "met"), (verdict == NOT_MET, "not_met"), otherwise="undetermined").alias(
            f"{prefix}verdict"
        ),
        _numbers(levels, MET).alias(f"{prefix}met"),
        _numbers(levels, UNDETERMINED).alias(f"{prefix}unknown"),
        ((nw.col(_LOW) == nw.col(_HIGH)) & ~is_open).alias(f"{prefix}robust"),
    )


def fields_of(frame: Frame, columns: Mapping[str, str] | None) -> dict[str, str]:
    """Field to column, as the vocabulary of headings proposes and *columns* decides."""
    headings = names(frame)
    matched = Columns.of(headings, dict(columns or {}))
    for problem in matched.problems:
        if problem.code == "column-choice":
            raise ColumnError(str(problem.data["what"]), problem.message("en"))
    return {field: headings[place] for field, place in matched.used.items()}


# The measures: the readings that each depends on, and the figures of which one has to reach the limit.


def _deaths(figures: Measured, missing_as_dead: bool) -> list[Known]:
    return [add((figures["dead"], figures["missing"])) if missing_as_dead else figures["dead"]]


def _people(figures: Measured, people: str) -> list[Known]:
    groups = [figures[name] for name in ("affected", "injured", "displaced")]
    return [add(groups)] if people == "sum" else groups


def _buildings(figures: Measured, flooded_as_damaged: bool, buildings: str) -> list[Known]:
    houses = add((figures["houses"], figures["houses_flooded"])) if flooded_as_damaged else figures["houses"]
    both = [houses, figures["public_buildings"]]
    return [add(both)] if buildings == "sum" else both


def _land(figures: Measured, land: str) -> list[Known | _LandOfFires]:
    area = figures["land"]
    if area.value is not None:
        area = attrs.evolve(area, value=area.value + ROUNDING)
    return [area if land == "any" else _LandOfFires(area)]


def _help(figures: Measured) -> list[Known]:
    return [figures["requests_national_help"]]


def _status(figures: Measured) -> list[Known]:
    return [figures["emergency_status"]]


#: By the names of :data:`satudata.threshold.MEASURES`.
MEASURES: Mapping[str, tuple[tuple[str, ...], Callable[..., Sequence[Known | _LandOfFires]]]] = {
    "deaths": (("missing_as_dead",), _deaths),
    "people": (("people",), _people),
    "buildings": (("flooded_as_damaged", "buildings"), _buildings),
    "land": (("land",), _land),
    "help": ((), _help),
    "status": ((), _status),
}


@attrs.frozen
class _LandOfFires:
    """Land that counts only in a forest and land fire; where it is not known whether it is one, nor is the outcome."""

    area: Known

    def reaches(self, limit: float) -> nw.Expr:
        """As :meth:`Known.reaches`."""
        found = self.area.reaches(limit)
        code = nw.col(_CODE)
        present = nw.col(_SINCE)
        is_fire: Any = nw.lit(value=False)
        is_none: Any = (code != "") & ~code.is_in(sorted(_KARHUTLA_CODES))
        for (scheme, each), fire in _KARHUTLA.items():
            if scheme == PRESENT and fire:
                is_fire = present & (code == each)
            elif scheme == PRESENT:
                is_none = is_none | (present & (code == each))
        doubtful = nw.when(found == MET).then(nw.lit(UNDETERMINED)).otherwise(found)
        rest = nw.when(is_none).then(nw.lit(NOT_MET)).otherwise(doubtful)
        return nw.when(is_fire).then(found).otherwise(rest)


def _best(levels: Sequence[nw.Expr], best: int, worst: int) -> nw.Expr:
    """The best of the outcomes; written out, since the engines' own maxima do not mix with other expressions."""
    if len(levels) == 1:
        return levels[0]
    is_best, is_middle = (reduce(or_, [each == level for each in levels]) for level in (best, UNDETERMINED))
    rest = nw.when(is_middle).then(nw.lit(UNDETERMINED)).otherwise(nw.lit(worst))
    return nw.when(is_best).then(nw.lit(best)).otherwise(rest)


def _numbers(levels: Mapping[int, str], wanted: int) -> nw.Expr:
    pieces = [
        nw.when(nw.col(name) == wanted).then(nw.lit(f";{number}")).otherwise(nw.lit(""))
        for number, name in levels.items()
    ]
    return nw.concat_str(*pieces).str.slice(1)


def _with_type(frame: Frame, used: Mapping[str, str]) -> Frame:
    """Add the type code, "" where it is not known, and whether its scheme is the present one."""
    code: Any = nw.lit("")
    day: Any = nw.lit("")
    read = own("read")
    if "kib" in used:
        require(frame, used["kib"])
        frame = frame.with_columns(text(frame, used["kib"]).alias(read))
        is_kib = _grammar.is_strict(nw.col(read))
        frame = frame.with_columns(
            nw.when(is_kib).then(_grammar.compact(nw.col(read))).otherwise(nw.lit("")).alias(read)
        )
        code, day = _grammar.type_code(nw.col(read)), _grammar.day(nw.col(read))
    if "type_code" in used:
        given = code_of(frame, used["type_code"])
        code = nw.when(given == "").then(code).otherwise(given)
    if "date" in used:
        given = days(frame, used["date"])
        day = nw.when(given == "").then(day).otherwise(given)
    return frame.with_columns(code.alias(_CODE), (day >= f"{_FIRST_YEAR}0101").alias(_SINCE))


def code_of(frame: Frame, column: str) -> nw.Expr:
    """The type code of a column of text or whole numbers; "" for what is not three digits."""
    dtype = frame.collect_schema()[column]
    given = nw.col(column).cast(nw.String).fill_null("") if dtype.is_integer() else text(frame, column)
    return (
        nw.when(given.str.contains("^[0-9]{3}$") & (given.str.len_chars() == 3))
        .then(given)
        .otherwise(nw.lit(""))
    )
