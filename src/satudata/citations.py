"""One record for each source: law, decree, guideline or paper, article, where it was read, and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.tables import toml_table
from satudata.errors import UnknownCodeError


@public("satudata.citations")
@final
@attrs.frozen(kw_only=True)
class Citation:
    """A source: *read* says where it was read (``"not obtained"`` if it was not), *certainty* how certain it is.

    *title_id* is the Indonesian title if *title* is English, *read_id* and *note_id* the same for *read* and *note*.
    """

    id: str
    title: str
    title_id: str = ""
    article: str = ""
    read: str
    certainty: str
    note: str = ""
    read_id: str = ""
    note_id: str = ""

    def __str__(self) -> str:
        return self.shown("en")

    def shown(self, lang: Literal["en", "id"]) -> str:
        """Return title and article, in Indonesian (``"id"``) if there is an Indonesian title; decrees keep their own.

        >>> get("bps-2020").shown("id"), str(get("bps-2020"))
        ('BPS, kode wilayah 2020 dan 2023', 'BPS, region codes of 2020 and 2023')
        """
        return f"{self.told('title', lang)}{f', {self.article}' if self.article else ''}"

    def told(self, field: Literal["title", "read", "note"], lang: Literal["en", "id"]) -> str:
        """Return a field in Indonesian if it has an Indonesian text, otherwise as it is.

        >>> get("juklak-bnpb-9-2023").told("read", "id")
        'tidak diperoleh'
        """
        text: str = getattr(self, field)
        return getattr(self, f"{field}_id") or text if lang == "id" else text


def get(id: str) -> Citation:
    """The source of that id; raises :class:`~satudata.UnknownCodeError` naming the ids there are.

    >>> str(get("juklak-bnpb-7-2023"))
    'Petunjuk Pelaksanaan BNPB Nomor 7 Tahun 2023 tentang Standar Data Kejadian dan Dampak Bencana'
    """
    try:
        return records()[id]
    except KeyError:
        raise UnknownCodeError(id, hint=f"known citations: {', '.join(records())}") from None


@cache
def records() -> Mapping[str, Citation]:
    """Every source by its id, the seed's legal basis first."""
    rows = toml_table("satudata", "citations").items()
    return FrozenMap((id, Citation(id=id, **row)) for id, row in rows)
