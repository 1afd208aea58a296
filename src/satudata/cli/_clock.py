"""The one place that reads the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: WIT, where in Indonesia a day begins first.
_EASTERN = timezone(timedelta(hours=9))


def today() -> date:
    """The day that it is in Indonesia, where it is latest."""
    return datetime.now(_EASTERN).date()
