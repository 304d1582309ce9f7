"""Which disclosures of a book are open: what a public export may show, and nothing else.

A disclosure can be shown whole or not at all, for its digest is over its exact bytes. It is open where the public
edition of the minutes shows exactly what it holds. So what the public edition leaves out, shortens or puts in other
words is not open, whoever closed it and why. Where a name is not public, nothing that holds the name or the id of that
party is open, for an id would tie together what the public edition shows of somebody at several places.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import orjson
from attrs import evolve, frozen

from alliance_minutes.audit.export.open_names import OpenNames, texts_in
from alliance_minutes.compose.gate import pass_through
from alliance_minutes.compose.names import Names
from alliance_minutes.events import (
    BodyDescribed,
    BookFounded,
    EntryCorrected,
    PartiesMerged,
    PartyIntroduced,
    PartyRenamed,
    PassageClosed,
    PassageOpened,
    Point,
    passage_fields,
)
from alliance_minutes.meeting import fold
from alliance_minutes.parties import Parties
from alliance_minutes.store.entries import digest
from alliance_minutes.store.opening import read_rows
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM, Closed, Emphasis, Link, Strong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from alliance_minutes.compose.gate import Seen
    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.store import Store
    from alliance_minutes.store.opening import Row

_INLINE = 64
"""Disclosures of an entry that are kept as the bits of one number."""

_ANEW = {"words", "points", "field"}
"""What an act of closing or opening carries of the field that it is about."""

_CLOSES = {PassageClosed.TYPE, PassageOpened.TYPE}
_PARTY_ACTS = (PartyIntroduced, PartyRenamed, PartiesMerged)


class Openness:
    """What of a book is open now.

    It is looked at once, meeting by meeting; a few bytes of each entry are remembered.
    """

    def __init__(
        self,
        store: Store,
        size: int,
        meeting: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Look at the first ``size`` entries of a book; of one meeting only, where one is given.

        Raises:
            DamagedBookError, NewerBookError: an entry cannot be read.
        """
        self._store = store
        self._size = size
        self._bits = array("Q", bytes(8 * size))
        self._many: dict[int, frozenset[int]] = {}
        parties = self._read(PARTIES_STREAM)
        now = Parties(recorded.event for _, recorded in parties)
        streams = [row.stream for row in store.meetings() if row.position < size]
        self._names = Names(
            parties=now,
            public=True,
            closed=self._closed_names(now),
            roles={},
            participant="",
            erased="",
        )
        ids = {one for _, recorded in parties for one in _ids(recorded.event)}
        self._open_names = OpenNames(now, ids, self._untold, streams)
        done = 0
        for stream in streams if meeting is None else [meeting]:
            done += self._look_at_meeting(stream)
            if progress is not None:
                progress(done, size)
        self._look_at_parties(parties, now)
        self._look_at_book()

    def _untold(self, party: str | None) -> bool:
        """Whether the public is not to know who this is: the name is not public, or was erased."""
        known = self._names.find(party)
        return known is None or not known.name or self._names.hidden(party)

    def of(self, position: int, lines: Sequence[bytes]) -> tuple[bytes, ...]:
        """Those of the disclosures of the entry at a position that are open."""
        many = self._many.get(position)
        if many is not None:
            return tuple(line for at, line in enumerate(lines) if at in many)
        bits = self._bits[position]
        return tuple(line for at, line in enumerate(lines[:_INLINE]) if bits >> at & 1)

    def says_nothing_closed(self, text: str) -> bool:
        """Whether a text that stands by itself, such as a checkpoint, holds no name that is not public."""
        return self._open_names.lets(text)

    def _read(self, stream: str) -> list[tuple[Row, Recorded]]:
        rows = self._store.entries_of(stream, position=self._size - 1)
        return list(zip(rows, read_rows(self._store.book, rows), strict=True))

    def _closed_names(self, now: Parties) -> frozenset[str]:
        """The parties whose names were closed in any meeting: then they are closed in all that is exported."""
        streams = {row[1] for row in self._store.entries(limit=self._size) if row[3] in _CLOSES} - {
            PARTIES_STREAM
        }
        closed: set[str] = set()
        for stream in streams:
            minutes = fold(stream, (recorded for _, recorded in self._read(stream)))
            closed.update(minutes.closed_parties)
        return frozenset(now[one].id for one in closed if one in now)

    def _look_at_meeting(self, stream: str) -> int:
        """Look at the entries of a meeting, and tell how many they are."""
        entries = self._read(stream)
        minutes = fold(stream, (recorded for _, recorded in entries))
        seen = pass_through(minutes, self._names, "public", list_closed=True)
        self._open_names.show(minutes.body)
        for row, recorded in entries:
            self._note(row, _of_meeting(recorded, seen))
        return len(entries)

    def _look_at_parties(self, entries: Iterable[tuple[Row, Recorded]], now: Parties) -> None:
        """Of the parties that some meeting shows, what they are called and known as now."""
        for row, recorded in entries:
            event = recorded.event
            party = now.get(getattr(event, "party", ""))
            if not isinstance(event, _PARTY_ACTS) or party is None or not self._open_names.shows(party.id):
                continue
            known: Mapping[str, Any] = {
                "name": party.name,
                "kind": party.kind,
                "role": party.role,
                "organisation": party.organisation,
            }
            current = {name for name in known if getattr(event, name, None) == known[name]} | {
                "party",
                "into",
                "public",
            }
            self._note(row, _Open(fields=current.__contains__, whole=True))

    def _look_at_book(self) -> None:
        for row, recorded in self._read(BOOK_STREAM):
            event = recorded.event
            if isinstance(event, BookFounded) or (
                isinstance(event, BodyDescribed) and not self._names.hidden(event.body)
            ):
                self._note(row, _Open(fields=lambda name: name != "recorded_by", whole=True))

    def _note(self, row: Row, open_: _Open) -> None:
        """Remember which disclosures of an entry are open, and the parties that they show."""
        position, lines = row[0], (row[5] or b"").split(b"\n")
        found: set[int] = set()
        by_digest = {digest(line): at for at, line in enumerate(lines)}
        for one, fields in open_.digests(orjson.loads(row[4])):
            at = by_digest.get(one)
            if at is None:
                continue
            disclosure = orjson.loads(lines[at])
            if open_.opens(disclosure, fields) and self._open_names.lets(disclosure[1:]):
                found.add(at)
                self._open_names.show(*texts_in(disclosure[1:]))
        if any(at >= _INLINE for at in found):
            self._many[position] = frozenset(found)
        else:
            self._bits[position] = sum(1 << at for at in found)


