"""The document on the entry format: its test vectors, recomputed from the document and by what it says alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
import rfc8785

from alliance_minutes.events import BookFounded, EntryCorrected, ItemDiscussed, MeetingClosed
from alliance_minutes.ledger import Frontier, leaf_hash, root_of
from alliance_minutes.store.opening import read_row
from alliance_minutes.store.recorders.sqlite import TABLES
from alliance_minutes.values import Closed


@pytest.fixture(scope="module")
def document(root) -> str:
    return (root / "docs/reference/entry-format.md").read_text("utf-8")


@pytest.fixture(scope="module")
def blocks(document) -> dict[str, str]:
    return dict(
        re.findall(r"^```(?:json|text) ([a-z]+(?: \d)?)\n(.*?)\n```$", document, re.MULTILINE | re.DOTALL)
    )


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def entries(blocks) -> list[bytes]:
    return [blocks[f"entry {number}"].encode() for number in range(6)]


def all_digests(value) -> list[str]:
    if isinstance(value, list):
        return [one for inner in value for one in all_digests(inner)]
    if isinstance(value, dict):
        return value.get("_sd", []) + [
            one for inner in value.values() if inner is not value.get("_sd") for one in all_digests(inner)
        ]
    return []


def test_the_entries_are_canonical(blocks):
    for entry in entries(blocks):
        assert rfc8785.dumps(json.loads(entry)) == entry


def test_the_digests_are_those_of_the_disclosures(blocks):
    """And each of them stands in its entry or in another disclosure of it."""
    for number, entry in enumerate(entries(blocks)):
        lines = blocks[f"disclosures {number}"].split("\n")
        digests = [base64url(hashlib.sha256(base64url(line.encode()).encode()).digest()) for line in lines]
        assert digests == blocks[f"digests {number}"].split("\n")
        named = all_digests(json.loads(entry)) + [
            one for line in lines for one in all_digests(json.loads(line))
        ]
        assert sorted(named) == sorted(digests)


def test_the_leaves_and_roots_are_those_of_the_entries(blocks):
    leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in entries(blocks)]
    assert [leaf.hex() for leaf in leaves] == [blocks[f"leaf {number}"] for number in range(6)]
    assert leaves == [leaf_hash(entry) for entry in entries(blocks)]
    roots = [f"{size} {root_of(leaves[:size]).hex()}" for size in range(7)]
    assert roots == blocks["roots"].split("\n")
    frontier = Frontier()
    subtrees = sorted(subtree for leaf in leaves for subtree in frontier.append(leaf))
    assert [f"{level} {index} {found.hex()}" for level, index, found in subtrees] == blocks["subtrees"].split(
        "\n"
    )


def test_the_vectors_are_read_as_events(blocks):
    events = []
    for number, entry in enumerate(entries(blocks)):
        envelope = json.loads(entry)
        columns = (number, envelope["stream"], envelope["version"], envelope["type"])
        events.append(read_row("vectors", (*columns, entry, blocks[f"disclosures {number}"].encode())).event)
    assert events[0] == BookFounded(origin="buurt.example/notulen")
    assert events[2] == ItemDiscussed(
        text=("De aannemer vraagt ", Closed(("€ 12.500",), "commercial"), " voor het dak.")
    )
    assert events[4] == EntryCorrected(
        target=2,
        instead=ItemDiscussed(text=("De aannemer vraagt te veel.",)),
        reason=("Zo was het niet gezegd.",),
    )
    assert events[5] == MeetingClosed()


def test_the_tables_are_those_of_the_document(document):
    statements = [" ".join(statement.split()) for statement in TABLES[:-1]]
    made = dict(re.findall(r"CREATE TABLE (\w+) \( ?(.*)\)", "\n".join(statements)))
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", document.partition("## Tables")[2], re.MULTILINE))
    del told["stored_events"]
    assert set(told) == set(made)
    for table, columns in made.items():
        names = re.findall(r"(?:^|, )([a-z_]+) (?:INTEGER|TEXT|BLOB)", columns)
        assert set(re.findall(r"`(\w+)`", told[table])) == set(names)
