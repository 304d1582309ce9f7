"""A batch is repeated by its command id: also when the answer was lost, the book was reopened, or others went on."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from alliance_minutes.book import MinuteBook
from alliance_minutes.book.writing import Noted
from alliance_minutes.errors import (
    CommandConflictError,
    ConcurrencyError,
    RefusedError,
    StoreError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliance_minutes.book.handles import MeetingHandle
    from alliance_minutes.events import Recorded

    Batch = Callable[[MeetingHandle], list[Noted]]

EMBED = Path(__file__).parents[2] / "docs" / "how-to" / "embed.md"


def _rests_on(m: MeetingHandle) -> list[Noted]:
    said = m.discuss("The board agrees.", speaker="Agnes Thorburn")
    return [said, m.decide(rests_on=said, method="consent")]


def _answers(m: MeetingHandle) -> list[Noted]:
    asked = m.ask("Who waters the beds?", by="Bram Ellery")
    return [asked, m.answer("The school does.", question=asked)]


def _votes(m: MeetingHandle) -> list[Noted]:
    motion = m.propose("To buy a hose.", kind="motion")
    change = m.propose("Make it two.", kind="amendment", amends=motion)
    return [motion, change, m.decide("Carried.", on=motion, outcome="carried")]


def _shows(m: MeetingHandle) -> list[Noted]:
    slides = m.attach("Slides")
    return [slides, m.presentation("The beds in May.", document=slides)]


def _takes_up(m: MeetingHandle) -> list[Noted]:
    item = m.item("Water")
    part = item.item("Hoses")
    said = part.discuss("They leak.")
    return [Noted(item.version), Noted(part.version), said, part.decide(rests_on=said), item.assign("Mend")]


def _completes(m: MeetingHandle) -> list[Noted]:
    agreed = m.assign("Ring the school.", owners="Bram Ellery", number="A-17")
    return [agreed, m.complete("A-17", "It rang.")]


def _drops(m: MeetingHandle) -> list[Noted]:
    agreed = m.assign("Ring the mayor.", number="A-18")
    decided = m.decide("No calls.", number="B-18")
    return [agreed, decided, m.drop("A-18", "No need.")]


def _plain(m: MeetingHandle) -> list[Noted]:
    return [m.discuss("One."), m.discuss("Two.")]


BATCHES = [_rests_on, _answers, _votes, _shows, _takes_up, _completes, _drops, _plain]
every = pytest.mark.parametrize("batch", BATCHES)


def _run(meeting: MeetingHandle, batch: Batch, command_id: str | None = "r") -> list[Noted]:
    with meeting.batch(command_id=command_id):
        return batch(meeting)


@pytest.fixture
def meeting(book: MinuteBook) -> MeetingHandle:
    """A meeting with something in it."""
    meeting = book.convene("Garden Committee", "2026-03-05")
    meeting.discuss("Welcome.")
    return meeting


@every
def test_a_batch_is_recorded_once(book: MinuteBook, meeting: MeetingHandle, batch: Batch) -> None:
    """Versions and numbers of the second time are those of the first."""
    first = _run(meeting, batch)
    version = book.minutes(meeting.id).version

    assert _run(meeting, batch) == first
    assert _run(book.meeting(meeting.id), batch) == first
    assert book.minutes(meeting.id).version == version


@every
def test_a_batch_is_repeated_after_others_went_on(path: Path, batch: Batch) -> None:
    """In a book that was opened anew, too."""
    with MinuteBook.open(path) as book:
        meeting = book.convene("Garden Committee", "2026-03-05")
        first = _run(meeting, batch)
    with MinuteBook.open(path) as book, MinuteBook.open(path) as other:
        later = other.meeting(meeting.id, by="Carla Umber").discuss("Something else.")
        other.meeting(meeting.id).decide("Something more.")

        assert _run(book.meeting(meeting.id), batch) == first
        assert _run(other.meeting(meeting.id), batch) == first
        assert book.minutes(meeting.id).version == later.version + 1


@every
def test_a_batch_of_which_the_answer_was_lost_is_recorded_once(
    book: MinuteBook, meeting: MeetingHandle, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who was told of an error only knows by repeating that it was recorded."""
    append = book.store.append

    def lost(*args: Any, **more: Any) -> None:
        append(*args, **more)
        raise StoreError("minutes.db", "the line was cut")

    with monkeypatch.context() as patch:
        patch.setattr(book.store, "append", lost)
        with pytest.raises(StoreError):
            _run(meeting, batch)
    later = meeting.discuss("Later.").version

    again = _run(meeting, batch)
    assert book.minutes(meeting.id).version == later == again[-1].version + 1
    assert _run(meeting, batch) == again


