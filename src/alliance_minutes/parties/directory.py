"""Names to parties: a directory that knows a book's parties and introduces those it meets for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import PartyIntroduced
from alliance_minutes.parties.names import Names
from alliance_minutes.parties.state import Parties
from alliance_minutes.values import admit, new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliance_minutes.events import PartyKind
    from alliance_minutes.values import PartyId


@frozen
class NearName:
    """A new name that is nearly a known one."""

    name: str
    known: str


class Directory:
    """Looks parties up by name; a name met for the first time makes a party.

    It changes nothing in the book: what it introduced stands in :attr:`introduced`, to be saved with what uses it.
    """

    def __init__(self, parties: Parties | None = None, *, new: Callable[[], PartyId] = new_id) -> None:
        self.parties = parties if parties is not None else Parties()
        self.introduced: list[PartyIntroduced] = []
        self.near: list[NearName] = []
        self._new = new
        self._names = Names()

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
        public: bool = True,
    ) -> PartyId:
        """The id of the party with this name; a new one is introduced with the details given.

        A new name that is nearly a known one (``Muller``, ``Müller``) is noted in :attr:`near`.

        Raises:
            InvalidValueError: an empty name.
            InvalidTextError: a name that XML cannot hold.
        """
        name = " ".join(admit(name).split())
        if not name:
            raise InvalidValueError("party", name, "a name")
        known = self.find(name)
        if known is not None:
            return known
        near = self.parties.names.nearest(name) or self._names.nearest(name)
        if near:
            self.near.append(NearName(name, near))
        event = PartyIntroduced(
            party=self._new(), kind=kind, name=name, role=role, organisation=organisation, public=public
        )
        self.introduced.append(event)
        self._names.learn(name, event.party)
        return event.party

    def name(self, party: PartyId) -> str | None:
        """The name of a party, known or just introduced; ``None`` when it is not known here or was erased."""
        known = self.parties.get(party)
        if known is not None:
            return known.name
        return next((event.name for event in self.introduced if event.party == party), None)
