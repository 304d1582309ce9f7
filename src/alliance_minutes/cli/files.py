"""Files in and out: notation read whole, renditions written at once or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from attrs import frozen

from alliance_minutes.cli.faults import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typing_extensions import Buffer

MOST = 64 * 2**20
"""Bytes that are read of one file; more cannot be minutes."""

NOTATION = ".minutes.md"
"""How files end that somebody typed; no command writes over one."""

DATABASE = b"SQLite format 3\0"
"""How a book begins, and every other database of SQLite."""

_FIRST_LINE = 4096

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for the files beside it."""


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


@contextmanager
def begun(file: str) -> Iterator[tuple[bytes, BinaryIO]]:
    """The first line of a file, or as much of it as tells what it is, and the whole of it to be read: once, as of a pipe.

    Raises:
        OSError: it cannot be read.
    """
    _named(file)
    with _about(file):
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below; what is done with it is no fault of the file
    with stream:
        with _about(file):
            line = stream.readline(_FIRST_LINE)
        yield line, io.BufferedReader(_Anew(line, stream))


class _Anew(io.RawIOBase):
    """A stream from its beginning, of which a part was read."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self._beginning = io.BytesIO(beginning)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        piece = self._beginning.read(len(view)) or self._rest.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def whole(file: str, stream: BinaryIO) -> bytes:
    """All bytes of a stream that was opened as this file.

    Raises:
        OSError: it cannot be read.
        UsageError: it is too large.
    """
    with _about(file):
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


def write_whole(path: Path, content: bytes, spared: Mapping[Path, str] | None = None) -> None:
    """Write a file so that it is there whole or as it was before; a pipe or device is written to directly.

    A link is followed to the file that it names, and the same is asked of that file as of any other.

    Args:
        path: where to write.
        content: what to write.
        spared: files that are never replaced, with what to call each; a missing one is not made either.

    Raises:
        UsageError: the file is spared, a database or part of one, or notation; or a link leads nowhere.
        OSError: it cannot be written.
    """
    with _about(path):
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            path.write_bytes(content)
            return
        if mode is None and path.is_symlink():
            raise UsageError(f"{path}: this link leads to nothing; remove it, or name another file")
        target = Path(os.path.realpath(path))
        _spare(path, target, spared or {})
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


def refuse_precious(path: Path) -> None:
    """Refuse to write over what nobody wants to lose: a database or part of one, or notation.

    Raises:
        UsageError: that is such a file, or a link that leads nowhere.
        OSError: it cannot be looked at.
    """
    with _about(path):
        if path.is_symlink() and not path.exists():
            raise UsageError(f"{path}: this link leads to nothing; remove it, or name another file")
        _spare(path, Path(os.path.realpath(path)), {})


def _spare(path: Path, target: Path, spared: Mapping[Path, str]) -> None:
    """Refuse what nobody wants to lose for what is written.

    Raises:
        UsageError: the target is such a file.
    """
    what = next((name for one, name in spared.items() if _same(one, target)), None) or _precious(target)
    if what is not None:
        raise UsageError(f"{path}: this is {what}, and would be lost; name another file")


def _same(one: Path, target: Path) -> bool:
    try:
        return one.samefile(target)
    except OSError:  # one of them is not there
        return Path(os.path.realpath(one)) == target


def _precious(target: Path) -> str | None:
    """What a file is that no rendition may replace, or ``None``."""
    if _is_database(target):
        return "a database"
    if target.name.lower().endswith(NOTATION) and target.exists():
        return "minutes in the notation"
    for suffix in LOGS:
        if target.name.endswith(suffix) and _is_database(target.with_name(target.name.removesuffix(suffix))):
            return "a part of a database"
    return None


def _is_database(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(len(DATABASE)) == DATABASE


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


def own_place(folder: Path, name: str) -> Path:
    """Where a file goes that the renderer named; no link is followed that the user did not name.

    Raises:
        UsageError: the name would lead elsewhere.
    """
    place = folder / safe_name(name)
    if place.is_symlink():
        raise UsageError(f"{place}: this is a link; remove it, or name the file that it leads to")
    return place


def size_of(count: int) -> str:
    """A number of bytes for people."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:,.1f} kB" if count < 10**6 else f"{count / 10**6:,.1f} MB"
