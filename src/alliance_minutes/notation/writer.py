"""Minutes back to notation: reading what is written gives the same events again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from attrs import evolve

from alliance_minutes import events
from alliance_minutes.notation.inline import Inline, physical, value
from alliance_minutes.notation.keywords import term
from alliance_minutes.notation.marks import Above, above
from alliance_minutes.notation.opening import write_front_matter
from alliance_minutes.notation.phrasing import WRITTEN, Phrase, Phrasing, agreed
from alliance_minutes.notation.references import NONE
from alliance_minutes.notation.tracking import Tracking
from alliance_minutes.values import Mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry, Minutes
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId

_ITEM_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*[a-z]?")
_NUMBERED = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*[a-z]?[.) \t]|[0-9]{1,9}(?:\.[0-9]{1,9})*[a-z]?\Z")
_POINT_NUMBER = re.compile(r"[0-9]{1,9}")


def write(minutes: Minutes, parties: Mapping[PartyId, Party], *, language: Language | None = None) -> str:
    """The notation of a meeting's minutes.

    Entries that were withdrawn, and acts on the book that are no notation (correcting, closing, signing, …), are left out;
    what an entry says is written as it reads now.

    Args:
        minutes: the minutes.
        parties: the parties of the book, by id; a party that is not among them is written by its id.
        language: of the keywords, ``nl`` or ``en``; else that of the minutes.
    """
    chosen: Language = language or ("nl" if minutes.convened.language.lower().startswith("nl") else "en")
    recorded = [
        (entry.version, _as_closed(entry))
        for entry in minutes.ordered
        if not entry.withdrawn and type(entry.event) in WRITTEN and not _from_elsewhere(entry.event)
    ]
    first = _Writer(minutes, parties, chosen)
    text = first.write(recorded)
    if not first.tracking.pointed:
        return text
    letter = "K" if chosen == "nl" else "R"
    second = _Writer(minutes, parties, chosen)  # now it is known what needs a name before it is written
    second.tracking.refs = {
        version: f"{letter}{index}" for index, version in enumerate(sorted(first.tracking.pointed), 1)
    }
    return second.write(recorded)


def _as_closed(entry: Entry) -> Event:
    """The event of an entry, with the ground on which the whole of it was closed afterwards."""
    event = entry.event
    if entry.closed is not None and isinstance(event, (events.ItemOpened, events.DocumentAttached)):
        return evolve(event, closed=entry.closed)
    return event


def _from_elsewhere(event: Event) -> bool:
    """Whether another meeting recorded it here: that these minutes were adopted."""
    return isinstance(event, events.MinutesAdopted) and event.adopted_by is not None


class _Writer:
    def __init__(self, minutes: Minutes, parties: Mapping[PartyId, Party], language: Language) -> None:
        self.minutes = minutes
        self.language = language
        self.inline = Inline(parties, language)
        self.tracking = Tracking()
        self.phrasing = Phrasing(self.inline, language, self.tracking)
        self.out: list[str] = []
        self.anchor: Above | None = None  # what a mark on the next line would rest on

    def write(self, recorded: list[tuple[int, Event]]) -> str:
        """The whole text."""
        convened = self.minutes.convened
        first = next((entry.version for entry in self.minutes.entries if entry.event == convened), 1)
        self.tracking.number(first)
        front, taken = write_front_matter(self.minutes, [event for _, event in recorded], self.phrasing)
        self.out.append(physical(front))
        if convened.title:
            self._block("# " + self.inline.words(convened.title))
        for version, event in recorded[:taken]:
            self.tracking.remember(event, self.tracking.number(version))
        rest = recorded[taken:]
        index = 0
        while index < len(rest):
            index += self._signatures(rest, index) or self._event(*rest[index])
        return "\n".join(self.out) + "\n"

    def _block(self, text: str, *, direct: bool = False) -> None:
        if not direct:
            self.out.append("")
        self.out.append(physical(text.removesuffix("\n")))

    def _event(self, recorded: int, event: Event) -> int:
        """Write one event; how many were written."""
        if isinstance(event, events.ItemOpened):
            self._item(recorded, event)
            return 1
        shown = cast("events.Shown", event)
        self._under(self.tracking.version(shown.item))
        rests_on = self.tracking.version(shown.rests_on)
        if isinstance(shown, events.ItemDiscussed) and self._discussion(shown, rests_on):
            self.anchor = above(shown, self.tracking.number(recorded), None, None)
            return 1
        phrase = self.phrasing.phrase(shown)
        under = self.anchor.under(type(shown)) if self.anchor is not None else None
        direct = rests_on is not None and rests_on == under and not shown.text and not phrase.data
        direct = direct and not (isinstance(shown, events.ItemDiscussed) and shown.points)
        no_text = not shown.text and rests_on is None and not phrase.complete and not phrase.data
        head = self.phrasing.head(phrase, shown, None if direct else rests_on, no_text=no_text)
        text = self.inline.after_colon(shown.text, data=phrase.takes_data and not phrase.complete)
        tail = text or phrase.data
        self._block(f"{head} {tail}" if tail else head, direct=direct)
        if isinstance(shown, events.ItemDiscussed):
            self._points(shown)
        version = self.tracking.number(recorded)
        self.tracking.remember(shown, version)
        self.anchor = above(shown, version, rests_on, self.anchor if direct else None)
        return 1

    def _under(self, item: int | None) -> None:
        """Go on under another item than the one now open, where need be."""
        if item == self.tracking.item:
            return
        name = NONE if item is None else self.tracking.ref(item)
        self._block(f"## {{{term('under', self.language)}={name}}}")
        self.anchor = None
        self.tracking.item = item
        path: list[int] = []
        at = item
        while at is not None:
            path.append(at)
            at = self.tracking.under_item.get(at)
        self.tracking.path = path[::-1]

    def _item(self, recorded: int, event: events.ItemOpened) -> None:
        parent = self.tracking.version(event.parent)
        if parent is not None and parent not in self.tracking.path:
            self._under(parent)
        depth = 0 if parent is None else self.tracking.path.index(parent) + 1
        attributes: list[str] = []
        number = ""
        if event.number is not None and _ITEM_NUMBER.fullmatch(event.number):
            number = f"{event.number}. "
        elif event.number is not None:
            attributes.append(f"{term('number', self.language)}={value(event.number)}")
        for code, given in (("kind", event.kind), ("returns from", event.returns_from)):
            if given is not None:
                attributes.append(f"{term(code, self.language)}={value(given)}")
        if event.closed is not None:
            attributes.append(f"{term('closed', self.language)} {event.closed}")
        name = self.tracking.refs.get(self.tracking.count + 1)
        if name is not None:
            attributes.append(f"{term('ref', self.language)}={name}")
        title = self.inline.title(event.title)
        if not number and _NUMBERED.match(title):
            title = "\\" + title
        tail = f" {{{'; '.join(attributes)}}}" if attributes else ""
        heading = f"{'#' * (depth + 2)} {number}{title}{tail}"
        self._block(heading if title else heading.rstrip(" "))
        self.anchor = None
        version = self.tracking.number(recorded)
        self.tracking.under_item[version] = parent
        self.tracking.path = [*self.tracking.path[:depth], version]
        self.tracking.item = version

    def _discussion(self, event: events.ItemDiscussed, rests_on: int | None) -> bool:
        """Write a discussion as a plain paragraph where that is enough; whether it was."""
        if event.occurred_at is not None or rests_on is not None:
            return False
        if self.tracking.count + 1 in self.tracking.refs:
            return False
        first = event.text[0] if event.text else None
        if event.speaker is not None:
            own = isinstance(first, Mention) and first.party == event.speaker
            lead = "" if own else f"{self.inline.at(event.speaker)}: "
        elif not event.text:
            return False
        else:
            lead = "@: " if isinstance(first, Mention) else ""
        text = self.inline.paragraph(event.text, lead)
        self._block(text if event.text else text.rstrip(" "))
        self._points(event)
        return True

    def _points(self, event: events.ItemDiscussed) -> None:
        indents: list[int] = []
        for point in event.points:
            indent = 2 * min(max(point.level, 0), 90)
            while indents and indents[-1] > indent:
                indents.pop()
            if not indents or indents[-1] < indent:
                indents.append(indent)
            attributes: list[str] = []
            if len(indents) - 1 != point.level:
                attributes.append(f"{term('level', self.language)}={point.level}")
            bullet = "-"
            if point.number is not None and _POINT_NUMBER.fullmatch(point.number):
                bullet = f"{point.number}."
            elif point.number is not None:
                attributes.append(f"{term('number', self.language)}={value(point.number)}")
            text = self.inline.point(point.text)
            start = f"{' ' * indent}{bullet}" + (f" {{{'; '.join(attributes)}}}" if attributes else "")
            self._block(f"{start} {text}" if text else start, direct=True)

    def _signatures(self, rest: list[tuple[int, Event]], index: int) -> int:
        """Write partners who signed one after the other as a list; how many events that took."""
        run: list[tuple[int, events.PartnerSigned]] = []
        for recorded, event in rest[index:]:
            bare = isinstance(event, events.PartnerSigned) and not (
                event.text or event.rests_on or event.occurred_at
            )
            named = self.tracking.count + 1 + len(run) in self.tracking.refs
            if not isinstance(event, events.PartnerSigned) or not bare or named:
                break
            if run and (event.item, event.agreement) != (run[0][1].item, run[0][1].agreement):
                break
            run.append((recorded, event))
        if len(run) < 2:
            return 0
        self._under(self.tracking.version(run[0][1].item))
        phrase = Phrase("signed")
        agreed(self.phrasing, phrase, run[0][1].agreement)
        head = self.phrasing.head(phrase, run[0][1], None, no_text=False)
        self._block(head)
        for recorded, event in run:
            by = (
                f" ({term('by', self.language)} {self.inline.at(event.signatory)})" if event.signatory else ""
            )
            self._block(f"- {self.inline.listed(event.partner)}{by}", direct=True)
            self.anchor = above(event, self.tracking.number(recorded), None, None)
        return len(run)
