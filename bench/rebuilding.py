"""Rebuilding: the minutes of every meeting of a book, from SQLite."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import orjson

from alliance_minutes import MinuteBook
from alliance_minutes.store.recorders import sqlite

from . import meetings
from .measuring import Group, Job, say
from .tables import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from sqlite3 import Connection
    from typing import Any

_SELECT = sqlite._JOINED + " ORDER BY e.originator_version"  # noqa: SLF001 - the floor reads by the same query


def rebuild(folder: Path, count: int) -> Group:
    """The state of each of ``count`` meetings of 72 events, one by one."""
    path = folder / f"rebuild-{count}.db"
    if count > 500:
        say(f"  recording {count} meetings to rebuild …")
    with MinuteBook.open(path) as book:
        ids = meetings.fill(book, count)
    _see_that_they_agree(path, ids[:20])
    return Group(
        floor="plain sqlite3 and orjson: the same query a meeting, each entry and each disclosure loaded to dicts and lists",
        base=lambda: _floor(path, ids),
        jobs=(
            Job(
                work=f"rebuild the minutes of {count} meetings of {meetings.EVENTS} events",
                variant=lambda: _library(path, ids),
                unit="meeting",
                units=count,
                target=2.0,
            ),
        ),
    )


def _loaded(connection: Connection, meeting: str) -> list[tuple[Any, list[Any]]]:
    """One meeting as plain data."""
    rows = connection.execute(_SELECT, (meeting,)).fetchall()
    loads = orjson.loads
    return [(loads(row[4]), [loads(line) for line in row[5].split(b"\n")]) for row in rows]


@contextmanager
def _library(path: Path, ids: list[str]) -> Iterator[Callable[[], object]]:
    def work() -> None:
        for meeting in ids:
            book.minutes(meeting)

    with MinuteBook.open(path, read_only=True) as book:
        yield work


@contextmanager
def _floor(path: Path, ids: list[str]) -> Iterator[Callable[[], object]]:
    def work() -> None:
        for meeting in ids:
            _loaded(connection, meeting)

    with connected(path) as connection:
        yield work


def _see_that_they_agree(path: Path, ids: list[str]) -> None:
    """The minutes hold the events that were recorded, and as many as the floor loads, with the same words."""
    with MinuteBook.open(path, read_only=True) as book, connected(path) as connection:
        people = [party.id for party in book.parties.values()]
        for meeting in ids:
            minutes, loaded = book.minutes(meeting), _loaded(connection, meeting)
            words = [getattr(entry.event, "text", ()) for entry in minutes.entries]
            disclosed = [
                next((tuple(line[2]) for line in lines if line[1:2] == ["text"]), ()) for _, lines in loaded
            ]
            if not people or len(words) != meetings.EVENTS + 1 or words != disclosed:
                raise AssertionError("the library and the floor read different minutes")
