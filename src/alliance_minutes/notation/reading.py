"""What is known while a file is being read: events so far, parties, the chair, open questions, the place in the agenda."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import define, evolve, field, frozen

from alliance_minutes.errors import InvalidTextError, InvalidValueError
from alliance_minutes.events import (
    ActionAgreed,
    ChairTaken,
    DecisionTaken,
    DocumentAttached,
    ItemOpened,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    ProposalMade,
    QuestionAnswered,
    QuestionAsked,
    Shown,
)
from alliance_minutes.notation.closings import closes_nothing
from alliance_minutes.notation.flags import attempts_flag
from alliance_minutes.notation.keywords import CHAIR
from alliance_minutes.notation.names import doubt_about
from alliance_minutes.notation.references import References
from alliance_minutes.notation.source import bare
from alliance_minutes.values import ground, grounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alliance_minutes.events import Event, PartyKind
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.messages import Messages
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.parties import Directory
    from alliance_minutes.values import PartyId

_CLOSING = re.compile(r"\|\||\{\|")
Hidden: TypeAlias = "tuple[int, int, PartyId | None]"
"""A stretch of a text that may hold names: from, to, and whose own printing it is where it is a party's."""


@frozen
class Became:
    """What a line of the source became.

    Attributes:
        kind: ``event``, ``comment``, ``front matter`` or ``message``.
        index: which event or message, from 0; ``None`` for the other two.
    """

    kind: Literal["event", "comment", "front matter", "message"]
    index: int | None = None


