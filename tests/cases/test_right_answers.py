"""Small tables whose right answer is known: main types, weights, published totals, verdicts, places."""

import json
from decimal import Decimal

import pytest

from satudata import PublishedTotalsError, RegionCode, TableError, WideTableError, count_events
from satudata.cli import main
from satudata.interpretation import Interpretation
from satudata.linking import propose_shared
from satudata.tabular import Assumptions, gather, read_table
from satudata.tabular._headings import Columns
from satudata.tabular._published_totals import is_counted, wide_headings
from satudata.tabular._publisher_cells import as_weight


def rows(headings, *lines):
    return [headings.split(","), *(line.split(",") for line in lines)]


def gathered(headings, *lines, **given):
    return gather(read_table(rows(headings, *lines)), **given)


def types(found):
    return {key: part.national for key, part in found.counts(("type",)).by("type").items()}


def codes(found):
    return [each.code for each in (*found.doubts, *found.counts(("type",)).findings)]


EVENT = "ID Kejadian,Tanggal,Jenis Bencana,Provinsi,Meninggal"


class TestMainType:
    @pytest.mark.parametrize(
        ("lines", "main"),
        [
            (("Gempabumi", "Tanah Longsor", "Tsunami"), ("2023", "107")),
            (("Erupsi Gunung Api", "Banjir"), ("2023", "109")),
            (("Kekeringan", "Gempabumi"), None),
            (("Puting beliung", "Banjir"), None),
            (("Cuaca Ekstrem", "Banjir"), ("2023", "104")),
            (("Gelombang Pasang dan Abrasi", "Banjir rob"), ("2023", "103")),
            (("Gelombang Pasang dan Abrasi", "Banjir"), None),
        ],
    )
    def test_inferred_or_open(self, lines, main):
        found = gathered(EVENT, *(f"x,2024-01-05,{name},Aceh,1" for name in reversed(lines)))
        assert types(found) == {main: 1}
        assert ("main-type-open" if main is None else "main-type-inferred") in codes(found)
        alone = Interpretation(main_type="stated")
        assert types(gathered(EVENT, *(f"x,2024-01-05,{n},Aceh,1" for n in lines), interpretation=alone)) == {
            None: 1
        }

    def test_a_cause_is_not_later_than_its_effect(self):
        found = gathered(EVENT, "x,2024-01-05,Tanah Longsor,Aceh,1", "x,2024-01-06,Banjir,Aceh,1")
        assert types(found) == {("2023", "102"): 1}

    def test_stated_in_order_of_rank(self):
        headings = f"{EVENT},Jenis Utama,Dipicu oleh"
        flood, slide = "x,2024-01-05,Banjir,Aceh,1", "x,2024-01-05,Tanah Longsor,Aceh,1"
        assert types(gathered(headings, f"{flood},,", f"{slide},102,Banjir")) == {("2023", "102"): 1}
        assert types(gathered(headings, f"{flood},,Cuaca Ekstrem", f"{slide},,Banjir")) == {
            ("2023", "104"): 1
        }
        assert types(gathered(headings, f"{flood},,", f"{slide},,Epidemi")) == {(None, None, "Epidemi"): 1}
        assert types(gathered(headings, f"{flood},,", f"{slide},,Banjir jin")) == {("2023", "101"): 1}
        only = gathered(f"{EVENT},Jenis Utama", f"{flood},", f"{slide},")
        assert types(only) == {("2023", "101"): 1}
        assert "main-type-inferred" in codes(only)
        both = gathered(headings, f"{flood},Banjir,", f"{slide},Tanah Longsor,")
        assert types(both) == {None: 1}
        assert "main-type-contradiction" in codes(both)
        for key in ("x", "1101101202401051"):
            lines = [f"{flood},Banjir,", f"{slide},Banjir,"]
            assert types(gathered(headings, *lines, main_types={key: "102"})) == {
                ("2023", "102" if key == "x" else "101"): 1
            }

    def test_an_area_of_all_land_counts_and_is_never_added_to_a_kind_of_land(self):
        headings, line = f"{EVENT},Luas Lahan Terdampak (Ha)", "x,2024-01-05,Banjir,Aceh,0"
        assert gathered(headings, f"{line},1").verdicts["met"] == 1
        assert gathered(f"{headings},Sawah (ha)", f"{line},1,0.5").verdicts["met"] == 1
        assert gathered(f"{headings},Sawah (ha)", f"{line},0.9,0.5").verdicts["met"] == 0

    def test_which_types_an_event_is_judged_by(self):
        headings = f"{EVENT},Luas Lahan (ha)"
        lines = ("x,2024-01-05,Kekeringan,Aceh,0,4", "x,2024-01-05,Gempabumi,Aceh,0,0")
        assert gathered(headings, *lines).verdicts["met"] == gathered(headings, *lines).verdicts.total()
        karhutla = Interpretation(land="karhutla")
        fire = ("x,2024-01-05,Karhutla,Aceh,0,4", "x,2024-01-05,Gempabumi,Aceh,0,0")
        assert gathered(headings, *fire, interpretation=karhutla).verdicts["undetermined"] == 1
        without_others = Interpretation(other_counts=False)
        assert gathered(headings, *lines, interpretation=without_others).verdicts["met"] == 1
        others = [f"x,2024-01-05,{name},Aceh,3,0" for name in ("Epidemi", "Kecelakaan Transportasi")]
        assert types(gathered(headings, *others)) == {None: 1}
        assert gathered(headings, *others).verdicts["met"] == 1
        assert gathered(headings, *others, interpretation=without_others).verdicts["not_met"] == 1
        stated = gathered(EVENT, "x,2024-01-05,Banjir,Aceh,1", main_types={"x": "107"})
        assert (types(stated), stated.verdicts["met"]) == ({("2023", "107"): 1}, 1)
        unknown = gathered(headings, *lines, "x,2024-01-05,Ulat Bulu,Aceh,0,0")
        assert unknown.verdicts["undetermined"] == unknown.type_unknown == 1

    def test_the_counts_of_one_verdict_have_the_same_types(self):
        table = read_table(rows(EVENT, "x,2024-01-05,Banjir,Aceh,1", "x,2024-01-05,Tanah Longsor,Aceh,1"))
        found = gather(table, main_types={"x": "102"})
        met = next(iter(found.verdicts))
        assert list(found.counts_of(table, met, ("type",)).by("type")) == [("2023", "102")]


