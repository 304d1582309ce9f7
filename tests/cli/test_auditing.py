"""The command that audits a book."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.audit.checks import auditing as audits
from alliance_minutes.cli import waiting
from alliance_minutes.ledger.checkpoints import Checkpoint


def tamper(book: str, statement: str) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.fixture
def outside(book, folder):
    """A checkpoint of the book, kept elsewhere."""
    with MinuteBook.open(book, read_only=True) as opened:
        head = opened.store.head()
        note = Checkpoint(opened.origin, head.size, head.root).text
    (folder / "march.checkpoint").write_text(note, "utf-8")
    return "march.checkpoint"


def test_a_sound_book_passes(cli, book):
    result = cli("audit")
    with MinuteBook.open(book, read_only=True) as opened:
        head = opened.store.head()
    told = f"nothing is wrong; {head.size} entries, root {head.root.hex()}, checkpoints reproduced: 0 kept, 0 given"
    assert result == (0, f"{book}: {told}\n", "")


def test_a_checkpoint_from_outside_is_reproduced(cli, outside):
    result = cli("audit", "--checkpoint", outside, "--since", outside)
    assert result.code == 0
    assert "checkpoints reproduced: 0 kept, 2 given" in result.out


@pytest.mark.usefixtures("book")
def test_what_is_kept_and_what_is_given_are_told_apart(cli):
    """In words and as JSON."""
    assert cli("checkpoint", "-o", "now.checkpoint").code == 0
    assert "checkpoints reproduced: 1 kept, 0 given" in cli("audit").out
    told = json.loads(cli("audit", "--checkpoint", "now.checkpoint", "--json").out)
    assert told["checkpoints"] == {"kept": 1, "given": 1}


def test_findings_are_listed_with_kind_and_place(cli, book):
    tamper(book, "UPDATE ledger SET leaf = x'00' WHERE position = 3")
    result = cli("audit")
    assert result.code == 1
    finding, verdict = result.out.splitlines()
    assert finding.startswith("ledger.leaf: position 3, ")
    assert ", table ledger: the leaf should be " in finding
    assert verdict.startswith(f"{book}: 1 finding; ")


def test_the_report_comes_as_json_too(cli, book):
    tamper(book, "UPDATE head SET size = 1")
    result = cli("audit", "--json")
    told = json.loads(result.out)
    assert result.code == 1
    assert told.keys() == {"ok", "entries", "root", "checkpoints", "findings", "omitted", "unchecked"}
    assert told["ok"] is False
    assert [(one["kind"], one["table"]) for one in told["findings"]] == [("head.differs", "head")]


def test_what_acts_on_a_terminal_is_shown_by_its_code(cli, book):
    tamper(book, 'CREATE VIEW "\u202e\x1b[2J" AS SELECT 1')
    result = cli("audit")
    assert result.code == 1
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out


def test_a_shrunken_book_is_found_by_the_checkpoint(cli, outside, monkeypatch):
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", "young.db")
    MinuteBook.open("young.db").close()
    result = cli("audit", "--checkpoint", outside)
    assert result.code == 1
    assert "checkpoint.beyond: march.checkpoint: " in result.out


def test_many_findings_are_counted(cli, book, monkeypatch):
    monkeypatch.setattr("alliance_minutes.audit.checks.report.MOST", 2)
    tamper(book, "UPDATE ledger SET leaf = x'00'")
    lines = cli("audit").out.splitlines()
    assert len(lines) == 4
    assert lines[2].startswith("… and ")


def test_what_was_not_looked_at_is_told_beside_the_result(cli, book, march, folder):
    (folder / "plan.txt").write_text("A bridge.", "utf-8")
    with MinuteBook.open(book) as opened:
        opened.meeting(march).attach("Plan", folder / "plan.txt", keep=False)
    result = cli("audit")
    assert result.code == 0
    assert result.err == "not looked at: 1 × attached document; name its folder to have it looked at\n"
    assert cli("audit", "--documents", ".").err == ""
    (folder / "plan.txt").write_text("A tunnel.", "utf-8")
    assert "document.changed: " in cli("audit", "--documents", ".").out


@pytest.mark.usefixtures("book")
def test_a_key_file_will_do_for_the_key(cli, folder):
    """A given checkpoint that it did not sign is found, as is a kept one with a false signature in its name."""
    pytest.importorskip("cryptography")
    for name in ("chair", "other"):
        assert cli("keys", "new", "--name", "club.example/chair", "-o", f"{name}.key").code == 0
    assert cli("checkpoint", "--key", "chair.key", "-o", "now.checkpoint").code == 0
    assert cli("audit", "--key", "chair.key", "--checkpoint", "now.checkpoint").code == 0
    other = cli("audit", "--key", "other.key", "--checkpoint", "now.checkpoint")
    assert other.code == 1
    assert other.out.count("checkpoint.signature: ") == 2
    assert "checkpoint.signature: table checkpoint: the kept checkpoint of " in other.out
    (folder / "other.key").chmod(0o644)
    assert "mode 600" in cli("audit", "--key", "other.key").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--book", "nowhere.db"), "no such file"),
        (("--checkpoint", "nowhere"), "nowhere: there is no such file"),
        (("--checkpoint", "march.minutes.md"), "this is no checkpoint: march.minutes.md ("),
        (("--since", "march.minutes.md"), "this is no checkpoint: march.minutes.md ("),
        (("--key", "a+b+c"), "--key: this is no verifier key"),
        (("--documents", "nowhere"), "nowhere: there is no such file or folder"),
    ],
)
@pytest.mark.usefixtures("book")
def test_wrong_input_is_told_and_nothing_is_audited(cli, arguments, told):
    result = cli("audit", *arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


@pytest.mark.usefixtures("book")
def test_somebody_at_a_terminal_sees_how_far_it_is(cli, monkeypatch):
    """On one line, which is gone when the result comes; nobody else is told."""
    monkeypatch.setattr(audits, "_STEP", 5)
    monkeypatch.setattr(waiting, "_PATIENCE", 0)
    assert cli("audit").err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = cli("audit").err
    assert "\n" not in told
    assert "100 %" in told
    assert told.endswith("\r")
    assert not told.split("\r")[-2].strip()
