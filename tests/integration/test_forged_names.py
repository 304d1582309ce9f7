"""A book whose stored type names were changed to paths of code is data: nothing is imported, nothing runs."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes import events as e

NAMES = (
    "os:system",
    "os.system",
    "builtins:eval",
    "alliance_minutes.renderers.builtin:Html",
    "alliance_minutes.events.talk:ItemDiscussed",
    "antigravity",
    "../plugins/evil.py",
)
LOOKING = """
import contextlib, io, json, sys

ran = []
sys.addaudithook(lambda what, _: ran.append(what) if what in {"os.system", "os.exec", "subprocess.Popen"} else None)

from alliance_minutes.cli import main

def look(book, meeting):
    answers = []
    for command in (["log"], ["meetings"], ["show", meeting], ["render", meeting, "--format", "xml", "-o", "-"]):
        out, err = io.StringIO(), io.StringIO()
        out.buffer = io.BytesIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*command, "--book", book])
        answers.append([command[0], code, err.getvalue()])
    return answers

look(sys.argv[1], sys.argv[2])
before = set(sys.modules)
answers = {book: look(book, sys.argv[2]) for book in sys.argv[3:]}
json.dump({"answers": answers, "ran": ran, "imported": sorted(set(sys.modules) - before)}, sys.stdout)
"""


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """What the commands said of each forged book, what ran, and what was imported, in a process of its own."""
    folder = tmp_path_factory.mktemp("forged")
    good, wrong = folder / "good.db", folder / "wrong.db"
    with MinuteBook.open(good) as book:
        meeting = book.convene("Bestuur", "2025-06-30")
        said = meeting.discuss("Fout.")
        instead = e.ItemDiscussed(text=("Goed.",))
        meeting.record(e.EntryCorrected(target=said.version, instead=instead))
        book.convene("Raad", "2025-06-30").decide("Ja.")
    with MinuteBook.open(wrong):  # a first look at a fault imports what tells it
        pass
    books = [wrong]
    for number, name in enumerate(NAMES):
        for where in ("type", "instead"):
            books.append(folder / f"{number}-{where}.db")
            _forge(good, books[-1], name, where)
    done = subprocess.run(
        [sys.executable, "-c", LOOKING, str(good), meeting.id, *map(str, books)],
        capture_output=True,
        check=True,
        timeout=120,
        cwd=folder,
    )
    return json.loads(done.stdout)


def _forge(good, book, name, where):
    """A copy of a book in which a type name reads otherwise: in the entry and its column, or inside a correction."""
    book.write_bytes(good.read_bytes())
    connection = sqlite3.connect(book)
    kind = "item-discussed.v1" if where == "type" else "entry-corrected.v1"
    ((state,),) = connection.execute("SELECT state FROM stored_events WHERE topic = ?", (kind,)).fetchall()
    forged = state.replace(b'"item-discussed.v1"', json.dumps(name).encode())
    assert forged != state
    topic = name if where == "type" else kind
    connection.execute("UPDATE stored_events SET state = ?, topic = ? WHERE topic = ?", (forged, topic, kind))
    connection.commit()
    connection.close()


def test_nothing_is_imported_and_nothing_runs(looked):
    assert looked["ran"] == []
    assert [name for name in looked["imported"] if not name.startswith("alliance_minutes.cli")] == []


def test_each_command_answers_or_says_what_is_wrong(looked):
    """Exit code 0 with the data, or 2 with one message that names the book and what was found."""
    forged = {book: answers for book, answers in looked["answers"].items() if "wrong" not in book}
    assert len(forged) == 2 * len(NAMES)
    for book, answers in forged.items():
        for command, code, err in answers:
            if command == "meetings" and code == 0:
                assert err == ""
                continue
            assert (command, code, err.count("\n")) == (command, 2, 1), err
            assert err.startswith(book)
            assert "Traceback" not in err
