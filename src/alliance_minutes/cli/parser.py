"""The parser of the command line; each command has its own grammar."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, NoReturn

from alliance_minutes import __version__
from alliance_minutes.cli.commands import COMMANDS
from alliance_minutes.cli.grammar.shared import BOOK, DOCS
from alliance_minutes.cli.terminal import visible


class Parser(argparse.ArgumentParser):
    """A parser whose faults are one message, in which no character acts on the terminal."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("allow_abbrev", False)
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings)
        self.color = False  # Python 3.14 colours help by itself; here nothing is said by colour

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the arguments, and leave."""
        self.exit(2, visible(f"{self.prog}: {message}; '{self.prog} --help' says what it takes\n"))


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of ``alliance-minutes``, with one of its own for each command.

    Args:
        only: build the parser of this command alone; most of the time goes into those that nobody asked for.
    """
    parser = Parser(
        prog="alliance-minutes",
        description="Record meetings in a minute book, and make their minutes as HTML, XML, ODT and text.",
        epilog="Begin with 'alliance-minutes demo', or with 'alliance-minutes new'.\n" + DOCS,
    )
    parser.add_argument("--version", action="version", version=f"alliance-minutes {__version__}")
    parser.add_argument("--book", metavar="BOOK", help=BOOK)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for name, place in COMMANDS.items():
        if only in {None, name}:
            grammar = import_module(f"{__package__}.grammar.{place.grammar}")
            getattr(grammar, f"add_{name}")(commands)
    return parser
