"""Aligning two sequences: which of one is which of the other. In about linear time, whatever they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    Pair = tuple[int, int]

T = TypeVar("T")
_SMALL = 40_000  # cells of a table that is filled in whole; a larger one is parted first


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Places in both sequences that hold the same, in rising order in both: what stayed.

    What stands once in both is an anchor (patience differencing, Cohen); between anchors the same is done again.
    """
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, start, end = waiting.pop()
        while low < high and start < end and old[low] == new[start]:
            found.append((low, start))
            low, start = low + 1, start + 1
        while low < high and start < end and old[high - 1] == new[end - 1]:
            high, end = high - 1, end - 1
            found.append((high, end))
        if low == high or start == end:
            continue
        anchors = _anchors(old, new, range(low, high), range(start, end))
        if anchors:
            for place, other in anchors:
                waiting.append((low, place, start, other))
                low, start = place + 1, other + 1
                found.append((place, other))
            waiting.append((low, high, start, end))
        else:
            pairs = _in_turn(old[low:high], new[start:end])
            found.extend((low + place, start + other) for place, other in pairs)
    return sorted(found)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], within: range, others_within: range
) -> list[Pair]:
    places = {old[place]: place for place in within}
    counts = Counter(old[place] for place in within)
    others = Counter(new[other] for other in others_within)
    both = [
        (places[new[other]], other)
        for other in others_within
        if others[new[other]] == 1 and counts[new[other]] == 1
    ]
    return [both[index] for index in rising([place for place, _ in both])]


def _in_turn(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The longest that both have in common where that is soon found; else the first of each that is the same."""
    if len(old) * len(new) <= _SMALL:
        return best(old, new, lambda one, other: 1.0 if one == other else 0.0)
    pairs: list[Pair] = []
    at = 0
    after: dict[Hashable, list[int]] = {}
    for place, one in enumerate(old):
        after.setdefault(one, []).append(place)
    for other, one in enumerate(new):
        places = after.get(one, [])
        index = bisect_left(places, at)
        if index < len(places):
            pairs.append((places[index], other))
            at = places[index] + 1
    return pairs


def best(old: Sequence[T], new: Sequence[T], score: Callable[[T, T], float]) -> list[Pair]:
    """The pairs in rising order that score most together; what scores nothing is no pair."""
    table = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    scores = [[score(one, other) for other in new] for one in old]
    for place in range(len(old) - 1, -1, -1):
        for other in range(len(new) - 1, -1, -1):
            paired = table[place + 1][other + 1] + scores[place][other] if scores[place][other] > 0 else 0.0
            table[place][other] = max(table[place + 1][other], table[place][other + 1], paired)
    return list(_traced(table, scores))


def _traced(table: list[list[float]], scores: list[list[float]]) -> Iterator[Pair]:
    place = other = 0
    while place < len(scores) and other < len(scores[0]):
        here = scores[place][other]
        if here > 0 and table[place][other] == table[place + 1][other + 1] + here:
            yield place, other
            place, other = place + 1, other + 1
        elif table[place][other] == table[place + 1][other]:
            place += 1
        else:
            other += 1


def rising(numbers: Sequence[int]) -> list[int]:
    """Indexes of a longest part of the numbers that rises."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(number)
            at.append(index)
        else:
            tails[place], at[place] = number, index
    found: list[int] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
