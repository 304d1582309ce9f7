"""Whether a correction would open what is closed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.meeting.openness import left_open
from alliance_minutes.values import Closed, Emphasis, Link, Mention, Strong, Tally, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.events import Event

_WORD = re.compile(r"\w+")


def opens(held: Event, instead: Event, *, closed: str | None = None) -> bool:
    """Whether words, votes, or the whole of an entry that are closed would not be so any more.

    None of the closed words may stand open instead. Where nothing of a field is closed any more, not one word of them
    may that did not before: a rewritten sentence cannot be told from an opened one, but one that was left out can.

    Args:
        held: the entry as it reads now.
        instead: what is to stand in its place.
        closed: the ground on which the entry is closed as a whole, or ``None``.
    """
    if (closed or getattr(held, "closed", None)) and hasattr(instead, "closed") and instead.closed is None:
        return True
    if _secret(held) and not _secret(instead):
        return True
    shown, before_shown = open_text(instead), open_text(held)
    came = _counted(shown) - _counted(before_shown)
    dropped = left_open(held, instead)
    for attribute in attrs.fields(type(held)):
        before, since = getattr(held, attribute.name), getattr(instead, attribute.name)
        hidden = closed_texts(before)
        if any(words and shown.count(words) > before_shown.count(words) for words in hidden):
            return True
        if attribute.name in dropped:
            if any(word in came for words in hidden for word in _counted(words)):
                return True
        elif hidden and since and not any(_closed_runs(since)):
            return True
    return False


def drops(held: Event, instead: Event) -> bool:
    """Whether a field of which something is closed keeps words and closes none of them any more.

    Nobody can tell then what of it may be public, and so nothing of the entry is until somebody opens it.
    """
    return bool(left_open(held, instead))


def closed_texts(value: Any) -> list[str]:
    """The words of each closed run in an event, or in a field of one, blanks joined."""
    return [" ".join(plain(run.words).split()) for run in _closed_runs(value)]


def open_text(event: Event) -> str:
    """All that stands open in an event, blanks joined."""
    return " ".join(_open(event))


def _counted(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))


def _secret(event: Event) -> bool:
    tally = getattr(event, "tally", None)
    return isinstance(tally, Tally) and tally.secret


def _closed_runs(value: Any) -> Iterator[Closed]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Closed):
            yield one
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif attrs.has(kind := type(one)):
            waiting.extend(getattr(one, a.name) for a in attrs.fields(kind))


def _open(value: Any) -> Iterator[str]:
    """Every open text in a value, blanks joined."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield " ".join(one.split())
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, (Emphasis, Strong, Link)):
            waiting.append(one.words)
        elif isinstance(one, (Closed, Mention)):
            continue
        elif attrs.has(kind := type(one)):
            waiting.extend(getattr(one, a.name) for a in attrs.fields(kind))
