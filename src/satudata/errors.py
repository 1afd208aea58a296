"""Every exception and warning of satudata.

All of them are :class:`SatudataError`; each also is the built-in error that a caller would expect (``ValueError``
for what can never be such a value, ``LookupError`` for what is well formed but unknown). They carry what they say as
attributes and survive pickling. Questions of quality are answered by findings, never by an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date

_SHOWN = 60


def shown(value: object) -> str:
    """The repr of *value*, cut so that a hostile input can neither flood a message nor break it."""
    if isinstance(value, str) and len(value) > _SHOWN:
        return f"{value[:_SHOWN]!r}... ({len(value)} characters)"
    try:
        text = repr(value)
    except ValueError:  # a whole number too long to be written in decimals
        return f"<{type(value).__name__} of thousands of digits>"
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}..."


class SatudataError(Exception):
    """Anything that satudata raises on purpose."""


class InvalidCodeError(SatudataError, ValueError):
    """The text can never be such a code: what was found, which part, why, and a right example."""

    what: ClassVar[str] = "code"
    example: ClassVar[str] = ""

    def __init__(self, text: str, part: str, reason: str) -> None:
        super().__init__(text, part, reason)
        self.text = text
        self.part = part
        self.reason = reason

    def __str__(self) -> str:
        return f"not a {self.what}: {shown(self.text)}: {self.part}: {self.reason}; right: {self.example}"


class InvalidKIBError(InvalidCodeError):
    """The text is not a KIB.

    ``.part`` is one of ``length``, ``digits``, ``spaces``, ``date``, ``region``, ``type_code``, ``index``.
    """

    what = "KIB"
    example = "'6202106202408041' or '6202 106 20240804 1'"


class InvalidRegionCodeError(InvalidCodeError):
    """The text is not a region code. ``.part`` is ``length``, ``digits`` or ``level``."""

    what = "region code"
    example = "'62' (province), '62.02' or '6202' (kabupaten/kota)"


class InvalidBPSCodeError(InvalidCodeError):
    """The text is not a BPS region code. ``.part`` is ``length`` or ``digits``."""

    what = "BPS code"
    example = "'31' or '3173'"


class InvalidPCodeError(InvalidCodeError):
    """The text is not a p-code. ``.part`` is ``country``, ``length`` or ``digits``."""

    what = "p-code"
    example = "'ID31' or 'ID3173'"


class UnknownCodeError(SatudataError, LookupError):
    """A well-formed code that the table asked does not hold: ``.code``, ``.on`` (date), ``.edition``, ``.hint``."""

    what: ClassVar[str] = "code"

    def __init__(self, code: str, on: date | None = None, edition: str | None = None, hint: str = "") -> None:
        super().__init__(code, on, edition, hint)
        self.code = code
        self.on = on
        self.edition = edition
        self.hint = hint

    def __str__(self) -> str:
        where = f" on {self.on.isoformat()}" if self.on is not None else ""
        where += f" in {self.edition}" if self.edition is not None else ""
        return f"unknown {self.what} {shown(self.code)}{where}" + (f": {self.hint}" if self.hint else "")


class UnknownRegionError(UnknownCodeError):
    """No region has this code on that day or in that edition; ``.successors`` are the codes that replaced it."""

    what = "region code"

    def __init__(
        self,
        code: str,
        on: date | None = None,
        edition: str | None = None,
        hint: str = "",
        successors: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code, on, edition, hint)
        self.args = (code, on, edition, hint, successors)
        self.successors = successors


class UnknownTypeError(UnknownCodeError):
    """No disaster type has this code in that scheme (``.edition``)."""

    what = "disaster type"


class UnknownEditionError(UnknownCodeError):
    """No such list of region codes is held."""

    what = "edition"


class InvalidRecordError(SatudataError, ValueError):
    """A record cannot hold this: ``.field``, ``.value``, ``.reason``."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(field, value, reason)
        self.field = field
        self.value = value
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {shown(self.value)}: {self.reason}"


class TableError(SatudataError, ValueError):
    """A table as a whole cannot be read: ``.source``, ``.reason``."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class MissingExtraError(SatudataError, ImportError):
    """An optional part is not installed: ``.extra`` names what to install."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra = extra
        self.purpose = purpose

    def __str__(self) -> str:
        return f"{self.purpose} needs an optional part: pip install 'satudata[{self.extra}]'"
