"""The commands ``new`` and ``preview``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("language", "name"), [("nl", "notulen.minutes.md"), ("en", "meeting.minutes.md")])
def test_the_skeleton_can_be_recorded_as_it_is(language, name, cli):
    assert cli("new", "--language", language).code == 0
    assert cli("record", name, "--strict", "--book", "minutes.db").code == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_hint_of_the_skeleton_is_right_when_it_is_used(language, cli):
    """Without its slashes each hint is notation that can be recorded without a warning."""
    text = cli("new", "-", "--language", language, "--date", "2026-03-05").out
    lines = text.splitlines()
    prose = lines.index("---", 1) + 2
    used = [
        line.removeprefix("// ").removeprefix("//")
        for i, line in enumerate(lines)
        if i not in {prose, prose + 1}
    ]
    Path("used.md").write_text("\n".join(used), "utf-8")
    result = cli("record", "used.md", "--strict", "--book", "minutes.db")
    assert (result.code, result.err) == (0, "minutes.db: a new book\n")
    shown = cli("log", "--book", "minutes.db").out
    for kind in ("meeting-opened", "announcement-made", "minutes-adopted", "decision-taken", "action-agreed"):
        assert kind in shown


@pytest.mark.parametrize("body", ["Tuin & [Park] \\ co: een", "  Board\nof  two "])
def test_the_skeleton_takes_a_body_and_a_date(body, cli):
    assert cli("new", "a.md", "--body", body, "--date", "2026-03-05").code == 0
    assert cli("record", "a.md", "--strict", "--book", "minutes.db").code == 0
    listed = cli("meetings", "--book", "minutes.db").out
    assert " ".join(body.split()) in listed
    assert "2026-03-05" in listed


def test_a_file_that_exists_is_never_overwritten(cli, folder):
    (folder / "mine.md").write_text("My work.")
    result = cli("new", "mine.md")
    assert (result.code, result.out) == (2, "")
    assert result.err == "mine.md: it exists already; choose another name, or move it away\n"
    assert (folder / "mine.md").read_text() == "My work."


def test_a_date_that_does_not_exist_writes_nothing(cli, folder):
    result = cli("new", "--date", "31 februari 2026")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "31 februari 2026" in result.err
    assert list(folder.iterdir()) == []


def test_a_preview_is_text_on_the_terminal_and_records_nothing(cli, typed, folder):
    result = cli("preview", typed)
    assert result.code == 0
    assert "The committee replaces the bridge." in result.out
    assert [path.name for path in folder.iterdir()] == [typed]


def test_the_name_of_the_output_tells_the_format(cli, typed):
    assert cli("preview", typed, "-o", "draft.html").code == 0
    assert Path("draft.html").read_bytes().startswith(b"<!DOCTYPE html>")
    result = cli("preview", typed, "-o", "draft.pdf")
    assert (result.code, Path("draft.pdf").exists()) == (2, False)
    assert "which format is 'draft.pdf'? Add --format: there is " in result.err


def test_messages_stand_beside_the_sentence_and_on_stderr(cli, folder):
    (folder / "a.md").write_text("---\nbody: Board\n---\n\nWe met.\n\nDecison: Paint.\n\nThe end.\n", "utf-8")
    result = cli("preview", "a.md")
    (message, *_) = result.err.splitlines()
    assert result.code == 0
    assert message.startswith("a.md:7:1: warning: ")
    place = result.out.index("a.md:7:1")
    assert result.out.index("Decison: Paint.") < place < result.out.index("The end.")


def test_a_draft_with_errors_is_rendered_and_the_check_has_failed(cli, folder):
    (folder / "a.md").write_text("---\nbody: Board\ndate: 31 February 2026\n---\n\nWe met.\n", "utf-8")
    result = cli("preview", "a.md")
    assert result.code == 1
    assert "We met." in result.out
    assert "a.md:3:" in result.err


def test_what_cannot_be_read_at_all_is_told_once(cli, folder):
    (folder / "a.md").write_bytes("---\nbody: Board\n---\n".encode("utf-16"))
    result = cli("preview", "a.md")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_messages_of_a_public_preview_do_not_quote_what_is_closed(cli, folder):
    text = "---\nbody: Board\n---\n\nActoin: ||sesame||{privacy} we met.\n"
    (folder / "a.md").write_text(text, "utf-8")
    cli("preview", "a.md", "--edition", "public", "-o", "a.html")
    cli("preview", "a.md", "-o", "b.html")
    public, internal = (Path(name).read_text("utf-8") for name in ("a.html", "b.html"))
    assert "a.md:5" in public
    assert "a.md:5:1" in internal
    assert "sesame" not in public


def test_a_text_with_errors_has_no_public_preview(cli, folder):
    """What a faulty line meant to close may stand open in what was read."""
    (folder / "a.md").write_text("---\nbody: Board\n---\n\nThe ||secret word.\n", "utf-8")
    assert cli("preview", "a.md", "--edition", "public", "-o", "a.html").code == 2
    assert not Path("a.html").exists()


@pytest.mark.usefixtures("book")
def test_a_preview_knows_the_parties_of_a_book(cli, folder):
    """A name that is nearly one in the book gives a warning; without the book it is a new one."""
    (folder / "a.md").write_text("---\nbody: Garden Committee\nchair: Agnès Thorburn\n---\n", "utf-8")
    assert "Agnes Thorburn" in cli("preview", "a.md").err
    assert "Agnes Thorburn" not in cli("preview", "a.md", "--book", "gone.db").err


def test_a_draft_can_be_piped_in_and_out(cli, typed, folder, monkeypatch):
    content = (folder / typed).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert cli("preview", "-", "-f", "xml", "-o", "-").out.startswith("<?xml")
