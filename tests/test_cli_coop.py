"""``satudata coop``: what each question prints, in both languages, and how it ends."""

import io
import json
import re
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from satudata.cli import _coop
from satudata.cli._coop_arguments import CHANGES, FILES, QUESTIONS
from satudata.cooperation import Agreement, Partner, Portfolio, Position, StageEntry, Term
from satudata.interchange import to_json
from satudata.kib import KIB

EXAMPLE = str(Path(__file__).resolve().parent.parent / "examples" / "portfolio.json")
CAMPUS = Partner("Universitas X", "perguruan_tinggi")


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    monkeypatch.setattr(_coop, "today", lambda: date(2026, 3, 1))


@pytest.fixture
def run(run):
    return partial(run, "coop")


@pytest.fixture
def portfolio(tmp_path):
    def write(*agreements):
        path = tmp_path / "portfolio.json"
        path.write_text(to_json(Portfolio(agreements)), encoding="utf-8")
        return str(path)

    return write


def agreement(id, *events, **fields):
    return Agreement(id=id, track="antar_lembaga", partners=CAMPUS, history=events, **fields)


class TestStatus:
    def test_table(self, run):
        out, _ = run("status", EXAMPLE)
        lines = out.splitlines()
        assert lines[0] == "9 perjanjian pada 1 Maret 2026"
        assert max(map(len, lines)) <= 80
        ids = [line.split("  ")[0] for line in lines[2:-1] if line and not line.startswith(" ")]
        assert ids[-1] == "pnm-pks-2025"
        at = next(number for number, line in enumerate(lines) if line.startswith("unand-2025"))
        assert lines[at + 2 : at + 5] == [
            "    tahap: penandatanganan sejak 26 Februari 2025 (368 hari), kemajuan 83%",
            "    keberlakuan: berlaku; hari terakhir: 25 Februari 2030 (sisa 1458 hari);",
            "      tidak aktif: lama tanpa turunan dan laporan",
        ]
        assert lines[-1] == "1 berlaku, 8 tidak diketahui"

    def test_missing_papers_and_a_stage_that_takes_too_long(self, run):
        out, _ = run("status", EXAMPLE, "--lang", "en", "--service-level", "penandatanganan=300")
        assert "missing papers: consultation of the foreign minister; full powers" in out
        assert "68 days overdue" in " ".join(out.split())
        told = json.loads(
            run("status", EXAMPLE, "--format", "json", "--service-level", "penandatanganan=300")[0]
        )
        overdue = {each["id"]: each["overdue"] for each in told["agreements"]}
        assert (overdue["unand-2025"], overdue["pnm-nk-2025"]) == (68, 0)

    def test_without_a_service_level_nothing_is_overdue(self, run):
        told = json.loads(run("status", EXAMPLE, "--format", "json")[0])
        assert {each["overdue"] for each in told["agreements"]} == {None}

    @pytest.mark.parametrize("level", ["penandatanganan", "penandatanganan=x", "tidur=3"])
    def test_a_wrong_service_level(self, run, level):
        assert "usulan=14" in run("status", EXAMPLE, "--service-level", level, status=2)[1]

    def test_ends_as_far_as_they_are_known(self, run, portfolio):
        signed = StageEntry("penandatanganan", "2024-05-01")
        file = portfolio(
            agreement("year", signed, term=Term("2024-05-01", until="2027")),
            agreement("from-a-year", signed, term=Term("2024", years=3)),
            agreement("none", signed, term=Term("2024-05-01", indefinite=True)),
        )
        out, _ = run("status", file)
        assert "hari terakhir: 2027" in out
        assert "hari terakhir: 31 Desember 2026 - 30 Desember 2027" in " ".join(out.split())
        assert "hari terakhir: tidak ada, tidak terbatas waktu" in out
        told = json.loads(run("status", file, "--format", "json")[0])["agreements"]
        assert [(each["last_day"], each["ends"]) for each in told] == [
            (None, "2027"),
            (None, "2026-12-31..2027-12-30"),
            (None, None),
        ]

    def test_a_page(self, run, tmp_path, portfolio):
        odd = agreement("a", StageEntry("usulan", "2025-01-01"), title="<b>", term=None)
        out, _ = run("status", portfolio(odd), "--html", "--lang", "en")
        assert out.startswith("<!DOCTYPE html>")
        assert '<html lang="en">' in out
        assert '<li class="now" aria-current="step">proposal (1 January 2025)</li>' in out
        assert "a: &lt;b&gt;</h2>" in out
        page = tmp_path / "page.html"
        assert run("status", EXAMPLE, "--html", str(page))[0] == ""
        assert page.read_text(encoding="utf-8").count("<article ") == 9
        run("status", EXAMPLE, "--html", "-o", str(tmp_path / "other.html"))
        run("status", EXAMPLE, "-o", str(tmp_path / "third.html"))
        assert (tmp_path / "third.html").read_bytes() == page.read_bytes()
        assert run("expiring", EXAMPLE, "-o", str(tmp_path / "x.html"), status=2)[1]
        assert run("status", EXAMPLE, "--html", "-o", str(tmp_path / "x.csv"), status=2)[1]

    def test_english(self, run):
        out, _ = run("status", EXAMPLE, "--lang", "en")
        assert "2026 / 2027" in out
        assert out.endswith("1 in force, 8 not known\n")

    def test_what_has_no_stage(self, run, portfolio):
        assert "tidak diketahui" in run("status", portfolio(agreement("a")))[0]

    def test_json(self, run):
        told = json.loads(run("status", EXAMPLE, "--format", "json", "--on", "2025-11-15")[0])
        held = {each["id"]: each for each in told["agreements"]}
        assert told["on"] == "2025-11-15"
        assert held["unand-2025"]["validity"] == "berlaku"
        assert held["unand-2025"]["last_day"] == "2030-02-25"
        assert held["pnm-nk-2025"]["stage"] is None
        assert held["swiss-2020"]["sleeping"] is None
        assert held["japan-2013"]["documents_missing"] == ["konsultasi_menteri", "surat_kuasa"]


