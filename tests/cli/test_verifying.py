"""The command ``verify`` of documents and exports: through pipes, beside a book, and after an erasure."""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.audit.moving import make

from alliance_minutes import MinuteBook

if TYPE_CHECKING:
    from collections.abc import Iterator

MEETING = "Garden Committee/2026-03-05"


@pytest.fixture
def garden(monkeypatch, cli) -> str:
    """The id of a meeting whose minutes were adopted, in a book that the environment names."""
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", "minutes.db")
    with MinuteBook.open("minutes.db") as book:
        meeting = book.convene("Garden Committee", "2026-03-05", language="en")
        meeting.chair("Agnes Thorburn")
        meeting.item("The bridge", number="1").discuss("Two planks broke.")
        later = book.convene("Garden Committee", "2026-04-05", language="en")
        later.adopt(held_on="2026-03-05", editions=("internal", "public"))
    assert cli("publish", MEETING, "-o", "public.html").code == 0
    return meeting.id


@contextmanager
def piped(content: bytes) -> Iterator[str]:
    """A name that gives these bytes once, as the shell makes one with ``<(cat FILE)``."""
    reading, writing = os.pipe()

    def write() -> None:
        with os.fdopen(writing, "wb") as stream:
            stream.write(content[:7])
            stream.flush()
            stream.write(content[7:])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield f"/dev/fd/{reading}"
    finally:
        os.close(reading)
        writer.join()


@pytest.mark.usefixtures("garden")
def test_a_document_is_read_from_a_pipe(cli):
    with piped(Path("public.html").read_bytes()) as pipe:
        done = cli("verify", pipe)
    assert (done.code, done.err) == (0, "")
    assert "compared: every byte" in done.out


@pytest.mark.usefixtures("garden")
def test_an_export_is_read_from_a_pipe(cli):
    assert cli("export", "-o", "book.jsonl").code == 0
    content = Path("book.jsonl").read_bytes()
    with piped(content) as pipe:
        done = cli("verify", pipe)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("true: an export of the whole book")
    spoiled = content.replace(b'"position":3', b'"position":4', 1)
    assert spoiled != content
    with piped(spoiled) as pipe:
        done = cli("verify", pipe)
    assert done.code == 1
    assert f"{pipe}:" in done.err


@pytest.mark.usefixtures("garden")
def test_an_export_is_checked_against_the_book_that_is_named(cli):
    assert cli("export", "-o", "book.jsonl").code == 0
    cli("circulate", MEETING)  # the book has grown since, and is still the one
    done = cli("verify", "book.jsonl", "--book", "minutes.db")
    assert (done.code, done.err) == (0, "")
    assert "minutes.db had this root" in done.out
    assert (
        json.loads(cli("verify", "book.jsonl", "--book", "minutes.db", "--json").out)["book"] == "minutes.db"
    )


@pytest.mark.usefixtures("garden")
def test_an_export_of_another_book_is_not_true_of_the_one_that_is_named(cli):
    assert cli("export", "-o", "book.jsonl").code == 0
    make(Path("other.db"))
    done = cli("verify", "book.jsonl", "--book", "other.db", "--json")
    assert done.code == 1
    assert json.loads(done.out)["ok"] is False
    assert "and the one named is" in done.err


@pytest.mark.usefixtures("garden")
def test_an_export_of_a_book_that_shrank_or_went_another_way_is_told(cli):
    Path("older.db").write_bytes(Path("minutes.db").read_bytes())
    cli("circulate", MEETING)
    assert cli("export", "-o", "book.jsonl").code == 0
    shorter = cli("verify", "book.jsonl", "--book", "older.db")
    assert shorter.code == 1
    assert "entries are missing there" in shorter.err
    cli("circulate", MEETING, "--to", "the members", "--book", "older.db")
    forked = cli("verify", "book.jsonl", "--book", "older.db")
    assert forked.code == 1
    assert "one of them was altered" in forked.err


@pytest.mark.usefixtures("garden")
def test_what_is_left_after_an_erasure_is_neither_true_nor_false(cli):
    changed = Path("public.html").read_text("utf-8").replace("Two planks", "Ten planks")
    Path("changed.html").write_text(changed, "utf-8")
    assert cli("erase", "--person", "Agnes Thorburn", "--basis", "GDPR art. 17", "--yes").code == 0
    done = cli("verify", "public.html")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(
        "public.html: not certain: what is left of the record agrees with it; since it was made, "
    )
    told = json.loads(cli("verify", "public.html", "--json").out)
    assert (told["ok"], told["compared"], told["gaps"] > 0) == (False, "rest", True)
    other = cli("verify", "changed.html")
    assert other.code == 1
    assert "changed.html: not true: it differs from what the record said then" in other.err
    assert "Ten planks broke." in other.err + other.out
    assert "Two planks broke." in other.err + other.out


@pytest.mark.usefixtures("garden")
def test_a_version_that_never_was_cannot_be_checked(cli):
    page = Path("public.html").read_text("utf-8")
    forged = page.replace('data-renderer-version="1.0"', 'data-renderer-version="0.9"')
    Path("f.html").write_text(f"{forged}<p>On 6 March the board resigned.</p>\n", "utf-8")
    done = cli("verify", "f.html")
    assert (done.code, done.out) == (2, "")
    assert "cannot be checked: its colophon names version '0.9' of the html renderer" in done.err
