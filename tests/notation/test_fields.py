"""Each event with each of its fields can be written and read, in both languages."""

from __future__ import annotations

from datetime import time

import pytest
from attrs import evolve
from tests.notation.meetings import PARTIES, known_directory, minutes_of

from alliance_minutes import events as e
from alliance_minutes.meeting.state import Amendment
from alliance_minutes.notation import read, write
from alliance_minutes.notation.phrasing import WRITTEN
from alliance_minutes.parties import Directory, Party
from alliance_minutes.values import NEXT_MEETING, Emphasis, Mention, PartialDate, Tally

DAY = PartialDate(None, 9, 24)
DIGEST = "sha256:" + "0a" * 32
TALLY = Tally(
    in_favour=2, against=1, abstain=1, blank=0, invalid=1, unit="hands; x", required="2/3",
    names_in_favour=("p1", "p2"), names_against=("p3",), names_abstaining=("p7",),
)  # fmt: skip
# Each stands as event 6, under item 2, after a paragraph (3), an attachment (4) and a question and a proposal.
SAMPLES = (
    e.MeetingOpened(occurred_at=time(19, 30)),
    e.MeetingAdjourned(occurred_at=time(19, 30), text=("Pauze.",)),
    e.MeetingResumed(text=("Verder.",)),
    e.MeetingClosed(occurred_at=time(19, 30, 5)),
    e.ChairTaken(chair="p1", deputises_for="p2", reason=("te *laat*; (ja)", Emphasis(("nu",)))),
    e.ChairTaken(chair="p8", text=("vanaf nu",)),
    e.AttendanceNoted(party=None, status="absent"),
    e.AttendanceNoted(
        party="p7", status="present", since=time(19), until=time(20, 0, 1), role="lid, x", proxy_for=("p1", "p10"), votes=3
    ),
    e.AttendanceNoted(party="p5", status="apologies", text=("ziek",)),
    e.ParticipantArrived(party="p4", occurred_at=time(20)),
    e.ParticipantLeft(party="p4", text=("naar huis",)),
    e.QuorumNoted(required=5, present=8, met=True),
    e.QuorumNoted(required=5, present=8, met=None, text=("ja",)),
    e.QuorumNoted(met=False),
    e.QuorumNoted(text=("vereist 5",)),
    e.ConflictDeclared(party="p2", text=("Hij woont daar.",)),
    e.ItemDiscussed(text=("a\n\n b ",), speaker="p1", points=(e.Point(("x",), 2, "b"), e.Point((), 0, "1"))),
    e.ItemDiscussed(speaker="p1", occurred_at=time(19, 40), text=("@Jan: nee",)),
    e.ItemDiscussed(speaker=None, text=(Mention("p1"), ": Besluit: ja")),
    e.ItemDiscussed(speaker="p1", text=(Mention("p1", "zij"), " zegt")),
    e.ItemDiscussed(points=(e.Point(("los",)),)),
    e.ItemDiscussed(),
    e.ItemDiscussed(speaker="p1"),
    e.AnnouncementMade(by="p1", text=("Feest.",)),
    e.PresentationGiven(presenter="p1", document=4, text=("Zo.",)),
    e.ConsiderationRaised(by="p9", text=("Let op.",)),
    e.QuestionAsked(by="p1", number="V-2025-001", text=("Hoe?",)),
    e.QuestionAsked(number="vraag 1; x", text=("Hoe?",)),
    e.QuestionAnswered(by="p6", question=5, settles=False, text=("Zo.",)),
    e.QuestionAnswered(question=None, text=("Zo.",)),
    e.QuestionAnswered(question=5, number="V-2024-001", text=("Zo.",)),
    e.ProposalMade(kind="motion", mover="p1", seconder="p2", text=("Meer.",)),
    e.ProposalMade(seconder="p2", text=("Meer.",)),
    e.ProposalMade(kind="amendment", amends=None, text=("Minder.",)),
    e.ProposalMade(kind="amendment", amends=6, text=("Minder.",)),
    e.DecisionTaken(number="B-2025-001", on=6, kind="election", method="vote", outcome="carried", tally=TALLY,
                    objections=("te; laat",), elected=("p1", "p3"), supersedes="B-2024-009", text=("Ja.",)),
    e.DecisionTaken(on=None, kind="noted", method="unanimous", outcome="conditional", text=("Ja.",)),
    e.DecisionTaken(tally=Tally(in_favour=3), method=None, number="7/b", text=("Ja.",)),
    e.DecisionTaken(tally=Tally(secret=True, required="meer dan de helft"), method="vote", text=("Ja.",)),
    e.DecisionTaken(tally=Tally(unit="hands"), method="acclamation", text=("Ja.",)),
    e.ActionAgreed(number="A-2025-001", owners=("p1", "p2"), due=DAY, text=("Doe.",)),
    e.ActionAgreed(due=NEXT_MEETING, occurred_at=time(20)),
    e.ActionCompleted(number="A-2025-001"),
    e.ActionDropped(number="7; x", text=("niet",)),
    e.ItemDeferred(returns_on=NEXT_MEETING, to_body="p3"),
    e.ItemDeferred(returns_on=PartialDate(2025, 9), text=("later",)),
    e.PartnerSigned(partner="p1", agreement="convenant", signatory="p2"),
    e.PartnerSigned(partner="p1", agreement="@het; (convenant)", text=("ja",)),
    e.PartnerLeft(partner="p4", agreement="door akkoord"),
    e.DocumentAttached(title="Plan <a> {b}", name="a.pdf", media_type="a/b", size=3, digest=DIGEST, closed="5.2"),
    e.DocumentAttached(title="", text=("ja",)),
    e.MinutesAdopted(editions=("internal", "public"), held_on=DAY, meeting="ab/1", corrections=("*x*; y",), text=("ja",)),
    e.MinutesAdopted(editions=(), last=True),
    e.NextMeetingSet(on=DAY, starts_at="19:30"),
    e.NextMeetingSet(on=DAY, starts_at="na het eten", place="hier, daar", occurred_at=time(20), text=("ja",)),
    e.NextMeetingSet(place="hier"),
    e.NextMeetingSet(text=("24 september",)),
    e.NextMeetingSet(),
    e.ItemOpened(title=("2. Titel",), number=None, kind="spot; light", parent=2, closed="privacy", returns_from="ab/3"),
    e.ItemOpened(title=(), number="A;1"),
)  # fmt: skip
BEFORE = (
    e.MeetingConvened(body="p0", title=("Verslag",), held_on=PartialDate(2025, 6, 30)),
    e.ItemOpened(title=("Punt",), number="1"),
    e.ItemDiscussed(item=2, text=("Er is iets gezegd.",)),
    e.DocumentAttached(item=2, title="Plan"),
    e.QuestionAsked(item=2, text=("Wat?",)),
    e.ProposalMade(item=2, text=("Zo.",)),
)


