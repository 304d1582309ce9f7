"""The life of the minutes as archives want it: what happened to this edition, when, and by whom."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Literal, TypeAlias

from alliance_minutes.document import HistoryEvent, plain
from alliance_minutes.events import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    MeetingConvened,
    MinutesAdopted,
    MinutesCirculated,
    MinutesPublished,
    MinutesSigned,
    PersonalDataErased,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.events import Edition, Event
    from alliance_minutes.meeting.state import Entry

_Kind: TypeAlias = Literal["created", "corrected", "circulated", "adopted", "signed", "published", "erased"]


def history(scribe: Scribe) -> tuple[HistoryEvent, ...]:
    """The steps in the life of these minutes, in the order in which they were recorded."""
    return tuple(
        HistoryEvent(
            kind=kind,
            recorded_at=entry.recorded_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            by=_by(entry, scribe),
            edition=edition,
        )
        for _, entry in sorted(scribe.seen.entries.items())
        if not entry.withdrawn
        for kind, edition in _steps(entry.event)
    )


def _steps(event: Event) -> Iterator[tuple[_Kind, Edition | None]]:
    match event:
        case MeetingConvened():
            yield "created", None
        case EntryCorrected() | EntryWithdrawn() | EntryMoved() | EntriesAdded():
            yield "corrected", None
        case MinutesCirculated(edition=edition):
            yield "circulated", edition
        case MinutesAdopted(adopted_by=str(), editions=editions):
            for edition in editions:
                yield "adopted", edition
        case MinutesSigned(edition=edition):
            yield "signed", edition
        case MinutesPublished(edition=edition):
            yield "published", edition
        case PersonalDataErased():
            yield "erased", None
        case _:
            pass


def _by(entry: Entry, scribe: Scribe) -> str | None:
    """The signer of a signature, else who recorded it where the edition may say so."""
    party = entry.event.by if isinstance(entry.event, MinutesSigned) else entry.recorded_by
    return None if party is None else plain((scribe.names.printed(party),))
