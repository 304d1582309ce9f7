"""Telling what was proposed, decided and promised, and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.calendar import date_label
from alliance_minutes.document import Action, Count, Decision, Proposal, Return, Signing
from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    DecisionTaken,
    ItemDeferred,
    PartnerLeft,
    PartnerSigned,
    ProposalMade,
)
from alliance_minutes.values import PartialDate

if TYPE_CHECKING:
    from alliance_minutes.compose.phrases.keys import Phrases
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.compose.told import Tellers, Told
    from alliance_minutes.document import Fact, Inlines
    from alliance_minutes.values import PartyId, Tally, When

_COUNTS = ("in_favour", "against", "abstain", "blank", "invalid")


def proposal(told: Told, event: ProposalMade) -> Proposal:
    """A proposal, motion or amendment was put forward."""
    scribe, say = told.scribe, told.scribe.say.will
    return Proposal(
        kind=event.kind,
        amends=scribe.place(event.amends),
        decided=told.entry.version in scribe.decided,
        **told.common(
            say.proposal[event.kind],
            told.by("mover", say.mover, event.mover),
            scribe.party("seconder", say.seconder, event.seconder),
            scribe.fact("amends", say.amends, scribe.reference(event.amends)),
        ),
    )


def decision_label(event: DecisionTaken, say: Phrases) -> str:
    """What a decision is called: ``Besluit B-2025-003``."""
    what = say.will.decision[event.kind]
    return say.talk.numbered.format(what=what, number=event.number) if event.number else what


def decision(told: Told, event: DecisionTaken) -> Decision:
    """The meeting decided."""
    scribe, say = told.scribe, told.scribe.say.will
    return Decision(
        number=event.number,
        kind=event.kind,
        method=event.method,
        outcome=event.outcome,
        count=_count(event.tally),
        on=scribe.place(event.on),
        supersedes=event.supersedes,
        **told.common(
            decision_label(event, scribe.say),
            scribe.fact("on", say.on, scribe.reference(event.on)),
            scribe.fact("method", say.method_label, event.method and say.method[event.method]),
            scribe.fact("outcome", say.outcome_label, event.outcome and say.outcome[event.outcome]),
            tally_facts(event.tally, scribe),
            scribe.parties("elected", say.elected, event.elected),
            scribe.fact("objections", say.objections, scribe.inlines(event.objections)),
            scribe.fact("supersedes", say.supersedes, event.supersedes),
        ),
    )


def _count(tally: Tally | None) -> Count | None:
    if tally is None:
        return None
    return Count(
        in_favour=tally.in_favour,
        against=tally.against,
        abstain=tally.abstain,
        blank=tally.blank,
        invalid=tally.invalid,
        unit=tally.unit,
        required=tally.required,
        secret=tally.secret,
    )


def tally_facts(tally: Tally | None, scribe: Scribe) -> tuple[Fact, ...]:
    """The count of a vote as far as it was given, and who voted how where that was noted."""
    if tally is None:
        return ()
    say = scribe.say.will
    counts = {name: getattr(tally, name) for name in _COUNTS}
    told = ", ".join(say.count[name].format(n=n) for name, n in counts.items() if n is not None)
    return (
        *scribe.fact("count", say.count_label, told),
        *scribe.fact("unit", say.unit, tally.unit),
        *scribe.fact("required", say.majority, tally.required),
        *scribe.fact("secret", say.ballot, say.secret if tally.secret else None),
        *scribe.parties("names-in-favour", say.names["in_favour"], tally.names_in_favour),
        *scribe.parties("names-against", say.names["against"], tally.names_against),
        *scribe.parties("names-abstaining", say.names["abstain"], tally.names_abstaining),
    )


def action_label(event: ActionAgreed | ActionCompleted | ActionDropped, what: str, say: Phrases) -> str:
    """What an action is called: ``Actie A-2025-001``."""
    return say.talk.numbered.format(what=what, number=event.number) if event.number else what


def agreed(told: Told, event: ActionAgreed) -> Action:
    """Somebody is to do something."""
    scribe, say = told.scribe, told.scribe.say
    label = (event.number or "") if told.listed else action_label(event, say.will.action["agreed"], say)
    due = event.due
    return Action(
        number=event.number,
        due=None if due is None else str(due),
        **told.common(
            label,
            scribe.parties("owners", say.will.owners, event.owners),
            scribe.fact("due", say.will.due, scribe.when(due)),
        ),
    )


def completed(told: Told, event: ActionCompleted) -> Action:
    """An action is done."""
    say = told.scribe.say
    label = action_label(event, say.will.action["completed"], say)
    return Action(number=event.number, status="completed", **told.common(label))


def dropped(told: Told, event: ActionDropped) -> Action:
    """An action need not be done any more."""
    say = told.scribe.say
    label = action_label(event, say.will.action["dropped"], say)
    return Action(number=event.number, status="dropped", **told.common(label))


def return_label(when: When | None, say: Phrases) -> str:
    """When the item returns: ``Komt terug op 24 september``."""
    if when is None:
        return say.will.returns
    if not isinstance(when, PartialDate):
        return say.will.returns_next
    phrase = say.will.returns_in if when.day is None else say.will.returns_on_day
    return phrase.format(date=date_label(when, say.locale))


def deferred(told: Told, event: ItemDeferred) -> Return:
    """The item returns later."""
    scribe, say = told.scribe, told.scribe.say
    on = event.returns_on
    return Return(
        on=None if on is None else str(on),
        **told.common(
            return_label(on, say),
            scribe.party("to-body", say.will.to_body, event.to_body),
        ),
    )


def signing_label(agreement: str | None, plain: str, named: str) -> str:
    """What was signed or left, where that is known."""
    return named.format(agreement=agreement) if agreement else plain


def _partner(told: Told, partner: PartyId) -> Inlines:
    """The partner as it is to be printed before the words; nothing where these begin with it."""
    return () if told.names_itself(partner) else (told.scribe.names.printed(partner),)


def signed(told: Told, event: PartnerSigned) -> Signing:
    """A partner signed an agreement."""
    scribe, say = told.scribe, told.scribe.say.will
    label = signing_label(event.agreement, say.signed, say.signed_agreement)
    return Signing(
        partner=_partner(told, event.partner),
        agreement=event.agreement,
        **told.common(
            "" if told.listed else label,
            scribe.party("signatory", say.signatory, event.signatory),
        ),
    )


def left(told: Told, event: PartnerLeft) -> Signing:
    """A partner left an agreement."""
    say = told.scribe.say.will
    label = signing_label(event.agreement, say.left, say.left_agreement)
    return Signing(
        partner=_partner(told, event.partner),
        agreement=event.agreement,
        status="left",
        **told.common("" if told.listed else label),
    )


TELLERS: Tellers = {
    ProposalMade: proposal,
    DecisionTaken: decision,
    ActionAgreed: agreed,
    ActionCompleted: completed,
    ActionDropped: dropped,
    ItemDeferred: deferred,
    PartnerSigned: signed,
    PartnerLeft: left,
}
