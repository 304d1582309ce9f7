"""The rules of meetings that the library itself keeps; each has an id, and its docstring is the rule.

A rule looks at the outline of the meeting and at one proposed event, and answers with an objection or with nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    AttendanceNoted,
    DecisionTaken,
    DocumentAttached,
    EntriesAdded,
    Event,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    MinutesCirculated,
    MinutesPublished,
    MinutesSigned,
    Placed,
    PresentationGiven,
    ProposalMade,
    QuestionAnswered,
    QuestionAsked,
    QuorumNoted,
    Shown,
)
from alliance_minutes.events.fields import parties_in
from alliance_minutes.meeting.rulebook import keep

if TYPE_CHECKING:
    from alliance_minutes.meeting.outline import Outline
    from alliance_minutes.meeting.rulebook import Known
    from alliance_minutes.values import Tally


@keep("meeting.convened-first", Event)
def _convened_first(outline: Outline, event: Event, _known: Known) -> str | None:
    """A meeting begins by being convened, once."""
    if isinstance(event, MeetingConvened) == (outline.version == 0):
        return None
    return "the meeting was convened already" if outline.version else "a meeting begins with MeetingConvened"


@keep("party.unknown", MeetingConvened, ItemOpened, Shown, MinutesCirculated, MinutesSigned)
def _parties_exist(_outline: Outline, event: Event, known: Known) -> str | None:
    """A party that is named was introduced before."""
    # Not about corrections and closings: they repeat words of an entry, and a party in them may be erased since.
    unknown = next((party for party in parties_in(event) if not known.party(party)), None)
    return (
        None
        if unknown is None
        else f"no party has the id {unknown[:80]!r}; ask the book for the id of a name"
    )


@keep("adopted.fixed", Placed)
def _adopted_is_fixed(outline: Outline, event: Placed, _known: Known) -> str | None:
    """After adoption only a correction, or an addition by an EntriesAdded, changes what the minutes say."""
    if not outline.adopted or (isinstance(event, MinutesAdopted) and event.adopted_by is not None):
        return None
    if event.added is not None and outline.type_of(event.added) is EntriesAdded:
        return None
    return "these minutes were adopted: correct an entry, on the authority of a decision"


@keep("signing.not-adopted", MinutesSigned)
def _signed_when_adopted(outline: Outline, _event: MinutesSigned, _known: Known) -> str | None:
    """Minutes are signed once they were adopted: whoever signs vouches for what was adopted."""
    if outline.adopted:
        return None
    return "these minutes were not adopted yet: record that first, in the meeting that adopts them; drafts are circulated"


@keep("publication.internal", MinutesPublished)
def _published_is_public(_outline: Outline, event: MinutesPublished, _known: Known) -> str | None:
    """What is made public is the public edition; a draft of it may be, and says so itself."""
    if event.edition == "public":
        return None
    return (
        "the internal edition shows what is closed: publish the public edition, or circulate the internal one"
    )


@keep("place.unknown", Placed)
def _place_exists(outline: Outline, event: Placed, _known: Known) -> str | None:
    """What is added behind an entry, or by an EntriesAdded, names one of this meeting that was recorded before."""
    if event.after is not None and not 0 < event.after <= outline.version:
        return f"there is no entry {event.after} behind which it could stand"
    if event.added is not None and outline.type_of(event.added) is not EntriesAdded:
        return f"entry {event.added} adds no entries; name an EntriesAdded before this one"
    return None


@keep("item.unknown", Shown)
def _item_exists(outline: Outline, event: Shown, _known: Known) -> str | None:
    """What is shown under an item names one that was opened before."""
    if event.item is None or outline.is_item(event.item):
        return None
    return f"entry {event.item} opens no agenda item; name the version of an ItemOpened before this one"


@keep("item.parent-unknown", ItemOpened)
def _parent_exists(outline: Outline, event: ItemOpened, _known: Known) -> str | None:
    """A sub-item is part of an item that was opened before."""
    if event.parent is None or outline.is_item(event.parent):
        return None
    return f"entry {event.parent} opens no agenda item that could have sub-items"


@keep("mark.unknown", Shown)
def _mark_rests_on_shown(outline: Outline, event: Shown, _known: Known) -> str | None:
    """A mark rests on an earlier entry that has words."""
    if event.rests_on is None:
        return None
    base = outline.type_of(event.rests_on)
    if base is not None and issubclass(base, Shown):
        return None
    return f"entry {event.rests_on} has no words that a mark could rest on"


@keep("mark.on-mark", Shown)
def _mark_not_on_mark(outline: Outline, event: Shown, _known: Known) -> str | None:
    """A mark does not rest on another mark, but on the words that mark rests on."""
    if event.rests_on is None or event.rests_on not in outline.marks:
        return None
    return f"entry {event.rests_on} is itself a mark; rest on the entry with the words"


@keep("mark.has-words", Shown)
def _mark_has_no_words(_outline: Outline, event: Shown, _known: Known) -> str | None:
    """A mark has no words of its own: they are printed, closed and erased once."""
    return "a mark has no words of its own" if event.rests_on is not None and event.text else None


@keep("mark.other-item", Shown)
def _mark_stays_in_item(outline: Outline, event: Shown, _known: Known) -> str | None:
    """A mark stands under the same item as the words it rests on."""
    if event.rests_on is None or outline.items.get(event.rests_on) == event.item:
        return None
    return f"the words of entry {event.rests_on} stand under another item"


@keep("document.unknown", PresentationGiven)
def _document_exists(outline: Outline, event: PresentationGiven, _known: Known) -> str | None:
    """The document of a presentation was attached before."""
    if event.document is None or outline.type_of(event.document) is DocumentAttached:
        return None
    return f"entry {event.document} attaches no document"


@keep("question.unknown", QuestionAnswered)
def _question_exists(outline: Outline, event: QuestionAnswered, known: Known) -> str | None:
    """An answer is to a question that was asked: in this meeting by its version, in another by its number."""
    if event.question is not None and outline.type_of(event.question) is not QuestionAsked:
        return f"entry {event.question} asks no question"
    if event.number is not None and not is_number_of(outline, event.number, QuestionAsked, known):
        return f"there is no question {event.number}"
    return None


@keep("proposal.unknown", ProposalMade, DecisionTaken)
def _proposal_exists(outline: Outline, event: ProposalMade | DecisionTaken, _known: Known) -> str | None:
    """What is amended or decided on is a proposal that was made before."""
    about = event.amends if isinstance(event, ProposalMade) else event.on
    if about is None or outline.type_of(about) is ProposalMade:
        return None
    return f"entry {about} makes no proposal"


@keep("number.unknown", ActionCompleted, ActionDropped, DecisionTaken)
def _number_exists(outline: Outline, event: Any, known: Known) -> str | None:
    """An action that ends and a decision that is replaced exist."""
    if isinstance(event, DecisionTaken):
        if event.supersedes is None or is_number_of(outline, event.supersedes, DecisionTaken, known):
            return None
        return f"there is no decision {event.supersedes}"
    if is_number_of(outline, event.number, ActionAgreed, known):
        return None
    return f"there is no action {event.number}"


def is_number_of(outline: Outline, number: str, kind: type[Event], known: Known) -> bool:
    """Whether a number was given to an event of this kind, in this meeting or in another."""
    bearer = outline.numbers.get(number)
    if bearer is not None:
        return bearer is kind
    return known.number(number) and known.bearer(number) in {None, kind.TYPE}


@keep("number.taken", DecisionTaken, ActionAgreed, QuestionAsked)
def _number_is_free(outline: Outline, event: Any, _known: Known) -> str | None:
    """A number is given once; the store keeps this for the whole book."""
    if event.number is None or event.number not in outline.numbers:
        return None
    return f"number {event.number} was given in this meeting already; leave it out to get the next free one"


@keep("tally.sum", DecisionTaken)
def _tally_adds_up(_outline: Outline, event: DecisionTaken, _known: Known) -> str | None:
    """Counts are not negative, names agree with counts, and nobody votes twice."""
    tally = event.tally
    if tally is None:
        return None
    counts = (tally.in_favour, tally.against, tally.abstain, tally.blank, tally.invalid)
    if any(count is not None and count < 0 for count in counts):
        return "a count of votes cannot be negative"
    named = (*tally.names_in_favour, *tally.names_against, *tally.names_abstaining)
    if len(set(named)) != len(named):
        return "somebody is named twice in this vote"
    return None if tally.unit else _names_fit(tally)


def _names_fit(tally: Tally) -> str | None:
    for count, names, word in (
        (tally.in_favour, tally.names_in_favour, "in favour"),
        (tally.against, tally.names_against, "against"),
        (tally.abstain, tally.names_abstaining, "abstaining"),
    ):
        if count is not None and names and count != len(names):
            return f"{count} {word} were counted, but {len(names)} are named"
    return None


@keep("tally.secret", DecisionTaken)
def _secret_has_no_names(_outline: Outline, event: DecisionTaken, _known: Known) -> str | None:
    """A secret ballot names nobody."""
    tally = event.tally
    if tally and tally.secret and (tally.names_in_favour or tally.names_against or tally.names_abstaining):
        return "a secret ballot cannot say who voted how"
    return None


@keep("tally.outcome", DecisionTaken)
def _tally_fits_outcome(_outline: Outline, event: DecisionTaken, _known: Known) -> str | None:
    """Without another majority stated, more votes against than in favour carry nothing, and unanimity has none against."""
    tally = event.tally
    if tally is None:
        return None
    if event.method in {"unanimous", "consent"} and (tally.against or tally.names_against):
        return f"a decision that is {event.method} has no votes against"
    in_favour, against = tally.in_favour, tally.against
    if in_favour is None or against is None or tally.required is not None:
        return None
    if event.outcome in {"carried", "amended"} and in_favour < against:
        return (
            f"carried with {in_favour} in favour and {against} against; state the majority that was required"
        )
    if event.outcome == "rejected" and in_favour > against:
        return (
            f"rejected with {in_favour} in favour and {against} against; state the majority that was required"
        )
    return None


@keep("quorum.sum", QuorumNoted)
def _quorum_adds_up(_outline: Outline, event: QuorumNoted, _known: Known) -> str | None:
    """A quorum is met when as many are present as are required, and not otherwise."""
    for count in (event.required, event.present):
        if count is not None and count < 0:
            return "a count of people cannot be negative"
    if event.required is None or event.present is None or event.met is None:
        return None
    if event.met == (event.present >= event.required):
        return None
    return f"with {event.present} present of {event.required} required the quorum is {'not ' if event.met else ''}met"


@keep("attendance.votes", AttendanceNoted)
def _votes_not_negative(_outline: Outline, event: AttendanceNoted, _known: Known) -> str | None:
    """Nobody has fewer than no votes."""
    return "a number of votes cannot be negative" if event.votes is not None and event.votes < 0 else None


@keep("adoption.editions", MinutesAdopted)
def _adoption_names_editions(_outline: Outline, event: MinutesAdopted, _known: Known) -> str | None:
    """An adoption says which editions were adopted."""
    return None if event.editions else "say which editions were adopted: internal, public or both"
