"""What was signed or published before, asked for by its version: its bytes are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.faults import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.renditions.kept import KeptRendition
    from alliance_minutes.book import MinuteBook

_MADE_BY = {
    "--language": "language",
    "--lists": "lists",
    "--as-of": "as_of",
    "--item": "item",
    "--ledger": "ledger",
    "--template": "template",
    "--set": "options",
}
"""The arguments that say how a document is made; of one that is there, that was said when it was made."""


def kept_asked(arguments: Namespace, book: MinuteBook) -> KeptRendition:
    """The rendition that ``--kept`` names, if it is what else was asked for.

    Raises:
        UsageError: another edition or format was asked for, or how it is to be made.
        InvalidValueError: that version signed and published nothing, or the bytes were erased.
    """
    given = [name for name, value in _MADE_BY.items() if getattr(arguments, value, None) not in (None, [])]
    if given:
        raise UsageError(f"--kept names bytes that are there; leave {', '.join(given)} out")
    book.trail.rendition(arguments.meeting, arguments.kept)
    kept = next(one for one in book.trail.renditions(arguments.meeting) if one.version == arguments.kept)
    for what, asked, there in (
        ("edition", arguments.edition, kept.edition),
        ("format", arguments.format, kept.format),
    ):
        if asked not in {None, there}:
            raise UsageError(
                f"--kept {kept.version}: these bytes are the {kept.edition} edition as {kept.format}, and not the {what} "
                f"{asked!r}; leave --{what} out to take them, or --kept to render the minutes anew"
            )
    return kept