@frozen
class _Open:
    """What of one entry is open.

    Attributes:
        fields: whether a field of the event is.
        nested: whether a field of the event within it (``instead``) is.
        whole: whether the entry is shown at all, so that it may be told that it has no words.
    """

    fields: Callable[[str], bool]
    nested: Callable[[str], bool] = lambda _: False
    whole: bool = False

    def digests(self, envelope: dict[str, Any]) -> Iterator[tuple[str, Callable[[str], bool]]]:
        """Every digest that may be opened, with what says so of its field. Closed runs are not among them."""
        for one in envelope["_sd"]:
            yield one, self.fields
        instead = envelope["event"].get("instead")
        for one in instead["_sd"] if instead else ():
            yield one, self.nested

    def opens(self, disclosure: Any, fields: Callable[[str], bool]) -> bool:
        """Whether a disclosure is open."""
        if type(disclosure) is not list:
            return False
        return self.whole if len(disclosure) == 1 else fields(disclosure[1])


def _of_meeting(recorded: Recorded, seen: Seen) -> _Open:
    """What of an entry the public edition shows as it stands there."""
    event = recorded.event
    entry = seen.entries.get(recorded.version)
    fields = _shown(event, entry.event) if entry is not None else _nothing
    if isinstance(event, EntryCorrected):
        now = seen.entries.get(event.target)
        nested = _shown(event.instead, now.event) if now is not None else _nothing
        return _Open(fields=fields, nested=nested, whole=entry is not None)
    if isinstance(event, (PassageClosed, PassageOpened)) and event.field is not None:
        now = seen.entries.get(event.target or 0)
        if now is not None and _carries(event, now.event):
            return _Open(fields=lambda name: name in _ANEW or fields(name), whole=True)
    return _Open(fields=fields, whole=entry is not None)


def _nothing(_name: str) -> bool:
    return False


def _shown(event: Event, shown: Event) -> Callable[[str], bool]:
    """Whether the public edition shows a field as the event has it, its closed runs aside."""

    def field(name: str) -> bool:
        return (
            type(event) is type(shown)
            and hasattr(event, name)
            and _bare(getattr(event, name)) == getattr(shown, name)
        )

    return field


def _carries(act: PassageClosed | PassageOpened, shown: Event) -> bool:
    """Whether the words that an act of closing or opening carries are those that are shown."""
    name = act.field or ""
    return name in passage_fields(type(shown)) and _bare(act.anew) == getattr(shown, name)


def _bare(value: Any) -> Any:
    """A value with nothing in its closed runs, which have disclosures of their own."""
    if type(value) is not tuple:
        return value
    return tuple([_bare_part(part) for part in value])


def _bare_part(part: Any) -> Any:
    match part:
        case Closed(_, ground):
            return Closed((), ground)
        case Emphasis(words) | Strong(words) | Link(words):
            return evolve(part, words=_bare(words))
        case Point(text=text):
            return evolve(part, text=_bare(text))
        case _:
            return part


def _ids(event: Event) -> Iterator[str]:
    for name in ("party", "into"):
        one = getattr(event, name, None)
        if one:
            yield one