def back(stream, language, parties=PARTIES):
    text = write(minutes_of(stream), parties, language=language)
    return text, read(text, directory=known_directory())


def test_every_event_that_has_a_notation_has_a_sample():
    """A new event without one fails."""
    assert {type(sample) for sample in SAMPLES} == WRITTEN


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.TYPE)
def test_an_event_comes_back_with_all_its_fields(sample, language):
    """In an item, outside all items, and under an earlier item."""
    here = sample if isinstance(sample, e.ItemOpened) else evolve(sample, item=2)
    stream = [*BEFORE, here]
    text, draft = back(stream, language)
    assert list(draft.events) == stream, text
    assert [str(message) for message in draft.messages] == []
    if not isinstance(sample, e.ItemOpened):
        stream = [*BEFORE, evolve(sample, item=None), e.ItemOpened(title=("Ander",)), evolve(sample, item=2)]
        if not getattr(sample, "number", None):
            text, draft = back(stream, language)
            assert list(draft.events) == stream, text


WORDLESS = [s for s in SAMPLES if isinstance(s, e.Shown) and not s.text and not getattr(s, "points", ())]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sample", WORDLESS, ids=lambda sample: sample.TYPE)
def test_an_event_without_words_can_be_a_mark(sample, language):
    """Directly under what it rests on, and later."""
    stream = [*BEFORE, evolve(sample, item=2, rests_on=6), e.ConflictDeclared(item=2, rests_on=6)]
    stream.append(e.AnnouncementMade(item=2, rests_on=3))
    text, draft = back(stream, language)
    assert list(draft.events) == stream, text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_leads_the_stream_is_front_matter(language):
    """Chair, attendance and attachments in their order; what comes again is a keyword line."""
    stream = [
        evolve(
            BEFORE[0],
            form="hybrid",
            place="Hier: daar",
            secretary="p1",
            planned=("Een", "twee;"),
            language="en",
        ),
        e.AttendanceNoted(party="p1", status="present", role="lid"),
        e.AttendanceNoted(party="p2", status="present", proxy_for=("p3",)),
        e.AttendanceNoted(party="p8", status="absent"),
        e.ChairTaken(chair="p1", deputises_for="p2", reason=("ziek",)),
        e.AttendanceNoted(party=None, status="apologies"),
        e.DocumentAttached(title="Plan"),
        e.DocumentAttached(title="Kaart: {x}", closed="5.2"),
        e.ChairTaken(chair="p2"),
        e.PartnerSigned(partner="p1", agreement="convenant"),
        e.PartnerSigned(partner="p5", agreement="convenant", signatory="p2"),
        e.PartnerSigned(partner="p4", agreement="ander"),
    ]
    text, draft = back(stream, language)
    assert list(draft.events) == stream, text
    top = text.split("---\n")[1]
    assert top.count("\n- ") >= 7
    assert ("voorzitter: " if language == "nl" else "chair: ") in top


