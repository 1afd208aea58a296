"""Write the example data set from examples/kejadian-2024.csv: ``build_example_dataset.py [--check]``.

The table keeps the headings of BNPB; KIBs become 16 digits and dates ISO 8601. What no table says stands here. Running
it again changes nothing. ``--check`` writes nothing and fails when a file is not what the table gives.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import attrs

from satudata import read_kib, to_dict
from satudata.standards import (
    Activity,
    CollectionMethod,
    Dataset,
    DeclaredStandard,
    Indicator,
    Party,
    Role,
    draft_dataset,
)
from satudata.standards.exports._writing import json_bytes

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "examples" / "kejadian-2024.csv"
TARGET = ROOT / "examples" / "dataset"
TABLE, DOCUMENT = "kejadian-2024.csv", "DATASET.json"

STANDARD = DeclaredStandard(
    name="Kejadian Bencana",
    konsep="Peristiwa yang memenuhi ambang batas sebagai kejadian bencana, untuk mengetahui sebaran dan dampaknya",
    definisi="Kejadian bencana di satu kabupaten/kota beserta dampak yang dilaporkan",
    klasifikasi="Menurut wilayah, jenis bencana, dan tanggal",
    ukuran="Jumlah",
    satuan="Kejadian",
    citation="juklak-bnpb-7-2023",
)
SOURCES = DeclaredStandard(
    name="Sumber Data",
    konsep="Asal angka pada baris, agar dapat ditelusuri",
    definisi="Nama terbitan tempat angka pada baris itu dimuat",
    klasifikasi="Tidak dikelompokkan",
    ukuran="Nama",
    no_unit_reason="Berupa nama",
)


def table() -> bytes:
    """The example events with KIBs in 16 digits and ISO dates."""
    text = io.StringIO()
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        writer = csv.DictWriter(text, rows.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            day = datetime.strptime(row["Tanggal Kejadian"], "%d/%m/%Y").date()  # noqa: DTZ007
            kib = read_kib(row["Kode Identitas Bencana"], date=day).kib
            writer.writerow({**row, "Kode Identitas Bencana": str(kib), "Tanggal Kejadian": day.isoformat()})
    return text.getvalue().encode()


def dataset(content: bytes) -> Dataset:
    """The draft that the table gives, with what no table says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, TABLE)
        path.write_bytes(content)
        draft = draft_dataset(path)
    (resource,) = draft.resources
    columns = [
        attrs.evolve(each, standard=SOURCES) if each.name == "Sumber" else each for each in resource.columns
    ]
    told = {each: getattr(SOURCES, each) for each in ("konsep", "definisi", "klasifikasi")}
    variables = [
        attrs.evolve(
            each,
            time_reference="Saat kejadian bencana",
            selection_reference=each.selection_reference or "Kebutuhan penelusuran data",
            is_public=True,
            **(told if each.name == "Sumber" else {}),
        )
        for each in draft.variables
    ]
    return attrs.evolve(
        draft,
        title="Kejadian Bencana dan Dampaknya",
        description="Contoh: 42 catatan kejadian bencana menurut kabupaten/kota beserta dampak yang dilaporkan.",
        standard=STANDARD,
        data_version="1.0",
        issued=date(2025, 1, 15),
        modified=date(2025, 1, 15),
        frequency="annual",
        url="https://data.contoh.example/dataset/kejadian-2024",
        license="odc-by",
        owner_org="contoh",
        keywords=["bencana", "dampak bencana", "kejadian bencana"],
        phases=["pascabencana"],
        parties=[
            Party("BPBD Contoh", Role.PRODUSEN_DATA, "data@bpbd.example"),
            Party("Walidata Contoh", Role.WALIDATA, "walidata@contoh.example"),
        ],
        activity=Activity(
            title="Kompilasi Data Kejadian dan Dampak Bencana",
            year=2024,
            method=CollectionMethod.COMPILATION,
            sector="Penanggulangan bencana",
            organiser="BPBD Contoh",
            responsible="Walidata Contoh",
            planning="Daftar data ditetapkan pada awal tahun",
            design="Laporan kejadian dihimpun dari kabupaten/kota setiap hari",
            quality_assurance="Diperiksa menurut empat prinsip Satu Data sebelum disebarluaskan",
            processing="Dihitung menurut metode perhitungan Juklak BNPB 7/2023",
            dissemination="Portal data, setahun sekali",
        ),
        variables=variables,
        indicators=[
            Indicator(
                name="Jumlah Kejadian Bencana",
                konsep="Banyaknya kejadian bencana, untuk melihat kecenderungan dan sebarannya",
                definisi="Banyaknya kejadian yang berbeda menurut metode perhitungan",
                interpretation="Makin besar, makin sering bencana terjadi",
                method="Menghitung kejadian yang berbeda; satu kejadian di beberapa wilayah dihitung satu",
                ukuran="Jumlah",
                satuan="Kejadian",
                klasifikasi="Menurut wilayah, jenis bencana, dan tahun",
                is_composite=False,
                activity="Kompilasi Data Kejadian dan Dampak Bencana",
                variables=["Kode Identitas Bencana", "Penanda Kejadian Bencana", "Kode Wilayah"],
                estimation_level="Kabupaten/kota",
                is_public=True,
            )
        ],
        resources=[
            attrs.evolve(
                resource,
                title="Tabel Kejadian",
                description="Satu baris per kejadian dan kabupaten/kota.",
                columns=columns,
            )
        ],
    )


def main(arguments: list[str]) -> int:
    """Write the example, or with ``--check`` say which file differs."""
    content = table()
    files = {TABLE: content, DOCUMENT: json_bytes(to_dict(dataset(content)), ordered=False)}
    different = [
        name
        for name, held in files.items()
        if not (TARGET / name).is_file() or (TARGET / name).read_bytes() != held
    ]
    for name in different:
        if "--check" in arguments:
            print(f"examples/dataset/{name} is not what the table gives: run {Path(__file__).name}")
            continue
        TARGET.mkdir(exist_ok=True)
        (TARGET / name).write_bytes(files[name])
        print(f"written: examples/dataset/{name}")
    return 1 if different and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
