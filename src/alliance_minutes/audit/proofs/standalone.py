"""Check proofs of a minute book with nothing but Python 3.9 and, for signatures, openssl 3.

This file stands by itself: copy it wherever it is needed, and run ``python3 standalone.py FILE …``. It shares no code
with the library that makes the proofs, so that one of them being wrong does not make the other wrong as well. What it
checks is laid down in RFC 6962 (section 2.1: the tree), RFC 9901 (section 4.2: disclosures), RFC 8785 (canonical JSON),
C2SP signed-note, tlog-checkpoint, tlog-proof and tlog-witness, and in ``docs/reference/entry-format.md``.

    python3 standalone.py entry-7.tlog-proof --key VKEY      an entry, with the files .entry and .disclosures beside it
    python3 standalone.py grown.txt --since old.txt --key VKEY    a book only grew since the checkpoint old.txt
    python3 standalone.py checkpoint.txt --key VKEY          a signed checkpoint
    python3 standalone.py --root-of entry-files …            the root over these files, in this order

In the place of --key VKEY, or beside it: --root HEX (a root that you hold) or --checkpoint FILE (one that you hold).
Exit codes: 0 it is true, 1 it is not, 2 it cannot be checked as asked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

HEADER = "c2sp.org/tlog-proof@v1"
SPKI = bytes.fromhex("302a300506032b6570032100")
MOST = 2**26
MOST_OF_A_NOTE, MOST_SIGNATURES = 1_000_000, 100
DEEPEST = 200
TEXTS = ["log", "recorded_at", "stream", "type"]
ENVELOPE = {"_sd": list, "event": dict, "version": int, **dict.fromkeys(TEXTS, str)}


class Untrue(Exception):  # noqa: N818 - what it says, it says of a proof
    """What is claimed is not so."""


class Checkpoint(NamedTuple):
    """The origin, size and root of a ledger, its text, and its signatures: name of the key, and its id with the value."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[tuple[str, bytes], ...]


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962, section 2.1: the hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962, section 2.1: the hash of a node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1: the root over leaf hashes, level by level; a node without a sibling moves up unchanged."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        pairs = [node_hash(*leaves[at : at + 2]) for at in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(leaves) & ~1 :]
    return leaves[0]


