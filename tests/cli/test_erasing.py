"""The command that erases: shows, asks, erases, and says when it is not finished."""

from __future__ import annotations

import io
import json
import sqlite3

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit
from alliance_minutes.store import erasing

PERSON = ("erase", "--person", "Bram Ellery")
BASIS = ("--basis", "GDPR art. 17(1)(b)")


@pytest.fixture
def answer(monkeypatch):
    """Somebody at a terminal, who answers this."""

    def says(text: str) -> None:
        stream = io.StringIO(text)
        stream.isatty = lambda: True
        monkeypatch.setattr("sys.stdin", stream)

    return says


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """Nobody at a terminal, unless a test says so."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


def raw(folder) -> bytes:
    return b"".join(one.read_bytes() for one in folder.glob("minutes.db*"))


@pytest.mark.usefixtures("book")
def test_a_dry_run_shows_and_changes_nothing(cli, folder):
    before = raw(folder)
    result = cli(*PERSON, "--dry-run")
    assert result.code == 0
    assert "about the person Bram Ellery:" in result.out
    assert "party-introduced  name  Bram Ellery" in result.out
    assert "Out of reach" in result.out
    assert raw(folder) == before


@pytest.mark.usefixtures("book")
def test_yes_erases_and_the_record_stays_sound(cli, folder, march):
    cli("log")
    result = cli(
        *PERSON, *BASIS, "--yes", "--everywhere", "--by", "Agnes Thorburn", "--requested-by", "the person"
    )
    assert (result.code, result.err) == (0, "")
    assert "erased; recorded as parties/" in result.out
    assert b"Ellery" not in raw(folder)
    assert audit("minutes.db").ok
    shown = cli("render", march, "--format", "text", "-o", "-").out
    assert "Secretary:  [erased]" in shown
    assert "personal-data-erased" in cli("log").out


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("said", "code"), [("y\n", 0), ("JA\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_at_a_terminal_it_asks(cli, folder, answer, said, code):
    answer(said)
    result = cli(*PERSON, *BASIS)
    assert result.code == code
    assert "Erase this for good? [y/N]" in result.err
    assert (b"Bram Ellery" in raw(folder)) == bool(code)
    assert ("nothing was erased" in result.err) == bool(code)


@pytest.mark.usefixtures("book")
def test_what_is_recorded_while_it_asks_is_looked_through_too(cli, folder, march, monkeypatch):
    """Somebody names the person while the one who erases thinks it over: it looks, shows and asks again."""
    asked = []

    def ask():
        if not asked:
            with MinuteBook.open("minutes.db") as book:
                book.meeting(march).discuss("Bram Ellery waves.")
        asked.append(True)
        return True

    monkeypatch.setattr("alliance_minutes.cli.erasing._asked", ask)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    result = cli(*PERSON, *BASIS, "--everywhere")
    assert (result.code, len(asked)) == (0, 2)
    assert "looking again" in result.err
    assert b"Ellery waves" not in raw(folder)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*PERSON, *BASIS), "nobody is there to be asked; add --yes"),
        ((*PERSON, "--yes"), "on which legal ground?"),
        ((*PERSON, "--yes", "--basis", " "), "on which legal ground?"),
        ((*PERSON, *BASIS, "--json"), "--json does not ask"),
        ((*PERSON, *BASIS, "--yes", "--field", "name"), "go with --entry"),
        (("erase", "--person", "Nobody", "--dry-run"), "no party of this book"),
        (("erase", "--entry", "Garden Committee/2026-03-05", "x", "--dry-run"), "'x' is not a version"),
        (("erase", "--entry", "Garden Committee/2026-03-05", "99", "--dry-run"), "no entry 99"),
        (
            ("erase", "--entry", "Garden Committee/2026-03-05", "1", "--field", "body", "--dry-run"),
            "in clear",
        ),
        (("erase", "--entry", "nowhere", "1", "--dry-run"), "no meeting 'nowhere'"),
        ((*PERSON, "--also", "45", "--dry-run"), "position 45 is not among the places"),
        ((*PERSON, "--also", "position:x", "--dry-run"), "expected position:N"),
        (("erase", *BASIS), "one of the arguments --person --entry --finish is required"),
        ((*PERSON, "--finish"), "not allowed with"),
        ((*PERSON, "--dry-run", "--book", "missing.db"), "no such file"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_erased(cli, folder, arguments, told):
    before = raw(folder)
    result = cli(*arguments)
    assert result.code == 2
    assert told in result.err
    assert raw(folder) == before
    assert not (folder / "missing.db").exists()


@pytest.mark.usefixtures("book")
def test_the_plan_as_json_names_every_place(cli, march):
    entries = json.loads(cli("log", march, "--json").out)
    said = next(one["version"] for one in entries if one["type"] == "item-discussed.v1")
    result = cli("erase", "--entry", march, said, "--words", "Bram Ellery", "--dry-run", "--json")
    plan = json.loads(result.out)
    assert plan.keys() == {
        "subject",
        "erases",
        "renditions",
        "elsewhere",
        "perhaps",
        "in_clear",
        "unsought",
        "unreached",
    }
    assert [one["field"] for one in plan["erases"]] == ["text"]
    assert [one["held"] for one in plan["elsewhere"]] == ["Bram Ellery"]


@pytest.mark.usefixtures("book")
def test_the_outcome_as_json_says_whether_it_is_done(cli):
    done = json.loads(cli(*PERSON, *BASIS, "--yes", "--json").out)
    assert (done["done"], done["pending"]) == (True, None)
    assert len(done["entries"]) == 1


@pytest.mark.usefixtures("book")
def test_while_somebody_reads_it_is_pending_until_it_is_finished(cli, folder, monkeypatch):
    """Exit code 1 says so; finishing says when it is done."""
    monkeypatch.setattr(erasing, "PATIENCE", 0)
    reader = sqlite3.connect("minutes.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault").fetchone()
    result = cli(*PERSON, *BASIS, "--yes")
    assert result.code == 1
    assert "pending, not finished: somebody reads an older state" in result.err
    assert b"Bram Ellery" in raw(folder)
    finish = cli("erase", "--finish", "--json")
    assert (finish.code, json.loads(finish.out)) == (1, {"done": False, "pending": "reader"})
    reader.close()
    finish = cli("erase", "--finish")
    assert (finish.code, finish.out) == (
        0,
        "nothing is pending: no byte of what was erased is left in the book\n",
    )
    assert b"Bram Ellery" not in raw(folder)
    assert json.loads(cli("erase", "--finish", "--json").out) == {"done": True, "pending": None}


@pytest.mark.usefixtures("book")
def test_long_words_are_shown_around_what_was_found(cli, folder):
    (folder / "april.minutes.md").write_text(
        "---\nbody: Garden Committee\ndate: 2 April 2026\nlanguage: en\n---\n\n# April\n\n## 1. Thanks\n\n"
        + "Many words. " * 20
        + "Thanks to Bram Ellery \u202e for "
        + "everything. " * 20
        + "\n",
        "utf-8",
    )
    assert cli("record", "april.minutes.md").code == 0
    shown = next(line for line in cli(*PERSON, "--dry-run").out.splitlines() if "Thanks to" in line)
    assert "…" in shown
    assert "Bram Ellery <U+202E> for" in shown
    assert len(shown) < 130


def test_words_in_clear_are_shown_as_such(cli, book, march):
    with MinuteBook.open(book) as opened:
        said = opened.meeting(march).discuss("Lantern Row seventeen", command_id="lantern-row-seventeen")
    shown = cli("erase", "--entry", march, said.version, "--dry-run").out
    assert "holds 'Lantern Row seventeen' in clear, where nothing can be erased" in shown


@pytest.mark.usefixtures("book")
def test_what_stays_is_shown_with_the_way_to_add_it(cli, march):
    cli("publish", march, "--edition", "public", "--format", "html")
    shown = cli("erase", "--person", "Agnes Thorburn", "--dry-run").out
    assert "The same words stand here as well, and stay; add --also position:N" in shown
    assert "Look at these yourself" in shown
    assert "the kept rendition of minutes-published.v1" in shown
