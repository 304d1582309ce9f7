"""What is told of a fault: what, where, and what to do, in one message."""

from __future__ import annotations

import errno

from alliance_minutes.errors import AllianceMinutesError, NotationError

_BY_NUMBER = {
    errno.ENOENT: "there is no such file or folder; see whether the path is right",
    errno.EISDIR: "this is a folder; give the path of a file",
    errno.ENOTDIR: "a part of this path is a file, not a folder; see whether the path is right",
    errno.EACCES: "you may not read or write this; ask for the right, or choose another place",
    errno.EPERM: "you may not read or write this; ask for the right, or choose another place",
    errno.EEXIST: "it exists already; choose another name, or move it away",
    errno.EROFS: "the disk is read-only; choose a place on another one with -o or --book",
    errno.ENOSPC: "the disk is full; free some room and try again",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


class UsageError(Exception):
    """The command line asks for something that cannot be; the message says what to do instead."""


def told(error: BaseException) -> list[str]:
    """The lines that tell a fault."""
    if isinstance(error, NotationError):
        return [str(message) for message in error.messages]
    if isinstance(error, (AllianceMinutesError, UsageError)):
        return [str(error)]
    if isinstance(error, OSError):
        where = error.filename2 or error.filename
        fact = _BY_NUMBER.get(error.errno or 0) or (
            f"{error.strerror or error}; look at the disk and try again"
        )
        return [f"{'stdout' if where is None else _name(where)}: {fact}"]
    return [f"{error}; give text as UTF-8"]


def _name(where: object) -> str:
    return where.decode("utf-8", "surrogateescape") if isinstance(where, bytes) else str(where)
