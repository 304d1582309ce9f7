"""Remarks about an event where it stands: said twice, said too late, or said of more than one thing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from alliance_minutes import events
from alliance_minutes.notation.decisions import is_qualifier
from alliance_minutes.notation.keywords import keyword, term
from alliance_minutes.notation.lines import SPEAKER
from alliance_minutes.notation.verdicts import in_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.headers import Facts
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

_NEARBY = 4  # so many proposals are named at most
_VERDICT = ("method", "outcome", "tally", "kind")
_UNDONE_BY: Mapping[type[events.Shown], tuple[type[events.Shown], ...]] = {
    events.MeetingOpened: (events.MeetingClosed,),
    events.MeetingClosed: (events.MeetingResumed, events.MeetingOpened),
}


def late_qualifier(
    event: type[events.Shown], text: Passage, facts: Facts, given: Mapping[str, object]
) -> None:
    """Warn of a qualifier of a decision that stands at the start or end of its words, or is all of them; ``given`` was said before the colon."""
    if event is not events.DecisionTaken:
        return
    verdict = in_terms(text.text, facts.reading.language)
    if verdict is not None and given.keys().isdisjoint(_VERDICT):
        facts.reading.messages.wrong_mildly("verdict-alone", text, keyword=facts.word, verdict=verdict)
        return
    begin, end = text.text.rfind("["), len(text.text.rstrip(" \t."))
    if text.text.startswith("["):
        begin, end = 0, text.text.find("]") + 1
    inside = text.part(begin + 1, end - 1) if begin >= 0 and text.text[end - 1 : end] == "]" else None
    if inside is not None and is_qualifier(inside):
        facts.reading.messages.wrong_mildly("bracket-in-words", inside, keyword=facts.word)


def no_speaker(text: Passage, facts: Facts) -> None:
    """Warn of words that begin with ``@Name:`` where nobody is recorded as their speaker."""
    found = SPEAKER.match(text.text)
    if found is not None and found[2]:
        facts.reading.messages.wrong_mildly("no-speaker", text.part(0, found.end()), keyword=facts.word)


def many_of_one(bullets: int, facts: Facts) -> None:
    """Warn of a keyword for one thing with a number of bullets, each of which is one."""
    known = facts.header.keyword
    plural = keyword(known.kind, known.language, plural=True)
    if bullets > 1 and not known.plural and plural != keyword(known.kind, known.language):
        place = facts.header.place
        facts.reading.messages.warning("list-many", place, read=facts.word, count=bullets, plural=plural)


def framed_twice(event: type[events.Shown], facts: Facts, place: tuple[int, int]) -> None:
    """Warn of a meeting that is opened or closed twice, with nothing between that undoes it."""
    if event not in _UNDONE_BY:
        return
    reading = facts.reading
    before = reading.framed.get(event)
    undone = max(reading.framed.get(kind, (0, 0)) for kind in _UNDONE_BY[event])
    if before is not None and undone < before:
        between = keyword("closed" if event is events.MeetingOpened else "resumed", reading.language)
        reading.messages.warning("frame-twice", place, keyword=facts.word, line=before[1], between=between)


def which_proposal(nearest: int, reading: Reading, place: tuple[int, int]) -> None:
    """Warn where a decision could be on another proposal than the nearest.

    What that one amends is decided after it, or else told at the end; what amends that one is settled with it.
    """
    undecided = reading.undecided.get(reading.item, {})
    motion = _amended_by(nearest, reading)
    if motion in undecided:
        reading.on_amendment.append((nearest, motion, place))
    others = [
        one
        for one in islice(reversed(undecided), _NEARBY)
        if one not in {nearest, motion} and _amended_by(one, reading) != nearest
    ]
    if not others:
        return
    reading.messages.warning(
        "which-proposal",
        place,
        line=_named(nearest, reading),
        others=", ".join(_named(one, reading) for one in others),
    )


def motions_left_open(reading: Reading) -> None:
    """Warn of each decision on an amendment, as the nearest, after which nothing was decided on what that one changes."""
    for amendment, motion, place in reading.on_amendment:
        if any(motion in undecided for undecided in reading.undecided.values()):
            lines = {"line": reading.spans[amendment - 1][0], "motion": reading.spans[motion - 1][0]}
            reading.messages.warning("motion-open", place, **lines)


def _amended_by(version: int, reading: Reading) -> int | None:
    """The motion that a proposal amends."""
    proposal = reading.events[version - 1]
    return proposal.amends if isinstance(proposal, events.ProposalMade) else None


def _named(version: int, reading: Reading) -> str:
    """The line of a proposal, and how it is pointed at where it has a name."""
    name = reading.refs.name(version)
    return f"{reading.spans[version - 1][0]}" + (f" [{term('on', reading.language)} {name}]" if name else "")
