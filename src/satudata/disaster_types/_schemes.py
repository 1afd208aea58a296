"""The scheme of a disaster type code, by its digits and date alone; no table is asked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

#: The scheme of the guideline in force, and the one that BNPB's tables used before it.
PRESENT = "2023"
OLDER = "2011"

#: The codes that changed their meaning, and the first year in which they are read in the present scheme.
CHANGED_MEANING = frozenset({"103", "104", "105", "106", "107", "108", "109"})
PRESENT_SINCE = 2023

#: A disaster of no listed type.
OTHER_TYPE = "999"
#: Whether a code means forest and land fire, by scheme and code.
KARHUTLA: Mapping[tuple[str | None, str], bool] = {
    (PRESENT, "106"): True,
    (OLDER, "106"): False,
    (PRESENT, "107"): False,
    (OLDER, "107"): True,
}
KARHUTLA_CODES = frozenset(code for _, code in KARHUTLA)


def scheme_for(code: str, on: datetime.date | None = None) -> str | None:
    """Return the scheme of a type *code* on that day, or ``None`` if code and date do not decide it.

    101, 102, 110, 111 and 999 mean the same in both schemes, so they are read in the present one on any day. 103 to 109
    changed their meaning (106 was Kekeringan and is Kebakaran Hutan dan Lahan): from 2023 on they are read in the
    present scheme, before 2023 or without a date they are ambiguous.

    Source: Juklak BNPB 7/2023, Jenis Ancaman (Kode Bencana); Perka BNPB 8/2011.

    >>> from datetime import date
    >>> scheme_for("106", date(2024, 8, 4)), scheme_for("106", date(2020, 8, 4)), scheme_for("101", date(2012, 1, 1))
    ('2023', None, '2023')
    """
    if code in CHANGED_MEANING and (on is None or on.year < PRESENT_SINCE):
        return None
    return PRESENT
