"""From events to the state of a meeting."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    AttendanceNoted,
    ChairTaken,
    DecisionTaken,
    DocumentAttached,
    EntryCorrected,
    EntryWithdrawn,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    MinutesCirculated,
    ParticipantArrived,
    ParticipantLeft,
    PartnerSigned,
    PassageClosed,
    PassageOpened,
    ProposalMade,
    QuestionAnswered,
    QuestionAsked,
    QuorumNoted,
    Recorded,
)
from alliance_minutes.meeting import fold
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong

if TYPE_CHECKING:
    from alliance_minutes.events import Event
    from alliance_minutes.meeting import Minutes

NOW = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
CONVENED = MeetingConvened(body="b")


def recorded(*events: Event) -> list[Recorded]:
    """The events with envelopes."""
    return [
        Recorded(
            position=v, stream="m", version=v, recorded_at=NOW, recorded_by=None, command_id="c", event=event
        )
        for v, event in enumerate(events, 1)
    ]


def folded(*events: Event, as_of: int | None = None) -> Minutes:
    """The minutes after a convened meeting and these events (the first has version 2)."""
    return fold("m", recorded(CONVENED, *events), as_of=as_of)


def test_nothing_folds_to_an_empty_meeting() -> None:
    """A meeting of which nothing is known has version 0."""
    assert fold("m", []).version == 0


def test_the_agenda_is_a_tree() -> None:
    """Items hold their entries and sub-items; what belongs to none comes before or after."""
    minutes = folded(
        ItemDiscussed(text=("before",)),
        ItemOpened(title=("1",)),
        ItemOpened(title=("1a",), parent=3),
        ItemDiscussed(item=4, text=("in 1a",)),
        ItemDiscussed(item=3, text=("in 1, later",)),
        ItemDiscussed(text=("after",)),
        ItemDiscussed(item=99, text=("lost",)),
    )

    assert [entry.version for entry in minutes.before] == [2]
    (first,) = minutes.items
    assert [entry.version for entry in first.entries] == [6]
    assert [entry.version for entry in first.items[0].entries] == [5]
    assert [entry.version for entry in minutes.after] == [7, 8]


def test_a_deep_agenda_needs_no_deep_stack() -> None:
    """Ten thousand levels fold like one."""
    items = [ItemOpened(title=("x",), parent=None if v == 2 else v - 1) for v in range(2, 10_002)]

    assert len(folded(*items).items) == 1


def test_presence_is_kept_as_intervals() -> None:
    """Coming and going gives times between which somebody was there."""
    minutes = folded(
        AttendanceNoted(party="a", status="present", role="chair", votes=2, proxy_for=("z",)),
        AttendanceNoted(party="b", status="apologies"),
        AttendanceNoted(party=None, status="absent"),
        AttendanceNoted(party="d", status="present", since=dt.time(19), until=dt.time(20)),
        ParticipantArrived(party="a", occurred_at=dt.time(19, 30)),
        ParticipantLeft(party="a", occurred_at=dt.time(20)),
        ParticipantArrived(party="a", occurred_at=dt.time(21)),
        ParticipantLeft(party="c", occurred_at=dt.time(20, 15)),
    )
    by_party = {presence.party: presence for presence in minutes.attendance}

    assert by_party["a"].intervals == ((dt.time(19, 30), dt.time(20)), (dt.time(21), None))
    assert (by_party["a"].role, by_party["a"].votes, by_party["a"].proxy_for) == ("chair", 2, ("z",))
    assert by_party["b"].intervals == ()
    assert by_party["c"].intervals == ((None, dt.time(20, 15)),)
    assert by_party["c"].status is None
    assert by_party["d"].intervals == ((dt.time(19), dt.time(20)),)
    assert minutes.nobody == ("absent",)


def test_the_chair_is_known_at_each_moment() -> None:
    """Whoever took the chair last before an entry was in it."""
    minutes = folded(
        ItemDiscussed(), ChairTaken(chair="a"), ItemDiscussed(), ChairTaken(chair="b", deputises_for="a")
    )

    assert [minutes.chair_at(version) for version in (2, 3, 4, 5)] == [None, "a", "a", "b"]


def test_proposals_questions_and_actions_know_what_became_of_them() -> None:
    """A decision closes its proposal, a final answer its question, an ending its action."""
    minutes = folded(
        ProposalMade(text=("p",)),
        ProposalMade(text=("undecided",)),
        DecisionTaken(on=2, number="B-1"),
        QuestionAsked(text=("q",), number="V-1"),
        QuestionAsked(text=("r",), number="V-2"),
        QuestionAnswered(question=5, settles=False),
        QuestionAnswered(number="V-2"),
        QuestionAnswered(number="V-other"),
        ActionAgreed(number="A-1"),
        ActionAgreed(number="A-2"),
        ActionAgreed(number="A-3"),
        ActionCompleted(number="A-1"),
        ActionDropped(number="A-2"),
        ActionCompleted(number="A-of-another-meeting"),
    )

    assert [proposal.decision for proposal in minutes.proposals] == [4, None]
    assert [question.version for question in minutes.open_questions] == [5]
    assert [question.answers for question in minutes.questions] == [(7,), (8,)]
    assert [action.status for action in minutes.actions] == ["completed", "dropped", "open"]
    assert [version for version, _ in minutes.decisions] == [4]


def test_signatures_attachments_quorum_and_editions() -> None:
    """What follows from an entry is found by its kind."""
    minutes = folded(
        PartnerSigned(partner="p"),
        DocumentAttached(title="d"),
        QuorumNoted(required=5),
        MinutesCirculated(edition="internal"),
        MinutesAdopted(editions=("internal", "public"), adopted_by="next"),
        MinutesAdopted(editions=("internal",), last=True),
    )

    assert [version for version, _ in minutes.signatures] == [2]
    assert [version for version, _ in minutes.attachments] == [3]
    assert minutes.quorum == QuorumNoted(required=5)
    assert minutes.circulated == {"internal"}
    assert minutes.adopted == {"internal", "public"}


def test_a_correction_changes_how_an_entry_reads_and_keeps_the_original() -> None:
    """The corrected event counts; what was first recorded stays at hand."""
    better = DecisionTaken(number="B-1", outcome="carried")
    minutes = folded(
        DecisionTaken(number="B-1"),
        EntryCorrected(target=2, instead=better, reason=("slip",)),
        MinutesAdopted(adopted_by="next"),
        EntryCorrected(target=2, instead=better, authority=4),
    )

    entry = minutes.entries[1]
    assert (entry.event, entry.original) == (better, DecisionTaken(number="B-1"))
    assert [amendment.after_adoption for amendment in entry.amendments] == [False, True]
    assert minutes.decisions == ((2, better),)


def test_a_withdrawn_entry_leads_to_nothing() -> None:
    """It stays in the record and counts no more."""
    minutes = folded(DecisionTaken(number="B-1"), EntryWithdrawn(target=2, reason=("never taken",)))

    assert minutes.entries[1].withdrawn
    assert minutes.decisions == ()


def test_mending_that_does_not_fit_changes_nothing() -> None:
    """The fold is total: a correction of nothing, or by another type, is passed over."""
    minutes = folded(
        ItemDiscussed(text=("a",)),
        EntryCorrected(target=99, instead=ItemDiscussed()),
        EntryCorrected(target=2, instead=DecisionTaken()),
        EntryWithdrawn(target=0),
        PassageClosed(target=2, field="nothing", ground="privacy"),
        PassageClosed(target=99, field="text", ground="privacy"),
    )

    assert minutes.entries[1].event == ItemDiscussed(text=("a",))
    assert minutes.entries[1].closed == "privacy"  # of what cannot be closed in part, everything is closed


def test_closing_and_opening_a_passage() -> None:
    """A closing carries the field anew; an opening undoes it."""
    closed = (Closed(("a",), "privacy"),)
    said = ItemDiscussed(text=("a",))
    close = PassageClosed(target=2, field="text", words=closed, ground="privacy")

    assert folded(said, close).entries[1].event == ItemDiscussed(text=closed)
    opened = folded(said, close, PassageOpened(target=2, field="text", words=("a",)))
    assert opened.entries[1].event == said


def test_closing_and_opening_items_documents_and_parties() -> None:
    """What is closed as a whole says on which ground, until it is opened."""
    acts = (
        PassageClosed(subject="item", target=2, ground="legal"),
        PassageClosed(subject="document", target=3, ground="legal"),
        PassageClosed(subject="party", party="p", ground="privacy"),
    )
    minutes = folded(ItemOpened(title=("x",)), DocumentAttached(title="d", closed="privacy"), *acts)

    assert [entry.closed for entry in minutes.entries[1:3]] == ["legal", "legal"]
    assert minutes.closed_parties == {"p"}
    opened = folded(
        ItemOpened(title=("x",)),
        DocumentAttached(title="d", closed="privacy"),
        *acts,
        PassageOpened(subject="document", target=3),
        PassageOpened(subject="party", party="p"),
    )
    assert opened.entries[2].closed is None
    assert opened.attachments[0][1].closed is None
    assert opened.closed_parties == frozenset()


def test_an_earlier_version_shows_earlier_content_with_the_openness_of_now() -> None:
    """As-of chooses content, never openness."""
    closed = (Closed(("secret",), "privacy"),)
    events = (
        ItemDiscussed(text=("secret",)),
        ItemDiscussed(text=("later",)),
        PassageClosed(target=2, field="text", words=closed, ground="privacy"),
    )
    minutes = folded(*events, as_of=2)

    assert minutes.version == 2
    assert minutes.entries[1].event == ItemDiscussed(text=closed)


def test_a_correction_moves_nothing_even_in_a_forged_book() -> None:
    """It reads anew where it stands, with the number it has."""
    before = DecisionTaken(item=2, number="B-1", text=("a",))
    minutes = folded(
        ItemOpened(title=("t",), closed="legal"),
        before,
        EntryCorrected(target=3, instead=DecisionTaken(number="B-9", text=("b",))),
    )

    assert minutes.entries[2].event == DecisionTaken(item=2, number="B-1", text=("b",))


def test_a_correction_does_not_open_what_was_closed() -> None:
    """Where it does not say what is closed, the whole entry is, until somebody says."""
    closed = (Closed(("a",), "privacy"), " and b")
    correct = EntryCorrected(target=2, instead=ItemDiscussed(text=("a and c",)))
    opened = PassageOpened(target=2, field="text", words=("a and c",))

    assert folded(ItemDiscussed(text=closed), correct).entries[1].closed == "privacy"
    assert folded(ItemDiscussed(text=closed), correct, opened).entries[1].closed is None


def test_an_earlier_version_closes_what_a_later_correction_shows_as_closed() -> None:
    """Of a later correction only its closing counts."""
    closed = (Closed(("secret",), "privacy"),)
    minutes = folded(
        ItemDiscussed(text=("secret",)),
        EntryCorrected(target=2, instead=ItemDiscussed(text=closed)),
        EntryCorrected(target=9, instead=ItemDiscussed(text=closed)),
        as_of=2,
    )

    assert minutes.entries[1].event == ItemDiscussed(text=closed)
    assert minutes.entries[1].amendments == ()


def test_an_earlier_version_is_closed_whole_where_a_later_correction_leaves_in_doubt_what_is_closed() -> None:
    """What is closed in doubt now is closed at every moment, until somebody says what is open."""
    closed = (Closed(("a",), "privacy"), " and b")
    correct = EntryCorrected(target=2, instead=ItemDiscussed(text=("a and c",)))
    opened = PassageOpened(target=2, field="text", words=("a and c",))

    assert folded(ItemDiscussed(text=closed), correct, as_of=2).entries[1].closed == "privacy"
    assert folded(ItemDiscussed(text=closed), correct, opened, as_of=2).entries[1].closed is None
    assert folded(ItemDiscussed(text=closed), correct, opened, as_of=2).entries[1].event.text == closed


def test_a_later_closing_is_carried_over_where_the_words_are_the_same() -> None:
    """However they are parted into runs, and with their marks; where they are others, the whole field is closed."""
    marked = (Emphasis(("a b",)), Link((Strong((" c",)),), "https://example.org"), Mention("p"))
    closing = (
        Emphasis(("a ", Closed(("b",), "privacy"))),
        Link((Closed((Strong((" c",)),), "privacy"),), "https://example.org"),
        Mention("p"),
    )
    act = PassageClosed(target=2, field="text", words=closing, ground="privacy")
    assert folded(ItemDiscussed(text=marked), act, as_of=2).entries[1].event.text == closing

    other = (
        Emphasis(("a b",)),
        Closed((Strong(("x",)),), "legal"),
        Link(("y",), "https://example.org"),
        Mention("q"),
    )
    bare = (Emphasis(("a b",)), Strong(("x",)), Link(("y",), "https://example.org"), Mention("q"))
    assert folded(ItemDiscussed(text=other), act, as_of=2).entries[1].event.text == (Closed(bare, "privacy"),)


def test_what_is_erased_from_a_later_closing_is_gone_from_the_words_before_it() -> None:
    """The act carries the same words anew; what was erased there may not come back here."""
    erased = ("a ", Closed((Erased(),), "privacy"))
    act = PassageClosed(target=2, field="text", words=erased, ground="privacy")
    assert folded(ItemDiscussed(text=("a b",)), act, as_of=2).entries[1].event.text == erased


def test_a_field_that_said_nothing_yet_is_not_closed_by_a_later_act() -> None:
    """There is nothing in it to close."""
    act = PassageClosed(target=2, field="text", words=(Closed(("a",), "privacy"),), ground="privacy")
    assert folded(ItemDiscussed(), act, as_of=2).entries[1].event.text == ()


EVENTS = st.one_of(
    st.builds(ItemOpened, title=st.just(("t",)), parent=st.none() | st.integers(-1, 9)),
    st.builds(ItemDiscussed, item=st.none() | st.integers(-1, 9), rests_on=st.none() | st.integers(-1, 9)),
    st.builds(EntryWithdrawn, target=st.integers(-1, 12)),
    st.builds(EntryCorrected, target=st.integers(-1, 12), instead=st.just(ItemDiscussed(text=("c",)))),
    st.builds(
        PassageClosed,
        target=st.integers(-1, 12),
        field=st.sampled_from(["text", "x", "item"]),
        ground=st.just("privacy"),
    ),
    st.builds(PassageClosed, subject=st.just("item"), target=st.integers(-1, 12), ground=st.just("privacy")),
    st.builds(DecisionTaken, on=st.none() | st.integers(-1, 9), number=st.sampled_from(["B-1", None])),
    st.builds(ProposalMade),
    st.builds(ActionCompleted, number=st.just("A-1")),
    st.builds(QuestionAnswered, question=st.none() | st.integers(-1, 9)),
    st.builds(ParticipantLeft, party=st.just("p")),
    st.builds(MinutesAdopted, adopted_by=st.sampled_from([None, "m"])),
    st.just(CONVENED),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(EVENTS, max_size=12))
def test_any_sequence_of_events_folds(events: list[Event]) -> None:
    """The fold never raises, and every entry is in it once."""
    minutes = fold("m", recorded(*events))

    assert [entry.version for entry in minutes.entries] == list(range(1, len(events) + 1))


def test_an_adoption_that_rests_on_words_is_one_of_their_marks() -> None:
    """An entry lists every entry that rests on it, an adoption of earlier minutes as well."""
    minutes = folded(ItemDiscussed(text=("Akkoord.",)), MinutesAdopted(rests_on=2, last=True))
    assert minutes.entries[1].marks == (3,)
