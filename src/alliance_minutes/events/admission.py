"""Admission: what a caller hands in is checked once, before anything is decided or stored.

Types are checked at run time because events come from programs as well as from the notation; words are brought into
their one form, so that what is stored equals what is read back.
"""

from __future__ import annotations

import re
import types
import typing
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.values import Words, admit, admit_ground, words

if TYPE_CHECKING:
    from collections.abc import Callable

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

T = TypeVar("T", bound="attrs.AttrsInstance")


def admitted(event: T) -> T:
    r"""Return the event as the book may keep it: text checked, words in their one form, line ends ``\n``.

    Raises:
        InvalidTextError: text that XML cannot hold, or a link with a scheme that is not allowed.
        InvalidValueError: a value of the wrong type, or a choice or ground that does not exist.
    """
    changes = {}
    for name, admit_value in _fields(event.__class__):
        given = getattr(event, name)
        value = admit_value(name, given)
        if value is not given and value != given:
            changes[name] = value
    return attrs.evolve(event, **changes) if changes else event  # type: ignore[misc]  # T is an attrs class


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, Callable[[str, Any], Any]], ...]:
    attrs.resolve_types(cls)
    return tuple((a.name, _admission(a.name, a.type)) for a in attrs.fields(cls))


def _admission(name: str, kind: Any) -> Callable[[str, Any], Any]:
    """The function that admits a value of the declared type ``kind``."""
    origin = typing.get_origin(kind)
    if name in _BY_NAME and origin is not typing.Literal:
        return _BY_NAME[name]
    if kind == Words:
        return _admit_words
    if origin in {typing.Union, types.UnionType}:
        parts = typing.get_args(kind)
        return _one_of([_admission("", part) for part in parts], optional=types.NoneType in parts)
    if origin is typing.Literal:
        return _choice(typing.get_args(kind))
    if origin is tuple:
        return _each(_admission("", typing.get_args(kind)[0]))
    if kind is str:
        return _admit_text
    if kind is types.NoneType:
        return _choice((None,))
    if attrs.has(kind):
        return _nested(kind)
    return _instance(kind)


def _wrong(name: str, value: Any, expected: str) -> InvalidValueError:
    return InvalidValueError(f"value for {name}", value, expected)


def _admit_text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value, "text")
    return admit(value)


def _admit_words(name: str, value: Any) -> Words:
    if not isinstance(value, (str, tuple)):
        raise _wrong(name, value, "text or a tuple of runs")
    return words(value)


def _admit_closing(name: str, value: Any) -> str | None:
    return None if value is None and name == "closed" else admit_ground(value)


def _admit_language(name: str, value: Any) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise _wrong(name, value, "a language tag (BCP 47), such as 'nl' or 'en'")
    return value


def _admit_level(name: str, value: Any) -> int:
    if type(value) is not int or value < 0:
        raise _wrong(name, value, "a whole number, not negative")
    return value


def _admit_size(name: str, value: Any) -> int | None:
    return None if value is None else _admit_level(name, value)


_BY_NAME: dict[str, Callable[[str, Any], Any]] = {
    "closed": _admit_closing,
    "ground": _admit_closing,
    "language": _admit_language,
    "level": _admit_level,
    "size": _admit_size,
}
"""Fields of which the name says more than the type."""


def _choice(choices: tuple[Any, ...]) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:
        if value not in choices:
            raise _wrong(name, value, " or ".join(map(repr, choices)))
        return value

    return check


def _one_of(parts: list[Callable[[str, Any], Any]], *, optional: bool) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:
        if value is None and optional:
            return None
        expected = []
        for part in parts:
            try:
                return part(name, value)
            except InvalidValueError as error:
                expected.append(str(error).rpartition("expected ")[2])
        raise _wrong(name, value, " or ".join(expected))

    return check


def _each(part: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:
        if not isinstance(value, tuple):
            raise _wrong(name, value, "a tuple")
        return tuple(part(name, one) for one in value)

    return check


def _nested(kind: type[Any]) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:
        if not isinstance(value, kind):
            raise _wrong(name, value, kind.__name__)
        return admitted(value)

    return check


def _instance(kind: type[Any]) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _wrong(
                name,
                value,
                {"int": "a whole number", "bool": "True or False"}.get(kind.__name__, kind.__name__),
            )
        return value

    return check
