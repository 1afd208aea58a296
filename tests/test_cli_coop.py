"""``satudata coop``: what each question prints, in both languages, and how it ends."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from satudata.cli import _coop, main
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
def run(capsys):
    def running(*arguments, status=0):
        found = main(["coop", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert found == status, err
        return out, err

    return running


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
        assert [line.split()[0] for line in lines[2:11]][-1] == "pnm-pks-2025"
        andalas = next(line for line in lines if "unand-2025" in line)
        assert andalas.split()[-3:] == ["berlaku", "2030-02-25", "ya"]
        assert lines[-1] == "1 berlaku, 8 tidak diketahui"

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
            "--type",
            "555",
            "--phase",
            "prabencana",
        )
        out, _ = run("gaps", file, *asked, "--rows", "--lang", "en")
        lines = out.splitlines()
        assert lines[1].startswith("2 of 3 cells (1 region) are not surely covered on 1 March 2026")
        assert [line.split()[-1] for line in lines[3:6]] == ["1", "0", "1"]
        assert lines[-2:] == [
            "  62.02 Kabupaten Kotawaringin Timur | 101 Banjir | before a disaster | possibly b",
            "  62.02 Kabupaten Kotawaringin Timur | 555 | before a disaster",
        ]
        told = json.loads(run("gaps", file, *asked, "--format", "json")[0])
        assert (told["cells"], told["unmapped"]) == (3, [])
        assert told["gaps"][0] == {"region": "62.02", "type": "101", "phase": "prabencana", "possible": ["b"]}

    def test_refused(self, run):
        assert "620" in run("gaps", EXAMPLE, "--region", "620", status=2)[1]
        assert "three ASCII digits" in run("gaps", EXAMPLE, "--type", "banjir", "--lang", "en", status=2)[1]


class TestExpiring:
    def test_table(self, run):
        out, _ = run("expiring", EXAMPLE, "--months", "24", "--lang", "en")
        lines = out.splitlines()
        assert lines[0] == "2 terms may end in the 24 months from 1 March 2026"
        assert lines[1].split()[:2] == ["siap-siaga-2024", "2026"]
        assert "Viva Padang" in lines[1]

    def test_nothing(self, run):
        assert run("expiring", EXAMPLE, "--months", "0", "--on", "2025-01-01")[0].count("\n") == 1

    def test_extended(self, run, portfolio):
        signed = StageEntry("penandatanganan", "2025-01-01")
        file = portfolio(
            agreement("a", signed, term=Term("2025-01-01", until="2026-05-31")),
            agreement("b", signed, extends="a"),
        )
        out, _ = run("expiring", file)
        assert (
            out.splitlines()[1] == "  a  2026-05-31  perpanjangan sejak 1 Desember 2025  diperpanjang oleh b"
        )
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
        assert "unand-2025 tertidur" in out
        assert run("audit", EXAMPLE, "--window", "24")[0].startswith("28 temuan")

    def test_an_error_shows_in_the_status(self, run, portfolio):
        odd = agreement("a", StageEntry("usulan", "2025-02-02"), StageEntry("telaahan", "2025-02-01"))
        out, _ = run("audit", portfolio(odd), "--lang", "en", status=1)
        assert (
            "error: a: 2025-02-01 is recorded after 2025-02-02, but lies before it [history-backward]" in out
        )

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
            ("", "no JSON"),
            ("[" * 100_000, "nested deeper"),
            ('{"schema": "satudata.portfolio", "version": 1, "agreements": [{"x": 1}]}', "/agreements/0/x"),
            (
                '{"schema": "satudata.portfolio", "version": 1, "agreements": 1' + "0" * 5000 + "}",
                "32 characters",
            ),
            (to_json(KIB.parse("6202106202408041")), "it contains KIB"),
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

    @pytest.mark.parametrize("question", [[], ["status"], ["gaps"], ["expiring"], ["audit"]])
    def test_help(self, run, question):
        assert run(*question, "--help")[0].startswith("pemakaian: satudata coop")
        assert run(*question, "--help", "--lang", "en")[0].startswith("usage: satudata coop")
