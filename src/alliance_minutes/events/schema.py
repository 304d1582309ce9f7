"""JSON Schema (draft 2020-12) of every event version, generated from the classes.

``python -m alliance_minutes.events.schema [folder]`` writes them, one file for each type.
"""

from __future__ import annotations

import datetime as dt
import inspect
import json
import os
import re
import sys
import types
import typing
from typing import Any, Literal, get_args, get_origin

import attrs

from alliance_minutes.events import EVENT_TYPES, Event
from alliance_minutes.events.fields import is_words, resolved
from alliance_minutes.values import PartialDate

_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?|XXXX-\d{2}(-\d{2})?)$"
_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"
_MAX_INT = 2**53 - 1
_MARKUP = re.compile(r":\w+:`([^`]*)`|``([^`]*)``")


def _run(title: str, required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


_WORDS = {"$ref": "#/$defs/words"}
_TEXT = {"type": "string"}
_DEFS: dict[str, Any] = {
    "words": {
        "title": "What was said: runs in reading order.",
        "type": "array",
        "items": {
            "oneOf": [
                {"title": "Plain text.", "type": "string"},
                _run("Runs that are stressed.", {"em": _WORDS}),
                _run("Runs that are strongly stressed.", {"strong": _WORDS}),
                _run("Runs that lead to a web page or mail address.", {"link": _TEXT, "words": _WORDS}),
                _run("A party named in the text, by its id or as shown.", {"party": _TEXT}, **{"as": _TEXT}),
                _run("Runs that are kept from the public on a ground.", {"closed": _TEXT, "words": _WORDS}),
                _run("Where words stood that were erased for good.", {"erased": {"const": True}}),
            ]
        },
    }
}


def schema(event_type: type[Event]) -> dict[str, Any]:
    """The schema of one event type: of the JSON that :func:`alliance_minutes.events.wire.to_json` gives."""
    made = _object(event_type)
    defs = {"$defs": _DEFS} if '"#/$defs/words"' in json.dumps(made) else {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{event_type.TYPE}.json",
        **made,
        **defs,
    }


def _object(cls: type) -> dict[str, Any]:
    described = _descriptions(cls)
    properties = {}
    for a in resolved(cls):
        one = _of(a.type)
        if a.name in described:
            one["description"] = described[a.name]
        if a.metadata.get("clear"):
            one["$comment"] = "stands in clear in the entry"
        properties[a.name] = one
    return {
        "title": _MARKUP.sub(r"\1\2", (inspect.getdoc(cls) or cls.__name__).split("\n", 1)[0]),
        "type": "object",
        "properties": properties,
        "required": [a.name for a in resolved(cls) if a.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _of(hint: Any) -> dict[str, Any]:
    if is_words(hint):
        return dict(_WORDS)
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0])}
    if get_origin(hint) in {typing.Union, types.UnionType}:
        kinds = [_of(part) for part in get_args(hint) if part is not type(None)]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    plain: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer", "minimum": -_MAX_INT, "maximum": _MAX_INT},
        dt.time: {"type": "string", "pattern": _TIME},
        PartialDate: {"type": "string", "pattern": _DATE},
        Event: {"type": "object", "properties": {"type": {"enum": list(EVENT_TYPES)}}, "required": ["type"]},
    }
    return plain[hint] if hint in plain else _object(hint)


def _descriptions(cls: type) -> dict[str, str]:
    """What the docstrings of a class and its bases say of its attributes."""
    described: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        _, _, attributes = (inspect.cleandoc(base.__doc__ or "")).partition("\nAttributes:\n")
        names: list[str] = []
        for line in attributes.splitlines():
            if line.startswith("    ") and not line.startswith("     ") and ":" in line:
                given, _, text = line.strip().partition(": ")
                names = given.split(", ")
                described |= dict.fromkeys(names, text)
            elif line.startswith("     "):
                described |= {name: f"{described[name]} {line.strip()}" for name in names}
    return {name: _MARKUP.sub(r"\1\2", text) for name, text in described.items()}


def text_of(event_type: type[Event]) -> str:
    """The schema file of one event type."""
    return json.dumps(schema(event_type), indent=2, ensure_ascii=False) + "\n"


def write(folder: str) -> None:
    """Write the schema of every event type into a folder."""
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the events know no paths, see the import contracts
    for name, event_type in EVENT_TYPES.items():
        with open(f"{folder}/{name}.json", "w", encoding="utf-8") as file:  # noqa: PTH123 - as above
            file.write(text_of(event_type))


if __name__ == "__main__":
    write(sys.argv[1] if len(sys.argv) > 1 else "schemas/events")
