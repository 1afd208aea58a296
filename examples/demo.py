"""The story of 42 published rows, as the command line tells it: ``python examples/demo.py [id|en]``."""

import os
import sys
from contextlib import redirect_stderr
from pathlib import Path

from satudata import Event, evaluate
from satudata.cli import main
from satudata.tabular import read_csv

TABLE = "examples/kejadian-2024.csv"
LANG = "en" if sys.argv[1:] == ["en"] else "id"


def tell(title_id: str, title_en: str, *command: str) -> None:
    """A heading, the command, and what it prints."""
    print(f"\n=== {title_en if LANG == 'en' else title_id}\n")
    if command:
        command += ("--lang", LANG)
        print(f"$ satudata {' '.join(command)}\n")
        with redirect_stderr(sys.stdout):
            main(command)


os.chdir(Path(__file__).resolve().parent.parent)
tell("Berapa kejadian, dan di mana?", "How many events, and where?", "count", TABLE, "--level", "province")
tell("Apa yang meragukan?", "What is doubtful?", "check", TABLE)
flooded = ("count", TABLE, "--level", "national", "--interpret", "flooded_as_damaged=yes")
tell("Bagaimana bila rumah terendam dihitung rusak?", "And if flooded houses count as damaged?", *flooded)

tell("Satu kejadian, dua kabupaten: lahar Marapi", "One event, two kabupaten: the Marapi lahar flood")
with read_csv(TABLE) as table:
    events = [row.event for row in table if row.event is not None and row.event.id == "marapi-lahar-2024"]
marapi = Event(id="marapi-lahar-2024", records=[record for event in events for record in event.records])
print(evaluate(marapi).explain(LANG))

tell("Apa isi satu KIB?", "What is in a KIB?", "kib", "7322", "101", "20240422", "4")
tell("Kode wilayah berubah", "Region codes change", "region", "91.01", "--on", "2024-05-07")
