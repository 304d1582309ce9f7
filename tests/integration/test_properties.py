"""Whatever a caller records through the handles comes out of the book whole, in every format, and goes back in."""

from __future__ import annotations

import itertools
import tempfile
from datetime import time
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.compose.test_properties import EVENTS
from tests.integration.reading import FORMATS, paragraphs, text_of
from tests.notation.meetings import NAMES, streams
from tests.renderers.reading import squeezed

from alliance_minutes import Mention, MinuteBook
from alliance_minutes import events as e
from alliance_minutes.document import Paragraph, plain, walk
from alliance_minutes.errors import InvalidTextError, InvalidValueError, NumberTakenError, RefusedError
from alliance_minutes.events.admission import admitted
from alliance_minutes.renderers.xml.parse import parse
from alliance_minutes.values import PartyId  # noqa: F401 - the hints of the events name it

SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
_COUNT = itertools.count()
"""Each example gets a meeting of its own in one book."""


@pytest.fixture(scope="module")
def book():
    """One book for all examples: making one anew costs more than recording in it."""
    with tempfile.TemporaryDirectory() as folder, MinuteBook.open(Path(folder) / "minutes.db") as opened:
        yield opened


def _recorded(book, stream, parties=None):
    """A meeting in which of these events all were recorded that the rules let through, and how many those were."""
    parties = parties or {f"p{index}": book.party(name) for index, name in enumerate(NAMES)}
    convened = stream[0]
    meeting = book.convene(
        f"Bestuur {next(_COUNT)}",
        str(convened.held_on) if convened.held_on else None,
        title=_in_book(convened.title, parties),
        form=convened.form,
        place=convened.place,
        language=convened.language,
        planned=convened.planned,
    )
    done = 1
    for event in stream[1:]:
        try:
            meeting.record(_in_book(event, parties))
        except (RefusedError, InvalidValueError, InvalidTextError, NumberTakenError):
            continue
        done += 1
    return meeting.id, done


def _in_book(value, parties):
    """The value with the ids of the strategy's parties replaced by those of the book."""
    if isinstance(value, str):
        return parties.get(value, value)
    if isinstance(value, (tuple, list)):
        return tuple(_in_book(one, parties) for one in value)
    if attrs.has(type(value)):
        return attrs.evolve(
            value,
            **{
                a.name: _in_book(getattr(value, a.name), parties) for a in attrs.fields(type(value)) if a.init
            },
        )
    return value


@SETTINGS
@given(stream=streams(), edition=st.sampled_from(["internal", "public"]))
def test_any_decided_sequence_folds_and_renders(book, stream, edition):
    """What a rule refuses is skipped; the rest folds, composes and renders, and no entry is lost."""
    _renders(book, *_recorded(book, stream), edition)


@SETTINGS
@given(events=EVENTS, edition=st.sampled_from(["internal", "public"]))
def test_any_acts_on_a_meeting_fold_and_render(book, events, edition):
    """Also corrections, closings, signatures and erasures of anything, in any order."""
    names = ("body", "chair", "member", "shy", "nameless", "gone", "unknown")
    parties = {name: book.party(f"Partij {name}") for name in names}
    stream = [e.MeetingConvened(body="body"), e.ItemOpened(title=("Punt",)), *events]
    _renders(book, *_recorded(book, stream, parties), edition)


def _renders(book, meeting, done, edition):
    minutes = book.minutes(meeting)
    assert minutes.version == len(minutes.entries) == done
    document = book.document(meeting, edition=edition)
    for format_name in FORMATS:
        content = book.render(meeting, format_name, edition=edition).content
        if format_name == "xml":
            assert parse(content) == document
        assert text_of(format_name, content)


@SETTINGS
@given(stream=streams())
def test_any_meeting_goes_through_notation_and_back(book, stream):
    """Book to notation to book: the same events, parties by name; and what the other book writes is what it holds."""
    meeting, _ = _recorded(book, stream)
    written = book.notation(meeting)
    with tempfile.TemporaryDirectory() as folder, MinuteBook.open(Path(folder) / "other.db") as other:
        again = other.record(written)
        one = _by_name(book.minutes(meeting), book.parties)
        two = _by_name(other.minutes(again.meeting), other.parties)
        assert one == two, written
        assert other.record(written).already
        assert other.record(other.notation(again.meeting)).already


def _by_name(minutes, parties):
    """The events of a meeting with the name of each party in place of its id."""
    names = {party.id: party.name or "" for party in parties.values()}
    return [_in_book(entry.event, names) for entry in minutes.entries]


PIECES = (
    "woord", " ", "  ", "\t", "\n", "\n\n", " \n ", "<b>", "</text:p>", "&amp;", "&#10;", "]]>", "<![CDATA[", "<!--", "-->", "<?x?>",
    "\u202e", "\u2067", "\u200f", "\u2069", "\u200b", "\xa0", "\u2028", "\x85", "é", "e\u0301", "\U0001f600", "\ufeff", "\\", "*", "||", "@[", "{5.2}", "#",
)  # fmt: skip
_ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
TEXTS = st.lists(st.sampled_from(PIECES) | _ANY, min_size=1, max_size=8).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
@example(text="  a \t b\n\n c  ")
@example(text=" ")
@example(text="\n")
@example(text="]]>" * 3)
@example(text="\u202eomgekeerd\u202c <b>&amp;</b>")
def test_any_text_comes_back_equal(book, text):
    """What a caller gives as text is what XML and ODT give back, and nothing of it is left out anywhere."""
    try:
        (admitted_text,) = admitted(e.ItemDiscussed(text=(text,))).text or ("",)
    except InvalidTextError:
        return
    meeting = book.convene("Bestuur van de teksten", title=text)
    meeting.discuss(text)
    _comes_back(book, meeting.id, admitted_text)


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "<b>]]>&" * 143_000, " " * 1_000_000, "woord  " * 143_000, "\n\t" * 100_000],
    ids=["letters", "markup", "blanks", "words", "lines"],
)
def test_a_million_characters_come_back_equal(book, text):
    meeting = book.convene("Bestuur van de lange teksten")
    meeting.discuss(text)
    _comes_back(book, meeting.id, text)


def _comes_back(book, meeting, text):
    recorded = book.minutes(meeting).entries[1].event.text
    assert "".join(recorded) == text
    document = parse(book.render(meeting, "xml").content)
    (paragraph,) = [block for block in walk(document.blocks) if type(block) is Paragraph]
    assert plain(paragraph.words) == text
    assert text in paragraphs(book.render(meeting, "odt").content)
    for format_name in ("html", "text"):
        assert squeezed(text) in squeezed(text_of(format_name, book.render(meeting, format_name).content))


def test_a_mention_and_a_time_come_back(book):
    """Values inside the words, and beside them, are the same values in the record."""
    party = book.party("  Wie\tdan ")
    meeting = book.convene("Bestuur")
    meeting.record(e.ItemDiscussed(text=("a", Mention(party, "  zij ")), occurred_at=time(9, 5)))
    assert book.minutes(meeting.id).entries[1].event.text == ("a", Mention(party, "  zij "))
    assert book.parties[party].name == "Wie dan"
