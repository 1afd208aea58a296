"""Lists of agreements as offices keep them: what each cell says, what stays open, what is never read."""

import io
from datetime import date

import pytest

from satudata import TableError
from satudata.cooperation import (
    Agreement,
    Instrument,
    PartialDate,
    Partner,
    PartnerKind,
    Phase,
    Portfolio,
    Position,
    Scope,
    Stage,
    StageEntry,
    Term,
    Track,
    agreement_headings,
    agreement_rows,
    audit_portfolio,
    read_agreements,
)
from satudata.cooperation.lists._cells import (
    Length,
    length,
    partial_day,
    parts,
    plain,
    quoted,
    two_days,
    unquoted,
)
from satudata.cooperation.lists._countries import country_of
from satudata.cooperation.lists._words import AGREEMENTS, end_word, meanings, several
from satudata.regions._code import AdminLevel, RegionCode
from satudata.tabular.lists._words import rows_of

ON = date(2026, 1, 1)


def read(text, **options):
    return read_agreements(io.BytesIO(text.encode()), on=ON, **options)


def row(on=ON, **cells):
    """The one agreement of a list with these cells, and the codes of what is doubtful."""
    given = {"Mitra": "Universitas Contoh", "Tanggal MoU": "9 Oktober 2024", **cells}
    found = read_agreements([{key.replace("_", " "): value for key, value in given.items()}], on=on)
    (agreement,) = found.portfolio
    return agreement, [each.code for each in found.findings]


BUREAU = """,DAFTAR KERJA SAMA,,,,,,,,,,,,
,Periode : Semester II,,,,,,,,,,,,
,No.,Mitra Kerjasama,Jenis Mitra,Negara,Jenis Naskah,Judul,Nomor MoU/PKS,Tanggal MoU/PKS,Tanggal Akhir,{term},{who}
,1,Universitas Satu,Perguruan Tinggi Negeri,Indonesia,MoU,Tridharma,1/NK/2024,9 Oktober 2024,,{years},Aktif,{person}
,2,PT Dua,Dunia Usaha & Dunia Industri,Indonesia,PKS,Gudang,2/PKS/2023,01/01/2023,31/12/2025,,Aktif,Budi,b@x.id
,3,Palang Merah Tiga,INGO,Swiss,MoU,Siaga,3/MSP/2020,21-07-2020,,Tak Terbatas,Aktif,Budi,b@x.id
,4,Dinas Empat,Pemda,Indonesia,Nota Kesepakatan,Data,4/NK/2025,2025-06-02,2028,,Aktif,,
""".format(
    term="Jangka Waktu,Status", who="Penandatangan,Email", years="3 (tiga) tahun", person="Budi (0812),b@x.id"
)


@pytest.mark.parametrize(
    ("cell", "regions", "doubts"),
    [
        ("Bali, NTB, NTT", ["51", "52", "53"], 0),
        ("Jawa Barat dan Banten; Aceh", ["32", "36", "11"], 0),
        ("Kab. Sigi, Kota Palu", ["72.10", "72.71"], 0),
        ("Cianjur, Jawa Barat", ["32.03"], 0),
        ("Bali, Atlantis", [], 1),
        ("Atlantis", [], 1),
    ],
)
def test_several_regions_in_a_cell(cell, regions, doubts):
    agreement, said = row(Wilayah=cell)
    assert [str(each.region) for each in agreement.positions] == regions
    assert sum("place" in code for code in said) >= doubts


