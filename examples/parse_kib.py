"""Take a KIB apart, and see what a wrong one is told."""

from satudata import KIB, InvalidKIBError, disaster_types, regions

kib = KIB.parse("6202 106 20240804 1")
region = regions.get(kib.region, on=kib.date)
print(kib.format())
print("  region", region.code, region.name)
print("  type  ", kib.type_code, disaster_types.get(kib.type_code).name)
print("  date  ", kib.date.isoformat(), region.timezone)
print("  index ", kib.index)
print("  stem  ", kib.stem)

for text in ("6202106202402301", "62021062024080", "6202 106 20240804 A"):
    try:
        KIB.parse(text)
    except InvalidKIBError as error:
        print(f"{text}: {error.part}: {error.reason}")
