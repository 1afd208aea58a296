"""Every row of the region tables, against the facts they are made from."""

import csv
import importlib.util
import pkgutil
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from satudata import regions
from satudata.errors import UnknownEditionError, UnknownRegionError
from satudata.regions import AdminLevel, BPSCode, PCode, RegionCode, RegionKind, Relation
from satudata.regions._gazetteer import plain_name

pytestmark = pytest.mark.whole_table

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "facts" / "regions"
NEWEST = date(2025, 4, 25)


def facts(name):
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def builder():
    spec = importlib.util.spec_from_file_location("build_regions", ROOT / "tools" / "build_regions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HELD = [edition for edition in regions.editions() if edition.held]
EPISODES = facts("regions")
CROSSWALK = facts("crosswalk")


class TestBuild:
    def test_building_again_changes_nothing(self):
        for name, text in builder().tables().items():
            assert pkgutil.get_data("satudata.regions", f"data/{name}") == text.encode("utf-8"), name

    def test_check_tells_a_difference_and_writes_nothing(self, tmp_path, monkeypatch, capsys):
        build = builder()
        monkeypatch.setattr(build, "ROOT", tmp_path)
        monkeypatch.setattr(build, "DATA", tmp_path / "data")
        assert build.main(["--check"]) == 1
        assert not list((tmp_path / "data").iterdir())
        assert build.main([]) == 0
        before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "data").iterdir()}
        assert build.main([]) == build.main(["--check"]) == 0
        assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "data").iterdir()} == before
        aliases = tmp_path / "data" / "aliases.csv"
        aliases.write_text(aliases.read_text("utf-8").replace("NTT", "NTTT"), "utf-8")
        (tmp_path / "data" / "stray.csv").write_text("", "utf-8")
        capsys.readouterr()
        assert build.main(["--check"]) == 1
        told = capsys.readouterr().out
        assert "aliases.csv: 2 lines differ" in told
        assert "stray.csv: not made from the facts" in told
        assert build.main([]) == 0
        assert not (tmp_path / "data" / "stray.csv").exists()

    @pytest.mark.parametrize("name", sorted(builder().tables()))
    def test_files_are_utf8_with_unix_ends_and_sorted(self, name):
        text = pkgutil.get_data("satudata.regions", f"data/{name}").decode("utf-8")
        assert "\r" not in text
        assert text.endswith("\n")
        if name.endswith(".csv"):
            rows = list(csv.reader(text.splitlines()))
            assert len({tuple(row) for row in rows}) == len(rows)
            assert {len(row) for row in rows} == {len(rows[0])}
            if name != "decrees.csv":
                assert rows[1:] == sorted(rows[1:])


class TestPrintedLists:
    """The lists as the decrees print them."""

    @pytest.mark.parametrize("edition", HELD, ids=lambda edition: edition.id)
    def test_each_printed_code_is_answered_with_its_name_and_no_other_code_is(self, edition):
        printed = {
            row["code"]: row["name_printed"]
            for row in facts("codes_by_decree")
            if row["decree"] == edition.id
        }
        listed = {str(region.code): region for region in regions.at(edition.in_force_from)}
        assert printed.keys() == listed.keys()
        for code, name in printed.items():
            region = regions.get(code, edition=edition)
            assert region is listed[code]
            assert region in regions.find(name, on=edition.in_force_from), name
        for code in {row["code"] for row in EPISODES} - printed.keys():
            with pytest.raises(UnknownRegionError) as caught:
                regions.get(code, edition=edition)
            assert caught.value.edition == edition.id

    @pytest.mark.parametrize("edition", HELD, ids=lambda edition: edition.id)
    def test_counts_are_the_decrees_own(self, edition):
        kinds = [region.kind for region in regions.at(edition.in_force_from)]
        assert sum(kind is RegionKind.PROVINSI for kind in kinds) == edition.provinces
        assert sum(RegionKind.KABUPATEN.covers(kind) for kind in kinds) == edition.kabupaten
        assert sum(RegionKind.KOTA.covers(kind) for kind in kinds) == edition.kota

    @pytest.mark.parametrize("decree", ["KMDN-050-145-2022", "KMDN-300.2.2-2138-2025"])
    def test_counts_per_province_are_the_decrees_own(self, decree):
        (edition,) = (each for each in HELD if each.id == decree)
        found = defaultdict(Counter)
        for region in regions.at(edition.in_force_from):
            if region.parent is not None:
                found[str(region.parent)]["kota" if RegionKind.KOTA.covers(region.kind) else "kabupaten"] += 1
        expected = {row["code"]: row for row in facts("province_counts") if row["decree"] == decree}
        assert found.keys() == expected.keys()
        for code, row in expected.items():
            assert (found[code]["kabupaten"], found[code]["kota"]) == (
                int(row["kabupaten"]),
                int(row["kota"]),
            )

    def test_kecamatan_lie_in_regions_of_the_two_lists(self):
        for row in facts("kecamatan"):
            assert regions.get(row["parent_2025"]).code.digits == row["code_2025"].replace(".", "")[:4]
            if row["code_050_145_2022"]:
                assert regions.get(row["code_050_145_2022"][:5], edition="050-145/2022")