class TestTypes:
    def test_a_type_without_a_number_has_its_own_name(self):
        found = gathered(
            "Provinsi,Tanggal,Jenis Bencana", "Aceh,2024-01-05,Ulat Bulu", "Bali,2024-01-05,ULAT BULU"
        )
        assert types(found) == {(None, None, "Ulat Bulu"): 2}
        assert (found.type_unknown, found.unreported) == (2, 0)

    def test_a_known_one_counts_as_999_does(self):
        table = ("Provinsi,Tanggal,Jenis Bencana,Meninggal", "Aceh,2024-01-05,Epidemi,3")
        assert gathered(*table).verdicts["met"] == 1
        assert gathered(*table, interpretation=Interpretation(other_counts=False)).verdicts["not_met"] == 1


class TestProvinceOnly:
    """Rows that name only a province became one event by it: their lines, and whether their places differ."""

    @pytest.mark.parametrize(
        ("places", "lines", "several"),
        [
            ("aa", "1, 2", ""),
            ("ab", "1, 2", "; their places or texts differ, perhaps several events"),
            ("a" * 10, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10", ""),
            ("a" * 11, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...", ""),
        ],
    )
    def test_what_is_said(self, places, lines, several):
        found = gathered(
            "Tanggal,Jenis Bencana,Provinsi,Lokasi",
            *(f"2024-01-01,Banjir,Jawa Tengah,{each}" for each in places),
        )
        (merged,) = [each for each in found.doubts if each.code == "province-only-merged"]
        assert (merged.data["lines"], merged.data["number"]) == (lines, len(places))
        assert merged.data["several"] == several
        assert bool(merged.data["several_id"]) == bool(several)
        assert merged.message("en").endswith("count as one event" + several)


class TestDaysOfOneEvent:
    HEADINGS = "ID Kejadian,Tanggal,Jenis Bencana,Provinsi,Kabupaten"

    def days_apart(self, *lines):
        return [
            each.data for each in gathered(self.HEADINGS, *lines).doubts if each.code == "event-days-apart"
        ]

    def test_an_id_that_starts_again_each_month(self):
        (found,) = self.days_apart(
            "1,2024-01-03,Banjir,Jawa Tengah,Demak",
            "2,2024-01-05,Banjir,Jawa Tengah,Kudus",
            "1,2024-02-04,Banjir,Jawa Tengah,Pati",
        )
        assert dict(found) == {"key": "1", "number": 2, "first": "2024-01-03", "last": "2024-02-04"}

    def test_an_event_of_a_month_is_none(self):
        lines = [f"1,{day},Banjir,Jawa Tengah,Demak" for day in ("2024-01-03", "2024-02-03")]
        assert self.days_apart(*lines) == []


class TestWeights:
    HEADINGS = "Provinsi,Kabupaten,Tanggal,Jenis Bencana,Jumlah Kejadian"

    def test_the_publishers_sum_and_what_is_no_event(self):
        lines = [
            f"Aceh,Aceh Barat,2024-01-0{day},Banjir,{weight}"
            for day, weight in ((1, "3"), (2, "0"), (3, "x"))
        ]
        table = read_table(rows(self.HEADINGS, *lines))
        assert [row.codes for row in table] == [
            *[("weight-not-one-event",)] * 2,
            ("weight-unreadable",),
        ]
        assert gather(table).published == 3
        assert as_weight("0,25") == Decimal("0.25")
        assert as_weight("-1") is as_weight("NaN") is None

    @pytest.mark.parametrize(
        ("regions", "weight", "expected"),
        [
            (("Aceh Barat", "Aceh Barat"), "0.5", []),
            (("Aceh Barat", "Aceh Besar"), "0.5", []),
            (("Aceh Barat", "Aceh Besar"), "0.333", ["weights-do-not-close"]),
        ],
    )
    def test_shares_that_do_not_close(self, regions, weight, expected):
        lines = [f"Aceh,{region},2024-01-01,Banjir,{weight}" for region in regions]
        found = gathered(self.HEADINGS, *lines)
        assert [code for code in codes(found) if code.startswith("weights")] == expected

    def test_rows_that_are_one_event_already_are_no_proposal(self):
        table = read_table(
            rows(
                f"ID Kejadian,{self.HEADINGS}",
                *(f"x,Aceh,{region},2024-01-01,Banjir,0.5" for region in ("Aceh Barat", "Aceh Besar")),
            )
        )
        assert propose_shared((row.event, Decimal("0.5")) for row in table) == ()


class TestCounted:
    def test_totals_of_the_publisher(self):
        table = read_table(
            rows(
                "kode_kabupaten_kota,nama_kabupaten_kota,nama_provinsi,jenis_bencana,jumlah_kejadian,tahun",
                "3201,BOGOR,JAWA BARAT,BANJIR,9,2022",
                ",,JAWA BARAT,BANJIR,1.5,2023",
                ",,,,2,semua",
                "3201,BOGOR,JAWA BARAT,BANJIR,-,2022",
            )
        )
        assert table.kind == "published_totals"
        found = table.published()
        assert (found.total, found.rows, found.unknown) == (Decimal("12.5"), 3, 1)
        assert found.provinces == {RegionCode("32"): Decimal("10.5")}
        assert found.regencies == {RegionCode("32.01"): 9}
        assert found.years == {2022: 9, 2023: Decimal("1.5")}
        assert found.types == {("2023", "101"): Decimal("10.5")}
        for reads in (gather, list):
            with pytest.raises(PublishedTotalsError, match=r"table\.published"):
                reads(table)

    COUNTS = "Kabupaten/Kota,Jenis Bencana,Jumlah Kejadian,Tahun"
    PARTS = ("Kab. Demak,Banjir,7,2022", "Kab. Kudus,Banjir,2,2022", "Kab. Badung,Tanah Longsor,4,2023")

    @pytest.mark.parametrize(
        "row",
        [
            "JUMLAH,,13,",
            "Total,Banjir,9,2022",
            ",Jumlah,13,",
            ",,13,Total 2022",
            "Jawa Tengah,Banjir,9,2022",
            "PROVINSI JAWA TENGAH,,9,",
            "Indonesia,,13,",
            "Indonesia,Tanah Longsor,4,2023",
            "Sumber: BPBD,,,",
        ],
    )
    def test_a_row_that_adds_up_others_is_no_part_of_the_total(self, row):
        found = read_table(rows(self.COUNTS, *self.PARTS, row)).published()
        assert (found.total, found.rows, found.unknown, found.sums) == (13, 3, 0, 1)
        assert found.provinces == {RegionCode("33"): 9, RegionCode("51"): 4}

    @pytest.mark.parametrize(
        "row", ["Jawa Tengah,Banjir,8,2022", "Jawa Tengah,Banjir,9,2023", "Jawa Tengah,Banjir,-,2022"]
    )
    def test_a_province_that_is_not_the_sum_of_its_kabupaten_is_a_row(self, row):
        found = read_table(rows(self.COUNTS, *self.PARTS, row)).published()
        assert (found.rows + found.unknown, found.sums) == (4, 0)

    def test_the_code_of_a_province_below_its_kabupaten(self):
        found = read_table(
            rows("Kode Wilayah,Jumlah Kejadian", "33.21,3", "33.19,2", "33,5", "51,5")
        ).published()
        assert (found.total, found.sums) == (10, 1)
        assert found.provinces == {RegionCode("33"): 5, RegionCode("51"): 5}

    def test_a_city_that_bears_the_name_of_a_province_is_no_sum(self):
        found = read_table(
            rows(
                self.COUNTS,
                "Gorontalo,Banjir,2,2022",
                "Kota Bengkulu,Banjir,2,2022",
                "Bengkulu,Banjir,2,2022",
            )
        ).published()
        assert (found.total, found.sums) == (6, 0)

    def test_numbers_of_events_are_whole_unless_a_cell_has_decimals(self):
        def total(*cells):
            body = [["Demak", "Banjir", cell, "2022"] for cell in cells]
            return read_table([self.COUNTS.split(","), *body]).published().total

        assert total("1.234", "12 kejadian", "1.234.567", "nihil") == 1_235_813
        assert total("1.333", "0.667", "1") == 3
        assert total("1,5", "2") == Decimal("3.5")

    def test_a_table_of_events_has_none(self):
        table = read_table(rows("Provinsi,Tanggal,Jenis Bencana", "Aceh,2024-01-01,Banjir"))
        assert table.kind == "events"
        with pytest.raises(ValueError, match="events"):
            table.published()
        assert not is_counted(Columns.of(["KIB", "jumlah_kejadian"]))

    def test_a_wide_table_is_refused(self):
        with pytest.raises(WideTableError, match="wide table"):
            read_table(rows("Kabupaten,2019,2020,2021,2022,2023", "Agam,1,2,3,4,5"))
        assert wide_headings(["Provinsi", "Banjir", "Jumlah Longsor", "Epidemi 2020", "Luas"]) == [
            "Banjir",
            "Jumlah Longsor",
            "Epidemi 2020",
        ]
        assert len(wide_headings(["Kabupaten", "Jan", "Feb 2024", "Banjir Mei", "Jumlah", "Semester 1"])) == 3
        with pytest.raises(TableError, match="column"):
            read_table(rows("jumlah_kejadian,tahun", "1,2020"), columns={"kib": "no such column"})

    @pytest.mark.parametrize("form", ["table", "csv", "json"])
    def test_on_the_command_line(self, form, tmp_path, capsys):
        path = tmp_path / "t.csv"
        path.write_text(
            "nama_provinsi,jenis_bencana,jumlah_kejadian,tahun\nACEH,BANJIR,7,2022\nACEH,Ulat Bulu,1,2022\n"
        )
        assert main(["count", str(path), "--format", form]) == 0
        out = capsys.readouterr().out
        assert "8" in out
        if form == "json":
            assert json.loads(out)["published"]["types"] == {"Banjir": "7", "Ulat Bulu": "1"}
        assert main(["count", str(path), "--format", form, "--level", "province"]) == 0
        assert main(["check", str(path)]) == 2
        assert "satudata count" in capsys.readouterr().err

    def test_the_page_says_what_is_not_added(self, tmp_path, capsys):
        path = tmp_path / "t.csv"
        path.write_text("\n".join([self.COUNTS, *self.PARTS, "JUMLAH,,13,", "Kab. Pati,Banjir,?,2022"]))
        assert main(["count", str(path), "--lang", "en"]) == 0
        out = capsys.readouterr().out
        assert "total of the publisher: 13" in out
        assert "without a number of events: 1" in out
        assert "only add up others, and source lines, left out: 1" in out


class TestVerdicts:
    def test_what_the_table_has_no_column_for_did_not_happen(self):
        headings = "Provinsi,Tanggal,Jenis Bencana,Meninggal,Luka,Rumah Rusak,Sawah,Satuan Pendidikan Rusak"
        lacking = ("affected", "displaced", "facilities", "land")
        assumed = Assumptions(requests_national_help=False, emergency_status=False, lacking=lacking)
        for line, verdict in (
            ("0,1,1,0.5,1", "not_met"),
            ("0,1,1,0.5,4", "met"),
            ("0,1,1,,1", "undetermined"),
        ):
            table = read_table(rows(headings, f"Aceh,2024-01-01,Banjir,{line}"), assumptions=assumed)
            assert gather(table, assumptions=assumed).verdicts == {verdict: 1}

    def test_each_figure_can_be_assumed_not_to_have_occurred(self):
        every = ("dead", "missing", "injured", "affected", "displaced", "houses", "facilities", "land")
        for left_out in (None, *every):
            lacking = [name for name in every if name != left_out]
            assumed = Assumptions(requests_national_help=False, emergency_status=False, lacking=lacking)
            table = read_table(
                rows("Provinsi,Tanggal,Jenis Bencana", "Aceh,2024-01-01,Banjir"), assumptions=assumed
            )
            dead_or_missing = Interpretation(missing_as_dead=True)
            found = gather(table, assumptions=assumed, interpretation=dead_or_missing).verdicts
            assert found == {"not_met" if left_out is None else "undetermined": 1}, left_out

    def test_an_unknown_assumption(self):
        with pytest.raises(ValueError, match="one of dead"):
            Assumptions(lacking=("floods",))

    def test_the_publishers_own_verdict(self):
        headings = "Provinsi,Tanggal,Jenis Bencana,Meninggal,is_bencana"
        lines = [
            f"Aceh,2024-01-0{day},Banjir,{dead},{said}"
            for day, dead, said in ((1, "1", "False"), (2, "1", "True"), (3, "", "True"), (4, "2", ""))
        ]
        found = gathered(headings, *lines)
        assert [(at, each.code) for at, each in found.doubts_by_line] == [((1,), "publisher-verdict-differs")]


class TestRows:
    HEADINGS = "No,Provinsi,Tanggal,Jenis Bencana,Lokasi,Meninggal"

    @pytest.mark.parametrize(("place", "doubts"), [("Kec. A", 2), ("Kec. B", 1)])
    def test_rows_of_one_province(self, place, doubts):
        lines = [f"{at},Aceh,2024-01-01,Banjir,{each},1" for at, each in ((1, "Kec. A"), (2, place))]
        found = gathered(self.HEADINGS, *lines)
        assert found.counts().national == 1
        merged = [each for each in found.doubts if each.code == "province-only-merged"]
        assert len(found.doubts) == doubts
        assert len(merged) == 1
        assert ("perhaps several" in merged[0].message("en")) is (place == "Kec. B")

    def test_equal_rows_are_equal_in_every_cell_but_the_row_number(self):
        headings = "ID Kejadian,Objectid,Kabupaten,Provinsi,Tanggal,Jenis Bencana,Catatan"
        one = "x,{},Aceh Barat,Aceh,2024-01-01,Banjir,{}"
        assert "possible-double" in codes(gathered(headings, one.format(1, "a"), one.format(2, "a")))
        assert "possible-double" not in codes(gathered(headings, one.format(1, "a"), one.format(2, "b")))
        other_day = one.replace("01-01", "01-02")
        assert "possible-double" not in codes(
            gathered(headings, one.format(1, "a"), other_day.format(2, "a"))
        )

    @pytest.mark.parametrize(("year", "severity"), [(2024, "error"), (2014, "warning")])
    def test_a_column_of_rounded_kibs(self, year, severity):
        kibs = [f"3301101{year}010{day}0" for day in range(1, 6)]
        found = gathered("KIB,Meninggal", *(f"{kib},1" for kib in kibs))
        assert [(each.code, each.severity) for each in found.doubts] == [("kib-all-rounded", severity)]
        assert gathered("KIB,Meninggal", *(f"{kib},1" for kib in kibs[1:])).doubts == ()


def test_counting_from_events_and_from_the_table_agrees():
    table = read_table(rows(EVENT, "x,2024-01-05,Gempabumi,Aceh,1", "x,2024-01-05,Tanah Longsor,Aceh,1"))
    events = [row.event for row in table]
    assert count_events(events, by="type") == gather(table).counts(("type",))


@pytest.mark.parametrize(
    ("province", "text", "day"),
    [
        ("Aceh", "2024-01-01T18:00:00Z", "2024-01-02"),
        ("Aceh", "2024-01-01 16:30:00+00:00", "2024-01-01"),
        ("Papua", "2024-01-01 16:30:00+00:00", "2024-01-02"),
        ("Papua", "2024-01-01 16:30", "2024-01-01"),
        ("Papua", "2024-01-01T23:30:00+09:00", "2024-01-01"),
        ("Papua", "2024-01-01T25:30:00Z", "2024-01-01"),
        ("Entah", "2024-01-01T23:30:00Z", None),
    ],
)
def test_a_moment_with_a_zone_is_the_day_of_its_region(province, text, day):
    (row,) = read_table(rows("Provinsi,Tanggal,Jenis Bencana", f"{province},{text},Banjir"))
    assert (row.date and row.date.isoformat()) == day


CARRIED = [
    # KIBs only: the code before and the code since are one place, one event
    ("KIB,Meninggal", ["6473101202005071,0", "6571101202005072,1"], {"65.71": 1}, {"region-retired"}),
    ("KIB,Meninggal", ["9126101202405071,0"], {"94.06": 1}, {"region-retired"}),
    # a code that only one place can have
    ("Kode,Tanggal,Jenis", ["91.26,2024-05-07,Banjir"], {"94.06": 1}, {"region-retired"}),
    ("Kode,Tanggal,Jenis", ["9126,2024-05-07,Banjir"], {"94.06": 1}, {"region-retired"}),
    ("Kode,Tanggal,Jenis", ["92.10,2025-06-07,Banjir"], {"96.05": 1}, {"region-retired"}),
    ("Kode,Tanggal,Jenis", ["64.73,2020-01-02,Banjir"], {"65.71": 1}, {"region-retired"}),
    ("Kode,Tanggal,Jenis", ["9403,2019-01-02,Banjir"], {"91.03": 1}, {"other-system-suspected"}),
    # a dot is Kemendagri's
    ("Kode,Tanggal,Jenis", ["91.01,2024-05-07,Banjir"], {"93.01": 1}, {"region-retired"}),
    ("Kode,Tanggal,Jenis", ["12.12,2019-01-02,Banjir"], {"12.12": 1}, set()),
    ("KIB,Kode", ["1212101201901021,12.12"], {"12.12": 1}, set()),
    ("Kode,Tanggal,Jenis", ["99.01,2024-05-07,Banjir"], {"99.01": 1}, {"region-unknown"}),
    # without one both systems can be meant
    ("Kode,Tanggal,Jenis", ["1212,2019-01-02,Banjir"], {"12.12": 1}, {"region-open"}),
    ("KIB,Kode", ["9101101202405071,9101"], {"91.01": 1}, {"region-open"}),
    ("KIB,Meninggal", ["9104101202405071,0"], {"91.04": 1}, {"region-open"}),
    ("KIB,Kode", ["9101101202405071,91.01"], {"93.01": 1}, {"region-retired"}),
    # the province decides: the one of that day before one of another
    (
        "Kode,Provinsi,Tanggal,Jenis",
        ["9101,Papua Selatan,2024-05-08,Banjir"],
        {"93.01": 1},
        {"region-retired"},
    ),
    ("Kode,Provinsi,Tanggal,Jenis", ["9104,Papua,2024-05-08,Banjir"], {"94.01": 1}, {"region-retired"}),
    (
        "Kode,Provinsi,Tanggal,Jenis",
        ["9101,Papua Barat,2024-05-08,Banjir"],
        {"92.03": 1},
        {"other-system-suspected"},
    ),
    (
        "Kode,Provinsi,Tanggal,Jenis",
        ["6405,Kaltim,2020-05-08,Banjir"],
        {"64.03": 1},
        {"other-system-suspected"},
    ),
    ("KIB,Provinsi", ["6405101202005081,Kaltim"], {"64.03": 1}, {"other-system-suspected"}),
    ("Kode,Provinsi,Tanggal,Jenis", ["1212,Sumut,2019-01-02,Banjir"], {"12.12": 1}, {"region-open"}),
    (
        "Kode,Provinsi,Tanggal,Jenis",
        ["9101,Aceh,2024-05-08,Banjir"],
        {},
        {"region-id-differs"},
    ),
    ("KIB,Provinsi", ["6202106202408041,Aceh"], {}, {"kib-region-differs"}),
    ("KIB,Kabupaten", ["9101101202405081,Demak"], {"33.21": 1}, {"kib-region-differs", "region-open"}),
]


@pytest.mark.parametrize(("headings", "lines", "regencies", "said"), CARRIED)
def test_a_place_counts_under_the_code_in_force_on_its_date(headings, lines, regencies, said):
    names = {"Kode": "Kode Kabupaten", "Jenis": "Jenis Bencana"}
    headings = ",".join(names.get(each, each) for each in headings.split(","))
    table = read_table(rows(headings, *lines))
    counts = gather(table).counts()
    assert {str(code): number for code, number in counts.regencies.items()} == regencies
    assert counts.national == 1
    assert {each.code for row in table for each in row.findings} == said


def test_a_published_number_counts_under_the_code_in_force_in_its_year():
    table = read_table(
        rows(
            "Kode Kabupaten,Jenis Bencana,Jumlah Kejadian,Tahun", "91.26,Banjir,4,2024", "94.06,Banjir,2,2024"
        )
    )
    assert table.published().regencies == {RegionCode("94.06"): Decimal(6)}


@pytest.mark.parametrize(
    ("name", "province", "near"),
    [
        ("Sumbang", "", "Kecamatan Sumbang (Kabupaten Banyumas)"),
        ("Kec Porong", "", None),
        ("Porong", "", "Kecamatan Porong (Kabupaten Sidoarjo)"),
        ("Kembang", "Jawa Tengah", "Kecamatan Kembang (Kabupaten Jepara)"),
    ],
)
def test_the_name_of_a_kecamatan_is_not_repaired_into_a_kabupaten(name, province, near):
    (row,) = read_table(
        rows("Tanggal,Jenis Bencana,Kab/Kota,Provinsi", f"2024-01-01,Banjir,{name},{province}")
    )
    (said,) = [each for each in row.findings if each.code == "place-unknown"]
    assert near is None or said.data["near"].startswith(near)
    assert "place-name-repaired" not in {each.code for each in row.findings}


def test_a_kecamatan_of_another_province_leaves_the_repair():
    (row,) = read_table(
        rows("Tanggal,Jenis Bencana,Kab/Kota,Provinsi", "2024-01-01,Banjir,Sidoharjo,Jawa Timur")
    )
    assert [str(each.region) for each in row.event.records] == ["35.15"]
    assert [each.code for each in row.findings] == ["place-name-repaired"]


@pytest.mark.parametrize(
    ("heading", "cells", "region", "said"),
    [
        ("Kota", "Bandung,Jawa Barat,", "32.73", []),
        ("Kota", "Kota Bandung,Jawa Barat,", "32.73", []),
        ("Nama Kota", "Cilacap,Jawa Tengah,", "33.01", []),
        ("City", "BANDUNG,JAWA BARAT,", "32.04", ["place-name-shared"]),
        ("Kab/Kota", "Kupang,NTT,", "53.01", ["place-name-shared"]),
        ("Kab/Kota", "Kupang,,", "53.01", ["place-name-shared"]),
        ("Kab/Kota", "Kupang,NTT,53.01", "53.01", []),
        ("Kab/Kota", "Kab. Kupang,NTT,", "53.01", []),
        ("Kab/Kota", "Demak,Jateng,", "33.21", []),
        ("Kabupaten", "Bandung,Jawa Barat,", "32.04", []),
    ],
)
def test_a_bare_name_that_a_kota_has_too(heading, cells, region, said):
    (row,) = read_table(
        rows(f"Tanggal,Jenis Bencana,{heading},Provinsi,Kode Kabupaten", f"2024-01-01,Banjir,{cells}")
    )
    assert [str(each.region) for each in row.event.records] == [region]
    assert [each.code for each in row.findings] == said
    assert all("Kota" in each.data["others"] for each in row.findings)


def test_a_place_that_is_not_read_is_named_where_its_row_counts_all_the_same(tmp_path, capsys):
    file = tmp_path / "kejadian.csv"
    lines = ["2024-01-01,Banjir,Kab. Bontang Raya,Kaltim", "2024-01-02,Banjir,Atlantis,"]
    file.write_text("\n".join(["Tanggal,Jenis Bencana,Kabupaten/Kota,Provinsi", *lines]), "utf-8")
    assert main(["count", str(file), "--lang", "en"]) == 1
    (note,) = [line for line in capsys.readouterr().err.splitlines() if "[place-unknown]" in line]
    assert '"Kab. Bontang Raya, Kaltim" (line 2)' in note
    assert "Atlantis" not in note
