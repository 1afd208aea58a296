"""Laws of releases, data sets and their exports."""

import json
import tempfile
import warnings
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import interchange, strategies
from satudata.errors import ReleaseRefusedError
from satudata.findings import finding
from satudata.standards import (
    Column,
    ColumnType,
    Dataset,
    Party,
    Release,
    ReleaseAction,
    ReleaseStage,
    Resource,
    Role,
    check_principles,
    to_ckan,
    to_data_package,
    to_dcat,
    to_ms_forms,
    write_data_package,
)
from satudata.standards._release import ALLOWED
from satudata.standards.exports._writing import json_bytes

ERROR = finding("column-absent", "row 1", column="Meninggal")
PROFILE = jsonschema.Draft7Validator(
    json.loads((Path(__file__).parents[1] / "data" / "data-package" / "datapackage-2.0.json").read_bytes()),
    format_checker=jsonschema.FormatChecker(),
)
DATASET, RELEASE = (
    jsonschema.Draft202012Validator(interchange.json_schema(kind)) for kind in (Dataset, Release)
)
steps = st.lists(
    st.tuples(st.sampled_from(ReleaseAction), st.sampled_from(Role), st.integers(-1, 2), st.booleans()),
    max_size=14,
)


def run(given_steps, *, priority):
    """A release through every step that is not refused, with how many were."""
    release, day, refused = Release(dataset="a1", priority=priority), date(2025, 1, 1), 0
    for action, role, days, has_error in given_steps:
        on = day + timedelta(days)
        party, found = Party(role.label(), role), [ERROR] if has_error else []
        extra = {"send_back": [found], "approve": [found]}.get(action.value, [])
        try:
            release = getattr(release, action.value)(party, on, *extra)
            day = on
        except ReleaseRefusedError:
            refused += 1
    return release, refused


@given(steps, st.booleans())
def test_no_way_to_dissemination_skips_a_check(given_steps, priority):
    release, _ = run(given_steps, priority=priority)
    if release.stage is ReleaseStage.PENYEBARLUASAN:
        last = max(number for number, step in enumerate(release.steps) if step.action is ReleaseAction.SUBMIT)
        approving = [step.by.role for step in release.steps[last:] if step.action is ReleaseAction.APPROVE]
        assert approving == [Role.WALIDATA, *([Role.PEMBINA_DATA] if priority else [])]
        assert not any(step.findings for step in release.steps[last:])


@given(steps, st.booleans())
def test_a_history_is_its_own_witness(given_steps, priority):
    release, _ = run(given_steps, priority=priority)
    assert Release(dataset="a1", priority=priority, steps=release.steps) == release
    assert interchange.from_json(interchange.to_json(release)) == release
    days = [step.on for step in release.steps]
    assert days == sorted(days)


@given(steps, st.booleans(), st.sampled_from(ReleaseAction), st.sampled_from(Role))
def test_an_action_is_taken_exactly_where_it_is_allowed(given_steps, priority, action, role):
    release, _ = run(given_steps, priority=priority)
    day = max((step.on for step in release.steps), default=date(2025, 1, 1))
    extra = [[ERROR]] if action is ReleaseAction.SEND_BACK else []
    allowed = role in release.next_actions.get(action, frozenset())
    if allowed:
        assert getattr(release, action.value)(Party("A", role), day, *extra).steps[-1].action is action
        return
    with pytest.raises(ReleaseRefusedError) as caught:
        getattr(release, action.value)(Party("A", role), day, *extra)
    assert role.value not in caught.value.may
    assert dict(caught.value.next).keys() == set(map(str, release.next_actions))


def test_every_stage_has_a_way_on():
    assert {stage for stage, _ in ALLOWED} == {None, *ReleaseStage}


@given(strategies.datasets())
def test_a_data_set_comes_back_from_its_document(dataset):
    document = interchange.to_dict(dataset)
    assert interchange.from_dict(json.loads(json.dumps(document))) == dataset
    DATASET.validate(document)


@given(strategies.datasets())
def test_exports_depend_on_the_data_set_alone(dataset):
    again = interchange.from_dict(interchange.to_dict(dataset))
    for export in (to_ckan, to_dcat, to_data_package, to_ms_forms):
        assert json_bytes(export(dataset)) == json_bytes(export(again))


