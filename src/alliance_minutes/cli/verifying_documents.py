"""Checking a document that somebody has against the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.books import book_to_read, named_book
from alliance_minutes.cli.checkpointing import FAILED
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import read_bytes
from alliance_minutes.cli.terminal import one_line, say, say_object, tell
from alliance_minutes.errors import RenditionError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.renditions.reading import Colophon
    from alliance_minutes.book.verifying import RenditionCheck


def verify_document(arguments: Namespace, content: bytes) -> int:
    """Check a document, and say what was compared and where it differs."""
    from alliance_minutes.audit.renditions.reading import read_rendition

    template = None if arguments.template is None else read_bytes(arguments.template)
    try:
        told = read_rendition(content).colophon
        _check_arguments(arguments, told)
        with book_to_read(arguments) as book:
            found = book.trail.verify(content, template=template)
    except RenditionError as error:
        raise UsageError(
            f"{arguments.file}: this is no proof and no checkpoint, and as a document it cannot be checked: {error}"
        ) from error
    if arguments.json:
        say_object(_as_json(found))
    elif found.same:
        _say_same(arguments, found)
    else:
        verdict = "not certain" if found.compared == "rest" else "not true"
        tell(f"{arguments.file}: {verdict}: {found.problem}")
        _say_difference(found)
    return 0 if found.same else FAILED


def _check_arguments(arguments: Namespace, told: Colophon) -> None:
    if arguments.keys or arguments.checkpoint is not None or arguments.root is not None:
        raise UsageError(
            "a document is checked against the book; leave --key, --checkpoint and --root out, and check the book "
            "against what you hold with 'audit --checkpoint'"
        )
    if named_book(arguments) is None:
        raise UsageError(
            f"{arguments.file}: a document is checked against its book: add --book. It names the book {told.origin}, "
            f"of {told.size} entries and with the root {told.root}"
        )


def _say_same(arguments: Namespace, found: RenditionCheck) -> None:
    told = found.colophon
    say(f"true: {arguments.file} is what the record said")
    extract = "" if told.extract is None else f", the extract of version {told.extract}"
    say(f"  meeting {told.stream}, version {told.version}, {told.edition} edition{extract}")
    say(f"  ledger of {told.size} entries, root {told.root}")
    if found.compared == "bytes":
        say("  compared: every byte")
    else:
        why = (
            "what its house style does (the look, heads, feet and pictures of pages) was not compared; add --template"
            if "template" in told.options and arguments.template is None
            else f"version {told.renderer_version} of the renderer and {told.composer} of the composer made it"
        )
        say(f"  compared: all that stands in it, not the bytes: {why}")
    for since in found.since:
        say(f"  after it was made, {since}: it shows what is not shown any more")
    for act in found.acts:
        say(f"  {act.act} with these very bytes: version {act.version}, {act.recorded_at:%Y-%m-%d}")


def _say_difference(found: RenditionCheck) -> None:
    place = found.difference
    if place is None:
        return
    where = [f"under {one_line(place.under)!r}"] if place.under else []
    where += [f"version {place.version} of the meeting"] if place.version is not None else []
    say(f"  where:           {', '.join(where) or 'before the first heading'}")
    given = "(not shown: something was closed or erased since)" if place.given is None else place.given
    say(f"  the file has:    {given or '(nothing)'}")
    say(f"  the record has:  {place.expected or '(nothing)'}")


def _as_json(found: RenditionCheck) -> dict[str, Any]:
    told, place = found.colophon, found.difference
    return {
        "ok": found.same,
        "kind": "document",
        "compared": found.compared,
        "problem": found.problem or None,
        "gaps": found.gaps,
        "origin": told.origin,
        "size": told.size,
        "root": told.root,
        "meeting": told.stream,
        "version": told.version,
        "edition": told.edition,
        "extract": told.extract,
        "format": told.renderer,
        "renderer_version": told.renderer_version,
        "composer": told.composer,
        "difference": None
        if place is None
        else {
            "under": place.under,
            "version": place.version,
            "given": place.given,
            "expected": place.expected,
        },
        "since": [{"kind": one.kind, "position": one.position, "target": one.target} for one in found.since],
        "acts": [{"act": one.act, "version": one.version} for one in found.acts],
    }
