"""Whether the edges of a polygon cross each other, by a sweep from west to east."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import TypeAlias

_Position: TypeAlias = tuple[float, float]
#: An edge from its western end to its eastern one; a vertical edge from south to north.
_Edge: TypeAlias = tuple[_Position, _Position]

_ENDS, _BEGINS = 0, 1


def crossing(rings: Iterable[Sequence[_Position]]) -> _Position | None:
    """The western end of an edge that crosses another one of these closed rings; ``None`` where none does.

    Rings that only touch, in a corner or along an edge, do not cross. The time grows with the number of edges and
    little more: only neighbours along the sweep are compared.

    Source: RFC 7946, 3.1.6 (rings), by way of OGC Simple Features: a ring is simple.

    >>> crossing([[(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]])
    (0, 0)
    >>> crossing([[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]]) is None
    True
    """
    edges = [_from_west(start, end) for ring in rings for start, end in pairwise(ring) if start != end]
    steps = [(edge[0], _BEGINS, number) for number, edge in enumerate(edges)]
    steps += [(edge[1], _ENDS, number) for number, edge in enumerate(edges)]
    active: list[_Edge] = []
    for _, what, number in sorted(steps):
        edge = edges[number]
        if what == _BEGINS:
            at = _place(active, edge)
            around = [(edge, other) for other in active[max(0, at - 1) : at + 1]]
            active.insert(at, edge)
        else:
            at = _found(active, edge)
            around = list(pairwise(active[max(0, at - 1) : at] + active[at + 1 : at + 2]))
            del active[at]
        for one, other in around:
            if _cross(one, other):
                return min(one, other)[0]
    return None


def _from_west(start: _Position, end: _Position) -> _Edge:
    return (start, end) if start < end else (end, start)


def _side(edge: _Edge, point: _Position) -> float:
    """Positive where the point is north of the edge, negative where it is south, 0 on its line."""
    (x1, y1), (x2, y2) = edge
    return (x2 - x1) * (point[1] - y1) - (y2 - y1) * (point[0] - x1)


def _place(active: list[_Edge], edge: _Edge) -> int:
    """Where an edge that begins now belongs among the active ones, from south to north."""
    low, high = 0, len(active)
    while low < high:
        middle = (low + high) // 2
        side = _side(active[middle], edge[0]) or _side(active[middle], edge[1])
        low, high = (middle + 1, high) if side > 0 else (low, middle)
    return low


def _found(active: list[_Edge], edge: _Edge) -> int:
    """Where an edge that ends now is among the active ones."""
    low, high = 0, len(active)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if _side(active[middle], edge[1]) > 0 else (low, middle)
    # It is the first, but for edges that touch; rounding may put it before.
    return next(at for at in chain(range(low, len(active)), range(low)) if active[at] is edge)


def _cross(one: _Edge, other: _Edge) -> bool:
    """Whether each edge has its ends on different sides of the other one."""
    return _side(one, other[0]) * _side(one, other[1]) < 0 and _side(other, one[0]) * _side(other, one[1]) < 0
