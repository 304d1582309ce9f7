"""The head of a document: what it is, and the facts of the meeting."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from alliance_minutes.compose.calendar import date_label, date_moment, listed
from alliance_minutes.document import Meta, Text, plain
from alliance_minutes.events import AttendanceNoted, ChairTaken, MinutesPublished, MinutesSigned

if TYPE_CHECKING:
    from alliance_minutes.compose.names import Names
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.document import Fact, Inlines
    from alliance_minutes.events import BodyDescribed
    from alliance_minutes.values import PartyId

_LONGEST_SLUG = 60
_UNSAFE = re.compile(r"[^a-z0-9]+")


def meta(
    scribe: Scribe, *, body: BodyDescribed | None, origin: str, language: str, public_names: Names
) -> Meta:
    """What the document is; its file name is made of public names only, in every edition.

    It is made last, for it tells more of the people that the rest of the document names.
    """
    seen, say = scribe.seen, scribe.say.head
    heading = _heading(scribe)
    held_on = seen.convened.held_on
    return Meta(
        stream=seen.stream,
        version=seen.version,
        origin=origin,
        body=plain((scribe.names.printed(seen.convened.body),)),
        title=plain(heading),
        heading=heading,
        held_on=date_moment(held_on, scribe.say.locale) if held_on else None,
        edition=seen.edition,
        edition_label=say.edition[seen.edition],
        status=seen.status,
        status_label=_status(scribe),
        language=language,
        text_language=seen.convened.language,
        file_name=_file_name(scribe, public_names),
        facts=_facts(scribe, body),
    )


def _status(scribe: Scribe) -> str:
    """What became of this edition, in words: adopted, and then signed and published."""
    seen, say = scribe.seen, scribe.say
    acts = {
        type(entry.event)
        for entry in seen.entries.values()
        if isinstance(entry.event, (MinutesSigned, MinutesPublished))
        and entry.event.edition == seen.edition
        and not entry.withdrawn
    }
    since = ((MinutesSigned, say.life.signed), (MinutesPublished, say.life.published))
    return ", ".join([say.head.status[seen.status], *(word.lower() for act, word in since if act in acts)])


def _heading(scribe: Scribe) -> Inlines:
    convened, say = scribe.seen.convened, scribe.say.head
    if convened.title:
        return scribe.inlines(convened.title)
    name = plain((scribe.names.printed(convened.body),))
    if convened.held_on is None:
        return (Text(say.title.format(body=name)),)
    return (Text(say.title_dated.format(body=name, date=date_label(convened.held_on, scribe.say.locale))),)


def _file_name(scribe: Scribe, public_names: Names) -> str:
    convened = scribe.seen.convened
    name = plain((public_names.printed(convened.body),))
    parts = (
        slug(name) or "minutes",
        str(convened.held_on).lower() if convened.held_on else "",
        scribe.seen.edition,
    )
    return "-".join(part for part in parts if part)


def slug(text: str) -> str:
    """The text in ASCII letters, digits and hyphens, short enough for any file system."""
    plain_letters = (
        unicodedata.normalize("NFKD", text[: 4 * _LONGEST_SLUG]).encode("ascii", "ignore").decode()
    )
    return _UNSAFE.sub("-", plain_letters.lower()).strip("-")[:_LONGEST_SLUG].rstrip("-")


def _facts(scribe: Scribe, body: BodyDescribed | None) -> tuple[Fact, ...]:
    convened, say = scribe.seen.convened, scribe.say.head
    return (
        *scribe.fact("known-as", say.known_as, _texts(scribe, _known_as(scribe, body))),
        *scribe.date("date", say.date, convened.held_on),
        *scribe.fact("form", say.form_label, say.form[convened.form] if convened.form else None),
        *scribe.fact("place", say.place, convened.place),
        *scribe.parties("chair", say.chair, () if _chair_leads(scribe) else _chairs(scribe)),
        *scribe.party("secretary", say.secretary, convened.secretary),
        *scribe.fact("planned", say.planned, _texts(scribe, convened.planned)),
        *scribe.fact("people", say.people, _people(scribe)),
    )


def _people(scribe: Scribe) -> Inlines:
    """Role and organisation of those whom this document names; of who was there, the attendance tells them."""
    attended = {
        scribe.names.key(entry.event.party)
        for entry in scribe.seen.entries.values()
        if isinstance(entry.event, AttendanceNoted) and entry.event.party is not None
    }
    people: list[Inlines] = []
    for party in scribe.names.named.values():
        told = ", ".join(text for text in (party.role, party.organisation) if text)
        if told and party.id not in attended:
            people.append((scribe.names.printed(party.id), Text(f" ({told})")))
    return listed(people, scribe.say.locale)


def _known_as(scribe: Scribe, body: BodyDescribed | None) -> tuple[str, ...]:
    """The other names of the body, where this edition may print its name at all."""
    return () if body is None or scribe.names.hidden(scribe.seen.convened.body) else body.names


def _texts(scribe: Scribe, texts: tuple[str, ...]) -> Inlines:
    return listed([(Text(text),) for text in texts], scribe.say.locale)


def _chair_leads(scribe: Scribe) -> bool:
    """Whether the statements right below the head say who took the chair; the head then need not."""
    before = (scribe.seen.entries[version] for version in scribe.seen.before)
    return any(isinstance(entry.event, ChairTaken) and not entry.withdrawn for entry in before)


def _chairs(scribe: Scribe) -> tuple[PartyId, ...]:
    """Everybody who was in the chair, each once, in order."""
    taken = (
        scribe.names.key(entry.event.chair)
        for entry in scribe.seen.entries.values()
        if isinstance(entry.event, ChairTaken) and not entry.withdrawn
    )
    return tuple(dict.fromkeys(taken))
