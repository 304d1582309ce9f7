"""Recording a meeting from notation text."""

from __future__ import annotations

from collections import ChainMap
from contextlib import suppress
from typing import TYPE_CHECKING

import attrs
from attrs import field, frozen

from alliance_minutes.book.attachment import files_named
from alliance_minutes.book.authority import check_authority
from alliance_minutes.book.changing import plan as plan_changes
from alliance_minutes.book.mending import grounds_of
from alliance_minutes.book.namesakes import near_namesake
from alliance_minutes.book.people import record_parties
from alliance_minutes.book.refusing import ChangeRefusedError
from alliance_minutes.errors import (
    AlreadyRecordedError,
    MeetingExistsError,
    NotationError,
    RefusedError,
)
from alliance_minutes.events import MeetingConvened, Placed, Shown
from alliance_minutes.meeting import Known, Outline, decide, fold
from alliance_minutes.notation import Message, read
from alliance_minutes.notation.refusals import notice_text, number_taken_text, refusal_text
from alliance_minutes.parties import Directory, Parties
from alliance_minutes.values import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from alliance_minutes.book.plans import Change, ChangeKind, Plan
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event
    from alliance_minutes.notation import Draft
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId


@frozen(kw_only=True)
class RecordedText:
    """What came of recording a text.

    Attributes:
        file: what the text is called in messages.
        meeting: the id of the meeting, or ``None`` after a dry run of a new one.
        events: how many entries were recorded in it (or would be); 0 where the book held exactly this.
        already: the book held exactly this, and nothing was recorded.
        changes: what the text changed (or would change) in a meeting that the book had; empty for a new one.
        warnings: what the reader should look at.
        parties: the parties by id, those that the text introduced as well.
    """

    file: str
    meeting: str | None
    events: int
    already: bool = False
    changes: tuple[Change, ...] = ()
    warnings: tuple[Message, ...] = ()
    parties: Mapping[PartyId, Party] = field(factory=dict, eq=False, repr=False)

    def count(self, kind: ChangeKind) -> int:
        """How many entries were changed in this way."""
        return sum(change.kind == kind for change in self.changes)


@frozen(kw_only=True)
class Asked:
    """How a text is to be recorded; see :meth:`~alliance_minutes.book.minute_book.MinuteBook.record`."""

    file: str
    folder: Path | None
    by: str | None
    strict: bool
    new: bool
    dry_run: bool
    command_id: str | None
    meeting: str | None = None
    reason: Reason = ""
    authority: int | str | None = None
    keep_files: bool = True

    def files(self, draft: Draft) -> dict[str, bytes]:
        """The bytes that are to be kept of the files that a text names, by their digest."""
        return files_named(draft.files) if self.keep_files else {}


def record_text(session: Session, text: str | bytes, asked: Asked) -> RecordedText:
    """Record a text; see :meth:`~alliance_minutes.book.minute_book.MinuteBook.record`."""

    def read_with(directory: Directory) -> Draft:
        draft = read_draft(session, text, directory, file=asked.file, folder=asked.folder)
        _refuse(draft, strict=asked.strict)
        return draft

    overtaken = False
    while True:  # a further round means that somebody else saved something meanwhile
        version, parties = session.parties_at()
        directory = Directory(parties)
        draft = read_with(directory)
        # Numbers before the meeting: had they been taken by this very meeting, it is found afterwards.
        taken = _taken_numbers(session, draft, asked.file)
        try:
            meeting, plan = _meeting_of(session, draft, parties, asked)
        except (AlreadyRecordedError, RefusedError):
            if session.parties_at()[0] != version:
                continue  # it may differ only in parties that the draft takes for new, and the book has by now
            raise
        if meeting is not None and plan is not None:
            if session.parties_at()[0] != version:
                continue
            if overtaken and plan.acts:
                raise AlreadyRecordedError(
                    [meeting], "somebody else recorded it just now, from a text that differs"
                )
            return _Changing(session, meeting, draft, directory, version, asked).record(plan, read_with)
        begun = _begin(session, draft, read_with, taken, asked)
        if begun is not None:
            return begun
        overtaken = True  # somebody else began it after it was looked for; now it is found


def _begin(
    session: Session,
    draft: Draft,
    read_with: Callable[[Directory], Draft],
    taken: list[Message],
    asked: Asked,
) -> RecordedText | None:
    """Record a text as a new meeting; ``None`` where somebody else began that meeting just now."""
    if taken:
        raise NotationError(taken)
    if asked.dry_run:
        return RecordedText(file=asked.file, meeting=None, events=len(draft.events), warnings=draft.warnings)
    try:
        recorded = session.save(
            new_id(),
            lambda directory: read_with(directory).events,
            by=asked.by,
            command_id=asked.command_id,
            expected_version=0,
            unique=not asked.new,
            files=asked.files(draft),
        )
    except MeetingExistsError:
        return None
    return RecordedText(
        file=asked.file, meeting=recorded[0].stream, events=len(recorded), warnings=draft.warnings
    )


