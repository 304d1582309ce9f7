"""What an erasure will do, told before it is done: every disclosure that goes, and every place where the words stay."""

from __future__ import annotations

from inspect import get_annotations
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from alliance_minutes.audit.erasure.searching import Disclosure, Opened, legible
from alliance_minutes.errors import ErasureRefusedError
from alliance_minutes.events import clear_fields
from alliance_minutes.events.fields import per_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.events import Event
    from alliance_minutes.store.erasing import Outgrown

Why: TypeAlias = Literal[
    "asked", "carried", "same-words", "part-of-name", "known-as", "printed-as", "about", "rendition"
]

UNREACHED = (
    "backups, snapshots and other copies of the book, with its -wal file",
    "documents that were rendered, printed, sent or published before",
    "exports, proofs and reports that were made of it before",
    "the files in the notation from which meetings were recorded, and attached files outside the book",
    "what is left on the disk itself where a file was, as on every disk",
)
"""What an erasure cannot reach, told to whoever erases."""

_CODES = {
    "language",
    "number",
    "kind",
    "media_type",
    "format",
    "edition",
    "returns_from",
    "meeting",
    "quorum",
    "starts_at",
}
"""Fields of text that say nothing of anybody."""


@frozen(kw_only=True)
class Passage:
    """Words in one disclosure of an entry.

    Attributes:
        position, stream, version, type_name: the entry.
        field: the field that holds them; ``words`` for a closed run alone.
        digest: the digest of the disclosure.
        text: the words, with an ellipsis where a name is printed between them.
        why: why it is named: it was ``asked`` for, or is the same passage ``carried`` by a closing; it holds the
            ``same-words`` or a ``part-of-name``; the role or organisation that the person was ``known-as``; the person is
            ``printed-as`` this; it is said ``about`` the person or the
            entry; or it is the digest of a ``rendition`` that goes.
        held: which of the words it holds, or nothing.
    """

    position: int
    stream: str
    version: int
    type_name: str
    field: str
    digest: str
    text: str
    why: Why
    held: str = ""


@frozen(kw_only=True)
class ShownRendition:
    """A rendition that was signed or published, or a file that was attached, and is kept.

    Attributes:
        position, stream, version, type_name: the entry that signs, publishes or attaches it.
        size: its length in bytes.
        held: which of the words it shows (of one that stays: a role or organisation); nothing where it may show them, as it was made when they stood in its meeting or
            cannot be looked into, and goes to be safe.
        digests: its digest, which goes with it.
        attached: it is a file that the entry attaches: it goes with its own digest, and with nothing else.
    """

    position: int
    stream: str
    version: int
    type_name: str
    size: int
    held: str
    digests: tuple[Passage, ...] = ()
    attached: bool = False


@frozen(kw_only=True)
class ErasurePlan:
    """What an erasure will do; nothing is done by making it.

    Attributes:
        subject: what it is about, in words for whoever erases. It may name a person: it is never recorded.
        passages: the disclosures that go.
        renditions: the kept renditions that go.
        elsewhere: other places where the same words stand; they stay, unless they are added.
        perhaps: places that hold a part of a name, or are about the same: to be looked at by somebody.
        in_clear: positions of entries that hold the words in clear, where nothing can be erased, and which words.
        sought: the words that were looked for.
        unsought: how many sentences were not looked for, because there are too many.
        staying: the kept renditions that stay: those of meetings in which a place is listed, which go with that place where
            they were made since, and those that show the role or organisation, which go when they are named.
        size: how many entries the book had when it was made.
        left: files beside the book that an import left that was killed, with all the words in them.
        outgrown: whether an entry that was recorded since has to do with the plan: its position, bytes and disclosures.
    """

    subject: str
    passages: tuple[Passage, ...]
    renditions: tuple[ShownRendition, ...] = ()
    elsewhere: tuple[Passage, ...] = ()
    perhaps: tuple[Passage, ...] = ()
    in_clear: tuple[tuple[int, str], ...] = ()
    sought: tuple[str, ...] = ()
    unsought: int = 0
    staying: tuple[ShownRendition, ...] = ()
    size: int = 0
    left: tuple[str, ...] = ()
    outgrown: Outgrown | None = field(default=None, eq=False, repr=False)

    def with_positions(self, positions: Iterable[int], *, everywhere: bool = False) -> ErasurePlan:
        """The plan with places that it lists made part of it.

        Args:
            positions: positions of entries that stand in ``elsewhere`` or ``perhaps``, or of renditions in ``staying``.
            everywhere: all that stands in ``elsewhere`` as well; what is only ``perhaps`` has to be named.

        Raises:
            ErasureRefusedError: a position that is not listed.
        """
        wanted = set(positions)
        places = (*self.passages, *self.elsewhere, *self.perhaps)
        listed = {one.position for one in places} | {one.position for one in self.staying}
        for position in sorted(wanted - listed):
            raise ErasureRefusedError(
                "unknown", f"position {position} is not among the places listed; name one of those"
            )
        added = [one for one in self.elsewhere if everywhere or one.position in wanted]
        added += [one for one in self.perhaps if one.position in wanted]
        going = [one for one in self.staying if one.position in wanted or may_show(one, added)]
        digests = [each for one in going for each in one.digests]
        known = {one.digest for one in (*self.passages, *added)}
        moved = {one.digest for one in added}
        leaving = {one.position for one in going}
        return evolve(
            self,
            passages=(*self.passages, *added, *(one for one in digests if one.digest not in known)),
            renditions=tuple(sorted((*self.renditions, *going), key=lambda one: one.position)),
            staying=tuple(one for one in self.staying if one.position not in leaving),
            elsewhere=tuple(one for one in self.elsewhere if one.digest not in moved),
            perhaps=tuple(one for one in self.perhaps if one.digest not in moved),
        )


def may_show(rendition: ShownRendition, passages: Iterable[Passage]) -> bool:
    """Whether a rendition may show one of these passages: it is of the same meeting, and was not made before it.

    One whose digest goes, goes too. Its own words do not tell: names and numbers are printed between those of the passage, in ways that differ by format.
    """
    return any(
        (rendition.stream == one.stream and rendition.position > one.position and not rendition.attached)
        or (rendition.position == one.position and one.field in {"digest", "instead"})
        for one in passages
    )


def passage_of(entry: Opened, one: Disclosure, why: Why, held: str = "") -> Passage:
    """The words of a disclosure, with those of closed runs in it."""
    inner = {each.digest: each.value for each in entry.disclosures if each.within is not None}
    return Passage(
        position=entry.position,
        stream=entry.stream,
        version=entry.version,
        type_name=entry.type_name,
        field=one.field,
        digest=one.digest,
        text=legible(one.said(inner, numbers=False)),
        why=why,
        held=held,
    )


def hidden_fields(cls: type[Event]) -> set[str]:
    """The fields of an event that do not stand in clear."""
    return (
        {name for one in cls.__mro__ for name in get_annotations(one)}
        - clear_fields(cls)
        - {"TYPE", "SERIES"}
    )


@per_type
def personal_fields(cls: type[Event]) -> frozenset[str]:
    """The fields of an event that hold words or text in which something may be said of somebody."""
    hints = {name: str(hint) for one in cls.__mro__ for name, hint in get_annotations(one).items()}
    told = ("str", "Words", "Point")
    return frozenset(
        name
        for name, hint in hints.items()
        if name in hidden_fields(cls) - _CODES
        and any(kind in hint for kind in told)
        and "PartyId" not in hint
    )
