"""The stored samples: entries of every released event version, which must be readable for ever."""

from __future__ import annotations

import json

import orjson
import pytest
import rfc8785

from alliance_minutes.events import EVENT_TYPES, clear_fields
from alliance_minutes.events.wire import to_json
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.store.opening import read_row


def sample(root, type_name: str) -> tuple[dict, bytes, bytes]:
    stored = json.loads((root / f"tests/samples/events/{type_name}.json").read_text("utf-8"))
    return stored, stored["entry"].encode(), "\n".join(stored["disclosures"]).encode()


def test_every_event_version_has_a_sample(root):
    """Where one is missing: python tests/samples/make_events.py. No sample is ever changed or removed."""
    assert {path.stem for path in (root / "tests/samples/events").glob("*.json")} >= set(EVENT_TYPES)


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_a_stored_entry_is_read_as_it_was_meant(root, type_name: str):
    stored, entry, vault = sample(root, type_name)
    recorded = read_row("sample", (1, "voorbeeld", 1, type_name, entry, vault))
    assert type_name == recorded.event.TYPE
    assert to_json(recorded.event) == stored["event"]
    assert recorded.erased == ()
    assert leaf_hash(entry).hex() == stored["leaf"]


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_a_stored_entry_is_canonical_and_holds_nothing_but_clear_fields(root, type_name: str):
    _, entry, _ = sample(root, type_name)
    assert rfc8785.dumps(json.loads(entry)) == entry
    assert set(orjson.loads(entry)["event"]) <= clear_fields(EVENT_TYPES[type_name])


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_a_stored_entry_without_its_disclosures_still_gives_an_event(root, type_name: str):
    _, entry, _ = sample(root, type_name)
    recorded = read_row("sample", (1, "voorbeeld", 1, type_name, entry, b""))
    assert type_name == recorded.event.TYPE
    assert len(recorded.erased) >= 1
