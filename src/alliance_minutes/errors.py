"""Every error of the library, as one tree.

Each error subclasses :class:`AllianceMinutesError` and the builtin that a caller would catch anyway, holds its
facts as fields, and says in its message the fact, what was expected, and what to do next::

    AllianceMinutesError
    ├── InvalidTextError (ValueError)          text that no document can hold
    ├── InvalidValueError (ValueError)         a date, time, number or choice that does not exist
    ├── RefusedError (ValueError)              a rule of meetings says no; `rule` names it
    ├── NotationError (ValueError)             a notation text with errors; `messages` lists them
    ├── UnknownMeetingError (LookupError)      no meeting, or more than one, goes by that name
    ├── UnknownPartError (LookupError)         no part of the minutes, or more than one, goes by that name
    ├── AlreadyRecordedError (ValueError)      the book may hold the meeting of this file; which, it does not say
    ├── StoreError (OSError)
    │   ├── NotABookError                      the file or address holds no minute book
    │   ├── NewerBookError                     made by a newer version of this library
    │   ├── DamagedBookError                   an entry that cannot be read
    │   ├── ReadOnlyBookError                  a write to a book opened read-only, or on a read-only disk
    │   └── BookBusyError                      the lock of the book could not be had in time
    ├── ConcurrencyError (RuntimeError)        the stream has moved on; `expected` and `actual` versions
    ├── CommandConflictError (ValueError)      a command id was used before, for something else
    ├── MeetingExistsError (ValueError)        a body has a meeting on this date, and a save asked that it has none
    ├── NumberTakenError (ValueError)          a decision, action or question number is already in use
    ├── EntryTooLargeError (ValueError)        an entry of more than 65,535 bytes
    ├── ErasureRefusedError (ValueError)       what cannot be erased, or is gone already; `reason` says which
    ├── NoteError (ValueError)                 a checkpoint, key or proof file in a wrong form
    ├── ProofError (ValueError)                a proof does not prove what it should, or a signature is false
    ├── CheckpointRefusedError (RuntimeError)  the ledger is not what it was when a checkpoint was signed or kept
    ├── MissingExtraError (ImportError)        a package that an extra of this library brings is not installed
    ├── InvalidExportError (ValueError)        an export that does not verify; `file` and the first bad `line`
    ├── RenditionError (ValueError)            a file that is no rendition, or none that can be checked; says why
    ├── RenderError (ValueError)               a renderer cannot make the document; says why
    │   ├── OptionError                        an option the renderer does not have, or a bad value
    │   └── TemplateError                      a template that cannot be used
    ├── UnknownFormatError (LookupError)       no renderer makes this format
    └── PluginError (RuntimeError)             a plugin is broken; `plugin`, `distribution` and the cause
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class AllianceMinutesError(Exception):
    """The root of all errors of this library."""


class InvalidTextError(AllianceMinutesError, ValueError):
    """Text that no document can hold.

    Attributes:
        text: the text as given.
        index: where in it the first illegal character stands, from 0.
    """

    def __init__(self, text: str, index: int, reason: str | None = None) -> None:
        self.text = text
        self.index = index
        if reason is None:
            reason = f"character U+{ord(text[index]):04X} at place {index + 1} cannot stand in a document; remove it"
        super().__init__(reason)


class InvalidValueError(AllianceMinutesError, ValueError):
    """A date, time, number or choice that does not exist.

    Attributes:
        what: the kind of value ("date", "time", …).
        value: the value as given.
    """

    def __init__(self, what: str, value: object, expected: str) -> None:
        self.what = what
        self.value = value
        super().__init__(f"{value!r} is not a {what}: expected {expected}")


class RefusedError(AllianceMinutesError, ValueError):
    """A rule of meetings says no.

    Attributes:
        rule: the id of the rule, such as ``"item.unknown"``; the list stands in ``docs/reference/rules.md``.
        index: which of the proposed events was refused, from 0.
    """

    def __init__(self, rule: str, message: str, index: int = 0) -> None:
        self.rule = rule
        self.index = index
        super().__init__(message)


class NotationError(AllianceMinutesError, ValueError):
    """A notation text with errors; nothing was recorded.

    Attributes:
        messages: what is wrong, one message each (``alliance_minutes.notation.Message``), in order of the text.
    """

    def __init__(self, messages: Sequence[object]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(str(message) for message in messages))


class UnknownMeetingError(AllianceMinutesError, LookupError):
    """No meeting, or more than one, goes by the given name.

    Attributes:
        name: the name as given (an id, the beginning of one, or ``body/date``).
        candidates: the ids of the meetings it could mean.
    """

    def __init__(self, name: str, candidates: Sequence[str] = ()) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        if candidates:
            message = f"{name!r} could mean {len(candidates)} meetings ({', '.join(candidates)}); give more of the id"
        else:
            message = f"no meeting {name!r} in this book; 'alliance-minutes meetings' lists them"
        super().__init__(message)


class UnknownPartError(AllianceMinutesError, LookupError):
    """No part of a document, or more than one, goes by the given name.

    Attributes:
        name: the name as given.
        candidates: what can be asked for, as this edition shows it; the parts it could mean, where it could mean several.
    """

    def __init__(self, name: str, candidates: Sequence[str], *, several: bool = False) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        listed = "; ".join(self.candidates)
        if several:
            message = f"{name!r} could mean {len(self.candidates)} parts of the minutes: {listed}"
        else:
            message = (
                f"no part {name!r} in this edition of the minutes{f'; there is {listed}' if listed else ''}"
            )
        super().__init__(message)


class AlreadyRecordedError(AllianceMinutesError, ValueError):
    """The book has a meeting that a notation text could be of, and nothing tells whether it is.

    That is one of the same body on the same date, or on another date with nearly the same words.

    Attributes:
        meeting: the id of the meeting in the book; the first where there are several.
        candidates: the ids of all that it could be.
    """

    def __init__(self, candidates: Sequence[str], difference: str, *, date: str = "this date") -> None:
        self.candidates = tuple(candidates)
        self.meeting = self.candidates[0]
        super().__init__(
            f"the book has {'a meeting' if len(self.candidates) == 1 else f'{len(self.candidates)} meetings'} of this "
            f"body on {date} ({', '.join(self.candidates)}), and {difference}. Nothing was recorded; say with "
            "--meeting ID that the text is of that one and changes it, or with --new that it is of another"
        )


class StoreError(AllianceMinutesError, OSError):
    """The store of a book cannot do what was asked.

    Attributes:
        book: the path or address of the book.
    """

    def __init__(self, book: str, message: str) -> None:
        self.book = book
        super().__init__(f"{book}: {message}")


class NotABookError(StoreError):
    """The file or address holds no minute book."""


class NewerBookError(StoreError):
    """The book was made by a newer version of this library."""


class DamagedBookError(StoreError):
    """An entry of the book cannot be read."""


class ReadOnlyBookError(StoreError):
    """A write to a book that was opened read-only or lies on a read-only disk."""


class BookBusyError(StoreError):
    """Another process held the lock of the book for too long."""


def _named(stream: str) -> str:
    """A stream as people name it."""
    return {"parties": "the list of parties", "book": "the book"}.get(stream, f"meeting {stream}")


class ConcurrencyError(AllianceMinutesError, RuntimeError):
    """Optimistic concurrency: somebody else wrote to the stream first.

    Attributes:
        stream: the stream.
        expected: the version the caller expected.
        actual: the version the stream has.
    """

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        self.stream = stream
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"somebody else recorded something just now: {_named(stream)} is at version {actual}, not at {expected} as "
            "was expected. Nothing was recorded; look at what changed, and give the command again"
        )


class CommandConflictError(AllianceMinutesError, ValueError):
    """A command id was used before for something else.

    Attributes:
        command_id: the id.
    """

    def __init__(self, command_id: str) -> None:
        self.command_id = command_id
        super().__init__(
            f"command {command_id} was recorded before with other content; give every command a new id"
        )


class MeetingExistsError(AllianceMinutesError, ValueError):
    """A save was to begin the only meeting of a body on a date, and the book has one.

    Attributes:
        meeting: the id of the meeting in the book.
    """

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        super().__init__(
            f"the book has a meeting of this body on this date, {meeting}: read that one first, "
            "or save without asking that there is none"
        )


class NumberTakenError(AllianceMinutesError, ValueError):
    """A decision, action or question number of this body is in use.

    Attributes:
        number: the number.
    """

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"number {number} is in use already; leave it out to get the next free one")


class EntryTooLargeError(AllianceMinutesError, ValueError):
    """An entry of more than 65,535 bytes (the limit of C2SP tlog-tiles entries).

    Attributes:
        size: its size in bytes.
    """

    def __init__(self, type_name: str, size: int) -> None:
        self.size = size
        super().__init__(
            f"a {type_name} entry of {size} bytes is over the limit of 65535; record it in several parts"
        )


class ErasureRefusedError(AllianceMinutesError, ValueError):
    """What was to be erased cannot be, or is gone already; nothing was erased.

    Attributes:
        reason: ``"already-erased"``, ``"in-clear"`` (it stands in the entry itself), ``"unknown"`` (there is no such thing),
            ``"said-again"`` (the basis or the request would put the words back into the book), or ``"outdated"`` (something
            was recorded since the erasure was planned that has to do with it).
    """

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


class NoteError(AllianceMinutesError, ValueError):
    """A checkpoint, key or proof in a wrong form: cut off, edited, or something else altogether.

    Attributes:
        what: the kind of thing ("note", "checkpoint", "verifier key", "proof", …).
    """

    def __init__(self, what: str, reason: str) -> None:
        self.what = what
        super().__init__(f"this is no {what}: {reason}")


class ProofError(AllianceMinutesError, ValueError):
    """A proof does not prove what it should, or a signature is false; the message says where it breaks."""


class CheckpointRefusedError(AllianceMinutesError, RuntimeError):
    """A checkpoint that no honest ledger would make: the book shrank, or forked, or its hashes are not its entries'.

    Attributes:
        size: how many entries the book has now.
        root: the root of its ledger now, 32 bytes.
        earlier_size: the size at the earlier checkpoint that it does not continue.
        earlier_root: the root there.
    """

    def __init__(
        self, reason: str, *, size: int, root: bytes, earlier_size: int, earlier_root: bytes
    ) -> None:
        self.size = size
        self.root = root
        self.earlier_size = earlier_size
        self.earlier_root = earlier_root
        super().__init__(
            f"{reason}: the book has {size} entries and the root {root.hex()}, the earlier checkpoint {earlier_size} "
            f"and {earlier_root.hex()}. Nothing was signed; run 'alliance-minutes audit', and find out where the "
            "entries went before you sign again"
        )


class MissingExtraError(AllianceMinutesError, ImportError):
    """A package that an extra of this library brings is not installed.

    Attributes:
        extra: the extra, as in ``pip install 'alliance-minutes[sign]'``.
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(
            f"{purpose} needs a package that is not installed: pip install 'alliance-minutes[{extra}]'"
        )


