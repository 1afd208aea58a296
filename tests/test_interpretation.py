"""Interpretation: the open questions as named options."""

import copy
import pickle

import attrs
import pytest

from satudata import Impact, Interpretation, evaluate, strategies
from satudata.interop.emdat import side_by_side
from satudata.interpretation import OPTIONS
from satudata.tabular import Gathered, gather, read_rows


class TestInterpretation:
    def test_the_defaults_are_first(self):
        assert attrs.asdict(Interpretation()) == {name: options[0] for name, options in OPTIONS.items()}

    @pytest.mark.parametrize(
        ("name", "option"), [(name, option) for name in OPTIONS for option in OPTIONS[name]]
    )
    def test_every_option(self, name, option):
        interpretation = Interpretation(**{name: option})
        assert getattr(interpretation, name) == option
        assert eval(repr(interpretation)) == interpretation == copy.deepcopy(interpretation)
        assert hash(interpretation) == hash(copy.copy(interpretation))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(interpretation, protocol)) == interpretation

    @pytest.mark.parametrize("name", OPTIONS)
    def test_nothing_else(self, name):
        with pytest.raises(ValueError, match=f"{name}: 'maybe': the interpretation is "):
            Interpretation(**{name: "maybe"})

    def test_by_name_only_and_frozen(self, always_equal, never_equal):
        with pytest.raises(TypeError):
            Interpretation("sum")
        with pytest.raises(AttributeError):
            Interpretation().people = "any"
        assert Interpretation() == always_equal
        assert Interpretation() != never_equal

    @pytest.mark.parametrize("field", attrs.fields(Interpretation), ids=lambda field: field.name)
    def test_is_asked_in_both_languages(self, field):
        assert field.metadata["id"].startswith("apakah ")
        assert field.metadata["en"].startswith("whether ")
        assert len(set(field.metadata["options"])) == len(field.metadata["options"]) == 2


MISSING = Interpretation(missing_as_dead=True)
FIGURES = Impact(dead=0, missing=3)
HEADINGS, ROWS = ["KIB", "Meninggal", "Hilang"], [["6202106202408041", "0", "3"]]


def evaluated(**option):
    return evaluate(FIGURES, **option).verdict


def compared(**option):
    return side_by_side(FIGURES, **option).bnpb.verdict


def gathered(**option):
    return dict(gather(read_rows(HEADINGS, ROWS), **option).verdicts)


def added(**option):
    found = Gathered(**option)
    for row in read_rows(HEADINGS, ROWS):
        found.add(row)
    return dict(found.verdicts)


class TestOldNames:
    @pytest.mark.parametrize(
        ("judged", "function"),
        [(evaluated, "evaluate"), (compared, "side_by_side"), (gathered, "gather"), (added, "Gathered")],
    )
    def test_readings_is_interpretation(self, judged, function):
        says = rf"^{function}\(readings=\) is now interpretation=; the old name works for one release$"
        with pytest.warns(DeprecationWarning, match=says) as caught:
            found = judged(readings=MISSING)
        assert found == judged(interpretation=MISSING) != judged()
        assert [each.filename for each in caught] == [__file__]
        with (
            pytest.warns(DeprecationWarning, match=says),
            pytest.raises(TypeError, match=f"^{function} takes interpretation= or readings=, not both$"),
        ):
            judged(interpretation=MISSING, readings=MISSING)

    def test_an_evaluation_has_readings(self):
        evaluation = evaluate(FIGURES, interpretation=MISSING)
        with pytest.warns(
            DeprecationWarning, match=r"^Evaluation\.readings is now interpretation;"
        ) as caught:
            assert evaluation.readings is evaluation.interpretation is MISSING
        assert caught[0].filename == __file__

    def test_the_strategy_has_both_names(self):
        assert strategies.readings is strategies.interpretations
