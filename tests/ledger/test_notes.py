"""Signed notes: the examples of the specification and of Go's sumdb, and every way in which a note is none."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.errors import NoteError, ProofError
from alliance_minutes.ledger.notes import Note, Signature, VerifierKey

# The example of C2SP signed-note, and that of Go's package note.
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXs"
    "YjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()


def ed25519(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    """A check that is not ours."""
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize(("key", "note"), [(KEY, NOTE), (GO_KEY, GO_NOTE)])
def test_the_published_examples_verify_and_are_written_as_they_were_read(key: str, note: bytes):
    verifier, parsed = VerifierKey.parse(key), Note.parse(note)
    assert parsed.verify([verifier], ed25519) == (verifier,)
    assert (str(verifier), bytes(parsed)) == (key, note)


def test_another_text_under_a_signature_is_a_false_signature():
    forged = Note(Note.parse(NOTE).text.replace("example", "exemplar"), Note.parse(NOTE).signatures)
    with pytest.raises(ProofError, match=r"signature of example\.com/foo is false"):
        forged.verify([VerifierKey.parse(KEY)], ed25519)


def test_one_false_signature_of_a_known_key_spoils_a_note_that_another_key_signed():
    both = Note.parse(NOTE).with_signatures(Note.parse(GO_NOTE).signatures)
    with pytest.raises(ProofError, match="signature of PeterNeumann is false"):
        both.verify([VerifierKey.parse(KEY), VerifierKey.parse(GO_KEY)], ed25519)


def test_signatures_of_unknown_keys_count_for_nothing():
    both = Note.parse(NOTE).with_signatures(Note.parse(GO_NOTE).signatures)
    assert both.verify([VerifierKey.parse(KEY)], ed25519) == (VerifierKey.parse(KEY),)


def test_a_note_that_no_known_key_signed_is_rejected():
    with pytest.raises(ProofError, match=r"no known key signed this note \(known: PeterNeumann\)"):
        Note.parse(NOTE).verify([VerifierKey.parse(GO_KEY)], ed25519)
    with pytest.raises(ProofError, match="none was given"):
        Note.parse(NOTE).verify([], ed25519)


def test_a_key_of_the_same_name_with_another_id_is_unknown():
    other = VerifierKey("example.com/foo", 1, bytes(32))
    with pytest.raises(ProofError, match="no known key"):
        Note.parse(NOTE).verify([other], ed25519)


def test_a_signature_is_added_once():
    note = Note.parse(NOTE)
    assert note.with_signatures(note.signatures) == note
    more = note.with_signatures([Signature("b", bytes(4), b"x"), Signature("b", bytes(4), b"x")])
    assert [one.name for one in more.signatures] == ["example.com/foo", "b"]
    assert Note.parse(bytes(more)) == more


def test_sixteen_signatures_are_read_and_a_hundred_and_one_are_not():
    note = Note("text\n", tuple(Signature(f"key{n}", bytes(4), bytes([n])) for n in range(101)))
    with pytest.raises(NoteError, match="101 signatures"):
        Note.parse(bytes(note))
    assert len(Note.parse(bytes(Note("text\n", note.signatures[:16]))).signatures) == 16


def test_the_text_ends_at_the_last_empty_line():
    note = Note.parse(b"one\n\ntwo\n\n" + bytes(str(Note.parse(NOTE).signatures[0]) + "\n", "utf-8"))
    assert note.text == "one\n\ntwo\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        NOTE[:-1],
        NOTE.replace(b"Uw2Q", b"Uw2!"),
        NOTE.replace(b"aQM=", b"aQN="),  # other spare bits: not the form that encoding gives
        NOTE.replace(b"aQM=", b"aQM"),
        NOTE.replace("— ".encode(), b"- "),
        NOTE.replace(b"example.com/foo U", b"example.com/foo+ U"),
        NOTE.replace(b"example.com/foo U", b" U"),
        NOTE.replace(b"\n\n", b"\r\n\n"),
        NOTE.replace(b"message", b"mess\xffage"),
        NOTE.replace(b"message", b"mess\x00age"),
        NOTE + b"\n",
        NOTE + b"more\n",
        "text\n\n— key AAAAAA==\n".encode(),
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_note_is_told_so(data: bytes):
    with pytest.raises(NoteError):
        Note.parse(data)


def test_a_text_without_signatures_is_a_note_only_where_that_was_asked_for():
    assert Note.parse(b"text\n", unsigned=True) == Note("text\n")
    assert bytes(Note("text\n")) == b"text\n"
    with pytest.raises(NoteError, match="no signature"):
        Note.parse(b"text", unsigned=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        KEY.replace("530d903a", "530d903b"),
        KEY.replace("530d903a", "530D903A"),
        KEY.replace("Aeky", "Beky"),
        KEY[:-4],
        KEY + "x",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # of an unknown type
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # too long a key
    ],
)
def test_what_is_no_verifier_key_is_told_so(text: str):
    with pytest.raises(NoteError, match="verifier key"):
        VerifierKey.parse(text)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_a_note_or_told_to_be_none(data: bytes):
    try:
        note = Note.parse(data, unsigned=True)
    except NoteError:
        return
    assert bytes(note) == data


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(NOTE) * 8 - 1))
def test_a_note_with_a_bit_flipped_never_verifies(bit: int):
    flipped = bytearray(NOTE)
    flipped[bit >> 3] ^= 1 << (bit & 7)
    with pytest.raises((NoteError, ProofError)):
        Note.parse(bytes(flipped)).verify([VerifierKey.parse(KEY)], ed25519)
