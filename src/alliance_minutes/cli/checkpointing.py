"""The command that makes checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address, book_to_read
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import read_bytes, write_whole
from alliance_minutes.cli.keying import keys_named
from alliance_minutes.cli.terminal import data, say_json, say_object, table, tell
from alliance_minutes.cli.waiting import progress
from alliance_minutes.errors import CheckpointRefusedError, NoteError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.proofs.checkpointing import KeptCheckpoint
    from alliance_minutes.audit.proofs.keys import KeyFile
    from alliance_minutes.ledger.checkpoints import Checkpoint

FAILED = 1


def checkpoint(arguments: Namespace) -> int:
    """Make, sign or list checkpoints."""
    if arguments.list:
        return _list(arguments)
    address = book_address(arguments)
    signers = keys_named(arguments.keys)
    from alliance_minutes.book import MinuteBook

    with MinuteBook.open(address, create=False) as book:
        try:
            with progress() as show:
                kept = book.trail.checkpoint(signers, size=arguments.size, progress=show)
        except CheckpointRefusedError as error:
            tell(str(error))
            return FAILED
    _deliver(arguments, kept, signers)
    return 0


def _deliver(arguments: Namespace, kept: KeptCheckpoint, signers: list[KeyFile]) -> None:
    """Let out what is kept by now."""
    if arguments.output not in {None, "-"}:
        if not arguments.output or "\0" in arguments.output:
            raise UsageError("-o names no file; give a path, or - for stdout")
        spared = {path: "a signing key" for one in signers for path in (one.path, one.memory)}
        path = Path(arguments.output)
        write_whole(path, bytes(kept), {**spared, Path(book_address(arguments)): "the minute book"})
        tell(f"{path}: written")
    elif not arguments.json:
        data(bytes(kept), text=True)
    if arguments.json:
        say_object(_as_json(kept))
    by = ", ".join(kept.signers)
    tell(
        f"checkpoint of {kept.size} entries, root {kept.root.hex()}, "
        + (f"signed by {by}" if by else "unsigned: whoever gets it elsewhere cannot tell who made it")
    )


def _list(arguments: Namespace) -> int:
    if arguments.keys or arguments.output:
        raise UsageError("--list signs and writes nothing; leave --key and --output out")
    with book_to_read(arguments) as book:
        found = book.trail.checkpoints()
    if arguments.json:
        say_json(map(_as_json, found))
    elif found:
        rows = [(str(one.size), one.root.hex(), ", ".join(one.signers) or "-") for one in found]
        table([("ENTRIES", "ROOT", "SIGNED BY"), *rows])
    else:
        tell("the book keeps no checkpoints yet; 'alliance-minutes checkpoint' makes one")
    return 0


def checkpoint_in(file: str) -> Checkpoint:
    """The checkpoint that somebody holds in a file; its signatures are not looked at.

    Raises:
        UsageError: it holds none.
        OSError: it cannot be read.
    """
    from alliance_minutes.ledger.checkpoints import read_checkpoint

    try:
        return read_checkpoint(read_bytes(file))[0]
    except NoteError as error:
        raise UsageError(
            f"{file}: {error}; give a checkpoint, as 'alliance-minutes checkpoint' writes it"
        ) from error


def _as_json(kept: KeptCheckpoint) -> dict[str, object]:
    return {
        "size": kept.size,
        "root": kept.root.hex(),
        "signers": list(kept.signers),
        "note": bytes(kept).decode(),
    }
