"""The verdict on many events by plain numbers: the criteria and rules that :func:`satudata.evaluate` explains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from operator import itemgetter
from typing import final

from satudata.criteria import JUKLAK_7_2023, MEASURES, land_counts
from satudata.disaster_types._schemes import OTHER_TYPE
from satudata.impacts.figures import MEASURED, Amounts, total_amounts
from satudata.interpretation import Interpretation
from satudata.threshold import Verdict, cause_verdict, with_cause

#: The measures that are answers, not figures of an impact.
_ANSWERED = ("help", "status")
_LAND = MEASURED.index("land")


@final
class Judge:
    """The criteria of the guideline under one interpretation: judges many events by plain numbers, as :func:`evaluate`.

    *records* are :data:`~satudata.impacts.figures.Amounts`, one for each record of the event.
    """

    def __init__(self, interpretation: Interpretation) -> None:
        self._interpretation = interpretation
        self._by_record = interpretation.scope == "record"
        #: Of each sum on figures other than land: the bit of its criterion, its limit and what adds it up.
        self._sums: list[tuple[int, int, Callable[[Amounts], int]]] = []
        #: The gaps that leave one of these sums open.
        self._gaps = 0
        bits: list[int] = []
        for criterion in JUKLAK_7_2023.criteria:
            bit = 1 << criterion.number
            if criterion.measure in _ANSWERED:
                bits.append(bit)
            elif criterion.measure == "land":
                self._land = bit, int(criterion.limit)
            else:
                for names in MEASURES[criterion.measure](interpretation):
                    places = [MEASURED.index(name) for name in names]
                    self._sums.append((bit, int(criterion.limit), _adding(places)))
                    self._gaps |= sum(1 << place for place in places)
        #: What the answers of criteria 5 and 6 meet, and whether they leave anything open.
        self._answered = {
            answers: (sum(bit for bit, answer in zip(bits, answers, strict=True) if answer), None in answers)
            for answers in product((True, False, None), repeat=len(bits))
        }
        self._land_of_any = interpretation.land == "any"
        self._known: dict[tuple[object, ...], tuple[Verdict, tuple[int, ...]]] = {}

    def judge(
        self,
        records: Sequence[Amounts],
        type_: tuple[str | None, str | None],
        *,
        is_caused: bool | None,
        answers: tuple[bool | None, bool | None],
    ) -> tuple[Verdict, tuple[int, ...]]:
        """The verdict, and the numbers of the criteria that are met; *answers* are those of criteria 5 and 6."""
        judged = records if self._by_record or len(records) == 1 else (total_amounts(records),)
        met, is_open = self._answered[answers]
        counts = self._land_of_any or land_counts(self._interpretation, type_)
        for amounts in judged:
            gaps = amounts[-1]
            for bit, limit, adding in self._sums:
                if adding(amounts) >= limit:
                    met |= bit
            if gaps & self._gaps:
                is_open = True
            if counts is not False:
                bit, limit = self._land
                is_reached = amounts[_LAND] >= limit
                if is_reached and counts:
                    met |= bit
                elif is_reached or gaps >> _LAND & 1:
                    is_open = True
        key = met, is_open, type_[1] == OTHER_TYPE, is_caused
        known = self._known.get(key)
        if known is None:
            # A gap matters only where nothing is met: a sum with a gap is met as soon as its known part is enough.
            criteria = Verdict.MET if met else Verdict.UNDETERMINED if is_open else Verdict.NOT_MET
            verdict = with_cause(criteria, cause_verdict(self._interpretation, type_[1], is_caused))
            numbers = tuple(each.number for each in JUKLAK_7_2023.criteria if met >> each.number & 1)
            known = self._known[key] = verdict, numbers
        return known


def _adding(places: Sequence[int]) -> Callable[[Amounts], int]:
    """What adds up the amounts at these places."""
    amounts_at = itemgetter(*places)
    return amounts_at if len(places) == 1 else lambda amounts: sum(amounts_at(amounts))
