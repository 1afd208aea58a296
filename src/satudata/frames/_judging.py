"""Whether each row is a disaster event: the six criteria, met, not met or not known, under the readings asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from satudata.criteria import JUKLAK_7_2023
from satudata.disaster_types._schemes import KARHUTLA, KARHUTLA_CODES, OTHER_TYPE, PRESENT, PRESENT_SINCE
from satudata.frames import _grammar
from satudata.frames._doorway import (
    Frame,
    Native,
    by_partition,
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
from satudata.frames._figures import (
    ROUNDING,
    Figures,
    Known,
    Outcome,
    Truth,
    add,
    all_of,
    any_of,
    held,
    negated,
)
from satudata.frames._repairs import first_of
from satudata.readings import Readings
from satudata.tabular import Columns

ADDED = ("verdict", "met", "unknown", "robust")

_CODE, _SINCE = own("code"), own("since")
_BETWEEN = ";"
#: Putting two texts together, row by row, costs more than to choose among those that so many conditions can give.
_AT_ONCE = 3

Measured: TypeAlias = Mapping[str, Known]


@by_partition
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
    require(frame, *used.values())
    frame, figures = Figures.read(frame, used)
    frame, measured = held(frame, figures.measured())
    return left(_judged(_with_type(frame, used), measured, readings, prefix))


def _judged(frame: Frame, measured: Mapping[str, Known], readings: Readings, prefix: str) -> Frame:
    """Add the verdict on the figures *measured*, its criteria and whether another reading would change it.

    The readings of a criterion are ordered: what one that asks more takes for met or possible, one that asks less does
    too. So the verdict is the same under every reading where it is under the two at the ends.
    """
    strictest, mildest = (_outcomes(measured, each) for each in (_STRICTEST, _MILDEST))
    frame, chosen = _in_columns(frame, _outcomes(measured, readings))
    met, possible = _of_any(chosen.values())
    least_met, least_possible = _of_any(strictest.values())
    most_met, most_possible = _of_any(mildest.values())
    is_other = nw.col(_CODE) == OTHER_TYPE
    cases = [(met, "met"), (negated(possible), "not_met")]
    if not readings.other_counts:
        cases.insert(0, (is_other, "not_met"))
    robust: Any = all_of(
        (
            any_of((least_met, negated(most_met))),
            any_of((least_possible, negated(most_possible))),
            negated(all_of((is_other, most_possible))),
        )
    )
    unknown = {number: all_of((each.possible, negated(each.met))) for number, each in chosen.items()}
    return frame.with_columns(
        first_of(
            *((case, word) for case, word in cases if not isinstance(case, bool)), otherwise="undetermined"
        ).alias(f"{prefix}verdict"),
        _numbers({number: each.met for number, each in chosen.items()}).alias(f"{prefix}met"),
        _numbers(unknown).alias(f"{prefix}unknown"),
        robust.alias(f"{prefix}robust"),
    )


def _outcomes(measured: Measured, readings: Readings) -> dict[int, Outcome]:
    """What becomes of each criterion, by its number."""
    found = {}
    for criterion in JUKLAK_7_2023.criteria:
        figures = MEASURES[criterion.measure](measured, readings)
        parts = [figure.reaches(float(criterion.limit)) for figure in figures]
        found[criterion.number] = Outcome(*_of_any(parts))
    return found


def _of_any(outcomes: Collection[Outcome]) -> tuple[Truth, Truth]:
    """Whether one is met, and whether one may be."""
    return any_of(each.met for each in outcomes), any_of(each.possible for each in outcomes)


def _in_columns(frame: Frame, outcomes: Mapping[int, Outcome]) -> tuple[Frame, dict[int, Outcome]]:
    """*frame* with the outcomes in columns of their own."""
    columns, found = [], {}
    for number, outcome in outcomes.items():
        held: list[Truth] = []
        for what, truth in (("met", outcome.met), ("possible", outcome.possible)):
            name = own(f"{what}_{number}")
            columns += [] if isinstance(truth, bool) else [truth.alias(name)]
            held.append(truth if isinstance(truth, bool) else nw.col(name))
        found[number] = Outcome(*held)
    return (frame.with_columns(*columns) if columns else frame), found


def fields_of(frame: Frame, columns: Mapping[str, str] | None) -> dict[str, str]:
    """Field to column, as the vocabulary of headings proposes and *columns* decides."""
    headings = names(frame)
    matched = Columns.of(headings, dict(columns or {}))
    for problem in matched.problems:
        if problem.code == "column-choice":
            raise ColumnError(str(problem.data["what"]), problem.message("en"))
    return {field: headings[place] for field, place in matched.used.items()}


# The measures: the figures of which one has to reach the limit, as they are read.


def _deaths(figures: Measured, readings: Readings) -> list[Known]:
    return [add((figures["dead"], figures["missing"])) if readings.missing_as_dead else figures["dead"]]


def _people(figures: Measured, readings: Readings) -> list[Known]:
    groups = [figures[name] for name in ("affected", "injured", "displaced")]
    return [add(groups)] if readings.people == "sum" else groups


def _buildings(figures: Measured, readings: Readings) -> list[Known]:
    houses = figures["houses"]
    if readings.flooded_as_damaged:
        houses = add((houses, figures["houses_flooded"]))
    both = [houses, figures["public_buildings"]]
    return [add(both)] if readings.buildings == "sum" else both


def _land(figures: Measured, readings: Readings) -> list[Known | _LandOfFires]:
    area = figures["land"]
    if area.value is not None:
        area = attrs.evolve(area, value=area.value + ROUNDING)
    return [area if readings.land == "any" else _LandOfFires(area)]


def _help(figures: Measured, readings: Readings) -> list[Known]:
    return [figures["requests_national_help"]]


def _status(figures: Measured, readings: Readings) -> list[Known]:
    return [figures["emergency_status"]]


#: By the names of :data:`satudata.threshold.MEASURES`.
MEASURES: Mapping[str, Callable[[Measured, Readings], Sequence[Known | _LandOfFires]]] = {
    "deaths": _deaths,
    "people": _people,
    "buildings": _buildings,
    "land": _land,
    "help": _help,
    "status": _status,
}
#: The readings under which least is met or possible, and most.
_STRICTEST = Readings(people="any", buildings="either", land="karhutla")
_MILDEST = Readings(missing_as_dead=True, flooded_as_damaged=True)


@attrs.frozen
class _LandOfFires:
    """Land that counts only in a forest and land fire; where it is not known whether it is one, nor is the outcome."""

    area: Known

    def reaches(self, limit: float) -> Outcome:
        """As :meth:`Known.reaches`."""
        found = self.area.reaches(limit)
        code = nw.col(_CODE)
        present = nw.col(_SINCE)
        is_fire: Truth = False
        is_none: Truth = (code != "") & ~code.is_in(sorted(KARHUTLA_CODES))
        for (scheme, each), fire in KARHUTLA.items():
            if scheme == PRESENT and fire:
                is_fire = any_of((is_fire, present & (code == each)))
            elif scheme == PRESENT:
                is_none = any_of((is_none, present & (code == each)))
        return Outcome(all_of((found.met, is_fire)), all_of((found.possible, negated(is_none))))


def _numbers(truths: Mapping[int, Truth]) -> nw.Expr:
    """The numbers of those that hold, joined by ``;``."""
    asked = [number for number, truth in truths.items() if not isinstance(truth, bool)]
    if len(asked) <= _AT_ONCE:
        return _text(list(truths.items()), "")
    middle = asked[len(asked) // 2]
    before = [(number, truth) for number, truth in truths.items() if number < middle]
    after = [(number, truth) for number, truth in truths.items() if number >= middle]
    return nw.concat_str(*(_text(half, "", first=_BETWEEN) for half in (before, after))).str.slice(1)


def _text(truths: Sequence[tuple[int, Truth]], before: str, first: str = "") -> nw.Expr:
    """*before* and the numbers of *truths* that hold."""
    if not truths:
        return nw.lit(before)
    (number, truth), *rest = truths
    held = f"{before}{_BETWEEN if before else first}{number}"
    if isinstance(truth, bool):
        return _text(rest, held if truth else before, first)
    return nw.when(truth).then(_text(rest, held, first)).otherwise(_text(rest, before, first))


def _with_type(frame: Frame, used: Mapping[str, str]) -> Frame:
    """Add the type code, "" where it is not known, and whether its scheme is the present one."""
    code: Any = nw.lit("")
    day: Any = nw.lit("")
    read = own("read")
    if "kib" in used:
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
    return frame.with_columns(code.alias(_CODE), (day >= f"{PRESENT_SINCE}0101").alias(_SINCE))


def code_of(frame: Frame, column: str) -> nw.Expr:
    """The type code of a column of text or whole numbers; "" for what is not three digits."""
    dtype = frame.collect_schema()[column]
    given = nw.col(column).cast(nw.String).fill_null("") if dtype.is_integer() else text(frame, column)
    return (
        nw.when(given.str.contains("^[0-9]{3}$") & (given.str.len_chars() == 3))
        .then(given)
        .otherwise(nw.lit(""))
    )
