"""The one gate through which minutes pass before they are composed.

What an edition may not show is taken out here, so that nothing behind the gate ever sees it: the words of closed
passages, closed items and documents with all that rests on them, and what a ballot kept secret. Names of parties pass
by :mod:`alliance_minutes.compose.names`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

from alliance_minutes.compose.former import former, is_former
from alliance_minutes.compose.nesting import shallow
from alliance_minutes.compose.scrub import holds_closed, scrub_event, scrub_words
from alliance_minutes.events import (
    DocumentAttached,
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    MeetingClosed,
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
    from collections.abc import Collection, Iterable, Mapping

    from alliance_minutes.compose.former import Former
    from alliance_minutes.compose.names import Names
    from alliance_minutes.events import Edition, Event
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


def is_public(minutes: Minutes, version: int) -> bool:
    """Whether the public edition shows that an entry is there, whatever of its words is closed."""
    there = 0 < version <= minutes.version and not minutes.entries[version - 1].withdrawn
    return there and version not in _hidden(minutes)


def pass_through(
    minutes: Minutes,
    names: Names,
    edition: Edition,
    *,
    list_closed: bool,
    open_decisions: Collection[str] = (),
) -> Seen:
    """The minutes as an edition may show them.

    Args:
        minutes: the meeting.
        names: how parties are printed in this edition.
        edition: for whom.
        list_closed: whether closed items are named by their number.
        open_decisions: the numbers of the decisions, of whatever meeting, of which the public may know.
    """
    earlier = former(minutes, _hidden(minutes.now or minutes), names) if edition == "public" else None
    hidden = _hidden(minutes, _doubtful(minutes, earlier)) if earlier is not None else frozenset[int]()
    told = _told_afterwards(minutes)
    closing = _closing_of_meeting(minutes, hidden)
    within = {entry.version for entry in (*minutes.before, *minutes.after)}
    outside = [entry for entry in closing.values() if getattr(entry.event, "item", None) is None]
    hidden -= closing.keys()
    ordered = [closing.get(entry.version, entry) for entry in minutes.ordered]
    kept = [entry for entry in ordered if entry.version not in hidden and not _gone(entry, told)]
    guard = _Guard(
        names, hidden, earlier, edition, _closed_once(minutes), _public_since(minutes), open_decisions
    )
    entries = {entry.version: guard.admitted(entry) for entry in kept}
    gate = _Gate(entries=entries, hidden=hidden, list_closed=list_closed)
    convened = scrub_event(_convened(minutes, hidden), names, edition)
    return Seen(
        stream=minutes.id,
        version=minutes.version,
        edition=edition,
        convened=convened,
        entries=entries,
        before=gate.admitted(minutes.before),
        parts=gate.parts(minutes.items),
        after=gate.admitted((*minutes.after, *(entry for entry in outside if entry.version not in within))),
        status=_status(minutes, edition),
    )


def _convened(minutes: Minutes, hidden: frozenset[int]) -> MeetingConvened:
    """The convening; where it is not public as a whole, the public sees the body, the date and the language."""
    convened = minutes.convened
    if not (minutes.entries and minutes.entries[0].version in hidden):
        return convened
    return MeetingConvened(body=convened.body, held_on=convened.held_on, language=convened.language)


def _status(minutes: Minutes, edition: Edition) -> Literal["concept", "circulated", "adopted"]:
    if edition in minutes.adopted:
        return "adopted"
    return "circulated" if edition in minutes.circulated else "concept"


_MENDING = (EntryCorrected, EntryWithdrawn, EntryMoved, EntriesAdded)


def _told_afterwards(minutes: Minutes) -> frozenset[int]:
    """The acts of mending that came after adoption, and of which an entry bears the mark."""
    return frozenset(
        amendment.version
        for entry in minutes.entries
        for amendment in entry.amendments
        if amendment.after_adoption
    )


def _gone(entry: Entry, told: frozenset[int]) -> bool:
    """Whether the entry left no trace: what was mended before adoption reads as if it had always been so."""
    if isinstance(entry.event, _MENDING):
        return entry.version not in told
    return entry.withdrawn and not any(a.withdrawn and a.after_adoption for a in entry.amendments)


def _doubtful(minutes: Minutes, earlier: Former) -> Iterable[int]:
    """The entries that do not read so any more, and that may have been mended to keep something from the public.

    That is where a name that is not public stands in them in plain text, or what is closed now anywhere in the meeting.
    """
    return (
        entry.version for entry in minutes.entries if is_former(entry) and earlier.is_doubtful(entry.event)
    )


def _hidden(minutes: Minutes, doubtful: Iterable[int] = ()) -> frozenset[int]:
    """The versions that the public may not see: what is closed or doubtful, and all that depends on it."""
    hidden = set(_under_closed_items(minutes.items))
    hidden.update(doubtful)
    hidden.update(entry.version for entry in minutes.entries if _is_hidden(entry))
    depending: dict[int, list[int]] = {}
    for entry in minutes.entries:
        for version in _depends_on(entry.event):
            depending.setdefault(version, []).append(entry.version)
    waiting = list(hidden)
    while waiting:
        found = [version for version in depending.get(waiting.pop(), ()) if version not in hidden]
        hidden.update(found)
        waiting.extend(found)
    additions: dict[int, list[int]] = {}
    for entry in minutes.entries:
        additions.setdefault(getattr(entry.event, "added", None) or 0, []).append(entry.version)
    hidden.update(
        entry.version
        for entry in minutes.entries
        if isinstance(entry.event, EntriesAdded) and hidden.issuperset(additions.get(entry.version, ()))
    )
    return frozenset(hidden)


def _closing_of_meeting(minutes: Minutes, hidden: frozenset[int]) -> dict[int, Entry]:
    """The closing of the meeting where it stands under a closed item, as the public may see it.

    That and when the meeting closed is of the meeting, not of the item. What was said at it is of the item, and so is
    what it said before it was mended: that stays closed.
    """
    found: dict[int, Entry] = {}
    for entry in minutes.entries:
        event = entry.event
        if not isinstance(event, MeetingClosed) or entry.version not in hidden:
            continue
        if closed_on(entry) is None and not entry.withdrawn:
            item = None if event.item in hidden else event.item
            told = evolve(event, item=item, text=(), rests_on=None)
            found[entry.version] = evolve(entry, event=told, amendments=(), original=None)
    return found


def _under_closed_items(items: Iterable[Item]) -> Iterable[int]:
    waiting = [(item, False) for item in items]
    while waiting:
        item, closed = waiting.pop()
        closed = closed or closed_on(item.entry) is not None
        if closed:
            yield item.entry.version
            yield from (entry.version for entry in item.entries)
        waiting.extend((part, closed) for part in item.items)


def _is_hidden(entry: Entry) -> bool:
    """Whether an entry is kept from the public by what itself says."""
    if closed_on(entry) is not None:
        return True
    match entry.event:
        case MinutesAdopted(adopted_by=str(), editions=editions):
            return "public" not in editions
        case PassageClosed(subject=subject) | PassageOpened(subject=subject):
            return subject == "party"
        case (
            MinutesCirculated(edition=edition)
            | MinutesSigned(edition=edition)
            | MinutesPublished(edition=edition)
        ):
            return edition == "internal"
        case _:
            return False


def _depends_on(event: Event) -> tuple[int, ...]:
    """The entries without which an entry may not be seen."""
    match event:
        case ItemOpened(parent=above):
            return () if above is None else (above,)
        case Shown(item=item, rests_on=below):
            return tuple(version for version in (item, below) if version is not None)
        case EntryCorrected(target=target) | EntryWithdrawn(target=target) | EntryMoved(target=target):
            return (target,)
        case PassageClosed(target=int(about)) | PassageOpened(target=int(about)):
            return (about,)
        case _:
            return ()


def _closed_once(minutes: Minutes) -> frozenset[int]:
    """The entries of which something was closed or opened: their former words may hold what is closed now."""
    return frozenset(
        entry.event.target
        for entry in minutes.entries
        if isinstance(entry.event, (PassageClosed, PassageOpened)) and entry.event.target is not None
    )


def _public_since(minutes: Minutes) -> int | None:
    """The entry by which the public edition was adopted first, or ``None``."""
    return next(
        (
            entry.version
            for entry in minutes.entries
            if isinstance(entry.event, MinutesAdopted)
            and entry.event.adopted_by is not None
            and "public" in entry.event.editions
        ),
        None,
    )


@frozen
class _Guard:
    """Lets each entry through as the edition may show it."""

    names: Names
    hidden: frozenset[int]
    earlier: Former | None
    edition: Edition
    closed_once: frozenset[int]
    public_since: int | None
    open_decisions: Collection[str]

    def admitted(self, entry: Entry) -> Entry:
        event = scrub_event(entry.event, self.names, self.edition)
        if self.edition == "internal":
            amendments = tuple(self._scrubbed(amendment) for amendment in entry.amendments)
            return evolve(entry, event=event, amendments=amendments)
        if isinstance(event, _MENDING):
            event = evolve(event, decision=self._decision(event.decision))
        may_tell = self.earlier is not None and self._may_tell(entry, self.earlier)
        return evolve(
            entry,
            event=event,
            original=None,
            recorded_by=None,
            marks=(),
            amendments=tuple(self._authorised(one, may_tell=may_tell) for one in entry.amendments),
        )

    def _scrubbed(self, amendment: Amendment) -> Amendment:
        if amendment.before is None or amendment.since is None:
            return amendment
        before = scrub_event(amendment.before, self.names, self.edition)
        return evolve(amendment, before=before, since=scrub_event(amendment.since, self.names, self.edition))

    def _authorised(self, amendment: Amendment, *, may_tell: bool) -> Amendment:
        made = evolve(
            amendment,
            authority=None if amendment.authority in self.hidden else amendment.authority,
            decision=self._decision(amendment.decision),
            reason=scrub_words(shallow(amendment.reason), self.names),
        )
        were_public = self.public_since is not None and self.public_since < amendment.version
        return self._scrubbed(made) if may_tell and were_public else evolve(made, before=None, since=None)

    def _decision(self, number: str | None) -> str | None:
        """The decision of another meeting that allowed something, where the public may know of it."""
        return number if number in self.open_decisions else None

    def _may_tell(self, entry: Entry, earlier: Former) -> bool:
        """Whether the public may read what an entry said before: in doubt it may not.

        The words of then do not say what of them is closed now. So they are told only where they stood in public
        minutes that were adopted, where nothing of the entry was ever closed or erased, and where neither a name
        stands in them that is not public, nor what is closed now elsewhere.
        """
        readings = [
            event for one in entry.amendments for event in (one.before, one.since) if event is not None
        ]
        if entry.erased or entry.version in self.closed_once or entry.original is None:
            return False
        return not any(
            holds_closed(event) or earlier.is_doubtful(event) for event in (entry.event, *readings)
        )


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
