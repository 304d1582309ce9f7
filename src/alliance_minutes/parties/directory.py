"""Names to parties: a directory that knows a book's parties and introduces those it meets for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import PartyIntroduced
from alliance_minutes.parties.names import Names
from alliance_minutes.parties.state import Parties
from alliance_minutes.values import admit, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from alliance_minutes.events import PartyKind
    from alliance_minutes.parties.state import Party
    from alliance_minutes.values import PartyId


@frozen
class NearName:
    """A new name that is nearly a known one."""

    name: str
    known: str


class Directory:
    """Looks parties up by name; a name met for the first time makes a party.

    It changes nothing in the book: what it introduced stands in :attr:`introduced`, to be saved with what uses it.
    What is said of a party later (a role, that its name is not public) is added to its introduction, or introduces
    a party of the book anew with what is known now.

    Attributes:
        parties: the parties of the book.
        introduced: introductions to be saved, in order.
        near: new names that are nearly known ones.
        kept_closed: names that were said to be public, of parties whose names are not; opening is an act of its own.
    """

    def __init__(self, parties: Parties | None = None, *, new: Callable[[], PartyId] = new_id) -> None:
        self.parties = parties if parties is not None else Parties()
        self.near: list[NearName] = []
        self.kept_closed: list[str] = []
        self._introductions: dict[PartyId, PartyIntroduced] = {}
        self._new = new
        self._names = Names()

    @property
    def introduced(self) -> list[PartyIntroduced]:
        """The introductions to be saved, in order."""
        return list(self._introductions.values())

    def find(self, name: str) -> PartyId | None:
        """The id of the party that goes by this name or alias (case and outer blanks do not count), or ``None``."""
        return self.parties.names.find(name) or self._names.find(name)

    def party(
        self,
        name: str,
        *,
        kind: PartyKind | None = None,
        role: str | None = None,
        organisation: str | None = None,
        public: bool | None = None,
    ) -> PartyId:
        """The id of the party with this name; what is said of it is kept, and ``None`` says nothing.

        A new name that is nearly a known one (``Muller``, ``Müller``) is noted in :attr:`near`. A name is public until
        somebody says that it is not, and then stays so.

        Raises:
            InvalidValueError: an empty name.
            InvalidTextError: a name that XML cannot hold.
        """
        name = " ".join(admit(name).split())
        if not name:
            raise InvalidValueError("party", name, "a name")
        known = self.find(name)
        if known is None:
            known = self._introduce(name)
        said = {"kind": kind, "role": role, "organisation": organisation}
        self._add(
            known, name, {field: value for field, value in said.items() if value is not None}, public=public
        )
        return known

    def _introduce(self, name: str) -> PartyId:
        near = self.parties.names.nearest(name) or self._names.nearest(name)
        if near:
            self.near.append(NearName(name, near))
        event = PartyIntroduced(party=self._new(), name=name)
        self._introductions[event.party] = event
        self._names.learn(name, event.party)
        return event.party

    def _add(self, party: PartyId, name: str, said: dict[str, Any], *, public: bool | None) -> None:
        """Keep what is said of a party, where nobody said it before; a name that is not public stays so."""
        known = self.introduction(party)
        changes = {field: value for field, value in said.items() if getattr(known, field) is None}
        if public is False and known.public:
            changes["public"] = False
        elif public and not known.public:
            self.kept_closed.append(name)
        if changes:
            self._introductions[known.party] = evolve(known, **changes)

    def introduction(self, party: PartyId) -> PartyIntroduced:
        """What a party would be introduced with now."""
        return self._introductions.get(party) or _introduction(self.parties[party])

    def dismiss(self, parties: Iterable[PartyId]) -> None:
        """Introduce these after all not."""
        for party in parties:
            self._introductions.pop(party, None)

    def knows(self, party: PartyId) -> bool:
        """Whether a party has this id, known or just introduced."""
        return party in self.parties or party in self._introductions

    def name(self, party: PartyId) -> str | None:
        """The name of a party, known or just introduced; ``None`` when it is not known here or was erased."""
        event = self._introductions.get(party)
        if event is not None:
            return event.name
        known = self.parties.get(party)
        return known.name if known is not None else None


def _introduction(party: Party) -> PartyIntroduced:
    """What a party of the book would be introduced with now."""
    return PartyIntroduced(
        party=party.id,
        kind=party.kind,
        name=party.name or "",
        role=party.role,
        organisation=party.organisation,
        public=party.public,
    )
