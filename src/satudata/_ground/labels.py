"""Official words with a label in Indonesian and English; the labels are data of the package that defines the words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from satudata._ground.paths import DEFINED_IN
from satudata._ground.tables import toml_table
from satudata._ground.words import Language, RankedWord, in_language

#: The position of each language in a row of ``data/words.toml``.
COLUMNS: Mapping[Language, int] = {"en": 1, "id": 0}


@cache
def words_of(package: str) -> Mapping[str, Mapping[str, list[str]]]:
    """Return the table ``data/words.toml`` of *package*: labels by vocabulary and word, Indonesian first."""
    return toml_table(package, "words")


def words_in(package: str, vocabulary: str, lang: Language) -> Mapping[str, str]:
    """Return the words and sentences of one *vocabulary* of that table in a language, by their keys.

    >>> words_in("satudata", "Evaluation", "id")["limit"]
    'ambang'
    """
    column = in_language(COLUMNS, lang)
    return {key: texts[column] for key, texts in words_of(package)[vocabulary].items()}


class LabelledWord(RankedWord):
    """An official word, decorated as public; its label is in the table of the package that defines it."""

    def label(self, lang: Language = "id") -> str:
        """Return the word as people read it; the English labels are ours.

        >>> from satudata.phases import Phase
        >>> Phase.TANGGAP_DARURAT.label(), Phase.TANGGAP_DARURAT.label("en")
        ('tanggap darurat', 'emergency response')
        """
        package = DEFINED_IN[type(self)].rpartition(".")[0]
        return words_of(package)[type(self).__name__][self.value][in_language(COLUMNS, lang)]