class InvalidExportError(AllianceMinutesError, ValueError):
    """An export of a book, or of a meeting, that does not verify.

    Attributes:
        file: its name.
        line: the first line at which it shows, from 1.
    """

    def __init__(self, file: str, line: int, fact: str) -> None:
        self.file = file
        self.line = line
        super().__init__(f"{file}:{line}: {fact}")


class RenditionError(AllianceMinutesError, ValueError):
    """A file that is no rendition of minutes, or none that can be checked; the message says why."""


class RenderError(AllianceMinutesError, ValueError):
    """A renderer cannot make the document; the message says why."""


class OptionError(RenderError):
    """An option that the renderer does not have, or a value it does not take."""


class TemplateError(RenderError):
    """A template that cannot be used."""


class UnknownFormatError(AllianceMinutesError, LookupError):
    """No renderer makes this format.

    Attributes:
        format: the format asked for.
        known: the formats that can be made.
    """

    def __init__(self, format_name: str, known: Sequence[str], reason: str | None = None) -> None:
        self.format = format_name
        self.known = tuple(known)
        because = f" ({reason})" if reason else ""
        super().__init__(f"no renderer for {format_name!r}{because}; there is {', '.join(known) or 'none'}")


class PluginError(AllianceMinutesError, RuntimeError):
    """A plugin is broken.

    Attributes:
        plugin: its name.
        distribution: the installed distribution it comes from.
    """

    def __init__(self, plugin: str, distribution: str, cause: str) -> None:
        self.plugin = plugin
        self.distribution = distribution
        super().__init__(f"plugin {plugin} (from {distribution}): {cause}")
