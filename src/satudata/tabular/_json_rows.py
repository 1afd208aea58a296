"""The rows of a JSON file: an array of objects, an object a line, the features of a map layer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, cast

from satudata.findings import Finding
from satudata.tabular._csv import encoding_of
from satudata.tabular._file_kinds import damaged, not_a_table
from satudata.tabular._values import Numbers, ValueRows, rows_of_mappings

#: Where a feature has its columns: in GeoJSON, and in ArcGIS's own form.
_PROPERTIES = ("properties", "attributes")
#: An answer of an API has its rows in an object of an object, no deeper.
_DEPTH = 2
#: What APIs call their rows.
_ROWS = frozenset({"records", "rows", "data", "items", "results"})
_NO_ROWS = ("JSON without a list of objects", "JSON tanpa daftar objek")


def rows_of_json(file: BinaryIO) -> ValueRows | None:
    """The rows of a JSON file; ``None`` for a text that only begins as JSON does."""
    encoding, findings = encoding_of(file)
    file.seek(0)
    text = file.read().decode(encoding, "replace").removeprefix("\ufeff").strip()
    numbers = Numbers(epoch=True)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        values = [_value(line) for _, line in lines]
        if all(isinstance(each, dict) for each in values):
            at = [number for number, _ in lines]
            rows = [_columns(each) for each in values]
            return rows_of_mappings(rows, form="JSON", numbers=numbers, findings=findings, lines=lambda: at)
        if isinstance(values[0], dict) or text.replace(" ", "")[:2] in {'{"', "[{", "[["}:
            return _refusing(damaged("JSON"))
        return None
    found = _rows_in(value, _DEPTH)
    if found is None:
        return _refusing(not_a_table(*_NO_ROWS))
    return rows_of_mappings(
        [_columns(each) for each in found], form="JSON", numbers=numbers, findings=findings
    )


def _refusing(problem: Finding) -> ValueRows:
    return ValueRows((), lambda: (), problems=[problem])


def _value(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _rows_in(value: Any, depth: int) -> Sequence[Mapping[str, Any]] | None:
    """The list of objects that *value* is, or that it contains as the only one, or the only one called its rows."""
    if isinstance(value, list):
        is_table = all(isinstance(each, dict) for each in value)
        return cast("Sequence[Mapping[str, Any]]", value) if is_table else None
    if not isinstance(value, dict) or depth == 0:
        return None
    if isinstance(value.get("features"), list):
        return _rows_in(value["features"], 1)
    found = {name: rows for name, each in value.items() if (rows := _rows_in(each, depth - 1))}
    named = [name for name in found if name.casefold() in _ROWS]
    if len(found) > 1 and len(named) == 1:  # CKAN's answer has its fields next to its records
        return found[named[0]]
    return next(iter(found.values())) if len(found) == 1 else None


def _columns(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The columns of an object, which are the properties of a feature; what is nested is written as JSON."""
    for name in _PROPERTIES:
        if isinstance(row.get(name), dict) and (
            "geometry" in row or row.get("type") == "Feature" or len(row) == 1
        ):
            row = row[name]
            break
    nested = {name: value for name, value in row.items() if isinstance(value, (dict, list))}
    return {**row, **{name: json.dumps(value) for name, value in nested.items()}} if nested else row
