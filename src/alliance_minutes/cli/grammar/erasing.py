"""The arguments of the command that erases."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, command

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands


def add_erase(commands: Commands) -> None:
    """The arguments of ``erase``."""
    parser = command(
        commands,
        "erase",
        "erase a person's data, or the words of an entry, for good",
        "Show what would be erased and where else in the book the same words stand, ask, and then erase: no\n"
        "byte of the words is left in any file of the book, and an event says what was done and on which\n"
        "legal ground. Numbers, roots, checkpoints and proofs stay valid; every moment of the record shows\n"
        "[erased]. It cannot be undone. Minutes that a law orders you to keep may not be erased at all: see\n"
        "docs/how-to/erase.md.\n"
        "While somebody reads an older state of the book, it is pending: the words are in no answer any more,\n"
        "but still in the file. '--finish' tries again, and so does every command that writes.\n"
        "Exit code 1: you said no, or it is pending; 2: it cannot be erased.",
        [
            "erase --person 'Bram Ellery' --dry-run",
            "erase --person 'Bram Ellery' --also position:45 --basis 'GDPR art. 17(1)(b)' --by Secretary",
            "erase --entry 'Board/2025-06-30' 17 --field text --basis 'court order 2026/123' --yes",
            "erase --finish",
        ],
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--person",
        metavar="NAME",
        help="a name of the person, or its id: erases names, role and organisation",
    )
    what.add_argument(
        "--entry",
        metavar=("MEETING", "VERSION"),
        nargs=2,
        help="an entry: the meeting, " + MEETING + ", and the version that 'log' lists",
    )
    what.add_argument("--finish", action="store_true", help="finish an erasure that is pending")
    parser.add_argument(
        "--field",
        metavar="NAME",
        dest="fields",
        action="append",
        default=[],
        help="only this field of the entry; may be repeated (default: all that hold words)",
    )
    parser.add_argument(
        "--words",
        metavar="TEXT",
        action="append",
        default=[],
        help="further words of the entry to look for elsewhere in the book; may be repeated",
    )
    parser.add_argument(
        "--also",
        metavar="position:N",
        type=_place,
        action="append",
        default=[],
        help="a place that is listed as holding the same words, to be erased as well; may be repeated",
    )
    parser.add_argument(
        "--everywhere", action="store_true", help="all places that hold the same words, as they are listed"
    )
    parser.add_argument("--basis", metavar="TEXT", help="the legal ground; it is recorded and printed")
    parser.add_argument(
        "--requested-by", metavar="TEXT", default="", help="who asked for it: a role, for it is recorded"
    )
    parser.add_argument("--by", metavar="PARTY", help="who records it")
    parser.add_argument("--yes", action="store_true", help="erase without asking")
    parser.add_argument("--dry-run", action="store_true", help="show what would be erased, erase nothing")
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with subject, erases, renditions, elsewhere, perhaps, in_clear, unsought, unreached, done, "
        "pending, entries; needs --yes or --dry-run",
    )


def _place(text: str) -> int:
    number = text.removeprefix("position:")
    if not (number.isdigit() and number.isascii() and len(number) < 16):
        raise argparse.ArgumentTypeError(f"{text!r} is not a place: expected position:N, as the list says")
    return int(number)
