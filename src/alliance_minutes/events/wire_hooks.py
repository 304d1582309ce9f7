"""The hooks that read and write the fields of events: one pair for each kind of field, strict both ways."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.preconf.orjson import make_converter

from alliance_minutes.events import Event, Point
from alliance_minutes.events.fields import is_words, resolved
from alliance_minutes.events.wire_words import Misfit, read_words, write_words
from alliance_minutes.values import NumberPatterns, PartialDate, Tally, parse_time, parse_when

if TYPE_CHECKING:
    from collections.abc import Callable

    from cattrs import Converter

    Hook = Callable[[Any], Any]
    Read = Callable[[Any, Any], Any]
    WriteEvent = Callable[[Event], dict[str, Any]]
    ReadEvent = Callable[[Any, dict[str, Any]], Event]

MAX_INT = 2**53 - 1
MAX_NESTED = 4
"""How many corrections may stand inside each other."""


class Hooks:
    """Reading and writing by one converter; an event inside another goes through the functions that are given."""

    def __init__(self, write_event: WriteEvent, read_event: ReadEvent) -> None:
        self._converter = _converter(write_event, read_event)

    def writer(self, cls: type[Event]) -> Callable[[Event], dict[str, Any]]:
        """What turns an event of this type into JSON."""
        resolved(cls)
        return make_dict_unstructure_fn(cls, self._converter, _cattrs_omit_if_default=True)

    def reader(self, cls: type[Event]) -> Callable[[Any, type[Event]], Event]:
        """What makes an event of this type from JSON."""
        resolved(cls)
        return make_dict_structure_fn(
            cls, self._converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
        )

    def write_field(self, hint: Any, value: Any) -> Any:
        """One field as JSON."""
        return self._converter.get_unstructure_hook(hint)(value)

    def read_field(self, hint: Any, value: Any) -> Any:
        """One field from JSON."""
        return self._converter.get_structure_hook(hint)(value, hint)


def _converter(write_event: WriteEvent, read_event: ReadEvent) -> Converter:
    """The converter with one pair of hooks for each kind of field."""
    made: Converter = make_converter(detailed_validation=False, omit_if_default=True, forbid_extra_keys=True)
    for kind, write, read in (
        (str, _text, _text),
        (int, _int, _int),
        (bool, _bool, _bool),
        (dt.time, _write_time, _read_time),
        (PartialDate, _write_date, _read_date),
        (Event, partial(_write_nested, write_event), partial(_read_nested, read_event)),
    ):
        made.register_unstructure_hook(kind, write)
        made.register_structure_hook(kind, read)
    made.register_unstructure_hook_factory(
        _is_optional, lambda hint: made.get_unstructure_hook(_but_none(hint))
    )
    made.register_structure_hook_factory(_is_optional, lambda hint: made.get_structure_hook(_but_none(hint)))
    made.register_unstructure_hook_factory(_is_tuple, lambda hint: _tuple_writer(made, hint))
    made.register_structure_hook_factory(_is_tuple, lambda hint: _tuple_reader(made, hint))
    made.register_unstructure_hook_factory(_is_literal, _literal)
    made.register_structure_hook_factory(_is_literal, _literal)
    made.register_unstructure_hook_func(_is_when, _write_when)
    made.register_structure_hook_func(_is_when, _read_when)
    made.register_unstructure_hook_func(is_words, write_words)
    made.register_structure_hook_func(is_words, _read_words)
    for inner in (Point, Tally, NumberPatterns):  # last: their code is made of the hooks above
        resolved(inner)
        made.register_unstructure_hook(
            inner, _object_writer(inner, make_dict_unstructure_fn(inner, made, _cattrs_omit_if_default=True))
        )
        read_fields = make_dict_structure_fn(
            inner, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
        )
        made.register_structure_hook(inner, _object_reader(read_fields))
    return made


def _is_optional(hint: Any) -> bool:
    return len(get_args(hint)) == 2 and type(None) in get_args(hint)


def _but_none(hint: Any) -> Any:
    """What else than ``None`` a field may hold; a field that has its default is left out, so that null is never read."""
    return next(part for part in get_args(hint) if part is not type(None))


def _read_words(value: Any, _: Any = None) -> Any:
    return read_words(value)


def _object_writer(cls: type, write_fields: Hook) -> Hook:
    def write(value: Any) -> Any:
        if type(value) is not cls:
            raise Misfit(value, f"a {cls.__name__}")
        return write_fields(value)

    return write


def _object_reader(read_fields: Read) -> Read:
    def read(value: Any, cls: Any) -> Any:
        if type(value) is not dict:
            raise Misfit(value, "an object")
        return read_fields(value, cls)

    return read


def _is_tuple(hint: Any) -> bool:
    return get_origin(hint) is tuple and not is_words(hint)


def _is_literal(hint: Any) -> bool:
    return get_origin(hint) is Literal


def _is_when(hint: Any) -> bool:
    return PartialDate in get_args(hint) and any(_is_literal(part) for part in get_args(hint))


def _tuple_writer(converter: Converter, hint: Any) -> Hook:
    write = converter.get_unstructure_hook(get_args(hint)[0])

    def write_all(value: Any) -> list[Any]:
        if type(value) is not tuple:
            raise Misfit(value, "a tuple")
        return [write(one) for one in value]

    return write_all


def _tuple_reader(converter: Converter, hint: Any) -> Read:
    inner = get_args(hint)[0]
    read = converter.get_structure_hook(inner)

    def read_all(value: Any, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Misfit(value, "an array")
        return tuple([read(one, inner) for one in value])

    return read_all


def _literal(hint: Any) -> Callable[..., Any]:
    choices = frozenset(get_args(hint))

    def choose(value: Any, _: Any = None) -> Any:
        if type(value) is not str or value not in choices:
            raise Misfit(value, "one of " + ", ".join(sorted(choices)))
        return value

    return choose


def _text(value: Any, _: Any = None) -> str:
    if type(value) is not str:
        raise Misfit(value, "text")
    return value


def _int(value: Any, _: Any = None) -> int:
    if type(value) is not int or not -MAX_INT <= value <= MAX_INT:
        raise Misfit(value, "a whole number below 2**53")
    return value


def _bool(value: Any, _: Any = None) -> bool:
    if type(value) is not bool:
        raise Misfit(value, "true or false")
    return value


def _write_time(value: Any) -> str:
    if type(value) is not dt.time or value.second or value.microsecond or value.tzinfo:
        raise Misfit(value, "a time of day in whole minutes, without a zone")
    return f"{value.hour:02}:{value.minute:02}"


def _read_time(value: Any, _: Any = None) -> dt.time:
    if type(value) is not str or len(value) != 5:
        raise Misfit(value, "a time as HH:MM")
    return parse_time(value)


def _write_date(value: Any) -> str:
    if type(value) is not PartialDate:
        raise Misfit(value, "a PartialDate")
    return str(value)


def _read_date(value: Any, _: Any = None) -> PartialDate:
    return PartialDate.parse(_text(value))


def _write_when(value: Any) -> str:
    return str(value) if type(value) is PartialDate else str(parse_when(_text(value)))


def _read_when(value: Any, _: Any = None) -> Any:
    return parse_when(_text(value))


def _write_nested(write_event: WriteEvent, value: Any) -> dict[str, Any]:
    if not isinstance(value, Event):
        raise Misfit(value, "an event")
    within, depth = getattr(value, "instead", None), 1
    while isinstance(within, Event):
        within, depth = getattr(within, "instead", None), depth + 1
        if depth > MAX_NESTED:
            raise Misfit("correction", f"no more than {MAX_NESTED} corrections inside each other")
    return {"type": value.TYPE, **write_event(value)}


def _read_nested(read_event: ReadEvent, value: Any, _: Any = None) -> Event:
    if type(value) is not dict:
        raise Misfit(value, "an event as an object")
    within, depth = value.get("instead"), 1
    while type(within) is dict:
        within, depth = within.get("instead"), depth + 1
        if depth > MAX_NESTED:
            raise Misfit("correction", f"no more than {MAX_NESTED} corrections inside each other")
    return read_event(value.get("type"), {name: one for name, one in value.items() if name != "type"})
