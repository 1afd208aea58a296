"""The open licences that the library knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.tables import csv_rows


@final
@attrs.frozen
class Licence:
    """A licence: its id on CKAN, its SPDX identifier, its title and its address."""

    id: str
    spdx: str
    title: str
    url: str


@cache
def licences() -> Mapping[str, Licence]:
    """The licences by id. The first two are used on data.bnpb.go.id.

    >>> licences()["odc-by"].spdx
    'ODC-By-1.0'
    """
    return FrozenMap((row["id"], Licence(**row)) for row in csv_rows("satudata.standards", "licences"))
