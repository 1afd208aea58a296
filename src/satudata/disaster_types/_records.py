"""Disaster types and their schemes: codes that carry their row of the tables, which are read on first use."""

from __future__ import annotations

import copyreg
import functools
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, final

import attrs

from satudata._ground.codes import Code, Ordered, are_digits, require_text
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.tables import csv_rows
from satudata._ground.words import Word
from satudata.disaster_types._schemes import OLDER, PRESENT
from satudata.errors import InvalidCodeError, InvalidDisasterTypeError, UnknownEditionError, UnknownTypeError

#: How many digits the two parts have.
_WIDTHS = {"scheme": 4, "code": 3}
_SEPARATORS = "/-"


@public("satudata.disaster_types")
@final
class Certainty(Word):
    """The certainty that a scheme gives this number, or this sub-type, to the type."""

    CERTAIN = "certain"
    VERY_HIGH = "very high"
    HIGH = "high"
    LIKELY = "likely"
    LOW = "low"


@public("satudata.disaster_types")
@final
@attrs.frozen(kw_only=True)
class Scheme:
    """A list of disaster type codes: *id*, *title*, the first year (*since*) and *citation*."""

    id: str
    title: str
    since: int
    citation: str
    note: str = ""


class _Row(NamedTuple):
    """A row of the table of types."""

    scheme: str
    code: str
    name: str
    name_en: str
    subtypes: tuple[str, ...]
    certainty: Certainty
    issued: bool
    citation: str
    note: str


@public("satudata")
@final
class DisasterType(Ordered, Code):
    """A disaster type (jenis bencana): a code of two parts, scheme and three digits, and its row of the tables.

    ``DisasterType.parse`` finds the type in the tables; it reads what ``str`` writes, ``2023/106``. Ordered by scheme
    and code. Two types are equal where all attributes are: a type of one's own, made by the constructor, never equals
    the type of the tables that has its code.

    >>> type_ = DisasterType.parse("2023/106")
    >>> str(type_), type_.name, DisasterType.parse("2023-106") is type_
    ('2023/106', 'Kebakaran Hutan dan Lahan', True)
    """

    __slots__ = ("_row",)
    __match_args__ = ("scheme", "code")

    NAME: ClassVar[str] = "disaster type"
    ERROR: ClassVar[type[InvalidCodeError]] = InvalidDisasterTypeError
    PATTERN: ClassVar[str] = "^[0-9]{4}/[0-9]{3}$"
    READ_PATTERN: ClassVar[str] = "^[0-9]{4}[/-][0-9]{3}$"

    _row: _Row

    def __init__(
        self,
        *,
        scheme: str,
        code: str,
        name: str,
        name_en: str,
        subtypes: tuple[str, ...] = (),
        certainty: Certainty | str,
        issued: bool,
        citation: str,
        note: str = "",
    ) -> None:
        _checked(f"{require_text(scheme, 'a scheme')}/{require_text(code, 'a type code')}")
        row = _Row(scheme, code, name, name_en, tuple(subtypes), Certainty(certainty), issued, citation, note)
        _fill(self, row)

    @classmethod
    def parse(cls, text: str) -> DisasterType:
        """Return the type of the tables with this scheme and code, ``"2023/106"`` or ``"2023-106"``.

        The scheme is required: before 2023 the codes 103 to 109 had other meanings.

        Raises :class:`~satudata.InvalidDisasterTypeError` for other text, :class:`~satudata.UnknownTypeError` for a
        code that the scheme does not have, :class:`~satudata.UnknownEditionError` for an unknown scheme and
        :class:`~satudata.WrongTypeError` for what is not text.

        >>> DisasterType.parse("2011/106").name
        'Kekeringan'
        >>> DisasterType.parse("106")
        Traceback (most recent call last):
        ...
        satudata.InvalidDisasterTypeError: not a disaster type: '106': form: scheme and code, '2023/101': before 2023 \
the codes 103 to 109 had other meanings; right: '2023/101' or '2023-101'
        """
        return known_type(*_checked(require_text(text, "a disaster type")))

    @property
    def scheme(self) -> str:
        """The id of the scheme: the year of its list."""
        return self._row.scheme

    @property
    def code(self) -> str:
        """The three digits."""
        return self._row.code

    @property
    def name(self) -> str:
        """The official name."""
        return self._row.name

    @property
    def name_en(self) -> str:
        """The name in English, which is ours."""
        return self._row.name_en

    @property
    def subtypes(self) -> tuple[str, ...]:
        """The names of its sub-types, which have no code."""
        return self._row.subtypes

    @property
    def certainty(self) -> Certainty:
        """The certainty that the scheme gives this number to the type."""
        return self._row.certainty

    @property
    def issued(self) -> bool:
        """Whether a new KIB may have the code; 110, 111 and the whole older scheme are only read."""
        return self._row.issued

    @property
    def citation(self) -> str:
        """The id of its source, see :mod:`satudata.citations`."""
        return self._row.citation

    @property
    def note(self) -> str:
        """What a reader should know, in English."""
        return self._row.note

    @classmethod
    def _of_parts(cls, *parts: str) -> DisasterType:
        return cls.parse(
            "/".join(require_text(part, f"a {name}") for name, part in zip(_WIDTHS, parts, strict=True))
        )

    def __str__(self) -> str:
        return f"{self._row.scheme}/{self._row.code}"

    def __repr__(self) -> str:
        row = self._row._asdict()
        return f"DisasterType({', '.join(f'{name}={row[name]!r}' for name in row if row[name] != _OPTIONAL.get(name))})"

    def __eq__(self, other: object) -> bool:
        return self._row == other._row if isinstance(other, DisasterType) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._row)

    def _key(self) -> tuple[str, str]:
        return self._row[:2]

    def __reduce__(self) -> tuple[Any, ...]:
        return copyreg.__newobj__, (DisasterType,), self._row._asdict()  # type: ignore[attr-defined]  # not in the stub

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        _fill(self, _Row(**{**_OPTIONAL, **state}))


