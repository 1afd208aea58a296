"""What must follow for issuing, whatever is given."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import (
    KIB,
    Event,
    EventRecord,
    GeoJSONGeometry,
    InvalidRecordError,
    RegionCode,
    Register,
    citations,
    count_events,
    disaster_types,
    from_dict,
    issue,
    main_type,
    propose_region,
    regions,
    to_dict,
    verify,
)
from satudata.interchange import from_json, read_json, to_json
from satudata.interop import bmkg
from satudata.interop.bmkg._open_data import FIELDS
from satudata.issuing import (
    Entry,
    Epicentre,
    JSONLinesRegister,
    RegionRule,
    amend,
    confirm,
    haversine,
    local_date,
    zone_of,
)
from satudata.strategies import event_records, events, kibs

DAY = date(2025, 12, 31)
REGENCIES = [each.code for each in regions.at(DAY) if len(each.code.digits) == 4]
TYPES = [each.code for each in disaster_types.in_scheme() if each.issued]

regencies = st.sampled_from(REGENCIES)
several = st.lists(regencies, min_size=1, max_size=5, unique=True)
points = st.builds(Epicentre, st.floats(-11, 6), st.floats(95, 141))
moments = st.datetimes(datetime(2023, 1, 2), datetime(2030, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001


@given(st.sampled_from(TYPES), regencies)
def test_an_issued_kib_verifies_without_findings(code, region):
    proposal = issue(code, DAY, [region])
    assert verify(proposal.kib) == ()
    assert [each.code for each in proposal.findings] == ["unverified"]


@given(st.sampled_from(TYPES), regencies, st.integers(1, 9))
def test_n_occurrences_have_n_kibs_one_stem_and_are_one_event(code, region, number):
    given_, register = [], Register()
    for each in range(number):
        proposal = issue(code, DAY, [region], existing=register, occurrence_id=str(each))
        register = register.add(proposal, by="BPBD", on=DAY)
        given_.append(proposal)
    assert len({each.kib for each in given_}) == number
    assert len({each.kib.stem for each in given_}) == 1
    assert count_events(each.event for each in given_).national == 1
    assert not register.conflicts
    assert [register.kib_for(str(each)) for each in range(number)] == [each.kib for each in given_]


@given(several, points, st.randoms())
def test_the_order_of_the_regions_never_matters(codes, point, random):
    shuffled = random.sample(codes, len(codes))
    again = [*shuffled, *shuffled]
    assert propose_region(codes, epicentre=point) == propose_region(again, epicentre=point)
    assert propose_region(codes) == propose_region(again)


@given(several, points)
def test_at_sea_the_region_is_one_of_the_affected(codes, point):
    """Without boundaries, and with boundaries that say it is in none of their regions."""
    for geometry in (None, GeoJSONGeometry({}, complete=True), Nowhere()):
        found = propose_region(codes, epicentre=point, geometry=geometry)
        assert found.code in codes or found.rule is RegionRule.UNDETERMINED
        assert {each.code for each in found.candidates} == set(codes)


class Nowhere:
    """A geometry that knows distances by the first two digits only, and that everything is at sea."""

    name = "nowhere"
    is_complete = True

    def regions_at(self, point):
        return ()

    def distance(self, region, point):
        from satudata.issuing import Distance

        km = float(int(str(region.province)))
        return Distance(km, km, km)


@given(several, points)
def test_the_first_candidate_is_the_nearest(codes, point):
    found = propose_region(codes, epicentre=point)
    distances = [each.distance.km for each in found.candidates]
    assert distances == sorted(distances)


@given(regencies, moments)
def test_a_local_day_is_the_one_in_the_region_s_zone(region, moment):
    day = local_date(moment, region)
    assert day in {moment.date(), moment.date() + timedelta(days=1)}
    assert day == (moment + timedelta(hours=zone_of(region).hours)).date()


@given(points, points)
def test_distances_are_the_same_both_ways(one, other):
    assert haversine(one, other) == pytest.approx(haversine(other, one), abs=1e-6)
    assert haversine(one, one) == 0


@given(st.permutations(["101", "102", "104", "107"]))
def test_the_order_of_the_types_never_matters(types):
    causes = {"102": ["101", "107"], "101": "104", "107": "104"}
    found = main_type(types, caused_by={code: causes[code] for code in types if code in causes})
    assert (found.code, found.associated) == ("104", ("101", "102", "107"))


entries = st.builds(
    Entry,
    kibs(),
    st.sampled_from(("a", "b", "c")),
    step=st.integers(0, 3),
    by=st.sampled_from(("", "BPBD", "Pusdatinkom")),
    on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    why=st.text(max_size=5),
)


@given(st.lists(entries, max_size=8), st.lists(entries, max_size=8))
def test_merging_loses_nothing_and_knows_no_order(one, other):
    first, second = Register(one), Register(other)
    both = Register((*one, *other))
    assert set(both.entries) == {*one, *other}
    assert both == Register((*other, *one))
    if not both.conflicts:
        assert first.merge(second) == second.merge(first) == both
        assert both.merge(both) == both


@given(st.lists(entries, max_size=8), st.integers(1, 200))
def test_a_file_cut_off_anywhere_loses_its_last_line_alone(tmp_path_factory, entries, cut):
    register = Register(entries)
    path = tmp_path_factory.mktemp("register") / "kib.jsonl"
    store = JSONLinesRegister(path)
    assert store.take_in(register, keep_conflicts=True) == len(register.entries)
    assert Register.load(path)[0] == register
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    if lines:
        path.write_bytes(whole[: -min(cut, len(lines[-1]))])
        kept = store.read()
        assert set(register.entries[:-1]) <= set(kept.entries)
        if kept.open_lines:
            store.acknowledge(by="Siti", on=DAY)
        store.take_in(register, keep_conflicts=True)
        assert set(store.read().entries) == set(register.entries)
        assert not store.read().open_lines


@given(kibs() | event_records() | events() | entries)
def test_every_value_comes_back_from_its_dictionary_and_json(value):
    assert from_dict(to_dict(value)) == value
    assert from_json(to_json(value)) == value
    assert to_json(from_json(to_json(value))) == to_json(value)


@given(events())
def test_a_kib_is_text_everywhere(event):
    def walk(value):
        if isinstance(value, dict):
            for key, each in value.items():
                assert key != "kib" or isinstance(each, str)
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(to_dict(event))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["schema", "version", "kib", "records", "region", "impact", "land", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(json_values, st.sampled_from(["satudata.kib", "satudata.event", "satudata.event-record", "x"]))
def test_anything_is_read_or_refused(given_, schema):
    for value in (given_, {**given_, "schema": schema, "version": 1} if isinstance(given_, dict) else given_):
        try:
            read = from_dict(value)
        except InvalidRecordError:
            continue
        assert isinstance(read, (KIB, Event, EventRecord))


@given(st.text(max_size=40) | st.binary(max_size=40))
def test_any_text_is_json_or_refused(text):
    with contextlib.suppress(InvalidRecordError):
        read_json(text)


fields = st.sampled_from(FIELDS)
texts = st.text(max_size=12) | st.sampled_from(
    [
        "06 Agu 2026",
        "09:59:47 WIB",
        "2026-08-06T02:59:47+00:00",
        "-1.17,120.06",
        "1.17 LS",
        "120.06 BT",
        "4.1",
        "-",
    ]
)


@given(st.dictionaries(fields, texts | st.none() | st.integers()) | json_values)
def test_any_feed_is_read_or_refused(feed):
    try:
        quakes = bmkg.parse({"Infogempa": {"gempa": feed}})
    except InvalidRecordError:
        return
    for quake in quakes:
        assert quake.time.utcoffset() == timedelta(0)


@given(st.text(max_size=25))
def test_any_text_is_an_epicentre_or_refused(text):
    with contextlib.suppress(InvalidRecordError):
        assert isinstance(bmkg.read_epicentre(text), Epicentre)


def test_every_decision_names_a_source_that_is_held():
    proposal = issue("107", DAY, ["32.02", "32.03"], epicentre=(-6.84, 107.05))
    for each in proposal.decisions:
        assert each.citation.id in citations.records()


@given(regencies)
def test_a_code_is_of_a_kabupaten_or_kota(region):
    for province in (region.province, str(region.province)):
        with pytest.raises(InvalidRecordError, match="kabupaten/kota"):
            propose_region([region, province])
    assert RegionCode.parse(str(region)) == propose_region([str(region)]).code


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=8))
def test_the_steps_of_a_history_are_in_the_order_of_their_days(steps):
    """A step is refused if and only if it is dated before the step before it."""
    proposals = [issue("106", DAY, [region]) for region in ("62.02", "62.03")]
    now, last = proposals[0], 0
    for is_confirmed, days in steps:
        on = DAY + timedelta(days=days)

        def step(now=now, other=proposals[now.kib == proposals[0].kib], on=on, is_confirmed=is_confirmed):
            return confirm(now, "x", on) if is_confirmed else amend(now, other, "x", on, "y")

        if days < last:
            with pytest.raises(InvalidRecordError, match="the day of the step that it follows"):
                step()
        else:
            now, last = step(), days
    days = [each.on for each in now.history]
    assert days == sorted(days)
