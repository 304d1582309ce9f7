"""Saving: from what is proposed to what is recorded, over all streams that it touches."""

from __future__ import annotations

import itertools
import os
import random
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.book.adoption import adopted_meeting
from alliance_minutes.errors import CommandConflictError, ConcurrencyError, RefusedError
from alliance_minutes.events import BodyDescribed, MeetingConvened, MinutesAdopted
from alliance_minutes.events.admission import admitted
from alliance_minutes.events.kept import kept_digest
from alliance_minutes.meeting import Known, Outline, clear_of, decide
from alliance_minutes.parties import Directory, Parties, bodies
from alliance_minutes.store import Numbering, Save
from alliance_minutes.values import BOOK_STREAM, DUTCH, ENGLISH, PARTIES_STREAM, PartialDate, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.plugins import Registry
    from alliance_minutes.store import Store
    from alliance_minutes.values import PartyId

_PATIENCE = 30  # seconds that a save is tried anew while others are faster: as long as one waits for the lock
_PAUSES = (
    0.002,
    0.02,
)  # seconds; the most to wait after the first failed attempt, growing with each, and at last
_OUTLINES = 64  # outlines kept at hand; a writer works on few meetings at a time


class Session:
    """The write side of a book: what is known of its streams, and how a command becomes entries.

    What it remembers may be out of date; the versions in every save tell, and then it reads anew.
    """

    def __init__(self, store: Store, plugins: Callable[[], Registry] | None = None) -> None:
        self.store = store
        self._plugins = plugins
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._outlines: dict[str, Outline] = {}
        self._behind: set[str] = set()
        self._parties = (0, Parties())
        self._bodies: tuple[int, dict[PartyId, BodyDescribed]] = (0, {})

    @property
    def plugins(self) -> Registry:
        """The plugins of the book: who signs or publishes minutes renders them.

        Raises:
            RuntimeError: the session was opened without any.
        """
        if self._plugins is None:
            raise RuntimeError("this session was opened without plugins")
        return self._plugins()

    # -- what is known -----------------------------------------------------------------------------------------------

    def parties(self) -> Parties:
        """The parties as they stand now."""
        return self.parties_at()[1]

    def parties_at(self) -> tuple[int, Parties]:
        """The parties as they stand now, and the version of their stream: read together, saved against together."""
        known = self._parties
        if self.store.version(PARTIES_STREAM) != known[0]:
            recorded = self.store.read(PARTIES_STREAM)
            known = self._parties = (len(recorded), Parties(entry.event for entry in recorded))
        return known

    def bodies(self) -> dict[PartyId, BodyDescribed]:
        """The settings of the bodies as they stand now."""
        return self.bodies_at()[1]

    def bodies_at(self) -> tuple[int, dict[PartyId, BodyDescribed]]:
        """The settings of the bodies as they stand now, and the version of the book's own stream."""
        known = self._bodies
        if self.store.version(BOOK_STREAM) != known[0]:
            recorded = self.store.read(BOOK_STREAM)
            known = self._bodies = (len(recorded), bodies(entry.event for entry in recorded))
        return known

    def outline(self, stream: str) -> Outline:
        """The outline of a meeting, from memory where there is one."""
        known = self._outlines.get(stream)
        if known is None or stream in self._behind:
            known = known.copy() if known else Outline()
            for entry in self.store.structure(stream, after=known.version):
                known.take(entry.type, _clear_values(entry.fields))
            self._behind.discard(stream)
            self._remember(stream, known)
        return known

    def newest(self, stream: str) -> Outline:
        """The outline of a meeting with all that anybody recorded in it until now."""
        if self.outline(stream).version != self.store.version(stream):
            self._behind.add(stream)
        return self.outline(stream)

    def known(self, body: PartyId, directory: Directory) -> Known:
        """What the book knows of the numbers of a body, and the directory of parties."""
        return Known(
            number=lambda number: self.store.has_number(body, number),
            bearer=lambda number: self._type_of(body, number),
            party=lambda party: directory.knows(party) or party in self.parties(),
        )

    def any_number(self, number: str) -> bool:
        """Whether any body of the book gave this decision, action or question number."""
        return any(self.store.has_number(body, number) for body in self.bodies())

    def any_bearer(self, number: str) -> str | None:
        """The type name of the event that bears this number; ``None`` where none does, or those of several bodies."""
        found = {self._type_of(body, number) for body in self.bodies()} - {None}
        return found.pop() if len(found) == 1 else None

    def _type_of(self, body: PartyId, number: str) -> str | None:
        found = self.store.bearer(body, number)
        return found[2] if found is not None else None

    def _remember(self, stream: str, outline: Outline) -> None:
        self._outlines.pop(stream, None)
        self._outlines[stream] = outline
        while len(self._outlines) > _OUTLINES:
            self._outlines.pop(next(iter(self._outlines)), None)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One save at a time in this process: what is remembered is read and written by one thread."""
        if self._process != os.getpid():  # a thread of the parent may have held the lock when it forked
            self._lock, self._process = threading.RLock(), os.getpid()
        with self._lock:
            yield

    def forget(self) -> None:
        """Remember nothing: somebody else wrote."""
        self._outlines.clear()
        self._behind.clear()
        self._parties = (0, Parties())
        self._bodies = (0, {})

    # -- saving ------------------------------------------------------------------------------------------------------

    def save(
        self,
        stream: str,
        propose: Callable[[Directory], Sequence[Event]],
        *,
        by: str | None,
        command_id: str | None = None,
        expected_version: int | None = None,
        unique: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> tuple[Recorded, ...]:
        """Propose events for a meeting and record what is decided; return its entries in that meeting's stream.

        ``propose`` may be called more than once: when somebody else saved first, it is asked again with the parties
        as they then are, for half a minute at most, unless ``expected_version`` pins the meeting. With ``unique`` a meeting that it begins must be
        the only one of its body on its date; that is never tried again. ``files`` are the bytes
        that events may name, by their digest; those that are named are kept.

        Raises:
            RefusedError, InvalidTextError, InvalidValueError, NumberTakenError: nothing is recorded.
            ConcurrencyError: the meeting is not at ``expected_version``, or others were faster all the time.
            MeetingExistsError: it was to be ``unique``, and is not.
            CommandConflictError: the command id was used for something else.
            StoreError: the store fails.
        """
        command = command_id or new_id()
        if command_id is not None:
            repeated = self._repeated(command_id, stream, propose, by)
            if repeated is not None:
                return repeated
        end = time.monotonic() + _PATIENCE
        for attempt in itertools.count(1):
            try:
                with self._turn():
                    return self._attempt(
                        stream,
                        propose,
                        by,
                        command,
                        expected_version=expected_version,
                        unique=unique,
                        files=files or {},
                    )
            except (CommandConflictError, RefusedError):
                # Somebody else may have recorded the same command since it was looked for; what it did then stands in
                # its own way, such as an entry that it withdrew.
                repeated = self._repeated(command, stream, propose, by)
                if repeated is None:
                    raise
                return repeated
            except ConcurrencyError:
                # Only what was added since is read: who had to begin anew each time would be slower than those who are
                # faster already, the more so the longer the meeting is.
                self._behind.update(self._outlines)
                if expected_version is not None and self.outline(stream).version != expected_version:
                    raise
                # Each failed attempt means that somebody else's save succeeded: a count would give up on a busy
                # meeting, and a pause that grew without end would let the others be faster ever more often.
                if time.monotonic() >= end:
                    raise
                time.sleep(random.uniform(0, min(_PAUSES[0] * attempt, _PAUSES[1])))  # noqa: S311 - so that writers do not keep step
        raise AssertionError("unreachable")  # the attempts have no end

    def _attempt(
        self,
        stream: str,
        propose: Callable[[Directory], Sequence[Event]],
        by: str | None,
        command: str,
        *,
        expected_version: int | None,
        unique: bool,
        files: Mapping[str, bytes],
    ) -> tuple[Recorded, ...]:
        parties_version, parties = self.parties_at()
        directory = Directory(parties)
        recorder = directory.party(by) if by else None
        outline = self.outline(stream)
        if expected_version is not None and outline.version != expected_version:
            raise ConcurrencyError(stream, expected_version, outline.version)
        proposed = list(propose(directory))
        convened = proposed[0] if proposed and isinstance(proposed[0], MeetingConvened) else None
        body = convened.body if convened else outline.body
        known = self.known(body, directory)
        events, linked = self._link(stream, body, outline, decide(outline, proposed, known))
        if not events:
            return ()
        bodies_version, described = self.bodies_at()
        settings = described.get(body)
        saves = []
        if directory.introduced:
            introduced = tuple(admitted(event) for event in directory.introduced)
            saves.append(Save(PARTIES_STREAM, introduced, parties_version, None))
        if settings is None:
            language = convened.language if convened else "nl"
            settings = _first_description(body, language)
            saves.append(Save(BOOK_STREAM, (settings,), bodies_version, None))
        elif any(event.SERIES is not None for event in events):
            # What is drawn must follow from the settings that stand before it in the book: nothing else tells an
            # audit, or a copy made of the entries, how far a series has come.
            saves.append(Save(BOOK_STREAM, (), bodies_version))
        held_on = convened.held_on if convened else outline.held_on
        year = f"{held_on.year:04}" if held_on and held_on.year is not None else "XXXX"
        numbering = Numbering(body, year, settings.patterns)
        digests = {kept_digest(event) for event in events}
        named = {digest: content for digest, content in files.items() if digest in digests}
        saves.append(Save(stream, events, outline.version, numbering, unique=unique, files=named))
        saves.extend(linked)
        recorded = self.store.append(saves, command_id=command, recorded_by=recorder)
        self._learn(recorded)
        return tuple(entry for entry in recorded if entry.stream == stream)

    def _link(
        self, stream: str, body: PartyId, outline: Outline, events: tuple[Event, ...]
    ) -> tuple[tuple[Event, ...], list[Save]]:
        """An adoption is recorded in the adopted meeting too, where the book has it.

        Its words stay where they were said: what is closed there must be closed everywhere.
        """
        echoes: dict[str, list[MinutesAdopted]] = {}
        result = []
        for event in events:
            if isinstance(event, MinutesAdopted) and event.adopted_by is None:
                adopted = event.meeting or adopted_meeting(
                    self.store.meetings(), stream, body, self._held_on(outline, events), event
                )
                if adopted is not None and adopted != stream:
                    event = attrs.evolve(event, meeting=adopted)  # noqa: PLW2901 - the event as it is recorded
                    echo = MinutesAdopted(editions=event.editions, adopted_by=stream)
                    echoes.setdefault(adopted, []).append(echo)
            result.append(event)
        linked = []
        for adopted, acts in echoes.items():
            target = self.outline(adopted)
            linked.append(Save(adopted, decide(target, acts), target.version, None))
        return tuple(result), linked

    @staticmethod
    def _held_on(outline: Outline, events: tuple[Event, ...]) -> object:
        return next(
            (event.held_on for event in events if isinstance(event, MeetingConvened)), outline.held_on
        )

    def _learn(self, recorded: tuple[Recorded, ...]) -> None:
        """Bring what is remembered up to what was just recorded; entries of a repeated command bring nothing."""
        outlines: dict[str, Outline] = {}
        for entry in recorded:
            if entry.stream in {PARTIES_STREAM, BOOK_STREAM}:
                continue
            known = outlines.get(entry.stream) or self._outlines.get(entry.stream, Outline()).copy()
            if known.version + 1 == entry.version:
                known.take(type(entry.event), clear_of(entry.event))
                outlines[entry.stream] = known
        for stream, outline in outlines.items():
            self._remember(stream, outline)

    def _repeated(
        self, command_id: str, stream: str, propose: Callable[[Directory], Sequence[Event]], by: str | None
    ) -> tuple[Recorded, ...] | None:
        """The entries of a command that was recorded before, if it is the same command."""
        recorded = self.store.command(command_id)
        if recorded is None:
            return None
        streams = {PARTIES_STREAM, BOOK_STREAM}
        entries = [entry for entry in recorded if entry.stream not in streams]
        mine = tuple(entry for entry in entries if entry.stream == entries[0].stream)
        directory = Directory(self.parties())
        proposed = [admitted(event) for event in propose(directory)]
        convenes = bool(proposed) and isinstance(proposed[0], MeetingConvened)  # its stream is new every time
        if (
            len(proposed) != len(mine)
            or (mine and not convenes and mine[0].stream != stream)
            or (mine and mine[0].recorded_by != (directory.party(by) if by else None))
            or any(not same_event(asked, entry.event) for asked, entry in zip(proposed, mine, strict=True))
        ):
            raise CommandConflictError(command_id)
        return mine


def _clear_values(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Clear fields as the outline takes them; a date comes from the entry as EDTF."""
    held_on = fields.get("held_on")
    return {**fields, "held_on": PartialDate.parse(held_on)} if isinstance(held_on, str) else fields


def same_event(asked: Event, recorded: Event) -> bool:
    """Whether what is asked is what was recorded, apart from what the book filled in (numbers, adopted meetings)."""
    if type(asked) is not type(recorded):
        return False
    if asked == recorded:
        return True
    filled = {
        name: getattr(recorded, name)
        for name in ("number", "meeting")
        if getattr(asked, name, "") is None and hasattr(recorded, name)
    }
    return bool(filled) and attrs.evolve(asked, **filled) == recorded


def _first_description(body: PartyId, language: str) -> BodyDescribed:
    """The settings of a body that nobody has described: those usual in its language."""
    dutch = language.partition("-")[0] == "nl"
    return BodyDescribed(
        body=body,
        language="nl" if dutch else "en",
        patterns=DUTCH if dutch else ENGLISH,
        grounds="woo" if dutch else "neutral",
    )
