"""Reading entries back: bytes from a book, which anybody may have forged, to events."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import orjson
from attrs import evolve

from alliance_minutes.errors import DamagedBookError, NewerBookError
from alliance_minutes.events import EVENT_TYPES, Event, Recorded, clear_fields, words_fields
from alliance_minutes.events.wire import UnknownTypeError, from_json, placeholders
from alliance_minutes.store.entries import MAX_ENTRY, RECORDED_BY, WORDS, digest
from alliance_minutes.store.saves import Structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Row: TypeAlias = tuple[Any, Any, Any, Any, Any, Any]
"""Position, stream, version, type name, entry and disclosures, as a book gave them: anything at all."""

_ENVELOPE = frozenset({"_sd", "command_id", "event", "log", "recorded_at", "stream", "type", "version"})


class _Unfit(ValueError):  # noqa: N818 - told to the caller as DamagedBookError
    """What is wrong with an entry."""


def read_rows(book: str, rows: list[Row]) -> list[Recorded]:
    """The events that rows of the book hold.

    Raises:
        DamagedBookError: a row is no entry of this book.
        NewerBookError: an event of a type that this version does not know.
    """
    recorded: list[Recorded] = []
    with _told(book, lambda: rows[len(recorded)]):
        for row in rows:
            recorded.append(_read(row))  # noqa: PERF401 - how many were read tells which row is at fault
    return recorded


def read_row(book: str, row: Row) -> Recorded:
    """The event that one row holds; errors as for :func:`read_rows`."""
    return read_rows(book, [row])[0]


@contextmanager
def _told(book: str, row: Callable[[], Row]) -> Iterator[None]:
    """Turn whatever a forged row can cause into the two errors of reading."""
    try:
        yield
    except UnknownTypeError as error:
        raise NewerBookError(
            book,
            f"entry {row()[0]} has the type {error.value!r}, which this version does not know; "
            "open the book with a newer version of alliance-minutes",
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged(book, row()[0], error) from error


def damaged(book: str, position: object, cause: object) -> DamagedBookError:
    """The error for an entry that cannot be read."""
    where = f"entry {position}" if type(position) is int else "an entry without a place in the ledger"
    return DamagedBookError(
        book, f"{where} is damaged: {cause}. Run 'alliance-minutes audit' on it, and go back to a good copy"
    )


def read_structures(book: str, rows: list[Row]) -> list[Structure]:
    """Version, type and clear fields of entries, from rows whose disclosures were not read.

    Raises:
        DamagedBookError, NewerBookError: as for :func:`read_rows`.
    """
    found: list[Structure] = []
    with _told(book, lambda: rows[len(found)]):
        for row in rows:
            entry, cls, clear = _envelope(row)
            if not clear_fields(cls).issuperset(clear):
                raise _Unfit("it has a field in clear that belongs in the vault")
            found.append(Structure(entry["version"], cls, clear))
    return found


def _envelope(row: Row) -> tuple[dict[str, Any], type[Event], dict[str, Any]]:
    position, stream, version, type_name, state, _ = row
    if type(position) is not int or type(state) is not bytes or len(state) > MAX_ENTRY:
        raise _Unfit("its columns do not hold what they should")
    entry = orjson.loads(state)
    if type(entry) is not dict or entry.keys() != _ENVELOPE:
        raise _Unfit("it is not an entry in the form of this version")
    if entry["stream"] != stream or entry["version"] != version or entry["type"] != type_name:
        raise _Unfit("its columns and its bytes disagree on stream, version or type")
    clear = entry["event"]
    if type(clear) is not dict or type(version) is not int or type(type_name) is not str:
        raise _Unfit("its columns do not hold what they should")
    if type(entry["_sd"]) is not list or type(entry["command_id"]) is not str:
        raise _Unfit("its digests or its command are not what they should be")
    cls = EVENT_TYPES.get(type_name)
    if cls is None:
        raise UnknownTypeError(type_name)
    return entry, cls, clear


def _read(row: Row) -> Recorded:
    entry, cls, clear = _envelope(row)
    vault = row[5]
    if type(vault) is not bytes:
        if vault is not None:
            raise _Unfit("its disclosures are not bytes")
        vault = b""
    digests = entry["_sd"]
    in_clear = clear_fields(cls)
    erased: tuple[str, ...] = ()
    hidden: dict[str, Any] | None = None
    if b'"_sd":' not in vault and "instead" not in clear:
        # Parsed in one go, for this is most of the work of reading a book.
        disclosures = orjson.loads(b"[%b]" % vault.replace(b"\n", b","))
        if len(disclosures) == len(digests):
            hidden = _plain(disclosures)
    if hidden is None:
        clear, hidden, erased = _matched(cls, clear, digests, vault.split(b"\n") if vault else [])
    recorded_by = hidden.pop(RECORDED_BY, None)
    if recorded_by is not None and type(recorded_by) is not str:
        raise _Unfit("recorded_by is not the id of a party")
    if not in_clear.issuperset(clear) or not in_clear.isdisjoint(hidden):
        raise _Unfit("a field stands on the wrong side of the vault")
    hidden.update(clear)
    return Recorded(
        position=row[0],
        stream=row[1],
        version=row[2],
        recorded_at=read_time(entry["recorded_at"]),
        recorded_by=recorded_by,
        command_id=entry["command_id"],
        event=from_json(cls.TYPE, hidden, erased=bool(erased)),
        erased=erased,
    )


def _plain(disclosures: list[Any]) -> dict[str, Any] | None:
    """The fields of disclosures that are as many as the digests and hold no further digests, or ``None``."""
    hidden: dict[str, Any] = {}
    for disclosure in disclosures:
        if type(disclosure) is not list:
            return None
        if len(disclosure) == 3:
            _, name, value = disclosure
            if type(name) is not str or name in hidden:
                raise _Unfit("a field is disclosed twice, or has no name")
            hidden[name] = value
        elif len(disclosure) != 1 or len(disclosures) != 1:
            raise _Unfit("a disclosure has a wrong form")
    return hidden


def _matched(
    cls: type[Event], clear: dict[str, Any], digests: list[Any], lines: list[bytes]
) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Clear and hidden fields with every digest looked up; and the digests that nothing answers to."""
    opener = _Opener(lines)
    hidden = opener.fields(cls, clear, digests)
    if isinstance(clear.get("instead"), dict):
        clear = {**clear, "instead": opener.nested(clear["instead"])}
    return clear, hidden, tuple(opener.erased)


