"""Write the pages of findings, sources and data standards in docs/ from the package: ``build_docs.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when a page is not what the table gives.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "satudata" / "data"
DOCS = ROOT / "docs"

SEVERITIES = ("error", "warning", "info")

PAGES = {
    "findings.md": {
        "lang": "en",
        "title": "Findings",
        "text": (
            "What is doubtful in data is answered by a finding, never by an exception. Its code, severity, place and "
            'data are\nfields; `Finding.message("id")` and `Finding.message("en")` are its sentence. '
            "[In Indonesian](findings.id.md)."
        ),
        "columns": "code | it means | for example | what to do | source",
        "error": "Errors: mend first",
        "warning": "Doubtful: then look at",
        "info": "Notes: good to know",
        "made": "Made by `tools/build_docs.py` from `src/satudata/data/findings.toml`; do not edit.",
    },
    "findings.id.md": {
        "lang": "id",
        "title": "Temuan",
        "text": (
            "Data yang meragukan dijawab dengan temuan, bukan dengan penolakan. Baris tetap dibaca dan dihitung; "
            "temuannya\nmenyebut kode, tempat, dan sebabnya. [Dalam bahasa Inggris](findings.md)."
        ),
        "columns": "kode | artinya | contoh | yang perlu dilakukan | sumber",
        "error": "Kesalahan: perbaiki dulu",
        "warning": "Meragukan: lalu periksa",
        "info": "Catatan: untuk diketahui",
        "made": "Dibuat oleh `tools/build_docs.py` dari `src/satudata/data/findings.toml`; jangan disunting.",
    },
}


SOURCES = """\
# Sources

One record per source: what it is, where its text was read and how sure that is. *text*: the words were read; *data*:
measured on published rows; *likely*: known second-hand; *open*: nobody has settled it.

Made by `tools/build_docs.py` from `src/satudata/data/citations.toml`; do not edit.
"""


STANDARDS = """\
# Data standards

The meaning of every variable of the library: konsep, definisi, klasifikasi, ukuran and satuan, the five attributes of
Standar Data (Perpres 39/2019, Pasal 4). They are in Indonesian, the language of official metadata. Look one up with
`satudata.standards.get_standard("Impact.dead")` or `satudata explain Impact.dead`. A name that begins with `Column` is
a variable that only tables have. [The rules](rules/standards.md).

Made by `tools/build_docs.py` from the standards in the package; do not edit.
"""


def pages() -> dict[str, str]:
    """File name -> content."""
    findings, sources = _table("findings"), _table("citations")
    return {
        "sources.md": "\n".join(_sources(sources)),
        "standards.md": "\n".join(_standards()),
        **{name: "\n".join(_findings(findings, words)) for name, words in PAGES.items()},
    }


def _findings(kinds: dict[str, dict[str, Any]], words: dict[str, str]) -> Iterator[str]:
    lang = words["lang"]
    yield from (f"# {words['title']}", "", words["text"], "", words["made"])
    for severity in SEVERITIES:
        yield from ("", f"## {words[severity]}", "")
        yield from (f"| {words['columns']} |", "|---|---|---|---|---|")
        for code, kind in sorted(kinds.items()):
            if kind["severity"] == severity:
                example = kind["example_id"] if lang == "id" and "example_id" in kind else kind["example"]
                cells = [_cell(text) for text in (kind["meaning"][lang], example, kind["action"][lang])]
                source = kind["citation"]
                yield f"| `{code}` | {' | '.join(cells)} | [{source}](sources.md#{source}) |"
    yield ""


def _sources(sources: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield SOURCES.rstrip()
    for id_, source in sources.items():
        where = f", {source['article']}" if source.get("article") else ""
        yield from ("", f"## {id_}", "", f"{source['title']}{where}.")
        yield f"Read: {source['read']}. Certainty: {source['certainty']}."
        if source.get("note"):
            yield f"Note: {source['note']}."
    yield ""


def _standards() -> Iterator[str]:
    from satudata.standards import all_standards

    yield STANDARDS.rstrip()
    last = ""
    for name, held in all_standards().items():
        home, _, field = name.partition(".")
        if home != last:
            yield from ("", f"## {home}", "")
            yield "| field | nama | konsep | definisi | klasifikasi | ukuran | satuan | source |"
            yield "|---|---|---|---|---|---|---|---|"
        last = home
        unit = held.satuan or f"tidak ada: {held.no_unit_reason}"
        told = (held.name, held.konsep, held.definisi, held.klasifikasi, held.ukuran, unit)
        source = f"[{held.citation}](sources.md#{held.citation})"
        yield f"| `{field}` | {' | '.join(map(_cell, told))} | {source} |"
    yield ""


def _cell(text: str) -> str:
    """*text* in a cell of a table, its own marks escaped."""
    return text.replace("|", "\\|").replace("*", "\\*")


def _table(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` name those that differ."""
    stale = {
        name: content
        for name, content in pages().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_bytes() != content.encode()
    }
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is not what the tables give: run {Path(__file__).name}")
        return 1 if stale else 0
    for name, content in stale.items():
        (DOCS / name).write_bytes(content.encode())
        print(f"written: docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
