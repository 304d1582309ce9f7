"""Whether an entry and its disclosures are what they say: looked at from their bytes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import fields, frozen

from alliance_minutes.errors import DamagedBookError, NewerBookError
from alliance_minutes.events import EVENT_TYPES, clear_fields
from alliance_minutes.events.fields import per_type
from alliance_minutes.events.wire import placeholders
from alliance_minutes.events.wire_hooks import MAX_INT
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.store.entries import MAX_ENTRY, RECORDED_BY, WORDS, digest
from alliance_minutes.store.opening import read_row, read_time, write_time
from alliance_minutes.store.writing import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alliance_minutes.events import Event, Recorded

DIGEST = 43
"""Characters of a digest: base64url of 32 bytes without padding."""


class UnsoundError(ValueError):
    """An entry is not what it says; told to the caller with its place."""


class UnsoundDisclosureError(UnsoundError):
    """It is the disclosures of the entry that are at fault."""


@frozen
class Examined:
    """An entry that is what it says.

    Attributes:
        recorded: the entry, read; what no disclosure answers to counts as erased.
        log: the origin of the book that it names.
        leaf: its leaf hash.
        missing: the digests within reach that no disclosure answers to.
        marked: the digests that are marked as erased: of a whole vault those missing, and what they alone led to.
    """

    recorded: Recorded
    log: str
    leaf: bytes
    missing: tuple[str, ...]
    marked: tuple[str, ...]


def examine(position: int, entry: bytes, lines: Sequence[bytes], *, whole: bool = True) -> Examined:
    """Look at an entry and its disclosures, raw JSON each.

    Args:
        position: its place in the ledger.
        entry: its bytes.
        lines: its disclosures.
        whole: whether they are all that there are, so that marks stand for those that were erased; in the public
            edition some are withheld, and nothing is marked.

    Raises:
        UnsoundError: the entry is not canonical, or its envelope, type or fields are not those of an entry.
        UnsoundDisclosureError: a disclosure or a mark answers to no digest of it, stands there twice or is missing, or
            a mark names a field that cannot have been there.
    """
    if len(entry) > MAX_ENTRY:
        raise UnsoundError(f"the entry has more than {MAX_ENTRY} bytes")
    envelope = _canonical(entry)
    missing, marked = _answers(tuple(_levels(envelope)), lines, whole=whole)
    recorded = _read(position, envelope, entry, lines)
    _check_envelope(envelope)
    return Examined(recorded, envelope["log"], leaf_hash(entry), missing, marked)


def _canonical(entry: bytes) -> dict[str, Any]:
    try:
        made = orjson.loads(entry)
        again = orjson.dumps(made, option=orjson.OPT_SORT_KEYS)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnsoundError(f"the entry is not JSON ({error})") from error
    if again != entry or not _is_plain(made):
        raise UnsoundError("the entry does not stand in its canonical form (RFC 8785)")
    if type(made) is not dict:
        raise UnsoundError("the entry is no object")
    return made


def _is_plain(value: Any) -> bool:
    """Whether a value holds only what an entry may: ASCII keys, whole numbers below 2**53."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            if not all(key.isascii() for key in one):
                return False
            waiting.extend(one.values())
        elif type(one) is list:
            waiting.extend(one)
        elif type(one) is float or (type(one) is int and not -MAX_INT <= one <= MAX_INT):
            return False
    return True


def _read(position: int, envelope: dict[str, Any], entry: bytes, lines: Sequence[bytes]) -> Recorded:
    columns = (envelope.get("stream"), envelope.get("version"), envelope.get("type"))
    try:
        return read_row("", (position, *columns, entry, b"\n".join(lines)))
    except NewerBookError as error:
        raise UnsoundError(
            f"the type {columns[2]!r} is not known to this version; use a newer alliance-minutes"
        ) from error
    except DamagedBookError as error:
        raise UnsoundError(str(error.__cause__ or error)) from error


def _check_envelope(envelope: dict[str, Any]) -> None:
    for key in ("stream", "command_id", "log"):
        value = envelope[key]
        if type(value) is not str or not 0 < len(value) <= (NAME_LENGTH if key != "log" else MAX_ENTRY):
            raise UnsoundError(f"{key} of the entry is no name")
    if envelope["version"] < 1:
        raise UnsoundError(f"version {envelope['version']} is below 1")
    if write_time(read_time(envelope["recorded_at"])) != envelope["recorded_at"]:
        raise UnsoundError("its time has a wrong form")


@frozen
class _Level:
    """The digests of an event, and what may be said of its fields that are gone.

    Attributes:
        digests: those that the event names itself.
        fields: the fields that can be behind them; empty where the type is not known, which is told later.
        demanded: those of the fields without which no such event is recorded.
    """

    digests: tuple[str, ...]
    fields: frozenset[str]
    demanded: frozenset[str]


_RUN = frozenset({WORDS})
"""What can be behind a digest within a disclosure: the words of a closed run."""


def _levels(envelope: dict[str, Any]) -> Iterator[_Level]:
    """The event and the events within it, each with the digests that it names: at least one in all."""
    within: Any = envelope
    first = True
    none = True
    while type(within) is dict:
        digests = within.get("_sd", [])
        if (
            type(digests) is not list
            or not all(type(one) is str and len(one) == DIGEST for one in digests)
            or digests != sorted(set(digests))
        ):
            raise UnsoundError("its digests are not sorted, or are none")
        type_name = within.get("type")
        cls = EVENT_TYPES.get(type_name) if type(type_name) is str else None
        hidden, demanded = _hidden(cls) if cls is not None else (frozenset[str](), frozenset[str]())
        yield _Level(tuple(digests), hidden | {RECORDED_BY} if first and hidden else hidden, demanded)
        none = none and not digests
        event = within.get("event") if first else within
        within = event.get("instead") if type(event) is dict else None
        first = False
    if none:
        raise UnsoundError("it has no digest; every entry has at least one")


