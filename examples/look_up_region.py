"""The same place under the codes that it had: Merauke before and after Papua Selatan."""

from datetime import date

from satudata import UnknownRegionError, regions

for day in (date(2022, 6, 1), date(2024, 5, 7)):
    (merauke,) = regions.find("Kab. Merauke", on=day)
    print(f"{day}: {merauke.code} {merauke.name}, by {merauke.edition}")

try:
    regions.get("91.01", on=date(2024, 5, 7))
except UnknownRegionError as error:
    print(error)

for change in regions.history("93.01"):
    print(f"{change.from_code} -> {change.to_code}: {change.law}, list of {change.valid_from}")

print("Banjar is", " or ".join(f"{region.code} {region.name}" for region in regions.find("Banjar")))
