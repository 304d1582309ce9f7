"""From the header of a keyword line to the event it records."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from alliance_minutes import events
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_when, is_bare_month, on_day
from alliance_minutes.notation.flags import attempts_flag
from alliance_minutes.notation.header import Header
from alliance_minutes.notation.headers import Facts, scan_header
from alliance_minutes.notation.keywords import after_term, is_term
from alliance_minutes.notation.names import name_end
from alliance_minutes.notation.people import name_of, names_in, party_named
from alliance_minutes.notation.vague import is_when

if TYPE_CHECKING:
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.values import PartyId, When


_BARE_OWNER = re.compile(
    r"([^\W\d_][\w.'’-]*(?:(?:,?[ \t]|/)(?:[A-Z][\w.'’-]*|van|de|der|den|ten|ter|en|and|&)){0,8})[ \t]*(?:\([^()]{0,80}\)[ \t]*)?:(?![\w/])"
)


@define
class Made:
    """What a keyword line records, but for its words.

    Attributes:
        event: the class.
        fields: its fields, from the header.
        override: the field that ``@Name:`` at the start of a bullet sets; ``owners`` takes a tuple.
        data: reads what stands after the colon (or in a bullet) as fields, and gives the words that remain;
            ``None`` when it is all words.
        complete: whether the header says all that ``data`` would, so that what follows the colon is words.
        parties: whether ``data`` is parties, each an event of its own.
        by_line: whether ``data`` ends at the end of its line: what stands below it is no part of a name or title.
        head: reads a header of its own at the start of the words, and gives its fields and the words that remain.
    """

    event: type[events.Shown]
    fields: dict[str, Any] = field(factory=dict)
    override: str | None = None
    data: Callable[[Passage], tuple[dict[str, Any], Passage | None] | None] | None = None
    complete: bool = False
    parties: bool = False
    by_line: bool = False
    head: Callable[[Passage], tuple[dict[str, Any], Passage] | None] | None = None


Maker = Callable[["Facts"], Made]


def one_party(facts: Facts) -> PartyId | None:
    """The party of the header: ``@party``, ``(@party)`` or ``(party)``; others are reported."""
    header = facts.header
    names: list[Passage] = []
    rest: list[tuple[Passage | None, Passage]] = []
    for before, name in header.parties:
        if before is None:
            names.append(name)
        else:
            rest.append((before, name))
    header.parties = rest
    for paren in header.parens:
        names.extend(names_in(paren, facts.reading))
    header.parens = []
    for extra in names[1:]:
        facts.superfluous(extra)
    return facts.reading.party(names[0]) if names else None


def parties_of(facts: Facts) -> tuple[PartyId, ...]:
    """All parties of the header."""
    header = facts.header
    names = [name for before, name in header.parties if before is None]
    header.parties = [(before, name) for before, name in header.parties if before is not None]
    for paren in header.parens:
        names.extend(names_in(paren, facts.reading, rows=True))
    header.parens = []
    found = [facts.reading.party(name) for name in names]
    return tuple(party for party in found if party is not None)


def party_after(facts: Facts, code: str) -> PartyId | None:
    """The party that stands after a word: ``gesteund door @B``, in the header or in its brackets."""
    header = facts.header
    for index, (before, name) in enumerate(header.parties):
        if before is not None and is_term(code, before.text):
            del header.parties[index]
            return facts.reading.party(name)
    for index, paren in enumerate(header.parens):
        parts = paren.split(",")
        for place, part in enumerate(parts):
            after = after_term(code, part.text)
            if after is None:
                continue
            others = parts[:place] + parts[place + 1 :]
            header.parens[index : index + 1] = [other for other in others if other.text]
            return party_named(part.part(len(part.text) - len(after)), facts.reading)
    return None


def use_when(facts: Facts, *, due: bool = False) -> When | None:
    """The date of the header; with ``due`` also after "uiterlijk"; ``None`` when there is none or after a message."""
    rest: list[Passage] = []
    found: When | None = None
    for index, (before, name) in enumerate(facts.header.parties):
        if before is not None and any(char.isdecimal() for char in before.text):
            facts.header.chunks.append(before)  # "Komt terug 24 september @Orgaan": no comma between them
            facts.header.parties[index] = (None, name)
    for chunk in joined_dates(facts.header.chunks):
        after = after_term("due", chunk.text) if due else None
        text = chunk if after is None else chunk.part(len(chunk.text) - len(after))
        if is_bare_month(text.text):
            facts.reading.messages.wrong("month-alone", text)
            continue
        try:
            when = find_when(text.text, facts.reading.language)
        except InvalidValueError:
            facts.reading.messages.wrong("date", text)
            continue
        if when is None and due and is_when(text.text):
            facts.reading.messages.wrong("date-vague", text)
        elif when is None and after is not None:
            facts.reading.messages.wrong("date", text)
        elif when is None:
            rest.append(chunk)
        elif found is not None:
            facts.reading.messages.wrong("twice", chunk)
        else:
            found = when
    facts.header.chunks = rest
    return found


def joined_dates(chunks: list[Passage]) -> list[Passage]:
    """The chunks, with a year that a comma parted from its date ("September 24, 2025") joined to it again."""
    out: list[Passage] = []
    for chunk in chunks:
        dated = out and (any(map(str.isdecimal, out[-1].text)) or is_bare_month(out[-1].text))
        if dated and chunk.text.isdecimal() and len(chunk.text) == 4:
            last = out[-1]
            out[-1] = evolve(last, text=f"{last.text} {chunk.text}")
        else:
            out.append(chunk)
    return out


def simple(event: type[events.Shown], *, party: str | None = None) -> Maker:
    """A maker for an event with words and at most one party."""

    def make(facts: Facts) -> Made:
        made = Made(event, override=party)
        if party is not None:
            found = one_party(facts)
            if found is not None:
                made.fields[party] = found
        return made

    return make


def numbered(event: type[events.Shown]) -> Maker:
    """A maker for an act on an action that its number names."""

    def make(facts: Facts) -> Made:
        header, reading = facts.header, facts.reading
        number = header.number
        header.number = None
        if number is not None and not reading.has_number(number.bare):
            reading.messages.wrong("number-unknown", number)
        return Made(event, {} if number is None else {"number": reading.plain(number)})

    return make


def question(facts: Facts) -> Made:
    """A question, with its number where it has one."""
    made = simple(events.QuestionAsked, party="by")(facts)
    take_number(facts, made)
    return made


def take_number(facts: Facts, made: Made) -> None:
    """Use the number of the header as the event's own."""
    number = facts.header.number
    facts.header.number = None
    if number is None:
        return
    if number.bare in facts.reading.numbers:
        facts.reading.messages.wrong("number-taken", number)
    made.fields["number"] = facts.reading.plain(number)


