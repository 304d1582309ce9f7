"""Telling what was mended after adoption, what was closed and opened, and what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alliance_minutes.document import Erratum, Notice, Text
from alliance_minutes.events import (
    EntryCorrected,
    EntryWithdrawn,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
    Shown,
)

if TYPE_CHECKING:
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.compose.told import Tellers, Told
    from alliance_minutes.document import Fact, Inlines


def _target(scribe: Scribe, version: int | None) -> Inlines:
    """The entry an act is about: a way to it, or its number in the record where it is not printed."""
    if version is None or version not in scribe.seen.entries:
        return ()
    return scribe.reference(version) or (Text(scribe.say.life.entry.format(version=version)),)


def _erratum(
    told: Told, event: EntryCorrected | EntryWithdrawn, kind: Literal["corrected", "withdrawn"]
) -> Erratum:
    scribe, say = told.scribe, told.scribe.say.life
    return Erratum(
        target=scribe.place(event.target),
        kind=kind,
        **told.common(
            say.erratum[kind],
            scribe.fact("target", say.about, _target(scribe, event.target)),
            _formerly(told, event.target) if kind == "corrected" else (),
            scribe.fact("reason", scribe.say.frame.reason, scribe.inlines(event.reason)),
            scribe.fact("authority", say.authority, _target(scribe, event.authority)),
        ),
    )


def _formerly(told: Told, target: int) -> tuple[Fact, ...]:
    """The words as first recorded, where they were others; the gate keeps them from the public."""
    scribe = told.scribe
    entry = scribe.seen.entries.get(target)
    if entry is None or not isinstance(entry.original, Shown) or not isinstance(entry.event, Shown):
        return ()
    before = entry.original.text
    return (
        ()
        if before == entry.event.text
        else scribe.fact("formerly", scribe.say.life.formerly, scribe.inlines(before))
    )


def corrected(told: Told, event: EntryCorrected) -> Erratum:
    """An entry was corrected after adoption."""
    return _erratum(told, event, "corrected")


def withdrawn(told: Told, event: EntryWithdrawn) -> Erratum:
    """An entry was withdrawn after adoption."""
    return _erratum(told, event, "withdrawn")


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
    PassageClosed: closed,
    PassageOpened: opened,
    PersonalDataErased: erased,
}
