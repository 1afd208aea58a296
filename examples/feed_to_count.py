"""From an earthquake of BMKG's feed to a verified KIB in a register, and from there to the count."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from satudata import Event, EventRecord, Impact, count_events, evaluate
from satudata.interop import bmkg
from satudata.issuing import SQLiteRegister, read_boundaries

HERE = Path(__file__).parent
(quake,) = bmkg.read(HERE.joinpath("autogempa.json").read_bytes())
layer = HERE / "batas-contoh.geojson"
boundaries = read_boundaries(layer.read_bytes(), file=layer.name)
affected = ["32.02", "32.03"]

with TemporaryDirectory() as folder:
    register = SQLiteRegister(Path(folder) / "kib.db")
    proposal = register.issue(
        "107",
        quake.time,
        affected,
        epicentre=quake.epicentre,
        geometry=boundaries.geometry,
        occurrence_id="cianjur-2022",
        by="BPBD Kabupaten Cianjur",
        on=date(2022, 11, 21),
    )
    print(proposal.explain(), end="\n\n")
    register.confirm("cianjur-2022", by="Budi Santoso", on=date(2022, 11, 23))
    kib = register.read().kib_for("cianjur-2022")

records = [EventRecord("32.02", Impact(dead=1)), EventRecord("32.03", Impact(houses_damaged=2))]
event = Event(kib=kib, id="cianjur-2022", records=records)
print(kib, evaluate(event).verdict, "-", count_events([event]).explain().splitlines()[0])
