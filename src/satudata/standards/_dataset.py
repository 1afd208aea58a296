"""A data set, its files (resources), their columns, and what each column means."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import auto
from typing import Any, Final, TypeVar, final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.fields import as_day, as_items, as_text, instance_of
from satudata._ground.hooks import PydanticField
from satudata._ground.labels import LabelledWord
from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError, UnknownCodeError, WrongTypeError
from satudata.interchange import form_of_record
from satudata.phases import Phase
from satudata.standards._activity import Activity, Indicator, Variable
from satudata.standards._column_types import ColumnType
from satudata.standards._roles import Party, Role
from satudata.standards._standards import get_standard

_T = TypeVar("_T")

#: Open formats that machines read, with their media types.
OPEN_FORMATS: Final = FrozenMap(
    {
        "CSV": "text/csv",
        "GeoJSON": "application/geo+json",
        "GeoPackage": "application/geopackage+sqlite3",
        "JSON": "application/json",
        "ODS": "application/vnd.oasis.opendocument.spreadsheet",
        "Parquet": "application/vnd.apache.parquet",
        "TSV": "text/tab-separated-values",
        "XML": "application/xml",
    }
)
#: The text formats among them, with their usual delimiter.
_DELIMITERS: Final = FrozenMap({"CSV": ",", "TSV": "\t"})
#: The formats whose rows can be checked.
_TABLES: Final = frozenset({*_DELIMITERS, "Parquet"})

#: The five attributes of a data standard.
FIVE: Final = ("konsep", "definisi", "klasifikasi", "ukuran", "satuan")

_NAME = re.compile(r"[a-z0-9_-]{2,100}")
_NAME_RIGHT = "2 to 100 characters of a-z, 0-9, - and _, 'kejadian-bencana-2024'"
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f]+")
#: A path below the folder of the data set; no part of it is hidden.
_PATH = re.compile(r"[^/\\:\x00-\x1f.~][^/\\:\x00-\x1f]*(?:/[^/\\:\x00-\x1f.][^/\\:\x00-\x1f]*)*")
_YEAR = re.compile("%[YyGcx]")
#: A date with a day above 12, so that a format cannot swap day and month.
_A_DAY = datetime.date(2024, 8, 14)


@public("satudata.standards")
@final
class Frequency(LabelledWord):
    """How often a data set is updated; the words are those of Dublin Core."""

    CONTINUOUS = auto()
    DAILY = auto()
    WEEKLY = auto()
    MONTHLY = auto()
    QUARTERLY = auto()
    SEMIANNUAL = auto()
    ANNUAL = auto()
    IRREGULAR = auto()


def _tuple(values: Iterable[_T]) -> tuple[_T, ...]:
    if isinstance(values, str):
        raise WrongTypeError(f"give several values in a list, [{values!r}]")
    return as_items(values)


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(require_text(each, "each value") for each in _tuple(values))


def _words(values: Iterable[str]) -> tuple[str, ...]:
    words = _texts(values)
    if not all(map(str.strip, words)):
        raise InvalidRecordError("keywords", words, "words that are not blank, ['bencana', 'kejadian']")
    return words


def _parties(values: Iterable[Party]) -> tuple[Party, ...]:
    return _tuple(values)


def _variables(values: Iterable[Variable]) -> tuple[Variable, ...]:
    return _tuple(values)


def _indicators(values: Iterable[Indicator]) -> tuple[Indicator, ...]:
    return _tuple(values)


def _phases(values: Iterable[str]) -> tuple[Phase, ...]:
    return tuple(sorted({Phase(each) for each in _tuple(values)}, key=lambda phase: phase.rank))


def _named(record: object, field: attrs.Attribute[str], value: str) -> None:
    if not _NAME.fullmatch(require_text(value, "a name")):
        raise InvalidRecordError(field.name, value, _NAME_RIGHT)


def is_inside(path: str) -> bool:
    """Whether a path is inside the folder of its data set and is not ``datapackage.json``.

    >>> is_inside("data/kejadian.csv"), is_inside("../kejadian.csv"), is_inside("datapackage.json")
    (True, False, False)
    """
    return _PATH.fullmatch(path) is not None and path != "datapackage.json"


def _inside(record: object, field: attrs.Attribute[str], value: str) -> None:
    if require_text(value, "a path") and not is_inside(value):
        raise InvalidRecordError(
            field.name, value, "a path inside the folder of the data set, 'kejadian.csv'"
        )


def _address(record: object, field: attrs.Attribute[str], value: str) -> None:
    if require_text(value, "an address") and not _URL.fullmatch(value):
        raise InvalidRecordError(
            field.name, value, "an address, 'https://data.contoh.example/dataset/kejadian-2024'"
        )


def _one_character(record: object, field: attrs.Attribute[str], value: str) -> None:
    if len(require_text(value, "a delimiter")) > 1 or value in ('"', "\r", "\n", "\0"):
        raise InvalidRecordError(
            field.name, value, "one character, ';', or none for the usual one of the format"
        )


def _date_format(record: object, field: attrs.Attribute[str], value: str) -> None:
    if not require_text(value, "a format"):
        return
    try:
        # Look for the year first: strptime warns about a day without a year.
        has_year = _YEAR.search(value.replace("%%", "")) is not None
        is_whole = has_year and datetime.datetime.strptime(_A_DAY.strftime(value), value).date() == _A_DAY  # noqa: DTZ007  # a day has no zone
    except ValueError:
        is_whole = False
    if not is_whole:
        raise InvalidRecordError(field.name, value, "a strptime format with day, month and year, '%d/%m/%Y'")


def _plain(record: object, field: attrs.Attribute[str], value: str) -> None:
    require_text(value, field.name)


def _truth(record: object, field: attrs.Attribute[bool], value: bool) -> None:
    if type(value) is not bool:
        raise WrongTypeError(f"{field.name} is True or False, not {value!r}")


def _text() -> Any:
    """A text; "" means not filled in."""
    return attrs.field(default="", validator=_plain)


def _flag() -> Any:
    return attrs.field(default=False, validator=_truth)


def _each(kind: type[Any]) -> Any:
    return attrs.validators.deep_iterable(instance_of(kind))


def _maybe(kind: type[Any]) -> Any:
    return attrs.validators.optional(instance_of(kind))


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class DeclaredStandard(Record):
    """A data standard that may still be incomplete; "" means not filled in.

    A field that takes one also takes a :class:`DataStandard`.

    >>> DeclaredStandard(name="Tinggi Muka Air", ukuran="Tinggi", satuan="Meter").missing
    ('konsep', 'definisi', 'klasifikasi')
    """

    name: str = _text()
    konsep: str = _text()
    definisi: str = _text()
    klasifikasi: str = _text()
    ukuran: str = _text()
    satuan: str = _text()
    no_unit_reason: str = _text()
    citation: str = _text()

    @property
    def missing(self) -> tuple[str, ...]:
        """The blank ones of the five attributes; ``satuan`` may be blank if ``no_unit_reason`` is given.

        Source: Perpres 39/2019, Pasal 4.
        """
        blank = tuple(each for each in FIVE if not getattr(self, each).strip())
        return tuple(each for each in blank if each != "satuan" or not self.no_unit_reason.strip())


def _declared(value: DeclaredStandard | DataStandard | None) -> DeclaredStandard | None:
    if not isinstance(value, DataStandard):
        return value
    fields = attrs.fields(DeclaredStandard)
    return DeclaredStandard(**{each.name: getattr(value, each.name) or "" for each in fields})


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Column(Record):
    """A column of a table: its heading, the type of its cells, and what they mean.

    The meaning is either *concept*, the name of a standard of the library (:func:`all_standards`), or a *standard* of
    the column's own. *code_list* is the id of the list of its codes; with *by_name* the cells are names from that list.
    *format* is a ``strptime`` format for dates; "" is ISO 8601. *required* says that no cell is blank.

    Raises :class:`~satudata.InvalidRecordError` for a format without day, month and year.

    >>> Column(name="Meninggal", type="integer", concept="Impact.dead").meaning.satuan
    'Orang'
    """

    name: str = attrs.field(validator=_plain)
    type: ColumnType = attrs.field(default=ColumnType.TEXT, converter=ColumnType)
    concept: str | None = attrs.field(default=None, converter=as_text)
    standard: DeclaredStandard | None = attrs.field(
        default=None, converter=_declared, validator=_maybe(DeclaredStandard)
    )
    code_list: str | None = attrs.field(default=None, converter=as_text)
    by_name: bool = _flag()
    format: str = attrs.field(default="", validator=_date_format)
    required: bool = _flag()

    @property
    def meaning(self) -> DeclaredStandard | None:
        """Its own standard, else that of its concept; ``None`` if it has neither."""
        if self.standard is not None or self.concept is None:
            return self.standard
        try:
            return _declared(get_standard(self.concept))
        except UnknownCodeError:
            return None


def _columns(values: Iterable[Column]) -> tuple[Column, ...]:
    return _tuple(values)


def _format(value: str) -> str:
    """The format as the library spells it; upper and lower case are equal."""
    known = {each.casefold(): each for each in OPEN_FORMATS}
    return known.get(require_text(value, "a format").casefold(), value)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Resource(Record):
    """A file of a data set: where it is and, for a table, its columns in their order.

    *path* is the file inside the folder of the data set, *url* its published address. The columns named in *key*
    together identify a row. *delimiter* separates cells; "" is the usual one of the format. *dated_by* names the column
    (a date or a KIB) whose day decides which edition of a code list applies to a row.

    Raises :class:`~satudata.InvalidRecordError` for a path outside the folder and for a wrong address.
    """

    name: str = attrs.field(validator=_named)
    title: str = _text()
    description: str = _text()
    path: str = attrs.field(default="", validator=_inside)
    url: str = attrs.field(default="", validator=_address)
    format: str = attrs.field(default="CSV", converter=_format)
    delimiter: str = attrs.field(default="", validator=_one_character)
    columns: tuple[Column, ...] = attrs.field(default=(), converter=_columns, validator=_each(Column))
    key: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    dated_by: str | None = attrs.field(default=None, converter=as_text)

    @property
    def is_open(self) -> bool:
        """Whether its format is one of :data:`OPEN_FORMATS`."""
        return self.format in OPEN_FORMATS

    @property
    def media_type(self) -> str | None:
        """The media type of its format; ``None`` if the library does not know the format."""
        return OPEN_FORMATS.get(self.format)

    @property
    def is_table(self) -> bool:
        """Whether the library can check its rows."""
        return self.format in _TABLES

    @property
    def separator(self) -> str:
        """The delimiter of the file; "" if it is not a text format."""
        return self.delimiter or _DELIMITERS.get(self.format, "")


def _resources(values: Iterable[Resource]) -> tuple[Resource, ...]:
    return _tuple(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Dataset(Record, PydanticField):
    """A data set with everything that the four principles ask. A missing part is a finding, not an error.

    *description* is for readers, *data_version* is the version of the data, *standard* the meaning of the data set as a
    whole. *license* is a licence id of CKAN (``odc-by``), *owner_org* the organisation on CKAN, *phases* the values of
    its key ``fase``. The Pembina Data checks *priority* data too. *activity*, *variables* and *indicators* are the
    statistical metadata; a variable describes the column with the same name or alias.

    Raises :class:`~satudata.InvalidRecordError` for a name that CKAN refuses and for two resources with the same name
    or path.

    Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    >>> Dataset(name="kejadian-2024", title="Kejadian Bencana").party(Role.WALIDATA) is None
    True
    """

    name: str = attrs.field(validator=_named)
    title: str = _text()
    description: str = _text()
    standard: DeclaredStandard | None = attrs.field(
        default=None, converter=_declared, validator=_maybe(DeclaredStandard)
    )
    data_version: str = _text()
    issued: datetime.date | None = attrs.field(default=None, converter=as_day)
    modified: datetime.date | None = attrs.field(default=None, converter=as_day)
    frequency: Frequency | None = attrs.field(default=None, converter=attrs.converters.optional(Frequency))
    url: str = attrs.field(default="", validator=_address)
    license: str = _text()
    owner_org: str = _text()
    private: bool = _flag()
    priority: bool = _flag()
    keywords: tuple[str, ...] = attrs.field(default=(), converter=_words)
    groups: tuple[str, ...] = attrs.field(default=(), converter=_words)
    phases: tuple[Phase, ...] = attrs.field(default=(), converter=_phases)
    parties: tuple[Party, ...] = attrs.field(default=(), converter=_parties, validator=_each(Party))
    activity: Activity | None = attrs.field(default=None, validator=_maybe(Activity))
    variables: tuple[Variable, ...] = attrs.field(default=(), converter=_variables, validator=_each(Variable))
    indicators: tuple[Indicator, ...] = attrs.field(
        default=(), converter=_indicators, validator=_each(Indicator)
    )
    resources: tuple[Resource, ...] = attrs.field(default=(), converter=_resources, validator=_each(Resource))

    def __attrs_post_init__(self) -> None:
        for field, what in (("name", "names"), ("path", "paths")):
            given = [getattr(each, field) for each in self.resources]
            twice = next((each for each, times in Counter(given).items() if each and times > 1), None)
            if twice is not None:
                raise InvalidRecordError(
                    "resources", twice, f"different {what}; two resources share this one"
                )

    def party(self, role: Role) -> Party | None:
        """The first party in that role, else ``None``."""
        return next((each for each in self.parties if each.role is role), None)

    def variable(self, column: Column) -> Variable | None:
        """The variable whose name or alias is the heading of *column*, else ``None``."""
        return next((each for each in self.variables if column.name in (each.name, each.alias)), None)

    def resource(self, name: str | None = None) -> Resource:
        """The resource of that name; without a name the first table, or the only resource, such as a workbook.

        Raises :class:`~satudata.UnknownCodeError` if there is none.
        """
        for each in self.resources:
            if each.name == name or (name is None and (each.is_table or len(self.resources) == 1)):
                return each
        known = ", ".join(each.name for each in self.resources) or "none"
        raise UnknownCodeError(name or "", hint=f"the resources of {self.name} are: {known}")


def columns_of(dataset: Dataset) -> Iterator[tuple[str, Resource, Column]]:
    """Every column: its JSON pointer in the document (RFC 6901), its resource and the column itself."""
    for number, resource in enumerate(dataset.resources):
        for place, column in enumerate(resource.columns):
            yield f"/resources/{number}/columns/{place}", resource, column


def meanings_of(dataset: Dataset) -> Iterator[tuple[str, str, DeclaredStandard | None]]:
    """Everything that needs a standard (the data set, then each column): JSON pointer, name and standard."""
    yield "/standard", dataset.title or dataset.name, dataset.standard
    for where, _, column in columns_of(dataset):
        yield where, column.name, column.meaning


form_of_record("satudata.declared-standard", DeclaredStandard)
form_of_record("satudata.column", Column, reads_null=True)
form_of_record("satudata.resource", Resource, reads_null=True)
DATASET_FORM = form_of_record("satudata.dataset", Dataset, reads_null=True)

#: The forms that :mod:`satudata.interchange` looks up here.
FORMS = (DATASET_FORM,)
