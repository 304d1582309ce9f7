"""The form of an export: JSON lines, as ``docs/reference/export-format.md`` lays them down.

Each entry is a line of its own, its exact bytes; what belongs to it stands in the line after it. Every other line is
an object with sorted keys and without blanks, told apart by its keys.
"""

from __future__ import annotations

from base64 import b64decode, b64encode, urlsafe_b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson
from attrs import frozen

from alliance_minutes.errors import InvalidExportError
from alliance_minutes.ledger import HASH_SIZE
from alliance_minutes.store.entries import MAX_ENTRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.events import Edition

FORMAT = "alliance-minutes-export"
VERSION = 1

LONGEST = 128 * 2**20
"""The most bytes of a line; an entry has a limit of its own."""

_LONGEST_HEAD = 4096


@frozen(kw_only=True)
class Header:
    """What an export is of.

    Attributes:
        origin: the name of the book's ledger.
        size: how many entries the book had.
        root: the root of the ledger over them.
        edition: internal, or public: only what is open.
        meeting: the id of the one meeting that is in it, or ``None``: the whole book.
    """

    origin: str
    size: int
    root: bytes
    edition: Edition = "internal"
    meeting: str | None = None

    def line(self) -> bytes:
        """The first line of the export."""
        return as_line(
            {
                "edition": self.edition,
                "format": FORMAT,
                "meeting": self.meeting,
                "origin": self.origin,
                "root": self.root.hex(),
                "size": self.size,
                "version": VERSION,
            }
        )


def as_line(value: dict[str, Any]) -> bytes:
    """An object as a line: keys sorted, no blanks."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def facts_line(
    position: int, leaf: bytes, vault: Sequence[bytes], proof: Sequence[bytes] | None = None
) -> bytes:
    """The line after an entry: its position, its leaf, its disclosures and, of a single meeting, its proof."""
    disclosures = [
        orjson.loads(line) if line.startswith(b"{") else _base64url(line).decode() for line in vault
    ]
    facts: dict[str, Any] = {"disclosures": disclosures, "leaf": leaf.hex(), "position": position}
    if proof is not None:
        facts["proof"] = [one.hex() for one in proof]
    return as_line(facts)


def _base64url(data: bytes) -> bytes:
    return b64encode(data, b"-_").rstrip(b"=")


def kept_line(position: int, content: bytes) -> bytes:
    """The bytes that are kept for an entry, after it."""
    return as_line({"content": b64encode(content).decode(), "kept": position})


def checkpoint_line(size: int, note: str) -> bytes:
    """A checkpoint that was kept, after the last entry that it covers."""
    return as_line({"checkpoint": size, "note": note})


def end_line(lines: int, digest: str) -> bytes:
    """The last line: how many lines stand before it, and the SHA-256 of them all."""
    return as_line({"lines": lines, "sha256": digest})


class Lines:
    """The lines of an export as they are read: each whole, none too long, all of them counted and digested.

    Attributes:
        file: what to call it in messages.
        number: the number of the line that was read last, from 1.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self.file = file
        self.number = 0
        self._stream = stream
        self._digest = sha256()
        self._before = sha256()
        self._ahead: bytes | None = None

    def fault(self, fact: str, line: int | None = None) -> InvalidExportError:
        """The error for the line that was read last, or for an earlier one."""
        return InvalidExportError(self.file, line or self.number, fact)

    def next(self, most: int = LONGEST) -> bytes:
        """The next line, without its end.

        Raises:
            InvalidExportError: there is none, it is too long, or the file ends in the middle of it.
        """
        line = self._stream.readline(most + 2)
        self.number += 1
        if not line:
            raise self.fault("the file ends here, before its last line: the rest of it is missing")
        if not line.endswith(b"\n"):
            if len(line) > most:
                raise self.fault(f"the line is longer than {most} bytes")
            raise self.fault("the file ends in the middle of this line: the rest of it is missing")
        self._before = self._digest.copy()
        self._digest.update(line)
        return line[:-1]

    def header(self) -> Header:
        """The first line.

        Raises:
            InvalidExportError: the file is no export, or one of a newer version.
        """
        try:
            line = self.next(_LONGEST_HEAD)
            found = self._object(line)
        except InvalidExportError as error:
            raise self.fault("this is no export of a minute book; give a file that 'export' wrote") from error
        if found.get("format") != FORMAT:
            raise self.fault("this is no export of a minute book; give a file that 'export' wrote")
        if type(found.get("version")) is not int or found["version"] > VERSION:
            raise self.fault(
                f"it has version {found.get('version')!r}, and this version of alliance-minutes knows {VERSION}; "
                "use a newer one"
            )
        made = self._header(found)
        if made is None or made.line() != line + b"\n":
            raise self.fault("the first line does not say what an export is of")
        return made

    def _header(self, found: dict[str, Any]) -> Header | None:
        edition, meeting, origin = (found.get(key) for key in ("edition", "meeting", "origin"))
        root, size = _hash(found.get("root")), found.get("size")
        if edition not in {"internal", "public"} or not (meeting is None or type(meeting) is str):
            return None
        if type(origin) is not str or root is None or type(size) is not int or not 0 < size < 2**53:
            return None
        return Header(origin=origin, size=size, root=root, edition=edition, meeting=meeting)

    def entry(self) -> bytes | None:
        """The bytes of the next entry; ``None`` where the next line is none."""
        line = self.next()
        if not line.startswith(b'{"_sd":'):
            self._ahead = line
            return None
        if len(line) > MAX_ENTRY:
            raise self.fault(f"an entry has at most {MAX_ENTRY} bytes, and this one {len(line)}")
        return line

    def other(self) -> dict[str, Any]:
        """The next line that is no entry, as an object."""
        line, self._ahead = self._ahead, None
        if line is None:
            line = self.next()
        return self._object(line)

    def _object(self, line: bytes) -> dict[str, Any]:
        try:
            found = orjson.loads(line)
            again = orjson.dumps(found, option=orjson.OPT_SORT_KEYS)
        except (ValueError, TypeError, RecursionError):
            raise self.fault("the line is not JSON") from None
        if type(found) is not dict or again != line:
            raise self.fault("the line is not an object with sorted keys and without blanks")
        return found

    def end(self, found: dict[str, Any]) -> None:
        """See that the line that was read last, as an object, is the last one and closes what was read.

        Raises:
            InvalidExportError: something follows, or the file is not as it was written.
        """
        if found != {"lines": self.number - 1, "sha256": self._before.hexdigest()}:
            raise self.fault("the last line closes another file than this one: a line before it was changed")
        if self._stream.read(1):
            self.number += 1
            raise self.fault("something follows after the last line")


