"""Every exception and warning of satudata.

All of them are :class:`SatudataError`; each also is the built-in error that a caller would expect (``ValueError``
for what can never be such a value, ``LookupError`` for what is well formed but unknown). They carry what they say as
attributes and survive pickling. Questions of quality are answered by findings, never by an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from satudata._ground.paths import public

if TYPE_CHECKING:
    from collections.abc import Callable
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
    if text.startswith(f"{type(value).__name__}.parse("):  # a code is shown as it is written
        text = repr(str(value))
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}..."


def _english(template: str, **data: str) -> str:
    """*template* filled with *data*; without data it is a text already."""
    return template.format_map(data) if data else template


@public("satudata")
class SatudataError(Exception):
    """Anything that satudata raises on purpose."""

    def message(self, lang: Literal["en", "id"] = "en") -> str:
        """Return the message in English (``"en"``, the same as ``str``) or Indonesian (``"id"``).

        Raises :class:`~satudata.InvalidRecordError` for another language.

        >>> InvalidKIBError("620210", "length", "6 digits instead of 16").message("id")
        "bukan KIB: '620210': panjang: 6 angka, seharusnya 16; contoh yang benar: '6202106202408041' atau \
'6202 106 20240804 1'"
        """
        if lang == "id":
            from satudata._ground.messages import indonesian

            return self._sentence(indonesian)
        if lang != "en":
            raise InvalidRecordError("lang", lang, "one of: en, id; right: 'id'")
        return str(self)

    def __str__(self) -> str:
        return self._sentence(_english)

    def _sentence(self, say: Callable[..., str]) -> str:  # noqa: ARG002  # for subclasses
        """The message in the language of *say*, which takes an English template and what it is filled with."""
        return super().__str__()


@public("satudata")
class InvalidCodeError(SatudataError, ValueError):
    """The text can never be such a code: what was found, which part, why, and a right example."""

    what: ClassVar[str] = "code"
    example: ClassVar[str] = ""
    #: How the errors of other libraries name such a code: ``kib_date``.
    slug: ClassVar[str] = "code"

    def __init__(self, text: str, part: str, reason: str) -> None:
        super().__init__(text, part, reason)
        self.text = text
        self.part = part
        self.reason = reason

    def _sentence(self, say: Callable[..., str]) -> str:
        return say(
            "not a {what}: {text}: {part}: {reason}; right: {example}",
            what=say(self.what),
            text=shown(self.text),
            part=say(self.part),
            reason=say(self.reason),
            example=say(self.example),
        )


@public("satudata")
class InvalidKIBError(InvalidCodeError):
    """The text is not a KIB.

    ``.part`` is one of ``length``, ``digits``, ``spaces``, ``date``, ``region``, ``type_code``, ``index``.
    """

    what = "KIB"
    example = "'6202106202408041' or '6202 106 20240804 1'"
    slug = "kib"


@public("satudata")
class InvalidRegionCodeError(InvalidCodeError):
    """The text is not a region code. ``.part`` is ``length``, ``digits`` or ``level``."""

    what = "region code"
    example = "'62' (province), '62.02' or '6202' (kabupaten/kota)"
    slug = "region_code"


@public("satudata")
class InvalidBPSCodeError(InvalidCodeError):
    """The text is not a BPS region code. ``.part`` is ``length`` or ``digits``."""

    what = "BPS code"
    example = "'31' or '3173'"
    slug = "bps_code"


@public("satudata")
class InvalidPCodeError(InvalidCodeError):
    """The text is not a p-code. ``.part`` is ``country``, ``length`` or ``digits``."""

    what = "p-code"
    example = "'ID31' or 'ID3173'"
    slug = "p_code"


@public("satudata")
class InvalidGLIDEError(InvalidCodeError):
    """The text is not a GLIDE number. ``.part`` is ``length``, ``hazard``, ``year``, ``number`` or ``country``."""

    what = "GLIDE number"
    example = "'EQ-2004-000147-IDN'"
    slug = "glide"


@public("satudata")
class InvalidHIPsError(InvalidCodeError):
    """The text is no number of a Hazard Information Profile. ``.part`` is ``length``, ``letters`` or ``digits``."""

    what = "HIPs number"
    example = "'MH0600'"
    slug = "hips"


@public("satudata")
class InvalidDisasterTypeError(InvalidCodeError):
    """The text is not a disaster type. ``.part`` is ``form``, ``scheme`` or ``code``."""

    what = "disaster type"
    example = "'2023/101' or '2023-101'"
    slug = "disaster_type"


@public("satudata")
class WrongTypeError(SatudataError, TypeError):
    """A value has the wrong type.

    ``.wanted`` says what is expected, ``.found`` names the type that was given, ``.hint`` is what to write or to do.
    """

    def __init__(self, wanted: str, found: type[object] | str = "", hint: str = "") -> None:
        name = found if isinstance(found, str) else found.__name__
        super().__init__(wanted, name, hint)
        self.wanted = wanted
        self.found = name
        self.hint = hint

    def _sentence(self, say: Callable[..., str]) -> str:
        if "{found}" in self.wanted:
            text = say(self.wanted.replace("{found}", self.found))
        elif self.found:
            text = say("{wanted}, not {found}", wanted=say(self.wanted), found=self.found)
        else:
            text = say(self.wanted)
        return f"{text}: {say(self.hint)}" if self.hint else text


@public("satudata")
class InvalidArgumentError(SatudataError, ValueError):
    """A function does not take this value: ``.reason`` says which values it takes."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def _sentence(self, say: Callable[..., str]) -> str:
        return say(self.reason)


