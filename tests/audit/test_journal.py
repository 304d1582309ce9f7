"""The log with filters, from Python; the command line tests the rest."""

from __future__ import annotations

import datetime as dt

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.audit.history.journal import Wanted, public_log
from alliance_minutes.errors import InvalidValueError, UnknownMeetingError
from alliance_minutes.events import EntryMoved


@pytest.fixture
def book(tmp_path):
    """Ten meetings with an item and a paragraph each, recorded turn by turn."""
    with MinuteBook.open(tmp_path / "minutes.db") as opened:
        meetings = [opened.convene(f"Board {n}", "2025-06-30", language="en", by="Bram") for n in range(10)]
        items = [meeting.item("Roof", number="1") for meeting in meetings]
        for number, item in enumerate(items):
            item.discuss(f"Paragraph {number}.")
        yield opened


def test_a_merged_party_is_found_by_each_of_its_names(book):
    book.party("Bram Ellery")
    book.merge_parties("Bram", into="Bram Ellery")
    by_old, by_new = (list(book.trail.log(by=name)) for name in ("Bram", "Bram Ellery"))
    assert by_old == by_new
    assert len(by_old) >= 30


def test_the_public_log_of_more_meetings_than_are_kept_at_hand_is_whole(book):
    entries = list(book.trail.public_log())
    assert [entry.position for entry in entries] == sorted(entry.position for entry in entries)
    said = [part.text for entry in entries for part in entry.telling.parts if part.name == "words"]
    assert [text for text in said if text.startswith("Paragraph")] == [f"Paragraph {n}." for n in range(10)]
    assert len({entry.stream for entry in entries}) == 10


def test_a_time_may_be_given_as_text_and_must_be_a_time(book):
    last = list(book.log())[-1]
    assert list(book.trail.log(since=last.recorded_at.isoformat())) == [last]
    for wrong in (17, "17", dt.datetime(2025, 7, 1)):  # noqa: DTZ001 - a time without zone is refused
        with pytest.raises(InvalidValueError, match="zone"):
            book.trail.log(until=wrong)


def test_who_recorded_and_items_without_their_meeting_are_no_filters_of_the_public_log(book):
    with pytest.raises(InvalidValueError, match="who recorded is not public"):
        next(public_log(book.store, Wanted(by="Bram"), lambda: book.parties, lambda: book.bodies))
    with pytest.raises(InvalidValueError, match="its meeting too"):
        next(book.trail.public_log(item="1"))
    with pytest.raises(InvalidValueError, match="its meeting too"):
        book.trail.log(item="1")


def test_a_meeting_that_is_not_there_is_told_at_once(book):
    with pytest.raises(UnknownMeetingError):
        book.trail.log("Board 99/2025-06-30")


def test_what_was_moved_into_an_item_belongs_to_it_however_old_it_is(tmp_path):
    """A sub-item and what is in it, moved to an item that was opened later; the public log shows no more."""
    with MinuteBook.open(tmp_path / "moved.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        part = meeting.item("Roof", number="1").item("Gutter")
        said = part.discuss("It drips.")
        later = meeting.item("Upkeep", number="3")
        act = EntryMoved(target=part.version, through=said.version, item=later.version, after=later.version)
        moved = meeting.record(act)
        versions = {part.version, said.version, later.version}
        internal = {entry.version for entry in book.trail.log(meeting.id, item="3")}
        assert internal == versions | {moved[0].version}
        assert {entry.version for entry in book.trail.public_log(meeting.id, item="3")} == versions
        assert part.version not in {entry.version for entry in book.trail.log(meeting.id, item="1")}


@pytest.mark.parametrize("listing", ["log", "public_log"])
def test_a_single_type_may_be_given_by_itself(book, listing):
    alone, listed = (
        list(getattr(book.trail, listing)(types=types)) for types in ("item-opened", ["item-opened"])
    )
    assert alone == listed
    assert len(alone) == 10
