"""The arguments of the commands that look into a book and its plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, as_json, as_of, command, position, time

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
        "version, when it was recorded (written down) and by whom, its type and its words. When it happened,\n"
        "where that is known, is one of its facts: 'occurred at'. In JSON parties are ids; the\n"
        "party-introduced events name them. Filters may be combined.\n"
        "The public log lists what the public editions show, as it reads now, without who recorded it.",
        [
            "log",
            "log 'Board/2025-06-30' --item 4 --type decision-taken --type action-agreed",
            "log --since 2025-07-01T12:00Z --until 2025-08-01T12:00Z --by 'Bram Ellery'",
            "log --after 71 --json",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", nargs="?", help=MEETING + " (default: the whole book)")
    parser.add_argument(
        "--after",
        metavar="N",
        type=position,
        default=-1,
        help="only what stands after this position (default: all)",
    )
    parser.add_argument(
        "--before", metavar="N", type=position, help="only what stands before this position (default: all)"
    )
    parser.add_argument(
        "--since",
        metavar="TIME",
        type=time,
        help="only what was recorded at or after this time (2025-07-01T12:00Z)",
    )
    parser.add_argument(
        "--until", metavar="TIME", type=time, help="only what was recorded at or before this time"
    )
    parser.add_argument(
        "--type",
        dest="types",
        metavar="TYPE",
        action="append",
        default=[],
        help="only events of this type, as decision-taken; may be repeated",
    )
    parser.add_argument("--by", metavar="PARTY", help="only what this party recorded; not of the public log")
    parser.add_argument(
        "--item",
        metavar="NUMBER",
        help="only what belongs to the agenda item of MEETING with this number, or was done to it",
    )
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help="internal, or public: without what is closed now (default: %(default)s)",
    )
    as_json(
        parser,
        "position, stream, version, type, recorded_at, recorded_by, event; in the public log label and parts "
        "instead of the last two",
    )


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
