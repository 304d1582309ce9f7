"""Finding a meeting by its id, without a look at the others."""

from __future__ import annotations

import pytest

from alliance_minutes.errors import UnknownMeetingError


@pytest.mark.parametrize("stream", ["book", "parties", "", "\udcff", "é"])
def test_what_is_no_meeting_is_not_found(book, stream):
    """Neither the streams of the book itself, nor a name that no database could look up."""
    book.convene("Board", "2025-06-30")
    with pytest.raises(UnknownMeetingError):
        book.find(stream)


def test_a_meeting_is_found_by_its_id_without_listing_all(book, monkeypatch):
    """A program that names meetings by id does not get slower with their number."""
    meeting = book.convene("Board", "2025-06-30").id

    def listed():
        raise AssertionError("all meetings were listed")

    monkeypatch.setattr(book.store, "meetings", listed)
    assert book.find(meeting) == meeting
