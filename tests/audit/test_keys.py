"""Signing keys: where they lie, who may read them, and what they never sign."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.conftest import tool

from alliance_minutes.audit.proofs.keys import KeyFile, check_signature, key_folder
from alliance_minutes.errors import InvalidValueError, MissingExtraError, NoteError
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.ledger.notes import VerifierKey

# The private key of the example in Go's package note, and its verifier key.
GO_SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n"
GO_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

ONE = Checkpoint("example.org/notulen", 1, bytes(32))
TWO = Checkpoint("example.org/notulen", 2, bytes([1]) * 32)


class ForkedError(Exception):
    """What a book says that did not grow out of an earlier state."""


def fine(earlier: Checkpoint) -> None:
    """Nothing is wrong."""


def refuse(earlier: Checkpoint) -> None:
    """Everything is."""
    raise ForkedError(earlier.size)


@pytest.fixture
def key(tmp_path):
    return KeyFile.make("example.org/notulen", tmp_path / "one.key")


def test_a_new_key_lies_in_the_configuration_folder_of_its_user_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    made = KeyFile.make("example.org/../notulen")
    assert made.path.parent == tmp_path / "configuration/alliance-minutes/keys" == key_folder()
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    assert KeyFile.read(made.path) == made


@pytest.mark.parametrize("value", ["", "not/absolute"])
def test_without_a_configuration_folder_the_home_folder_has_one(value: str, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", value)
    monkeypatch.setenv("HOME", "/home/somebody")
    assert key_folder() == Path("/home/somebody/.config/alliance-minutes/keys")


def test_a_key_is_never_overwritten(key):
    before = key.path.read_bytes()
    with pytest.raises(FileExistsError):
        KeyFile.make("example.org/other", key.path)
    assert key.path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\tb", "a\u00a0b", "a\x01b", "\ud800"])
def test_a_name_that_no_signature_line_can_hold_is_refused(name: str, tmp_path):
    with pytest.raises(InvalidValueError, match="name of a key"):
        KeyFile.make(name, tmp_path / "no.key")
    assert not (tmp_path / "no.key").exists()


def test_a_key_of_go_is_read_and_its_verifier_key_is_the_one_that_go_gives(tmp_path):
    path = tmp_path / "go.key"
    path.touch(0o600)
    path.write_text(GO_SIGNER)
    assert KeyFile.read(path).key == VerifierKey.parse(GO_VERIFIER)


def test_a_signature_is_one_of_ed25519_over_the_text(key):
    signature = key.sign(ONE, refuse)
    Ed25519PublicKey.from_public_bytes(key.key.public).verify(signature, ONE.text.encode())
    assert check_signature(key.key, signature, ONE.text.encode())
    assert not check_signature(key.key, signature, TWO.text.encode())
    assert not check_signature(key.key, signature[:-1], ONE.text.encode())


def test_a_key_asks_whether_a_checkpoint_continues_the_last_one_that_it_signed(key):
    key.sign(ONE, refuse)
    with pytest.raises(ForkedError):
        key.sign(TWO, refuse)
    assert KeyFile.read(key.path).signed() == {ONE.origin: ONE}
    key.sign(TWO, fine)
    asked: list[Checkpoint] = []
    key.sign(ONE, asked.append)
    assert asked == [TWO]
    assert key.signed() == {ONE.origin: TWO}, "an older checkpoint does not let a key forget a newer one"


def test_a_key_knows_each_ledger_apart(key):
    key.sign(ONE, refuse)
    key.sign(Checkpoint("example.org/other", 1, bytes(32)), refuse)
    assert sorted(key.signed()) == ["example.org/notulen", "example.org/other"]
    assert key.memory.stat().st_mode & 0o777 == 0o600


def test_nothing_is_signed_that_cannot_be_remembered(key, monkeypatch):
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        key.sign(ONE, fine)
    monkeypatch.undo()
    assert key.signed() == {}
    assert [path.name for path in key.path.parent.iterdir()] == ["one.key"], "no half-written file stays"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"logs": []}',
        b'{"logs": {"a": {"size": "x", "root": "y"}}}',
        b'{"logs": {"a\\n1": {"size": 1, "root": ""}}}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_key_that_cannot_tell_what_it_signed_signs_nothing(content: bytes, key):
    key.memory.write_bytes(content)
    with pytest.raises(NoteError, match="put a good copy back"):
        key.sign(ONE, fine)


@pytest.mark.parametrize(
    "content",
    [
        "",
        GO_VERIFIER,
        GO_SIGNER * 2,
        GO_SIGNER.replace("c74f20a3", "c74f20a4"),
        GO_SIGNER.replace("PeterNeumann", "Peter Neumann"),
        GO_SIGNER.replace("+AYEK", "+BYEK"),
        GO_SIGNER[:-6],
        "PRIVATE+KEY+" + "x" * 5000,
        "\udcff",
    ],
)
def test_a_file_that_holds_no_signing_key_is_told_so(content: str, tmp_path):
    path = tmp_path / "bad.key"
    path.touch(0o600)
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(NoteError, match="signing key"):
        KeyFile.read(path)


def test_a_key_that_others_may_read_is_not_used(key):
    key.path.chmod(0o640)
    with pytest.raises(InvalidValueError, match="mode 600; others may read it"):
        KeyFile.read(key.path)


def test_a_key_that_is_named_by_a_link_remembers_what_it_signed(key, tmp_path):
    """Else one key would sign two ledgers that are no states of one."""
    key.sign(TWO, fine)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "one.key"
    link.symlink_to(key.path)
    assert KeyFile.read(link).signed() == {TWO.origin: TWO}
    with pytest.raises(ForkedError):
        KeyFile.read(link).sign(ONE, refuse)


def test_a_key_of_two_names_is_not_used(key, tmp_path):
    """A hard link has no end to follow; each name would have a memory of its own."""
    os.link(key.path, tmp_path / "two.key")
    for path in (key.path, tmp_path / "two.key"):
        with pytest.raises(InvalidValueError, match="no hard link"):
            KeyFile.read(path)


def test_a_memory_that_leads_to_nothing_is_no_empty_one(key, tmp_path):
    key.memory.symlink_to(tmp_path / "gone")
    with pytest.raises(NoteError, match="a link to nothing"):
        key.sign(ONE, fine)
    assert key.memory.is_symlink()


def test_two_at_once_sign_one_after_the_other(key):
    inside: list[int] = []

    def slowly(_: Checkpoint) -> None:
        inside.append(1)
        assert sum(inside) == 1
        inside.append(-1)

    key.sign(ONE, fine)
    threads = [threading.Thread(target=key.sign, args=(TWO, slowly)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(inside) == 0
    assert json.loads(key.memory.read_bytes())["logs"]["example.org/notulen"]["size"] == 2


ASKING = """
import fcntl, sys
with open(sys.argv[1], "rb") as file:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("free")
    except BlockingIOError:
        print("taken")
