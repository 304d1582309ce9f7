"""The command that writes proofs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address, book_to_read
from alliance_minutes.cli.checkpointing import FAILED, checkpoint_in
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import own_place, write_whole
from alliance_minutes.cli.terminal import data, tell
from alliance_minutes.errors import ProofError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.proofs.proving import Proven
    from alliance_minutes.book import MinuteBook

SUFFIXES = (".tlog-proof", ".entry", ".disclosures")
_PLACE = "position:"


def prove(arguments: Namespace) -> int:
    """Write the proof of an entry, or of growth."""
    if arguments.output is not None and (not arguments.output or "\0" in arguments.output):
        raise UsageError("-o names no file; give a path")
    if arguments.since is not None:
        return _growth(arguments)
    if arguments.meeting is None:
        raise UsageError("prove what? Give a meeting and a version, position:N, or --since FILE")
    with book_to_read(arguments) as book:
        proven = book.trail.prove(
            _position(book, arguments),
            disclose=arguments.disclose,
            disclose_open=arguments.disclose_open,
            disclose_all=arguments.disclose_all,
            size=arguments.size,
        )
    _write(arguments, proven)
    return 0


def _position(book: MinuteBook, arguments: Namespace) -> int:
    name, version = arguments.meeting, arguments.version
    if name.startswith(_PLACE):
        place = name.removeprefix(_PLACE)
        if version is not None or not (place.isascii() and place.isdigit() and len(place) < 16):
            raise UsageError(
                f"{name!r} is no position: expected position:N by itself, with N as 'log' tells it"
            )
        return int(place)
    if version is None:
        raise UsageError(f"which entry of {name}? Give its version, as 'log' tells it behind the stroke")
    return book.trail.position(name, version)


def _growth(arguments: Namespace) -> int:
    if (
        arguments.meeting is not None
        or arguments.disclose
        or arguments.disclose_open
        or arguments.disclose_all
    ):
        raise UsageError("--since is about the whole book; leave meeting, version and disclosures out")
    earlier = checkpoint_in(arguments.since)
    with book_to_read(arguments) as book:
        try:
            proof = book.trail.prove_since(earlier.text.encode(), size=arguments.size)
        except ProofError as error:
            tell(str(error))
            return FAILED
    if arguments.output in {None, "-"}:
        data(bytes(proof), text=True)
    else:
        path = Path(arguments.output)
        write_whole(
            path,
            bytes(proof),
            {
                Path(arguments.since): "the earlier checkpoint",
                Path(book_address(arguments)): "the minute book",
            },
        )
        tell(f"{path}: written")
    tell(f"the book only grew, from {proof.old} to {proof.checkpoint.size} entries")
    _tell_unsigned(signed=bool(proof.note.signatures))
    return 0


def _write(arguments: Namespace, proven: Proven) -> None:
    name = f"entry-{proven.proof.index}"
    output = arguments.output
    if output is None or Path(output).is_dir():
        begin = own_place(Path(output or "."), name + SUFFIXES[0])
    elif output.endswith("/"):
        raise UsageError(f"{output}: there is no such folder; make it first, or name a file")
    else:
        begin = Path(output)
    stem = begin.name.removesuffix(SUFFIXES[0])
    lines = b"".join(line + b"\n" for line in proven.disclosures)
    spared = {Path(book_address(arguments)): "the minute book"}
    for suffix, content in zip(SUFFIXES, (bytes(proven.proof), proven.entry, lines), strict=True):
        path = begin.with_name(stem + suffix)
        write_whole(path, content, spared)
        tell(f"{path}: written")
    fields = proven.fields
    tell(f"disclosed: {', '.join(fields) if fields else 'nothing; see --disclose'}")
    _tell_unsigned(signed=bool(proven.proof.note.signatures))


def _tell_unsigned(*, signed: bool) -> None:
    if not signed:
        tell(
            "note: the checkpoint in it is unsigned; make a signed one with 'alliance-minutes checkpoint --key KEY'"
        )
