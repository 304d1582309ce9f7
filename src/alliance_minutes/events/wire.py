"""Events as JSON: one form, for entries, exports and listings.

Fields that have their default are left out. Words are arrays of runs: plain text is a string, and the other runs are
``{"em": [...]}``, ``{"strong": [...]}``, ``{"link": url, "words": [...]}``, ``{"party": id}`` with ``"as"`` where other
text is shown, ``{"closed": ground, "words": [...]}`` and ``{"erased": true}``. Dates are EDTF, times ``HH:MM``. Keys are
ASCII and integers below 2**53, so that sorted compact JSON is the canonical form of RFC 8785.

cattrs makes the code for a type when it is first met.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import EVENT_TYPES, Event, Point, clear_fields
from alliance_minutes.events.wire_words import ERASED, Misfit, read_words, write_words
from alliance_minutes.values import NumberPatterns, PartialDate, Tally, parse_time, parse_when, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cattrs import Converter

    Hook = Callable[[Any], Any]
    Read = Callable[[Any, Any], Any]

MAX_INT = 2**53 - 1
MAX_NESTED = 4
"""How many corrections may stand inside each other."""

_RUNS = {name: getattr(text, name) for name in ("Emphasis", "Strong", "Link", "Mention", "Closed", "Erased")}


def to_json(event: Event) -> dict[str, Any]:
    """An event as JSON, without its type.

    Raises:
        InvalidValueError: a field holds what its type does not allow; the message names type and field.
    """
    cls = type(event)
    try:
        return _writer(cls)(event)  # type: ignore[no-any-return]
    except (Misfit, AttributeError, TypeError, ValueError) as error:
        raise _unwritable(event, error) from error


def from_json(type_name: str, fields: Mapping[str, Any], *, erased: bool = False) -> Event:
    """An event from its JSON.

    Args:
        type_name: the stored name of its type; nothing is ever imported for it.
        fields: its fields.
        erased: words of it were erased: a field that is demanded and absent then holds :class:`Erased` (words) or
            nothing (text), so that the event can still be shown.

    Raises:
        InvalidValueError: an unknown type, an unknown or missing field, or a value of the wrong type.
    """
    cls = EVENT_TYPES.get(type_name)
    if cls is None:
        raise UnknownTypeError(type_name)
    if erased:
        fields = {**placeholders(cls), **fields}
    try:
        return _reader(cls)(fields, cls)  # type: ignore[no-any-return]
    except UnknownTypeError:
        raise
    except Exception as error:
        raise _unreadable(cls, fields, error) from error


class UnknownTypeError(InvalidValueError):
    """An event of a type that this version does not know."""

    def __init__(self, type_name: object) -> None:
        super().__init__(
            "type of event known here",
            _short(type_name),
            "one of this version; the book may be made by a newer one",
        )


@cache
def placeholders(cls: type[Event]) -> Mapping[str, Any]:
    """What stands, in JSON, for the hidden fields that an event of this type cannot be without."""
    clear = clear_fields(cls)
    return {
        a.name: _placeholder(a.type)
        for a in resolved(cls)
        if a.default is attrs.NOTHING and a.name not in clear
    }


@cache
def resolved(cls: type) -> tuple[attrs.Attribute[Any], ...]:
    """The fields of an attrs class with their true types."""
    attrs.resolve_types(cls, localns=_RUNS)
    return tuple(attrs.fields(cls))


def is_words(hint: Any) -> bool:
    """Whether this is the type of :data:`Words`."""
    return get_origin(hint) is tuple and text.Emphasis in get_args(get_args(hint)[0])


def _placeholder(hint: Any) -> Any:
    if is_words(hint):
        return [dict(ERASED)]
    if get_origin(hint) is Literal:
        return get_args(hint)[-1]
    return ""


@cache
def _writer(cls: type[Event]) -> Hook:
    from cattrs.gen import make_dict_unstructure_fn

    if EVENT_TYPES.get(getattr(cls, "TYPE", "")) is not cls:
        raise InvalidValueError("event", cls.__name__, "a class of EVENT_TYPES")
    resolved(cls)
    return make_dict_unstructure_fn(cls, _converter(), _cattrs_omit_if_default=True)


@cache
def _reader(cls: type[Event]) -> Read:
    from cattrs.gen import make_dict_structure_fn

    resolved(cls)
    return make_dict_structure_fn(  # type: ignore[return-value]
        cls, _converter(), _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
    )


@cache
def _converter() -> Converter:
    """The converter with one pair of hooks for each kind of field; imported when first needed, for it is slow to import."""
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
    from cattrs.preconf.orjson import make_converter

    made: Converter = make_converter(detailed_validation=False, omit_if_default=True, forbid_extra_keys=True)
    for kind, write, read in (
        (str, _text, _text),
        (int, _int, _int),
        (bool, _bool, _bool),
        (dt.time, _write_time, _read_time),
        (PartialDate, _write_date, _read_date),
        (Event, _write_nested, _read_nested),
    ):
        made.register_unstructure_hook(kind, write)
        made.register_structure_hook(kind, _ignoring_type(read))
    for inner in (Point, Tally, NumberPatterns):
        resolved(inner)
        made.register_unstructure_hook(
            inner, make_dict_unstructure_fn(inner, made, _cattrs_omit_if_default=True)
        )
    made.register_unstructure_hook_factory(_is_tuple, lambda hint: _tuple_writer(made, hint))
    made.register_structure_hook_factory(_is_tuple, lambda hint: _tuple_reader(made, hint))
    made.register_unstructure_hook_factory(_is_literal, _literal)
    made.register_structure_hook_factory(_is_literal, lambda hint: _ignoring_type(_literal(hint)))
    made.register_unstructure_hook_func(_is_when, _write_when)
    made.register_structure_hook_func(_is_when, _ignoring_type(_read_when))
    made.register_unstructure_hook_func(is_words, write_words)
    made.register_structure_hook_func(is_words, _ignoring_type(read_words))
    for inner in (Point, Tally, NumberPatterns):
        read_fields = make_dict_structure_fn(
            inner, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
        )
        made.register_structure_hook(inner, _object_reader(read_fields))
    return made


def _ignoring_type(read: Hook) -> Read:
    return lambda value, _: read(value)


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


def _literal(hint: Any) -> Hook:
    choices = frozenset(get_args(hint))

    def choose(value: Any) -> Any:
        if type(value) is not str or value not in choices:
            raise Misfit(value, "one of " + ", ".join(sorted(choices)))
        return value

    return choose


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Misfit(value, "text")
    return value


def _int(value: Any) -> int:
    if type(value) is not int or not -MAX_INT <= value <= MAX_INT:
        raise Misfit(value, "a whole number below 2**53")
    return value


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        raise Misfit(value, "true or false")
    return value


def _write_time(value: Any) -> str:
    if type(value) is not dt.time or value.second or value.microsecond or value.tzinfo:
        raise Misfit(value, "a time of day in whole minutes, without a zone")
    return f"{value.hour:02}:{value.minute:02}"


def _read_time(value: Any) -> dt.time:
    if type(value) is not str or len(value) != 5:
        raise Misfit(value, "a time as HH:MM")
    return parse_time(value)


def _write_date(value: Any) -> str:
    if type(value) is not PartialDate:
        raise Misfit(value, "a PartialDate")
    return str(value)


def _read_date(value: Any) -> PartialDate:
    return PartialDate.parse(_text(value))


def _write_when(value: Any) -> str:
    return str(value) if type(value) is PartialDate else str(parse_when(_text(value)))


def _read_when(value: Any) -> Any:
    return parse_when(_text(value))


def _write_nested(value: Any) -> dict[str, Any]:
    if not isinstance(value, Event):
        raise Misfit(value, "an event")
    within, depth = getattr(value, "instead", None), 1
    while isinstance(within, Event):
        within, depth = getattr(within, "instead", None), depth + 1
        if depth > MAX_NESTED:
            raise Misfit("correction", f"no more than {MAX_NESTED} corrections inside each other")
    return {"type": value.TYPE, **to_json(value)}


def _read_nested(value: Any) -> Event:
    if type(value) is not dict:
        raise Misfit(value, "an event as an object")
    within, depth = value.get("instead"), 1
    while type(within) is dict:
        within, depth = within.get("instead"), depth + 1
        if depth > MAX_NESTED:
            raise Misfit("correction", f"no more than {MAX_NESTED} corrections inside each other")
    return from_json(value.get("type"), {name: one for name, one in value.items() if name != "type"})  # type: ignore[arg-type]


def _unwritable(event: Event, error: Exception) -> InvalidValueError:
    """The error for the first field that cannot be written; looked for only once something went wrong."""
    if isinstance(error, InvalidValueError) and not isinstance(error, Misfit):
        return error
    converter = _converter()
    for a in resolved(type(event)):
        value = getattr(event, a.name, attrs.NOTHING)
        try:
            if value != a.default:
                converter.get_unstructure_hook(a.type)(value)
        except Exception as found:  # noqa: BLE001 - whatever a hook says about this field is the answer
            return _misfit(type(event), a.name, value, found)
    return InvalidValueError(f"{event.TYPE} event", _short(event), str(error))


def _unreadable(cls: type[Event], fields: Mapping[str, Any], error: Exception) -> InvalidValueError:
    if not isinstance(fields, dict):
        return InvalidValueError(f"{cls.TYPE} event", _short(fields), "an object")
    attributes = {a.name: a for a in resolved(cls)}
    for name, value in fields.items():
        if name not in attributes:
            return InvalidValueError(f"field of {cls.TYPE}", _short(name), "one of " + ", ".join(attributes))
        hint = attributes[name].type
        try:
            _converter().get_structure_hook(hint)(value, hint)
        except Exception as found:  # noqa: BLE001 - whatever a hook says about this field is the answer
            return _misfit(cls, name, value, found)
    for name, a in attributes.items():
        if a.default is attrs.NOTHING and name not in fields:
            return InvalidValueError(f"{cls.TYPE} event", _short(fields), f"the field {name}")
    return InvalidValueError(f"{cls.TYPE} event", _short(fields), str(error))


def _misfit(cls: type[Event], name: str, value: Any, found: Exception) -> InvalidValueError:
    if isinstance(found, Misfit):
        return InvalidValueError(f"{name} of {cls.TYPE}", _short(found.value), found.expected)
    return InvalidValueError(f"{name} of {cls.TYPE}", _short(value), str(found) or type(found).__name__)


def _short(value: Any) -> Any:
    """The value, or its beginning where it is too long for a message."""
    try:
        shown = repr(value)
    except Exception:  # noqa: BLE001 - a hostile value must not break its own error
        return f"<{type(value).__name__}>"
    return value if len(shown) <= 200 else shown[:200] + "…"
