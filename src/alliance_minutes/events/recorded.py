"""An event as the book holds it: with its envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from datetime import datetime

    from alliance_minutes.events.base import Event
    from alliance_minutes.values import PartyId


@frozen(kw_only=True)
class Recorded:
    """An event with its envelope.

    Attributes:
        position: dense place in the whole book, from 0; the ledger's leaf index.
        stream: the stream it belongs to.
        version: place in its stream, from 1, without holes.
        recorded_at: when it was written down, UTC; later in every later save of the book.
        recorded_by: by which party, or ``None`` when nobody said.
        command_id: the id of the command that recorded it.
        event: what happened.
        erased: digests in the entry whose disclosure is gone.
    """

    position: int
    stream: str
    version: int
    recorded_at: datetime
    recorded_by: PartyId | None
    command_id: str
    event: Event
    erased: tuple[str, ...] = ()
