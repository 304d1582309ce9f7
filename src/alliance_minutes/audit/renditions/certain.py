"""The first place where a file differs in the words of entries in which nothing erased can have had a part.

Each of these entries is compared by itself, whatever stands before it, so no gap hides a change behind it.
"""

from __future__ import annotations

import re
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from alliance_minutes.audit.renditions.passages import Passage


_COUNTED = re.compile(r"(?<= id=)'#?p[0-9]+(?:-[a-z]+)?'|(?<= aria-labelledby=)'p[0-9]+(?:-[a-z]+)?'")
"""Ids that a page gives by counting: they shift where something before them was erased."""


def _unnumbered(one: Passage) -> str:
    return _COUNTED.sub("''", one.written)


def first_change(
    ours: Sequence[Passage], theirs: Sequence[Passage], doubtful: Container[int | None]
) -> tuple[Passage | None, Passage | None] | None:
    """What the book and the file have at the first place that is certainly another, or nothing.

    Args:
        ours, theirs: the passages, each with its entry, where the file tells them apart.
        doubtful: the entries in which something erased may have had a part.
    """
    mine, his = _by_entry(ours), _by_entry(theirs)
    unsure = _around(ours, doubtful) | _around(theirs, doubtful)
    for version, places in mine.items():
        if version in doubtful:
            continue
        one, other = [ours[at] for at in places], [theirs[at] for at in his.get(version, ())]
        if version in unsure:
            # what it says comes first; the frame of what is in it, or comes next, may go with that
            one, other = _first_words(one), _first_words(other)
        for expected, given in zip_longest(one, other):
            if expected is None or given is None or _unnumbered(expected) != _unnumbered(given):
                return expected, given
    return None


def first_missing(
    ours: Sequence[Passage], theirs: Sequence[Passage], doubtful: Container[int | None]
) -> tuple[Passage | None, Passage | None] | None:
    """The same where nothing tells the entries of the file apart: its passages must be there, in this order."""
    there = {one.written for one in theirs}
    sure = [one for one in ours if one.version is not None and one.version not in doubtful]
    absent = next((one for one in sure if one.written not in there), None)
    here = 0
    for one in sure:
        found = here
        while one is not absent and found < len(theirs) and theirs[found].written != one.written:
            found += 1
        if one is absent or found == len(theirs):
            return one, _nearest(one, theirs[here:], {mine.written for mine in ours})
        here = found + 1
    return None


def _nearest(one: Passage, among: Iterable[Passage], known: Container[str]) -> Passage | None:
    """The passage that has most words of this one, for any other may be one that was erased."""
    words = set(one.text.split())
    strange = (other for other in among if other.written not in known)
    found = max(strange, key=lambda other: len(words.intersection(other.text.split())), default=None)
    return found if found is not None and not words.isdisjoint(found.text.split()) else None


def _by_entry(passages: Iterable[Passage]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at, one in enumerate(passages):
        if one.version is not None:
            found.setdefault(one.version, []).append(at)
    return found


def _around(passages: Sequence[Passage], doubtful: Container[int | None]) -> set[int]:
    """The entries that have a doubtful one in them, or right behind them."""
    nested = any(one.within is not None for one in passages)
    # where an entry is no element, what follows the last one goes by its number, such as the heading of the legend
    before = [
        0,
        *accumulate(one.version in doubtful if one.version is not None else not nested for one in passages),
    ]
    return {
        version
        for version, places in _by_entry(passages).items()
        if before[min(places[-1] + 2, len(passages))] > before[places[0]]
    }


def _first_words(passages: Iterable[Passage]) -> list[Passage]:
    return [one for one in passages if one.text][:1]
