"""A passage of words: where it stands in them, and the words parted there, with every mark kept.

Places are counted in the text as it is printed: a mention counts as the name that stands for it, and is never parted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from alliance_minutes.values.text import Closed, Emphasis, Erased, Link, Mention, Strong, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from alliance_minutes.values.text import Run, Words

    Printed = Callable[[Mention], str]
    """What is printed where a party is mentioned."""


def printed_text(given: Words, printed: Printed) -> str:
    """The text of the words, what is closed included; erased words are no text."""
    return "".join(_text(run, printed) for run in given)


def places_of(given: Words, passage: str, printed: Printed) -> list[tuple[int, int]]:
    """Where a passage stands in the words, from and up to; however its blanks are typed."""
    parts = passage.split()
    if not parts:
        return []
    sought = re.compile(r"\s+".join(map(re.escape, parts)))
    return [found.span() for found in sought.finditer(printed_text(given, printed))]


def closed_at(given: Words, places: Iterable[tuple[int, int]], ground: str | None, printed: Printed) -> Words:
    """The words with these places closed on a ground, or open with ``None``; the places do not overlap."""
    for start, end in sorted(places, reverse=True):
        head, after = _parted(given, end, printed, with_head=True)
        before, passage = _parted(head, start, printed, with_head=False)
        bare = without_closures(passage)
        given = (*before, *((Closed(bare, ground),) if ground is not None else bare), *after)
    return words(given)


def without_closures(given: Words) -> Words:
    """The words with nothing in them marked as closed."""
    bare: list[Run] = []
    for run in given:
        match run:
            case Closed(inner, _):
                bare.extend(without_closures(inner))
            case Emphasis() | Strong() | Link():
                bare.extend(_holding(run, without_closures(run.words)))
            case _:
                bare.append(run)
    return tuple(bare)


def _text(run: Run, printed: Printed) -> str:
    match run:
        case str():
            return run
        case Mention():
            return printed(run)
        case Erased():
            return ""
        case _:
            return printed_text(run.words, printed)


def _parted(given: Words, at: int, printed: Printed, *, with_head: bool) -> tuple[Words, Words]:
    """The words before and after a place in their text; a mention on both sides goes ``with_head`` or with the rest."""
    head: list[Run] = []
    for index, run in enumerate(given):
        length = len(_text(run, printed))
        if at >= length and (
            at > 0 or not with_head
        ):  # where there is no text, it stands outside the passage
            head.append(run)
            at -= length
            continue
        rest = given[index + 1 :]
        if at <= 0:
            return tuple(head), (run, *rest)
        match run:
            case str():
                return (*head, run[:at]), (run[at:], *rest)
            case Emphasis() | Strong() | Link() | Closed():
                before, after = _parted(run.words, at, printed, with_head=with_head)
                return (*head, *_holding(run, before)), (*_holding(run, after), *rest)
            case _ if with_head:
                return (*head, run), rest
            case _:
                return tuple(head), (run, *rest)
    return tuple(head), ()


def _holding(run: Emphasis | Strong | Link | Closed, inner: Words) -> Words:
    """The same mark around other words; around none there is no mark."""
    return (evolve(run, words=inner),) if inner else ()