@given(strategies.datasets())
def test_exports_say_what_the_data_set_says(dataset):
    package, described = to_ckan(dataset), to_data_package(dataset)
    assert (package["name"], package["title"], package["notes"]) == (
        dataset.name,
        dataset.title,
        dataset.description,
    )
    assert {each["name"] for each in package["tags"]} == set(dataset.keywords)
    own = described.get("resources", [])[: len(dataset.resources)]
    assert [each["name"] for each in own] == [each.name for each in dataset.resources]
    for written, resource in zip(own, dataset.resources, strict=True):
        fields = written.get("schema", {}).get("fields", [])
        assert [each.get("name", "") for each in fields] == (
            [each.name for each in resource.columns] if resource.is_table else []
        )


@given(strategies.datasets().filter(lambda dataset: dataset.resources))
def test_every_package_is_one_by_the_official_profile(dataset):
    package = to_data_package(dataset)
    PROFILE.validate(package)
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names)
    for each in package["resources"]:
        for key in each.get("schema", {}).get("foreignKeys", []):
            assert key["reference"]["resource"] in names


@given(strategies.datasets())
def test_what_is_written_lies_in_the_folder(dataset):
    with tempfile.TemporaryDirectory() as folder:
        tables = {each.name: __file__ for each in dataset.resources}
        written = write_data_package(dataset, Path(folder, "out"), tables)
        lists = {each["name"] for each in to_data_package(dataset).get("resources", [])} - set(tables)
        assert len(written) == 1 + len(tables) + len(lists)
        assert all(Path(folder, "out").resolve() in each.resolve().parents for each in written)
        assert {each.name for each in Path(folder).iterdir()} == {"out"}
        assert write_data_package(dataset, Path(folder, "out"), tables) == written


@given(strategies.datasets())
def test_the_graph_names_what_the_data_set_names(dataset):
    from rdflib import DCAT, RDF, Graph, URIRef

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own reader of JSON-LD
        graph = Graph().parse(data=json.dumps(to_dcat(dataset)), format="json-ld")
    (subject,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert subject == URIRef(to_dcat(dataset)["@id"])
    assert len(set(graph.objects(subject, DCAT.distribution))) == len(dataset.resources)
    assert {str(each) for each in graph.objects(subject, DCAT.keyword)} == set(dataset.keywords)


@given(strategies.releases())
def test_a_release_comes_back_from_its_document(release):
    assert interchange.from_dict(json.loads(json.dumps(interchange.to_dict(release)))) == release
    RELEASE.validate(interchange.to_dict(release))


@given(strategies.datasets())
def test_the_checks_answer_for_any_data_set(dataset):
    report = check_principles(dataset)
    for each in report.first:
        assert each.message("id")
        assert each.message("en")
    assert sum(len(check.findings) for check in report.checks) == len(report.first)
    for principle, held in report.findings.items():
        passed, examined = report.passed(principle)
        assert passed <= examined
        assert (passed < examined) == any(each.severity == "error" for each in held)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["KIB", "Wilayah", "Lain"]),
            st.text(max_size=5)
            | st.lists(st.integers())
            | st.integers()
            | st.floats()
            | st.none()
            | st.booleans()
            | st.dates(),
        ),
        max_size=5,
    ),
    st.permutations(list(ColumnType)),
)
def test_any_cell_is_answered_by_a_finding(rows, kinds):
    held = [
        Column(name=name, type=kind) for name, kind in zip(["KIB", "Wilayah", "Lain"], kinds, strict=False)
    ]
    dataset = Dataset(name="a1", resources=[Resource(name="t1", columns=held, key=["KIB"], dated_by="Lain")])
    report = check_principles(dataset, rows)
    assert report.rows == len(rows)


@given(
    st.lists(st.tuples(st.sampled_from(["62.02", "6202", "93.01", "99.01", ""]), st.dates()), max_size=8),
    st.integers(1, 3),
)
def test_rows_taken_together_are_judged_one_by_one(pairs, together):
    wilayah = Column(name="Wilayah", concept="EventRecord.region", code_list="kemendagri")
    day = Column(name="Tanggal", type="date", concept="Event.date")
    dataset = Dataset(
        name="a1",
        resources=[Resource(name="t1", columns=[wilayah, day], key=["Wilayah"], dated_by="Tanggal")],
    )
    rows = [{"Wilayah": code, "Tanggal": on.isoformat()} for code, on in pairs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("satudata.standards.checks._rows._BATCH_ROWS", together)
        told = [each for each in check_principles(dataset, rows).first if each.code.startswith("cells")]
    counted = Counter()
    first = {}
    for number, row in enumerate(rows, start=1):
        alone = [each for each in check_principles(dataset, [row]).first if each.code.startswith("cells")]
        for each in alone:
            counted[each.code] += 1
            first.setdefault(each.code, f"row {number}")
    assert {(each.code, each.data["number"], each.where) for each in told} == {
        (code, number, first[code]) for code, number in counted.items()
    }
