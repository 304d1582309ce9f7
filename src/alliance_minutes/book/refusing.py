"""The rules that the book keeps: they need the words of a meeting, which the rules of meetings do without."""

from __future__ import annotations

from typing import NamedTuple

from alliance_minutes.errors import RefusedError


class BookRule(NamedTuple):
    """A rule: what it is about, and what it says."""

    about: tuple[str, ...]
    says: str


BOOK_RULES = {
    "correction.nothing": BookRule(("EntryCorrected",), "A correction changes something."),
    "correction.opens": BookRule(
        ("EntryCorrected", "EntryMoved", "changed files"),
        "What is closed is not opened by other words, by another place, or by a text that leaves it open.",
    ),
    "correction.erased": BookRule(
        ("changed files",), "What is left of an entry of which words were erased is corrected by itself."
    ),
    "authority.decision": BookRule(
        ("EntryCorrected", "EntryWithdrawn", "changed files"),
        "A decision that allows a correction was carried, stands, and is no election.",
    ),
    "reason.name": BookRule(
        ("EntryCorrected", "EntryWithdrawn", "changed files"),
        "A reason that an erratum prints holds no name in plain text that is not public; a mention does.",
    ),
    "adoption.linked": BookRule(
        ("EntryCorrected", "EntryWithdrawn"),
        "Minutes that were adopted stay adopted: of the adoption only the words are mended.",
    ),
    "closing.nothing": BookRule(
        ("PassageClosed",), "A closing closes something that was not closed on that ground."
    ),
    "opening.nothing": BookRule(("PassageOpened",), "An opening opens something that was closed."),
    "opening.within": BookRule(
        ("PassageOpened",), "What stands in a closed item or entry is opened with it, not by itself."
    ),
    "meeting.body": BookRule(("EntryCorrected",), "A meeting of another body is another meeting."),
}
"""Each rule by its id."""


def refused(rule: str, message: str) -> RefusedError:
    """The refusal by one of these rules."""
    if rule not in BOOK_RULES:
        raise AssertionError(f"{rule} is no rule of the book")
    return RefusedError(rule, message)
