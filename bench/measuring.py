"""Measuring: variants in random order within each round, ratios within the round, medians over the rounds.

Seconds drift with whatever else a machine does; two variants timed right after each other drift together. So a figure
is the ratio of a variant to its floor in the same round, and what is told is the median of those ratios and the
quartiles around it.
"""

from __future__ import annotations

import gc
import statistics
import sys
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from attrs import asdict, frozen

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    Variant = Callable[[], AbstractContextManager[Callable[[], object]]]
    """Prepares one timing, gives the work to be timed, and clears up after it; only the work is timed."""


@frozen(kw_only=True)
class Job:
    """A job of the library and the name of its variant.

    Attributes:
        work: what is done, in words.
        unit: what the seconds are given for.
        units: how many of them one timing does.
        target: the ratio that is aimed at, or ``None``.
    """

    work: str
    variant: Variant
    unit: str
    units: int = 1
    target: float | None = None


@frozen(kw_only=True)
class Group:
    """Jobs that are timed beside the same floor.

    Attributes:
        floor: what the floor is, in words: the least that any program in Python must do for these jobs.
        base: the variant of the floor.
    """

    floor: str
    base: Variant
    jobs: Sequence[Job]


@frozen(kw_only=True)
class Figure:
    """One row of the table; times in seconds for one unit, medians over the rounds."""

    work: str
    floor: str
    unit: str
    floor_seconds: float
    seconds: float
    ratio: float
    lower_quartile: float
    upper_quartile: float
    rounds: int
    target: float | None

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        return "" if self.target is None else "pass" if self.ratio <= self.target else "miss"

    def as_json(self) -> dict[str, object]:
        """The row as JSON."""
        return asdict(self)


def measure(group: Group, rounds: int, order: random.Random) -> list[Figure]:
    """Time the jobs of a group and their floor in so many rounds."""
    variants = [group.base, *(job.variant for job in group.jobs)]
    for variant in variants:  # once for the caches of Python, SQLite and the disk
        _timed(variant)
    taken: list[list[float]] = [[] for _ in variants]
    for _ in range(rounds):
        turns = list(range(len(variants)))
        order.shuffle(turns)
        for turn in turns:
            taken[turn].append(_timed(variants[turn]))
    return [
        _figure(group, job, taken[0], seconds) for job, seconds in zip(group.jobs, taken[1:], strict=True)
    ]


def _timed(variant: Variant) -> float:
    with variant() as work:
        gc.collect()
        begun = perf_counter()
        work()
        return perf_counter() - begun


def _figure(group: Group, job: Job, floor: list[float], seconds: list[float]) -> Figure:
    ratios = [one / other for one, other in zip(seconds, floor, strict=True)]
    lower, middle, upper = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return Figure(
        work=job.work,
        floor=group.floor,
        unit=job.unit,
        floor_seconds=statistics.median(floor) / job.units,
        seconds=statistics.median(seconds) / job.units,
        ratio=middle,
        lower_quartile=lower,
        upper_quartile=upper,
        rounds=len(ratios),
        target=job.target,
    )


def variant(work: Callable[[], object]) -> Variant:
    """A variant that needs no preparation."""

    @contextmanager
    def ready() -> Iterator[Callable[[], object]]:
        yield work

    return ready


def say(words: str) -> None:
    """Tell how far it is, beside the results."""
    print(words, file=sys.stderr, flush=True)
