"""Mending what was recorded: correcting it, withdrawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.book.recording.noting import Noting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.writing import Noted
    from alliance_minutes.events import Event


class Mend(Noting):
    """Mending the minutes of one meeting."""

    def correct(
        self,
        version: Noted | int,
        event: Event | None = None,
        *,
        reason: Reason = "",
        authority: Noted | int | str | None = None,
        replace: tuple[str, str] | None = None,
        text: str | None = None,
        line: str | None = None,
        values: Mapping[str, str] | None = None,
        command_id: str | None = None,
        **changes: Any,
    ) -> Noted:
        """Let an entry read otherwise from now on: silently before adoption, with an erratum after it.

        What comes back names in ``plain_names`` whoever is not public and stands in the new words in plain text.

        Its kind, its place and a number that the book gave stay. One of the ways to say how it reads is given:

        Args:
            version: the entry.
            event: the event as it should have been; where it says nothing of its place, it stays where it stands.
            reason: why; needed once the minutes are adopted. A ``str`` is plain text; ``Typed`` text has the marks of
                the notation. An erratum prints it in both editions.
            authority: what allows it: an entry of this meeting by its version, or a decision of any meeting by its
                number; needed once the minutes are adopted. It is a decision, an action or an adoption, which
                stands, and is not the entry itself.
            replace: words that stand in it once, and those that stand there instead.
            text: its words anew, typed as in the notation.
            line: the whole of it anew, typed as a line of notation.
            values: fields by name, with values typed in the notation's terms ("24 September", "unanimous").
            command_id: an id of the caller's; the same act with the same id is recorded once.
            changes: fields by name, with values as the event has them.

        Raises:
            RefusedError: a rule says no: there is no such entry, it was withdrawn, it says this already, it would
                open what is closed, adopted minutes without reason and authority, a reason with a name in plain
                text that is not public, and others.
            InvalidValueError, InvalidTextError, NotationError: a value that cannot be.
            CommandConflictError: the command id was used for something else, such as other words.
            TypeError: none of the ways is given, or more than one.
        """
        from alliance_minutes.book.mending import Wanted  # noqa: PLC0415 - seldom needed

        ways = (event, replace, text, line, values, changes or None)
        if sum(way is not None for way in ways) != 1:
            raise TypeError(
                "say how the entry reads in one way: an event, replace, text, line, values, or fields"
            )
        wanted = Wanted(event=event, replace=replace, text=text, line=line, values=values, changes=changes)
        named = authority if isinstance(authority, str) else self._version(authority)
        return self._writing.correct(self._version(version) or 0, wanted, reason, named, command_id)

    def withdraw(
        self,
        version: Noted | int,
        *,
        reason: Reason = "",
        authority: Noted | int | str | None = None,
        command_id: str | None = None,
    ) -> tuple[Noted, ...]:
        """Withdraw an entry, with what rests on its words or, of an item, stands under it; its number stays taken.

        Args:
            version, reason, authority, command_id: as for :meth:`correct`.

        Raises:
            RefusedError: as for :meth:`correct`; minutes that were adopted stay adopted.
        """
        named = authority if isinstance(authority, str) else self._version(authority)
        return self._writing.withdraw(self._version(version) or 0, reason, named, command_id)
