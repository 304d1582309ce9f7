"""Checkpoints and the files of proofs, in the forms of C2SP."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.errors import NoteError, ProofError
from alliance_minutes.ledger import EMPTY_ROOT, leaf_hash, node_hash
from alliance_minutes.ledger.checkpoints import Checkpoint, ConsistencyProof, InclusionProof, read_checkpoint
from alliance_minutes.ledger.notes import Note

# The examples of C2SP tlog-checkpoint, tlog-cosignature and tlog-witness.
EXAMPLE = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
""".encode()
COSIGNED = (
    EXAMPLE
    + """\
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
""".encode()
)
WITNESSED = (
    b"""\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

"""
    + COSIGNED
)

A, B, C = (leaf_hash(entry) for entry in (b"a", b"b", b"c"))
CHECKPOINT = Checkpoint("example.org/notulen", 3, node_hash(node_hash(A, B), C))
PROOF = InclusionProof(1, (A, C), Note(CHECKPOINT.text))
GREW = ConsistencyProof(1, (B, C), Note(CHECKPOINT.text))


@pytest.mark.parametrize("data", [EXAMPLE, COSIGNED])
def test_the_published_checkpoints_are_read_and_written_as_they_were(data: bytes):
    checkpoint, note = read_checkpoint(data, unsigned=False)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex().startswith("0ac5186a91863e8e")
    assert (checkpoint.text, bytes(note)) == (note.text, data)


def test_the_published_proof_of_consistency_is_read_and_written_as_it_was():
    proof = ConsistencyProof.parse(WITNESSED)
    assert (proof.old, len(proof.path), proof.checkpoint.size) == (20852014, 4, 20852163)
    assert bytes(proof) == WITNESSED


def test_a_proof_of_inclusion_is_written_line_by_line():
    assert bytes(PROOF).decode() == (
        "c2sp.org/tlog-proof@v1\n"
        "index 1\n"
        "Aippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=\n"
        "WX/LMSgtNGVMIA00GPylcFxkjr8ybsc9jd7xGEH4dtg=\n"
        "\n"
        "example.org/notulen\n"
        "3\n"
        "NmQuc8JUCrEh46a/lUWwokmCzYMOsT080Z3jzmwCHsE=\n"
    )


@pytest.mark.parametrize("extra", [None, b"\x00any bytes"])
def test_a_proof_of_inclusion_is_read_as_it_was_written(extra: bytes | None):
    proof = InclusionProof(1, PROOF.path, PROOF.note, extra)
    assert InclusionProof.parse(bytes(proof)) == proof
    InclusionProof.parse(bytes(proof)).check(B)


def test_a_proof_of_another_entry_fails():
    with pytest.raises(ProofError, match="leads to the root"):
        PROOF.check(A)


def test_a_proof_of_consistency_holds_for_the_checkpoint_it_began_at_and_no_other():
    earlier = Checkpoint(CHECKPOINT.origin, 1, A)
    ConsistencyProof.parse(bytes(GREW)).check(earlier)
    for other, reason in (
        (Checkpoint("example.org/other", 1, A), "two logs"),
        (Checkpoint(CHECKPOINT.origin, 2, node_hash(A, B)), "begins at 1 entries"),
        (Checkpoint(CHECKPOINT.origin, 1, B), "root"),
    ):
        with pytest.raises(ProofError, match=reason):
            GREW.check(other)


def test_a_checkpoint_may_bear_lines_of_others():
    text = CHECKPOINT.text + "more\n"
    assert Checkpoint.parse(text).extensions == ("more",)
    assert Checkpoint.parse(text).text == text


def test_an_empty_ledger_has_a_checkpoint():
    empty = Checkpoint("example.org/notulen", 0, EMPTY_ROOT)
    assert Checkpoint.parse(empty.text) == empty


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n3\n",
        CHECKPOINT.text[:-1],
        CHECKPOINT.text.replace("\n3\n", "\n03\n"),
        CHECKPOINT.text.replace("\n3\n", "\n+3\n"),
        CHECKPOINT.text.replace("\n3\n", "\n-3\n"),
        CHECKPOINT.text.replace("\n3\n", "\n٣\n"),
        CHECKPOINT.text.replace("\n3\n", "\n9223372036854775808\n"),
        CHECKPOINT.text.replace("\n3\n", "\n" + "9" * 5000 + "\n"),
        CHECKPOINT.text.replace("\n3\n", "\n3 \n"),
        CHECKPOINT.text.replace("=\n", "\n"),
        CHECKPOINT.text.replace("=\n", "AAA=\n"),
        "\n" + CHECKPOINT.text,
        CHECKPOINT.text + "\n",
    ],
)
def test_what_is_no_checkpoint_is_told_so(text: str):
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(PROOF)[:40],
        bytes(PROOF).replace(b"@v1", b"@v2"),
        bytes(PROOF).replace(b"index 1", b"index 01"),
        bytes(PROOF).replace(b"index 1\n", b""),
        bytes(PROOF).replace(b"index 1", b"extra !\nindex 1"),
        bytes(PROOF).replace(b"index 1", b"extra \nindex 1"),
        bytes(PROOF).replace(b"index 1", b"index 1\nAAAA"),
        bytes(PROOF).replace(b"index 1", b"index 1\n" + b"\n".join([b"A" * 43 + b"="] * 62)),
        bytes(PROOF).replace(b"index 1", "index 1\né".encode()),
        bytes(PROOF)[:-1],
        bytes(GREW),
    ],
)
def test_what_is_no_proof_of_inclusion_is_told_so(data: bytes):
    with pytest.raises(NoteError):
        InclusionProof.parse(data)


@pytest.mark.parametrize(
    "data", [b"", bytes(PROOF), bytes(GREW)[:-1], bytes(GREW).replace(b"old 1", b"old -1")]
)
def test_what_is_no_proof_of_consistency_is_told_so(data: bytes):
    with pytest.raises(NoteError):
        ConsistencyProof.parse(data)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(bytes(PROOF)) * 8 - 1))
def test_a_proof_with_a_bit_flipped_says_something_else_or_nothing(bit: int):
    flipped = bytearray(bytes(PROOF))
    flipped[bit >> 3] ^= 1 << (bit & 7)
    try:
        read = InclusionProof.parse(bytes(flipped))
        read.check(B)
    except (NoteError, ProofError):
        return
    assert read.checkpoint.origin != CHECKPOINT.origin  # the one line that only a signature vouches for


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([bytes(PROOF), bytes(GREW), EXAMPLE, WITNESSED]),
    st.lists(st.tuples(st.integers(0, 800), st.integers(0, 20), st.binary(max_size=20)), max_size=4),
)
def test_any_bytes_are_a_proof_or_told_to_be_none(data: bytes, edits: list[tuple[int, int, bytes]]):
    for at, length, put in edits:
        data = data[:at] + put + data[at + length :]
    for kind in (InclusionProof, ConsistencyProof):
        try:
            read = kind.parse(data)
        except NoteError:
            continue
        assert bytes(read) == data
