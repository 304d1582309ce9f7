"""The wire form of a document: JSON, its canonical bytes, and the digest that every colophon prints.

A node is an object of its fields; a field that has its default is left out, so that a field added later leaves the
digest of older documents as it was. A block or an inline names its class under ``node``; plain text is a bare string.
The bytes follow RFC 8785 (JSON Canonicalization Scheme): keys sorted, no blanks. They are written without recursion,
because a document may nest as deep as somebody likes; that, and the price of importing it on every render, is why no
general converter does this. ``schemas/document.json`` describes the form.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from alliance_minutes.document.anatomy import BLOCKS, INLINES, TAGGED, anatomy
from alliance_minutes.document.build import Part, build
from alliance_minutes.document.inlines import Text
from alliance_minutes.document.model import Document
from alliance_minutes.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alliance_minutes.document.anatomy import Field

TAG = "node"

_CONSTANTS = {None: "null", True: "true", False: "false"}
_quote = json.encoder.encode_basestring


def digest(document: Document) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(dump(document)).hexdigest()


def dump(document: Document) -> bytes:
    """The canonical bytes of the document (RFC 8785).

    A lone surrogate, which no recorded text can hold, is written as its JSON escape.
    """
    written: list[str] = []
    pending = [_object(document, written.append)]
    while pending:
        below = next(pending[-1], None)
        if below is None:
            pending.pop()
        else:
            pending.append(_object(below, written.append))
    return "".join(written).encode("utf-8", "backslashreplace")


def load(content: bytes | str) -> Document:
    """The document of its wire form, canonical or not.

    Raises:
        InvalidValueError: it is no JSON, or does not hold a document; the message names the place.
    """
    import orjson  # noqa: PLC0415 - rendering only writes

    try:
        given = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise InvalidValueError("document", _excerpt(content), f"JSON ({error})") from error
    root = Part(cls=Document, place="document")
    pending: list[tuple[Part, Any]] = [(root, given)]
    parts: list[Part] = []
    while pending:
        part, raw = pending.pop()
        parts.append(part)
        pending.extend(_read(part, raw))
    built = build(parts)
    if not isinstance(built, Document):  # pragma: no cover - the root part is a Document
        raise TypeError(built)
    return built


@cache
def _keys(cls: type) -> tuple[tuple[str, Field | None], ...]:
    """The keys of an object in order, with their fields; no field stands for the name of the class."""
    keys: dict[str, Field | None] = {field.name: field for field in anatomy(cls)}
    if cls.__name__ in TAGGED:
        keys[TAG] = None
    return tuple(sorted(keys.items()))


def _object(node: Any, write: Callable[[str], object]) -> Iterator[Any]:
    """Write an object; yield each node in it at the place where it is to be written."""
    cls: type = type(node)
    mark = "{"
    for key, field in _keys(cls):
        if field is None:
            write(f'{mark}"{key}":"{cls.__name__}"')
        else:
            value = getattr(node, key)
            if field.is_default(value):
                continue
            write(f'{mark}"{key}":')
            if isinstance(value, tuple):
                yield from _several(value, write)
            elif not _write_leaf(value, write):
                yield value
        mark = ","
    write("{}" if mark == "{" else "}")


def _several(values: tuple[Any, ...], write: Callable[[str], object]) -> Iterator[Any]:
    write("[")
    for place, item in enumerate(values):
        if place:
            write(",")
        if isinstance(item, tuple):
            yield from _several(item, write)
        elif not _write_leaf(item, write):
            yield item
    write("]")


def _write_leaf(value: Any, write: Callable[[str], object]) -> bool:
    """Write a value that nothing is below; whether it was one."""
    if isinstance(value, str):
        write(_quote(value))
    elif isinstance(value, Text):
        write(_quote(value.text))
    elif value is None or isinstance(value, bool):
        write(_CONSTANTS[value])
    elif isinstance(value, int):
        write(str(value))
    else:
        return False
    return True


def _read(part: Part, raw: Any) -> Iterator[tuple[Part, Any]]:
    """Fill the part from its object; yield the parts below it, each with its own."""
    if not isinstance(raw, dict):
        raise InvalidValueError("document", _excerpt(raw), f"an object at {part.place}")
    known = {key for key, _ in _keys(part.cls)}
    for key in raw:
        if key not in known:
            raise InvalidValueError("document", key, f"one of {', '.join(sorted(known))} at {part.place}")
    if TAG in known and raw.get(TAG) != part.cls.__name__:
        raise InvalidValueError("document", _excerpt(raw.get(TAG)), f"{part.cls.__name__} at {part.place}")
    for field in anatomy(part.cls):
        if field.name in raw:
            yield from _read_field(part, field, raw[field.name])


def _read_field(part: Part, field: Field, raw: Any) -> Iterator[tuple[Part, Any]]:
    place = f"{part.place}.{field.name}"
    match field.shape:
        case "text" | "number" | "flag" | "choice":
            part.values[field.name] = raw
        case "texts" | "choices":
            part.values[field.name] = tuple(_array(raw, place))
        case "node":
            if raw is None:
                part.values[field.name] = None
                return
            child = Part(cls=field.cls or Document, place=place)
            part.one[field.name] = child
            yield child, raw
        case "nodes" | "inlines" | "blocks":
            yield from _read_nodes(part.several.setdefault(field.name, []), field, raw, place)
        case "cells":
            lines = part.cells.setdefault(field.name, [])
            for line in _array(raw, place):
                lines.append([])
                yield from _read_nodes(lines[-1], field, line, place)


def _read_nodes(into: list[Any], field: Field, raw: Any, place: str) -> Iterator[tuple[Part, Any]]:
    allowed = BLOCKS if field.shape == "blocks" else INLINES
    for number, item in enumerate(_array(raw, place)):
        here = f"{place}[{number}]"
        if isinstance(item, str) and field.shape in ("inlines", "cells"):
            into.append(Text(item))
            continue
        cls = field.cls
        if cls is None:
            name = item.get(TAG) if isinstance(item, dict) else None
            cls = next((known for known in allowed if known.__name__ == name and known is not Text), None)
            if cls is None:
                raise InvalidValueError(
                    "document", _excerpt(item), f"a {field.shape.rstrip('s')} node at {here}"
                )
        child = Part(cls=cls, place=here)
        into.append(child)
        yield child, item


def _array(raw: Any, place: str) -> list[Any]:
    if not isinstance(raw, list):
        raise InvalidValueError("document", _excerpt(raw), f"an array at {place}")
    return raw


def _excerpt(value: object) -> str:
    shown = value if isinstance(value, str) else repr(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"