#: Fills the slot of a new type, past its frozen guard.
_fill = DisasterType.__dict__["_row"].__set__
#: The attributes that a type need not have.
_OPTIONAL: Mapping[str, Any] = {"subtypes": (), "note": ""}

#: The schemes, the present one first: ``schemes["2011"].title``.
schemes: FrozenMap[str, Scheme] = FrozenMap(
    {
        PRESENT: Scheme(
            id=PRESENT,
            title="Petunjuk Pelaksanaan BNPB Nomor 7 Tahun 2023",
            since=2023,
            citation="juklak-bnpb-7-2023",
        ),
        OLDER: Scheme(
            id=OLDER,
            title="Peraturan Kepala BNPB Nomor 8 Tahun 2011",
            since=2011,
            citation="perka-bnpb-8-2011",
            note="in BNPB's tables until at least March 2021; 103 to 109 have other meanings than in 2023",
        ),
    }
)


def known_type(scheme: str, code: str, hint: str = "") -> DisasterType:
    """Return the type of the tables; the error for an unknown code has *hint*, or lists the codes."""
    types = all_types()[known_scheme(scheme)]
    if code in types:
        return types[code]
    raise UnknownTypeError(code, edition=scheme, hint=hint or f"the codes are {', '.join(types)}")


def known_scheme(scheme: str) -> str:
    """Return *scheme*; raises :class:`~satudata.UnknownEditionError` for an unknown one."""
    scheme = require_text(scheme, "a scheme")
    if scheme not in schemes:
        known = " and ".join(repr(each) for each in schemes)
        raise UnknownEditionError(scheme, hint=f"the schemes of disaster types are {known}")
    return scheme


@functools.cache
def all_types() -> dict[str, dict[str, DisasterType]]:
    """Scheme -> code -> type."""
    subtypes: dict[tuple[str, str], list[str]] = {}
    for row in rows("subtypes"):
        subtypes.setdefault((row["scheme"], row["type_code"]), []).append(row["subtype"])
    types: dict[str, dict[str, DisasterType]] = {scheme: {} for scheme in schemes}
    for row in rows("types"):
        scheme, code = row["scheme"], row["code"]
        fields: dict[str, Any] = {**row, "issued": row["issued"] == "yes"}
        types[scheme][code] = DisasterType(
            **fields, subtypes=tuple(subtypes.get((scheme, code), ())), citation=schemes[scheme].citation
        )
    return types


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of this package."""
    return csv_rows("satudata.disaster_types", table)


def _checked(text: str) -> tuple[str, str]:
    """The two parts of *text*."""
    separator = next((each for each in _SEPARATORS if each in text), None)
    if separator is None:
        reason = "scheme and code, '2023/101': before 2023 the codes 103 to 109 had other meanings"
        raise InvalidDisasterTypeError(text, "form", reason)
    scheme, _, code = text.partition(separator)
    for name, part in {"scheme": scheme, "code": code}.items():
        if len(part) != _WIDTHS[name] or not are_digits(part):
            raise InvalidDisasterTypeError(text, name, f"{_WIDTHS[name]} ASCII digits")
    return scheme, code
