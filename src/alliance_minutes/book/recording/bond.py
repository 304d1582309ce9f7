"""Recording the bond of the alliance, the papers, and the adoption of earlier minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.book.attachment import facts_of_file, read_file
from alliance_minutes.book.recording.noting import Noting, party, several
from alliance_minutes.events import DocumentAttached, MinutesAdopted, PartnerLeft, PartnerSigned
from alliance_minutes.values import PartialDate, words

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from typing import Unpack

    from alliance_minutes.book.recording.noting import Circumstances
    from alliance_minutes.book.writing import Noted
    from alliance_minutes.events import Edition
    from alliance_minutes.values import Words


class Bond(Noting):
    """The bond, the papers and the life of minutes."""

    def sign(
        self,
        agreement: str | None,
        *,
        partner: str,
        signatory: str | None = None,
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A partner signs an agreement."""
        return self._note(
            PartnerSigned,
            text,
            more,
            lambda d: {
                "partner": d.party(partner),
                "agreement": agreement,
                "signatory": party(d, signatory),
            },
        )

    def leave(
        self, agreement: str | None, *, partner: str, text: str | Words = "", **more: Unpack[Circumstances]
    ) -> Noted:
        """A partner leaves an agreement."""
        return self._note(
            PartnerLeft, text, more, lambda d: {"partner": d.party(partner), "agreement": agreement}
        )

    def attach(
        self,
        title: str,
        path: str | os.PathLike[str] | None = None,
        *,
        closed: str | None = None,
        keep: bool = True,
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A document goes with the minutes; of a file its name, type, size and digest are recorded, and its bytes kept.

        Args:
            title: what it is called.
            path: its file; without it, only the title is known.
            closed: the ground on which it is kept from the public.
            keep: keep the bytes in the book, 64 MiB at most.
            text: what is said of it.
            more: as for every entry.

        Raises:
            OSError: the file cannot be read.
            InvalidValueError: it is larger than what a book keeps.
        """
        fields: dict[str, Any] = {"title": title, "closed": closed}
        files: dict[str, bytes] = {}
        if path is not None and keep:
            facts, content = read_file(path)
            files[facts["digest"]] = content
            fields.update(facts)
        elif path is not None:
            fields.update(facts_of_file(path))
        return self._note(DocumentAttached, text, more, lambda _: fields, files)

    def adopt(
        self,
        *,
        held_on: str = "last",
        editions: Iterable[Edition] = ("internal",),
        corrections: str | Words = "",
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """Earlier minutes are adopted: those of a date (EDTF), or the ``last`` ones. Recorded in that meeting too, if the book has it."""
        last = held_on == "last"
        date = None if last else PartialDate.parse(held_on)
        which = several(editions)
        return self._note(
            MinutesAdopted,
            text,
            more,
            lambda _: {"editions": which, "held_on": date, "last": last, "corrections": words(corrections)},
        )
