"""What must follow of regions: dates, names, lineage, translation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import regions
from satudata.checking import region_doubts
from satudata.errors import InvalidCodeError, InvalidRegionCodeError, UnknownRegionError
from satudata.regions import AdminLevel, BPSCode, PCode, RegionCode, RegionKind
from satudata.regions._bearers import bearers, bps_places
from satudata.regions._eras import era_of, eras
from satudata.regions._gazetteer import embedded

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
SINCE_2005 = st.dates(date(2005, 4, 28), date(2030, 1, 1))
DIGITS = st.text("0123456789", min_size=2, max_size=4).filter(lambda digits: len(digits) != 3)
NEWEST = regions.at(date(2025, 4, 25))


def outcome(ask, *args, errors, **options):
    """What *ask* answers, or the error of one of these types that it raises; any other error is a failure."""
    try:
        return ask(*args, **options)
    except errors as error:
        return error


@given(SINCE_2005, st.booleans())
def test_one_region_per_code_in_order_with_its_province(day, lenient):
    found = regions.at(day, lenient=lenient)
    codes = [region.code for region in found]
    assert codes == sorted(set(codes))
    assert {region.parent for region in found} - {None} == {
        c for c in codes if c.level is AdminLevel.PROVINCE
    }
    for region in found:
        assert regions.get(region.code, on=day, lenient=lenient) is region


@given(SINCE_2005, st.booleans())
def test_every_day_has_the_same_514_places(day, lenient):
    found = regions.at(day, lenient=lenient)
    assert sum(RegionKind.KABUPATEN.covers(region.kind) for region in found) == 416
    assert sum(RegionKind.KOTA.covers(region.kind) for region in found) == 98


@given(DAYS)
def test_what_is_known_strictly_is_known_leniently(day):
    for region in regions.at(day):
        assert regions.get(region.code, on=day, lenient=True).code == region.code


@given(DIGITS, DAYS, st.booleans())
def test_any_code_is_known_or_unknown_and_nothing_else(digits, day, lenient):
    found = outcome(regions.get, digits, on=day, lenient=lenient, errors=UnknownRegionError)
    if isinstance(found, UnknownRegionError):
        assert (found.code, found.on) == (str(RegionCode.parse(digits)), day)
        assert found.hint
    else:
        assert found.code.digits == digits
        assert found.in_force_on(day, lenient=lenient)


@given(st.text())
def test_any_text_is_a_code_or_is_refused(text):
    found = outcome(regions.get, text, errors=(InvalidRegionCodeError, UnknownRegionError))
    assert isinstance(found, Exception) or text in (str(found.code), found.code.digits)


@given(st.text(), st.none() | st.text(), st.none() | DAYS)
def test_any_text_is_looked_for(name, province, day):
    assert set(regions.find(name, province=province, on=day)) <= set(regions.find(name, on=day))
    assert all(r.level is AdminLevel.REGENCY for r in regions.find_as_named(name, province, on=day))


@given(
    st.sampled_from(NEWEST), st.sampled_from([str.upper, str.lower, lambda text: text.replace(" ", " - ")])
)
def test_case_spaces_and_punctuation_do_not_matter(region, written):
    assert region in regions.find(region.name)
    assert regions.find(written(region.name)) == regions.find(region.name)


@given(st.sampled_from(NEWEST), DAYS)
def test_what_a_day_knows_all_editions_know(region, day):
    for found in regions.find(region.name, on=day):
        heirs = regions.successors(found.code) or (regions.get(found.code),)
        assert set(heirs) <= set(regions.find(region.name))


@given(st.sampled_from(NEWEST), DAYS, DAYS)
def test_a_regency_carried_there_and_back_is_where_it_was(region, one, other):
    for start in regions.resolve(region.code, None, one):
        if start.level is AdminLevel.REGENCY:
            (there,) = regions.resolve(start.code, one, other)
            assert regions.resolve(there.code, other, one) == (start,)


@given(DAYS, DAYS)
def test_no_place_is_lost_between_two_days(one, other):
    carried = {there for region in regions.at(one) for there in regions.resolve(region.code, one, other)}
    assert carried == set(regions.at(other))


@given(DIGITS, st.sampled_from([2020, 2023]))
def test_any_bps_code_translates_and_returns_or_is_unknown(digits, edition):
    found = outcome(regions.from_bps, digits, edition, errors=UnknownRegionError)
    if isinstance(found, UnknownRegionError):
        assert found.edition == f"BPS {edition}"
    else:
        assert regions.to_bps(found, edition) == BPSCode.parse(digits)


@pytest.mark.parametrize("kind", [BPSCode, PCode, RegionCode])
@given(text=st.text(max_size=8))
def test_any_text_parses_or_raises_its_one_error(kind, text):
    found = outcome(kind.parse, text, errors=InvalidCodeError)
    if isinstance(found, InvalidCodeError):
        assert found.text == text
        assert found.reason
    else:
        assert kind.parse(str(found)) == found


#: The first day of each era, and its last.
STARTS = (date.min, *eras())
LAST_DAYS = (*(day - timedelta(days=1) for day in eras()), date.max)


def numbers_of_all_times():
    """Every number that Kemendagri or BPS ever used, and of each province one that nobody used."""
    used = {region.code.digits for line in embedded().lines() for region in line} | set(bps_places())
    unused = {f"{digits[:2]}99" for digits in used} - used
    assert len(used) > 600
    assert unused
    return sorted(used | unused)


def looked_up(digits, on):
    """All that a look-up says of a number on a day, but for the day itself."""
    code, gazetteer = RegionCode.parse(digits), embedded()
    doubts = [
        (each.code, each.where, {name: value for name, value in each.data.items() if name != "on"})
        for each in region_doubts(code, on)
    ]
    return (
        bearers(code, on),
        gazetteer.as_of(code, on) if gazetteer.knows(code) else None,
        gazetteer.bearing(code, on),
        gazetteer.bearing(code, on, lenient=True),
        doubts,
    )


def test_within_an_era_every_look_up_is_the_same():
    """Every look-up compares the day with the days of the eras only, so that the first and the last day are enough.

    Where a number means something else than in the era before, its province has an era of its own there.
    """
    wrong = []
    for digits in numbers_of_all_times():
        own, before = set(eras(digits[:2])), None
        for start, last in zip(STARTS, LAST_DAYS, strict=True):
            first = looked_up(digits, start)
            if first != looked_up(digits, last):
                wrong.append(f"{digits} changes between {start} and {last}")
            if before is not None and start not in own and first != before:
                wrong.append(f"{digits} changes on {start}, in no era of its province")
            before = first
    assert not wrong, "\n".join(wrong)


def test_a_change_of_a_number_would_be_seen():
    """The number 9301 means another place by law from 2022-07-25 on, by the list from 2022-11-09 on."""
    changes = [
        start
        for start, before in zip(STARTS[1:], LAST_DAYS, strict=False)
        if looked_up("9301", start) != looked_up("9301", before)
    ]
    assert changes == [date(2022, 7, 25), date(2022, 11, 9)] == list(eras("93"))


def test_the_eras_of_a_province_are_among_all():
    provinces = {digits[:2] for digits in numbers_of_all_times()}
    assert all(set(eras(province)) <= set(eras()) for province in provinces)
    assert set().union(*map(eras, provinces)) == set(eras())
    assert [eras(province) for province in ("00", "xx")] == [(), ()]


@given(st.dates(), st.lists(st.dates(), unique=True).map(sorted))
def test_the_number_of_an_era_counts_the_days_up_to_it(on, days):
    assert era_of(on, days) == sum(day <= on for day in days)