@every
def test_a_handle_that_has_repeated_a_batch_goes_on(meeting: MeetingHandle, batch: Batch) -> None:
    """What is recorded next comes after all that is there."""
    _run(meeting, batch)
    last = meeting.discuss("Later.").version
    _run(meeting, batch)

    assert meeting.discuss("Still later.").version == last + 1
    assert _run(meeting, _plain, None)[0].version == last + 2


def test_the_page_on_embedding_may_be_run_twice(meeting: MeetingHandle) -> None:
    """Its batch records once, whatever happens in between."""
    page = EMBED.read_text("utf-8")
    start = page.index("    with meeting.batch(command_id=request_id):")
    code = textwrap.dedent(page[start : page.index("\n\n", start)])
    names: dict[str, Any] = {"meeting": meeting, "item": meeting.item("Water"), "request_id": "r"}

    exec(code, names)
    first = names["paragraph"]
    meeting.discuss("Later.")
    exec(code, names)

    assert names["paragraph"] == first
    assert meeting.discuss("Still later.").version == first.version + 3


def _other_words(m: MeetingHandle) -> None:
    said = m.discuss("The board disagrees.", speaker="Agnes Thorburn")
    m.decide(rests_on=said, method="consent")


def _other_reference(m: MeetingHandle) -> None:
    m.discuss("The board agrees.", speaker="Agnes Thorburn")
    m.decide(rests_on=2, method="consent")


def _no_reference(m: MeetingHandle) -> None:
    m.discuss("The board agrees.", speaker="Agnes Thorburn")
    m.decide(method="consent")


def _less(m: MeetingHandle) -> None:
    m.discuss("The board agrees.", speaker="Agnes Thorburn")


def _more(m: MeetingHandle) -> None:
    _rests_on(m)
    m.discuss("And more.")


def _nothing(_: MeetingHandle) -> None:
    pass


def _what_a_rule_refuses(m: MeetingHandle) -> None:
    m.complete("A-99")


def _withdrawn(m: MeetingHandle) -> None:
    m.withdraw(99)


@pytest.mark.parametrize(
    "other",
    [_other_words, _other_reference, _no_reference, _less, _more, _nothing, _what_a_rule_refuses, _withdrawn],
)
def test_other_content_is_refused(
    book: MinuteBook, meeting: MeetingHandle, other: Callable[[MeetingHandle], None]
) -> None:
    """The id of a batch is of that batch, to its last entry; and nothing is recorded."""
    _run(meeting, _rests_on)
    version = meeting.discuss("Later.").version

    with pytest.raises(CommandConflictError), meeting.batch(command_id="r"):
        other(meeting)
    assert book.minutes(meeting.id).version == version


def test_a_batch_is_of_one_meeting_and_one_recorder(book: MinuteBook, meeting: MeetingHandle) -> None:
    """The same words elsewhere, or of somebody else, are other content."""
    _run(meeting, _rests_on)
    elsewhere = book.convene("Garden Committee", "2026-04-05")
    elsewhere.discuss("Welcome.")
    for wrong in (elsewhere, book.meeting(meeting.id, by="Carla Umber")):
        with pytest.raises(CommandConflictError):
            _run(wrong, _rests_on)


