"""One meeting: its state, how events lead to it, and what the rules allow."""

from alliance_minutes.meeting.fold import fold
from alliance_minutes.meeting.state import (
    Action,
    Amendment,
    Chairing,
    Entry,
    Item,
    Minutes,
    Presence,
    Proposal,
    Question,
)

__all__ = [
    "Action",
    "Amendment",
    "Chairing",
    "Entry",
    "Item",
    "Minutes",
    "Presence",
    "Proposal",
    "Question",
    "fold",
]