def answer(facts: Facts) -> Made:
    """An answer: of the nearest open question, or of the one that is named."""
    reading = facts.reading
    made = simple(events.QuestionAnswered, party="by")(facts)
    made.fields["settles"] = not facts.flag("provisional")
    explicit = False
    if facts.flag("no question"):
        explicit = True
        made.fields["question"] = None
    for text in facts.qualifiers("question"):
        explicit = True
        made.fields["question"] = facts.reference(text, events.QuestionAsked)
    number = facts.header.number
    facts.header.number = None
    if number is not None:
        if number.bare in reading.asked and not explicit:
            made.fields["question"] = reading.asked[number.bare]
        else:
            made.fields["number"] = reading.plain(number)
            if number.bare not in reading.asked and not reading.has_number(number.bare):
                reading.messages.wrong("number-unknown", number)
    elif not explicit:
        made.fields["question"] = nearest = next(reversed(reading.questions), None)
        if nearest is None:
            reading.messages.warning("no-question", facts.header.place)
        made.data = lambda words: (
            {"question": next(reversed(reading.questions), nearest)},
            words,
        )  # of each bullet
    return made


def presentation(facts: Facts) -> Made:
    """A presentation, with the attachment that its title names."""
    reading = facts.reading
    made = simple(events.PresentationGiven, party="presenter")(facts)
    for text in facts.qualifiers("document"):
        titled = reading.documents.get(text.bare)
        made.fields["document"] = titled or facts.reference(text, events.DocumentAttached)
    titles = {" ".join(title.split()).casefold(): version for title, version in reading.documents.items()}
    for text in facts.header.qualifiers:
        title = " ".join(text.bare.split())
        found = reading.documents.get(text.bare, titles.get(title.casefold()))
        if reading.closes(text):
            continue
        if found is None:
            near = reading.messages.nearest(text.text, reading.documents)
            reading.messages.wrong("attachment-unknown", text, near=near)
        elif "document" in made.fields:
            facts.superfluous(text)
        else:
            made.fields["document"] = found
    facts.header.qualifiers = []
    return made


def proposal(kind: str) -> Maker:
    """A maker for a proposal, motion or amendment."""

    def make(facts: Facts) -> Made:
        seconder = party_after(facts, "seconded")
        made = simple(events.ProposalMade, party="mover")(facts)
        made.fields["kind"] = kind
        if seconder is not None:
            made.fields["seconder"] = seconder
        if facts.flag("no proposal"):
            made.fields["amends"] = None
        for text in facts.qualifiers("amends"):
            made.fields["amends"] = facts.reference(text, events.ProposalMade)
        return made

    return make


def action(facts: Facts) -> Made:
    """An action: its owners, if any, and by when; ``@Owner, due 3 May:`` may also begin its words."""
    made = Made(events.ActionAgreed, override="owners")
    made.head = lambda words: _owned(words, facts.reading, owned=bool(made.fields.get("owners")))
    take_number(facts, made)
    _days_in_brackets(facts)
    made.fields["due"] = use_when(facts, due=True)
    made.fields["owners"] = parties_of(facts)
    return made


