"""Signed notes (C2SP signed-note): a text, and lines with the signatures of those who vouch for it.

Nothing here signs or knows an algorithm: whoever checks a note says how a signature is checked.
"""

from __future__ import annotations

from base64 import b64encode
from binascii import Error as Base64Error
from binascii import a2b_base64
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from alliance_minutes.errors import NoteError, ProofError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    SignatureCheck: TypeAlias = "Callable[[VerifierKey, bytes, bytes], bool]"
    """Whether a key made this signature of this message: key, signature, message."""

ED25519 = 0x01
"""The type of a signature with Ed25519 over the text of the note."""

MAX_NOTE = 1_000_000
MAX_SIGNATURES = 100
_KEY_ID = 4
_SPKI = bytes.fromhex("302a300506032b6570032100")
"""How DER says that an Ed25519 key follows (RFC 8410, section 4)."""

_DASH = "— "


def key_id(name: str, material: bytes) -> bytes:
    """The id of a key: the first four bytes of a SHA-256 over its name and its type and public key."""
    return sha256(name.encode() + b"\n" + material).digest()[:_KEY_ID]


def is_key_name(name: str) -> bool:
    """Whether a key can have this name: not empty, and without blanks, controls and plus signs."""
    return (
        bool(name)
        and "+" not in name
        and not any(character.isspace() or character < " " for character in name)
        and not any("\ud800" <= character <= "\udfff" for character in name)
    )


def decode_base64(text: str, what: str) -> bytes:
    """Bytes from the one base64 form that they have.

    Raises:
        NoteError: that is no base64, or not the form that encoding gives.
    """
    try:
        decoded = a2b_base64(text, strict_mode=True)
    except (Base64Error, ValueError):
        decoded = b""
    if encode_base64(decoded) != text:
        raise NoteError(what, "it holds what is no base64")
    return decoded


def encode_base64(data: bytes) -> str:
    """The base64 form of bytes."""
    return b64encode(data).decode("ascii")


@frozen
class VerifierKey:
    """What signatures of one key are checked with; its text form is the ``vkey`` of C2SP signed-note.

    Attributes:
        name: whose key it is, best as a URL without a scheme: ``example.org/notulen``.
        type: how it signs: 1 for Ed25519.
        public: the public key; 32 bytes for Ed25519.
    """

    name: str
    type: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell this key from others of its name."""
        return key_id(self.name, bytes([self.type]) + self.public)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that a text such as ``example.org/notulen+530d903a+AekyeRrm…`` gives.

        Raises:
            NoteError: it has another form, an id that is not that of its key, or another type than Ed25519.
        """
        what = "verifier key"
        parts = text.split("+", 2)
        if len(parts) != 3 or not is_key_name(parts[0]):
            raise NoteError(
                what, f"{text[:100]!r} has not the form name+id+key; give it whole, as 'keys show' tells it"
            )
        name, identity, encoded = parts
        material = decode_base64(encoded, what)
        if len(material) != 33 or material[0] != ED25519:
            raise NoteError(what, f"{name} is no Ed25519 key, and no other can be checked here")
        if identity != key_id(name, material).hex():
            raise NoteError(
                what, f"the id of {name} is {identity[:20]!r}, expected {key_id(name, material).hex()}"
            )
        return cls(name, material[0], material[1:])

    def pem(self) -> str:
        """The public key as PEM, as openssl reads it (RFC 8410)."""
        return f"-----BEGIN PUBLIC KEY-----\n{encode_base64(_SPKI + self.public)}\n-----END PUBLIC KEY-----\n"

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode_base64(bytes([self.type]) + self.public)}"


@frozen
class Signature:
    """One signature line of a note.

    Attributes:
        name: the name of the key.
        key_id: its id, four bytes.
        value: the signature itself.
    """

    name: str
    key_id: bytes
    value: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """The signature that a line, without its line feed, gives.

        Raises:
            NoteError: it has another form.
        """
        name, blank, encoded = line.removeprefix(_DASH).partition(" ")
        if not (line.startswith(_DASH) and blank and is_key_name(name)):
            raise NoteError("note", f"{line[:100]!r} is no signature line: expected '— name base64'")
        value = decode_base64(encoded, "signature")
        if len(value) <= _KEY_ID:
            raise NoteError("note", f"the signature of {name} is too short")
        return cls(name, value[:_KEY_ID], value[_KEY_ID:])

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {encode_base64(self.key_id + self.value)}"

    def by(self, key: VerifierKey) -> bool:
        """Whether it says that this key made it."""
        return (self.name, self.key_id) == (key.name, key.id)


@frozen
class Note:
    """A text and its signatures.

    Attributes:
        text: what was signed; it ends with a line feed.
        signatures: the signatures, in the order of their lines; none in a note that nobody signed yet.
    """

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def parse(cls, data: bytes, *, unsigned: bool = False) -> Self:
        """The note that these bytes hold.

        Args:
            data: the note as it was written.
            unsigned: whether a text alone, without any signature line, will do too.

        Raises:
            NoteError: they hold no note.
        """
        text = _readable(data)
        body, separator, lines = text.rpartition("\n\n")
        if not separator:
            if unsigned and text.endswith("\n"):
                return cls(text)
            raise NoteError("note", "it has no signature: expected a text, an empty line and signature lines")
        if not body or not lines.endswith("\n"):
            raise NoteError("note", "its last line is cut off")
        rows = lines[:-1].split("\n")
        if len(rows) > MAX_SIGNATURES:
            raise NoteError("note", f"it has {len(rows)} signatures; at most {MAX_SIGNATURES} are read")
        return cls(body + "\n", tuple(Signature.parse(row) for row in rows))

    def __bytes__(self) -> bytes:
        lines = "".join(f"{signature}\n" for signature in self.signatures)
        return (f"{self.text}\n{lines}" if lines else self.text).encode()

    def with_signatures(self, added: Iterable[Signature]) -> Note:
        """The note with further signatures; one that is there already is not put there again."""
        fresh = [one for one in dict.fromkeys(added) if one not in self.signatures]
        return Note(self.text, (*self.signatures, *fresh))

    def verify(self, keys: Iterable[VerifierKey], check: SignatureCheck) -> tuple[VerifierKey, ...]:
        """Those of the keys that signed it, each once; signatures of unknown keys count for nothing.

        Raises:
            ProofError: a signature that one of the keys is to have made is false, or none of them signed.
        """
        known = list(dict.fromkeys(keys))
        message = self.text.encode()
        found: dict[VerifierKey, None] = {}
        for signature in self.signatures:
            for key in known:
                if signature.by(key):
                    if not check(key, signature.value, message):
                        raise ProofError(
                            f"the signature of {key.name} is false: this text was not signed with its key"
                        )
                    found[key] = None
        if not found:
            named = ", ".join(key.name for key in known) or "none was given"
            raise ProofError(f"no known key signed this note (known: {named})")
        return tuple(found)


def _readable(data: bytes) -> str:
    if len(data) > MAX_NOTE:
        raise NoteError("note", f"it has {len(data)} bytes; at most {MAX_NOTE} are read")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError("note", f"byte {error.start} is no UTF-8") from error
    if any(character < " " and character != "\n" for character in text):
        raise NoteError("note", "it holds a control character")
    return text
