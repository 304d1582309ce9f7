"""Names that are not public where they would be printed: in plain text, in pieces, or within another name."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from alliance_minutes.notation.source import BREAK, FILLER, bare

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.values import PartyId

_PARTING = re.compile(rf"\*+|\{{[_*]|[_*]\}}|\[|\](?:\([^()\s]*\))?|{FILLER}|(?:\s|{BREAK})+")
_SIDES = "@()[],.;:"


def warn_of_names(reading: Reading) -> None:
    """Tell of names that are not public where they stand open, also above where that was said of them."""
    closed = _names_not_public(reading)
    _nearly(closed, reading)
    names = {" ".join(name.split()) for both in closed.values() for name in both if name}
    if not names:
        return
    ordered = sorted(names, key=lambda name: (-len(name), name))
    source = r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"
    whole, pieces = re.compile(source), re.compile(source, re.IGNORECASE)
    for passage, hidden, value in reading.looked:
        stretches = sorted((start, end) for start, end, party in hidden if party is None or party in closed)
        _whole(passage, stretches, whole, reading, value=value)
        _in_pieces(passage, stretches, pieces, reading, value=value)
    _within(names, reading)


def _nearly(closed: dict[PartyId, tuple[str | None, ...]], reading: Reading) -> None:
    """Tell of new names that are nearly known ones; where one of the two is not public, the other would print it."""
    for place, name, known, party in reading.near:
        near = reading.directory.find(known)
        shown, other, hidden, at = (party, name, known, place)
        if party in closed and near is not None:
            shown, other, hidden, at = near, known, name, reading.named.get(near, place)
        if (
            (party in closed) == (near in closed)
            or shown in reading.told_public
            or shown not in reading.named
        ):
            reading.messages.warning("near-name", place.place(), read=bare(name), known=bare(known))
        else:
            reading.messages.error("near-closed", at.place(), read=bare(other), known=bare(hidden))


def _names_not_public(reading: Reading) -> dict[PartyId, tuple[str | None, ...]]:
    """The names of each party whose name is not public."""
    known = reading.directory.parties
    closed = {party.id: (party.name, *party.aliases) for party in known.values() if not party.public}
    for event in reading.directory.introduced:
        if not event.public:
            before = known.get(event.party)
            closed[event.party] = (event.name, *(before.aliases if before else ()))
    return closed


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
) -> None:
    found = {one.start(): one[0] for one in pattern.finditer(passage.text)}
    for start in _open(list(found), stretches):
        tell = reading.messages.error if value else reading.messages.warning
        tell("name-in-value" if value else "name-in-text", passage.place(start), read=bare(found[start]))


def _in_pieces(
    passage: Passage,
    stretches: list[tuple[int, int]],
    pattern: re.Pattern[str],
    reading: Reading,
    *,
    value: bool,
) -> None:
    """Warn of names with marks or more than one blank in them."""
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
        return
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


def _plain(piece: str) -> str:
    """The characters that were meant, as many as stand there."""
    return piece if piece.isascii() else "".join(bare(char) or char for char in piece)


def _raw(place: int, clean: list[int], raw: list[int]) -> int:
    piece = bisect_right(clean, place) - 1
    return raw[piece] + place - clean[piece]


def _within(names: set[str], reading: Reading) -> None:
    """Refuse names that hold a closed one as whole words: it would be printed with them."""
    closed = {tuple(name.casefold().split()) for name in names}
    lengths = sorted({len(words) for words in closed})
    introduced = {event.party: event for event in reading.directory.introduced}
    for party, place in reading.named.items():
        event = introduced.get(party)
        if event is None or not event.public:
            continue
        words = tuple(event.name.casefold().split())
        stripped = tuple(word.strip(_SIDES) for word in words)
        if words not in closed and any(
            stripped[at : at + length] in closed
            for length in lengths
            for at in range(len(stripped) - length + 1)
        ):
            reading.messages.wrong("name-holds", place)
