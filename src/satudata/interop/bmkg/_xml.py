"""XML as a tree of elements; a document type and entities of its own are refused, since they can grow without end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, final

import attrs

from satudata.errors import InvalidRecordError

#: Feeds have five levels at most.
_DEEPEST = 32


@final
@attrs.define
class Element:
    """An element: its name and attributes in small letters and without namespace, its text, its children."""

    name: str
    attributes: Mapping[str, str]
    text: str | None = None
    children: list[Element] = attrs.field(factory=list)

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((each for each in self.children if each.name == name), None)

    def named(self, name: str) -> Iterator[Element]:
        """Every element of that name below this one, in the order of the document."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            if each.name == name:
                yield each
            waiting += reversed(each.children)

    def row(self) -> dict[str, Any]:
        """The children by name, the first of each: their text, or their own children."""
        found: dict[str, Any] = {}
        for each in self.children:
            found.setdefault(each.name, each.row() if each.children else each.text)
        return found


def read_xml(content: bytes) -> Element:
    """The outermost element of a document.

    Raises :class:`~satudata.InvalidRecordError` for what is no XML, is nested too deeply or has a document type.

    >>> read_xml(b"<Infogempa><gempa><Jam>09:59:47 WIB</Jam></gempa></Infogempa>").children[0].row()
    {'jam': '09:59:47 WIB'}
    """
    from xml.parsers import expat

    root = Element("", {})
    path = [root]
    texts: list[str] = []

    def refuse(*_: object) -> None:
        raise InvalidRecordError("feed", "<!DOCTYPE", "XML without a document type (DTD) and entities")

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(path) > _DEEPEST:
            raise InvalidRecordError("feed", f"<{name[:40]}>", f"nested deeper than {_DEEPEST}")
        texts.clear()
        made = Element(_bare(name), {_bare(key): value for key, value in attributes.items()})
        path[-1].children.append(made)
        path.append(made)

    def end(name: str) -> None:
        text = "".join(texts).strip()
        path.pop().text = text or None
        texts.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, InvalidRecordError):
            raise
        raise InvalidRecordError("feed", content[:40], f"no XML: {error}") from None
    return root.children[0]


def _bare(name: str) -> str:
    return name.rpartition(":")[2].casefold()
