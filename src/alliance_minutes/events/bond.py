"""The bond of the alliance: partners who sign its agreements, and who leave."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from alliance_minutes.events.base import Shown
from alliance_minutes.values import PartyId  # noqa: TC001 - cattrs resolves the hints


@frozen(kw_only=True)
class PartnerSigned(Shown):
    """A partner signed an agreement.

    Attributes:
        partner: who joined.
        agreement: what was signed ("convenant"), or ``None``.
        signatory: whose hand signed, or ``None``.
    """

    TYPE: ClassVar[str] = "partner-signed.v1"
    partner: PartyId
    agreement: str | None = None
    signatory: PartyId | None = None


@frozen(kw_only=True)
class PartnerLeft(Shown):
    """A partner left an agreement."""

    TYPE: ClassVar[str] = "partner-left.v1"
    partner: PartyId
    agreement: str | None = None
