"""Proofs of a book, made with it and checked without it."""

from __future__ import annotations

import json
import sqlite3

import pytest
from attrs import evolve

from alliance_minutes.audit.proofs.keys import KeyFile
from alliance_minutes.audit.proofs.verifying import (
    Trust,
    kind_of,
    verify_checkpoint,
    verify_entry,
    verify_growth,
)
from alliance_minutes.book import MinuteBook
from alliance_minutes.errors import (
    DamagedBookError,
    InvalidValueError,
    NoteError,
    ProofError,
    UnknownMeetingError,
)
from alliance_minutes.ledger import leaf_hash, node_hash
from alliance_minutes.ledger.checkpoints import Checkpoint, ConsistencyProof, InclusionProof, read_checkpoint
from alliance_minutes.ledger.notes import Note
from alliance_minutes.store.entries import digest, strike
from alliance_minutes.values import Closed

MEETING = "Garden Committee/2026-03-05"
SAID = "The keeper asked for more hours."
CLOSED = "His wife is ill."


@pytest.fixture
def path(tmp_path):
    return tmp_path / "minutes.db"


@pytest.fixture
def book(path):
    """A book with an entry that says something open and something closed, and some before and after it."""
    with MinuteBook.open(path, origin="example.org/notulen") as opened:
        meeting = opened.convene(body="Garden Committee", held_on="2026-03-05", by="Bram Ellery")
        meeting.discuss((SAID, " ", Closed((CLOSED,), "personnel")), speaker="Agnes Thorburn")
        for text in "abcdefg":
            meeting.discuss(text)
        yield opened


@pytest.fixture
def position(book):
    """Where the entry stands that says something."""
    return book.trail.position(MEETING, 2)


@pytest.fixture
def key(tmp_path):
    return KeyFile.make("example.org/notulen", tmp_path / "a.key")


def test_every_entry_of_a_book_is_proven_under_every_checkpoint_that_has_it(book, key):
    meeting = book.meeting(MEETING)
    for text in "hij":
        book.trail.checkpoint([key])
        meeting.discuss(text)
    trust = Trust(keys=(key.key,))
    for entry in book.log():
        for kept in book.trail.checkpoints():
            if kept.size <= entry.position:
                continue
            proven = book.trail.prove(entry.position, size=kept.size)
            read = InclusionProof.parse(bytes(proven.proof))
            found = verify_entry(read, proven.entry, proven.disclosures, trust=trust)
            assert (found.checkpoint, found.signers) == (kept.checkpoint, (key.key.name,))
            assert found.position == entry.position
            assert (found.envelope["stream"], found.envelope["version"]) == (entry.stream, entry.version)


def test_a_proof_leads_to_the_newest_checkpoint_that_is_kept(book, position, key):
    book.trail.checkpoint([key])
    book.meeting(MEETING).discuss("More.")
    newest = book.trail.checkpoint([key])
    book.meeting(MEETING).discuss("And more.")
    assert book.trail.prove(position).proof.checkpoint == newest.checkpoint


def test_where_no_checkpoint_has_the_entry_it_leads_to_the_book_as_it_is_now(book, key):
    book.trail.checkpoint([key])
    book.meeting(MEETING).discuss("More.")
    head = book.store.head()
    proof = book.trail.prove(head.size - 1).proof
    assert proof.checkpoint == Checkpoint("example.org/notulen", head.size, head.root)
    assert proof.note.signatures == ()


def test_nothing_is_disclosed_by_default(book, position):
    proven = book.trail.prove(position)
    assert (proven.disclosures, proven.fields) == ((), ())
    found = verify_entry(proven.proof, proven.entry, trust=Trust(root=book.store.head().root))
    assert (found.disclosed, len(found.withheld)) == ((), 3)


def test_a_chosen_field_is_disclosed_and_what_is_closed_in_it_is_not(book, position):
    proven = book.trail.prove(position, disclose=["text"])
    assert proven.fields == ("text",)
    everything = b"".join((bytes(proven.proof), proven.entry, *proven.disclosures))
    assert SAID.encode() in everything
    assert CLOSED.encode() not in everything
    found = verify_entry(
        proven.proof, proven.entry, proven.disclosures, trust=Trust(root=book.store.head().root)
    )
    ((field, value),) = found.disclosed
    assert (field, value[0], value[-1]["closed"]) == ("text", SAID + " ", "personnel")
    assert value[-1]["_sd"][0] in found.withheld


