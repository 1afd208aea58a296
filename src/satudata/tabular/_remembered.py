"""A dictionary that reads what it lacks, so that each distinct thing in a table is read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, final

K = TypeVar("K")
V = TypeVar("V")


@final
class Remembered(dict[K, V], Generic[K, V]):
    """What *read* says of each key, worked out on first use; memory is bounded by *limit* entries.

    A full dictionary forgets all entries: a table in which no two rows are the same costs time, not memory.

    >>> squares = Remembered(lambda number: number * number, limit=2)
    >>> squares[2], squares[3], len(squares), squares[4], len(squares)
    (4, 9, 2, 16, 1)
    """

    __slots__ = ("_limit", "_read")

    def __init__(self, read: Callable[[Any], V], *, limit: int = 50_000) -> None:
        super().__init__()
        self._read = read
        self._limit = limit

    def __missing__(self, key: K) -> V:
        value = self._read(key)
        if len(self) >= self._limit:
            self.clear()
        self[key] = value
        return value
