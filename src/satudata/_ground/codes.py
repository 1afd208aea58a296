"""Codes of ASCII digits: the check of a text, and the base of the values that keep their digits in one slot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self, cast

import attrs

from satudata._ground.hooks import PydanticField


def are_digits(text: str) -> bool:
    r"""Whether *text* is one or more ASCII digits (``str.isdigit`` alone lets other scripts through).

    >>> are_digits("0612"), are_digits("٠٦"), are_digits("06\n"), are_digits("")
    (True, False, False, False)
    """
    return text.isascii() and text.isdigit()


def require_text(value: object, what: str) -> str:
    """Return *value* as a plain ``str``; the ``TypeError`` for another type says why numbers are refused."""
    if issubclass(type(value), str):
        return str.__str__(value)
    found = type(value).__name__
    if isinstance(value, bytes):
        raise TypeError(f"{what} is text, not bytes: decode it first")
    raise TypeError(
        f"{what} is text, never a number ({found} given): spreadsheets keep 15 significant digits, and above "
        "2**53 = 9007199254740992 floats and JavaScript are inexact, which is every code of Papua (91 to 96)"
        if hasattr(type(value), "__float__")
        else f"{what} is text, not {found}"
    )


@attrs.frozen(init=False, repr=False, order=False)
class DigitCode(PydanticField):
    """Digits in one slot: equal only within its own type, ordered and pickled as text.

    A subclass adds ``parse``, which checks its text and is the inverse of ``str``. ``PATTERN`` describes the text that
    ``str`` writes, ``READ_PATTERN`` the texts that ``parse`` reads, in regular expressions that ECMAScript knows too.
    """

    PATTERN: ClassVar[str]
    READ_PATTERN: ClassVar[str]

    _digits: str

    @classmethod
    def _of(cls, digits: str) -> Self:
        self = object.__new__(cls)
        _fill(self, digits)
        return self

    def __repr__(self) -> str:
        return f"{type(self).__name__}.parse({str(self)!r})"

    def __lt__(self, other: object) -> bool:
        return self._digits < other._digits if type(other) is type(self) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._digits <= other._digits if type(other) is type(self) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._digits > other._digits if type(other) is type(self) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._digits >= other._digits if type(other) is type(self) else NotImplemented

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return type(self).parse, (self._digits,)  # type: ignore[attr-defined]  # see the class

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


#: Fills the slot of a new value whose digits were checked; faster than the frozen guard allows.
_fill = cast("Callable[[DigitCode, str], None]", DigitCode.__dict__["_digits"].__set__)
