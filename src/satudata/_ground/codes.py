"""The base of all codes, and the checks of their texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from satudata._ground.hooks import PydanticField
from satudata.errors import InvalidCodeError, UnknownCodeError, WrongTypeError

if TYPE_CHECKING:
    from typing import NoReturn


def are_digits(text: str) -> bool:
    r"""Whether *text* is one or more ASCII digits (``str.isdigit`` alone lets other scripts through).

    >>> are_digits("0612"), are_digits("٠٦"), are_digits("06\n"), are_digits("")
    (True, False, False, False)
    """
    return text.isascii() and text.isdigit()


def require_text(value: object, what: str) -> str:
    """Return *value* as a plain ``str``; the error for another type says why numbers are refused.

    Raises :class:`~satudata.WrongTypeError`, which is a ``TypeError``.
    """
    if issubclass(type(value), str):
        return str.__str__(value)
    if isinstance(value, bytes):
        raise WrongTypeError(f"{what} is text", type(value), "decode it first")
    if hasattr(type(value), "__float__"):
        raise WrongTypeError(f"{what} is text, never a number ({{found}} given)", type(value), _WHY_NO_NUMBER)
    raise WrongTypeError(f"{what} is text", type(value))


_WHY_NO_NUMBER = (
    "spreadsheets keep 15 significant digits, and above 2**53 = 9007199254740992 floats and JavaScript are inexact, "
    "which is every code of Papua (91 to 96)"
)


class Ordered:
    """Order within one type by ``_key()``."""

    __slots__ = ()

    def _key(self) -> tuple[Any, ...]:
        raise NotImplementedError  # pragma: no cover

    def __lt__(self, other: object) -> bool:
        return self._key() < other._key() if isinstance(other, type(self)) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._key() <= other._key() if isinstance(other, type(self)) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._key() > other._key() if isinstance(other, type(self)) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._key() >= other._key() if isinstance(other, type(self)) else NotImplemented


class Code(PydanticField):
    """A code: a frozen value that is written as one text and read from it; attrs does not know its class.

    A subclass states ``NAME``, ``ERROR`` and the two patterns, adds ``parse`` and ``__str__``, and names its public
    parts in ``__match_args__``. A pattern match and :meth:`replace` use these parts.
    """

    __slots__ = ()

    #: What messages call such a code, and the error for a text that is none.
    NAME: ClassVar[str]
    ERROR: ClassVar[type[InvalidCodeError]]
    #: The texts that ``str`` writes, and the texts that ``parse`` reads, as regular expressions of ECMAScript.
    PATTERN: ClassVar[str]
    READ_PATTERN: ClassVar[str]
    #: The public parts, in the order of the constructor.
    __match_args__: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a code; the inverse of ``str``."""
        raise NotImplementedError  # pragma: no cover  # each code has its own

    @classmethod
    def is_valid(cls, value: object) -> bool:
        """Whether ``parse`` reads *value*; it never raises.

        >>> from satudata import KIB
        >>> KIB.is_valid("6202106202408041"), KIB.is_valid(6202106202408041), KIB.is_valid(None)
        (True, False, False)
        """
        if not issubclass(type(value), str):
            return False
        try:
            cls.parse(value)  # type: ignore[arg-type]  # it was just checked to be text
        except (InvalidCodeError, UnknownCodeError):
            return False
        return True

    def format(self) -> str:
        """Return the code as it is printed; ``parse`` reads it."""
        return str(self)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def replace(self, **parts: Any) -> Self:
        """Return the code with other *parts*; ``copy.replace`` of Python 3.13 does the same.

        Raises the errors of the constructor, and :class:`~satudata.WrongTypeError` for a name that is no part.

        >>> from satudata import KIB
        >>> KIB.parse("6202106202408041").replace(index=2)
        KIB.parse('6202106202408042')
        """
        kind = type(self)
        unknown = [name for name in parts if name not in kind.__match_args__]
        if unknown:
            known = ", ".join(kind.__match_args__)
            raise WrongTypeError(f"{kind.__name__} has no part {unknown[0]!r}; its parts are {known}")
        if not parts:
            return self
        return kind._of_parts(*(parts.get(name, getattr(self, name)) for name in kind.__match_args__))

    def __replace__(self, /, **parts: Any) -> Self:
        return self.replace(**parts)

    @classmethod
    def _of_parts(cls, *parts: Any) -> Self:
        """The code of these parts, in the order of ``__match_args__``."""
        return cls(*parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads, writes and describes it."""
        from satudata._ground import pydantic_schema

        return pydantic_schema.of_code(cls, handler)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.parse({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).parse, (str(self),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    if not TYPE_CHECKING:  # pragma: no branch  # a type checker reports an assignment by the property

        def __setattr__(self, name: str, value: object) -> NoReturn:
            raise AttributeError(f"{type(self).__name__} cannot be changed; code.replace(...) makes another")

        def __delattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"{type(self).__name__} cannot be changed; code.replace(...) makes another")


class TextCode(Code):
    """A code that keeps one text in one slot: equal only within its own type, and ordered by this text."""

    __slots__ = ("_text",)

    _text: str

    @classmethod
    def _of(cls, text: str) -> Self:
        """The code of a text that was checked."""
        self = object.__new__(cls)
        fill(self, text)
        return self

    def __str__(self) -> str:
        return self._text

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self._text))

    def __lt__(self, other: object) -> bool:
        return self._text < other._text if type(other) is type(self) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._text <= other._text if type(other) is type(self) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._text > other._text if type(other) is type(self) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._text >= other._text if type(other) is type(self) else NotImplemented


#: Fills the slot of a new code, past its frozen guard.
fill = cast("Callable[[TextCode, str], None]", TextCode.__dict__["_text"].__set__)
