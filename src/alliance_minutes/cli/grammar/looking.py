"""The arguments of the commands that look into a book and its plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, as_json, as_of, command, position

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands


def add_meetings(commands: Commands) -> None:
    """The arguments of ``meetings``."""
    parser = command(
        commands,
        "meetings",
        "list the meetings of the book",
        "List the meetings, in the order in which they were recorded.",
        ["meetings", "meetings --json --book minutes.db"],
    )
    as_json(parser, "id, body, title, held_on, events")


def add_show(commands: Commands) -> None:
    """The arguments of ``show``."""
    parser = command(
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
    as_of(parser)


def add_log(commands: Commands) -> None:
    """The arguments of ``log``."""
    parser = command(
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
        type=position,
        default=-1,
        help="only what stands after this position (default: all)",
    )
    as_json(parser, "position, stream, version, type, recorded_at, recorded_by, event")


def add_plugins(commands: Commands) -> None:
    """The arguments of ``plugins``."""
    parser = command(
        commands,
        "plugins",
        "list the renderers that are installed",
        "List the plugins that were found, the formats they make and the options these take. A plugin that\n"
        "is broken is listed as such, with the reason.",
        ["plugins", "plugins --json"],
        book=False,
    )
    as_json(parser, "name, distribution, version, formats, status")
