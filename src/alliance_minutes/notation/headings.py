"""What stands in braces: at the end of a heading, ``## 1. Title {kind=ceremony} {closed 5.1.2b}``, or at the start of a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import define

from alliance_minutes.events import ItemOpened
from alliance_minutes.notation.keywords import TERMS, after_term, is_term
from alliance_minutes.notation.misplaced import tell_of_keyword
from alliance_minutes.notation.references import ref_in
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

HEADING = re.compile(r"(#{1,40})(?:[ \t]+|$)")
_NUMBER = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,9})*[a-z]?)[.)](?:[ \t]+|$)|([0-9]{1,9}(?:\.[0-9]{1,9})+[a-z]?)(?:[ \t]+|$)"
)
_ATTRIBUTES = re.compile(r"\{([^{}]*)\}\Z")
_SET = re.compile(r"\{([^{}]*)\}[ \t]*")
_GROUPS = 8  # so many {…} behind each other are read
_CODES = ("kind", "closed", "number", "returns from", "under", "ref")


def closing_ground(passage: Passage, reading: Reading) -> str | None:
    """The ground in ``besloten 5.1.2b``; ``None`` after a message."""
    after = after_term("closed", passage.text)
    if after is None:
        _unknown(passage, reading, ("closed",))
        return None
    return reading.ground(passage.part(len(passage.text) - len(after)))


def _unknown(passage: Passage, reading: Reading, codes: tuple[str, ...]) -> None:
    words = {word for code in codes for both in TERMS[code].values() for word in both}
    reading.messages.wrong("attribute", passage, near=reading.messages.nearest(passage.text, words))


@define
class Heading:
    """A heading as read: an event and the name it has here, or (``under``) a return to an item that was opened before."""

    event: ItemOpened
    under: Passage | None = None
    ref: Passage | None = None


def read_heading(title: Passage, reading: Reading) -> Heading:
    """The item that a heading opens; ``title`` stands behind the ``#`` marks."""
    fields: dict[str, Any] = {}
    under: Passage | None = None
    ref: Passage | None = None
    for _ in range(_GROUPS):
        start = title.text.rfind("{")
        found = _ATTRIBUTES.match(title.text, start) if start >= 0 else None
        if found is None or _is_words(title.text, start, found[1]):
            break
        for part in title.part(start + 1, len(title.text) - 1).split(";"):
            if after_term("under", part.text) is not None:
                under = part.part(len(part.text) - len(after_term("under", part.text) or ""))
            elif (name := ref_in(part)) is not None:
                if ref is not None:
                    reading.messages.wrong("twice", part)
                ref = name
            elif part.text:
                _attribute(fields, part, reading)
        title = title.part(0, start)
    number = _NUMBER.match(title.text)
    if number and "number" not in fields:
        fields["number"] = number[1] or number[2]
        title = title.part(number.end())
    tell_of_keyword(title, reading, title=True)
    words = read_words(title, reading, title=True, closed="closed" in fields)
    return Heading(ItemOpened(title=words, **fields), under, ref)


def _is_words(text: str, start: int, inside: str) -> bool:
    """Whether what stands between the last braces belongs to the words: a ground, a mark, or where words were erased."""
    return text[:start].endswith(("||", "|}")) or inside[:1] in {"_", "*", "|"} or is_term("erased", inside)


def _attribute(fields: dict[str, Any], part: Passage, reading: Reading) -> None:
    for code in _CODES:
        after = after_term(code, part.text)
        if after is None:
            continue
        value = part.part(len(part.text) - len(after))
        if code == "closed":
            given: str | None = reading.ground(value)
        else:
            given = reading.plain(value)
        name = "returns_from" if code == "returns from" else code
        if name in fields:
            reading.messages.wrong("twice", part)
        fields[name] = given
        return
    _unknown(part, reading, _CODES)


def read_setting(
    level: int, number: str | None, words: Passage, reading: Reading
) -> tuple[int, str | None, Passage]:
    """Level and number as ``{niveau=2; nummer=a}`` says at the start of a bullet, and the words that remain."""
    found = _SET.match(words.text)
    parts = words.part(found.start(1), found.end(1)).split(";") if found else []
    for part in parts:
        if (after := after_term("level", part.text)) is not None and re.fullmatch("[0-9]{1,6}", after):
            level = int(after)
        elif (after := after_term("number", part.text)) is not None:
            number = reading.plain(part.part(len(part.text) - len(after)))
        elif ref_in(part) is not None:
            reading.messages.wrong("ref-point", part)
        else:
            return level, number, words
    return level, number, words.part(found.end()) if found else words
