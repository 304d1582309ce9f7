"""Proofs for others: that a book holds an entry, and that it only grew; they are checked without the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import frozen

from alliance_minutes.audit.proofs.checkpointing import checkpoint_of_now, kept_checkpoint, newest_checkpoint
from alliance_minutes.audit.proofs.revealing import digests_in, is_mark, opened
from alliance_minutes.errors import InvalidValueError, ProofError
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.ledger.checkpoints import Checkpoint, ConsistencyProof, InclusionProof
from alliance_minutes.ledger.notes import Note
from alliance_minutes.ledger.proofs import consistency_path, inclusion_path
from alliance_minutes.store.opening import damaged
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Collection

    from alliance_minutes.store import Store
    from alliance_minutes.store.port import LedgerRows


@frozen
class Proven:
    """What somebody needs to see that a book holds an entry, and what it says.

    Attributes:
        proof: the proof, for a ``.tlog-proof`` file; with the checkpoint it leads to.
        entry: the exact bytes of the entry.
        disclosures: those that were chosen, raw JSON each; what is closed is among them only where all were asked for.
    """

    proof: InclusionProof
    entry: bytes
    disclosures: tuple[bytes, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that the disclosures hold; a decoy has none."""
        found = [orjson.loads(line) for line in self.disclosures]
        return tuple(disclosure[1] for disclosure in found if len(disclosure) == 3)


def position_of(store: Store, stream: str, version: int) -> int:
    """The position of a version of a stream.

    Raises:
        InvalidValueError: the stream has no such version.
    """
    found = store.ledger(lambda ledger: ledger.entry_of(stream, version)) if 0 < version < 2**53 else None
    if found is None:
        newest = store.version(stream)
        raise InvalidValueError("version of this meeting", version, f"1 to {newest}")
    if type(found[0]) is not int:
        raise damaged(store.book, found[0], "its place in the ledger is none")
    return found[0]


def prove_entry(
    store: Store,
    position: int,
    *,
    disclose: Collection[str] = (),
    disclose_open: bool = False,
    disclose_all: bool = False,
    size: int | None = None,
) -> Proven:
    """The proof that the book holds an entry, under a checkpoint that it keeps.

    Args:
        store: the store of the book.
        position: where the entry stands in the book.
        disclose: the hidden fields to disclose, by name (``text``, ``speaker`` …); passages that are closed in them
            stay withheld, and a field that is closed now is refused. By default none is.
        disclose_open: disclose all that is open now, as in a public edition.
        disclose_all: disclose everything that the vault holds of the entry, also what is closed.
        size: the size of the kept checkpoint to prove it under; by default the newest one that has the entry, or the
            head of the book, unsigned, where none has.

    Raises:
        InvalidValueError: there is no such entry, field or checkpoint.
        DamagedBookError: the ledger does not lead from the entry to the checkpoint.
    """
    head = checkpoint_of_now(store)
    if not 0 <= position < head.size:
        raise InvalidValueError("position in this book", position, f"0 to {head.size - 1}")

    def look(ledger: LedgerRows) -> tuple[tuple[Any, Any, Any] | None, Note, list[bytes]]:
        note = _note_for(store, ledger, position, size) or Note(head.text)
        path = inclusion_path(position, Checkpoint.parse(note.text).size, ledger.subtree)
        return ledger.entry(position), note, path

    found, note, path = store.ledger(look)
    if found is None or type(found[1]) is not bytes:
        raise damaged(store.book, position, "it is missing")
    _, entry, vault = found
    proof = InclusionProof(position, tuple(path), note)
    try:
        proof.check(leaf_hash(entry))
        chosen = _chosen(
            store,
            position,
            entry,
            vault.split(b"\n") if type(vault) is bytes and vault else [],
            disclose=disclose,
            disclose_open=disclose_open,
            disclose_all=disclose_all,
        )
    except InvalidValueError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(store.book, position, error) from error
    return Proven(proof, entry, chosen)


