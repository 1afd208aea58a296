"""A column of region codes of BPS next to the names of the places: each code with that of Kemendagri."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import final

from satudata._ground.codes import are_digits
from satudata.regions._code import REGENCY_WIDTH, RegionCode
from satudata.standards._dataset import Resource
from satudata.tabular._days import day_of
from satudata.tabular._headings import Columns
from satudata.tabular._place_cells import PlaceCells, Places
from satudata.tabular._remembered import Remembered

_LIST = "kemendagri"


@final
class RegionSystem:
    """Reads the region codes of a table as counting does: the name of the place says in which system a code is."""

    def __init__(self, resource: Resource, headings: Sequence[str]) -> None:
        used = Columns.of(headings).used
        coded = {each.name for each in resource.columns if each.code_list == _LIST and not each.by_name}
        place = used.get("region_id")
        is_known = place is not None and headings[place] in coded and "regency_name" in used
        #: The place of the column of codes; ``None`` where nothing decides.
        self.place = place if is_known else None
        self._names = (used.get("regency_name"), used.get("province_name"))
        self._places = Places("")
        self._right: Remembered[tuple[str, str, str, datetime.date], str] = Remembered(self._of_kemendagri)

    def right(self, cells: Sequence[object], on: datetime.date | None) -> str:
        """The code of Kemendagri where the row's code is one of BPS; ``""`` for any other row."""
        code = "" if self.place is None else str(cells[self.place]).strip()
        if not (are_digits(code) and len(code) == REGENCY_WIDTH):
            return ""
        regency, province = ("" if at is None else str(cells[at] or "") for at in self._names)
        return self._right[regency, province, code, on or datetime.date.max]

    def _of_kemendagri(self, key: tuple[str, str, str, datetime.date]) -> str:
        regency, province, code, on = key
        cells = PlaceCells((regency, province, code), ("", "", ""))
        found = "".join(self._places.of(cells, "", None, day_of(on)).regions[:1]) or code
        return str(RegionCode.parse(found)) if found != code and len(found) == REGENCY_WIDTH else ""
