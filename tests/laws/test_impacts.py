"""What must follow for impacts and their sum."""

import pickle
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from satudata import Damage, FacilityKind, Impact, LandKind, LifeStage, Sex
from satudata.impacts import COUNTS, sum_impacts
from satudata.strategies import impacts

SOME = st.lists(impacts(), min_size=1, max_size=6)


class TestTotal:
    @given(SOME, st.randoms())
    def test_the_order_never_matters(self, parts, random):
        shuffled = list(parts)
        random.shuffle(shuffled)
        assert sum_impacts(shuffled) == sum_impacts(parts)

    @given(SOME, st.integers(0, 6))
    def test_nor_how_it_is_added_up(self, parts, at):
        halves = [half for half in (parts[:at], parts[at:]) if half]
        assert sum_impacts(map(sum_impacts, halves)) == sum_impacts(parts)

    @given(SOME)
    def test_against_a_plain_sum(self, parts):
        whole = sum_impacts(parts)
        for name in (*COUNTS, "irrigation", "losses"):
            known = [getattr(part, name) for part in parts if getattr(part, name) is not None]
            assert getattr(whole, name) == (sum(known) if known else None)
            assert (name in whole.lower_bounds) is (bool(known) and len(known) < len(parts))

    @given(SOME)
    def test_by_kind_exactly(self, parts):
        whole = sum_impacts(parts)
        for name, keys in (
            ("land", LandKind),
            ("bridges", Damage),
            ("roads", Damage),
            ("facilities", [(kind, degree) for kind in FacilityKind for degree in Damage]),
        ):
            maps = [getattr(part, name) for part in parts if getattr(part, name) is not None]
            if not maps:
                assert getattr(whole, name) is None
                continue
            for key in keys:
                named = [each[key] for each in maps if key in each]
                known = [Fraction(figure) for figure in named if figure is not None]
                assert (key in getattr(whole, name)) is bool(named)
                if known:
                    assert Fraction(getattr(whole, name)[key]) == sum(known)
                elif named:
                    assert getattr(whole, name)[key] is None

    @given(st.lists(st.decimals(0, 10**9, places=6), min_size=1, max_size=20), st.integers(1, 5))
    def test_exact_whatever_the_callers_precision(self, areas, precision):
        with localcontext() as context:
            context.prec = precision
            whole = sum_impacts(Impact(land={"sawah": area}) for area in areas)
        assert Fraction(whole.land["sawah"]) == sum(map(Fraction, areas))

    @given(st.floats(0, 1e12).filter(lambda area: area == 0 or area > 1e-12))
    def test_a_float_counts_as_it_prints(self, area):
        assert Impact(land={"sawah": area}).land["sawah"] == Decimal(repr(area))


class TestValue:
    @given(impacts())
    def test_text_and_back(self, impact):
        words = (Damage, FacilityKind, LandKind, LifeStage, Sex)
        names = {each.__name__: each for each in (Impact, Decimal, *words)}
        assert eval(repr(impact), names) == impact
        assert pickle.loads(pickle.dumps(impact)) == impact
        assert hash(pickle.loads(pickle.dumps(impact))) == hash(impact)

    @given(impacts())
    def test_reported_means_a_figure_is_known(self, impact):
        known = [getattr(impact, name) for name in (*COUNTS, "irrigation", "losses")]
        for held in (impact.facilities, impact.land, impact.bridges, impact.roads):
            known += list((held or {}).values())
        assert impact.is_reported is any(figure is not None for figure in known)
