"""What an erratum says of the words: how an entry read before a correction, and how it reads since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from alliance_minutes.compose.statements import STATEMENTS
from alliance_minutes.compose.told import Told
from alliance_minutes.document import Text, plain
from alliance_minutes.events import ItemOpened, MeetingConvened

if TYPE_CHECKING:
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.document import Fact, Inlines
    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry

_OWN = frozenset({"erratum", "closed"})  # facts about the entry, not of what it says


def changed(told: Told, target: int) -> tuple[Fact, ...]:
    """The words and facts that a correction took away, and those it put in their place; what is the same is not said."""
    scribe, say = told.scribe, told.scribe.say.life
    entry = scribe.seen.entries.get(target)
    amendment = (
        next((a for a in entry.amendments if a.version == told.entry.version), None) if entry else None
    )
    if entry is None or amendment is None or amendment.before is None or amendment.since is None:
        return ()
    before, since = _parts(entry, amendment.before, scribe), _parts(entry, amendment.since, scribe)
    return (
        *scribe.fact("formerly", say.formerly, parted([part for part in before if part not in since])),
        *scribe.fact("instead", say.instead, parted([part for part in since if part not in before])),
        *_closing(amendment.before, amendment.since, scribe),
    )


def _closing(before: Event, since: Event, scribe: Scribe) -> tuple[Fact, ...]:
    """That the correction closed the whole of the entry, which is told of the entry and is none of its words."""
    ground = getattr(since, "closed", None)
    if ground is None or ground == getattr(before, "closed", None):
        return ()
    return scribe.fact("closed", scribe.say.gate.not_public, scribe.ground_text(ground))


def parted(parts: list[Inlines]) -> Inlines:
    """The parts one after the other, parted by semicolons."""
    return tuple(
        inline for index, part in enumerate(parts) for inline in ((Text("; "),) if index else ()) + part
    )


def _parts(entry: Entry, event: Event, scribe: Scribe) -> list[Inlines]:
    """All that an event says, as the document would tell it."""
    if isinstance(event, ItemOpened):
        number = (Text(f"{event.number}. "),) if event.number else ()
        parts = [(*number, *scribe.inlines(event.title)), _fact(scribe.say.talk.item_kind, event.kind)]
    elif isinstance(event, MeetingConvened):
        parts = _convening(event, scribe)
    else:
        parts = _statement(entry, event, scribe)
    return [part for part in parts if plain(part).strip()]


def _fact(label: str, value: Inlines | str | None) -> Inlines:
    if not value:
        return ()
    return (Text(f"{label}: "), *((Text(value),) if isinstance(value, str) else value))


def _convening(event: MeetingConvened, scribe: Scribe) -> list[Inlines]:
    say = scribe.say.head
    facts = (
        *scribe.date("date", say.date, event.held_on),
        *scribe.fact("form", say.form_label, say.form[event.form] if event.form else None),
        *scribe.fact("place", say.place, event.place),
        *scribe.party("secretary", say.secretary, event.secretary),
    )
    return [scribe.inlines(event.title), *(_fact(fact.label, fact.value) for fact in facts)]


def _statement(entry: Entry, event: Event, scribe: Scribe) -> list[Inlines]:
    teller = STATEMENTS.get(type(event))
    if teller is None:  # an act of mending: no rule lets it be corrected, but a book may be forged
        return []
    block = teller(Told(scribe=scribe, entry=evolve(entry, event=event, amendments=(), erased=False)), event)
    label = getattr(block, "label", "")
    words: Inlines = getattr(block, "words", ())
    facts: tuple[Fact, ...] = getattr(block, "facts", ())
    return [
        getattr(block, "speaker", ()),
        words,
        (Text(label),) if label else (),
        *(point.words for point in getattr(block, "points", ())),
        *(_fact(fact.label, fact.value) for fact in facts if fact.name not in _OWN),
    ]