@public("satudata")
class UnknownCodeError(SatudataError, LookupError):
    """A well-formed code that the table asked does not hold: ``.code``, ``.on`` (date), ``.edition``, ``.hint``."""

    what: ClassVar[str] = "code"

    def __init__(self, code: str, on: date | None = None, edition: str | None = None, hint: str = "") -> None:
        super().__init__(code, on, edition, hint)
        self.code = code
        self.on = on
        self.edition = edition
        self.hint = hint

    def _sentence(self, say: Callable[..., str]) -> str:
        text = say("unknown {what} {code}", what=say(self.what), code=shown(self.code))
        if self.on is not None:
            text += say(" on {on}", on=self.on.isoformat())
        if self.edition is not None:
            text += say(" in {edition}", edition=self.edition)
        return f"{text}: {say(self.hint)}" if self.hint else text


@public("satudata")
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


@public("satudata")
class UnknownTypeError(UnknownCodeError):
    """No disaster type has this code in that scheme (``.edition``)."""

    what = "disaster type"


@public("satudata")
class UnknownEditionError(UnknownCodeError):
    """No such list of region codes is known here."""

    what = "edition"


@public("satudata")
class InvalidRecordError(SatudataError, ValueError):
    """A record cannot hold this: ``.field``, ``.value``, ``.reason``."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(field, value, reason)
        self.field = field
        self.value = value
        self.reason = reason

    def _sentence(self, say: Callable[..., str]) -> str:
        return f"{self.field}: {shown(self.value)}: {say(self.reason)}"


@public("satudata")
class MainTypeError(SatudataError, ValueError):
    """No one type sets off all the others: ``.roots`` are those that nothing set off, ``.cycle`` those in a circle."""

    def __init__(self, roots: tuple[str, ...] = (), cycle: tuple[str, ...] = ()) -> None:
        super().__init__(roots, cycle)
        self.roots = roots
        self.cycle = cycle

    def _sentence(self, say: Callable[..., str]) -> str:
        if self.cycle:
            circle = " -> ".join((*self.cycle, self.cycle[0]))
            found = say("types that set each other off: {circle}", circle=circle)
        else:
            found = say("several types that nothing set off: {roots}", roots=", ".join(self.roots))
        template = "{found}; say what caused what, caused_by={{'102': '101'}}, or declare the main type"
        return say(template, found=found)


@public("satudata")
class IndexExhaustedError(SatudataError, ValueError):
    """The indexes 1 to 9 of a stem are all given: ``.stem``."""

    def __init__(self, stem: str) -> None:
        super().__init__(stem)
        self.stem = stem

    def _sentence(self, say: Callable[..., str]) -> str:
        template = "{stem}: the indexes 1 to 9 are all given, and an index has one digit"
        return say(template, stem=shown(self.stem))


def _side(side: Any, say: Callable[..., str]) -> str:
    """One side of a conflict: an entry of a register, as its text says it, or any other value."""
    if not hasattr(side, "occurrence_id"):
        return str(side)
    by = say(" by {by}", by=side.by) if side.by else ""
    on = "" if side.on is None else say(" on {on}", on=side.on.isoformat())
    status = say(str(side.ended or side.status))
    template = "{kib} to {occurrence}{by}{on} ({status}, step {step})"
    data = {"occurrence": side.occurrence_id, "by": by, "on": on, "status": status}
    return say(template, kib=str(side.kib), step=str(side.step), **data)


@public("satudata")
class RegisterConflictError(SatudataError, ValueError):
    """Two sides gave one KIB, or took one step, differently.

    ``.conflicts`` are the entries of both sides for each conflict, ``.register`` has all entries of both registers.
    """

    def __init__(self, conflicts: tuple[tuple[object, ...], ...], register: object = None) -> None:
        super().__init__(conflicts, register)
        self.conflicts = conflicts
        self.register = register

    def _sentence(self, say: Callable[..., str]) -> str:
        named = "; ".join(" / ".join(_side(each, say) for each in sides) for sides in self.conflicts)
        template = "given by two sides at once: {conflicts}; amend one of them, then merge again"
        return say(template, conflicts=named)


@public("satudata")
class RegisterUnreadableError(SatudataError, ValueError):
    """The register has lines that cannot be read, and nothing is issued until a person acknowledges them.

    ``.lines`` are these lines, each with its number and the KIBs that are visible in it.
    """

    def __init__(self, lines: tuple[object, ...]) -> None:
        super().__init__(lines)
        self.lines = lines

    def _sentence(self, say: Callable[..., str]) -> str:
        template = (
            "lines of the register cannot be read ({lines}); no KIB is issued until a person acknowledges them: "
            "satudata register acknowledge"
        )
        return say(template, lines="; ".join(str(getattr(each, "number", each)) for each in self.lines))


@public("satudata")
class RegisterFileError(SatudataError, OSError):
    """A register cannot be opened, read or written: ``.file`` and ``.reason``. Nothing was recorded."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def _sentence(self, say: Callable[..., str]) -> str:
        return say("the register {file}: {reason}", file=self.file, reason=say(self.reason))


