"""A file recorded again, of a meeting in which something was closed or opened since, and one that leaves closed words out."""

from __future__ import annotations

import pytest
from tests.book.test_changing import TEXT, refusal

from alliance_minutes.errors import RefusedError
from alliance_minutes.events import EntryCorrected

CLOSED = " ||De aannemer heet Dakdekker.||{5.1.2b}"


@pytest.fixture
def meeting(book):
    return book.meeting(str(book.record(TEXT).meeting))


def at(book, meeting, words: str) -> int:
    """The version of the entry that says these words."""
    return next(one.version for one in book.minutes(meeting.id).entries if words in repr(one.event))


def public(book, meeting) -> str:
    return book.render(meeting.id, "text", edition="public").content.decode()


def test_what_was_closed_since_is_nothing_new_in_the_books_own_notation(book, meeting):
    meeting.close_passage(at(book, meeting, "school"), "school", ground="5.1.2e")
    again = book.record(book.notation(meeting.id))
    assert (again.already, again.warnings) == (True, ())


def test_a_file_from_before_a_closing_opens_nothing_and_tells_that_the_closing_stays(book, meeting):
    meeting.close_passage(at(book, meeting, "school"), "school", ground="5.1.2e")
    again = book.record(TEXT, file="juni.md")
    (warning,) = again.warnings
    assert (again.already, warning.code) == (True, "closing.stays")
    assert warning.line == TEXT[: TEXT.index("Het dak van")].count("\n") + 1
    assert "school" not in public(book, meeting)


def test_a_file_from_before_an_opening_closes_nothing_again(book, meeting):
    meeting.open_passage(at(book, meeting, "Dakdekker"), reason="Gegund.")
    assert book.record(book.notation(meeting.id)).already
    assert [one.code for one in book.record(TEXT).warnings] == ["closing.stays"]
    assert "Dakdekker" in public(book, meeting)


def test_a_change_shows_what_was_closed_since_as_it_reads_now(book, meeting):
    meeting.close_passage(at(book, meeting, "school"), "school", ground="5.1.2e")
    (change,) = book.record(book.notation(meeting.id).replace("lekt", "drupt")).changes
    assert "Closed" in repr(change.before)


def test_a_closed_sentence_is_left_out_and_the_public_sees_the_entry_once_it_is_opened(book, meeting):
    text = TEXT.replace(CLOSED, "")
    done = book.record(text)
    (warning,) = done.warnings
    assert ([one.kind for one in done.changes], warning.code) == (["corrected"], "closing.doubt")
    assert book.record(text).already
    assert book.record(book.notation(meeting.id)).already
    assert "geld is er" not in public(book, meeting)
    meeting.open_passage(done.changes[0].version, reason="Er is niets meer besloten.")
    assert "geld is er" in public(book, meeting)
    assert "Dakdekker" not in public(book, meeting)


def test_closed_words_that_are_left_out_do_not_come_open_in_another_entry(book):
    book.record(TEXT)
    moved = TEXT.replace(CLOSED, "").replace(
        "Niemand vraagt nog iets.", "Niemand vraagt nog iets. De aannemer heet Dakdekker."
    )
    assert refusal(book, moved) == "correction.opens"


def test_a_refusal_names_the_place_in_the_file_and_the_way_out(book):
    book.record(TEXT)
    with pytest.raises(
        RefusedError, match=r"^juni\.md:34: .*between \|\| and \|\|.*show MEETING --as notation"
    ):
        book.record(
            TEXT.replace("||De aannemer heet Dakdekker.||{5.1.2b}", "Zij heten Dakdekker."), file="juni.md"
        )


@pytest.mark.parametrize(
    "way", [{"text": "Het geld is er."}, {"replace": ("De aannemer heet Dakdekker.", "")}]
)
def test_a_correction_may_leave_closed_words_out_and_no_empty_mark_stays(book, meeting, way):
    version = at(book, meeting, "Dakdekker")
    meeting.correct(version, **way)
    assert "||" not in book.notation(meeting.id)
    assert isinstance(book.minutes(meeting.id).entries[-1].event, EntryCorrected)
    assert "geld is er" not in public(book, meeting)


def test_a_role_that_was_erased_is_told_of_and_not_taken_for_a_change(book, meeting):
    version = at(book, meeting, "role='lid'")
    book.trail.erase(book.trail.plan_entry(meeting.id, version), basis="GDPR")
    again = book.record(TEXT)
    (warning,) = again.warnings
    assert (again.already, warning.code) == (True, "words.erased")
    assert "show VERGADERING --as notation" in warning.text
    own = book.record(book.notation(meeting.id))
    assert (own.already, own.warnings) == (True, ())


def test_what_else_is_said_of_an_entry_with_erased_words_is_refused_at_its_place(book, meeting):
    version = at(book, meeting, "role='lid'")
    book.trail.erase(book.trail.plan_entry(meeting.id, version), basis="GDPR")
    with pytest.raises(RefusedError, match=r"^juni\.md:\d+: words of entry") as refused:
        book.record(TEXT.replace("- Bram (lid)\n", "afwezig:\n- Bram (lid)\n"), file="juni.md")
    assert refused.value.rule == "correction.erased"
