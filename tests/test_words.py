"""Words of closed vocabularies and languages: what is none of them is refused by name, with what is right."""

import enum
import importlib
import pickle
import pkgutil
from datetime import date
from itertools import product

import pytest

import satudata
from satudata import (
    Event,
    EventRecord,
    Finding,
    Impact,
    InvalidRecordError,
    Status,
    UnknownCodeError,
    cooperation,
    count_events,
    evaluate,
    interchange,
    interop,
    issue,
    propose_region,
)
from satudata._ground.paths import DEFINED_IN
from satudata._ground.words import Word
from satudata.cooperation import Agreement, Partner, StageEntry
from satudata.displaced import SiteReport
from satudata.emergency import Declaration
from satudata.issuing import Entry
from satudata.regions import Region


def words():
    for info in pkgutil.walk_packages(satudata.__path__, "satudata."):
        if any(
            part in info.name
            for part in (".cli", ".frames", "_pydantic", "__main__", ".strategies", ".standards")
        ):
            continue
        for held in vars(importlib.import_module(info.name)).values():
            if (
                isinstance(held, type)
                and issubclass(held, Word)
                and list(held)
                and DEFINED_IN.get(held, held.__module__) == info.name
            ):
                yield held


@pytest.mark.each_row(("kind", "given"), list(product(sorted(set(words()), key=str), ["final", "", 1, None])))
def test_another_word_is_refused(kind, given):
    with pytest.raises(InvalidRecordError) as caught:
        kind(given)
    error = caught.value
    assert error.value == given
    assert all(str(word) in error.reason for word in kind)
    assert error.reason.endswith(f"right: {str(next(iter(kind)))!r}")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


DAY = date(2024, 5, 12)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: evaluate(Impact(), threshold="juklak"), "threshold is a Threshold, not str: JUKLAK_7_2023"),
        (
            lambda: interop.sendai_indicators([1]),
            r"occurrences are Event or Impact, not int: Impact\(dead=1\)",
        ),
        (lambda: interop.EventFeature("x"), "'event' must be "),
        (lambda: interchange.json_schema(5), "5 has no form for interchange"),
        (lambda: interchange.to_dict(5), "int has no form for interchange"),
    ],
)
def test_another_type_is_refused(ask, said):
    with pytest.raises(TypeError, match=said):
        ask()


def test_a_finding_that_cannot_be_told():
    with pytest.raises(
        InvalidRecordError, match=r"data: .*index-zero is filled with 'kib' as well: KIB {kib}"
    ):
        Finding("index-zero", "info").message()
    with pytest.raises(UnknownCodeError, match="unknown code 'nothing': the codes of findings are "):
        Finding("nothing", "info").message()


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: EventRecord("62.02", status="final"), "status"),
        (lambda: Entry("6202106202408041", "x", status="final"), "status"),
        (lambda: Finding("index-zero", "bad"), "severity"),
        (lambda: Declaration(status="awas", start=DAY), "status"),
        (lambda: SiteReport("62.02", kind="hotel"), "kind"),
        (lambda: StageEntry("lulus", "2020"), "stage"),
        (lambda: StageEntry("berakhir", "2020", reason="bosan"), "termination"),
        (lambda: Partner("A", "teman"), "partner_kind"),
        (lambda: Agreement(id="x", track="lain", partners=Partner("A", "negara", "CH")), "track"),
        (lambda: Region(code="62.02", name="X", kind="desa"), "region_kind"),
        (lambda: Impact(facilities={"sekolah": 1}), "facilities"),
        (lambda: Impact(land={"gurun": 1}), "land"),
    ],
)
def test_a_record_says_which_words_there_are(make, field):
    with pytest.raises(InvalidRecordError, match="one of: ") as caught:
        make()
    assert caught.value.field == field


def test_the_message():
    with pytest.raises(InvalidRecordError) as caught:
        EventRecord("62.02", status="final")
    assert str(caught.value) == "status: 'final': one of: provisional, verified; right: 'provisional'"
    assert isinstance(Status.VERIFIED, enum.StrEnum)


COUNTS = count_events([Event(kib="6202106202408041")])


@pytest.mark.parametrize(
    "tell",
    [
        lambda lang: evaluate(Impact(dead=1)).explain(lang),
        evaluate(Impact(dead=1)).met[0].explain,
        COUNTS.explain,
        COUNTS.findings[0].message,
        COUNTS.findings[0].severity.word,
        lambda lang: issue("106", DAY, ["62.02"]).explain(lang),
        issue("106", DAY, ["62.02"]).decisions[0].text,
        lambda lang: propose_region(["62.02"]).explain(lang),
        cooperation.Stage.USULAN.label,
        cooperation.checklists()[0].items[0].label,
    ],
)
@pytest.mark.parametrize("lang", ["fr", "", None, ["id"]])
def test_another_language_is_refused(tell, lang):
    assert tell("id") != tell("en") or tell("en")
    with pytest.raises(InvalidRecordError, match=r"lang: .*one of: ") as caught:
        tell(lang)
    assert caught.value.field == "lang"
    assert caught.value.reason.endswith("right: 'id'")
