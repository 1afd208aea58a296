"""Whether each row is a disaster event: the six criteria, each met, not met or not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from satudata.criteria import JUKLAK_7_2023, MEASURES
from satudata.disaster_types._schemes import KARHUTLA, KARHUTLA_CODES, OTHER_TYPE, PRESENT, PRESENT_SINCE
from satudata.frames import _grammar
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
from satudata.frames._figures import (
    ROUNDING,
    Figures,
    Measured,
    Outcome,
    Truth,
    add,
    all_of,
    any_of,
    in_columns,
    negated,
)
from satudata.frames._headings import matched_fields
from satudata.frames._repairs import first_of
from satudata.interpretation import MILDEST, STRICTEST, Interpretation, under_either_name

ADDED = ("verdict", "met", "unknown", "robust")

_CODE, _SINCE = temporary("code"), temporary("since")
_BETWEEN = ";"
#: Up to so many conditions it is faster to choose among all possible texts than to join texts row by row.
_AT_ONCE = 3

#: The figures of a row by name.
Measures: TypeAlias = Mapping[str, Measured]


def evaluate(
    df: Native,
    *,
    columns: Mapping[str, str] | Literal["auto"] | None = None,
    interpretation: Interpretation = Interpretation(),
    prefix: str = "threshold_",
    readings: Interpretation | None = None,
) -> Native:
    """Add whether each row meets the threshold. Each row has the result of :func:`satudata.evaluate`.

    Each new name begins with *prefix*:

    - ``verdict``: ``met``, ``not_met`` or ``undetermined``.
    - ``met``, ``unknown``: the numbers of the criteria that are met, and of those not known, joined by ``;``.
    - ``robust``: whether the verdict is the same under every interpretation.

    The columns are found by their headings (``"auto"`` says so). *columns* corrects that: it gives the column of a
    field, ``""`` for none. Fields are those of :class:`~satudata.Impact`, ``facilities.pendidikan.berat``,
    ``land.sawah``, ``requests_national_help``, ``emergency_status``, ``type_code``, ``kib``, ``region_id`` and
    ``date``. A figure that is null, negative or (except land) not whole is unknown. A row is judged by its own figures
    only, whatever the scope.

    *readings* is the old name of *interpretation*; it works for one release, with a ``DeprecationWarning``.

    Raises :class:`~satudata.frames.ColumnError` for a column that is missing, has the wrong type or would be
    overwritten.
    """
    interpretation = under_either_name("evaluate", interpretation, readings)
    chosen = {} if columns is None or columns == "auto" else columns
    return _evaluated(df, columns=chosen, interpretation=interpretation, prefix=prefix)


@by_partition
def _evaluated(
    df: Native, *, columns: Mapping[str, str], interpretation: Interpretation, prefix: str
) -> Native:
    frame = from_caller(df)
    require_free(frame, (prefix + name for name in ADDED))
    used = matched_fields(frame, columns)
    require(frame, *used.values())
    frame, figures = Figures.read(frame, used)
    frame, measured = in_columns(frame, figures.measured())
    return to_caller(_judged(_with_type(frame, used), measured, interpretation, prefix))


def _judged(frame: Frame, measured: Measures, interpretation: Interpretation, prefix: str) -> Frame:
    """Add the verdict, its criteria and whether another interpretation would change it.

    The interpretations are ordered: a milder one finds met or possible whatever a stricter one does. So the verdict is
    the same under all of them if it is the same under the strictest and the mildest.
    """
    strictest, mildest = (_outcomes(measured, each) for each in (STRICTEST, MILDEST))
    frame, chosen = _outcomes_in_columns(frame, _outcomes(measured, interpretation))
    met, possible = _of_any(chosen.values())
    least_met, least_possible = _of_any(strictest.values())
    most_met, most_possible = _of_any(mildest.values())
    is_other = nw.col(_CODE) == OTHER_TYPE
    cases = [(met, "met"), (negated(possible), "not_met")]
    if not interpretation.other_counts:
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


def _outcomes(measured: Measures, interpretation: Interpretation) -> dict[int, Outcome]:
    """The outcome of each criterion, by its number: one of its sums has to reach the limit."""
    return {
        criterion.number: Outcome(
            *_of_any(
                [
                    _sum(measured, names, interpretation).reaches(float(criterion.limit))
                    for names in MEASURES[criterion.measure](interpretation)
                ]
            )
        )
        for criterion in JUKLAK_7_2023.criteria
    }


def _sum(measured: Measures, names: Sequence[str], interpretation: Interpretation) -> Measured | _LandOfFires:
    """The sum of the figures with these names."""
    if names == ("land",):
        area = measured["land"]
        if area.value is not None:
            area = attrs.evolve(area, value=area.value + ROUNDING)
        return area if interpretation.land == "any" else _LandOfFires(area)
    return add(measured[name] for name in names)


def _of_any(outcomes: Collection[Outcome]) -> tuple[Truth, Truth]:
    """Whether any is met, and whether any is possible."""
    return any_of(each.met for each in outcomes), any_of(each.possible for each in outcomes)


def _outcomes_in_columns(frame: Frame, outcomes: Mapping[int, Outcome]) -> tuple[Frame, dict[int, Outcome]]:
    """Put the outcomes into temporary columns."""
    columns, found = [], {}
    for number, outcome in outcomes.items():
        truths: list[Truth] = []
        for what, truth in (("met", outcome.met), ("possible", outcome.possible)):
            name = temporary(f"{what}_{number}")
            columns += [] if isinstance(truth, bool) else [truth.alias(name)]
            truths.append(truth if isinstance(truth, bool) else nw.col(name))
        found[number] = Outcome(*truths)
    return (frame.with_columns(*columns) if columns else frame), found


@attrs.frozen
class _LandOfFires:
    """Land that counts only in a forest and land fire. If the type is not known, the outcome is not known either."""

    area: Measured

    def reaches(self, limit: float) -> Outcome:
        """The same as :meth:`Measured.reaches`."""
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
    """The numbers of the true ones, joined by ``;``."""
    asked = [number for number, truth in truths.items() if not isinstance(truth, bool)]
    if len(asked) <= _AT_ONCE:
        return _text(list(truths.items()), "")
    middle = asked[len(asked) // 2]
    before = [(number, truth) for number, truth in truths.items() if number < middle]
    after = [(number, truth) for number, truth in truths.items() if number >= middle]
    return nw.concat_str(*(_text(half, "", first=_BETWEEN) for half in (before, after))).str.slice(1)


def _text(truths: Sequence[tuple[int, Truth]], before: str, first: str = "") -> nw.Expr:
    """*before* and the numbers of the *truths* that are true."""
    if not truths:
        return nw.lit(before)
    (number, truth), *rest = truths
    longer = f"{before}{_BETWEEN if before else first}{number}"
    if isinstance(truth, bool):
        return _text(rest, longer if truth else before, first)
    return nw.when(truth).then(_text(rest, longer, first)).otherwise(_text(rest, before, first))


def _with_type(frame: Frame, used: Mapping[str, str]) -> Frame:
    """Add the type code, "" if not known, and whether its scheme is the present one."""
    code: Any = nw.lit("")
    day: Any = nw.lit("")
    read = temporary("read")
    if "kib" in used:
        frame = frame.with_columns(text(frame, used["kib"]).alias(read))
        is_kib = _grammar.is_strict(nw.col(read))
        frame = frame.with_columns(
            nw.when(is_kib).then(_grammar.compact(nw.col(read))).otherwise(nw.lit("")).alias(read)
        )
        code, day = _grammar.type_code(nw.col(read)), _grammar.day(nw.col(read))
    if "type_code" in used:
        given = type_code_of(frame, used["type_code"])
        code = nw.when(given == "").then(code).otherwise(given)
    if "date" in used:
        region = None
        if "region_id" in used and is_text(frame, used["region_id"]):
            region = region_digits(text(frame, used["region_id"]).str.strip_chars())
        kib = nw.col(read) if "kib" in used else None
        own = temporary("own_day")
        frame = with_days(frame, used["date"], own, region=region, kib=kib)
        day = nw.when(nw.col(own) == "").then(day).otherwise(nw.col(own))
    return frame.with_columns(code.alias(_CODE), (day >= f"{PRESENT_SINCE}0101").alias(_SINCE))


def type_code_of(frame: Frame, column: str) -> nw.Expr:
    """The type code in a column of text or integers; "" for anything but three digits."""
    dtype = frame.collect_schema()[column]
    given = nw.col(column).cast(nw.String).fill_null("") if dtype.is_integer() else text(frame, column)
    return (
        nw.when(given.str.contains("^[0-9]{3}$") & (given.str.len_chars() == 3))
        .then(given)
        .otherwise(nw.lit(""))
    )
