"""The parties: who takes part. Name and id are personal data and stand in disclosures."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.events.base import Event
from alliance_minutes.values import PartyId  # noqa: TC001 - cattrs resolves the hints

PartyKind: TypeAlias = Literal["person", "organisation", "office", "body", "role"]


@frozen(kw_only=True)
class PartyIntroduced(Event):
    """A party was met for the first time, or what is known of it was told anew.

    Attributes:
        party: its random id.
        kind: what it is, or ``None`` when nobody said.
        name: the name as first given.
        role: its role in the alliance, printed instead of the name where the name is not public.
        organisation: the organisation it speaks for.
        public: whether the name may stand in public output.
    """

    TYPE: ClassVar[str] = "party-introduced.v1"
    party: PartyId
    kind: PartyKind | None = None
    name: str
    role: str | None = None
    organisation: str | None = None
    public: bool = True


@frozen(kw_only=True)
class PartyRenamed(Event):
    """A party goes by another name from now on; the old name stays an alias."""

    TYPE: ClassVar[str] = "party-renamed.v1"
    party: PartyId
    name: str


@frozen(kw_only=True)
class PartiesMerged(Event):
    """Two parties proved to be one; ``party`` is ``into`` from now on."""

    TYPE: ClassVar[str] = "parties-merged.v1"
    party: PartyId
    into: PartyId
