"""Names as they are compared: whose a name is, and which known one it may be a slip of the pen of."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.values import PartyId

_SHORTEST, _LONGEST = 4, 80  # letters of a name in which a slip of the pen is looked for


class Names:
    """Names and aliases with the parties that go by them; of two with the same name the first one is found."""

    def __init__(self, known: Iterable[tuple[str, PartyId]] = ()) -> None:
        self._parties: dict[str, PartyId] = {}
        self._slips: dict[str, str] = {}
        self._unslipped: list[str] = []  # slips are many, and wanted for new names only
        for name, party in known:
            self.learn(name, party)

    def learn(self, name: str, party: PartyId) -> None:
        """A party goes by this name."""
        self._parties.setdefault(_key(name), party)
        self._unslipped.append(name)

    def find(self, name: str) -> PartyId | None:
        """The party that goes by this name (case and outer blanks do not count), or ``None``."""
        return self._parties.get(_key(name))

    def nearest(self, name: str) -> str | None:
        """A known name that is a slip of the pen away. Other initials or digits make another name, not a slip."""
        for known in self._unslipped:
            for slip in _slips(_fold(known)):
                self._slips.setdefault(slip, known)
        self._unslipped = []
        folded = _fold(name)
        for slip in _slips(folded):
            near = self._slips.get(slip)
            if near is not None and _marks(_fold(near)) == _marks(folded):
                return near
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