@per_type
def _hidden(cls: type[Event]) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of a type that are disclosed, and those of them that no event of it is without."""
    return frozenset(one.name for one in fields(cls)) - clear_fields(cls), frozenset(placeholders(cls))


def _answers(
    levels: Iterable[_Level], lines: Sequence[bytes], *, whole: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The digests that nothing answers to, and those that are marked as erased.

    Every disclosure must answer to a digest; of a whole vault, every digest must be answered to or marked.
    """
    by_digest, marks = _parted(lines)
    if marks and not whole:
        raise UnsoundDisclosureError("a public export does not mark what was erased")
    missing: dict[str, frozenset[str]] = {}
    for level in levels:
        if not marks.keys().isdisjoint(level.digests):
            _check_names(level, [_name(one, by_digest, marks) for one in level.digests])
        missing.update(_unanswered(level, by_digest))
    if by_digest:
        raise UnsoundDisclosureError(
            f"a disclosure has the digest {next(iter(by_digest))}, which the entry does not name"
        )
    if whole:
        _check_marks(missing, marks)
    return tuple(missing), tuple(marks)


def _unanswered(level: _Level, by_digest: dict[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """The digests of a level, and of the disclosures of it, that nothing answers to, with the fields they can be of."""
    waiting = [(one, level.fields) for one in level.digests]
    while waiting:
        one, names = waiting.pop()
        disclosure = by_digest.pop(one, None)
        if disclosure is None:
            yield one, names
        elif len(disclosure) == 3:
            waiting.extend((inner, _RUN) for inner in _within(disclosure[2]))


def _check_marks(missing: dict[str, frozenset[str]], marks: dict[str, str]) -> None:
    """See that all that is missing is marked, and nothing else but what that may have led to."""
    for one, names in missing.items():
        if one not in marks:
            raise UnsoundDisclosureError(
                f"a disclosure is missing, and no mark says that it was erased: its digest is {one}"
            )
        if names and marks[one] not in names:
            raise UnsoundDisclosureError(
                f"the mark of the erased disclosure with the digest {one} names no field that can have been there"
            )
    for one, field in marks.items():
        # What a disclosure that is gone led to is gone with it, and only the event that tells of it names that.
        if one not in missing and (not missing or len(one) != DIGEST or field not in _RUN):
            raise UnsoundDisclosureError(
                "a disclosure is marked as erased that has a digest which the entry does not name"
            )


def _parted(lines: Sequence[bytes]) -> tuple[dict[str, Any], dict[str, str]]:
    """The disclosures by their digests, and the fields of those that are marked as erased, by theirs."""
    by_digest: dict[str, Any] = {}
    marks: dict[str, str] = {}
    for line in lines:
        try:
            disclosure = orjson.loads(line)
        except ValueError as error:
            raise UnsoundDisclosureError(f"a disclosure is not JSON ({error})") from error
        if type(disclosure) is dict:
            gone, field = _marked(disclosure)
            marks[gone] = field
            continue
        _check_disclosure(disclosure)
        by_digest[digest(line)] = disclosure
    if len(by_digest) + len(marks) != len(lines):
        raise UnsoundDisclosureError("a disclosure stands there twice")
    if not marks.keys().isdisjoint(by_digest):
        raise UnsoundDisclosureError("a disclosure is there that is marked as erased")
    return by_digest, marks


def _name(one: str, by_digest: dict[str, Any], marks: dict[str, str]) -> str | None:
    """The field behind a digest, as its disclosure or its mark says; a decoy has none."""
    disclosure = by_digest.get(one)
    if disclosure is None:
        return marks.get(one)
    return disclosure[1] if len(disclosure) == 3 and type(disclosure[1]) is str else None


def _check_names(level: _Level, names: list[str | None]) -> None:
    """See that marks leave each field of an event told of once, and those that it must have at all."""
    told = [name for name in names if name is not None]
    if len(set(told)) != len(told):
        raise UnsoundDisclosureError(
            "the mark of an erased disclosure names a field that another one is of as well"
        )
    if len(told) == len(names) and not level.demanded.issubset(told):
        raise UnsoundDisclosureError(
            "the mark of an erased disclosure names another field than the one that is gone: "
            f"of {', '.join(sorted(level.demanded.difference(told)))} there is nothing"
        )


def _check_disclosure(disclosure: Any) -> None:
    if type(disclosure) is not list or len(disclosure) not in {1, 3} or type(disclosure[0]) is not str:
        raise UnsoundDisclosureError("a disclosure is not [salt, field, value]")


def _marked(marker: dict[str, Any]) -> tuple[str, str]:
    """The digest that a marker of an erasure names, and the field."""
    gone, name = marker.get("erased"), marker.get("field")
    if type(gone) is not str or type(name) is not str or len(marker) != 2:
        raise UnsoundDisclosureError(
            'the mark of an erased disclosure is not {"erased": digest, "field": name}'
        )
    return gone, name


def _within(value: Any) -> Iterable[str]:
    """The digests of the closed runs in the value of a disclosure."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            found = one.get("_sd", ())
            if found and type(found) is list:
                yield from (each for each in found if type(each) is str)
            waiting.extend(one.values())
        elif type(one) is list:
            waiting.extend(one)
