"""The commands about attached files, and the dossier."""

from __future__ import annotations

import csv
import io
import json
import subprocess

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.book.dossier import safe_cell

PAPER = b"offer: 4,200 euros"
TEXT = """---
body: Club
date: 6 March 2026
language: en
---

## 1. The bridge

Attachment: The offer <offer.pdf>

Attachment: A plan for the builder <plan.txt> {closed commercial}

The planks are old.
Decision [consent]:
Action @Ann Teller:

Decision: =2+3 planks are bought.
"""


@pytest.fixture
def club(cli, folder):
    (folder / "offer.pdf").write_bytes(PAPER)
    (folder / "plan.txt").write_bytes(b"a secret plan")
    (folder / "club.minutes.md").write_text(TEXT, "utf-8")
    assert cli("record", "club.minutes.md", "--book", "club.db").code == 0
    return "Club/2026-03-06"


def test_attached_files_are_listed(cli, club):
    assert cli("attachments", club, "--book", "club.db").out.splitlines() == [
        "VERSION  TITLE                   FILE       SIZE      KEPT",
        "3        The offer               offer.pdf  18 bytes  yes",
        "4        A plan for the builder  plan.txt   13 bytes  yes",
    ]
    public = json.loads(cli("attachments", club, "--edition", "public", "--json", "--book", "club.db").out)
    assert [(one["version"], one["title"], one["kept"]) for one in public] == [(3, "The offer", True)]


def test_one_file_is_written(cli, club, folder):
    assert cli("attachments", club, "3", "-o", "copy.pdf", "--book", "club.db").code == 0
    assert (folder / "copy.pdf").read_bytes() == PAPER
    (folder / "offer.pdf").unlink()
    assert cli("attachments", club, "3", "--book", "club.db").code == 0
    assert (folder / "offer.pdf").read_bytes() == PAPER


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2",), "attaches nothing that this edition shows"),
        (("4", "--edition", "public"), "attaches nothing that this edition shows"),
        (("-o", "x"), "which file?"),
        (("3", "-o", "club.db"), "would be lost"),
    ],
)
def test_what_cannot_be_written_is_told(cli, club, arguments, told):
    result = cli("attachments", club, *arguments, "--book", "club.db")
    assert result.code == 2
    assert told in result.err


def test_a_book_without_the_files_gets_them_later(cli, club, folder):
    assert club
    assert cli("record", "club.minutes.md", "--no-files", "--book", "other.db").code == 0
    result = cli("attachments", club, "3", "--book", "other.db")
    assert result.code == 2
    assert f"'alliance-minutes keep {club} 3 FILE' adds it" in result.err
    assert cli("keep", club, "3", "plan.txt", "--book", "other.db").code == 2
    assert cli("keep", club, "3", "offer.pdf", "--book", "other.db").err == "offer.pdf: kept, 18 bytes\n"
    assert cli("attachments", club, "3", "-o", "again.pdf", "--book", "other.db").code == 0
    assert (folder / "again.pdf").read_bytes() == PAPER


def test_minutes_without_attachments_say_so(cli, club):
    result = cli("attachments", club, "--as-of", "1", "--book", "club.db")
    assert (result.code, result.out) == (0, "")
    assert "nothing is attached" in result.err


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_dossier_holds_all_that_there_is_of_a_meeting(cli, club, folder):
    result = cli("dossier", club, "-o", "out", "--book", "club.db", "--json")
    assert result.code == 0
    files = files_of(folder / "out")
    assert json.loads(result.out) == {"folder": "out", "files": sorted(files)}
    stem = "club-2026-03-06-internal"
    of = [
        f"{stem}{part}.{suffix}"
        for part in ("", "-decisions", "-actions")
        for suffix in ("html", "odt", "txt", "xml")
    ]
    rest = [f"{stem}-decisions.csv", f"{stem}-actions.csv", "README.txt", "SHA256SUMS", "checkpoint.txt"]
    papers = ["attachments/01-offer.pdf", "attachments/02-plan.txt"]
    assert sorted(files) == sorted([*of, *rest, *papers])
    assert files["attachments/01-offer.pdf"] == PAPER
    assert b"attachments/01-offer.pdf: The offer" in files["README.txt"]


def test_the_digests_of_a_dossier_are_checked_with_the_common_tool(cli, club, folder):
    cli("dossier", club, "-o", "out", "--book", "club.db")
    subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder / "out",
        check=True,
        capture_output=True,
    )
    named = {line.split("  ", 1)[1] for line in (folder / "out" / "SHA256SUMS").read_text().splitlines()}
    assert named == files_of(folder / "out").keys() - {"SHA256SUMS"}


