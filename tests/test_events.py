"""Event and EventRecord."""

import copy
import datetime
import pickle
from datetime import UTC, date
from decimal import Decimal

import attrs
import pytest

import satudata
from satudata import (
    KIB,
    Event,
    EventRecord,
    Impact,
    InvalidKIBError,
    InvalidRecordError,
    InvalidRegionCodeError,
    RegionCode,
    Status,
)

NAMES = {
    "datetime": datetime,
    "Decimal": Decimal,
    **{name: getattr(satudata, name) for name in satudata.__all__},
}
KIB_TEXT = "6202106202408041"
RECORD = EventRecord(
    "13.04",
    Impact(dead=32, land={"sawah": "0.5"}),
    kib="1304101202405111",
    id="13.04-1",
    place="Kec. Rambatan",
    status="verified",
    as_of=date(2024, 5, 20),
)
EVENT = Event(kib="1304101202405111", id="lahar", records=[RECORD, EventRecord("13.06")])


class Text(str):
    __slots__ = ()


class Day(date):
    pass


class TestRecord:
    def test_build(self):
        assert RECORD.region == RegionCode("13.04")
        assert RECORD.kib == KIB.parse("1304101202405111")
        assert RECORD.status is Status.VERIFIED
        plain = EventRecord(RegionCode("13"))
        assert (plain.impact, plain.kib, plain.id, plain.place, plain.as_of) == (
            Impact(),
            None,
            None,
            None,
            None,
        )
        assert plain.status is Status.PROVISIONAL

    def test_text_and_days_are_plain(self):
        record = EventRecord("13.04", id=Text("a"), as_of=Day(2024, 5, 20))
        assert type(record.id) is str
        assert type(record.as_of) is date

    @pytest.mark.parametrize(
        ("changed", "error", "message"),
        [
            ({"region": "13.4"}, InvalidRegionCodeError, "right: "),
            ({"region": 1304}, TypeError, "a region code is text"),
            ({"impact": {"dead": 1}}, TypeError, "impact"),
            ({"kib": "13"}, InvalidKIBError, "right: "),
            ({"kib": 1304101202405111}, TypeError, "a KIB is text"),
            ({"id": ""}, InvalidRecordError, "^id: '': not blank"),
            ({"place": "  "}, InvalidRecordError, "^place: '  ': not blank"),
            ({"id": 7}, TypeError, "text"),
            ({"status": "final"}, ValueError, "final"),
            ({"as_of": "2024-05-20"}, TypeError, r"date\(2024, 8, 4\)"),
            ({"as_of": datetime.datetime(2024, 5, 20, tzinfo=UTC)}, TypeError, r"date\(2024, 8, 4\)"),
        ],
    )
    def test_refuses(self, changed, error, message):
        with pytest.raises(error, match=message):
            EventRecord(**{"region": "13.04"} | changed)

    def test_short_repr(self):
        assert repr(EventRecord("13.04")) == "EventRecord(RegionCode.parse('13.04'))"


