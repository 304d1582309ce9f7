"""The command that shows a meeting as the record had it at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.terminal import data, say, say_object, table
from alliance_minutes.values.moments import moment_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from alliance_minutes.audit.history.replaying import Replay


def replay(arguments: Namespace) -> int:
    """Show a meeting as it was."""
    with book_to_read(arguments) as book:
        found = book.trail.replay(
            arguments.meeting, arguments.as_of, edition=arguments.edition, language=arguments.language
        )
        if arguments.json:
            say_object(_as_json(found))
            return 0
        from alliance_minutes.book.rendering import render_document

        text = render_document(book.plugins, found.document, "text", {})
    table([*_facts(found)])
    say()
    data(text.content, text=True)
    return 0


def _facts(found: Replay) -> Iterator[tuple[str, str]]:
    yield "Meeting", found.meeting
    yield "Moment", found.asked or "now"
    yield (
        "Version",
        f"{found.version}, recorded at {moment_text(found.recorded_at)}; the newest is {found.newest}",
    )
    yield "Position", str(found.position)
    yield "Proved by", f"a checkpoint of size {found.size}, root {found.root.hex()}"
    yield (
        "Edition",
        f"{found.edition}, without what is closed or erased now"
        if found.edition == "public"
        else ("internal, without what is erased now"),
    )


def _as_json(found: Replay) -> dict[str, object]:
    import json

    from alliance_minutes.document.wire import dump

    return {
        "meeting": found.meeting,
        "as_of": found.asked,
        "edition": found.edition,
        "version": found.version,
        "newest": found.newest,
        "recorded_at": moment_text(found.recorded_at),
        "position": found.position,
        "size": found.size,
        "root": found.root.hex(),
        "document": json.loads(dump(found.document)),
    }
