"""Keys that sign checkpoints: files of their own, outside of every book, readable for their owner only.

A key file holds one line, the signing key in the form of Go's package ``sumdb/note``. Beside it stands what it signed
last of each ledger (``FILE.signed``), so that it never signs two histories of one book: not after an old backup was
put back, and not in a copy that went its own way.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from alliance_minutes.errors import InvalidValueError, MissingExtraError, NoteError
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.ledger.notes import ED25519, VerifierKey, decode_base64, encode_base64, is_key_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PREFIX = "PRIVATE+KEY+"
_WHAT = "signing key"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SEED = 32
_LONGEST = 4096


def key_folder() -> Path:
    """Where keys are kept unless somebody says otherwise: ``alliance-minutes/keys`` in the user's configuration (XDG)."""
    configuration = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(configuration) if os.path.isabs(configuration) else Path.home() / ".config"  # noqa: PTH117 - text, as the XDG rule has it
    return base / "alliance-minutes" / "keys"


def check_signature(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 key made this signature of this message (RFC 8032).

    Raises:
        MissingExtraError: the extra ``sign`` is not installed.
    """
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("sign", "checking a signature") from error
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@frozen
class KeyFile:
    """A signing key in a file; fills :class:`alliance_minutes.ledger.checkpoints.Signer`.

    Attributes:
        path: the file.
        key: what its signatures are checked with.
    """

    path: Path
    key: VerifierKey
    _seed: bytes = field(repr=False)

    @classmethod
    def make(cls, name: str, path: str | Path | None = None) -> KeyFile:
        """A new key in a new file of mode 600.

        Args:
            name: whose key it is: the origin of the book, or a name below it such as ``example.org/notulen/chair``.
            path: the file; by default one in :func:`key_folder`, which is made where it is missing.

        Raises:
            InvalidValueError: no key can have this name.
            MissingExtraError: the extra ``sign`` is not installed.
            OSError: the file exists already, or cannot be written.
        """
        if not is_key_name(name):
            raise InvalidValueError(
                "name of a key",
                name,
                "one without blanks, control characters and plus signs, best like example.org/notulen",
            )
        seed = os.urandom(_SEED)
        key = VerifierKey(name, ED25519, _public(seed))
        if path is None:
            folder = key_folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / f"{re.sub('[^A-Za-z0-9.-]+', '_', name)[:80].lstrip('.')}-{key.id.hex()}.key"
        path = Path(path)
        made = cls(path, key, seed)
        line = f"{_PREFIX}{name}+{key.id.hex()}+{encode_base64(bytes([ED25519]) + seed)}\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(line.encode())
            _to_disk(file.fileno(), path.parent)
        return made

    @classmethod
    def read(cls, path: str | Path) -> KeyFile:
        """The key in a file.

        Raises:
            NoteError: the file holds none.
            InvalidValueError: others than its owner may read it, or it has a second name by a hard link.
            MissingExtraError: the extra ``sign`` is not installed.
            OSError: it cannot be read.
        """
        path = Path(path).resolve()  # one key has one memory, by whatever link it is named
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            content = file.read(_LONGEST + 1)
        try:
            text = content.decode().removesuffix("\n")
        except UnicodeDecodeError:
            text = ""
        name, _, rest = text.removeprefix(_PREFIX).partition("+")
        identity, _, encoded = rest.partition("+")
        if not text.startswith(_PREFIX) or len(content) > _LONGEST or not is_key_name(name):
            raise NoteError(
                _WHAT, f"{path} does not hold one line 'PRIVATE+KEY+name+id+key', as 'keys new' writes it"
            )
        if status.st_nlink > 1:
            raise InvalidValueError(
                "key file of one name",
                str(path),
                "no hard link to it; each name would have a memory of its own of what the key signed",
            )
        if status.st_mode & _OTHERS:
            raise InvalidValueError(
                "key file of its owner alone",
                str(path),
                "mode 600; others may read it, so that its signatures prove nothing: make a new key, or chmod 600 it",
            )
        material = decode_base64(encoded, _WHAT)
        if len(material) != _SEED + 1 or material[0] != ED25519:
            raise NoteError(_WHAT, f"{path} holds no Ed25519 key")
        key = VerifierKey(name, ED25519, _public(material[1:]))
        if identity != key.id.hex():
            raise NoteError(_WHAT, f"the id in {path} is not that of its key")
        return cls(path, key, material[1:])

    @property
    def memory(self) -> Path:
        """The file that tells what this key signed last of each ledger."""
        return self.path.with_name(self.path.name + ".signed")

    def signed(self) -> dict[str, Checkpoint]:
        """The newest checkpoint that this key signed of each ledger, by its origin.

        Raises:
            NoteError: the file that tells it cannot be understood.
            OSError: it cannot be read.
        """
        try:
            content = self.memory.read_bytes()
        except FileNotFoundError:
            if self.memory.is_symlink():
                raise NoteError(
                    "memory of a key",
                    f"{self.memory} is a link to nothing; put back what it led to, which tells what the key signed last",
                ) from None
            return {}
        try:
            logs: dict[str, Any] = json.loads(content)["logs"]
            return {
                origin: Checkpoint.parse(f"{origin}\n{one['size']}\n{one['root']}\n")
                for origin, one in logs.items()
            }
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise NoteError(
                "memory of a key",
                f"{self.memory} tells what the key signed last, and cannot be read ({error}); put a good copy back",
            ) from error

    def sign(self, checkpoint: Checkpoint, extends: Callable[[Checkpoint], None]) -> bytes:
        """The signature of a checkpoint; what is signed is remembered durably first.

        Args:
            checkpoint: what to sign.
            extends: called with the newest checkpoint that this key signed of the ledger; raises where the two are
                not states of one growing ledger.

        Raises:
            NoteError: what the key signed last cannot be read.
            MissingExtraError: the extra ``sign`` is not installed.
            OSError: what was signed cannot be remembered.
        """
        with self._alone():
            signed = self.signed()
            last = signed.get(checkpoint.origin)
            if last is not None:
                extends(last)
            if last is None or last.size < checkpoint.size:
                self._remember({**signed, checkpoint.origin: checkpoint})
            return _ed25519(self._seed).sign(checkpoint.text.encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from signing with this key meanwhile."""
        with self.path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _remember(self, signed: dict[str, Checkpoint]) -> None:
        logs = {
            origin: {"size": one.size, "root": encode_base64(one.root)}
            for origin, one in sorted(signed.items())
        }
        part = self.memory.with_name(f".{self.memory.name}.{os.urandom(4).hex()}.part")
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(json.dumps({"logs": logs}, indent=1).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.memory)
            _to_disk(None, self.memory.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def _public(seed: bytes) -> bytes:
    return _ed25519(seed).public_key().public_bytes_raw()


def _ed25519(seed: bytes) -> Ed25519PrivateKey:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("sign", "a signing key") from error
    return Ed25519PrivateKey.from_private_bytes(seed)


def _to_disk(file: int | None, folder: Path) -> None:
    """Let a file and its name in a folder outlive a loss of power."""
    if file is not None:
        os.fsync(file)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
