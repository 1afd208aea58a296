"""The four principles of Satu Data as checks of a data set and its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from satudata.findings import Finding, finding
from satudata.standards._column_types import ColumnType
from satudata.standards._dataset import (
    OPEN_FORMATS,
    Dataset,
    Resource,
    columns_of,
    meanings_of,
)
from satudata.standards._library_lists import code_lists
from satudata.standards._licences import licences
from satudata.standards._metadata import profile
from satudata.standards._principle import Principle
from satudata.standards._roles import Role
from satudata.standards._standards import all_standards
from satudata.standards.checks._cells import DATING
from satudata.standards.checks._names import lint_name
from satudata.standards.checks._report import PrincipleCheck, PrincipleReport
from satudata.standards.checks._row_source import RowSource, open_rows
from satudata.standards.checks._rows import RowCheck

_Standar, _Metadata, _Kode, _Interop = Principle


def check_principles(
    dataset: Dataset, table: RowSource | None = None, *, resource: str | None = None
) -> PrincipleReport:
    """Check what *dataset* lacks of the four principles; with a *table*, check its rows too.

    *table* is the path of a CSV file, a dataframe (pandas, Polars, PyArrow, DuckDB, Dask, Spark, narwhals; a lazy one
    is collected) or an iterable of mappings by heading. It is read once, as the *resource* of that name, by default the
    first table of the data set. Each kind of finding is reported once a column, with its number and its first row. The
    place of a finding is a JSON pointer into the document of the data set, or ``row`` and a number: the line of a file,
    else the row counted from 1.

    Raises :class:`~satudata.UnknownCodeError` for a resource that the data set does not have, ``OSError`` for a file
    that cannot be read, ``TypeError`` for a *table* that is not a table.

    Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    >>> report = check_principles(Dataset(name="kejadian-2024", title="Kejadian Bencana"))
    >>> report.passed(Principle.STANDAR_DATA), report.first[0].code
    ((1, 2), 'standard-missing')
    """
    checks = [
        PrincipleCheck(principle, name, tuple(found(dataset))) for principle, name, found in _OF_DATA_SET
    ]
    if table is None:
        checks += [PrincipleCheck(principle, name, examined=False) for principle, name in _OF_ROWS]
        return PrincipleReport(dataset=dataset.name, checks=_in_order(checks))
    wanted = dataset.resource(resource)
    with open_rows(table, wanted) as rows:
        walk = RowCheck(wanted, rows.headings)
        walk.walk(rows.rows)
    found = (
        walk.codes.findings(),
        (*rows.findings, *_headings(wanted, rows.headings)),
        (*walk.blanks.findings(), *walk.types.findings()),
        walk.keys.findings(),
    )
    checks += [
        PrincipleCheck(principle, name, tuple(each))
        for (principle, name), each in zip(_OF_ROWS, found, strict=True)
    ]
    return PrincipleReport(dataset=dataset.name, checks=_in_order(checks), rows=walk.number)


def _in_order(checks: Iterable[PrincipleCheck]) -> tuple[PrincipleCheck, ...]:
    return tuple(sorted(checks, key=lambda check: check.principle.rank))


# Standar Data


def _standards_given(dataset: Dataset) -> Iterator[Finding]:
    for where, name, standard in meanings_of(dataset):
        if standard is None:
            yield finding("standard-missing", where, what=name)


def _standards_complete(dataset: Dataset) -> Iterator[Finding]:
    for where, name, standard in meanings_of(dataset):
        if standard is not None and standard.missing:
            yield finding("standard-incomplete", where, what=name, missing=", ".join(standard.missing))


# Metadata


#: The keys that readers need, with a correct example.
_IDENTITY = {
    "title": "Kejadian Bencana",
    "description": "Kejadian bencana menurut kabupaten/kota beserta dampaknya",
    "keywords": "['bencana', 'kejadian']",
    "license": "odc-by",
    "data_version": "1.0",
    "issued": "2025-01-15",
    "frequency": "annual",
    "owner_org": "pusdatinkom",
}
_NEEDED_ROLES = {Role.PRODUSEN_DATA: "BPBD Kabupaten Agam", Role.WALIDATA: "Pusdatinkom BNPB"}


def _identity(dataset: Dataset) -> Iterator[Finding]:
    for key, right in _IDENTITY.items():
        if not getattr(dataset, key):
            yield finding("dataset-key-missing", f"/{key}", key=key, right=right)
    if dataset.title:
        yield from lint_name(dataset.title, where="/title")
    if dataset.license and dataset.license not in licences():
        yield finding("licence-not-open", "/license", license=dataset.license, known=", ".join(licences()))
    for number, resource in enumerate(dataset.resources):
        if not resource.path and not resource.url:
            yield finding(
                "dataset-key-missing", f"/resources/{number}/path", key="path", right="kejadian.csv"
            )
    if not dataset.resources:
        yield finding(
            "dataset-key-missing", "/resources", key="resources", right="[{'name': 'kejadian', ...}]"
        )


def _parties(dataset: Dataset) -> Iterator[Finding]:
    needed = {**_NEEDED_ROLES, **({Role.PEMBINA_DATA: "Badan Pusat Statistik"} if dataset.priority else {})}
    for role, right in needed.items():
        if dataset.party(role) is None:
            yield finding("party-missing", "/parties", role=role.value, label=role.label(), right=right)
    if dataset.parties and not any(each.email for each in dataset.parties):
        yield finding("party-unreachable", "/parties")


def _activity(dataset: Dataset) -> Iterator[Finding]:
    if dataset.activity is None:
        yield finding("activity-missing", "/activity")
        return
    for each in profile("MS-Keg").check(dataset.activity):
        yield attrs.evolve(each, where=f"/activity/{each.where}")


def _variables(dataset: Dataset) -> Iterator[Finding]:
    for where, _, column in columns_of(dataset):
        if dataset.variable(column) is None:
            yield finding("variable-missing", where, column=column.name)
    for number, variable in enumerate(dataset.variables):
        for each in profile("MS-Var").check(variable):
            yield attrs.evolve(each, where=f"/variables/{number}/{each.where}")
    for number, indicator in enumerate(dataset.indicators):
        for each in profile("MS-Ind").check(indicator):
            yield attrs.evolve(each, where=f"/indicators/{number}/{each.where}")


# Kode Referensi dan Data Induk


#: The code list of a variable, by the end of its name.
_CODED = {".region": "kemendagri", ".province": "kemendagri", ".type_code": "disaster-types"}


def _lists_known(dataset: Dataset) -> Iterator[Finding]:
    for where, _, column in columns_of(dataset):
        if column.code_list is not None and column.code_list not in code_lists():
            known = ", ".join(code_lists())
            yield finding("code-list-unknown", where, column=column.name, list=column.code_list, known=known)


def _codes_listed(dataset: Dataset) -> Iterator[Finding]:
    for where, _, column in columns_of(dataset):
        right = next((list_ for end, list_ in _CODED.items() if (column.concept or "").endswith(end)), None)
        if right is not None and column.code_list is None:
            yield finding("code-list-missing", where, column=column.name, right=right)


def _identified(dataset: Dataset) -> Iterator[Finding]:
    for number, resource in enumerate(dataset.resources):
        coded = any(each.type is ColumnType.KIB or each.code_list for each in resource.columns)
        if resource.is_table and not coded:
            yield finding("identity-missing", f"/resources/{number}", resource=resource.name)


# Interoperabilitas


def _open(dataset: Dataset) -> Iterator[Finding]:
    for number, resource in enumerate(dataset.resources):
        if not resource.is_open:
            where, known = f"/resources/{number}/format", ", ".join(OPEN_FORMATS)
            yield finding(
                "format-not-open", where, resource=resource.name, format=resource.format, known=known
            )


def _schemas(dataset: Dataset) -> Iterator[Finding]:
    for number, resource in enumerate(dataset.resources):
        where = f"/resources/{number}"
        if resource.is_table and not resource.columns:
            yield finding("schema-missing", f"{where}/columns", resource=resource.name)
        names = Counter(each.name for each in resource.columns)
        for name in sorted(name for name, times in names.items() if times > 1):
            yield finding("column-twice", f"{where}/columns", column=name, resource=resource.name)
        named = {"key": resource.key, "dated_by": filter(None, [resource.dated_by])}
        for field, columns in named.items():
            for name in columns:
                if name not in names:
                    yield finding("schema-names-no-column", f"{where}/{field}", key=field, column=name)
        for column in resource.columns:
            if column.name == resource.dated_by and column.type not in DATING:
                yield finding("dated-by-no-day", f"{where}/dated_by", column=column.name)


def _concepts(dataset: Dataset) -> Iterator[Finding]:
    for where, _, column in columns_of(dataset):
        if column.concept is None and column.standard is None:
            yield finding("concept-missing", where, column=column.name)
        elif column.concept is not None and column.concept not in all_standards():
            yield finding("concept-unknown", f"{where}/concept", column=column.name, concept=column.concept)


def _headings(resource: Resource, headings: tuple[str, ...]) -> Iterator[Finding]:
    names = dict.fromkeys(each.name for each in resource.columns)
    given = Counter(headings)
    for name in names:
        if name not in given:
            yield finding("column-absent", "row 1", column=name)
    for name, times in given.items():
        if name not in names:
            yield finding("column-undeclared", "row 1", column=name)
        if times > 1:
            yield finding("column-twice", "row 1", column=name, resource=resource.name)


_OF_DATA_SET = (
    (_Standar, "standards-given", _standards_given),
    (_Standar, "standards-complete", _standards_complete),
    (_Metadata, "identity", _identity),
    (_Metadata, "parties", _parties),
    (_Metadata, "activity", _activity),
    (_Metadata, "variables", _variables),
    (_Kode, "lists-held", _lists_known),
    (_Kode, "codes-listed", _codes_listed),
    (_Kode, "identity-codes", _identified),
    (_Interop, "open-format", _open),
    (_Interop, "schema", _schemas),
    (_Interop, "concepts", _concepts),
)
#: The checks that need the rows, in the order of the report.
_OF_ROWS = (
    (_Kode, "codes-resolve"),
    (_Interop, "headings"),
    (_Interop, "cells"),
    (_Interop, "keys"),
)
