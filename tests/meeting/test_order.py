"""The order of the minutes: where entries stand that were added or moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.meeting.test_fold import folded, recorded

from alliance_minutes.events import (
    ChairTaken,
    DecisionTaken,
    EntriesAdded,
    EntryMoved,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    PassageClosed,
)
from alliance_minutes.meeting import Outline, clear_of, decide, fold
from alliance_minutes.meeting.order import Order
from alliance_minutes.values import Closed


@pytest.fixture
def order():
    made = Order()
    for version in range(1, 7):
        made.put(version)
    return made


def test_an_entry_is_put_behind_the_one_it_names(order):
    order.put(7, 2)
    order.put(8, 2)
    assert list(order) == [1, 2, 8, 7, 3, 4, 5, 6]


@pytest.mark.parametrize("behind", [99, 0, 7, None])
def test_an_entry_that_names_none_is_put_at_the_end(order, behind):
    order.put(7, behind)
    assert (list(order), order.last) == ([1, 2, 3, 4, 5, 6, 7], 7)


@pytest.mark.parametrize(
    ("first", "through", "after", "expected"),
    [
        (2, None, 4, [1, 3, 4, 2, 5, 6]),
        (2, 3, 5, [1, 4, 5, 2, 3, 6]),
        (4, 5, 1, [1, 4, 5, 2, 3, 6]),
        (5, 6, 0, [5, 6, 1, 2, 3, 4]),
        (3, None, 2, [1, 2, 3, 4, 5, 6]),
        (2, 4, 3, [1, 2, 3, 4, 5, 6]),
        (2, 4, 4, [1, 2, 3, 4, 5, 6]),
        (4, 2, 6, [1, 2, 3, 4, 5, 6]),
        (9, None, 1, [1, 2, 3, 4, 5, 6]),
        (2, None, 9, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_a_row_of_entries_moves_or_stays_where_it_cannot(order, first, through, after, expected):
    order.move(first, through, after)
    assert list(order) == expected


@given(
    st.lists(st.tuples(st.integers(-1, 9), st.integers(-1, 9) | st.none(), st.integers(-1, 9)), max_size=12)
)
def test_no_move_loses_an_entry_or_makes_one(moves):
    """Whatever a forged book says, every version stands somewhere once."""
    made = Order()
    for version in range(1, 8):
        made.put(version)
    for move in moves:
        made.move(*move)
    assert sorted(made) == list(range(1, 8))


def test_what_was_added_stands_under_its_item_at_its_place():
    minutes = folded(
        ItemOpened(title=("One",)),
        ItemDiscussed(item=2, text=("a",)),
        ItemDiscussed(item=2, text=("c",)),
        ItemDiscussed(item=2, text=("b",), after=3),
        ItemOpened(title=("Zero",), after=1),
    )
    assert [item.entry.version for item in minutes.items] == [6, 2]
    assert [entry.version for entry in minutes.items[1].entries] == [3, 5, 4]
    assert [entry.version for entry in minutes.ordered] == [1, 6, 2, 3, 5, 4]


def test_who_is_in_the_chair_follows_the_order_of_the_minutes():
    minutes = folded(ChairTaken(chair="a"), ItemDiscussed(text=("x",)), ChairTaken(chair="b", after=2))
    assert (minutes.chair_at(2), minutes.chair_at(3), minutes.chair_at(4)) == ("a", "b", "b")


def test_what_moves_to_another_item_takes_its_marks_along():
    minutes = folded(
        ItemOpened(title=("One",)),
        ItemOpened(title=("Two",)),
        ItemDiscussed(item=2, text=("a",)),
        DecisionTaken(item=2, rests_on=4, number="B-1"),
        EntryMoved(target=4, item=3, after=5),
    )
    assert [entry.version for entry in minutes.items[1].entries] == [5, 4]
    assert minutes.decisions == ((5, DecisionTaken(item=3, rests_on=4, number="B-1")),)
    assert [one.kind for one in minutes.entries[3].amendments] == ["moved"]


def test_a_mark_that_moves_rests_on_other_words():
    minutes = folded(
        ItemDiscussed(text=("a",)),
        ItemDiscussed(text=("b",)),
        DecisionTaken(rests_on=2),
        EntryMoved(target=4, rests_on=3),
        EntryMoved(target=4, rests_on=4),
    )
    assert (minutes.entries[1].marks, minutes.entries[2].marks) == ((), ())
    assert minutes.entries[3].event == DecisionTaken()


def test_an_item_moves_under_another_one_and_never_into_itself():
    minutes = folded(
        ItemOpened(title=("One",)),
        ItemOpened(title=("Two",)),
        EntryMoved(target=2, item=3, after=3),
        EntryMoved(target=3, item=2),
    )
    assert [item.entry.version for item in minutes.items] == [3]
    assert minutes.items[0].items[0].entry.version == 2


def test_a_move_of_what_is_not_there_changes_nothing():
    minutes = folded(ItemDiscussed(text=("a",)), EntryMoved(target=9), EntryMoved(target=1, after=2))
    assert [entry.amendments for entry in minutes.entries] == [(), (), (), ()]


def test_what_was_moved_into_a_closed_item_is_closed_at_every_moment():
    """The moment chooses content, never openness."""
    events = (
        ItemOpened(title=("Open",)),
        ItemOpened(title=("Closed",), closed="privacy"),
        ItemOpened(title=("Within",), parent=3),
        ItemDiscussed(item=2, text=("a",)),
        EntryMoved(target=5, item=4, after=4),
    )
    assert folded(*events, as_of=5).entries[4].closed == "privacy"
    assert folded(*events[:-1]).entries[3].closed is None


def test_an_addition_is_told_by_the_act_that_added_it():
    minutes = folded(
        MinutesAdopted(adopted_by="m2"),
        EntriesAdded(reason=("forgotten",), decision="B-9"),
        ItemDiscussed(text=("a",), added=3),
        ItemDiscussed(text=("b",), added=2),
    )
    (amendment,) = minutes.entries[3].amendments
    assert (amendment.kind, amendment.version, amendment.decision) == ("added", 3, "B-9")
    assert (amendment.after_adoption, minutes.entries[4].amendments) == (True, ())


def test_without_closings_an_entry_reads_as_it_was_written():
    closing = PassageClosed(target=2, field="text", words=(Closed(("a",), "privacy"),), ground="privacy")
    entries = recorded(MeetingConvened(body="b"), ItemDiscussed(text=("a",)), closing)
    assert fold("m", entries, closings=False).entries[1].event == ItemDiscussed(text=("a",))


def test_the_outline_knows_where_an_entry_was_moved():
    """What rests on moved words stands under their item, and may be corrected there."""
    made = Outline()
    for event in (
        MeetingConvened(body="b"),
        ItemOpened(title=("One",)),
        ItemOpened(title=("Two",)),
        ItemDiscussed(item=2, text=("a",)),
        DecisionTaken(item=2, rests_on=4),
        EntryMoved(target=4, item=3),
        EntryMoved(target=2, item=3),
        EntryMoved(target=99),
    ):
        made.take(type(event), clear_of(event))
    assert (made.items, made.item_of(2), made.item_of(5)) == ({4: 3, 5: 3}, 3, 3)
    assert decide(made, [DecisionTaken(item=3, rests_on=4)])
