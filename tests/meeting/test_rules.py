"""Each rule refuses what it is about, says why, and lets the rest pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alliance_minutes.errors import InvalidTextError, InvalidValueError, RefusedError
from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    AttendanceNoted,
    DecisionTaken,
    DocumentAttached,
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    MinutesPublished,
    MinutesSigned,
    PassageClosed,
    PassageOpened,
    Point,
    PresentationGiven,
    ProposalMade,
    QuestionAnswered,
    QuestionAsked,
    QuorumNoted,
)
from alliance_minutes.meeting import RULES, Known, Outline, clear_of, decide
from alliance_minutes.values import Closed, Link, Mention, PartialDate, Strong, Tally

if TYPE_CHECKING:
    from alliance_minutes.events import Event

CONVENED = MeetingConvened(body="b", held_on=PartialDate(2025, 6, 30))
ITEM = ItemOpened(title=("One",))  # version 2
OTHER = ItemOpened(title=("Two",))  # version 3
SAID = ItemDiscussed(item=2, text=("said",))  # version 4
MARK = DecisionTaken(item=2, rests_on=4, number="B-1")  # version 5
PROPOSED = ProposalMade(item=2, text=("p",))  # version 6
ASKED = QuestionAsked(item=2, text=("q",), number="V-1")  # version 7
ATTACHED = DocumentAttached(title="d")  # version 8
AGREED = ActionAgreed(item=2, text=("a",), number="A-1")  # version 9
WITHDRAWN = EntryWithdrawn(target=3, reason=("slip",))  # version 10: item 3 is gone
MEETING = (CONVENED, ITEM, OTHER, SAID, MARK, PROPOSED, ASKED, ATTACHED, AGREED, WITHDRAWN)
ADOPTED = MinutesAdopted(adopted_by="m2", editions=("internal",))
KNOWN = Known(party=lambda party: party != "nobody")


def outline(*events: Event) -> Outline:
    """The outline these events leave."""
    made = Outline()
    for event in events:
        made.take(type(event), clear_of(event))
    return made


REFUSED = [
    ("meeting.convened-first", (), SAID),
    ("meeting.convened-first", MEETING, CONVENED),
    ("party.unknown", (), MeetingConvened(body="nobody")),
    ("party.unknown", MEETING, ItemDiscussed(speaker="nobody")),
    ("party.unknown", MEETING, ItemDiscussed(text=("x ", Strong((Mention("nobody", "she"),))))),
    ("party.unknown", MEETING, ItemDiscussed(points=(Point(text=(Mention("nobody"),)),))),
    ("party.unknown", MEETING, ItemOpened(title=(Mention("nobody"),))),
    ("party.unknown", MEETING, ActionAgreed(owners=("a", "nobody"))),
    ("party.unknown", MEETING, DecisionTaken(tally=Tally(names_against=("a", "nobody")))),
    ("party.unknown", MEETING, MinutesSigned(by="nobody", format="html", digest="d")),
    ("item.unknown", MEETING, ItemDiscussed(item=4, text=("x",))),
    ("item.unknown", MEETING, ItemDiscussed(item=99, text=("x",))),
    ("item.unknown", MEETING, ItemDiscussed(item=0, text=("x",))),
    ("item.unknown", MEETING, ItemDiscussed(item=3, text=("x",))),
    ("item.parent-unknown", MEETING, ItemOpened(title=("x",), parent=4)),
    ("mark.unknown", MEETING, DecisionTaken(item=2, rests_on=99)),
    ("mark.unknown", MEETING, DecisionTaken(item=2, rests_on=2)),
    ("mark.on-mark", MEETING, ActionAgreed(item=2, rests_on=5)),
    ("mark.has-words", MEETING, ActionAgreed(item=2, rests_on=4, text=("x",))),
    ("mark.other-item", MEETING, ActionAgreed(item=None, rests_on=4)),
    ("document.unknown", MEETING, PresentationGiven(item=2, document=4)),
    ("question.unknown", MEETING, QuestionAnswered(item=2, question=4)),
    ("question.unknown", MEETING, QuestionAnswered(item=2, number="V-9")),
    ("question.unknown", MEETING, QuestionAnswered(item=2, number="A-1")),
    ("proposal.unknown", MEETING, DecisionTaken(item=2, on=4)),
    ("proposal.unknown", MEETING, ProposalMade(item=2, kind="amendment", amends=7)),
    ("number.unknown", MEETING, ActionCompleted(number="A-9")),
    ("number.unknown", MEETING, ActionCompleted(number="B-1")),
    ("number.unknown", MEETING, DecisionTaken(supersedes="B-9")),
    ("number.taken", MEETING, DecisionTaken(number="B-1")),
    ("tally.sum", MEETING, DecisionTaken(tally=Tally(in_favour=-1))),
    ("tally.sum", MEETING, DecisionTaken(tally=Tally(in_favour=2, names_in_favour=("a",)))),
    ("tally.sum", MEETING, DecisionTaken(tally=Tally(names_in_favour=("a",), names_against=("a",)))),
    ("tally.secret", MEETING, DecisionTaken(tally=Tally(secret=True, names_against=("a",)))),
    ("tally.outcome", MEETING, DecisionTaken(method="unanimous", tally=Tally(in_favour=5, against=1))),
    ("tally.outcome", MEETING, DecisionTaken(outcome="carried", tally=Tally(in_favour=2, against=3))),
    ("tally.outcome", MEETING, DecisionTaken(outcome="rejected", tally=Tally(in_favour=3, against=2))),
    ("quorum.sum", MEETING, QuorumNoted(required=5, present=4, met=True)),
    ("quorum.sum", MEETING, QuorumNoted(required=5, present=8, met=False)),
    ("quorum.sum", MEETING, QuorumNoted(required=-5)),
    ("attendance.votes", MEETING, AttendanceNoted(party="a", status="present", votes=-1)),
    ("signing.not-adopted", MEETING, MinutesSigned(by="a", format="html", digest="d")),
    ("publication.internal", MEETING, MinutesPublished(edition="internal", format="html", digest="d")),
    ("adoption.editions", MEETING, MinutesAdopted(editions=())),
    ("target.unknown", MEETING, EntryWithdrawn(target=99)),
    ("target.unknown", MEETING, PassageClosed(target=99, field="text", ground="privacy")),
    ("closing.field", MEETING, PassageClosed(target=4, field="speaker", ground="privacy")),
    ("closing.field", MEETING, PassageClosed(target=4, ground="privacy")),
    ("closing.words", MEETING, PassageClosed(target=4, field="text", words=("said",), ground="privacy")),
    ("correction.place", MEETING, EntryCorrected(target=4, instead=ItemDiscussed(text=("elsewhere",)))),
    (
        "correction.place",
        MEETING,
        EntryCorrected(target=5, instead=DecisionTaken(item=2, rests_on=4, number="B-2")),
    ),
    ("correction.place", MEETING, EntryCorrected(target=2, instead=ItemOpened(title=("x",), parent=2))),
    (
        "correction.content",
        MEETING,
        EntryCorrected(target=5, instead=DecisionTaken(item=2, rests_on=4, number="B-1", on=4)),
    ),
    ("correction.type", MEETING, EntryCorrected(target=4, instead=ASKED)),
    ("correction.authority", (*MEETING, ADOPTED), EntryWithdrawn(target=4)),
    ("correction.authority", MEETING, EntryWithdrawn(target=4, authority=99)),
    ("correction.authority", MEETING, EntryWithdrawn(target=4, decision="B-9")),
    ("correction.authority", (*MEETING, ADOPTED), EntriesAdded(reason=("late",))),
    ("correction.authority", MEETING, EntryWithdrawn(target=4, authority=3)),
    ("correction.authority", (*MEETING, EntryWithdrawn(target=5)), EntryWithdrawn(target=4, decision="B-1")),
    ("authority.kind", MEETING, EntryWithdrawn(target=4, authority=1)),
    ("authority.kind", MEETING, EntryWithdrawn(target=4, authority=2)),
    ("authority.kind", MEETING, EntryWithdrawn(target=4, authority=6)),
    ("authority.kind", MEETING, EntryWithdrawn(target=4, authority=10)),
    ("authority.kind", MEETING, EntriesAdded(authority=4)),
    ("authority.itself", MEETING, EntryWithdrawn(target=5, authority=5)),
    ("authority.itself", MEETING, EntryWithdrawn(target=5, decision="B-1")),
    ("correction.reason", (*MEETING, ADOPTED), EntryWithdrawn(target=4, decision="B-1")),
    ("correction.reason", (*MEETING, ADOPTED), EntryWithdrawn(target=4, decision="B-1", reason=("  ",))),
    ("correction.reason", (*MEETING, ADOPTED), EntryWithdrawn(target=4, decision="B-1", reason=("\u200b…",))),
    ("correction.reason", (*MEETING, ADOPTED), EntryMoved(target=4, item=2, after=9, authority=5)),
    ("closing.reason", (*MEETING, ADOPTED), PassageClosed(subject="item", target=2, ground="privacy")),
    ("closing.reason", (*MEETING, ADOPTED), PassageOpened(subject="item", target=2)),
    ("target.withdrawn", MEETING, EntryWithdrawn(target=3)),
    ("target.withdrawn", MEETING, EntryCorrected(target=3, instead=OTHER)),
    ("target.act", MEETING, EntryWithdrawn(target=10)),
    ("target.act", MEETING, EntryMoved(target=1, after=4)),
    ("target.convened", MEETING, EntryWithdrawn(target=1)),
    ("target.echo", (*MEETING, ADOPTED), EntryWithdrawn(target=11, authority=5, reason=("x",))),
    ("move.unknown", MEETING, EntryMoved(target=4, after=99, item=2)),
    ("move.unknown", MEETING, EntryMoved(target=4, through=0, after=9, item=2)),
    ("move.unknown", MEETING, EntryMoved(target=4, item=3)),
    ("move.unknown", MEETING, EntryMoved(target=7, item=2, rests_on=5)),
    ("move.unknown", MEETING, EntryMoved(target=7, rests_on=4)),
    ("move.within", MEETING, EntryMoved(target=2, item=2)),
    ("move.within", MEETING, EntryMoved(target=4, item=2, rests_on=4)),
    ("move.within", MEETING, EntryMoved(target=4, item=2, rests_on=6)),
    ("place.unknown", MEETING, ItemDiscussed(item=2, text=("x",), after=11)),
    ("place.unknown", MEETING, ItemDiscussed(item=2, text=("x",), added=4)),
    ("adopted.fixed", (*MEETING, ADOPTED), SAID),
    ("adopted.fixed", (*MEETING, ADOPTED), ItemDiscussed(item=2, text=("x",), added=4)),
]


@pytest.mark.parametrize(("rule", "before", "event"), REFUSED)
def test_a_rule_refuses(rule: str, before: tuple[Event, ...], event: Event) -> None:
    """What breaks a rule is refused with that rule's id."""
    with pytest.raises(RefusedError) as refused:
        decide(outline(*before), [event], KNOWN)

    assert rule == refused.value.rule


