"""What must follow when KIBs are read as they are written, whatever was written and whatever stands beside it."""

import csv
import sys
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from satudata import KIB, CodeSystem, RegionCode, read_kib, regions
from satudata.regions._bearers import bearers
from satudata.strategies import REPAIRS, kibs, written_kibs

FACTS = Path(__file__).parents[2] / "facts" / "regions"


def facts(name):
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EPISODES = [row for row in facts("regions") if row["level"] == "2"]
CROSSWALK = [row for row in facts("crosswalk") if "." in row["code_2025"]]
NUMBERS = sorted(
    {row["code"].replace(".", "") for row in EPISODES}
    | {row[f"bps_{year}"] for row in CROSSWALK for year in (2020, 2023) if row[f"bps_{year}"]}
)
#: The days around which a code changes its meaning.
TURNS = sorted(
    {
        date.fromisoformat(row[column])
        for row in EPISODES
        for column in ("valid_from", "valid_to", "legal_from", "legal_to")
        if row[column]
    }
)
NEEDS_CONTEXT = ("lost-digit", "doubled-digit")

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
placed_days = days | st.builds(
    lambda day, shift: date.fromordinal(day.toordinal() + shift), st.sampled_from(TURNS), st.integers(-1, 1)
)
placed = kibs(
    st.sampled_from(NUMBERS).map(RegionCode),
    st.sampled_from(("101", "102", "104", "106", "107", "110", "111", "555", "999")),
    placed_days,
)
any_kibs = placed | kibs(dates=days) | kibs()


class TestOwnForms:
    @given(any_kibs)
    def test_the_compact_and_the_printed_form_are_read_as_they_are(self, kib):
        for text in (str(kib), kib.format()):
            reading = read_kib(text)
            assert reading.kib == kib
            assert reading.repairs == ()


def corrupted(draw, text, *but):
    """*text* with one thing done to it that people, spreadsheets and typesetters do."""
    place = st.integers(0, len(text) - 1)
    gap = st.integers(0, len(text))

    def lose(at):
        return text[:at] + text[at + 1 :]

    def put(at, what):
        return text[:at] + what + text[at:]

    blanks = [at for at, character in enumerate(text) if not character.isdigit()]
    kinds = {
        "lose": st.builds(lose, place),
        "double": place.map(lambda at: text[: at + 1] + text[at:]),
        "put": st.builds(put, gap, st.sampled_from([*" .,-/'\"\u00a0\t_:;|eE+٣\u200b", "  ", ", "])),
        "replace": st.builds(
            lambda at, what: text[:at] + what + text[at + 1 :], place, st.sampled_from([*" .,-/OoIlSx\u00a0"])
        ),
        "digit": st.builds(put, gap, st.sampled_from("0123456789")),
        "transpose": st.integers(0, len(text) - 2).map(
            lambda at: text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        ),
        "cut": st.integers(1, len(text) - 1).map(lambda at: text[:at]),
        "behead": st.integers(1, len(text) - 1).map(lambda at: text[at:]),
        "twice": st.just(f"{text} {text}"),
    }
    if blanks:
        kinds["move"] = st.builds(
            lambda at, to: lose(at)[:to] + text[at] + lose(at)[to:],
            st.sampled_from(blanks),
            st.integers(0, len(text) - 1),
        )
    return draw(st.sampled_from(sorted(kinds.keys() - {*but})).flatmap(kinds.get))


def as_numbers(kib):
    """How a spreadsheet, a data frame or a script shows the KIB when it takes it for a number."""
    whole = int(str(kib))
    stem = whole // 10
    return [
        str(float(whole)),
        f"{whole:.15g}",
        f"{whole:.14E}",
        f"{whole:.15E}",
        f"{whole:.5E}",
        f"{float(whole):,.1f}",
        f"{whole:,}",
        f"{stem * 10:,}",
        f"{whole:,}".replace(",", "."),
        f"{stem * 10}.0",
        f"{stem}.0",
        f"{stem},0",
        f"{whole / 10}",
        f"{whole / 1e15}",
        f"{stem}",
        str(whole),
        str(-whole),
        hex(whole),
    ]


