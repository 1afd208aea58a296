"""Every rule, criterion, interpretation, finding, type and list of codes names its source, and the source is held."""

import pickle
import re

import attrs
import pytest

from satudata import (
    JUKLAK_7_2023,
    Interpretation,
    UnknownCodeError,
    citations,
    counting,
    disaster_types,
    regions,
)
from satudata.findings import kinds


def slug(title):
    """``permendagri-39-2015`` for Permendagri 39/2015."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower())


#: (what, the citation it names)
NAMED = [
    ("threshold", JUKLAK_7_2023.citation),
    *((f"criterion {criterion.number}", criterion.citation) for criterion in JUKLAK_7_2023.criteria),
    *((f"interpretation {field.name}", field.metadata["citation"]) for field in attrs.fields(Interpretation)),
    *((f"finding {code}", kind.citation) for code, kind in kinds().items()),
    ("counting", counting.CITATION),
    *((f"scheme {scheme.id}", scheme.citation) for scheme in disaster_types.schemes.values()),
    *(
        (f"type {each.scheme} {each.code}", each.citation)
        for scheme in disaster_types.schemes
        for each in disaster_types.in_scheme(scheme)
    ),
    *((f"list {edition.title}", slug(edition.title)) for edition in regions.editions() if edition.held),
]


@pytest.mark.each_row(("what", "id"), NAMED)
def test_its_source_is_held(what, id):
    assert citations.get(id).id == id


def test_every_rule_of_counting_names_its_clause():
    for rule in counting.RULES.values():
        assert set(rule) == {"en", "id"}
        assert all("Metode Perhitungan" in text for text in rule.values())


@pytest.mark.each_row("id", citations.records())
class TestRecord:
    def test_complete(self, id):
        record = citations.get(id)
        assert record.title
        assert record.read
        assert record.certainty in {"text", "data", "likely", "open"}
        assert id == slug(id)

    def test_what_was_not_read_is_not_certain(self, id):
        record = citations.get(id)
        assert not (record.read == "not obtained" and record.certainty == "text")

    def test_value(self, id):
        record = citations.get(id)
        assert eval(repr(record), {"Citation": citations.Citation}) == record
        assert pickle.loads(pickle.dumps(record)) == record
        assert hash(record) == hash(attrs.evolve(record))
        assert str(record).startswith(record.title)


def test_title_and_article():
    assert str(citations.get("perpres-39-2019")).endswith(", Pasal 14 ayat (3), Pasal 15 ayat (2)")
    assert str(citations.get("perpres-1-2019")) == citations.get("perpres-1-2019").title


def test_the_legal_basis_is_there():
    held = citations.records()
    assert list(held)[:4] == ["uu-24-2007", "perpres-1-2019", "perpres-39-2019", "peraturan-bnpb-1-2023"]
    assert {"juklak-bnpb-7-2023", "juklak-bnpb-9-2023", "kepmendagri-050-145-2022"} <= set(held)


def test_an_unknown_source():
    with pytest.raises(UnknownCodeError, match="unknown code 'x': known citations: uu-24-2007, ") as caught:
        citations.get("x")
    assert caught.value.code == "x"
