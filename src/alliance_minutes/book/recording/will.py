"""Recording what was proposed, decided and promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.book.recording.noting import Noting, party, several
from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    DecisionTaken,
    ItemDeferred,
    ProposalMade,
)
from alliance_minutes.values import Tally, parse_when, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from alliance_minutes.book.recording.noting import Circumstances
    from alliance_minutes.book.writing import Noted
    from alliance_minutes.events import DecisionKind, Method, Outcome, ProposalKind
    from alliance_minutes.parties import Directory
    from alliance_minutes.values import Words


class Will(Noting):
    """The will."""

    def propose(
        self,
        text: str | Words = "",
        *,
        kind: ProposalKind = "proposal",
        mover: str | None = None,
        seconder: str | None = None,
        amends: Noted | int | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A proposal, motion or amendment is put forward."""
        return self._note(
            ProposalMade,
            text,
            more,
            lambda d: {
                "kind": kind,
                "mover": party(d, mover),
                "seconder": party(d, seconder),
                "amends": self._version(amends),
            },
        )

    def decide(
        self,
        text: str | Words = "",
        *,
        kind: DecisionKind = "decision",
        method: Method | None = None,
        outcome: Outcome | None = None,
        on: Noted | int | None = None,
        tally: Tally | None = None,
        objections: str | Words = "",
        elected: Iterable[str] | str = (),
        supersedes: str | None = None,
        number: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The meeting decides. Without ``number`` the book gives the next one of its body and year.

        Names in ``tally`` may be ids or names of parties.
        """
        names = several(elected)
        return self._note(
            DecisionTaken,
            text,
            more,
            lambda d: {
                "kind": kind,
                "method": method,
                "outcome": outcome,
                "on": self._version(on),
                "tally": _with_ids(d, tally),
                "objections": words(objections),
                "elected": tuple(d.party(name) for name in names),
                "supersedes": supersedes,
                "number": number,
            },
        )

    def assign(
        self,
        text: str | Words = "",
        *,
        owners: Iterable[str] | str = (),
        due: str | None = None,
        number: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """An action is agreed; ``due`` in EDTF or ``next-meeting``. Without ``number`` the book gives the next one."""
        names = several(owners)
        when = parse_when(due) if due else None
        return self._note(
            ActionAgreed,
            text,
            more,
            lambda d: {"owners": tuple(d.party(name) for name in names), "due": when, "number": number},
        )

    def complete(self, number: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The action with this number is done."""
        return self._note(ActionCompleted, text, more, lambda _: {"number": number})

    def drop(self, number: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The action with this number need not be done any more."""
        return self._note(ActionDropped, text, more, lambda _: {"number": number})

    def defer(
        self,
        until: str | None = None,
        text: str | Words = "",
        *,
        to_body: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The item returns on a date (EDTF) or at the ``next-meeting``."""
        when = parse_when(until) if until else None
        return self._note(
            ItemDeferred, text, more, lambda d: {"returns_on": when, "to_body": party(d, to_body)}
        )


def _with_ids(directory: Directory, tally: Tally | None) -> Tally | None:
    """The tally with ids of parties where it has names; what is none is told of when the event is made."""
    if not isinstance(tally, Tally):
        return tally
    named: dict[str, Any] = {
        field: tuple(
            one if one in directory.parties else directory.party(one) for one in getattr(tally, field)
        )
        for field in ("names_in_favour", "names_against", "names_abstaining")
    }
    return attrs.evolve(tally, **named)
