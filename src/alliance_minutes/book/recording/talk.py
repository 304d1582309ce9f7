"""Recording what was talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.recording.noting import Noting, party, several
from alliance_minutes.events import (
    AnnouncementMade,
    ConsiderationRaised,
    ItemDiscussed,
    Point,
    PresentationGiven,
    QuestionAnswered,
    QuestionAsked,
)
from alliance_minutes.values import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from alliance_minutes.book.recording.noting import Circumstances
    from alliance_minutes.book.writing import Noted
    from alliance_minutes.values import Words


class Talk(Noting):
    """The talk."""

    def discuss(
        self,
        text: str | Words = "",
        *,
        speaker: str | None = None,
        points: Sequence[str | Words | Point] | str = (),
        **more: Unpack[Circumstances],
    ) -> Noted:
        """Something is said, by ``speaker`` where known, with a list of points below it."""
        lines = tuple(point if isinstance(point, Point) else Point(words(point)) for point in several(points))
        return self._note(
            ItemDiscussed, text, more, lambda d: {"speaker": party(d, speaker), "points": lines}
        )

    def announce(
        self, text: str | Words = "", *, by: str | None = None, **more: Unpack[Circumstances]
    ) -> Noted:
        """Something is announced."""
        return self._note(AnnouncementMade, text, more, lambda d: {"by": party(d, by)})

    def presentation(
        self,
        text: str | Words = "",
        *,
        presenter: str | None = None,
        document: Noted | int | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A presentation is given; ``document`` is the attachment that goes with it."""
        return self._note(
            PresentationGiven,
            text,
            more,
            lambda d: {"presenter": party(d, presenter), "document": self._version(document)},
        )

    def consider(
        self, text: str | Words = "", *, by: str | None = None, **more: Unpack[Circumstances]
    ) -> Noted:
        """A consideration is given."""
        return self._note(ConsiderationRaised, text, more, lambda d: {"by": party(d, by)})

    def ask(
        self,
        text: str | Words = "",
        *,
        by: str | None = None,
        number: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A question is asked."""
        return self._note(QuestionAsked, text, more, lambda d: {"by": party(d, by), "number": number})

    def answer(
        self,
        text: str | Words = "",
        *,
        by: str | None = None,
        question: Noted | int | str | None = None,
        provisional: bool = False,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A question is answered: one of this meeting by its entry, one of another by its number."""
        number = question if isinstance(question, str) else None
        asked = None if isinstance(question, str) else self._version(question)
        return self._note(
            QuestionAnswered,
            text,
            more,
            lambda d: {
                "by": party(d, by),
                "question": asked,
                "number": number,
                "settles": not provisional,
            },
        )
