"""The count of a vote."""

from __future__ import annotations

from attrs import frozen

from alliance_minutes.values.text import PartyId  # noqa: TC001 - cattrs resolves the hints when it runs


@frozen(kw_only=True)
class Tally:
    """The count of a vote. A count that nobody gave is ``None``, not zero.

    Attributes:
        in_favour, against, abstain, blank, invalid: counts in ``unit``.
        unit: what was counted ("votes", "hands", "weights", …) or ``None``.
        required: the majority needed, as it was put ("2/3", "simple", "30"), or ``None``.
        secret: whether the ballot was secret; then no names are kept.
        names_in_favour, names_against, names_abstaining: who voted how, where that was noted.
    """

    in_favour: int | None = None
    against: int | None = None
    abstain: int | None = None
    blank: int | None = None
    invalid: int | None = None
    unit: str | None = None
    required: str | None = None
    secret: bool = False
    names_in_favour: tuple[PartyId, ...] = ()
    names_against: tuple[PartyId, ...] = ()
    names_abstaining: tuple[PartyId, ...] = ()
