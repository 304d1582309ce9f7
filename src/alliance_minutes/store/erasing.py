"""Erasing for good: the words out of the vault, an event that says so, and no byte left behind.

One transaction takes the disclosures away and records the event, so that nothing is ever gone without a word of it. The
bytes that the rows leave in the file can only go after it, when nobody reads an older state of the book any more; until
then the erasure is pending, and the book itself remembers that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import orjson
from attrs import frozen

from alliance_minutes.errors import (
    BookBusyError,
    CommandConflictError,
    DamagedBookError,
    ErasureRefusedError,
    StoreError,
)
from alliance_minutes.events import PersonalDataErased
from alliance_minutes.store.entries import strike
from alliance_minutes.store.opening import damaged, read_rows
from alliance_minutes.store.saves import Save
from alliance_minutes.store.writing import prepare, write_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from alliance_minutes.events import Recorded
    from alliance_minutes.store.entries import Randomness
    from alliance_minutes.store.port import Obstacle, Recorder, Writing
    from alliance_minutes.values import Words

Outgrown: TypeAlias = "Callable[[int, bytes, bytes], bool]"
"""Whether an entry has to do with an erasure that was planned without it: by its position, bytes and disclosures."""

DIGESTS_AN_EVENT = 1_000
"""The most digests that one event names: with 46 bytes each, and an envelope of any length, they fit an entry."""

PATIENCE = 5.0
"""Seconds that an erasure waits for others before it is pending."""


@frozen
class Erasure:
    """What is to be erased.

    Attributes:
        disclosures: the digests of disclosures, by the position of their entry; what they alone lead to goes with them.
        kept: positions of the entries whose kept bytes go.
        basis: the legal basis.
        by: who asked for it, in words.
        size: how many entries the book had when it was looked for where the words stand.
        outgrown: whether an entry that was recorded since has to do with it; ``None``: nobody looked.
    """

    disclosures: Mapping[int, tuple[str, ...]]
    kept: frozenset[int]
    basis: str
    by: Words = ()
    size: int = 0
    outgrown: Outgrown | None = None


@frozen
class ErasureOutcome:
    """What became of an erasure.

    Attributes:
        recorded: the events that tell of it.
        obstacle: why bytes of what was erased may still be in a file of the store; ``None`` where none are.
    """

    recorded: tuple[Recorded, ...]
    obstacle: Obstacle | None

    @property
    def pending(self) -> bool:
        """Whether it is not finished: bytes of what was erased may still be in a file of the store."""
        return self.obstacle is not None


def erase(
    recorder: Recorder,
    erasure: Erasure,
    *,
    origin: str,
    command_id: str,
    recorded_by: str | None,
    now: Callable[[], datetime],
    randomness: Randomness,
) -> tuple[Recorded, ...]:
    """Take disclosures away and record that, in one transaction; a repeated command does nothing again.

    The event goes to the stream of the entries whose disclosures are gone: whoever remembers that stream, in whatever
    process, sees by its version that it changed. One for each stream, or several where one entry is too small.

    Raises:
        ErasureRefusedError: all of it was erased before, an entry never had such a disclosure, or something was
            recorded since the book was looked through that has to do with it.
        CommandConflictError: the command was recorded before with other content.
        DamagedBookError: an entry cannot be read.
        StoreError: the book cannot be written.
    """
    with recorder.writing() as transaction:
        rows = transaction.command(command_id)
        if rows is None:
            gone = _strike(recorder.book, transaction, erasure)
            _refuse_what_came_since(transaction, erasure)
            saves = [
                Save(stream, tuple(_events(digests, erasure))) for stream, digests in gone.items() if digests
            ]
            command = prepare(saves, command_id, recorded_by, randomness)
            return write_in(transaction, command, book=recorder.book, origin=origin, now=now)
    recorded = tuple(read_rows(recorder.book, rows))
    if not all(
        isinstance(one.event, PersonalDataErased)
        and (one.erased or (one.event.basis == erasure.basis and one.event.by == erasure.by))
        for one in recorded
    ):
        raise CommandConflictError(command_id)
    return recorded


def _refuse_what_came_since(transaction: Writing, erasure: Erasure) -> None:
    """See that nothing that was recorded after the look through the book has to do with the erasure."""
    rows, size = transaction.ledger(), transaction.head.size
    for position in range(erasure.size, size) if erasure.outgrown is not None else ():
        row = rows.entry(position)
        if row is None or erasure.outgrown(position, row[1], row[2] or b""):  # type: ignore[misc]  # it is there: see above
            raise ErasureRefusedError(
                "outdated",
                f"entry {position} was recorded since this was planned, and has to do with it; plan it again. Nothing "
                "was erased",
            )


def _strike(book: str, transaction: Writing, erasure: Erasure) -> dict[str, list[str]]:
    """Take everything out of the rows; the digests of what is gone, by stream."""
    rows, erasing = transaction.ledger(), transaction.erasing()
    gone: dict[str, list[str]] = {}
    for position, asked in sorted(erasure.disclosures.items()):
        row = rows.entry(position)
        if row is None or type(row[1]) is not bytes or type(row[2]) is not bytes:
            raise DamagedBookError(book, f"entry {position} is not there; go back to a good copy")
        try:
            left, digests = struck(row[2], asked)
            stream = orjson.loads(row[1])["stream"]
        except ErasureRefusedError:
            raise
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(book, position, error) from error
        if digests:
            erasing.strike(position, left)
            gone.setdefault(stream, []).extend(digests)
    if not gone:
        raise ErasureRefusedError(
            "already-erased", "all of this was erased before; the book holds none of it any more"
        )
    for position in sorted(erasure.kept):
        erasing.drop_kept(position)
    erasing.begin()
    return gone


def struck(vault: bytes, digests: tuple[str, ...]) -> tuple[bytes, list[str]]:
    """The disclosures of an entry without these and what they alone lead to, and the digests of all that is gone now.

    Digests that were erased before are left out of what is told.

    Raises:
        ErasureRefusedError: the entry has no such disclosure, and never had.
    """
    before = _marked(vault)
    left = strike(vault, digests)
    after = _marked(left)
    for one in digests:
        if one not in after:
            raise ErasureRefusedError("unknown", f"the entry has no disclosure with the digest {one}")
    return left, [one for one in after if one not in before]


def _marked(vault: bytes) -> dict[str, Any]:
    """The digests that are marked as erased, in order."""
    lines = [orjson.loads(line) for line in vault.split(b"\n") if line.startswith(b'{"erased"')]
    return {line["erased"]: line["field"] for line in lines}


def _events(digests: list[str], erasure: Erasure) -> list[PersonalDataErased]:
    return [
        PersonalDataErased(
            digests=tuple(digests[at : at + DIGESTS_AN_EVENT]), basis=erasure.basis, by=erasure.by
        )
        for at in range(0, len(digests), DIGESTS_AN_EVENT)
    ]


def obstacle(recorder: Recorder, patience: float) -> Obstacle | None:
    """See to it that no byte of what was erased is left; what stands in the way, where something does.

    What was recorded stays recorded, whatever a disk says now: its faults are an obstacle, and no error.
    """
    try:
        return recorder.finish_erasing(patience) if recorder.is_erasing() else None
    except BookBusyError:
        return "writer"
    except StoreError:
        return "disk"