class TestAList:
    def test_the_bureaus(self):
        found = read(BUREAU)
        assert [each.instrument for each in found.portfolio] == [
            Instrument.NOTA_KESEPAHAMAN,
            Instrument.PERJANJIAN_KERJA_SAMA,
            Instrument.MEMORANDUM_SALING_PENGERTIAN,
            Instrument.NOTA_KESEPAKATAN,
        ]
        assert [each.id for each in found.portfolio] == ["1/NK/2024", "2/PKS/2023", "3/MSP/2020", "4/NK/2025"]
        assert [each.term.last_day for each in found.portfolio] == [
            date(2027, 10, 8),
            date(2025, 12, 31),
            None,
            None,
        ]
        assert [each.code for each in found.findings] == ["agreement-status-differs"]
        assert (found.rows, found.personal, found.unknown) == (4, 2, ("No.",))

    def test_what_is_about_persons_is_never_read(self):
        found = read(BUREAU)
        assert "Budi" not in repr(found)
        assert "b@x.id" not in repr(found)

    def test_a_history_begins_at_the_signing_and_the_audit_does_not_complain_of_that(self):
        found = read(BUREAU)
        assert found.begins_at_signing == ("1/NK/2024", "2/PKS/2023", "3/MSP/2020", "4/NK/2025")
        first = found.portfolio.get("1/NK/2024")
        assert first.history == (StageEntry("penandatanganan", "2024-10-09", source="<stream>, baris 4"),)
        codes = {each.code for each in audit_portfolio(found.portfolio, ON)}
        assert not codes & {"history-begins-late", "stage-skipped", "signed-past-bureau", "document-missing"}

    def test_nothing_is_mapped_and_a_constant_maps_all(self):
        assert len(read(BUREAU).unmapped) == 4
        found = read(BUREAU, constants={"region": "62.02", "type": "banjir", "phases": "prabencana"})
        assert found.unmapped == ()
        assert {each.positions for each in found.portfolio} == {(Position("62.02", "101"),)}
        assert {each.phases for each in found.portfolio} == {(Phase.PRABENCANA,)}

    def test_a_second_list_is_another_table(self):
        text = "Mitra,Jenis Naskah,,Kode,Judul\nA,PKS,,1,Perguruan Tinggi\nB,PKS,,2,Bank\n,,,3,Media\n"
        found = read(text)
        assert [each.title for each in found.portfolio] == ["", ""]
        assert [each.data["headings"] for each in found.findings if each.code == "second-list"] == [
            '"Kode", "Judul"'
        ]

    def test_a_column_without_a_heading_is_no_gap(self):
        assert read("Mitra,,Judul\nA,x,B\n").portfolio.agreements[0].title == "B"

    def test_the_table_with_the_partners_is_read(self):
        assert [each.title for each in read("Kode,,Mitra,Judul\n1,,A,B\n").portfolio] == ["B"]
        with pytest.raises(TableError, match="partner"):
            read("Kode,,Judul\n1,,B\n")

    def test_total_lines_are_no_agreements_and_partners_may_be_called_like_one(self):
        found = read("Mitra,Judul,Jenis Mitra\nTotal E&P Contoh,Gas,BUMN\nJumlah,1,\nSumber: Biro,,\n")
        assert [each.partners[0].name for each in found.portfolio] == ["Total E&P Contoh"]
        codes = [each.code for each in found.findings if each.code != "agreement-undated"]
        assert sorted(codes) == ["agreement-track-derived", "total-row", "total-row"]

    def test_a_row_without_a_partner_is_left_out_and_named(self):
        found = read("Mitra,Judul\n,Gudang\nA,B\n")
        assert len(found.portfolio) == 1
        said = [each for each in found.findings if each.code == "agreement-partner-missing"]
        assert "row 2" in said[0].message("en")

    def test_findings_of_several_rows_are_one(self):
        found = read("Mitra,Jenis Naskah\n" + "".join(f"A{number},MoA\n" for number in range(12)))
        (said,) = [each for each in found.findings if each.code == "agreement-word-open"]
        assert said.data["number"] == 12
        assert "2, 3, 4, 5, 6, 7, 8, 9 ..." in said.message("id")

    def test_every_message_is_filled(self):
        odd = (
            BUREAU.replace("Perguruan Tinggi Negeri", "NGO")
            .replace("Indonesia", "")
            .replace("3 (tiga) tahun", "lama")
        )
        for each in read(odd).findings:
            for lang in ("en", "id"):
                assert "{" not in each.message(lang)

    def test_sheets_say_where_a_row_is(self, tmp_path):
        from xlsxwriter import Workbook

        file = tmp_path / "daftar.xlsx"
        with Workbook(file) as book:
            for name in ("2024", "2025"):
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, ["Mitra", "Tanggal MoU"])
                sheet.write_row(1, 0, [f"Mitra {name}", 45574])
        found = read_agreements(file, sheet="all")
        assert [each.source for each in found.portfolio] == [
            "daftar.xlsx, baris 2024 2",
            "daftar.xlsx, baris 2025 2",
        ]
        assert {str(each.signed) for each in found.portfolio} == {"2024-10-09"}


