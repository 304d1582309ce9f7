"""Names that are not public where they would be printed in words: whole, in pieces, or as a surname alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from alliance_minutes.notation.closed_parties import closed_names, refuse_likenesses, surnames
from alliance_minutes.notation.source import BREAK, FILLER, bare
from alliance_minutes.parties.name_words import folded_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

_PARTING = re.compile(rf"\*+|\{{[_*]|[_*]\}}|\[|\](?:\([^()\s]*\))?|{FILLER}|(?:\s|{BREAK})+")
_WORD = re.compile(r"[^\W\d_]+")


def warn_of_names(reading: Reading) -> None:
    """Tell of names that are not public where they stand open, also above where that was said of them."""
    closed = closed_names(reading)
    refuse_likenesses(closed, reading)
    names = {" ".join(name.split()) for both in closed.values() for name in both}
    if not names:
        return
    ordered = sorted(names, key=lambda name: (-len(name), name))
    source = r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"
    whole, pieces = re.compile(source), re.compile(source, re.IGNORECASE)
    alone = surnames(closed, reading)
    for passage, hidden, value in reading.looked:
        stretches = sorted((start, end) for start, end, party in hidden if party is None or party in closed)
        found = _whole(passage, stretches, whole, reading, value=value)
        found += _in_pieces(passage, stretches, pieces, reading, value=value)
        if alone:
            _by_surname(passage, sorted([*stretches, *found]), alone, reading)


def _by_surname(
    passage: Passage, stretches: list[tuple[int, int]], names: Mapping[str, str], reading: Reading
) -> None:
    """Warn of a surname, with a capital, that stands alone in what is printed."""
    found: dict[int, tuple[str, str]] = {}
    for word in _WORD.finditer(passage.text):
        name = names.get("".join(folded_words(word[0]))) if word[0][0].isupper() else None
        if name is not None:
            found[word.start()] = word[0], name
    for start in _open(list(found), stretches):
        read, name = found[start]
        reading.messages.warning("surname-in-text", passage.place(start), read=read, name=bare(name))


def _open(starts: list[int], stretches: list[tuple[int, int]]) -> list[int]:
    """Those of the starts, in order, that stand in no stretch."""
    found: list[int] = []
    at = until = 0
    for start in starts:
        while at < len(stretches) and stretches[at][0] <= start:
            until = max(until, stretches[at][1])
            at += 1
        if start >= until:
            found.append(start)
    return found


def _whole(
    passage: Passage,
    stretches: list[tuple[int, int]],
    pattern: re.Pattern[str],
    reading: Reading,
    *,
    value: bool,
) -> list[tuple[int, int]]:
    """Tell of whole names; where they stand."""
    found = {one.start(): one[0] for one in pattern.finditer(passage.text)}
    for start in _open(list(found), stretches):
        tell = reading.messages.error if value else reading.messages.warning
        tell("name-in-value" if value else "name-in-text", passage.place(start), read=bare(found[start]))
    return [(start, start + len(name)) for start, name in found.items()]


def _in_pieces(
    passage: Passage,
    stretches: list[tuple[int, int]],
    pattern: re.Pattern[str],
    reading: Reading,
    *,
    value: bool,
) -> list[tuple[int, int]]:
    """Warn of names with marks or more than one blank in them; where they stand."""
    shown: list[str] = []
    clean: list[int] = []  # for each piece: where it begins among what is shown, and in the text
    raw: list[int] = []
    at = length = 0
    for mark in _PARTING.finditer(passage.text):
        blank = " " if mark[0][0].isspace() or mark[0][0] == BREAK else ""
        if mark[0] == " ":
            continue
        for piece, begin in ((passage.text[at : mark.start()], at), (blank, mark.start())):
            shown.append(piece)
            clean.append(length)
            raw.append(begin)
            length += len(piece)
        at = mark.end()
    if not shown:
        return []
    shown.append(passage.text[at:])
    clean.append(length)
    raw.append(at)
    text = "".join(_plain(piece) for piece in shown)
    found: dict[int, tuple[int, str]] = {}
    for one in pattern.finditer(text):
        begin, end = (_raw(place, clean, raw) for place in (one.start(), one.end() - 1))
        if passage.text[begin : end + 1].casefold() != one[0].casefold():
            found[begin] = (end + 1, one[0])
    for start in _open(list(found), stretches):
        end, name = found[start]
        if value:
            reading.messages.error("name-in-value", passage.place(start), read=bare(passage.text[start:end]))
            continue
        reading.messages.warning(
            "name-broken", passage.place(start), read=bare(passage.text[start:end]), name=name
        )
    return [(start, end) for start, (end, _) in found.items()]


def _plain(piece: str) -> str:
    """The characters that were meant, as many as stand there."""
    return piece if piece.isascii() else "".join(bare(char) or char for char in piece)


def _raw(place: int, clean: list[int], raw: list[int]) -> int:
    piece = bisect_right(clean, place) - 1
    return raw[piece] + place - clean[piece]
