"""Kode Referensi and Data Induk: the library's codes as dated, versioned lists with their authority."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, final

import attrs

from satudata import interchange
from satudata._digits import require_text
from satudata._fields import as_day, as_text, not_blank
from satudata._hook import PydanticField
from satudata._state import fill, state_of
from satudata.errors import InvalidRecordError
from satudata.interchange import DAY, listed, nested
from satudata.standards._record_form import record_form


def is_in_force(held: CodeEntry | CodeList, on: datetime.date) -> bool:
    """Whether *held*, which has a first day and a first day after its last, holds on that day; open ends hold."""
    return (held.valid_from is None or held.valid_from <= on) and (
        held.valid_to is None or on < held.valid_to
    )


def _said(record: object, field: attrs.Attribute[str], value: str) -> None:
    if not require_text(value, field.name).strip():
        raise InvalidRecordError(
            field.name, value, "not blank: CodeEntry('62.02', 'Kabupaten Kotawaringin Timur')"
        )


@final
@attrs.frozen
class CodeEntry(PydanticField):
    """A code with its name, its days and the code above it.

    *valid_from* is its first day, *valid_to* the first day on which it no longer holds; ``None`` is open. *parent* is
    the code that it lies under.
    """

    code: str = attrs.field(validator=_said)
    name: str = attrs.field(validator=_said)
    valid_from: datetime.date | None = attrs.field(default=None, converter=as_day)
    valid_to: datetime.date | None = attrs.field(default=None, converter=as_day)
    parent: str | None = attrs.field(default=None, converter=as_text, validator=not_blank)

    __getstate__ = state_of
    __setstate__ = fill


def _entries(values: Iterable[CodeEntry]) -> tuple[CodeEntry, ...]:
    return tuple(values)


@final
@attrs.frozen(kw_only=True)
class CodeList(PydanticField):
    """Kode Referensi: a list of codes as an authority issued it, its *entries* in the order of their codes.

    *edition* is the decree or the year of the list, *valid_from* its first day, *valid_to* the first day on which
    another list held; ``None`` is open or not known. *note* says what a reader should know (Indonesian).

    >>> from satudata.standards import code_list
    >>> provinces = code_list("kemendagri-provinces", edition="KMDN-050-145-2022")
    >>> len(provinces.entries), provinces.authority, provinces.valid_from.isoformat()
    (34, 'Kementerian Dalam Negeri', '2022-02-14')
    >>> print(provinces.to_csv().splitlines()[1])
    11,Aceh,,,
    """

    id: str = attrs.field(validator=_said)
    title: str = attrs.field(validator=_said)
    authority: str = attrs.field(validator=_said)
    edition: str = attrs.field(validator=_said)
    valid_from: datetime.date | None = attrs.field(default=None, converter=as_day)
    valid_to: datetime.date | None = attrs.field(default=None, converter=as_day)
    entries: tuple[CodeEntry, ...] = attrs.field(
        converter=_entries,
        validator=attrs.validators.deep_iterable(attrs.validators.instance_of(CodeEntry)),
    )
    citation: str = attrs.field(validator=_said)
    note: str = ""

    __getstate__ = state_of
    __setstate__ = fill

    def to_csv(self) -> str:
        """The entries as CSV text: code, name, valid_from, valid_to, parent."""
        return _csv(
            [attrs.asdict(entry) for entry in self.entries], [each.name for each in attrs.fields(CodeEntry)]
        )

    def to_dict(self) -> dict[str, Any]:
        """The list as plain values, ready for JSON; the inverse is :func:`satudata.from_dict`."""
        return interchange.to_dict(self)


@final
@attrs.frozen(kw_only=True)
class MasterData(PydanticField):
    """Data Induk: the objects of a government process, a row each, under the codes of *code_list*.

    Every row has the same keys; the first is the code.

    >>> from satudata.standards import master_data
    >>> held = master_data("regions")
    >>> held.code_list, dict(held.rows[0])["timezone"]
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
        """The objects as CSV text, a heading for each key."""
        return _csv(self.rows, list(self.rows[0]) if self.rows else [])

    def to_dict(self) -> dict[str, Any]:
        """The objects as plain values, ready for JSON."""
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


CODE_ENTRY_FORM = record_form("satudata.code-entry", CodeEntry, {"valid_from": DAY, "valid_to": DAY})
CODE_LIST_FORM = record_form(
    "satudata.code-list",
    CodeList,
    {"valid_from": DAY, "valid_to": DAY, "entries": listed(nested(CODE_ENTRY_FORM))},
)

#: What ``satudata.interchange`` finds here.
FORMS = (CODE_ENTRY_FORM, CODE_LIST_FORM)