class TestHeadings:
    @pytest.mark.each_row("written", [each["written"] for each in rows_of("cooperation-headings")])
    def test_every_heading_of_the_table_has_its_field(self, written):
        fields = {each["written"]: each["field"] for each in rows_of("cooperation-headings")}
        assert AGREEMENTS.meaning(written).field == fields[written]

    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("Tgl. Berakhir PKS", "ends"),
            ("Tanggal Mulai Berlakunya", "starts"),
            ("Tgl TTD", "signed"),
            ("Nomor HP Penanggung Jawab", "contact"),
            ("Nama Pejabat Penandatangan", "contact"),
            ("Nama Mitra Kerja Sama", "partner"),
            ("Kelompok Lembaga Mitra", "partner_kind"),
            ("Bentuk Naskah Kerja Sama", "instrument"),
            ("Nomor Naskah Kesepahaman", "number"),
            ("No Dokumen Pihak Kedua", "partner_number"),
            ("Masa Berlaku Perjanjian", "term"),
            ("Status Terkini", "validity"),
            ("Status Pembahasan Naskah", "stage"),
            ("Asal Negara Mitra", "country"),
            ("Naskah Induk", "parent"),
        ],
    )
    def test_by_its_words(self, heading, field):
        assert AGREEMENTS.meaning(heading).field == field

    @pytest.mark.parametrize("heading", ["Alamat Mitra", "Logo", "Anggaran", "No", "Profil Lembaga"])
    def test_what_means_nothing(self, heading):
        assert AGREEMENTS.meaning(heading) is None


class TestHeadingsThatSayTooLittle:
    def fields(self, text):
        found = read(text).portfolio.agreements[0]
        return found.instrument, found.partners[0].kind

    def test_the_cells_say_the_field(self):
        assert self.fields("Mitra,Jenis\nA,PKS\nB,\n") == (Instrument.PERJANJIAN_KERJA_SAMA, None)
        assert self.fields("Mitra,Kategori\nA,BUMN\n") == (None, PartnerKind.LEMBAGA_USAHA)
        assert self.fields("Mitra,Jenis,Kategori\nA,BUMN,PKS\n")[1] is PartnerKind.LEMBAGA_USAHA
        assert self.fields("Mitra,Naskah\nA,RoD\n") == (Instrument.RECORD_OF_DISCUSSION, None)

    def test_what_they_do_not_say_is_not_read(self):
        assert read("Mitra,Jenis\nA,PKS\nB,biasa\n").unknown == ("Jenis",)
        assert (
            read("Mitra,Naskah\nA,https://contoh.id/1\n").portfolio.agreements[0].note
            == "Naskah: https://contoh.id/1"
        )

    def test_the_caller_goes_first(self):
        found = read("Mitra,Jenis\nA,PKS\n", columns={"title": "Jenis"}).portfolio
        assert (found.agreements[0].title, found.agreements[0].instrument) == ("PKS", None)

    def test_a_date_alone_is_that_of_the_signing(self):
        assert str(read("Mitra,Tanggal\nA,9 Okt 2024\n").portfolio.agreements[0].signed) == "2024-10-09"


class TestWords:
    @pytest.mark.each_row(
        "word", [each for each in rows_of("cooperation-words") if each["vocabulary"] == "instrument"]
    )
    def test_every_instrument_of_the_table(self, word):
        found = meanings("instrument", word["written"])
        if word["written"] == "Nota Kesepakatan":
            assert found == {"nota_kesepakatan"}
        elif word["word"] == "open":
            assert found == frozenset()
        else:
            assert found == {each.strip().casefold() for each in word["word"].split(" or ")}

    @pytest.mark.parametrize(
        ("vocabulary", "text", "found"),
        [
            ("instrument", "PKS (baru)", {"perjanjian_kerja_sama"}),
            ("instrument", "Kerja Sama (PKS)", None),
            ("instrument", "MoU / Nota Kesepahaman", {"nota_kesepahaman"}),
            ("instrument", "PKS dan MoU", frozenset()),
            ("instrument", "PKS, MoA", frozenset()),
            ("instrument", "PKS (MoA)", frozenset()),
            ("partner_kind", "perguruan_tinggi", {"perguruan_tinggi"}),
            ("partner_kind", "Kementerian/Lembaga", {"kementerian_lembaga"}),
            ("partner_kind", "3", None),
            ("track", "Dalam Negeri", {"antar_lembaga"}),
            ("validity", "Kadarluarsa", {"habis"}),
        ],
    )
    def test_meanings(self, vocabulary, text, found):
        assert meanings(vocabulary, text) == found

    def test_several(self):
        assert several("phase", "Mitigasi; Pemulihan") == ("prabencana", "pascabencana")
        assert several("phase", "Mitigasi; Rapat") is None

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("unlimited", "unlimited"),
            ("tanpa batas waktu", "unlimited"),
            ("Tidak ada batasan", "unlimited"),
            ("Sampai Selesai", "open"),
            ("Diperpanjang Otomatis", "renewal"),
            ("otomatis diperpanjang tiap tahun", "renewal"),
            ("dapat diperpanjang kembali", "no effect"),
            ("3 tahun", None),
            ("rutin", None),
        ],
    )
    def test_an_end_that_is_no_day(self, text, word):
        assert end_word(text) == word

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Jepang", "JP"),
            ("Republik Korea", "KR"),
            ("Kedutaan Besar Jepang", "JP"),
            ("ID", "ID"),
            ("Utopia", None),
            ("", None),
            ("Pemerintah ", None),
        ],
    )
    def test_countries(self, text, code):
        assert country_of(text) == code


