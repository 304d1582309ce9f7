"""Killed at any step of a save, a checkpoint, an export, an import or an erasure, a book loses nothing and says nothing false."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit, check_export
from alliance_minutes.events import PersonalDataErased

FILES = ("", "-wal", "-shm", "-journal")
KILLS = 200
SHARE = 20
JOBS = ("save", "checkpoint", "export", "import_", "erase")

_STORE = "alliance_minutes.store"
_COMMIT = "eventsourcing.sqlite:SQLiteTransaction.__exit__"
STEPS = {
    "save": [
        ("alliance_minutes.store.store:prepare", 2),
        ("alliance_minutes.store.writing:_Session._versions", 2),
        ("alliance_minutes.store.writing:_Session.run", 1),
        ("alliance_minutes.store.recorders.sqlite:SQLiteWriting.insert", 1),
        ("alliance_minutes.store.recorders.sqlite:SQLiteWriting.insert", 3),
        (_COMMIT, 9),
        (_COMMIT, 14),
        ("alliance_minutes.store.store:Store.append", 2),
        ("alliance_minutes.book.session:Session._learn", 1),
    ],
    "checkpoint": [
        ("alliance_minutes.audit.proofs.checkpointing:_of_now", 2),
        ("alliance_minutes.audit.proofs.checkpointing:_grow", 1),
        ("alliance_minutes.store.store:Store.keep_checkpoint", 1),
        ("alliance_minutes.store.recorders.ledger_rows:SQLiteLedger.keep", 1),
        ("alliance_minutes.store.recorders.ledger_rows:SQLiteLedger.keep", 3),
        ("alliance_minutes.audit.proofs.checkpointing:take_checkpoint", 2),
        (_COMMIT, 20),
    ],
    "export": [
        ("alliance_minutes.audit.export.exporting:_Lines.write", 1),
        ("alliance_minutes.audit.export.exporting:_Lines.write", 30),
        ("alliance_minutes.audit.export.exporting:_Lines.end", 1),
        ("alliance_minutes.audit.export.exporting:_Lines.end", 2),
        ("os:fsync", 1),
        ("os:fsync", 2),
        ("pathlib:Path.replace", 1),
        ("pathlib:Path.replace", 2),
    ],
    "import_": [
        ("alliance_minutes.store.recorders.making:_filled", 1),
        ("alliance_minutes.store.recorders.sqlite:SQLiteWriting.insert", 1),
        ("alliance_minutes.store.recorders.sqlite:SQLiteWriting.insert", 5),
        ("alliance_minutes.audit.export.importing:_Commands.finish", 1),
        ("alliance_minutes.store.recorders.making:_name", 1),
        ("os:fsync", 1),
        ("os:link", 1),
        ("os:fsync", 2),
        ("pathlib:Path.unlink", 1),
    ],
    "erase": [
        ("alliance_minutes.store.erasing:_strike", 1),
        ("alliance_minutes.store.recorders.erasing:SQLiteErasing.strike", 1),
        ("alliance_minutes.store.recorders.erasing:SQLiteErasing.strike", 2),
        ("alliance_minutes.store.recorders.erasing:SQLiteErasing.begin", 1),
        ("alliance_minutes.store.erasing:write_in", 1),
        ("alliance_minutes.store.erasing:write_in", 2),
        ("alliance_minutes.store.erasing:erase", 1),
        ("alliance_minutes.store.erasing:erase", 2),
        ("alliance_minutes.store.recorders.sqlite:finish", 1),
        ("alliance_minutes.store.recorders.sqlite:finish", 2),
        ("alliance_minutes.store.recorders.erasing:_written_anew", 1),
        ("alliance_minutes.store.recorders.erasing:_emptied", 1),
        ("alliance_minutes.store.recorders.erasing:_emptied", 2),
        ("alliance_minutes.store.recorders.erasing:_emptied", 4),
        ("alliance_minutes.store.recorders.erasing:_remnants", 1),
        ("alliance_minutes.store.recorders.erasing:_note_finished", 1),
        ("alliance_minutes.store.recorders.erasing:_note_finished", 2),
        ("alliance_minutes.store.store:Store.erase", 1),
        ("alliance_minutes.store.store:Store.erase", 3),
    ],
}


def cases() -> list[dict]:
    """Two hundred kills: each named step before and after, and for the rest after a random while."""
    chance = random.Random(200)
    named = [
        {"job": job, "place": place, "call": call, "after": after, "delay": None}
        for job in JOBS
        for place, call in STEPS[job]
        for after in (False, True)
    ]
    while len(named) < KILLS:
        job = JOBS[len(named) % len(JOBS)]
        named.append(
            {"job": job, "place": None, "call": 0, "after": False, "delay": chance.uniform(0.002, 0.25)}
        )
    return named


CASES = cases()
A_FEW = CASES[:: KILLS // SHARE]


def name_of(case: dict) -> str:
    """What to call a case."""
    if case["place"] is None:
        return f"{case['job']}-after-{case['delay']:.3f}s"
    step = case["place"].rpartition(".")[2].rpartition(":")[2]
    return f"{case['job']}-{'after' if case['after'] else 'before'}-{step}-{case['call']}"


class Book:
    """The files of a case, and what must be true of them."""

    def __init__(self, folder: Path, case: dict) -> None:
        self.path = folder / "minutes.db"
        self.notes = folder / "notes"
        self.export = folder / "export.jsonl"
        self.copy = folder / "copy.db"
        self.case = case

    def done(self) -> list[list]:
        """What the worker was told is done."""
        return (
            [json.loads(line) for line in self.notes.read_text().splitlines()] if self.notes.exists() else []
        )

    def copies(self, version: int) -> int:
        """How often the words of an entry stand in the files."""
        there = [self.path.with_name(self.path.name + suffix) for suffix in FILES]
        return sum(one.read_bytes().count(word(version)) for one in there if one.exists())

    def check(self) -> None:
        """See that the book as the dead left it is sound, and that nothing said to be done is undone."""
        report = audit(self.path)
        assert report.ok, report.findings
        with MinuteBook.open(self.path, read_only=True) as book:
            erased = {
                one
                for entry in book.log()
                if isinstance(entry.event, PersonalDataErased)
                for one in entry.event.digests
            }
            pending = book.trail.is_erasing
            sizes = {(kept.size, kept.root.hex()) for kept in book.trail.checkpoints()}
            for what, *facts in self.done():
                if what == "saved":
                    assert book.store.head().size >= facts[0]
                elif what == "kept":
                    assert tuple(facts) in sizes
                elif what == "erased":
                    assert facts[1] is None
                    assert self.copies(facts[0]) == 0
            gone = self.gone(book)
            assert bool(gone) == bool(erased)
        # What is gone and not pending is gone from every byte, whether or not the worker lived to be told.
        assert pending or not any(self.copies(version) for version in gone)

    def gone(self, book: MinuteBook) -> list[int]:
        """The entries whose words are gone from every answer; of the others each word is there."""
        entries = book.minutes(self.case["meeting"]).entries
        gone = [version for version in self.case["erase"] if entries[version - 1].erased]
        for version in self.case["erase"]:
            said = "".join(run for run in entries[version - 1].event.text if isinstance(run, str))
            assert (word(version).decode() in said) == (version not in gone)
        return gone

    def check_export(self) -> None:
        """See that an export is whole or not there, and that one that was told to be there is."""
        told = [facts for what, *facts in self.done() if what == "exported"]
        assert self.export.exists() or not told
        if self.export.exists():
            made = check_export(self.export)
            with MinuteBook.open(self.path, read_only=True) as book:
                head = book.store.head()
            assert (made.size, made.root) == (head.size, head.root)

    def check_copy(self) -> None:
        """See that an import is whole or not there, and that one that was told to be there is."""
        told = [facts for what, *facts in self.done() if what == "imported"]
        assert self.copy.exists() or not told
        if self.copy.exists():
            report = audit(self.copy)
            assert report.ok, report.findings
            assert report.root == audit(self.path).root

    def check_next(self) -> None:
        """See that the next one who writes finishes what is pending, and can go on."""
        with MinuteBook.open(self.path) as book:
            assert not book.trail.is_erasing
            assert not any(self.copies(version) for version in self.gone(book))
            assert book.meeting(self.case["meeting"]).discuss("Verder.").version
        assert audit(self.path).ok


def word(version: int) -> bytes:
    """The word that stands in one entry and nowhere else."""
    return f"Geheim{version:04}x".encode()


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> tuple[Path, str]:
    """A book with entries of all sizes, closed; and its export."""
    folder = tmp_path_factory.mktemp("sample")
    with MinuteBook.open(folder / "minutes.db") as book:
        meeting = book.convene("Bestuur", "2025-06-30", by="Schrijver")
        for version in range(2, 42):
            noted = meeting.discuss(f"{word(version).decode()} " + "z" * (version**3 % 15_000), speaker="Wie")
            assert noted.version == version
        book.trail.checkpoint()
        book.trail.export(folder / "whole.jsonl")
    return folder, meeting.id


@pytest.fixture(scope="session")
def forker():
    """The process that forks workers."""
    script = Path(__file__).with_name("dying.py")
    process = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.communicate()


def run(forker, sample, folder: Path, case: dict) -> None:
    """Kill one worker, and look at what it leaves."""
    made, meeting = sample
    case = {**case, "meeting": meeting, "erase": list(range(3, 30, 5)), "whole": str(made / "whole.jsonl")}
    book = Book(folder, case)
    shutil.copy(made / "minutes.db", book.path)
    case |= {"book": str(book.path), "notes": str(book.notes)}
    case |= {"export": str(book.export), "copy": str(book.copy)}
    forker.stdin.write(json.dumps(case) + "\n")
    forker.stdin.flush()
    code = int(forker.stdout.readline())
    # A step that is not reached any more must be noticed; a worker with a delay may be done before it is over.
    assert code == -signal.SIGKILL or (case["place"] is None and code == 0)
    book.check()
    book.check_export()
    book.check_copy()
    book.check_next()


@pytest.mark.parametrize("case", A_FEW, ids=name_of)
def test_a_process_that_is_killed_leaves_a_sound_book(forker, sample, tmp_path, case):
    """Nothing acknowledged is lost, nothing half-erased is told as erased, and the next one can go on."""
    run(forker, sample, tmp_path, case)


@pytest.mark.thorough
@pytest.mark.parametrize("case", [case for case in CASES if case not in A_FEW], ids=name_of)
def test_a_process_that_is_killed_anywhere_leaves_a_sound_book(forker, sample, tmp_path, case):
    """The rest of two hundred kills."""
    run(forker, sample, tmp_path, case)
