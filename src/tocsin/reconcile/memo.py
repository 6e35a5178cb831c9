"""What was worked out before, as much of it as there is room for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import _lru_cache_wrapper

K = TypeVar("K")
V = TypeVar("V")
_known: list[_lru_cache_wrapper[object]] = []


def remembered(most: int) -> Callable[[Callable[..., V]], _lru_cache_wrapper[V]]:
    """As `functools.lru_cache(most)`, for what is worth knowing during one turn; see `forget`."""

    def keep(function: Callable[..., V]) -> _lru_cache_wrapper[V]:
        found = lru_cache(maxsize=most)(function)
        _known.append(found)
        return found

    return keep


def forget() -> None:
    """Let go of all that is `remembered`.

    Names of blocks grow with each day and place, and few are met again; and one small string is
    enough to keep a megabyte of a turn's memory from being given back.
    """
    for one in _known:
        one.cache_clear()


class Memo(Generic[K, V]):
    """Values by key; a full one forgets all and begins anew, so that looking up costs nothing."""

    def __init__(self, most: int) -> None:
        """Hold at most `most` values."""
        self._most = most
        self._held: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The value kept for `key`, if any."""
        return self._held.get(key)

    def keep(self, key: K, value: V) -> V:
        """Keep `value`, and give it back."""
        if len(self._held) >= self._most:
            self._held.clear()
        self._held[key] = value
        return value
