"""Closing to the public what was recorded, and opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.recording.noting import Noting

if TYPE_CHECKING:
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.writing import Noted


class Openness(Noting):
    """What of the minutes of one meeting the public may see."""

    def close_passage(
        self,
        version: Noted | int,
        words: str | None = None,
        *,
        ground: str,
        reason: Reason = "",
        field: str | None = None,
        every: bool = False,
        command_id: str | None = None,
    ) -> Noted:
        """Keep words of an entry, or the whole of it, from the public from now on; for every moment that is asked about.

        Closing a whole agenda item closes all that is under it; a whole document also the file. Of another entry its
        place is not shown either.

        Args:
            version: the entry.
            words: a passage as it is printed, marks left out; ``None``: the whole field, or the whole entry.
            ground: the code of the ground (``privacy``, ``5.1.2e``).
            reason: why, for who may read the internal edition (``Typed`` text has the marks of the notation); needed
                once the minutes are adopted.
            field: the field that holds the words, such as ``text``, ``title``, ``points``; by default whichever does.
            every: close the passage wherever it stands in the entry; else it has to stand there once.
            command_id: an id of the caller's.

        Raises:
            RefusedError: there is no such entry, that is closed on this ground already, or adopted minutes without
                a reason.
            InvalidValueError: the words do not stand in it, or several times; there is no such ground or field.
        """
        from alliance_minutes.book.closing import Part, closing  # noqa: PLC0415 - seldom needed

        part = Part(version=self._version(version) or 0, words=words, field=field, every=every)
        (noted,) = self._writing.act_on(
            lambda session, minutes, _: [closing(session, minutes, part, ground=ground, reason=reason)],
            command_id,
        )
        return noted

    def open_passage(
        self,
        version: Noted | int,
        words: str | None = None,
        *,
        reason: Reason,
        field: str | None = None,
        every: bool = False,
        command_id: str | None = None,
    ) -> tuple[Noted, ...]:
        """Let the public see words of an entry, or all that is closed in it, from now on. An open word cannot be called back.

        Args:
            version, words, field, every, command_id: as for :meth:`close_passage`.
            reason: why, in words.

        Raises:
            RefusedError: there is no such entry, nothing of that is closed, or it stands in a closed item.
            InvalidValueError: the words do not stand in it, or several times; there is no such field; no reason.
        """
        from alliance_minutes.book.closing import Part, openings  # noqa: PLC0415 - seldom needed

        part = Part(version=self._version(version) or 0, words=words, field=field, every=every)
        return self._writing.act_on(
            lambda session, minutes, _: openings(session, minutes, part, reason=reason), command_id
        )

    def standing_open(self, words: str) -> tuple[int, ...]:
        """The versions of the entries of this meeting in which these words stand open in plain text.

        For who has just closed them at one place. A mention of a party is no plain text.
        """
        return self._writing.standing_open(words)