def prove_growth(store: Store, earlier: Checkpoint, *, size: int | None = None) -> ConsistencyProof:
    """The proof that the book only grew since an earlier checkpoint.

    Args:
        store: the store of the book.
        earlier: the checkpoint that somebody holds.
        size: the size of the kept checkpoint to prove it under; by default the newest one from there on, or the head
            of the book, unsigned, where there is none.

    Raises:
        ProofError: the book did not grow out of it.
        InvalidValueError: no checkpoint of that size is kept, or it is older.
        DamagedBookError: the ledger lacks a hash.
    """
    if earlier.origin != store.origin:
        raise ProofError(f"the checkpoint is of {earlier.origin!r}, and the book is {store.origin!r}")
    head = checkpoint_of_now(store)
    if earlier.size > head.size:
        raise ProofError(
            f"the book has {head.size} entries and the root {head.root.hex()}; it is shorter than at the checkpoint, "
            f"which has {earlier.size} and {earlier.root.hex()}"
        )
    if size is not None and size < earlier.size:
        raise InvalidValueError("later checkpoint", size, f"one of {earlier.size} entries or more")

    def look(ledger: LedgerRows) -> tuple[Note, list[bytes]]:
        note = _note_for(store, ledger, earlier.size - 1, size) or Note(head.text)
        return note, consistency_path(earlier.size, Checkpoint.parse(note.text).size, ledger.subtree)

    note, path = store.ledger(look)
    proof = ConsistencyProof(earlier.size, tuple(path), note)
    proof.check(earlier)
    return proof


def _note_for(store: Store, ledger: LedgerRows, position: int, size: int | None) -> Note | None:
    """The note to prove an entry under, or ``None`` where no kept checkpoint has it."""
    if size is None:
        kept = newest_checkpoint(store, ledger, above=position)
        return kept.note if kept else None
    asked = kept_checkpoint(store, ledger, size)
    if asked.size <= position:
        raise InvalidValueError("size of a checkpoint with this entry", size, f"one above {position}")
    return asked.note


def _chosen(
    store: Store,
    position: int,
    entry: bytes,
    lines: list[bytes],
    *,
    disclose: Collection[str],
    disclose_open: bool,
    disclose_all: bool,
) -> tuple[bytes, ...]:
    """The disclosures of an entry that were asked for, in the order of the vault."""
    by_digest = opened(line for line in lines if not is_mark(orjson.loads(line)))
    if disclose_all:
        return tuple(line for line, _ in by_digest.values())
    if not disclose and not disclose_open:
        return ()
    still_open = _open(store, position, entry, lines)
    if disclose_open:
        return tuple(line for line, _ in by_digest.values() if line in still_open)
    named: dict[str, list[bytes]] = {}
    for one in digests_in(orjson.loads(entry)):
        line, disclosure = by_digest.get(one, (b"", []))
        if len(disclosure) == 3:
            named.setdefault(disclosure[1], []).append(line)
    wanted: set[bytes] = set()
    for field in disclose:
        if field not in named:
            raise InvalidValueError("field that can be disclosed here", field, _told(named, lines))
        if not still_open.issuperset(named[field]):
            raise InvalidValueError(
                "field that is open",
                field,
                "one without what is closed now; to disclose that as well, disclose all",
            )
        wanted.update(named[field])
    return tuple(line for line in lines if line in wanted)


def _open(store: Store, position: int, entry: bytes, lines: list[bytes]) -> frozenset[bytes]:
    """Those of the disclosures of an entry that nothing closes now."""
    from alliance_minutes.audit.export.openness import Openness  # noqa: PLC0415 - who discloses nothing needs none of it

    stream = orjson.loads(entry)["stream"]
    meeting = None if stream in {BOOK_STREAM, PARTIES_STREAM} else stream
    return frozenset(Openness(store, store.head().size, meeting).of(position, lines))


def _told(named: dict[str, Any], lines: list[bytes]) -> str:
    struck = [one["field"] for one in map(orjson.loads, lines) if is_mark(one)]
    told = ("one of: " + ", ".join(sorted(named))) if named else "none"
    return told + (f" (erased: {', '.join(sorted(map(str, struck)))})" if struck else "")
