"""The scribe writes one document: it knows its language, its edition and the places that can be referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.calendar import date_moment, listed, time_moment
from alliance_minutes.compose.nesting import opening_runs
from alliance_minutes.document import (
    Closed,
    Emphasis,
    Erased,
    Fact,
    Ground,
    Link,
    Redaction,
    Reference,
    Source,
    Strong,
    Text,
    plain,
)
from alliance_minutes.events import ItemOpened, Shown
from alliance_minutes.values import Closed as ClosedRun
from alliance_minutes.values import Emphasis as EmphasisRun
from alliance_minutes.values import Erased as ErasedRun
from alliance_minutes.values import Link as LinkRun
from alliance_minutes.values import Mention as MentionRun
from alliance_minutes.values import PartialDate, ground_label, grounds
from alliance_minutes.values import Strong as StrongRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import time

    from alliance_minutes.compose.gate import Seen
    from alliance_minutes.compose.names import Names
    from alliance_minutes.compose.phrases import Language
    from alliance_minutes.compose.phrases.keys import Phrases
    from alliance_minutes.document import Inline, Inlines
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.values import PartyId, When, Words


_FEW, _LONGEST = 8, 80  # words and letters by which an entry is called


class Scribe:
    """Writes words, names, dates and references of one document.

    Attributes:
        seen: what the edition may show.
        names: how parties are printed.
        say: the phrases of the language.
        language: of the labels.
    """

    def __init__(
        self,
        *,
        seen: Seen,
        names: Names,
        say: Phrases,
        language: Language,
        titles: Mapping[int, str],
        settled: frozenset[int] = frozenset(),
        decided: frozenset[int] = frozenset(),
    ) -> None:
        self.seen = seen
        self.names = names
        self.say = say
        self.settled = settled
        self.decided = decided
        self.language = language
        self._titles = titles
        self._grounds: set[str] = set()

    # -- words -----------------------------------------------------------------------------------------------------

    def inlines(self, words: Words) -> Inlines:
        """Words as this edition prints them."""
        return tuple(self._inline(run) for run in words)

    def _inline(self, run: object) -> Inline:
        match run:
            case EmphasisRun(words):
                return Emphasis(self.inlines(words))
            case StrongRun(words):
                return Strong(self.inlines(words))
            case LinkRun(words, url):
                return Link(self.inlines(words), url)
            case MentionRun(party, shown):
                return self.names.printed(party, shown)
            case ClosedRun(words, ground):
                return self._closed(words, ground)
            case ErasedRun():
                return self.erased()
            case _:
                return Text(str(run))

    def _closed(self, words: Words, ground: str) -> Inline:
        if self.seen.edition == "public":
            return self.redaction(ground)
        code, name = self._ground(ground)
        return Closed(self.inlines(words), ground, self.say.gate.closed.format(name=code or name))

    def redaction(self, ground: str) -> Redaction:
        """What stands in the public edition where something was withheld."""
        code, name = self._ground(ground)
        phrase = self.say.gate.redaction_coded if code else self.say.gate.redaction
        return Redaction(ground, phrase.format(code=code, name=name))

    def erased(self) -> Erased:
        """What stands where something was erased for good."""
        return Erased(self.say.gate.erased)

    def said(self, text: str, entry: Entry) -> Inlines:
        """A short text of an entry; where it is gone because it was erased, that is said."""
        if text:
            return (Text(text),)
        return (self.erased(),) if entry.erased else ()

    # -- grounds ---------------------------------------------------------------------------------------------------

    def _ground(self, ground: str) -> tuple[str, str]:
        """The code as people know it (nothing where the code is only ours) and the name."""
        self._grounds.add(ground)
        return (ground if ground[:1].isdigit() else "", ground_label(ground, self.language))

    def ground_text(self, ground: str) -> str:
        """A ground by code and name."""
        code, name = self._ground(ground)
        return f"{code} {name}" if code and code != name else name

    def legend(self) -> tuple[Ground, ...]:
        """The grounds that this document names, in the order of their lists."""
        order = {code: place for place, code in enumerate(grounds())}
        found = sorted(self._grounds, key=lambda code: (order.get(code, len(order)), code))
        return tuple(Ground(code=code, label=ground_label(code, self.language)) for code in found)

    # -- references ------------------------------------------------------------------------------------------------

    def source(self, version: int) -> Source:
        """The entry of this meeting with that version."""
        return Source(self.seen.stream, version)

    def place(self, version: int | None) -> Source | None:
        """The entry, if this document prints it."""
        return self.source(version) if version is not None and version in self._titles else None

    def reference(self, version: int | None) -> Inlines:
        """A reference to an entry; nothing when this document does not print it."""
        if version is None or version not in self._titles:
            return ()
        return (Reference(self.source(version), self._titles[version] or self._beginning(version)),)

    def _beginning(self, version: int) -> str:
        """What an entry begins with: a reader finds that, and knows no numbers; they stand for one without words."""
        entry = self.seen.entries.get(version)
        text = plain(self.inlines(entry.event.text)) if entry and isinstance(entry.event, Shown) else ""
        begins = text[:_LONGEST].split()
        said = " ".join(begins[:_FEW])
        if not said:
            return self.say.life.entry.format(version=version)
        return f"“{said}”" if said == text.strip() else f"“{said} …”"

    def item_title(self, version: int) -> str:
        """An item as it is called in a sentence: ``5. Opgaveteams``."""
        entry = self.seen.entries.get(version)
        event = entry.event if entry else None
        if not isinstance(event, ItemOpened):
            return self.say.talk.untitled
        title = plain(self.inlines(event.title)) or self.say.talk.untitled
        return f"{event.number}. {title}" if event.number else title

    # -- facts -----------------------------------------------------------------------------------------------------

    def fact(self, name: str, label: str, value: Inlines | str | None) -> tuple[Fact, ...]:
        """A fact, or nothing where nobody said."""
        if not value:
            return ()
        return (Fact(name=name, label=label, value=(Text(value),) if isinstance(value, str) else value),)

    def count(self, name: str, label: str, number: int | None) -> tuple[Fact, ...]:
        """A fact that is a number."""
        return self.fact(name, label, None if number is None else str(number))

    def party(self, name: str, label: str, party: PartyId | None) -> tuple[Fact, ...]:
        """A fact that is a party."""
        return () if party is None else self.fact(name, label, (self.names.printed(party),))

    def parties(self, name: str, label: str, parties: Iterable[PartyId]) -> tuple[Fact, ...]:
        """A fact that is a list of parties."""
        return self.fact(name, label, self.party_list(parties))

    def party_list(self, parties: Iterable[PartyId]) -> Inlines:
        """Parties as a list in a sentence."""
        return listed([(self.names.printed(party),) for party in parties], self.say.locale)

    def time(self, name: str, label: str, time: time | None) -> tuple[Fact, ...]:
        """A fact that is a time of day."""
        return () if time is None else self.fact(name, label, (time_moment(time, self.say.frame.time),))

    def date(self, name: str, label: str, date: PartialDate | None) -> tuple[Fact, ...]:
        """A fact that is a date."""
        return () if date is None else self.fact(name, label, (date_moment(date, self.say.locale),))

    def when(self, when: When | None) -> Inlines:
        """A date, or the next meeting."""
        if when is None:
            return ()
        if isinstance(when, PartialDate):
            return (date_moment(when, self.say.locale),)
        return (Text(self.say.will.next_meeting),)


def begins_with(words: Words, party: PartyId | None, names: Names) -> bool:
    """Whether the words begin by naming the party."""
    return any(isinstance(run, MentionRun) and names.same(run.party, party) for run in opening_runs(words))
