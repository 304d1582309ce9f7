"""The last entry that was recorded by a time."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3

import pytest

from alliance_minutes.errors import DamagedBookError, InvalidValueError
from alliance_minutes.events import ItemDiscussed, MeetingConvened
from alliance_minutes.store import Save, Store

START = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clock():
    """A clock that goes on by a minute with each look; its times."""
    return (START + count * MINUTE for count in range(10_000))


@pytest.fixture
def store(tmp_path, clock):
    """Forty saves, of one to three entries each."""
    with Store.open(tmp_path / "minutes.db", now=clock.__next__) as opened:
        opened.append((Save("m", (MeetingConvened(body="b"),), 0),), command_id="c")
        for count in range(38):
            said = (ItemDiscussed(text=("a",)),) * (1 + count % 3)
            opened.append((Save("m", said),), command_id=f"c{count}")
        yield opened


def test_it_is_the_last_of_all_that_were_recorded_by_then(store):
    times = [entry.recorded_at for entry in store.log()]
    for time in {one + tick for one in times for tick in (-MINUTE / 2, 0 * MINUTE, MINUTE / 2)}:
        if time <= times[-1]:
            assert store.last_at(time) == sum(one <= time for one in times) - 1


def test_before_the_book_there_is_none(store):
    assert store.last_at(START - MINUTE) == -1


def test_a_time_that_has_not_come_is_refused(store):
    """By the clock of the book, or by its last entry where that is ahead of the clock."""
    assert store.last_at(store.head().recorded_at) == store.head().size - 1
    with pytest.raises(InvalidValueError, match="a time that has come"):
        store.last_at(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))


def test_few_entries_are_looked_at(store, monkeypatch):
    looked = []
    read = store._recorder.rows_after
    monkeypatch.setattr(store._recorder, "rows_after", lambda *asked: looked.append(asked) or read(*asked))
    store.last_at(START + 10 * MINUTE)
    assert len(looked) <= 8
    assert {limit for _, limit in looked} == {1}


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM stored_events WHERE originator_version > 2", "UPDATE stored_events SET state = 'x'"],
)
def test_a_damaged_book_says_so(store, damage):
    with contextlib.closing(sqlite3.connect(store.book)) as connection:
        connection.execute(damage)
        connection.commit()
    with pytest.raises(DamagedBookError):
        store.last_at(START + 10 * MINUTE)