@define
class Reading:
    """The state of one reading."""

    messages: Messages
    directory: Directory
    language: Language
    folder: Path | None = None
    known: Callable[[str], bool] | None = None
    files: dict[str, Path] = field(factory=dict)
    events: list[Event] = field(factory=list)
    spans: list[tuple[int, int]] = field(factory=list)
    framed: dict[type[Event], tuple[int, int]] = field(
        factory=dict
    )  # the last opening, closing, …: version and line
    lines: dict[int, Became] = field(factory=dict)
    chair: PartyId | None = None
    item: int | None = None
    path: list[tuple[int, int]] = field(factory=list)  # (heading level, version) from the outermost item
    questions: dict[int, str | None] = field(factory=dict)  # open ones: version and number
    asked: dict[str, int] = field(factory=dict)  # all questions with a number
    undecided: dict[int | None, dict[int, None]] = field(factory=dict)  # proposals per item, in order
    amendable: dict[int | None, dict[int, None]] = field(factory=dict)  # those that are no amendment
    amendments: dict[int, list[int]] = field(factory=dict)  # per motion; one that is amended settles them
    on_amendment: list[tuple[int, int, tuple[int, int]]] = field(
        factory=list
    )  # decided as the nearest: the amendment, its motion, and where
    documents: dict[str, int] = field(factory=dict)
    refs: References = field(factory=References)
    numbers: set[str] = field(factory=set)
    _said: dict[tuple[PartyId, str], str] = field(factory=dict)
    looked: list[tuple[Passage, list[Hidden], bool]] = field(factory=list)
    near: list[tuple[Passage, str, str, PartyId]] = field(
        factory=list
    )  # a new name, and the known one it is nearly
    told_public: set[PartyId] = field(factory=set)  # of whom somebody said that their name is public
    roles: set[str] = field(factory=set)  # those that were said so far, folded
    named: dict[PartyId, Passage] = field(
        factory=dict
    )  # where a party was first named, if this text introduces it

    @property
    def next_version(self) -> int:
        """The version that the next event will have."""
        return len(self.events) + 1

    def add(self, event: Event, place: tuple[int, int]) -> int:
        """Record an event at a place of the source; its version. What is shown belongs to the item now open."""
        if isinstance(event, Shown) and self.item is not None:
            event = evolve(event, item=self.item)
        self.events.append(event)
        self.spans.append(place)
        return len(self.events)

    def covered(self, line: int, version: int) -> None:
        """Note that a source line became the event with this version."""
        self.lines[line] = Became("event", version - 1)

    def party(
        self,
        name: Passage,
        *,
        kind: PartyKind | None = None,
        role: str | None = None,
        organisation: str | None = None,
        public: bool | None = None,
        partner: bool = False,
    ) -> PartyId | None:
        """The party of a name as it stands in the source, or whoever is in the chair; ``None`` after a message.

        A new one is introduced with what is said of it. A ``partner`` is one that signs an agreement, or leaves it.
        """
        if name.text.casefold() in CHAIR:
            if self.chair is None:
                self.messages.wrong("chair-nobody", name)
            return self.chair
        text = name.bare
        if name.text.startswith("?") and text[1:] in self.directory.parties:
            return text[1:]
        known = self.directory.find(text)
        if kind is None and text[:1].islower() and text == text.lower() and known is None:
            kind = "role"  # "ambtelijk", "an official": a role that nobody named
        if self.closes(name) or (known is None and not self._is_name(name, kind, partner=partner)):
            return None
        near, kept = len(self.directory.near), len(self.directory.kept_closed)
        try:
            party = self.directory.party(text, kind=kind, role=role, organisation=organisation, public=public)
        except (InvalidValueError, InvalidTextError):
            self.messages.wrong("party-name", name)
            return None
        for found in self.directory.near[near:]:
            self.near.append((name, found.name, found.known, party))
        for closed in self.directory.kept_closed[kept:]:
            self.messages.warning("kept-closed", name.place(), read=closed)
        if known is None:
            self.named[party] = name
        self.told_public |= {party} if public else set()
        return party

    def _is_name(self, name: Passage, kind: PartyKind | None, *, partner: bool) -> bool:
        """Whether a name met for the first time can be one; in doubt it is not, or is told."""
        if attempts_flag(name.bare):
            self.messages.wrong("flag", name)
            return False
        said = kind in {"organisation", "office"} or (kind == "body" and not name.sign)
        doubt = doubt_about(name.text, "@[" if said else name.sign, partner=partner) if name.text else None
        if doubt is None:
            return True
        code, mild = doubt
        (self.messages.wrong_mildly if mild else self.messages.wrong)(code, name)
        return mild

    def is_role(self, name: str, said: str) -> bool:
        """Whether it was said of this party, or of another one above, that this is its role."""
        party = self.directory.find(name)
        known = None if party is None else self.directory.parties.get(party)
        return said.casefold() in self.roles or (known is not None and known.role == said)

    def known_of(self, party: PartyId, code: str, said: str | None) -> str | None:
        """What is known of a party, in the book or since it was first said in this text."""
        before: str | None = getattr(self.directory.parties.get(party), code, None)
        if before is None and said is not None:
            before = self._said.setdefault((party, code), said)
        return before

    @property
    def in_closed(self) -> bool:
        """Whether the item now open, or one that it is part of, is closed whole."""
        opened = (self.events[version - 1] for _, version in self.path)
        return any(isinstance(event, ItemOpened) and event.closed is not None for event in opened)

    def plain(self, passage: Passage, *, closed: bool = False) -> str:
        """A value that is printed as it stands; nothing in it can be closed, and names in it are looked for.

        Where it is ``closed`` with all that it belongs to, it may say so.
        """
        if not self.closes(passage, words=not closed):
            if "@[" in passage.text:
                self.messages.wrong("mention-in-value", passage.part(passage.text.find("@[")))
            self.look_for_names(passage, [], value=True)
        return bare(passage.typed)

    def closes(self, passage: Passage, *, words: bool = False) -> bool:
        """Whether something would be closed where only plain text can stand, which is an error."""
        found = _CLOSING.search(passage.text)
        if found is None:
            return closes_nothing(passage, self.messages, words=words and not self.in_closed)
        self.messages.wrong("closed-here", passage.part(found.start(), found.end()))
        return True

    def ground(self, passage: Passage) -> str | None:
        """The code of a ground, or ``None`` after a message."""
        code = ground(passage.bare)
        if not passage.text:
            self.messages.error("ground-empty", passage.place())
        elif code is None:
            self.messages.wrong("ground", passage, near=self.messages.nearest(passage.text, grounds()))
        return code

    def open_item(self, event: ItemOpened, level: int, place: tuple[int, int]) -> int:
        """Take up an item whose heading has this level."""
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        event = evolve(event, parent=self.path[-1][1] if self.path else None)
        version = self.add(event, place)
        self.path.append((level, version))
        self.item = version
        return version

    def remember(self, version: int) -> None:
        """Keep what later lines may refer to."""
        event = self.events[version - 1]
        number = getattr(event, "number", None)
        match event:
            case ChairTaken():
                self.chair = event.chair
            case QuestionAsked():
                self.questions[version] = number
                if number is not None:
                    self.asked[number] = version
            case QuestionAnswered(question=int(asked), settles=True):
                self.questions.pop(asked, None)
            case ProposalMade():
                self._propose(version, event)
            case DecisionTaken(on=int(on)):
                item = getattr(self.events[on - 1], "item", None)
                settled = self.amendments.pop(on, []) if event.outcome == "amended" else []
                self._settle(item, [on, *settled])
            case MeetingOpened() | MeetingClosed() | MeetingResumed():
                self.framed[type(event)] = (version, self.spans[version - 1][0])
            case DocumentAttached():
                self.documents.setdefault(event.title, version)
            case _:
                pass
        if number is not None and isinstance(event, (DecisionTaken, ActionAgreed, QuestionAsked)):
            self.numbers.add(number)

    def _settle(self, item: int | None, proposals: list[int]) -> None:
        """Note that proposals of an item are decided."""
        for proposal in proposals:
            self.undecided.get(item, {}).pop(proposal, None)
            self.amendable.get(item, {}).pop(proposal, None)

    def _propose(self, version: int, event: ProposalMade) -> None:
        """Note a proposal that is to be decided."""
        self.undecided.setdefault(event.item, {})[version] = None
        if event.amends is not None:
            self.amendments.setdefault(event.amends, []).append(version)
        if event.kind != "amendment":
            self.amendable.setdefault(event.item, {})[version] = None

    def go_back(self, item: int | None) -> None:
        """Go on under an earlier item, or outside all items for ``None``."""
        path: list[int] = []
        at = item
        while at is not None:
            path.append(at)
            at = getattr(self.events[at - 1], "parent", None)
        self.path = [(level, item) for level, item in enumerate(reversed(path), 2)]
        self.item = item

    def has_number(self, number: str) -> bool:
        """Whether a number exists, as far as can be known."""
        return number in self.numbers or self.known is None or self.known(number)

    def look_for_names(self, passage: Passage, hidden: list[Hidden], *, value: bool = False) -> None:
        """Remember plain text, outside the given stretches, in which no name may stand that is not public.

        A ``value`` is printed as it stands, and can be closed by nothing.
        """
        self.looked.append((evolve(passage, text=passage.typed), hidden, value))
