"""Agreements: from a proposal to its signing through the guards, what sleeps, and whom to call for an event."""

from datetime import date
from pathlib import Path

from satudata import ClosedGateError, Event, cooperation
from satudata.interchange import from_json

nk = cooperation.Agreement(
    id="nk-contoh",
    track="antar_lembaga",
    instrument="nota_kesepahaman",
    partners=cooperation.Partner("Universitas Contoh", "perguruan_tinggi"),
    term=cooperation.Term("2024-10-09", years=3),
    positions=cooperation.Position("62", ["106"], "tanggap_darurat"),
)
nk = cooperation.advance(nk, cooperation.StageEntry("usulan", "2024-08-01"))
try:
    cooperation.advance(nk, cooperation.StageEntry("penandatanganan", "2024-08-02"))
except ClosedGateError as refused:
    print(refused)
days = ("2024-08-05", "2024-08-20", "2024-09-02", "2024-09-20", "2024-10-09")
for stage, day in zip(cooperation.main_line(nk.track)[1:6], days, strict=True):
    nk = cooperation.advance(nk, cooperation.StageEntry(stage, day))
print(cooperation.summarise(nk, date(2025, 10, 9)).explain("id"))

public = from_json((Path(__file__).parent / "portfolio.json").read_text(encoding="utf-8"))
portfolio = cooperation.Portfolio([*public, nk])
on = date(2025, 12, 1)
print(f"asleep: {[each.id for each in portfolio if portfolio.is_sleeping(each, on, 12)]}")
fire = Event(kib="6202106202512011")
for found in cooperation.find_partners(portfolio, fire, on):
    print(f"{found.agreement}: {found.reach.label('en')}")
