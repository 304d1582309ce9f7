"""What is composed of one fixed record, as digests: those of each version are stored, and never changed once it is out.

    python -m tests.compose.composed

stores what the version makes that COMPOSER_VERSION names now.
"""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import attrs

from alliance_minutes.compose import compose
from alliance_minutes.compose.ledger import COMPOSER_VERSION
from alliance_minutes.events import EVENT_TYPES, PartyIntroduced, Recorded
from alliance_minutes.meeting import fold
from alliance_minutes.parties import Parties
from alliance_minutes.store.opening import read_row

STORED = Path(__file__).parent / "composed.json"
SAMPLES = Path(__file__).parents[1] / "samples" / "events"
BEFORE = (
    "meeting-convened.v1",
    "item-discussed.v1",
    "decision-taken.v1",
    "action-agreed.v1",
    "question-asked.v1",
    "proposal-made.v1",
    "item-opened.v1",
)
"""What stands before each event: the samples name version 7 as their item, target and what they rest on."""

TYPES = sorted(
    set(EVENT_TYPES) - {"meeting-convened.v1", "book-founded.v1", "body-described.v1", "parties-merged.v1"}
)
TYPES = [name for name in TYPES if not name.startswith("party-")]


def recorded(name: str, version: int) -> Recorded:
    """The stored sample of an event type, which never changes, as an entry of a meeting."""
    stored = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    row = (
        1,
        "voorbeeld",
        1,
        name,
        stored["entry"].encode(),
        "\n".join(stored["disclosures"]).encode(),
    )
    return attrs.evolve(read_row("sample", row), version=version, position=version)


def plain(value: Any) -> Any:
    """A document as JSON; what is as it is by default is left out, so that a new field changes nothing by itself."""
    if attrs.has(type(value)):
        told = {
            one.name: plain(getattr(value, one.name))
            for one in attrs.fields(type(value))
            if getattr(value, one.name) != one.default
        }
        return {"": type(value).__name__, **told}
    return [plain(one) for one in value] if isinstance(value, (tuple, list)) else repr(value)


def composed(name: str) -> str:
    """The digest of all documents of a meeting with an event of this type, by edition, language and place of the lists."""
    minutes = fold("voorbeeld", [recorded(one, version) for version, one in enumerate((*BEFORE, name), 1)])
    parties = Parties(
        PartyIntroduced(party=f"{0xB0B:032x}", kind="person", name=one) for one in ("Bram Ellery",)
    )
    documents = [
        plain(
            compose(
                minutes,
                parties=parties,
                body=None,
                origin="voorbeeld.example/notulen",
                edition=edition,
                language=language,
                lists=lists,
            )
        )
        for edition, language, lists in product(("internal", "public"), ("nl", "en"), ("head", "end"))
    ]
    return sha256(json.dumps(documents, sort_keys=True).encode()).hexdigest()


def stored() -> dict[str, dict[str, str]]:
    """What each version made."""
    return json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}


def store() -> None:
    """Store what this version makes."""
    found = stored() | {COMPOSER_VERSION: {name: composed(name) for name in TYPES}}
    STORED.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    store()
