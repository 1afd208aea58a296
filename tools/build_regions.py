"""Build the region tables of the package from ``facts/regions``: ``python tools/build_regions.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and exits 1 with a summary where the tables differ.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from satudata.regions._written import one_letter_apart

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "facts" / "regions"
DATA = ROOT / "src" / "satudata" / "regions" / "data"

Row = dict[str, str]

#: The library repairs no name of fewer letters.
_REPAIRED_FROM = 6
_PROVINCE_WIDTH = 2

#: Which event of changes.csv a relation of lineage.csv is.
_EVENT = {"replaced_by": "recode", "split_off": "new_province", "renamed": "rename"}

README = """\
# Region tables

Made by `tools/build_regions.py` from `facts/regions/` of the project; do not edit. Where the facts come from and how
sure they are is said in the README there. Codes are text; one row is one fact; UTF-8, LF, sorted.

- `regions.csv`: a validity episode of a code or of its name. An empty `valid_from` is an open start (older than the
  lists held), an empty `valid_to` stands in the newest list; `valid_to` is exclusive. `edition` is the decree whose
  list brought the episode, `law` with `legal_from` and `legal_to` what began or ended it.
- `lineage.csv`: a code replaced, a province split off, a new name; with law, dates and confidence.
- `decrees.csv`: a decree on region codes; `held` is 1 where its list is known row by row.
- `aliases.csv`: another spelling, a short form or a former name of a region of today; `seen_in` says where it was met:
  the kind of source, the change (`C063`) or the decree that prints it; `field` is common usage of BPBDs.
- `crosswalk.csv`: a region of today in BPS 2020 and BPS 2023, and its OCHA p-code; `iso3166_2` is its province's.
- `pcode_extra.csv`: a p-code that is a water body or a forest.
- `kecamatan.csv`: a kecamatan, of the list of 2138/2025 or of 050-145/2022, whose name of six letters or more is one
  letter away from that of a kabupaten/kota: it is itself known, so it is no misspelling of that one.
- `geometry.csv`: centroid and bounding box of a region of today, in degrees.
- `tiles.csv`: where the tile of a province is on the map of a notebook, in columns and rows; roughly as on a map.
- `timezones.csv`: the time zone of a province (Keppres 41/1987; IANA time zone database).

