"""The arguments of the commands that vouch for a book: keys, checkpoints and proofs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import command

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


def size(text: str) -> int:
    """A number of entries, from an argument."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of entries: expected a whole number from 0")
    return int(text)
