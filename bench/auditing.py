"""Auditing: a whole book checked from its bytes, against reading the same rows and hashing them; and its memory."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit
from alliance_minutes.ledger import leaf_hash, root_of
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.store.recorders import inspecting

from . import meetings
from .measuring import Group, Job, say, variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LARGE = 500
"""Meetings from which recording them takes so long that it is told."""


@frozen(kw_only=True)
class Weight:
    """The most memory that a process took which did nothing but audit a book of so many entries."""

    entries: int
    kilobytes: int


def check(folder: Path, count: int) -> Group:
    """The audit of a book of ``count`` meetings of 72 events, whole and since a checkpoint of nine tenths of it."""
    path = folder / f"audit-{count}.db"
    record(path, count)
    earlier = _see_that_they_agree(path)
    return Group(
        floor="plain sqlite3 and hashlib: the same rows in the same order, SHA-256 of each entry and of its disclosures",
        base=variant(lambda: _scanned(path)),
        jobs=(
            Job(
                work=f"audit a book of {count} meetings of {meetings.EVENTS} events",
                variant=lambda: _library(path, None),
                unit="meeting",
                units=count,
                target=4.5,
            ),
            Job(
                work="the same since a checkpoint of nine tenths of it",
                variant=lambda: _library(path, earlier),
                unit="meeting",
                units=count,
            ),
        ),
    )


def record(path: Path, count: int) -> None:
    """Make the book."""
    if count > _LARGE:
        say(f"  recording {count} meetings to audit …")
    with MinuteBook.open(path) as book:
        meetings.fill(book, count)


def _scanned(path: Path) -> bytes:
    """Read every entry with its disclosures and hash both; the hash of the last disclosures."""
    last = b""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        for _, _, _, _, _, state, disclosures in connection.execute(inspecting.ENTRIES):
            sha256(b"\0" + state).digest()
            last = sha256(disclosures).digest()
    return last


@contextmanager
def _library(path: Path, since: Checkpoint | None) -> Iterator[Callable[[], object]]:
    def work() -> None:
        if not audit(path, since=since).ok:
            raise AssertionError("the audit of a sound book found something")

    yield work


def _see_that_they_agree(path: Path) -> Checkpoint:
    """The audit has the root of the entries that are there; the checkpoint of nine tenths of them."""
    with MinuteBook.open(path, read_only=True) as book:
        leaves = [leaf_hash(row[4]) for row in book.store.entries()]
        origin = book.origin
    report = audit(path)
    if (report.entries, report.root, report.ok) != (len(leaves), root_of(leaves), True):
        raise AssertionError("the audit and the entries disagree")
    size = len(leaves) * 9 // 10
    return Checkpoint(origin, size, root_of(leaves[:size]))


def weigh(folder: Path, count: int) -> list[Weight]:
    """The memory that audits of two books take, one ten times as large as the other."""
    return [_weight(folder / f"weigh-{size}.db", size) for size in (max(1, count // 10), count)]


def _weight(path: Path, count: int) -> Weight:
    record(path, count)
    program = [sys.executable, "-m", "bench.auditing", str(path)]
    root = Path(__file__).resolve().parent.parent
    told = subprocess.run(program, capture_output=True, text=True, check=True, cwd=root).stdout
    return Weight(**json.loads(told))


def main(path: str) -> None:
    """Audit a book in this process, and tell how much memory that took."""
    report = audit(path)
    status = Path("/proc/self/status").read_text(
        "ascii"
    )  # what getrusage tells begins with that of the parent
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    print(json.dumps({"entries": report.entries, "kilobytes": int(peak[1]) if peak else 0}))


if __name__ == "__main__":
    main(sys.argv[1])
