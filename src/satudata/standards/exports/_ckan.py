"""A data set as a CKAN package: the keys of data.bnpb.go.id, ready for ``package_create``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from satudata.findings import Finding, finding
from satudata.standards._dataset import FIVE, Dataset, DeclaredStandard, Resource
from satudata.standards._roles import Role
from satudata.standards.exports._writing import json_bytes, write_files

#: CKAN refuses a package without these, or the portal cannot show its owner.
REQUIRED: Final = ("name", "title", "owner_org", "license_id", "resources")


def to_ckan(dataset: Dataset) -> dict[str, Any]:
    """The CKAN package of *dataset*, with every key of the portal; "" means not filled in.

    The Produsen Data is the author, the Walidata the maintainer. ``extras`` has the data standard, ``fase`` and
    everything else that core CKAN has no key for.

    Source: data.bnpb.go.id (CKAN 2.9).

    >>> package = to_ckan(Dataset(name="kejadian-2024", title="Kejadian Bencana", phases=["pascabencana"]))
    >>> package["type"], package["extras"]
    ('dataset', [{'key': 'fase', 'value': 'pascabencana'}])
    """
    author, maintainer = dataset.party(Role.PRODUSEN_DATA), dataset.party(Role.WALIDATA)
    return {
        "name": dataset.name,
        "title": dataset.title,
        "notes": dataset.description,
        "url": dataset.url,
        "version": dataset.data_version,
        "author": author.name if author else "",
        "author_email": (author.email or "") if author else "",
        "maintainer": maintainer.name if maintainer else "",
        "maintainer_email": (maintainer.email or "") if maintainer else "",
        "license_id": dataset.license,
        "type": "dataset",
        "private": dataset.private,
        "owner_org": dataset.owner_org,
        "tags": [{"name": tag} for tag in sorted(set(dataset.keywords))],
        "groups": [{"name": group} for group in sorted(set(dataset.groups))],
        "extras": [{"key": key, "value": value} for key, value in sorted(_extras(dataset))],
        "resources": [_resource(each) for each in dataset.resources],
    }


def _extras(dataset: Dataset) -> Iterator[tuple[str, str]]:
    if dataset.phases:
        yield "fase", ", ".join(each.label() for each in dataset.phases)
    if dataset.standard is not None:
        yield from _standard(dataset.standard)
    if dataset.frequency is not None:
        yield "frekuensi", dataset.frequency.label()
    for key, day in (("tanggal_terbit", dataset.issued), ("tanggal_perubahan", dataset.modified)):
        if day is not None:
            yield key, day.isoformat()
    for role in (Role.PEMBINA_DATA, Role.WALIDATA_PENDUKUNG):
        party = dataset.party(role)
        if party is not None:
            yield role.value, party.name


def _standard(standard: DeclaredStandard) -> Iterator[tuple[str, str]]:
    without = f"tidak ada ({standard.no_unit_reason})" if standard.no_unit_reason else ""
    for key in FIVE:
        text = getattr(standard, key) or (without if key == "satuan" else "")
        if text:
            yield key, text


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "name": resource.title or resource.name,
        "description": resource.description,
        "url": resource.url or resource.path,
        "format": resource.format,
        "mimetype": resource.media_type or "",
    }


def check_ckan(package: dict[str, Any]) -> tuple[Finding, ...]:
    """The required keys that a package lacks or leaves blank, as findings.

    >>> [each.data["key"] for each in check_ckan(to_ckan(Dataset(name="kejadian-2024")))]
    ['title', 'owner_org', 'license_id', 'resources']
    """
    right = {"title": "Kejadian Bencana", "owner_org": "pusdatinkom", "license_id": "odc-by"}
    return tuple(
        finding("dataset-key-missing", f"/{key}", key=key, right=right.get(key, "..."))
        for key in REQUIRED
        if not package.get(key)
    )


def write_ckan(
    dataset: Dataset, folder: str | os.PathLike[str], *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write ``ckan.json`` to *folder*, with the same bytes on every run.

    Raises ``FileExistsError`` for a file with other content, unless *overwrite*.
    """
    return write_files(folder, {"ckan.json": json_bytes(to_ckan(dataset))}, overwrite=overwrite)
