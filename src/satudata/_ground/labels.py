"""Official words with a label in Indonesian and English; the labels are data of the package that defines the words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from satudata._ground.paths import DEFINED_IN
from satudata._ground.words import Language, Word, in_language

#: The position of each language in a row of ``data/words.toml``.
COLUMNS: Mapping[Language, int] = {"id": 0, "en": 1}


@cache
def words_of(package: str) -> Mapping[str, Mapping[str, list[str]]]:
    """Return the table ``data/words.toml`` of *package*: labels by vocabulary and word, Indonesian first."""
    import pkgutil
    import tomllib

    return tomllib.loads((pkgutil.get_data(package, "data/words.toml") or b"").decode())


def texts_of(package: str, name: str, lang: Language) -> Mapping[str, str]:
    """Return one table of :func:`words_of` in one language."""
    column = in_language(COLUMNS, lang)
    return {word: texts[column] for word, texts in words_of(package)[name].items()}


class LabelledWord(Word):
    """An official word, decorated as public; its label is in the table of the package that defines it."""

    def label(self, lang: Language = "id") -> str:
        """Return the word as people read it; the English labels are ours.

        >>> from satudata.phases import Phase
        >>> Phase.TANGGAP_DARURAT.label(), Phase.TANGGAP_DARURAT.label("en")
        ('tanggap darurat', 'emergency response')
        """
        package = DEFINED_IN[type(self)].rpartition(".")[0]
        return words_of(package)[type(self).__name__][self.value][in_language(COLUMNS, lang)]

    @property
    def rank(self) -> int:
        """The position in the vocabulary, from 0."""
        return list(type(self)).index(self)
