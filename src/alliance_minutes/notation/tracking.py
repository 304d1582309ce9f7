"""What the reader will know at each point of a text that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from alliance_minutes import events
from alliance_minutes.notation.references import NONE

if TYPE_CHECKING:
    from alliance_minutes.events import Event


@define
class Tracking:
    """The versions that events will have in the text, and what its later lines can refer to without a number."""

    new: dict[int, int] = field(factory=dict)  # version in the book to version in the text
    count: int = 0
    item: int | None = None
    path: list[int] = field(factory=list)
    questions: dict[int, None] = field(factory=dict)
    asked: set[str] = field(factory=set)
    undecided: dict[int | None, dict[int, None]] = field(factory=dict)
    amendable: dict[int | None, dict[int, None]] = field(factory=dict)
    amendments: dict[int, list[int]] = field(factory=dict)  # per motion; one that is amended settles them
    under: dict[int, int | None] = field(factory=dict)  # proposal to its item
    documents: dict[str, int] = field(factory=dict)
    titles: dict[int, str] = field(factory=dict)
    refs: dict[int, str] = field(factory=dict)  # version in the text to the name it is given there
    pointed: set[int] = field(factory=set)  # versions in the text that need a name
    under_item: dict[int, int | None] = field(factory=dict)  # item to its parent

    def version(self, recorded: int | None) -> int | None:
        """The version in the text of an event of the book; ``None`` when it is not written."""
        return None if recorded is None else self.new.get(recorded)

    def ref(self, version: int) -> str:
        """The name by which an event of the text is pointed at."""
        self.pointed.add(version)
        return self.refs.get(version, NONE)

    def nearest(self, among: dict[int | None, dict[int, None]]) -> int | None:
        """The nearest of these under the item now open."""
        return next(reversed(among.get(self.item, {})), None)

    def number(self, recorded: int) -> int:
        """Give the next event of the text its version."""
        self.count += 1
        self.new[recorded] = self.count
        return self.count

    def remember(self, event: Event, version: int) -> None:
        """Keep what the reader will keep of an event."""
        match event:
            case events.QuestionAsked():
                self.questions[version] = None
                if event.number is not None:
                    self.asked.add(event.number)
            case events.QuestionAnswered(settles=True):
                self.questions.pop(self.version(event.question) or 0, None)
            case events.ProposalMade():
                self._propose(version, event)
            case events.DecisionTaken(on=int(on)):
                proposal = self.version(on) or 0
                item = self.under.get(proposal)
                settled = self.amendments.pop(proposal, []) if event.outcome == "amended" else []
                for one in (proposal, *settled):
                    self.undecided.get(item, {}).pop(one, None)
                    self.amendable.get(item, {}).pop(one, None)
            case events.DocumentAttached():
                self.documents.setdefault(event.title, version)
                self.titles[version] = event.title
            case _:
                pass

    def _propose(self, version: int, event: events.ProposalMade) -> None:
        """Keep a proposal that is to be decided."""
        self.under[version] = self.item
        self.undecided.setdefault(self.item, {})[version] = None
        amends = self.version(event.amends)
        if amends is not None:
            self.amendments.setdefault(amends, []).append(version)
        if event.kind != "amendment":
            self.amendable.setdefault(self.item, {})[version] = None
