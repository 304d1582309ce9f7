"""What a text changes in its meeting of the book, and why: values only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
from attrs import field, frozen

from alliance_minutes.errors import InvalidValueError

if TYPE_CHECKING:
    from alliance_minutes.events import Event
    from alliance_minutes.values import PartyId, Words

ChangeKind: TypeAlias = Literal["added", "corrected", "moved", "withdrawn"]
NoticeCode: TypeAlias = Literal["words.erased", "closing.stays", "closing.doubt"]


@frozen(kw_only=True)
class Change:
    """One change that a text makes to its meeting in the book.

    Attributes:
        kind: what is done.
        version: of the entry that is corrected, moved or withdrawn, or of the one that is added.
        before: what the entry said, or ``None`` where it is added.
        since: what it says now, or ``None`` where it is withdrawn.
        line: where it stands in the text, from 1, or ``None``.
    """

    kind: ChangeKind
    version: int
    before: Event | None = None
    since: Event | None = None
    line: int | None = None


@frozen(kw_only=True)
class Grounds:
    """Why something is mended, and by whose leave: the fields that all acts of mending have."""

    reason: Words = ()
    authority: int | None = field(default=None)
    decision: str | None = None

    @authority.validator
    def _is_version(self, _attribute: object, value: object) -> None:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise InvalidValueError("version", value, "a whole number, as the log lists it")

    def fields(self) -> dict[str, Any]:
        """As keyword arguments of an act."""
        return attrs.asdict(self, recurse=False)


@frozen
class Notice:
    """Something of an entry that a text does not change as it may seem to.

    Attributes:
        code: words of it were erased, and are not recorded again; it is closed or opened otherwise in the book, which
            stays; or the text leaves out all that was closed in some words, and the public sees none of the entry.
        version: of the entry.
        line: where it stands in the text, from 1, or ``None``.
    """

    code: NoticeCode
    version: int
    line: int | None


@frozen(kw_only=True)
class Plan:
    """What is to be recorded, and what it changes.

    Attributes:
        version: of the meeting it was made for.
        acts: the events, in order.
        lines: for each of them, the line of the text it comes from, or ``None``.
        changes: what they change, in order of the text.
        is_alike: whether text and meeting are likely the same.
        strangers: ids of parties that the text takes for new, and that stand where a name was erased.
        notices: what the reader should look at.
    """

    version: int
    acts: tuple[Event, ...] = ()
    lines: tuple[int | None, ...] = ()
    changes: tuple[Change, ...] = ()
    is_alike: bool = True
    strangers: frozenset[PartyId] = frozenset()
    notices: tuple[Notice, ...] = ()