def test_a_dossier_is_the_same_again(cli, club, folder):
    for name in ("one", "two"):
        cli("dossier", club, "-o", name, "--edition", "public", "--book", "club.db")
    assert files_of(folder / "one") == files_of(folder / "two")


def test_a_public_dossier_has_nothing_that_is_closed(cli, club, folder):
    cli("dossier", club, "-o", "out", "--edition", "public", "--format", "html", "--book", "club.db")
    files = files_of(folder / "out")
    assert [name for name in files if name.startswith("attachments/")] == ["attachments/01-offer.pdf"]
    assert not any(b"plan" in content.replace(b"planks", b"") for content in files.values())


def test_the_minutes_in_a_dossier_prove_themselves(cli, club, folder):
    cli("dossier", club, "-o", "out", "--book", "club.db")
    for suffix in ("html", "odt", "txt", "xml"):
        found = cli("verify", f"out/club-2026-03-06-internal.{suffix}", "--book", "club.db")
        assert found.out.startswith("true: ")
    assert folder.is_dir()


def test_the_lists_of_a_dossier_tell_the_words_and_are_no_formulas(cli, club, folder):
    cli("dossier", club, "-o", "out", "--format", "text", "--book", "club.db")
    content = (folder / "out" / "club-2026-03-06-internal-decisions.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][-1] == "Words"
    assert [row[-1] for row in rows[1:]] == ["The planks are old.", "'=2+3 planks are bought."]
    actions = (folder / "out" / "club-2026-03-06-internal-actions.csv").read_text("utf-8-sig")
    assert "Ann Teller" in actions
    said = (folder / "out" / "club-2026-03-06-internal-decisions.txt").read_text("utf-8")
    assert "=2+3 planks are bought." in said
    assert "The offer" not in said


@pytest.mark.parametrize("begin", ["=1", "+1", "-1", "@a", "\ta", "\ra"])
def test_a_cell_that_could_be_a_formula_has_an_apostrophe_before_it(begin):
    assert safe_cell(begin) == f"'{begin}"
    assert safe_cell(f"a{begin}") == f"a{begin}"


def test_a_folder_that_holds_something_is_not_touched(cli, club, folder):
    (folder / "out").mkdir()
    assert cli("dossier", club, "-o", "out", "--format", "text", "--book", "club.db").code == 0
    before = files_of(folder / "out")
    result = cli("dossier", club, "-o", "out", "--format", "text", "--book", "club.db")
    assert result.code == 2
    assert "it exists already" in result.err
    assert files_of(folder / "out") == before


@pytest.mark.parametrize("formats", [("none",), ("text", "text")])
def test_a_dossier_that_cannot_be_made_leaves_nothing(cli, club, folder, formats):
    asked = [one for name in formats for one in ("--format", name)]
    assert cli("dossier", club, "-o", "out", *asked, "--book", "club.db").code == 2
    assert not [one for one in folder.iterdir() if one.name == "out" or one.name.endswith(".part")]


def test_a_dossier_can_have_a_signed_checkpoint(cli, club, folder):
    pytest.importorskip("cryptography")
    assert cli("keys", "new", "--name", "club.example/chair", "-o", "chair.key").code == 0
    assert (
        cli("dossier", club, "-o", "out", "--key", "chair.key", "--format", "text", "--book", "club.db").code
        == 0
    )
    note = (folder / "out" / "checkpoint.txt").read_text("utf-8")
    assert "\n\n— club.example/chair " in note
    # it is kept by now, and a dossier of the same moment has it too
    cli("dossier", club, "-o", "again", "--format", "text", "--book", "club.db")
    assert (folder / "again" / "checkpoint.txt").read_text("utf-8") == note
    assert (
        cli("dossier", club, "-o", "then", "--key", "chair.key", "--as-of", "2", "--book", "club.db").code
        == 2
    )


def test_a_dossier_as_of_a_moment_is_of_that_moment(cli, club, folder):
    with MinuteBook.open(folder / "club.db") as book:
        book.meeting(club).discuss("Said later.")
    cli("dossier", club, "-o", "out", "--as-of", "7", "--format", "text", "--book", "club.db")
    assert "Said later." not in (folder / "out" / "club-2026-03-06-internal.txt").read_text("utf-8")
    assert cli("verify", "out/club-2026-03-06-internal.txt", "--book", "club.db").out.startswith("true: ")
