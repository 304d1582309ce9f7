"""Entries and their disclosures: the exact bytes of a recorded event, as ``docs/reference/entry-format.md`` lays down.

An entry is canonical JSON (RFC 8785). What may have to be withheld or forgotten stands outside it, in disclosures
``[salt, field, value]`` (RFC 9901, section 4.2), of which the entry holds salted digests only.
"""

from __future__ import annotations

from binascii import b2a_base64
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson
from attrs import frozen

from alliance_minutes.errors import EntryTooLargeError, InvalidValueError
from alliance_minutes.events import EVENT_TYPES, Event, clear_fields
from alliance_minutes.events.wire import to_json
from alliance_minutes.values import admit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Randomness = Callable[[int], bytes]

MAX_ENTRY = 65_535
"""The most bytes an entry may have: C2SP tlog-tiles puts its length in two bytes."""

SALT_SIZE = 16
RECORDED_BY = "recorded_by"
WORDS = "words"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_SORTED = orjson.OPT_SORT_KEYS


@frozen
class Sealed:
    """An event made ready for recording, before it is known where and when it will stand.

    Attributes:
        event: the event.
        clear: its clear fields as JSON; the number is put in under the lock where one is drawn.
        digests: the sorted digests of its disclosures.
        vault: the disclosures, raw JSON, one a line.
    """

    event: Event
    clear: dict[str, Any]
    digests: list[str]
    vault: bytes


def digest(disclosure: bytes) -> str:
    """The digest of a disclosure (RFC 9901, section 4.2.3): over its base64url form, itself in base64url."""
    return _base64url(sha256(_base64url(disclosure)).digest()).decode()


def _base64url(data: bytes) -> bytes:
    return b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=")


def seal(event: Event, recorded_by: str | None, randomness: Randomness) -> Sealed:
    """Part an event into what stands in clear and what is disclosed.

    Raises:
        InvalidValueError: a field holds what its type does not allow.
        InvalidTextError: text that no document can hold.
    """
    lines: list[bytes] = []
    clear, digests = _part(type(event), to_json(event), lines, randomness)
    if recorded_by is not None:
        digests.append(_disclose(RECORDED_BY, recorded_by, lines, randomness))
    if not lines:
        digests.append(_line([_base64url(randomness(SALT_SIZE)).decode()], lines))
    digests.sort()
    return Sealed(event, clear, digests, b"\n".join(lines))


def _part(
    cls: type[Event], fields: dict[str, Any], lines: list[bytes], randomness: Randomness
) -> tuple[dict[str, Any], list[str]]:
    clear: dict[str, Any] = {}
    digests: list[str] = []
    in_clear = clear_fields(cls)
    for name, value in fields.items():
        if name in in_clear:
            clear[name] = _nested(value, lines, randomness) if type(value) is dict else value
        else:
            digests.append(_disclose(name, value, lines, randomness))
    _check_clear_text(clear)
    return clear, digests


def _nested(value: dict[str, Any], lines: list[bytes], randomness: Randomness) -> dict[str, Any]:
    """An event inside an event: its own clear fields, and digests of its own hidden ones."""
    type_name = value["type"]
    fields = {name: one for name, one in value.items() if name != "type"}
    clear, digests = _part(EVENT_TYPES[type_name], fields, lines, randomness)
    return {"type": type_name, **clear, "_sd": sorted(digests)}


def _disclose(name: str, value: Any, lines: list[bytes], randomness: Randomness) -> str:
    if type(value) is list or type(value) is dict:
        value = _close(value, lines, randomness)
    return _line([_base64url(randomness(SALT_SIZE)).decode(), name, value], lines)


def _line(disclosure: list[Any], lines: list[bytes]) -> str:
    try:
        raw = orjson.dumps(disclosure, option=_SORTED)
    except orjson.JSONEncodeError as error:
        _check_text(disclosure)
        raise InvalidValueError("value that JSON can hold", disclosure[1:2], str(error)) from error
    # Control characters show as escapes in JSON, and U+FFFE and U+FFFF begin with these two bytes: a quick look
    # spares nearly every text the slow one.
    if b"\\u" in raw or b"\\b" in raw or b"\\f" in raw or b"\xef\xbf" in raw:
        _check_text(disclosure)
    lines.append(raw)
    return digest(raw)


def _close(value: Any, lines: list[bytes], randomness: Randomness) -> Any:
    """The value with each closed run put in a disclosure of its own, so that it can be withheld alone."""
    if type(value) is list:
        return [one if type(one) is str else _close(one, lines, randomness) for one in value]
    if type(value) is dict:
        if "closed" in value and WORDS in value:
            return {"_sd": [_disclose(WORDS, value[WORDS], lines, randomness)], "closed": value["closed"]}
        return {name: _close(one, lines, randomness) for name, one in value.items()}
    return value


def strike(vault: bytes, digests: Iterable[str]) -> bytes:
    """Disclosures without those that these digests name, and without what these alone lead to.

    In the place of each stands ``{"erased": digest, "field": field}``, so that readers know which words are gone.
    """
    by_digest = {digest(line): (line, orjson.loads(line)) for line in vault.split(b"\n")}
    gone: dict[bytes, bytes] = {}
    open_ends = [one for one in digests if one in by_digest]
    while open_ends:
        one = open_ends.pop()
        line, disclosure = by_digest[one]
        if type(disclosure) is list and len(disclosure) == 3 and line not in gone:
            gone[line] = mark_of(one, disclosure[1])
            open_ends += [inner for inner in _digests_in(disclosure[2]) if inner in by_digest]
    return b"\n".join([gone.get(line, line) for line in vault.split(b"\n")])


def mark_of(erased: str, field: str) -> bytes:
    """What stands in the place of a disclosure that was erased: its digest, and the field that it was of."""
    return orjson.dumps({"erased": erased, "field": field})


def _digests_in(value: Any) -> list[str]:
    inner = value if type(value) is list else list(value.values()) if type(value) is dict else []
    found = list(value.get("_sd", [])) if type(value) is dict else []
    for one in inner:
        found += _digests_in(one)
    return found


def _check_text(value: Any) -> None:
    if type(value) is str:
        admit(value)
    elif type(value) is list:
        for one in value:
            _check_text(one)
    elif type(value) is dict:
        for one in value.values():
            _check_text(one)


def _check_clear_text(clear: dict[str, Any]) -> None:
    for value in clear.values():
        if type(value) is str:
            admit(value)
        elif type(value) is list:
            _check_text(value)


def write_entry(
    sealed: Sealed, *, log: str, stream: str, version: int, recorded_at: str, command_id: str
) -> bytes:
    """The bytes of an entry.

    Raises:
        EntryTooLargeError: it would have more than 65,535 bytes.
    """
    type_name = sealed.event.TYPE
    entry = orjson.dumps(
        {
            "_sd": sealed.digests,
            "command_id": command_id,
            "event": sealed.clear,
            "log": log,
            "recorded_at": recorded_at,
            "stream": stream,
            "type": type_name,
            "version": version,
        },
        option=_SORTED,
    )
    if len(entry) > MAX_ENTRY:
        raise EntryTooLargeError(type_name, len(entry))
    return entry


clear_names = clear_fields
