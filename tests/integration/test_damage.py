"""A book whose file went bad: whatever byte is wrong, the answer is right or an error of this library."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.errors import AllianceMinutesError, DamagedBookError, StoreError
from alliance_minutes.events import ItemDiscussed
from alliance_minutes.store import Save, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = """\
---
body: Garden Committee
date: 5 March 2026
language: en
present:
- Agnes Thorburn (chair)
---

## 1. The bridge

Two planks broke. ||The insurance may pay.||{commercial}

Decision [for 3, against 1]: The committee replaces the bridge.

Action @Agnes Thorburn, due 1 May 2026: asks for offers.
"""
FILES, SCHEMA = 240, 4096
"""How many files are damaged, and where the first page ends: SQLite quotes it in its messages."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    """The bytes of a small book."""
    path = tmp_path_factory.mktemp("sound") / "minutes.db"
    with MinuteBook.open(path) as book:
        book.record(TEXT)
    return path.read_bytes()


def damaged(sound: bytes, seed: int) -> bytes:
    """The file with a few bytes changed, every second time in its first page."""
    chance = random.Random(seed)
    content = bytearray(sound)
    end = SCHEMA if seed % 2 else len(content)
    for _ in range(chance.choice((1, 1, 2, 16, 64))):
        content[chance.randrange(16, end)] = chance.choice((0x00, 0xFF, 0x80, chance.randrange(256)))
    return bytes(content)


def attempts(book: MinuteBook) -> list[Callable[[], object]]:
    """What anybody would read of a book."""

    def each(read: Callable[[str], object]) -> Callable[[], object]:
        return lambda: [read(row.stream) for row in book.store.meetings()]

    return [
        book.meetings,
        lambda: list(book.log()),
        lambda: (book.parties, book.bodies),
        book.store.head,
        each(book.minutes),
        each(book.store.structure),
        each(lambda name: list(book.log(meeting=name))),
        each(lambda name: book.render(name, "text").content),
        each(book.notation),
    ]


def outcomes(path: Path, *, read_only: bool) -> list[Exception | None]:
    """What came of each attempt: nothing to tell, or an error of this library."""
    told: list[Exception | None] = []
    try:
        with MinuteBook.open(path, read_only=read_only, create=False, plugins=("text",)) as book:
            for attempt in attempts(book):
                try:
                    attempt()
                except AllianceMinutesError as error:
                    told.append(error)
                else:
                    told.append(None)
    except AllianceMinutesError as error:
        told.append(error)
    return told


@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_book_is_read_or_refused_in_the_words_of_this_library(sound, read_only, tmp_path):
    """Every outcome is a success or an error that names the book; no foreign exception comes through."""
    told: list[Exception | None] = []
    for seed in range(FILES):
        path = tmp_path / f"{seed}.db"
        path.write_bytes(damaged(sound, seed))
        found = outcomes(path, read_only=read_only)
        assert all(error.book == str(path) for error in found if isinstance(error, StoreError))
        told += found
    assert None in told
    assert any(isinstance(error, StoreError) for error in told)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_word_in_the_schema_that_is_no_text_is_told_as_damage(sound, read_only, tmp_path):
    """SQLite quotes it in its message, which is then no text either."""
    path = tmp_path / "minutes.db"
    path.write_bytes(sound.replace(b"CREATE TABLE vault (position", b"CREATE TABLE vault \xffposition"))
    (error,) = outcomes(path, read_only=read_only)
    assert type(error) is DamagedBookError
    assert str(error) == f"{path}: the file is damaged (a name in it is no text); go back to a good copy"


@pytest.mark.parametrize("version", [1, 5])
def test_a_meeting_without_its_convening_is_damage(version, tmp_path):
    """One that begins with another event, and one whose first entry is gone."""
    path = tmp_path / "minutes.db"
    with Store.open(path) as store:
        store.append([Save("m1", (ItemDiscussed(text=("ja",)),), 0)], command_id="c1")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO meeting VALUES ('m1', 'board', NULL, 1)")
        connection.execute(
            "UPDATE stored_events SET originator_version = ? WHERE originator_id = 'm1'", (version,)
        )
    with (
        MinuteBook.open(path, read_only=True) as book,
        pytest.raises(DamagedBookError, match="does not begin with its convening; go back to a good copy"),
    ):
        book.meetings()
