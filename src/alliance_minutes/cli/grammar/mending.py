"""The arguments of the commands that mend minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, command, entry, mending

if TYPE_CHECKING:
    import argparse

    from alliance_minutes.cli.grammar.shared import Commands

VERSION = "the version of the entry: 'log MEETING' lists them"


def add_correct(commands: Commands) -> None:
    """The arguments of ``correct``."""
    parser = command(
        commands,
        "correct",
        "let an entry of a meeting read otherwise",
        "Let an entry read otherwise from now on. Before adoption the minutes simply say the new words; after\n"
        "it that needs --reason and --authority, and an erratum tells what it said before. The kind of the\n"
        "entry, its place and its number stay. Words are typed as in the notation.\n"
        "To mend more, mend the file and record it again: 'record --help'.",
        [
            "correct 3f2a 17 'teh roof' 'the roof'",
            "correct 3f2a 17 --text 'The roof leaks. ||The insurance may pay.||{commercial}'",
            "correct 3f2a 18 --set due='1 May 2026' --set owners='Bram Ellery, Canal Trust'",
            "correct 3f2a 19 --line 'Decision [for 4, against 1]: The bridge is replaced.'",
            "correct 3f2a 17 roof bridge --reason 'slip of the pen' --authority B-2026-004",
        ],
    )
    _target(parser)
    parser.add_argument(
        "words",
        metavar="OLD NEW",
        nargs="*",
        help="words that stand once in the entry, and the words to put in their place",
    )
    parser.add_argument("--text", metavar="TEXT", help="all its words anew, or the title of an item")
    parser.add_argument("--line", metavar="LINE", help="the whole entry anew, as a line of the notation")
    parser.add_argument(
        "--set",
        dest="values",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="one field anew, in the notation's terms (due='1 May', method=unanimous, owners='A, B'); nothing after\n"
        "the = empties it; may be repeated",
    )
    _rest(parser)


def add_withdraw(commands: Commands) -> None:
    """The arguments of ``withdraw``."""
    parser = command(
        commands,
        "withdraw",
        "withdraw an entry of a meeting",
        "Withdraw an entry that should not have been there, with what rests on its words or, of an agenda\n"
        "item, stands under it. Before adoption the minutes read as if it had never been; after it that needs\n"
        "--reason and --authority, and it is printed struck through, with an erratum. Nothing is deleted, and\n"
        "a number stays taken: no other decision or action ever gets it.",
        [
            "withdraw 3f2a 17",
            "withdraw 3f2a 17 --reason 'not decided' --authority 24 --by 'Bram Ellery'",
        ],
    )
    _target(parser)
    _rest(parser)


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument("version", metavar="VERSION", type=entry, help=VERSION)


def _rest(parser: argparse.ArgumentParser) -> None:
    mending(parser)
    parser.add_argument("--by", metavar="PARTY", help="who records it")
    parser.add_argument("--json", action="store_true", help="as a JSON object with meeting and versions")
