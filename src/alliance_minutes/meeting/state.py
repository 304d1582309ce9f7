"""The state of one meeting, as its events leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from datetime import datetime, time

    from alliance_minutes.events import (
        ActionAgreed,
        DecisionTaken,
        DocumentAttached,
        Edition,
        Event,
        MeetingConvened,
        PartnerSigned,
        ProposalMade,
        QuestionAsked,
        QuorumNoted,
        Status,
    )
    from alliance_minutes.values import PartialDate, PartyId, Words

AmendmentKind: TypeAlias = Literal["corrected", "withdrawn", "moved", "added"]


@frozen(kw_only=True)
class Amendment:
    """What was done to an entry afterwards.

    Attributes:
        version: the entry that did it.
        reason: why.
        authority, decision: the entry, or the number of the decision, that allowed it.
        kind: what was done.
        after_adoption: whether the minutes were adopted by then.
        before, since: the event as it read before and after a correction; else ``None``.
    """

    version: int
    reason: Words
    authority: int | None
    after_adoption: bool
    kind: AmendmentKind = "corrected"
    decision: str | None = None
    before: Event | None = None
    since: Event | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether the entry was withdrawn by it."""
        return self.kind == "withdrawn"


@frozen(kw_only=True)
class Entry:
    """One entry as it reads now.

    Attributes:
        version, position, recorded_at, recorded_by: its envelope.
        event: what happened, with later corrections and closings applied.
        original: the event as first recorded, where it was corrected since; else ``None``.
        amendments: what was done to it since, in order.
        marks: versions of the entries that rest on it.
        closed: ground on which the entry as a whole is closed now (an item, a document), or ``None``.
        erased: whether words of it were erased.
        outdated: whether it was corrected or withdrawn after the moment that is looked at.
    """

    version: int
    position: int
    recorded_at: datetime
    recorded_by: PartyId | None
    event: Event
    original: Event | None = None
    amendments: tuple[Amendment, ...] = ()
    marks: tuple[int, ...] = ()
    closed: str | None = None
    erased: bool = False
    outdated: bool = False

    @property
    def withdrawn(self) -> bool:
        """Whether it was withdrawn."""
        return any(amendment.withdrawn for amendment in self.amendments)


@frozen(kw_only=True)
class Item:
    """An agenda item: the entry that opened it, what was recorded under it, and its sub-items."""

    entry: Entry
    entries: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()


@frozen(kw_only=True)
class Presence:
    """What is known of one party's attendance.

    Attributes:
        party: who.
        status: as noted, or ``None`` when it only came in or left.
        intervals: times between which it was there; ``None`` on a side nobody noted. Empty when it was not there.
        role, proxy_for, votes: as noted.
        version: the entry that noted it.
    """

    party: PartyId
    status: Status | None
    intervals: tuple[tuple[time | None, time | None], ...] = ()
    role: str | None = None
    proxy_for: tuple[PartyId, ...] = ()
    votes: int | None = None
    version: int = 0


@frozen(kw_only=True)
class Chairing:
    """Who was in the chair from the entry ``version`` on, and for whom."""

    version: int
    chair: PartyId
    deputises_for: PartyId | None = None


@frozen(kw_only=True)
class Question:
    """A question and its answers (versions); ``settled`` once an answer that is not provisional came."""

    version: int
    event: QuestionAsked
    answers: tuple[int, ...] = ()
    settled: bool = False


@frozen(kw_only=True)
class Proposal:
    """A proposal, and the version of the decision on it, or ``None`` while undecided."""

    version: int
    event: ProposalMade
    decision: int | None = None


@frozen(kw_only=True)
class Action:
    """An action agreed in this meeting, and what became of it in this meeting."""

    version: int
    event: ActionAgreed
    status: Literal["open", "completed", "dropped"] = "open"


@frozen(kw_only=True)
class Minutes:
    """The minutes of one meeting at one version: an immutable value.

    Attributes:
        id: the meeting's stream.
        version: the version of the last entry folded; 0 for nothing.
        size: how many entries the book had at the moment that this is the state of. A checkpoint of this size, or of
            a larger ledger that is consistent with it, proves the state; it does not count when two are compared.
        convened: the event that began it, as it reads now.
        entries: every entry, as recorded; the entry of version ``v`` is ``entries[v - 1]``.
        order: the versions in the order of the minutes, which differs where entries were added or moved afterwards.
        before: entries that belong to no item and stand before the first item.
        items: the agenda as a tree.
        after: entries that belong to no item and stand after the first item.
        attendance: one for each party of which anything is known.
        nobody: the attendance statuses of which it is known that nobody had them.
        chairs: who was in the chair, from which entry on.
        quorum: the last quorum noted, or ``None``.
        proposals, decisions, actions, signatures, attachments, questions: by kind, in order, without withdrawn ones;
            decisions, signatures and attachments as pairs of version and event.
        adopted: editions that were adopted.
        circulated: editions that went round.
        closed_parties: parties whose names were closed in this meeting.
        now: the same meeting as it stands now, where this is an earlier moment of it; else ``None``.
    """

    id: str
    version: int
    convened: MeetingConvened
    entries: tuple[Entry, ...]
    order: tuple[int, ...] = ()
    before: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()
    after: tuple[Entry, ...] = ()
    attendance: tuple[Presence, ...] = ()
    nobody: tuple[Status, ...] = ()
    chairs: tuple[Chairing, ...] = ()
    quorum: QuorumNoted | None = None
    proposals: tuple[Proposal, ...] = ()
    decisions: tuple[tuple[int, DecisionTaken], ...] = ()
    actions: tuple[Action, ...] = ()
    signatures: tuple[tuple[int, PartnerSigned], ...] = ()
    attachments: tuple[tuple[int, DocumentAttached], ...] = ()
    questions: tuple[Question, ...] = ()
    size: int = field(default=0, eq=False)
    adopted: frozenset[Edition] = frozenset()
    circulated: frozenset[Edition] = frozenset()
    closed_parties: frozenset[PartyId] = frozenset()
    now: Minutes | None = field(default=None, eq=False, repr=False)

    @property
    def position(self) -> int:
        """The place in the book of the moment that this is the state of; -1 for nothing."""
        return self.size - 1

    @property
    def body(self) -> PartyId:
        """The body that met."""
        return self.convened.body

    @property
    def held_on(self) -> PartialDate | None:
        """The date, as far as known."""
        return self.convened.held_on

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that no answer has settled."""
        return tuple(question for question in self.questions if not question.settled)

    @property
    def ordered(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the minutes."""
        return tuple(self.entries[version - 1] for version in self.order) if self.order else self.entries

    def chair_at(self, version: int) -> PartyId | None:
        """Who was in the chair where the entry ``version`` stands in the minutes, or ``None`` when nobody said."""
        taken = {chairing.version: chairing.chair for chairing in self.chairs}
        chair: PartyId | None = None
        for entry in self.ordered:
            chair = taken.get(entry.version, chair)
            if entry.version == version:
                break
        return chair
