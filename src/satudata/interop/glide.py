"""GLIDE numbers: hazard, year, number and country of a disaster, ``EQ-2004-000147-IDN``."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, final

import attrs

from satudata._ground.codes import TextCode, are_digits, fill, require_text
from satudata._ground.fields import whole_number
from satudata._ground.paths import public
from satudata._ground.tables import csv_rows
from satudata.errors import InvalidCodeError, InvalidGLIDEError, WrongTypeError, shown
from satudata.findings import Finding, finding

#: Stands for the country where a disaster is not one country's.
_NO_COUNTRY = "---"
_WIDTHS = (("hazard", 2), ("year", 4), ("number", 6), ("country", 3))
_LENGTH = 18


@public("satudata.interop")
@final
@attrs.frozen(kw_only=True)
class GLIDEHazard:
    """One of GLIDE's 28 hazard codes; *instead* names what to use in place of a *deprecated* one."""

    code: str
    name: str
    deprecated: bool = False
    instead: tuple[str, ...] = ()


@public("satudata.interop")
@final
class GLIDE(TextCode):
    """A GLIDE number. ``GLIDE.parse(text)`` and ``str(glide)`` are inverse to each other.

    Any two capital letters are grammatical as a hazard; :attr:`findings` says whether they are a known code. Equal,
    hashed, ordered and pickled as its text.

    >>> glide = GLIDE.parse("EQ-2004-000147-IDN")
    >>> glide.hazard, glide.year, glide.number, glide.country
    ('EQ', 2004, 147, 'IDN')
    >>> GLIDE.parse("TS-2004-000147----").country is None
    True
    """

    __slots__ = ()
    __match_args__ = ("hazard", "year", "number", "country")

    NAME: ClassVar[str] = "GLIDE number"
    ERROR: ClassVar[type[InvalidCodeError]] = InvalidGLIDEError
    PATTERN: ClassVar[str] = "^[A-Z]{2}-[0-9]{4}-[0-9]{6}-([A-Z]{3}|---)$"
    READ_PATTERN: ClassVar[str] = PATTERN

    def __init__(self, text: str) -> None:
        fill(self, _checked(require_text(text, "a GLIDE number")))

    @classmethod
    def parse(cls, text: str) -> GLIDE:
        """Read ``"EQ-2004-000147-IDN"``; the inverse of ``str``.

        Raises :class:`~satudata.InvalidGLIDEError` for other text and
        :class:`~satudata.WrongTypeError` for what is not text.
        """
        return cls(text)

    @classmethod
    def _of_parts(cls, *parts: Any) -> GLIDE:
        hazard, year, number, country = parts
        year, number = _number("year", year), _number("number", number)
        return cls(
            "-".join(
                (
                    require_text(hazard, "a hazard"),
                    f"{year:04}",
                    f"{number:06}",
                    _NO_COUNTRY if country is None else require_text(country, "a country"),
                )
            )
        )

    @property
    def hazard(self) -> str:
        """The two letters of the hazard."""
        return self._text[:2]

    @property
    def year(self) -> int:
        """The year."""
        return int(self._text[3:7])

    @property
    def number(self) -> int:
        """The running number of the year."""
        return int(self._text[8:14])

    @property
    def country(self) -> str | None:
        """The three letters of the country; ``None`` where the number has ``---``."""
        country = self._text[15:]
        return None if country == _NO_COUNTRY else country

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Whether the hazard code is unknown or deprecated.

        >>> [each.message() for each in GLIDE.parse("WV-2004-000147-IDN").findings]
        ['GLIDE WV-2004-000147-IDN: WV is no longer to be used; in its place: SS, TS']
        """
        hazard = hazards().get(self.hazard)
        if hazard is None:
            return (finding("glide-hazard-unknown", "glide", glide=self._text, hazard=self.hazard),)
        if hazard.deprecated:
            instead = ", ".join(hazard.instead) or "the hazard that caused it"
            return (
                finding(
                    "glide-hazard-deprecated", "glide", glide=self._text, hazard=self.hazard, instead=instead
                ),
            )
        return ()


@cache
def hazards() -> dict[str, GLIDEHazard]:
    """The 28 hazard codes.

    >>> len(hazards()), sorted(code for code, hazard in hazards().items() if hazard.deprecated)
    (28, ['ET', 'FA', 'SL', 'WV'])
    """
    return {
        row["code"]: GLIDEHazard(
            code=row["code"],
            name=row["name"],
            deprecated=bool(row["instead"]),
            instead=tuple(code for code in row["instead"].split("|") if code not in {"", "*"}),
        )
        for row in table("glide-hazards")
    }


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package."""
    return csv_rows("satudata.interop", name)


def _number(part: str, value: Any) -> int:
    number = whole_number(part, value)
    if number is None:
        raise WrongTypeError(f"{part}: a whole number", type(number))
    if number >= 10**_LENGTH:
        raise InvalidGLIDEError(shown(number), part, "more digits than the part has")
    return number


def _checked(text: str) -> str:
    if len(text) != _LENGTH:
        raise InvalidGLIDEError(text, "length", f"{len(text)} characters instead of {_LENGTH}")
    at = 0
    for part, width in _WIDTHS:
        piece = text[at : at + width]
        is_code = part in {"hazard", "country"}
        is_letters = piece.isascii() and piece.isalpha() and piece.isupper()
        if is_code and not (is_letters or (part == "country" and piece == _NO_COUNTRY)):
            raise InvalidGLIDEError(text, part, f"{piece!r} is not {width} capital letters")
        if not is_code and not are_digits(piece):
            raise InvalidGLIDEError(text, part, f"{piece!r} is not {width} digits")
        at += width
        if text[at : at + 1] not in {"-", ""}:
            raise InvalidGLIDEError(text, part, "a hyphen stands behind each part but the last")
        at += 1
    return text
