"""A data set as a Data Package (version 2), with a Table Schema for types and codes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from satudata.kib import KIB
from satudata.standards._column_types import ColumnType, type_rows
from satudata.standards._dataset import Column, Dataset, Resource
from satudata.standards._library_lists import code_list, code_lists
from satudata.standards._licences import licences
from satudata.standards._roles import Role
from satudata.standards.exports._writing import csv_bytes, filled, json_bytes, write_files

_PROFILES = "https://datapackage.org/profiles/2.0"
#: The roles of contributors; a Pengguna Data is not a contributor.
_ROLES: Final[Mapping[Role, str]] = {
    Role.PRODUSEN_DATA: "creator",
    Role.WALIDATA: "dataCurator",
    Role.WALIDATA_PENDUKUNG: "dataManager",
    Role.PEMBINA_DATA: "supervisor",
}
_LIST_COLUMNS = ("code", "name", "valid_from", "valid_to", "parent", "edition")


def to_data_package(dataset: Dataset) -> dict[str, Any]:
    """The descriptor of *dataset*: its resources, and one more resource for each code list of its columns.

    A KIB is text with a pattern. A column with a code list has a foreign key to the resource of that list, which has
    the codes of all editions with their periods. A foreign key does not check the period;
    :func:`check_principles` does.

    Source: Data Package Standard, version 2.

    >>> kib = Column(name="KIB", type="kib", concept="Event.kib", required=True)
    >>> package = to_data_package(Dataset(name="a1", resources=[Resource(name="r1", path="r1.csv", columns=[kib])]))
    >>> field = package["resources"][0]["schema"]["fields"][0]
    >>> field["type"], field["constraints"]["pattern"]
    ('string', '^[0-9]{7}[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]$')
    """
    licence = licences().get(dataset.license)
    return filled(
        {
            "$schema": f"{_PROFILES}/datapackage.json",
            "name": dataset.name,
            "title": dataset.title,
            "description": dataset.description,
            "homepage": dataset.url,
            "version": dataset.data_version,
            "keywords": sorted(set(dataset.keywords)),
            "licenses": licence and [{"name": licence.spdx, "path": licence.url, "title": licence.title}],
            "contributors": [
                filled({"title": each.name, "email": each.email, "roles": [_ROLES[each.role]]})
                for each in dataset.parties
                if each.role in _ROLES
            ],
            "resources": [
                *(_resource(each, dataset) for each in dataset.resources),
                *(_list_resource(id, name) for id, name in _lists_of(dataset).items()),
            ],
        }
    )


def _file_of(resource: Resource) -> str:
    """The path of its file in a written package."""
    suffix = f".{resource.format.casefold()}" if resource.is_open else ""
    return resource.path or f"{resource.name}{suffix}"


def _resource(resource: Resource, dataset: Dataset) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": resource.name,
        "title": resource.title,
        "description": resource.description,
        "path": resource.path or resource.url or _file_of(resource),
        "format": resource.format.casefold(),
        "mediatype": resource.media_type,
    }
    if resource.is_table and resource.columns:
        described |= {"type": "table", "schema": _schema(resource, _lists_of(dataset))}
        if resource.separator:
            described["encoding"] = "utf-8"
        if resource.separator not in ("", ","):
            described["dialect"] = {"delimiter": resource.separator}
    return filled(described)


def _schema(resource: Resource, lists: Mapping[str, str]) -> dict[str, Any]:
    return filled(
        {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(each) for each in resource.columns],
            "missingValues": [""],
            "primaryKey": list(resource.key),
            "foreignKeys": [
                {
                    "fields": [each.name],
                    "reference": {
                        "resource": lists[str(each.code_list)],
                        "fields": ["name" if each.by_name else "code"],
                    },
                }
                for each in resource.columns
                if each.code_list in lists
            ],
        }
    )


def _field(column: Column) -> dict[str, Any]:
    meaning = column.meaning
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.type is ColumnType.KIB:
        constraints["pattern"] = KIB.PATTERN
    return {"name": column.name} | filled(
        {
            "type": type_rows()[column.type]["table_schema"],
            "format": column.format if column.type is ColumnType.DATE else "",
            "title": meaning and meaning.name,
            "description": meaning and meaning.definisi,
            "unit": meaning and meaning.satuan,
            "concept": column.concept,
            "constraints": constraints,
        }
    )


def _lists_of(dataset: Dataset) -> dict[str, str]:
    """The code lists of the columns, each with a resource name that no other resource has."""
    named = {column.code_list for resource in dataset.resources for column in resource.columns}
    taken = {each.name for each in dataset.resources} | {
        PurePosixPath(each.path).stem.casefold() for each in dataset.resources
    }
    return {id: f"kode-{id}" if id in taken else id for id in sorted(code_lists()) if id in named}


def _list_resource(id: str, name: str) -> dict[str, Any]:
    newest = code_list(id)
    fields = [
        {"name": each, "type": "date" if each.startswith("valid") else "string"} for each in _LIST_COLUMNS
    ]
    return {
        "name": name,
        "title": newest.title,
        "description": f"{newest.authority}; {', '.join(code_lists()[id])}",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "type": "table",
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": fields,
            "missingValues": [""],
        },
    }


@cache
def _list_csv(id: str) -> bytes:
    """The entries of all editions, each once, with the first edition that has it."""
    found: dict[tuple[str, ...], str] = {}
    for edition in code_lists()[id]:
        for entry in code_list(id, edition=edition).entries:
            days = (day.isoformat() if day else "" for day in (entry.valid_from, entry.valid_to))
            found.setdefault((entry.code, entry.name, *days, entry.parent or ""), edition)
    return csv_bytes([_LIST_COLUMNS, *sorted((*entry, edition) for entry, edition in found.items())])


def write_data_package(
    dataset: Dataset,
    folder: str | os.PathLike[str],
    tables: Mapping[str, str | os.PathLike[str]] | None = None,
    *,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write ``datapackage.json``, the code lists as CSV and copies of *tables* (paths by resource name) to *folder*.

    The same bytes on every run. Raises ``OSError`` for a table that cannot be read, ``FileExistsError`` for a file with
    other content (unless *overwrite*), and :class:`~satudata.UnknownCodeError` for a resource that the data set does
    not have.
    """
    files = {
        _file_of(dataset.resource(name)): Path(path).read_bytes() for name, path in (tables or {}).items()
    }
    for id, name in _lists_of(dataset).items():
        files[f"{name}.csv"] = _list_csv(id)
    files["datapackage.json"] = json_bytes(to_data_package(dataset))
    return write_files(folder, files, overwrite=overwrite)