def test_every_rule_is_tested_and_says_itself() -> None:
    """No rule goes without a case above and a sentence of its own."""
    assert {rule.id for rule in RULES} == {case[0] for case in REFUSED}
    assert all((rule.check.__doc__ or "").endswith(".") for rule in RULES)


ALLOWED = [
    ItemDiscussed(text=("outside all items",)),
    ItemOpened(title=("sub",), parent=2),
    MinutesPublished(format="html", digest="d"),
    ActionAgreed(item=2, rests_on=4),
    PresentationGiven(item=2, document=8),
    QuestionAnswered(item=2, question=7),
    QuestionAnswered(item=2, number="V-1"),
    QuestionAnswered(item=2),
    DecisionTaken(item=2, on=6, supersedes="B-1", tally=Tally(in_favour=1, names_in_favour=("a",))),
    DecisionTaken(outcome="rejected", tally=Tally(in_favour=3, against=2, required="2/3")),
    DecisionTaken(tally=Tally(in_favour=120, names_in_favour=("a",), unit="votes")),
    ActionCompleted(number="A-1"),
    QuorumNoted(required=5, present=8, met=True),
    QuorumNoted(present=8),
    EntryCorrected(target=4, instead=ItemDiscussed(item=2, text=("better",))),
    EntryCorrected(target=2, instead=ItemOpened(title=("One",), number="1")),
    EntryMoved(target=4, after=9, item=None),
    EntryMoved(target=5, item=2, rests_on=6),
    EntryWithdrawn(target=4, decision="B-1"),
    EntryCorrected(target=4, instead=ItemDiscussed(item=2, text=(Mention("nobody"),))),
    PassageClosed(target=4, field="text", words=(Closed(("said",), "privacy"),), ground="privacy"),
    PassageClosed(subject="item", target=2, ground="privacy"),
]


