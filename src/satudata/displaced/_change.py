"""What changed in the number of displaced people from one time to another."""

from __future__ import annotations

from typing import Any, TypeVar, cast, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.displaced._displaced import Displaced, both_sexes
from satudata.displaced._words import AgeGroup, VulnerableGroup
from satudata.impacts import Sex

W = TypeVar("W", bound=Word)


@public("satudata.displaced")
@final
@attrs.frozen
class DisplacedChange:
    """What changed from *before* to *after*; a difference is ``None`` unless both figures are complete.

    >>> change = DisplacedChange(Displaced(people=120, families=30), Displaced(people=80))
    >>> change.people, change.families
    (-40, None)
    """

    before: Displaced
    after: Displaced

    @property
    def people(self) -> int | None:
        """The difference in jiwa."""
        if not (self.before.is_complete and self.after.is_complete):
            return None
        return _less(self.after.known_people, self.before.known_people)

    @property
    def families(self) -> int | None:
        """The difference in KK."""
        if "families" in self.before.lower_bounds | self.after.lower_bounds:
            return None
        return _less(self.after.families, self.before.families)

    @property
    def sexes(self) -> FrozenMap[Sex, int | None]:
        """The difference by sex."""
        return self._by("sexes", Sex)

    @property
    def ages(self) -> FrozenMap[AgeGroup, int | None]:
        """The difference by age group, both sexes together."""
        return self._by("ages", AgeGroup)

    @property
    def groups(self) -> FrozenMap[VulnerableGroup, int | None]:
        """The difference by vulnerable group, both sexes together."""
        return self._by("groups", VulnerableGroup)

    def _by(self, name: str, words: type[W]) -> FrozenMap[W, int | None]:
        if name in self.before.lower_bounds | self.after.lower_bounds:
            return FrozenMap((word, None) for word in words)
        return FrozenMap(
            (word, _less(_of(self.after, name, word), _of(self.before, name, word))) for word in words
        )


def _of(displaced: Displaced, name: str, word: Any) -> int | None:
    figures = getattr(displaced, name)
    if name != "sexes":
        return both_sexes(figures, word)
    return None if figures is None else cast("int | None", figures.get(word))


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before
