"""The one gate through which minutes pass before they are composed.

What an edition may not show is taken out here, so that nothing behind the gate ever sees it: the words of closed
passages, closed items and documents with all that rests on them, and what a ballot kept secret. Names of parties pass
by :mod:`alliance_minutes.compose.names`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

from alliance_minutes.compose.nesting import shallow
from alliance_minutes.compose.scrub import scrub_event, scrub_words
from alliance_minutes.events import (
    DocumentAttached,
    EntryCorrected,
    EntryWithdrawn,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    MinutesCirculated,
    MinutesPublished,
    MinutesSigned,
    PassageClosed,
    PassageOpened,
    Shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliance_minutes.compose.names import Names
    from alliance_minutes.events import Edition
    from alliance_minutes.meeting.state import Amendment, Entry, Item, Minutes

_DEEPEST = 32  # sub-items nested deeper than this stand beside each other: no file may exhaust the stack


@frozen(kw_only=True)
class Part:
    """An agenda item as an edition may show it.

    Attributes:
        version: the entry that opened it.
        shown: whether that entry may be shown; else only that the item was there.
        number, ground: of an item that is not shown because it is closed.
        entries: versions of what was recorded under it.
        parts: its sub-items.
    """

    version: int
    shown: bool = True
    number: str | None = None
    ground: str | None = None
    entries: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()


@frozen(kw_only=True)
class Seen:
    """What an edition may show of the minutes of a meeting.

    Attributes:
        stream, version: the meeting, and the version of it.
        edition: which edition.
        convened: the event that began the meeting.
        entries: the entries that may be shown, by version and in order.
        before, parts, after: the versions before, under and after the items.
        status: what became of this edition.
    """

    stream: str
    version: int
    edition: Edition
    convened: MeetingConvened
    entries: Mapping[int, Entry]
    before: tuple[int, ...]
    parts: tuple[Part, ...]
    after: tuple[int, ...]
    status: Literal["concept", "circulated", "adopted"]


def closed_on(entry: Entry) -> str | None:
    """The ground on which an entry as a whole is kept from the public, or ``None``."""
    event = entry.event
    return entry.closed or (event.closed if isinstance(event, (ItemOpened, DocumentAttached)) else None)


def pass_through(minutes: Minutes, names: Names, edition: Edition, *, list_closed: bool) -> Seen:
    """The minutes as an edition may show them; ``list_closed``: closed items are named by their number."""
    hidden = _hidden(minutes) if edition == "public" else frozenset[int]()
    kept = [entry for entry in minutes.entries if entry.version not in hidden and not _gone(entry, minutes)]
    entries = {entry.version: _admitted(entry, names, hidden, edition) for entry in kept}
    gate = _Gate(entries=entries, hidden=hidden, list_closed=list_closed)
    convened = scrub_event(_convened(minutes, edition), names, edition)
    return Seen(
        stream=minutes.id,
        version=minutes.version,
        edition=edition,
        convened=convened,
        entries=entries,
        before=gate.admitted(minutes.before),
        parts=gate.parts(minutes.items),
        after=gate.admitted(minutes.after),
        status=_status(minutes, edition),
    )


def _convened(minutes: Minutes, edition: Edition) -> MeetingConvened:
    """The convening; where something of it was closed whole, the public sees the body, the date and the language."""
    convened = minutes.convened
    if edition == "internal" or not (minutes.entries and minutes.entries[0].closed):
        return convened
    return MeetingConvened(body=convened.body, held_on=convened.held_on, language=convened.language)


def _status(minutes: Minutes, edition: Edition) -> Literal["concept", "circulated", "adopted"]:
    if edition in minutes.adopted:
        return "adopted"
    return "circulated" if edition in minutes.circulated else "concept"


def _gone(entry: Entry, minutes: Minutes) -> bool:
    """Whether the entry left no trace: what was mended before adoption reads as if it had always been so."""
    if isinstance(entry.event, (EntryCorrected, EntryWithdrawn)):
        target = entry.event.target
        if not 1 <= target <= len(minutes.entries):
            return True
        mended = minutes.entries[target - 1].amendments
        return not any(a.version == entry.version and a.after_adoption for a in mended)
    return entry.withdrawn and not any(a.withdrawn and a.after_adoption for a in entry.amendments)


def _hidden(minutes: Minutes) -> frozenset[int]:
    """The versions that the public may not see."""
    hidden = set(_under_closed_items(minutes.items))
    for _ in range(2):  # once more, for what points ahead
        hidden.update(entry.version for entry in minutes.entries if _is_hidden(entry, hidden))
    return frozenset(hidden)


def _under_closed_items(items: Iterable[Item]) -> Iterable[int]:
    waiting = [(item, False) for item in items]
    while waiting:
        item, closed = waiting.pop()
        closed = closed or closed_on(item.entry) is not None
        if closed:
            yield item.entry.version
            yield from (entry.version for entry in item.entries)
        waiting.extend((part, closed) for part in item.items)


def _is_hidden(entry: Entry, hidden: set[int]) -> bool:
    if closed_on(entry) is not None:
        return True
    match entry.event:
        case ItemOpened(parent=above):
            return above in hidden
        case MinutesAdopted(adopted_by=str(), editions=editions) if "public" not in editions:
            return True
        case Shown(item=item, rests_on=below):
            return item in hidden or below in hidden
        case EntryCorrected(target=target) | EntryWithdrawn(target=target):
            return target in hidden
        case PassageClosed(subject=subject, target=about) | PassageOpened(subject=subject, target=about):
            return subject == "party" or about in hidden
        case (
            MinutesCirculated(edition=edition)
            | MinutesSigned(edition=edition)
            | MinutesPublished(edition=edition)
        ):
            return edition == "internal"
        case _:
            return False


def _admitted(entry: Entry, names: Names, hidden: frozenset[int], edition: Edition) -> Entry:
    event = scrub_event(entry.event, names, edition)
    if edition == "internal":
        return entry if event is entry.event else evolve(entry, event=event)
    return evolve(
        entry,
        event=event,
        original=None,
        recorded_by=None,
        marks=(),
        amendments=tuple(_authorised(amendment, names, hidden) for amendment in entry.amendments),
    )


def _authorised(amendment: Amendment, names: Names, hidden: frozenset[int]) -> Amendment:
    authority = None if amendment.authority in hidden else amendment.authority
    return evolve(amendment, authority=authority, reason=scrub_words(shallow(amendment.reason), names))


@frozen(kw_only=True)
class _Gate:
    entries: Mapping[int, Entry]
    hidden: frozenset[int]
    list_closed: bool

    def admitted(self, entries: Iterable[Entry]) -> tuple[int, ...]:
        return tuple(entry.version for entry in entries if entry.version in self.entries)

    def parts(self, items: Iterable[Item], depth: int = 1) -> tuple[Part, ...]:
        parts: list[Part] = []
        for item in items:
            if item.entry.version in self.hidden:
                if self.list_closed:
                    parts.append(_listed(item.entry))
            elif depth < _DEEPEST:
                parts.append(self._part(item, self.parts(item.items, depth + 1)))
            else:
                parts.extend(self._flat(item))
        return tuple(part for part in parts if part.shown or part.ground or part.entries or part.parts)

    def _part(self, item: Item, below: tuple[Part, ...]) -> Part:
        version = item.entry.version
        return Part(
            version=version, shown=version in self.entries, entries=self.admitted(item.entries), parts=below
        )

    def _flat(self, item: Item) -> Iterable[Part]:
        waiting = [item]
        while waiting:
            one = waiting.pop()
            if one.entry.version not in self.hidden:
                yield self._part(one, ())
                waiting.extend(reversed(one.items))


def _listed(entry: Entry) -> Part:
    number = entry.event.number if isinstance(entry.event, ItemOpened) else None
    return Part(version=entry.version, shown=False, number=number, ground=closed_on(entry))