class TestCorruption:
    """What is not itself a KIB's compact or printed form reads as the KIB it was, or as none: never as another."""

    @given(st.data(), any_kibs, st.booleans())
    def test_one_thing_done_to_its_own_forms(self, data, kib, is_printed):
        text = corrupted(data.draw, kib.format() if is_printed else str(kib))
        assume(not KIB.is_valid(text))
        assert read_kib(text).kib in {kib, None}

    @given(any_kibs)
    def test_numbers(self, kib):
        for text in as_numbers(kib):
            if not KIB.is_valid(text):
                assert read_kib(text).kib in {kib, None}, text

    @pytest.mark.parametrize(
        "repair",
        [name for name in REPAIRS if name not in {"spaces", "padding", "separators", *NEEDS_CONTEXT}],
    )
    @given(data=st.data())
    def test_one_thing_done_to_a_repaired_form(self, repair, data):
        """But for two digits changing places: that is another KIB in the same form."""
        text, kib = data.draw(written_kibs(repair, any_kibs))
        text = corrupted(data.draw, text, "transpose")
        assume(not KIB.is_valid(text))
        assert read_kib(text).kib in {kib, None}

    @given(st.data(), any_kibs)
    def test_blanks_put_anywhere(self, data, kib):
        """But for six groups of the widths in which real tables write ``2020 012 6``: those say December."""
        cuts = data.draw(st.sets(st.integers(1, 15), max_size=6).map(sorted))
        digits = str(kib)
        groups = [digits[start:end] for start, end in zip([0, *cuts], [*cuts, 16], strict=True)]
        text = " ".join(groups)
        is_real_padding = [len(group) for group in groups][-3:] == [3, 1, 1]
        assume(not KIB.is_valid(text) and not is_real_padding)
        assert read_kib(text).kib in {kib, None}

    @given(st.data(), any_kibs)
    def test_six_groups_with_a_blank_lost_or_moved(self, data, kib):
        digits = str(kib)
        six = " ".join((digits[:4], digits[4:7], digits[7:11], digits[11:13], digits[13:15], digits[15]))
        at = data.draw(st.sampled_from([place for place, each in enumerate(six) if each == " "]))
        without = six[:at] + six[at + 1 :]
        to = data.draw(st.integers(0, len(without)) | st.none())
        text = without if to is None else without[:to] + " " + without[to:]
        assume([len(group) for group in text.split()] != [4, 3, 4, 3, 1, 1])
        assert read_kib(text).kib in {kib, None}


class TestRepairs:
    @pytest.mark.parametrize("repair", [name for name in REPAIRS if name not in NEEDS_CONTEXT])
    @given(data=st.data())
    def test_each_reads_what_it_is_made_for(self, repair, data):
        text, kib = data.draw(written_kibs(repair, any_kibs))
        reading = read_kib(text)
        assert reading.kib == kib
        assert f"repair-{repair}" in {each.code for each in reading.repairs}

    @pytest.mark.parametrize("repair", NEEDS_CONTEXT)
    @given(data=st.data())
    def test_a_digit_lost_or_doubled_needs_the_context(self, repair, data):
        text, kib = data.draw(written_kibs(repair, placed))
        assume(not KIB.is_valid(text))
        assert read_kib(text).kib is None
        borne = bearers(kib.region, kib.date)
        if not borne:
            return
        name = regions.get(borne[0].region.code, on=kib.date).name
        for type_name in ("Banjir", "Tanah Longsor", "Cuaca Ekstrem", "Gempabumi"):
            reading = read_kib(text, region_name=name, date=kib.date, type_name=type_name)
            if reading.kib is None:
                continue
            assert [each.code for each in reading.repairs] == [f"repair-{repair}"]
            assert reading.kib.date == kib.date
            assert reading.type is not None


