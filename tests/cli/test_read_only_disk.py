"""A book on a disk that is truly read-only: mounted so, in a namespace of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MOUNT = """
mkdir disk && mount -t tmpfs tmpfs disk && cp "$1" disk/ && mount -o remount,ro disk || exit 99
shift
exec "$@"
"""


@pytest.fixture
def on_disk(book, folder):
    """Runs a command while ``disk/`` holds the book and cannot be written."""

    def run(*arguments):
        call = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh", book, sys.executable]
        try:
            done = subprocess.run(
                [*call, "-m", "alliance_minutes", *arguments], capture_output=True, text=True, check=False
            )
        except FileNotFoundError:
            pytest.skip("this machine has no unshare")
        if done.returncode == 99 or done.stderr.startswith("unshare: "):
            pytest.skip("this machine lets nobody mount a disk of their own")
        (folder / "disk").rmdir()
        return done

    return run


@pytest.mark.parametrize(
    ("address", "step"),
    [
        ("disk/minutes.db", "copy it to a place where you may write"),
        ("disk/new.db", "make it where you may write"),
    ],
)
def test_recording_on_a_read_only_disk_is_refused(address, step, on_disk):
    """One message that names the book and the next step; a text that is new to it is not lost, for it is the user's."""
    Path("april.md").write_text("---\nbody: Garden Committee\ndate: 2 April 2026\n---\n", "utf-8")
    done = on_disk("record", "april.md", "--book", address)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"{address}: ")
    assert "read-only" in done.stderr
    assert done.stderr.endswith(f"{step}\n")


def test_a_book_on_a_read_only_disk_can_be_read(on_disk, march):
    assert on_disk("meetings", "--book", "disk/minutes.db").returncode == 0
    assert on_disk("render", march, "-f", "text", "-o", "-", "--book", "disk/minutes.db").returncode == 0


def test_a_rendition_on_a_read_only_disk_is_refused(on_disk, march):
    done = on_disk("render", march, "-o", "disk/a.html", "--book", "disk/minutes.db")
    assert done.returncode == 2
    assert (
        done.stderr == "disk/a.html: the disk is read-only; choose a place on another one with -o or --book\n"
    )
