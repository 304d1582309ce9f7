"""Checkpoints and proofs of a large book, checked by programs that are not ours: Go's checksum database and openssl."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import absent, tool

import alliance_minutes
from alliance_minutes.audit.proofs.keys import KeyFile
from alliance_minutes.book import MinuteBook
from alliance_minutes.events import ItemDiscussed
from alliance_minutes.ledger.checkpoints import read_checkpoint
from alliance_minutes.store import Save
from alliance_minutes.values import new_id

pytestmark = pytest.mark.interop

ENTRIES = 10_000
GOPATH = Path("/usr/share/gocode")
HERE = Path(__file__).parent


class Given(NamedTuple):
    """A folder with proofs of the book, and the verifier key of the checkpoints in them."""

    folder: Path
    key: KeyFile


@pytest.fixture(scope="module")
def given_proofs(tmp_path_factory) -> Given:
    """Proofs of entries all over a book of ten thousand, and of its growth between checkpoints."""
    folder = tmp_path_factory.mktemp("proofs")
    office = tmp_path_factory.mktemp("office")
    key = KeyFile.make("example.org/notulen", office / "a.key")
    with MinuteBook.open(office / "minutes.db", origin="example.org/notulen") as book:
        stream = book.convene(body="Garden Committee", held_on="2026-03-05").id
        earlier = []
        for upto in (7, 8, 1000, 4096, 9999, ENTRIES):
            missing = upto - book.store.head().size
            events = tuple(ItemDiscussed(text=(f"Word {number}.",)) for number in range(missing))
            book.store.append([Save(stream, events)], command_id=new_id())
            earlier.append(bytes(book.trail.checkpoint([key])))
        (folder / "checkpoint").write_bytes(earlier[-1])
        for number, note in enumerate(earlier):
            (folder / f"{number}.old").write_bytes(note)
            (folder / f"{number}.grown").write_bytes(bytes(book.trail.prove_since(note)))
        places = {0, 1, 2, 3, 4095, 4096, ENTRIES - 2, ENTRIES - 1, *range(5, ENTRIES, 997)}
        for position in places:
            proven = book.trail.prove(position)
            (folder / f"{position}.tlog-proof").write_bytes(bytes(proven.proof))
            (folder / f"{position}.entry").write_bytes(proven.entry)
        early = book.trail.prove(3, size=read_checkpoint(earlier[0])[0].size)
        (folder / "early.tlog-proof").write_bytes(bytes(early.proof))
        (folder / "early.entry").write_bytes(early.entry)
        entries = [row[4] for row in book.store.entries()]
    (folder / "entries").write_bytes(b"".join(len(one).to_bytes(2, "big") + one for one in entries))
    assert len(entries) == ENTRIES
    return Given(folder, key)


@pytest.fixture(scope="module")
def go_check(tmp_path_factory):
    """The program in Go, built from what Debian packages; it fetches nothing."""
    go = tool("go")
    if not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        absent("golang.org/x/mod is not installed; .ci/run installs golang-golang-x-mod-dev")
    built = tmp_path_factory.mktemp("go") / "check"
    environment = {
        **os.environ,
        "GOPATH": str(GOPATH),
        "GO111MODULE": "off",
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    environment.setdefault("GOCACHE", str(built.with_name("cache")))
    command = [go, "build", "-o", str(built), str(HERE / "main.go")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return built


def test_go_accepts_the_checkpoint_the_root_and_every_proof(go_check, given_proofs):
    command = [str(go_check), str(given_proofs.folder), str(given_proofs.key.key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "note.Open: example.org/notulen, 10000 entries",
        "tlog.TreeHash: the root over 10000 entries is that of the checkpoint",
        "tlog.CheckRecord: 20 proofs hold, and none holds for another entry",
        "tlog.CheckTree: 6 proofs hold, and none holds for another root",
    ]


def test_go_rejects_a_changed_proof(go_check, given_proofs, tmp_path):
    for path in given_proofs.folder.iterdir():
        content = path.read_bytes()
        changed = (
            re.sub(rb"index 4096\n.", b"index 4096\nA", content) if path.suffix == ".tlog-proof" else content
        )
        (tmp_path / path.name).write_bytes(changed)
    command = [str(go_check), str(tmp_path), str(given_proofs.key.key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "invalid transparency proof\n")


def test_openssl_accepts_the_signature_of_a_checkpoint(given_proofs, tmp_path):
    """By the commands that docs/how-to/check-a-book.md gives to auditors."""
    openssl = tool("openssl")
    note = (given_proofs.folder / "checkpoint").read_text()
    text, _, line = note.rpartition("\n\n")
    (tmp_path / "text").write_text(text + "\n")
    (tmp_path / "key.pem").write_text(given_proofs.key.key.pem())
    signature = subprocess.run(
        [openssl, "base64", "-d", "-A"], input=line.split()[-1].encode(), capture_output=True, check=True
    ).stdout[4:]
    command = f"{openssl} pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature".split()
    for change, told in (
        (b"", "Signature Verified Successfully\n"),
        (b"x", "Signature Verification Failure\n"),
    ):
        (tmp_path / "signature").write_bytes(signature)
        (tmp_path / "text").write_bytes((text + "\n").encode() + change)
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.stdout == told


def test_sha256sum_gives_the_leaf_of_an_entry(given_proofs, tmp_path):
    entry = (given_proofs.folder / "0.entry").read_bytes()
    (tmp_path / "leaf").write_bytes(b"\0" + entry)
    command = [tool("sha256sum"), str(tmp_path / "leaf")]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.split()[0] == sha256(b"\0" + entry).hexdigest()


BLOCK = re.compile(r"^```(console|sh|go)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_what_the_page_for_auditors_shows_works(root, tmp_path):
    """Its blocks are one story, told in an empty folder, with openssl and Go."""
    go, _ = tool("go"), tool("openssl")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{Path(go).parent}:{os.environ['PATH']}",
    }
    environment["PYTHONPATH"] = str(Path(alliance_minutes.__file__).parents[1])  # not of another checkout
    environment["GOCACHE"] = str(tmp_path / "cache")
    story = ["set -eu"]
    for language, title, body in BLOCK.findall((root / "docs/how-to/check-a-proof.md").read_text("utf-8")):
        if title:
            (tmp_path / title).write_text(body, "utf-8")
        elif language == "console":
            story += [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        else:
            story.append(body)
    done = subprocess.run(
        ["bash", "-c", "\n".join(story)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environment,
    )
    told = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Signature Verified Successfully" in told
    assert "the entry is in the book" in told
    assert [line for line in told if line.startswith("disclosed: [")] == [
        f"disclosed: {line}" for line in (tmp_path / "proof.disclosures").read_text().splitlines()
    ]
    assert sum(line.startswith("TRUE: ") for line in told) == 5, "the file of Python four times, and Go"
    entry = (tmp_path / "proof.entry").read_bytes()
    assert f"{sha256(bytes(1) + entry).hexdigest()}  -" in told
    for at in (0, len(entry) // 2):
        (tmp_path / "proof.entry").write_bytes(entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :])
        climbed = subprocess.run(
            ["sh", "-eu", "climb.sh", "proof"], capture_output=True, text=True, check=True, cwd=tmp_path
        )
        assert climbed.stdout.strip() != (tmp_path / "text").read_text().split("\n")[2]
