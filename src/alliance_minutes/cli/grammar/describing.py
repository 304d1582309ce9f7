"""The arguments of the command that lays down the settings of a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import command

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands


def add_describe(commands: Commands) -> None:
    """The arguments of ``describe``."""
    parser = command(
        commands,
        "describe",
        "show or lay down the settings of a body",
        "Show the settings of a body, or lay down those that are given; the others stay. Settings that change\n"
        "what comes out are events of the book, so that an auditor sees when they were laid down. Whether the\n"
        "public edition lists closed items holds for every moment; numbers that were given stay as they are.",
        [
            "describe 'Garden Committee'",
            "describe 'Garden Committee' --closed-items omitted --by Secretary",
            "describe Alliantiebestuur --grounds woo --decisions 'AB-{year}-{n:03}'",
        ],
    )
    parser.add_argument("body", metavar="BODY", help="the name of the body")
    parser.add_argument(
        "--closed-items",
        choices=("listed", "omitted"),
        help="whether the public edition lists a closed item by its number and ground, or leaves it out",
    )
    parser.add_argument("--grounds", choices=("neutral", "woo"), help="the code list of grounds for closing")
    parser.add_argument("--language", choices=("nl", "en"), help="the language of its minutes")
    for series, example in (("decisions", "B"), ("actions", "A"), ("questions", "V")):
        parser.add_argument(
            f"--{series}",
            metavar="PATTERN",
            help=f"how {series} are numbered from now on, as in '{example}-{{year}}-{{n:03}}'",
        )
    parser.add_argument("--by", metavar="PARTY", help="who records it")
    parser.add_argument("--json", action="store_true", help="as a JSON object with the settings")
