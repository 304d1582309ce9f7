"""What follows from the entries of a meeting as they read now: who was there, what is open, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    AttendanceNoted,
    ChairTaken,
    DecisionTaken,
    DocumentAttached,
    MinutesAdopted,
    MinutesCirculated,
    ParticipantArrived,
    ParticipantLeft,
    PartnerSigned,
    ProposalMade,
    QuestionAnswered,
    QuestionAsked,
    QuorumNoted,
)
from alliance_minutes.meeting.state import Action, Chairing, Presence, Proposal, Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time

    from alliance_minutes.events import Edition, Event, Status
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.values import PartyId


class _Attendee:
    __slots__ = ("intervals", "noted", "version")

    def __init__(self, version: int) -> None:
        self.version = version
        self.noted: AttendanceNoted | None = None
        self.intervals: list[list[time | None]] = []


class Derivation:
    """Takes entries in order, and gives the fields of :class:`~alliance_minutes.meeting.state.Minutes` they lead to."""

    def __init__(self) -> None:
        self._attendees: dict[PartyId, _Attendee] = {}
        self._nobody: dict[Status, None] = {}
        self._chairs: list[Chairing] = []
        self._quorum: QuorumNoted | None = None
        self._proposals: dict[int, list[Any]] = {}  # version: [event, version of the decision]
        self._decisions: list[tuple[int, DecisionTaken]] = []
        self._actions: dict[int, list[Any]] = {}  # version: [event, status]
        self._signatures: list[tuple[int, PartnerSigned]] = []
        self._attachments: list[tuple[int, DocumentAttached]] = []
        self._questions: dict[int, list[Any]] = {}  # version: [event, versions of answers, settled]
        self._numbered: dict[str | None, int] = {}  # number of an action or question: its version
        self._adopted: set[Edition] = set()
        self._circulated: set[Edition] = set()

    def take(self, entry: Entry) -> None:
        """Take the next entry; one that was withdrawn leads to nothing."""
        derive = self._BY_TYPE.get(type(entry.event))
        if derive is not None and not entry.withdrawn:
            derive(self, entry.version, entry.event)

    def result(self) -> dict[str, Any]:
        """The derived fields."""
        return {
            "attendance": tuple(_presence(party, one) for party, one in self._attendees.items()),
            "nobody": tuple(self._nobody),
            "chairs": tuple(self._chairs),
            "quorum": self._quorum,
            "proposals": tuple(
                Proposal(version=v, event=event, decision=decision)
                for v, (event, decision) in self._proposals.items()
            ),
            "decisions": tuple(self._decisions),
            "actions": tuple(
                Action(version=v, event=event, status=status) for v, (event, status) in self._actions.items()
            ),
            "signatures": tuple(self._signatures),
            "attachments": tuple(self._attachments),
            "questions": tuple(
                Question(version=v, event=event, answers=tuple(answers), settled=settled)
                for v, (event, answers, settled) in self._questions.items()
            ),
            "adopted": frozenset(self._adopted),
            "circulated": frozenset(self._circulated),
        }

    def _attendee(self, party: PartyId, version: int) -> _Attendee:
        return self._attendees.setdefault(party, _Attendee(version))

    def _number(self, version: int, number: str | None) -> None:
        if number is not None:
            self._numbered[number] = version

    def _attendance(self, version: int, event: AttendanceNoted) -> None:
        if event.party is None:
            self._nobody[event.status] = None
            return
        attendee = self._attendee(event.party, version)
        attendee.noted = event
        attendee.version = version
        if event.status == "present":
            attendee.intervals = [[event.since, event.until]]

    def _arrived(self, version: int, event: ParticipantArrived) -> None:
        attendee = self._attendee(event.party, version)
        last = attendee.intervals[-1] if attendee.intervals else None
        if last == [None, None]:  # noted as present at the head of the minutes; came in later than the start
            last[0] = event.occurred_at
        else:
            attendee.intervals.append([event.occurred_at, None])

    def _left(self, version: int, event: ParticipantLeft) -> None:
        attendee = self._attendee(event.party, version)
        if attendee.intervals and attendee.intervals[-1][1] is None:
            attendee.intervals[-1][1] = event.occurred_at
        else:
            attendee.intervals.append([None, event.occurred_at])

    def _chair(self, version: int, event: ChairTaken) -> None:
        self._chairs.append(Chairing(version=version, chair=event.chair, deputises_for=event.deputises_for))

    def _note_quorum(self, _version: int, event: QuorumNoted) -> None:
        self._quorum = event

    def _proposal(self, version: int, event: ProposalMade) -> None:
        self._proposals[version] = [event, None]

    def _decision(self, version: int, event: DecisionTaken) -> None:
        self._decisions.append((version, event))
        if event.on in self._proposals:
            self._proposals[event.on][1] = version

    def _action(self, version: int, event: ActionAgreed) -> None:
        self._actions[version] = [event, "open"]
        self._number(version, event.number)

    def _action_ended(self, _version: int, event: ActionCompleted | ActionDropped) -> None:
        agreed = self._numbered.get(event.number)
        if agreed in self._actions:
            self._actions[agreed][1] = "completed" if isinstance(event, ActionCompleted) else "dropped"

    def _signature(self, version: int, event: PartnerSigned) -> None:
        self._signatures.append((version, event))

    def _attachment(self, version: int, event: DocumentAttached) -> None:
        self._attachments.append((version, event))

    def _question(self, version: int, event: QuestionAsked) -> None:
        self._questions[version] = [event, [], False]
        self._number(version, event.number)

    def _answer(self, version: int, event: QuestionAnswered) -> None:
        asked = event.question if event.question is not None else self._numbered.get(event.number)
        question = self._questions.get(asked) if asked is not None else None
        if question is not None:
            question[1].append(version)
            question[2] = question[2] or event.settles

    def _adopt(self, _version: int, event: MinutesAdopted) -> None:
        if event.adopted_by is not None:
            self._adopted.update(event.editions)

    def _circulate(self, _version: int, event: MinutesCirculated) -> None:
        self._circulated.add(event.edition)

    _BY_TYPE: ClassVar[dict[type[Event], Callable[[Derivation, int, Any], None]]] = {
        AttendanceNoted: _attendance,
        ParticipantArrived: _arrived,
        ParticipantLeft: _left,
        ChairTaken: _chair,
        QuorumNoted: _note_quorum,
        ProposalMade: _proposal,
        DecisionTaken: _decision,
        ActionAgreed: _action,
        ActionCompleted: _action_ended,
        ActionDropped: _action_ended,
        PartnerSigned: _signature,
        DocumentAttached: _attachment,
        QuestionAsked: _question,
        QuestionAnswered: _answer,
        MinutesAdopted: _adopt,
        MinutesCirculated: _circulate,
    }


def _presence(party: PartyId, attendee: _Attendee) -> Presence:
    noted = attendee.noted
    return Presence(
        party=party,
        status=noted.status if noted else None,
        intervals=tuple((since, until) for since, until in attendee.intervals),
        role=noted.role if noted else None,
        proxy_for=noted.proxy_for if noted else (),
        votes=noted.votes if noted else None,
        version=attendee.version,
    )