def _days_in_brackets(facts: Facts) -> None:
    """Take the days out of ``(A, uiterlijk 3 mei)``: they say by when, and are no owners."""
    header, found = facts.header, facts.reading.directory.find
    kept: list[Passage] = []
    for paren in header.parens:
        for part in joined_dates(paren.split(",")):
            end = 0 if _is_when(part) else name_end(part.text, "", due=True)
            if found(name_of(part).bare) is not None or part.text.startswith("@["):
                end = len(part.text)
            if part.part(end).text:
                header.chunks.append(part.part(end))
            if part.part(0, end).text:
                kept.append(part.part(0, end))
    header.parens = kept


def owned_header(words: Passage) -> Header | None:
    """What stands before the colon in ``@A en @B, uiterlijk 3 mei: …``; ``None`` where that is not owners and a day."""
    header = scan_header(words, "Actie", 0) if words.text.startswith("@") else None
    if not isinstance(header, Header) or header.number or header.times or header.parens or header.qualifiers:
        return None
    if not header.parties or any(before is not None or not name.text for before, name in header.parties):
        return None
    return header if all(_is_when(chunk) for chunk in joined_dates(header.chunks)) else None


def _is_when(chunk: Passage) -> bool:
    """Whether words look like the day that something is due."""
    after = after_term("due", chunk.text)
    if is_when(chunk.text if after is None else after):
        return True
    if after is not None and any(char.isdecimal() for char in after):
        return True
    try:
        return find_when(chunk.text if after is None else after, "nl") is not None
    except InvalidValueError:
        return True


def bare_owner(text: str) -> int:
    """Where a name without ``@`` ends that an action begins with and a colon follows: ``Jan: …``; 0 where there is none."""
    found = _BARE_OWNER.match(text)
    return found.end(1) if found and text[0].isupper() else 0


def _owned(words: Passage, reading: Reading, *, owned: bool) -> tuple[dict[str, Any], Passage] | None:
    header = owned_header(words)
    if header is None:
        if not owned and (end := bare_owner(words.text)):
            reading.messages.wrong_mildly("action-owner", words.part(0, end))
        if words.text.startswith("@") and not words.text.startswith("@["):
            said = words.text.partition(":")[0]
            flagged = any(attempts_flag(one) for one in re.findall(r"\(([^()]*)\)", said))
            tell = reading.messages.wrong if flagged else reading.messages.wrong_mildly
            tell("flag" if flagged else "action-owner", words.part(0, len(said)))
        return None
    facts = Facts(header, reading)
    facts.common()
    fields: dict[str, Any] = {}
    due = use_when(facts, due=True)
    if due is not None:
        fields["due"] = due
    fields["owners"] = parties_of(facts)
    return fields, words.part(header.end)


def is_day(text: str, language: Language) -> bool:
    """Whether words are a date and nothing else: ``14 mei``, ``op 14 mei``, ``volgende vergadering``."""
    try:
        return find_when(text[on_day(text, language) :], language) is not None
    except InvalidValueError:
        return True


def _day_of_return(words: Passage, reading: Reading) -> tuple[dict[str, Any], Passage | None]:
    """The day that follows the colon where nothing else does; else the words."""
    if not is_day(words.text, reading.language):
        return {}, words
    try:
        day = words.part(on_day(words.text, reading.language))
        return {"returns_on": find_when(day.text, reading.language)}, None
    except InvalidValueError:
        reading.messages.wrong("date", words)
        return {}, None


def returns(facts: Facts) -> Made:
    """An item that returns: on a date or at the next meeting, here or in another body."""
    made = Made(events.ItemDeferred, {"returns_on": use_when(facts)})
    made.complete = made.fields["returns_on"] is not None
    made.data = lambda words: _day_of_return(words, facts.reading)
    names = [name for _, name in facts.header.parties]
    names += [name_of(part) for part in facts.qualifiers("is body")]
    facts.header.parties = []
    for extra in names[1:]:
        facts.superfluous(extra)
    if names:
        made.fields["to_body"] = facts.reading.party(names[0], kind="body")
    return made


TALK: Mapping[str, Maker] = {
    "opened": simple(events.MeetingOpened),
    "closed": simple(events.MeetingClosed),
    "adjourned": simple(events.MeetingAdjourned),
    "resumed": simple(events.MeetingResumed),
    "discussion": simple(events.ItemDiscussed, party="speaker"),
    "announcement": simple(events.AnnouncementMade, party="by"),
    "consideration": simple(events.ConsiderationRaised, party="by"),
    "conflict": simple(events.ConflictDeclared, party="party"),
    "presentation": presentation,
    "question": question,
    "answer": answer,
    "proposal": proposal("proposal"),
    "motion": proposal("motion"),
    "amendment": proposal("amendment"),
    "action": action,
    "done": numbered(events.ActionCompleted),
    "dropped": numbered(events.ActionDropped),
    "returns": returns,
}
