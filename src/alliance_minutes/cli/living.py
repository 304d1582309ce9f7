"""The commands about the life of minutes: that they went round, were signed, were published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import refuse_precious
from alliance_minutes.cli.kept import kept_asked
from alliance_minutes.cli.output import deliver, format_asked, options_asked, spared
from alliance_minutes.cli.terminal import say, say_object, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.handles import MeetingHandle
    from alliance_minutes.book.living import Sealed
    from alliance_minutes.events import Edition
    from alliance_minutes.plugins import OptionValue


def circulate(arguments: Namespace) -> int:
    """Record that an edition went round."""
    address = book_address(arguments)
    from alliance_minutes.book import MinuteBook

    with MinuteBook.open(address, create=False) as book:
        meeting = book.meeting(arguments.meeting, by=arguments.by)
        noted = meeting.circulate(edition=arguments.edition, to=arguments.to, on=arguments.on)
    if arguments.json:
        say_object({"meeting": noted.stream, "version": noted.version, "edition": arguments.edition})
    else:
        say(f"recorded as version {noted.version}: the {arguments.edition} edition went round")
    return 0


def sign(arguments: Namespace) -> int:
    """Record that somebody signed a rendition, and write it."""
    return _seal(
        arguments,
        lambda meeting, form, edition, options: meeting.sign_minutes(
            form,
            by=arguments.by,
            role=arguments.role,
            edition=edition or "internal",
            language=arguments.language,
            lists=arguments.lists or "end",
            options=options,
            kept=arguments.kept,
        ),
        by=None,
    )


def publish(arguments: Namespace) -> int:
    """Record that a rendition was made public, and write it."""
    return _seal(
        arguments,
        lambda meeting, form, edition, options: meeting.publish(
            form,
            where=arguments.where,
            edition=edition or "public",
            language=arguments.language,
            lists=arguments.lists or "end",
            options=options,
            kept=arguments.kept,
        ),
        by=arguments.by,
    )


def _seal(
    arguments: Namespace,
    act: Callable[[MeetingHandle, str, Edition | None, dict[str, OptionValue]], Sealed],
    *,
    by: str | None,
) -> int:
    if arguments.json and arguments.output == "-":
        raise UsageError("--json and '-o -' both want stdout; name a file with -o")
    address = book_address(arguments)
    from alliance_minutes.book import MinuteBook

    with MinuteBook.open(address, create=False) as book:
        form, edition = _asked(arguments, book)
        options = {} if arguments.kept is not None else options_asked(arguments, book.plugins, form)
        kept_files = spared(arguments, book.plugins, form)
        _check_place(arguments.output)
        sealed = act(book.meeting(arguments.meeting, by=by), form, edition, options)
        status = book.document(sealed.kept.meeting, edition=sealed.kept.edition).meta.status
    _tell(arguments, sealed, draft=sealed.kept.act == "published" and status != "adopted")
    kept = sealed.kept
    try:
        deliver(sealed.rendition, arguments.output, kept_files)
    except (UsageError, OSError):
        tell(
            f"it is recorded, and the bytes are kept: 'alliance-minutes render {kept.meeting} --kept {kept.version}' "
            "writes them where there is room"
        )
        raise
    return 0


def _check_place(output: str | None) -> None:
    """See before anything is recorded whether the file can be written, as far as that can be told."""
    if output is None or output in {"", "-"} or Path(output).is_dir():
        return
    place = Path(output)
    if output.endswith("/") or not place.parent.is_dir():
        raise UsageError(f"{output}: there is no such folder; make it first, or name another file")
    refuse_precious(place)


def _asked(arguments: Namespace, book: MinuteBook) -> tuple[str, Edition | None]:
    """The format and the edition asked for, or those of what is kept."""
    if arguments.kept is not None:
        kept = kept_asked(arguments, book)
        return kept.format, kept.edition
    form = format_asked(arguments, book.plugins)
    if form is None:
        raise UsageError(f"which format? Add --format: there is {', '.join(book.plugins.formats())}")
    return form, arguments.edition


def _tell(arguments: Namespace, sealed: Sealed, *, draft: bool) -> None:
    kept = sealed.kept
    if arguments.json:
        say_object(
            {
                "meeting": kept.meeting,
                "version": kept.version,
                "act": kept.act,
                "edition": kept.edition,
                "format": kept.format,
                "digest": kept.digest,
            }
        )
    else:
        line = f"recorded as version {kept.version}: {kept.act}, {kept.edition} edition, {kept.format}, {kept.digest}"
        (tell if arguments.output == "-" else say)(line)
    if draft:
        tell("note: this edition is not adopted yet; what is published says that it is a draft")
