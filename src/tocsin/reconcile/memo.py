"""What was worked out before, as much of it as there is room for."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


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
