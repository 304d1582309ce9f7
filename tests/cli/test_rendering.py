"""The command ``render``, and where renditions go."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from alliance_minutes.cli import output, terminal
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import safe_name, size_of, write_whole
from alliance_minutes.plugins import Loss, Rendition

FORMATS = {"html": b"<!DOCTYPE html>", "xml": b"<?xml", "odt": b"PK", "text": b"Garden Committee"}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.usefixtures("book")
def test_the_file_gets_the_name_of_the_edition_where_none_is_given(name, cli, march, folder):
    before = set(folder.iterdir())
    result = cli("render", march, "--format", name)
    (made,) = set(folder.iterdir()) - before
    assert (result.code, result.out) == (0, "")
    assert "2026-03-05-internal." in made.name
    assert made.read_bytes().startswith(FORMATS[name])
    assert result.err.splitlines()[0].startswith(f"{made.name}: written, ")


@pytest.mark.usefixtures("book")
def test_the_output_may_be_a_file_a_folder_or_stdout(cli, march, folder):
    (folder / "made").mkdir()
    assert cli("render", march, "-o", "made/minutes.txt").code == 0
    assert cli("render", march, "-f", "text", "-o", "made").code == 0
    named, own = sorted((folder / "made").iterdir(), key=lambda path: len(path.name))
    assert named.name == "minutes.txt"
    assert named.read_bytes() == own.read_bytes()
    assert cli("render", march, "-f", "text", "-o", "-").out == own.read_text("utf-8")


@pytest.mark.usefixtures("book")
def test_bytes_on_stdout_are_the_bytes_of_the_file(cli, march):
    cli("render", march, "-o", "a.odt")
    call = [sys.executable, "-m", "alliance_minutes", "render", march, "-f", "odt", "-o", "-"]
    assert subprocess.run(call, capture_output=True, check=True).stdout == Path("a.odt").read_bytes()


@pytest.mark.usefixtures("book")
def test_the_public_edition_holds_nothing_closed(cli, march):
    for name in FORMATS:
        result = cli("render", march, "-f", name, "--edition", "public", "-o", "public.bin")
        content = Path("public.bin").read_bytes()
        if name == "odt":
            with zipfile.ZipFile("public.bin") as archive:
                content = b"".join(archive.read(member) for member in archive.namelist())
        for words in ("insurance", "the keeper"):
            assert words.encode() not in content
            assert words not in result.err


@pytest.mark.usefixtures("book")
def test_language_lists_and_moment_are_chosen(cli, march):
    dutch = cli("render", march, "-f", "text", "--language", "nl", "-o", "-").out
    head = cli("render", march, "-f", "text", "--lists", "head", "-o", "-").out
    none = cli("render", march, "-f", "text", "--lists", "none", "-o", "-").out
    first = cli("render", march, "-f", "text", "--as-of", "3", "-o", "-").out
    assert "Voorzitter" in dutch
    assert len(none) < len(head)
    assert "The committee replaces the bridge." not in first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-f", "docx"], "no renderer for 'docx'; there is "),
        ([], "which format? Add --format: there is "),
        (["-o", "a.pdf"], "which format? Add --format: there is "),
        (["-f", "html", "--set", "fancy=yes"], "html has no option 'fancy'; "),
        (["-f", "html", "--set", "fancy"], "--set 'fancy': expected KEY=VALUE"),
        (["-f", "html", "--set", "=yes"], "--set '': expected KEY=VALUE"),
        (["-f", "odt", "--template", "a", "--set", "template=b"], "option 'template' is given twice"),
        (["-f", "odt", "--template", "gone.odt"], "gone.odt: there is no such file or folder"),
        (["-f", "odt", "--set", "template=march.minutes.md"], "template"),
        (["-f", "html", "--template", "march.minutes.md"], "html has no option 'template'"),
        (["-f", "html", "--as-of", "999"], "999 is not a version of this meeting: expected 1 to "),
        (["-f", "html", "-o", "gone/"], "gone/: there is no such folder; "),
        (["-f", "html", "-o", "gone/a.html"], "gone/a.html: there is no such file or folder; "),
        (["-f", "html", "-o", "march.minutes.md/a"], "march.minutes.md/a: a part of this path is a file"),
        (["-f", "html", "-o", ""], "-o names no file; "),
    ],
)
@pytest.mark.usefixtures("book")
def test_what_cannot_be_made_is_told_in_one_line(arguments, told, cli, march, folder):
    """What, and what to do; nothing is written."""
    before = set(folder.iterdir())
    result = cli("render", march, *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert told in result.err
    assert set(folder.iterdir()) == before


@pytest.mark.usefixtures("book")
def test_reading_commands_write_no_byte_of_the_book(cli, march, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for command in (["meetings"], ["show", march], ["log"], ["render", march, "-f", "text", "-o", "-"]):
        assert cli(*command).code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.usefixtures("book")
def test_a_template_gives_the_house_style(cli, march):
    """A rendition is itself a template: its styles are kept."""
    cli("render", march, "-o", "style.odt")
    assert cli("render", march, "-o", "styled.odt", "--template", "style.odt").code == 0
    assert cli("render", march, "-o", "set.odt", "--set", "template=style.odt").code == 0
    assert Path("styled.odt").read_bytes() == Path("set.odt").read_bytes()


# -- renditions and where they go --------------------------------------------------------------------------------------


def _rendition(**more):
    given = {"content": b"x\x1by", "media_type": "application/zip", "file_name": "a.zip", **more}
    return Rendition(**given)


@pytest.mark.usefixtures("capsys")
def test_a_renderer_cannot_name_a_file_elsewhere():
    for name in ("../a.zip", "/etc/a.zip", "..", "", "a\\b", "a\0b"):
        with pytest.raises(UsageError, match="no plain name"):
            output.deliver(_rendition(file_name=name), None)
    assert safe_name("a.zip") == "a.zip"


def test_losses_and_messages_are_told_once_each(capsys):
    loss = Loss(node="Emphasis", reason="no stress")
    output.deliver(_rendition(losses=(loss, loss), messages=("a macro was left out",)), "-")
    assert capsys.readouterr().err == "note: a macro was left out\nlost: Emphasis: no stress\n"


class _Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


def _screen(monkeypatch):
    """A terminal in place of stdout."""
    made = _Terminal(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", made)
    return made


def test_what_is_no_text_is_not_sent_to_a_terminal(monkeypatch):
    _screen(monkeypatch)
    with pytest.raises(UsageError, match="not for a terminal"):
        output.deliver(_rendition(), "-")


@pytest.mark.parametrize("media_type", ["text/plain; charset=utf-8", "application/xml", "application/a+json"])
def test_text_cannot_act_on_the_terminal_it_is_sent_to(media_type, monkeypatch):
    screen = _screen(monkeypatch)
    output.deliver(_rendition(media_type=media_type), "-")
    screen.flush()
    assert screen.buffer.getvalue() == b"x<U+001B>y"


def test_a_message_is_one_line(capsys):
    terminal.tell("a.md:1:1: read\n---\x1b\nexpected")
    assert capsys.readouterr().err == "a.md:1:1: read ---<U+001B> expected\n"


def test_text_that_cannot_act_is_shown_as_it_is():
    text = "[b] <i>\t&amp;\nשלום \u200f é 👩\u200d🚀"
    assert terminal.visible(text) == text


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_and_keeps_its_rights(folder):
    path = folder / "a.html"
    path.write_bytes(b"before")
    path.chmod(0o640)
    write_whole(path, b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(folder.iterdir()) == [path]


def test_a_link_leads_to_the_file_that_is_written(folder):
    (folder / "there").write_bytes(b"before")
    (folder / "here").symlink_to("there")
    write_whole(folder / "here", b"after")
    assert (folder / "here").is_symlink()
    assert (folder / "there").read_bytes() == b"after"


def test_a_file_that_cannot_be_finished_is_as_it_was(folder, monkeypatch):
    """The disk is full halfway: the old file is whole, and nothing lies beside it."""
    path = folder / "a.html"
    path.write_bytes(b"before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*a\.html'"):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(folder.iterdir()) == [path]


@pytest.mark.usefixtures("book")
def test_a_read_only_disk_is_told(cli, march, monkeypatch):
    def read_only(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", read_only)
    result = cli("render", march, "-o", "a.html")
    assert result == (
        2,
        "",
        "a.html: the disk is read-only; choose a place on another one with -o or --book\n",
    )


def test_a_device_is_written_to_directly():
    write_whole(Path(os.devnull), b"gone")
    assert Path(os.devnull).is_char_device()


def test_sizes_are_told_for_people():
    assert [size_of(n) for n in (0, 999, 1000, 1_500_000)] == ["0 bytes", "999 bytes", "1.0 kB", "1.5 MB"]


# -- what no rendition may replace -------------------------------------------------------------------------------------


def _unharmed(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("minutes.db", "minutes.db: this is the minute book, and would be lost; name another file\n"),
        ("minutes.db-wal", "minutes.db-wal: this is a part of the minute book, "),
        ("minutes.db-shm", "minutes.db-shm: this is a part of the minute book, "),
        ("minutes.db-journal", "minutes.db-journal: this is a part of the minute book, "),
        ("./made/../minutes.db", "made/../minutes.db: this is the minute book, "),
        ("linked.txt", "linked.txt: this is the minute book, "),
        ("hard.txt", "hard.txt: this is the minute book, "),
        ("other.db", "other.db: this is a database, "),
        ("other.db-wal", "other.db-wal: this is a part of a database, "),
        ("march.minutes.md", "march.minutes.md: this is minutes in the notation, "),
        ("nowhere.txt", "nowhere.txt: this link leads to nothing; "),
    ],
)
@pytest.mark.usefixtures("book")
def test_a_rendition_never_replaces_a_book_or_its_source(output, told, cli, march, folder):
    """Nor any other database, nor what a link to one names; and nothing is made beside a book."""
    (folder / "made").mkdir()
    (folder / "linked.txt").symlink_to("minutes.db")
    (folder / "hard.txt").hardlink_to(folder / "minutes.db")
    (folder / "nowhere.txt").symlink_to("gone")
    (folder / "other.db").write_bytes(b"SQLite format 3\0" + b"of somebody else")
    before = _unharmed(folder)
    result = cli("render", march, "-f", "text", "-o", output)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(told)
    assert _unharmed(folder) == before


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("address", ["minutes.db", "sqlite:///minutes.db"])
def test_a_preview_is_not_written_where_the_book_is_to_be(address, cli, folder):
    result = cli("preview", "march.minutes.md", "-f", "text", "-o", "minutes.db", "--book", address)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("minutes.db: this is the minute book, and would be lost; name another file\n")
    assert [path.name for path in folder.iterdir()] == ["march.minutes.md"]


@pytest.mark.usefixtures("typed")
def test_a_preview_does_not_replace_its_draft(cli, folder):
    """By any of its names, also where it comes on stdin."""
    (folder / "march.minutes.md").rename(folder / "draft.txt")
    (folder / "link.txt").symlink_to("draft.txt")
    before = _unharmed(folder)
    for name in ("draft.txt", "link.txt"):
        result = cli("preview", "draft.txt", "-f", "text", "-o", name)
        assert result.code == 2
        assert result.err.endswith(
            f"{name}: this is the draft itself, and would be lost; name another file\n"
        )
    call = [sys.executable, "-m", "alliance_minutes", "preview", "-", "-f", "text", "-o", "draft.txt"]
    with (folder / "draft.txt").open("rb") as draft:
        piped = subprocess.run(call, stdin=draft, capture_output=True, text=True, check=False)
    assert piped.returncode == 2
    assert "draft.txt: this is the draft itself, " in piped.stderr
    assert _unharmed(folder) == before


@pytest.mark.parametrize("option", ["--template=style.odt", "--set=template=style.odt"])
@pytest.mark.usefixtures("book")
def test_a_rendition_does_not_replace_its_template(option, cli, march):
    assert cli("render", march, "-o", "style.odt").code == 0
    before = Path("style.odt").read_bytes()
    result = cli("render", march, option, "-o", "style.odt")
    assert result == (
        2,
        "",
        "style.odt: this is read by this command, and would be lost; name another file\n",
    )
    assert Path("style.odt").read_bytes() == before


@pytest.mark.parametrize("output", [[], ["-o", "made"]])
@pytest.mark.usefixtures("book")
def test_no_link_is_followed_that_nobody_named(output, cli, march, folder):
    """The renderer gives the name; what lies there as a link may lead anywhere."""
    (folder / "made").mkdir()
    place = folder / "made" if output else folder
    assert cli("render", march, "-f", "text", *output).code == 0
    (made,) = place.glob("*.txt")
    (folder / "diary").write_bytes(b"mine")
    made.unlink()
    made.symlink_to(folder / "diary")
    result = cli("render", march, "-f", "text", *output)
    assert (result.code, result.out) == (2, "")
    assert f"{made.name}: this is a link; remove it, or name the file that it leads to\n" in result.err
    assert (folder / "diary").read_bytes() == b"mine"


@pytest.mark.usefixtures("book")
def test_stdout_has_a_name_among_the_devices(march):
    """A pipe that goes by the name of a link is a pipe."""
    call = [sys.executable, "-m", "alliance_minutes", "render", march, "-f", "text", "-o"]
    named, plain = (
        subprocess.run([*call, name], capture_output=True, check=True).stdout for name in ("/dev/stdout", "-")
    )
    assert named == plain
