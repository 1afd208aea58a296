"""Write the example portfolio from facts/cooperation.csv: ``build_portfolio.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when the example is not what the facts give.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from satudata.cooperation import Agreement, Partner, Portfolio, Position, Stage, StageEntry, Term
from satudata.interchange import to_dict

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "facts" / "cooperation.csv"
TARGET = ROOT / "examples" / "portfolio.json"


def agreement_of(row: dict[str, str]) -> Agreement:
    """One fact as an agreement; a blank is not known."""
    phases = row["phases"].split()
    terms = []
    if row["years"]:
        terms.append(Term(row["signed"], years=int(row["years"]), source=row["source"]))
    if row["until"]:
        terms.append(Term(until=row["until"], source=row["source"]))
    if row["other_until"]:
        terms.append(Term(until=row["other_until"], source=row["other_source"]))
    position = [Position(None, row["types"].split(), phases, source=row["source"])] if row["types"] else []
    return Agreement(
        id=row["id"],
        title=row["title"],
        track=row["track"],
        scope=row["scope"] or None,
        instrument=row["instrument"] or None,
        partners=Partner(row["partner"], row["partner_kind"], row["country"] or None),
        parent=row["parent"] or None,
        extends=row["extends"] or None,
        term=terms[0] if terms else None,
        other_terms=terms[1:],
        phases=phases,
        positions=position,
        history=[StageEntry(Stage.PENANDATANGANAN, row["signed"], source=row["source"])],
        source=row["source"],
        note=row["note"],
    )


def document() -> str:
    """The portfolio as it is interchanged, set out for readers."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        portfolio = Portfolio(agreement_of(row) for row in csv.DictReader(file, strict=True))
    return json.dumps(to_dict(portfolio), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the example, or with ``--check`` say that it differs."""
    content = document().encode()
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    name = TARGET.relative_to(ROOT)
    if "--check" in arguments:
        print(f"{name} is not what facts/ gives: run {Path(__file__).name}")
        return 1
    TARGET.write_bytes(content)
    print(f"written: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
