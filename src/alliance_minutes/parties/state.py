"""The parties and bodies of a book, folded from their events."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from alliance_minutes.events import (
    BodyDescribed,
    PartiesMerged,
    PartyIntroduced,
    PartyRenamed,
    PassageClosed,
    PassageOpened,
)
from alliance_minutes.parties.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.events import Event, PartyKind
    from alliance_minutes.values import PartyId


@frozen(kw_only=True)
class Party:
    """A party as it is known now.

    Attributes:
        id: its random id.
        name: its name; ``None`` when it was erased or is not known.
        aliases: names it went by before.
        kind, role, organisation: as in :class:`~alliance_minutes.events.PartyIntroduced`.
        public: whether its name may stand in public output: as last said, closed or opened.
    """

    id: PartyId
    name: str | None
    aliases: tuple[str, ...] = ()
    kind: PartyKind | None = None
    role: str | None = None
    organisation: str | None = None
    public: bool = True


class Parties(Mapping[str, Party]):
    """Every party by id; a merged party is found under both ids. An unknown id has no party."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._parties: dict[PartyId, Party] = {}
        self._into: dict[PartyId, PartyId] = {}
        for event in events:
            self._apply(event)

    def _apply(self, event: Event) -> None:
        match event:
            case PartyIntroduced():
                self._introduce(event)
            case PartyRenamed() if event.party in self:
                known = self[event.party]
                aliases = (*known.aliases, known.name) if known.name else known.aliases
                self._parties[known.id] = evolve(known, name=event.name or None, aliases=aliases)
            case PartiesMerged() if event.party in self and event.into in self:
                gone, kept = self[event.party], self[event.into]
                if gone.id != kept.id:
                    names = tuple(name for name in (gone.name, *gone.aliases) if name)
                    both_public = kept.public and gone.public
                    self._parties[kept.id] = evolve(kept, aliases=(*kept.aliases, *names), public=both_public)
                    self._into[gone.id] = kept.id
            case PassageClosed(subject="party", party=str(party)) if party in self:
                self._parties[self[party].id] = evolve(self[party], public=False)
            case PassageOpened(subject="party", party=str(party)) if party in self:
                self._parties[self[party].id] = evolve(self[party], public=True)
            case _:
                pass

    def _introduce(self, event: PartyIntroduced) -> None:
        """A party is met, or what is known of it is told anew; its names stay."""
        known = self.get(event.party)
        party = Party(
            id=known.id if known else event.party,
            name=event.name or (known.name if known else None),
            aliases=known.aliases if known else (),
            kind=event.kind,
            role=event.role,
            organisation=event.organisation,
            public=event.public,
        )
        self._parties[party.id] = party

    def ids(self) -> frozenset[PartyId]:
        """Every id that a party goes by or went by before it was merged into another."""
        return frozenset(self._parties)

    @cached_property
    def names(self) -> Names:
        """Names and aliases with the parties that go by them."""
        return Names(
            (name, party.id) for party in self.values() for name in (party.name, *party.aliases) if name
        )

    def __getitem__(self, party: PartyId) -> Party:
        while party in self._into:
            party = self._into[party]
        return self._parties[party]

    def __iter__(self) -> Iterator[PartyId]:
        return (party for party in self._parties if party not in self._into)

    def __len__(self) -> int:
        return len(self._parties) - len(self._into)


def bodies(events: Iterable[Event]) -> dict[PartyId, BodyDescribed]:
    """The settings of each body: its latest description."""
    return {event.body: event for event in events if isinstance(event, BodyDescribed)}
