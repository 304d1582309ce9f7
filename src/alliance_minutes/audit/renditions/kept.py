"""The renditions that a book keeps: the exact bytes of what was signed and published; and what was closed after a moment."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from alliance_minutes.compose.scrub import holds_closed
from alliance_minutes.errors import DamagedBookError, InvalidValueError
from alliance_minutes.events import (
    EntryCorrected,
    MinutesPublished,
    MinutesSigned,
    PartyIntroduced,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
)
from alliance_minutes.values import PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import datetime

    from alliance_minutes.events import Edition, Recorded
    from alliance_minutes.store import Store
    from alliance_minutes.values import PartyId


@frozen(kw_only=True)
class KeptRendition:
    """A rendition that was signed or published.

    Attributes:
        act: which of the two.
        meeting: the id of the meeting.
        version, position: of the entry that says so, in the meeting and in the book.
        recorded_at: when that was written down, UTC.
        edition, format: of the rendition.
        digest: ``sha256:`` and 64 hexadecimal digits over its bytes; empty where it was erased.
        by: who signed; ``None`` for what was published.
        role: in which role, where anybody said.
        where: where it was published, where anybody said.
        withdrawn: whether the entry was withdrawn.
        content: the bytes; ``None`` where they were erased or are not kept.
    """

    act: Literal["signed", "published"]
    meeting: str
    version: int
    position: int
    recorded_at: datetime
    edition: Edition
    format: str
    digest: str
    by: PartyId | None = None
    role: str | None = None
    where: str | None = None
    withdrawn: bool = False
    content: bytes | None = field(default=None, repr=False)


def kept_renditions(store: Store, meeting: str) -> list[KeptRendition]:
    """Every rendition of a meeting that was signed or published, in order.

    Args:
        store: the store of the book.
        meeting: the id of the meeting.

    Raises:
        DamagedBookError: what is kept is not what was signed or published.
    """
    from alliance_minutes.meeting import fold  # noqa: PLC0415 - withdrawals are folded

    recorded = store.read(meeting)
    acts = [one for one in recorded if isinstance(one.event, (MinutesSigned, MinutesPublished))]
    if not acts:
        return []
    entries = fold(meeting, recorded).entries
    contents = store.ledger(lambda ledger: [ledger.kept(one.position) for one in acts])
    return [
        _kept(store, one, content, withdrawn=entries[one.version - 1].withdrawn)
        for one, content in zip(acts, contents, strict=True)
    ]


def kept_rendition(store: Store, meeting: str, version: int) -> KeptRendition:
    """The rendition that an entry of a meeting signed or published.

    Raises:
        InvalidValueError: that entry did not.
        DamagedBookError: as for :func:`kept_renditions`.
    """
    found = kept_renditions(store, meeting)
    for one in found:
        if one.version == version:
            return one
    known = ", ".join(str(one.version) for one in found) or "none of this meeting"
    raise InvalidValueError("version that signed or published a rendition", version, known)


def _kept(store: Store, recorded: Recorded, content: object, *, withdrawn: bool) -> KeptRendition:
    event = recorded.event
    signed = isinstance(event, MinutesSigned)
    if not isinstance(event, (MinutesSigned, MinutesPublished)):
        raise TypeError(event)
    if content is not None and (
        type(content) is not bytes
        or (event.digest and event.digest != f"sha256:{sha256(content).hexdigest()}")
    ):
        raise DamagedBookError(
            store.book,
            f"the rendition kept for entry {recorded.position} is not the one that was "
            f"{'signed' if signed else 'published'}; 'audit' says more",
        )
    return KeptRendition(
        act="signed" if signed else "published",
        meeting=recorded.stream,
        version=recorded.version,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        edition=event.edition,
        format=event.format,
        digest=event.digest,
        by=event.by if isinstance(event, MinutesSigned) else None,
        role=event.role if isinstance(event, MinutesSigned) else None,
        where=event.where if isinstance(event, MinutesPublished) else None,
        withdrawn=withdrawn,
        content=content if type(content) is bytes else None,
    )


@frozen(kw_only=True)
class ClosedSince:
    """An act after which documents of earlier moments show less, or more, than they did.

    Attributes:
        kind: what was done. A correction is among these where the entry held something closed: it settles anew
            what is closed of it, at every moment.
        position: of the entry that says so.
        recorded_at: when it was written down, UTC.
        target: the version of the entry of the meeting that it is about; ``None`` where it is about a party or several.
    """

    kind: Literal["closed", "opened", "erased", "corrected"]
    position: int
    recorded_at: datetime
    target: int | None = None

    def __str__(self) -> str:
        what = "something" if self.target is None else f"something of entry {self.target}"
        return f"{what} was {self.kind} on {self.recorded_at:%Y-%m-%d} (position {self.position})"


def closed_since(store: Store, meeting: str, size: int) -> list[ClosedSince]:
    """What was closed, opened or erased after the book had so many entries, as far as it may touch this meeting.

    Args:
        store: the store of the book.
        meeting: the id of the meeting.
        size: how many entries the book had.
    """
    found: list[ClosedSince] = []
    recorded = store.read(meeting)
    closed = {entry.version for entry in recorded if holds_closed(entry.event)}
    gone = frozenset(digest for entry in (*recorded, *store.read(PARTIES_STREAM)) for digest in entry.erased)
    for entry in store.log(size - 1):
        about = _closing(entry, meeting, closed, gone)
        if about is not None:
            kind, target = about
            found.append(
                ClosedSince(kind=kind, position=entry.position, recorded_at=entry.recorded_at, target=target)
            )
    return found


def _closing(
    entry: Recorded, meeting: str, closed: Container[int], gone: frozenset[str]
) -> tuple[Literal["closed", "opened", "erased", "corrected"], int | None] | None:
    match entry.event:
        case PersonalDataErased(digests=digests) if not gone.isdisjoint(digests):
            return "erased", None
        case PassageClosed(target=target) if entry.stream in {meeting, PARTIES_STREAM}:
            return "closed", target
        case PassageOpened(target=target) if entry.stream in {meeting, PARTIES_STREAM}:
            return "opened", target
        case EntryCorrected(target=target) if entry.stream == meeting and target in closed:
            return "corrected", target
        case PartyIntroduced(public=False):
            return "closed", None
        case _:
            return None
