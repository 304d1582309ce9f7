"""Several who record the same meeting at the same moment: the book has it once, and each is told what is so."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from alliance_minutes.book import MinuteBook
from alliance_minutes.errors import AlreadyRecordedError, CommandConflictError, NotationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from alliance_minutes.store import Store

EARLIER = """\
---
body: Garden Committee
date: 5 February 2026
language: en
---

The bridge is old.
"""
TEXT = """\
---
body: Garden Committee
date: 5 March 2026
language: en
chair: Agnes Thorburn
---

Adopted [minutes; last meeting]: The minutes are adopted.

@Lev Abramov: The bridge is broken.

The committee replaces the bridge.
Decision D-2026-007:
Action @Bram Ellery, due 1 May 2026:
"""
OTHER = TEXT.replace("broken", "closed")


# At every moment


class Interruption:
    """Lets something happen just before one of the calls that a book makes into its store.

    Attributes:
        happened: whether that call was made.
    """

    def __init__(self, store: Store, at: int, work: Callable[[], object]) -> None:
        self.happened = False
        self._left = at
        self._work = work
        for name in (
            "version",
            "read",
            "structure",
            "meetings",
            "has_number",
            "bearer",
            "command",
            "append",
        ):
            setattr(store, name, self._before(getattr(store, name)))

    def _before(self, method: Callable[..., object]) -> Callable[..., object]:
        def interrupted(*given: object, **options: object) -> object:
            if not self._left:
                self.happened = True
                self._work()
            self._left -= 1
            return method(*given, **options)

        return interrupted


def at_every_moment(
    folder: Path,
    earlier: str | None,
    mine: Callable[[MinuteBook], Any],
    theirs: Callable[[MinuteBook], object],
) -> Iterator[tuple[Any, MinuteBook]]:
    """What ``mine`` gives, and the book, when ``theirs`` happens before its first look into the book, its second, …"""
    for at in count():
        path = folder / f"{at}.db"
        with MinuteBook.open(path) as book, MinuteBook.open(path) as other:
            if earlier is not None:
                other.record(earlier)
            interruption = Interruption(book.store, at, lambda: theirs(other))
            answer = mine(book)
            if not interruption.happened:
                assert at > 5
                return
            yield answer, book


def outcome(book: MinuteBook, text: str, **options: Any) -> Any:
    """What recording gives, or the refusal."""
    try:
        return book.record(text, **options)
    except AlreadyRecordedError as error:
        return error


def march(book: MinuteBook) -> list[str]:
    return [meeting.id for meeting in book.meetings() if meeting.held_on == "2026-03-05"]


@pytest.mark.parametrize("earlier", [None, EARLIER])
def test_whenever_somebody_else_records_the_same_text_it_is_there_once(tmp_path, earlier):
    """Also in a book that neither the body nor the persons stood in: both meet their names for the first time."""
    for answer, book in at_every_moment(
        tmp_path, earlier, lambda book: outcome(book, TEXT), lambda other: other.record(TEXT)
    ):
        assert (answer.already, answer.events, [answer.meeting]) == (True, 0, march(book))
        names = [party.name for party in book.parties.values()]
        assert len(names) == len(set(names)) == 4


@pytest.mark.parametrize("earlier", [None, EARLIER])
def test_whenever_somebody_else_records_another_text_of_the_meeting_it_is_there_once(tmp_path, earlier):
    """Found in time, it is changed; found only when it was to be begun, the text is refused. Never is half of each."""
    for answer, book in at_every_moment(
        tmp_path, earlier, lambda book: outcome(book, TEXT), lambda other: other.record(OTHER)
    ):
        assert [answer.meeting] == march(book)
        refused = isinstance(answer, AlreadyRecordedError)
        assert ("broken" in book.notation(answer.meeting)) != refused
        assert refused or [change.kind for change in answer.changes] == ["corrected"]
        assert not refused or "somebody else recorded it just now" in str(answer)


def test_another_meeting_that_was_asked_for_is_recorded_whatever_happens(tmp_path):
    text = TEXT.replace(" D-2026-007", "")
    for answer, book in at_every_moment(
        tmp_path, EARLIER, lambda book: book.record(text, new=True), lambda other: other.record(text)
    ):
        assert not answer.already
        assert len(march(book)) == 2


@pytest.mark.parametrize("new", [False, True])
def test_whenever_the_same_command_is_repeated_elsewhere_it_is_recorded_once(tmp_path, new):
    """What a web server does that asks a second worker before the first one has answered."""
    options = {"command_id": "c1", "new": new}
    text = TEXT.replace(" D-2026-007", "") if new else TEXT
    for answer, book in at_every_moment(
        tmp_path, None, lambda book: book.record(text, **options), lambda other: other.record(text, **options)
    ):
        assert [answer.meeting] == march(book)


def test_whenever_a_meeting_is_convened_twice_by_one_command_it_is_convened_once(tmp_path):
    def convene(book: MinuteBook) -> str:
        return book.convene("Garden Committee", "2026-03-05", command_id="c1", by="Bram Ellery").id

    for answer, book in at_every_moment(tmp_path, None, convene, convene):
        assert [answer] == march(book)


def test_of_two_commands_with_one_id_at_the_same_moment_one_is_refused(tmp_path):
    def convening(body: str) -> Callable[[MinuteBook], str]:
        def convene(book: MinuteBook) -> str:
            try:
                return book.convene(body, command_id="c1").id
            except CommandConflictError:
                return "refused"

        return convene

    for answer, book in at_every_moment(tmp_path, None, convening("Garden Committee"), convening("Board")):
        (meeting,) = book.meetings()
        assert answer == (meeting.id if meeting.body == "Garden Committee" else "refused")


def test_a_text_that_cannot_be_recorded_any_more_is_refused_at_the_last_moment(tmp_path):
    """Somebody makes a name not public that the text has as a part of another name."""
    text = EARLIER + "\n@[Greta Solberg and others]: They agree.\n"

    def mine(book: MinuteBook) -> str:
        try:
            return str(book.record(text).meeting)
        except NotationError as error:
            return str(error)

    for answer, book in at_every_moment(
        tmp_path, None, mine, lambda other: other.party("Greta Solberg", public=False)
    ):
        assert "is not public" in answer
        assert book.meetings() == []


# Processes

AT_ONCE = """
    import io, json, os, sys
    from contextlib import redirect_stderr, redirect_stdout
    import alliance_minutes.book.notes, alliance_minutes.store.recorders.connections
    from alliance_minutes.cli import main

    def record(book, file, answer, gate):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            os.read(gate, 1)
            code = main(["record", file, "--book", book])
        os.write(answer, json.dumps([code, out.getvalue(), err.getvalue()]).encode())

    for line in sys.stdin:
        book, files = json.loads(line)
        gate, opener = os.pipe()
        pipes, children = [], []
        for file in files:
            reading, answer = os.pipe()
            child = os.fork()
            if not child:
                try:
                    os.close(opener)
                    record(book, file, answer, gate)
                finally:
                    os._exit(0)
            os.close(answer)
            pipes.append(reading)
            children.append(child)
        os.close(opener)
        os.close(gate)
        answers = []
        for reading in pipes:
            with os.fdopen(reading) as pipe:
                answers.append(json.loads(pipe.read() or "null"))
        for child in children:
            os.waitpid(child, 0)
        print(json.dumps(answers), flush=True)
