"""The arguments of the commands that record and render."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.proofs import version_of_meeting
from alliance_minutes.cli.grammar.shared import MEETING, NEVER, as_json, as_of, command, mending, rendition

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands


def add_demo(commands: Commands) -> None:
    """The arguments of ``demo``."""
    parser = command(
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


def add_new(commands: Commands) -> None:
    """The arguments of ``new``."""
    parser = command(
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


def add_preview(commands: Commands) -> None:
    """The arguments of ``preview``."""
    parser = command(
        commands,
        "preview",
        "render a draft without recording it",
        "Render minutes in the notation without recording them. What is to be looked at stands beside the\n"
        "sentence it is about, and on stderr. Needs no book; with one, the parties it knows are known.\n"
        "In a public preview the messages in the document do not quote the text; those on stderr do.\n"
        "A file that --output names is replaced. " + NEVER + "\n"
        "Exit code 1: it has errors, and could not be recorded.",
        ["preview march.minutes.md", "preview march.minutes.md -o draft.html", "preview - --format text"],
    )
    parser.add_argument("file", metavar="FILE", help="the notation, or - for stdin")
    rendition(parser, "by the name of --output, else text on stdout")


def add_record(commands: Commands) -> None:
    """The arguments of ``record``."""
    parser = command(
        commands,
        "record",
        "record meetings from files in the notation",
        "Record meetings in the book; a book that does not exist is made. Each file is recorded whole or\n"
        "not at all, in the order given; the first that cannot be recorded ends the command.\n"
        "Recording an unchanged file again does nothing. A changed file changes its meeting, the one of its\n"
        "body on its date: what is new is added at its place, what reads otherwise is corrected, what is gone\n"
        "is withdrawn; the changes are listed. Once the minutes are adopted, that needs --reason and\n"
        "--authority, and is told in them as errata.",
        [
            "record march.minutes.md --book minutes.db",
            'record march.minutes.md april.minutes.md --by "Bram Ellery"',
            "record march.minutes.md --dry-run --strict",
            'record march.minutes.md --reason "name misspelt" --authority B-2026-004',
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
    parser.add_argument(
        "--meeting",
        metavar="MEETING",
        help="the meeting that the file is of, where its date changed; " + MEETING,
    )
    parser.add_argument(
        "--no-files",
        dest="keep_files",
        action="store_false",
        help="record name, size and digest of attached files, and leave the files themselves out of the book",
    )
    mending(parser)
    as_json(parser, "file, meeting, events, added, corrected, moved, withdrawn, warnings")


def add_render(commands: Commands) -> None:
    """The arguments of ``render``."""
    parser = command(
        commands,
        "render",
        "make the minutes of a meeting in a format",
        "Make the minutes of a meeting in one edition and one format. Without --output the file gets the\n"
        "name that the renderer gives it, in the current folder; the edition stands in it. A file of that\n"
        "name is replaced. " + NEVER,
        [
            "render 'Board/2025-06-30' --format html",
            "render 3f2a --format odt --template house-style.odt -o minutes.odt",
            "render 3f2a --format text --edition public -o -",
            "render 3f2a --kept 41 -o signed.odt",
            "render 3f2a --item B-2025-003 --format odt --edition public",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    rendition(parser, "by the name of --output", kept=True)
    as_of(parser)
    parser.add_argument(
        "--lists",
        choices=("head", "end", "none"),
        help="where the lists of decisions and actions stand (default: end)",
    )
    parser.add_argument(
        "--ledger",
        action=argparse.BooleanOptionalAction,
        help="whether the colophon names the state of the book that proves the document, for 'verify'\n"
        "(default: once this edition is adopted)",
    )
    parser.add_argument(
        "--item",
        metavar="ITEM",
        help="an extract: one agenda item by number or title, one decision, action or question by number,\n"
        "or any entry as version:17; nothing else of the minutes is in it",
    )
    parser.add_argument(
        "--kept",
        metavar="VERSION",
        type=version_of_meeting,
        help="write the very bytes that this version of the meeting signed or published; 'show' lists them",
    )