def test_all_that_is_open_is_disclosed_on_request(book, position):
    proven = book.trail.prove(position, disclose_open=True)
    assert sorted(proven.fields) == ["speaker", "text"]
    assert CLOSED.encode() not in b"".join(proven.disclosures)


def test_what_was_erased_is_told_where_it_is_asked_for(book, path, position):
    book.close()
    with sqlite3.connect(path) as connection:
        (vault,) = connection.execute(
            "SELECT disclosures FROM vault WHERE position = ?", (position,)
        ).fetchone()
        gone = next(digest(line) for line in vault.split(b"\n") if b'"speaker"' in line)
        connection.execute(
            "UPDATE vault SET disclosures = ? WHERE position = ?", (strike(vault, [gone]), position)
        )
    connection.close()
    with MinuteBook.open(path, read_only=True) as evidence:
        with pytest.raises(InvalidValueError, match=r"one of: recorded_by, text \(erased: speaker\)"):
            evidence.trail.prove(position, disclose=["speaker"])
        proven = evidence.trail.prove(position, disclose_all=True)
        assert sorted(proven.fields) == ["recorded_by", "text", "words"]
        found = verify_entry(
            proven.proof, proven.entry, proven.disclosures, trust=Trust(root=evidence.store.head().root)
        )
        assert found.withheld == (gone,)


def test_what_is_closed_is_disclosed_only_where_all_is(book, position):
    proven = book.trail.prove(position, disclose_all=True)
    assert sorted(proven.fields) == ["recorded_by", "speaker", "text", "words"]
    found = verify_entry(
        proven.proof, proven.entry, proven.disclosures, trust=Trust(root=book.store.head().root)
    )
    assert found.withheld == ()
    assert ("words", [CLOSED]) in found.disclosed


def test_a_field_of_an_item_that_is_closed_is_not_disclosed_by_its_name(book):
    item = book.meeting(MEETING).item("The hours of the keeper", closed="personnel")
    item.discuss("He is to have two more.")
    newest = book.store.head().size - 1
    with pytest.raises(InvalidValueError, match="field that is open"):
        book.trail.prove(newest, disclose=["text"])
    assert book.trail.prove(newest, disclose_open=True).fields == ()
    assert "text" in book.trail.prove(newest, disclose_all=True).fields


def test_a_field_that_the_entry_has_not_is_told_with_those_that_it_has(book, position):
    with pytest.raises(InvalidValueError, match="expected one of: recorded_by, speaker, text"):
        book.trail.prove(position, disclose=["txet"])


@pytest.mark.parametrize("place", [-1, 1000, 2**70])
def test_an_entry_that_is_not_there_has_no_proof(place: int, book):
    with pytest.raises(InvalidValueError, match="position in this book"):
        book.trail.prove(place)


def test_a_version_that_is_not_there_has_no_position(book):
    with pytest.raises(InvalidValueError, match="expected 1 to 9"):
        book.trail.position(MEETING, 10)
    with pytest.raises(InvalidValueError, match="expected 1 to 9"):
        book.trail.position(MEETING, 0)
    with pytest.raises(UnknownMeetingError):
        book.trail.position("Garden Committee/2026-03-06", 1)


def test_a_proof_is_asked_for_under_a_checkpoint_that_has_the_entry(book):
    kept = book.trail.checkpoint()
    book.meeting(MEETING).discuss("More.")
    with pytest.raises(InvalidValueError, match=f"one above {kept.size}"):
        book.trail.prove(kept.size, size=kept.size)
    with pytest.raises(InvalidValueError, match="that this book keeps"):
        book.trail.prove(0, size=kept.size - 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = x'00' WHERE originator_version = 2 AND topic = 'item-discussed.v1'",
        "DELETE FROM stored_events WHERE originator_version = 2 AND topic = 'item-discussed.v1'",
        "UPDATE subtree SET hash = zeroblob(32)",
        "DELETE FROM subtree",
        "UPDATE subtree SET hash = 'text'",
    ],
)
def test_a_book_that_does_not_hold_what_its_ledger_says_proves_nothing(statement: str, book, path, position):
    book.close()
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    with MinuteBook.open(path, read_only=True) as evidence, pytest.raises(DamagedBookError):
        evidence.trail.prove(position)