"""
"""Four processes wait at a gate and record when it opens. Forking spares importing everything in each of them."""

PERSONS = ("Abramov", "Bouazza", "Chevallier", "Dragomir", "Eriksson", "Fontaine", "Grünwald", "Hoekstra")
ROUNDS = len(PERSONS)


def recorded_at_once(rounds: list[tuple[Path, list[Path]]]) -> list[list[tuple[int, str, str]]]:
    """Exit code, stdout and stderr of every process, round by round."""
    asked = "".join(json.dumps([str(book), [str(file) for file in files]]) + "\n" for book, files in rounds)
    forker = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(AT_ONCE)],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    answers = [json.loads(line) for line in forker.stdout.splitlines()]
    assert len(answers) == len(rounds)
    return [[tuple(answer) for answer in answered] for answered in answers]


def texts(folder: Path, number: int, *, differing: bool) -> list[Path]:
    """Four files with the minutes of one meeting, the same or each another; persons and planks are new in every round."""
    files = []
    for process in range(4):
        text = TEXT.replace("5 March", f"{number + 1} March").replace("Lev Abramov", PERSONS[number])
        text = text.replace("D-2026-007", f"D-2026-{100 + number}")
        planks = ", ".join(f"plank {number}{letter}" for letter in "abcdefg")
        text = text.replace("broken", f"broken at {planks}")
        file = folder / f"{number}-{process}.md"
        file.write_text(text.replace("broken", f"broken {process} times") if differing else text, "utf-8")
        files.append(file)
    return files


@pytest.fixture(params=["new", "existing"])
def books(request, tmp_path: Path) -> list[Path]:
    """The book of each round: each a new one, or one and the same that holds an earlier meeting."""
    if request.param == "new":
        return [tmp_path / f"{number}.db" for number in range(ROUNDS)]
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        book.record(EARLIER)
    return [tmp_path / "minutes.db"] * ROUNDS


def test_four_processes_that_record_one_file_make_one_meeting(books, tmp_path):
    """All succeed: one has recorded it, the others say that it is there; of a new book only its founder speaks."""
    rounds = [(book, texts(tmp_path, number, differing=False)) for number, book in enumerate(books)]
    for number, answers in enumerate(recorded_at_once(rounds)):
        with MinuteBook.open(books[number], read_only=True) as book:
            (meeting,) = [one.id for one in book.meetings() if one.held_on == f"2026-03-{number + 1:02}"]
        assert [code for code, _, _ in answers] == [0] * 4
        assert all(meeting in out for _, out, _ in answers)
        assert sorted("is in the book already" in out for _, out, _ in answers) == [False, True, True, True]
        assert sum(": recorded " in out for _, out, _ in answers) == 1
        new = len(set(books)) > 1
        assert "".join(err for _, _, err in answers) == (f"{books[number]}: a new book\n" if new else "")


def test_four_processes_that_record_different_minutes_of_a_meeting_make_one_meeting(books, tmp_path):
    """The first begins it; who finds it then changes it, and whoever was overtaken is refused."""
    rounds = [(book, texts(tmp_path, number, differing=True)) for number, book in enumerate(books)]
    for number, answers in enumerate(recorded_at_once(rounds)):
        with MinuteBook.open(books[number], read_only=True) as book:
            (meeting,) = [one.id for one in book.meetings() if one.held_on == f"2026-03-{number + 1:02}"]
        assert sum("events as meeting" in out for _, out, _ in answers) == 1
        for code, out, err in answers:
            assert code in {0, 2}
            assert meeting in (err if code else out)
