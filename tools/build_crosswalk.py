"""Carry the codes of other classifications from facts/ into the package: ``build_crosswalk.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when the package's tables are not what the
facts give.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "facts"
DATA = ROOT / "src" / "satudata" / "interop" / "data"

MATCHES = ("exact", "close", "narrower", "none")
SHAPES = {
    "glide": r"[A-Z]{2}",
    "emdat": r"[a-z]{3}(-[a-z]{3}){3}",
    "hips_2025": r"[A-Z]{2}(?!00)[0-9]{4}",
    "hips_2020": r"[A-Z]{2}00[0-9]{2}",
}

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    """The rows of facts/*name*."""
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def written(rows: Rows) -> str:
    """*rows* as the package keeps them: LF, no needless quotes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def tables() -> dict[str, str]:
    """File name -> content; an ``AssertionError`` names the fact that contradicts another."""
    hazards = sorted(read("glide-hazards.csv"), key=lambda row: row["code"])
    codes = {row["code"] for row in hazards}
    assert len(codes) == len(hazards) == 28, "GLIDE has 28 hazard codes, each once"
    for row in hazards:
        assert row["instead"] in {"", "*"} or set(row["instead"].split("|")) <= codes, f"no such code: {row}"
    types = {row["code"] for row in read("disaster-types.csv") if row["scheme"] == "2023"}
    crosswalk = read("crosswalk.csv")
    assert len({row["term"] for row in crosswalk}) == len(crosswalk), "a term stands twice"
    for row in crosswalk:
        assert row["match"] in MATCHES, f"no such match: {row}"
        assert not row["type_code"] or row["type_code"] in types, f"no such type: {row}"
        for field, shape in SHAPES.items():
            for code in filter(None, row[field].split("|")):
                assert re.fullmatch(shape, code), f"{code} is not written as codes of {field} are: {row}"
        assert set(filter(None, row["glide"].split("|"))) <= codes, f"no such GLIDE code: {row}"
    narrower = read("crosswalk-narrower.csv")
    by_term = {row["term"]: row for row in crosswalk}
    for row in narrower:
        shape = SHAPES[row["classification"]]
        assert re.fullmatch(shape, row["code"]), f"{row['code']} is not written as such codes are: {row}"
        of_term = by_term[row["term"]][row["classification"]].split("|")
        assert row["code"] not in of_term, f"{row['code']} is also the code of the whole: {row}"
    return {
        "crosswalk.csv": written(crosswalk),
        "crosswalk-narrower.csv": written(narrower),
        "glide-hazards.csv": written(hazards),
    }


def main(arguments: list[str]) -> int:
    """Write the tables, or with ``--check`` name those that differ."""
    stale = [
        name
        for name, content in tables().items()
        if not (DATA / name).is_file() or (DATA / name).read_bytes() != content.encode()
    ]
    if "--check" in arguments:
        for name in stale:
            print(f"{(DATA / name).relative_to(ROOT)} is not what facts/ gives: run {Path(__file__).name}")
        return 1 if stale else 0
    DATA.mkdir(exist_ok=True)
    for name in stale:
        (DATA / name).write_bytes(tables()[name].encode())
        print(f"written: {(DATA / name).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