def test_proofs_are_made_without_writing_a_byte(book, path, position):
    book.trail.checkpoint()
    book.close()
    before = path.read_bytes()
    with MinuteBook.open(path, read_only=True) as evidence:
        evidence.trail.prove(position, disclose_all=True)
        evidence.trail.prove_since(bytes(evidence.trail.checkpoints()[0]))
    assert path.read_bytes() == before


def test_growth_is_proven_between_any_two_checkpoints(book, key):
    meeting = book.meeting(MEETING)
    for text in "hijkl":
        book.trail.checkpoint([key])
        meeting.discuss(text)
    kept = book.trail.checkpoints()
    for earlier in kept:
        for later in kept[kept.index(earlier) :]:
            proof = book.trail.prove_since(bytes(earlier), size=later.size)
            read = ConsistencyProof.parse(bytes(proof))
            found = verify_growth(read, earlier.checkpoint, trust=Trust(keys=(key.key,)))
            assert (found.later, found.signers) == (later.checkpoint, (key.key.name,))
    assert book.trail.prove_since(bytes(kept[0])).checkpoint == kept[-1].checkpoint


def test_a_book_did_not_grow_out_of_a_checkpoint_that_is_not_its_own(book):
    kept = book.trail.checkpoint().checkpoint
    for other, reason in (
        (evolve(kept, root=bytes(32)), "root"),
        (evolve(kept, origin="example.org/other"), "of 'example.org/other'"),
        (evolve(kept, size=kept.size + 1), "shorter"),
    ):
        with pytest.raises(ProofError, match=reason):
            book.trail.prove_since(other.text.encode())
    with pytest.raises(NoteError):
        book.trail.prove_since(b"nothing")


def test_growth_is_not_proven_backwards(book):
    earlier = book.trail.checkpoint()
    book.meeting(MEETING).discuss("More.")
    later = book.trail.checkpoint()
    with pytest.raises(InvalidValueError, match="later checkpoint"):
        book.trail.prove_since(bytes(later), size=earlier.size)


def test_a_checkpoint_is_believed_by_a_key_another_checkpoint_or_a_root(book, key, tmp_path):
    kept = book.trail.checkpoint([key])
    told = (kept.checkpoint, (key.key.name,))
    held = kept.checkpoint
    assert verify_checkpoint(bytes(kept), trust=Trust(keys=(key.key,))) == told
    assert verify_checkpoint(bytes(kept), trust=Trust(checkpoint=held)) == (held, ())
    assert verify_checkpoint(bytes(kept), trust=Trust(root=held.root)) == (held, ())
    other = KeyFile.make("example.org/notulen", tmp_path / "b.key").key
    for trust in (
        Trust(keys=(other,)),
        Trust(checkpoint=evolve(held, size=held.size + 1)),
        Trust(root=bytes(32)),
        Trust(keys=(key.key,), root=bytes(32)),
    ):
        with pytest.raises(ProofError):
            verify_checkpoint(bytes(kept), trust=trust)
    with pytest.raises(InvalidValueError, match="that you hold"):
        verify_checkpoint(bytes(kept), trust=Trust())


def test_one_of_several_keys_will_do_unless_every_one_is_asked_for(book, key, tmp_path):
    other = KeyFile.make("example.org/notulen/other", tmp_path / "b.key")
    by_one = bytes(book.trail.checkpoint([key]))
    keys = (key.key, other.key)
    assert verify_checkpoint(by_one, trust=Trust(keys=keys))[1] == (key.key.name,)
    with pytest.raises(ProofError, match=r"not signed by example\.org/notulen/other"):
        verify_checkpoint(by_one, trust=Trust(keys=keys, every=True))
    by_both = bytes(book.trail.checkpoint([other]))
    assert verify_checkpoint(by_both, trust=Trust(keys=keys, every=True))[1] == (key.key.name, other.key.name)


