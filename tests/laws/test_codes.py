"""What must follow for KIBs and region codes, whatever the digits."""

import copy
import pickle
import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from satudata import KIB, InvalidKIBError, InvalidRegionCodeError, RegionCode
from satudata.kib import stem_of
from satudata.strategies import kibs, region_codes

#: Texts near the two forms that are read, and any other.
NEARLY = st.one_of(
    st.from_regex(r"[0-9]{4} ?[0-9]{3} ?[0-9]{8} ?[0-9]", fullmatch=True),
    st.from_regex(r"\s?\d{4}[ .-]?\d{3} ?(19|20)\d\d ?[01]\d ?[0-3]\d ?\d\s?", fullmatch=True),
    kibs()
    .map(KIB.format)
    .flatmap(lambda text: st.integers(0, 18).map(lambda at: text[:at] + text[at + 1 :])),
    st.text(),
    st.text("0123456789 ", min_size=14, max_size=20),
)


class Shouting(str):
    """Text that answers wrongly about itself."""

    __slots__ = ()

    def __len__(self):
        raise RuntimeError

    def __getitem__(self, key):
        raise RuntimeError

    def __str__(self):
        raise RuntimeError

    def __repr__(self):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    def isdigit(self):
        raise RuntimeError

    def isascii(self):
        raise RuntimeError

    __hash__ = str.__hash__


class Liar:
    """Claims to be text, and raises when asked for anything else."""

    @property
    def __class__(self):
        return str

    def __getattribute__(self, name):
        if name == "__class__":
            return str
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None

    def __bool__(self):
        raise RuntimeError

    def __len__(self):
        raise RuntimeError

    def __str__(self):
        raise RuntimeError


class Meta(type):
    def __subclasscheck__(cls, subclass):
        raise RuntimeError

    def __instancecheck__(cls, instance):
        raise RuntimeError

    def __getattribute__(cls, name):
        if name in {"__mro__", "__name__"}:
            raise RuntimeError
        return super().__getattribute__(name)


class OfMeta(metaclass=Meta):
    pass


ANYTHING = st.one_of(
    NEARLY,
    NEARLY.map(Shouting),
    st.binary(min_size=14, max_size=20),
    st.integers(),
    st.integers(10**15, 10**16 - 1),
    st.floats(),
    st.none(),
    st.booleans(),
    kibs(),
    kibs().map(str).map(lambda text: text.encode()),
    kibs().map(str).map(bytearray.fromhex),
    kibs().map(str).map(str.encode),
    st.lists(st.text(), max_size=3),
    st.sampled_from(
        [
            10**5000,
            -(10**5000),
            Liar(),
            OfMeta(),
            OfMeta,
            KIB,
            object(),
            ...,
            "٦" * 16,
            "\ud800" * 16,
            6202106202408041,
        ]
    ),
)


def raised_by_parse(value):
    try:
        KIB.parse(value)
    except Exception as error:  # noqa: BLE001  # which, is the question
        return error
    return None


class TestTextAndBack:
    @given(kibs())
    def test_kib(self, kib):
        assert KIB.parse(str(kib)) == kib
        assert KIB.parse(kib.format()) == kib
        assert str(KIB.parse(str(kib))) == str(kib)
        assert eval(repr(kib), {"KIB": KIB}) == kib
        assert pickle.loads(pickle.dumps(kib)) == copy.deepcopy(kib) == kib

    @given(kibs())
    def test_the_parts_give_the_kib(self, kib):
        assert KIB(kib.region, kib.type_code, kib.date, kib.index) == kib
        assert kib.stem == stem_of(kib.region, kib.type_code, kib.date) == str(kib)[:-1]
        assert kib.province == kib.region.province

    @given(region_codes(), st.from_regex(r"[0-9]{3}", fullmatch=True), st.dates(), st.integers(0, 9))
    def test_the_kib_gives_the_parts(self, region, code, day, index):
        if len(region.digits) == 4:
            kib = KIB(region, code, day, index)
            assert (kib.region, kib.type_code, kib.date, kib.index) == (region, code, day, index)

    @given(region_codes())
    def test_region_code(self, code):
        assert RegionCode.parse(str(code)) == RegionCode.parse(code.digits) == RegionCode(str(code)) == code
        assert eval(repr(code), {"RegionCode": RegionCode}) == code
        assert pickle.loads(pickle.dumps(code)) == copy.deepcopy(code) == code


class TestOrderIsTextOrder:
    @given(st.lists(kibs(), max_size=8))
    def test_kibs(self, several):
        assert [str(kib) for kib in sorted(several)] == sorted(str(kib) for kib in several)
        for one, other in pairwise(several):
            assert (one < other, one <= other, one > other, one >= other) == (
                str(one) < str(other),
                str(one) <= str(other),
                str(one) > str(other),
                str(one) >= str(other),
            )

    @given(st.lists(region_codes(), max_size=8))
    def test_region_codes(self, several):
        assert [code.digits for code in sorted(several)] == sorted(code.digits for code in several)

    @given(kibs(), kibs())
    def test_equal_as_texts_are(self, one, other):
        assert (one == other) is (str(one) == str(other))
        assert one != other or hash(one) == hash(other)


class TestAnyTextParsesOrRaises:
    @given(NEARLY)
    @example("")
    @example("6202106202408041\n")
    @example("620210620240804¹")
    def test_kib(self, text):
        error = raised_by_parse(text)
        assert error is None or type(error) is InvalidKIBError
        if error is None:
            assert text in {str(KIB.parse(text)), KIB.parse(text).format()}
        else:
            assert error.text == text
            assert error.part in {"length", "digits", "spaces", "date"}
            assert "right: '6202106202408041' or '6202 106 20240804 1'" in str(error)

    @given(NEARLY)
    def test_against_a_pattern(self, text):
        pattern = r"[0-9]{4}([0-9]{3})([0-9]{8})[0-9]|[0-9]{4} [0-9]{3} [0-9]{8} [0-9]"
        digits = text.replace(" ", "")[7:15]
        is_one = re.fullmatch(pattern, text, re.ASCII) is not None and is_day(digits)
        assert KIB.is_valid(text) is is_one

    @given(st.text() | st.text("0123456789.", max_size=6))
    def test_region_code(self, text):
        if re.fullmatch(r"[0-9]{2}(\.?[0-9]{2})?", text):
            code = RegionCode.parse(text)
            assert text in {str(code), code.digits}
            return
        with pytest.raises(InvalidRegionCodeError) as caught:
            RegionCode.parse(text)
        assert caught.value.text == text
        assert caught.value.part in {"length", "digits"}


def is_day(digits):
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]


class TestIsValidNeverRaises:
    @given(ANYTHING)
    def test_true_exactly_when_parse_succeeds(self, value):
        answer = KIB.is_valid(value)
        assert answer is (raised_by_parse(value) is None)

    @given(kibs())
    def test_text_of_any_kind(self, kib):
        assert KIB.is_valid(Shouting(str(kib)))
        assert type(str(KIB.parse(Shouting(kib.format())))) is str

    @given(st.dates(date(9, 1, 1)))
    def test_every_day_of_the_calendar(self, day):
        assert KIB.is_valid(f"6202106{day.year:04}{day.month:02}{day.day:02}1")
