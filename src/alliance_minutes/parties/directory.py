"""Names to parties: a directory that knows a book's parties and introduces those it meets for the first time."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import PartyIntroduced
from alliance_minutes.parties.state import Parties
from alliance_minutes.values import admit, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alliance_minutes.events import PartyKind
    from alliance_minutes.values import PartyId

_SHORTEST, _LONGEST = 4, 80  # letters of a name in which a slip of the pen is looked for


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
        self._by_name: dict[str, PartyId] = {}
        self._slips: dict[str, str] = {}
        for party in self.parties.values():
            for name in (party.name, *party.aliases):
                if name:
                    self._learn(name, party.id)

    def _learn(self, name: str, party: PartyId) -> None:
        self._by_name.setdefault(_key(name), party)
        for slip in _slips(_fold(name)):
            self._slips.setdefault(slip, name)

    def find(self, name: str) -> PartyId | None:
        """The id of the party that goes by this name or alias (case and outer blanks do not count), or ``None``."""
        return self._by_name.get(_key(name))

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
        near = self._nearest(name)
        if near:
            self.near.append(NearName(name, near))
        event = PartyIntroduced(
            party=self._new(), kind=kind, name=name, role=role, organisation=organisation, public=public
        )
        self.introduced.append(event)
        self._learn(name, event.party)
        return event.party

    def name(self, party: PartyId) -> str | None:
        """The name of a party, known or just introduced; ``None`` when it is not known here or was erased."""
        known = self.parties.get(party)
        if known is not None:
            return known.name
        return next((event.name for event in self.introduced if event.party == party), None)

    def _nearest(self, name: str) -> str | None:
        """A known name that is a slip of the pen away. Other initials or digits make another name, not a slip."""
        folded = _fold(name)
        for slip in _slips(folded):
            known = self._slips.get(slip)
            if known is not None and _marks(_fold(known)) == _marks(folded):
                return known
        return None


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _fold(name: str) -> str:
    """The key without accents and punctuation: what a slip of the pen keeps."""
    decomposed = unicodedata.normalize("NFKD", _key(name))
    return "".join(c for c in decomposed if c.isalnum() or c == " ")


def _slips(folded: str) -> Iterator[str]:
    """The name, and the name without one of its letters: two names that share one are a slip of the pen apart."""
    yield folded
    if _SHORTEST <= len(folded) <= _LONGEST:
        for index in range(len(folded)):
            yield folded[:index] + folded[index + 1 :]


def _marks(folded: str) -> list[str]:
    """What tells names apart however short it is: initials and digits."""
    words = folded.split()
    return [word for word in words if len(word) == 1 or any(c.isdigit() for c in word)]