class TestCells:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("5 (lima) tahun", (5, 0, 0)),
            ("5 tahun (lima tahun)", (5, 0, 0)),
            ("5 (empat) tahun", None),
            ("2,5 tahun", (2, 6, 0)),
            ("2,5 bulan", None),
            ("36 bulan", (0, 36, 0)),
            ("1 tahun 6 bulan", (1, 6, 0)),
            ("90 hari", (0, 0, 90)),
            ("1 tahun 3 hari", None),
            ("3 thn.", (3, 0, 0)),
            ("99999 tahun", None),
            ("5-6 tahun", None),
            ("selama 5 tahun", (5, 0, 0)),
            ("tahun", None),
            ("", None),
        ],
    )
    def test_durations(self, text, found):
        assert length(text) == (None if found is None else Length(*found))

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("tahun 2028", "2028"),
            ("Des 2027", "2027-12"),
            ("12/2027", "2027-12"),
            ("2027-12", "2027-12"),
            ("45574", "2024-10-09"),
            ("3000", None),
            ("13/2027", None),
            ("12/1900", None),
            ("Mei", None),
            ("triwulan II 2027", None),
        ],
    )
    def test_days_as_far_as_they_are_known(self, text, found):
        day, _ = partial_day(text)
        assert day == (None if found is None else PartialDate(found))

    def test_two_days_of_one_cell(self):
        assert two_days("2026 - 2023") is None
        assert list(map(str, two_days("9 Okt 2024 s/d 8 Okt 2027"))) == ["2024-10-09", "2027-10-08"]

    @pytest.mark.parametrize(
        "text", ["-", " a", "a;b", '"', "<p>", "x\ny", "=1", "_x0041_", "\ud800", 'a: "b;']
    )
    def test_texts_in_quotes_come_back(self, text):
        cell = quoted(text, ";")
        assert unquoted(cell) == text
        assert unquoted(parts(f"{cell}; b", ";")[0]) == text

    def test_a_quote_that_nothing_closes(self):
        assert parts('"a; b', ";") == ['"a', "b"]
        assert unquoted('"a" b"') == '"a" b"'
        assert unquoted('"1') == '"1'

    def test_html(self):
        assert plain("<p>Riset &amp; <b>KKN</b><br/></p>") == "Riset & KKN"