@frozen
class Facts:
    """The line after an entry, read."""

    position: int
    leaf: bytes
    vault: tuple[bytes, ...]
    proof: tuple[bytes, ...] | None


def read_facts(found: dict[str, Any], *, proven: bool) -> Facts:
    """The line after an entry.

    Raises:
        ValueError: it is none; the message says what it lacks.
    """
    keys = {"disclosures", "leaf", "position"} | ({"proof"} if proven else set())
    if found.keys() != keys:
        raise ValueError(f"after an entry stands a line with {', '.join(sorted(keys))}")
    position, leaf, disclosures = found["position"], _hash(found["leaf"]), found["disclosures"]
    if type(position) is not int or leaf is None or type(disclosures) is not list:
        raise ValueError("position, leaf or disclosures of the entry are not what they should be")
    proof = [_hash(one) for one in found["proof"]] if proven and type(found["proof"]) is list else []
    if any(one is None for one in proof) or (proven and type(found["proof"]) is not list):
        raise ValueError("the proof is not a list of hashes")
    vault = tuple(_disclosure(one) for one in disclosures)
    return Facts(position, leaf, vault, tuple(one for one in proof if one) if proven else None)


def _disclosure(given: Any) -> bytes:
    """A disclosure as raw JSON, as the vault has it."""
    if type(given) is dict and given.keys() == {"erased", "field"}:
        return orjson.dumps({"erased": given["erased"], "field": given["field"]})
    if type(given) is not str or not given.isascii() or "=" in given:
        raise ValueError("a disclosure is base64url without padding, or the mark of an erased one")
    try:
        raw = urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except ValueError:
        raise ValueError("a disclosure is not base64url") from None
    if _base64url(raw).decode() != given or b"\n" in raw or not raw:
        raise ValueError("a disclosure is not base64url in its one form, holds a line feed, or nothing")
    return raw


def read_content(given: Any) -> bytes:
    """The bytes that are kept for an entry.

    Raises:
        ValueError: it is not base64.
    """
    if type(given) is not str:
        raise ValueError("the content of what is kept is base64")
    try:
        return b64decode(given, validate=True)
    except ValueError:
        raise ValueError("the content of what is kept is not base64") from None


def _hash(given: Any) -> bytes | None:
    """A hash in hexadecimal, or ``None`` where it is none."""
    if type(given) is not str or len(given) != 2 * HASH_SIZE or given != given.lower():
        return None
    try:
        return bytes.fromhex(given) if given.isalnum() else None
    except ValueError:
        return None