def test_what_is_known_of_the_people_is_written():
    """Role, organisation, kind and openness introduce the same parties in another book."""
    parties = {
        "p0": Party(id="p0", name="Het Bestuur", kind="body"),
        "p1": Party(
            id="p1", name="A. Jansen", kind="person", role="lid", organisation="Groen, Blauw", public=False
        ),
        "p2": Party(id="p2", name="ambtelijk", kind="role"),
        "p3": Party(id="p3", name="Stichting", organisation="Koepel"),
        "p4": Party(id="p4", name="A. Jansen"),
        "p5": Party(id="p5", name=None),
    }
    stream = [
        e.MeetingConvened(body="p0"),
        *(e.ItemDiscussed(text=("x",), speaker=party) for party in parties),
    ]
    directory = Directory()
    draft = read(write(minutes_of(stream), parties, language="nl"), directory=directory)
    assert draft.messages == ()
    found = {one.name: (one.kind, one.role, one.organisation, one.public) for one in directory.introduced}
    assert found == {
        "Het Bestuur": ("body", None, None, True),
        "A. Jansen": ("person", "lid", "Groen, Blauw", False),
        "ambtelijk": ("role", None, None, True),
        "Stichting": (None, None, "Koepel", True),
        "?p4": (None, None, None, True),
        "?p5": (None, None, None, True),
    }


def test_what_was_withdrawn_or_is_no_notation_is_left_out():
    """References count the events of the text, and a mark on a withdrawn entry stands alone."""
    stream = [
        *BEFORE,
        e.EntryWithdrawn(target=3),
        e.DecisionTaken(item=2, rests_on=3),
        e.DecisionTaken(item=2, on=6, text=("Ja.",)),
        e.MinutesAdopted(adopted_by="m2"),
        e.PresentationGiven(item=2, document=4, text=("Kijk.",)),
    ]
    minutes = minutes_of(stream)
    gone = Amendment(version=7, reason=(), authority=None, kind="withdrawn", after_adoption=False)
    entries = [
        evolve(entry, amendments=(gone,)) if entry.version == 3 else entry for entry in minutes.entries
    ]
    text = write(evolve(minutes, entries=tuple(entries)), PARTIES)
    draft = read(text, directory=known_directory())
    assert draft.errors == ()
    assert [type(one) for one in draft.events] == [
        e.MeetingConvened,
        e.ItemOpened,
        e.DocumentAttached,
        e.QuestionAsked,
        e.ProposalMade,
        e.DecisionTaken,
        e.DecisionTaken,
        e.PresentationGiven,
    ]
    assert (draft.events[5].rests_on, draft.events[6].on, draft.events[7].document) == (None, 5, 3)


def test_an_item_that_was_closed_afterwards_is_written_as_closed():
    """So that what was closed stays closed when the text is recorded in another book."""
    minutes = minutes_of([BEFORE[0], e.ItemOpened(title=("Punt",)), e.DocumentAttached(item=2, title="Plan")])
    entries = tuple(
        evolve(entry, closed=None if entry.version == 1 else "privacy") for entry in minutes.entries
    )
    draft = read(write(evolve(minutes, entries=entries), PARTIES), directory=known_directory())
    assert [one.closed for one in draft.events[1:]] == ["privacy", "privacy"]