The lists held are those of Permendagri 39/2015, 56/2015, 137/2017, 72/2019 and of Kepmendagri 050-145/2022,
100.1.1-6117/2022 and 300.2.2-2138/2025.
"""


def tables() -> dict[str, str]:
    """Every file of the data folder as it should read, by name."""
    facts = {path.stem: _read(path) for path in sorted(FACTS.glob("*.csv"))}
    return {
        "README.md": README,
        "aliases.csv": _aliases(facts),
        "crosswalk.csv": _text(
            ("code", "bps_2020", "bps_2023", "iso3166_2", "pcode"),
            (
                (r["code_2025"], r["bps_2020"], r["bps_2023"], r["iso3166_2_province"], r["pcode_cod_2020"])
                for r in facts["crosswalk"]
            ),
        ),
        "decrees.csv": _decrees(facts),
        "geometry.csv": _geometry(facts),
        "kecamatan.csv": _kecamatan(facts),
        "lineage.csv": _lineage(facts),
        "pcode_extra.csv": _text(
            ("pcode", "name", "parent"), ((r["pcode"], r["name"], r["parent"]) for r in facts["pcode_extra"])
        ),
        "regions.csv": _regions(facts),
        "tiles.csv": _text(
            ("province", "column", "row"), ((r["province"], r["column"], r["row"]) for r in facts["tiles"])
        ),
        "timezones.csv": _text(
            ("province", "zone", "iana"), ((r["province"], r["zone"], r["iana"]) for r in facts["timezones"])
        ),
    }


def _regions(facts: dict[str, list[Row]]) -> str:
    rows = []
    for r in facts["regions"]:
        if r["parent"] != (r["code"][:2] if r["level"] == "2" else ""):
            raise SystemExit(f"regions.csv: {r['code']}: parent {r['parent']!r} is not what the code says")
        start = "" if r["from_is_lower_bound"] == "1" else r["valid_from"]
        rows.append(
            [
                r["code"],
                start,
                *(r[k] for k in ("valid_to", "name", "kind", "decree", "law", "legal_from", "legal_to")),
            ]
        )
    columns = ("code", "valid_from", "valid_to", "name", "kind", "edition", "law", "legal_from", "legal_to")
    return _text(columns, rows)


def _lineage(facts: dict[str, list[Row]]) -> str:
    changes = {(c["event"], c["old_code"], c["new_code"]): c for c in facts["changes"]}
    rows = []
    for r in facts["lineage"]:
        change = changes[_EVENT[r["relation"]], r["from_code"], r["to_code"]]
        if (change["law"], change["decree_in_force"]) != (r["law"], r["code_list_date"]):
            raise SystemExit(f"lineage.csv and changes.csv disagree on {r['from_code']} to {r['to_code']}")
        rows.append(
            [
                *(r["from_code"], r["to_code"], r["relation"], change["old_name"], change["new_name"]),
                *(r["law"], change["law_in_force"], r["code_list_date"], change["confidence"]),
            ]
        )
    columns = ("from_code", "to_code", "relation", "from_name", "to_name")
    return _text((*columns, "law", "legal_from", "valid_from", "confidence"), rows)


def _decrees(facts: dict[str, list[Row]]) -> str:
    held = {r["decree"] for r in facts["codes_by_decree"]}
    kept = (
        "list_in_force_from",
        "list_in_force_to",
        "signed",
        "promulgated",
        "provinces",
        "kabupaten",
        "kota",
        "note",
    )
    rows = (
        (r["decree"], r["title"], str(int(r["decree"] in held)), *(r[k] for k in kept))
        for r in facts["decrees"]
    )
    columns = ("id", "title", "held", "in_force_from", "in_force_to")
    return _text((*columns, *kept[2:]), rows, key=lambda row: (row[3], row[0]))


def _geometry(facts: dict[str, list[Row]]) -> str:
    box = {r["code_2025"]: r for r in facts["bbox"]}
    sides = ("lat_min", "lon_min", "lat_max", "lon_max")
    rows = (
        (r["code_2025"], r["lat"], r["lon"], *(box[r["code_2025"]][side] for side in sides))
        for r in facts["crosswalk"]
    )
    return _text(("code", "lat", "lon", *sides), rows)


def _aliases(facts: dict[str, list[Row]]) -> str:
    today = {r["code"]: r["entity"] for r in facts["regions"]}
    known = {(r["entity"], _plain(r["name"])) for r in facts["regions"]}
    aliases = {}
    for r in facts["aliases"]:
        aliases[r["code"], r["alias"]] = r["seen_in"]
        known.add((r["code"], _plain(r["alias"])))
    renamed = [c for c in facts["changes"] if c["event"] in ("rename", "spelling")]
    printed = [(c["old_code"], c["old_name"], c["id"]) for c in renamed]
    printed += [(r["code"], r["name_printed"], r["decree"]) for r in facts["codes_by_decree"]]
    for code, name, source in printed:
        key = (today[code], _plain(name))
        if key not in known:
            known.add(key)
            aliases[today[code], name] = source
    for r in facts["spellings"]:
        key = (today[r["code"]], _plain(r["alias"]))
        if key not in known:
            known.add(key)
            aliases[today[r["code"]], r["alias"]] = r["seen_in"]
    return _text(("code", "alias", "seen_in"), ((*key, seen) for key, seen in aliases.items()))


def _kecamatan(facts: dict[str, list[Row]]) -> str:
    """The kecamatan whose names could be taken for misspellings of a kabupaten/kota."""
    known = {_bare(r["name"]) for r in facts["regions"] if r["level"] == "2"}
    for name in ("aliases", "spellings"):
        known |= {_bare(r["alias"]) for r in facts[name] if len(r["code"]) > _PROVINCE_WIDTH}
    rows = {
        (r[f"code_{year}"], r[f"name_{year}"])
        for r in facts["kecamatan"]
        for year in ("2025", "050_145_2022")
        if r[f"code_{year}"]
    }
    kept: dict[str, bool] = {}
    for _, name in rows:
        bare = _plain(name)
        if bare not in kept:
            is_long = len(bare) >= _REPAIRED_FROM and bare not in known
            kept[bare] = is_long and any(one_letter_apart(bare, each) for each in known)
    return _text(("code", "name"), (row for row in rows if kept[_plain(row[1])]))


def _bare(name: str) -> str:
    """The name of a kabupaten/kota as compared, without its kind."""
    return re.sub(r"^(?:kabupaten|kota)(?:administrasi)?", "", _plain(name))


def _plain(name: str) -> str:
    """*name* as names are compared: case, punctuation and spaces set aside, the kind's abbreviations written out."""
    name = re.sub(r"^kab\b", "kabupaten", name.casefold())
    name = re.sub(r"^(kabupaten|kota)\W+adm\b", r"\1 administrasi", name)
    return "".join(filter(str.isalnum, name))


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(
    columns: Sequence[str], rows: Iterable[Sequence[str]], key: Callable[[Sequence[str]], object] = tuple
) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted(rows, key=key))  # type: ignore[arg-type]
    return out.getvalue()


def _differences(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    summary = []
    for name in sorted({*found, *wanted}):
        if name not in wanted:
            summary.append(f"{name}: not made from the facts")
        elif name not in found:
            summary.append(f"{name}: missing")
        elif found[name] != wanted[name]:
            lines = list(
                difflib.unified_diff(found[name].splitlines(), wanted[name].splitlines(), lineterm="", n=0)
            )
            changed = [line for line in lines[2:] if line[0] in "+-"]
            summary += [f"{name}: {len(changed)} lines differ", *(f"  {line}" for line in changed[:6])]
    return summary


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the tables; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the tables differ")
    check = parser.parse_args(arguments).check
    wanted = tables()
    DATA.mkdir(parents=True, exist_ok=True)
    found = {p.name: p.read_bytes().decode("utf-8") for p in sorted(DATA.iterdir()) if p.is_file()}
    summary = _differences(found, wanted)
    print(
        "\n".join(summary)
        if summary
        else f"{len(wanted)} files in {DATA.relative_to(ROOT)} are as the facts say"
    )
    if check or not summary:
        return int(bool(summary))
    for name in found.keys() - wanted.keys():
        (DATA / name).unlink()
    for name, text in wanted.items():
        (DATA / name).write_bytes(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
