"""The rules of mending and closing: acts on what was recorded before. The docstring of each is the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.events import (
    ActionAgreed,
    DecisionTaken,
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    MeetingConvened,
    MinutesAdopted,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
    Placed,
    Shown,
    passage_fields,
)
from alliance_minutes.meeting.openness import ground_in
from alliance_minutes.meeting.outline import fixed
from alliance_minutes.meeting.rulebook import keep, rules_for
from alliance_minutes.meeting.rules import is_number_of

if TYPE_CHECKING:
    from alliance_minutes.meeting.outline import Outline
    from alliance_minutes.meeting.rulebook import Known
    from alliance_minutes.values import Words

_OF_CONTENT = {
    "document.unknown",
    "question.unknown",
    "proposal.unknown",
    "number.unknown",
    "tally.sum",
    "tally.secret",
    "tally.outcome",
    "quorum.sum",
    "attendance.votes",
    "adoption.editions",
}


@keep("target.withdrawn", EntryCorrected, EntryWithdrawn, EntryMoved)
def _target_holds(outline: Outline, event: Any, _known: Known) -> str | None:
    """What was withdrawn stays withdrawn, as it was; it can still be closed, for an earlier moment shows it."""
    return f"entry {event.target} was withdrawn" if event.target in outline.withdrawn else None


@keep("target.unknown", EntryCorrected, EntryWithdrawn, EntryMoved, PassageClosed, PassageOpened)
def _target_exists(outline: Outline, event: Any, _known: Known) -> str | None:
    """What is corrected, withdrawn, moved, closed or opened is an earlier entry of this meeting."""
    if event.target is None or outline.recorded_type(event.target) is not None:
        return None
    return f"there is no entry {event.target} before this one"


@keep("target.act", EntryCorrected, EntryWithdrawn, EntryMoved)
def _target_is_said(outline: Outline, event: Any, _known: Known) -> str | None:
    """What is mended is something that the minutes say, not an act of mending, closing or erasing."""
    target = outline.type_of(event.target)
    if target is None or not (
        target in _ACTS or (isinstance(event, EntryMoved) and not issubclass(target, Placed))
    ):
        return None
    return f"entry {event.target} is of type {target.TYPE}; mend the entry that it is about"


@keep("target.convened", EntryWithdrawn)
def _convening_stays(outline: Outline, event: EntryWithdrawn, _known: Known) -> str | None:
    """The entry that convened a meeting is not withdrawn: its minutes could not be told without."""
    if outline.type_of(event.target) is not MeetingConvened:
        return None
    return f"entry {event.target} convened this meeting; correct it, and withdraw what did not happen"


@keep("target.echo", EntryCorrected, EntryWithdrawn, EntryMoved)
def _echo_stays(outline: Outline, event: Any, _known: Known) -> str | None:
    """Minutes that were adopted stay adopted: what another meeting recorded here is not mended."""
    if event.target not in outline.echoes:
        return None
    return f"entry {event.target} says that another meeting adopted these minutes; it stays"


@keep("move.unknown", EntryMoved)
def _move_names_entries(outline: Outline, event: EntryMoved, _known: Known) -> str | None:
    """A move names entries of this meeting: where to, under which item, and on whose words."""
    for version in (event.after, event.through):
        if version is not None and not 0 < version <= outline.version:
            return f"there is no entry {version}"
    if event.item is not None and not outline.is_item(event.item):
        return f"entry {event.item} opens no agenda item"
    if event.rests_on is None:
        return None
    base = outline.type_of(event.rests_on)
    if base is None or not issubclass(base, Shown) or event.rests_on in outline.marks:
        return f"entry {event.rests_on} has no words that a mark could rest on"
    if outline.items.get(event.rests_on) != event.item:
        return f"the words of entry {event.rests_on} stand under another item"
    return None


@keep("move.within", EntryMoved)
def _move_makes_no_ring(outline: Outline, event: EntryMoved, _known: Known) -> str | None:
    """Nothing becomes part of itself, and no words come to rest on themselves."""
    above, seen = event.item, {event.target}
    while above is not None and above not in seen:
        seen.add(above)
        above = outline.item_of(above)
    if event.target in {above, event.rests_on}:
        return f"entry {event.target} cannot be part of itself"
    bears = event.rests_on is not None and any(
        outline.fixed[one].get("rests_on") == event.target for one in outline.marks
    )
    return f"other entries rest on entry {event.target}; it cannot become a mark" if bears else None


@keep("closing.field", PassageClosed, PassageOpened)
def _closing_names_words(outline: Outline, event: Any, _known: Known) -> str | None:
    """A passage that is closed or opened stands in a field of words, or in the lines of a list."""
    target = outline.recorded_type(event.target) if event.target is not None else None
    if event.subject != "passage" or (target is not None and event.field in passage_fields(target)):
        return None
    return f"{event.field!r} is no field of words; close the entry's words, or the whole item or document"


@keep("correction.type", EntryCorrected)
def _correction_keeps_type(outline: Outline, event: EntryCorrected, _known: Known) -> str | None:
    """A correction is of the same type as what it corrects."""
    target = outline.type_of(event.target)
    if target is None or type(event.instead) is target:
        return None
    return f"entry {event.target} is of type {target.TYPE}; a correction cannot make it {event.instead.TYPE}"


@keep("correction.place", EntryCorrected)
def _correction_stays_in_place(outline: Outline, event: EntryCorrected, _known: Known) -> str | None:
    """A correction stays under the same item, rests on the same words and keeps the number."""
    stands = {
        name: value
        for name in fixed(type(event.instead))
        if (value := getattr(event.instead, name)) is not None
    }
    if stands == outline.fixed.get(event.target, {}):
        return None
    return f"item, parent, rests_on and number of entry {event.target} stay as they are; withdraw it and record it anew"


@keep("correction.content", EntryCorrected)
def _correction_keeps_rules(outline: Outline, event: EntryCorrected, known: Known) -> str | None:
    """What a correction puts in place keeps the rules itself."""
    for rule in rules_for(type(event.instead)):
        objection = rule.check(outline, event.instead, known) if rule.id in _OF_CONTENT else None
        if objection is not None:
            return objection
    return None


@keep("closing.words", PassageClosed)
def _closing_closes_words(_outline: Outline, event: PassageClosed, _known: Known) -> str | None:
    """The words of a closing show which of them are closed."""
    if event.subject != "passage" or ground_in(event.anew) is not None:
        return None
    return "none of these words is closed: put those that are in Closed runs"


@keep("closing.reason", PassageClosed, PassageOpened)
def _closing_has_reason(outline: Outline, event: Any, _known: Known) -> str | None:
    """After adoption a closing or an opening says why."""
    if not outline.adopted or _says_something(event.reason):
        return None
    return "these minutes were adopted: give the reason why this is closed or opened"


def _says_something(reason: Words) -> bool:
    """Whether there is a word in a reason, or what stands for one."""
    return any(not isinstance(run, str) or any(map(str.isalnum, run)) for run in reason)


_MENDING = (EntryCorrected, EntryWithdrawn, EntryMoved, EntriesAdded)
_ACTS = {*_MENDING, PassageClosed, PassageOpened, PersonalDataErased}
_ALLOWING = (DecisionTaken, ActionAgreed, MinutesAdopted)


@keep("correction.authority", *_MENDING)
def _correction_has_authority(outline: Outline, event: Any, known: Known) -> str | None:
    """After adoption a correction names the entry or decision that allows it."""
    if event.authority is not None and outline.type_of(event.authority) is None:
        gone = event.authority in outline.withdrawn
        return f"entry {event.authority} was withdrawn" if gone else f"there is no entry {event.authority}"
    if event.decision is not None and not is_number_of(outline, event.decision, DecisionTaken, known):
        return f"there is no decision {event.decision} that could allow it"
    if event.decision is not None and _bearer(outline, event.decision) in outline.withdrawn:
        return f"decision {event.decision} was withdrawn"
    if outline.adopted and event.authority is None and event.decision is None:
        return "these minutes were adopted: name the entry or the decision that allows the correction, as its authority"
    return None


@keep("authority.kind", *_MENDING)
def _authority_allows(outline: Outline, event: Any, _known: Known) -> str | None:
    """What allows a correction is a decision, an action that was agreed, or the adoption of minutes."""
    named = None if event.authority is None else outline.type_of(event.authority)
    if named is None or issubclass(named, _ALLOWING):
        return None
    return f"entry {event.authority} is a {named.TYPE}, which allows nothing: name a decision, an action or an adoption"


@keep("authority.itself", EntryCorrected, EntryWithdrawn, EntryMoved)
def _authority_is_another(outline: Outline, event: Any, _known: Known) -> str | None:
    """No entry allows its own correction."""
    if event.target not in {event.authority, _bearer(outline, event.decision)}:
        return None
    return f"entry {event.target} cannot allow its own correction: name what was decided about it"


def _bearer(outline: Outline, number: str | None) -> int | None:
    """The entry of this meeting that was given a number."""
    if number is None or number not in outline.numbers:
        return None
    return next((version for version, place in outline.fixed.items() if place.get("number") == number), None)


@keep("correction.reason", *_MENDING)
def _correction_has_reason(outline: Outline, event: Any, _known: Known) -> str | None:
    """After adoption a correction says why."""
    if not outline.adopted or _says_something(event.reason):
        return None
    return "these minutes were adopted: give the reason why they are corrected"
