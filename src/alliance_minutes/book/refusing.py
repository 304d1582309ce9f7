"""The rules that the book keeps: they need the words of a meeting, which the rules of meetings do without."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from alliance_minutes.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alliance_minutes.book.plans import Change
    from alliance_minutes.events import Event
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId


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


class ChangeRefusedError(RefusedError):
    """A rule says no to what a changed file would change; nothing was recorded.

    Attributes:
        file: what the text is called in messages.
        changes: what it would change.
        parties: the parties by id, those that the text introduces as well.
    """

    def __init__(
        self,
        refusal: RefusedError,
        act: Event,
        file: str,
        changes: Sequence[Change],
        parties: Mapping[PartyId, Party],
    ) -> None:
        self.file = file
        self.changes = tuple(changes)
        self.parties = parties
        super().__init__(refusal.rule, f"{file}: {_wanting(act, refusal.rule) or refusal}", refusal.index)


def _wanting(act: Event, rule: str) -> str:
    """What a change of adopted minutes is without and what has to be given; nothing where that is not the reason."""
    wanting = []
    if rule == "correction.reason" or not getattr(act, "reason", ()):
        wanting.append("say why (--reason TEXT)")
    if getattr(act, "authority", None) is None and getattr(act, "decision", None) is None:
        wanting.append("name the entry or the decision that allows it (--authority)")
    needed = rule in {"correction.reason", "correction.authority"} and wanting
    return f"these minutes were adopted: to change them, {', and '.join(wanting)}" if needed else ""