@frozen
class _Changing:
    """A text that may change a meeting of the book."""

    session: Session
    meeting: str
    draft: Draft
    directory: Directory
    parties_version: int
    asked: Asked

    def record(self, plan: Plan, read_with: Callable[[Directory], Draft]) -> RecordedText:
        """Make the meeting say what the text says, in one transaction."""
        session, asked, directory = self.session, self.asked, self.directory
        directory.dismiss(plan.strangers)
        already = not plan.acts and not directory.introduced
        if not already:
            self._check(plan)
        if not already and not asked.dry_run:
            if plan.acts:
                session.save(
                    self.meeting,
                    lambda anew: _acts(session, self.meeting, read_with(anew), anew, asked),
                    by=asked.by,
                    command_id=asked.command_id,
                    expected_version=plan.version,
                    files=asked.files(self.draft),
                )
            else:
                record_parties(session, directory, self.parties_version, asked.by)
        return RecordedText(
            file=asked.file,
            meeting=self.meeting,
            events=len(plan.acts),
            already=already,
            changes=plan.changes,
            warnings=(*self.draft.warnings, *self._notices(plan)),
            parties=self._parties(),
        )

    def _parties(self) -> Mapping[PartyId, Party]:
        """Those of the book, and those that the text introduces."""
        introduced = Parties(self.directory.introduced)
        return ChainMap(introduced, self.directory.parties)  # type: ignore[arg-type]  # only read

    def _notices(self, plan: Plan) -> list[Message]:
        """What the text does not change as it may seem to."""
        return [
            Message(
                file=self.asked.file,
                line=one.line or 1,
                column=1,
                severity="warning",
                code=one.code,
                text=notice_text(one.code, one.version, self.draft.language),
            )
            for one in plan.notices
        ]

    def _check(self, plan: Plan) -> None:
        """Refuse what the rules of meetings say no to, at its place in the text where it has one.

        Raises:
            NotationError: an entry of the text is refused.
            ChangeRefusedError: an act is, such as a correction after adoption without a reason or an authority.
        """
        session, asked, language = self.session, self.asked, self.draft.language
        if asked.authority is not None:
            grounds = grounds_of(session, self.meeting, asked.reason, asked.authority)
            check_authority(session, fold(self.meeting, session.store.read(self.meeting)), grounds)
        outline = session.outline(self.meeting)
        taken = [
            _message(asked.file, line, "number.taken", number_taken_text(number, language))
            for event, line in zip(plan.acts, plan.lines, strict=True)
            if line is not None
            and event.SERIES is not None
            and (number := getattr(event, "number", None)) is not None
            and session.store.has_number(outline.body, number)
        ]
        if taken:
            raise NotationError(taken)
        try:
            decide(outline, plan.acts, session.known(outline.body, self.directory))
        except RefusedError as refusal:
            event, line = plan.acts[refusal.index], plan.lines[refusal.index]
            if line is None or not isinstance(event, Placed):
                raise ChangeRefusedError(
                    refusal, event, asked.file, plan.changes, self._parties()
                ) from refusal
            said = refusal_text(refusal, event, language)
            raise NotationError([_message(asked.file, line, refusal.rule, said)]) from refusal


def _acts(
    session: Session, meeting: str, draft: Draft, directory: Directory, asked: Asked
) -> tuple[Event, ...]:
    """The acts by which a meeting comes to say what a text says; parties that stand for erased ones stay out."""
    planned = _plan(session, meeting, draft, directory.parties, asked)
    directory.dismiss(planned.strangers)
    return planned.acts


def _message(file: str, line: int, code: str, text: str) -> Message:
    return Message(file=file, line=line, column=1, severity="error", code=code, text=text)


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


def _meeting_of(
    session: Session, draft: Draft, parties: Parties, asked: Asked
) -> tuple[str, Plan] | tuple[None, None]:
    """The meeting in the book that the text is of, and what the text changes in it; nothing for a new one.

    Raises:
        AlreadyRecordedError: it is not certain which meeting that is, or whether it is one of those in the book.
        RefusedError: the text changes what cannot be changed.
    """
    convened = draft.events[0]
    if asked.new or not isinstance(convened, MeetingConvened):
        return None, None
    if asked.meeting is not None:
        return asked.meeting, _plan(session, asked.meeting, draft, parties, asked)
    date = str(convened.held_on) if convened.held_on is not None else None
    rows = [row for row in session.store.meetings() if row.body == convened.body and row.held_on == date]
    streams = [row.stream for row in rows]
    if len(streams) == 1:
        made = _plan(session, streams[0], draft, parties, asked, certain=False)
        if not made.is_alike:
            raise AlreadyRecordedError(streams, "the text has little in common with it")
        return streams[0], made
    for stream in streams:
        with suppress(RefusedError):
            made = _plan(session, stream, draft, parties, asked, certain=False)
            if made.is_alike and not made.acts:
                return stream, made
    if streams:
        raise AlreadyRecordedError(streams, "the text is the same as none of them")
    same = near_namesake(session, convened, draft.events)
    if same is not None:
        raise AlreadyRecordedError(
            [same.stream],
            "the text is nearly the same as what it says",
            date=same.held_on or "an unknown date",
        )
    return None, None


def _plan(
    session: Session, meeting: str, draft: Draft, parties: Parties, asked: Asked, *, certain: bool = True
) -> Plan:
    return plan_changes(
        meeting,
        session.store.read(meeting),
        draft.events,
        parties,
        grounds_of(session, meeting, asked.reason, asked.authority),
        lines=[line for line, _ in draft.spans],
        file=asked.file,
        certain=certain,
    )
