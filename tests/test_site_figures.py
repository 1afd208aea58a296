"""Criterion 2 from site reports: which reports are of which event, the larger figure, the peak and the last."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import Interpretation, Verdict
from satudata.displaced import latest
from satudata.displaced._totals import summed
from satudata.tabular import Gathered, gather, read_site_reports, read_table

TABLE = """ID Kejadian,KIB,Tanggal,Jenis Bencana,Kabupaten,Terdampak,Mengungsi
gempa,3203107202211211,21/11/2022,Gempabumi,Cianjur,0,{own}
"""
NO_IDS = TABLE.replace("ID Kejadian,", "").replace("gempa,", "")
LIST = """Lokasi,Kabupaten,Data Per,Jiwa
A,Cianjur,25/11/2022 15.00 WIB,40
A,Cianjur,25/11/2022 18.00 WIB,20
B,Cianjur,25/11/2022 18.00 WIB,15
"""


def gathered(table, sites, **options):
    reports = read_site_reports(io.BytesIO(sites.encode()))
    return gather(
        read_table(io.BytesIO(table.encode())),
        site_reports=reports,
        interpretation=Interpretation(**options),
    )


def verdict(found):
    (judgement,) = found.judgements.values()
    return judgement.verdict, judgement.met


def said(found, *codes):
    return [each for each in found.doubts if each.code in (codes or ("displaced-unmatched",))]


class TestTheLargerCounts:
    @pytest.mark.parametrize(
        ("own", "met", "differs"),
        [
            ("", False, False),
            ("0", False, True),
            ("10", False, True),
            ("40", False, False),
            ("49", False, True),
            ("50", True, True),
        ],
    )
    def test_never_the_sum(self, own, met, differs):
        found = gathered(TABLE.format(own=own), LIST)
        assert verdict(found) == ((Verdict.MET, (2,)) if met else (Verdict.UNDETERMINED, ()))
        assert [each.code for each in said(found, "displaced-differs", "displaced-counted")] == [
            *(["displaced-differs"] if differs else []),
            "displaced-counted",
        ]

    def test_the_reports_alone_reach_the_limit(self):
        found = gathered(TABLE.format(own=""), LIST.replace(",40", ",60"))
        assert verdict(found) == (Verdict.MET, (2,))
        assert found.site_figures["gempa"].figure.known == 60

    def test_several_rows_of_one_event(self):
        table = TABLE.format(own="30") + "gempa,,21/11/2022,Gempabumi,Cianjur,0,15\n"
        assert verdict(gathered(table, LIST)) == (Verdict.UNDETERMINED, ())
        assert verdict(gathered(table, LIST.replace(",40", ",50"))) == (Verdict.MET, (2,))
        assert verdict(gathered(table, LIST.replace(",40", ",50"), scope="record")) == (Verdict.MET, (2,))
        assert verdict(gathered(table, LIST, scope="record")) == (Verdict.UNDETERMINED, ())

    def test_a_least_number_contradicts_nothing_above_it(self):
        found = gathered(TABLE.format(own="70"), LIST + "C,Cianjur,25/11/2022 18.00 WIB,-\n")
        assert said(found, "displaced-differs") == []
        found = gathered(TABLE.format(own="10"), LIST + "C,Cianjur,25/11/2022 15.00 WIB,-\n")
        (differs,) = said(found, "displaced-differs")
        assert "at least 40" in differs.message("en")
        assert "paling sedikit 40" in differs.message("id")

    def test_reports_that_say_no_number_change_nothing(self):
        found = gathered(TABLE.format(own=""), "Lokasi,Kabupaten,Data Per,Jiwa,KK\nA,Cianjur,25/11/2022,,5\n")
        assert found.site_figures == {}
        assert said(found, "displaced-counted") == []

    def test_without_reports_there_is_nothing(self):
        found = gather(read_table(io.BytesIO(TABLE.format(own="").encode())))
        assert found.site_figures == {}
        assert Gathered().site_figures == {}


class TestOfSeveralTimes:
    def test_the_peak_or_the_last(self):
        assert gathered(TABLE.format(own=""), LIST).site_figures["gempa"].figure.known == 40
        last = gathered(TABLE.format(own=""), LIST, displaced_at="last").site_figures["gempa"]
        assert (last.figure.known, last.last.as_of.hour, last.lines) == (35, 18, (2, 3, 4))

    def test_wholes_and_sites_in_several_provinces(self):
        table = TABLE.format(own="") + "gempa,,21/11/2022,Gempabumi,Badung,0,\n"
        text = (
            "Lokasi,Kabupaten,Kecamatan,Jumlah Titik,Data Per,Jiwa\n"
            ",Cianjur,Pacet,4,24/11/2022,30\n,Cianjur,Pacet,4,25/11/2022,10\nA,Cianjur,Pacet,,25/11/2022,20\n"
            "B,Badung,,,26/11/2022,7\nB,Badung,,,27/11/2022,1\n"
        )
        assert gathered(table, text).site_figures["gempa"].figure.known == 30
        assert gathered(table, text, displaced_at="last").site_figures["gempa"].figure.known == 21

    @given(
        st.lists(
            st.tuples(st.sampled_from("AB"), st.integers(1, 4), st.none() | st.integers(0, 9)), max_size=6
        )
    )
    def test_the_peak_is_that_of_a_walk_over_all_times(self, rows):
        lines = [
            f"{site},Cianjur,2{day}/11/2022,{'' if people is None else people}" for site, day, people in rows
        ]
        text = "\n".join(["Lokasi,Kabupaten,Data Per,Jiwa", *lines, ""])
        reports = read_site_reports(io.BytesIO(text.encode())).reports
        walked = [
            summed(latest(reports, at=date(2022, 11, 20 + day))).displaced.known_people for day in range(1, 5)
        ]
        known = [each for each in walked if each is not None]
        found = gathered(TABLE.format(own=""), text).site_figures
        assert [each.figure.known for each in found.values()] == ([max(known)] if known else [])

    def test_reports_without_a_time_come_first(self):
        text = "Lokasi,Kabupaten,Data Per,Jiwa\nA,Cianjur,,90\nA,Cianjur,25/11/2022,20\n"
        peak = gathered(TABLE.format(own=""), text)
        assert peak.site_figures["gempa"].figure.known == 90
        (counted,) = said(peak, "displaced-counted")
        assert "no time stated" in counted.message("en")
        assert "some name no day" in counted.message("en")
        last = gathered(TABLE.format(own=""), text, displaced_at="last")
        assert last.site_figures["gempa"].figure.known == 20

    def test_a_later_report_without_a_figure_is_not_the_peak(self):
        text = "Lokasi,Kabupaten,Data Per,Jiwa\nA,Cianjur,24/11/2022,\nA,Cianjur,25/11/2022,20\n"
        assert gathered(TABLE.format(own=""), text).site_figures["gempa"].figure.known == 20


class TestWhichEvent:
    @pytest.mark.parametrize(
        ("name", "table"),
        [("gempa", TABLE), ("GEMPA", TABLE), ("3203107202211212", TABLE), ("3203107202211211", NO_IDS)],
    )
    def test_by_its_name(self, name, table):
        text = LIST.replace("Kabupaten,", "Kode Bencana,Kabupaten,").replace("Cianjur", f"{name},Garut")
        found = gathered(table.format(own=""), text)
        assert [each.figure.known for each in found.site_figures.values()] == [40]
        assert "the event that they name" in said(found, "displaced-counted")[0].message("en")

    def test_a_name_that_the_table_does_not_have(self):
        text = LIST.replace("Kabupaten,", "Kode Bencana,Kabupaten,").replace("Cianjur", "banjir,Cianjur")
        assert gathered(TABLE.format(own=""), text).site_figures == {}
        # A table without ids cannot have it, so that region and day decide.
        assert len(gathered(NO_IDS.format(own=""), text).site_figures) == 1
        unnumbered = "Tanggal,Jenis Bencana,Kabupaten,Mengungsi\n21/11/2022,Epidemi,Cianjur,\n"
        assert len(gathered(unnumbered, text).site_figures) == 1
        kib = LIST.replace("Kabupaten,", "KIB,Kabupaten,").replace("Cianjur", "3203101202211211,Cianjur")
        (unmatched,) = said(gathered(NO_IDS.format(own=""), kib))
        assert unmatched.data["lines"] == "2, 3, 4"

    def test_by_a_region_and_day_that_leave_no_other(self):
        assert len(gathered(TABLE.format(own=""), LIST).site_figures) == 1
        elsewhere = gathered(TABLE.format(own=""), LIST.replace("Cianjur", "Garut"))
        assert "reports of 32.05 Kabupaten Garut on lines 2, 3, 4" in said(elsewhere)[0].message("en")
        assert "no event there" in said(elsewhere)[0].message("en")
        before = gathered(TABLE.format(own=""), LIST.replace("25/11", "20/11"))
        assert "later day" in said(before)[0].message("en")

    def test_two_events_are_never_chosen_between(self):
        table = NO_IDS.format(own="") + "3203101202211011,01/11/2022,Banjir,Cianjur,0,\n"
        found = gathered(table, LIST)
        assert found.site_figures == {}
        (unmatched,) = said(found)
        assert "320310120221101 (2022-11-01)" in unmatched.message("id")
        # Up to the second event only the first is possible.
        early = gathered(table, LIST + "C,Cianjur,10/11/2022,99\n")
        assert [each.lines for each in early.site_figures.values()] == [(5,)]

    @pytest.mark.parametrize("column", ["Tanggal Kejadian", "Jenis Bencana"])
    def test_the_event_s_day_or_type_chooses(self, column):
        table = NO_IDS.format(own="") + "3203101202211011,01/11/2022,Banjir,Cianjur,0,\n"
        value = {"Tanggal Kejadian": "01/11/2022", "Jenis Bencana": "Banjir"}[column]
        text = LIST.replace("Kabupaten,", f"{column},Kabupaten,").replace("Cianjur", f"{value},Cianjur")
        assert list(gathered(table, text).site_figures) == ["320310120221101"]
        other = text.replace("01/11/2022", "02/11/2022").replace("Banjir", "Tsunami")
        assert "day and type" in said(gathered(table, other))[0].message("en")
        unknown = text.replace("Banjir", "Entah")
        if column == "Jenis Bencana":
            assert "several events" in said(gathered(table, unknown))[0].message("en")

    def test_a_first_report_long_after_the_event_is_not_certain(self):
        late = LIST.replace("25/11/2022", "25/01/2023")
        found = gathered(TABLE.format(own=""), late)
        assert found.site_figures == {}
        assert "65 days after" in said(found)[0].message("en")
        # With an early report or its name the later ones are of it too.
        assert len(gathered(TABLE.format(own=""), late + "C,Cianjur,22/11/2022,1\n").site_figures) == 1
        named = late.replace("Kabupaten,", "Kode Bencana,Kabupaten,").replace("Cianjur", "gempa,Cianjur")
        mixed = gathered(TABLE.format(own=""), named + "C,,Cianjur,26/01/2023,1\n")
        assert mixed.site_figures["gempa"].lines == (2, 3, 4)

    def test_a_report_of_a_province(self):
        text = "Provinsi,Data Per,Jiwa\nJawa Barat,25/11/2022,70\nBali,25/11/2022,7\n"
        found = gathered(TABLE.format(own=""), text)
        assert found.site_figures["gempa"].figure.known == 70
        assert [each.data["place"] for each in said(found)] == ["51 Bali"]

    def test_a_region_that_has_another_code_now(self):
        table = "KIB,Tanggal,Jenis Bencana,Kabupaten,Mengungsi\n9101101202211011,01/11/2022,Banjir,Merauke,\n"
        text = "Kabupaten,Data Per,Jiwa\nMerauke,20/11/2022,70\n"
        assert [each.figure.known for each in gathered(table, text).site_figures.values()] == [70]

    def test_what_could_not_be_placed_is_said(self):
        found = gathered(TABLE.format(own=""), LIST + "C,Atlantis,25/11/2022,5\n")
        (unmatched,) = said(found)
        assert (unmatched.data["lines"], unmatched.data["place"]) == ("5", "?")
        assert unmatched.message("en").startswith("reports of ? on line 5 of ")
