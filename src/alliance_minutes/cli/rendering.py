"""The command that makes the minutes of a meeting in a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.output import deliver, format_asked, options_asked, spared

if TYPE_CHECKING:
    from argparse import Namespace


def render(arguments: Namespace) -> int:
    """Render a meeting of the book."""
    with book_to_read(arguments) as book:
        format_name = format_asked(arguments, book.plugins)
        if format_name is None:
            raise UsageError(f"which format? Add --format: there is {', '.join(book.plugins.formats())}")
        options = options_asked(arguments, book.plugins, format_name)
        rendition = book.render(
            arguments.meeting,
            format_name,
            edition=arguments.edition,
            language=arguments.language,
            as_of=arguments.as_of,
            lists=arguments.lists,
            options=options,
        )
        kept = spared(arguments, book.plugins, format_name)
    deliver(rendition, arguments.output, kept)
    return 0
