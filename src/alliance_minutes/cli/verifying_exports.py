"""Checking an export: without a book, or beside the one that it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.checkpointing import FAILED
from alliance_minutes.cli.terminal import one_line, say, say_object, tell
from alliance_minutes.cli.waiting import progress
from alliance_minutes.errors import InvalidExportError, NoteError, ProofError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.export.importing import CheckedExport
    from alliance_minutes.audit.proofs.verifying import Trust

_MARK = b'"format":"alliance-minutes-export"'


def is_export(line: bytes) -> bool:
    """Whether a file that begins with this line is an export."""
    return _MARK in line


def verify_export(arguments: Namespace, stream: BinaryIO, trust: Trust | None) -> int:
    """Check every line of an export, and that it is of the ledger that the reader knows, where something of it is held.

    Where a book is named, the export must be of it: the book had that many entries then, with that root.
    """
    from alliance_minutes.audit.export.importing import check_export

    file = arguments.file
    try:
        with progress() as show:
            found = check_export(stream, name=file, trust=trust, progress=show)
    except (InvalidExportError, ProofError, NoteError) as error:
        told = str(error) if isinstance(error, InvalidExportError) else f"{file}: {error}"
        return _say_false(arguments, told, getattr(error, "line", None))
    other = "" if arguments.book is None else _other_book(arguments, found)
    if other:
        return _say_false(arguments, f"{file}: {other}")
    if arguments.json:
        say_object({"ok": True, "kind": "export", **_facts(found), "book": arguments.book})
    else:
        _say(found, beside_book=arguments.book is not None)
        if arguments.book is not None:
            say(f"  the book {one_line(arguments.book)} had this root when it had so many entries")
    return 0


def _say_false(arguments: Namespace, told: str, line: int | None = None) -> int:
    tell(f"not true: {told}")
    if arguments.json:
        say_object({"ok": False, "problem": told, "line": line})
    return FAILED


def _other_book(arguments: Namespace, found: CheckedExport) -> str:
    """Why it is no export of the book that was named; nothing where it is one."""
    from alliance_minutes.book.documents import root_of_book

    with book_to_read(arguments) as book:
        size = book.store.head().size
        if found.origin != book.origin:
            return f"it is of the book {found.origin!r}, and the one named is {book.origin!r}"
        if found.size > size:
            return f"it is of a book of {found.size} entries, and the one named has {size}: entries are missing there"
        root = root_of_book(book.store, found.size)
    if root != found.root:
        return (
            f"its root at {found.size} entries is {found.root.hex()}, and the book named had {root.hex()}: "
            "one of them was altered"
        )
    return ""


def _facts(found: CheckedExport) -> dict[str, object]:
    return {
        "edition": found.edition,
        "meeting": found.meeting,
        "origin": found.origin,
        "size": found.size,
        "root": found.root.hex(),
        "entries": found.entries,
        "disclosures": found.disclosures,
        "missing": found.missing,
        "checkpoints": found.checkpoints,
        "files": found.files,
        "vouched": found.vouched,
        "signers": list(found.signers),
    }


def _say(found: CheckedExport, *, beside_book: bool) -> None:
    what = "the whole book" if found.meeting is None else f"meeting {found.meeting}"
    say(f"true: an export of {what}, {found.edition} edition, of {found.origin}")
    say(f"  ledger of {found.size} entries, root {found.root.hex()}")
    say(f"  {found.entries} entries and {found.disclosures} disclosures, all of them where they belong")
    if found.missing:
        gone = "erased" if found.edition == "internal" else "withheld or erased"
        say(f"  {gone}: {found.missing} disclosures")
    if found.vouched is None and not beside_book:
        say("  whether this is the true ledger, --key, --checkpoint or --root of your own can tell")
    elif found.vouched is not None:
        by = f", signed by {', '.join(found.signers)}" if found.signers else ""
        say(f"  the first {found.vouched} entries of the ledger are those that you know{by}")
