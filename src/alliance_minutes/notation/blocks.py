"""The body: headings, paragraphs, lists and keyword lines become events, in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import fields as attrs_fields

from alliance_minutes import events
from alliance_minutes.notation.after_colon import tell_of_keywords_within, tell_of_time
from alliance_minutes.notation.decisions import decision
from alliance_minutes.notation.headers import Facts
from alliance_minutes.notation.headings import HEADING, read_heading, read_setting
from alliance_minutes.notation.joining import tell_of_joined
from alliance_minutes.notation.labels import tell_of_label
from alliance_minutes.notation.lines import BULLET, SPEAKER, Line, Lines, below, joined, unread_speaker
from alliance_minutes.notation.making import TALK, Made
from alliance_minutes.notation.marks import above
from alliance_minutes.notation.misplaced import tell_of_keyword
from alliance_minutes.notation.names import several
from alliance_minutes.notation.next_meeting import CLOCK
from alliance_minutes.notation.noting import NOTING
from alliance_minutes.notation.reading import Became
from alliance_minutes.notation.references import braced
from alliance_minutes.notation.relations import relate
from alliance_minutes.notation.remarks import (
    framed_twice,
    late_qualifier,
    many_of_one,
    motions_left_open,
    no_speaker,
)
from alliance_minutes.notation.source import Passage
from alliance_minutes.notation.words import read_words
from alliance_minutes.values import NUMBER, Mention

if TYPE_CHECKING:
    from alliance_minutes.notation.header import Header
    from alliance_minutes.notation.marks import Above
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.values import PartyId, Words

MAKERS = {**TALK, **NOTING, "decision": decision}
_OWN_NUMBER = re.compile(rf"({NUMBER.pattern})(?:[ \t]*:|[ \t]*$)")
_FIELDS = {cls: frozenset(a.name for a in attrs_fields(cls)) for cls in events.EVENT_TYPES.values()}
_LEVELS = 100


class Blocks:
    """Reads the blocks of a body into a reading."""

    def __init__(self, lines: Lines, reading: Reading, title: int | None) -> None:
        self.lines = lines
        self.reading = reading
        self.title = title  # line number of the title
        self.fault: int | None = None  # the error that keeps the header in hand from being recorded
        self.anchor: Above | None = None  # what a mark on the next line rests on

    def read(self) -> None:
        """Read to the end."""
        while (sort := self.lines.sort()) is not None:
            if sort == "blank":
                self.lines.take()
                self.anchor = None
            elif sort == "heading":
                self._heading(self.lines.take())
                self.anchor = None
            elif sort == "keyword":
                self._keyword(self.lines.take())
            elif sort == "bullet":
                self._discussion(None, [])
            else:
                self._paragraph()
        motions_left_open(self.reading)

    def _cover(self, passages: list[Passage], version: int) -> None:
        for passage in passages:
            for _, line, _ in passage.marks:
                self.reading.covered(line, version)

    def _heading(self, line: Line) -> None:
        found = HEADING.match(line.passage.text)
        level = len(found[1]) if found else 1
        rest = line.passage.part(found.end() if found else 0)
        place = line.passage.place()
        if level == 1:
            late = any(isinstance(event, events.ItemOpened) for event in self.reading.events)
            if place[0] == self.title and not late:
                self._cover([line.passage], 1)
            else:
                code = "title-late" if place[0] == self.title else "title-twice"
                self._message(line.passage, self.reading.messages.wrong(code, rest))
            return
        heading = read_heading(rest, self.reading)
        if heading.under is not None:
            self._go_back(line, heading.under)
            return
        version = self.reading.open_item(heading.event, level, place)
        self.reading.refs.put(heading.ref, version, self.reading.messages)
        self._cover([line.passage], version)

    def _go_back(self, line: Line, under: Passage) -> None:
        reading, before = self.reading, self.reading.messages.last_error
        version = reading.refs.find(under, reading.events, events.ItemOpened, reading.messages)
        fault = reading.messages.last_error
        if fault is not None and fault != before:
            self._message(line.passage, fault)
        else:
            reading.go_back(version)
            self._cover([line.passage], version or 1)

    def _message(self, passage: Passage, message: int) -> None:
        for _, number, _ in passage.marks:
            self.reading.lines[number] = Became("message", message)

    def _text(self, first: Passage | None, word: str | None = None, *, told: bool = True) -> list[Passage]:
        """The lines of text that go on from here, after ``first``; in the words of the keyword ``word``, or a point."""
        parts = [] if first is None else [first]
        while self.lines.sort() == "text":
            line = self.lines.take().passage
            if told:
                tell_of_joined(line, parts[-1] if parts else None, self.reading, word)
            parts.append(line)
        return parts

    def _paragraph(self) -> None:
        first = self.lines.take()
        parts = self._text(first.passage, told=False)
        passage = joined(parts)
        speaker: PartyId | None = None
        found = SPEAKER.match(passage.text)
        if found:
            speaker, passage = self._spoken(passage, found)
        self._discussion(speaker, parts, passage, named=found is None)

    def _spoken(self, passage: Passage, found: re.Match[str]) -> tuple[PartyId | None, Passage]:
        """The party of ``@Name:`` and what it said; ``@:`` is nobody."""
        group = 1 if found[1] is not None else 2
        name = passage.named(*found.span(group), sign="@[" if group == 1 else "@")
        rest = passage.part(found.end())
        return (self.reading.party(name) if name.text else None), rest

    def _discussion(
        self,
        speaker: PartyId | None,
        lines: list[Passage],
        passage: Passage | None = None,
        made: Made | None = None,
        *,
        named: bool = False,
    ) -> None:
        """A paragraph with the list below it, or a list alone; ``named``: a party that it begins with says it."""
        place_line = lines[0] if lines else None
        if place_line is None:
            upcoming = self.lines.peek()
            place_line = upcoming.passage if upcoming else Passage.line("", 1)
        place = place_line.place()
        words = read_words(passage, self.reading) if passage is not None else ()
        bullets, points = (
            self._points()
            if self.lines.list_below(past_blank=passage is None or not passage.text)
            else ([], ())
        )
        given: dict[str, Any] = dict(made.fields) if made else {}
        if speaker is None and named and words and isinstance(words[0], Mention):
            speaker = words[0].party  # a paragraph that begins with a party is its contribution
        if speaker is not None:
            given["speaker"] = speaker
        event = events.ItemDiscussed(text=words, points=points, **given)
        version = self.reading.add(event, place)
        self._cover([*lines, *bullets], version)
        self.anchor = above(event, version, event.rests_on, None)

    def _bullets(self, word: str | None = None) -> list[tuple[Line, list[Passage], Passage]]:
        """The bullets from here on, each with its lines and its words; blank lines between them do not part them."""
        found: list[tuple[Line, list[Passage], Passage]] = []
        while self.lines.list_below(past_blank=bool(found)):
            line = self.lines.take()
            mark = BULLET.match(line.passage.text)
            own = line.passage.part(mark.end() if mark else 0)
            parts = self._text(own, word)
            found.append((line, [line.passage, *parts[1:]], joined(parts)))
        return found

    def _points(self) -> tuple[list[Passage], tuple[events.Point, ...]]:
        lines: list[Passage] = []
        points: list[events.Point] = []
        indents: list[int] = []
        for line, parts, words in self._bullets():
            while indents and indents[-1] > line.indent:
                indents.pop()
            if not indents or indents[-1] < line.indent:
                indents.append(line.indent)
            if len(indents) > _LEVELS:
                self.reading.messages.error("too-deep", line.passage.place(), limit=_LEVELS)
                indents = indents[:1]
            mark = BULLET.match(line.passage.text)
            level, number = len(indents) - 1, mark[1] if mark else None
            level, number, rest = read_setting(level, number, words, self.reading)
            unread_speaker(rest, self.reading)
            if not tell_of_keyword(rest, self.reading, bullet=True):
                tell_of_label(rest, self.reading, bullet=True)
            points.append(events.Point(read_words(rest, self.reading), level, number))
            lines.extend(parts)
        return lines, tuple(points)

    def _keyword(self, line: Line) -> None:
        header = line.header
        assert header is not None  # noqa: S101 - a keyword line has its header
        rest = line.passage.part(header.end)
        before = self.reading.messages.last_error
        facts = Facts(header, self.reading)
        facts.common()
        kind = header.keyword.kind
        if header.times and kind != "next-meeting":
            facts.occurred_at = facts.use_time()
        number = header.number
        made = MAKERS[kind](facts)
        facts.finish()
        after = self.reading.messages.last_error
        self.fault = after if after != before else None
        under = self.anchor.under(made.event) if self.anchor is not None else None
        lines = [line.passage]
        marking = under is not None and not rest.text and not facts.no_text and facts.rests_on is None
        sort = self.lines.sort()
        text = rest
        data = made.by_line and not made.complete
        texts: list[Passage] = []
        if data and (rest.text or (sort == "text" and (made.parties or not marking))):
            rows = made.event is events.AttendanceNoted
            texts = self.lines.names(rest if rest.text else None, rows=rows)
            text = joined(texts)
            lines.extend(texts)
        elif rest.text or (not marking and sort == "text"):
            parts = self._text(rest if rest.text else None, header.word)
            text = joined(parts)
            lines.extend(parts[1:] if rest.text else parts)
        if facts.occurred_at is None and made.event in _WORDLESS and (clock := CLOCK.fullmatch(text.text)):
            facts.occurred_at = facts.time(text.part(*clock.span(1)))
            made.complete = True
            self._mark(made, facts, lines, None)
            return
        if kind == "discussion":
            self._told(made, facts, under if marking else None, lines, text)
            return
        leads = not facts.no_text and _leads(text, header, data=data, marking=marking)
        if self.lines.list_below(past_blank=leads):
            self._list(made, facts, lines, text, number)
        elif text.text:
            self._one(made, facts, lines, texts or [text])
        else:
            self._mark(made, facts, lines, under if marking else None)

    def _told(self, made: Made, facts: Facts, under: int | None, lines: list[Passage], text: Passage) -> None:
        """A discussion with a header of its own; the list below it belongs to it."""
        speaker: PartyId | None = None
        if found := SPEAKER.match(text.text):
            speaker, text = self._spoken(text, found)
        listed = self.lines.list_below(past_blank=facts.no_text or text.text.endswith(":"))
        if not text.text and not listed and not facts.no_text and under is None and facts.rests_on is None:
            self._fault("mark-alone", facts.header.place, facts)
        made.fields |= {
            "occurred_at": facts.occurred_at,
            "rests_on": facts.rests_on or (None if listed else under),
        }
        self._discussion(speaker, lines, text if text.text or not listed else Passage.line("", 1), made)
        self.reading.refs.put(facts.ref, len(self.reading.events), self.reading.messages)

    def _list(
        self, made: Made, facts: Facts, lines: list[Passage], lead: Passage, number: Passage | None
    ) -> None:
        if lead.text:
            no_speaker(lead, facts)
            event = events.ItemDiscussed(text=read_words(lead, self.reading))
            self._cover(lines, self.reading.add(event, facts.header.place))
        bullets = self._bullets(facts.word)
        if made.data is None:
            many_of_one(len(bullets), facts)
        if number is not None and len(bullets) > 1 and made.fields.get("number"):
            self.reading.messages.wrong("number-list", number)
        if facts.ref is not None and len(bullets) > 1:
            self.reading.messages.wrong("ref-list", facts.ref)
            facts.ref = None
        of_header = made.fields.get(made.override) if made.override else None
        used = not of_header
        for index, (line, parts, words) in enumerate(bullets):
            version = None
            tell_of_keyword(words, self.reading, bullet=True, data=made.data is not None)
            ones = several(words) if made.parties else [words]
            if made.by_line and (low := below(parts)) is not None:
                self.fault, ones = self.reading.messages.wrong("name-line", low), []
            for one in ones:
                version = self._event(made, facts, one, line.passage.place(), bullet=True) or version
            used = (
                used or version is None or getattr(self.reading.events[-1], made.override or "") == of_header
            )
            if index == 0 and not lead.text:
                self._became(lines, version)
            self._became(parts, version)
            self._now_above(version)
        if not used:
            self._unused(of_header, facts)

    def _unused(self, of_header: Any, facts: Facts) -> None:
        """Warn of a party of the header that each bullet replaced by its own."""
        parties = of_header if isinstance(of_header, tuple) else (of_header,)
        names = ", ".join(self.reading.directory.name(party) or party for party in parties)
        self.reading.messages.warning("party-unused", facts.header.place, read=names, keyword=facts.word)

    def _fault(self, code: str, place: tuple[int, int], facts: Facts) -> None:
        self.fault = self.reading.messages.error(code, place, keyword=facts.word)

    def _became(self, lines: list[Passage], version: int | None) -> None:
        """Lines became an event, or else the error that kept them from becoming one."""
        if version is not None:
            self._cover(lines, version)
            return
        for line in lines:
            for _, number, _ in line.marks:
                self.reading.lines[number] = Became("message", self.fault)

    def _one(self, made: Made, facts: Facts, lines: list[Passage], texts: list[Passage]) -> None:
        of_header = made.fields.get(made.override) if made.override else None
        version = None
        for one in [one for text in texts for one in (several(text) if made.parties else (text,))]:
            version = self._event(made, facts, one, facts.header.place, bullet=False) or version
        if of_header and version and getattr(self.reading.events[-1], made.override or "") != of_header:
            self._unused(of_header, facts)
        self._became(lines, version)
        self._now_above(version)

    def _mark(self, made: Made, facts: Facts, lines: list[Passage], under: int | None) -> None:
        alone = under is None and facts.rests_on is None and not facts.no_text and not made.complete
        if alone and (made.data is None or made.event in _OF_WORDS):
            wordless = made.event in _WORDLESS and facts.occurred_at is not None
            if not wordless and self.fault is None:
                self._fault("mark-alone", facts.header.place, facts)
        if facts.rests_on is None and under is not None:
            facts.rests_on = under
        version = self._event(made, facts, None, facts.header.place, bullet=False)
        self._became(lines, version)
        self._now_above(version)

    def _now_above(self, version: int | None) -> None:
        """Note the event that stands above the next line."""
        event = self.reading.events[version - 1] if version is not None else None
        if isinstance(event, events.Shown) and version is not None:
            self.anchor = above(event, version, event.rests_on, self.anchor)
        else:
            self.anchor = None

    def _event(
        self, made: Made, facts: Facts, text: Passage | None, place: tuple[int, int], *, bullet: bool
    ) -> int | None:
        """Record the event of a keyword line or bullet; its version, or ``None`` after a message."""
        given = dict(made.fields)
        ref, text = braced(text) if bullet and text is not None else (None, text)
        if text is not None and made.data is not None and not made.complete:
            read = made.data(text)
            if read is None:
                self.fault = self.reading.messages.last_error  # said just now
                return None
            given |= read[0]
            text = read[1]
        words = () if text is None else self._words(made, given, text, facts, bullet=bullet)
        required = [
            a.name for a in attrs_fields(made.event) if a.default is _NOTHING and given.get(a.name) is None
        ]
        if required:
            if self.fault is None or bullet:  # else it was said what is wrong with the line
                code = next((_MISSING[name] for name in required if name in _MISSING), "party-name")
                self._fault(code, place, facts)
            return None
        given.setdefault("occurred_at", facts.occurred_at)
        relate(made.event, given, self.reading, place)
        framed_twice(made.event, facts, place)
        event = made.event(text=words, rests_on=facts.rests_on, **given)
        version = self.reading.add(event, place)
        self.reading.remember(version)
        for name in (ref, facts.ref):
            self.reading.refs.put(name, version, self.reading.messages)
        return version

    def _words(
        self, made: Made, given: dict[str, Any], text: Passage, facts: Facts, *, bullet: bool
    ) -> Words:
        """The words of an event; a number or party at their start may be the event's own."""
        if bullet and "number" in _FIELDS[made.event] and (found := _OWN_NUMBER.match(text.text)):
            if given.get("number") is not None:
                self.reading.messages.wrong("twice", text.part(0, found.end(1)))
            given["number"] = self._own_number(made, text.part(0, found.end(1)))
            text = text.part(found.end())
        if made.head is not None and (owned := made.head(text)) is not None:
            given |= owned[0]
            return read_words(owned[1], self.reading)
        if made.head is None:
            unread_speaker(text, self.reading)
        if made.head is None and made.override is None:
            no_speaker(text, facts)
        late_qualifier(made.event, text, facts, given)
        tell_of_time(made.event, text, facts)
        tell_of_keywords_within(text, facts)
        spoken = SPEAKER.match(text.text) is not None
        party, text = self._override(made, text)
        words = read_words(text, self.reading)
        if bullet and not spoken and words and isinstance(words[0], Mention):
            party = words[0].party
        if party is not None and made.override is not None:
            given[made.override] = (party,) if made.override == "owners" else party
        return words

    def _own_number(self, made: Made, number: Passage) -> str:
        """The number at the start of a bullet."""
        reading = self.reading
        if made.event.SERIES is not None and number.text in reading.numbers:
            reading.messages.wrong("number-taken", number)
        elif made.event.SERIES is None and not reading.has_number(number.text):
            reading.messages.wrong("number-unknown", number)
        return number.text

    def _override(self, made: Made, text: Passage) -> tuple[PartyId | None, Passage]:
        if made.override is None:
            return None, text
        if found := SPEAKER.match(text.text):
            return self._spoken(text, found)
        return None, text


def _leads(text: Passage, header: Header, *, data: bool, marking: bool) -> bool:
    """Whether a list below a blank line belongs to a keyword line: it has no words, they lead in, or it is for lists."""
    if header.keyword.plural and not data:
        return True
    return not marking and (not text.text or text.text.endswith(":"))


_MISSING = {"number": "number-needed", "title": "mark-alone"}
_OF_WORDS = frozenset({events.QuorumNoted, events.NextMeetingSet, events.ItemDeferred})
_NOTHING = attrs_fields(events.ItemOpened).title.default
_WORDLESS = {
    events.MeetingOpened,
    events.MeetingClosed,
    events.MeetingAdjourned,
    events.MeetingResumed,
}
