"""Readings: the open questions as named options."""

import copy
import pickle

import attrs
import pytest

from satudata import Readings
from satudata.interpretation import OPTIONS


class TestReadings:
    def test_the_defaults_are_first(self):
        assert attrs.asdict(Readings()) == {name: options[0] for name, options in OPTIONS.items()}

    @pytest.mark.parametrize(
        ("name", "option"), [(name, option) for name in OPTIONS for option in OPTIONS[name]]
    )
    def test_every_option(self, name, option):
        readings = Readings(**{name: option})
        assert getattr(readings, name) == option
        assert eval(repr(readings)) == readings == copy.deepcopy(readings)
        assert hash(readings) == hash(copy.copy(readings))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(readings, protocol)) == readings

    @pytest.mark.parametrize("name", OPTIONS)
    def test_nothing_else(self, name):
        with pytest.raises(ValueError, match=f"{name}: 'maybe': the reading is "):
            Readings(**{name: "maybe"})

    def test_by_name_only_and_frozen(self, always_equal, never_equal):
        with pytest.raises(TypeError):
            Readings("sum")
        with pytest.raises(AttributeError):
            Readings().people = "any"
        assert Readings() == always_equal
        assert Readings() != never_equal

    @pytest.mark.parametrize("field", attrs.fields(Readings), ids=lambda field: field.name)
    def test_is_asked_in_both_languages(self, field):
        assert field.metadata["id"].startswith("apakah ")
        assert field.metadata["en"].startswith("whether ")
        assert len(set(field.metadata["options"])) == len(field.metadata["options"]) == 2
