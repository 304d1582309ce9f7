"""Running one command: from arguments to an exit code, with every fault told and none traced."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

from alliance_minutes.cli.commands import COMMANDS
from alliance_minutes.cli.faults import UsageError, told
from alliance_minutes.cli.parser import build_parser
from alliance_minutes.cli.terminal import prepare, tell
from alliance_minutes.errors import AllianceMinutesError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

INTERRUPTED = 130
UNREAD = 141


def run(argv: Sequence[str]) -> int:
    """Run the command that the arguments name; its exit code."""
    prepare()
    try:
        code = _command(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        return _unread()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _unread()
        return _told(error)
    return code


def _command(argv: Sequence[str]) -> int:
    try:
        named = argv[0] if argv and argv[0] in COMMANDS else None
        arguments = build_parser(named).parse_args(argv)
    except SystemExit as told_already:
        return int(told_already.code or 0)
    module = import_module(f"{__package__}.{COMMANDS[arguments.command].room}")
    name = f"{arguments.command}_" if iskeyword(arguments.command) else arguments.command
    command: Callable[[Namespace], int] = getattr(module, name)
    try:
        return command(arguments)
    except (AllianceMinutesError, UsageError, UnicodeError) as error:
        return _told(error)
    except OSError as error:
        if error.filename is None:
            raise  # it is stdout that cannot be written
        return _told(error)


def _told(error: Exception) -> int:
    for line in told(error):
        tell(line)
    return 2


def _unread() -> int:
    """Nobody reads the output any more, as with ``| head``: say nothing, also not when the interpreter ends."""
    with suppress(OSError, ValueError):
        descriptor = sys.stdout.fileno()
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, descriptor)
        os.close(nothing)
    return UNREAD
