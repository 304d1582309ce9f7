"""Recording a meeting from notation text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from alliance_minutes.book.session import same_event
from alliance_minutes.errors import (
    AlreadyRecordedError,
    MeetingExistsError,
    NotationError,
    RefusedError,
)
from alliance_minutes.events import ItemOpened, MeetingConvened, Shown
from alliance_minutes.events.admission import admitted
from alliance_minutes.meeting import Known, Outline, decide
from alliance_minutes.notation import Message, read
from alliance_minutes.notation.refusals import number_taken_text, refusal_text
from alliance_minutes.parties import Directory
from alliance_minutes.values import new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event
    from alliance_minutes.notation import Draft


@frozen(kw_only=True)
class RecordedText:
    """What came of recording a text.

    Attributes:
        file: what the text is called in messages.
        meeting: the id of the meeting, or ``None`` after a dry run of a new one.
        events: how many entries were recorded (or would be); 0 where the book held exactly this.
        already: the book held exactly this, and nothing was recorded.
        warnings: what the reader should look at.
    """

    file: str
    meeting: str | None
    events: int
    already: bool = False
    warnings: tuple[Message, ...] = ()


def record_text(
    session: Session,
    text: str | bytes,
    *,
    file: str,
    folder: Path | None,
    by: str | None,
    strict: bool,
    new: bool,
    dry_run: bool,
    command_id: str | None,
) -> RecordedText:
    """Record a text; see :meth:`~alliance_minutes.book.minute_book.MinuteBook.record`."""

    def read_with(directory: Directory) -> Draft:
        draft = read_draft(session, text, directory, file=file, folder=folder)
        _refuse(draft, strict=strict)
        return draft

    while True:  # a further round means that somebody else saved something meanwhile
        version, parties = session.parties_at()
        draft = read_with(Directory(parties))
        # Numbers before the meeting: had they been taken by this very meeting, it is found afterwards.
        taken = _taken_numbers(session, draft, file)
        meeting, difference = (None, None) if new else _meeting_of(session, draft)
        if meeting is not None:
            if difference is None:
                return RecordedText(
                    file=file, meeting=meeting, events=0, already=True, warnings=draft.warnings
                )
            if session.parties_at()[0] != version:
                continue  # it may differ only in parties that the draft takes for new, and the book has by now
            raise AlreadyRecordedError(meeting, difference)
        if taken:
            raise NotationError(taken)
        if dry_run:
            return RecordedText(file=file, meeting=None, events=len(draft.events), warnings=draft.warnings)
        try:
            recorded = session.save(
                new_id(),
                lambda directory: read_with(directory).events,
                by=by,
                command_id=command_id,
                expected_version=0,
                unique=not new,
            )
        except MeetingExistsError:
            continue  # somebody else began it after it was looked for; now it is found
        return RecordedText(
            file=file, meeting=recorded[0].stream, events=len(recorded), warnings=draft.warnings
        )


def check_text(
    text: str | bytes, *, file: str, folder: Path | None, by: str | None, strict: bool
) -> RecordedText:
    """What recording a text in a new book would give, so that one that cannot be recorded makes no book.

    Raises:
        NotationError: errors in the text (or warnings, when strict).
        InvalidValueError, InvalidTextError: ``by`` is no name of a party.
    """
    directory = Directory()
    draft = read_draft(None, text, directory, file=file, folder=folder, known=lambda _: False)
    _refuse(draft, strict=strict)
    if by:
        directory.party(by)
    return RecordedText(file=file, meeting=None, events=len(draft.events), warnings=draft.warnings)


def _refuse(draft: Draft, *, strict: bool) -> None:
    wrong = draft.messages if strict else draft.errors
    if wrong:
        raise NotationError(wrong)


def read_draft(
    session: Session | None,
    text: str | bytes,
    directory: Directory,
    *,
    file: str,
    folder: Path | None,
    known: Callable[[str], bool] | None = None,
) -> Draft:
    """Read a text; what the rules of meetings refuse in it is among its messages, at its place.

    Args:
        session: of the book the text is for, or ``None``.
        text, file, folder: as for :meth:`~alliance_minutes.book.MinuteBook.record`.
        directory: where its names are looked up; it learns the new ones.
        known: whether a number exists, by default in the book; without both every number is taken to.
    """
    if known is None and session:
        known = session.any_number
    draft = read(text, file=file, directory=directory, folder=folder, known=known)
    if known is None:
        draft = attrs.evolve(draft, messages=(*draft.messages, *_unchecked_numbers(draft, file)))
    if draft.errors:
        return draft
    try:
        decide(Outline(), draft.events, _known(session, known))
    except RefusedError as refusal:
        line, column = draft.spans[refusal.index]
        said = refusal_text(refusal, draft.events[refusal.index], draft.language)
        message = Message(file=file, line=line, column=column, severity="error", code=refusal.rule, text=said)
        return attrs.evolve(draft, messages=(*draft.messages, message))
    return draft


_UNCHECKED = {
    "nl": "of {number} bestaat, is zonder boek niet na te gaan; noem het boek met --book",
    "en": "whether {number} exists cannot be checked without a book; name the book with --book",
}


def _unchecked_numbers(draft: Draft, file: str) -> list[Message]:
    """A warning at each number that another meeting must have given."""
    given = {getattr(event, "number", None) for event in draft.events if event.SERIES is not None}
    messages = []
    for event, (line, column) in zip(draft.events, draft.spans, strict=True):
        number = getattr(event, "supersedes" if event.SERIES is not None else "number", None)
        if isinstance(event, Shown) and number is not None and number not in given:
            text = _UNCHECKED["nl" if draft.language == "nl" else "en"].format(number=number)
            messages.append(
                Message(
                    file=file,
                    line=line,
                    column=column,
                    severity="warning",
                    code="number.unchecked",
                    text=text,
                )
            )
    return messages


def _known(session: Session | None, number: Callable[[str], bool] | None) -> Known:
    """What is known of numbers; where nothing is, each is taken to exist."""
    if number is None:
        return Known(number=lambda _: True)
    return Known(number=number, bearer=session.any_bearer) if session else Known(number=number)


def _taken_numbers(session: Session, draft: Draft, file: str) -> list[Message]:
    """Errors at the numbers that the body has in the book, at their place in the text; the store would name no place."""
    taken: list[Message] = []
    convened = draft.events[0]
    if not isinstance(convened, MeetingConvened):
        return taken
    for event, (line, column) in zip(draft.events, draft.spans, strict=True):
        number = getattr(event, "number", None) if event.SERIES is not None else None
        if number is not None and session.store.has_number(convened.body, number):
            text = number_taken_text(number, draft.language)
            taken.append(
                Message(file=file, line=line, column=column, severity="error", code="number.taken", text=text)
            )
    return taken


def _meeting_of(session: Session, draft: Draft) -> tuple[str | None, str | None]:
    """The meeting in the book that has the body and date of the draft, and where it first differs from it.

    Of several the one that does not differ, or else the first.
    """
    convened = draft.events[0]
    if not isinstance(convened, MeetingConvened):
        return None, None
    date = str(convened.held_on) if convened.held_on is not None else None
    rows = [row for row in session.store.meetings() if row.body == convened.body and row.held_on == date]
    found = [(row.stream, _difference(session, row.stream, draft.events)) for row in rows]
    return next((pair for pair in found if pair[1] is None), found[0] if found else (None, None))


def _difference(session: Session, meeting: str, events: tuple[Event, ...]) -> str | None:
    """Where the meeting in the book first differs from these events, in words; ``None`` where it does not."""
    noted = [
        entry
        for entry in session.store.read(meeting)
        if isinstance(entry.event, (MeetingConvened, ItemOpened, Shown)) and not _echo(entry.event)
    ]
    for asked, entry in zip(events, noted, strict=False):
        if not same_event(admitted(asked), entry.event):
            return f"entry {entry.version} ({entry.event.TYPE}) reads otherwise"
    if len(noted) != len(events):
        return f"the book has {len(noted)} entries of it, the text makes {len(events)}"
    return None


def _echo(event: Event) -> bool:
    """Whether the entry was made here by another meeting's adoption of these minutes."""
    return getattr(event, "adopted_by", None) is not None
