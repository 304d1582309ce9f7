"""Files in and out: notation read whole, renditions written at once or not at all."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.cli.faults import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 64 * 2**20
"""Bytes that are read of one file; more cannot be minutes."""


@frozen
class Source:
    """Notation as it was given: what it is called in messages, its bytes, and where its papers lie."""

    file: str
    content: bytes
    folder: Path | None


def read_source(file: str) -> Source:
    """The notation in a file, or on stdin for ``-``.

    Raises:
        OSError: it cannot be read.
        UsageError: it is larger than minutes can be.
    """
    if file == "-":
        with _about("<stdin>"):
            return Source("<stdin>", _whole("<stdin>", sys.stdin.buffer.read(MOST + 1)), None)
    return Source(file, read_bytes(file), Path(file).absolute().parent)


def read_bytes(file: str) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: it cannot be read.
        UsageError: it is too large.
    """
    _named(file)
    with _about(file), Path(file).open("rb") as stream:
        return _whole(file, stream.read(MOST + 1))


def _named(file: str) -> None:
    if not file or "\0" in file:
        raise UsageError(f"{file!r} is no name of a file; give a path")


def _whole(file: str, content: bytes) -> bytes:
    if len(content) > MOST:
        raise UsageError(
            f"{file}: more than {MOST // 2**20} MB, too much for minutes; see whether it is the right file"
        )
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before; a pipe or device is written to directly.

    Raises:
        OSError: it cannot be written.
    """
    with _about(path):
        target = Path(os.path.realpath(path))
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
            return
        part = target.with_name(f".{os.urandom(8).hex()}.part")
        try:
            with part.open("xb") as stream:
                stream.write(content)
            if mode is not None:
                part.chmod(stat.S_IMODE(mode))
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


@contextmanager
def _about(path: str | Path) -> Iterator[None]:
    """Let a fault name the file that was asked for, also where it came of another or of none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        OSError: it exists, or cannot be written.
    """
    with _about(path), path.open("xb") as stream:
        stream.write(content)


def safe_name(name: str) -> str:
    """The name that a renderer gives its file, if it is a name and no path.

    Raises:
        UsageError: it would lead elsewhere.
    """
    if not name or name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
        raise UsageError(f"the renderer names its file {name!r}, which is no plain name; name one with -o")
    return name


def size_of(count: int) -> str:
    """A number of bytes for people."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:,.1f} kB" if count < 10**6 else f"{count / 10**6:,.1f} MB"
