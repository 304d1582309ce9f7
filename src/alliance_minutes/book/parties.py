"""The people of a book: who is known in it, by which names, and whether the public may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import PartyKind
    from alliance_minutes.parties import Parties
    from alliance_minutes.values import PartyId


class People:
    """The parties of a book, and the acts on them."""

    _session: Session

    @property
    def parties(self) -> Parties:
        """Every party, by id."""
        return self._session.parties()

    def party(
        self,
        name: str,
        *,
        kind: PartyKind | None = None,
        role: str | None = None,
        organisation: str | None = None,
        public: bool | None = None,
        by: str | None = None,
    ) -> PartyId:
        """The id of the party with this name, for use in :class:`~alliance_minutes.values.Mention` and tallies.

        A name that is new to the book makes a party. What is said of a party is kept where nobody said it before;
        ``public=False`` holds from then on for everything the book shows, and is not undone here.

        Raises:
            InvalidValueError, InvalidTextError: that is no name.
            ConcurrencyError: somebody else changed the parties just now.
        """
        from alliance_minutes.book.people import introduce  # noqa: PLC0415 - seldom needed

        return introduce(
            self._session, name, by, kind=kind, role=role, organisation=organisation, public=public
        )

    def describe_party(
        self,
        name: str,
        *,
        kind: PartyKind | None = None,
        role: str | None = None,
        organisation: str | None = None,
        by: str | None = None,
    ) -> PartyId:
        """Say anew what a party is: documents print this from now on, and those of an earlier moment what was said then.

        Args:
            name: a name by which it goes.
            kind, role, organisation: what it is from now on; ``None`` leaves it as it was, and ``""`` takes it away.
            by: who says so.

        Raises:
            InvalidValueError: no party goes by ``name``.
            InvalidTextError: a text that no document can hold.
            ConcurrencyError: somebody else changed the parties just now.
        """
        from alliance_minutes.book.people import describe  # noqa: PLC0415 - seldom needed

        return describe(self._session, name, by, kind=kind, role=role, organisation=organisation)

    def rename_party(self, name: str, to: str, *, by: str | None = None) -> PartyId:
        """Give a party another name; the old one stays an alias, and documents print the new one.

        Raises:
            InvalidValueError: no party goes by ``name``, or another one goes by ``to``.
            ConcurrencyError: somebody else changed the parties just now.
        """
        from alliance_minutes.book.people import rename  # noqa: PLC0415 - seldom needed

        return rename(self._session, name, to, by)

    def merge_parties(self, name: str, into: str, *, by: str | None = None) -> PartyId:
        """Let two parties that proved to be one be one; return the id of the one that stays.

        Raises:
            InvalidValueError: no party goes by one of the names, or both names are of one party.
            ConcurrencyError: somebody else changed the parties just now.
        """
        from alliance_minutes.book.people import merge  # noqa: PLC0415 - seldom needed

        return merge(self._session, name, into, by)

    def close_party(self, name: str, *, ground: str, reason: Reason = "", by: str | None = None) -> PartyId:
        """Keep the name of a party from the public in the whole book, from now on and for every moment.

        Raises:
            InvalidValueError: no party goes by ``name``, or there is no such ground.
            RefusedError: it is not public already.
            ConcurrencyError: somebody else changed the parties just now.
        """
        from alliance_minutes.book.people import close  # noqa: PLC0415 - seldom needed

        return close(self._session, name, ground, reason, by)

    def open_party(self, name: str, *, reason: Reason, by: str | None = None) -> PartyId:
        """Let the public see the name of a party in the whole book. An open name cannot be called back.

        Where a meeting closed the name by an act of its own, it stays closed there.

        Raises:
            InvalidValueError: no party goes by ``name``, or no reason is given.
            RefusedError: it is public already.
            ConcurrencyError: somebody else changed the parties just now.
        """
        from alliance_minutes.book.people import open_to_public  # noqa: PLC0415 - seldom needed

        return open_to_public(self._session, name, reason, by)