@pytest.mark.parametrize("event", ALLOWED)
def test_what_keeps_the_rules_happens(event: Event) -> None:
    """What breaks no rule is decided as it was asked."""
    assert decide(outline(*MEETING), [event], KNOWN) == (event,)


def test_later_events_of_one_proposal_may_lean_on_earlier_ones() -> None:
    """A whole meeting can be proposed at once."""
    assert decide(Outline(), MEETING) == MEETING


def test_a_refusal_says_which_event_it_is_about() -> None:
    """The index counts from 0 in what was proposed."""
    with pytest.raises(RefusedError) as refused:
        decide(Outline(), [*MEETING, ActionCompleted(number="A-9")])

    assert refused.value.index == len(MEETING)


def test_deciding_does_not_change_the_outline() -> None:
    """The outline handed in stays as it was."""
    before = outline(*MEETING)

    decide(before, [SAID])

    assert before.version == len(MEETING)


def test_a_number_of_another_meeting_is_known_by_the_book() -> None:
    """The book answers for numbers that this meeting did not give."""
    known = Known(number=lambda number: number == "A-2024-001")

    assert decide(outline(*MEETING), [ActionCompleted(number="A-2024-001")], known)


def test_an_adoption_by_another_meeting_may_follow_an_adoption() -> None:
    """The public edition may be adopted after the internal one."""
    assert decide(outline(*MEETING, ADOPTED), [MinutesAdopted(adopted_by="m3", editions=("public",))])