class TestARow:
    def test_partners_between_semicolons(self):
        agreement, _ = row(Mitra="PT Satu; Universitas Dua", Jenis_Mitra="BUMN; PTN", Negara="Indonesia")
        assert agreement.partners == (
            Partner("PT Satu", "lembaga_usaha", "ID"),
            Partner("Universitas Dua", "perguruan_tinggi", "ID"),
        )

    @pytest.mark.parametrize(
        ("kind", "country", "expected", "track"),
        [
            ("NGO", "Indonesia", PartnerKind.ORGANISASI_MASYARAKAT, Track.ANTAR_LEMBAGA),
            ("NGO", "Swiss", PartnerKind.LEMBAGA_ASING_NONPEMERINTAH, Track.INTERNASIONAL),
            ("NGO", "", None, None),
            ("LSM", "Jepang", PartnerKind.LEMBAGA_ASING_NONPEMERINTAH, Track.INTERNASIONAL),
            ("Perguruan Tinggi Luar Negeri", "", PartnerKind.PERGURUAN_TINGGI, Track.INTERNASIONAL),
            ("Perguruan Tinggi Swasta", "", PartnerKind.PERGURUAN_TINGGI, Track.ANTAR_LEMBAGA),
            ("UN Agency", "", PartnerKind.LEMBAGA_INTERNASIONAL, Track.INTERNASIONAL),
            ("Pemda", "", PartnerKind.PEMERINTAH_DAERAH, Track.ANTAR_LEMBAGA),
            ("", "", None, None),
        ],
    )
    def test_kind_country_and_track(self, kind, country, expected, track):
        agreement, _ = row(Jenis_Mitra=kind, Negara=country)
        assert (agreement.partners[0].kind, agreement.track) == (expected, track)

    def test_partners_are_ordered_with_the_unknown_first(self):
        assert sorted([Partner("A", "media"), Partner("A")]) == [Partner("A"), Partner("A", "media")]

    def test_a_track_that_follows_from_the_kind_is_said(self):
        assert "agreement-track-derived" in row(Jenis_Mitra="Pemda")[1]
        assert "agreement-track-derived" not in row(Jenis_Mitra="Pemda", Jalur="Dalam Negeri")[1]

    def test_a_track_that_is_said_says_where_the_partner_is_from(self):
        agreement, codes = row(Jenis_Mitra="Perguruan Tinggi", Kualifikasi="Luar Negeri", Jenis_Naskah="MoU")
        assert (agreement.instrument, codes) == (Instrument.MEMORANDUM_SALING_PENGERTIAN, [])
        agreement, codes = row(Jenis_Mitra="NGO", Kualifikasi="Luar Negeri")
        assert (agreement.partners[0].kind, codes) == (PartnerKind.LEMBAGA_ASING_NONPEMERINTAH, [])

    def test_a_track_in_the_column_of_the_paper(self):
        agreement, codes = row(Jenis_Kerjasama="Luar Negeri")
        assert (agreement.track, agreement.instrument, agreement.note, codes) == (
            Track.INTERNASIONAL,
            None,
            "",
            [],
        )

    def test_an_mou_of_an_unknown_partner_stays_open(self):
        agreement, codes = row(Jenis_Naskah="MoU")
        assert (agreement.instrument, agreement.note) == (None, "Jenis Naskah: MoU")
        assert codes == ["agreement-word-open", "agreement-track-unknown"]

    @pytest.mark.parametrize("paper", ["MoA", "IA", "NDA", "SPK", "Surat Cinta"])
    def test_an_open_paper_is_kept_as_text(self, paper):
        agreement, codes = row(Jenis_Naskah=paper, Jalur="DN")
        assert (agreement.instrument, agreement.note) == (None, f"Jenis Naskah: {paper}")
        assert "agreement-word-open" in codes

    def test_a_state_without_a_country(self):
        assert row(Mitra="Jepang", Jenis_Mitra="Negara")[0].partners == (Partner("Jepang", "negara", "JP"),)
        agreement, codes = row(Mitra="Utopia", Jenis_Mitra="Negara", Negara="Utopia")
        assert agreement.partners == (Partner("Utopia"),)
        assert "agreement-state-unknown" in codes
        assert "Negara: Utopia" in agreement.note

    @pytest.mark.parametrize(
        ("cells", "track", "scope"),
        [
            ({"Kualifikasi": "Luar Negeri"}, Track.INTERNASIONAL, None),
            ({"Kualifikasi": "Bilateral"}, Track.INTERNASIONAL, Scope.BILATERAL),
            ({"Kualifikasi": "Nasional"}, Track.ANTAR_LEMBAGA, Scope.NASIONAL),
            ({"Kualifikasi": "kerja sama asing"}, Track.INTERNASIONAL, None),
            ({"Kualifikasi": "biasa"}, None, None),
            ({"Tingkat Internasional": "v", "Tingkat Nasional": "tidak"}, Track.INTERNASIONAL, None),
            ({"Tingkat Internasional": "-", "Tingkat Nasional": "X"}, Track.ANTAR_LEMBAGA, Scope.NASIONAL),
            ({"Wilayah/Lokal": "1", "Internasional": "0"}, Track.ANTAR_LEMBAGA, None),
            ({"Multilateral": "ya"}, Track.INTERNASIONAL, Scope.GLOBAL),
        ],
    )
    def test_tracks_and_ticks(self, cells, track, scope):
        agreement, _ = row(**cells)
        assert (agreement.track, agreement.scope) == (track, scope)

    def test_a_track_that_the_partner_contradicts(self):
        agreement, codes = row(Jalur="Dalam Negeri", Negara="Jepang")
        assert agreement.track is Track.ANTAR_LEMBAGA
        assert "agreement-track-differs" in codes

    @pytest.mark.parametrize(
        ("cells", "term"),
        [
            ({"Jangka_Waktu": "lima tahun"}, Term("2024-10-09", years=5)),
            ({"Durasi (tahun)": "5"}, Term("2024-10-09", years=5)),
            ({"Jangka_Waktu": "s/d 6 Maret 2026"}, Term("2024-10-09", until="2026-03-06")),
            ({"Berlaku Sampai": "s.d. 2028"}, Term("2024-10-09", until="2028")),
            ({"Jangka_Waktu": "90 hari"}, Term("2024-10-09", until="2025-01-06")),
            ({"Jangka_Waktu": "3 tahun, dapat diperpanjang"}, Term("2024-10-09", years=3)),
            (
                {"Jangka_Waktu": "1 Januari 2025 s.d. 31 Desember 2026"},
                Term("2024-10-09", until="2026-12-31"),
            ),
            ({"Berlaku Sampai": "Tak Terbatas"}, Term("2024-10-09", indefinite=True)),
            ({"is_tak_terhingga": "1"}, Term("2024-10-09", indefinite=True)),
            ({"Berlaku Sampai": "Sampai Selesai"}, Term("2024-10-09")),
            ({"Jangka_Waktu": "1 tahun, diperpanjang otomatis"}, Term("2024-10-09")),
            ({"Mulai Berlaku": "1 Nov 2024", "Jangka_Waktu": "1 tahun"}, Term("2024-11-01", years=1)),
            ({"Mulai Berlaku": "1 Nov 2024"}, Term("2024-11-01")),
            ({"Berlaku Sampai": "2028"}, Term("2024-10-09", until="2028")),
            (
                {"Berlaku Sampai": "8 Oktober 2027", "Jangka_Waktu": "3 tahun"},
                Term("2024-10-09", until="2027-10-08"),
            ),
            (
                {"Berlaku Sampai": "9 Oktober 2027", "Jangka_Waktu": "3 tahun"},
                Term("2024-10-09", until="2027-10-09"),
            ),
            ({}, None),
            ({"Berlaku Sampai": "-"}, None),
            ({"Berlaku Sampai": "segera"}, None),
            ({"Berlaku Sampai": "2020"}, None),
        ],
    )
    def test_terms(self, cells, term):
        agreement, _ = row(**cells)
        found = agreement.term
        assert (None if found is None else Term(found.start, **_end(found))) == term
        assert agreement.other_terms == ()

    def test_a_term_that_contradicts_itself(self):
        agreement, codes = row(Berlaku_Sampai="31 Desember 2030", Jangka_Waktu="3 tahun")
        assert [str(each.until or each.last_day) for each in agreement.terms] == ["2030-12-31", "2027-10-08"]
        assert "agreement-term-differs" in codes
        assert "agreement-term-differs" in row(Berlaku_Sampai="2030", is_tak_terhingga="ya")[1]
        cells = {"Tanggal MoU": "2024", "Berlaku Sampai": "2025", "Jangka_Waktu": "90 hari"}
        assert "agreement-term-differs" in row(**cells)[1]

    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ({"Berlaku Sampai": "segera"}, "agreement-term-unreadable"),
            ({"Berlaku Sampai": "Sampai Selesai"}, "agreement-end-open"),
            ({"Berlaku Sampai": "2020"}, "agreement-ends-before-start"),
            ({"Tanggal MoU": "", "Jangka_Waktu": "3 tahun"}, "agreement-term-without-start"),
            ({"Tanggal MoU": ""}, "agreement-undated"),
            ({"Tanggal MoU": "kemarin"}, "date-unreadable"),
            ({"Tanggal MoU": "", "Tanggal Mulai": "2024"}, "agreement-signing-unknown"),
            ({"Tahap": "Pembahasan"}, "agreement-stage-undated"),
            ({"Fase": "rapat"}, "agreement-word-open"),
            ({"Status": "Kadaluarsa", "Jangka_Waktu": "5 tahun"}, "agreement-status-differs"),
            ({"Induk": "99"}, "agreement-reference-open"),
        ],
    )
    def test_what_is_doubtful_is_said(self, cells, code):
        assert code in row(**cells)[1]

    @pytest.mark.parametrize(
        "cells",
        [
            {"Status": "Aktif", "Jangka_Waktu": "5 tahun"},
            {"Status": "Akan Berakhir", "Jangka_Waktu": "5 tahun"},
            {"Status": "Diakhiri", "Jangka_Waktu": "1 tahun"},
            {"Status": "Aktif"},
            {"Status": "Dalam Perpanjangan", "Jangka_Waktu": "1 tahun"},
            {"Tahap": "Ditandatangani"},
        ],
    )
    def test_what_fits_is_not(self, cells):
        assert not {"agreement-status-differs", "agreement-stage-undated"} & set(row(**cells)[1])

    def test_a_status_is_compared_as_of_a_day(self):
        assert "agreement-status-differs" not in row(on=None, Status="Aktif", Jangka_Waktu="1 tahun")[1]

    def test_only_a_start(self):
        agreement, _ = row(**{"Tanggal MoU": "", "Tanggal Mulai": "1 Jan 2025"})
        (entry,) = agreement.entries
        assert (entry.stage, str(entry.on)) == (Stage.PENANDATANGANAN, "2025-01-01")
        assert entry.source == "<rows>, baris 1, tanggal mulai"

    def test_what_is_kept_as_text(self):
        agreement, _ = row(
            Nomor_PKS="1/2",
            Nomor_Mitra="3/4",
            Ruang_Lingkup="Pelatihan",
            Tahap="Pembahasan",
            Status="Dalam Perpanjangan",
        )
        assert agreement.id == "1/2"
        assert agreement.note.split("\n") == [
            "Tahap: Pembahasan",
            "Status: Dalam Perpanjangan",
            "Nomor Mitra: 3/4",
            "Ruang Lingkup: Pelatihan",
        ]

    @pytest.mark.parametrize(
        ("cells", "positions"),
        [
            ({"Wilayah": "62.02; Bali"}, [Position("62.02"), Position("51")]),
            (
                {"Wilayah": "Seluruh Indonesia", "Jenis_Bencana": "semua"},
                [Position(AdminLevel.NATIONAL, "all")],
            ),
            ({"Provinsi": "Jawa Tengah", "Kabupaten/Kota": "Demak"}, [Position("33.21")]),
            ({"Provinsi": "Jawa Tengah"}, [Position("33")]),
            ({"Lokasi": "Atlantis"}, []),
            ({"Jenis_Bencana": "Banjir; 107 Gempabumi; -"}, [Position(None, ["101", "107"])]),
            ({"Wilayah": "62.02 Kotawaringin Timur", "Jenis_Bencana": "Banjir"}, [Position("62.02", "101")]),
        ],
    )
    def test_where_and_against_what(self, cells, positions):
        assert list(row(**cells)[0].positions) == positions

    def test_a_place_that_is_not_known_is_said(self):
        assert any("region" in code or "place" in code for code in row(Lokasi="Atlantis")[1])
        assert any("type" in code for code in row(Jenis_Bencana="Naga")[1])


