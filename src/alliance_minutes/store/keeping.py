"""Keeping the bytes of a file that came later than the entry that names it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events.kept import MOST_KEPT

if TYPE_CHECKING:
    from alliance_minutes.store.port import Recorder


def keep_file(recorder: Recorder, position: int, content: bytes) -> None:
    """Keep the bytes that the entry at a position names by their digest; where they are kept already, nothing is done.

    The record does not change: it said before which bytes these are. Under the lock, so that nothing is kept for an
    entry of which the digest is erased just now.

    Raises:
        InvalidValueError: the entry names other bytes or none, or these are too many.
        BookBusyError, StoreError: the book cannot be written.
    """
    if len(content) > MOST_KEPT:
        raise InvalidValueError("file to be kept", f"{len(content)} bytes", f"at most {MOST_KEPT}")
    digest = f"sha256:{sha256(content).hexdigest()}"
    with recorder.writing() as transaction:
        ledger = transaction.ledger()
        row = ledger.entry(position)
        if row is None or type(row[2]) is not bytes or f'"{digest}"'.encode() not in row[2]:
            raise InvalidValueError("file to be kept", digest, f"the one that entry {position} names")
        ledger.keep_file(position, content)