class TestGaps:
    def test_what_nobody_mapped_and_what_nobody_covers(self, run):
        out, _ = run("gaps", EXAMPLE, "--lang", "en")
        lines = out.splitlines()
        assert lines[0] == "8 agreements are in force, or may be, and do not say where they work:"
        assert lines[1] == "  japan-2013: Japan"
        assert lines[9].startswith("15420 of 15420 cells (514 regions)")
        assert lines[-1] == "swiss-2020 may cover 9252 of these cells: something is not stated"

    def test_some_of_it(self, run, portfolio):
        five = Term("2025-01-01", years=5)
        signed = StageEntry("penandatanganan", "2025-01-01")
        file = portfolio(
            agreement("a", signed, term=five, positions=Position("62", "106", "prabencana")),
            agreement("b", signed, positions=Position("62.02", "101", "prabencana")),
        )
        asked = (
            "--region",
            "62.02",
            "--type",
            "101",
            "--type",
            "106",
            "--phase",
            "prabencana",
        )
        out, _ = run("gaps", file, *asked, "--rows", "--lang", "en")
        lines = out.splitlines()
        assert lines[1].startswith("1 of 2 cells (1 region) is not surely covered on 1 March 2026")
        assert [line.split()[-1] for line in lines[3:6]] == ["disaster", "1", "0"]
        assert lines[-2:] == [
            "  62.02 Kabupaten Kotawaringin Timur | 101 Banjir | before a disaster | possibly",
            "    b",
        ]
        told = json.loads(run("gaps", file, *asked, "--format", "json")[0])
        assert (told["cells"], told["unmapped"]) == (2, [])
        assert told["gaps"][0] == {"region": "62.02", "type": "101", "phase": "prabencana", "possible": ["b"]}

    def test_a_table_fits_in_80_columns(self, run):
        out, _ = run("gaps", EXAMPLE, "--region", "Bali", "--lang", "en")
        assert max(map(len, out.splitlines())) <= 80

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            (("--region", "620"), 'tidak ada provinsi atau kabupaten/kota bernama "620"'),
            (("--region", "62.99"), 'tidak ada provinsi atau kabupaten/kota bernama "62.99"'),
            (("--region", "Balii"), "mungkin maksudnya Bali (51)?"),
            (("--region", "Bogor"), "32.01 Kabupaten Bogor; 32.71 Kota Bogor"),
            (
                ("--region", "91.04"),
                "91.04 Kabupaten Nabire tidak berlaku pada 1 Maret 2026; sekarang: 94.01",
            ),
            (("--type", "banjr"), "mungkin maksudnya Banjir?"),
            (("--region", "Jambi"), "15 Jambi; 15.71 Kota Jambi"),
            (("--type", "kebakaran"), "Kebakaran tidak memiliki kode jenis"),
            (("--type", "555"), 'tidak ada jenis bencana "555"'),
        ],
    )
    def test_what_does_not_exist_is_refused(self, run, asked, told):
        for question in ("gaps", "overlaps"):
            assert told in run(question, EXAMPLE, *asked, status=2)[1]

    @pytest.mark.parametrize("place", ["51", "Provinsi Bali", "51 Bali", "Bali (51)"])
    def test_a_place_is_read_as_it_is_printed(self, run, place):
        asked = ("gaps", EXAMPLE, "--region", place, "--type", "101", "--format", "json")
        assert {each["region"] for each in json.loads(run(*asked)[0])["gaps"]} == {"51"}

    def test_names_are_read(self, run):
        told = json.loads(run("gaps", EXAMPLE, "--region", "bali", "--type", "Banjir", "--format", "json")[0])
        assert {(each["region"], each["type"]) for each in told["gaps"]} == {("51", "101")}

    def test_many_agreements_that_are_not_mapped(self, run, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        file = portfolio(*(agreement(f"a{number}", signed) for number in range(20)))
        assert "  dan 8 lagi\n" in run("gaps", file, "--region", "Bali")[0]

    def test_a_heat_map(self, run, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        file = portfolio(
            agreement(
                "a", signed, term=Term("2025-01-01", years=5), positions=Position("62", "106", "prabencana")
            ),
            agreement("b", signed),
        )
        out, _ = run("gaps", file, "--html", "--lang", "en")
        assert '<th scope="row">62 Kalimantan Tengah</th>' in out
        assert '<td class="h5">100 %</td>' not in out
        assert '<td class="h1">3 %</td>' in out
        assert "prefers-color-scheme:dark" in out
        assert '<ul class="legend" role="list" aria-label="legend: share covered">' in out
        assert "<li>b: Universitas X</li>" in out
        out, _ = run("gaps", file, "--html", "--region", "62.02", "--phase", "prabencana", "--type", "106")
        assert '<td class="h5">100 %</td>' in out


class TestOverlaps:
    @pytest.fixture
    def two(self, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        given = {"term": Term("2025-01-01", years=5), "positions": Position("62.02", "106", "prabencana")}
        other = Agreement(
            id="b",
            track=None,
            partners=Partner("Yayasan Y", "organisasi_masyarakat"),
            history=[signed],
            **given,
        )
        return portfolio(agreement("a", signed, **given), other)

    def test_table(self, run, two):
        out, _ = run("overlaps", two, "--rows", "--lang", "en")
        assert out.splitlines() == [
            "1 of 15420 cells is covered by agreements without a common partner on 1 March",
            "  2026",
            "  a, b: 1 cell",
            "  62.02 Kabupaten Kotawaringin Timur | 106 Kebakaran Hutan dan Lahan | before a",
            "    disaster | a, b",
        ]

    def test_json_and_none(self, run, two):
        told = json.loads(run("overlaps", two, "--format", "json")[0])
        assert told["overlaps"] == [
            {"region": "62.02", "type": "106", "phase": "prabencana", "agreements": ["a", "b"]}
        ]
        assert run("overlaps", EXAMPLE)[0].startswith("0 dari 15420 sel")


class TestCall:
    @pytest.fixture
    def file(self, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        given = {"term": Term("2025-01-01", years=5), "title": "Siaga"}
        return portfolio(
            agreement("province", signed, positions=Position("62", "106", "tanggap_darurat"), **given),
            agreement("region", signed, positions=Position("62.02", "all", "tanggap_darurat"), **given),
            agreement("open", signed, positions=Position("62.02"), **given),
            agreement("other", signed, positions=Position("51", "all", "tanggap_darurat"), **given),
            agreement("over", signed, term=Term("2025-01-01", years=1), positions=Position("62.02", "all")),
        )

    def test_best_match_first_and_why(self, run, file):
        out, _ = run("call", file, "--kib", "6202 106 20240804 1", "--lang", "en")
        assert out.splitlines()[:2] == [
            "3 agreements to call on 1 March 2026",
            "62.02 Kabupaten Kotawaringin Timur | 106 Kebakaran Hutan dan Lahan | emergency",
        ]
        assert [line.strip() for line in out.splitlines() if ": Siaga" in line] == [
            "region: Siaga",
            "province: Siaga",
            "open: Siaga",
        ]
        assert "possible; not known: its disaster types, its phases" in out
        assert "named itself (62.02 Kabupaten Kotawaringin Timur)" in out

    def test_by_place_and_every_type(self, run, file):
        told = json.loads(run("call", file, "--region", "Kotawaringin Timur", "--format", "json")[0])
        assert [(each["id"], each["reach"]) for each in told["call"]] == [
            ("region", "explicit"),
            ("province", "province"),
            ("open", "possible"),
        ]
        assert (told["regions"], told["type"], told["call"][2]["open"]) == (
            ["62.02"],
            None,
            ["types", "phase"],
        )

    def test_a_type_and_a_phase(self, run, file):
        told = json.loads(run("call", file, "--region", "62.02", "--type", "banjir", "--format", "json")[0])
        assert [each["id"] for each in told["call"]] == ["region", "open"]
        told = json.loads(
            run("call", file, "--region", "62.02", "--phase", "prabencana", "--format", "json")[0]
        )
        assert [each["id"] for each in told["call"]] == ["open"]

    def test_a_kib_from_before_the_codes_changed(self, run, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        file = portfolio(
            agreement("a", signed, term=Term("2025-01-01", years=5), positions=Position("94.01", "all"))
        )
        told = json.loads(run("call", file, "--kib", "9104105202001011", "--format", "json")[0])
        assert (told["regions"], told["type"]) == (["94.01"], None)

    @pytest.mark.parametrize(
        "asked",
        [
            *((), ("--kib", "62"), ("--kib", "6202106202408041", "--region", "62")),
            *(("--kib", "6202106202408041", "--type", "101"), ("--kib", "6299106202408041")),
        ],
    )
    def test_refused(self, run, file, asked):
        assert run("call", file, *asked, status=2)[1].startswith("satudata: ")


class TestExpiring:
    def test_table(self, run):
        out, _ = run("expiring", EXAMPLE, "--months", "24", "--lang", "en")
        lines = out.splitlines()
        assert lines[0] == "2 terms may end in the 24 months from 1 March 2026"
        assert lines[1].split()[:2] == ["siap-siaga-2024", "2026"]
        assert "Viva Padang" in " ".join(lines[1:3])

    def test_nothing(self, run):
        assert run("expiring", EXAMPLE, "--months", "0", "--on", "2025-01-01")[0].count("\n") == 1

    def test_extended(self, run, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        file = portfolio(
            agreement("a", signed, term=Term("2025-01-01", until="2026-05-31")),
            agreement("b", signed, extends="a"),
        )
        out, _ = run("expiring", file)
        said = "a  31 Mei 2026  perpanjangan perlu diurus sejak 1 Desember 2025  diperpanjang oleh b"
        assert " ".join(out.split()).endswith(" ".join(said.split()))
        told = json.loads(run("expiring", file, "--format", "json")[0])
        assert told["expiring"] == [
            {
                "id": "a",
                "last_day": "2026-05-31",
                "renewal_due": "2025-12-01",
                "extended_by": ["b"],
                "source": "",
            }
        ]

    def test_beyond_the_calendar(self, run):
        assert run("expiring", EXAMPLE, "--months", "999999", status=2)[1].startswith("satudata: ")


class TestAudit:
    def test_table(self, run):
        out, _ = run("audit", EXAMPLE)
        assert out.startswith("20 temuan dalam 9 perjanjian pada 1 Maret 2026\n")
        assert "unand-2025 tidak aktif" in out
        assert run("audit", EXAMPLE, "--window", "24")[0].startswith("19 temuan")

    def test_an_error_shows_in_the_status(self, run, portfolio):
        odd = agreement("a", StageEntry("usulan", "2025-02-02"), StageEntry("telaahan", "2025-02-01"))
        out, _ = run("audit", portfolio(odd), "--lang", "en", status=1)
        assert "error: a: 2025-02-01 is recorded after 2025-02-02, but lies before it [history-backward]" in (
            " ".join(out.split())
        )
        assert "stage: proposal since 2 February 2025" in out

    def test_json(self, run):
        told = json.loads(run("audit", EXAMPLE, "--format", "json", "--lang", "en")[0])
        disputed = [each for each in told["findings"] if each["code"] == "term-disputed"]
        assert disputed[0]["agreement"] == "siap-siaga-2024"
        assert disputed[0]["severity"] == "warning"
        assert disputed[0]["data"]["agreement"] == "siap-siaga-2024"

    def test_nothing_odd(self, run, portfolio):
        assert run("audit", portfolio())[0] == "0 temuan dalam 0 perjanjian pada 1 Maret 2026\n"


class TestReading:
    def test_standard_input(self, run, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.StringIO(to_json(Portfolio())))
        assert run("status", "-")[0].startswith("0 perjanjian")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "the file is empty"),
            ("{", "no JSON from line 1, character 2 on"),
            ("null", "this is no portfolio"),
            (
                '{"schema": "satudata.portfolio", "version": 1, "agreements": [{}]}',
                "portfolio: /agreements/0/id: satudata.agreement has this field always\n",
            ),
            ("PK\x03\x04", "satudata coop import"),
            ("[" * 100_000, "nested deeper"),
            ('{"schema": "satudata.portfolio", "version": 1, "agreements": [{"x": 1}]}', "/agreements/0/x"),
            (
                '{"schema": "satudata.portfolio", "version": 1, "agreements": 1' + "0" * 5000 + "}",
                "32 characters",
            ),
            (to_json(KIB.parse("6202106202408041")), "this is no portfolio"),
        ],
    )
    def test_what_is_no_portfolio(self, run, tmp_path, text, told):
        path = tmp_path / "x.json"
        path.write_text(text, encoding="utf-8")
        _, err = run("status", str(path), "--lang", "en", status=2)
        assert told in err
        assert len(err) < 600

    def test_wrong_usage(self, run):
        run(status=2)
        run("status", status=2)
        run("status", EXAMPLE, "--on", "yesterday", status=2)
        assert run("status", "nowhere.json", status=2)[1].startswith("satudata: ")

    @pytest.mark.parametrize("question", [[], *([each] for each in (*QUESTIONS, *FILES, *CHANGES))])
    def test_help(self, run, question):
        assert run(*question, "--help")[0].startswith("pemakaian: satudata coop")
        assert run(*question, "--help", "--lang", "en")[0].startswith("usage: satudata coop")


class TestThePageOfStages:
    def page(self, run, on="2026-03-01", lang="en"):
        return run("status", EXAMPLE, "--html", "--on", on, "--lang", lang)[0]

    def test_it_says_what_the_text_says(self, run):
        page = self.page(run)
        text = " ".join(run("status", EXAMPLE, "--on", "2026-03-01", "--lang", "en")[0].split())
        lines = re.findall("<p>(.*?)</p>", page)
        assert len(lines) > 20
        assert all(each in text for each in lines)
        assert "last day: 2026 / 2027" in page

    def test_a_term_without_an_end_is_known_to_have_none(self, run, portfolio):
        endless = portfolio(
            agreement(
                "a", StageEntry("penandatanganan", "2024-01-01"), term=Term("2024-01-01", indefinite=True)
            )
        )
        assert "last day: none, without limit of time" in run("status", endless, "--html", "--lang", "en")[0]

    def test_for_screen_readers(self, run):
        page = self.page(run)
        headings = re.findall('<article aria-labelledby="(a[0-9]+)">\n<h2 id="(a[0-9]+)">', page)
        assert len(headings) == page.count("<article")
        assert all(one == other for one, other in headings)
        # A list without marks is no list for some screen readers, unless it says so.
        assert page.count('<ol class="stages" role="list"') == len(headings)
        assert page.count("<h1>") == page.count("<main>") == 1

    def test_a_legend(self, run):
        assert 'aria-label="keterangan tahap"' in self.page(run, lang="id")
        assert '<li class="now">present stage</li>' in self.page(run)

    def test_days_are_written_for_the_language(self, run):
        assert "signing (10 April 2015)" in self.page(run)
        assert "penandatanganan (November 2025)" in self.page(run, lang="id")

    def test_nothing_has_no_legend(self, run, portfolio):
        assert "legend of" not in run("status", portfolio(), "--html", "--lang", "en")[0]
