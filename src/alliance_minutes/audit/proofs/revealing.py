"""Which digest leads to which disclosure (RFC 9901, section 4.2), in an entry that anybody may have made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from alliance_minutes.errors import ProofError
from alliance_minutes.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEEPEST = 200
"""Words are at most 32 deep in the entry format, and each layer of them is two of JSON; corrections nest a little more."""


def opened(lines: Iterable[bytes]) -> dict[str, tuple[bytes, list[Any]]]:
    """Disclosures with their exact bytes, by their digests; marks of what was erased are left out.

    Raises:
        ProofError: a line is neither.
    """
    found: dict[str, tuple[bytes, list[Any]]] = {}
    for number, line in enumerate(lines, 1):
        try:
            disclosure = orjson.loads(line)
        except ValueError as error:
            raise ProofError(f"disclosure {number} is no JSON: {error}") from error
        check_depth(disclosure, f"disclosure {number}")
        if type(disclosure) is dict and disclosure.keys() == {"erased", "field"}:
            continue
        if not is_disclosure(disclosure):
            raise ProofError(f"disclosure {number} is not [salt, field, value]")
        found[digest(line)] = (line, disclosure)
    return found


def check_depth(value: Any, what: str) -> None:
    """See that a JSON value is no deeper than anything that a book holds, so that whoever tells it can follow it.

    Raises:
        ProofError: it is deeper.
    """
    layer = [value]
    for _ in range(_DEEPEST):
        layer = [
            inner
            for one in layer
            for inner in (one.values() if type(one) is dict else one if type(one) is list else ())
        ]
        if not layer:
            return
    raise ProofError(f"{what} is nested more than {_DEEPEST} deep, as nothing in a book is")


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