class _Opener:
    """Looks digests up among the disclosures of one entry."""

    def __init__(self, lines: list[bytes]) -> None:
        self.by_digest: dict[str, list[Any]] = {}
        self.struck: dict[str, str] = {}
        self.erased: list[str] = []
        for line in lines:
            disclosure = orjson.loads(line)
            if type(disclosure) is dict:
                self.struck[disclosure["erased"]] = disclosure["field"]
            elif type(disclosure) is list and len(disclosure) in {1, 3}:
                self.by_digest[digest(line)] = disclosure
            else:
                raise _Unfit("a disclosure has a wrong form")

    def fields(self, cls: type[Event], clear: Mapping[str, Any], digests: list[Any]) -> dict[str, Any]:
        """The hidden fields of an event; words that are gone are marked as erased."""
        hidden: dict[str, Any] = {}
        unknown = 0
        for one in digests:
            disclosure = self.by_digest.pop(one, None)
            if disclosure is None:
                self.erased.append(_digest_text(one))
                field = self.struck.get(one)
                if field is None:
                    unknown += 1
                elif field in words_fields(cls):
                    hidden[field] = [{"erased": True}]
            elif len(disclosure) == 3:
                _, name, value = disclosure
                if type(name) is not str or name in hidden:
                    raise _Unfit("a field is disclosed twice, or has no name")
                hidden[name] = self.opened(value)
        if unknown and "rests_on" not in clear:
            first = next((name for name in words_fields(cls) if name not in hidden), None)
            if first is not None:
                hidden[first] = [{"erased": True}]
        return hidden

    def nested(self, value: dict[str, Any]) -> dict[str, Any]:
        """An event inside an event, whole again."""
        cls = EVENT_TYPES.get(value["type"])
        if cls is None:
            raise UnknownTypeError(value["type"])
        clear = {name: one for name, one in value.items() if name not in {"type", "_sd"}}
        before = len(self.erased)
        hidden = self.fields(cls, clear, value["_sd"])
        if isinstance(clear.get("instead"), dict):
            clear["instead"] = self.nested(clear["instead"])
        if not clear_fields(cls).issuperset(clear) or not clear_fields(cls).isdisjoint(hidden):
            raise _Unfit("a field stands on the wrong side of the vault")
        if len(self.erased) > before:
            hidden = {**placeholders(cls), **hidden}
        return {"type": value["type"], **clear, **hidden}

    def opened(self, value: Any) -> Any:
        """A value with its closed runs looked up; one that is gone is closed around an erasure."""
        if type(value) is list:
            return [one if type(one) is str else self.opened(one) for one in value]
        if type(value) is dict:
            if "_sd" in value:
                return self._closed(value)
            return {name: self.opened(one) for name, one in value.items()}
        return value

    def _closed(self, value: dict[str, Any]) -> dict[str, Any]:
        (one,) = value["_sd"]
        rest = {name: inner for name, inner in value.items() if name != "_sd"}
        disclosure = self.by_digest.pop(one, None)
        if disclosure is None:
            self.erased.append(_digest_text(one))
            return {**rest, WORDS: [{"erased": True}]}
        if len(disclosure) != 3 or disclosure[1] != WORDS:
            raise _Unfit("a closed passage leads to a disclosure of something else")
        return {**rest, WORDS: self.opened(disclosure[2])}


def _digest_text(one: Any) -> str:
    if type(one) is not str:
        raise _Unfit("a digest is not text")
    return one


@lru_cache(maxsize=64)
def read_time(text: str) -> datetime:
    """The time of an entry, from its one form: ``2025-07-01T12:00:00.000000Z``.

    Raises:
        ValueError: another form.
    """
    made = datetime.fromisoformat(text)
    if len(text) != 27 or text[-1] != "Z" or made.utcoffset() != timedelta(0):
        raise _Unfit("its time has a wrong form")
    return made


def write_time(time: datetime) -> str:
    """The time of an entry in its one form, in UTC with six decimals."""
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


def with_number(event: Event, number: str) -> Event:
    """The event with the number that was drawn for it."""
    given: Any = event
    return cast("Event", evolve(given, number=number))