def _end(term):
    return {"years": term.years, "months": term.months, "until": term.until, "indefinite": term.indefinite}


class TestIds:
    def test_of_a_column_a_number_or_a_line(self):
        text = "ID,Mitra,No. MoU\na,A,1\n,B,2\n,C,3\n,D,3\na,E,\n"
        found = read(text)
        assert [each.id for each in found.portfolio] == ["a", "2", "baris-4", "baris-5", "a (baris 6)"]
        assert "agreement-id-repeated" in {each.code for each in found.findings}

    def test_relations_by_id_number_and_title(self):
        text = "ID,Mitra,Judul,No. MoU,Induk,Perpanjangan Dari\na,A,Payung,1/NK,,\nb,A,Kerja,2,1/NK,\n"
        text += "c,A,Lain,3,payung,b\n"
        found = read(text).portfolio
        assert [(each.parent, each.extends) for each in found] == [(None, None), ("a", None), ("a", "b")]

    def test_a_reference_to_itself_or_to_two_is_none(self):
        found = read("ID,Mitra,Judul,Induk\na,A,X,a\nb,A,Y,Z\nc,A,Z,\nd,A,Z,\n").portfolio
        assert {each.parent for each in found} == {None}
        assert found.get("b").note == "Induk: Z"

    def test_a_circle_is_said_and_opened(self):
        found = read("ID,Mitra,Perpanjangan Dari\na,A,b\nb,A,a\n")
        assert {each.extends for each in found.portfolio} == {None}
        assert "agreement-circle" in {each.code for each in found.findings}