@public("satudata")
class ClosedGateError(SatudataError, ValueError):
    """A step that the guards of a cooperation refuse.

    ``.agreement`` is its id, ``.gate`` the stage (or paper) that was to come, ``.on`` the day, ``.stage`` where it
    stands, ``.reasons`` the codes of what speaks against it, ``.missing`` the papers, ``.allowed`` the stages that may
    come next.
    """

    def __init__(
        self,
        agreement: str,
        gate: str,
        on: str,
        stage: str | None = None,
        reasons: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
        allowed: tuple[str, ...] = (),
    ) -> None:
        super().__init__(agreement, gate, on, stage, reasons, missing, allowed)
        self.agreement = agreement
        self.gate = gate
        self.on = on
        self.stage = stage
        self.reasons = reasons
        self.missing = missing
        self.allowed = allowed

    def _sentence(self, say: Callable[..., str]) -> str:
        text = say(
            "{agreement}: {gate} on {on} {after} is refused: {reasons}",
            agreement=shown(self.agreement)[1:-1],
            gate=shown(self.gate),
            on=self.on,
            after=say("as the first step")
            if self.stage is None
            else say("after {stage}", stage=repr(self.stage)),
            reasons=", ".join(self.reasons),
        )
        if self.missing:
            text += say("; papers: {missing}", missing=", ".join(self.missing))
        return text + say("; allowed next: {allowed}", allowed=", ".join(self.allowed) or say("nothing"))


#: Why a step of a release is refused.
_REFUSED = {
    "stage": "not at this stage",
    "role": "not this role's",
    "day": "before the day of the step before it",
    "no-findings": "what is sent back has a finding that says why",
    "errors": "what has errors is sent back, not approved",
}


@public("satudata")
class ReleaseRefusedError(SatudataError, ValueError):
    """A step in the release of a data set that the guards refuse.

    ``.dataset`` is its name, ``.action`` the step, ``.role`` whose it was to be, ``.stage`` where the release stands
    (``None`` before the first step), ``.reason`` why (``stage``, ``role``, ``day``, ``no-findings``, ``errors``),
    ``.next`` the actions that may come next, each with the roles that may take it.
    """

    def __init__(
        self,
        dataset: str,
        action: str,
        role: str,
        stage: str | None,
        reason: str,
        next: tuple[tuple[str, tuple[str, ...]], ...] = (),  # noqa: A002  # the attribute's name
    ) -> None:
        super().__init__(dataset, action, role, stage, reason, next)
        self.dataset = dataset
        self.action = action
        self.role = role
        self.stage = stage
        self.reason = reason
        self.next = next

    @property
    def may(self) -> tuple[str, ...]:
        """The roles that may take this step here; empty where nobody may."""
        return dict(self.next).get(self.action, ())

    def _sentence(self, say: Callable[..., str]) -> str:
        steps = "; ".join(_by(say, action, roles) for action, roles in self.next)
        return say(
            "{dataset}: {step} {where} is refused: {reason}; next: {steps}",
            dataset=self.dataset,
            step=_by(say, self.action, (self.role,)),
            where=say("at the start") if self.stage is None else say("in {stage}", stage=self.stage),
            reason=say(_REFUSED[self.reason]),
            steps=steps or say("nothing, a new version is a new release"),
        )


@public("satudata")
class TableError(SatudataError, ValueError):
    """A table as a whole cannot be read: ``.source``, ``.reason``."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def _sentence(self, say: Callable[..., str]) -> str:
        return f"{self.source}: {say(self.reason)}"


@public("satudata")
class WideTableError(TableError):
    """A table with years or types as headings, which has no rows of events: ``.source``, ``.reason``."""


@public("satudata")
class PublishedTotalsError(TableError):
    """A table that is already counted has no events: use ``table.published()``."""


@public("satudata")
class MissingExtraError(SatudataError, ImportError):
    """An optional part is not installed: ``.extra`` names what to install."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra = extra
        self.purpose = purpose

    def _sentence(self, say: Callable[..., str]) -> str:
        template = "{purpose} needs an optional part: pip install 'satudata[{extra}]'"
        return say(template, purpose=say(self.purpose), extra=self.extra)


def _by(say: Callable[..., str], action: str, roles: tuple[str, ...]) -> str:
    """An action with the roles that take it."""
    return say("{action} by {roles}", action=action, roles=say(" or ").join(roles))
