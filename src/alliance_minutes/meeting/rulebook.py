"""The book of rules: what a rule is, and which rules are about which events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from alliance_minutes.events.fields import per_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliance_minutes.events import Event
    from alliance_minutes.meeting.outline import Outline
    from alliance_minutes.values import PartyId

Check: TypeAlias = "Callable[[Outline, Any, Known], str | None]"


@frozen(kw_only=True)
class Known:
    """What only the book knows.

    Attributes:
        number: whether the body has given this decision, action or question number in any meeting.
        bearer: the type name of the event that bears that number, or ``None`` where that is not known.
        party: whether a party has this id.
    """

    number: Callable[[str], bool] = lambda _number: False
    bearer: Callable[[str], str | None] = lambda _number: None
    party: Callable[[PartyId], bool] = lambda _party: True


@frozen
class Rule:
    """A rule: its id, the event types it is about, and the check, which answers with an objection or ``None``."""

    id: str
    about: tuple[type[Event], ...]
    check: Check


RULES: list[Rule] = []


def keep(rule_id: str, *about: type[Event]) -> Callable[[Check], Check]:
    """Enter a check among the rules, under its id."""

    def enter(check: Check) -> Check:
        RULES.append(Rule(rule_id, about, check))
        return check

    return enter


@per_type
def rules_for(event_type: type[Event]) -> tuple[Rule, ...]:
    """The rules that are about events of this type."""
    return tuple(rule for rule in RULES if issubclass(event_type, rule.about))
