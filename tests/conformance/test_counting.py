"""What the guideline says of counting (Metode Perhitungan), and how we read what it leaves open."""

from datetime import date

import pytest

from satudata import Event, EventRecord, Impact, RegionCode, count_events


def counted(*events, **options):
    """(national, {province: number}, {kabupaten/kota: number}) with codes as text."""
    counts = count_events(events, **options)
    return (
        counts.national,
        {str(code): number for code, number in counts.provinces.items()},
        {str(code): number for code, number in counts.regencies.items()},
    )


def codes(counts):
    return [finding.code for finding in counts.findings]


class TestOneMainType:
    """Jika satu kejadian melibatkan lebih dari satu tipe kejadian bencana, ditentukan satu tipe kejadian
    utama.

    Sumber: Satu Data Bencana, Metode Perhitungan (Juklak BNPB 7/2023).
    """

    flood = Event(id="banjir-longsor", kib="3301101202411231", records=[EventRecord("33.01")])
    landslide = Event(id="banjir-longsor", kib="3302102202411241", records=[EventRecord("33.02")])

    def test_contoh_banjir_menyebabkan_tanah_longsor(self):
        """Contoh: banjir dapat menyebabkan tanah longsor, maka jenis kejadiannya adalah banjir."""
        counts = count_events([self.landslide, self.flood], by="type")
        assert counts.national == 1
        assert {key: group.national for key, group in counts.by("type").items()} == {("2023", "101"): 1}

    def test_the_other_types_are_reported(self):
        counts = count_events([self.landslide, self.flood])
        assert codes(counts) == ["associated-type"]
        assert "banjir-longsor" in counts.findings[0].message("id")

    def test_rows_of_one_type_are_not(self):
        assert codes(count_events([self.flood, self.flood])) == []

    def test_one_event_with_records_of_two_types(self):
        event = Event(
            id="x",
            records=[
                EventRecord("33.02", kib="3302102202411231"),
                EventRecord("33.01", kib="3301101202411231"),
            ],
        )
        assert event.type_code == "101"


class TestSeveralRegions:
    """Jika suatu kejadian bencana berdampak lebih dari satu provinsi/kabupaten/kota maka jumlah kejadian
    secara nasional dihitung sebagai satu kejadian, pada level provinsi jumlah kejadian dihitung berdasarkan
    provinsi terdampak, pada level kabupaten/kota jumlah kejadian dihitung berdasarkan kabupaten/kota
    terdampak.

    Sumber: Satu Data Bencana, Metode Perhitungan (Juklak BNPB 7/2023).
    """

    def test_contoh_gempabumi_empat_kabupaten(self):
        """Contoh: kejadian gempabumi yang berdampak empat kabupaten, maka kejadian nasional dihitung sebagai satu
        kejadian gempabumi, namun di level kabupaten dihitung satu kejadian tiap kabupaten."""
        four = ["32.02", "32.03", "32.04", "32.05"]
        quake = Event(kib="3203107202211211", records=[EventRecord(code, Impact(dead=1)) for code in four])
        assert counted(quake) == (1, {"32": 1}, dict.fromkeys(four, 1))

    def test_across_provinces(self):
        quake = Event(
            kib="3203107202211211", records=[EventRecord("32.03"), EventRecord("36.01"), EventRecord("36.02")]
        )
        assert counted(quake) == (1, {"32": 1, "36": 1}, {"32.03": 1, "36.01": 1, "36.02": 1})

    def test_rows_tied_by_an_event_id(self):
        rows = [
            Event(id="lahar-marapi", kib="1304101202405111", records=[EventRecord("13.04")]),
            Event(id="lahar-marapi", kib="1306101202405111", records=[EventRecord("13.06")]),
        ]
        assert counted(*rows) == (1, {"13": 1}, {"13.04": 1, "13.06": 1})
        untied = [Event(kib=row.kib, records=row.records) for row in rows]
        assert counted(*untied) == (2, {"13": 2}, {"13.04": 1, "13.06": 1})

    def test_several_places_in_one_region_count_once_there(self):
        event = Event(
            kib="3203107202211211", records=[EventRecord("32.03", place="Cugenang"), EventRecord("32.03")]
        )
        assert counted(event) == (1, {"32": 1}, {"32.03": 1})


class TestDifferentHoursOneEvent:
    """Jika bencana terjadi di dua wilayah berbeda pada hari yang sama namun berbeda jam kejadian dalam satu
    kabupaten/kota, dihitung satu kejadian bencana dan dalam Kode Referensi Bencana angka index yang
    menentukan kejadian tersebut.

    Sumber: Satu Data Bencana, Metode Perhitungan (Juklak BNPB 7/2023).
    """

    first = Event(kib="7322102202404221", records=[EventRecord("73.22", place="Kec. Sabbang")])
    second = Event(kib="7322102202404222", records=[EventRecord("73.22", place="Kec. Rongkong")])

    def test_contoh_tanah_longsor_di_dua_kecamatan(self):
        """Contoh: kejadian tanah longsor di dua kecamatan berbeda dengan waktu yang berbeda dalam satu kabupaten maka
        tetap dihitung satu kejadian bencana."""
        assert counted(self.first, self.second) == (1, {"73": 1}, {"73.22": 1})

    def test_the_index_tells_the_occurrences_apart(self):
        assert self.first.kib != self.second.kib
        assert self.first.key == self.second.key

    def test_what_was_put_together_is_said(self):
        counts = count_events([self.first, self.second], trace=True)
        (merged,) = counts.merged
        assert (merged.key, merged.number, merged.rule, merged.rows) == ("732210220240422", 2, "stem", (0, 1))
        assert "Metode Perhitungan 3" in counts.explain("id")

    @pytest.mark.parametrize("other", ["7322102202404231", "7322101202404221", "7323102202404221"])
    def test_another_day_type_or_region_is_another_event(self, other):
        assert count_events([self.first, Event(kib=other)]).national == 2