def root_from_leaf(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root to which a path leads from a leaf: RFC 6962, section 2.1.1, followed from the root down to the leaf."""
    sides = []
    low, high = 0, size
    while high - low > 1:
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        sides.append(index >= middle)
        low, high = (middle, high) if index >= middle else (low, middle)
    if len(sides) != len(path):
        raise Untrue(f"the path has {len(path)} hashes; entry {index} of {size} has one of {len(sides)}")
    for on_the_right, sibling in zip(reversed(sides), path):  # noqa: B905 - Python 3.9 has no strict
        leaf = node_hash(sibling, leaf) if on_the_right else node_hash(leaf, sibling)
    return leaf


def check_growth(old: int, new: int, path: list[bytes], old_root: bytes, new_root: bytes) -> None:
    """RFC 6962, section 2.1.2, followed from the root down to where the earlier tree ends."""
    steps = []
    low, high = 0, new
    while old not in {0, high}:
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        steps.append(old > middle)
        low, high = (middle, high) if old > middle else (low, middle)
    expected = len(steps) + (1 if low else 0)
    if len(path) != expected:
        raise Untrue(f"the path has {len(path)} hashes; from {old} to {new} entries it has {expected}")
    rest = list(path)
    here = rest.pop(0) if low else (old_root if old else new_root)
    before = after = here
    for beyond, sibling in zip(reversed(steps), rest):  # noqa: B905 - Python 3.9 has no strict
        if beyond:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
        else:
            after = node_hash(after, sibling)
    if old and before != old_root:
        raise Untrue("the path does not lead to the earlier root")
    if not old and old_root != tree_hash([]):
        raise Untrue("a ledger of no entries has another root")
    if after != new_root:
        raise Untrue("the path does not lead to the later root")


def decoded(text: str) -> bytes:
    """Bytes from base64, in the one form that encoding gives."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        found = b""
    if base64.b64encode(found).decode() != text or not found:
        raise Untrue(f"{text[:80]!r} is no base64")
    return found


def a_hash(text: str) -> bytes:
    """A hash of 32 bytes, from base64."""
    found = decoded(text)
    if len(found) != 32:
        raise Untrue(f"{text[:80]!r} is no hash of 32 bytes")
    return found


def whole(text: str) -> int:
    """A whole number in decimal, without leading zeroes."""
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= 2**63:
        raise Untrue(f"{text[:40]!r} is no number of entries")
    return int(text)


def is_key_name(name: str) -> bool:
    """C2SP signed-note: whether a key can have this name."""
    return bool(name) and "+" not in name and not any(one.isspace() or one < " " for one in name)


def read_signature(line: str) -> tuple[str, bytes]:
    """C2SP signed-note: the name of the key in a signature line, and its id with the signature."""
    name, _, encoded = line[2:].partition(" ")
    if line[:2] != "— " or not is_key_name(name) or len(decoded(encoded)) < 5:
        raise Untrue(f"{line[:80]!r} is no signature line")
    return name, decoded(encoded)


def read_checkpoint(data: bytes) -> Checkpoint:
    """C2SP tlog-checkpoint: a note with signatures (C2SP signed-note), or its text alone."""
    note = data.decode("utf-8", "replace")
    text, blank, below = note.rpartition("\n\n")
    lines = (text if blank else note[:-1]).split("\n")
    signed = below[:-1].split("\n") if blank else []
    printed = note.encode() == data and not any(one < " " for one in "".join(lines))
    if not printed or not note.endswith("\n") or len(lines) < 3 or not all(lines):
        raise Untrue("the checkpoint has not the form of one")
    if len(data) > MOST_OF_A_NOTE or len(signed) > MOST_SIGNATURES:
        raise Untrue("the checkpoint is too long, or has too many signatures")
    signatures = tuple(read_signature(line) for line in signed)
    return Checkpoint(lines[0], whole(lines[1]), a_hash(lines[2]), "\n".join([*lines, ""]), signatures)


def signers(checkpoint: Checkpoint, keys: list[str]) -> list[str]:
    """C2SP signed-note: the names of those of these verifier keys that signed; a false signature is not forgiven."""
    found = []
    for name, identity, public in map(read_key, dict.fromkeys(keys)):
        for by, value in checkpoint.signatures:
            if (by, value[:4]) == (name, identity):
                if not openssl_verifies(public, value[4:], checkpoint.text.encode()):
                    raise Untrue(f"the signature of {name} is false")
                found.append(name)
    if not found:
        raise Untrue("none of the keys that were given signed this checkpoint")
    return list(dict.fromkeys(found))


def read_key(vkey: str) -> tuple[str, bytes, bytes]:
    """C2SP signed-note: the name, id and public key that a verifier key gives."""
    name, _, rest = vkey.strip().partition("+")
    identity, _, encoded = rest.partition("+")
    try:
        material = decoded(encoded)
    except Untrue:
        material = b""
    if not is_key_name(name) or not material:
        unusable(f"{vkey[:80]!r} is no verifier key (name+id+key)")
    if len(material) != 33 or material[0] != 1:
        unusable(f"the key of {name} is not one of Ed25519")
    expected = hashlib.sha256(name.encode("utf-8", "replace") + b"\n" + material).digest()[:4]
    if identity != expected.hex():
        unusable(f"the id of the key of {name} is not the one that belongs to it")
    return name, expected, material[1:]


def openssl_verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether openssl finds an Ed25519 signature to be true."""
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(SPKI + public) + b"\n-----END PUBLIC KEY-----\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("key", pem), ("signature", signature), ("message", message)):
            Path(folder, name).write_bytes(content)
        command = "openssl pkeyutl -verify -pubin -inkey key -rawin -in message -sigfile signature"
        told: dict[str, Any] = {"capture_output": True, "text": True, "env": {**os.environ, "LC_ALL": "C"}}
        try:
            done = subprocess.run(command.split(), cwd=folder, check=False, **told)  # noqa: S603 - the command is a constant
        except OSError as error:
            unusable(f"openssl cannot be run ({error}); without it, give --root or --checkpoint, not --key")
    if done.returncode == 0 and "Signature Verified Successfully" in done.stdout:
        return True
    if "Signature Verification Failure" not in done.stdout:
        unusable(f"openssl cannot check signatures (it must be version 3 or newer): {done.stderr[:300]}")
    return False


def small(number: str) -> int:
    """A number as entries hold them: whole, and not beyond what every reader of JSON knows exactly."""
    if len(number) > 17 or abs(int(number)) >= 2**53:
        raise ValueError(f"it holds the number {number[:40]}")
    return int(number)


def canonical(value: Any) -> bytes:
    """RFC 8785, of a value that has no other numbers and keys than an entry."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_json(data: bytes, what: str) -> Any:
    """JSON as entries have it: UTF-8, whole numbers, keys in ASCII, and no deeper than anything that a book holds."""
    try:
        found = json.loads(data.decode(), parse_int=small, parse_float=small, parse_constant=small)
        canonical(found)  # no UTF-8 has half a character
    except (ValueError, RecursionError) as error:
        raise Untrue(f"{what} is no JSON: {error}") from None
    layer = [found]
    for _ in range(DEEPEST):
        if any(not key.isascii() for one in layer if isinstance(one, dict) for key in one):
            raise Untrue(f"{what} has a key that is not in ASCII")
        parts = [one.values() if isinstance(one, dict) else one for one in layer]
        layer = [inner for part in parts if not isinstance(part, (str, int, type(None))) for inner in part]
    if layer:
        raise Untrue(f"{what} is nested more than {DEEPEST} deep")
    return found


def read_entry(entry: bytes) -> dict[str, Any]:
    """An entry, as JSON in its canonical form."""
    found = read_json(entry, "the entry")
    if canonical(found) != entry:
        raise Untrue("the entry is not in its canonical form, so that it could be read in two ways")
    if not isinstance(found, dict) or any(type(found.get(key)) is not kind for key, kind in ENVELOPE.items()):
        raise Untrue("the entry has not the form of one")
    return found


def digest(disclosure: bytes) -> str:
    """RFC 9901, section 4.2.3: the digest of a disclosure."""
    encoded = base64.urlsafe_b64encode(disclosure).rstrip(b"=")
    return base64.urlsafe_b64encode(hashlib.sha256(encoded).digest()).rstrip(b"=").decode()


def digests_in(value: Any) -> list[str]:
    """Every digest that a JSON value names."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            named = one.get("_sd")
            found += [each for each in named if isinstance(each, str)] if isinstance(named, list) else []
            waiting += [inner for name, inner in one.items() if name != "_sd"]
        elif isinstance(one, list):
            waiting += one
    return found


def disclosed(entry: dict[str, Any], lines: list[bytes]) -> tuple[list[tuple[str, Any]], int]:
    """Field and value of every disclosure, each found by its digest; and how many digests nothing answers to."""
    by_digest = {digest(line): line for line in lines}
    values: list[tuple[str, Any]] = []
    withheld = 0
    waiting = digests_in(entry)
    while waiting:
        line = by_digest.pop(waiting.pop(), None)
        if line is None:
            withheld += 1
            continue
        disclosure = read_json(line, "a disclosure")
        kinds = [type(one) for one in disclosure[:2]] if isinstance(disclosure, list) else []
        if kinds not in ([str], [str, str]) or len(disclosure) not in {1, 3}:
            raise Untrue("a disclosure is not [salt, field, value]")
        if len(disclosure) == 3:
            values.append((disclosure[1], disclosure[2]))
            waiting += digests_in(disclosure[2])
    if by_digest:
        raise Untrue(f"{len(by_digest)} of the disclosures are none of this entry")
    return values, withheld


def unusable(message: str) -> NoReturn:
    """Say why nothing could be checked, and leave."""
    sys.stderr.write(shown(message) + "\n")
    raise SystemExit(2)


def shown(text: str) -> str:
    """Text in which no character acts on a terminal."""
    return "".join(one if one.isprintable() or one == "\n" else f"<U+{ord(one):04X}>" for one in text)


def read(path: str) -> bytes:
    """The bytes of a file."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST + 1)
    except (OSError, ValueError) as error:
        unusable(f"{path}: {error}")
    if len(content) > MOST:
        unusable(f"{path}: too large for a proof or an entry")
    return content


def held(path: str) -> Checkpoint:
    """A checkpoint that the reader holds."""
    try:
        return read_checkpoint(read(path))
    except Untrue as error:
        unusable(f"{path}: {error}")


def head_and_checkpoint(data: bytes) -> tuple[list[str], Checkpoint]:
    """The lines of a proof, and the checkpoint behind them."""
    head, blank, rest = data.partition(b"\n\n")
    if not blank or not head.isascii():
        raise Untrue("the file has not the form of a proof")
    return head.decode().split("\n"), read_checkpoint(rest)


def believe(asked: argparse.Namespace, checkpoint: Checkpoint) -> str:
    """See that the checkpoint is one to be believed; by what, in words."""
    by = []
    if asked.checkpoint is not None:
        if held(asked.checkpoint).text != checkpoint.text:
            raise Untrue("the checkpoint is not the one that you hold")
        by.append("it is the checkpoint that you hold")
    if asked.root is not None:
        if not re.fullmatch("[0-9A-Fa-f]{64}", asked.root):
            unusable(f"{asked.root[:80]!r} is no root: expected 64 hexadecimal digits")
        if asked.root.lower() != checkpoint.root.hex():
            raise Untrue(f"the root is {checkpoint.root.hex()}, not the one that you hold")
        by.append("it has the root that you hold")
    if asked.key:
        texts = [read(key).decode("utf-8", "replace") if Path(key).exists() else key for key in asked.key]
        keys = [key for text in texts for key in text.split("\n") if key.strip()]
        by.append("signed by " + ", ".join(signers(checkpoint, keys)))
    if not by:
        unusable("believe it by what? Add --key VKEY, --root HEX or --checkpoint FILE")
    return "; ".join(by)


def check_entry(asked: argparse.Namespace, data: bytes) -> list[str]:
    """Check that a ledger holds an entry."""
    lines, checkpoint = head_and_checkpoint(data)
    if lines.pop(0) != HEADER:
        raise Untrue("the file has not the form of a proof")
    if lines and lines[0].startswith("extra "):
        decoded(lines.pop(0)[6:])
    if not lines or not lines[0].startswith("index "):
        raise Untrue("the proof does not say the index of the entry")
    index = whole(lines.pop(0)[6:])
    if index >= checkpoint.size:
        raise Untrue(f"entry {index} cannot be in a ledger of {checkpoint.size}")
    stem = asked.file.removesuffix(".tlog-proof")
    content = read(asked.entry or stem + ".entry")
    root = root_from_leaf(leaf_hash(content), index, checkpoint.size, [a_hash(one) for one in lines])
    if root != checkpoint.root:
        raise Untrue("the entry does not lead to the root of the checkpoint: it is another, or was changed")
    belief = believe(asked, checkpoint)
    entry = read_entry(content)
    if entry.get("log") != checkpoint.origin:
        raise Untrue("the entry is of another ledger")
    beside = stem + ".disclosures"
    given = asked.disclosures or (beside if Path(beside).exists() else None)
    values, withheld = disclosed(entry, read(given).splitlines() if given else [])
    told = [f"entry {index} of {checkpoint.origin}, a ledger of {checkpoint.size} entries; {belief}"]
    values = [(f"disclosed {name}", value) for name, value in values]
    values = [(name, value) for name, value in entry.items() if name != "_sd"] + values
    told += [f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values]
    return [*told, f"  withheld or erased: {withheld}"]


def check_since(asked: argparse.Namespace, data: bytes) -> list[str]:
    """Check that a ledger only grew."""
    if not asked.since:
        unusable("since which checkpoint? Add --since FILE")
    earlier = held(asked.since)
    lines, later = head_and_checkpoint(data)
    if earlier.origin != later.origin or whole(lines.pop(0)[4:]) != earlier.size or earlier.size > later.size:
        raise Untrue("the proof does not begin at the earlier checkpoint")
    check_growth(earlier.size, later.size, [a_hash(one) for one in lines], earlier.root, later.root)
    return [f"{later.origin} only grew, from {earlier.size} to {later.size} entries; {believe(asked, later)}"]


def check_checkpoint(asked: argparse.Namespace, data: bytes) -> list[str]:
    """Check a checkpoint by itself."""
    checkpoint = read_checkpoint(data)
    told = f"{checkpoint.origin}, {checkpoint.size} entries, root {checkpoint.root.hex()}"
    return [f"{told}; {believe(asked, checkpoint)}"]


def main(argv: list[str] | None = None) -> int:
    """Check what the arguments name."""
    parser = argparse.ArgumentParser(description="Check proofs of a minute book; see the head of this file.")
    parser.add_argument("file", nargs="?", help="a .tlog-proof, a proof of growth, or a checkpoint")
    parser.add_argument("--entry", help="the entry (default: beside the proof, as .entry)")
    parser.add_argument("--disclosures", help="the disclosures (default: beside the proof, as .disclosures)")
    parser.add_argument("--since", help="the earlier checkpoint, of a proof of growth")
    parser.add_argument("--key", action="append", help="a verifier key, or a file of such")
    parser.add_argument("--root", help="a root that you hold, in hexadecimal")
    parser.add_argument("--checkpoint", help="a checkpoint that you hold")
    parser.add_argument("--root-of", nargs="+", metavar="FILE", help="print the root over these, in order")
    asked = parser.parse_args(argv)
    if asked.root_of:
        sys.stdout.write(tree_hash([leaf_hash(read(path)) for path in asked.root_of]).hex() + "\n")
        return 0
    if asked.file is None:
        unusable("check what? Give a file")
    data = read(asked.file)
    first = data.partition(b"\n")[0]
    check = check_checkpoint
    if asked.file.endswith(".tlog-proof") or first == HEADER.encode():
        check = check_entry
    elif first.startswith(b"old ") and first[4:].isdigit():
        check = check_since
    try:
        told = check(asked, data)
    except (Untrue, RecursionError) as error:
        sys.stdout.write(shown(f"NOT TRUE: {error}") + "\n")
        return 1
    sys.stdout.write(shown("\n".join([f"TRUE: {told[0]}", *told[1:]])) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
