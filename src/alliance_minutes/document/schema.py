"""The JSON Schema (draft 2020-12) of a document's wire form, written from the node classes.

``python -m alliance_minutes.document.schema`` prints it; ``schemas/document.json`` is what it printed last.
"""

from __future__ import annotations

import inspect
import json
import sys
from typing import TYPE_CHECKING, Any

from alliance_minutes.document.anatomy import BLOCKS, INLINES, TAGGED, anatomy, node_classes
from alliance_minutes.document.inlines import Text
from alliance_minutes.document.model import SCHEMA_VERSION, Document
from alliance_minutes.document.wire import TAG

if TYPE_CHECKING:
    from alliance_minutes.document.anatomy import Field


def json_schema() -> dict[str, Any]:
    """The schema; a field with a default may be left out, and then has it."""
    definitions = {cls.__name__: _node(cls) for cls in node_classes() if cls not in (Text, Document)}
    definitions["Block"] = _one_of(BLOCKS)
    definitions["Inline"] = {
        "description": "Plain text is a string; blanks and line ends count.",
        "if": {"type": "string"},
        "else": _one_of(tuple(cls for cls in INLINES if cls is not Text)),
    }
    definitions["Line"] = {"type": "array", "items": _ref("Inline")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:alliance-minutes:document:{SCHEMA_VERSION}",
        "title": "Document",
        **_node(Document),
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as it is committed."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _node(cls: type) -> dict[str, Any]:
    properties: dict[str, Any] = {field.name: _field(field) for field in anatomy(cls)}
    required = [field.name for field in anatomy(cls) if field.required]
    if cls.__name__ in TAGGED:
        properties = {TAG: {"const": cls.__name__}, **properties}
        required = [TAG, *required]
    return {
        "description": " ".join(
            inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("``", "").split()
        ),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, Any]:
    name = field.cls.__name__ if field.cls else ""
    shapes: dict[str, dict[str, Any]] = {
        "text": {"type": "string"},
        "number": {"type": "integer"},
        "flag": {"type": "boolean"},
        "choice": {"enum": list(field.choices)},
        "choices": {"type": "array", "items": {"enum": list(field.choices)}},
        "texts": {"type": "array", "items": {"type": "string"}},
        "node": _ref(name),
        "nodes": {"type": "array", "items": _ref(name)},
        "inlines": _ref("Line"),
        "cells": {"type": "array", "items": _ref("Line")},
        "blocks": {"type": "array", "items": _ref("Block")},
    }
    shape = shapes[field.shape]
    shown = {"oneOf": [shape, {"type": "null"}]} if field.optional else shape
    if field.required or field.default is None:
        return shown
    return {**shown, "default": list(field.default) if isinstance(field.default, tuple) else field.default}


def _one_of(classes: tuple[type, ...]) -> dict[str, Any]:
    """One of the classes, told by its name, so that a validator need not try them all."""
    names = [cls.__name__ for cls in classes]
    return {
        "type": "object",
        "properties": {TAG: {"enum": names}},
        "required": [TAG],
        "allOf": [
            {"if": {"properties": {TAG: {"const": name}}, "required": [TAG]}, "then": _ref(name)}
            for name in names
        ],
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    sys.stdout.write(text())