class TestEpisodes:
    @pytest.mark.each_row("row", EPISODES, name=lambda row: f"{row['code']} {row['valid_from']}")
    def test_each_episode_is_answered_on_its_days(self, row):
        started = day(row["valid_from"]) if row["from_is_lower_bound"] != "1" else None
        ended = day(row["valid_to"])
        asked = started or date(2005, 4, 27)
        region = regions.get(row["code"], on=asked)
        assert region.name == row["name"]
        assert region.kind == row["kind"]
        assert (region.valid_from, region.valid_to) == (started, ended)
        assert str(region.parent or "") == row["parent"]
        assert (region.law or "", region.edition or "") == (row["law"], row["decree"])
        assert (region.legal_from, region.legal_to) == (day(row["legal_from"]), day(row["legal_to"]))
        assert region.timezone.startswith("Asia/")
        assert region in regions.at(asked)
        if ended is None:
            assert regions.get(row["code"]) is region
        elif row["successor"] == row["code"]:
            assert regions.get(row["code"], on=ended) is not region
        else:
            with pytest.raises(UnknownRegionError) as caught:
                regions.get(row["code"], on=ended)
            assert caught.value.successors == (row["successor"],)
            assert str(regions.successors(row["code"])[0].code) == row["entity"]
        if row["predecessor"] and row["predecessor"] != row["code"] and row["level"] == "2":
            assert row["predecessor"] in {str(region.code) for region in regions.predecessors(row["code"])}

    def test_the_edition_of_an_episode_prints_it_or_is_not_held(self):
        held = {edition.id for edition in HELD}
        for row in EPISODES:
            if not row["decree"]:
                continue
            if row["decree"] in held:
                assert regions.get(row["code"], edition=row["decree"]).name == row["name"]
            else:
                with pytest.raises(UnknownEditionError):
                    regions.get(row["code"], edition=row["decree"])

    def test_episodes_of_a_code_follow_each_other(self):
        by_code = defaultdict(list)
        for row in EPISODES:
            by_code[row["code"]].append(row)
        for rows in by_code.values():
            for one, next_one in pairwise(rows):
                assert one["valid_to"] == next_one["valid_from"]

    def test_time_zones_by_province(self):
        zones = {row["province"]: row["iana"] for row in facts("timezones")}
        assert len(zones) == 38
        for row in EPISODES:
            found = regions.get(row["code"], on=day(row["valid_from"]) or date(2005, 1, 1))
            assert found.timezone == zones[row["code"][:2]]


class TestNames:
    def test_every_name_is_found_with_its_kind_and_province(self):
        for region in regions.at(NEWEST):
            assert regions.find(region.name, kind=region.kind, province=region.province, on=NEWEST) == (
                region,
            )
            assert region in regions.find(region.name)

    @pytest.mark.each_row("row", facts("aliases"), name=lambda row: row["alias"])
    def test_every_alias_is_found(self, row):
        region = regions.get(row["code"])
        assert region.name == row["canonical"]
        assert region in regions.find(row["alias"])
        assert region in regions.find(row["alias"], on=NEWEST)

    @pytest.mark.each_row("row", facts("changes"), name=lambda row: row["id"])
    def test_every_former_name_is_found(self, row):
        if row["event"] in ("rename", "spelling", "recode"):
            heirs = regions.successors(row["old_code"]) or (regions.get(row["old_code"]),)
            assert heirs[0] in regions.find(row["old_name"])
            assert heirs[0] in regions.find(row["new_name"])

    def test_the_ambiguous_bare_names_are_these(self):
        bare = defaultdict(set)
        for region in regions.at(NEWEST):
            words = {"kabupaten", "kota", "administrasi"} if region.parent else set()
            parts = region.name.split()
            while parts[0].casefold() in words:
                parts.pop(0)
            bare[plain_name("".join(parts))].add(str(region.code))
        ambiguous = {row["bare_name"]: row["codes"].split(";") for row in facts("ambiguous_names")}
        assert len(ambiguous) == 31
        for name, codes in ambiguous.items():
            assert [str(region.code) for region in regions.find(name)] == codes
        certain = bare.keys() - {plain_name(name) for name in ambiguous}
        for key in certain:
            assert [str(region.code) for region in regions.find(key)] == sorted(bare[key])
            assert len(bare[key]) == 1

    def test_a_table_names_each_kabupaten_bare_and_each_kota_with_its_word(self):
        for region in regions.at(NEWEST):
            if region.parent is None:
                continue
            province = regions.get(region.parent).name.upper()
            bare = region.name.upper().removeprefix("KABUPATEN ADMINISTRASI ").removeprefix("KABUPATEN ")
            assert regions.find_as_named(bare, province, on=NEWEST) == (region,)


