"""Who was there, who was in the chair, and who had an interest."""

from __future__ import annotations

from datetime import time  # noqa: TC003 - cattrs resolves the hints
from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.events.base import Shown
from alliance_minutes.values import PartyId, Words  # noqa: TC001 - cattrs resolves the hints

Status: TypeAlias = Literal["present", "apologies", "absent"]


@frozen(kw_only=True)
class ChairTaken(Shown):
    """A party took the chair.

    Attributes:
        chair: who.
        deputises_for: whose place it takes, or ``None``.
        reason: why, in words, or nothing.
    """

    TYPE: ClassVar[str] = "chair-taken.v1"
    chair: PartyId
    deputises_for: PartyId | None = None
    reason: Words = ()


@frozen(kw_only=True)
class AttendanceNoted(Shown):
    """Whether a party was there was noted.

    Attributes:
        party: who, or ``None``: it is known that nobody was (``apologies`` of nobody).
        status: present, with apologies, or absent without.
        since, until: the times of day between which it was there, where noted.
        role: the role in which it was there, or ``None``.
        proxy_for: the parties it held a proxy for.
        votes: how many votes it could cast, or ``None``.
    """

    TYPE: ClassVar[str] = "attendance-noted.v1"
    party: PartyId | None = None
    status: Status
    since: time | None = None
    until: time | None = None
    role: str | None = None
    proxy_for: tuple[PartyId, ...] = ()
    votes: int | None = None


@frozen(kw_only=True)
class ParticipantArrived(Shown):
    """A party came in after the start."""

    TYPE: ClassVar[str] = "participant-arrived.v1"
    party: PartyId


@frozen(kw_only=True)
class ParticipantLeft(Shown):
    """A party left before the end."""

    TYPE: ClassVar[str] = "participant-left.v1"
    party: PartyId


@frozen(kw_only=True)
class QuorumNoted(Shown):
    """The quorum was established.

    Attributes:
        required: how many must be present, or ``None`` when not said.
        present: how many were, or ``None`` when not said.
        met: whether that is enough, as noted; ``None`` when not said and not countable.
    """

    TYPE: ClassVar[str] = "quorum-noted.v1"
    required: int | None = None
    present: int | None = None
    met: bool | None = None


@frozen(kw_only=True)
class ConflictDeclared(Shown):
    """A party declared an interest of its own."""

    TYPE: ClassVar[str] = "conflict-declared.v1"
    party: PartyId | None = None
