"""Only parties of the book are named in what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alliance_minutes.errors import RefusedError
from alliance_minutes.events import DecisionTaken, ItemDiscussed
from alliance_minutes.values import Mention, Tally

if TYPE_CHECKING:
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.events import Event


@pytest.mark.parametrize(
    "event",
    [
        ItemDiscussed(text=(Mention("nobody-has-this-id"), " meldt")),
        ItemDiscussed(speaker="nobody-has-this-id"),
        DecisionTaken(tally=Tally(names_in_favour=("nobody-has-this-id",))),
    ],
)
def test_an_id_that_no_party_has_is_refused(book: MinuteBook, event: Event) -> None:
    """It would be printed as an erased name; nothing is recorded, also in a batch."""
    meeting = book.convene("Bestuur", "2025-06-30")

    with pytest.raises(RefusedError, match="nobody-has-this-id") as refused:
        meeting.record(event)
    with pytest.raises(RefusedError), meeting.batch():
        meeting.record(event)

    assert refused.value.rule == "party.unknown"
    assert book.minutes(meeting.id).version == 1


def test_a_party_that_is_met_while_a_batch_is_open_may_be_mentioned_in_it(book: MinuteBook) -> None:
    """The batch asks the book anew for an id that it did not know when it began."""
    meeting = book.convene("Bestuur", "2025-06-30")

    with meeting.batch():
        meeting.discuss((Mention(book.party("De gemeente")), " meldt"))

    assert book.minutes(meeting.id).version == 2
