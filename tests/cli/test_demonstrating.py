"""The command ``demo``."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.cli import demonstrating


def test_the_demo_holds_the_book_and_the_meeting_in_every_format(cli, folder):
    result = cli("demo")
    made = sorted(path.suffix for path in (folder / "demo").iterdir())
    assert (result.code, result.err) == (0, "")
    assert made == [".db", ".html", ".md", ".odt", ".txt", ".xml"]
    for said in (
        "11 agenda items",
        "4 decisions",
        "2 actions",
        "8 partners that signed",
        "Written:",
        "Then try:",
    ):
        assert said in result.out
    for path in (folder / "demo").iterdir():
        assert f"demo/{path.name}  " in result.out


def test_the_commands_that_are_shown_work_as_they_stand(folder):
    """Also where the program is not on the path, as after ``make demo``."""
    call = [sys.executable, "-m", "alliance_minutes", "demo", "--out", "my demo"]
    run = subprocess.run(call, capture_output=True, text=True, check=True)
    commands = [line.strip() for line in run.stdout.partition("Then try:\n")[2].splitlines()]
    assert len(commands) == 5
    for command in commands:
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
    public = [path for path in (folder / "my demo").iterdir() if "public" in path.name]
    assert len(public) == 1


def test_the_demo_can_be_made_again(cli, folder):
    """Nothing is recorded twice, and nothing of anybody else is touched."""
    cli("demo")
    (folder / "demo" / "mine.txt").write_text("my own")
    typed = folder / "demo" / demonstrating.EXAMPLE
    typed.write_text("my notes")
    before = {path.name: path.read_bytes() for path in (folder / "demo").iterdir()}
    result = cli("demo")
    assert result.code == 0
    assert "already, so nothing was recorded" in result.out
    assert {path.name: path.read_bytes() for path in (folder / "demo").iterdir()} == before


def test_a_book_with_another_version_of_the_example_is_left_alone(cli, folder):
    (folder / "demo").mkdir()
    text = (demonstrating.EXAMPLES / demonstrating.EXAMPLE).read_text("utf-8")
    with MinuteBook.open("demo/minutes.db") as book:
        book.record(text.replace("acht nieuwe partners", "nieuwe partners"), folder=demonstrating.EXAMPLES)
    before = Path("demo/minutes.db").read_bytes()
    result = cli("demo")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("demo/minutes.db: it holds another version of the example; ")
    assert Path("demo/minutes.db").read_bytes() == before


def test_a_file_in_the_way_is_told(cli, folder):
    (folder / "demo").write_text("a file")
    assert cli("demo") == (2, "", "demo: it exists already; choose another name, or move it away\n")


@pytest.mark.parametrize(
    ("called", "found", "shown"),
    [
        ("/usr/bin/alliance-minutes", "/usr/bin/alliance-minutes", "alliance-minutes"),
        (".venv/bin/alliance-minutes", None, ".venv/bin/alliance-minutes"),
        ("my env/alliance-minutes", "/usr/bin/alliance-minutes", "'my env/alliance-minutes'"),
        ("/usr/bin/pytest", None, "alliance-minutes"),
    ],
)
def test_commands_are_shown_as_the_program_was_called(called, found, shown, monkeypatch):
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.setattr(demonstrating.shutil, "which", lambda _: found)
    assert demonstrating._program() == shown


def test_the_demo_follows_no_link(cli, folder):
    """A folder that others may write to could hold one to anything."""
    cli("demo")
    (page,) = (folder / "demo").glob("*.html")
    page.unlink()
    page.symlink_to("minutes.db")
    before = (folder / "demo" / "minutes.db").read_bytes()
    result = cli("demo")
    assert result.code == 2
    assert result.err == f"demo/{page.name}: this is a link; remove it, or name the file that it leads to\n"
    assert (folder / "demo" / "minutes.db").read_bytes() == before


def test_the_demo_replaces_no_database(cli, folder):
    cli("demo")
    (page,) = (folder / "demo").glob("*.html")
    page.unlink()
    page.hardlink_to(folder / "demo" / "minutes.db")
    result = cli("demo")
    assert (result.code, result.err) == (
        2,
        f"demo/{page.name}: this is the minute book, and would be lost; name another file\n",
    )
