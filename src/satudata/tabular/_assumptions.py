"""What the reader of a table vouches for."""

from __future__ import annotations

from typing import final

import attrs

from satudata._ground.paths import public


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class Assumptions:
    """What the reader of a table vouches for: how a blank is meant in it. ``None`` assumes nothing.

    *requests_national_help* and *emergency_status* answer criteria 5 and 6 where no row of an event does; *blank* is 0
    where a blank figure means zero. A column that the table lacks stays unknown, as does a figure that cannot be read.

    >>> Assumptions(emergency_status=False)
    Assumptions(requests_national_help=None, emergency_status=False, blank=None)
    """

    requests_national_help: bool | None = None
    emergency_status: bool | None = None
    blank: int | None = attrs.field(default=None, validator=attrs.validators.in_((None, 0)))
