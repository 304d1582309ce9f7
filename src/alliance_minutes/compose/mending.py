"""Telling what was mended after adoption, what was closed and opened, and what was erased."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, TypeAlias

from alliance_minutes.compose.calendar import listed
from alliance_minutes.compose.wording import changed
from alliance_minutes.document import Erratum, Notice, Text
from alliance_minutes.events import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
)
from alliance_minutes.values import PartialDate

if TYPE_CHECKING:
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.compose.told import Tellers, Told
    from alliance_minutes.document import Fact, Inlines
    from alliance_minutes.meeting.state import AmendmentKind

Mending: TypeAlias = "EntryCorrected | EntryWithdrawn | EntryMoved | EntriesAdded"


def _target(scribe: Scribe, version: int | None) -> Inlines:
    """The entry an act is about: a way to it, or its number in the record where it is not printed."""
    if version is None or version not in scribe.seen.entries:
        return ()
    return scribe.reference(version) or (Text(scribe.say.life.entry.format(version=version)),)


def _erratum(
    told: Told, event: Mending, kind: AmendmentKind, about: tuple[int, ...], *more: tuple[Fact, ...]
) -> Erratum:
    scribe, say = told.scribe, told.scribe.say.life
    named = [named for version in about if (named := _target(scribe, version))]
    recorded = told.entry.recorded_at.astimezone(UTC)
    return Erratum(
        target=scribe.place(about[0] if about else None),
        kind=kind,
        **told.common(
            say.erratum[kind],
            scribe.fact("target", say.about, listed(named, scribe.say.locale)),
            *more,
            scribe.fact("reason", scribe.say.frame.reason, scribe.inlines(event.reason)),
            scribe.fact("authority", say.authority, _authority(scribe, event)),
            scribe.date("recorded", say.recorded, PartialDate(recorded.year, recorded.month, recorded.day)),
        ),
    )


def _authority(scribe: Scribe, event: Mending) -> Inlines:
    """The entry that allowed it, or the number of the decision of another meeting."""
    return _target(scribe, event.authority) or ((Text(event.decision),) if event.decision else ())


def corrected(told: Told, event: EntryCorrected) -> Erratum:
    """An entry was corrected after adoption."""
    return _erratum(told, event, "corrected", (event.target,), changed(told, event.target))


def withdrawn(told: Told, event: EntryWithdrawn) -> Erratum:
    """An entry was withdrawn after adoption."""
    return _erratum(told, event, "withdrawn", (event.target,))


def moved(told: Told, event: EntryMoved) -> Erratum:
    """An entry was moved after adoption; behind which one it stands now."""
    behind = told.scribe.fact("behind", told.scribe.say.life.behind, told.scribe.reference(event.after))
    return _erratum(told, event, "moved", (event.target,), behind)


def added(told: Told, event: EntriesAdded) -> Erratum:
    """Entries were added after adoption."""
    version = told.entry.version
    entries = told.scribe.seen.entries.values()
    about = (entry.version for entry in entries if getattr(entry.event, "added", None) == version)
    return _erratum(told, event, "added", tuple(about))


def closed(told: Told, event: PassageClosed) -> Notice:
    """A passage, item, name or document was closed to the public."""
    scribe, say = told.scribe, told.scribe.say
    return Notice(
        kind="passage-closed",
        **told.common(
            say.life.subject_closed[event.subject],
            scribe.fact("target", say.life.about, _target(scribe, event.target)),
            scribe.party("party", say.frame.who, event.party),
            scribe.fact("ground", say.gate.ground, scribe.ground_text(event.ground)),
            scribe.fact("reason", say.frame.reason, scribe.inlines(event.reason)),
        ),
    )


def opened(told: Told, event: PassageOpened) -> Notice:
    """What was closed was opened to the public."""
    scribe, say = told.scribe, told.scribe.say
    return Notice(
        kind="passage-opened",
        **told.common(
            say.life.subject_opened[event.subject],
            scribe.fact("target", say.life.about, _target(scribe, event.target)),
            scribe.party("party", say.frame.who, event.party),
            scribe.fact("reason", say.frame.reason, scribe.inlines(event.reason)),
        ),
    )


def erased(told: Told, event: PersonalDataErased) -> Notice:
    """Personal data were erased for good."""
    scribe, say = told.scribe, told.scribe.say.life
    return Notice(
        kind="erased",
        **told.common(
            say.erased,
            scribe.fact("basis", say.basis, event.basis),
            scribe.fact("by", say.at_request_of, scribe.inlines(event.by)),
        ),
    )


TELLERS: Tellers = {
    EntryCorrected: corrected,
    EntryWithdrawn: withdrawn,
    EntryMoved: moved,
    EntriesAdded: added,
    PassageClosed: closed,
    PassageOpened: opened,
    PersonalDataErased: erased,
}
