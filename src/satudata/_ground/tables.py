"""The tables that come with a package, in its folder ``data``: facts as CSV, prose as TOML; read on first use."""

from __future__ import annotations

from typing import Any


def csv_rows(package: str, table: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file, by its headings.

    >>> csv_rows("satudata.regions", "timezones")[0]["iana"]
    'Asia/Jakarta'
    """
    import csv

    return list(csv.DictReader(text_of(package, f"{table}.csv").splitlines()))


def toml_table(package: str, table: str) -> dict[str, Any]:
    """Return a TOML file as a dictionary."""
    import tomllib

    return tomllib.loads(text_of(package, f"{table}.toml"))


def text_of(package: str, file: str) -> str:
    """Return the text of a file."""
    import pkgutil

    return (pkgutil.get_data(package, f"data/{file}") or b"").decode()
