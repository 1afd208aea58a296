"""Data sets, their files and columns, and their way to publication."""

from __future__ import annotations

import datetime
from typing import Any

import attrs
from hypothesis import strategies as st

from satudata.findings import finding
from satudata.phases import Phase
from satudata.standards import (
    Column,
    ColumnType,
    Dataset,
    DeclaredStandard,
    Frequency,
    Party,
    Release,
    ReleaseAction,
    ReleaseStep,
    Resource,
    Role,
    all_standards,
)
from satudata.strategies._metadata import activities, indicators, variables
from satudata.strategies._texts import days, short, slugs


def parties() -> st.SearchStrategy[Party]:
    """Parties in every role, some with an address."""
    names = st.sampled_from(("BPBD Contoh", "Walidata Contoh"))
    return st.builds(Party, names, st.sampled_from(Role), st.none() | st.just("data@contoh.example"))


def declared_standards() -> st.SearchStrategy[DeclaredStandard]:
    """Data standards, more or less filled in."""
    return st.builds(DeclaredStandard, **{each.name: short() for each in attrs.fields(DeclaredStandard)})


def columns() -> st.SearchStrategy[Column]:
    """Columns of any heading and type, with concepts and code lists that are known and others."""
    return st.builds(
        Column,
        name=short(),
        type=st.sampled_from(ColumnType),
        concept=st.none() | st.sampled_from((*all_standards(), "Tide.height")),
        standard=st.none() | declared_standards(),
        code_list=st.sampled_from((None, "kemendagri", "disaster-types", "lain")),
        by_name=st.booleans(),
        format=st.sampled_from(("", "%d/%m/%Y")),
        required=st.booleans(),
    )


_columns = columns  # a parameter below has its name


def resources(
    names: st.SearchStrategy[str] | None = None, columns: st.SearchStrategy[Column] | None = None
) -> st.SearchStrategy[Resource]:
    """Resources of any format, in a file of their own name or published elsewhere."""

    def built(name: str, place: str, **fields: Any) -> Resource:
        return Resource(name=name, path=place and f"{place}/{name}.csv", **fields)

    fields: dict[str, st.SearchStrategy[Any]] = {
        "name": slugs() if names is None else names,
        "place": st.sampled_from(("", "data")),
        "url": st.sampled_from(("", "https://data.contoh.example/berkas")),
        "format": st.sampled_from(("csv", "TSV", "Parquet", "geojson", "pdf", "", "../x")),
        "title": short(),
        "description": short(),
        "delimiter": st.sampled_from(("", ";")),
    }

    def with_columns(chosen: list[Column]) -> st.SearchStrategy[Resource]:
        heading = st.sampled_from([each.name for each in chosen] or ["A"])
        return st.builds(
            built,
            **fields,
            columns=st.just(chosen),
            key=st.lists(heading, max_size=2, unique=True),
            dated_by=st.none() | heading,
        )

    return st.lists(_columns() if columns is None else columns, max_size=3).flatmap(with_columns)


_resources = resources  # a parameter below has its name


def datasets(resources: st.SearchStrategy[Resource] | None = None) -> st.SearchStrategy[Dataset]:
    """Data sets, more or less filled in.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> named = resources(names=st.just("kejadian"))
    >>> find(datasets(named), lambda dataset: dataset.resources, settings=first).resources[0].name
    'kejadian'
    """
    files = _resources() if resources is None else resources
    return st.builds(
        Dataset,
        name=slugs(),
        **{name: short() for name in ("title", "description", "data_version", "owner_org")},
        standard=st.none() | declared_standards(),
        issued=st.none() | days(),
        modified=st.none() | days(),
        frequency=st.none() | st.sampled_from(Frequency),
        url=st.sampled_from(("", "https://data.contoh.example/dataset/a1")),
        license=st.sampled_from(("", "odc-by", "other-closed")),
        private=st.booleans(),
        priority=st.booleans(),
        keywords=st.lists(short().filter(str.strip), max_size=2),
        groups=st.lists(st.sampled_from(("bencana", "sosial")), max_size=2),
        phases=st.lists(st.sampled_from(Phase), max_size=3),
        parties=st.lists(parties(), max_size=3),
        activity=st.none() | activities(),
        variables=st.lists(variables(), max_size=2),
        indicators=st.lists(indicators(), max_size=1),
        resources=st.lists(files, max_size=2, unique_by=lambda each: each.name),
    )


def releases() -> st.SearchStrategy[Release]:
    """Releases at any step on the way to publication, often sent back.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(releases(), lambda release: release.steps, settings=first).steps[0].action
    ReleaseAction.PLAN
    """
    steps = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=10)
    return st.builds(_walked, st.booleans(), steps)


def _walked(priority: bool, steps: list[tuple[int, int]]) -> Release:
    release, on = Release(dataset="kejadian-2024", priority=priority), datetime.date(2024, 1, 1)
    for choice, waited in steps:
        may = sorted((action, role) for action, roles in release.next_actions.items() for role in roles)
        if not may:
            break
        (action, role), on = may[choice % len(may)], on + datetime.timedelta(waited)
        step = ReleaseStep(
            action=action,
            by=Party(role.label(), role),
            on=on,
            findings=[finding("column-absent", "row 1", column="Meninggal")]
            if action is ReleaseAction.SEND_BACK
            else [],
        )
        release = attrs.evolve(release, steps=(*release.steps, step))
    return release
