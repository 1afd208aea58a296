"""The open licences that the library knows."""

from __future__ import annotations

from typing import Final, final

import attrs

from satudata._ground.maps import FrozenMap


@final
@attrs.frozen
class Licence:
    """A licence: its id on CKAN, its SPDX identifier, its title and its address."""

    id: str
    spdx: str
    title: str
    url: str


#: By id. The first two are used on data.bnpb.go.id.
LICENCES: Final = FrozenMap(
    (licence.id, licence)
    for licence in (
        Licence(
            *("odc-by", "ODC-By-1.0", "Open Data Commons Attribution License"),
            "https://opendatacommons.org/licenses/by/1-0/",
        ),
        Licence(
            *("odc-odbl", "ODbL-1.0", "Open Data Commons Open Database License"),
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
        Licence(
            *("odc-pddl", "PDDL-1.0", "Open Data Commons Public Domain Dedication and License"),
            "https://opendatacommons.org/licenses/pddl/1-0/",
        ),
        Licence(
            *("cc-by", "CC-BY-4.0", "Creative Commons Attribution 4.0"),
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence(
            *("cc-by-sa", "CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0"),
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        Licence(
            *("cc-zero", "CC0-1.0", "Creative Commons CC0 1.0"),
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
    )
)
