"""Whether a decision can allow that adopted minutes are mended: what its words say, which no rule of a meeting reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.refusing import refused
from alliance_minutes.events import DecisionTaken
from alliance_minutes.meeting import fold

if TYPE_CHECKING:
    from alliance_minutes.book.plans import Grounds
    from alliance_minutes.book.session import Session
    from alliance_minutes.meeting import Entry, Minutes

_UNDONE = {"rejected": "was rejected", "deferred": "was deferred", "withdrawn": "was withdrawn"}


def check_authority(session: Session, minutes: Minutes, grounds: Grounds) -> None:
    """Refuse a decision that allows nothing.

    Args:
        session: of the book, in which the decision is looked for when it is of another meeting.
        minutes: what is mended.
        grounds: why, and by whose leave.

    Raises:
        RefusedError: it elected somebody, or was not carried, or was withdrawn since.
    """
    entry = _named(session, minutes, grounds)
    if entry is None or not isinstance(entry.event, DecisionTaken):
        return
    decision = entry.event
    why = "elected somebody" if decision.kind == "election" else _UNDONE.get(decision.outcome or "")
    if entry.withdrawn:
        why = "was withdrawn"
    if why is not None:
        name = decision.number or f"of entry {entry.version}"
        raise refused(
            "authority.decision",
            f"decision {name} {why}, and allows no correction: name the decision that does",
        )


def _named(session: Session, minutes: Minutes, grounds: Grounds) -> Entry | None:
    """The entry that is named as the authority, where it is found."""
    if grounds.authority is not None and 0 < grounds.authority <= minutes.version:
        return minutes.entries[grounds.authority - 1]
    if grounds.decision is None:
        return None
    for meeting in (minutes.id, *_meetings_of(session, minutes.body, grounds.decision)):
        outline = session.outline(meeting)
        if grounds.decision in outline.numbers:
            there = fold(meeting, session.store.read(meeting))
            return next(
                one for one in there.entries if getattr(one.event, "number", None) == grounds.decision
            )
    return None


def _meetings_of(session: Session, body: str, number: str) -> list[str]:
    """The meetings of a body in the year of a number, or of no known year."""
    year = next((part for part in number.split("-") if len(part) == 4), "")
    return [
        row.stream
        for row in session.store.meetings()
        if row.body == body and (row.held_on or "XXXX")[:4] in {year, "XXXX"}
    ]
