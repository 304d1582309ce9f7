"""Minutes and documents as they were at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from alliance_minutes import MinuteBook, Position
from alliance_minutes.audit.history.moments import place_of
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import BodyDescribed, EntryCorrected, ItemDiscussed, PassageClosed, PassageOpened
from alliance_minutes.store import Save, Store
from alliance_minutes.values import BOOK_STREAM, Closed, moment_text, new_id, plain

START = datetime(2025, 7, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that goes on by a minute with every look, and stands still when asked to."""

    def __init__(self):
        self.time = START

    def __call__(self):
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def book(tmp_path, clock):
    with MinuteBook(Store.open(tmp_path / "minutes.db", now=clock)) as opened:
        yield opened


@pytest.fixture
def meeting(book):
    """A meeting of five entries; another meeting is recorded in between."""
    made = book.convene("Board", "2025-06-30", language="en", by="Secretary")
    item = made.item("Roof")
    item.discuss("The roof leaks.", speaker="Ann Teller")
    book.convene("Club", "2025-06-29", language="en")
    item.discuss("A quote was asked.")
    made.item("Any other business")
    return made


def append(book, stream, *events):
    """Record events as they are."""
    return book.store.append((Save(stream, events),), command_id=new_id())


def texts(minutes):
    return [plain(entry.event.text) for entry in minutes.entries if isinstance(entry.event, ItemDiscussed)]


def every_form(minutes):
    """The ways to name the moment at which the last entry of these minutes was recorded, and none after it."""
    last = minutes.entries[-1]
    local = last.recorded_at.astimezone(timezone(timedelta(hours=2)))
    return [
        last.version,
        str(last.version),
        Position(last.position),
        f"position:{last.position}",
        last.recorded_at,
        local,
        moment_text(last.recorded_at),
        local.isoformat(timespec="microseconds"),
    ]


def test_every_form_of_a_moment_gives_the_same_minutes(book, meeting):
    for version in range(1, book.minutes(meeting.id).version + 1):
        minutes = book.minutes(meeting.id, as_of=version)
        assert minutes.version == version
        for form in every_form(minutes):
            answer = book.minutes(meeting.id, as_of=form)
            assert (answer, answer.size) == (minutes, minutes.entries[-1].position + 1)
            for make in (book.document, book.notation):
                assert make(meeting.id, as_of=form) == make(meeting.id, as_of=version)


def test_between_two_entries_the_earlier_one_is_the_last(book, meeting):
    """What was recorded in other meetings makes the ledger grow, not the minutes."""
    third, fourth = book.minutes(meeting.id).entries[2:4]
    assert fourth.position > third.position + 1
    between = book.minutes(meeting.id, as_of=Position(fourth.position - 1))
    assert (between.version, between.size) == (third.version, fourth.position)
    moment = fourth.recorded_at - timedelta(microseconds=1)
    assert book.minutes(meeting.id, as_of=moment) == between
    assert book.minutes(meeting.id, as_of=moment).size == fourth.position


def test_now_is_the_whole_book(book, meeting):
    minutes = book.minutes(meeting.id)
    assert (minutes.size, minutes.position) == (book.store.head().size, book.store.head().size - 1)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (0, "0 is not a version of this meeting: expected 1 to 5"),
        (6, "6 is not a version of this meeting: expected 1 to 5"),
        (Position(10**6), "1000000 is not a position in this book: expected 0 to 12"),
        ("position:0", "'position:0' is not a moment of this meeting: expected one from 2025-07-01T12:0"),
        ("2025-07-01T12:01:30Z", "is not a moment of this meeting: expected one from 2025-07-01T12:0"),
        (
            "2024-07-01T12:00Z",
            "is not a moment of this book: expected one from 2025-07-01T12:01:00.000000Z on",
        ),
        ("2030-07-01T12:00Z", "expected a time that has come; leave it out for the newest state"),
        ("2025-07-01", "expected a time of that day and its zone"),
    ],
)
def test_a_moment_that_the_meeting_does_not_have_is_refused(book, meeting, as_of, told):
    """Before the book, before the meeting, after now, beyond the last version or position."""
    for ask in (book.minutes, book.document, book.notation):
        with pytest.raises(InvalidValueError) as refused:
            ask(meeting.id, as_of=as_of)
        assert told in str(refused.value)


def test_a_document_names_people_as_they_were_called_then(book, meeting):
    before = book.minutes(meeting.id).version
    book.rename_party("Ann Teller", "Ann Scriver")
    meeting.discuss("Noted.", speaker="Ann Scriver")
    for text in (
        book.render(meeting.id, "text", as_of=before).content.decode(),
        book.notation(meeting.id, as_of=before),
    ):
        assert "Ann Teller" in text
        assert "Ann Scriver" not in text
    assert "Ann Teller" not in book.render(meeting.id, "text").content.decode()


def test_a_document_tells_the_roles_that_people_then_had(book, meeting):
    before = book.minutes(meeting.id).version
    book.party("Ann Teller", role="treasurer")
    assert b"treasurer" not in book.render(meeting.id, "text", as_of=before).content
    assert b"treasurer" in book.render(meeting.id, "text").content


