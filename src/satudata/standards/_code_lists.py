"""Records of Kode Referensi (lists of codes) and Data Induk (master data)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, final

import attrs

from satudata import interchange
from satudata._ground.codes import require_text
from satudata._ground.fields import as_day, as_items, as_text, instance_of, not_blank
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError
from satudata.interchange import form_of_record


def is_in_force(dated: CodeEntry | CodeList, on: datetime.date) -> bool:
    """Whether a code or list is valid on that day; an end that is ``None`` is open."""
    return (dated.valid_from is None or dated.valid_from <= on) and (
        dated.valid_to is None or on < dated.valid_to
    )


def _not_blank(record: object, field: attrs.Attribute[str], value: str) -> None:
    if not require_text(value, field.name).strip():
        raise InvalidRecordError(
            field.name, value, "not blank: CodeEntry('62.02', 'Kabupaten Kotawaringin Timur')"
        )


@public("satudata.standards")
@final
@attrs.frozen
class CodeEntry(Record, PydanticField):
    """A code with its name, its period and its parent.

    *valid_from* is its first day, *valid_to* the day after its last; ``None`` is open. *parent* is the code one level
    up, such as the province of a kabupaten/kota.

    Raises :class:`~satudata.InvalidRecordError` for a blank code, name or parent.
    """

    code: str = attrs.field(validator=_not_blank)
    name: str = attrs.field(validator=_not_blank)
    valid_from: datetime.date | None = attrs.field(default=None, converter=as_day)
    valid_to: datetime.date | None = attrs.field(default=None, converter=as_day)
    parent: str | None = attrs.field(default=None, converter=as_text, validator=not_blank)


def _entries(values: Iterable[CodeEntry]) -> tuple[CodeEntry, ...]:
    return as_items(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class CodeList(Record, PydanticField):
    """Kode Referensi: a list of codes as an authority issued it, its *entries* sorted by code.

    *edition* is the decree or the year of the list. *valid_from* is its first day, *valid_to* the first day of the next
    list; ``None`` is open or not known. *citation* is an id of :mod:`satudata.citations`, *note* a remark for readers
    (Indonesian).

    Raises :class:`~satudata.InvalidRecordError` for a blank text.

    >>> from satudata.standards import code_list
    >>> provinces = code_list("kemendagri-provinces", edition="KMDN-050-145-2022")
    >>> len(provinces.entries), provinces.authority, provinces.valid_from.isoformat()
    (34, 'Kementerian Dalam Negeri', '2022-02-14')
    >>> print(provinces.to_csv().splitlines()[1])
    11,Aceh,,,
    """

    id: str = attrs.field(validator=_not_blank)
    title: str = attrs.field(validator=_not_blank)
    authority: str = attrs.field(validator=_not_blank)
    edition: str = attrs.field(validator=_not_blank)
    valid_from: datetime.date | None = attrs.field(default=None, converter=as_day)
    valid_to: datetime.date | None = attrs.field(default=None, converter=as_day)
    entries: tuple[CodeEntry, ...] = attrs.field(
        converter=_entries,
        validator=attrs.validators.deep_iterable(instance_of(CodeEntry)),
    )
    citation: str = attrs.field(validator=_not_blank)
    note: str = ""

    def to_csv(self) -> str:
        """The entries as CSV text with the columns code, name, valid_from, valid_to and parent."""
        return _csv(
            [attrs.asdict(entry) for entry in self.entries], [each.name for each in attrs.fields(CodeEntry)]
        )

    def to_dict(self) -> dict[str, Any]:
        """The list as plain values for JSON; :func:`satudata.from_dict` reads them back."""
        return interchange.to_dict(self)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class MasterData(Record, PydanticField):
    """Data Induk: the objects of a government process, one row each.

    All rows have the same keys. The first is the code, from the list *code_list* in its *edition*.

    >>> from satudata.standards import master_data
    >>> data = master_data("regions")
    >>> data.code_list, dict(data.rows[0])["timezone"]
    ('kemendagri', 'Asia/Jakarta')
    """

    id: str
    title: str
    authority: str
    code_list: str
    edition: str
    rows: tuple[Mapping[str, str | None], ...]
    citation: str

    def to_csv(self) -> str:
        """The rows as CSV text, a heading for each key."""
        return _csv(self.rows, list(self.rows[0]) if self.rows else [])

    def to_dict(self) -> dict[str, Any]:
        """The data as plain values for JSON."""
        head = {
            each.name: getattr(self, each.name) for each in attrs.fields(MasterData) if each.name != "rows"
        }
        return {**head, "rows": [dict(row) for row in self.rows]}


def _csv(rows: Iterable[Mapping[str, object]], names: list[str]) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


CODE_ENTRY_FORM = form_of_record("satudata.code-entry", CodeEntry)
CODE_LIST_FORM = form_of_record("satudata.code-list", CodeList)

#: The forms that :mod:`satudata.interchange` looks up here.
FORMS = (CODE_ENTRY_FORM, CODE_LIST_FORM)
