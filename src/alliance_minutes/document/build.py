"""Building a document from what a parser has read, checked against the node classes, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from alliance_minutes.document.anatomy import anatomy
from alliance_minutes.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.document.anatomy import Field


@define(eq=False)
class Part:
    """A node that is yet to be built.

    Attributes:
        cls: the class of the node.
        place: where it stands, for messages.
        values: its plain values.
        one: the part that becomes a node of its own, by field.
        several: parts, or nodes that are ready, by field.
        cells: lines of these, by field.
        node: the node, once it is built.
    """

    cls: type
    place: str
    values: dict[str, Any] = Factory(dict)
    one: dict[str, Part] = Factory(dict)
    several: dict[str, list[Any]] = Factory(dict)
    cells: dict[str, list[list[Any]]] = Factory(dict)
    node: Any = None


def build(parts: Sequence[Part]) -> Any:
    """Build every part, the last first, and return the node of the first; a part follows the one it belongs to.

    Raises:
        InvalidValueError: a value that its field cannot hold, or one that is missing.
    """
    for part in reversed(parts):
        part.node = _node(part)
    return parts[0].node


def _node(part: Part) -> Any:
    given: dict[str, Any] = {}
    for field in anatomy(part.cls):
        name = field.name
        if name in part.values:
            given[name] = _checked(part, field, part.values[name])
        elif name in part.one:
            given[name] = part.one[name].node
        elif name in part.several:
            given[name] = _ready(part.several[name])
        elif name in part.cells:
            given[name] = tuple(_ready(line) for line in part.cells[name])
        elif field.required:
            raise InvalidValueError("document", part.cls.__name__, f"a value for {name} at {part.place}")
    return part.cls(**given)


def _ready(items: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(item.node if isinstance(item, Part) else item for item in items)


def _checked(part: Part, field: Field, value: Any) -> Any:
    if _fits(field, value):
        return value
    shown = repr(value)
    expected = " or ".join(field.choices) if field.choices else field.shape
    raise InvalidValueError("document", shown[:60], f"{expected} at {part.place}.{field.name}")


def _fits(field: Field, value: Any) -> bool:
    match field.shape:
        case _ if value is None:
            return field.optional
        case "text":
            return isinstance(value, str)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "flag":
            return isinstance(value, bool)
        case "choice":
            return value in field.choices
        case "texts":
            return all(isinstance(item, str) for item in value)
        case "choices":
            return all(item in field.choices for item in value)
        case _:
            return False
