"""The public names as a type checker sees them: mypy --strict reads this file, nothing runs it."""

from __future__ import annotations

from datetime import date
from typing import assert_type

from satudata import disaster_types
from satudata.disaster_types import DisasterType, Scheme
from satudata.errors import SatudataError, UnknownTypeError
from satudata.kib import KIB
from satudata.regions._code import AdminLevel, RegionCode

kib = KIB(RegionCode.parse("62.02"), "106", date(2024, 8, 4), 1)
assert_type(KIB.parse("6202106202408041"), KIB)
assert_type(str(kib), str)
assert_type(kib.format(), str)
assert_type(KIB.is_valid(6202106202408041), bool)
assert_type(kib.region, RegionCode)
assert_type(kib.province, RegionCode)
assert_type(kib.region.level, AdminLevel)
assert_type(kib.type_code, str)
assert_type(kib.date, date)
assert_type(kib.index, int)
assert_type(kib.stem, str)
assert_type(sorted([kib, kib]), list[KIB])
assert_type({kib: 1}, dict[KIB, int])
KIB.parse(6202106202408041)  # type: ignore[arg-type]  # a number is refused

assert_type(disaster_types.get("106"), DisasterType)
assert_type(disaster_types.get("106", scheme="2011").name, str)
assert_type(disaster_types.get("106").subtypes, tuple[str, ...])
assert_type(disaster_types.find("karhutla", scheme="2023"), tuple[DisasterType, ...])
assert_type(disaster_types.scheme_for("106", date(2020, 1, 1)), str | None)
assert_type(disaster_types.schemes_of("106", "Kekeringan"), tuple[str, ...])
assert_type(disaster_types.in_scheme("2011"), tuple[DisasterType, ...])
assert_type(disaster_types.unnumbered(), tuple[str, ...])
assert_type(disaster_types.unnumbered_name("EPIDEMI"), str | None)
assert_type(disaster_types.schemes["2023"], Scheme)
assert_type(disaster_types.schemes["2023"].since, int)

error: SatudataError = UnknownTypeError("106")
