"""The texts of the command line, one table per language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import cast, final, get_args

from satudata._ground.plurals import filled
from satudata.findings import Language

#: What is written without a blank: a date that stands by itself, an id, a number, a quoted cell.
_TOKEN = re.compile(r'[\w"./-]+')
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
LANGUAGES: tuple[Language, ...] = get_args(Language)


@final
class Words:
    """The texts of one language: ``words("key", name=value)``.

    >>> Words("en")("count.national"), Words("id")("count.national")
    ('nationally', 'nasional')

    A field with two forms chooses by the number:

    >>> Words("en")("count.events", number=1), Words("en")("count.events", number=2)
    ('1 event', '2 events')
    """

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def __call__(self, key: str, /, **data: object) -> str:
        text = cast("str", texts(self.lang)[key])
        return filled(text, data)

    def meant(self, text: str | None) -> str:
        """The question whether *text* was meant, behind a message; "" where nothing is near.

        >>> Words("en").meant("count"), Words("en").meant(None)
        ('; did you mean count?', '')
        """
        return f"; {self('meant', text=text)}" if text else ""

    def day(self, on: date) -> str:
        """A date in words, ``4 Agustus 2024``."""
        months = cast("str", texts(self.lang)["months"]).split()
        return f"{on.day} {months[on.month - 1]} {on.year:04}"

    def with_days(self, sentence: str) -> str:
        """A sentence for people with its dates in words; an id, a number or a quoted cell stays as it is.

        >>> Words("id").with_days("sejak 2024-08-04, dari posko-2024-08-05 dan 2024-99-99 sampai 2024-08-06.")
        'sejak 4 Agustus 2024, dari posko-2024-08-05 dan 2024-99-99 sampai 6 Agustus 2024.'
        """
        return _TOKEN.sub(lambda found: self._day_or(found[0]), sentence)

    def _day_or(self, text: str) -> str:
        day = text.rstrip(".")
        if _ISO.fullmatch(day) is None:
            return text
        try:
            return f"{self.day(date.fromisoformat(day))}{text[len(day) :]}"
        except ValueError:
            return text

    def known_part(self, text: str) -> str:
        """A day, month or year of JSON in words: ``2024-08`` is ``Agustus 2024``.

        >>> [Words("id").known_part(each) for each in ("2024-08-04", "2024-08", "2024")]
        ['4 Agustus 2024', 'Agustus 2024', '2024']
        """
        year, *rest = text.split("-")
        if not rest:
            return text
        on = date(int(year), int(rest[0]), int(rest[1]) if rest[1:] else 1)
        return self.day(on) if rest[1:] else self.day(on).partition(" ")[2]

    def placeholder(self, text: str) -> str:
        """What stands for a value in a usage, in this language.

        >>> Words("id").placeholder("NAME=COLUMN"), Words("en").placeholder("NAME=COLUMN")
        ('NAMA=KOLOM', 'NAME=COLUMN')
        """
        known = cast("Mapping[str, str]", texts(self.lang)["placeholders"])
        return re.sub("[A-Z]{2,}(?:-OR-NAME)?", lambda found: known.get(found[0], found[0]), text)

    def pairs(self, key: str) -> list[tuple[str, str]]:
        """A table that translates texts of other libraries."""
        return list(cast("Mapping[str, str]", texts(self.lang)[key]).items())


@cache
def texts(lang: Language) -> Mapping[str, str | Mapping[str, str]]:
    """Every text of a language by its key."""
    import pkgutil
    import tomllib

    return tomllib.loads((pkgutil.get_data("satudata.cli", f"data/{lang}.toml") or b"").decode())
