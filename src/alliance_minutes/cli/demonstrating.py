"""The command that shows a newcomer what comes out: an example meeting, recorded and rendered."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import own_place, size_of, write_new, write_whole
from alliance_minutes.cli.listing import SHORTEST
from alliance_minutes.cli.terminal import say, table

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping

    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.notes import RecordedText
    from alliance_minutes.meeting import Minutes

EXAMPLES = Path(__file__).parent.parent / "examples"
EXAMPLE = "alliantiebestuur-30-juni.minutes.md"
BOOK = "minutes.db"
FORMATS = ("html", "xml", "odt", "text")


def demo(arguments: Namespace) -> int:
    """Record the example in a book in the folder, render it there, and say what to try next."""
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.errors import AlreadyRecordedError, RefusedError

    folder = Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True)
    text = (EXAMPLES / EXAMPLE).read_bytes()
    address, typed = folder / BOOK, folder / EXAMPLE
    with MinuteBook.open(address, plugins=("html", "xml", "odt", "text")) as book:
        try:
            changed = bool(book.record(text, file=EXAMPLE, folder=EXAMPLES, dry_run=True).changes)
        except (AlreadyRecordedError, RefusedError):
            changed = True
        if changed:
            raise UsageError(
                f"{address}: it holds another version of the example; make the demo elsewhere with --out DIR"
            )
        recorded = book.record(text, file=EXAMPLE, folder=EXAMPLES)
        meeting = str(recorded.meeting)
        _say_recorded(recorded, book.minutes(meeting), address)
        spared = {address: "the minute book", typed: "the text of the example"}
        written = list(_write(book, meeting, folder, spared))
    if not typed.exists():
        write_new(typed, text)
    rows = [(str(address), size_of(address.stat().st_size), "the minute book: every event, in order")]
    rows += [(str(typed), size_of(typed.stat().st_size), "the text it was recorded from")]
    say()
    say("Written:")
    table(rows + written, indent="  ")
    _say_next(address, typed, meeting)
    return 0


def _say_recorded(recorded: RecordedText, minutes: Minutes, address: Path) -> None:
    counts = [
        (len(minutes.entries), "event", "events"),
        (
            sum(1 for entry in minutes.entries if entry.event.TYPE == "item-opened.v1"),
            "agenda item",
            "agenda items",
        ),
        (len(minutes.decisions), "decision", "decisions"),
        (len(minutes.actions), "action", "actions"),
        (len(minutes.signatures), "partner that signed", "partners that signed"),
        (len(minutes.open_questions), "open question", "open questions"),
        (len(minutes.attachments), "attachment", "attachments"),
    ]
    said = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    if recorded.already:
        say(f"The example meeting is in {address} already, so nothing was recorded: {said}.")
    else:
        say(f"Recorded the meeting of a civic alliance's board in {address}: {said}.")


def _write(
    book: MinuteBook, meeting: str, folder: Path, spared: Mapping[Path, str]
) -> Iterator[tuple[str, str, str]]:
    for name in FORMATS:
        rendition = book.render(meeting, name)
        path = own_place(folder, rendition.file_name)
        write_whole(path, rendition.content, spared)
        yield str(path), size_of(len(rendition.content)), book.plugins.renderer(name).description


def _say_next(address: Path, typed: Path, meeting: str) -> None:
    """What to try, as commands that work as they stand here."""
    program, book = _program(), f"--book {shlex.quote(str(address))}"
    public = shlex.quote(str(typed.parent))
    short = meeting[:SHORTEST]
    say()
    say("Open the .html file in a browser, or the .odt file in an office suite. Then try:")
    for command in (
        f"show {short} {book}",
        f"log {short} {book}",
        f"render {short} --edition public --format html -o {public} {book}",
        f"preview {shlex.quote(str(typed))}",
        "new --language en",
    ):
        say(f"  {program} {command}")


def _program() -> str:
    """How this program was called, so that it can be called so again."""
    called = sys.argv[0]
    name = Path(called).name
    if name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m alliance_minutes"
    if name != "alliance-minutes":  # called by another program, which cannot be called so again
        return "alliance-minutes"
    found = shutil.which(name)
    on_path = found is not None and Path(found).resolve() == Path(called).resolve()
    return name if on_path else shlex.quote(called)
