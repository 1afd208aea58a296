"""What each check of the four principles finds, in the document of a data set and in the rows of a table."""

import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import attrs
import pytest

from satudata import KIB, RegionCode, interchange
from satudata.errors import UnknownCodeError
from satudata.findings import Severity
from satudata.standards import (
    Column,
    Dataset,
    DeclaredStandard,
    Indicator,
    Party,
    Principle,
    Resource,
    Variable,
    check_principles,
    code_list,
)

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "dataset"
CLEAN = interchange.from_json((FOLDER / "DATASET.json").read_bytes())
TABLE = FOLDER / "kejadian-2024.csv"
ONE = "6202106202408041"


def codes(report):
    return {each.code for each in report.first}


def resource(*columns, **fields):
    return Resource(**{"name": "tabel", "path": "t.csv", "columns": columns, **fields})


def changed(**fields):
    return attrs.evolve(CLEAN, **fields)


def around(*columns, **fields):
    """The clean data set with one table of these columns."""
    variables = [attrs.evolve(CLEAN.variables[0], name=each.name, alias=None) for each in columns]
    return changed(resources=[resource(*columns, **fields)], variables=variables)


def found(dataset, table=None):
    return {each.code: each for each in check_principles(dataset, table).first}


class TestReport:
    def test_a_data_set_with_nothing(self):
        report = check_principles(Dataset(name="a1"))
        assert {principle: report.passed(principle) for principle in Principle} == {
            Principle.STANDAR_DATA: (1, 2),
            Principle.METADATA: (1, 4),
            Principle.KODE_REFERENSI: (3, 3),
            Principle.INTEROPERABILITAS: (3, 3),
        }
        assert not report.is_clean
        assert report.rows is None

    def test_what_needs_rows_is_not_examined_without_a_table(self):
        report = check_principles(CLEAN)
        assert report.is_clean
        waiting = [each for each in report.checks if not each.examined]
        assert [each.name for each in waiting] == ["codes-resolve", "headings", "cells", "keys"]
        assert not any(each.is_passed for each in waiting)

    def test_by_principle_and_what_is_first(self):
        report = check_principles(changed(license="other-closed", title="", activity=None))
        assert {each.severity for each in report.findings[Principle.METADATA]} == {
            Severity.ERROR,
            Severity.WARNING,
        }
        assert report.first[-1].code == "licence-not-open"
        assert report.findings[Principle.STANDAR_DATA] == ()
        assert "activity-missing" in report._repr_html_()

    def test_a_warning_fails_no_check(self):
        assert check_principles(changed(license="other-closed", title="Data Kejadian Tahun 2024")).is_clean


