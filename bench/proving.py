"""The ledger: what it costs a save, a checkpoint, and a proof to make and to check."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from alliance_minutes import MinuteBook
from alliance_minutes.audit.proofs.verifying import Trust, verify_entry
from alliance_minutes.ledger import Frontier, leaf_hash
from alliance_minutes.ledger.checkpoints import InclusionProof
from alliance_minutes.ledger.proofs import inclusion_path

from . import meetings
from .measuring import Group, Job, variant
from .tables import Written, connected, content, copied, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LEDGER = ("ledger", "subtree")
_PROOFS = 50
_ENTRIES = (
    "SELECT state FROM ledger JOIN stored_events ON originator_id = stream AND originator_version = version"
)


def save(folder: Path, count: int) -> Group:
    """What the ledger adds to saves of a meeting each: leaves, subtrees, and their hashing."""
    path = folder / "saves.db"
    with MinuteBook.open(path) as book:
        people = meetings.parties(book)
        ids = [meetings.convene(book, number) for number in range(count)]
    frontier = _frontier(path)
    saves = []
    with copied(path) as copy:
        before = content(copy)
        with MinuteBook.open(copy) as book:
            for number, meeting in enumerate(ids):
                book.meeting(meeting, by=meetings.RECORDER).record(*meetings.events(number, people))
                after = content(copy)
                saves.append(after.added(before))
                before = after
    bare = [Written({t: rows for t, rows in one.rows.items() if t not in _LEDGER}, one.head) for one in saves]
    if _hashed(frontier, saves) != saves:
        raise AssertionError("the ledger of these saves is another one")
    return Group(
        floor="plain sqlite3, WAL and synchronous=FULL: the same rows without ledger and subtrees, nothing hashed",
        base=lambda: _written(path, lambda: bare),
        jobs=(
            Job(
                work=f"a save of {meetings.EVENTS} events with its ledger, rows ready made but for the hashes",
                variant=lambda: _written(path, lambda: _hashed(frontier, saves)),
                unit="save",
                units=count,
            ),
        ),
    )


def _frontier(path: Path) -> Frontier:
    with MinuteBook.open(path, read_only=True) as book:
        frontier = Frontier()
        for row in book.store.entries():
            frontier.append(leaf_hash(row[4]))
    return frontier


def _hashed(frontier: Frontier, saves: list[Written]) -> list[Written]:
    """The saves with the hashes of their ledger made anew from their entries."""
    frontier = Frontier(frontier.size, frontier.peaks)
    made = []
    for one in saves:
        entries = {(stream, version): state for stream, version, _, state in one.rows["stored_events"]}
        ledger, subtrees = [], []
        for position, stream, version, _ in one.rows["ledger"]:
            leaf = leaf_hash(entries[stream, version])
            ledger.append((position, stream, version, leaf))
            subtrees += frontier.append(leaf)
        rows = {**one.rows, "ledger": ledger, "subtree": sorted(subtrees)}
        made.append(Written(rows, (*one.head[:2], bytes(frontier))))
    return made


@contextmanager
def _written(path: Path, saves: Callable[[], list[Written]]) -> Iterator[Callable[[], object]]:
    def work() -> None:
        for one in saves():
            write(connection, one)

    with copied(path) as copy, connected(copy) as connection:
        yield work


def checkpoint(folder: Path, count: int) -> Group:
    """The first checkpoint of a book: every entry hashed."""
    path = folder / "checkpoint.db"
    with MinuteBook.open(path) as book:
        meetings.fill(book, count)
        size = book.store.head().size
    return Group(
        floor="plain sqlite3 and hashlib: the same entries in order, SHA-256 of each",
        base=variant(lambda: _scanned(path)),
        jobs=(
            Job(
                work=f"the first checkpoint of a book of {count} meetings, unsigned",
                variant=lambda: _checkpointing(path),
                unit="entry",
                units=size,
            ),
        ),
    )


def _scanned(path: Path) -> bytes:
    last = b""
    with closing(sqlite3.connect(path)) as connection:
        for (state,) in connection.execute(f"{_ENTRIES} ORDER BY position"):
            last = sha256(b"\0" + state).digest()
    return last


@contextmanager
def _checkpointing(path: Path) -> Iterator[Callable[[], object]]:
    with copied(path) as copy, MinuteBook.open(copy) as book:
        yield book.trail.checkpoint


def prove(folder: Path, count: int) -> Iterator[Group]:
    """Proofs of entries all over a book of ``count`` meetings: making them, and checking them."""
    path = folder / "proofs.db"
    with MinuteBook.open(path) as book:
        meetings.fill(book, count)
        root = book.trail.checkpoint().root
        size = book.store.head().size
        places = [size * number // _PROOFS for number in range(_PROOFS)]
        made = [book.trail.prove(place) for place in places]
    given = [(bytes(one.proof), one.entry) for one in made]
    yield Group(
        floor="plain sqlite3: the same entry, checkpoint and hashes, looked up in one transaction a proof",
        base=lambda: _looked_up(path, places, size),
        jobs=(
            Job(
                work=f"make a proof in a book of {count} meetings",
                variant=lambda: _proving(path, places),
                unit="proof",
                units=_PROOFS,
            ),
        ),
    )
    lengths = [len(one.proof.path) for one in made]
    yield Group(
        floor="hashlib: SHA-256 of the entry, and of two hashes for each step to the root",
        base=variant(lambda: _hashed_up(given, lengths)),
        jobs=(
            Job(
                work="check a proof against a root that is held, entry and envelope included",
                variant=variant(lambda: _verified(given, root)),
                unit="proof",
                units=_PROOFS,
            ),
        ),
    )


@contextmanager
def _looked_up(path: Path, places: list[int], size: int) -> Iterator[Callable[[], object]]:
    def subtree(level: int, number: int) -> bytes:
        wanted.append((level, number))
        return bytes(32)

    paths = []
    for place in places:
        wanted: list[tuple[int, int]] = []
        inclusion_path(place, size, subtree)
        paths.append((place, wanted))

    def work() -> None:
        for place, nodes in paths:
            cursor.execute("BEGIN")
            cursor.execute(f"{_ENTRIES} WHERE position = ?", (place,)).fetchone()
            cursor.execute("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
            for level, number in nodes:
                if level:
                    cursor.execute(
                        "SELECT hash FROM subtree WHERE level = ? AND number = ?", (level, number)
                    ).fetchone()
                else:
                    cursor.execute("SELECT leaf FROM ledger WHERE position = ?", (number,)).fetchone()
            cursor.execute("COMMIT")

    with connected(path) as connection:
        cursor = connection.cursor()
        yield work


@contextmanager
def _proving(path: Path, places: list[int]) -> Iterator[Callable[[], object]]:
    with MinuteBook.open(path) as book:
        trail = book.trail
        yield lambda: [trail.prove(place) for place in places]


def _hashed_up(given: list[tuple[bytes, bytes]], lengths: list[int]) -> bytes:
    here = b""
    for (_, entry), steps in zip(given, lengths, strict=True):
        here = sha256(b"\0" + entry).digest()
        for _ in range(steps):
            here = sha256(b"\1" + here + here).digest()
    return here


def _verified(given: list[tuple[bytes, bytes]], root: bytes) -> None:
    trust = Trust(root=root)
    for proof, entry in given:
        verify_entry(InclusionProof.parse(proof), entry, trust=trust)
