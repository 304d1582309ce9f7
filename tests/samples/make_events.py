"""Make a sample of each event type that has none yet, as a book records it.

    python tests/samples/make_events.py

A sample that exists is never made again: it stands for the entries of that type in the books of this world, and must
be readable for ever.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import tempfile
import types
import typing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from alliance_minutes.events import EVENT_TYPES, Event, ItemDiscussed
from alliance_minutes.events.fields import is_words, resolved
from alliance_minutes.events.wire import to_json
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.store import Save, Store
from alliance_minutes.values import Closed, Emphasis, Link, Mention, PartialDate, Strong

if typing.TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "events"
WORDS = (
    "Het dak lekt bij ",
    Mention("00000000000000000000000000000b0b", "de wethouder"),
    ", en ",
    Emphasis(("dat is ", Strong(("dringend",)))),
    "; zie ",
    Link(("de offerte",), "https://voorbeeld.example/offerte"),
    " van ",
    Closed(("€ 12.500 (", Closed(("aannemer",), "commercial"), ")"), "5.1.2b"),
    ".",
)


def _value(name: str, hint: Any) -> Any:
    if is_words(hint):
        return WORDS
    if get_origin(hint) is Literal:
        return get_args(hint)[-1]
    if get_origin(hint) is tuple:
        return (_value(name, get_args(hint)[0]),)
    if get_origin(hint) in {typing.Union, types.UnionType}:
        return _value(name, next(part for part in get_args(hint) if part is not type(None)))
    if hint is Event:
        return ItemDiscussed(item=2, text=WORDS, speaker="00000000000000000000000000000a11")
    plain = {
        str: f"{name} «voorbeeld»",
        bool: False,
        int: 7,
        PartialDate: PartialDate(None, 6, 30),
        dt.time: dt.time(19, 30),
    }
    return plain[hint] if hint in plain else _full(hint)


def _full(cls: type) -> Any:
    """An instance with every field set."""
    return cls(**{a.name: _value(a.name, a.type) for a in resolved(cls)})


def _counting() -> Callable[[int], bytes]:
    """Salts that are the numbers 1, 2, 3 …"""
    salts = itertools.count(1)
    return lambda size: next(salts).to_bytes(size, "big")


def make() -> None:
    """Write the samples that are missing."""
    FOLDER.mkdir(exist_ok=True)
    for type_name, cls in EVENT_TYPES.items():
        target = FOLDER / f"{type_name}.json"
        if target.exists():
            continue
        with (
            tempfile.TemporaryDirectory() as folder,
            Store.open(
                Path(folder) / "minutes.db",
                origin="voorbeeld.example/notulen",
                now=lambda: dt.datetime(2025, 7, 1, 12, 0, tzinfo=dt.UTC),
                randomness=_counting(),
            ) as store,
        ):
            event = _full(cls)
            (recorded,) = store.append(
                [Save("voorbeeld", (event,))],
                command_id="0000000000000000000000000000c0de",
                recorded_by="0000000000000000000000000000ec1e",
            )
            (row,) = store.entries(recorded.position - 1)
        sample = {
            "entry": row[4].decode(),
            "disclosures": row[5].decode().split("\n"),
            "leaf": leaf_hash(row[4]).hex(),
            "event": to_json(event),
        }
        target.write_text(json.dumps(sample, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()
