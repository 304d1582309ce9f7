"""The part of the audit trail that is about documents: whether one is true, and those that the book keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.meetings import find_meeting

if TYPE_CHECKING:
    import os

    from alliance_minutes.audit.renditions.kept import ClosedSince, KeptRendition
    from alliance_minutes.book.session import Session
    from alliance_minutes.book.verifying import RenditionCheck
    from alliance_minutes.plugins import Rendition


class DocumentTrail:
    """What the audit trail of an open book says about documents."""

    _session: Session

    def verify(
        self, rendition: bytes | str | os.PathLike[str], *, template: bytes | None = None
    ) -> RenditionCheck:
        """Check a document that somebody has against the book: HTML, XML, ODT or text whose colophon names the ledger.

        The book must have had the state that the colophon names, and the document of that moment, made again with the
        options of the colophon, must be the file: byte for byte where the version of the renderer is the same, else in
        all that stands in it. Where words of it were erased since, what is left is compared, and it is never the same.

        Args:
            rendition: the file, or its bytes.
            template: the house style it was made with; without it, all but what that does is compared: how pages
                look, and what stands at their head and foot.

        Raises:
            RenditionError: it cannot be checked; the message says why.
            OSError: the file cannot be read.
        """
        from alliance_minutes.book.verifying import verify_rendition  # noqa: PLC0415 - seldom needed

        return verify_rendition(self._session, rendition, template=template)

    def renditions(self, meeting: str) -> list[KeptRendition]:
        """The renditions of a meeting that were signed or published, with the bytes that are kept of each.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
            DamagedBookError: what is kept is not what was signed or published.
        """
        from alliance_minutes.audit.renditions.kept import kept_renditions  # noqa: PLC0415 - seldom needed

        return kept_renditions(self._session.store, self._stream(meeting))

    def rendition(self, meeting: str, version: int) -> Rendition:
        """The rendition that an entry of a meeting signed or published: the very bytes, whatever was closed since.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
            InvalidValueError: that entry signed and published nothing, or the bytes were erased.
            DamagedBookError: what is kept is not what was signed or published.
        """
        from alliance_minutes.audit.renditions.kept import kept_rendition  # noqa: PLC0415 - seldom needed
        from alliance_minutes.book.living import rendition_of  # noqa: PLC0415 - seldom needed

        kept = kept_rendition(self._session.store, self._stream(meeting), version)
        return rendition_of(self._session, kept)

    def closed_since(self, meeting: str, size: int) -> list[ClosedSince]:
        """What was closed, opened or erased after the book had ``size`` entries, as far as it may touch a meeting.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
        """
        from alliance_minutes.audit.renditions.kept import closed_since  # noqa: PLC0415 - seldom needed

        return closed_since(self._session.store, self._stream(meeting), size)

    def _stream(self, meeting: str) -> str:
        return find_meeting(self._session.store.meetings(), self._session.parties(), meeting)
