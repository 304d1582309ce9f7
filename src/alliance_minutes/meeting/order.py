"""The order of the minutes: that of recording, but for what was added or moved to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Order:
    """The versions of a meeting in the order of its minutes. Nothing raises: what cannot be done is left undone.

    A ring with 0 before the first and after the last, so that a place is found in no time in any number of entries.
    """

    __slots__ = ("_after", "_before")

    def __init__(self) -> None:
        self._after = {0: 0}
        self._before = {0: 0}

    def __iter__(self) -> Iterator[int]:
        at = self._after[0]
        while at:
            yield at
            at = self._after[at]

    def following(self, version: int) -> int:
        """The version that stands behind another one; 0 behind the last, and of 0 the first."""
        return self._after[version]

    @property
    def last(self) -> int:
        """The last version in the minutes; 0 for none."""
        return self._before[0]

    def put(self, version: int, after: int | None = None) -> None:
        """Put the next entry at the end, or behind another one."""
        behind = after if after and after in self._after and after != version else self._before[0]
        self._join(behind, version, version)

    def move(self, first: int, through: int | None, after: int) -> None:
        """Move a row of entries, from ``first`` through another one, behind an entry that is not among them."""
        last = first if through is None else through
        if not {first, last, after} <= self._after.keys() or 0 in {first, last}:
            return
        at = first
        while at not in {last, after, 0}:
            at = self._after[at]
        if at != last or last == after or self._before[first] == after:
            return
        self._link(self._before[first], self._after[last])
        self._join(after, first, last)

    def _join(self, behind: int, first: int, last: int) -> None:
        following = self._after[behind]
        self._link(behind, first)
        self._link(last, following)

    def _link(self, one: int, other: int) -> None:
        self._after[one] = other
        self._before[other] = one