hostile = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.text("0123456789 .,-/'\"=:eE+KIB\u00a0\u200b٣३\ud800\x00", max_size=140),
    st.text("0123456789 ", min_size=14, max_size=24),
    any_kibs.map(lambda kib: kib.format() * 9),
)
names = st.sampled_from([row["name"] for row in EPISODES] + ["Banjar", "KAB. TOBA", "SIBOLGA"]) | st.text(
    max_size=20
)
contexts = st.fixed_dictionaries(
    {},
    optional={
        "region_code": st.sampled_from(NUMBERS)
        | st.sampled_from(("12", "94", "12.07", " 1207 "))
        | st.text(max_size=6),
        "region_name": names,
        "province_name": st.sampled_from(("Sumatera Utara", "PAPUA", "aceh", "94")) | st.text(max_size=10),
        "date": days,
        "type_name": st.sampled_from(("Banjir", "KEKERINGAN", "Karhutla", "Konflik sosial"))
        | st.text(max_size=10),
    },
)


def asked(reading):
    """Everything that a reading answers."""
    return (
        *(
            reading.kib,
            reading.repairs,
            reading.candidates,
            reading.code_system,
            reading.place,
            reading.region,
        ),
        *(reading.canonical, reading.scheme, reading.type, reading.findings),
    )


class TestAnyText:
    @given(hostile, contexts)
    def test_it_is_read_or_told_why_not(self, text, context):
        reading = read_kib(text, **context)
        asked(reading)
        assert all(
            each.message(lang) for each in (*reading.repairs, *reading.findings) for lang in ("en", "id")
        )
        if reading.kib is None:
            assert next(each.code for each in reading.findings).startswith("kib-")
            assert reading.repairs == ()

    @pytest.mark.parametrize(
        "pattern", ["1", " ", "1 ", "1.", "'", "KIB ", "٣", "\u200b", "\x00", "- ", "1\n"]
    )
    def test_a_longer_text_takes_no_more_steps(self, pattern):
        def steps(size):
            taken = []
            text = (pattern * size)[:size]
            sys.setprofile(lambda frame, event, arg: taken.append(event))
            try:
                asked(read_kib(text))
            finally:
                sys.setprofile(None)
            return len(taken)

        steps(1)
        assert steps(100_000) <= steps(1_000) + 20
        assert max(steps(size) for size in (40, 80, 120)) <= 2_000


class TestContext:
    @given(
        hostile
        | any_kibs.map(str)
        | st.sampled_from(("spaces", "padding")).flatmap(written_kibs).map(lambda w: w[0]),
        contexts,
    )
    def test_it_never_changes_a_single_reading(self, text, context):
        alone, beside = read_kib(text), read_kib(text, **context)
        if alone.kib is not None:
            assert (beside.kib, beside.repairs) == (alone.kib, alone.repairs)
            assert beside.candidates == alone.candidates
        elif alone.candidates and beside.kib is not None:
            assert beside.kib in {each.kib for each in alone.candidates}

    @given(placed, contexts)
    def test_a_region_is_one_of_the_candidates(self, kib, context):
        for reading in (read_kib(str(kib)), read_kib(str(kib), **context)):
            meant = {each.region for each in reading.candidates}
            assert reading.region is None or reading.region in meant
            assert (reading.region is None) == (
                reading.code_system in {CodeSystem.AMBIGUOUS, CodeSystem.UNKNOWN}
            )
            assert (reading.code_system is CodeSystem.UNKNOWN) == (not meant)

    @given(placed, placed)
    def test_what_it_names_decides_or_contradicts(self, kib, other):
        named = bearers(other.region, kib.date)
        assume(named)
        place = named[0].region
        reading = read_kib(str(kib), region_name=place.name, province_name=str(place.province))
        codes = [each.code for each in reading.findings]
        if any(each.region == place for each in reading.candidates):
            assert reading.region == place
            assert "kib-region-differs" not in codes
        else:
            assert "kib-region-differs" in codes
            assert (reading.region, reading.canonical) == (
                read_kib(str(kib)).region,
                read_kib(str(kib)).canonical,
            )


NEWEST = {row["entity"]: row["code"] for row in EPISODES if not row["valid_to"]}
#: The rows of the fact tables by the number that a place bears.
EPISODES_OF, BPS_CODES_OF = defaultdict(list), defaultdict(list)
for row in EPISODES:
    EPISODES_OF[row["code"].replace(".", "")].append(row)
