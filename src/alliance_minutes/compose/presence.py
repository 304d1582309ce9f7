"""Telling who was there, who was in the chair, and who had an interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.calendar import clock
from alliance_minutes.document import Attendance, Notice, Text
from alliance_minutes.events import (
    AttendanceNoted,
    ChairTaken,
    ConflictDeclared,
    ParticipantArrived,
    ParticipantLeft,
    QuorumNoted,
)

if TYPE_CHECKING:
    from alliance_minutes.compose.told import Tellers, Told
    from alliance_minutes.document import Fact, Inlines, NoticeKind
    from alliance_minutes.events import Shown
    from alliance_minutes.values import PartyId


def _notice(
    told: Told,
    event: Shown,
    kind: NoticeKind,
    label: str,
    *facts: tuple[Fact, ...],
    party: PartyId | None = None,
) -> Notice:
    at = clock(event.occurred_at) if event.occurred_at else None
    words, who = told.about("party", told.scribe.say.frame.who, party)
    return Notice(kind=kind, at=at, **told.common(label, who, *facts, words=words))


def chair(told: Told, event: ChairTaken) -> Notice:
    """A party took the chair."""
    scribe, say = told.scribe, told.scribe.say.frame
    return _notice(
        told,
        event,
        "chair",
        say.chair,
        scribe.party("deputises-for", say.deputises_for, event.deputises_for),
        scribe.fact("reason", say.reason, scribe.inlines(event.reason)),
        party=event.chair,
    )


def attendance(told: Told, event: AttendanceNoted) -> Attendance:
    """Whether a party was there; that nobody was is said as such."""
    scribe, say = told.scribe, told.scribe.say.frame
    words = told.words()
    if event.party is None:
        words = words or (Text(say.nobody),)
    party: Inlines = ()
    if event.party is not None and not told.names_itself(event.party):
        party = (scribe.names.printed(event.party),)
    return Attendance(
        party=party,
        status=event.status,
        since=clock(event.since) if event.since else None,
        until=clock(event.until) if event.until else None,
        votes=event.votes,
        **told.common(
            "" if told.listed else say.attendance[event.status],
            _capacity(told, event),
            scribe.time("since", say.since, event.since),
            scribe.time("until", say.until, event.until),
            scribe.parties("proxy-for", say.proxy_for, event.proxy_for),
            scribe.count("votes", say.votes, event.votes),
            words=words,
        ),
    )


def _capacity(told: Told, event: AttendanceNoted) -> tuple[Fact, ...]:
    """In which role and for whom the party was there, where its name may be printed."""
    scribe, say = told.scribe, told.scribe.say.frame
    known = scribe.names.find(event.party)
    if known is None or scribe.names.hidden(event.party):
        return scribe.fact("role", say.role, event.role)
    return (
        *scribe.fact("role", say.role, event.role or known.role),
        *scribe.fact("organisation", say.organisation, known.organisation),
    )


def arrived(told: Told, event: ParticipantArrived) -> Notice:
    """A party came in after the start."""
    say = told.scribe.say.frame
    return _notice(told, event, "arrived", say.arrived, party=event.party)


def left(told: Told, event: ParticipantLeft) -> Notice:
    """A party left before the end."""
    say = told.scribe.say.frame
    return _notice(told, event, "left", say.left, party=event.party)


def quorum(told: Told, event: QuorumNoted) -> Notice:
    """The quorum was established, or not."""
    scribe, say = told.scribe, told.scribe.say.frame
    met: str | None = None if event.met is None else say.yes if event.met else say.no
    return _notice(
        told,
        event,
        "quorum",
        say.quorum,
        scribe.count("required", say.required, event.required),
        scribe.count("present", say.present, event.present),
        scribe.fact("met", say.met, met),
    )


def conflict(told: Told, event: ConflictDeclared) -> Notice:
    """A party declared an interest of its own."""
    say = told.scribe.say.frame
    return _notice(told, event, "conflict", say.conflict, party=event.party)


TELLERS: Tellers = {
    ChairTaken: chair,
    AttendanceNoted: attendance,
    ParticipantArrived: arrived,
    ParticipantLeft: left,
    QuorumNoted: quorum,
    ConflictDeclared: conflict,
}
