"""Displaced people, declarations and other people's codes as a type checker sees them; nothing runs this file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, assert_type

from satudata import EmergencyStatus, Event, Finding, Impact, evaluate, interop
from satudata.displaced import Displaced, DisplacedChange, SiteReport, doubts, latest, sum_displaced, totals
from satudata.emergency import Chain, Declaration, History
from satudata.interop import Equivalent, EventFeature, GLIDEHazard, Indicator, SideBySide
from satudata.interop.glide import GLIDE
from satudata.tabular import ReportRow, read_site_reports

# displaced people
displaced = Displaced(
    people=12, families=4, sexes={"perempuan": 7}, ages={"bayi": {"perempuan": 1}}, groups={"ibu hamil": 2}
)
assert_type(displaced.known_people, int | None)
assert_type(displaced.impact, Impact)
assert_type(displaced.findings, tuple[Finding, ...])
report = SiteReport("13.04", displaced, kind="terpusat", site="SDN 05", as_of=date(2024, 5, 13))
assert_type(latest([report]), tuple[SiteReport, ...])
assert_type(totals([report], by="province", at=date(2024, 5, 14))[None], Displaced)
assert_type(sum_displaced([displaced]), Displaced)
listed = read_site_reports([["Lokasi", "Jiwa"], ["SDN 05", 120]], constants={"region": "13.04"})
assert_type(listed.reports, tuple[SiteReport, ...])
assert_type(listed.rows, tuple[ReportRow, ...])
assert_type(doubts([report]), tuple[Finding, ...])
assert_type(DisplacedChange(displaced, displaced).people, int | None)

# declarations
declaration = Declaration.lasting(status="tanggap darurat", region="13.04", start=date(2024, 5, 12), days=14)
assert_type(declaration.end, date | None)
assert_type(declaration.is_in_force(date(2024, 5, 13)), bool | None)
history = History([declaration])
assert_type(history.chains, tuple[Chain, ...])
assert_type(history.status_on(date(2024, 5, 13), "13.04"), EmergencyStatus | None)
evaluate(Impact(), emergency_status=history.criterion, threshold=interop.EMDAT_ENTRY)

# damage
impact = Impact(bridges={"berat": "12.5"}, roads=3, irrigation=1, losses="1250.5")
assert_type(impact.losses, Decimal | None)

# other people's codes and forms
assert_type(interop.to_hips("107", edition=2020), tuple[Equivalent, ...])
assert_type(interop.from_glide(GLIDE.parse("EQ-2004-000147-IDN")), tuple[Equivalent, ...])
assert_type(interop.hazards(), dict[str, GLIDEHazard])
event = Event(kib="6202106202408041")
assert_type(EventFeature(event).__geo_interface__, dict[str, Any])
assert_type(interop.delta_record(event, end="2024-08"), dict[str, str])
assert_type(interop.sendai_indicators([event, impact]), tuple[Indicator, ...])
assert_type(interop.side_by_side(event), SideBySide)
assert_type(interop.side_by_side(event).agrees, bool | None)