def test_a_batch_that_mends_is_repeated(book: MinuteBook, meeting: MeetingHandle) -> None:
    """It is mended again as of what the meeting said before it."""
    decided = meeting.decide("A hose is bought.")

    def mends(m: MeetingHandle) -> list[Noted]:
        said = m.discuss("It reads wrongly.")
        return [
            said,
            m.correct(2, replace=("Welcome", "Good evening")),
            m.decide(rests_on=said),
            *m.withdraw(decided),
        ]

    first = _run(meeting, mends)
    meeting.correct(2, text="Good night.")

    assert _run(meeting, mends) == first
    assert book.minutes(meeting.id).version == first[-1].version + 1


def test_a_batch_with_an_adoption_is_repeated(book: MinuteBook, meeting: MeetingHandle) -> None:
    """Although what it recorded stands in the adopted meeting too."""
    april = book.convene("Garden Committee", "2026-04-05")

    def adopts(m: MeetingHandle) -> list[Noted]:
        said = m.discuss("No remarks.")
        return [said, m.adopt(rests_on=said)]

    first = _run(april, adopts)
    april.discuss("Later.")
    assert _run(april, adopts) == first
    assert book.minutes(meeting.id).adopted == {"internal"}
    with pytest.raises(CommandConflictError):
        _run(meeting, adopts)


def test_an_error_inside_a_repeated_batch_is_the_caller_s(meeting: MeetingHandle) -> None:
    """It goes through, and the next time the batch is the same as the first."""
    first = _run(meeting, _rests_on)
    with pytest.raises(KeyError), meeting.batch(command_id="r"):
        meeting.discuss("The board agrees.", speaker="Agnes Thorburn")
        raise KeyError
    assert _run(meeting, _rests_on) == first


@every
def test_who_is_overtaken_by_the_same_batch_is_not_told_that_it_is_another(
    path: Path, book: MinuteBook, meeting: MeetingHandle, batch: Batch
) -> None:
    """Two processes given one task: the slower repeats, and has the entries of the faster."""
    with MinuteBook.open(path) as other:
        faster = other.meeting(meeting.id)
        with pytest.raises(ConcurrencyError), meeting.batch(command_id="r"):
            faster.discuss("In between.")
            first = _run(faster, batch)
            batch(meeting)
    assert _run(meeting, batch) == first
    assert book.minutes(meeting.id).version == first[-1].version


def test_a_command_recorded_since_it_was_looked_for_stands_not_in_its_own_way(
    book: MinuteBook, meeting: MeetingHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads given one task: what is withdrawn was withdrawn by this very command."""
    command, faster = book.store.command, []

    def overtaken(command_id: str) -> tuple[Recorded, ...] | None:
        found = command(command_id)
        if not faster:
            faster.append(())
            faster[0] = book.meeting(meeting.id).withdraw(2, command_id=command_id)
        return found

    monkeypatch.setattr(book.store, "command", overtaken)
    assert meeting.withdraw(2, command_id="d") == faster[0]
    with pytest.raises(RefusedError):
        meeting.withdraw(2, command_id="e")


def test_a_batch_of_a_pinned_handle_begins_at_its_version(book: MinuteBook, meeting: MeetingHandle) -> None:
    """What was recorded since the caller looked is told before anything is noted; a repeated batch is not held up."""
    pinned = book.meeting(meeting.id, expected_version=2)
    first = _run(pinned, _rests_on)
    late = book.meeting(meeting.id, expected_version=2)
    with pytest.raises(ConcurrencyError) as told:
        _run(late, _plain, None)

    assert (told.value.expected, told.value.actual) == (2, 4)
    assert _run(late, _rests_on) == first
    assert book.minutes(meeting.id).version == 4
    assert _run(late, _plain, None)[0].version == 5


def test_a_batch_begins_at_what_others_have_recorded(path: Path, meeting: MeetingHandle) -> None:
    """Only what is recorded while it is open makes it fail."""
    with MinuteBook.open(path) as other:
        other.meeting(meeting.id).discuss("In between.")
    assert _run(meeting, _rests_on)[0].version == 4
