"""The bytes that an event names by their digest, and that a book may keep beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.events.life import MinutesPublished, MinutesSigned
from alliance_minutes.events.mending import EntryCorrected
from alliance_minutes.events.papers import DocumentAttached

if TYPE_CHECKING:
    from alliance_minutes.events.base import Event

SEALING = (MinutesSigned, MinutesPublished)
"""What is never recorded without its bytes: who signs or publishes has them."""

KEEPING = (*SEALING, DocumentAttached, EntryCorrected)
"""The events for which bytes may be kept; those of which the digest was erased name them no more."""

MOST_KEPT = 64 * 2**20
"""The most bytes that are kept for one entry: a book is one file, and an export of it has each in one line."""


def kept_digest(event: Event) -> str | None:
    """``sha256:`` and 64 hexadecimal digits over what is signed, published or attached; ``None`` where nothing is named.

    An erasure takes the digest along; what is left of the event then names nothing.
    """
    if isinstance(event, EntryCorrected):
        event = event.instead
    return (event.digest or None) if isinstance(event, (*SEALING, DocumentAttached)) else None
