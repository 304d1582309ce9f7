"""The commands ``export``, ``import`` and ``verify`` of an export."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from tests.audit.moving import make, rows

from alliance_minutes import MinuteBook
from alliance_minutes.cli import waiting


@pytest.fixture
def moved(monkeypatch):
    """A book with something of everything, named in the environment."""
    make(Path("source.db"))
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", "source.db")


@pytest.mark.usefixtures("moved")
def test_a_book_goes_out_to_a_file_and_in_again(cli):
    told = cli("export", "-o", "book.jsonl")
    assert told.code == 0
    assert told.out == ""
    assert told.err.startswith("book.jsonl: the book, 18 entries, ")
    back = cli("import", "book.jsonl", "--book", "copy.db")
    assert back.code == 0
    assert back.out.startswith("copy.db: a new book, 18 entries, root ")
    assert rows(Path("copy.db")) == rows(Path("source.db"))


@pytest.mark.usefixtures("moved")
def test_both_tell_what_they_did_in_json(cli):
    out = json.loads(cli("export", "-o", "book.jsonl", "--json").out)
    assert list(out) == ["file", "edition", "meeting", "origin", "size", "root", "entries", "lines"]
    back = json.loads(cli("import", "book.jsonl", "--book", "copy.db", "--json").out)
    assert back["root"] == out["root"]
    assert (back["checkpoints"], back["files"], back["erased"] > 0) == (3, 1, True)


@pytest.mark.usefixtures("moved")
def test_a_meeting_and_the_public_edition_are_verified_and_not_imported(cli):
    for arguments in (
        ["Board/2025-06-30"],
        ["--edition", "public"],
        ["Club/XXXX-07-01", "--edition", "public"],
    ):
        assert cli("export", "-o", "part.jsonl", *arguments).code == 0
        told = cli("verify", "part.jsonl")
        assert (told.code, told.err) == (0, "")
        assert "ledger of 18 entries" in told.out
        assert "can tell" in told.out
        refused = cli("import", "part.jsonl", "--book", "copy.db")
        assert refused.code == 2
        assert refused.err.startswith("part.jsonl:1: this is an export of ")
    assert not Path("copy.db").exists()


@pytest.mark.usefixtures("moved")
def test_verify_says_how_far_what_the_reader_holds_vouches_for_an_export(cli):
    cli("export", "-o", "book.jsonl")
    with MinuteBook.open("source.db", read_only=True) as book:
        root = book.store.head().root.hex()
        held = [kept.note for kept in book.trail.checkpoints()][1]
    Path("held.txt").write_bytes(held if isinstance(held, bytes) else bytes(held))
    found = json.loads(cli("verify", "book.jsonl", "--root", root, "--json").out)
    assert (found["ok"], found["vouched"], found["kind"]) == (True, 18, "export")
    told = cli("verify", "book.jsonl", "--checkpoint", "held.txt")
    assert "the first 14 entries of the ledger are those that you know" in told.out
    other = cli("verify", "book.jsonl", "--root", "0" * 64)
    assert (other.code, "nowhere has the root" in other.err) == (1, True)


@pytest.mark.usefixtures("moved")
def test_a_checkpoint_of_another_ledger_does_not_vouch(cli):
    cli("export", "-o", "book.jsonl")
    cli("export", "Club/XXXX-07-01", "-o", "club.jsonl")
    Path("other.txt").write_text(f"else.example/minutes\n9\n{'A' * 43}=\n", "utf-8")
    assert "and has the root" in cli("verify", "book.jsonl", "--checkpoint", "other.txt").err
    assert "18 only" in cli("verify", "club.jsonl", "--checkpoint", "other.txt").err
    Path("later.txt").write_text(f"club.example/minutes\n99\n{'A' * 43}=\n", "utf-8")
    told = cli("verify", "book.jsonl", "--checkpoint", "later.txt", "--json")
    assert (told.code, json.loads(told.out)["ok"]) == (1, False)


@pytest.mark.usefixtures("moved")
def test_verify_believes_a_key_that_signed_a_kept_checkpoint(cli):
    pytest.importorskip("cryptography")
    key = cli("keys", "new", "--name", "club.example/chair", "-o", "chair.key").out.strip()
    other = cli("keys", "new", "--name", "club.example/other", "-o", "other.key").out.strip()
    assert cli("checkpoint", "--key", "chair.key").code == 0
    cli("export", "-o", "book.jsonl")
    told = cli("verify", "book.jsonl", "--key", key)
    assert told.code == 0
    assert (
        "the first 18 entries of the ledger are those that you know, signed by club.example/chair" in told.out
    )
    assert "no checkpoint in this export is signed" in cli("verify", "book.jsonl", "--key", other).err


@pytest.mark.usefixtures("moved")
def test_a_bad_line_is_named_by_both_with_their_exit_codes(cli):
    cli("export", "-o", "book.jsonl")
    lines = Path("book.jsonl").read_bytes().splitlines(keepends=True)
    Path("book.jsonl").write_bytes(b"".join([*lines[:8], b"{}\n", *lines[9:]]))
    told = cli("import", "book.jsonl", "--book", "copy.db")
    assert (told.code, told.err[:13]) == (2, "book.jsonl:9:")
    checked = cli("verify", "book.jsonl", "--json")
    assert checked.code == 1
    assert json.loads(checked.out)["line"] == 9


@pytest.mark.usefixtures("moved")
def test_an_export_goes_through_a_pipe_and_never_to_a_terminal(cli, monkeypatch):
    cli("export", "-o", "book.jsonl")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path("book.jsonl").read_bytes())))
    assert cli("import", "-", "--book", "copy.db").code == 0
    assert rows(Path("copy.db")) == rows(Path("source.db"))
    assert cli("export", "-o", "-").out == Path("book.jsonl").read_text("utf-8")
    monkeypatch.setattr("alliance_minutes.cli.moving.is_terminal", lambda: True)
    assert "not for a terminal" in cli("export", "-o", "-").err


@pytest.mark.usefixtures("moved")
def test_what_nobody_wants_to_lose_is_not_written_over(cli):
    Path("a.minutes.md").write_text("typed", "utf-8")
    Path("dangling").symlink_to("nowhere")
    Path("folder").mkdir()
    before = Path("source.db").read_bytes()
    for name in ("source.db", "a.minutes.md", "dangling", "folder", "", "missing/book.jsonl"):
        told = cli("export", "-o", name)
        assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1), name
        assert not name or told.err.startswith(f"{name}: "), told.err
    assert Path("source.db").read_bytes() == before
    assert Path("a.minutes.md").read_text("utf-8") == "typed"
    assert cli("import", "a.minutes.md", "--book", "source.db").code == 2
    assert cli("import", "", "--book", "copy.db").code == 2
    assert cli("import", "missing.jsonl", "--book", "copy.db").code == 2
    assert Path("source.db").read_bytes() == before


@pytest.mark.usefixtures("moved")
def test_an_export_to_a_device_is_written_to_it(cli):
    assert cli("export", "-o", "/dev/null").code == 0


@pytest.mark.usefixtures("moved")
def test_somebody_at_a_terminal_sees_how_far_it_is(cli, monkeypatch):
    """On one line, which is gone when it is done."""
    monkeypatch.setattr(waiting, "_PATIENCE", 0)
    monkeypatch.setattr("alliance_minutes.audit.export.exporting._STEP", 1)
    monkeypatch.setattr("alliance_minutes.audit.export.importing._STEP", 1)
    with_terminal = io.StringIO()
    with_terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", with_terminal)
    cli("export", "-o", "book.jsonl")
    cli("import", "book.jsonl", "--book", "copy.db")
    shown = with_terminal.getvalue()
    assert "100 %  18 of 18 entries" in shown
    assert shown.count("\r" + " " * 20) >= 2
