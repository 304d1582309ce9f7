"""Whether an entry and its disclosures are what they say: looked at from their bytes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import frozen

from alliance_minutes.errors import DamagedBookError, NewerBookError
from alliance_minutes.events.wire_hooks import MAX_INT
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.store.entries import MAX_ENTRY, digest
from alliance_minutes.store.opening import read_row, read_time, write_time
from alliance_minutes.store.writing import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alliance_minutes.events import Recorded

_DIGEST = 43
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
    """

    recorded: Recorded
    log: str
    leaf: bytes
    missing: tuple[str, ...]


def examine(position: int, entry: bytes, lines: Sequence[bytes]) -> Examined:
    """Look at an entry and its disclosures, raw JSON each.

    Raises:
        UnsoundError: the entry is not canonical, or its envelope, type or fields are not those of an entry.
        UnsoundDisclosureError: a disclosure answers to no digest of it, or stands there twice.
    """
    if len(entry) > MAX_ENTRY:
        raise UnsoundError(f"the entry has more than {MAX_ENTRY} bytes")
    envelope = _canonical(entry)
    missing = _missing(tuple(_named(envelope)), lines)
    recorded = _read(position, envelope, entry, lines)
    _check_envelope(envelope)
    return Examined(recorded, envelope["log"], leaf_hash(entry), missing)


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


def _named(envelope: dict[str, Any]) -> Iterator[str]:
    """The digests that an entry names, also in the event within its event: at least one in all."""
    within: Any = envelope
    first = True
    none = True
    while type(within) is dict:
        digests = within.get("_sd", [])
        if (
            type(digests) is not list
            or not all(type(one) is str and len(one) == _DIGEST for one in digests)
            or digests != sorted(set(digests))
        ):
            raise UnsoundError("its digests are not sorted, or are none")
        yield from digests
        none = none and not digests
        event = within.get("event") if first else within
        within = event.get("instead") if type(event) is dict else None
        first = False
    if none:
        raise UnsoundError("it has no digest; every entry has at least one")


def _missing(named: tuple[str, ...], lines: Sequence[bytes]) -> tuple[str, ...]:
    """The digests that nothing answers to; every disclosure must answer to one."""
    by_digest: dict[str, Any] = {}
    struck: set[str] = set()
    for line in lines:
        try:
            disclosure = orjson.loads(line)
        except ValueError as error:
            raise UnsoundDisclosureError(f"a disclosure is not JSON ({error})") from error
        if type(disclosure) is dict:
            struck.add(_marked(disclosure))
            continue
        _check_disclosure(disclosure)
        by_digest[digest(line)] = disclosure
    if len(by_digest) + len(struck) != len(lines):
        raise UnsoundDisclosureError("a disclosure stands there twice")
    if not struck.isdisjoint(by_digest):
        raise UnsoundDisclosureError("a disclosure is there that is marked as erased")
    missing: list[str] = []
    waiting = list(named)
    while waiting:
        one = waiting.pop()
        disclosure = by_digest.pop(one, None)
        if disclosure is None:
            missing.append(one)
        elif len(disclosure) == 3:
            waiting.extend(_within(disclosure[2]))
    if by_digest:
        raise UnsoundDisclosureError(
            f"a disclosure has the digest {next(iter(by_digest))}, which the entry does not name"
        )
    return tuple(missing)


def _check_disclosure(disclosure: Any) -> None:
    if type(disclosure) is not list or len(disclosure) not in {1, 3} or type(disclosure[0]) is not str:
        raise UnsoundDisclosureError("a disclosure is not [salt, field, value]")


def _marked(marker: dict[str, Any]) -> str:
    """The digest that a marker of an erasure names."""
    gone, name = marker.get("erased"), marker.get("field")
    if type(gone) is not str or type(name) is not str or len(marker) != 2:
        raise UnsoundDisclosureError(
            'the mark of an erased disclosure is not {"erased": digest, "field": name}'
        )
    return gone


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
