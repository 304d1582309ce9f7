"""The commands before anything is recorded: a skeleton to start from, and the preview of a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import read_source, write_new
from alliance_minutes.cli.terminal import data, tell

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.cli.files import Source
    from alliance_minutes.notation import Draft
    from alliance_minutes.plugins import OptionValue, Registry, Rendition


def new(arguments: Namespace) -> int:
    """Write a skeleton of minutes."""
    from alliance_minutes.cli.skeleton import FILE, skeleton
    from alliance_minutes.notation import read
    from alliance_minutes.parties import Directory

    text = skeleton(arguments.language, arguments.body, arguments.date)
    wrong = read(text, directory=Directory()).errors
    if wrong:
        raise UsageError(f"nothing was written: {wrong[0].text}")
    if arguments.file == "-":
        data(text.encode(), text=True)
        return 0
    path = Path(arguments.file or FILE[arguments.language])
    write_new(path, text.encode())
    tell(f"{path}: written; fill it in, and look at it with 'alliance-minutes preview'")
    return 0


def preview(arguments: Namespace) -> int:
    """Render a draft without recording it; 1 where it has errors."""
    from alliance_minutes.cli.output import deliver, format_asked, options_asked, spared
    from alliance_minutes.errors import NotationError

    source = read_source(arguments.file)
    registry = _registry()
    format_name = format_asked(arguments, registry)
    output = arguments.output
    if format_name is None:
        if output not in {None, "-"} and not Path(output).is_dir():
            raise UsageError(
                f"which format is {output!r}? Add --format: there is {', '.join(registry.formats())}"
            )
        format_name, output = "text", output or "-"
    options = options_asked(arguments, registry, format_name)
    rendition, draft = _preview(arguments, source, registry, format_name, options)
    if not draft.events:
        raise NotationError(draft.errors)
    for message in draft.messages:
        tell(str(message))
    deliver(rendition, output, spared(arguments, registry, format_name))
    return 1 if draft.errors else 0


def _registry() -> Registry:
    from alliance_minutes.plugins import Registry

    return Registry()


def _preview(
    arguments: Namespace,
    source: Source,
    registry: Registry,
    format_name: str,
    options: dict[str, OptionValue],
) -> tuple[Rendition, Draft]:
    """The rendition of the draft, with what a book knows where one is named that exists."""
    from alliance_minutes.cli.books import book_to_read, is_there, named_book

    address = named_book(arguments)
    if address is not None and is_there(address):
        with book_to_read(arguments) as book:
            return book.preview(
                source.content,
                format_name,
                file=source.file,
                folder=source.folder,
                edition=arguments.edition,
                language=arguments.language,
                options=options,
            )
    from alliance_minutes.book.preview import preview_text

    return preview_text(
        None,
        registry,
        source.content,
        format_name,
        file=source.file,
        folder=source.folder,
        edition=arguments.edition,
        language=arguments.language,
        options=options,
    )
