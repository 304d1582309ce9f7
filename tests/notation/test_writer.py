"""What is written reads back as the same events."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from tests.notation.meetings import PARTIES, known_directory, minutes_of, some_words, streams

from alliance_minutes import events as e
from alliance_minutes.notation import read, write

SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def back(stream, language=None):
    """Write a stream and read it again: the text and the draft."""
    text = write(minutes_of(stream), PARTIES, language=language)
    return text, read(text, directory=known_directory())


def same(stream, language=None):
    text, draft = back(stream, language)
    assert [str(message) for message in draft.errors] == [], text
    for before, after in zip(stream, draft.events, strict=False):
        assert after == before, text
    assert len(draft.events) == len(stream), text


@SETTINGS
@given(some_words)
def test_any_words_of_a_paragraph_come_back_equal(given_words):
    """Whatever stands in a paragraph, writing and reading it gives the same words."""
    same([e.MeetingConvened(body="p0"), e.ItemDiscussed(text=given_words)])


@SETTINGS
@given(some_words)
def test_any_words_of_a_title_a_heading_and_a_header_come_back_equal(given_words):
    """Whatever stands in a title, a heading, a qualifier, a point or after a colon comes back."""
    same(
        [
            e.MeetingConvened(body="p0", title=given_words),
            e.ItemOpened(title=given_words),
            e.DecisionTaken(item=2, text=given_words, objections=given_words),
            e.ItemDiscussed(item=2, points=(e.Point(given_words), e.Point(given_words, 1, "a"))),
            e.ChairTaken(item=2, chair="p1", reason=given_words),
        ]
    )


@SETTINGS
@given(streams())
def test_any_meeting_comes_back_equal_in_dutch(stream):
    """Any sequence of events that have a notation is read back as it was, with Dutch keywords."""
    same(stream, "nl")


@SETTINGS
@given(streams())
def test_any_meeting_comes_back_equal_in_english(stream):
    """Any sequence of events that have a notation is read back as it was, with English keywords."""
    same(stream, "en")
