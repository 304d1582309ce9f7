"""Several processes write to one book, and one makes checkpoints of it all the while."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit
from alliance_minutes.events import DecisionTaken, ItemDiscussed
from alliance_minutes.ledger.proofs import check_consistency, consistency_path

WRITERS = 4

WRITING = """
import sys, time
from alliance_minutes import MinuteBook

path, meeting, name, seconds = sys.argv[1:]
end = time.monotonic() + float(seconds)
count = 0
with MinuteBook.open(path) as book:
    own = book.convene(f"Werkgroep {name}", "2025-06-30", by=name)
    while time.monotonic() < end:
        with own.batch():
            said = own.discuss(f"{name} {count} " + "x" * (count * 997 % 5000))
            own.decide(rests_on=said)
        book.meeting(meeting, by=name).discuss(f"{name} {count}")
        count += 1
print(count)
"""

CHECKPOINTS = """
import sys, time
from alliance_minutes import MinuteBook

path, seconds = sys.argv[1:]
end = time.monotonic() + float(seconds)
with MinuteBook.open(path) as book:
    while time.monotonic() < end:
        kept = book.trail.checkpoint()
        print(kept.size, kept.root.hex(), flush=True)
"""


def python(code: str, *arguments: object) -> subprocess.Popen:
    given = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(given, stdout=subprocess.PIPE, text=True)


def write_together(path, seconds: float) -> None:
    """Four processes write and one makes checkpoints; then look at what they made."""
    with MinuteBook.open(path) as book:
        meeting = book.convene("Bestuur", "2025-06-30").id
    names = [f"Schrijver {number}" for number in range(WRITERS)]
    writers = [python(WRITING, path, meeting, name, seconds) for name in names]
    checkpointer = python(CHECKPOINTS, path, seconds)
    counts = [int(writer.communicate()[0]) for writer in writers]
    told = [line.split() for line in checkpointer.communicate()[0].splitlines()]
    assert {process.returncode for process in (*writers, checkpointer)} == {0}

    report = audit(path)
    assert report.ok, report.findings
    with MinuteBook.open(path, read_only=True) as book:
        check_entries(book, meeting, names, counts)
        check_checkpoints(book, told)


def check_entries(book: MinuteBook, meeting: str, names: list[str], counts: list[int]) -> None:
    """Every acknowledged command is there, positions are dense, times and numbers are in their order."""
    expected, before = 0, None
    for entry in book.log():
        assert entry.position == expected
        assert before is None or entry.recorded_at >= before
        expected, before = expected + 1, entry.recorded_at
    said = [entry.event.text[0] for entry in book.minutes(meeting).entries[1:]]
    for name, count in zip(names, counts, strict=True):
        assert [one for one in said if one.startswith(f"{name} ")] == [
            f"{name} {number}" for number in range(count)
        ]
        own = book.minutes(f"Werkgroep {name}/2025-06-30")
        numbers = [entry.event.number for entry in own.entries if isinstance(entry.event, DecisionTaken)]
        assert numbers == [f"B-2025-{number:03}" for number in range(1, count + 1)]
    assert all(counts)


def check_checkpoints(book: MinuteBook, told: list[list[str]]) -> None:
    """Each one that was let out is kept, and all of them are states of one ledger that only grew."""
    kept = {one.size: one.root for one in book.trail.checkpoints()}
    assert len(told) > 2
    assert all(kept[int(size)].hex() == root for size, root in told)
    head = book.store.head()
    for (size, root), (next_size, next_root) in pairwise([*kept.items(), (head.size, head.root)]):
        path = book.store.ledger(
            lambda ledger, old=size, new=next_size: consistency_path(old, new, ledger.subtree)
        )
        check_consistency(size, next_size, path, root, next_root)


def test_four_writers_and_one_who_makes_checkpoints(tmp_path):
    """For three seconds."""
    write_together(tmp_path / "minutes.db", 3)


def test_words_are_erased_while_four_processes_write(tmp_path):
    """Whether or not it is pending for a while, in the end no byte of them is left and nothing else is gone."""
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book:
        meeting = book.convene("Bestuur", "2025-06-30")
        for number in range(6):
            meeting.discuss(f"Geheim{number} " + "z" * 5000)
        writers = [python(WRITING, path, meeting.id, f"Schrijver {number}", 3) for number in range(WRITERS)]
        for version in range(2, 8):
            book.trail.erase(book.trail.plan_entry(meeting.id, version), basis="GDPR art. 17(1)(b)")
        counts = [int(writer.communicate()[0]) for writer in writers]
        assert book.trail.finish_erasing() is None
        said = [
            entry.event
            for entry in book.minutes(meeting.id).entries
            if isinstance(entry.event, ItemDiscussed)
        ]
        assert len(said) == 6 + sum(counts)
    there = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]
    assert not any(b"Geheim" in one.read_bytes() for one in there if one.exists())
    assert audit(path).ok


@pytest.mark.thorough
def test_four_writers_and_one_who_makes_checkpoints_for_a_minute(tmp_path):
    """Whatever a minute may bring."""
    write_together(tmp_path / "minutes.db", 60)
