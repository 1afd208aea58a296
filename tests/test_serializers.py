"""Serializers that know nothing of us write a code as text or refuse it; with our hooks every code is text."""

import copy
import json
import pickle
import sys

import attrs
import cattrs
import msgspec
import orjson
import pytest

import satudata
from satudata import (
    KIB,
    DisasterType,
    Event,
    EventRecord,
    FrozenMap,
    Impact,
    InvalidKIBError,
    InvalidRecordError,
    RegionCode,
    WrongTypeError,
    count_events,
    from_dict,
    interchange,
    to_dict,
)
from satudata.interop import GLIDE
from satudata.regions import BPSCode, PCode

TEXTS = {
    KIB: "6202106202408041",
    RegionCode: "62.02",
    BPSCode: "1212",
    PCode: "ID1212",
    GLIDE: "EQ-2004-000147-IDN",
    DisasterType: "2011/106",
}
EVENT = Event(kib=TEXTS[KIB], records=[EventRecord("62.02", Impact(dead=1, facilities={"pasar": 2}))])
COUNTS = count_events([EVENT])
HOLDERS = {
    "alone": lambda code: code,
    "in a list": lambda code: [code],
    "as a value": lambda code: {"code": code},
    "as a key": lambda code: {code: 1},
}
PLAIN = {
    "json": json.dumps,
    "json with str": lambda value: json.dumps(value, default=str),
    "orjson": orjson.dumps,
    "orjson, other keys": lambda value: orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS),
    "msgspec": msgspec.json.encode,
    "msgspec builtins": msgspec.to_builtins,
    "msgspec msgpack": msgspec.msgpack.encode,
    "cattrs": lambda value: json.dumps(cattrs.unstructure(value)),
    "attrs": lambda value: json.dumps(attrs.asdict(Holder(value))),
}


@attrs.frozen
class Holder:
    """A class of somebody's own with a field that is a code, or holds one."""

    code: object


class Struct(msgspec.Struct):
    """A message of somebody's own."""

    kib: KIB
    types: list[DisasterType]


@pytest.fixture
def converter():
    made = cattrs.Converter()
    interchange.register_cattrs(made)
    return made


@pytest.fixture(params=TEXTS, ids=lambda kind: kind.__name__)
def code(request):
    return request.param.parse(TEXTS[request.param])


class TestWithoutHooks:
    @pytest.mark.parametrize("holder", HOLDERS)
    @pytest.mark.parametrize("library", PLAIN)
    def test_text_or_a_refusal(self, code, library, holder):
        try:
            written = PLAIN[library](HOLDERS[holder](code))
        except TypeError:
            return
        assert str(code) in str(written)
        assert "{}" not in str(written)
        assert "_text" not in str(written)

    def test_attrs_does_not_look_into_a_code(self, code):
        assert not attrs.has(type(code))
        assert attrs.asdict(Holder(code)) == {"code": code}
        with pytest.raises(attrs.exceptions.NotAnAttrsClassError):
            attrs.asdict(code)

    def test_cattrs_does_not_read_a_code(self, code):
        with pytest.raises(cattrs.StructureHandlerNotFoundError):
            cattrs.structure(str(code), type(code))

    def test_pickle_and_copy_keep_it(self, code):
        for each in (copy.copy(code), copy.deepcopy([code])[0], pickle.loads(pickle.dumps(code))):
            assert each == code
            assert type(each) is type(code)


class TestJson:
    @pytest.mark.parametrize(
        "dumps", [json.dumps, lambda value, default: orjson.dumps(value, default=default)]
    )
    def test_code_and_record_and_map(self, code, dumps):
        value = {"code": code, "event": EVENT, "regencies": COUNTS.regencies}
        value["word"] = FrozenMap({"a": 1})
        written = json.loads(dumps(value, default=interchange.default))
        assert written["code"] == str(code)
        assert from_dict(written["event"]) == EVENT
        assert written["regencies"] == {"62.02": 1}
        assert written["word"] == {"a": 1}

    def test_what_has_no_form_is_refused(self):
        for value in (object(), {1}, FrozenMap({("a", "b"): 1})):
            with pytest.raises(WrongTypeError):
                interchange.default(value)
        with pytest.raises(TypeError, match="Merged is no value of satudata that JSON can have"):
            json.dumps(count_events([EVENT, EVENT], trace=True).merged[0], default=interchange.default)