def one_leaf(entry: bytes) -> tuple[InclusionProof, Trust]:
    """A ledger that somebody made of one entry, and the belief in it."""
    checkpoint = Checkpoint("example.org/notulen", 1, leaf_hash(entry))
    return InclusionProof(0, (), Note(checkpoint.text)), Trust(root=checkpoint.root)


ENVELOPE = {
    "_sd": [],
    "command_id": "c",
    "event": {},
    "log": "example.org/notulen",
    "recorded_at": "2026-03-05T12:00:00.000000Z",
    "stream": "s",
    "type": "meeting-closed.v1",
    "version": 1,
}


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (b"", "no JSON"),
        (b"[]", "form of an entry"),
        (canonical({**ENVELOPE, "version": "1"}), "form of an entry"),
        (canonical({**ENVELOPE, "_sd": {}}), "form of an entry"),
        (canonical({**ENVELOPE, "log": "example.org/other"}), "of 'example.org/other'"),
        (json.dumps(ENVELOPE).encode(), "canonical"),
        (canonical(ENVELOPE)[:-1] + b',"version":1}', "canonical"),
        (b"[" * 5000, "no JSON"),
        (canonical({**ENVELOPE, "event": json.loads('{"a":' * 300 + "1" + "}" * 300)}), "deep"),
    ],
)
def test_bytes_in_a_ledger_that_are_no_entry_are_told_so(entry: bytes, reason: str):
    proof, trust = one_leaf(entry)
    with pytest.raises(ProofError, match=reason):
        verify_entry(proof, entry, trust=trust)


@pytest.mark.parametrize(
    ("disclosure", "reason"),
    [
        (b'["AAAAAAAAAAAAAAAAAAAAAA","text",["Other."]]', "none of this entry"),
        (b"{}", "not \\[salt, field, value\\]"),
        (b'["salt","field"]', "not \\[salt, field, value\\]"),
        (b"[1,2,3]", "not \\[salt, field, value\\]"),
        (b"\xff", "no JSON"),
        (b'["s","f",' + b"[" * 600 + b"]" * 601, "deep"),
        (b"[" * 5000, "no JSON"),
    ],
)
def test_a_disclosure_that_the_entry_does_not_name_is_none(disclosure: bytes, reason: str):
    entry = canonical(ENVELOPE)
    proof, trust = one_leaf(entry)
    with pytest.raises(ProofError, match=reason):
        verify_entry(proof, entry, [disclosure], trust=trust)


def test_a_proof_of_one_entry_does_not_do_for_another(book, position):
    proven = book.trail.prove(position)
    other = book.trail.prove(position + 1)
    trust = Trust(root=book.store.head().root)
    with pytest.raises(ProofError, match="leads to the root"):
        verify_entry(proven.proof, other.entry, trust=trust)
    with pytest.raises(ProofError, match="none of this entry"):
        verify_entry(
            proven.proof,
            proven.entry,
            book.trail.prove(position + 1, disclose=["text"]).disclosures,
            trust=trust,
        )


def test_a_node_of_the_tree_is_not_taken_for_an_entry(book):
    entries = [row[4] for row in book.store.entries()][:2]
    node = b"".join(map(leaf_hash, entries))
    assert leaf_hash(node) != node_hash(*map(leaf_hash, entries))


def test_files_are_told_apart_by_how_they_begin(book, position):
    kept = book.trail.checkpoint()
    proof = book.trail.prove(position)
    assert kind_of(bytes(proof.proof)) == "entry"
    assert kind_of(bytes(book.trail.prove_since(bytes(kept)))) == "growth"
    assert kind_of(bytes(kept)) == "checkpoint"
    for other in (b"", b"<!DOCTYPE html>\n1\n", b"PK\x03\x04", b"old news\n\n", b"Minutes\n\nof the board\n"):
        assert kind_of(other) == "other"
    assert read_checkpoint(bytes(kept))[0] == kept.checkpoint