class TestKey:
    """Penafsiran: kunci kejadian adalah ID kejadian bila ada, selain itu KIB tanpa indeks; baris tanpa KIB
    memakai wilayah, jenis, dan tanggalnya sendiri.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_a_row_without_kib_has_a_stem_too(self):
        row = Event(id="baris-7", type_code="102", date=date(2024, 4, 22), records=[EventRecord("73.22")])
        assert counted(TestDifferentHoursOneEvent.first, row) == (1, {"73": 1}, {"73.22": 1})

    def test_one_stem_under_two_ids_is_one_event_and_is_reported(self):
        rows = [Event(id="b", kib="7322102202404221"), Event(id="a", kib="7322102202404222")]
        counts = count_events(rows)
        assert counts.national == 1
        assert counts.merged[0].key == "a"
        assert "two-event-ids" in codes(counts)
        assert "(a, b)" in next(each for each in counts.findings if each.code == "two-event-ids").message()


class TestAffected:
    """Penafsiran: wilayah pada KIB dihitung hanya bila termasuk wilayah terdampak; kejadian tanpa catatan
    dihitung di wilayah KIB-nya, dan itu dilaporkan; catatan yang hanya menyebut provinsi dihitung secara
    nasional dan di provinsi itu, tidak di kabupaten mana pun, dan itu dilaporkan.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_the_kib_region_only_where_affected(self):
        assert counted(Event(kib="3203107202211211", records=[EventRecord("32.02")]))[2] == {"32.02": 1}

    def test_an_event_without_records(self):
        event = Event(kib="3203107202211211")
        assert counted(event) == (1, {"32": 1}, {"32.03": 1})
        assert codes(count_events([event])) == ["event-without-records"]

    def test_a_record_that_names_only_a_province(self):
        event = Event(kib="3203107202211211", records=[EventRecord("32")])
        assert counted(event) == (1, {"32": 1}, {})
        assert codes(count_events([event])) == ["province-only"]

    def test_an_event_that_names_no_region(self):
        event = Event(id="x")
        assert counted(event) == (1, {}, {})
        assert codes(count_events([event])) == ["event-without-region"]


class TestOneTypeAndDate:
    """Penafsiran: satu kejadian mempunyai satu jenis dan satu tanggal, yaitu milik KIB-nya; dengan beberapa
    KIB, yang tanggalnya paling awal, lalu KIB yang terkecil. Kejadian beberapa hari, atau melewati bulan
    atau tahun, dihitung satu kali pada setiap level pada tanggal itu.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    rows = (
        Event(id="x", kib="3301101202501021", records=[EventRecord("33.01")]),
        Event(id="x", kib="3302101202412311", records=[EventRecord("33.02")]),
    )

    def test_an_event_across_a_new_year_counts_in_the_year_it_began(self):
        counts = count_events(self.rows, by=("year", "month"))
        assert {key: group.national for key, group in counts.by("year").items()} == {2024: 1}
        assert {key: group.national for key, group in counts.by("month").items()} == {12: 1}

    def test_at_every_level(self):
        year = count_events(self.rows, by="year").by("year")[2024]
        assert {str(code): number for code, number in year.regencies.items()} == {"33.01": 1, "33.02": 1}

    def test_then_the_smallest_kib(self):
        rows = [Event(id="x", kib="3302102202412311"), Event(id="x", kib="3301101202412311")]
        assert list(count_events(rows, by="type").by("type")) == [("2023", "101")]


class TestTwoStemsTwoEvents:
    """Penafsiran: dua kejadian berbeda (dua KIB tanpa indeks) dari satu jenis dan hari yang mengenai
    kabupaten yang sama dihitung dua di sana.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_two(self):
        rows = [
            Event(kib="3203107202211211", records=[EventRecord("32.03"), EventRecord("32.02")]),
            Event(kib="3202107202211211", records=[EventRecord("32.02")]),
        ]
        assert counted(*rows) == (2, {"32": 2}, {"32.02": 2, "32.03": 1})


class TestSchemesApart:
    """Penafsiran: hitungan per jenis memakai skema dan kode; kode 103 sampai 109 sebelum 2023 tanpa nama
    jenis tidak diketahui skemanya dan tidak digabung dengan skema mana pun.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_by_type(self):
        rows = [
            Event(kib="6202106202408041"),
            Event(kib="6202106202008041"),
            Event(kib="6203106202008041", scheme="2011"),
        ]
        assert {key: group.national for key, group in count_events(rows, by="type").by("type").items()} == {
            ("2011", "106"): 1,
            ("2023", "106"): 1,
            (None, "106"): 1,
        }


class TestEveryNumberCanBeExplained:
    """Penafsiran: setiap hitungan dapat menyebut baris mana yang menjadi satu kejadian, dan menurut aturan
    yang mana.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_rows_and_rule(self):
        rows = [
            Event(id="x", kib="3203107202211211"),
            Event(kib="3205102202211211"),
            Event(id="x", kib="3202107202211211"),
        ]
        counts = count_events(rows, trace=True)
        assert [(merged.key, merged.rows, merged.rule) for merged in counts.merged] == [
            ("x", (0, 2), "event-id")
        ]
        assert counts.merged[0].number == 2

    def test_rows_only_on_demand(self):
        (merged,) = count_events([Event(id="x"), Event(id="x")]).merged
        assert (merged.number, merged.rows) == (2, ())

    def test_codes_are_region_codes(self):
        assert count_events([Event(kib="3203107202211211")]).provinces[RegionCode.parse("32")] == 1