for row in CROSSWALK:
    for digits in {row["bps_2020"], row["bps_2023"]}:
        BPS_CODES_OF[digits].append(row["code_2025"])


def naive(digits, day):
    """(system, newest code) of every place that bears the number that day, straight from the fact tables."""
    found = {("bps", code) for code in BPS_CODES_OF.get(digits, ())}
    for row in EPISODES_OF.get(digits, ()):
        starts = [] if row["from_is_lower_bound"] == "1" else [row["valid_from"], row["legal_from"]]
        is_open = not row["valid_from"] or row["from_is_lower_bound"] == "1"
        has_begun = is_open or any(start and start <= day.isoformat() for start in starts)
        if has_begun and (not row["valid_to"] or day.isoformat() < row["valid_to"]):
            found.add(("kemendagri", NEWEST[row["entity"]]))
    return found


def naive_retired(digits, day):
    """The place of a code that all lists of that day have replaced by another one."""
    if any(system == "kemendagri" for system, _ in naive(digits, day)):
        return set()
    rows = EPISODES_OF.get(digits, ())
    ended = [row for row in rows if row["valid_to"] and row["valid_to"] <= day.isoformat()]
    return {("kemendagri", NEWEST[row["entity"]]) for row in ended if NEWEST[row["entity"]] != row["code"]}


class TestCandidates:
    @given(placed | kibs(dates=placed_days))
    def test_they_are_those_of_the_fact_tables(self, kib):
        reading = read_kib(str(kib))
        found = {
            (each.system, str(regions._gazetteer.embedded().place(each.region.code)))
            for each in reading.candidates
        }
        assert found == naive(kib.region.digits, kib.date) | naive_retired(kib.region.digits, kib.date)
        assert len(reading.candidates) == len(found)

    @pytest.mark.whole_table
    def test_every_number_at_every_turn(self):
        for number in NUMBERS:
            for turn in TURNS:
                for day in (date.fromordinal(turn.toordinal() - 1), turn):
                    borne = bearers(RegionCode(number), day)
                    assert {(each.system, str(each.place)) for each in borne} == naive(number, day)
                    assert all(each.region.in_force_on(day) for each in borne)

    @given(placed)
    def test_the_usual_system_of_the_time_comes_first_and_decides_nothing(self, kib):
        reading = read_kib(str(kib))
        systems = [each.system for each in reading.candidates]
        if len(set(systems)) > 1:
            usual = CodeSystem.BPS if kib.date.year < 2023 else CodeSystem.KEMENDAGRI
            assert systems[0] is usual


class TestCanonical:
    @given(placed, contexts)
    def test_it_is_in_force_and_the_same_place(self, kib, context):
        reading = read_kib(str(kib), **context)
        canonical = reading.canonical
        assert (canonical is None) == (reading.region is None)
        if canonical is None:
            return
        assert regions.get(canonical.region, on=kib.date) == reading.region
        assert regions._gazetteer.embedded().place(canonical.region) == reading.place
        assert str(canonical)[4:] == str(kib)[4:]

    @given(placed)
    def test_reading_it_again_gives_it_again_or_leaves_it_open(self, kib):
        canonical = read_kib(str(kib)).canonical
        assume(canonical is not None)
        assert read_kib(str(canonical)).canonical in {canonical, None}
        name = regions.get(canonical.region, on=kib.date).name
        again = read_kib(str(canonical), region_name=name, province_name=str(canonical.province))
        assert again.canonical == canonical
        assert again.repairs == ()


def test_other_scripts_are_read_whole_or_not():
    assert read_kib("٦٢٠٢١٠٦٢٠٢٤٠٨٠٤١").kib == KIB.parse("6202106202408041")
    assert read_kib("٦202106202408041").kib is None
    assert read_kib("٦२०२१०६२०२४०८०४१").kib is None
    assert unicodedata.decimal("²", None) is None
    assert read_kib("620210620240804²").kib is None
