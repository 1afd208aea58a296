"""Check a data set by the four principles, walk it through its release, and write it for a portal."""

import tempfile
from datetime import date
from pathlib import Path

from satudata import ReleaseRefusedError, interchange
from satudata.standards import Principle, Release, Role, check_principles, write_ckan, write_data_package

FOLDER = Path(__file__).resolve().parent / "dataset"
TABLE = FOLDER / "kejadian-2024.csv"

dataset = interchange.from_json((FOLDER / "DATASET.json").read_bytes())
report = check_principles(dataset, TABLE)
for principle in Principle:
    passed, examined = report.passed(principle)
    print(f"{principle.label('en'):32} {passed} of {examined}")

producer, steward = dataset.party(Role.PRODUSEN_DATA), dataset.party(Role.WALIDATA)
release = Release(dataset=dataset.name).plan(producer, date(2024, 1, 2)).collect(producer, date(2024, 1, 3))
release = release.submit(producer, date(2025, 1, 6))
try:
    release.approve(producer, date(2025, 1, 7))
except ReleaseRefusedError as refused:
    print(refused)
release = release.approve(steward, date(2025, 1, 8), report.first)
print("stage:", release.stage.label("en"))

with tempfile.TemporaryDirectory() as folder:
    written = [
        *write_ckan(dataset, folder),
        *write_data_package(dataset, folder, {dataset.resource().name: TABLE}),
    ]
    print("written:", ", ".join(path.name for path in written))