def test_of_a_name_that_is_not_public_now_no_other_role_is_told_than_now(book, meeting):
    """A role of then may tell who it is; the one of now was looked at when the name was closed."""
    item = meeting.item("Next", number="9")
    item.discuss("Hello.", speaker="Zoe Quill")
    before = book.minutes(meeting.id).version
    book.party("Zoe Quill", role="caretaker", public=False)
    content = book.render(meeting.id, "text", edition="public", as_of=before).content
    assert b"Zoe" not in content
    assert b"caretaker" in content


def test_a_version_is_no_moment_of_a_whole_book(book):
    with pytest.raises(InvalidValueError, match="a version is of one meeting"):
        place_of(book.store, 3)


def test_a_document_has_the_settings_of_the_body_of_that_moment(book, meeting):
    before = book.minutes(meeting.id).version
    book.describe_body("Board", names=("The Trustees",))
    meeting.discuss("Noted.")
    assert b"The Trustees" not in book.render(meeting.id, "text", as_of=before).content
    assert b"The Trustees" in book.render(meeting.id, "text").content


def test_a_name_that_is_not_public_now_is_public_at_no_moment(book, meeting):
    """Whether the name itself, a later one, or that of a party into which it was merged."""
    before = book.minutes(meeting.id).version
    shown = {"edition": "public", "as_of": before}
    assert b"Ann Teller" in book.render(meeting.id, "text", **shown).content
    book.party("Anna Hidden", public=False)
    book.merge_parties("Ann Teller", into="Anna Hidden")
    for format_name in ("text", "html", "xml"):
        content = book.render(meeting.id, format_name, **shown).content
        assert b"Ann Teller" not in content
        assert b"Anna Hidden" not in content
    assert b"Ann Teller" in book.render(meeting.id, "text", as_of=before).content


def test_a_name_closed_in_the_meeting_is_closed_under_every_id_it_had(book, meeting):
    before = book.minutes(meeting.id).version
    kept = book.party("Anna Kept")
    book.merge_parties("Ann Teller", into="Anna Kept")
    append(book, meeting.id, PassageClosed(subject="party", party=kept, ground="privacy"))
    content = book.render(meeting.id, "html", edition="public", as_of=before).content
    assert b"Ann Teller" not in content
    assert b"Anna Kept" not in content


def test_whether_closed_items_are_listed_is_as_it_is_now(book, meeting):
    before = book.minutes(meeting.id).version
    append(book, meeting.id, PassageClosed(subject="item", target=2, ground="privacy"))
    listed = book.render(meeting.id, "text", edition="public", as_of=before).content
    body = book.minutes(meeting.id).body
    append(book, BOOK_STREAM, BodyDescribed(body=body, language="en", closed_items="omitted"))
    omitted = book.render(meeting.id, "text", edition="public", as_of=before).content
    assert (b"privacy" in listed, b"privacy" in omitted) == (True, False)
    assert b"Roof" not in listed + omitted


def test_a_later_closing_takes_its_words_from_the_moment_asked_about(book, meeting):
    """The internal edition reads as it then did; what was changed since is closed whole in the public one."""
    version = book.minutes(meeting.id).version
    new = "Ann Teller says that the roof leaks badly."
    corrected = ItemDiscussed(item=2, text=(new,))
    closed = ("Ann Teller says that ", Closed(("the roof leaks badly",), "privacy"), ".")
    append(book, meeting.id, EntryCorrected(target=3, instead=corrected))
    append(book, meeting.id, PassageClosed(target=3, field="text", words=closed, ground="privacy"))

    assert texts(book.minutes(meeting.id, as_of=version))[0] == "The roof leaks."
    assert texts(book.minutes(meeting.id, as_of=version + 1))[0] == new
    public = book.render(meeting.id, "text", edition="public", as_of=version).content
    assert b"roof leaks" not in public
    public = book.render(meeting.id, "text", edition="public", as_of=version + 1).content
    assert (b"Ann Teller says that" in public, b"roof leaks" in public) == (True, False)


def test_what_was_opened_since_is_open_at_the_moment_it_was_closed(book, meeting):
    words = (Closed(("The roof leaks.",), "privacy"),)
    append(book, meeting.id, PassageClosed(target=3, field="text", words=words, ground="privacy"))
    version = book.minutes(meeting.id).version
    asked = {"edition": "public", "as_of": version}
    assert b"roof leaks" not in book.render(meeting.id, "text", **asked).content
    append(book, meeting.id, PassageOpened(target=3, field="text", words=("The roof leaks.",)))
    assert b"The roof leaks." in book.render(meeting.id, "text", **asked).content


def test_minutes_of_now_are_of_one_moment_also_while_others_record(book, meeting, monkeypatch):
    """Where the book grew while a document was read, all of it is as of the size that the minutes tell."""
    read = book.store.read

    def meanwhile(stream, **limits):
        found = read(stream, **limits)
        if stream == meeting.id:
            monkeypatch.setattr(book.store, "read", read)
            book.rename_party("Ann Teller", "Ann Scriver")
        return found

    monkeypatch.setattr(book.store, "read", meanwhile)
    assert "Ann Teller" in book.render(meeting.id, "text").content.decode()
