"""Whether an entry is what its columns, its form and its type say: computed from its bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import orjson

from alliance_minutes.audit.checks.disclosing import REMEMBERED, Disclosures
from alliance_minutes.audit.checks.report import kind_of, shown
from alliance_minutes.errors import DamagedBookError, InvalidValueError, NewerBookError
from alliance_minutes.events import (
    EVENT_TYPES,
    BodyDescribed,
    BookFounded,
    DocumentAttached,
    EntryCorrected,
    EntryWithdrawn,
    Event,
    MeetingConvened,
    MinutesPublished,
    MinutesSigned,
    PersonalDataErased,
)
from alliance_minutes.events.wire import from_json
from alliance_minutes.store.entries import MAX_ENTRY, RECORDED_BY, clear_names, digest
from alliance_minutes.store.opening import read_row, read_time, write_time
from alliance_minutes.values import BOOK_STREAM, check_patterns

if TYPE_CHECKING:
    from alliance_minutes.audit.checks.report import Findings

_ENVELOPE = {"_sd", "command_id", "event", "log", "recorded_at", "stream", "type", "version"}
TELLING = {
    BodyDescribed,
    BookFounded,
    DocumentAttached,
    EntryCorrected,
    EntryWithdrawn,
    MeetingConvened,
    MinutesPublished,
    MinutesSigned,
    PersonalDataErased,
}
"""What the rest of a book is compared with, so that it is read also where the forms of entries are not looked at."""

_SORTED = orjson.OPT_SORT_KEYS
_LONGEST_NAME = 200

_Told: TypeAlias = "tuple[Event | None, str | None, tuple[str, ...]]"
"""An event, who recorded it, and the digests that no disclosure answers to; see :class:`Seen`."""

_NOTHING: _Told = (None, None, ())


class Seen(NamedTuple):
    """An entry that could be read at all.

    Attributes:
        position: its place in the book.
        stream: its stream, as its bytes say.
        version: its version there.
        command_id: the command that recorded it.
        recorded_at: when, in the one form of an entry.
        type: the class of its event.
        number: the number it bears in clear, where it has one.
        event: the event; ``None`` where it does not have the fields of its type, or nothing rests on it.
        recorded_by: who recorded it, where the event was read.
        erased: the digests that no disclosure answers to, where the event was read.
        marked: the digests that are marked as erased.
    """

    position: int
    stream: str
    version: int
    command_id: str
    recorded_at: str
    type: type[Event]
    number: Any
    event: Event | None
    recorded_by: str | None = None
    erased: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


class EntryChecks:
    """Looks at one entry after the other.

    Attributes:
        origin: the name of the ledger, once the first entry was seen.
        disclosures: what is known of all disclosures so far.
    """

    def __init__(
        self,
        findings: Findings,
        *,
        origin: str | None = None,
        columns: bool = True,
        whole: bool = True,
        remembered: int = REMEMBERED,
    ) -> None:
        """Begin.

        Args:
            findings: where to put what is found.
            origin: the name of the ledger, where the first entry is not the first of the book.
            columns: whether there are columns beside the entries, to be compared with them.
            whole: whether of each entry all disclosures are there, or the mark of an erasure.
            remembered: how many salts are remembered; a power of two.
        """
        self._findings = findings
        self._columns = columns
        self.origin = origin
        self.disclosures = Disclosures(findings, whole=whole, remembered=remembered)

    def look(self, row: tuple[Any, ...], *, form: bool) -> Seen | None:
        """See whether an entry is what it says.

        Args:
            row: position, stream, version, leaf, type name, entry and disclosures, as the book has them.
            form: whether its canonical form and the fields of its event are looked at; all else is in any case.

        Returns:
            What the entry says, or ``None`` where it says nothing that could be relied on.
        """
        position, _, _, _, _, state, vault = row
        entry = self._opened(row, form=form)
        if entry is None:
            return None
        cls = EVENT_TYPES.get(entry["type"])
        lines = vault.split(b"\n") if type(vault) is bytes and vault else []
        if type(vault) is not bytes:
            self._add(
                "vault.missing", f"where its disclosures should be stands {kind_of(vault)}", row, "vault"
            )
        clear = entry["event"]
        simple = bool(lines) and b'"_sd":' not in vault and "instead" not in clear
        matched = simple and sorted([digest(line) for line in lines]) == entry["_sd"]
        told = _NOTHING
        marked: tuple[str, ...] = ()
        if matched and not form and cls not in TELLING:
            pass
        elif matched and (hidden := self.disclosures.plain(row[:3], entry["_sd"], lines)) is not None:
            told = self._event(row, cls, clear, hidden)
        else:
            marked = self.disclosures.trace(row[:3], entry, lines, salted=matched)
            told = self._event_with_gaps(row, entry, state, vault) if cls is not None else _NOTHING
        if cls is None:
            self._add(
                "entry.type",
                f"the type {shown(entry['type'])} is not known to this version; use a newer alliance-minutes",
                row,
            )
            return None
        event, recorded_by, erased = told
        self._first(row, entry, event)
        return Seen(
            position,
            entry["stream"],
            entry["version"],
            entry["command_id"],
            entry["recorded_at"],
            cls,
            clear.get("number"),
            event,
            recorded_by,
            erased,
            marked,
        )

    def _opened(self, row: tuple[Any, ...], *, form: bool) -> dict[str, Any] | None:
        """The entry as JSON with its envelope, where it has one."""
        _, stream, version, _, type_name, state, _ = row
        if type(state) is not bytes:
            kind = "entry.missing" if state is None and type_name is None else "entry.malformed"
            self._add(kind, f"where its bytes should be stands {kind_of(state)}", row)
            return None
        if len(state) > MAX_ENTRY:
            self._add("entry.oversized", f"the entry has {len(state)} bytes", row)
        try:
            entry = orjson.loads(state)
            canonical = not form or orjson.dumps(entry, option=_SORTED) == state
        except (ValueError, TypeError) as error:
            self._add("entry.malformed", f"the entry is no JSON ({error})", row)
            return None
        if not canonical:
            self._add("entry.noncanonical", "the entry is JSON, but not in its canonical form", row)
        if type(entry) is not dict or entry.keys() != _ENVELOPE or not _is_envelope(entry):
            self._add(
                "entry.malformed", "the entry does not have the fields of the envelope, each of its kind", row
            )
            return None
        if self._columns and (
            entry["stream"] != stream or entry["version"] != version or entry["type"] != type_name
        ):
            said = f"{entry['stream'][:60]}/{entry['version']}, {entry['type'][:60]}"
            self._add(
                "entry.column",
                f"its bytes say {said}; its columns {shown(stream)}, {shown(version)}, {shown(type_name)}",
                row,
            )
        if entry["log"] != self.origin and self.origin is not None:
            self._add("entry.origin", f"the entry is of the ledger {shown(entry['log'])}", row)
        return entry

    def _event(
        self, row: tuple[Any, ...], cls: type[Event] | None, clear: dict[str, Any], hidden: dict[str, Any]
    ) -> _Told:
        """The event of an entry whose fields are all there."""
        if cls is None:
            return _NOTHING
        recorded_by = hidden.pop(RECORDED_BY, None)
        in_clear = clear_names(cls)
        if (
            not in_clear.issuperset(clear)
            or not in_clear.isdisjoint(hidden)
            or (recorded_by is not None and type(recorded_by) is not str)
        ):
            self._add(
                "entry.shape", "a field stands on the wrong side of the vault, or nobody could record it", row
            )
            return _NOTHING
        hidden.update(clear)
        try:
            event = from_json(cls.TYPE, hidden)
            if cls is BodyDescribed:
                _check_patterns(event)
        except (InvalidValueError, RecursionError) as error:
            self._add("entry.shape", _unfit(error), row)
            return _NOTHING
        return event, recorded_by, ()

    def _event_with_gaps(
        self, row: tuple[Any, ...], entry: dict[str, Any], state: bytes, vault: Any
    ) -> _Told:
        """The event of an entry in which disclosures nest or are gone."""
        columns = (row[0], entry["stream"], entry["version"], entry["type"])
        try:
            read = read_row("", (*columns, state, vault if type(vault) is bytes else b""))
            _check_patterns(read.event)
        except (DamagedBookError, NewerBookError, InvalidValueError) as error:
            self._add("entry.shape", _unfit(error.__cause__ or error), row)
            return _NOTHING
        return read.event, read.recorded_by, read.erased

    def _first(self, row: tuple[Any, ...], entry: dict[str, Any], event: Event | None) -> None:
        """See that the first entry founds the book, and that no other one does."""
        if self.origin is None:
            founded = isinstance(event, BookFounded) and entry["stream"] == BOOK_STREAM
            self.origin = entry["log"]
            if not founded or not isinstance(event, BookFounded) or event.origin != entry["log"]:
                self._add("entry.origin", "the first entry does not found the ledger that it names", row)
        elif isinstance(event, BookFounded):
            self._add("entry.origin", "an entry founds the book once more", row)

    def _add(self, kind: str, message: str, row: tuple[Any, ...], table: str = "stored_events") -> None:
        self._findings.add(kind, message, position=row[0], stream=row[1], version=row[2], table=table)


def _check_patterns(event: Event) -> None:
    """See that a body can number by the patterns that it was given."""
    if isinstance(event, BodyDescribed):
        check_patterns(event.patterns)


def _unfit(error: BaseException) -> str:
    """What is wrong with an event, without its words."""
    if isinstance(error, InvalidValueError):
        return f"what it holds is no {error.what}"
    return str(error) or type(error).__name__


def _is_envelope(entry: dict[str, Any]) -> bool:
    """Whether the fields of the envelope are each of their kind."""
    stream, version, command = entry["stream"], entry["version"], entry["command_id"]
    return (
        type(stream) is str
        and 0 < len(stream) <= _LONGEST_NAME
        and type(version) is int
        and 0 < version < 2**53
        and type(command) is str
        and 0 < len(command) <= _LONGEST_NAME
        and type(entry["type"]) is str
        and type(entry["log"]) is str
        and type(entry["event"]) is dict
        and type(entry["_sd"]) is list
        and type(entry["recorded_at"]) is str
        and _is_time(entry["recorded_at"])
    )


@lru_cache(maxsize=64)
def _is_time(text: str) -> bool:
    try:
        return write_time(read_time(text)) == text
    except (ValueError, OverflowError):
        return False
