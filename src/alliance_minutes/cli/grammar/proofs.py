"""The arguments of the commands that vouch for a book: keys, checkpoints and proofs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import MEETING, command

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands

KEY = "the file of a signing key, or the name of one in the folder of keys; may be repeated"


def add_keys(commands: Commands) -> None:
    """The arguments of ``keys``."""
    parser = command(
        commands,
        "keys",
        "make a key that signs checkpoints, or show the keys",
        "Make a signing key (Ed25519) in a file that only you can read, and print the verifier key, which is\n"
        "public: give it to whoever checks, by another way than the documents. 'show' prints verifier keys\n"
        "again. Keys are kept in alliance-minutes/keys in the folder of your configuration, never in a book.\n"
        "Beside a key stands what it signed last (FILE.signed): keep the two together. No key is overwritten.",
        [
            "keys new --name example.org/notulen/secretary",
            "keys new --book minutes.db -o /media/stick/chair.key",
            "keys show --json",
            "keys show --key chair.key --pem > chair.pem",
        ],
    )
    parser.add_argument("action", choices=("new", "show"), metavar="new|show", help="what to do")
    parser.add_argument(
        "--key",
        dest="keys",
        metavar="KEY",
        action="append",
        default=[],
        help="with show: the file or the name of a key; may be repeated (default: all in the folder of keys)",
    )
    parser.add_argument(
        "--name", metavar="NAME", help="with new: whose key it is (default: the origin of the book)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="with new: the file (default: one in the folder of keys)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--pem", action="store_true", help="with show: as PEM, for openssl")
    form.add_argument(
        "--json", action="store_true", help="as a JSON list of objects with name, key, file, signed"
    )


def add_checkpoint(commands: Commands) -> None:
    """The arguments of ``checkpoint``."""
    parser = command(
        commands,
        "checkpoint",
        "keep and print the root of the book, signed",
        "Make a checkpoint: how many entries the book has and the root of the tree over them, as a signed\n"
        "note (C2SP tlog-checkpoint). Entries since the last one are hashed anew; it is kept in the book, and\n"
        "only then printed. Give copies to others: against a copy outside, nobody can change what was before.\n"
        "A book that shrank or went another way since a kept or signed checkpoint gets none (exit code 1).\n"
        "With --size a checkpoint that is kept is signed, to add the signature of somebody else.",
        [
            "checkpoint",
            "checkpoint --key chair.key --key secretary.key -o checkpoint.txt",
            "checkpoint --key chair.key --size 1234",
            "checkpoint --list",
        ],
    )
    parser.add_argument(
        "--key", dest="keys", metavar="KEY", action="append", default=[], help=KEY + " (default: unsigned)"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--size", metavar="N", type=size, help="sign the checkpoint that is kept of N entries")
    which.add_argument("--list", action="store_true", help="list the checkpoints that are kept")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write (default: stdout)")
    parser.add_argument(
        "--json",
        action="store_true",
        help="as an object, or with --list as a list of objects, with size, root, signers, note",
    )


def add_prove(commands: Commands) -> None:
    """The arguments of ``prove``."""
    parser = command(
        commands,
        "prove",
        "prove that the book holds an entry, or that it only grew",
        "Write what somebody else needs to see that the book holds an entry, without the book: the proof\n"
        "(NAME.tlog-proof, C2SP tlog-proof), the exact bytes of the entry (NAME.entry), and the disclosures\n"
        "that you choose (NAME.disclosures; none by default). It leads to the newest checkpoint that is kept;\n"
        "where none has the entry, to the book as it is now, unsigned. 'verify' checks it, and so do openssl\n"
        "and sha256sum. What is closed is disclosed by --disclose-all only.\n"
        "With --since: prove that the book only grew since a checkpoint that somebody holds; on stdout, or to\n"
        "the file named by --output. Exit code 1: it did not.",
        [
            "prove 'Board/2025-06-30' 17 --disclose text --disclose speaker",
            "prove position:1234 -o proofs/",
            "prove --since checkpoint.txt -o grown.txt",
        ],
    )
    parser.add_argument(
        "meeting", metavar="MEETING", nargs="?", help=MEETING + "; or position:N, a place in the whole book"
    )
    parser.add_argument(
        "version", metavar="VERSION", nargs="?", type=version_of_meeting, help="the entry, as 'log' tells it"
    )
    parser.add_argument("--since", metavar="FILE", help="a checkpoint that somebody holds")
    parser.add_argument(
        "--size", metavar="N", type=size, help="under the checkpoint that is kept of N entries"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--disclose",
        metavar="FIELD",
        action="append",
        default=[],
        help="disclose this field, such as text or speaker; may be repeated",
    )
    what.add_argument("--disclose-open", action="store_true", help="disclose all that is open now")
    what.add_argument("--disclose-all", action="store_true", help="disclose everything, also what is closed")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="a folder, or the name before .tlog-proof, .entry and .disclosures (default: entry-N); with --since the file",
    )


def add_verify(commands: Commands) -> None:
    """The arguments of ``verify``."""
    parser = command(
        commands,
        "verify",
        "check a proof, a checkpoint, an export or a document",
        "Check what somebody gave you. A .tlog-proof is checked with the entry and disclosures beside it,\n"
        "a proof of growth with --since, a checkpoint or an export by itself: none needs the book. Say what you\n"
        "believe a checkpoint by: the verifier key of whoever signs (got by another way than the proof), a\n"
        "checkpoint that you hold, or the root from the colophon of a document that you hold.\n"
        "A document (HTML, XML, ODT or text, rendered with --ledger or after adoption) is checked against the\n"
        "book: it is made again as of the state of the book that its colophon names, and compared. For the\n"
        "bytes of one in a house style, --template must name that too; else all but the work of that style is\n"
        "compared. An export is checked against the book too where --book names one. FILE may be a pipe.\n"
        "Exit code 1: it is not true, or not certain any more because words of it were erased. 2: it cannot be\n"
        "checked.",
        [
            "verify minutes.odt --book minutes.db",
            "verify entry-1234.tlog-proof --key example.org/notulen/chair+530d903a+Aeky...",
            "verify entry-1234.tlog-proof --checkpoint mine.txt --json",
            "verify grown.txt --since mine.txt --key chair.vkey",
            "verify checkpoint.txt --key chair.vkey",
            "verify --write-verifier check.py",
        ],
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help="the proof, checkpoint, export or document")
    parser.add_argument("--entry", metavar="FILE", help="the entry (default: beside the proof, as .entry)")
    parser.add_argument(
        "--disclosures", metavar="FILE", help="the disclosures (default: beside the proof, as .disclosures)"
    )
    parser.add_argument("--since", metavar="FILE", help="the earlier checkpoint, of a proof of growth")
    parser.add_argument("--template", metavar="FILE", help="the house style that a document was made with")
    parser.add_argument(
        "--key",
        dest="keys",
        metavar="VKEY",
        action="append",
        default=[],
        help="a verifier key, or a file with one a line; may be repeated: each that signed must have signed truly",
    )
    parser.add_argument(
        "--every-key", action="store_true", help="all of these keys must have signed (default: one will do)"
    )
    parser.add_argument("--checkpoint", metavar="FILE", help="a checkpoint that you hold")
    parser.add_argument("--root", metavar="HEX", help="a root that you hold, in 64 hexadecimal digits")
    parser.add_argument(
        "--json", action="store_true", help="as an object with ok, and what was found or the problem"
    )
    parser.add_argument(
        "--write-verifier",
        metavar="FILE",
        help="write a verifier of one file, which needs Python and openssl only, and check nothing",
    )


def size(text: str) -> int:
    """A number of entries, from an argument."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of entries: expected a whole number from 0")
    return int(text)


def version_of_meeting(text: str) -> int:
    """A version of a meeting, from an argument."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a version: expected a whole number from 1")
    return int(text)
