"""The model meeting can be typed without leaving out, moving or rewording a sentence."""

from __future__ import annotations

import re

import pytest
from attrs import fields
from tests.notation.seed import seed_notation, seed_text

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.parties import Directory
from alliance_minutes.values import NEXT_MEETING, Mention, PartialDate, walk


@pytest.fixture
def directory():
    return Directory()


@pytest.fixture
def draft(shared, directory):
    return read(seed_notation(shared), directory=directory)


def said(event, directory):
    """All that an event prints of the text, in order."""
    if isinstance(event, e.MeetingConvened):
        return _plain(event.title, directory)
    if isinstance(event, e.ItemOpened):
        return (f"{event.number}. " if event.number else "") + _plain(event.title, directory)
    own = _plain(event.text, directory)
    if isinstance(event, e.PartnerSigned):
        own = directory.name(event.partner)
    if isinstance(event, e.DocumentAttached):
        own = event.title
    points = [_plain(point.text, directory) for point in getattr(event, "points", ())]
    return " ".join([own, *points])


def _plain(words, directory):
    return "".join(
        (run.shown or directory.name(run.party)) if isinstance(run, Mention) else run
        for run in walk(words)
        if isinstance(run, (str, Mention))
    )


def of(draft, *kinds):
    return [event for event in draft.events if isinstance(event, kinds)]


def test_it_reads_without_a_message(draft):
    """No error and no warning."""
    assert [str(message) for message in draft.messages] == []


def test_no_word_is_left_out_added_or_moved(draft, directory, shared):
    """The words of the events, in order, are the words of the published text."""
    words = " ".join(said(event, directory) for event in draft.events).split()
    assert words == re.sub(r"(?m)^\s*[•-] ", " ", seed_text(shared)).split()


def test_no_year_is_invented(draft):
    """The text says no year, so no date has one."""
    dates = [
        value
        for event in draft.events
        for a in fields(type(event))
        if isinstance(value := getattr(event, a.name), PartialDate)
    ]
    assert PartialDate(None, 6, 30) in dates
    assert {date.year for date in dates} == {None}


def test_eight_partners_sign(draft):
    """The ceremony has eight partners, of which each signs the covenant."""
    assert [event.agreement for event in of(draft, e.PartnerSigned)] == ["convenant"] * 8


def test_four_announcements_of_which_three_name_who_made_them(draft):
    """A bullet that begins with a name is announced by that party."""
    assert [event.by is not None for event in of(draft, e.AnnouncementMade)] == [False, True, True, True]


def test_a_deputy_is_in_the_chair_and_speaks(draft):
    """The chair of the meeting is the deputy, also where only 'the chair' is printed."""
    (chair,) = of(draft, e.ChairTaken)
    assert chair.deputises_for is not None
    (remark,) = [event for event in of(draft, e.ItemDiscussed) if event.speaker == chair.chair]
    assert remark.text[0] == Mention(chair.chair, "De voorzitter van de vergadering")


def test_two_editions_of_the_last_minutes_are_adopted(draft):
    """The mark rests on the sentence that says so."""
    (adopted,) = of(draft, e.MinutesAdopted)
    assert (adopted.editions, adopted.last, adopted.held_on) == (("internal", "public"), True, None)
    assert isinstance(draft.events[adopted.rests_on - 1], e.ItemDiscussed)


def test_an_answer_leaves_its_question_open(draft, directory):
    """The officials answer provisionally; nobody says who they are."""
    (answer,) = of(draft, e.QuestionAnswered)
    assert not answer.settles
    assert isinstance(draft.events[answer.question - 1], e.QuestionAsked)
    (officials,) = [party for party in directory.introduced if party.party == answer.by]
    assert (officials.name, officials.kind) == ("ambtelijk", "role")


def test_four_presentations_travel_with_the_minutes(draft):
    """Each presentation refers to its attachment."""
    assert len(of(draft, e.DocumentAttached)) == 4
    titles = [draft.events[event.document - 1].title for event in of(draft, e.PresentationGiven)]
    assert len(set(titles)) == 4


def test_one_item_returns_on_a_date_and_one_at_the_next_meeting(draft):
    """24 September, without a year, and a next meeting."""
    assert [event.returns_on for event in of(draft, e.ItemDeferred)] == [
        PartialDate(None, 9, 24),
        NEXT_MEETING,
    ]


def test_decisions_say_how_and_what_kind_they_are(draft):
    """Two agreements, a consent and an adoption; the agreement on the criteria is an action too, and returns."""
    decisions = of(draft, e.DecisionTaken)
    assert [(event.kind, event.method) for event in decisions] == [
        ("agreement", None),
        ("agreement", None),
        ("decision", "consent"),
        ("adoption", None),
    ]
    marked = [
        type(event) for event in draft.events if getattr(event, "rests_on", None) == decisions[1].rests_on
    ]
    assert marked == [e.DecisionTaken, e.ActionAgreed, e.ItemDeferred]


def test_six_considerations_and_a_proposal_left_undecided(draft):
    """Any other business ends with a proposal on which nothing is decided."""
    assert len(of(draft, e.ConsiderationRaised)) == 6
    proposals = [
        version for version, event in enumerate(draft.events, 1) if isinstance(event, e.ProposalMade)
    ]
    assert [event.on for event in of(draft, e.DecisionTaken)] == [None, None, proposals[0], None]
    assert len(proposals) == 2
