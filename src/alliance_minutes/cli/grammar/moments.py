"""The arguments of the commands that go back in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, MOMENT, as_of, command, moment

if TYPE_CHECKING:
    import argparse

    from alliance_minutes.cli.grammar.shared import Commands


def add_replay(commands: Commands) -> None:
    """The arguments of ``replay``."""
    parser = command(
        commands,
        "replay",
        "show a meeting as the record had it at a moment",
        "Show what the record of a meeting said at a moment, with the version of the meeting and the size\n"
        "and root of the ledger that prove it: a checkpoint of this size or more does. People are called\n"
        "as they were then. What was closed or erased since is left out of the public edition, and what\n"
        "was erased out of both.",
        [
            "replay 'Board/2025-06-30' --as-of 17",
            "replay 'Board/2025-06-30' --as-of 2025-07-01T12:00Z --edition public",
            "replay 3f2a --as-of position:1234 --json",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    as_of(parser)
    _edition(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with meeting, as_of, edition, version, newest, recorded_at, position, size, root "
        "and document",
    )


def add_diff(commands: Commands) -> None:
    """The arguments of ``diff``."""
    parser = command(
        commands,
        "diff",
        "show what changed in a meeting between two moments",
        "Show what was added, corrected, withdrawn, moved, closed, opened and erased in a meeting between\n"
        "two moments, under the agenda item that it belongs to, with who recorded it, when and why. In text\n"
        "deleted words stand as [-so-] and inserted words as {+so+}. Where nothing changed, it says so.",
        [
            "diff 'Board/2025-06-30' --from 17",
            "diff 'Board/2025-06-30' --from 2025-07-01T12:00Z --to 2025-08-01T12:00Z --json",
            "diff 3f2a --from 17 --to 23 --format html -o changes.html --edition public",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument(
        "--from", dest="earlier", metavar="MOMENT", type=moment, required=True, help=f"from when: {MOMENT}"
    )
    parser.add_argument(
        "--to",
        dest="later",
        metavar="MOMENT",
        type=moment,
        help="until when, in the same form (default: now)",
    )
    _edition(parser)
    parser.add_argument(
        "-f",
        "--format",
        choices=("text", "html"),
        help="text, or a page with the words that went and came (default: by the name of --output, else text)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, or - for stdout (default)")
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with meeting, title, edition, from, to and changes",
    )


def _edition(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help="internal, or public: without what is closed now (default: %(default)s)",
    )
    parser.add_argument(
        "--language", choices=("nl", "en"), help="of the labels (default: that of the minutes)"
    )
