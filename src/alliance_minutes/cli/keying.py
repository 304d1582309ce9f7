"""The command that makes and shows the keys that sign checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read, named_book
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.terminal import say, say_json, tell
from alliance_minutes.errors import InvalidValueError, NoteError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from alliance_minutes.audit.proofs.keys import KeyFile
    from alliance_minutes.errors import AllianceMinutesError


def keys(arguments: Namespace) -> int:
    """Make a key, or show the keys."""
    if arguments.action == "new":
        return _new(arguments)
    if arguments.name or arguments.output:
        raise UsageError("'keys show' takes no --name and no --output; name the key files")
    found, problems = (keys_named(arguments.keys), []) if arguments.keys else _kept()
    if arguments.json:
        say_json(map(_as_json, found))
    elif not found and not problems:
        tell("there are no keys yet; 'alliance-minutes keys new' makes one")
    for one in found:
        if arguments.pem:
            say(one.key.pem().removesuffix("\n"))
        elif not arguments.json:
            say(str(one.key))
    for problem in problems:
        tell(str(problem))
    return 2 if problems else 0


def _new(arguments: Namespace) -> int:
    from alliance_minutes.audit.proofs.keys import KeyFile

    if arguments.keys or arguments.pem:
        raise UsageError("'keys new' makes one key; name it with --name, and its file with -o")
    if arguments.output is not None and (not arguments.output or "\0" in arguments.output):
        raise UsageError("-o names no file; give a path")
    name = arguments.name
    if name is None:
        if named_book(arguments) is None:
            raise UsageError(
                "whose key? Add --name NAME, such as example.org/notulen/chair, or the book with --book"
            )
        with book_to_read(arguments) as book:
            name = book.origin
    path = Path(arguments.output) if arguments.output else None
    made = KeyFile.make(name, path)
    if arguments.json:
        say_json([_as_json(made)])
    else:
        say(str(made.key))
    tell(f"{made.path}: the signing key; keep it to yourself, and give the line on stdout to whoever checks")
    address = named_book(arguments)
    if (
        address is not None
        and made.path.resolve().parent == Path(address.removeprefix("sqlite:///")).resolve().parent
    ):
        tell(f"{made.path}: note: it stands beside the book; whoever gets both can sign a forged book")
    return 0


def keys_named(names: Sequence[str]) -> list[KeyFile]:
    """The signing keys in these files, or of these names in the folder of keys.

    Raises:
        UsageError: there is no such file, and no or more than one key of that name.
        NoteError, InvalidValueError, OSError: a file cannot be used.
    """
    from alliance_minutes.audit.proofs.keys import KeyFile

    found = []
    for name in names:
        if name and "\0" not in name and Path(name).exists():
            found.append(KeyFile.read(name))
            continue
        all_kept, problems = _kept()
        kept = [one for one in all_kept if one.key.name == name]
        if problems and not kept:
            raise problems[0]
        if len(kept) != 1:
            several = f"{len(kept)} keys have the name {name}; give the file of one"
            raise UsageError(
                several
                if kept
                else f"{name}: no key file, and no key of that name; 'keys show' lists those that are kept"
            )
        found.append(kept[0])
    return found


def _kept() -> tuple[list[KeyFile], list[AllianceMinutesError]]:
    """The keys in the folder of keys, and what is wrong with those that cannot be used."""
    from alliance_minutes.audit.proofs.keys import KeyFile, key_folder

    found: list[KeyFile] = []
    problems: list[AllianceMinutesError] = []
    for path in sorted(key_folder().glob("*.key")):
        try:
            found.append(KeyFile.read(path))
        except (NoteError, InvalidValueError) as error:
            problems.append(error)
    return found, problems


def _as_json(one: KeyFile) -> dict[str, object]:
    return {
        "name": one.key.name,
        "key": str(one.key),
        "file": str(one.path),
        "signed": [
            {"origin": last.origin, "size": last.size, "root": last.root.hex()}
            for last in one.signed().values()
        ],
    }
