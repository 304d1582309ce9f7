"""The log of a book with filters: what was recorded, when it was written down, and by whom.

The public log goes through the gate of the public edition, meeting by meeting, and leaves out the streams of the
parties and of the book itself: they name people and bodies of whom no public document may know.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from alliance_minutes.audit.history.moments import minutes_at, then_at
from alliance_minutes.audit.history.telling import tellings
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import EVENT_TYPES, ItemOpened, Shown
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from alliance_minutes.audit.history.telling import Telling
    from alliance_minutes.events import BodyDescribed, Event, Recorded
    from alliance_minutes.parties import Parties
    from alliance_minutes.store import Store
    from alliance_minutes.values import PartyId

_MEETINGS = 8  # meetings whose telling is kept at hand; entries of one meeting mostly stand together
_TICK = timedelta(microseconds=1)


def _each(given: str | Iterable[str]) -> tuple[str, ...]:
    """Several names, or one."""
    return (given,) if isinstance(given, str) else tuple(given)


@frozen(kw_only=True)
class Wanted:
    """Which entries of the log are wanted.

    Attributes:
        meeting: the id of a meeting, or ``None`` for the whole book.
        after, before: only positions above the one and below the other.
        since, until: only what was recorded from the one time to the other, both included; aware of their zones.
        types: type names of events, with or without their version; empty for all.
        by: the name of the party that recorded them.
        item: the number of an agenda item of the meeting: what was recorded under it and its sub-items.
    """

    meeting: str | None = None
    after: int = -1
    before: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    types: tuple[str, ...] = field(default=(), converter=_each)
    by: str | None = None
    item: str | None = None


@frozen(kw_only=True)
class PublicEntry:
    """An entry of the log as the public may see it, as it reads now.

    Attributes:
        position, stream, version, type, recorded_at: its envelope.
        telling: what it says.
    """

    position: int
    stream: str
    version: int
    type: str
    recorded_at: datetime
    telling: Telling


def log(store: Store, wanted: Wanted, parties: Callable[[], Parties]) -> Iterator[Recorded]:
    """The entries that are wanted, in order of position.

    Raises:
        InvalidValueError: no such type, party or item, or an item without its meeting.
        DamagedBookError, NewerBookError: an entry cannot be read.
    """
    fits = _filter(store, wanted, parties)
    after, before = _range(store, wanted)
    if wanted.meeting is None:
        entries: Iterable[Recorded] = store.log(after, limit=max(before - after - 1, 0))
    else:
        entries = store.read(wanted.meeting)
    return (entry for entry in entries if after < entry.position < before and fits(entry))


def public_log(
    store: Store,
    wanted: Wanted,
    parties: Callable[[], Parties],
    described: Callable[[], Mapping[PartyId, BodyDescribed]],
) -> Iterator[PublicEntry]:
    """The wanted entries as the public edition of their meeting shows them now; what it does not show is not there.

    Raises:
        InvalidValueError: as for :func:`log`; also for ``by``, because who recorded is not public.
        DamagedBookError, NewerBookError: an entry cannot be read.
    """
    if wanted.by is not None:
        raise InvalidValueError("filter of the public log", "by", "another one: who recorded is not public")
    told: dict[str, dict[int, Telling]] = {}

    def tell(stream: str) -> dict[int, Telling]:
        if stream not in told:
            while len(told) >= _MEETINGS:
                told.pop(next(iter(told)))
            then = then_at(store, stream, None, parties, described)
            told[stream] = tellings(then, then.minutes, edition="public", language=None)[1]
        return told[stream]

    under: set[int] | None = None
    if wanted.item is not None:
        shown = tell(_meeting_of(wanted))
        items = ((telling.version, telling.item, telling.event) for telling in shown.values())
        under = _under(wanted.item, list(items))
    for entry in log(store, evolve(wanted, item=None), parties):
        if entry.stream in {BOOK_STREAM, PARTIES_STREAM} or (
            under is not None and entry.version not in under
        ):
            continue
        telling = tell(entry.stream).get(entry.version)
        if telling is not None:
            yield PublicEntry(
                position=entry.position,
                stream=entry.stream,
                version=entry.version,
                type=entry.event.TYPE,
                recorded_at=entry.recorded_at,
                telling=telling,
            )


def _range(store: Store, wanted: Wanted) -> tuple[int, int]:
    """The positions between which the wanted entries stand."""
    head = store.head()
    after = max(wanted.after, -1)
    before = head.size if wanted.before is None else min(wanted.before, head.size)
    if wanted.since is not None and wanted.since > head.recorded_at:
        return head.size, before
    if wanted.since is not None and wanted.since.replace(tzinfo=None) > datetime.min:  # noqa: DTZ901 - nothing is earlier
        after = max(after, store.last_at(wanted.since - _TICK))
    if wanted.until is not None:
        before = min(before, store.last_at(min(wanted.until, head.recorded_at)) + 1)
    return after, before


def _filter(store: Store, wanted: Wanted, parties: Callable[[], Parties]) -> Callable[[Recorded], bool]:
    """Whether an entry is wanted, apart from where it stands."""
    types = _types(wanted.types)
    by = _party(parties(), wanted.by) if wanted.by is not None else None
    under: set[int] | None = None
    if wanted.item is not None:
        minutes = minutes_at(store, _meeting_of(wanted))
        items = [(entry.version, _home(entry.event), entry.event) for entry in minutes.entries]
        under = _under(wanted.item, items)

    def fits(entry: Recorded) -> bool:
        return (
            (not types or type(entry.event) in types)
            and (by is None or entry.recorded_by in by)
            and (under is None or entry.version in under)
        )

    return fits


def _meeting_of(wanted: Wanted) -> str:
    if wanted.meeting is None:
        raise InvalidValueError("filter of a whole book", f"item {wanted.item}", "its meeting too")
    return wanted.meeting


def _home(event: Event) -> int | None:
    if isinstance(event, ItemOpened):
        return event.parent
    return event.item if isinstance(event, Shown) else None


def _under(number: str, items: list[tuple[int, int | None, Event]]) -> set[int]:
    """The versions of what belongs to the items with this number, of their sub-items, and of acts upon these."""
    found = {
        version for version, _, event in items if isinstance(event, ItemOpened) and event.number == number
    }
    if not found:
        raise InvalidValueError(
            "number of an item of this meeting", number, "one that its agenda shows, as in '2' or '4a'"
        )
    within: dict[int, list[int]] = {}
    for version, home, event in items:
        for above in (home, getattr(event, "target", None)):
            if above is not None:
                within.setdefault(above, []).append(version)
    waiting = list(found)
    while waiting:  # a part may be older than what it is in: it may have been moved there
        below = [version for version in within.get(waiting.pop(), ()) if version not in found]
        found.update(below)
        waiting.extend(below)
    return found


def _types(names: Iterable[str]) -> set[type[Event]]:
    """The classes of events that go by these names."""
    wanted = set()
    for name in names:
        found = {cls for known, cls in EVENT_TYPES.items() if name in {known, known.rpartition(".")[0]}}
        if not found:
            raise InvalidValueError(
                "type of event", name, "one of those in docs/reference/events.md, as decision-taken"
            )
        wanted |= found
    return wanted


def _party(parties: Parties, name: str) -> frozenset[PartyId]:
    """Every id of the party that goes by this name."""
    found = parties.names.find(name)
    if found is None:
        raise InvalidValueError(
            "party of this book", name, "the name of one, as 'log --type party-introduced' lists them"
        )
    kept = parties[found].id
    return frozenset(one for one in parties.ids() if parties[one].id == kept)
