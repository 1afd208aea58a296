"""What the guideline says of the threshold (ambang batas), and how we read what it leaves open."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from satudata import Event, EventRecord, Impact, Interpretation, Verdict, disaster_types, evaluate

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED

#: Every figure known and zero, criteria 5 and 6 stated as no: only what a test adds can meet a criterion.
NOTHING = {
    "dead": 0,
    "missing": 0,
    "injured": 0,
    "affected": 0,
    "displaced": 0,
    "houses_damaged": 0,
    "houses_flooded": 0,
    "facilities_damaged": 0,
    "land": {"lahan": 0},
}
STATED_NO = {"requests_national_help": False, "emergency_status": False}


def judged(interpretation=Interpretation(), /, **figures):  # noqa: B008
    """The evaluation of an impact of which nothing is unknown."""
    return evaluate(Impact(**NOTHING | figures), interpretation=interpretation, **STATED_NO)


def numbers(outcomes):
    return [outcome.criterion.number for outcome in outcomes]


class TestCauseAndAtLeastOne:
    """Dalam penentuan kejadian bencana dengan penyebabnya adalah salah satu dari Jenis Bencana dan
    setidaknya memenuhi satu dari kriteria berikut.

    Sumber: Satu Data Bencana, Ambang Batas (Juklak BNPB 7/2023).
    """

    def test_none_of_the_six(self):
        evaluation = judged()
        assert evaluation.verdict is NOT_MET
        assert numbers(evaluation.not_met) == [1, 2, 3, 4, 5, 6]

    @pytest.mark.parametrize(
        "figures", [{"dead": 1}, {"affected": 50}, {"houses_damaged": 5}, {"land": {"hutan": 1}}]
    )
    def test_one_is_enough(self, figures):
        evaluation = judged(**figures)
        assert evaluation.verdict is MET
        assert len(evaluation.met) == 1

    def test_several_are_all_named(self):
        assert numbers(judged(dead=2, displaced=400, houses_damaged=9).met) == [1, 2, 3]

    def test_the_cause_is_no_disaster_type(self):
        assert evaluate(Impact(dead=5), cause=False).verdict is NOT_MET
        assert evaluate(Impact(), cause=False).verdict is NOT_MET

    def test_the_cause_is_not_known(self):
        assert evaluate(Impact(dead=5), cause=None).verdict is UNDETERMINED
        assert evaluate(Impact(), cause=None).verdict is UNDETERMINED
        assert evaluate(Impact(**NOTHING), cause=None, **STATED_NO).verdict is NOT_MET

    def test_the_cause_is_one_of_the_types(self):
        assert evaluate(Impact(dead=1), cause=disaster_types.get("101")).verdict is MET


class TestDeaths:
    """1) 1 Orang meninggal.

    Sumber: Satu Data Bencana, Ambang Batas, butir 1 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(("dead", "verdict"), [(0, NOT_MET), (1, MET), (2, MET)])
    def test_limit(self, dead, verdict):
        evaluation = judged(dead=dead)
        assert evaluation.verdict is verdict
        assert evaluation.outcomes[0].value == dead


class TestPeople:
    """2) 50 orang terkena dampak/luka/mengungsi.

    Sumber: Satu Data Bencana, Ambang Batas, butir 2 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(("number", "verdict"), [(49, NOT_MET), (50, MET), (51, MET)])
    @pytest.mark.parametrize("group", ["affected", "injured", "displaced"])
    def test_limit(self, group, number, verdict):
        evaluation = judged(**{group: number})
        assert evaluation.verdict is verdict
        assert evaluation.outcomes[1].value == number

    @pytest.mark.parametrize(("number", "verdict"), [(29, NOT_MET), (30, MET), (31, MET)])
    def test_together(self, number, verdict):
        assert judged(affected=15, injured=5, displaced=number).verdict is verdict


class TestBuildings:
    """3) 5 unit rumah dan/atau bangunan fasilitas publik rusak.

    Sumber: Satu Data Bencana, Ambang Batas, butir 3 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(("number", "verdict"), [(4, NOT_MET), (5, MET), (6, MET)])
    @pytest.mark.parametrize("which", ["houses_damaged", "facilities_damaged"])
    def test_limit(self, which, number, verdict):
        evaluation = judged(**{which: number})
        assert evaluation.verdict is verdict
        assert evaluation.outcomes[2].value == number

    def test_dan_atau(self):
        assert judged(houses_damaged=3, facilities_damaged=2).verdict is MET
        assert judged(houses_damaged=2, facilities_damaged=2).verdict is NOT_MET


