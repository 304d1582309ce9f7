"""Events as JSON: one form, for entries, exports and listings.

Fields that have their default are left out. Words are arrays of runs: plain text is a string, and the other runs are
``{"em": [...]}``, ``{"strong": [...]}``, ``{"link": url, "words": [...]}``, ``{"party": id}`` with ``"as"`` where other
text is shown, ``{"closed": ground, "words": [...]}`` and ``{"erased": true}``. Dates are EDTF, times ``HH:MM``. Keys are
ASCII and integers below 2**53, so that sorted compact JSON is the canonical form of RFC 8785.

cattrs makes the code for a type when it is first met.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import EVENT_TYPES, Event, clear_fields
from alliance_minutes.events.fields import is_words, per_type, resolved
from alliance_minutes.events.wire_words import ERASED, Misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.events.wire_hooks import Hooks


def to_json(event: Event) -> dict[str, Any]:
    """An event as JSON, without its type.

    Raises:
        InvalidValueError: a field holds what its type does not allow; the message names type and field.
    """
    write = _writer(type(event))
    try:
        return write(event)
    except Exception as error:
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
    cls = EVENT_TYPES.get(type_name) if type(type_name) is str else None
    if cls is None:
        raise UnknownTypeError(type_name)
    try:
        if erased:
            fields = {**placeholders(cls), **fields}
        return _reader(cls)(fields, cls)
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


@per_type
def placeholders(cls: type[Event]) -> Mapping[str, Any]:
    """What stands, in JSON, for the hidden fields that an event of this type cannot be without."""
    clear = clear_fields(cls)
    return {
        a.name: _placeholder(a.type)
        for a in resolved(cls)
        if a.default is attrs.NOTHING and a.name not in clear
    }


def _placeholder(hint: Any) -> Any:
    if is_words(hint):
        return [dict(ERASED)]
    if get_origin(hint) is Literal:
        return get_args(hint)[-1]
    return ""


@cache
def _hooks() -> Hooks:
    from alliance_minutes.events.wire_hooks import Hooks  # noqa: PLC0415 - cattrs is slow to import

    return Hooks(to_json, from_json)


@per_type
def _writer(cls: type[Event]) -> Callable[[Event], dict[str, Any]]:
    if EVENT_TYPES.get(getattr(cls, "TYPE", "")) is not cls:
        raise InvalidValueError("event", cls.__name__, "a class of EVENT_TYPES")
    return _hooks().writer(cls)


@per_type
def _reader(cls: type[Event]) -> Callable[[Any, type[Event]], Event]:
    return _hooks().reader(cls)


def _unwritable(event: Event, error: Exception) -> InvalidValueError:
    """The error for the first field that cannot be written; looked for only once something went wrong."""
    for a in resolved(type(event)):
        value = getattr(event, a.name, attrs.NOTHING)
        try:
            if value != a.default:
                _hooks().write_field(a.type, value)
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
        try:
            _hooks().read_field(attributes[name].type, value)
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
