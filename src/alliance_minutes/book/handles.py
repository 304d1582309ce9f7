"""The handles that record: one for a meeting, one for an agenda item in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from attrs import define

from alliance_minutes.book.attachment import attached_file
from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    AnnouncementMade,
    AttendanceNoted,
    ChairTaken,
    ConflictDeclared,
    ConsiderationRaised,
    DecisionTaken,
    DocumentAttached,
    ItemDeferred,
    ItemDiscussed,
    ItemOpened,
    MeetingAdjourned,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    MinutesAdopted,
    NextMeetingSet,
    ParticipantArrived,
    ParticipantLeft,
    PartnerLeft,
    PartnerSigned,
    Point,
    PresentationGiven,
    ProposalMade,
    QuestionAnswered,
    QuestionAsked,
    QuorumNoted,
)
from alliance_minutes.values import PartialDate, parse_time, parse_when, words

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from typing import Unpack

    from alliance_minutes.book.writing import Writing
    from alliance_minutes.events import (
        DecisionKind,
        Edition,
        Event,
        Method,
        Outcome,
        ProposalKind,
        Shown,
        Status,
    )
    from alliance_minutes.parties import Directory
    from alliance_minutes.values import Tally, Words


@define
class Noted:
    """An entry that was recorded (or, inside a batch, will be).

    Attributes:
        version: its place in the meeting; other entries rest on it and refer to it by this.
        number: the decision, action or question number that the book gave; ``None`` where there is none,
            and inside a batch until the batch is done.
    """

    version: int
    number: str | None = None


class Circumstances(TypedDict, total=False):
    """What may be said of anything that is recorded.

    ``rests_on``: the entry on whose words it rests; ``at``: the time of day it happened ("19:30");
    ``command_id``: an id of the caller's, so that a repeated call records once.
    """

    rests_on: Noted | int | None
    at: str | dt.time | None
    command_id: str | None


class Recording:
    """Everything that can be recorded in a meeting; a handle for an item records it under that item.

    Parties are named; a name that is new to the book makes a party. Texts are plain text or runs
    (:data:`alliance_minutes.values.Words`). Every method raises RefusedError when a rule of meetings says no,
    InvalidTextError or InvalidValueError for a value that cannot be recorded, and StoreError when the store fails.
    """

    def __init__(self, writing: Writing, item: int | None = None) -> None:
        self._writing = writing
        self._item = item

    @property
    def id(self) -> str:
        """The id of the meeting."""
        return self._writing.stream

    def _note(
        self,
        cls: type[Shown],
        said: str | Words,
        circumstances: Circumstances,
        fields: Callable[[Directory], dict[str, Any]] = lambda _: {},
    ) -> Noted:
        rests_on = circumstances.get("rests_on")
        at = circumstances.get("at")
        common: dict[str, Any] = {
            "item": self._item,
            "rests_on": rests_on.version if isinstance(rests_on, Noted) else rests_on,
            "text": words(said),
            "occurred_at": parse_time(at) if isinstance(at, str) else at,
        }
        return self._writing.note(
            lambda directory: cls(**common, **fields(directory)), circumstances.get("command_id")
        )

    def record(self, *events: Event, command_id: str | None = None) -> tuple[Noted, ...]:
        """Record ready-made events, all or nothing; parties in them are ids of this book."""
        return self._writing.note_all([lambda _, event=event: event for event in events], command_id)  # type: ignore[misc]

    # -- frame -------------------------------------------------------------------------------------------------------

    def open(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting is opened."""
        return self._note(MeetingOpened, text, more)

    def adjourn(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting is interrupted."""
        return self._note(MeetingAdjourned, text, more)

    def resume(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting goes on."""
        return self._note(MeetingResumed, text, more)

    def close(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting is closed."""
        return self._note(MeetingClosed, text, more)

    def next_meeting(
        self,
        on: str | None = None,
        text: str | Words = "",
        *,
        starts_at: str | None = None,
        place: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The next meeting is set; ``on`` in EDTF."""
        date = PartialDate.parse(on) if on else None
        time = f"{parse_time(starts_at):%H:%M}" if starts_at else None
        return self._note(
            NextMeetingSet, text, more, lambda _: {"on": date, "starts_at": time, "place": place}
        )

    # -- presence ----------------------------------------------------------------------------------------------------

    def chair(
        self,
        name: str,
        *,
        deputises_for: str | None = None,
        reason: str | Words = "",
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A party takes the chair."""
        return self._note(
            ChairTaken,
            text,
            more,
            lambda d: {
                "chair": d.party(name),
                "deputises_for": _party(d, deputises_for),
                "reason": words(reason),
            },
        )

    def attendance(
        self,
        name: str | None,
        status: Status = "present",
        *,
        since: str | None = None,
        until: str | None = None,
        role: str | None = None,
        proxy_for: Iterable[str] = (),
        votes: int | None = None,
        public: bool = True,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A party is present, absent, or absent with apologies; no name says that nobody was. ``public`` holds for a new name."""
        holders = tuple(proxy_for)
        return self._note(
            AttendanceNoted,
            "",
            more,
            lambda d: {
                "party": d.party(name, role=role, public=public) if name else None,
                "status": status,
                "since": parse_time(since) if since else None,
                "until": parse_time(until) if until else None,
                "role": role,
                "proxy_for": tuple(d.party(holder) for holder in holders),
                "votes": votes,
            },
        )

    def arrived(self, name: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """A party comes in after the start."""
        return self._note(ParticipantArrived, text, more, lambda d: {"party": d.party(name)})

    def left(self, name: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """A party leaves before the end."""
        return self._note(ParticipantLeft, text, more, lambda d: {"party": d.party(name)})

    def quorum(
        self,
        required: int | None = None,
        present: int | None = None,
        text: str | Words = "",
        *,
        met: bool | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The quorum is established."""
        return self._note(
            QuorumNoted, text, more, lambda _: {"required": required, "present": present, "met": met}
        )

    def conflict(self, name: str | None, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """A party declares an interest of its own."""
        return self._note(ConflictDeclared, text, more, lambda d: {"party": _party(d, name)})

    # -- talk --------------------------------------------------------------------------------------------------------

    def item(
        self,
        title: str | Words,
        *,
        number: str | None = None,
        kind: str | None = None,
        closed: str | None = None,
        returns_from: str | None = None,
        command_id: str | None = None,
    ) -> ItemHandle:
        """Take up an agenda item (under a handle for an item: a sub-item) and return the handle that records in it."""
        event = ItemOpened(
            title=words(title),
            number=number,
            kind=kind,
            parent=self._item,
            closed=closed,
            returns_from=returns_from,
        )
        noted = self._writing.note(lambda _: event, command_id)
        return ItemHandle(self._writing, noted.version)

    def discuss(
        self,
        text: str | Words = "",
        *,
        speaker: str | None = None,
        points: Sequence[str | Words | Point] = (),
        **more: Unpack[Circumstances],
    ) -> Noted:
        """Something is said, by ``speaker`` where known, with a list of points below it."""
        lines = tuple(point if isinstance(point, Point) else Point(words(point)) for point in points)
        return self._note(
            ItemDiscussed, text, more, lambda d: {"speaker": _party(d, speaker), "points": lines}
        )

    def announce(
        self, text: str | Words = "", *, by: str | None = None, **more: Unpack[Circumstances]
    ) -> Noted:
        """Something is announced."""
        return self._note(AnnouncementMade, text, more, lambda d: {"by": _party(d, by)})

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
            lambda d: {"presenter": _party(d, presenter), "document": _version(document)},
        )

    def consider(
        self, text: str | Words = "", *, by: str | None = None, **more: Unpack[Circumstances]
    ) -> Noted:
        """A consideration is given."""
        return self._note(ConsiderationRaised, text, more, lambda d: {"by": _party(d, by)})

    def ask(
        self,
        text: str | Words = "",
        *,
        by: str | None = None,
        number: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A question is asked."""
        return self._note(QuestionAsked, text, more, lambda d: {"by": _party(d, by), "number": number})

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
        version = None if isinstance(question, str) else _version(question)
        return self._note(
            QuestionAnswered,
            text,
            more,
            lambda d: {
                "by": _party(d, by),
                "question": version,
                "number": number,
                "settles": not provisional,
            },
        )

    # -- will --------------------------------------------------------------------------------------------------------

    def propose(
        self,
        text: str | Words = "",
        *,
        kind: ProposalKind = "proposal",
        mover: str | None = None,
        seconder: str | None = None,
        amends: Noted | int | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A proposal, motion or amendment is put forward."""
        return self._note(
            ProposalMade,
            text,
            more,
            lambda d: {
                "kind": kind,
                "mover": _party(d, mover),
                "seconder": _party(d, seconder),
                "amends": _version(amends),
            },
        )

    def decide(
        self,
        text: str | Words = "",
        *,
        kind: DecisionKind = "decision",
        method: Method | None = None,
        outcome: Outcome | None = None,
        on: Noted | int | None = None,
        tally: Tally | None = None,
        objections: str | Words = "",
        elected: Iterable[str] = (),
        supersedes: str | None = None,
        number: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The meeting decides. Without ``number`` the book gives the next one of its body and year."""
        names = tuple(elected)
        return self._note(
            DecisionTaken,
            text,
            more,
            lambda d: {
                "kind": kind,
                "method": method,
                "outcome": outcome,
                "on": _version(on),
                "tally": tally,
                "objections": words(objections),
                "elected": tuple(d.party(name) for name in names),
                "supersedes": supersedes,
                "number": number,
            },
        )

    def assign(
        self,
        text: str | Words = "",
        *,
        owners: Iterable[str] | str = (),
        due: str | None = None,
        number: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """An action is agreed; ``due`` in EDTF or ``next-meeting``. Without ``number`` the book gives the next one."""
        names = (owners,) if isinstance(owners, str) else tuple(owners)
        when = parse_when(due) if due else None
        return self._note(
            ActionAgreed,
            text,
            more,
            lambda d: {"owners": tuple(d.party(name) for name in names), "due": when, "number": number},
        )

    def complete(self, number: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The action with this number is done."""
        return self._note(ActionCompleted, text, more, lambda _: {"number": number})

    def drop(self, number: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The action with this number need not be done any more."""
        return self._note(ActionDropped, text, more, lambda _: {"number": number})

    def defer(
        self,
        until: str | None = None,
        text: str | Words = "",
        *,
        to_body: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The item returns on a date (EDTF) or at the ``next-meeting``."""
        when = parse_when(until) if until else None
        return self._note(
            ItemDeferred, text, more, lambda d: {"returns_on": when, "to_body": _party(d, to_body)}
        )

    # -- bond, papers, life ------------------------------------------------------------------------------------------

    def sign(
        self,
        agreement: str | None,
        *,
        partner: str,
        signatory: str | None = None,
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A partner signs an agreement."""
        return self._note(
            PartnerSigned,
            text,
            more,
            lambda d: {
                "partner": d.party(partner),
                "agreement": agreement,
                "signatory": _party(d, signatory),
            },
        )

    def leave(
        self, agreement: str | None, *, partner: str, text: str | Words = "", **more: Unpack[Circumstances]
    ) -> Noted:
        """A partner leaves an agreement."""
        return self._note(
            PartnerLeft, text, more, lambda d: {"partner": d.party(partner), "agreement": agreement}
        )

    def attach(
        self,
        title: str,
        path: str | os.PathLike[str] | None = None,
        *,
        closed: str | None = None,
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A document goes with the minutes; of a file its name, type, size and digest are recorded.

        Raises:
            OSError: the file cannot be read.
        """
        fields: dict[str, Any] = {"title": title, "closed": closed}
        if path is not None:
            fields.update(attached_file(path))
        return self._note(DocumentAttached, text, more, lambda _: fields)

    def adopt(
        self,
        *,
        held_on: str = "last",
        editions: Iterable[Edition] = ("internal",),
        corrections: str | Words = "",
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """Earlier minutes are adopted: those of a date (EDTF), or the ``last`` ones. Recorded in that meeting too, if the book has it."""
        last = held_on == "last"
        date = None if last else PartialDate.parse(held_on)
        which = tuple(editions)
        return self._note(
            MinutesAdopted,
            text,
            more,
            lambda _: {"editions": which, "held_on": date, "last": last, "corrections": words(corrections)},
        )


class ItemHandle(Recording):
    """Records under one agenda item."""

    @property
    def version(self) -> int:
        """The version of the entry that opened the item: its id in the meeting."""
        if self._item is None:
            raise AssertionError("an item handle has an item")
        return self._item


class MeetingHandle(Recording):
    """Records in one meeting."""

    @property
    def version(self) -> int:
        """The version of the meeting's last entry, as far as this handle knows."""
        return self._writing.version

    def batch(self, command_id: str | None = None) -> AbstractContextManager[None]:
        """``with meeting.batch():`` records all that is noted inside in one transaction, or nothing of it.

        Handles of this meeting's items take part in it. Inside, a version is what it will be, and a number is not
        known yet.

        Raises:
            ConcurrencyError: on leaving, when somebody else wrote to the meeting meanwhile; nothing was recorded.
        """
        return self._writing.batch(command_id)


def _party(directory: Directory, name: str | None) -> str | None:
    return directory.party(name) if name else None


def _version(entry: Noted | int | None) -> int | None:
    return entry.version if isinstance(entry, Noted) else entry