class TestLineage:
    def test_every_change_is_told(self):
        for row in facts("lineage"):
            found = [
                change
                for change in regions.history(row["to_code"])
                if (str(change.from_code), str(change.to_code), str(change.relation))
                == (row["from_code"], row["to_code"], row["relation"])
            ]
            assert len(found) == 1
            assert (found[0].law, found[0].valid_from) == (row["law"], day(row["code_list_date"]))
            assert found[0] in regions.history(row["from_code"])

    def test_every_replaced_code_leads_to_one_place_of_today(self):
        replaced = [row for row in facts("lineage") if row["relation"] == Relation.REPLACED_BY]
        assert len(replaced) == 36
        for row in replaced:
            (heir,) = regions.successors(row["from_code"])
            assert heir is regions.get(row["to_code"])
            assert row["from_code"] in {str(region.code) for region in regions.predecessors(heir.code)}


class TestCrosswalk:
    @pytest.mark.each_row("row", CROSSWALK, name=lambda row: row["code_2025"])
    def test_every_row(self, row):
        code = RegionCode.parse(row["code_2025"])
        region = regions.get(code)
        assert (region.name, region.kind) == (row["name"], row["kind"])
        assert region.centroid == (float(row["lat"]), float(row["lon"]))
        assert regions.iso(code) == row["iso3166_2_province"]
        for edition in (2020, 2023):
            if row[f"bps_{edition}"]:
                assert regions.to_bps(code, edition) == BPSCode.parse(row[f"bps_{edition}"])
                assert regions.from_bps(row[f"bps_{edition}"], edition) == code
        if row["pcode_cod_2020"]:
            assert regions.pcode(code) == PCode.parse(row["pcode_cod_2020"])
            assert regions.from_pcode(row["pcode_cod_2020"]) == code
        else:
            assert row["code_2025"] in ("93", "94", "95", "96")
        before = regions.resolve(code, None, "050-145/2022")
        if row["code_050_145_2022"]:
            assert [str(region.code) for region in before] == [row["code_050_145_2022"]]
        else:
            assert region.level is AdminLevel.PROVINCE
            assert before[0].code in {change.from_code for change in regions.history(code)}

    def test_every_region_of_today_is_in_it(self):
        assert [row["code_2025"] for row in CROSSWALK] == [str(region.code) for region in regions.at(NEWEST)]

    def test_the_two_bps_lists_differ_where_the_facts_say(self):
        differ = [
            row for row in CROSSWALK if len(row["code_2025"]) > 2 and row["bps_2020"] != row["bps_2023"]
        ]
        assert len(differ) == 26

    @pytest.mark.each_row("row", facts("pcode_extra"), name=lambda row: row["pcode"])
    def test_lakes_and_forests_are_no_regions(self, row):
        with pytest.raises(UnknownRegionError, match="water body or forest") as caught:
            regions.from_pcode(row["pcode"])
        assert row["name"] in caught.value.hint

    def test_every_centroid_has_its_box(self):
        for row in facts("bbox"):
            assert float(row["lat_min"]) < float(row["lat_max"])
            assert float(row["lon_min"]) < float(row["lon_max"])
            latitude, longitude = regions.get(row["code_2025"]).centroid
            assert float(row["lat_min"]) <= latitude <= float(row["lat_max"])
            assert float(row["lon_min"]) <= longitude <= float(row["lon_max"])
