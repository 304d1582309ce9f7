"""Marks within marks: to a depth that no stack minds, and down to what is read first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from alliance_minutes.values import Closed, Emphasis, Link, Strong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.values import Run, Words

_DEEPEST = 32


def shallow(words: Words) -> Words:
    """The words with marks nested at most 32 deep; below that, emphasis and links go and what is closed stays closed."""
    return _cut(words, _DEEPEST) if _is_deep(words) else words


def _is_deep(words: Words) -> bool:
    waiting = [(words, 0)]
    while waiting:
        inner, depth = waiting.pop()
        if depth > _DEEPEST:
            return True
        waiting.extend(
            (run.words, depth + 1) for run in inner if isinstance(run, (Emphasis, Strong, Link, Closed))
        )
    return False


def _cut(words: Words, left: int) -> Words:
    if not left:
        return tuple(_flat(words, keep_closed=True))
    return tuple(
        evolve(run, words=_cut(run.words, left - 1))
        if isinstance(run, (Emphasis, Strong, Link, Closed))
        else run
        for run in words
    )


def _flat(words: Words, *, keep_closed: bool) -> Iterator[Run]:
    waiting: list[Run] = list(reversed(words))
    while waiting:
        run = waiting.pop()
        if isinstance(run, Closed) and keep_closed:
            yield Closed(tuple(_flat(run.words, keep_closed=False)), run.ground)
        elif isinstance(run, (Emphasis, Strong, Link, Closed)):
            waiting.extend(reversed(run.words))
        else:
            yield run


def opening_runs(words: Words) -> Iterator[Run]:
    """The first run that is not blank, and the first within it, down to what is read first."""
    while True:
        first = next((run for run in words if not (isinstance(run, str) and not run.strip())), None)
        if first is None:
            return
        yield first
        if not isinstance(first, (Emphasis, Strong, Link, Closed)):
            return
        words = first.words
