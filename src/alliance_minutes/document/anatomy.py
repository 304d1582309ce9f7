"""The anatomy of the document model: which class has which fields, and what stands in them.

The wire form, the XML renderer, its parser and both schemas are driven from these tables, so that a field that is
added to a node class cannot be forgotten in any of them. Nothing here recurses over a document: any depth is safe.
"""

from __future__ import annotations

import types
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, frozen, has

from alliance_minutes.document.blocks import Block
from alliance_minutes.document.inlines import Inline
from alliance_minutes.document.model import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape: TypeAlias = Literal[
    "text", "number", "flag", "choice", "choices", "texts", "node", "nodes", "inlines", "cells", "blocks"
]

BLOCKS: tuple[type, ...] = get_args(Block)
INLINES: tuple[type, ...] = get_args(Inline)
TAGGED: Mapping[str, type] = {cls.__name__: cls for cls in (*BLOCKS, *INLINES)}
"""The classes whose name is written with them, because another class could stand in their place."""


@frozen(kw_only=True)
class Field:
    """A field of a node class.

    Attributes:
        name: as in the class.
        shape: ``text``, ``number``, ``flag``, ``choice`` and ``node`` are one value; ``choices``, ``texts`` and
            ``nodes`` several; ``inlines`` is a line of inlines, ``cells`` several such lines, ``blocks`` blocks.
        optional: ``None`` may stand in it.
        default: its default; ``attrs.NOTHING`` where a value must be given.
        choices: the values of a ``choice`` or of ``choices``.
        cls: the class of a ``node`` or of ``nodes``.
    """

    name: str
    shape: Shape
    optional: bool
    default: Any
    choices: tuple[str, ...] = ()
    cls: type | None = None

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is NOTHING

    def is_default(self, value: object) -> bool:
        """Whether the value is the one that the class would fill in itself."""
        if value is self.default:
            return True
        if self.default is NOTHING:
            return False
        if isinstance(value, tuple):
            return not value and self.default == ()
        return type(value) is type(self.default) and value == self.default


@cache
def anatomy(cls: type) -> tuple[Field, ...]:
    """The fields of a node class, in the order of the class.

    Raises:
        TypeError: a field with a type that no table foresees; whoever adds one must say here how it is written.
    """
    hints = get_type_hints(cls)
    return tuple(
        _field(cls, attribute.name, hints[attribute.name], attribute.default) for attribute in fields(cls)
    )


@cache
def node_classes() -> tuple[type, ...]:
    """Every class that can occur in a document, the document first, each after the one that first names it."""
    found: dict[type, None] = {Document: None}
    open_classes: list[type] = [Document, *BLOCKS, *INLINES]
    while open_classes:
        cls = open_classes.pop(0)
        found.setdefault(cls)
        open_classes.extend(f.cls for f in anatomy(cls) if f.cls is not None and f.cls not in found)
    return tuple(found)


def _field(cls: type, name: str, hint: Any, default: Any) -> Field:
    optional = False
    if hint not in (Inline, Block) and get_origin(hint) in (Union, types.UnionType):
        members = [member for member in get_args(hint) if member is not type(None)]
        optional = len(members) < len(get_args(hint))
        if len(members) == 1:
            hint = members[0]
    shape, choices, node = _shape(hint)
    if shape is None:
        raise TypeError(f"{cls.__name__}.{name}: the anatomy knows no type {hint!r}")
    return Field(name=name, shape=shape, optional=optional, default=default, choices=choices, cls=node)


def _shape(hint: Any) -> tuple[Shape | None, tuple[str, ...], type | None]:
    plain: dict[Any, Shape] = {str: "text", int: "number", bool: "flag"}
    if hint in plain:
        return plain[hint], (), None
    if get_origin(hint) is Literal:
        return "choice", get_args(hint), None
    if isinstance(hint, type) and has(hint):
        return "node", (), hint
    if get_origin(hint) is tuple and get_args(hint)[1:] == (...,):
        return _shape_of_several(get_args(hint)[0])
    return None, (), None


def _shape_of_several(item: Any) -> tuple[Shape | None, tuple[str, ...], type | None]:
    if item == Inline:
        return "inlines", (), None
    if item == Block:
        return "blocks", (), None
    shape, choices, node = _shape(item)
    several: dict[Shape | None, Shape] = {
        "text": "texts",
        "choice": "choices",
        "node": "nodes",
        "inlines": "cells",
    }
    return several.get(shape), choices, node
