"""circulate, sign, publish and verify as their users call them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3

import pytest
from tests.renderers.templates import template

from alliance_minutes import MinuteBook

BOOK = "minutes.db"
FIRST = "Garden Committee/2026-03-05"
MINUTES = """\
---
body: Garden Committee
date: 5 March 2026
language: en
chair: Agnes Thorburn
---

## 1. The bridge

Two planks broke. ||The insurance may pay 1,250.||{commercial}

The committee replaces the bridge.
Decision:
"""
ADOPTING = """\
---
body: Garden Committee
date: 5 April 2026
language: en
---

## 1. Minutes

The minutes of 5 March are adopted.
Adopted [minutes, public minutes; 5 March 2026]:
"""


@pytest.fixture
def draft(cli, folder, monkeypatch):
    """A book with a meeting that was not adopted."""
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", BOOK)
    (folder / "march.minutes.md").write_text(MINUTES)
    assert cli("record", "march.minutes.md").code == 0
    return folder


@pytest.fixture
def adopted(cli, draft):
    """The same after both editions were adopted."""
    (draft / "april.minutes.md").write_text(ADOPTING)
    assert cli("record", "april.minutes.md").code == 0
    return draft


@pytest.mark.usefixtures("draft")
def test_circulate_records_that_the_minutes_went_round(cli):
    done = cli("circulate", FIRST, "--to", "the members", "--on", "2026-03-09", "--by", "Bram Ellery")
    assert done.code == 0
    assert "the internal edition went round" in done.out
    assert "circulated (internal)" in cli("show", FIRST).out
    assert "the members" in cli("render", FIRST, "-f", "text", "-o", "-").out
    told = json.loads(cli("circulate", FIRST, "--edition", "public", "--json").out)
    assert (told["edition"], told["version"]) == ("public", 8)


@pytest.mark.usefixtures("draft")
def test_a_day_that_is_none_is_refused(cli):
    done = cli("circulate", FIRST, "--on", "9 March")
    assert done.code == 2
    assert "9 March" in done.err


def test_sign_writes_and_keeps_what_was_signed(cli, adopted):
    done = cli("sign", FIRST, "--by", "Agnes Thorburn", "--role", "chair", "-o", "signed.odt")
    assert done.code == 0, done.err
    assert "signed, internal edition, odt, sha256:" in done.out
    version = done.out.split()[3].rstrip(":")
    shown = cli("show", FIRST).out
    assert "adopted (internal, public); signed (internal)" in shown
    assert "chair, Agnes Thorburn" in shown
    digest = hashlib.sha256((adopted / "signed.odt").read_bytes()).hexdigest()
    (listed,) = [line.split() for line in shown.splitlines() if f"sha256:{digest[:12]}…" in line]
    today = dt.datetime.now(dt.UTC)
    assert listed[:2] == [version, "signed"]
    assert listed[2] in {f"{today:%Y-%m-%d}", f"{today - dt.timedelta(minutes=5):%Y-%m-%d}"}
    assert listed[3:5] == ["internal", "odt"]
    assert cli("render", FIRST, "--kept", version, "-o", "again.odt").code == 0
    assert (adopted / "again.odt").read_bytes() == (adopted / "signed.odt").read_bytes()
    second = cli("sign", FIRST, "--by", "Bram Ellery", "--kept", version, "-o", "second.odt")
    assert second.code == 0, second.err
    assert (adopted / "second.odt").read_bytes() == (adopted / "signed.odt").read_bytes()
    checked = cli("verify", "signed.odt")
    assert checked.code == 0
    assert checked.out.count("signed with these very bytes") == 2


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize("command", [("render",), ("sign", "--by", "Bram Ellery"), ("publish",)])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            ("--edition", "public"),
            "the internal edition as odt, and not the edition 'public'; leave --edition out",
        ),
        (("--format", "html"), "the internal edition as odt, and not the format 'html'; leave --format out"),
        (("--language", "nl"), "leave --language out"),
        (("--lists", "end"), "leave --lists out"),
        (("--set", "colour=red"), "leave --set out"),
        (("--template", "house.odt"), "leave --template out"),
    ],
)
def test_what_is_kept_is_given_out_as_nothing_else(cli, adopted, command, asked, told):
    """Closed words are in the internal edition: whoever asks for the public one must not get it."""
    version = cli("sign", FIRST, "--by", "Agnes Thorburn", "-o", "signed.odt").out.split()[3].rstrip(":")
    before = cli("log", "--json").out
    name, *more = command
    done = cli(name, FIRST, *more, "--kept", version, *asked, "-o", "again.odt")
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert not (adopted / "again.odt").exists()
    assert cli("log", "--json").out == before


@pytest.mark.usefixtures("adopted")
def test_what_is_kept_may_be_named_as_what_it_is(cli):
    version = cli("sign", FIRST, "--by", "Agnes Thorburn", "-o", "signed.odt").out.split()[3].rstrip(":")
    named = ("--kept", version, "--edition", "internal", "--format", "odt", "-o", "again.odt")
    assert cli("render", FIRST, *named).code == 0
    assert cli("sign", FIRST, "--by", "Bram Ellery", *named).code == 0


def test_publish_takes_the_public_edition(cli, adopted):
    done = cli("publish", FIRST, "--where", "https://example.org/7", "-f", "html")
    assert done.code == 0, done.err
    page = adopted / "garden-committee-2026-03-05-public.html"
    assert b"1,250" not in page.read_bytes()
    assert "https://example.org/7" in cli("show", FIRST).out
    told = json.loads(cli("publish", FIRST, "-o", "p.xml", "--json").out)
    assert (told["act"], told["edition"], told["format"]) == ("published", "public", "xml")
    assert cli("audit").code == 0


@pytest.mark.usefixtures("draft")
def test_a_draft_that_is_published_is_told_of(cli):
    done = cli("publish", FIRST, "-o", "draft.html")
    assert done.code == 0
    assert "is not adopted yet" in done.err
    assert cli("verify", "draft.html").code == 0


@pytest.mark.usefixtures("adopted")
def test_published_on_stdout_the_result_is_told_on_stderr(cli):
    done = cli("publish", FIRST, "-f", "text", "-o", "-")
    assert done.out.startswith("Garden Committee\n\nMinutes of Garden Committee")
    assert "recorded as version" in done.err


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sign", FIRST, "--by", "A", "-f", "html"), "not adopted yet"),
        (("publish", FIRST, "-f", "html", "--edition", "internal"), "publish the public edition"),
        (("publish", FIRST), "which format?"),
        (("publish", FIRST, "-f", "papyrus"), "papyrus"),
        (("publish", FIRST, "--kept", "3"), "signed or published"),
        (("publish", FIRST, "--kept", "3", "-f", "html"), "signed or published"),
        (("publish", FIRST, "--kept", "3", "--language", "nl"), "leave --language"),
        (("publish", FIRST, "-o", "nowhere/p.html"), "no such folder"),
        (("publish", FIRST, "-f", "html", "-o", "march.minutes.md"), "minutes in the notation"),
        (("publish", FIRST, "-f", "html", "-o", BOOK), "would be lost"),
        (("publish", FIRST, "-f", "html", "-o", "-", "--json"), "both want stdout"),
        (("render", FIRST, "--kept", "3"), "signed or published"),
        (("render", FIRST, "--kept", "3", "--as-of", "3", "--no-ledger"), "leave --as-of, --ledger out"),
        (("publish", "Nobody/2026-01-01", "-f", "html"), "Nobody"),
    ],
)
def test_what_is_refused_records_nothing(cli, arguments, told):
    before = cli("log", "--json").out
    done = cli(*arguments)
    assert done.code == 2
    assert told in done.err
    assert cli("log", "--json").out == before


@pytest.mark.usefixtures("adopted")
def test_what_cannot_be_written_is_kept_and_told(cli, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "p.html")

    monkeypatch.setattr("alliance_minutes.cli.output.write_whole", full)
    done = cli("publish", FIRST, "-o", "p.html")
    assert done.code == 2
    assert "it is recorded, and the bytes are kept" in done.err
    assert "the disk is full" in done.err


# -- verify ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("adopted")
def test_verify_tells_what_was_compared(cli):
    cli("render", FIRST, "-o", "m.html")
    done = cli("verify", "m.html")
    assert (done.code, done.err) == (0, "")
    assert "m.html is what the record said" in done.out
    assert "compared: every byte" in done.out


def test_verify_tells_where_a_document_differs(cli, adopted):
    cli("render", FIRST, "-o", "m.html")
    page = adopted / "m.html"
    page.write_text(page.read_text().replace("Two planks", "Ten planks"))
    done = cli("verify", "m.html")
    assert done.code == 1
    assert "m.html: not true: it differs from what the record said then" in done.err
    assert "under '1 The bridge', version 4 of the meeting" in done.out
    assert "Ten planks" in done.out
    assert "Two planks" in done.out
    told = json.loads(cli("verify", "m.html", "--json").out)
    assert (told["ok"], told["kind"], told["compared"]) == (False, "document", "bytes")
    assert told["difference"]["version"] == 4


def test_verify_tells_of_an_altered_book(cli, adopted):
    cli("render", FIRST, "-o", "m.text.txt", "-f", "text")
    with sqlite3.connect(adopted / BOOK) as connection:
        connection.execute("UPDATE ledger SET leaf = ? WHERE position = 0", (bytes(32),))
        connection.execute("UPDATE subtree SET hash = ?", (bytes(32),))
    connection.close()
    done = cli("verify", "m.text.txt")
    assert done.code == 1
    assert "the book was altered, or the colophon is not true" in done.err


def test_verify_with_a_house_style(cli, adopted):
    (adopted / "house.odt").write_bytes(template())
    assert cli("render", FIRST, "--template", "house.odt", "-o", "m.odt").code == 0
    assert "compared: every byte" in cli("verify", "m.odt", "--template", "house.odt").out
    assert "was not compared; add --template" in cli("verify", "m.odt").out
    (adopted / "other.odt").write_bytes(
        template(mimetype=b"application/vnd.oasis.opendocument.text-template")
    )
    done = cli("verify", "m.odt", "--template", "other.odt")
    assert done.code == 2
    assert "the template given is" in done.err


@pytest.mark.usefixtures("adopted")
def test_verify_says_which_book_it_needs(cli, monkeypatch):
    cli("render", FIRST, "-o", "m.xml")
    monkeypatch.delenv("ALLIANCE_MINUTES_BOOK")
    done = cli("verify", "m.xml")
    assert done.code == 2
    assert "add --book. It names the book alliance-minutes.invalid/" in done.err


@pytest.mark.usefixtures("adopted")
def test_verify_refuses_what_proves_nothing(cli):
    cli("render", FIRST, "--no-ledger", "-o", "m.html")
    done = cli("verify", "m.html")
    assert done.code == 2
    assert "rendered with --ledger" in done.err
    assert cli("verify", "march.minutes.md").code == 2
    cli("render", FIRST, "-o", "m.html")
    assert "leave --key" in cli("verify", "m.html", "--root", "00" * 32).err


@pytest.mark.usefixtures("draft")
def test_drafts_prove_themselves_when_asked(cli):
    cli("render", FIRST, "--ledger", "-o", "m.html")
    assert cli("verify", "m.html").code == 0


@pytest.mark.usefixtures("adopted")
def test_what_was_closed_since_is_told_of_a_kept_rendition(cli):
    version = cli("publish", FIRST, "-o", "p.html").out.split()[3].rstrip(":")
    with MinuteBook.open(BOOK) as book:
        book.meeting(FIRST).close_passage(4, "Two planks broke.", ground="commercial", reason="a tender")
    done = cli("render", FIRST, "--kept", version, "-o", "again.html")
    assert done.code == 0
    assert "something of entry 4 was closed" in done.err
    checked = cli("verify", "again.html")
    assert checked.code == 0
    assert "it shows what is not shown any more" in checked.out


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize(
    ("options", "wanting"),
    [
        ((), "say why (--reason TEXT), and name the entry or the decision that allows it (--authority)"),
        (("--reason", "typo"), "to change them, name the entry or the decision that allows it (--authority)"),
        (("--dry-run", "--reason", "typo"), "name the entry or the decision that allows it (--authority)"),
    ],
)
def test_a_change_of_adopted_minutes_is_shown_and_refused_with_what_is_wanting(cli, folder, options, wanting):
    (folder / "march.minutes.md").write_text(MINUTES.replace("bridge", "brigde", 1))
    done = cli("record", "march.minutes.md", *options)
    assert done.code == 2
    assert "{+brigde" in done.out
    assert done.err.startswith("march.minutes.md: these minutes were adopted")
    assert wanting in done.err
    assert cli("record", "march.minutes.md", "--json", *options).out == "[]\n"