class TestOurOwn:
    AGREEMENT = Agreement(
        id="nk",
        track="internasional",
        partners=[Partner("A; B", "negara", "XX"), Partner("-")],
        instrument="letter_of_intent",
        term=Term("2024-10-09", years=3, source="naskah"),
        other_terms=[Term(until="2028")],
        positions=[Position("62", "all"), Position(RegionCode.parse("99.99"), "all")],
        history=[StageEntry("usulan", "2024", by="Biro | Hukum")],
        needs_full_powers=False,
        note="satu\ndua",
    )

    def cells(self, **changed):
        (cells,) = agreement_rows([self.AGREEMENT])
        return [{**dict(zip(agreement_headings(), cells, strict=True)), **changed}]

    def test_reads_back(self):
        found = read_agreements(self.cells())
        assert found.portfolio == Portfolio([self.AGREEMENT])
        assert found.findings == ()

    @pytest.mark.parametrize(
        ("positions", "region", "types"),
        [
            ([Position("62.02", ["101", "555"])], "62.02 Kabupaten Kotawaringin Timur", "101 Banjir; 555"),
            ([Position(AdminLevel.NATIONAL, "all")], "nasional", "semua"),
            ([Position("99.99"), Position("62.02")], "99.99; 62.02 Kabupaten Kotawaringin Timur", ""),
            ([Position(None, "101")], "", "101 Banjir"),
            ([Position("62", "101"), Position("62", "102")], "", ""),
        ],
    )
    def test_where_it_works(self, positions, region, types):
        agreement = Agreement(id="a", track=None, partners=Partner("A"), positions=positions)
        (cells,) = agreement_rows([agreement])
        told = dict(zip(agreement_headings(), cells, strict=True))
        assert (told["Wilayah"], told["Jenis Bencana"]) == (region, types)
        assert read_agreements([told]).portfolio == Portfolio([agreement])

    def test_as_people_read_it(self):
        (cells,) = self.cells()
        assert cells["Mitra"] == '"A; B"; "-"'
        assert cells["Negara"] == "XX; -"
        assert cells["Wilayah"] == "62 Provinsi Kalimantan Tengah; 99.99" or cells["Wilayah"].startswith(
            "62 Kal"
        )
        assert cells["Riwayat"] == '2024 usulan | oleh: "Biro | Hukum"'
        assert cells["Jangka Waktu Lain"] == "sampai: 2028"
        assert cells["Catatan Perjanjian"] == "satu\ndua"

    @pytest.mark.parametrize(
        ("column", "cell"),
        [
            ("Riwayat", "kemarin usulan"),
            ("Riwayat", "2024-01-01 makan siang"),
            ("Riwayat", "2024-01-01 berakhir | alasan: bosan"),
            ("Riwayat", "2024-01-01 usulan | siapa: Budi"),
            ("Riwayat", "2024-01-01 usulan | oleh: A | oleh: B"),
            ("Jangka Waktu Lain", "mulai: 2024 | lama: 3 hari"),
            ("Rincian Wilayah", "wilayah: 62 | fase: rapat"),
        ],
    )
    def test_a_line_that_is_not_understood_is_kept_and_said(self, column, cell):
        found = read_agreements(self.cells(**{column: cell}))
        assert [each.code for each in found.findings] == ["agreement-line-unreadable"]
        assert found.portfolio.get("nk").note.endswith(f"{column}: {cell}")

    def test_lines_that_people_write(self):
        history = (
            "2024-01-02 Usulan\n2024-02-01 dokumen | jenis: proposal | berkas: 1.pdf\n2025-01-01 laporan"
        )
        agreement = read_agreements(self.cells(Riwayat=history)).portfolio.get("nk")
        assert [type(each).__name__ for each in agreement.history] == ["StageEntry", "DocumentRef", "Report"]

    def test_a_word_that_is_none_of_ours_is_kept(self):
        found = read_agreements(self.cells(Instrumen="MoA"))
        assert found.portfolio.get("nk").note == "satu\ndua\nInstrumen: MoA"
        assert [each.code for each in found.findings] == ["agreement-word-open"]

    def test_what_cannot_be_an_agreement_is_left_out_and_said(self):
        found = read_agreements(self.cells(**{"Tanggal Berakhir": "2020-01-01"}))
        assert len(found.portfolio) == 0
        assert [each.code for each in found.findings] == ["agreement-unreadable"]
        assert "one end" in found.findings[0].message("en")
