"""What was proposed, decided and promised."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.events.base import Shown, clear
from alliance_minutes.values import PartyId, Series, Tally, When, Words  # noqa: TC001 - cattrs resolves the hints

ProposalKind: TypeAlias = Literal["proposal", "motion", "amendment"]
DecisionKind: TypeAlias = Literal["decision", "agreement", "adoption", "election", "noted"]
Method: TypeAlias = Literal["consent", "unanimous", "vote", "acclamation"]
Outcome: TypeAlias = Literal["carried", "amended", "conditional", "rejected", "deferred", "withdrawn"]


@frozen(kw_only=True)
class ProposalMade(Shown):
    """A proposal, motion or amendment was put forward.

    Attributes:
        kind: which of the three.
        mover, seconder: by whom, and with whose support, where known.
        amends: version of the proposal that an amendment changes, or ``None``.
    """

    TYPE: ClassVar[str] = "proposal-made.v1"
    kind: ProposalKind = "proposal"
    mover: PartyId | None = None
    seconder: PartyId | None = None
    amends: int | None = clear(default=None)


@frozen(kw_only=True)
class DecisionTaken(Shown):
    """The meeting decided.

    Attributes:
        number: its number, per body and year; ``None`` asks the book for the next one.
        on: version of the proposal it decides, or ``None``.
        kind: decision, agreement, adoption, election, or taken note of.
        method: how it was reached; ``None``: nobody wrote that down.
        outcome: what became of it; ``None``: as the words say.
        tally: the count, where there was one.
        objections: what was objected, or nothing.
        elected: who was elected.
        supersedes: number of the earlier decision it replaces, or ``None``.
    """

    TYPE: ClassVar[str] = "decision-taken.v1"
    SERIES: ClassVar[Series | None] = "decision"
    number: str | None = clear(default=None)
    on: int | None = clear(default=None)
    kind: DecisionKind = "decision"
    method: Method | None = None
    outcome: Outcome | None = None
    tally: Tally | None = None
    objections: Words = ()
    elected: tuple[PartyId, ...] = ()
    supersedes: str | None = clear(default=None)


@frozen(kw_only=True)
class ActionAgreed(Shown):
    """Somebody is to do something.

    Attributes:
        number: its number, per body and year; ``None`` asks the book for the next one.
        owners: who is to do it; empty when nobody said.
        due: by when, or ``None``.
    """

    TYPE: ClassVar[str] = "action-agreed.v1"
    SERIES: ClassVar[Series | None] = "action"
    number: str | None = clear(default=None)
    owners: tuple[PartyId, ...] = ()
    due: When | None = None


@frozen(kw_only=True)
class ActionCompleted(Shown):
    """The action with this number is done."""

    TYPE: ClassVar[str] = "action-completed.v1"
    number: str = clear()


@frozen(kw_only=True)
class ActionDropped(Shown):
    """The action with this number need not be done any more."""

    TYPE: ClassVar[str] = "action-dropped.v1"
    number: str = clear()


@frozen(kw_only=True)
class ItemDeferred(Shown):
    """The item returns later.

    Attributes:
        returns_on: on a date or at the next meeting; ``None``: nobody said when.
        to_body: to which body, where it is another one.
    """

    TYPE: ClassVar[str] = "item-deferred.v1"
    returns_on: When | None = None
    to_body: PartyId | None = None
