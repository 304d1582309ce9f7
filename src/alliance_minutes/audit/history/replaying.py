"""A meeting as the record had it at a moment, with the checkpoint size that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.audit.history.moments import then_at
from alliance_minutes.compose import compose
from alliance_minutes.ledger.proofs import root_at
from alliance_minutes.values import as_moment, moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from alliance_minutes.document import Document
    from alliance_minutes.events import BodyDescribed, Edition
    from alliance_minutes.parties import Parties
    from alliance_minutes.store import Store
    from alliance_minutes.values import Language, Moment, PartyId


@frozen(kw_only=True)
class Replay:
    """A meeting as it was at a moment.

    Attributes:
        meeting: its id.
        asked: the moment as it was asked for, or ``None`` for now.
        edition: for whom.
        version: the version that the meeting then had.
        newest: the version that it has now.
        recorded_at: when that version was recorded, UTC.
        position: the place in the book of the moment.
        size: the size of the ledger then: a checkpoint of this size, or a larger one that is consistent with it, proves
            that the meeting said this and had no other entry.
        root: the root of the ledger at that size (RFC 6962), 32 bytes.
        document: what it said, as this edition may show it now.
    """

    meeting: str
    asked: str | None
    edition: Edition
    version: int
    newest: int
    recorded_at: datetime
    position: int
    size: int
    root: bytes
    document: Document


def replay(
    store: Store,
    meeting: str,
    as_of: Moment | str | None,
    *,
    edition: Edition,
    language: Language | None,
    parties: Callable[[], Parties],
    described: Callable[[], Mapping[PartyId, BodyDescribed]],
) -> Replay:
    """A meeting as it was at a moment, or as it is now.

    Raises:
        InvalidValueError: no moment of this meeting.
        DamagedBookError, NewerBookError: an entry cannot be read, or the ledger is not whole.
    """
    then = then_at(store, meeting, as_of, parties, described)
    minutes = then.minutes
    return Replay(
        meeting=meeting,
        asked=None if as_of is None else moment_text(as_moment(as_of)),
        edition=edition,
        version=minutes.version,
        newest=store.version(meeting),
        recorded_at=minutes.entries[-1].recorded_at,
        position=minutes.position,
        size=minutes.size,
        root=store.ledger(lambda ledger: root_at(minutes.size, ledger.subtree)),
        document=compose(
            minutes,
            parties=then.parties,
            body=then.body,
            origin=store.origin,
            edition=edition,
            language=language,
            open_decisions=then.open_decisions,
        ),
    )
