"""What a later act of closing or opening means for words as they were at an earlier moment.

Openness holds now, for every moment that is asked about. But the words that such an act carries are those of its own
time, and an earlier moment has to show its own: so the act is carried over where the words are the same, and where
they are others the whole field is closed, for nothing tells which part of it is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from alliance_minutes.events import Point, passage_fields
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong, walk
from alliance_minutes.values.passages import without_closures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.events import Event, Passage
    from alliance_minutes.values import Words

_Marks: TypeAlias = tuple[str, ...]


def carried(then: Passage, act: Passage, ground: str | None) -> Passage:
    """A field of an earlier moment, as open as a later act leaves it.

    Args:
        then: the field as it was.
        act: the field as the act carries it.
        ground: on which the act closes something, or ``None`` when it closes nothing.
    """
    if alike(then, act) or any(isinstance(run, Erased) for words in texts(act) for run in walk(words)):
        return act  # what is gone from the act is gone from these too
    if ground is None or not then:
        return then
    return closed_whole(then, ground)


def texts(passage: Passage) -> list[Words]:
    """The words of a field: those of each line, where it is a list."""
    lines = [one.text for one in passage if isinstance(one, Point)]
    if lines or not passage:
        return lines
    return [passage]  # type: ignore[list-item]  # no line is among them: it is words


def with_texts(passage: Passage, anew: Sequence[Words]) -> Passage:
    """A field with other words: those of each line, where it is a list."""
    if passage and isinstance(passage[0], Point):
        return tuple(evolve(one, text=text) for one, text in zip(passage, anew, strict=True))
    return anew[0] if anew else ()


def closed_whole(passage: Passage, ground: str) -> Passage:
    """A field of which nothing is open; of a list nobody learns how many lines it has."""
    every = tuple(run for words in texts(passage) for run in without_closures(words))
    closed = (Closed(every, ground),)
    return (Point(closed),) if isinstance(passage[0], Point) else closed


def opened(passage: Passage) -> Passage:
    """A field with nothing in it marked as closed."""
    return with_texts(passage, [without_closures(words) for words in texts(passage)])


def alike(one: Passage, other: Passage) -> bool:
    """Whether two fields say the same, whatever of them is closed."""
    return _frame(one) == _frame(other) and all(
        _spans(mine) == _spans(yours) for mine, yours in zip(texts(one), texts(other), strict=True)
    )


def _frame(passage: Passage) -> list[tuple[int, str | None] | None]:
    """What a field is made of: words, or lines with their levels and numbers."""
    lines = [(one.level, one.number) for one in passage if isinstance(one, Point)]
    return list(lines) or [None] * bool(passage)


def ground_in(passage: Passage) -> str | None:
    """The first ground on which something of a field is closed."""
    return next(
        (run.ground for words in texts(passage) for run in walk(words) if isinstance(run, Closed)), None
    )


def left_open(before: Event, instead: Event) -> dict[str, str]:
    """Fields of which something was closed, and of which a correction does not say what is closed now: the ground."""
    grounds = {field: ground_in(getattr(before, field)) for field in passage_fields(type(before))}
    return {
        field: ground
        for field, ground in grounds.items()
        if ground is not None and getattr(instead, field) and ground_in(getattr(instead, field)) is None
    }


def _spans(words: Words) -> list[tuple[str | Mention | Erased, _Marks]]:
    """Text and mentions with the marks they stand in; text under the same marks is joined, however it was parted."""
    joined: list[tuple[list[str] | Mention | Erased, _Marks]] = []
    _gather(words, (), joined)
    return [("".join(one) if isinstance(one, list) else one, marks) for one, marks in joined]


def _gather(words: Words, marks: _Marks, joined: list[tuple[list[str] | Mention | Erased, _Marks]]) -> None:
    for run in words:
        match run:
            case str():
                if joined and joined[-1][1] == marks and isinstance(joined[-1][0], list):
                    joined[-1][0].append(run)
                else:
                    joined.append(([run], marks))
            case Closed(inner, _):
                _gather(inner, marks, joined)
            case Emphasis(inner):
                _gather(inner, (*marks, "emphasis"), joined)
            case Strong(inner):
                _gather(inner, (*marks, "strong"), joined)
            case Link(inner, url):
                _gather(inner, (*marks, url), joined)
            case Mention() | Erased():
                joined.append((run, marks))
