"""Labels that people write before a colon and that are no keyword: what they most likely mean, and the form that is read.

A label is a short phrase at the start of a line, up to its colon. Three sorts are told: one that stands for a keyword
(``Resolved:``, ``Actiepunt A:``), a key of the front matter (``Secretary:``), and any at all where its line would join the
words of a keyword line above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.notation.forms import right_form
from alliance_minutes.notation.keywords import KEY_NAMES, KEYS, KEYWORDS
from alliance_minutes.notation.misplaced import PROSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

# What people call it, by the kind of keyword that records it; in small letters.
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "decision": (
        "resolved", "resolution", "agreed", "approved", "carried", "rejected", "vote", "votes", "voting", "vote count", "result of the vote",
        "for", "in favour", "in favor", "against", "abstained", "abstention", "abstentions", "elected", "decided",
        "resolutie", "besloten", "akkoord", "afspraak", "afspraken", "aangenomen", "verworpen", "stemming", "stemuitslag", "uitslag stemming",
        "voor", "tegen", "onthouding", "onthoudingen", "blanco", "gekozen", "verkozen", "benoemd",
    ),
    "election": ("election", "elections", "verkiezing", "verkiezingen"),
    "motion": ("moved", "mover", "seconded", "seconder", "indiener", "indieners", "ingediend"),
    "action": (
        "action item", "action items", "action point", "action points", "to do", "to-do", "todo", "task", "tasks", "assigned to",
        "actiepunt", "actiepunten", "actiehouder", "actiehouders", "taak", "uit te voeren",
    ),
    "present": ("attendees", "attending", "in attendance", "also present", "members present", "deelnemers", "presentie", "ook aanwezig"),
    "apologies": ("regrets", "apologies for absence", "apologies received", "afmelding", "met kennisgeving", "afwezig met kennisgeving"),
    "chair": ("chairman", "chairwoman", "chairperson", "chaired", "voorzitster", "technisch voorzitter"),
    "next-meeting": (
        "next session", "date of next meeting", "date of the next meeting", "the next meeting",
        "next meetings", "volgende vergaderingen", "volgende bijeenkomst", "volgend overleg", "eerstvolgende vergadering", "datum volgende vergadering", "de volgende vergadering",
    ),
    "adopted": ("minutes approved", "minutes adopted", "notulen vastgesteld", "verslag vastgesteld", "notulen goedgekeurd"),
    "returns": ("comes back", "returns in", "terug op de agenda"),
    "attachment": ("annex", "appendix", "enclosure", "enclosures"),
}  # fmt: skip
_OF_KEYS: Mapping[str, tuple[str, ...]] = {
    "secretary": (
        "minutes by", "minutes taken by", "minute taker", "minute-taker", "note taker", "note-taker", "notetaker",
        "secretaris", "notuliste", "verslaglegger", "notulen door", "verslag door", "verslag van",
    ),
    "place": ("location", "venue", "locatie"),
    "date": ("meeting date", "vergaderdatum", "datum vergadering"),
}  # fmt: skip
_MEANT = {word: kind for kind, words in _SYNONYMS.items() for word in words}
_KEYED = {name: kind for name, (kind, _) in KEY_NAMES.items() if name.capitalize() not in KEYWORDS} | {
    word: kind for kind, words in _OF_KEYS.items() for word in words
}
_IN_LISTS = frozenset(
    {"decision", "motion", "action", "next-meeting"}
)  # a list of dates and places is a list
_SIDES = frozenset(
    {"for", "in favour", "in favor", "against", "voor", "tegen", "blanco", "moved"}
)  # also of arguments
_LABEL = re.compile(
    r"[*_]{0,3}(?P<said>[^\W\d_][\w'’.-]*(?:[ \t][\w'’.&/-]+){0,4})[*_]{0,3}[ \t]?:(?![A-Za-z/]|(?<=[0-9]:)[0-9])[*_]{0,3}[ \t]*(?P<digit>[0-9])?"
)
_NAME = r"@?(?:\[[^\[\]]*\]|[A-Z][\w.'’-]*(?:[ \t](?:[A-Z][\w.'’-]*|van|de|der|den|ten|ter|el|al))*)"
_MOVED = re.compile(
    r"[*_]{0,3}(?P<said>(?P<what>(?i:moved|seconded|proposed|motion|proposal|amendment|chaired|ingediend|voorgesteld|gesteund"
    rf"|motie|amendement|voorstel))[ \t](?i:by|door))[*_]{{0,3}}[ \t:]{{1,3}}{_NAME}(?=[ \t]*(?:[:,;.(]|and\b|en\b|\Z))"
)
_MOVES = {"amendment": "amendment", "amendement": "amendment", "proposal": "proposal", "voorstel": "proposal",
          "proposed": "proposal", "voorgesteld": "proposal", "chaired": "chair"}  # fmt: skip
_NUMBERED = re.compile(r"(.+)[ \t](?:[A-Z]|[0-9]{1,3}[a-z]?)\Z")


@frozen
class _Label:
    """A label that is told: where it stands, and the kind of keyword, or of key, that it stands for."""

    start: int
    end: int
    kind: str
    key: bool = False


def _label(text: str, *, bullet: bool = False) -> _Label | None:
    """The label that a line, or the words of a bullet, begins with and that stands for something that is read."""
    moved = _MOVED.match(text[: 2 * PROSE])
    if moved is not None:
        return _Label(*moved.span("said"), _MOVES.get(moved["what"].casefold(), "motion"))
    found = _LABEL.match(text[: 2 * PROSE])
    if found is None:
        return None
    numbered = _NUMBERED.match(found["said"])
    words = (numbered[1] if numbered else found["said"]).casefold()
    kind = _MEANT.get(words)
    if kind is None:
        key = None if bullet else _KEYED.get(words)
        return None if key is None else _Label(*found.span("said"), key, key=True)
    if bullet and (kind not in _IN_LISTS or (words in _SIDES and not found["digit"])):
        return None
    return _Label(*found.span("said"), kind)


def _joins(text: str) -> tuple[int, int] | None:
    """Where a label of any sort stands: at most three words, with a capital."""
    found = _LABEL.match(text[: 2 * PROSE])
    if found is None or not found["said"][0].isupper() or found["said"].count(" ") > 2:
        return None
    return found.span("said")


def label_start(text: str, *, joins: bool = False) -> int | None:
    """Where a label begins that is told of in a line of protected text; with ``joins`` one of any sort."""
    found = _label(text)
    if found is not None:
        return found.start
    span = _joins(text) if joins else None
    return None if span is None else span[0]


def tell_of_label(passage: Passage, reading: Reading, *, bullet: bool = False) -> bool:
    """Warn of a label that stands for something that is read, with its right form; whether it is one."""
    found = _label(passage.text, bullet=bullet)
    if found is None:
        return False
    said = passage.part(found.start, found.end)
    if found.key:
        reading.messages.wrong_mildly("key-in-body", said, key=KEYS[found.kind][reading.language])
    else:
        form = right_form(found.kind, reading.language)
        reading.messages.wrong_mildly("label-keyword", said, form=form)
    return True


def tell_of_joining(passage: Passage, reading: Reading, word: str) -> None:
    """Warn of a label on a line that joins the words of the keyword line above it, unless something was said of that line."""
    span, told = _joins(passage.text), reading.messages.found
    if span is not None and not (told and told[-1].line == passage.place()[0]):
        reading.messages.wrong_mildly("label-joins", passage.part(*span), keyword=word)
