"""The form of a schema id or of a type; forms of other packages are imported when one is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any

from satudata._ground.forms import Form
from satudata._ground.kinds import JSON
from satudata.errors import InvalidRecordError, WrongTypeError, shown
from satudata.interchange._event_forms import FORMS

#: The module that has the form of a schema, if it is not among those of events.
HOMES = {
    f"satudata.{name}": f"satudata.{module}"
    for module, names in {
        "cooperation._forms": ("agreement", "portfolio"),
        "interchange._reference_forms": ("disaster-type", "finding", "glide", "region"),
        "interchange._report_forms": ("declaration", "displaced", "site-report"),
        "interchange._result_forms": ("evaluation", "event-counts"),
        "issuing._forms": ("proposal", "register", "register-acknowledgement", "register-entry"),
        "standards._activity": ("activity", "indicator", "variable"),
        "standards._code_lists": ("code-entry", "code-list"),
        "standards._dataset": ("dataset",),
        "standards._release": ("release",),
        "standards._standards": ("data-standard",),
    }.items()
    for name in names
}


def by_schema(schema: JSON) -> Form:
    own = {form.schema: form for form in FORMS}
    if isinstance(schema, str) and schema in own:
        return own[schema]
    if isinstance(schema, str) and schema in HOMES:
        return next(form for form in _forms_in(HOMES[schema]) if form.schema == schema)
    raise InvalidRecordError("/schema", schema, f"no such schema; known: {', '.join([*own, *sorted(HOMES)])}")


def form_of(kind: type[Any]) -> Form:
    """Return the form of a type; raises :class:`~satudata.WrongTypeError` if it has none."""
    for form in chain(FORMS, _elsewhere()):
        if form.type is kind:
            return form
    name = getattr(kind, "__name__", shown(kind))
    raise WrongTypeError(
        f"{name} has no form for interchange; KIB, Event, Impact and the other records have one"
    )


def has_form(kind: type[Any]) -> bool:
    """Whether a type has a form; a type of another package has none, and imports nothing.

    >>> from satudata import KIB
    >>> has_form(KIB), has_form(dict)
    (True, False)
    """
    is_ours = str(getattr(kind, "__module__", "")).partition(".")[0] == "satudata"
    return is_ours and kind in _types()


@cache
def _types() -> frozenset[type[Any]]:
    return frozenset(form.type for form in all_forms())


@cache
def _forms_in(home: str) -> tuple[Form, ...]:
    forms: Iterable[Form] = import_module(home).FORMS
    return tuple(forms)


def all_forms() -> tuple[Form, ...]:
    """Return every form."""
    return (*FORMS, *_elsewhere())


def _elsewhere() -> Iterator[Form]:
    for home in sorted(set(HOMES.values())):
        yield from _forms_in(home)
