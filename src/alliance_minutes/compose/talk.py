"""Telling what was said: discussion, announcements, presentations, considerations, questions; and the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document import (
    Announcement,
    Answer,
    Attachment,
    Consideration,
    Contribution,
    Paragraph,
    Point,
    Presentation,
    Question,
    Text,
)
from alliance_minutes.events import (
    AnnouncementMade,
    ConsiderationRaised,
    DocumentAttached,
    ItemDiscussed,
    PresentationGiven,
    QuestionAnswered,
    QuestionAsked,
)

if TYPE_CHECKING:
    from alliance_minutes.compose.told import Tellers, Told


def discussed(told: Told, event: ItemDiscussed) -> Paragraph | Contribution:
    """Something was said, by somebody or by nobody in particular."""
    points = tuple(
        Point(words=told.scribe.inlines(point.text), level=point.level, number=point.number)
        for point in event.points
    )
    common = told.common("", points=points)
    if event.speaker is None:
        return Paragraph(**common)
    speaker = () if told.names_itself(event.speaker) else (told.scribe.names.printed(event.speaker),)
    return Contribution(speaker=speaker, **common)


def announcement(told: Told, event: AnnouncementMade) -> Announcement:
    """Something was announced."""
    say = told.scribe.say.talk
    return Announcement(
        **told.common("" if told.listed else say.announcement, told.by("by", say.by, event.by))
    )


def presentation(told: Told, event: PresentationGiven) -> Presentation:
    """A presentation was given."""
    scribe, say = told.scribe, told.scribe.say.talk
    return Presentation(
        document=scribe.place(event.document),
        **told.common(
            say.presentation,
            told.by("presenter", say.by, event.presenter),
            scribe.fact("document", say.attachment, scribe.reference(event.document)),
        ),
    )


def consideration(told: Told, event: ConsiderationRaised) -> Consideration:
    """A consideration was given."""
    say = told.scribe.say.talk
    label = "" if told.listed else say.consideration
    return Consideration(**told.common(label, told.by("by", say.by, event.by)))


def question(told: Told, event: QuestionAsked) -> Question:
    """A question was asked."""
    say = told.scribe.say.talk
    label = say.numbered.format(what=say.question, number=event.number) if event.number else say.question
    return Question(
        number=event.number,
        open=told.entry.version not in told.scribe.settled,
        **told.common(label, told.by("by", say.by, event.by)),
    )


def answer(told: Told, event: QuestionAnswered) -> Answer:
    """A question was answered, for good or for now."""
    scribe, say = told.scribe, told.scribe.say.talk
    number = (Text(event.number),) if event.number else ()
    return Answer(
        question=scribe.place(event.question),
        number=event.number,
        settles=event.settles,
        **told.common(
            say.answer if event.settles else say.answer_provisional,
            told.by("by", say.by, event.by),
            scribe.fact("question", say.to_question, scribe.reference(event.question) or number),
        ),
    )


def attachment(told: Told, event: DocumentAttached) -> Attachment:
    """A document goes with the minutes."""
    scribe, say = told.scribe, told.scribe.say
    return Attachment(
        title=scribe.said(event.title, told.entry),
        name=event.name,
        media_type=event.media_type,
        size=event.size,
        digest=event.digest,
        **told.common(
            "" if told.listed else say.talk.attachment,
            scribe.fact("name", say.talk.file, event.name),
        ),
    )


TELLERS: Tellers = {
    ItemDiscussed: discussed,
    AnnouncementMade: announcement,
    PresentationGiven: presentation,
    ConsiderationRaised: consideration,
    QuestionAsked: question,
    QuestionAnswered: answer,
    DocumentAttached: attachment,
}
