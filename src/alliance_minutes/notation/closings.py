"""Words that say something is closed where nothing reads them so.

One rule: what closes is ``||words||{ground}``, ``{closed ground}`` at the end of a heading or of the title of an attachment, and
``[closed ground]`` in the header of an attachment. The same brackets anywhere else are an error, for what was meant to be closed
would be printed; words that only say it (``(confidential)``, ``In camera``) give a warning. An escaped bracket is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from alliance_minutes.notation.keywords import TERMS
from alliance_minutes.notation.source import BLANKS, BREAK
from alliance_minutes.values import grounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.notation.messages import Messages
    from alliance_minutes.notation.source import Passage

_CLOSED = "|".join(word for both in TERMS["closed"].values() for word in both)
_CODE = r"(?:woo[ \t]+)?5\.(?:1\.(?:[12]\.?[a-i]|5)|2)"
_GROUND = "|".join((_CODE, *(code for code in grounds() if code.isalpha())))
_LETTERED = r"(?:woo[ \t]+)?5\.1\.[12]\.?[a-i]"  # "[5.2]" may well be a paragraph of something
_WORD = (
    r"besloten|vertrouwelijke?|geheime?|confidential|private|priv[eé]|secret"
    r"|(?:niet|not|non)[ \t-]+(?:openbaar|openbare|publiek|public)"
)
_PART = (
    r"deel|gedeelte|zitting|sessie|vergadering|bijeenkomst|overleg|beraad|onderdeel|(?:agenda)?punt|stuk|stukken"
    r"|part|session|section|meeting|item|matters?|business"
)
_SAYS = (
    rf"(?:(?:(?:strikt|streng|zeer|strictly|highly|in)[ \t]+)?(?:{_WORD}|closed)(?:[ \t]+(?:{_PART}))?"
    rf"|(?:dit|deze|this)[ \t]+(?:{_PART})[ \t]+(?:is|are|zijn|blijft|remains)[ \t]+(?:{_WORD})"
    r"|in[ \t]+beslotenheid|achter[ \t]+gesloten[ \t]+deuren|behind[ \t]+closed[ \t]+doors|in[ \t]+camera"
    r"|niet[ \t]+(?:voor[ \t]+publicatie|publiceren)|not[ \t]+for[ \t]+publication|alleen[ \t]+intern|off[ \t]+the[ \t]+record)"
)
_WISH = (
    rf"(?:{_CLOSED})\b|vertrouwelijk\b|confidential\b|(?:niet|not|non)[ \t-]+(?:openbaar|publiek|public)\b"
)
_UNREAD = re.compile(
    rf"(?<!@)\[[ \t]*(?:(?:{_WISH})(?![^\[\]]{{0,200}}\]\()|{_LETTERED}[ \t]*\])"
    rf"|\{{[ \t]*(?:{_WISH}|(?:geheim|secret|privat?e)\b|(?:[\w:=]{{1,20}}[ \t]+)?(?:{_GROUND})[ \t]*\}})"
    rf"|\([ \t]*(?:{_CLOSED})[ \t:=]+(?:{_GROUND})[ \t]*\)|(?<![\udc5b\udc7b])\b(?:{_CLOSED})[ \t:=]+(?:{_GROUND})[ \t]*[\]}}]"
    rf"|(?<![\udc28\udc5b\udc7b])\b(?:{_CLOSED})[ \t:=]+{_LETTERED}\b",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(
    rf"\([ \t]*(?:{_CLOSED})\b|(?<![\udc5b\udc7b])\b(?:{_CLOSED})\b[^\[\](){{}}]{{0,60}}[\]}}]", re.IGNORECASE
)
_INITIALS = "".join(sorted({word[0] for both in TERMS["closed"].values() for word in both}))
CLOSING = rf"<(?=!--)|\((?=[ \t]*(?:{_SAYS}[ \t]*\)|(?:{_CLOSED})\b))|\b[{_INITIALS}](?=[a-z]+[ \t:=]+{_LETTERED}\b)"
"""What must be escaped where it is text: a round bracket, the first letter of words that close, or of a comment in HTML."""
_BRACKETED = re.compile(rf"\([ \t]*{_SAYS}[ \t]*\)", re.IGNORECASE)
_RULED = r"[*_=~<>–—-]{0,5}"  # "=== BESLOTEN DEEL ==="
_LABEL = re.compile(
    rf"{_RULED}[ \t]{{0,8}}(?:[0-9]{{1,3}}[.)][ \t]+)?"
    r"(?:(?:begin|start|einde|eind|end)[ \t]+(?:(?:of|van)[ \t]+)?(?:(?:the|het|de|a|een)[ \t]+)?)?"
    rf"(?!closed[ \t]*(?:[.!:–—-]|\Z)|besloten[ \t]*:)(?P<said>{_SAYS})[*_]{{0,3}}"
    rf"(?:[.!:]?[ \t]{{0,8}}{_RULED}\Z|[ \t]*:|[ \t]+[-–—][ \t])",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"(?:,|[ \t][-–—]|:)[ \t]+(?P<said>{_SAYS})[*_]{{0,3}}\Z", re.IGNORECASE)
_PAIRS = {"[": "]", "{": "}", "(": ")"}
_SHOWN = 60
_COMMENT = re.compile(rf"<!--[^<>]{{0,{_SHOWN}}}(?:-->)?")


def tell_of_closings(
    passage: Passage,
    messages: Messages,
    hidden: list[tuple[int, int]],
    *,
    in_closed: bool,
    title: bool = False,
) -> None:
    """Tell of what was meant to close something in words, outside the stretches that are closed or no text.

    Args:
        passage: the words.
        messages: where it is told.
        hidden: those stretches.
        in_closed: whether all of it is closed already.
        title: whether the words are a title.
    """
    skipped = _Stretches(hidden)
    refused = [found.span() for found in _UNREAD.finditer(passage.text) if found.start() not in skipped]
    if title and not refused:
        refused = [found.span() for found in _IN_TITLE.finditer(passage.text)]
    for start, end in refused:
        _refuse(passage, start, end, messages)
    told = {start for start, _ in refused}
    for comment in _COMMENT.finditer(passage.text):
        if comment.start() not in skipped:
            messages.wrong_mildly("html-comment", passage.part(*comment.span()))
    if in_closed or messages.refused("flag", passage.place()[0]):
        return
    for start, end in _said(passage, title=title):
        if start not in told and start not in skipped:
            messages.wrong_mildly("closing-plain", passage.part(start, end))


def closes_nothing(passage: Passage, messages: Messages, *, words: bool) -> bool:
    """Whether a value holds brackets that were meant to close something, which is an error; ``words``: tell of such words too."""
    found = _UNREAD.search(passage.text)
    if found is not None:
        _refuse(passage, found.start(), found.end(), messages)
    elif words and (said := _BRACKETED.search(passage.text)):
        messages.wrong_mildly("closing-plain", passage.part(*said.span()))
    return found is not None


def label_start(line: str, *, title: bool = False) -> int | None:
    """Where the words begin that would be told of in a line of protected text, so that they can be escaped."""
    line = line.rstrip(BLANKS + BREAK)
    found = _LABEL.match(line) or (_TAIL.search(line) if title else None)
    return None if found is None else found.start("said")


class _Stretches:
    """Stretches of a text, in which a place is looked up."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def _refuse(passage: Passage, start: int, end: int, messages: Messages) -> None:
    text = passage.text
    bracket = _PAIRS.get(text[start])
    closing = text.find(bracket, start, start + _SHOWN) if bracket else -1
    messages.wrong("closing-unread", passage.part(start, max(closing + 1, end)))


def _said(passage: Passage, *, title: bool) -> Iterator[tuple[int, int]]:
    """Where words only say that something is closed: between brackets, or as all that a line says or begins with."""
    for begin, line in _lines(passage):
        found = _LABEL.match(line) or (_TAIL.search(line) if title else None)
        if found is not None:
            yield begin + found.start("said"), begin + found.end("said")
    for bracketed in _BRACKETED.finditer(passage.text):
        yield bracketed.span()


def _lines(passage: Passage) -> Iterator[tuple[int, str]]:
    """The lines of the source in a passage, with where each begins in its text."""
    text = passage.text
    offsets = (mark[0] - passage.start for mark in passage.marks)
    starts = [0, *(offset for offset in offsets if 0 < offset < len(text))]
    for start, end in pairwise([*starts, len(text)]):
        line = text[start:end]
        bare = line.lstrip(BLANKS)
        yield start + len(line) - len(bare), bare.rstrip(BLANKS + BREAK)