class TestLand:
    """4) 1 Hektar lahan.

    Sumber: Satu Data Bencana, Ambang Batas, butir 4 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(("area", "verdict"), [("0.999", NOT_MET), ("1", MET), ("1.001", MET)])
    def test_limit(self, area, verdict):
        evaluation = judged(land={"sawah": area})
        assert evaluation.verdict is verdict
        assert evaluation.outcomes[3].value == Decimal(area)


class TestNationalHelp:
    """5) Permintaan Pemerintah Daerah untuk diberikan bantuan nasional.

    Sumber: Satu Data Bencana, Ambang Batas, butir 5 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(("asked", "verdict"), [(True, MET), (False, NOT_MET), (None, UNDETERMINED)])
    def test_stated(self, asked, verdict):
        evaluation = evaluate(Impact(**NOTHING), requests_national_help=asked, emergency_status=False)
        assert evaluation.verdict is evaluation.outcomes[4].verdict is verdict


class TestEmergencyStatus:
    """6) Penentuan status keadaan darurat bencana.

    Sumber: Satu Data Bencana, Ambang Batas, butir 6 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(("declared", "verdict"), [(True, MET), (False, NOT_MET), (None, UNDETERMINED)])
    def test_stated(self, declared, verdict):
        evaluation = evaluate(Impact(**NOTHING), requests_national_help=False, emergency_status=declared)
        assert evaluation.verdict is evaluation.outcomes[5].verdict is verdict

    def test_a_siaga_darurat_meets_it_by_the_letter(self):
        assert numbers(evaluate(Impact(), emergency_status=True).met) == [6]


class TestABlankIsNotAZero:
    """Penafsiran: yang tidak dilaporkan bukan nol. Memenuhi bila satu kriteria terpenuhi; tidak memenuhi
    hanya bila semua kriteria diketahui dan tidak ada yang terpenuhi; selain itu belum dapat ditentukan.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    @pytest.mark.parametrize(
        "left_out",
        ["dead", "injured", "affected", "displaced", "houses_damaged", "facilities_damaged", "land"],
    )
    def test_one_figure_left_out(self, left_out):
        assert judged(**{left_out: None}).verdict is UNDETERMINED

    @pytest.mark.parametrize("left_out", ["missing", "houses_flooded"])
    def test_a_figure_that_no_criterion_asks_for(self, left_out):
        assert judged(**{left_out: None}).verdict is NOT_MET

    def test_nothing_reported(self):
        evaluation = evaluate(Impact())
        assert evaluation.verdict is UNDETERMINED
        assert numbers(evaluation.unknown) == [1, 2, 3, 4, 5, 6]

    def test_met_although_all_else_is_unknown(self):
        assert evaluate(Impact(dead=1)).verdict is MET

    def test_a_kind_named_with_none_is_unknown(self):
        assert judged(land={"sawah": "0.5", "kebun": None}).verdict is UNDETERMINED
        assert judged(facilities_damaged=None, facilities={"pendidikan": None}).verdict is UNDETERMINED


class TestASumWithUnknownParts:
    """Penafsiran: jumlah yang sebagiannya tidak diketahui memenuhi ambang begitu bagian yang diketahui
    mencapainya.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_within_one_impact(self):
        assert evaluate(Impact(injured=20, displaced=30)).verdict is MET
        assert evaluate(Impact(injured=20, displaced=29)).verdict is UNDETERMINED
        assert evaluate(Impact(houses_heavy=5)).verdict is MET

    def test_over_records(self):
        event = Event(
            kib="3203107202211211",
            records=[EventRecord("32.03", Impact(injured=50)), EventRecord("32.02", Impact(dead=0))],
        )
        evaluation = evaluate(event)
        assert evaluation.verdict is MET
        assert not evaluation.outcomes[1].complete
        assert "at least 50 people" in evaluation.explain()


class TestInterpretationOfPeople:
    """Penafsiran: terdampak, luka, dan mengungsi dijumlahkan (bawaan, sebab menurut definisinya terpisah),
    atau salah satu saja yang mencapai 50.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_sum_or_any(self):
        figures = {"affected": 20, "injured": 10, "displaced": 20}
        assert judged(**figures).verdict is MET
        assert judged(Interpretation(people="any"), **figures).verdict is NOT_MET
        assert judged(**figures).depends_on == ("people",)
        assert judged(Interpretation(people="any"), displaced=50).verdict is MET


