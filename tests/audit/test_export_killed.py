"""Whoever is killed while a book goes out or in leaves the file or the book whole, or none; and can do it again."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.audit.moving import export_of, founded, rows

from alliance_minutes import MinuteBook
from alliance_minutes.audit import check_export, import_book
from alliance_minutes.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

CHILD = """
import os, signal, sys, time
from pathlib import Path
from alliance_minutes import MinuteBook
from alliance_minutes.audit import import_book
from alliance_minutes.audit.export import exporting, importing

what, point, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
exporting._STEP = importing._STEP = 1

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def after(step):
    def then(*given, **named):
        step(*given, **named)
        die()
    return then

def progress(done, total):
    if point.isdigit() and done == int(point):
        die()

if point == "begin": die()
if point == "sync": os.fsync = die
if point == "name": os.link = Path.replace = die
if point == "named":
    os.link, Path.replace = after(os.link), after(Path.replace)
if point == "sleep":
    print("ready", flush=True)
while True:
    if what == "export":
        with MinuteBook.open(folder / "minutes.db", read_only=True) as book:
            book.trail.export(folder / "again.jsonl", progress=progress)
    else:
        import_book(folder / "book.jsonl", folder / "new.db", progress=progress)
        (folder / "new.db").unlink()
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A book of some hundreds of entries, and its export."""
    folder = tmp_path_factory.mktemp("source")
    with founded(folder / "minutes.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        for number in range(4):
            with meeting.batch():
                for _ in range(50):
                    meeting.discuss(f"Words {number}. " * 20, speaker=f"Somebody {number}")
    (folder / "book.jsonl").write_bytes(export_of(folder / "minutes.db"))
    return folder


@pytest.fixture
def folder(source, tmp_path):
    for name in ("minutes.db", "book.jsonl"):
        os.link(source / name, tmp_path / name)
    return tmp_path


def killed(folder: Path, what: str, point: str) -> None:
    """Run it until it is killed there."""
    done = subprocess.run([sys.executable, "-c", CHILD, what, point, folder], check=False)
    assert done.returncode == -signal.SIGKILL


def whole_or_none(folder: Path, source: Path) -> None:
    """What has a name is whole, and so is what can be opened as a book; and doing it again succeeds."""
    again, new = folder / "again.jsonl", folder / "new.db"
    if again.exists():
        assert again.read_bytes() == (source / "book.jsonl").read_bytes()
    if new.exists():
        assert rows(new) == rows(source / "minutes.db")
        new.unlink()
    for left in folder.glob(".*.new"):
        try:
            MinuteBook.open(left, read_only=True).close()
        except StoreError:
            pass
        else:  # it was killed between the last byte and the name
            assert rows(left) == rows(source / "minutes.db")
        left.unlink()
    with MinuteBook.open(folder / "minutes.db", read_only=True) as book:
        book.trail.export(again)
    check_export(again)
    import_book(again, new)
    assert rows(new) == rows(source / "minutes.db")
    again.unlink()
    new.unlink()


@pytest.mark.parametrize(
    "point",
    [
        *(pytest.param(one, marks=pytest.mark.thorough) for one in ("begin", "1", "204", "sync")),
        "100",
        "name",
        "named",
    ],
)
@pytest.mark.parametrize("what", ["export", "import"])
def test_a_kill_at_any_step_leaves_all_or_nothing(folder, source, what, point):
    killed(folder, what, point)
    whole_or_none(folder, source)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("what", ["export", "import"])
def test_a_kill_at_any_moment_leaves_all_or_nothing(folder, source, what, seed):
    """While it is done over and over."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, what, "sleep", folder], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.2 + random.Random(f"{what}{seed}").random() * 0.3)
    child.kill()
    child.communicate()
    whole_or_none(folder, source)


def test_a_full_disk_leaves_nothing(folder, monkeypatch):
    """Whether the book or the export does not fit: the error names it, and there is room again."""

    class Full(io.BytesIO):
        def readline(self, size=-1, /):
            if self.tell() > 50_000:
                raise OSError(28, "No space left on device")
            return super().readline(size)

    with pytest.raises(StoreError, match="disk is full"):
        import_book(Full((folder / "book.jsonl").read_bytes()), folder / "new.db")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with (
        MinuteBook.open(folder / "minutes.db", read_only=True) as book,
        pytest.raises(OSError, match="No space"),
    ):
        book.trail.export(folder / "again.jsonl")
    with pytest.raises(StoreError, match="disk is full"):
        import_book(folder / "book.jsonl", folder / "new.db")
    assert sorted(one.name for one in folder.iterdir()) == ["book.jsonl", "minutes.db"]


def test_a_disk_without_hard_links_gets_its_book_too(folder, monkeypatch):
    def refuse(_old, _new):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    import_book(folder / "book.jsonl", folder / "new.db")
    assert rows(folder / "new.db") == rows(folder / "minutes.db")
    with pytest.raises(StoreError, match="already"):
        import_book(folder / "book.jsonl", folder / "new.db")


def test_what_a_killed_import_left_is_deleted_by_the_next_one_unless_somebody_is_at_it(folder):
    old, at_work = folder / ".new.db.00000000.new", folder / ".new.db.11111111.new"
    other = folder / ".another.db.22222222.new"
    for left in (old, at_work, other):
        left.write_bytes(b"half a book")
    for left in (old, other):
        os.utime(left, (time.time() - 7200,) * 2)
    import_book(folder / "book.jsonl", folder / "new.db")
    assert (old.exists(), at_work.exists(), other.exists()) == (False, True, True)


@pytest.mark.thorough
def test_ten_thousand_entries_go_out_and_in(tmp_path):
    """In memory that does not grow with them: a part of the file's own size."""
    with founded(tmp_path / "minutes.db") as book:
        while book.store.head().size < 10_000:
            meeting = book.convene("Board", None, language="en")
            with meeting.batch():
                for number in range(250):
                    item = meeting.item(f"Item {number}", number=str(number))
                    item.discuss(f"Words {number}. " * 10, speaker=f"Somebody {number % 40}")
                    item.decide("Agreed.")
                    item.assign("Do it.", owners=[f"Somebody {number % 7}"])
    with MinuteBook.open(tmp_path / "minutes.db", read_only=True) as book:
        book.trail.export(tmp_path / "book.jsonl")
    done = import_book(tmp_path / "book.jsonl", tmp_path / "new.db")
    assert done.entries >= 10_000
    assert rows(tmp_path / "new.db") == rows(tmp_path / "minutes.db")
