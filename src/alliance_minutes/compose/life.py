"""Telling the life of the minutes: adopted, circulated, signed, published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.calendar import listed
from alliance_minutes.document import Adoption, Notice, Text
from alliance_minutes.events import MinutesAdopted, MinutesCirculated, MinutesPublished, MinutesSigned

if TYPE_CHECKING:
    from alliance_minutes.compose.told import Tellers, Told


def adopted(told: Told, event: MinutesAdopted) -> Adoption:
    """Minutes were adopted, those of an earlier meeting or these."""
    scribe, say = told.scribe, told.scribe.say.life
    editions = listed([(Text(say.editions[edition]),) for edition in event.editions], scribe.say.locale)
    return Adoption(
        editions=event.editions,
        held_on=str(event.held_on) if event.held_on else None,
        last=event.last,
        **told.common(
            say.adopted,
            scribe.fact("editions", say.editions_label, editions),
            scribe.date("held-on", say.of_meeting, event.held_on),
            scribe.fact("last", say.meeting, say.last_meeting if event.last else None),
            scribe.fact("corrections", say.corrections, scribe.inlines(event.corrections)),
        ),
    )


def circulated(told: Told, event: MinutesCirculated) -> Notice:
    """An edition went round."""
    scribe, say = told.scribe, told.scribe.say.life
    return Notice(
        kind="circulated",
        **told.common(
            say.circulated,
            scribe.fact("edition", say.edition, say.editions[event.edition]),
            scribe.fact("to", say.to, scribe.inlines(event.to)),
            scribe.date("on", say.on, event.on),
        ),
    )


def signed(told: Told, event: MinutesSigned) -> Notice:
    """An edition was signed."""
    scribe, say = told.scribe, told.scribe.say.life
    return Notice(
        kind="signed",
        **told.common(
            say.signed,
            scribe.party("by", scribe.say.talk.by, event.by),
            scribe.fact("role", scribe.say.frame.role, None if scribe.names.hidden(event.by) else event.role),
            scribe.fact("edition", say.edition, say.editions[event.edition]),
            scribe.fact("format", say.format, event.format),
            scribe.fact("digest", say.digest, _digest(told, event.digest)),
        ),
    )


def published(told: Told, event: MinutesPublished) -> Notice:
    """An edition was made public."""
    scribe, say = told.scribe, told.scribe.say.life
    return Notice(
        kind="published",
        **told.common(
            say.published,
            scribe.fact("edition", say.edition, say.editions[event.edition]),
            scribe.fact("where", say.where, event.where),
            scribe.fact("format", say.format, event.format),
            scribe.fact("digest", say.digest, _digest(told, event.digest)),
        ),
    )


def _digest(told: Told, digest: str) -> str | None:
    """The digest of a rendition, for the internal edition only.

    Words of that rendition may be closed by now, and whoever knows all the rest of it could find a short one by trying.
    """
    return digest if told.scribe.seen.edition == "internal" else None


TELLERS: Tellers = {
    MinutesAdopted: adopted,
    MinutesCirculated: circulated,
    MinutesSigned: signed,
    MinutesPublished: published,
}
