"""What was closed or opened between two moments by correcting an entry, and not by an act of closing or opening.

Openness holds now, for every moment that is asked about, and so both sides of a difference are as open as they are now.
Whether something was still open at the earlier moment shows only in the entries as they were then, which are looked at
for this alone: of what they say, nothing is told.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from alliance_minutes.compose.gate import closed_on
from alliance_minutes.events import passage_fields
from alliance_minutes.meeting.openness import alike, texts
from alliance_minutes.values import Closed, Emphasis, Link, Strong

if TYPE_CHECKING:
    from alliance_minutes.events import Passage
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.values import Run


def turned(then: Entry, now: Entry) -> tuple[str | None, bool]:
    """What became of the openness of an entry: on which ground something of it was closed, and whether some was opened.

    Args:
        then: the entry as it was at the earlier moment, whatever was closed or opened later.
        now: the same at the later one.
    """
    was, is_now = closed_on(then), closed_on(now)
    if was != is_now:
        return is_now, is_now is None
    closed: str | None = None
    is_opened = False
    for field in passage_fields(type(now.event)):
        ground, opened = _passage(getattr(then.event, field, ()), getattr(now.event, field))
        closed, is_opened = closed or ground, is_opened or opened
    return closed, is_opened


def _passage(then: Passage, now: Passage) -> tuple[str | None, bool]:
    """The same of a passage; of one that says something else, by how many parts of it are closed."""
    was, is_now = _grounds(then), _grounds(now)
    if alike(then, now):
        pairs = list(zip(was, is_now, strict=True))
        ground = next((new for old, new in pairs if new is not None and new != old), None)
        return ground, any(old is not None and new is None for old, new in pairs)
    had, has = _parts(was), _parts(is_now)
    return (has[-1] if len(has) > len(had) else None), len(has) < len(had)


def _parts(grounds: list[str | None]) -> list[str]:
    """The ground of each part that is closed."""
    return [ground for ground, _ in groupby(grounds) if ground is not None]


def _grounds(passage: Passage) -> list[str | None]:
    """For each letter and each mention of a passage the ground on which it is closed, or ``None``."""
    found: list[str | None] = []
    waiting: list[tuple[Run, str | None]] = []
    waiting.extend((run, None) for words in reversed(texts(passage)) for run in reversed(words))
    while waiting:
        run, ground = waiting.pop()
        match run:
            case str():
                found += [ground] * len(run)
            case Closed(inner, closed):
                waiting.extend((one, closed) for one in reversed(inner))
            case Emphasis(inner) | Strong(inner) | Link(inner):
                waiting.extend((one, ground) for one in reversed(inner))
            case _:
                found.append(ground)
    return found
