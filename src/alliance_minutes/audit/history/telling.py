"""What each entry of a meeting says at a moment, as one edition may show it: the material of replay and difference.

Everything here has passed the one gate of :mod:`alliance_minutes.compose`; nothing else of a meeting is looked at, so
that a public answer cannot hold what a public document could not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.compose.families import TELLERS, tell
from alliance_minutes.compose.gate import closed_on
from alliance_minutes.compose.minutes import read
from alliance_minutes.compose.told import Told
from alliance_minutes.document import (
    Attachment,
    Attendance,
    Contribution,
    Erratum,
    Notice,
    Signing,
    Statement,
    plain,
)
from alliance_minutes.events import ItemOpened, MeetingConvened, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.audit.history.moments import Then
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.document import Fact, Inlines
    from alliance_minutes.events import Edition, Event
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.values import Language


@frozen(kw_only=True)
class Part:
    """One of the things that an entry says: its words, a line of its list, or a fact.

    Attributes:
        name: what it is, for machines: ``words``, ``lead``, ``point-1``, or the name of a fact.
        label: what it is, for people; empty for words.
        text: what it says.
    """

    name: str
    label: str
    text: str


@frozen(kw_only=True)
class Telling:
    """An entry as an edition shows it.

    Attributes:
        version: its version.
        event: what happened, without what the edition may not show; for comparing only.
        item: the item under which it stands, or ``None``.
        label: what sort of entry it is, in the language asked for; empty for plain words.
        parts: what it says, in order.
        withdrawn: whether it was withdrawn.
        act: what it did to another entry or to a name (``corrected``, ``passage-closed``, …), or ``None``.
    """

    version: int
    event: Event
    item: int | None
    label: str
    parts: tuple[Part, ...]
    withdrawn: bool
    act: str | None = None

    def part(self, name: str) -> str | None:
        """The text of the part with that name, or ``None``."""
        return next((part.text for part in self.parts if part.name == name), None)


def tellings(
    then: Then, minutes: Minutes, *, edition: Edition, language: Language | None
) -> tuple[Scribe, dict[int, Telling]]:
    """What each entry says that the edition may show, by version and in the order of the minutes.

    Args:
        then: with which names of parties and settings of the body.
        minutes: the meeting at the moment.
        edition: for whom.
        language: of the labels; by default that of the minutes.
    """
    scribe, places = read(
        minutes,
        parties=then.parties,
        body=then.body,
        edition=edition,
        language=language,
        open_decisions=then.open_decisions,
    )
    told = {
        version: telling(scribe, entry, places.items.get(version))
        for version, entry in scribe.seen.entries.items()
        if type(entry.event) in TELLERS or isinstance(entry.event, (ItemOpened, MeetingConvened))
    }
    return scribe, told


def telling(scribe: Scribe, entry: Entry, item: int | None = None) -> Telling:
    """What one entry says, in the words of the document; of an entry that can be told."""
    event = entry.event
    if isinstance(event, MeetingConvened):
        return _told(entry, None, "", _head(scribe, event))
    if isinstance(event, ItemOpened):
        return _told(entry, event.parent, "", _item(scribe, entry, event))
    block = tell(Told(scribe=scribe, entry=entry))
    if not isinstance(block, Statement):  # pragma: no cover - every teller makes a statement
        return _told(entry, item, "", ())
    act = block.kind if isinstance(block, Erratum | Notice) and not isinstance(event, Shown) else None
    parts = (*_parts(block), *_below(scribe, event, block))
    return _told(entry, item, block.label, parts, act)


def _below(scribe: Scribe, event: Event, block: Statement) -> Iterator[Part]:
    """The words that an entry without words of its own rests on, where the edition shows them."""
    below = scribe.seen.entries.get(event.rests_on or 0) if isinstance(event, Shown) else None
    if below is not None and not block.words and isinstance(below.event, Shown):
        text = plain(scribe.inlines(below.event.text))
        if text:
            yield Part(name="rests-on", label=scribe.say.life.about, text=text)


def _told(
    entry: Entry, item: int | None, label: str, parts: tuple[Part, ...], act: str | None = None
) -> Telling:
    return Telling(
        version=entry.version,
        event=entry.event,
        item=item,
        label=label,
        parts=parts,
        withdrawn=entry.withdrawn,
        act=act,
    )


def _parts(block: Statement) -> Iterator[Part]:
    lead = _lead(block)
    if lead:
        yield Part(name="lead", label="", text=plain(lead))
    if block.words:
        yield Part(name="words", label="", text=plain(block.words))
    for place, point in enumerate(block.points, 1):
        yield Part(name=f"point-{place}", label=point.number or "", text=plain(point.words))
    yield from _facts(block.facts)


def _facts(facts: Iterable[Fact]) -> Iterator[Part]:
    """Facts as parts; that an entry was mended later is no fact of its own."""
    for fact in facts:
        if fact.name != "erratum":
            yield Part(name=fact.name, label=fact.label, text=plain(fact.value))


def _lead(block: Statement) -> Inlines:
    """What is printed before the words."""
    match block:
        case (
            Contribution(speaker=lead)
            | Attendance(party=lead)
            | Signing(partner=lead)
            | Attachment(title=lead)
        ):
            return lead
        case _:
            return ()


def _item(scribe: Scribe, entry: Entry, event: ItemOpened) -> tuple[Part, ...]:
    say = scribe.say
    ground = closed_on(entry)
    title = scribe.inlines(event.title) or ((scribe.erased(),) if entry.erased else ())
    return (
        Part(name="words", label="", text=f"{event.number}. " * bool(event.number) + plain(title)),
        *_facts(scribe.fact("kind", say.talk.item_kind, event.kind)),
        *_facts(scribe.fact("closed", say.gate.not_public, scribe.ground_text(ground) if ground else None)),
    )


def _head(scribe: Scribe, event: MeetingConvened) -> tuple[Part, ...]:
    """What the convening itself says; who took the chair and who was there are entries of their own."""
    say = scribe.say.head
    planned = scribe.fact("planned", say.planned, "; ".join(event.planned))
    facts = (
        *scribe.date("date", say.date, event.held_on),
        *scribe.fact("form", say.form_label, say.form[event.form] if event.form else None),
        *scribe.fact("place", say.place, event.place),
        *scribe.party("secretary", say.secretary, event.secretary),
        *planned,
    )
    title = plain(scribe.inlines(event.title)) or plain((scribe.names.printed(event.body),))
    return (Part(name="words", label="", text=title), *_facts(facts))