class TestDocument:
    @pytest.mark.parametrize(
        ("dataset", "code", "where"),
        [
            (changed(standard=None), "standard-missing", "/standard"),
            (changed(standard=DeclaredStandard(name="X")), "standard-incomplete", "/standard"),
            (around(Column(name="A")), "standard-missing", "/resources/0/columns/0"),
            (changed(keywords=[]), "dataset-key-missing", "/keywords"),
            (changed(resources=[resource(path="")]), "dataset-key-missing", "/resources/0/path"),
            (changed(resources=[]), "dataset-key-missing", "/resources"),
            (changed(license="gfdl"), "licence-not-open", "/license"),
            (changed(title="kejadian bencana"), "name-not-capitalised", "/title"),
            (changed(parties=CLEAN.parties[:1]), "party-missing", "/parties"),
            (changed(priority=True), "party-missing", "/parties"),
            (
                changed(parties=[Party(each.name, each.role) for each in CLEAN.parties]),
                "party-unreachable",
                "/parties",
            ),
            (changed(activity=None), "activity-missing", "/activity"),
            (
                changed(activity=attrs.evolve(CLEAN.activity, design=None)),
                "metadata-missing",
                "/activity/design",
            ),
            (changed(variables=CLEAN.variables[1:]), "variable-missing", "/resources/0/columns/0"),
            (
                changed(variables=[*CLEAN.variables, Variable(name="Lain")]),
                "metadata-missing",
                "/variables/13/konsep",
            ),
            (changed(indicators=[Indicator(name="Jumlah")]), "metadata-missing", "/indicators/0/konsep"),
            (
                around(Column(name="A", concept="Event.type_code", code_list="kode")),
                "code-list-unknown",
                "/resources/0/columns/0",
            ),
            (
                around(Column(name="A", concept="Event.type_code")),
                "code-list-missing",
                "/resources/0/columns/0",
            ),
            (around(Column(name="A", concept="Impact.dead")), "identity-missing", "/resources/0"),
            (changed(resources=[resource(format="XLSX")]), "format-not-open", "/resources/0/format"),
            (changed(resources=[resource()]), "schema-missing", "/resources/0/columns"),
            (around(Column(name="A"), Column(name="A")), "column-twice", "/resources/0/columns"),
            (around(Column(name="A"), key=["B"]), "schema-names-no-column", "/resources/0/key"),
            (around(Column(name="A"), dated_by="B"), "schema-names-no-column", "/resources/0/dated_by"),
            (around(Column(name="A"), dated_by="A"), "dated-by-no-day", "/resources/0/dated_by"),
            (around(Column(name="A")), "concept-missing", "/resources/0/columns/0"),
            (
                around(Column(name="A", concept="Impact.deaths")),
                "concept-unknown",
                "/resources/0/columns/0/concept",
            ),
        ],
    )
    def test_finding_and_place(self, dataset, code, where):
        report = check_principles(dataset)
        assert (code, where) in {(each.code, each.where) for each in report.first}
        assert code not in codes(check_principles(CLEAN))
        for each in report.first:
            assert each.message("id") != each.message("en")

    def test_priority_data_with_a_pembina(self):
        pembina = Party("BPS", "pembina_data")
        assert check_principles(changed(priority=True, parties=[*CLEAN.parties, pembina])).is_clean


KIBS = Column(name="KIB", type="kib", concept="Event.kib", required=True)
DAY = Column(name="Tanggal", type="date", concept="Event.date")
REGION = Column(name="Wilayah", concept="EventRecord.region", code_list="kemendagri")
DEAD = Column(name="Meninggal", type="integer", concept="Impact.dead")
FULL = around(KIBS, DAY, REGION, DEAD, key=["KIB"], dated_by="Tanggal")


def rows(*changes):
    right = {"KIB": ONE, "Tanggal": "2024-08-04", "Wilayah": "62.02", "Meninggal": ""}
    return [{**right, "KIB": f"{ONE[:15]}{number}", **each} for number, each in enumerate(changes, start=1)]


