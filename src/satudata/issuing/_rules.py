"""The rules by which a KIB comes about: each with its source, and as a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import final

import attrs

from satudata import citations
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.words import in_language
from satudata.citations import Citation
from satudata.findings import Language


@public("satudata.issuing")
@final
@attrs.frozen
class Rule:
    """What a rule says, as templates filled with a decision's data, and the id of its source."""

    citation: str
    en: str
    id: str


@final
class _Rules(Mapping[str, Rule]):
    """The table ``data/rules.toml``, which is read when a rule is first asked for."""

    @cached_property
    def _rows(self) -> dict[str, Rule]:
        import pkgutil
        import tomllib

        text = (pkgutil.get_data("satudata.issuing", "data/rules.toml") or b"").decode()
        return {name: Rule(**row) for name, row in tomllib.loads(text).items()}

    def __getitem__(self, name: str) -> Rule:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return repr(self._rows)


#: Every rule of issuing by its name.
RULES: Mapping[str, Rule] = _Rules()
#: What a sentence says for "-": no index was given before.
_NONE = FrozenMap({"en": "none", "id": "belum ada"})


def _frozen(data: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(data)


@public("satudata.issuing")
@final
@attrs.frozen
class Decision:
    """One part of a KIB, how it was decided, and by which rule.

    *what* is ``"type"``, ``"region"``, ``"date"`` or ``"index"``; *value* is empty where the rule leaves it open.

    >>> Decision("region", "62.02", "single region").text("id")
    'satu-satunya wilayah terdampak'
    """

    what: str
    value: str
    rule: str = attrs.field(validator=attrs.validators.in_(RULES))
    data: FrozenMap[str, str] = attrs.field(factory=FrozenMap, converter=_frozen)

    def text(self, lang: Language = "en") -> str:
        """The rule as a sentence, English or Indonesian."""
        rule = RULES[self.rule]
        nothing = in_language(_NONE, lang)
        data = {name: nothing if value == "-" else value for name, value in self.data.items()}
        return in_language({"en": rule.en, "id": rule.id}, lang).format_map(data)

    @property
    def citation(self) -> Citation:
        """The source of the rule."""
        return citations.get(RULES[self.rule].citation)
