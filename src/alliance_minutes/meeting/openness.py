"""What a later act of closing or opening means for words as they were at an earlier moment.

Openness holds now, for every moment that is asked about. But the words that such an act carries are those of its own
time, and an earlier moment has to show its own: so the act is carried over where the words are the same, and where
they are others the whole field is closed, for nothing tells which part of it is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong, walk

if TYPE_CHECKING:
    from alliance_minutes.values import Run, Words

_Marks: TypeAlias = tuple[str, ...]


def carried(then: Words, act: Words, ground: str | None) -> Words:
    """The words of an earlier moment, as open as a later act leaves that field.

    Args:
        then: the words as they were.
        act: the words of the field as the act carries them.
        ground: on which the act closes something, or ``None`` when it closes nothing.
    """
    if alike(then, act) or any(isinstance(run, Erased) for run in walk(act)):
        return act  # what is gone from the act is gone from these too
    if ground is None or not then:
        return then
    return (Closed(without_closures(then), ground),)


def alike(one: Words, other: Words) -> bool:
    """Whether two texts say the same, whatever of them is closed."""
    return _spans(one) == _spans(other)


def without_closures(words: Words) -> Words:
    """The words with nothing in them marked as closed."""
    bare: list[Run] = []
    for run in words:
        match run:
            case Closed(inner, _):
                bare.extend(without_closures(inner))
            case Emphasis(inner):
                bare.append(Emphasis(without_closures(inner)))
            case Strong(inner):
                bare.append(Strong(without_closures(inner)))
            case Link(inner, url):
                bare.append(Link(without_closures(inner), url))
            case _:
                bare.append(run)
    return tuple(bare)


def ground_in(words: Words) -> str | None:
    """The first ground on which something of the words is closed."""
    return next((run.ground for run in walk(words) if isinstance(run, Closed)), None)


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