class TestMsgspec:
    def test_there_and_back(self, code):
        data = msgspec.json.encode([code], enc_hook=interchange.enc_hook)
        assert json.loads(data) == [str(code)]
        kind = list[type(code)]
        assert msgspec.json.decode(data, type=kind, dec_hook=interchange.dec_hook) == [code]

    def test_in_a_message(self):
        message = Struct(KIB.parse(TEXTS[KIB]), [DisasterType.parse("2023-101")])
        data = msgspec.json.encode(message, enc_hook=interchange.enc_hook)
        assert json.loads(data) == {"kib": TEXTS[KIB], "types": ["2023/101"]}
        assert msgspec.json.decode(data, type=Struct, dec_hook=interchange.dec_hook) == message
        with pytest.raises(msgspec.ValidationError, match=r"not a KIB.*at `\$.kib`"):
            msgspec.json.decode(b'{"kib": "620210", "types": []}', type=Struct, dec_hook=interchange.dec_hook)

    def test_maps_by_codes(self, code):
        assert json.loads(msgspec.json.encode({code: 1}, enc_hook=interchange.enc_hook)) == {str(code): 1}
        assert json.loads(msgspec.json.encode(COUNTS.regencies, enc_hook=interchange.enc_hook)) == {
            "62.02": 1
        }

    def test_what_it_cannot_write_is_refused(self):
        for value in (EVENT, object()):
            with pytest.raises(WrongTypeError, match="to_dict"):
                msgspec.json.encode(value, enc_hook=interchange.enc_hook)
        assert from_dict(msgspec.json.decode(msgspec.json.encode(to_dict(EVENT)))) == EVENT

    def test_only_codes_are_read(self):
        for kind in (EventRecord, list[KIB]):
            with pytest.raises(WrongTypeError, match="from_dict"):
                interchange.dec_hook(kind, {})


class TestCattrs:
    def test_there_and_back(self, converter, code):
        assert converter.unstructure([code]) == [str(code)]
        assert converter.unstructure({"code": code, code: COUNTS.regencies}) == {
            "code": str(code),
            str(code): {"62.02": 1},
        }
        for given in (str(code), code):
            assert converter.structure(given, type(code)) == code

    @pytest.mark.parametrize("value", [EVENT, EVENT.records[0], EVENT.records[0].impact])
    def test_records(self, converter, value):
        written = converter.unstructure(value)
        assert {**written, "schema": 0, "version": 0} == {**to_dict(value), "schema": 0, "version": 0}
        assert json.loads(json.dumps(written)) == written
        for given in (written, value):
            assert converter.structure(given, type(value)) == value

    def test_in_a_class_of_somebody_s_own(self, converter):
        @attrs.frozen
        class Report:
            kib: KIB
            events: list[Event]

        report = Report(KIB.parse(TEXTS[KIB]), [EVENT])
        written = converter.unstructure(report)
        assert written["kib"] == TEXTS[KIB]
        assert converter.structure(written, Report) == report

    def test_results_are_only_written(self, converter):
        assert converter.unstructure(COUNTS)["regencies"] == {"62.02": 1}
        with pytest.raises(InvalidRecordError, match="is only written"):
            converter.structure({}, type(COUNTS))

    def test_refused(self, converter):
        with pytest.raises(InvalidKIBError):
            converter.structure("620210", KIB)
        with pytest.raises(InvalidRecordError, match="zero or more"):
            converter.structure({"dead": -1}, Impact)


class TestVersion:
    def test_of_the_installed_package(self):
        assert satudata.__version__.count(".") == 2

    def test_of_none(self, monkeypatch):
        monkeypatch.setattr(sys, "path", [])
        assert not hasattr(satudata, "__version__")
        assert getattr(satudata, "__version__", "unknown") == "unknown"
