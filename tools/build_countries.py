"""Write the countries by their Indonesian and English names: ``build_countries.py [--check]``; needs Babel.

The names are those of the Unicode CLDR as Babel 2.19.0 carries them (territories of the locales id and en), reduced to
the codes of ISO 3166-1 alpha-2 that are assigned. A name that two codes have is left out.
"""

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "satudata" / "tabular" / "data" / "lists" / "countries.csv"
#: Two letters that CLDR names and ISO 3166-1 does not assign to a country.
NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"]
)


def written() -> str:
    """The table, by code."""
    from babel import Locale

    names = {lang: Locale(lang).territories for lang in ("id", "en")}
    codes = sorted(
        code for code in names["en"] if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    )
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("code", "name", "name_en"))
    rows.writerows((code, names["id"][code], names["en"][code]) for code in codes)
    return out.getvalue()


def main() -> int:
    """Write the table, or say whether it is as it would be written."""
    text = written()
    if "--check" in sys.argv[1:]:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
