"""The command ``record``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.cli import files


def _contents(address="minutes.db"):
    with MinuteBook.open(address, read_only=True) as book:
        return [(entry.position, entry.event) for entry in book.log()]


def _meeting(cli):
    (meeting,) = json.loads(cli("meetings", "--json", "--book", "minutes.db").out)
    return meeting["id"], meeting["events"]


def test_a_meeting_is_recorded(cli, typed):
    """What was recorded is said on stdout; that a book was made, on stderr."""
    result = cli("record", typed, "--book", "minutes.db")
    meeting, events = _meeting(cli)
    assert result.code == 0
    assert result.out == f"{typed}: recorded {events} events as meeting {meeting}\n"
    assert result.err == "minutes.db: a new book\n"


def test_json_has_the_documented_shape(cli, typed):
    (one,) = json.loads(cli("record", typed, "--json", "--book", "minutes.db").out)
    assert list(one) == [
        "file",
        "meeting",
        "events",
        "added",
        "corrected",
        "moved",
        "withdrawn",
        "warnings",
    ]
    assert (one["file"], one["warnings"]) == (typed, [])
    assert (one["meeting"], one["events"]) == _meeting(cli)


@pytest.mark.usefixtures("book")
def test_the_unchanged_file_is_recorded_once(cli, typed):
    before = _contents()
    result = cli("record", typed)
    assert (result.code, result.err) == (0, "")
    assert "is in the book already, as meeting" in result.out
    assert json.loads(cli("record", typed, "--json").out)[0]["events"] == 0
    assert _contents() == before


@pytest.mark.usefixtures("book")
def test_a_changed_file_changes_its_meeting_and_shows_how(cli, typed, folder):
    before = _contents()
    path = folder / typed
    path.write_text(path.read_text("utf-8").replace("green", "blue"), "utf-8")
    (meeting,) = json.loads(cli("meetings", "--json").out)
    shown = cli("record", typed, "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert f"would change meeting {meeting['id']}: 1 corrected; nothing was recorded" in shown.out
    assert "[-green" in shown.out
    assert "{+blue" in shown.out
    assert _contents() == before
    (told,) = json.loads(cli("record", typed, "--json").out)
    assert [told[kind] for kind in ("events", "added", "corrected", "moved", "withdrawn")] == [1, 0, 1, 0, 0]
    assert "is in the book already" in cli("record", typed).out
    assert len(json.loads(cli("meetings", "--json").out)) == 1
    assert cli("record", typed, "--new").code == 0
    assert len(json.loads(cli("meetings", "--json").out)) == 2
    path.write_text(path.read_text("utf-8").replace("blue", "red"), "utf-8")
    refused = cli("record", typed)
    assert (refused.code, refused.out) == (2, "")
    assert "--meeting ID" in refused.err
    assert meeting["id"] in refused.err
    assert cli("record", typed, "--meeting", meeting["id"]).code == 0


@pytest.mark.usefixtures("book")
def test_a_file_of_another_text_is_not_taken_for_the_meeting_of_that_day(cli, typed, folder):
    """Two bodies of text on one date are likely two meetings."""
    before = _contents()
    path = folder / typed
    front = "---\n".join(path.read_text("utf-8").split("---\n")[:2])
    path.write_text(
        front + "---\n\n## Trees\n\nThree oaks are ill.\n\n## Last\n\nNobody asks more.\n", "utf-8"
    )
    refused = cli("record", typed)
    assert refused.code == 2
    assert "little in common" in refused.err
    assert _contents() == before


def test_a_meeting_is_named_for_one_file_of_a_book_that_is_there(cli, typed):
    assert cli("record", typed, typed, "--meeting", "x").code == 2
    assert cli("record", typed, "--new", "--meeting", "x").code == 2
    assert "no such book" in cli("record", typed, "--meeting", "x", "--book", "none.db").err


@pytest.mark.usefixtures("book")
def test_who_records_is_recorded(cli):
    entries = json.loads(cli("log", "--json").out)
    (bram,) = [e["event"]["party"] for e in entries if e["event"].get("name") == "Bram Ellery"]
    assert {e["recorded_by"] for e in entries[1:]} == {bram}


def test_a_dry_run_makes_no_book(cli, typed, folder):
    result = cli("record", typed, "--dry-run", "--book", "minutes.db")
    assert (result.code, result.err) == (0, "")
    assert "can be recorded" in result.out
    assert [path.name for path in folder.iterdir()] == [typed]


def test_a_dry_run_changes_no_book(cli, book, folder):
    before = Path(book).read_bytes()
    (folder / "april.md").write_text(
        "---\nbody: Garden Committee\ndate: 2 April 2026\n---\n\nOnly words.\n", "utf-8"
    )
    result = cli("record", "april.md", "--dry-run")
    assert result.out == "april.md: can be recorded, 2 events; nothing was recorded\n"
    assert Path(book).read_bytes() == before


def test_warnings_are_told_and_are_errors_when_strict(cli, folder):
    (folder / "a.md").write_text("---\nbody: Board\n---\n\nDecison: We paint it.\n", "utf-8")
    strict = cli("record", "a.md", "--strict", "--book", "minutes.db")
    assert (strict.code, strict.out, strict.err.count("\n")) == (2, "", 1)
    assert not Path("minutes.db").exists()
    result = cli("record", "a.md", "--book", "minutes.db", "--json")
    (one,) = json.loads(result.out)
    assert result.code == 0
    assert one["warnings"][0].startswith("a.md:5:1: warning: ")
    assert one["warnings"][0] in result.err.splitlines()


def test_the_first_file_that_cannot_be_recorded_ends_the_command(cli, typed, folder):
    """What was recorded before it is said, and what was not."""
    (folder / "bad.md").write_text("---\nbody: Board\ndate: 31 February 2026\n---\n", "utf-8")
    (folder / "c.md").write_text("---\nbody: Board\n---\n", "utf-8")
    result = cli("record", typed, "bad.md", "c.md", "--json", "--book", "minutes.db")
    assert result.code == 2
    assert [one["file"] for one in json.loads(result.out)] == [typed]
    assert "not recorded, because of bad.md: bad.md, c.md\n" in result.err
    assert "bad.md:3:" in result.err


def test_a_meeting_can_be_piped_in(cli, typed, monkeypatch, folder):
    content = (folder / typed).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert cli("record", "-", "--book", "minutes.db").out.startswith("<stdin>: recorded ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1"),
        ("---\nbody: Board\ndate: 31 February 2026\n---\n", "3:"),
        ("---\nbody: Board\nbodi: Board\n---\n", "3:1"),
        ("---\nbody: Board\n---\n\nOpened 25:00: We began.\n", "5:"),
        (
            "---\nbody: Board\npresent:\n- A\n- B\n---\n\nWe agree.\nDecision [for: A; against: B; for 7]:\n",
            "9:",
        ),
        ("---\nbody: Board\n---\n\nAction done A-2020-001: We painted it.\n", "5:"),
        ("---\nbody: Board\n---\n\nDecision [consent]:\n", "5:"),
        ("---\nbody: Board\n---\n\nThis ||stays open.\n", "5:"),
        ("---\nbody: Board\n---\n\nThis ||is closed||{because}.\n", "5:"),
        ("---\nbody: Board\n---\n\nA \x1b[31m bell.\n", "5:3"),
        ("---\nbody: Board\n---\n\nAttachment: Plan <../../etc/passwd>\n", "5:"),
    ],
)
@pytest.mark.usefixtures("book")
def test_what_cannot_be_recorded_is_told_at_its_place(text, place, cli, folder):
    """Exit code 2, one message, and the book as it was."""
    before = _contents()
    (folder / "bad.md").write_text(text, "utf-8")
    result = cli("record", "bad.md")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"bad.md:{place}")
    assert _contents() == before
    assert cli("record", "bad.md", "--book", "new.db").code == 2
    assert not Path("new.db").exists()


@pytest.mark.parametrize(
    "content", [b"---\nbody: Board\n---\n\ncaf\xe9\n", "---\nbody: Board\n---\n".encode("utf-16")]
)
def test_bytes_that_are_no_utf_8_are_refused(content, cli, folder):
    (folder / "bad.md").write_bytes(content)
    result = cli("record", "bad.md", "--book", "minutes.db")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "UTF-8" in result.err


@pytest.mark.parametrize("content", [b"\n" * 10_000_000, b"## Heading\n" * 100_000])
def test_files_that_are_huge_and_no_minutes_get_one_message(content, cli, folder):
    (folder / "huge.md").write_bytes(content)
    result = cli("record", "huge.md", "--book", "minutes.db")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith("huge.md:1:1: error: ")


@pytest.mark.usefixtures("typed")
def test_a_file_larger_than_minutes_can_be_is_not_read(cli, monkeypatch):
    monkeypatch.setattr(files, "MOST", 2**20)
    assert "more than 1 MB, too much for minutes" in cli("record", "/dev/zero", "--book", "minutes.db").err


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("gone.md", "gone.md: there is no such file or folder; "),
        (".", ".: this is a folder; "),
        ("march.minutes.md/x", "march.minutes.md/x: a part of this path is a file, not a folder; "),
        ("x" * 300, ": the name is too long; "),
        ("", "'' is no name of a file; "),
        ("a\0b", "is no name of a file; "),
    ],
)
@pytest.mark.usefixtures("typed")
def test_a_file_that_cannot_be_read_is_named(file, told, cli):
    result = cli("record", file, "--book", "minutes.db")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert told in result.err


@pytest.mark.parametrize("given", ["text.db", ".", "gone/minutes.db", "postgresql://host/book"])
def test_what_is_no_book_is_named_and_left_as_it_was(given, cli, typed, folder):
    (folder / "text.db").write_text("This is a letter, and long enough to be a header of anything.\n" * 99)
    before = (folder / "text.db").read_bytes()
    for command in (["record", typed], ["meetings"], ["log"], ["render", "x", "--format", "html"]):
        result = cli(*command, "--book", given)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert result.err.startswith(given)
    assert (folder / "text.db").read_bytes() == before


def test_a_name_that_no_document_can_hold_records_nothing(cli, typed):
    result = cli("record", typed, "--by", "A\x1bB", "--book", "minutes.db")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert not Path("minutes.db").exists()
