"""The command that shows a meeting on the terminal: its facts, agenda, decisions, actions and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.sizing import tell_size
from alliance_minutes.cli.terminal import data, one_line, say, visible
from alliance_minutes.cli.words import ERASED, name_of, spoken
from alliance_minutes.events import MinutesPublished, MinutesSigned

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alliance_minutes.events import Shown
    from alliance_minutes.meeting import Entry, Item, Minutes, Presence
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId, Tally, When, Words

NEXT = "the next meeting"
BEGINNING = len("sha256:") + 12
"""Characters of a digest by which it is known again."""

NARROWEST = 40
"""Columns that words need; where the columns before them leave less, they go on a line of their own."""


def show(arguments: Namespace) -> int:
    """Show a meeting, or write it back as notation."""
    with book_to_read(arguments) as book:
        then = book.trail.then(arguments.meeting, arguments.as_of)
        if arguments.form == "notation":
            text = book.notation(arguments.meeting, as_of=arguments.as_of)
            data(text.encode(), text=True)
        else:
            for line in Overview(then.minutes, then.parties).lines():
                say(line)
        if arguments.as_of is not None:
            tell_size(book, then.minutes.size)
    return 0


class Overview:
    """A meeting at a glance."""

    def __init__(self, minutes: Minutes, parties: Mapping[PartyId, Party]) -> None:
        from shutil import get_terminal_size

        self._minutes = minutes
        self._parties = parties
        self._width = max(get_terminal_size().columns, 40)
        self._at = self._places(minutes.items)

    def _places(self, items: Sequence[Item]) -> dict[int, str]:
        """What the agenda calls each item, by its version: its number, or its place under the one it belongs to."""
        places: dict[int, str] = {}
        waiting = [(item, "", index) for index, item in enumerate(items, 1)]
        while waiting:
            item, above, index = waiting.pop()
            number = getattr(item.entry.event, "number", None) or (f"{above}.{index}" if above else "·")
            places[item.entry.version] = one_line(number)
            waiting.extend(
                (inner, "" if number == "·" else number, place) for place, inner in enumerate(item.items, 1)
            )
        return places

    def lines(self) -> Iterator[str]:
        """The overview, line by line."""
        minutes = self._minutes
        title = (
            self._text(minutes.convened.title)
            or f"{self._name(minutes.body)}, {minutes.held_on or 'date unknown'}"
        )
        yield title
        yield "=" * min(len(visible(title)), self._width)
        yield from self._rows([(label, value) for label, value in self._facts() if value])
        for heading, rows in (
            ("Agenda", self._agenda()),
            ("Proposals not decided", self._proposals()),
            ("Decisions", self._decisions()),
            ("Actions", self._actions()),
            ("Questions", self._questions()),
            ("Partners that signed", self._signatures()),
            ("Attachments", self._attachments()),
            ("Signed and published ('render --kept VERSION' writes the very bytes)", self._sealed()),
        ):
            yield from self._section(heading, rows)

    def _section(self, heading: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        rows = list(rows)
        if rows:
            yield ""
            yield heading
            yield from self._rows(rows, indent="  ")

    def _rows(self, rows: Sequence[tuple[str, ...]], indent: str = "") -> Iterator[str]:
        """Rows as columns; the last column is wrapped beside the others."""
        shown = [[visible(" ".join(cell.splitlines())) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in shown), strict=True)]
        for *cells, last in shown:
            padded = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
            lead = f"{indent}{padded}  "
            if self._width - len(lead) < NARROWEST:
                yield lead.rstrip()
                lead = indent + "    "
            room = max(self._width - len(lead), NARROWEST // 2)
            first, *others = wrapped(last, room)
            yield (lead + first).rstrip()
            yield from (" " * len(lead) + other for other in others)

    # -- facts ---------------------------------------------------------------------------------------------------------

    def _facts(self) -> Iterator[tuple[str, str]]:
        minutes, convened = self._minutes, self._minutes.convened
        yield "Body", self._name(minutes.body)
        yield "Date", str(minutes.held_on or "unknown")
        yield "Form", convened.form or ""
        yield "Place", convened.place or ""
        yield "Chair", "; then ".join(self._chairs())
        yield "Secretary", self._name(convened.secretary)
        for label, status in (("Present", "present"), ("Apologies", "apologies"), ("Absent", "absent")):
            there = [self._presence(one) for one in minutes.attendance if one.status == status]
            yield label, "; ".join(there) or ("nobody" if status in minutes.nobody else "")
        yield "Quorum", self._quorum()
        yield "Status", self._status()
        yield "Language", convened.language
        yield "Meeting", f"{minutes.id}, version {minutes.version}"

    def _chairs(self) -> Iterator[str]:
        for taken in self._minutes.chairs:
            instead = f" for {self._name(taken.deputises_for)}" if taken.deputises_for else ""
            yield self._name(taken.chair) + instead

    def _presence(self, one: Presence) -> str:
        said = [one.role or ""]
        for since, until in one.intervals:
            said.append(f"from {since:%H:%M}" if since else "")
            said.append(f"until {until:%H:%M}" if until else "")
        said.extend(f"proxy for {self._name(party)}" for party in one.proxy_for)
        said.append(f"{one.votes} votes" if one.votes is not None else "")
        beside = ", ".join(part for part in said if part)
        return self._name(one.party) + (f" ({beside})" if beside else "")

    def _quorum(self) -> str:
        noted = self._minutes.quorum
        if noted is None:
            return ""
        said = [
            f"{count} {what}"
            for what, count in (("required", noted.required), ("present", noted.present))
            if count is not None
        ]
        said.extend([] if noted.met is None else ["met" if noted.met else "not met"])
        return ", ".join(said)

    def _status(self) -> str:
        sealed = [event for _, event in self._seals()]
        steps = (
            ("adopted", self._minutes.adopted),
            ("circulated", self._minutes.circulated),
            ("signed", {event.edition for event in sealed if isinstance(event, MinutesSigned)}),
            ("published", {event.edition for event in sealed if isinstance(event, MinutesPublished)}),
        )
        done = [f"{step} ({', '.join(sorted(editions))})" for step, editions in steps if editions]
        return "; ".join(done if self._minutes.adopted else ["draft, not yet adopted", *done])

    # -- what happened -------------------------------------------------------------------------------------------------

    def _agenda(self) -> Iterator[tuple[str, ...]]:
        waiting = [(item, 0) for item in reversed(self._minutes.items)]
        while waiting:
            item, depth = waiting.pop()
            event = item.entry.event
            beside = [
                getattr(event, "kind", None) or "",
                f"closed {item.entry.closed}" if item.entry.closed else "",
            ]
            notes = ", ".join(note for note in beside if note)
            title = self._text(getattr(event, "title", ()))
            indent = "  " * min(depth, 10)
            yield indent + self._at[item.entry.version], title + (f" ({notes})" if notes else "")
            waiting.extend((inner, depth + 1) for inner in reversed(item.items))

    def _proposals(self) -> Iterator[tuple[str, ...]]:
        for proposal in self._minutes.proposals:
            if proposal.decision is None:
                mover = self._name(proposal.event.mover)
                yield self._item(proposal.event), mover, self._said(proposal.event)

    def _decisions(self) -> Iterator[tuple[str, ...]]:
        for _, taken in self._minutes.decisions:
            how: list[str] = [
                taken.kind if taken.kind != "decision" else "",
                taken.method or "",
                taken.outcome or "",
            ]
            how.append(self._count(taken.tally) if taken.tally else "")
            yield (
                taken.number or "",
                self._item(taken),
                ", ".join(part for part in how if part),
                self._said(taken),
            )

    def _actions(self) -> Iterator[tuple[str, ...]]:
        for action in self._minutes.actions:
            owners = ", ".join(self._name(owner) for owner in action.event.owners)
            yield (
                action.event.number or "",
                self._item(action.event),
                action.status,
                owners or "owner unknown",
                _due(action.event.due),
                self._said(action.event),
            )

    def _questions(self) -> Iterator[tuple[str, ...]]:
        for question in self._minutes.questions:
            status = (
                "answered" if question.settled else "open, provisional answer" if question.answers else "open"
            )
            yield question.event.number or "", self._item(question.event), status, self._said(question.event)

    def _signatures(self) -> Iterator[tuple[str, ...]]:
        for _, signed in self._minutes.signatures:
            yield self._name(signed.partner), signed.agreement or ""

    def _attachments(self) -> Iterator[tuple[str, ...]]:
        for _, attached in self._minutes.attachments:
            closed = f"closed {attached.closed}" if attached.closed else ""
            yield attached.title or ERASED, ", ".join(part for part in (attached.name or "", closed) if part)

    def _seals(self) -> Iterator[tuple[Entry, MinutesSigned | MinutesPublished]]:
        for entry in self._minutes.entries:
            if isinstance(entry.event, (MinutesSigned, MinutesPublished)) and not entry.withdrawn:
                yield entry, entry.event

    def _sealed(self) -> Iterator[tuple[str, ...]]:
        for entry, event in self._seals():
            if isinstance(event, MinutesSigned):
                act, told = "signed", [event.role or "", self._name(event.by)]
            else:
                act, told = "published", [event.where or ""]
            yield (
                str(entry.version),
                f"{act} {entry.recorded_at:%Y-%m-%d}",
                event.edition,
                event.format,
                f"{event.digest[:BEGINNING]}…" if event.digest else "[erased]",
                ", ".join(one for one in told if one),
            )

    # -- words ---------------------------------------------------------------------------------------------------------

    def _name(self, party: PartyId | None) -> str:
        return name_of(party, self._parties)

    def _text(self, words: Words) -> str:
        return one_line(spoken(words, self._parties))

    def _said(self, event: Shown) -> str:
        """The words of an event; those of the entry it rests on where it has none."""
        if event.rests_on is not None and not event.text:
            rested = self._minutes.entries[event.rests_on - 1].event
            return self._text(getattr(rested, "text", ()))
        return self._text(event.text)

    def _item(self, event: Shown) -> str:
        place = self._at.get(event.item, "") if event.item is not None else ""
        return f"item {place}" if place and place != "·" else ""

    def _count(self, tally: Tally) -> str:
        counts = (
            ("for", tally.in_favour),
            ("against", tally.against),
            ("abstained", tally.abstain),
            ("blank", tally.blank),
            ("invalid", tally.invalid),
        )
        said = [f"{count} {what}" for what, count in counts if count is not None]
        return " ".join([*said, *(["secret"] if tally.secret else [])])


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most so many characters, in linear time whatever the text; at least one line."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if len(joined) <= room:
            lines[-1] = joined
        else:
            lines.extend(word[start : start + room] for start in range(0, len(word), room))
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def _due(due: When | None) -> str:
    return "" if due is None else f"due {NEXT}" if due == "next-meeting" else f"due {due}"
