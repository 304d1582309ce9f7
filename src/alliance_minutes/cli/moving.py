"""The commands that move a book: out to one file, and in again."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.books import book_address, book_to_read
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import refuse_precious, size_of
from alliance_minutes.cli.terminal import is_terminal, say, say_object, tell
from alliance_minutes.cli.waiting import progress

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import BinaryIO

    from alliance_minutes.audit.export.exporting import Exported
    from alliance_minutes.audit.export.importing import CheckedExport
    from alliance_minutes.book import MinuteBook


def export(arguments: Namespace) -> int:
    """Export the book, or a meeting of it."""
    output = arguments.output
    if not output or "\0" in output:
        raise UsageError("-o names no file; give a path, or - for stdout")
    with book_to_read(arguments) as book:
        if output == "-":
            if is_terminal():
                raise UsageError("an export is not for a terminal; name a file with -o")
            sys.stdout.flush()
            _export(arguments, book, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return 0
        path = Path(output)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            with path.open("wb") as stream:
                done = _export(arguments, book, stream)
        else:
            refuse_precious(path)
            done = _export(arguments, book, path)
    if arguments.json:
        say_object({"file": output, **_facts(done), "lines": done.lines})
    else:
        what = "the public edition of " if done.edition == "public" else ""
        whole = "the book" if done.meeting is None else f"meeting {done.meeting}"
        size = size_of(path.stat().st_size)
        tell(
            f"{output}: {what}{whole}, {done.entries} entries, {size}; at size {done.size} the root is {done.root.hex()}"
        )
    return 0


def _export(arguments: Namespace, book: MinuteBook, target: Path | BinaryIO) -> Exported:
    with progress() as show:
        return book.trail.export(target, arguments.meeting, edition=arguments.edition, progress=show)


def _facts(done: Exported | CheckedExport) -> dict[str, Any]:
    return {
        "edition": done.edition,
        "meeting": done.meeting,
        "origin": done.origin,
        "size": done.size,
        "root": done.root.hex(),
        "entries": done.entries,
    }


def import_(arguments: Namespace) -> int:
    """Make a new book of an export."""
    address = book_address(arguments)
    if not arguments.file or "\0" in arguments.file:
        raise UsageError(f"{arguments.file!r} is no name of a file; give a path")
    from alliance_minutes.audit.export.importing import import_book

    with progress() as show:
        if arguments.file == "-":
            done = import_book(sys.stdin.buffer, address, name="<stdin>", progress=show)
        else:
            done = import_book(arguments.file, address, progress=show)
    if arguments.json:
        say_object({"file": arguments.file, "book": address, **_facts(done), **_counts(done)})
    else:
        say(f"{address}: a new book, {done.entries} entries, root {done.root.hex()}")
    return 0


def _counts(done: CheckedExport) -> dict[str, int]:
    return {
        "disclosures": done.disclosures,
        "erased": done.missing,
        "checkpoints": done.checkpoints,
        "files": done.files,
    }