class TestRows:
    def test_right_rows(self):
        report = check_principles(FULL, rows({}, {"Meninggal": "0"}))
        assert report.first == ()
        assert report.rows == 2

    @pytest.mark.parametrize(
        ("change", "code", "severity"),
        [
            ({"KIB": "6202 106 20240804 1"}, "cells-type", "error"),
            ({"KIB": "6202106202402301"}, "cells-type", "error"),
            ({"KIB": 6202106202408049}, "cells-type", "error"),
            ({"KIB": ""}, "cells-blank", "error"),
            ({"KIB": None}, "cells-blank", "error"),
            ({"KIB": "9999106202408041"}, "cells-kib-unresolved", "error"),
            ({"KIB": "6202555202408041"}, "cells-kib-unresolved", "error"),
            ({"KIB": "9301101202203011"}, "cells-kib-doubtful", "warning"),
            ({"Tanggal": "04/08/2024"}, "cells-date-otherwise-written", "info"),
            ({"Tanggal": "2024-02-30"}, "cells-type", "error"),
            ({"Wilayah": "99.01"}, "cells-code-unknown", "error"),
            ({"Wilayah": 62.02}, "cells-type", "error"),
            ({"Wilayah": "91.02"}, "cells-code-elsewhen", "warning"),
            ({"Wilayah": "6202"}, "cells-code-otherwise-written", "warning"),
            ({"Meninggal": [1]}, "cells-type", "error"),
            ({"Meninggal": (1,)}, "cells-type", "error"),
            ({"Meninggal": "12,5"}, "cells-type", "error"),
            ({"Meninggal": "lima"}, "cells-type", "error"),
            ({"Meninggal": "60 KK"}, "cells-type", "error"),
            ({"Meninggal": "nihil"}, "cells-figure-otherwise-written", "info"),
            ({"Meninggal": "60 jiwa"}, "cells-figure-otherwise-written", "info"),
            ({"Meninggal": "1.234"}, "cells-figure-otherwise-written", "info"),
            ({"Meninggal": "-"}, "cells-figure-otherwise-written", "info"),
            ({"Meninggal": "007"}, "cells-figure-otherwise-written", "info"),
            ({"Meninggal": 1.5}, "cells-type", "error"),
            ({"Meninggal": True}, "cells-type", "error"),
            ({"Meninggal": float("inf")}, "cells-type", "error"),
            ({"Meninggal": object()}, "cells-type", "error"),
            ({"KIB": f"{ONE[:15]}1"}, "key-repeated", "error"),
            ({"Lain": 1}, "cells-beyond", "error"),
        ],
    )
    def test_one_wrong_cell(self, change, code, severity):
        each = found(FULL, rows({}, change))[code]
        assert (each.severity, each.where, each.data["number"]) == (severity, "row 2", 1)
        assert set(found(FULL, rows({}, change))) == {code}
        assert each.message("id") != each.message("en")

    @pytest.mark.parametrize(
        ("change"),
        [
            {"KIB": KIB.parse(ONE)},
            {"Tanggal": datetime.date(2024, 8, 4)},
            {"Tanggal": datetime.datetime(2024, 8, 4, tzinfo=datetime.UTC)},
            {"Meninggal": 3},
            {"Meninggal": 3.0},
            {"Meninggal": Decimal(3)},
            {"Meninggal": 10**400},
            {"Meninggal": Decimal("nan")},
            {"Wilayah": RegionCode.parse("62.02")},
            {"Meninggal": float("nan")},
            {"Meninggal": type("NAType", (), {})()},
        ],
    )
    def test_values_of_a_dataframe(self, change):
        assert found(FULL, [{**rows({})[0], **change}]) == {}

    def test_a_row_is_dated_by_its_kib(self):
        by_kib = around(KIBS, REGION, dated_by="KIB")
        assert set(found(by_kib, [{"KIB": "9301101202203011", "Wilayah": "93.01"}])) == {
            *("cells-kib-doubtful", "cells-code-elsewhen"),
        }
        assert set(found(by_kib, [{"KIB": KIB.parse("9301101202405071"), "Wilayah": "93.01"}])) == set()
        assert set(found(by_kib, [{"KIB": "?", "Wilayah": "93.01"}])) == {"cells-type"}

    @pytest.mark.parametrize(
        ("column", "right", "wrong"),
        [
            (Column(name="A", type="number"), "0.50", "setengah"),
            (Column(name="A", type="number"), Decimal("0.5"), "half"),
            (Column(name="A", type="boolean"), "true", "ya"),
            (Column(name="A", type="boolean"), True, 1),
            (Column(name="A", type="year"), "2024", "24"),
            (Column(name="A", type="year"), 2024, 20.5),
            (Column(name="A", type="text"), "a", " "),
            (Column(name="A", type="date", format="%d/%m/%Y"), "27/09/2024", "2024-09-27"),
            (Column(name="A", type="kib"), ONE, 6202106202408041),
        ],
    )
    def test_types(self, column, right, wrong):
        assert "cells-type" not in found(around(column), [{"A": right}])
        told = found(around(column), [{"A": wrong}])["cells-type"]
        assert "cells-type" not in found(around(column), [{"A": told.data["right"]}])

    @pytest.mark.parametrize(
        ("type_", "name", "text", "right"),
        [
            ("number", "Sawah (ha)", "0,5", "0.5"),
            ("integer", "Mengungsi", "60 jiwa", "60"),
            ("integer", "A", "Nihil", "0"),
            ("integer", "A", "-", "blank"),
        ],
    )
    def test_figures_in_another_form(self, type_, name, text, right):
        column = Column(name=name, type=type_)
        assert found(around(column), [{name: text}])["cells-figure-otherwise-written"].data["right"] == right

    def test_a_code_of_a_time_before_the_lists_has_days_too(self):
        told = found(FULL, rows({"Wilayah": "65.03", "Tanggal": "2005-01-01"}))
        assert set(told) == {"cells-code-elsewhen"}
        assert found(FULL, rows({"Wilayah": "64.06", "Tanggal": "2005-01-01"})) == {}

    def test_one_table_may_span_two_lists(self):
        days = [
            ("93.01", "2022-03-01"),
            ("91.03", "2022-03-01"),
            ("93.01", "2024-05-07"),
            ("91.03", "2024-05-07"),
        ]
        told = found(FULL, rows(*({"Wilayah": code, "Tanggal": on} for code, on in days)))
        assert (told["cells-code-elsewhen"].where, told["cells-code-elsewhen"].data["on"]) == (
            "row 1",
            "2022-03-01",
        )

    def test_the_code_that_the_place_had_on_the_day_is_named(self):
        told = found(
            FULL,
            rows(
                {"Wilayah": "91.02", "Tanggal": "2024-05-07"},
                {"Wilayah": "91.02", "Tanggal": "2024-05-08"},
                {"Wilayah": "91.27", "Tanggal": "2024-05-07"},
            ),
        )["cells-code-elsewhen"]
        assert told.data["each"] == "; 91.02 = 95.01, 91.27 = 94.07"
        assert told.message("id").endswith(told.data["each"])

    def test_without_a_day_the_newest_list_answers(self):
        told = found(around(REGION), [{"Wilayah": "91.02"}])["cells-code-elsewhen"]
        assert told.data["on"] == code_list("kemendagri").edition

    def test_one_and_true_are_not_the_same_cell(self):
        counts = around(DEAD)
        assert found(counts, [{"Meninggal": 1}, {"Meninggal": True}])["cells-type"].where == "row 2"
        assert found(counts, [{"Meninggal": 1}, {"Meninggal": 1.0}]).keys().isdisjoint({"cells-type"})

    def test_days_are_forgotten_too(self, monkeypatch):
        monkeypatch.setattr("satudata.standards.checks._rows._BATCH_ROWS", 2)
        monkeypatch.setattr("satudata.standards.checks._rows._REMEMBERED", 1)
        days = [{"Tanggal": f"2024-08-0{day}"} for day in range(1, 8)]
        assert found(FULL, rows(*days)) == {}

    def test_a_day_without_a_known_list(self):
        types = Column(name="Jenis", concept="Event.type_code", code_list="disaster-types")
        told = found(around(types, DAY, dated_by="Tanggal"), [{"Jenis": "106", "Tanggal": "2020-08-04"}])
        assert told["cells-code-undated"].severity is Severity.INFO
        told = found(around(types, DAY, dated_by="Tanggal"), [{"Jenis": "555", "Tanggal": "2020-08-04"}])
        assert set(told) == {"cells-code-unknown"}

    def test_names_instead_of_codes(self):
        named = around(Column(name="Jenis", code_list="disaster-types", by_name=True))
        assert "cells-code-unknown" not in found(named, [{"Jenis": "Banjir"}])
        assert "cells-code-unknown" in found(named, [{"Jenis": "BANJIR"}])

    def test_a_list_that_is_not_held_is_told_once(self):
        unknown = around(Column(name="Jenis", concept="Event.type_code", code_list="lain"))
        assert set(found(unknown, [{"Jenis": "101"}])) == {"code-list-unknown"}

    def test_a_key_of_several_columns(self):
        several = around(KIBS, REGION, key=["KIB", "Wilayah"])
        same = {"KIB": ONE, "Wilayah": "62.02"}
        assert "key-repeated" not in found(several, [same, {**same, "Wilayah": "62.01"}])
        assert found(several, [same, same, same])["key-repeated"].data["number"] == 2
        assert "key-repeated" not in found(several, [{"KIB": ONE}, {"KIB": ONE}])

    @pytest.mark.parametrize("together", [1, 2, 3])
    def test_a_key_is_known_again_however_far_away(self, together, monkeypatch):
        monkeypatch.setattr("satudata.standards.checks._rows._BATCH_ROWS", together)
        told = found(FULL, rows({}, {"KIB": f"{ONE[:15]}9"}, {}, {"KIB": f"{ONE[:15]}9"}))
        assert (told["key-repeated"].where, told["key-repeated"].data["number"]) == ("row 4", 1)

    def test_findings_are_summed_by_column(self):
        wrong = [{"KIB": "x", "Tanggal": "x"}] * 3
        told = [each for each in check_principles(FULL, rows(*wrong)).first if each.code == "cells-type"]
        assert [(each.data["column"], each.data["number"], each.where) for each in told] == [
            *(("KIB", 3, "row 1"), ("Tanggal", 3, "row 1")),
        ]

    def test_what_is_no_longer_remembered_is_judged_again(self, monkeypatch):
        wrong = [
            {"Tanggal": day, "Wilayah": "93.01"} for day in ("2022-03-01", "2022-03-02", "2024-05-07") * 2
        ]
        whole = check_principles(FULL, rows(*wrong))
        monkeypatch.setattr("satudata.standards.checks._rows._REMEMBERED", 1)
        assert check_principles(FULL, rows(*wrong)) == whole
        assert [each.data["number"] for each in whole.first] == [4]