class TestInterpretationOfMissing:
    """Penafsiran: orang hilang tidak dihitung meninggal (bawaan), atau dihitung.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_missing(self):
        assert judged(missing=1).verdict is NOT_MET
        assert judged(Interpretation(missing_as_dead=True), missing=1).verdict is MET
        assert judged(missing=1).depends_on == ("missing_as_dead",)


class TestInterpretationOfFlooded:
    """Penafsiran: rumah terendam tidak dihitung rusak (bawaan), atau dihitung.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_flooded(self):
        figures = {"houses_damaged": 2, "houses_flooded": 3}
        assert judged(**figures).verdict is NOT_MET
        assert judged(Interpretation(flooded_as_damaged=True), **figures).verdict is MET
        assert judged(**figures).depends_on == ("flooded_as_damaged",)


class TestInterpretationOfLand:
    """Penafsiran: kriteria lahan berlaku untuk semua jenis bencana (bawaan), atau hanya untuk karhutla.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    only_karhutla = Interpretation(land="karhutla")

    def of_type(self, cause, interpretation=Interpretation()):  # noqa: B008
        return evaluate(
            Impact(**NOTHING | {"land": {"sawah": 2}}),
            cause=cause,
            interpretation=interpretation,
            **STATED_NO,
        )

    def test_karhutla(self):
        karhutla, flood = disaster_types.get("106"), disaster_types.get("101")
        assert self.of_type(karhutla, self.only_karhutla).verdict is MET
        assert self.of_type(flood, self.only_karhutla).verdict is NOT_MET
        assert self.of_type(karhutla).robust
        assert self.of_type(flood).depends_on == ("land",)

    @pytest.mark.parametrize(
        ("code", "scheme", "verdict"),
        [
            ("106", "2023", MET),
            ("107", "2023", NOT_MET),
            ("106", "2011", NOT_MET),
            ("107", "2011", MET),
            ("101", "2011", NOT_MET),
        ],
    )
    def test_by_scheme(self, code, scheme, verdict):
        assert self.of_type(disaster_types.get(code, scheme), self.only_karhutla).verdict is verdict

    def test_a_type_that_is_not_known(self):
        assert self.of_type(True, self.only_karhutla).verdict is UNDETERMINED

    def test_too_little_land_whatever_the_type(self):
        assert judged(self.only_karhutla, land={"sawah": "0.5"}).verdict is NOT_MET
        assert judged(self.only_karhutla, land={"sawah": None}).verdict is UNDETERMINED
        assert judged(land={"sawah": "0.5"}).robust

    def test_a_code_whose_scheme_is_not_known(self):
        old = Event(
            kib="6202106202008041", records=[EventRecord("62.02", Impact(**NOTHING | {"land": {"sawah": 2}}))]
        )
        assert evaluate(old, interpretation=self.only_karhutla, **STATED_NO).verdict is UNDETERMINED


class TestInterpretationOfBuildings:
    """Penafsiran: rumah dan fasilitas publik dijumlahkan (bawaan), atau salah satunya saja yang mencapai 5.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_sum_or_either(self):
        figures = {"houses_damaged": 3, "facilities_damaged": 2}
        assert judged(**figures).verdict is MET
        assert judged(Interpretation(buildings="either"), **figures).verdict is NOT_MET
        assert judged(**figures).depends_on == ("buildings",)
        assert judged(Interpretation(buildings="either"), facilities_damaged=5).verdict is MET


class TestInterpretationOfOther:
    """Penafsiran: 999 Lainnya termasuk jenis bencana (bawaan), atau tidak.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    @pytest.mark.parametrize("cause", [True, None])
    def test_999(self, cause):
        event = Event(kib="6202999202408041", records=[EventRecord("62.02", Impact(dead=1))])
        assert (
            evaluate(event, cause=cause, interpretation=Interpretation(other_counts=False)).verdict is NOT_MET
        )

    def test_it_is_named(self):
        event = Event(kib="6202999202408041", records=[EventRecord("62.02", Impact(dead=1))])
        assert evaluate(event).verdict is MET
        assert evaluate(event).depends_on == ("other_counts",)
        assert evaluate(Impact(dead=1), cause=disaster_types.get("999")).depends_on == ("other_counts",)


class TestInterpretationOfScope:
    """Penafsiran: ambang batas dinilai atas jumlah seluruh kejadian (bawaan), atau atas tiap catatan.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_event_or_record(self):
        each = Impact(**NOTHING | {"houses_damaged": 3})
        event = Event(
            kib="3203107202211211", records=[EventRecord("32.03", each), EventRecord("32.02", each)]
        )
        assert evaluate(event, **STATED_NO).verdict is MET
        assert evaluate(event, interpretation=Interpretation(scope="record"), **STATED_NO).verdict is NOT_MET
        assert evaluate(event, **STATED_NO).depends_on == ("scope",)

    def test_one_record_is_the_event(self):
        assert "scope" not in judged(houses_damaged=3).depends_on


