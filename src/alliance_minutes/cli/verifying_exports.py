"""Checking an export without the book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.checkpointing import FAILED
from alliance_minutes.cli.terminal import say, say_object, tell
from alliance_minutes.cli.waiting import progress
from alliance_minutes.errors import InvalidExportError, NoteError, ProofError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.export.importing import CheckedExport
    from alliance_minutes.audit.proofs.verifying import Trust

_MARK = b'"format":"alliance-minutes-export"'


def is_export(file: str) -> bool:
    """Whether a file begins as an export does; one that cannot be read does not."""
    try:
        with Path(file).open("rb") as stream:
            return _MARK in stream.readline(4096)
    except (OSError, ValueError):
        return False


def verify_export(arguments: Namespace, trust: Trust | None) -> int:
    """Check every line of an export, and that it is of the ledger that the reader knows, where something of it is held."""
    from alliance_minutes.audit.export.importing import check_export

    file = arguments.file
    try:
        with progress() as show:
            found = check_export(file, trust=trust, progress=show)
    except (InvalidExportError, ProofError, NoteError) as error:
        told = str(error) if isinstance(error, InvalidExportError) else f"{file}: {error}"
        tell(f"not true: {told}")
        if arguments.json:
            say_object({"ok": False, "problem": told, "line": getattr(error, "line", None)})
        return FAILED
    if arguments.json:
        say_object({"ok": True, "kind": "export", **_facts(found)})
    else:
        _say(found)
    return 0


def _facts(found: CheckedExport) -> dict[str, object]:
    return {
        "edition": found.edition,
        "meeting": found.meeting,
        "origin": found.origin,
        "size": found.size,
        "root": found.root.hex(),
        "entries": found.entries,
        "disclosures": found.disclosures,
        "missing": found.missing,
        "checkpoints": found.checkpoints,
        "renditions": found.renditions,
        "vouched": found.vouched,
        "signers": list(found.signers),
    }


def _say(found: CheckedExport) -> None:
    what = "the whole book" if found.meeting is None else f"meeting {found.meeting}"
    say(f"true: an export of {what}, {found.edition} edition, of {found.origin}")
    say(f"  ledger of {found.size} entries, root {found.root.hex()}")
    say(f"  {found.entries} entries and {found.disclosures} disclosures, all of them where they belong")
    if found.missing:
        gone = "erased" if found.edition == "internal" else "withheld or erased"
        say(f"  {gone}: {found.missing} disclosures")
    if found.vouched is None:
        say("  whether this is the true ledger, --key, --checkpoint or --root of your own can tell")
    else:
        by = f", signed by {', '.join(found.signers)}" if found.signers else ""
        say(f"  the first {found.vouched} entries of the ledger are those that you know{by}")
