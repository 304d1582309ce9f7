"""Names that are not public, looked for in whatever is to be shown; in doubt they are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from alliance_minutes.parties import Parties

_ID = re.compile(r"[0-9a-f]{32}")
_LEAST = 5
"""Letters of a name that is found within other words too; a shorter one is found as a word of its own."""


class OpenNames:
    """What may be shown where the names of some parties may not; and which of the others were shown."""

    def __init__(
        self,
        parties: Parties,
        ids: Iterable[str],
        hidden: Callable[[str | None], bool],
        meetings: Iterable[str],
    ) -> None:
        """Take the parties, all ids that they go by, whether one is not public, and the ids of the meetings."""
        self._parties = parties
        self._hidden_ids: set[str] = set()
        self._known = set(meetings)
        self._shown: set[str] = set()
        self._begins: dict[str, set[str]] = {}
        self._words: set[str] = set()
        for one in ids:
            if hidden(one):
                self._hidden_ids.add(one)
            else:
                self._known.add(one)
        for party in parties.values():
            if hidden(party.id):
                for name in (party.name, *party.aliases):
                    self._hide(name or "")

    def _hide(self, name: str) -> None:
        words = _folded(name).split()
        # The last word tells who somebody is, unless it is an initial.
        for told in {"".join(words), words[-1] if words else ""}:
            if len(told) >= _LEAST:
                self._begins.setdefault(told[:_LEAST], set()).add(told)
            elif len(told) == _LEAST - 1 or (told and len(words) == 1):
                self._words.add(told)

    def lets(self, value: Any) -> bool:
        """Whether nothing in a value from JSON tells of a party that is not public."""
        texts = list(texts_in(value))
        if any(one in self._hidden_ids or (_ID.fullmatch(one) and one not in self._known) for one in texts):
            return False
        if not self._begins and not self._words:
            return True
        # Each text by itself, and all as they are read, where marks may part a name.
        for folded in (_folded(" ".join(texts)), _folded("".join(texts))):
            if not self._words.isdisjoint(folded.split()) or self._stands_in(folded):
                return False
        return True

    def _stands_in(self, folded: str) -> bool:
        run = folded.replace(" ", "")
        for at in range(len(run) - _LEAST + 1):
            names = self._begins.get(run[at : at + _LEAST])
            if names is not None and any(run.startswith(name, at) for name in names):
                return True
        return False

    def show(self, *texts: str) -> None:
        """Remember the parties among these ids as shown."""
        for one in texts:
            known = self._parties.get(one)
            if known is not None:
                self._shown.add(known.id)

    def shows(self, party: str) -> bool:
        """Whether a party is public and was shown."""
        return party in self._shown and party not in self._hidden_ids


def _folded(text: str) -> str:
    """The words of a text without case, accents and punctuation, with a blank between them."""
    letters = normalize("NFKD", text).casefold()
    words = "".join(char if char.isalnum() else "" if combining(char) else " " for char in letters)
    return " ".join(words.split())


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value from JSON, in the order in which it is read."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is str:
            yield one
        elif type(one) is list:
            waiting.extend(reversed(one))
        elif type(one) is dict:
            waiting.extend(reversed(one.values()))
