"""In which scheme a disaster type code is to be read, by its digits and date alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

#: The scheme of the guideline in force, and the one that BNPB's tables used before it.
PRESENT = "2023"
OLDER = "2011"

#: The codes that changed their meaning, and the year from which on they are read in the present scheme.
CHANGED_MEANING = frozenset({"103", "104", "105", "106", "107", "108", "109"})
PRESENT_SINCE = 2023

#: A disaster of no listed type.
OTHER_TYPE = "999"
#: Whether a code that is forest and land fire in one scheme is it in the other, by scheme and code.
KARHUTLA: Mapping[tuple[str | None, str], bool] = {
    (PRESENT, "106"): True,
    (OLDER, "106"): False,
    (PRESENT, "107"): False,
    (OLDER, "107"): True,
}
KARHUTLA_CODES = frozenset(code for _, code in KARHUTLA)


def scheme_for(code: str, on: datetime.date | None = None) -> str | None:
    """The scheme in which type *code* is meant on that day; ``None`` where code and date leave it open.

    101, 102, 110, 111 and 999 mean the same in both schemes, so they are read in the present one whatever the day.
    103 to 109 changed their meaning (106 was Kekeringan and is Kebakaran Hutan dan Lahan): from 2023 on they are read
    in the present scheme, before 2023 or without a day they are ambiguous. No table is consulted.

    Source: Juklak BNPB 7/2023, Jenis Ancaman (Kode Bencana); Perka BNPB 8/2011.

    >>> from datetime import date
    >>> scheme_for("106", date(2024, 8, 4)), scheme_for("106", date(2020, 8, 4)), scheme_for("101", date(2012, 1, 1))
    ('2023', None, '2023')
    """
    if code in CHANGED_MEANING and (on is None or on.year < PRESENT_SINCE):
        return None
    return PRESENT
