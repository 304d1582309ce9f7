"""Appending: one command on a meeting that is well under way, and the whole of a meeting in one go."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from alliance_minutes import MinuteBook

from . import meetings
from .measuring import Group, Job
from .tables import connected, content, copied, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from alliance_minutes.events import Event

    from .tables import Written

    Command = Callable[[MinuteBook], object]

_FLOOR = "plain sqlite3, WAL and synchronous=FULL: the same rows (entries, vault, ledger, subtrees, numbers, command, head), {}"
_TEXT = "Het bestuur stelt de begroting vast. " * 12


def one_command(folder: Path, count: int) -> Group:
    """One decision in each of ``count`` meetings of 72 events, none of which the open book has seen before."""
    path = folder / "commands.db"
    with MinuteBook.open(path) as book:
        ids = meetings.fill(book, count)
    return _group(
        path,
        [partial(_decide, meeting=meeting) for meeting in ids],
        floor=_FLOOR.format("ready made, one transaction a command; nothing is read"),
        work=f"one command on a meeting of {meetings.EVENTS} events: load, decide, append",
        unit="command",
        target=2.2,
    )


def _decide(book: MinuteBook, meeting: str) -> object:
    return book.meeting(meeting, by=meetings.RECORDER).decide(_TEXT, method="consent")


def in_one_go(folder: Path, count: int) -> Group:
    """The 72 events of each of ``count`` meetings that were convened already, in one transaction a meeting."""
    path = folder / "meetings.db"
    with MinuteBook.open(path) as book:
        people = meetings.parties(book)
        ids = [meetings.convene(book, number) for number in range(count)]
    given = [meetings.events(number, people) for number in range(count)]
    return _group(
        path,
        [
            partial(_record, meeting=meeting, events=events)
            for meeting, events in zip(ids, given, strict=True)
        ],
        floor=_FLOOR.format("ready made, one transaction a meeting"),
        work=f"a meeting of {meetings.EVENTS} events in one go",
        unit="meeting",
        target=1.8,
    )


def _record(book: MinuteBook, meeting: str, events: list[Event]) -> object:
    return book.meeting(meeting, by=meetings.RECORDER).record(*events)


def _group(path: Path, commands: list[Command], *, floor: str, work: str, unit: str, target: float) -> Group:
    written = _reference(path, commands)
    return Group(
        floor=floor,
        base=lambda: _floor(path, written),
        jobs=(
            Job(
                work=work,
                variant=lambda: _library(path, commands),
                unit=unit,
                units=len(commands),
                target=target,
            ),
        ),
    )


def _reference(path: Path, commands: list[Command]) -> list[Written]:
    """What each command writes; and that the floor, given these rows, leaves the same book."""
    written = []
    with copied(path) as copy:
        before = content(copy)
        with MinuteBook.open(copy) as book:
            for command in commands:
                command(book)
                after = content(copy)
                written.append(after.added(before))
                before = after
    with copied(path) as copy:
        with connected(copy) as connection:
            for one in written:
                write(connection, one)
        if content(copy) != before:
            raise AssertionError("the floor does not write what the library writes")
    return written


@contextmanager
def _library(path: Path, commands: list[Command]) -> Iterator[Callable[[], object]]:
    with copied(path) as copy, MinuteBook.open(copy) as book:
        book.parties, book.bodies  # noqa: B018 - a book in use knows them

        yield lambda: [command(book) for command in commands]


@contextmanager
def _floor(path: Path, written: list[Written]) -> Iterator[Callable[[], object]]:
    def work() -> None:
        for one in written:
            write(connection, one)

    with copied(path) as copy, connected(copy) as connection:
        yield work
