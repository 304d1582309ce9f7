"""The documents of a minute book: editions, renditions, extracts, notation, and the files that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.documents import document_of, moment_of
from alliance_minutes.book.meetings import find_meeting
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from alliance_minutes.book.attachment import AttachedFile
    from alliance_minutes.book.documents import Lists
    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Document, Source
    from alliance_minutes.events import Edition
    from alliance_minutes.plugins import OptionValue, Rendition
    from alliance_minutes.values import Language, Moment


FORMATS = ("html", "odt", "xml", "text")
"""The formats of a dossier for which nobody asked."""


class Papers:
    """What an open book says of its documents."""

    _session: Session

    def find(self, name: str) -> str:
        """The id of the meeting that goes by ``name``: an id, the beginning of one, or ``body/date``.

        Raises:
            UnknownMeetingError: none does, or several do.
        """
        if name.isascii() and name not in (BOOK_STREAM, PARTIES_STREAM) and self._session.store.version(name):
            return name  # programs name a meeting by its id: no list of all meetings is needed then
        return find_meeting(self._session.store.meetings(), self._session.parties(), name)

    def document(
        self,
        name: str,
        *,
        edition: Edition = "internal",
        language: Language | None = None,
        as_of: Moment | str | None = None,
        lists: Lists = "end",
        ledger: bool | None = None,
        item: str | int | None = None,
    ) -> Document:
        """The minutes of a meeting as a document of one edition; labels in ``language``, by default that of the minutes.

        With ``item`` it is an extract: an agenda item by number or title (or a part of it that one title alone has), a
        decision, action or question by number, or any entry as ``version:17`` or by its version as an integer. Only what
        the edition shows can be named.

        As of a moment, parties and body have the names they had then; what may be shown is what may be shown now.
        With ``ledger`` it carries the size and root of the book's ledger at that moment, so that
        :meth:`~alliance_minutes.book.trail.AuditTrail.verify` can check a rendition of it; by default it does once
        this edition is adopted.

        Raises:
            UnknownMeetingError: no such meeting.
            UnknownPartError: the edition has no such part, or several.
        """
        return document_of(
            self._session,
            self.find(name),
            edition=edition,
            language=language,
            as_of=as_of,
            lists=lists,
            ledger=ledger,
            part=item,
        )

    def render(
        self,
        name: str,
        format: str,  # noqa: A002 - the domain's word
        *,
        edition: Edition = "internal",
        language: Language | None = None,
        as_of: Moment | str | None = None,
        lists: Lists = "end",
        ledger: bool | None = None,
        item: str | int | None = None,
        options: Mapping[str, OptionValue] | None = None,
    ) -> Rendition:
        """The minutes of a meeting, or the extract of an ``item``, in a format; the same state of the book and the same options give the same bytes.

        Raises:
            UnknownMeetingError, UnknownFormatError: no such meeting, no renderer for that format.
            UnknownPartError: the edition has no such part, or several.
            OptionError: an option that the renderer does not have.
            RenderError: the renderer cannot make it.
            PluginError: the renderer is a plugin and broke.
        """
        from alliance_minutes.book.rendering import render_document  # noqa: PLC0415 - only who renders needs it

        document = self.document(
            name, edition=edition, language=language, as_of=as_of, lists=lists, ledger=ledger, item=item
        )
        attachment = self._attachment_of(document)
        return render_document(self._session.plugins, document, format, options or {}, attachment)

    def attachments(
        self, name: str, *, edition: Edition = "internal", as_of: Moment | str | None = None
    ) -> list[AttachedFile]:
        """The documents that go with the minutes of a meeting, those that an edition shows, with the bytes that are kept.

        Raises:
            UnknownMeetingError, InvalidValueError: no such meeting, or no moment of it.
            DamagedBookError: what is kept is not what was attached; ``audit`` says more.
        """
        from alliance_minutes.book.attachment import attached_files  # noqa: PLC0415 - only who wants files needs it

        return attached_files(
            self._session.store, self.document(name, edition=edition, as_of=as_of, ledger=False)
        )

    def keep_file(self, meeting: str, version: int, content: bytes) -> None:
        """Keep the bytes of a file that an entry attached before and that the book does not have; the record stays as it is.

        Args:
            meeting: the id of the meeting, the beginning of one, or ``body/date``.
            version: of the entry that attaches the file.
            content: the bytes, 64 MiB at most; only those whose digest was recorded are kept.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
            InvalidValueError: that entry attaches no file, or another one, or it is too large.
            ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written.
        """
        from alliance_minutes.book.attachment import keep_file  # noqa: PLC0415 - seldom needed

        keep_file(self._session.store, self.find(meeting), version, content)

    def dossier(
        self,
        name: str,
        folder: str | os.PathLike[str],
        *,
        edition: Edition = "internal",
        formats: Sequence[str] = FORMATS,
        language: Language | None = None,
        as_of: Moment | str | None = None,
        checkpoint: bytes | None = None,
    ) -> list[Path]:
        """Write all that there is of a meeting in one edition to a new folder: to mail it, or for an archive.

        The minutes in each format with the state of the ledger in their colophon, the lists of decisions and of actions by
        themselves (also as comma-separated values), the attached files that the edition shows, a checkpoint of the
        ledger, the digests of all files (``SHA256SUMS``), and a page that says what is what.

        Args:
            name: the meeting.
            folder: where; there may be an empty folder, or nothing.
            edition, language, as_of: as for :meth:`document`.
            formats: of the minutes and of the lists.
            checkpoint: a note of the ledger at that moment, such as a signed one; by default the one that the book keeps, else
                its size and root unsigned.

        Returns:
            The files that were written.

        Raises:
            UnknownMeetingError, InvalidValueError: no such meeting, moment or choice; a checkpoint of another state.
            UnknownFormatError, RenderError, PluginError: a format cannot be made.
            FileExistsError: the folder holds something.
            OSError: it cannot be written.
        """
        from alliance_minutes.book.dossier import checkpoint_for, dossier_files, write_folder  # noqa: PLC0415 - seldom needed

        document = self.document(name, edition=edition, language=language, as_of=as_of, ledger=True)
        note = checkpoint_for(self._session.store, document, checkpoint)
        return write_folder(folder, dossier_files(self._session, document, formats, note))

    def _attachment_of(self, document: Document) -> Callable[[Source], bytes | None]:
        def content(source: Source) -> bytes | None:
            from alliance_minutes.book.attachment import attached_files  # noqa: PLC0415 - few renderers ask

            files = attached_files(self._session.store, document)
            return next((one.content for one in files if one.version == source.version), None)

        return content

    def notation(
        self, name: str, *, as_of: Moment | str | None = None, language: Language | None = None
    ) -> str:
        """The minutes of a meeting as notation; recording it again changes nothing."""
        from alliance_minutes.notation import write  # noqa: PLC0415 - only who writes notation needs it

        then = moment_of(self._session, self.find(name), as_of)
        return write(then.minutes, then.parties, language=language)
