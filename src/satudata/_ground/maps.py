"""A mapping that is a value: immutable, hashable, picklable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar, final, overload

from satudata._ground.paths import public
from satudata.errors import WrongTypeError

K = TypeVar("K")
V = TypeVar("V")


@public("satudata")
class FrozenMap(Mapping[K, V], Generic[K, V]):
    """A mapping that cannot be changed. It equals any mapping with the same items and prints as a ``dict``.

    >>> FrozenMap({"sawah": 1}), FrozenMap({"sawah": 1}) == {"sawah": 1}, len({FrozenMap(), FrozenMap()})
    ({'sawah': 1}, True, 1)
    """

    __slots__ = ("_items",)

    _items: dict[K, V]

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, tuple[dict[K, V]]]:
        return type(self), (self._items,)


@public("satudata")
@final
class Counts(FrozenMap[K, int]):
    """A frozen mapping to whole numbers; an absent key counts zero.

    A key of another type than the existing keys raises ``TypeError``, since its zero would be wrong.

    >>> Counts({"62": 3})["11"]
    0
    """

    __slots__ = ()

    def __getitem__(self, key: K) -> int:
        number = self._items.get(key)
        if number is not None:
            return number
        first = next(iter(self._items), key)
        if type(first) is not type(key):
            raise WrongTypeError(f"the keys are {type(first).__name__}", type(key), repr(first))
        return 0

    @overload
    def get(self, key: K, default: None = None, /) -> int | None: ...

    @overload
    def get(self, key: K, default: V, /) -> int | V: ...

    def get(self, key: K, default: object = None, /) -> object:
        """The number, or *default* where there is none."""
        return self._items.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._items
