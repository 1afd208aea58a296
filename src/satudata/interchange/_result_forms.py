"""The forms of counts and evaluations, which are only written: a reader works them out again."""

from __future__ import annotations

from typing import Any

import attrs

from satudata._ground.forms import Field, Form, form_of_record, nested
from satudata._ground.kinds import COUNT, JSON, TEXT, Kept, Kind, listed, one_of
from satudata.errors import InvalidRecordError
from satudata.events._counts import EventCounts, Merged
from satudata.interchange._reference_forms import FINDINGS
from satudata.interpretation import JUDGING_OPTIONS
from satudata.regions._code import RegionCode
from satudata.threshold import Evaluation, Outcome, Verdict


def _worked_out(write: Any, **schema: JSON) -> Kind:
    def refused(given: JSON, where: str, kept: Kept | None) -> Any:
        raise InvalidRecordError(where, given, "is only written")  # pragma: no cover

    return Kind(write, refused, schema)


_COUNTS = _worked_out(
    lambda counts: {str(code): counts[code] for code in sorted(counts)},
    type="object",
    patternProperties={RegionCode.PATTERN: {"type": "integer", "minimum": 1}},
    additionalProperties=False,
)
_TRUTH = _worked_out(bool, type="boolean")
_NUMBERS = _worked_out(list, type="array", items={"type": "integer", "minimum": 0})
_FIGURE = _worked_out(
    lambda value: None if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value),
    type=["string", "null"],
    pattern="^[0-9]+(\\.[0-9]+)?$",
)
form_of_record("satudata.merged", Merged, {"rows": _NUMBERS}, is_read=False)


def _groups(counts: EventCounts) -> JSON:
    """One row for each group: its dimensions and its counts. Its type is null where the main type is open."""
    if not counts.dimensions:
        return []
    rows: list[JSON] = []
    for group, of_group in counts.by(*counts.dimensions).items():
        cell: Any = group if len(counts.dimensions) > 1 else (group,)
        by: dict[str, JSON] = dict(zip(counts.dimensions, cell, strict=True))
        if by.get("type") is not None:
            by["type"] = dict(zip(("scheme", "code", "name"), by["type"], strict=False))
        rows.append({"by": by, **_GROUP_FORM.write(of_group)})
    return rows


COUNTS_FORM = form_of_record(
    "satudata.event-counts",
    EventCounts,
    {
        "provinces": _COUNTS,
        "regencies": _COUNTS,
        "dimensions": _worked_out(list, type="array", items={"enum": ["type", "year", "month"]}),
        "groups": Field(
            "groups",
            _worked_out(list, type="array", items={"type": "object", "required": ["by", "national"]}),
            [],
            of=_groups,
        ),
    },
    is_read=False,
)
#: A group has the counts, and no groups of its own.
_GROUP_FORM = attrs.evolve(
    COUNTS_FORM,
    fields=tuple(each for each in COUNTS_FORM.fields if each.name not in ("dimensions", "groups")),
)
_OUTCOME_FORM = form_of_record(
    "satudata.outcome",
    Outcome,
    {
        "criterion": Field("criterion", COUNT, required=True, of=lambda outcome: outcome.criterion.number),
        "value": _FIGURE,
        "complete": _TRUTH,
    },
    is_read=False,
)
_INTERPRETATION = _worked_out(
    lambda chosen: {name: getattr(chosen, name) for name in JUDGING_OPTIONS},
    type="object",
    properties={name: {"enum": list(options)} for name, options in JUDGING_OPTIONS.items()},
    required=list(JUDGING_OPTIONS),
    additionalProperties=False,
)
EVALUATION_FORM = Form(
    "satudata.evaluation",
    1,
    Evaluation,
    (
        Field("verdict", one_of(Verdict), required=True),
        Field("cause", one_of(Verdict), required=True),
        Field("outcomes", listed(nested(_OUTCOME_FORM)), required=True),
        Field("readings", _INTERPRETATION, required=True, of=lambda evaluation: evaluation.interpretation),
        Field("threshold", TEXT, required=True, of=lambda evaluation: evaluation.threshold.id),
        Field("depends_on", listed(TEXT), required=True),
        Field("findings", FINDINGS, ()),
    ),
    None,
)

#: What ``satudata.interchange`` finds here.
FORMS = (COUNTS_FORM, EVALUATION_FORM)
