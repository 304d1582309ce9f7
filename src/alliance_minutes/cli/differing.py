"""The command that shows what changed in a meeting between two moments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read, named_book
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import LOGS, size_of, write_whole
from alliance_minutes.cli.terminal import data, is_terminal, one_line, say, say_object, tell, visible
from alliance_minutes.values.moments import moment_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from alliance_minutes.audit.history.difference_words import DifferenceWords
    from alliance_minutes.audit.history.differences import (
        Act,
        Change,
        Difference,
        ItemChanges,
        PartChange,
        Side,
    )

_FORMATS = {"": "text", ".txt": "text", ".text": "text", ".html": "html", ".htm": "html"}
_MARKS = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}


def diff(arguments: Namespace) -> int:
    """Show what changed between two moments."""
    format_name = _format(arguments)
    with book_to_read(arguments) as book:
        found = book.trail.diff(
            arguments.meeting,
            arguments.earlier,
            arguments.later,
            edition=arguments.edition,
            language=arguments.language,
        )
    if arguments.json:
        say_object(as_json(found))
    elif format_name == "html":
        from alliance_minutes.audit.history.difference_page import write_page

        _deliver(arguments, write_page(found))
    elif arguments.output in {None, "-"}:
        for line in lines(found):
            say(line)
    else:
        text = "".join(f"{visible(line)}\n" for line in lines(found))
        _deliver(arguments, text.encode())
    return 0


def _format(arguments: Namespace) -> str:
    if arguments.json and (arguments.format or arguments.output):
        raise UsageError("--json goes to stdout; leave --format and --output out, or --json")
    output = arguments.output or ""
    if arguments.output is not None and (not output or "\0" in output):
        raise UsageError("-o names no file; give a path, or - for stdout")
    if arguments.format:
        return str(arguments.format)
    ending = Path(output).suffix.lower()
    if ending not in _FORMATS:
        raise UsageError(
            f"{output}: a difference is text or html; end the name in .txt or .html, or add --format"
        )
    return _FORMATS[ending]


def _deliver(arguments: Namespace, content: bytes) -> None:
    """Bring the bytes where they were asked for; the book is never replaced."""
    if arguments.output in {None, "-"}:
        if is_terminal():
            raise UsageError("a page is not for a terminal; name a file with -o")
        data(content, text=True)
        return
    path = Path(arguments.output)
    if path.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file in it")
    address = named_book(arguments)
    spared = {}
    if address is not None:
        book = Path(address.removeprefix("sqlite:///"))
        spared = {Path(f"{book}{suffix}"): "a part of the minute book" for suffix in LOGS}
        spared[book] = "the minute book"
    write_whole(path, content, spared)
    tell(f"{path}: written, {size_of(len(content))}")


# -- text --------------------------------------------------------------------------------------------------------------


def lines(found: Difference) -> Iterator[str]:
    """The difference as lines of text."""
    from alliance_minutes.audit.history.difference_words import difference_words

    say_in = difference_words(found.language)
    yield say_in.title.format(meeting=one_line(found.title))
    for label, side in ((say_in.earlier, found.earlier), (say_in.later, found.later)):
        yield f"{label}: {_side(side, say_in)}"
    yield say_in.editions[found.edition]
    if not found.items:
        yield ""
        yield say_in.nothing
    for item in found.items:
        yield ""
        yield _heading(item, say_in)
        for change in item.changes:
            yield from _change(change, say_in)


def _side(side: Side, say_in: DifferenceWords) -> str:
    at = say_in.version_value.format(version=side.version, at=moment_text(side.recorded_at))
    proof = say_in.proof_value.format(size=side.size, root=side.root.hex())
    return f"{side.asked or say_in.now} ({at}; {say_in.proof.lower()} {proof})"


def _heading(item: ItemChanges, say_in: DifferenceWords) -> str:
    if item.version is None:
        return say_in.outside
    return f"{item.number}. {one_line(item.title)}" if item.number else one_line(item.title) or say_in.item


def _change(change: Change, say_in: DifferenceWords) -> Iterator[str]:
    where = f"{say_in.entry.lower()} {change.version}" if change.version is not None else ""
    beside = ", ".join(part for part in (one_line(change.what), where) if part)
    yield f"  {say_in.kinds[change.kind]}" + (f" ({beside})" if beside else "")
    for part in change.parts:
        words = "".join(_MARKS[piece.fate].format(one_line_kept(piece.text)) for piece in part.pieces)
        yield f"    {part.label}: {words}" if part.label else f"    {words}"
    if change.act is not None:
        yield f"    -- {_act(change.act, say_in)}"


def _act(act: Act, say_in: DifferenceWords) -> str:
    facts = (
        (say_in.recorded, moment_text(act.recorded_at)),
        (say_in.recorded_by, act.recorded_by),
        (say_in.reason, act.reason),
        (say_in.authority, act.authority),
    )
    told = [f"{label.lower()} {one_line(value)}" for label, value in facts if value]
    place = f"{say_in.position.lower()} {act.position}"
    return "; ".join([*told, place if act.version is None else f"{say_in.entry.lower()} {act.version}"])


def one_line_kept(text: str) -> str:
    """The text on one line, with the blanks at its ends: pieces of a sentence are put together again."""
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text


# -- JSON --------------------------------------------------------------------------------------------------------------


def as_json(found: Difference) -> dict[str, object]:
    """The difference as the documented object."""
    return {
        "meeting": found.meeting,
        "title": found.title,
        "edition": found.edition,
        "from": _side_json(found.earlier),
        "to": _side_json(found.later),
        "changes": [
            {
                "item": None
                if item.version is None
                else {"version": item.version, "number": item.number, "title": item.title},
                "kind": change.kind,
                "version": change.version,
                "what": change.what,
                "parts": [_part_json(part) for part in change.parts],
                "act": None if change.act is None else _act_json(change.act),
            }
            for item in found.items
            for change in item.changes
        ],
    }


def _side_json(side: Side) -> dict[str, object]:
    return {
        "as_of": side.asked,
        "version": side.version,
        "position": side.position,
        "size": side.size,
        "root": side.root.hex(),
        "recorded_at": moment_text(side.recorded_at),
    }


def _part_json(part: PartChange) -> dict[str, object]:
    pieces = [{piece.fate: piece.text} for piece in part.pieces]
    return {"name": part.name, "label": part.label, "pieces": pieces}


def _act_json(act: Act) -> dict[str, object]:
    return {
        "version": act.version,
        "position": act.position,
        "recorded_at": moment_text(act.recorded_at),
        "recorded_by": act.recorded_by,
        "reason": act.reason,
        "authority": act.authority,
    }