class TestWhatAPublicBuildingIs:
    """Penafsiran: kriteria 3 menjumlahkan rumah (berat, sedang, ringan, atau jumlah terbitan) dan bangunan
    publik (pendidikan, ibadat, kesehatan, kantor, pasar, atau jumlah terbitan); kios, pabrik, jembatan, dan
    jalan bukan.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_three_houses_and_two_schools(self):
        assert judged(houses_damaged=3, facilities={"pendidikan": {"berat": 1, "ringan": 1}}).verdict is MET

    @pytest.mark.parametrize("kind", ["pendidikan", "peribadatan", "kesehatan", "kantor", "pasar"])
    @pytest.mark.parametrize("degree", ["berat", "sedang", "ringan", "rusak"])
    def test_public(self, kind, degree):
        assert judged(facilities_damaged=None, facilities={kind: {degree: 5}}).verdict is MET

    @pytest.mark.parametrize("kind", ["kios", "pabrik"])
    def test_not_public(self, kind):
        assert judged(facilities={kind: {"berat": 9}}).verdict is NOT_MET

    def test_houses_by_degree(self):
        assert judged(houses_damaged=None, houses_heavy=1, houses_moderate=1, houses_light=3).verdict is MET
        assert (
            judged(houses_damaged=None, houses_heavy=1, houses_moderate=1, houses_light=2).verdict is NOT_MET
        )
        assert judged(houses_damaged=None, houses_heavy=1, houses_moderate=1).verdict is UNDETERMINED

    def test_flooded_facilities_are_not_damaged(self):
        assert judged(facilities={"pendidikan": {"terendam": 9}}).verdict is NOT_MET


class TestTheLargerCounts:
    """Penafsiran: jumlah terbitan yang lebih kecil dari rinciannya adalah temuan; yang lebih besar dihitung.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_houses(self):
        assert judged(houses_damaged=4, houses_heavy=3, houses_light=2).verdict is MET
        assert judged(houses_damaged=5, houses_heavy=3, houses_light=1).verdict is MET

    def test_facilities(self):
        assert judged(facilities_damaged=4, facilities={"pasar": 5}).verdict is MET
        assert judged(facilities={"pasar": {"rusak": 4, "berat": 3, "sedang": 2}}).verdict is MET
        assert judged(facilities={"pasar": {"rusak": 5, "berat": 3}}).verdict is MET

    def test_not_both(self):
        assert judged(houses_damaged=3, houses_heavy=2).verdict is NOT_MET


class TestLandIsAddedExactly:
    """Penafsiran: kriteria 4 menjumlahkan semua jenis lahan secara tepat: sepuluh catatan 0,1 ha adalah 1
    ha, dalam urutan apa pun.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_ten_tenths(self):
        records = [EventRecord("62.02", Impact(land={"hutan": "0.1"})) for _ in range(10)]
        assert evaluate(Event(kib="6202106202408041", records=records)).verdict is MET
        assert numbers(evaluate(Event(kib="6202106202408041", records=records[1:])).met) == []

    def test_any_order_of_kinds(self):
        areas = {"sawah": "0.7", "kebun": "0.1", "hutan": "0.2"}
        for order in itertools.permutations(areas.items()):
            assert judged(land=dict(order)).outcomes[3].value == 1

    def test_whatever_the_callers_precision(self):
        from decimal import localcontext

        with localcontext() as context:
            context.prec = 2
            assert judged(land={"sawah": "0.899", "kebun": "0.1"}).verdict is NOT_MET


class TestRowsBelowEveryLimit:
    """Penafsiran: tabel terbitan juga memuat baris yang tidak memenuhi satu pun kriteria angka; tanpa
    keterangan kriteria 5 dan 6 baris itu belum dapat ditentukan, dengan keduanya dinyatakan tidak ada baris
    itu tidak memenuhi.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_not_stated(self):
        evaluation = evaluate(Impact(**NOTHING))
        assert evaluation.verdict is UNDETERMINED
        assert numbers(evaluation.unknown) == [5, 6]

    def test_stated(self):
        assert evaluate(Impact(**NOTHING), **STATED_NO).verdict is NOT_MET


class TestStatesOfOneFigure:
    """Penafsiran: angka bergerak; hanya catatan dengan id yang sama adalah keadaan dari satu angka: yang
    terverifikasi dihitung, lalu yang tanggalnya lebih akhir.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_the_verified_state_counts(self):
        first = EventRecord("32.03", Impact(dead=1), id="a", as_of=date(2022, 11, 22))
        verified = EventRecord("32.03", Impact(dead=0), id="a", status="verified", as_of=date(2022, 11, 21))
        event = Event(kib="3203107202211211", records=[first, verified])
        assert evaluate(event).outcomes[0].verdict is NOT_MET
        assert event.records == (first, verified)
