"""The arguments of every command, with help that can be read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from alliance_minutes import __version__
from alliance_minutes.cli.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCS = "The tutorial and the reference stand in docs/ of the project."
MEETING = "its id, the beginning of its id, or body/date as in 'Board/2025-06-30'"


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
    parser.add_argument("--book", metavar="BOOK", help=_BOOK)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for name, add in _COMMANDS.items():
        if only in {None, name}:
            add(commands)
    return parser


_NEVER = (
    "Never replaced are the book and other databases, notation\n"
    "(*.minutes.md), and the draft and template that are read. A link named by --output is followed to a\n"
    "file that is there, under the same rules; where the renderer gives the name, no link is followed."
)
_BOOK = "the minute book, a file such as minutes.db; else $ALLIANCE_MINUTES_BOOK"


def _command(
    commands: argparse._SubParsersAction[Any],
    name: str,
    summary: str,
    description: str,
    examples: Sequence[str],
    *,
    book: bool = True,
) -> argparse.ArgumentParser:
    shown = "".join(f"  alliance-minutes {example}\n" for example in examples)
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=description, epilog=f"examples:\n{shown}\n{DOCS}"
    )
    if book:
        # Suppressed, so that a book named before the command is not forgotten by the command's own default.
        parser.add_argument("--book", metavar="BOOK", default=argparse.SUPPRESS, help=_BOOK)
    return parser


def _demo(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "demo",
        "record an example meeting and render it in every format",
        "Record an example, the meeting of a civic alliance in Dutch, in a book of its own, and render it\n"
        "as HTML, XML, ODT and text. Doing it again renders anew and records nothing twice; files in the\n"
        "folder that are not its own are left alone, links are not followed, and no database is replaced.",
        ["demo", "demo --out /tmp/minutes"],
        book=False,
    )
    parser.add_argument(
        "--out", metavar="DIR", default="demo", help="the folder to make it in (default: %(default)s)"
    )


def _new(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "new",
        "write a skeleton of minutes to start from",
        "Write a file in the notation to start from. A file that exists is never overwritten.",
        ["new", 'new march.minutes.md --language en --body "Garden Committee" --date 2026-03-05', "new -"],
        book=False,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="the file to write, or - for stdout (default: notulen.minutes.md or meeting.minutes.md)",
    )
    parser.add_argument(
        "--language", choices=("nl", "en"), default="nl", help="of the keywords (default: %(default)s)"
    )
    parser.add_argument("--body", metavar="NAME", help="the body that meets")
    parser.add_argument(
        "--date", metavar="DATE", help="as people write it ('5 maart 2026', '5 March') or 2026-03-05"
    )


def _preview(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "preview",
        "render a draft without recording it",
        "Render minutes in the notation without recording them. What is to be looked at stands beside the\n"
        "sentence it is about, and on stderr. Needs no book; with one, the parties it knows are known.\n"
        "In a public preview the messages in the document do not quote the text; those on stderr do.\n"
        "A file that --output names is replaced. " + _NEVER + "\n"
        "Exit code 1: it has errors, and could not be recorded.",
        ["preview march.minutes.md", "preview march.minutes.md -o draft.html", "preview - --format text"],
    )
    parser.add_argument("file", metavar="FILE", help="the notation, or - for stdin")
    _rendition(parser, "by the name of --output, else text on stdout")


def _record(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "record",
        "record meetings from files in the notation",
        "Record meetings in the book; a book that does not exist is made. Each file is recorded whole or\n"
        "not at all, in the order given; the first that cannot be recorded ends the command.\n"
        "Recording an unchanged file again does nothing.",
        [
            "record march.minutes.md --book minutes.db",
            'record march.minutes.md april.minutes.md --by "Bram Ellery"',
            "record march.minutes.md --dry-run --strict",
        ],
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="the notation, or - for stdin")
    parser.add_argument("--by", metavar="PARTY", help="who records")
    parser.add_argument("--dry-run", action="store_true", help="check everything, record nothing")
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    parser.add_argument(
        "--new",
        action="store_true",
        help="record it as another meeting, also where the book has one of this body on this date",
    )
    _json(parser, "file, meeting, events, warnings")


def _meetings(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "meetings",
        "list the meetings of the book",
        "List the meetings, in the order in which they were recorded.",
        ["meetings", "meetings --json --book minutes.db"],
    )
    _json(parser, "id, body, title, held_on, events")


def _show(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "show",
        "show a meeting on the terminal",
        "Show a meeting at a glance: its facts, agenda, decisions, actions and questions. It is the\n"
        "internal view: what is closed stands between || and ||. With '--as notation' the meeting is\n"
        "written back as the text from which it could be recorded.",
        ["show 'Board/2025-06-30'", "show 3f2a --as notation > back.minutes.md"],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument(
        "--as",
        dest="form",
        choices=("overview", "notation"),
        default="overview",
        help="in which form (default: %(default)s)",
    )
    _as_of(parser)


def _log(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "log",
        "list every event in order",
        "List every event of the book, or of one meeting, in order: position in the book, stream and\n"
        "version, when it was recorded and by whom, its type and its words. In JSON parties are ids; the\n"
        "party-introduced events name them.",
        ["log", "log 'Board/2025-06-30'", "log --after 71 --json"],
    )
    parser.add_argument("meeting", metavar="MEETING", nargs="?", help=MEETING + " (default: the whole book)")
    parser.add_argument(
        "--after",
        metavar="N",
        type=_position,
        default=-1,
        help="only what stands after this position (default: all)",
    )
    _json(parser, "position, stream, version, type, recorded_at, recorded_by, event")


def _render(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "render",
        "make the minutes of a meeting in a format",
        "Make the minutes of a meeting in one edition and one format. Without --output the file gets the\n"
        "name that the renderer gives it, in the current folder; the edition stands in it. A file of that\n"
        "name is replaced. " + _NEVER,
        [
            "render 'Board/2025-06-30' --format html",
            "render 3f2a --format odt --template house-style.odt -o minutes.odt",
            "render 3f2a --format text --edition public -o -",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    _rendition(parser, "by the name of --output")
    _as_of(parser)
    parser.add_argument(
        "--lists",
        choices=("head", "end", "none"),
        default="end",
        help="where the lists of decisions and actions stand (default: %(default)s)",
    )


def _plugins(commands: argparse._SubParsersAction[Any]) -> None:
    parser = _command(
        commands,
        "plugins",
        "list the renderers that are installed",
        "List the plugins that were found, the formats they make and the options these take. A plugin that\n"
        "is broken is listed as such, with the reason.",
        ["plugins", "plugins --json"],
        book=False,
    )
    _json(parser, "name, distribution, version, formats, status")


def _rendition(parser: argparse.ArgumentParser, otherwise: str) -> None:
    """The arguments of whatever makes a rendition."""
    parser.add_argument(
        "-f", "--format", metavar="FORMAT", help=f"html, xml, odt, text or a plugin's (default: {otherwise})"
    )
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help="internal, or public: without what is closed (default: %(default)s)",
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


def _as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", metavar="N", type=_version, help="as it was at this version (default: the newest)"
    )


def _json(parser: argparse.ArgumentParser, keys: str) -> None:
    parser.add_argument("--json", action="store_true", help=f"as a JSON list of objects with {keys}")


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a version: expected a whole number from 1")
    return int(text)


def _position(text: str) -> int:
    if not (text.removeprefix("-").isdigit() and text.isascii() and len(text) < 16):
        raise argparse.ArgumentTypeError(f"{text!r} is not a position: expected a whole number, -1 for all")
    return int(text)


_COMMANDS = {
    "demo": _demo,
    "new": _new,
    "preview": _preview,
    "record": _record,
    "meetings": _meetings,
    "show": _show,
    "log": _log,
    "render": _render,
    "plugins": _plugins,
}
"""In the order in which help lists them."""
