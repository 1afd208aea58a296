"""Give a KIB: from an earthquake of BMKG's feed to a proposal, its revision, and a person's word."""

from datetime import date

from satudata import Proposal, Register, amend, confirm, issue
from satudata.interop import bmkg


def feed(coordinates: str) -> dict[str, dict[str, dict[str, str]]]:
    """BMKG's autogempa.json as ``json.load`` gives it; fetching it is the caller's."""
    gempa = {"DateTime": "2023-06-09T17:21:10+00:00", "Coordinates": coordinates, "Magnitude": "5.6"}
    return {"Infogempa": {"gempa": gempa}}


def proposed(coordinates: str, register: Register, lies_in: str | None = None) -> Proposal:
    (quake,) = bmkg.parse(feed(coordinates))
    known = {"epicentre": quake.epicentre, "epicentre_region": lies_in, "existing": register}
    return issue("107", quake.time, ["32.03", "32.02"], **known, occurrence_id="gempa-2023-06-09")


register = Register()
first = proposed("-6.84,107.05", register)
print(first.explain())
register = register.add(first, by="BPBD Provinsi Jawa Barat", on=date(2023, 6, 10))

# The solution is revised, and someone who has looked at a map says in which kabupaten it lies.
second = proposed("-6.86,107.01", register, lies_in="32.02")
amended = amend(first, second, "BPBD Provinsi Jawa Barat", date(2023, 6, 11), "episentrum direvisi")
verified = confirm(amended, "Pusdatinkom", date(2023, 6, 12))
register = register.add(verified, by="BPBD Provinsi Jawa Barat", on=date(2023, 6, 12))
print()
print(verified.explain("id"))
print()
print("was", *register.predecessors(verified.kib), "- is", register.kib_for("gempa-2023-06-09"))
