"""The command that records meetings from files in the notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address, is_there
from alliance_minutes.cli.changing import KINDS, change_lines, counted
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import read_source
from alliance_minutes.cli.terminal import say, say_json, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from alliance_minutes.book.notes import RecordedText
    from alliance_minutes.cli.files import Source


def record(arguments: Namespace) -> int:
    """Record meetings, each file whole or not at all, in the order given."""
    address = book_address(arguments)
    if arguments.meeting is not None and (len(arguments.files) > 1 or arguments.new):
        raise UsageError("--meeting says which meeting one file is of: give one file, and no --new")
    sources = [read_source(file) for file in arguments.files]
    done: list[RecordedText] = []
    try:
        if is_there(address):
            _record(arguments, address, sources, done)
        elif arguments.meeting is not None:
            raise UsageError(
                f"{address}: there is no such book, and so no meeting {arguments.meeting!r} in it"
            )
        else:
            _record_first(arguments, address, sources, done)
    finally:
        _report(arguments, done)
        if 0 < len(done) < len(sources):
            tell(
                f"not recorded, because of {sources[len(done)].file}: {', '.join(s.file for s in sources[len(done) :])}"
            )
    return 0


def _record_first(
    arguments: Namespace, address: str, sources: Sequence[Source], done: list[RecordedText]
) -> None:
    """Record in a book that is to be made; a text that cannot be recorded makes none, and neither does a dry run."""
    from alliance_minutes.book.notes import check_text

    for source in sources if arguments.dry_run else sources[:1]:
        checked = check_text(
            source.content, file=source.file, folder=source.folder, by=arguments.by, strict=arguments.strict
        )
        if arguments.dry_run:
            done.append(checked)
    if not arguments.dry_run:
        _record(arguments, address, sources, done)


def _record(arguments: Namespace, address: str, sources: Sequence[Source], done: list[RecordedText]) -> None:
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.reasons import Typed
    from alliance_minutes.book.refusing import ChangeRefusedError

    with MinuteBook.open(address, read_only=arguments.dry_run) as book:
        for source in sources:
            try:
                recorded = book.record(
                    source.content,
                    file=source.file,
                    folder=source.folder,
                    by=arguments.by,
                    strict=arguments.strict,
                    new=arguments.new,
                    dry_run=arguments.dry_run,
                    meeting=arguments.meeting,
                    reason=Typed(arguments.reason),
                    authority=arguments.authority,
                    keep_files=arguments.keep_files,
                )
            except ChangeRefusedError as refusal:
                if not arguments.json:
                    say(f"{source.file}: would change the meeting: {counted(refusal.changes)}; not recorded")
                    for line in change_lines(refusal.changes, refusal.parties):
                        say(line)
                raise
            done.append(recorded)
        if book.store.founded:
            tell(f"{address}: a new book")


def _report(arguments: Namespace, done: Sequence[RecordedText]) -> None:
    """What was recorded, on stdout; what the reader should look at, on stderr."""
    for recorded in done:
        for warning in recorded.warnings:
            tell(str(warning))
    if arguments.json:
        say_json(
            {
                "file": recorded.file,
                "meeting": recorded.meeting,
                "events": recorded.events,
                **{kind: recorded.count(kind) for kind in KINDS},
                "warnings": [str(warning) for warning in recorded.warnings],
            }
            for recorded in done
        )
        return
    for recorded in done:
        say(f"{recorded.file}: {_outcome(recorded, dry_run=arguments.dry_run)}")
        for line in change_lines(recorded.changes, recorded.parties):
            say(line)


def _outcome(recorded: RecordedText, *, dry_run: bool) -> str:
    if recorded.already:
        return f"is in the book already, as meeting {recorded.meeting}; nothing was recorded"
    if recorded.changes:
        done = "would change" if dry_run else "changed"
        ending = "; nothing was recorded" if dry_run else ""
        return f"{done} meeting {recorded.meeting}: {counted(recorded.changes)}{ending}"
    if recorded.meeting is not None and not recorded.events:
        return f"{'would add' if dry_run else 'added'} what it says of parties; meeting {recorded.meeting} stays as it was"
    if dry_run:
        return f"can be recorded, {recorded.events} events; nothing was recorded"
    return f"recorded {recorded.events} events as meeting {recorded.meeting}"
