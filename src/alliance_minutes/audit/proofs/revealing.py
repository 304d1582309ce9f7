"""Which digest leads to which disclosure (RFC 9901, section 4.2), in an entry that anybody may have made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from alliance_minutes.errors import ProofError
from alliance_minutes.events.wire_hooks import MAX_INT
from alliance_minutes.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_DEEPEST = 200
"""Words are at most 32 deep in the entry format, and each layer of them is two of JSON; corrections nest a little more."""


def opened(lines: Iterable[bytes]) -> dict[str, tuple[bytes, list[Any]]]:
    """Disclosures with their exact bytes, by their digests.

    Raises:
        ProofError: a line is none.
    """
    found: dict[str, tuple[bytes, list[Any]]] = {}
    for number, line in enumerate(lines, 1):
        disclosure = read_json(line, f"disclosure {number}")
        if is_mark(disclosure):
            raise ProofError(
                f"disclosure {number} is the mark of an erasure, for which nothing vouches; leave the line out"
            )
        if not is_disclosure(disclosure):
            raise ProofError(f"disclosure {number} is not [salt, field, value]")
        found[digest(line)] = (line, disclosure)
    return found


def read_json(data: bytes, what: str) -> Any:
    """JSON as entries and disclosures have it, no deeper than anything that a book holds: whoever tells it can follow it.

    Raises:
        ProofError: it is no JSON, or has other numbers or keys than an entry can have.
    """
    try:
        found = orjson.loads(data)
    except ValueError as error:
        raise ProofError(f"{what} is no JSON: {error}") from error
    layer = [found]
    for _ in range(_DEEPEST):
        layer = [inner for one in layer for inner in _within(one, what)]
        if not layer:
            return found
    raise ProofError(f"{what} is nested more than {_DEEPEST} deep, as nothing in a book is")


def _within(value: Any, what: str) -> Collection[Any]:
    """The values that a JSON value holds itself."""
    if type(value) is dict:
        if not all(map(str.isascii, value)):
            raise ProofError(f"{what} has a key that is not in ASCII")
        return value.values()
    if type(value) is float or (type(value) is int and abs(value) > MAX_INT):
        raise ProofError(f"{what} holds the number {value}: expected whole ones up to 2^53 - 1")
    return value if type(value) is list else ()


def is_mark(value: object) -> bool:
    """Whether a JSON value is what stands in the vault for a disclosure that was erased."""
    return isinstance(value, dict) and value.keys() == {"erased", "field"}


def is_disclosure(value: object) -> bool:
    """Whether a JSON value is a disclosure or a decoy."""
    return isinstance(value, list) and len(value) in {1, 3} and all(isinstance(one, str) for one in value[:2])


def digests_in(value: Any) -> Iterator[str]:
    """Every digest that a JSON value names, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            named = one.get("_sd")
            if type(named) is list:
                yield from (each for each in named if type(each) is str)
            waiting.extend(inner for name, inner in one.items() if name != "_sd")
        elif type(one) is list:
            waiting.extend(one)
