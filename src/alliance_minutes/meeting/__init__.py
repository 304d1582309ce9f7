"""One meeting: its state, how events lead to it, and what the rules allow."""

from alliance_minutes.meeting.decide import clear_of, decide, decide_next
from alliance_minutes.meeting.fold import fold
from alliance_minutes.meeting.outline import Outline
from alliance_minutes.meeting.rulebook import RULES, Known, Rule
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
    "RULES",
    "Action",
    "Amendment",
    "Chairing",
    "Entry",
    "Item",
    "Known",
    "Minutes",
    "Outline",
    "Presence",
    "Proposal",
    "Question",
    "Rule",
    "clear_of",
    "decide",
    "decide_next",
    "fold",
]
