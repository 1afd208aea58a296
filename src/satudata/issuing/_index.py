"""The next index: what tells apart occurrences of one region, type and day."""

from __future__ import annotations

from collections.abc import Iterable

from satudata._ground.codes import require_text
from satudata.errors import IndexExhaustedError, InvalidKIBError, InvalidRecordError
from satudata.kib import KIB

_INDEXES = range(1, 10)


def next_index(stem: str, existing: Iterable[KIB | str]) -> int:
    """The smallest index from 1 to 9 that no KIB of that *stem* has; 0 is never given.

    *existing* are the KIBs already given, in any order, superseded ones too: an index is not given twice. Those of
    other stems are passed over.

    Raises :class:`~satudata.IndexExhaustedError` for a tenth, :class:`~satudata.InvalidRecordError` for what is no
    stem, :class:`~satudata.InvalidKIBError` for text among *existing* that is no KIB.

    Source: Juklak BNPB 7/2023, Metode Perhitungan 3; where it starts and ends is our reading.

    >>> next_index("732210220240422", ["7322102202404221", "7322102202404222"])
    3
    """
    try:
        stem = KIB.parse(f"{require_text(stem, 'a stem')}1").stem
    except InvalidKIBError as error:
        raise InvalidRecordError("stem", stem, f"{error.part}: fifteen digits, '620210620240804'") from None
    kibs = (each if isinstance(each, KIB) else KIB.parse(each) for each in existing)
    taken = {kib.index for kib in kibs if kib.stem == stem}
    free = next((index for index in _INDEXES if index not in taken), None)
    if free is None:
        raise IndexExhaustedError(stem)
    return free
