"""The acts between two moments: the entries that mended, closed, opened or erased something, and what they did it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.audit.history.differences import Act
from alliance_minutes.document import plain
from alliance_minutes.events import EntryCorrected, EntryMoved, EntryWithdrawn, ItemOpened, PersonalDataErased
from alliance_minutes.events.fields import parties_in
from alliance_minutes.values import PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.store import Store
    from alliance_minutes.values import PartyId


class Acts:
    """What was done to the entries of a meeting between two moments.

    Attributes:
        struck: by version of an erasure, the entries that it took words from.
    """

    def __init__(self, scribe: Scribe, before: Minutes, after: Minutes, store: Store) -> None:
        self._scribe = scribe
        self._before = before
        self._after = after
        self._places = {version: place for place, version in enumerate(after.order)}
        self._done: dict[
            tuple[type[Event], int], int
        ] = {}  # the last act of a sort that was done to an entry
        for entry in self.since():
            if isinstance(entry.event, (EntryCorrected, EntryWithdrawn)):
                self._done[type(entry.event), entry.event.target] = entry.version
            elif isinstance(entry.event, EntryMoved):
                for version in self._run(entry.event):
                    self._done[EntryMoved, version] = entry.version
        self.struck = self._struck(store)
        self._names = self._erased_names(store)

    def since(self) -> Iterator[Entry]:
        """The entries that came between the moments."""
        return iter(self._after.entries[self._before.version :])

    def last(self, act: type[Event], version: int) -> int | None:
        """The last act of that sort that was done to an entry, or ``None``."""
        return self._done.get((act, version))

    def addition(self, version: int) -> int | None:
        """The act by which an entry was added afterwards, or ``None``."""
        amendments = self._after.entries[version - 1].amendments
        return next((one.version for one in reversed(amendments) if one.kind == "added"), None)

    def _run(self, act: EntryMoved) -> Iterator[int]:
        """The entries that an act moved, as they stand now; what moved with its item goes without saying."""
        yield act.target
        first, last = self._places.get(act.target), self._places.get(act.through or 0)
        if first is None or last is None:
            return
        moved = {act.target}
        for version in self._after.order[first + 1 : last + 1]:
            event = self._after.entries[version - 1].event
            home = event.parent if isinstance(event, ItemOpened) else getattr(event, "item", None)
            if version <= self._before.version and home not in moved:
                yield version
            moved.add(version)

    # -- erasure -----------------------------------------------------------------------------------------------------

    def _struck(self, store: Store) -> dict[int, tuple[int, ...]]:
        acts = {
            entry.version: set(entry.event.digests)
            for entry in self.since()
            if isinstance(entry.event, PersonalDataErased)
        }
        if not acts:
            return {}
        gone = [(entry.version, entry.erased) for entry in store.read(self._after.id) if entry.erased]
        return {
            act: tuple(version for version, erased in gone if not digests.isdisjoint(erased))
            for act, digests in acts.items()
        }

    def _erased_names(self, store: Store) -> Mapping[PartyId, Recorded]:
        """The parties whose name was erased, each with the act; the name stands among the parties of the book."""
        recorded = store.read(PARTIES_STREAM, position=self._after.position)
        acts = [
            (one, set(one.event.digests))
            for one in recorded
            if one.position >= self._before.size and isinstance(one.event, PersonalDataErased)
        ]
        return {
            self._scribe.names.key(party): act
            for act, digests in acts
            for one in recorded
            if not digests.isdisjoint(one.erased) and (party := getattr(one.event, "party", None))
        }

    def forgotten(self, event: Event) -> Recorded | None:
        """The act that erased the name of a party whom an event names, or ``None``."""
        if not self._names:
            return None
        acts = (self._names.get(self._scribe.names.key(party)) for party in parties_in(event))
        return next((act for act in acts if act is not None), None)

    # -- telling -----------------------------------------------------------------------------------------------------

    def told(self, version: int) -> Act | None:
        """The act of an entry, as far as the edition shows it."""
        seen = self._scribe.seen
        entry = seen.entries.get(version)
        if entry is None:
            if seen.edition == "public":
                return None
            entry = self._after.entries[version - 1]
        return self._act(entry, version)

    def told_elsewhere(self, act: Recorded) -> Act | None:
        """An act among the parties of the book; the public does not see these."""
        return None if self._scribe.seen.edition == "public" else self._act(act, None)

    def _act(self, entry: Entry | Recorded, version: int | None) -> Act:
        event, by = entry.event, entry.recorded_by
        basis = event.basis if isinstance(event, PersonalDataErased) else ""
        return Act(
            version=version,
            position=entry.position,
            recorded_at=entry.recorded_at,
            recorded_by=None if by is None else plain((self._scribe.names.printed(by),)),
            reason=basis or plain(self._scribe.inlines(getattr(event, "reason", ()))),
            authority=self._authority(getattr(event, "authority", None), getattr(event, "decision", None)),
        )

    def _authority(self, version: int | None, decision: str | None) -> str | None:
        if version is None or version not in self._scribe.seen.entries:
            return decision
        called = plain(self._scribe.reference(version))
        return called or self._scribe.say.life.entry.format(version=version)
