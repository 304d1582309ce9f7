"""The life of minutes: what is signed or published is rendered, and its exact bytes are kept with the entry that says so."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import frozen

from alliance_minutes.audit.renditions.kept import KeptRendition, kept_rendition
from alliance_minutes.book.documents import document_of
from alliance_minutes.errors import ConcurrencyError, InvalidValueError, RefusedError
from alliance_minutes.events import MinutesPublished, MinutesSigned
from alliance_minutes.plugins import Rendition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.book.documents import Lists
    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Document
    from alliance_minutes.events import Edition
    from alliance_minutes.parties import Directory
    from alliance_minutes.plugins import OptionValue
    from alliance_minutes.values import Language


@frozen(kw_only=True)
class Wanted:
    """Which rendition is to be signed or published.

    Attributes:
        format, edition, language, lists, options: as for :meth:`~alliance_minutes.book.minute_book.MinuteBook.render`.
        kept: the version of an entry that signed or published a rendition: those very bytes again.
    """

    format: str
    edition: Edition
    language: Language | None = None
    lists: Lists = "end"
    options: Mapping[str, OptionValue] | None = None
    kept: int | None = None


@frozen(kw_only=True)
class Sealed:
    """What was signed or published.

    Attributes:
        kept: the entry, and the bytes that the book keeps.
        rendition: the same bytes with the name of the file, and what the renderer had to say.
    """

    kept: KeptRendition
    rendition: Rendition


def seal(
    session: Session,
    meeting: str,
    wanted: Wanted,
    make: Callable[[Directory, str, str], MinutesSigned | MinutesPublished],
    *,
    by: str | None,
    command_id: str | None = None,
    expected_version: int | None = None,
) -> Sealed:
    """Render what is to be signed or published, and record that, with the bytes, in one transaction.

    Args:
        session: of the book.
        meeting: the id of the meeting.
        wanted: which rendition.
        make: gives the event, of the parties, the format and the digest.
        by: who records.
        command_id: an id of the caller's.
        expected_version: the version of the meeting that the caller has seen.

    Raises:
        ConcurrencyError: somebody recorded in this meeting since it was rendered, or since the caller saw it.
        RefusedError: a rule of meetings says no.
    """
    document: Document | None = None
    repeated = None if command_id is None else _repeated(session, meeting, command_id)
    if repeated is not None:
        rendition = _again(session, repeated)
    elif wanted.kept is not None:
        rendition = _again(session, _kept_for(session, meeting, wanted, wanted.kept))
    else:
        document, rendition = _render(session, meeting, wanted)
        if expected_version is not None and document.meta.version != expected_version:
            raise ConcurrencyError(meeting, expected_version, document.meta.version)
    digest = repeated.digest if repeated is not None else f"sha256:{sha256(rendition.content).hexdigest()}"
    form = repeated.format if repeated is not None else wanted.format

    def propose(directory: Directory) -> list[Any]:
        event = make(directory, form, digest)
        if isinstance(event, MinutesSigned) and document is not None:
            _check_adopted(session, meeting, document)
        return [event]

    recorded = session.save(
        meeting,
        propose,
        by=by,
        command_id=command_id,
        expected_version=expected_version if document is None else document.meta.version,
        files={digest: rendition.content},
    )
    return Sealed(kept=kept_rendition(session.store, meeting, recorded[-1].version), rendition=rendition)


def _render(session: Session, meeting: str, wanted: Wanted) -> tuple[Document, Rendition]:
    from alliance_minutes.book.rendering import render_document  # noqa: PLC0415 - only who renders needs it

    document = document_of(
        session,
        meeting,
        edition=wanted.edition,
        language=wanted.language,
        lists=wanted.lists,
        ledger=True,
    )
    return document, render_document(session.plugins, document, wanted.format, wanted.options or {})


def _check_adopted(session: Session, meeting: str, document: Document) -> None:
    """The outline knows that minutes were adopted, and not which editions of them: here are the words that say it."""
    if session.outline(meeting).adopted and document.meta.status != "adopted":
        raise RefusedError(
            "signing.not-adopted",
            f"the {document.meta.edition} edition was not adopted; sign the one that was, or record its adoption",
        )


def _repeated(session: Session, meeting: str, command_id: str) -> KeptRendition | None:
    """What a command signed or published before: rendered anew it would be of a later state of the ledger."""
    recorded = session.store.command(command_id) or ()
    for one in recorded:
        if one.stream == meeting and isinstance(one.event, (MinutesSigned, MinutesPublished)):
            return kept_rendition(session.store, meeting, one.version)
    return None


def _kept_for(session: Session, meeting: str, wanted: Wanted, version: int) -> KeptRendition:
    kept = kept_rendition(session.store, meeting, version)
    if wanted.language is not None or wanted.options or wanted.lists != "end":
        raise InvalidValueError(
            "language, place of lists or option beside bytes that are kept",
            f"version {version} and how to make it",
            "only the version: those were settled when it was made",
        )
    if (kept.edition, kept.format) != (wanted.edition, wanted.format):
        raise InvalidValueError(
            "kept rendition of this edition and format",
            f"{kept.edition} {kept.format} (version {version})",
            f"{wanted.edition} {wanted.format}",
        )
    if kept.content is None:
        raise InvalidValueError("rendition that is kept", version, "one whose bytes were not erased")
    return kept


def _again(session: Session, kept: KeptRendition) -> Rendition:
    """The bytes that are kept, as a rendition with the name that they would get now."""
    return rendition_of(session, kept)


def rendition_of(session: Session, kept: KeptRendition) -> Rendition:
    """A rendition that is kept, with the media type and the name of a file of its format.

    Raises:
        InvalidValueError: its bytes were erased.
        UnknownFormatError: no renderer makes this format any more.
    """
    if kept.content is None:
        raise InvalidValueError(
            "rendition that is kept", kept.version, "one whose bytes are kept and were not erased"
        )
    info = session.plugins.renderer(kept.format)
    document = document_of(session, kept.meeting, edition=kept.edition, lists="none", ledger=False)
    return Rendition(
        content=kept.content,
        media_type=info.media_type,
        file_name=f"{document.meta.file_name}-{kept.act}-{kept.version}{info.suffix}",
    )
