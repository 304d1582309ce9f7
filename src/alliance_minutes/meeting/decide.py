"""Deciding: what is proposed either happens or is refused by a rule.

This is the decider pattern (Chassaing): ``decide(state, command) → events``. A command here is the event it asks for,
not yet stamped: a second family of classes with the same fields would say nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.errors import RefusedError
from alliance_minutes.events import EVENT_TYPES, Event, clear_fields
from alliance_minutes.events.admission import admitted
from alliance_minutes.meeting import mending_rules, rules  # noqa: F401 - they enter themselves among the rules
from alliance_minutes.meeting.rulebook import Known, rules_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.meeting.outline import Outline


def decide(outline: Outline, proposed: Iterable[Event], known: Known | None = None) -> tuple[Event, ...]:
    """What happens when these events are proposed, one after the other.

    Args:
        outline: the meeting so far; it is not changed.
        proposed: the events asked for. A decision, action or question without a number gets one when it is stored.
        known: answers what only the book knows; without it, numbers from other meetings count as unknown.

    Returns:
        The events, with their text in its one form.

    Raises:
        RefusedError: a rule says no; its ``index`` tells which event.
        InvalidTextError, InvalidValueError: a value that cannot be recorded.
    """
    state = outline.copy()
    return tuple(decide_next(state, event, known, index) for index, event in enumerate(proposed))


def decide_next(state: Outline, asked: Event, known: Known | None = None, index: int = 0) -> Event:
    """Decide one event and take it into ``state``: what :func:`decide` does for each, without a copy of the outline.

    Raises:
        RefusedError, InvalidTextError, InvalidValueError: as for :func:`decide`; the state is as it was.
    """
    event = admitted(asked)
    for rule in rules_for(type(event)):
        objection = rule.check(state, event, known or _ALONE)
        if objection is not None:
            raise RefusedError(rule.id, objection, index)
    state.take(type(event), clear_of(event))
    return event


_ALONE = Known()  # a meeting in no book


def clear_of(event: Event) -> dict[str, Any]:
    """The fields of an event that stand in clear in its entry."""
    return {name: getattr(event, name) for name in _CLEAR_NAMES[type(event)]}


_CLEAR_NAMES: dict[type[Event], tuple[str, ...]] = {
    cls: tuple(a.name for a in attrs.fields(cls) if a.name in clear_fields(cls))
    for cls in EVENT_TYPES.values()
}
