"""The command that makes the minutes of a meeting in a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.kept import kept_asked
from alliance_minutes.cli.output import deliver, format_asked, options_asked, spared
from alliance_minutes.cli.sizing import tell_size
from alliance_minutes.cli.terminal import tell

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.book import MinuteBook
    from alliance_minutes.plugins import Rendition


def render(arguments: Namespace) -> int:
    """Render a meeting of the book, or write what was signed or published before."""
    with book_to_read(arguments) as book:
        if arguments.kept is not None:
            format_name, rendition = _kept(arguments, book)
        else:
            format_name, rendition = _rendered(arguments, book)
        kept = spared(arguments, book.plugins, format_name)
        deliver(rendition, arguments.output, kept)
        if arguments.as_of is not None:
            tell_size(book, book.minutes(arguments.meeting, as_of=arguments.as_of).size)
    return 0


def _rendered(arguments: Namespace, book: MinuteBook) -> tuple[str, Rendition]:
    format_name = format_asked(arguments, book.plugins)
    if format_name is None:
        raise UsageError(f"which format? Add --format: there is {', '.join(book.plugins.formats())}")
    options = options_asked(arguments, book.plugins, format_name)
    return format_name, book.render(
        arguments.meeting,
        format_name,
        edition=arguments.edition or "internal",
        language=arguments.language,
        as_of=arguments.as_of,
        lists=arguments.lists or "end",
        ledger=arguments.ledger,
        item=arguments.item,
        options=options,
    )


def _kept(arguments: Namespace, book: MinuteBook) -> tuple[str, Rendition]:
    """What was signed or published, with a word on what was closed since."""
    kept = kept_asked(arguments, book)
    rendition = book.trail.rendition(arguments.meeting, arguments.kept)
    since = book.trail.closed_since(arguments.meeting, kept.position)
    for act in since if kept.edition == "public" else ():
        tell(f"note: {act}; these bytes are older, and show what was open then")
    return kept.format, rendition
