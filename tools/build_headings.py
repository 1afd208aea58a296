"""Carry the grammar of headings from facts/ into the package: ``build_headings.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when a table of the package is not what the facts
give. The order of the rows is kept: it decides between two headings of one field. ``facts/headings.csv`` comes first,
then ``facts/heading-spellings.csv``. A field that no rule reads is set aside: its headings are known, but not used.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "facts"
DATA = ROOT / "src" / "satudata" / "tabular" / "data"

#: A heading that has another field where year and month have columns of their own.
TWO_FIELDS = {("date", "Tanggal"), ("day", "tanggal")}
#: Fields that the vocabulary gained after ``facts/headings.csv``, and the field that each comes after.
READ = {
    "main_type": "type_code",
    "caused_by": "main_type",
    **{
        f"{whole}_{sex}": f"{whole}{before}"
        for whole in ("dead", "missing", "affected", "displaced")
        for sex, before in (("male", ""), ("female", "_male"))
    },
    "injured_heavy": "injured",
    "injured_light": "injured_heavy",
    "houses_destroyed": "houses_light",
    "land.total": "land.kolam",
    "publisher_verdict": "emergency_status",
}
#: Fields of the spellings that have another name here. The publisher's count of events has one field.
SAME = {"published_count": "weight", "is_disaster": "publisher_verdict"}
#: The headings of what satudata itself writes. Original columns come first.
OWN = {
    "kib": ("satudata_kib", "satudata_kib_read"),
    "event_id": ("Penanda Kejadian Bencana",),
    "publisher_verdict": ("Kejadian Bencana Menurut Penerbit",),
    "weight": ("Bobot Kejadian Terbitan",),
    "region_id": ("satudata_region_code",),
    "date": ("satudata_date",),
    "regency_name": ("satudata_region_name",),
    "losses": ("losses",),
    "satudata": ("satudata_code_system", "satudata_repairs", "satudata_codes", "satudata_findings"),
}


def plain(heading: str) -> str:
    """*heading* as headings are compared."""
    return "".join(filter(str.isalnum, heading.casefold()))


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table in facts/."""
    return list(csv.DictReader((FACTS / name).read_text(encoding="utf-8").splitlines(), strict=True))


def headings() -> str:
    """The table of headings; an ``AssertionError`` names a heading with two fields, or a field in two places."""
    fields: dict[str, list[tuple[str, str, str]]] = {}
    last = ""
    for row in rows_of("headings.csv"):
        field = row["field"]
        assert field == last or field not in fields, f"the rows of {field} are not together"
        fields.setdefault(field, []).append((row["heading"], "", row["source"]))
        last = field
    known = set(fields) | set(READ)
    for field, before in READ.items():
        if field in fields:
            continue
        names = list(fields)
        names.insert(names.index(before) + 1, field)
        fields = {name: fields.get(name, []) for name in names}
    for row in rows_of("heading-spellings.csv"):
        field = SAME.get(row["field"], row["field"])
        fields.setdefault(field, []).append((row["written"], row["unit"], row["seen"]))
    for field, names in OWN.items():
        fields.setdefault(field, []).extend((name, "", "this project") for name in names)
    seen: dict[str, str] = {}
    lines = [("field", "heading", "unit", "use", "source")]
    for field, found in fields.items():
        use = "read" if field in known else "aside"
        for heading, unit, source in found:
            word = plain(heading)
            if (field, heading) not in TWO_FIELDS:
                assert seen.get(word, field) == field, f"{heading!r}: {seen[word]} and {field}"
                if word in seen:
                    continue
                seen[word] = field
            lines.append((field, heading, unit, use, source))
    return written(lines)


def written(rows: list[tuple[str, ...]]) -> str:
    """The rows as CSV."""
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def without_notes(path: Path) -> str:
    """A table of headings or words of lists, without where each was seen and why."""
    rows = rows_of(f"lists/{path.name}")
    kept = [name for name in rows[0] if name not in ("seen", "note")]
    return written([tuple(kept), *(tuple(row[name] for name in kept) for row in rows)])


def tables() -> dict[str, str]:
    """The content of each table of the package."""
    copied = ("heading-words.csv", "heading-false-friends.csv")
    return {
        "headings.csv": headings(),
        **{f"lists/{path.name}": without_notes(path) for path in sorted((FACTS / "lists").glob("*.csv"))},
        **{name: (FACTS / name).read_text(encoding="utf-8") for name in copied},
    }


def main(arguments: list[str]) -> int:
    """Write the tables, or with ``--check`` say which differ."""
    status = 0
    for name, content in tables().items():
        target = DATA / name
        if target.is_file() and target.read_bytes() == content.encode():
            continue
        shown = target.relative_to(ROOT)
        if "--check" in arguments:
            print(f"{shown} is not what facts/ gives: run {Path(__file__).name}")
            status = 1
        else:
            target.write_bytes(content.encode())
            print(f"written: {shown}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
