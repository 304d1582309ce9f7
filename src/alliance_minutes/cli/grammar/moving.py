"""The arguments of the commands that move a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, command

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands


def add_export(commands: Commands) -> None:
    """The arguments of ``export``."""
    parser = command(
        commands,
        "export",
        "write the whole record, or one meeting, to one file that proves itself",
        "Write the book as it is now to one file of JSON lines: every entry as its exact bytes, with its\n"
        "disclosures, and the checkpoints and renditions that were kept. 'import' makes the same book of it\n"
        "again. With MEETING, only that meeting and what it rests on, each entry with its proof; with\n"
        "'--edition public', without a disclosure that is not open. Those two cannot be imported; 'verify'\n"
        "checks every export without the book. The file is there whole or not at all; a book or another\n"
        "database is never replaced.",
        [
            "export -o book.jsonl",
            "export 'Board/2025-06-30' -o meeting.jsonl",
            "export --edition public -o public.jsonl",
        ],
    )
    parser.add_argument("meeting", metavar="MEETING", nargs="?", help=MEETING + " (default: the whole book)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the file to write, or - for stdout"
    )
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help="internal: everything; public: only what is open (default: %(default)s)",
    )
    parser.add_argument(
        "--json", action="store_true", help="tell about it as a JSON object, where it goes to a file"
    )


def add_import(commands: Commands) -> None:
    """The arguments of ``import``."""
    parser = command(
        commands,
        "import",
        "make a new book of an export",
        "Make a new book of an export of a whole book: the same entries, root and checkpoints. Every line\n"
        "is checked first, and the first that is wrong is told; then there is no new book. A book that\n"
        "exists is never written to. Exit code 2: the file does not verify, or the book is there already.",
        ["import book.jsonl --book copy.db", "import - --book copy.db < book.jsonl"],
    )
    parser.add_argument("file", metavar="FILE", help="the export, or - for stdin")
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with file, book, entries, size, root, and counts",
    )
