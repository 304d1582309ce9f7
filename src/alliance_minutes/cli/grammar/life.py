"""The arguments of the commands about the life of minutes: that they went round, were signed, were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.proofs import version_of_meeting
from alliance_minutes.cli.grammar.shared import MEETING, NEVER, command, rendition

if TYPE_CHECKING:
    import argparse

    from alliance_minutes.cli.grammar.shared import Commands


def add_circulate(commands: Commands) -> None:
    """The arguments of ``circulate``."""
    parser = command(
        commands,
        "circulate",
        "record that the minutes went round",
        "Record that an edition of the minutes went round. Nothing is sent, and nothing is rendered: 'render'\n"
        "makes the file to send.",
        [
            "circulate 'Board/2025-06-30' --to 'the members of the board' --on 2025-07-04",
            "circulate 3f2a --edition public",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help="which edition (default: %(default)s)",
    )
    parser.add_argument("--to", metavar="WORDS", default="", help="to whom, in words")
    parser.add_argument("--on", metavar="DATE", help="on which day, as 2025-07-04 (default: not said)")
    parser.add_argument("--by", metavar="PARTY", help="who records it")
    parser.add_argument("--json", action="store_true", help="as a JSON object with meeting, version, edition")


def add_sign(commands: Commands) -> None:
    """The arguments of ``sign``."""
    parser = command(
        commands,
        "sign",
        "record that the minutes were signed, and keep the exact bytes",
        "Render adopted minutes, record that somebody signed exactly these bytes, keep them in the book, and\n"
        "write them to a file. Whoever signs next signs the same bytes: --kept with the version that the first\n"
        "signature got. What is recorded is the fact; the signature itself is whatever the signer puts on the\n"
        "file or the paper. " + NEVER + "\nThe file proves itself: see 'verify'.",
        [
            "sign 'Board/2025-06-30' --by 'Agnes Thorburn' --role chair --format odt -o signed.odt",
            "sign 'Board/2025-06-30' --by 'Bram Ellery' --role secretary --kept 41",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument("--by", metavar="PARTY", required=True, help="who signs")
    parser.add_argument("--role", metavar="ROLE", help="in which role, such as chair")
    _kept(parser)
    rendition(parser, "by the name of --output", kept=True)


def add_publish(commands: Commands) -> None:
    """The arguments of ``publish``."""
    parser = command(
        commands,
        "publish",
        "record that the public edition was published, and keep the exact bytes",
        "Render the public edition, record that exactly these bytes were made public, keep them in the book,\n"
        "and write them to a file; putting the file where people find it is up to you. The internal edition\n"
        "is refused. A draft may be published, and says in the document that it is one. " + NEVER + "\n"
        "The file proves itself: see 'verify'.",
        [
            "publish 'Board/2025-06-30' --format html --where https://example.org/minutes/7 -o minutes.html",
            "publish 'Board/2025-06-30' --kept 41 -o signed.odt",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument("--where", metavar="URL", help="where it can be found")
    parser.add_argument("--by", metavar="PARTY", help="who records it")
    _kept(parser)
    rendition(parser, "by the name of --output", "public", kept=True)


def _kept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kept",
        metavar="VERSION",
        type=version_of_meeting,
        help="the very bytes that this version of the meeting signed or published; 'show' lists them",
    )
    parser.add_argument(
        "--lists",
        choices=("head", "end", "none"),
        help="where the lists of decisions and actions stand (default: end)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with meeting, version, act, edition, format, digest",
    )
