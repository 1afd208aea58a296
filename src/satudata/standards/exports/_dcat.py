"""A data set as DCAT in JSON-LD. The context is inside, so that no reader needs the network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from satudata.standards._dataset import Dataset, Frequency, Resource
from satudata.standards._licences import licences
from satudata.standards._roles import Party, Role
from satudata.standards.exports._writing import filled, json_bytes, write_files

#: The prefixes of the properties.
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FREQUENCIES = "http://purl.org/cld/freq/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGE = "id"


def to_dcat(dataset: Dataset) -> dict[str, Any]:
    """The ``dcat:Dataset`` of *dataset*, with a distribution for each resource; empty properties are left out.

    The id is the address of its page, else ``urn:satudata:dataset:...``. Frequencies are those of Dublin Core; a
    licence is given by its address.

    Source: W3C, DCAT 3.

    >>> document = to_dcat(Dataset(name="kejadian-2024", title="Kejadian Bencana", frequency="annual"))
    >>> document["dct:accrualPeriodicity"]["@id"]
    'http://purl.org/cld/freq/annual'
    """
    publisher, producer = dataset.party(Role.WALIDATA), dataset.party(Role.PRODUSEN_DATA)
    contact = next((each for each in (publisher, producer) if each is not None and each.email), None)
    own = dataset.url or f"urn:satudata:dataset:{dataset.name}"
    return filled(
        {
            "@context": CONTEXT,
            "@id": own,
            "@type": "dcat:Dataset",
            "dct:identifier": dataset.name,
            "dct:title": _text(dataset.title),
            "dct:description": _text(dataset.description),
            "dcat:keyword": [_text(each) for each in sorted(set(dataset.keywords))],
            "dct:issued": dataset.issued and _day(dataset.issued.isoformat()),
            "dct:modified": dataset.modified and _day(dataset.modified.isoformat()),
            "dcat:landingPage": dataset.url and {"@id": dataset.url},
            "owl:versionInfo": dataset.data_version,
            "dct:accrualPeriodicity": dataset.frequency and _frequency(dataset.frequency),
            "dct:publisher": publisher and _agent(publisher),
            "dct:creator": producer and _agent(producer),
            "dcat:contactPoint": contact and _contact(contact),
            "dcat:distribution": [_distribution(each, dataset, own) for each in dataset.resources],
        }
    )


def _text(value: str) -> dict[str, str]:
    return {"@value": value, "@language": _LANGUAGE} if value else {}


def _day(value: str) -> dict[str, str]:
    return {"@value": value, "@type": "xsd:date"}


def _frequency(value: Frequency) -> dict[str, str]:
    return {"@id": f"{_FREQUENCIES}{value.value}"}


def _agent(party: Party) -> dict[str, Any]:
    return {"@type": "foaf:Organization", "foaf:name": party.name}


def _contact(party: Party) -> dict[str, Any]:
    return {
        "@type": "vcard:Organization",
        "vcard:fn": party.name,
        "vcard:hasEmail": {"@id": f"mailto:{party.email}"},
    }


def _format(name: str) -> dict[str, Any]:
    return {"@type": "dct:MediaTypeOrExtent", "rdfs:label": name} if name else {}


def _distribution(resource: Resource, dataset: Dataset, own: str) -> dict[str, Any]:
    licence = licences().get(dataset.license)
    media_type = resource.media_type
    return filled(
        {
            "@id": f"{own}#{resource.name}",
            "@type": "dcat:Distribution",
            "dct:title": _text(resource.title or resource.name),
            "dct:description": _text(resource.description),
            "dcat:accessURL": (resource.url or dataset.url) and {"@id": resource.url or dataset.url},
            "dcat:downloadURL": resource.url and {"@id": resource.url},
            "dct:format": _format(resource.format),
            "dcat:mediaType": media_type and {"@id": f"{_MEDIA_TYPES}{media_type}"},
            "dct:license": licence and {"@id": licence.url},
        }
    )


def write_dcat(
    dataset: Dataset, folder: str | os.PathLike[str], *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write ``dcat.jsonld`` to *folder*, with the same bytes on every run.

    Raises ``FileExistsError`` for a file with other content, unless *overwrite*.
    """
    return write_files(folder, {"dcat.jsonld": json_bytes(to_dcat(dataset))}, overwrite=overwrite)
