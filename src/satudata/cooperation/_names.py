"""The words of a finding: the code for programs, and a name in each language for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from satudata.findings import Language


class Named(Protocol):
    """What has a name in both languages: a stage, a paper of a checklist."""

    def label(self, lang: Language = "id") -> str:
        """The name."""


def named(**words: Any) -> dict[str, str]:
    """The data of a finding that is about these *words*, or about several at once: their codes and names.

    >>> from satudata.cooperation import Stage
    >>> named(stage=Stage.TELAAHAN)
    {'stage': 'telaahan', 'stage_en': 'legal review', 'stage_id': 'telaahan'}
    """
    found = {}
    for key, given in words.items():
        each: tuple[Named, ...] = (
            tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
        )
        found[key] = ", ".join(str(getattr(word, "kind", word)) for word in each)
        found[f"{key}_en"] = ", ".join(word.label("en") for word in each)
        found[f"{key}_id"] = ", ".join(word.label("id") for word in each)
    return found