"""


def test_no_other_process_gets_the_key_between_what_it_signed_last_and_what_it_signs(key, monkeypatch):
    """Else two processes would each look at the same last checkpoint, and sign two ledgers that are no states of one."""
    told: list[str] = []

    def ask(*_: object) -> None:
        command = [sys.executable, "-c", ASKING, str(key.path)]
        told.append(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)

    remember = KeyFile._remember

    def remembering(self, signed):
        remember(self, signed)
        ask()

    key.sign(ONE, fine)
    monkeypatch.setattr(KeyFile, "_remember", remembering)
    ask()
    key.sign(TWO, ask)
    ask()
    assert told == ["free\n", "taken\n", "taken\n", "free\n"]


WITHOUT = """
import sys
sys.modules["cryptography"] = None
from alliance_minutes.audit.proofs.keys import KeyFile, check_signature
from alliance_minutes.errors import MissingExtraError
from alliance_minutes.ledger.notes import VerifierKey
for act in (
    lambda: KeyFile.make("a", None),
    lambda: KeyFile.read(sys.argv[1]),
    lambda: check_signature(VerifierKey("a", 1, bytes(32)), bytes(64), b""),
):
    try:
        act()
    except MissingExtraError as error:
        assert isinstance(error, ImportError) and error.extra == "sign"
        print(error)
"""


def test_without_the_extra_it_is_said_what_to_install(key):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(key.path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("pip install 'alliance-minutes[sign]'") == 3
    assert MissingExtraError("sign", "x").extra == "sign"


@pytest.mark.interop
def test_the_public_key_is_read_by_openssl(key, tmp_path):
    pem, message, signature = tmp_path / "key.pem", tmp_path / "text", tmp_path / "signature"
    pem.write_text(key.key.pem())
    message.write_text(ONE.text)
    signature.write_bytes(key.sign(ONE, fine))
    command = f"{tool('openssl')} pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature"
    done = subprocess.run(command.split(), capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Signature Verified Successfully\n"), done.stderr
