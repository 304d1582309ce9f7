"""How a party is printed in an edition. Nothing else looks at the names of parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, combining, normalize

from attrs import field, fields, frozen, has

from alliance_minutes.document import Erased, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId

_APART = re.compile(r"[\W_]+")


@frozen(kw_only=True)
class Names:
    """The printed names of parties in one edition.

    Attributes:
        parties: every party of the book.
        public: whether this is the public edition.
        closed: parties whose name was closed in this meeting.
        roles: the roles in which parties were noted as present, by the id of the party.
        participant: what is printed for somebody whose name and role are not public.
        erased: what is printed where a name was erased or is not known.
        named: the parties that were printed by their own name so far, by id and in that order.
    """

    parties: Mapping[PartyId, Party]
    public: bool
    closed: frozenset[PartyId]
    roles: Mapping[PartyId, str]
    participant: str
    erased: str
    named: dict[PartyId, Party] = field(factory=dict, init=False)

    def find(self, party: PartyId | None) -> Party | None:
        """The party, also by an id it had before a merger."""
        return self.parties.get(party) if party else None

    def key(self, party: PartyId) -> PartyId:
        """The id that a party goes by now."""
        known = self.find(party)
        return known.id if known else party

    def hidden(self, party: PartyId | None) -> bool:
        """Whether this edition may not print the name; who is not known is not printed either."""
        if not self.public:
            return False
        known = self.find(party)
        return known is None or not known.public or known.id in self.closed

    def printed(self, party: PartyId | None, shown: str | None = None) -> Mention | Erased:
        """The party as this edition prints it; ``shown`` stands instead of the name, never instead of a role."""
        known = self.find(party)
        if known is None or not known.name:
            return Erased(self.erased)
        if self.hidden(party):
            return Mention(self._role(known) or self.participant)
        if shown is None:
            self.named.setdefault(known.id, known)
        return Mention(shown or known.name, None if self.public else known.id)

    def _role(self, party: Party) -> str | None:
        """The role that stands for a name that is not public; one that holds the name tells it, and is none."""
        names = [name.casefold() for name in (party.name, *party.aliases) if name]
        for role in (party.role, self.roles.get(party.id)):
            if role and not any(name in role.casefold() for name in names):
                return role
        return None

    def betrayed(self, event: object) -> bool:
        """Whether a name that this edition may not print stands in any text of an event; in doubt it does."""
        said = folded(" ".join(_texts(event)))
        for party in self.parties.values():
            names = [name for name in (party.name, *party.aliases) if name] if self.hidden(party.id) else []
            if any(part and f" {part} " in said for name in names for part in _telling(name)):
                return True
        return False

    def same(self, one: PartyId | None, other: PartyId | None) -> bool:
        """Whether two ids are the same party."""
        return bool(one and other) and self.key(one or "") == self.key(other or "")


def _telling(name: str) -> tuple[str, str]:
    """What of a name tells who it is: the whole of it, and a last word that is more than an initial."""
    whole = folded(name).strip()
    last = whole.rpartition(" ")[2]
    return whole, last if len(last) > 3 else ""


def folded(text: str) -> str:
    """The words of a text, each with a blank on both sides, without case, accents and punctuation."""
    if text.isascii():
        return f" {' '.join(_APART.sub(' ', text.lower()).split())} "
    letters = normalize("NFKD", text).casefold()
    words = "".join(char if char.isalnum() else "" if _unseen(char) else " " for char in letters)
    return f" {' '.join(words.split())} "


def _unseen(char: str) -> bool:
    """Whether a character parts no words: an accent, a soft hyphen, a mark of direction."""
    return bool(combining(char)) or category(char) == "Cf"


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif has(kind := type(one)):
            waiting.extend(getattr(one, attribute.name) for attribute in fields(kind))
