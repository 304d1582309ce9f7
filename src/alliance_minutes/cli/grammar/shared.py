"""What the grammars of several commands share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, TypeAlias

from alliance_minutes.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from alliance_minutes.values.moments import Moment

Commands: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - argparse has no public name for it
DOCS = "The tutorial and the reference stand in docs/ of the project."
MEETING = "its id, the beginning of its id, or body/date as in 'Board/2025-06-30'"
NEVER = (
    "Never replaced are the book and other databases, notation\n"
    "(*.minutes.md), and the draft and template that are read. A link named by --output is followed to a\n"
    "file that is there, under the same rules; where the renderer gives the name, no link is followed."
)
MOMENT = "a version (17), position:1234, or a time with its zone (2025-07-01T12:00Z)"
BOOK = "the minute book, a file such as minutes.db; else $ALLIANCE_MINUTES_BOOK"


def command(
    commands: Commands,
    name: str,
    summary: str,
    description: str,
    examples: Sequence[str],
    *,
    book: bool = True,
) -> argparse.ArgumentParser:
    """The parser of a command, with examples; ``book``: it works on a book that can be named."""
    shown = "".join(f"  alliance-minutes {example}\n" for example in examples)
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=description, epilog=f"examples:\n{shown}\n{DOCS}"
    )
    if book:
        # Suppressed, so that a book named before the command is not forgotten by the command's own default.
        parser.add_argument("--book", metavar="BOOK", default=argparse.SUPPRESS, help=BOOK)
    return parser


def rendition(
    parser: argparse.ArgumentParser, otherwise: str, edition: str = "internal", *, kept: bool = False
) -> None:
    """The arguments of whatever makes a rendition, or gives out one that is ``kept``: then nothing is asked by default."""
    parser.add_argument(
        "-f", "--format", metavar="FORMAT", help=f"html, xml, odt, text or a plugin's (default: {otherwise})"
    )
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default=None if kept else edition,
        help=f"internal, or public: without what is closed (default: {edition}{', or that of --kept' if kept else ''})",
    )
    parser.add_argument(
        "--language", choices=("nl", "en"), help="of the labels (default: that of the minutes)"
    )
    parser.add_argument("--template", metavar="FILE", help="short for --set template=FILE")
    parser.add_argument(
        "--set",
        dest="options",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="an option of the renderer; for a file option the value is its path; may be repeated",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, a folder, or - for stdout")


def mending(parser: argparse.ArgumentParser) -> None:
    """Why something is mended, and by whose leave."""
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        default="",
        help="why, typed as in the notation (||words||{privacy}, @[Name]); needed once the minutes are adopted, and\n"
        "printed in the erratum in both editions",
    )
    parser.add_argument(
        "--authority",
        metavar="VERSION|NUMBER",
        type=authority,
        help="what allows it: a decision, action or adoption of the meeting by its version, or a decision\n"
        "of any meeting by its number; needed once the minutes are adopted",
    )


def entry(text: str) -> int:
    """An entry of a meeting by its version, from an argument."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a version: expected a whole number from 1")
    return int(text)


def authority(text: str) -> int | str:
    """An entry by its version, or a decision by its number, from an argument."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a version such as 17, or a number such as B-2026-004")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def as_of(parser: argparse.ArgumentParser) -> None:
    """The moment to look at."""
    parser.add_argument(
        "--as-of", metavar="MOMENT", type=moment, help=f"as it was then: {MOMENT} (default: now)"
    )


def as_json(parser: argparse.ArgumentParser, keys: str) -> None:
    """The choice of JSON."""
    parser.add_argument("--json", action="store_true", help=f"as a JSON list of objects with {keys}")


def moment(text: str) -> Moment:
    """A moment, from an argument."""
    from alliance_minutes.values.moments import as_moment

    try:
        return as_moment(text)
    except InvalidValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def time(text: str) -> datetime:
    """A time with its zone, from an argument."""
    from datetime import datetime

    found = moment(text)
    if not isinstance(found, datetime):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time: expected one with its zone, as 2025-07-01T12:00Z"
        )
    return found


def position(text: str) -> int:
    """A position in the book, from an argument."""
    if not (text.removeprefix("-").isdigit() and text.isascii() and len(text) < 16):
        raise argparse.ArgumentTypeError(f"{text!r} is not a position: expected a whole number, -1 for all")
    return int(text)
