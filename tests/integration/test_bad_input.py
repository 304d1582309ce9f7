"""Bad input through the command line: exit code 2, one message with its place, and a book that is as it was."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.cli import main

FRONT = "---\nbody: Board\ndate: 5 March 2026\nlanguage: en\n---\n\n"


@pytest.fixture
def cli(capsys):
    """Runs a command: exit code, stdout, stderr."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a book in which a board met in February."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", "minutes.db")
    with MinuteBook.open("minutes.db") as book:
        meeting = book.convene("Board", "2026-02-05", language="en")
        meeting.assign("Paint it")
        meeting.ask("Why?")
        meeting.decide("Yes.")
    return tmp_path


def _refused(result, begin):
    """One message, which begins with the place, and nothing else."""
    code, out, err = result
    assert (code, out, err.count("\n")) == (2, "", 1), err[:2000]
    assert err.startswith(begin), err[:2000]
    assert "Traceback" not in err


def _entries():
    """Every entry of the book, byte by byte, and its ledger and vault."""
    with sqlite3.connect("minutes.db") as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        held = {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names
        }
    connection.close()
    assert "stored_events" in held
    return held


BAD = [
    ("the question of an answer does not exist", "Answer Q-2026-404: Because.\n", "7:8"),
    ("the decision that is replaced does not exist", "Decision [replaces D-2026-404]: No.\n", "7:"),
    ("the dropped action does not exist", "Action dropped A-2026-404: Never mind.\n", "7:16"),
    ("a number of a decision, not of an action", "Action done D-2026-001: Done.\n", "7:"),
    ("a number of an action, not of a question", "Answer A-2026-001: Because.\n", "7:"),
    ("a number that was given already", "Decision D-2026-001 [consent]: Again.\n", "7:"),
    ("a number that is given twice", "Decision D-2026-007: Yes.\n\nDecision D-2026-007: No.\n", "9:"),
    ("a tally that carries what most were against", "Decision [carried; for 2, against 7]: Yes.\n", "7:"),
    ("a secret ballot with names", "Decision [secret; for: A, B; against: C]: Yes.\n", "7:"),
    ("somebody who votes twice", "Decision [for: A, B; against: A]: Yes.\n", "7:"),
    ("a date that does not exist", "Returns 31 September:\n", "7:9"),
    ("a date of which nothing is known", "Next meeting: XXXX\n", "7:15"),
    ("a time that does not exist", "Closed 24:01: Good night.\n", "7:8"),
    ("a ground that is unknown", "## Pay {closed because}\n", "7:"),
    ("a mark with nothing above it", "## Pay\n\nAction @Bram:\n", "9:1"),
    ("a paper that is not there", "Attachment: Plan <plan.pdf>\n", "7:"),
    ("a null character", "One\x00two.\n", "7:4"),
    ("a character that XML forbids", "One \ufffe two.\n", "7:5"),
]


@pytest.mark.parametrize(("text", "place"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_is_refused_at_its_place(text, place, cli):
    before = _entries()
    Path("bad.md").write_text(FRONT + text, "utf-8")
    _refused(cli("record", "bad.md"), f"bad.md:{place}")
    assert _entries() == before


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (FRONT.encode() + b"\n" * 10_000_000 + b"Decision [consent]:\n", "10000007:1"),
        (FRONT.encode() + b"## Heading\n" * 100_000 + b"Closed 24:01:\n", "100007:8"),
        (FRONT.encode() + b"## Heading\n\ncaf\xe9\n", "9:4"),
        (b"", "1:1"),
        (b"\n\n", "1:1"),
    ],
    ids=["10 MB of blank lines", "100,000 headings", "no UTF-8", "empty", "blank"],
)
@pytest.mark.usefixtures("folder")
def test_huge_and_empty_files_get_one_message(content, place, cli):
    before = _entries()
    Path("bad.md").write_bytes(content)
    _refused(cli("record", "bad.md"), f"bad.md:{place}")
    assert _entries() == before


@pytest.mark.usefixtures("folder")
def test_a_paper_may_not_lead_out_of_the_folder_by_a_link(cli, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("secret", "utf-8")
    Path("plan.txt").symlink_to(secret)
    Path("bad.md").write_text(FRONT + "Attachment: Plan <plan.txt>\n", "utf-8")
    before = _entries()
    _refused(cli("record", "bad.md"), "bad.md:7:")
    assert _entries() == before


@pytest.mark.usefixtures("folder")
def test_a_newer_event_is_told_and_nothing_is_recorded_over_it(cli):
    """Whoever records the file of that meeting again, or lists the meetings, hears of it by the name of the book."""
    Path("new.md").write_text(FRONT + "Decision [consent]: Yes.\n", "utf-8")
    assert cli("record", "new.md")[0] == 0
    with sqlite3.connect("minutes.db") as connection:
        connection.execute(
            "UPDATE stored_events SET topic = 'meeting-convened.v7', "
            "state = CAST(replace(CAST(state AS TEXT), 'meeting-convened.v1', 'meeting-convened.v7') AS BLOB)"
            " WHERE topic = 'meeting-convened.v1'"
        )
    connection.close()
    before = _entries()
    for command in (["record", "new.md"], ["show", "Board/2026-03-05"], ["meetings"]):
        _refused(cli(*command), "minutes.db: ")
    code, _, err = cli("log")  # what comes before it is listed
    _refused((code, "", err), "minutes.db: ")
    assert _entries() == before


def test_a_read_only_disk_is_told(cli, folder):
    """The book can be read there; recording is refused with one message."""
    disk = folder / "disk"
    disk.mkdir()
    shutil.move("minutes.db", disk / "minutes.db")
    Path("new.md").write_text(FRONT + "Fine.\n", "utf-8")
    if subprocess.run(["mount", "--bind", disk, disk], capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a read-only disk")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", disk], check=True)
        assert cli("meetings", "--book", "disk/minutes.db")[0] == 0
        _refused(cli("record", "new.md", "--book", "disk/minutes.db"), "disk/minutes.db: ")
        _refused(cli("record", "new.md", "--book", "disk/new.db"), "disk/new.db: ")
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"%PDF-1.7\n" * 400], ids=repr)
@pytest.mark.usefixtures("folder")
def test_a_file_that_is_no_book_is_left_alone(content, cli):
    """An empty file, a torn database, and something else."""
    Path("other.db").write_bytes(content)
    Path("new.md").write_text(FRONT + "Fine.\n", "utf-8")
    for command in (["record", "new.md"], ["meetings"], ["show", "x"], ["log"]):
        _refused(cli(*command, "--book", "other.db"), "other.db: ")
    assert Path("other.db").read_bytes() == content
