"""What the reader of a table vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError

#: What can be assumed not to have occurred, and the figures that it is.
LACKING: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in ("dead", "missing", "injured", "affected", "displaced")},
    "houses": ("houses", "houses_flooded"),
    "facilities": ("public_buildings",),
    "land": ("land",),
}


def _are_known(assumptions: object, field: attrs.Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
    unknown = [name for name in value if name not in LACKING]
    if unknown:
        raise InvalidRecordError(field.name, unknown[0], f"one of {', '.join(LACKING)}")


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class Assumptions:
    """What the reader of a table vouches for: how a blank is meant in it. ``None`` assumes nothing.

    *requests_national_help* and *emergency_status* answer criteria 5 and 6 where no row of an event does; *blank* is 0
    where a blank figure means zero. *lacking* names the figures that did not occur where the table has no column for
    them: ``dead``, ``missing``, ``injured``, ``affected``, ``displaced``, ``houses``, ``facilities``, ``land``. Any
    other column that the table lacks stays unknown, as does a figure that cannot be read.

    >>> Assumptions(emergency_status=False)
    Assumptions(requests_national_help=None, emergency_status=False, blank=None, lacking=())
    """

    requests_national_help: bool | None = None
    emergency_status: bool | None = None
    blank: int | None = attrs.field(default=None, validator=attrs.validators.in_((None, 0)))
    lacking: tuple[str, ...] = attrs.field(default=(), converter=tuple, validator=_are_known)
