"""What is known of the classes of events and of their fields: looked at once for each class."""

from __future__ import annotations

from functools import wraps
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

import attrs

from alliance_minutes.values import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    T = TypeVar("T")

_RUNS = {name: getattr(text, name) for name in ("Emphasis", "Strong", "Link", "Mention", "Closed", "Erased")}


def per_type(make: Callable[[Any], T]) -> Callable[[Any], T]:
    """Let a function of an event type do its work once for each type, and remember."""
    # functools.cache does the same, but type checkers do not take a class of events for hashable.
    made: dict[Any, T] = {}

    @wraps(make)
    def look_up(cls: Any) -> T:
        try:
            return made[cls]
        except KeyError:
            return made.setdefault(cls, make(cls))

    return look_up


@per_type
def resolved(cls: type) -> tuple[attrs.Attribute[Any], ...]:
    """The fields of an attrs class with their true types."""
    attrs.resolve_types(cls, localns=_RUNS)
    return tuple(attrs.fields(cls))


def is_words(hint: Any) -> bool:
    """Whether this is the type of :data:`Words`."""
    return get_origin(hint) is tuple and text.Emphasis in get_args(get_args(hint)[0])


def parties_in(event: Any) -> Iterator[str]:
    """The id of every party that an event names: in its own fields, in its words and in its tally."""
    waiting = [event]
    while waiting:
        one = waiting.pop()
        if type(one) is tuple:
            waiting.extend(part for part in one if type(part) is not str)
            continue
        ids, others = party_fields(type(one))
        for name in ids:
            value = getattr(one, name)
            if value is not None:
                yield from value if type(value) is tuple else (value,)
        waiting.extend(value for name in others if (value := getattr(one, name)))


@per_type
def party_fields(cls: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that hold ids of parties, and the others, in which parties may be named all the same.

    The hints tell them as they are written: to Python the id of a party is text like any other.
    """
    hints = {name: str(hint) for one in cls.__mro__ for name, hint in get_annotations(one).items()}
    names = [a.name for a in attrs.fields(cls)] if attrs.has(cls) else []
    ids = tuple(name for name in names if "PartyId" in hints[name])
    return ids, tuple(name for name in names if name not in ids)