class Cells:
    """A column of a batch."""

    def __init__(self, cells):
        self.to_pylist = lambda: list(cells)


def fetching(held):
    left = list(held)
    return lambda size: [left.pop(0)] if left else []


class TestTables:
    def test_csv_lines(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_bytes(TABLE.read_bytes().replace(b",2024-01-05,", b",05/01/2024,"))
        each = found(CLEAN, path)["cells-date-otherwise-written"]
        assert each.where == "row 3"
        assert found(CLEAN, str(path))["cells-date-otherwise-written"] == each

    def test_headings(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_bytes(TABLE.read_bytes().replace(b"Meninggal,Hilang", b"Korban,Hilang"))
        assert set(found(CLEAN, path)) == {"column-absent", "column-undeclared"}
        path.write_bytes(TABLE.read_bytes().replace(b"Meninggal,Hilang", b"Meninggal,Meninggal"))
        assert set(found(CLEAN, path)) == {"column-absent", "column-twice"}

    def test_a_file_in_another_encoding(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_bytes(TABLE.read_bytes().replace(b"Kota Bekasi", b"Kota Bekas\xed"))
        assert "encoding-guessed" in found(CLEAN, path)

    def test_an_empty_file(self, tmp_path):
        (tmp_path / "t.csv").write_bytes(b"")
        assert set(found(CLEAN, tmp_path / "t.csv")) == {"column-absent"}

    def test_a_mark_at_the_beginning_and_short_rows(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_bytes(
            b"\xef\xbb\xbfKIB,Tanggal,Wilayah,Meninggal\n" + f"{ONE},2024-08-04,62.02\n".encode()
        )
        assert found(FULL, path) == {}

    def test_parquet_is_given_as_a_frame(self, tmp_path):
        (tmp_path / "t.parquet").write_bytes(b"PAR1...PAR1")
        with pytest.raises(TypeError, match="scan_parquet"):
            check_principles(FULL, tmp_path / "t.parquet")

    def test_another_delimiter(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_text(f"KIB;Wilayah\n{ONE};62.02\n", encoding="utf-8")
        assert found(around(KIBS, REGION, delimiter=";"), path) == {}
        assert "column-absent" in found(around(KIBS, REGION), path)

    def test_the_resource_is_named(self):
        second = attrs.evolve(
            FULL.resources[0], name="lain", path="lain.csv", columns=[KIBS], key=[], dated_by=None
        )
        both = attrs.evolve(FULL, resources=[*FULL.resources, second])
        assert check_principles(both, [{"KIB": ONE}], resource="lain").is_clean
        assert not check_principles(both, [{"KIB": ONE}]).is_clean
        with pytest.raises(UnknownCodeError, match="are: tabel, lain"):
            check_principles(both, [{"KIB": ONE}], resource="x")

    def test_no_rows(self):
        assert set(found(FULL, [])) == {"column-absent"}

    HELD = tuple(tuple(each.values()) for each in rows({}, {"Meninggal": 2}))
    NAMES = tuple(rows({})[0])

    @pytest.mark.parametrize(
        "methods",
        [
            {"iter_rows": lambda: iter(TestTables.HELD)},
            {"itertuples": lambda *, index, name: iter(() if index or name else TestTables.HELD)},
            {"toLocalIterator": lambda: iter(TestTables.HELD)},
            {
                "to_batches": lambda: [
                    SimpleNamespace(columns=list(map(Cells, zip(*TestTables.HELD, strict=True))))
                ]
            },
            {"fetchmany": fetching(HELD)},
        ],
        ids=lambda methods: next(iter(methods)),
    )
    def test_frames_by_their_methods(self, methods):
        frame = SimpleNamespace(columns=self.NAMES, schema=SimpleNamespace(names=self.NAMES), **methods)
        report = check_principles(FULL, frame)
        assert report.is_clean
        assert report.rows == 2

    def test_what_is_lazy_is_collected(self):
        frame = SimpleNamespace(columns=self.NAMES, iter_rows=lambda: iter(self.HELD))
        assert check_principles(FULL, SimpleNamespace(collect=lambda: frame)).rows == 2

    @pytest.mark.parametrize(
        ("table", "told"),
        [
            (3, "a table is a path"),
            ([1], "a row is a mapping"),
            (object(), "a dataframe or rows as mappings"),
        ],
    )
    def test_what_is_no_table(self, table, told):
        with pytest.raises(TypeError, match=told):
            check_principles(FULL, table)

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            check_principles(FULL, tmp_path / "x.csv")


class TestCodesOfBPS:
    """A column of region codes next to the names of the places, as counting reads it."""

    COLUMNS = (
        Column(name="ID Kabupaten", concept="EventRecord.region", code_list="kemendagri"),
        Column(name="Kabupaten"),
        Column(name="Provinsi"),
        Column(name="Tanggal Kejadian", type="date"),
    )

    def told(self, *cells):
        headings = [each.name for each in self.COLUMNS]
        table = [dict(zip(headings, row, strict=True)) for row in cells]
        return found(around(*self.COLUMNS, dated_by="Tanggal Kejadian"), table)

    def test_each_code_gets_that_of_kemendagri_once(self):
        row = ("5304", "TIMOR TENGAH SELATAN", "NUSA TENGGARA TIMUR", "2022-06-30")
        told = self.told(row, row, ("5306", "BELU", "NUSA TENGGARA TIMUR", "2022-07-01"))
        of_bps = told["cells-code-of-bps"]
        assert of_bps.data["number"] == 3
        assert "5304 = 53.02" in of_bps.message()
        assert of_bps.message().count("5304 = 53.02") == 1
        assert not any(code.startswith("cells-code-o") for code in told.keys() - {"cells-code-of-bps"})

    def test_a_code_of_kemendagri_stays(self):
        told = self.told(("53.02", "TIMOR TENGAH SELATAN", "NUSA TENGGARA TIMUR", "2022-06-30"))
        assert "cells-code-of-bps" not in told
