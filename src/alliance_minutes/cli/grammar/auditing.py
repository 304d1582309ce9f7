"""The arguments of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.grammar.shared import command

if TYPE_CHECKING:
    from alliance_minutes.cli.grammar.shared import Commands


def add_audit(commands: Commands) -> None:
    """The arguments of ``audit``."""
    parser = command(
        commands,
        "audit",
        "check that nothing in the book was altered",
        "Compute everything in the book anew from its bytes, and list what does not fit: every entry, its\n"
        "disclosures, the tree over all entries, the tables that follow from them, the checkpoints that are\n"
        "kept. The book is opened read-only, and no byte is written. Somebody who rewrites a whole book\n"
        "consistently, or puts an old copy back, is found out by a checkpoint from outside it: --checkpoint.\n"
        "The exit code is 0 where nothing is wrong, 1 where something is, 2 where the file is no book.",
        [
            "audit",
            "audit --checkpoint june.checkpoint --checkpoint july.checkpoint",
            "audit --since yesterday.checkpoint --json",
            "audit --documents attachments/",
        ],
    )
    parser.add_argument(
        "--checkpoint",
        metavar="FILE",
        dest="checkpoints",
        action="append",
        default=[],
        help="a checkpoint kept outside the book, which it must reproduce; may be repeated",
    )
    parser.add_argument(
        "--since",
        metavar="FILE",
        help="a checkpoint of an earlier audit: the forms of the entries before it are not looked at again",
    )
    parser.add_argument(
        "--key",
        dest="keys",
        metavar="VKEY",
        action="append",
        default=[],
        help="a verifier key, a file with one a line, or a key file; may be repeated: each given checkpoint must be signed "
        "by one, and a kept one may bear no false signature in the name of one",
    )
    parser.add_argument(
        "--documents", metavar="DIR", help="the folder of the attached files, which are compared"
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="as a JSON object with ok, entries, root, checkpoints, findings, omitted, unchecked",
    )