class TestEvent:
    def test_a_kib_or_an_id(self):
        assert Event(kib=KIB_TEXT).key == "620210620240804"
        assert Event(id="x").key == "x"
        assert Event(kib=KIB_TEXT, id="x").key == "x"
        with pytest.raises(InvalidRecordError, match="an event has a kib or an id"):
            Event()

    def test_type_and_date_are_those_of_the_kib(self):
        event = Event(kib=KIB_TEXT)
        assert (event.type_code, event.date, event.scheme) == ("106", date(2024, 8, 4), "2023")

    def test_or_those_said(self):
        event = Event(kib=KIB_TEXT, type_code=Text("107"), date=Day(2020, 8, 5), scheme="2011")
        assert (event.type_code, event.date, event.scheme) == ("107", date(2020, 8, 5), "2011")
        assert (type(event.type_code), type(event.date)) == (str, date)

    def test_or_of_the_earliest_then_smallest_kib_of_its_records(self):
        texts = ["1306101202405111", "1304102202405111", "1301103202405121"]
        event = Event(id="x", records=[EventRecord("13", kib=text) for text in texts])
        assert (event.type_code, event.date) == ("102", date(2024, 5, 11))

    def test_unknown_where_nobody_says(self):
        event = Event(id="x", records=[EventRecord("13.04")])
        assert (event.type_code, event.date, event.scheme) == (None, None, None)

    @pytest.mark.parametrize(
        ("code", "day", "scheme"),
        [
            ("106", date(2020, 1, 1), None),
            ("106", date(2023, 1, 1), "2023"),
            ("106", None, None),
            ("101", None, "2023"),
            ("101", date(2012, 1, 1), "2023"),
        ],
    )
    def test_the_scheme_follows_from_code_and_date(self, code, day, scheme):
        assert Event(id="x", type_code=code, date=day).scheme == scheme

    @pytest.mark.parametrize(
        ("changed", "error", "message"),
        [
            ({"kib": "13"}, InvalidKIBError, "right: "),
            ({"id": " "}, InvalidRecordError, "^id: "),
            ({"scheme": ""}, InvalidRecordError, "^scheme: "),
            ({"scheme": 2023}, TypeError, "text"),
            ({"type_code": "10"}, InvalidRecordError, "type_code: '10': three ASCII digits, '101'"),
            ({"type_code": 106}, TypeError, "a type code is text"),
            ({"date": "2024-08-04"}, TypeError, r"date\(2024, 8, 4\)"),
            ({"records": [Impact()]}, TypeError, "records are EventRecord, not Impact"),
            ({"records": RECORD}, TypeError, "not iterable"),
        ],
    )
    def test_refuses(self, changed, error, message):
        with pytest.raises(error, match=message):
            Event(**{"id": "x"} | changed)

    def test_records_are_read_once_and_kept(self):
        assert Event(id="x", records=iter([RECORD])).records == (RECORD,)

    def test_kibs(self):
        assert [str(kib) for kib in EVENT.kibs()] == ["1304101202405111", "1304101202405111"]
        assert list(Event(id="x").kibs()) == []


class TestStates:
    """Only records with one id are states of one figure."""

    def state(self, dead, **said):
        return EventRecord("13.04", Impact(dead=dead), id="a", **said)

    def test_the_later(self):
        first, second = self.state(1, as_of=date(2024, 5, 11)), self.state(2, as_of=date(2024, 5, 12))
        for records in ([first, second], [second, first]):
            event = Event(id="x", records=records)
            assert event.current == (second,)
            assert event.impact == Impact(dead=2)
            assert event.records == tuple(records)

    def test_a_day_before_none(self):
        first, second = self.state(1), self.state(2, as_of=date(2024, 5, 12))
        assert Event(id="x", records=[second, first]).current == (second,)

    def test_verified_before_later(self):
        verified = self.state(1, status="verified", as_of=date(2024, 5, 11))
        later = self.state(2, as_of=date(2024, 5, 12))
        assert Event(id="x", records=[later, verified]).current == (verified,)

    def test_the_order_never_decides(self):
        one, other = self.state(1), self.state(2)
        assert Event(id="x", records=[one, other]).current == Event(id="x", records=[other, one]).current

    def test_without_id_each_counts(self):
        record = EventRecord("13.04", Impact(dead=1))
        event = Event(id="x", records=[record, record, self.state(1), self.state(1)])
        assert len(event.current) == 3
        assert event.impact == Impact(dead=3)

    def test_their_place_among_the_others_is_kept(self):
        other = EventRecord("13.06")
        event = Event(id="x", records=[self.state(1), other, self.state(2, status="verified")])
        assert event.current == (other, self.state(2, status="verified"))


@pytest.mark.parametrize("value", [RECORD, EVENT, EventRecord("13"), Event(id="x"), Event(kib=KIB_TEXT)])
class TestValues:
    def test_equal(self, value, always_equal, never_equal):
        assert value == copy.deepcopy(value)
        assert hash(value) == hash(copy.deepcopy(value))
        assert value == always_equal
        assert value != never_equal
        assert value != attrs.evolve(value, id="another")

    def test_repr(self, value):
        assert eval(repr(value), NAMES) == value

    def test_copies(self, value):
        assert copy.copy(value) == value
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(value, protocol)) == value

    def test_frozen(self, value):
        with pytest.raises(AttributeError):
            value.id = "y"
        assert not hasattr(value, "__dict__")


def test_status():
    assert [eval(repr(status), NAMES) for status in Status] == list(Status)


def test_an_impact_is_an_impact():
    with pytest.raises(TypeError, match=r"^impact is an Impact, not dict: Impact\(dead=1\)$"):
        EventRecord("62.02", {"dead": 1})
