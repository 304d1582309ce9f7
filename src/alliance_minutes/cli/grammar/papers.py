"""The arguments of the commands about attached files, and of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, as_json, as_of, command, entry

if TYPE_CHECKING:
    import argparse

    from alliance_minutes.cli.grammar.shared import Commands


def add_attachments(commands: Commands) -> None:
    """The arguments of ``attachments``."""
    parser = command(
        commands,
        "attachments",
        "list the attached files of a meeting, or write one of them",
        "List the files that go with the minutes of a meeting, those that the edition shows. With VERSION, write\n"
        "that file; without --output it gets its own name, in the current folder.",
        [
            "attachments 3f2a",
            "attachments 3f2a 12 -o offer.pdf",
            "attachments 3f2a --edition public --json",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument(
        "version", metavar="VERSION", nargs="?", type=entry, help="of the entry that attaches the file"
    )
    _edition(parser)
    as_of(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, a folder, or - for stdout")
    as_json(parser, "version, title, name, media_type, size, digest, kept (whether the book has the file)")


def add_keep(commands: Commands) -> None:
    """The arguments of ``keep``."""
    parser = command(
        commands,
        "keep",
        "keep an attached file that came later",
        "Keep a file in the book that an entry attached before, when the book did not have it. Only the very\n"
        "file is kept: its digest stands in the record. The record stays as it is.",
        ["keep 3f2a 12 offer.pdf"],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument("version", metavar="VERSION", type=entry, help="of the entry that attaches the file")
    parser.add_argument("file", metavar="FILE", help="the file, 64 MB at most")


def add_dossier(commands: Commands) -> None:
    """The arguments of ``dossier``."""
    parser = command(
        commands,
        "dossier",
        "write a folder with all that there is of a meeting",
        "Write a new folder to mail or to put in an archive: the minutes of one edition, the lists of decisions\n"
        "and actions, the attached files that the edition shows, a checkpoint of the ledger, the digests of all\n"
        "files, and a page that says what is what. The folder is there whole or not at all.",
        [
            "dossier 3f2a -o board-2025-06-30",
            "dossier 3f2a -o for-the-press --edition public --format html --format odt",
            "dossier 3f2a -o signed --key board",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", help=MEETING)
    parser.add_argument("-o", "--output", metavar="FOLDER", required=True, help="the folder, new or empty")
    _edition(parser)
    parser.add_argument(
        "-f",
        "--format",
        dest="formats",
        metavar="FORMAT",
        action="append",
        help="html, xml, odt, text or a plugin's; may be repeated (default: these four)",
    )
    parser.add_argument(
        "--language", choices=("nl", "en"), help="of the labels (default: that of the minutes)"
    )
    as_of(parser)
    parser.add_argument(
        "--key",
        dest="keys",
        metavar="KEY",
        action="append",
        default=[],
        help="sign the checkpoint of now with this key, a file or its name; may be repeated",
    )
    parser.add_argument(
        "--json", action="store_true", help="as a JSON object with folder and files (their paths)"
    )


def _edition(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help="internal, or public: without what is closed (default: internal)",
    )
