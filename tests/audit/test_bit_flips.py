"""One bit of the file of a book is wrong: the audit finds it, the book says it is damaged, or nothing reads otherwise."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest
from tests.audit.sound import make

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit
from alliance_minutes.errors import AllianceMinutesError, StoreError
from alliance_minutes.store.recorders.inspecting import expected_schema

SHARE, ALL = 100, 2000
TABLES = sorted(name for kind, name, _, _ in expected_schema() if kind == "table")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The bytes of a sound book, all its rows and all that can be read of it."""
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "minutes.db"
    make(path, folder, meetings=9)
    return path.read_bytes(), rows(path), told(path)


def flips(size: int, count: int) -> list[tuple[int, int]]:
    """Bytes and bits to flip, spread evenly over a file: one in each of so many stretches of it."""
    chance = random.Random(count)
    step = size / count
    return [(int(at * step + chance.random() * step), chance.randrange(8)) for at in range(count)]


def rows(path) -> dict[str, list]:
    """Every row of every table, with the types of its values."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = lambda raw: ("text", raw)
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def told(path) -> list[object]:
    """All that the library reads of a book."""
    with MinuteBook.open(path, read_only=True, plugins=("text",)) as book:
        meetings = book.meetings()
        return [
            meetings,
            book.origin,
            book.store.head(),
            list(book.log()),
            list(book.store.entries()),
            [(one.id, one.name, one.aliases) for one in book.parties.values()],
            dict(book.bodies),
            [book.minutes(one.id) for one in meetings],
            [book.store.structure(one.id) for one in meetings],
            [book.store.command(entry.command_id) for entry in book.log()],
            [book.render(one.id, "text", edition="public").content for one in meetings],
        ]


def outcome(path, sound_rows, sound_told) -> str:
    """What comes of a file: found, refused or the same; anything else is an assertion that fails."""
    try:
        if not audit(path).ok:
            return "found"
    except StoreError:
        return "refused"
    try:
        assert told(path) == sound_told
    except AllianceMinutesError:
        pytest.fail("the audit found nothing, and the book cannot be read")
    assert rows(path) == sound_rows
    return "the same"


def flip(sound, path, count: int, part: slice) -> dict[str, int]:
    """Flip bits one by one, and count what came of them."""
    content, sound_rows, sound_told = sound
    came = {"found": 0, "refused": 0, "the same": 0}
    for place, bit in flips(len(content), count)[part]:
        wrong = bytearray(content)
        wrong[place] ^= 1 << bit
        path.write_bytes(wrong)
        came[outcome(path, sound_rows, sound_told)] += 1
    return came


def test_a_wrong_bit_is_found_or_refused_or_changes_nothing(sound, tmp_path):
    came = flip(sound, tmp_path / "minutes.db", SHARE, slice(None))
    assert sum(came.values()) == SHARE
    assert came["found"] > SHARE // 5


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(4))
def test_none_of_two_thousand_wrong_bits_slips_through(sound, tmp_path, part):
    """A quarter of them each time, so that two processes share the work."""
    came = flip(sound, tmp_path / "minutes.db", ALL, slice(part, None, 4))
    assert sum(came.values()) == ALL // 4
    assert came["found"] > ALL // 20
