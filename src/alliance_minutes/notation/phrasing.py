"""The header of each event as it is written: numbers, parties, dates and qualifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import define, field

from alliance_minutes import events
from alliance_minutes.notation.dates import write_time, write_when
from alliance_minutes.notation.inline import value
from alliance_minutes.notation.keywords import after_term, keyword, term
from alliance_minutes.notation.making import bare_owner, is_day
from alliance_minutes.notation.next_meeting import CLOCK
from alliance_minutes.notation.source import protect
from alliance_minutes.values import NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from alliance_minutes.notation.inline import Inline
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.tracking import Tracking
    from alliance_minutes.values import PartyId, Tally

_PLAIN = re.compile(r"[^\W_][\w .'’&/+-]*[\w.]|[^\W_]")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


@define
class Phrase:
    """What is written of an event before and after its colon, but for its words.

    Attributes:
        kind: the keyword's kind.
        parts: what stands behind the keyword, in order; each begins with a blank, ``(`` or ``,``.
        qualifiers: what stands between square brackets.
        data: what follows the colon where the event has no words.
        complete: whether the header (or data) says enough to stand without words.
        takes_data: whether words after the colon could be taken for data.
    """

    kind: str
    parts: list[str] = field(factory=list)
    qualifiers: list[str] = field(factory=list)
    data: str = ""
    complete: bool = False
    takes_data: bool = False


class Phrasing:
    """Phrases events in one language."""

    def __init__(self, inline: Inline, language: Language, tracking: Tracking) -> None:
        self.inline = inline
        self.language = language
        self.tracking = tracking

    def phrase(self, event: events.Shown) -> Phrase:
        """The phrase of an event; a table of one function per class."""
        return _PHRASES[type(event)](self, event)

    def head(self, phrase: Phrase, event: events.Shown, rests_on: int | None, *, no_text: bool) -> str:
        """Keyword and header up to and with the colon."""
        parts, qualifiers = list(phrase.parts), list(phrase.qualifiers)
        at = event.occurred_at
        if at is not None:
            if phrase.kind != "next-meeting" and not (at.second or at.microsecond):
                parts.insert(1 if parts and NUMBER.fullmatch(parts[0].strip()) else 0, f" {write_time(at)}")
            else:
                qualifiers.append(f"{self.word('at')} {write_time(at)}")
        name = self.tracking.refs.get(self.tracking.count + 1)
        if name is not None:
            qualifiers.append(f"{self.word('ref')} {name}")
        if rests_on is not None:
            qualifiers.append(self.pointing("rests on", rests_on))
        if no_text:
            qualifiers.append(self.word("no text"))
        brackets = f" [{'; '.join(qualifiers)}]" if qualifiers else ""
        return f"{keyword(phrase.kind, self.language)}{''.join(parts)}{brackets}:"

    def word(self, code: str) -> str:
        """A term in the language."""
        return term(code, self.language)

    def pointing(self, code: str, version: int | None, none: str = "") -> str:
        """The qualifier that points at an event of the text, or says that it is none."""
        return self.word(none) if version is None else f"{self.word(code)} {self.tracking.ref(version)}"

    def paren(self, party: PartyId | None) -> list[str]:
        """``(@party)``."""
        return [] if party is None else [f" ({self.inline.at(party)})"]

    def owners(self, parties: Iterable[PartyId]) -> list[str]:
        """``@A, @B``."""
        return [f"{',' if index else ''} {self.inline.at(party)}" for index, party in enumerate(parties)]

    def number(self, number: str | None, phrase: Phrase) -> None:
        """The number of an event: in the header, or as a qualifier where it looks like none."""
        if number is not None and NUMBER.fullmatch(number):
            phrase.parts.insert(0, f" {number}")
        elif number is not None:
            phrase.qualifiers.append(f"{self.word('number')} {value(number)}")

    def names(self, parties: Iterable[PartyId]) -> str:
        """Names parted by commas."""
        return ", ".join(self.inline.listed(party) for party in parties)

    def tally(self, tally: Tally, method: str | None) -> tuple[list[str], bool]:
        """The qualifiers of a count, and whether they say that there was a vote."""
        counts = [
            f"{self.word(code)} {count}"
            for code, count in (
                ("for", tally.in_favour),
                ("against", tally.against),
                ("abstain", tally.abstain),
                ("blank", tally.blank),
                ("invalid", tally.invalid),
            )
            if count is not None
        ]
        groups = [
            f"{self.word(code)}: {self.names(names)}"
            for code, names in (
                ("for", tally.names_in_favour),
                ("against", tally.names_against),
                ("abstain", tally.names_abstaining),
            )
            if names
        ]
        found = [", ".join(counts)] if counts else []
        found += groups
        voted = bool(found) or tally.secret
        if tally.unit is not None:
            found.append(f"{self.word('unit')} {value(tally.unit)}")
        if tally.required is not None:
            found.append(f"{self.word('required')} {value(tally.required)}")
        if tally.secret:
            found.append(self.word("secret"))
        if voted and method is None:
            found.append(self.word("method none"))
        return found, voted


def _by(kind: str, name: str | None) -> Callable[[Phrasing, Any], Phrase]:
    def phrase(self: Phrasing, event: Any) -> Phrase:
        return Phrase(kind, self.paren(getattr(event, name)) if name else [])

    return phrase


def _clock(kind: str) -> Callable[[Phrasing, Any], Phrase]:
    def phrase(_: Phrasing, event: Any) -> Phrase:
        timed = event.occurred_at is not None
        first = event.text[0] if event.text else None
        clock = isinstance(first, str) and CLOCK.fullmatch(first) is not None
        return Phrase(kind, complete=timed, takes_data=clock and not timed)

    return phrase


def _party(kind: str) -> Callable[[Phrasing, Any], Phrase]:
    def phrase(self: Phrasing, event: Any) -> Phrase:
        return Phrase(kind, [f" {self.inline.at(event.party)}"], complete=True)

    return phrase


def _done(kind: str) -> Callable[[Phrasing, Any], Phrase]:
    def phrase(self: Phrasing, event: Any) -> Phrase:
        made = Phrase(kind)
        self.number(event.number, made)
        return made

    return phrase


def _chair(self: Phrasing, event: events.ChairTaken) -> Phrase:
    made = Phrase("chair", [f" {self.inline.at(event.chair)}"], complete=True)
    if event.deputises_for is not None:
        made.parts.append(f", {self.word('deputises')} {self.inline.at(event.deputises_for)}")
    if event.reason:
        made.qualifiers.append(f"{self.word('reason')}: {self.inline.words(event.reason, header=True)}")
    return made


def details(self: Phrasing, event: events.AttendanceNoted) -> list[str]:
    """What is said of a party where its attendance was noted."""
    found: list[str] = []
    if event.role is not None:
        found.append(f"{self.word('role')}={value(event.role)}")
    found += [f"{self.word('proxy')} {self.inline.at(party)}" for party in event.proxy_for]
    if event.votes is not None:
        found.append(f"{self.word('votes')} {event.votes}")
    for code, at in (("since", event.since), ("until", event.until)):
        if at is not None:
            found.append(f"{self.word(code)} {write_time(at)}")
    return found


def _attendance(self: Phrasing, event: events.AttendanceNoted) -> Phrase:
    made = Phrase(event.status, complete=True)
    if event.party is None:
        made.qualifiers.append(self.word("nobody"))
    else:
        made.parts.append(f" {self.inline.at(event.party)}")
        made.qualifiers.extend(details(self, event))
    return made


def _quorum(self: Phrasing, event: events.QuorumNoted) -> Phrase:
    made = Phrase("quorum", takes_data=True)
    found: list[str] = []
    if event.required is not None:
        found.append(f"{self.word('required')} {event.required}")
    if event.present is not None:
        found.append(f"{self.word('present')} {event.present}")
    counted = None
    if event.required is not None and event.present is not None:
        counted = event.present >= event.required
    if event.met != counted:
        found.append(self.word("unknown" if event.met is None else "met" if event.met else "not met"))
    if found and not event.text and event.rests_on is None:
        made.data = ", ".join(found)
    elif found:
        made.qualifiers.append(", ".join(found))
    made.complete = bool(found)
    return made


def _presentation(self: Phrasing, event: events.PresentationGiven) -> Phrase:
    made = Phrase("presentation", self.paren(event.presenter))
    if event.document is not None:
        version = self.tracking.version(event.document)
        title = self.tracking.titles.get(version) if version is not None else None
        if title is not None and _PLAIN.fullmatch(title) and self.tracking.documents.get(title) == version:
            made.qualifiers.append(f"\\{title}" if _is_known(title) else title)
        elif version is not None:
            made.qualifiers.append(self.pointing("document", version))
    return made


def _is_known(title: str) -> bool:
    """Whether a title begins like a qualifier that any line may have."""
    common = ("at", "rests on", "number", "document", "no text", "ref")
    return any(after_term(code, title) is not None for code in common)


def _answer(self: Phrasing, event: events.QuestionAnswered) -> Phrase:
    made = Phrase("answer", self.paren(event.by))
    if not event.settles:
        made.qualifiers.append(self.word("provisional"))
    asked = self.tracking.version(event.question)
    nearest = next(reversed(self.tracking.questions), None)
    if event.number is not None:
        if event.question is not None or event.number in self.tracking.asked:
            made.qualifiers.append(self.pointing("question", asked, "no question"))
        self.number(event.number, made)
    elif asked is None or asked != nearest:
        made.qualifiers.append(self.pointing("question", asked, "no question"))
    return made


def _question(self: Phrasing, event: events.QuestionAsked) -> Phrase:
    made = Phrase("question", self.paren(event.by))
    self.number(event.number, made)
    return made


def _proposal(self: Phrasing, event: events.ProposalMade) -> Phrase:
    who = [] if event.mover is None else [self.inline.at(event.mover)]
    if event.seconder is not None:
        who.append(f"{self.word('seconded')} {self.inline.at(event.seconder)}")
    made = Phrase(event.kind, [f" ({', '.join(who)})"] if who else [])
    amends = self.tracking.version(event.amends)
    nearest = self.tracking.nearest(self.tracking.amendable) if event.kind == "amendment" else None
    if amends != nearest:
        made.qualifiers.append(self.pointing("amends", amends, "no proposal"))
    return made


def _decision(self: Phrasing, event: events.DecisionTaken) -> Phrase:
    made = Phrase("decision")
    found: list[str] = []
    voted = False
    if event.kind != "decision":
        found.append(self.word(f"kind {event.kind}"))
    counts: list[str] = []
    if event.tally is not None:
        counts, voted = self.tally(event.tally, event.method)
    if event.method is not None and not (event.method == "vote" and voted):
        found.append(self.word(f"method {event.method}"))
    if event.outcome is not None:
        found.append(self.word(f"outcome {event.outcome}"))
    made.qualifiers += found + counts
    if event.elected:
        made.qualifiers.append(f"{self.word('elected')}: {self.names(event.elected)}")
    if event.supersedes is not None:
        made.qualifiers.append(f"{self.word('supersedes')} {value(event.supersedes)}")
    if event.objections:
        made.qualifiers.append(
            f"{self.word('objections')}: {self.inline.words(event.objections, header=True)}"
        )
    on = self.tracking.version(event.on)
    undecided = self.tracking.undecided
    if on != self.tracking.nearest(undecided) or len(undecided.get(self.tracking.item, {})) > 1:
        made.qualifiers.append(self.pointing("on", on, "no proposal"))
    self.number(event.number, made)
    return made


def _action(self: Phrasing, event: events.ActionAgreed) -> Phrase:
    made = Phrase("action", self.owners(event.owners))
    if event.due is not None:
        comma = "," if event.owners else ""
        made.parts.append(f"{comma} {self.word('due')} {write_when(event.due, self.language)}")
    self.number(event.number, made)
    first = event.text[0] if event.text and not event.owners else None
    made.takes_data = isinstance(first, str) and bare_owner(protect(first)) > 0
    return made


def _returns(self: Phrasing, event: events.ItemDeferred) -> Phrase:
    first = event.text[0] if event.text and event.returns_on is None else None
    made = Phrase("returns", takes_data=isinstance(first, str) and is_day(first, self.language))
    if event.returns_on is not None:
        made.parts.append(f" {write_when(event.returns_on, self.language)}")
    if event.to_body is not None:
        made.parts.append(f"{',' if made.parts else ''} {self.inline.at(event.to_body)}")
    return made


def _bond(kind: str) -> Callable[[Phrasing, Any], Phrase]:
    def phrase(self: Phrasing, event: Any) -> Phrase:
        made = Phrase(kind, complete=True)
        agreed(self, made, event.agreement)
        made.parts.append(f" {self.inline.at(event.partner)}")
        signatory = getattr(event, "signatory", None)
        if signatory is not None:
            made.parts.append(f", {self.word('by')} {self.inline.at(signatory)}")
        return made

    return phrase


def agreed(self: Phrasing, made: Phrase, agreement: str | None) -> None:
    """What was signed: between brackets, or as a qualifier."""
    if agreement is None:
        return
    starts = tuple(f"{term('by', language)} " for language in ("nl", "en"))
    if _PLAIN.fullmatch(agreement) and not agreement.casefold().startswith(starts):
        made.parts.append(f" ({agreement})")
    else:
        made.qualifiers.append(f"{self.word('agreement')}: {value(agreement)}")


def _attachment(self: Phrasing, event: events.DocumentAttached) -> Phrase:
    made = Phrase("attachment", complete=True)
    for code, given in (("file", event.name), ("type", event.media_type), ("size", event.size)):
        if given is not None:
            made.qualifiers.append(f"{self.word(code)} {value(str(given))}")
    if event.digest is not None:
        made.qualifiers.append(f"{self.word('digest')} {event.digest}")
    if event.closed is not None:
        made.qualifiers.append(f"{self.word('closed')} {event.closed}")
    # After the colon a second line could be read as a list or a keyword; between brackets it cannot.
    if event.text or event.rests_on is not None or not event.title or "\n" in event.title:
        made.qualifiers.insert(0, f"{self.word('title')}: {value(event.title)}")
    else:
        made.data = value(event.title)
    return made


def _adopted(self: Phrasing, event: events.MinutesAdopted) -> Phrase:
    editions = [self.word(edition) for edition in event.editions]
    made = Phrase("adopted", qualifiers=[", ".join(editions) if editions else self.word("no edition")])
    if event.last:
        made.qualifiers.append(self.word("last"))
    if event.held_on is not None:
        made.qualifiers.append(write_when(event.held_on, self.language))
    if event.meeting is not None:
        made.qualifiers.append(f"{self.word('meeting')} {value(event.meeting)}")
    if event.corrections:
        made.qualifiers.append(
            f"{self.word('corrections')}: {self.inline.words(event.corrections, header=True)}"
        )
    return made


def _next(self: Phrasing, event: events.NextMeetingSet) -> Phrase:
    made = Phrase("next-meeting", takes_data=True)
    found: list[str] = []
    if event.on is not None:
        found.append(write_when(event.on, self.language))
    clock = event.starts_at is not None and bool(_CLOCK.fullmatch(event.starts_at))
    if clock:
        found.append(str(event.starts_at))
    if event.on is not None and not event.text and event.rests_on is None:
        made.data = ", ".join(found)
        made.complete = (
            event.place is None and (event.starts_at is None or clock) and event.occurred_at is None
        )
    if made.data and not made.complete:
        made.data = ""
    if not made.data:
        made.parts.extend(f"{',' if index else ''} {part}" for index, part in enumerate(found))
        if event.starts_at is not None and not clock:
            made.qualifiers.append(f"{self.word('starts')}: {value(event.starts_at)}")
        if event.place is not None:
            made.qualifiers.append(f"{self.word('place')}: {value(event.place)}")
        made.complete = bool(made.parts or made.qualifiers)
    return made


_PHRASES: dict[type[events.Shown], Callable[[Phrasing, Any], Phrase]] = {
    events.MeetingOpened: _clock("opened"),
    events.MeetingClosed: _clock("closed"),
    events.MeetingAdjourned: _clock("adjourned"),
    events.MeetingResumed: _clock("resumed"),
    events.ChairTaken: _chair,
    events.ParticipantArrived: _party("arrived"),
    events.ParticipantLeft: _party("left"),
    events.AttendanceNoted: _attendance,
    events.QuorumNoted: _quorum,
    events.ConflictDeclared: _by("conflict", "party"),
    events.ItemDiscussed: _by("discussion", "speaker"),
    events.AnnouncementMade: _by("announcement", "by"),
    events.PresentationGiven: _presentation,
    events.ConsiderationRaised: _by("consideration", "by"),
    events.QuestionAsked: _question,
    events.QuestionAnswered: _answer,
    events.ProposalMade: _proposal,
    events.DecisionTaken: _decision,
    events.ActionAgreed: _action,
    events.ActionCompleted: _done("done"),
    events.ActionDropped: _done("dropped"),
    events.ItemDeferred: _returns,
    events.PartnerSigned: _bond("signed"),
    events.PartnerLeft: _bond("partner-left"),
    events.DocumentAttached: _attachment,
    events.MinutesAdopted: _adopted,
    events.NextMeetingSet: _next,
}
WRITTEN: frozenset[type[events.Event]] = frozenset({*_PHRASES, events.ItemOpened})
"""The events that have a notation, besides the one that convenes the meeting."""