@pytest.mark.parametrize(
    "event",
    [
        ItemDiscussed(text=3),
        ItemDiscussed(item="2"),
        ItemDiscussed(item=True),
        ItemDiscussed(points=["x"]),
        ItemDiscussed(points=("x",)),
        DecisionTaken(method="shouting"),
        DecisionTaken(tally=3),
        ItemOpened(title=("x",), closed="because"),
        ItemDiscussed(text=(Closed(("x",), "because"),)),
        ItemDiscussed(points=(Point(text=("x",), level=-1),)),
        DocumentAttached(title="x", size=-1),
        MeetingConvened(body="b", language="klingon!"),
        PassageClosed(target=4, ground="because"),
        MeetingConvened(body="b", held_on="2025"),
        MeetingConvened(body=None),
    ],
)
def test_values_of_the_wrong_type_are_refused(event: Event) -> None:
    """What a program hands in is checked like what a person types."""
    with pytest.raises(InvalidValueError, match="expected"):
        decide(outline(*MEETING), [event])


def test_text_is_checked_wherever_it_stands() -> None:
    """Words inside links, points and tallies are words like any other."""
    with pytest.raises(InvalidTextError):
        decide(outline(*MEETING), [ItemDiscussed(text=(Link(("x",), "javascript:x"),))])
    with pytest.raises(InvalidTextError):
        decide(outline(*MEETING), [DecisionTaken(tally=Tally(unit="\0"))])


def test_decided_words_have_one_form() -> None:
    """What is decided equals what will be read back."""
    decided = decide(outline(*MEETING), [ItemDiscussed(item=2, text=("a\r\n", "b"))])

    assert decided == (ItemDiscussed(item=2, text=("a\nb",)),)
