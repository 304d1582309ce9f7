"""The commands about attached files, and the dossier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address, book_to_read
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import own_place, read_bytes, size_of, write_whole
from alliance_minutes.cli.keying import keys_named
from alliance_minutes.cli.terminal import data, is_terminal, say, say_json, say_object, table, tell

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.book.attachment import AttachedFile


def attachments(arguments: Namespace) -> int:
    """List the attached files of a meeting, or write one."""
    with book_to_read(arguments) as book:
        found = book.attachments(arguments.meeting, edition=arguments.edition, as_of=arguments.as_of)
    if arguments.version is not None:
        _write(arguments, found)
    elif arguments.output is not None:
        raise UsageError("which file? Name the version of its entry before --output")
    elif arguments.json:
        say_json(
            {
                "version": one.version,
                "title": one.title,
                "name": one.name,
                "media_type": one.media_type,
                "size": one.size,
                "digest": one.digest,
                "kept": one.content is not None,
            }
            for one in found
        )
    elif found:
        rows = [
            (
                str(one.version),
                one.title,
                one.name or "-",
                "-" if one.size is None else size_of(one.size),
                "yes" if one.content is not None else "no",
            )
            for one in found
        ]
        table([("VERSION", "TITLE", "FILE", "SIZE", "KEPT"), *rows])
    else:
        tell("nothing is attached to these minutes, as this edition shows them")
    return 0


def _write(arguments: Namespace, found: list[AttachedFile]) -> None:
    one = next((one for one in found if one.version == arguments.version), None)
    if one is None:
        raise UsageError(f"version {arguments.version} attaches nothing that this edition shows")
    if one.content is None:
        raise UsageError(
            f"the book does not have this file; 'alliance-minutes keep {arguments.meeting} {one.version} FILE' adds it"
        )
    if arguments.output == "-":
        if is_terminal():
            raise UsageError("a file is not for a terminal; name a file with -o")
        data(one.content, text=False)
        return
    path = Path(arguments.output) if arguments.output else Path()
    if path.is_dir():
        path = own_place(path, Path(one.name or f"attachment-{one.version}").name)
    write_whole(path, one.content, {Path(book_address(arguments)): "the minute book"})
    tell(f"{path}: written, {size_of(len(one.content))}")


def keep(arguments: Namespace) -> int:
    """Keep an attached file that came later."""
    address = book_address(arguments)
    content = read_bytes(arguments.file)
    from alliance_minutes.book import MinuteBook

    with MinuteBook.open(address, create=False) as book:
        book.keep_file(arguments.meeting, arguments.version, content)
    tell(f"{arguments.file}: kept, {size_of(len(content))}")
    return 0


def dossier(arguments: Namespace) -> int:
    """Write all that there is of a meeting to a new folder."""
    address = book_address(arguments)
    signers = keys_named(arguments.keys)
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.papers import FORMATS

    with MinuteBook.open(address, create=False, read_only=not signers) as book:
        note = bytes(book.trail.checkpoint(signers)) if signers else None
        written = book.dossier(
            arguments.meeting,
            arguments.output,
            edition=arguments.edition,
            formats=arguments.formats or FORMATS,
            language=arguments.language,
            as_of=arguments.as_of,
            checkpoint=note,
        )
    if arguments.json:
        files = sorted(path.relative_to(arguments.output).as_posix() for path in written)
        say_object({"folder": arguments.output, "files": files})
        return 0
    for path in sorted(written):
        say(f"{path}  {size_of(path.stat().st_size)}")
    return 0
