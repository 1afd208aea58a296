"""KIB: what we chose beyond the clauses."""

import copy
import enum
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from satudata import KIB, InvalidKIBError, RegionCode
from satudata.kib import stem_of

REGION = RegionCode.parse("62.02")
DAY = date(2024, 8, 4)
TEXT = "6202106202408041"


class Text(str):
    __slots__ = ()


class Index:
    def __index__(self):
        return 3


class Day(date):
    pass


def a_kib():
    return KIB(REGION, "106", DAY, 1)


class TestBuild:
    def test_from_its_parts(self):
        assert str(KIB(REGION, "106", DAY, 1)) == TEXT
        assert str(KIB(region=REGION, type_code="106", date=DAY, index=1)) == TEXT

    def test_whatever_is_a_whole_number_day_or_text(self):
        assert KIB(REGION, Text("106"), Day(2024, 8, 4), Index()).index == 3

    @pytest.mark.parametrize("region", ["62.02", 6202, None])
    def test_a_region_is_a_region_code(self, region):
        with pytest.raises(TypeError, match=r"RegionCode.parse\('62.02'\)"):
            KIB(region, "106", DAY, 1)

    @pytest.mark.parametrize("code", [106, None, b"106"])
    def test_a_type_code_is_text(self, code):
        with pytest.raises(TypeError, match="a type code is text"):
            KIB(REGION, code, DAY, 1)

    @pytest.mark.parametrize("code", ["10", "1066", "１０６", "10a", ""])
    def test_of_three_digits(self, code):
        with pytest.raises(InvalidKIBError, match="type_code: three ASCII digits"):
            KIB(REGION, code, DAY, 1)

    @pytest.mark.parametrize("day", ["2024-08-04", None, datetime(2024, 8, 4, tzinfo=UTC)])
    def test_a_date_is_a_date(self, day):
        with pytest.raises(TypeError, match=r"date\(2024, 8, 4\)"):
            KIB(REGION, "106", day, 1)

    @pytest.mark.parametrize("index", [True, "1", 1.0, None])
    def test_an_index_is_a_whole_number(self, index):
        with pytest.raises(TypeError):
            KIB(REGION, "106", DAY, index)

    @pytest.mark.parametrize("index", [-1, 10, pytest.param(10**5000, id="huge")])
    def test_of_one_digit(self, index):
        with pytest.raises(InvalidKIBError, match="index: one digit, 0 to 9"):
            KIB(REGION, "106", DAY, index)


class TestParse:
    @pytest.mark.parametrize("text", [TEXT, "6202 106 20240804 1", Text(TEXT), Text("6202 106 20240804 1")])
    def test_reads(self, text):
        assert KIB.parse(text) == a_kib()
        assert type(str(KIB.parse(text))) is str

    def test_a_text_enum_is_text(self):
        class Known(enum.StrEnum):
            KARHUTLA = TEXT

        assert repr(KIB.parse(Known.KARHUTLA)) == f"KIB.parse({TEXT!r})"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "length: 0 digits instead of 16"),
            ("620210620240804", "length: 15 digits instead of 16"),
            ("620210620240804x", "digits: 'x' is not an ASCII digit"),
            ("6202 106 20240804 x", "digits: 'x' is not an ASCII digit"),
            ("6202 106 20240804  ", "spaces: blanks stand only after"),
            ("    ", "spaces: blanks stand only after"),
            (Text("6202106202402301"), "date: 20240230 is no day of the calendar"),
        ],
    )
    def test_refuses(self, text, message):
        with pytest.raises(InvalidKIBError, match=message) as caught:
            KIB.parse(text)
        assert type(caught.value.text) is str
        assert caught.value.__cause__ is None
        assert not KIB.is_valid(text)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (int(TEXT), "never a number"),
            (float(TEXT), "never a number"),
            (TEXT.encode(), "decode it first"),
            (None, "not NoneType"),
            ([TEXT], "not list"),
        ],
    )
    def test_only_text(self, value, message):
        with pytest.raises(TypeError, match=message):
            KIB.parse(value)
        assert not KIB.is_valid(value)

    @pytest.mark.parametrize("number", [True, 1, 1.0, Decimal(1), Fraction(1)])
    def test_a_number_of_any_kind_hears_why(self, number):
        with pytest.raises(TypeError, match="spreadsheets keep 15 significant digits"):
            KIB.parse(number)


class TestParts:
    def test_parts(self):
        kib = a_kib()
        assert (kib.region, kib.province, kib.type_code) == (REGION, RegionCode.parse("62"), "106")
        assert (kib.date, kib.index, kib.stem) == (DAY, 1, "620210620240804")
        assert kib.stem == stem_of(REGION, "106", DAY)

    @pytest.mark.parametrize("name", ["_digits", "region", "index", "other"])
    def test_frozen(self, name):
        with pytest.raises(AttributeError):
            setattr(a_kib(), name, "x")
        with pytest.raises((AttributeError, TypeError)):
            delattr(a_kib(), name)

    def test_slotted_and_final(self):
        assert not hasattr(a_kib(), "__dict__")
        assert KIB.__final__

    def test_attrs_does_not_know_it(self):
        assert not attrs.has(KIB)


class TestEqual:
    def test_same_digits(self, always_equal, never_equal):
        kib = a_kib()
        assert kib == KIB.parse(TEXT)
        assert not kib != KIB.parse(TEXT)  # noqa: SIM202
        assert kib != KIB.parse("6202106202408042")
        assert kib == always_equal
        assert not kib != always_equal  # noqa: SIM202
        assert kib != never_equal
        assert not kib == never_equal  # noqa: SIM201

    def test_to_no_text_number_or_other_code(self):
        for other in (TEXT, int(TEXT), REGION, None, (TEXT,)):
            assert a_kib() != other

    def test_hash(self):
        assert hash(a_kib()) == hash(KIB.parse(TEXT))
        assert {a_kib(): 1}[KIB.parse(TEXT)] == 1
        assert hash(a_kib()) != hash(TEXT)


class TestOrder:
    def test_as_text(self, always_equal):
        one, other = a_kib(), KIB.parse("9404101202001011")
        assert one < other
        assert one <= other
        assert other > one
        assert other >= one
        assert one <= a_kib()
        assert one >= a_kib()
        assert not one < a_kib()
        assert not one > a_kib()
        assert one < always_equal
        assert one <= always_equal
        assert not one > always_equal
        assert not one >= always_equal

    @pytest.mark.parametrize("other", [TEXT, int(TEXT), REGION, None])
    def test_among_kibs_only(self, other):
        for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
            assert getattr(a_kib(), compare)(other) is NotImplemented
        with pytest.raises(TypeError):
            a_kib() < other  # noqa: B015


class TestText:
    def test_str(self):
        assert str(a_kib()) == f"{a_kib()}" == TEXT

    def test_format(self):
        assert a_kib().format() == "6202 106 20240804 1"
        assert KIB.parse(a_kib().format()) == a_kib()

    def test_repr(self):
        assert repr(a_kib()) == "KIB.parse('6202106202408041')"
        assert eval(repr(a_kib())) == a_kib()


class TestCopies:
    def test_copy(self):
        kib = a_kib()
        assert copy.copy(kib) is kib
        assert copy.deepcopy(kib) is kib
        assert copy.deepcopy([kib])[0] is kib

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol):
        data = pickle.dumps(a_kib(), protocol)
        assert pickle.loads(data) == a_kib()
        assert hash(pickle.loads(data)) == hash(a_kib())

    def test_pickled_as_its_text(self):
        assert a_kib().__reduce__() == (KIB.parse, (TEXT,))
