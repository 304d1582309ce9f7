"""The life of the minutes themselves: circulated, adopted, signed, published."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.events.base import Event, Shown, clear
from alliance_minutes.values import PartialDate, PartyId, Words  # noqa: TC001 - cattrs resolves the hints

Edition: TypeAlias = Literal["internal", "public"]


@frozen(kw_only=True)
class MinutesAdopted(Shown):
    """Minutes were adopted. Recorded in the meeting that adopts, and in the adopted one where the book has it.

    Attributes:
        editions: which editions.
        held_on: the date of the adopted meeting as it was put, or ``None``.
        last: they are those of the last meeting, whichever that was.
        meeting: id of the adopted meeting where it is in the book (in the stream of the adopting meeting).
        adopted_by: id of the meeting that adopts (in the stream of the adopted meeting).
        corrections: the corrections with which they were adopted, in words, or nothing.
    """

    TYPE: ClassVar[str] = "minutes-adopted.v1"
    editions: tuple[Edition, ...] = ("internal",)
    held_on: PartialDate | None = None
    last: bool = False
    meeting: str | None = None
    # In clear: decide must see, without the vault, that minutes are adopted.
    adopted_by: str | None = clear(default=None)
    corrections: Words = ()


@frozen(kw_only=True)
class MinutesCirculated(Event):
    """An edition went round."""

    TYPE: ClassVar[str] = "minutes-circulated.v1"
    edition: Edition = "internal"
    to: Words = ()
    on: PartialDate | None = None


@frozen(kw_only=True)
class MinutesSigned(Event):
    """An edition was signed.

    Attributes:
        by: who signed.
        role: in which role ("chair", "secretary").
        edition: which edition.
        format: the format of the rendition that was signed.
        digest: ``sha256:`` and 64 hexadecimal digits over the exact bytes of that rendition.
    """

    TYPE: ClassVar[str] = "minutes-signed.v1"
    by: PartyId
    role: str | None = None
    edition: Edition = "internal"
    format: str
    digest: str


@frozen(kw_only=True)
class MinutesPublished(Event):
    """An edition was made public; ``format`` and ``digest`` as in :class:`MinutesSigned`, ``where`` it can be found."""

    TYPE: ClassVar[str] = "minutes-published.v1"
    edition: Edition = "public"
    format: str
    digest: str
    where: str | None = None
