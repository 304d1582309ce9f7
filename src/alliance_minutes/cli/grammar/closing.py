"""The arguments of the commands that close to the public, and open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, command, entry

if TYPE_CHECKING:
    import argparse

    from alliance_minutes.cli.grammar.shared import Commands


def add_close(commands: Commands) -> None:
    """The arguments of ``close``."""
    parser = command(
        commands,
        "close",
        "keep words, an entry, an item, a document or a name from the public",
        "Keep something from the public from now on, in every format and for every moment that is asked about.\n"
        "Without WORDS the whole entry is closed: an agenda item with all under it, an attachment with its\n"
        "file. With --person the name is closed in the whole book, and a role stands for it. The record keeps\n"
        "every word for the internal edition; what was sent or published before is out of reach.\n"
        "The command tells where the same words still stand open.",
        [
            "close 3f2a 17 '4,200 euros' --ground commercial --reason 'tender runs until May'",
            "close 3f2a 12 --ground 5.1.2e --by Secretary",
            "close --person 'Fiona Marsh' --ground privacy --reason 'at her request'",
        ],
    )
    _target(parser)
    parser.add_argument(
        "--ground",
        metavar="CODE",
        required=True,
        help="privacy, commercial, legal, personnel, or one of the Dutch Woo: 5.1.1a to 5.2",
    )
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        default="",
        help="why, for the internal edition, typed as in the notation; needed once the minutes are adopted",
    )
    _rest(parser)


def add_open(commands: Commands) -> None:
    """The arguments of ``open``."""
    parser = command(
        commands,
        "open",
        "let the public see what was closed",
        "Let the public see what was closed, from now on. Without WORDS all that is closed in the entry is\n"
        "opened. An open word cannot be called back: somebody may have a copy.",
        [
            "open 3f2a 17 '4,200 euros' --reason 'the tender is over'",
            "open 3f2a 12 --reason 'decision B-2026-004' --by Secretary",
            "open --person 'Fiona Marsh' --reason 'she agreed'",
        ],
    )
    _target(parser)
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        required=True,
        help="why it may be open, for the internal edition, typed as in the notation",
    )
    _rest(parser)


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="MEETING", nargs="?", help=MEETING)
    parser.add_argument(
        "version",
        metavar="VERSION",
        nargs="?",
        type=entry,
        help="the version of the entry: 'log MEETING' lists them",
    )
    parser.add_argument(
        "words", metavar="WORDS", nargs="?", help="a passage of the entry as it is printed, marks left out"
    )
    parser.add_argument(
        "--person", metavar="NAME", help="a name that stands in the book, instead of an entry"
    )
    parser.add_argument(
        "--field",
        metavar="NAME",
        help="the field of the entry: text, title, points, … (default: where they stand)",
    )
    parser.add_argument(
        "--every", action="store_true", help="wherever the words stand in the entry, if several times"
    )


def _rest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="PARTY", help="who records it")
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with meeting, versions and still_open (places with the same words)",
    )
