"""What became of words: the pieces that stayed, went and came, word by word.

The comparison is that of :mod:`difflib`, which takes the product of two lengths in the worst case. So what two texts
begin and end with alike is set aside first, and what is left is compared word by word only as long as it is short;
longer texts are told whole, the old and then the new. However long a text, it takes time in proportion to it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Fate: TypeAlias = Literal["same", "deleted", "inserted"]

MOST_WORDS = 400
"""Words and blanks on either side, beyond what is alike at both ends, that are compared one by one."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@frozen
class Piece:
    """A piece of a text that was compared: its fate, and its words."""

    fate: Fate
    text: str


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of which the two texts are made, in reading order; equal texts are one piece, two empty ones none.

    What is not ``inserted`` makes the text before, what is not ``deleted`` the text after.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = slice(start, len(old) - end), slice(start, len(new) - end)
    pieces = [
        ("same", old[:start]),
        *_middle(old[middle[0]], new[middle[1]]),
        ("same", old[len(old) - end :]),
    ]
    return tuple(_joined(pieces))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _middle(old: list[str], new: list[str]) -> Iterator[tuple[Fate, list[str]]]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield "deleted", old
        yield "inserted", new
        return
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield "same", old[i:j]
        else:
            yield "deleted", old[i:j]
            yield "inserted", new[k:m]


def _joined(pieces: list[tuple[Fate, list[str]]]) -> Iterator[Piece]:
    """Neighbours of one fate as one piece; a lone blank between two changes goes with them, so that phrases stay whole."""
    told = [(fate, "".join(words)) for fate, words in pieces if words]
    spread: list[tuple[Fate, str]] = []
    for place, (kind, text) in enumerate(told):
        if kind == "same" and 0 < place < len(told) - 1 and text.isspace():
            spread += [("deleted", text), ("inserted", text)]
        else:
            spread.append((kind, text))
    for same, run in groupby(spread, key=lambda piece: piece[0] == "same"):
        gathered = list(run)
        fates: tuple[Fate, ...] = ("same",) if same else ("deleted", "inserted")
        for fate in fates:
            text = "".join(one for its, one in gathered if its == fate)
            if text:
                yield Piece(fate, text)
