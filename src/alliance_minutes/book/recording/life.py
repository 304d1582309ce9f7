"""Recording the life of minutes: that they went round, were signed, were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.recording.noting import Noting
from alliance_minutes.events import MinutesCirculated, MinutesPublished, MinutesSigned
from alliance_minutes.values import PartialDate, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.book.documents import Lists
    from alliance_minutes.book.living import Sealed
    from alliance_minutes.book.writing import Noted
    from alliance_minutes.events import Edition
    from alliance_minutes.plugins import OptionValue
    from alliance_minutes.values import Language, Words


class Life(Noting):
    """The life of the minutes of one meeting."""

    def circulate(
        self,
        *,
        edition: Edition = "internal",
        to: str | Words = "",
        on: str | None = None,
        command_id: str | None = None,
    ) -> Noted:
        """An edition went round: to whom, in words, and on which day (EDTF), as far as anybody says."""
        event = MinutesCirculated(edition=edition, to=words(to), on=PartialDate.parse(on) if on else None)
        return self._writing.note(lambda _: event, command_id)

    def sign_minutes(
        self,
        format: str,  # noqa: A002 - the domain's word
        *,
        by: str,
        role: str | None = None,
        edition: Edition = "internal",
        language: Language | None = None,
        lists: Lists = "end",
        options: Mapping[str, OptionValue] | None = None,
        kept: int | None = None,
        command_id: str | None = None,
    ) -> Sealed:
        """Render an edition that was adopted, record that somebody signed exactly these bytes, and keep them.

        It records the fact; a signature in the sense of the law is whatever the signer puts on the file or the paper.

        Args:
            format: of the rendition.
            by: who signs; the handle's ``by`` is who records it.
            role: in which role ("chair").
            edition, language, lists, options: as for :meth:`~alliance_minutes.book.minute_book.MinuteBook.render`.
            kept: the version of an entry that signed or published a rendition: sign those very bytes, as a second signer does.
            command_id: an id of the caller's; a repeated call returns what the first one signed.

        Raises:
            RefusedError: the edition was not adopted (``signing.not-adopted``).
            ConcurrencyError: somebody recorded in this meeting meanwhile; nothing was recorded.
            InvalidValueError: nothing is kept at that version, or it is of another edition or format.
            UnknownFormatError, OptionError, RenderError, PluginError: as for ``render``.
        """
        from alliance_minutes.book.living import Wanted  # noqa: PLC0415 - seldom needed

        return self._writing.seal(
            Wanted(
                format=format, edition=edition, language=language, lists=lists, options=options, kept=kept
            ),
            lambda directory, form, digest: MinutesSigned(
                by=directory.party(by), role=role, edition=edition, format=form, digest=digest
            ),
            command_id,
        )

    def publish(
        self,
        format: str = "html",  # noqa: A002 - the domain's word
        *,
        where: str | None = None,
        edition: Edition = "public",
        language: Language | None = None,
        lists: Lists = "end",
        options: Mapping[str, OptionValue] | None = None,
        kept: int | None = None,
        command_id: str | None = None,
    ) -> Sealed:
        """Render the public edition, record that exactly these bytes were made public, and keep them.

        A draft may be published too, and says itself that it is one.

        Args:
            format: of the rendition.
            where: where it can be found, such as an address.
            edition, language, lists, options, kept, command_id: as for :meth:`sign_minutes`.

        Raises:
            RefusedError: the edition is not the public one (``publication.internal``).
            ConcurrencyError, InvalidValueError, UnknownFormatError, OptionError, RenderError, PluginError: as for
                :meth:`sign_minutes`.
        """
        from alliance_minutes.book.living import Wanted  # noqa: PLC0415 - seldom needed

        return self._writing.seal(
            Wanted(
                format=format, edition=edition, language=language, lists=lists, options=options, kept=kept
            ),
            lambda _, form, digest: MinutesPublished(
                edition=edition, format=form, digest=digest, where=where
            ),
            command_id,
        )
