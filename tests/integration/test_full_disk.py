"""A disk that is full says so, loses nothing that was acknowledged, and is written to again when there is room."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit, import_book
from alliance_minutes.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

WORD = b"Zwaluwgeheim"
FILES = ("", "-wal", "-shm", "-journal")
_MEGABYTES = 3


@pytest.fixture
def disk(tmp_path):
    """A disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(options, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """A file that takes the room of a disk, but for this many bytes."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            file.truncate(max(0, file.tell() - leave))
    return path


def copies(path: Path) -> int:
    there = [path.with_name(path.name + suffix) for suffix in FILES]
    return sum(one.read_bytes().count(WORD) for one in there if one.exists())


@pytest.fixture
def book(disk):
    """A book of half a megabyte on that disk, with words that are to be erased."""
    with MinuteBook.open(disk / "minutes.db") as book:
        meeting = book.convene("Bestuur", "2025-06-30")
        meeting.discuss(WORD.decode() + " zegt iemand.")
        for _ in range(10):
            meeting.discuss("x" * 50_000)
        yield book


def test_recording_on_a_full_disk_fails_clean_and_goes_on_when_there_is_room(book, disk):
    (meeting,) = book.meetings()
    filler = fill(disk, leave=300_000)
    acknowledged = 0
    with pytest.raises(StoreError, match="disk is full, and nothing was recorded") as full:
        while True:
            acknowledged = book.meeting(meeting.id).discuss("y" * 20_000).version
    assert full.value.book == str(disk / "minutes.db")
    assert book.minutes(meeting.id).version == acknowledged > 12
    assert audit(disk / "minutes.db").ok

    filler.unlink()
    assert book.meeting(meeting.id).discuss("Er is weer plaats.").version == acknowledged + 1
    assert audit(disk / "minutes.db").ok


def test_a_checkpoint_on_a_full_disk_is_not_let_out(book, disk):
    """What was let out is kept, so that the next one continues it."""
    first = book.trail.checkpoint()
    filler = fill(disk)
    with pytest.raises(StoreError, match="disk is full"):
        for _ in range(10_000):
            book.trail.checkpoint()
            book.meeting(book.meetings()[0].id).discuss("z" * 20_000)
    kept = book.trail.checkpoints()
    assert kept[0].size == first.size
    filler.unlink()
    again = book.trail.checkpoint()
    assert again.size >= kept[-1].size
    assert audit(disk / "minutes.db", checkpoints=[bytes(first), bytes(again)]).ok


def test_an_erasure_on_a_full_disk_is_refused_or_pending_and_finished_when_there_is_room(book, disk):
    """Where the words are gone from every answer and not yet from every byte, it says so."""
    path = disk / "minutes.db"
    (meeting,) = book.meetings()
    plan = book.trail.plan_entry(meeting.id, 2)
    filler = fill(disk, leave=150_000)
    done = book.trail.erase(plan, basis="GDPR art. 17(1)(b)")
    assert done.obstacle == "disk"
    assert book.minutes(meeting.id).entries[1].erased
    assert book.trail.is_erasing
    filler.unlink()
    assert book.trail.finish_erasing() is None
    assert copies(path) == 0
    assert audit(path).ok


def test_an_erasure_that_cannot_even_be_recorded_erases_nothing(book, disk):
    (meeting,) = book.meetings()
    plan = book.trail.plan_entry(meeting.id, 2)
    filler = fill(disk)
    # The log of the book may still have room of its own; it is used up first.
    with pytest.raises(StoreError, match="disk is full"):
        while True:
            book.meeting(meeting.id).discuss("y" * 20_000)
    with pytest.raises(StoreError, match="disk is full"):
        while True:
            book.meeting(meeting.id).discuss("y")
    with pytest.raises(StoreError, match="disk is full"):
        book.trail.erase(plan, basis="GDPR art. 17(1)(b)")
    assert not book.minutes(meeting.id).entries[1].erased
    assert not book.trail.is_erasing
    filler.unlink()
    assert not book.trail.erase(plan, basis="GDPR art. 17(1)(b)").pending
    assert copies(disk / "minutes.db") == 0


def test_an_export_and_an_import_on_a_full_disk_leave_nothing(book, disk, tmp_path):
    export = tmp_path / "book.jsonl"
    book.trail.export(export)
    filler = fill(disk, leave=100_000)
    before = set(disk.iterdir())
    with pytest.raises(OSError, match=r"No space left|full"):
        book.trail.export(disk / "book.jsonl")
    with pytest.raises(StoreError, match="disk is full"):
        import_book(export, disk / "copy.db")
    assert set(disk.iterdir()) == before
    filler.unlink()
    assert import_book(export, disk / "copy.db").root == book.store.head().root


def test_a_limit_on_the_size_of_files_is_like_a_full_disk(tmp_path):
    """For checkpoints and erasures; a save under such a limit is tested beside the store."""
    path = tmp_path / "minutes.db"
    code = """
        import resource, signal, sys
        from alliance_minutes import MinuteBook
        from alliance_minutes.errors import StoreError
        book = MinuteBook.open(sys.argv[1])
        meeting = book.convene("Bestuur", "2025-06-30")
        meeting.discuss(sys.argv[2] + " zegt iemand.")
        for _ in range(10):
            meeting.discuss("x" * 50_000)
        plan = book.trail.plan_entry(meeting.id, 2)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        book.store.close()
        book = MinuteBook.open(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
        kept = book.trail.checkpoint()
        done = book.trail.erase(plan, basis="GDPR art. 17(1)(b)")
        assert done.obstacle == "disk", done
        try:
            while True:
                kept = book.trail.checkpoint()
                book.meeting(meeting.id).discuss("y" * 20_000)
        except StoreError as error:
            print(kept.size, "nothing was recorded" in str(error))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert book.trail.finish_erasing() is None
        book.close()
    """
    made = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path), WORD.decode()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    size, clean = made.stdout.split()
    assert clean == "True"
    assert copies(path) == 0
    assert audit(path).ok
    with MinuteBook.open(path, read_only=True) as book:
        assert int(size) in {kept.size for kept in book.trail.checkpoints()}
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
