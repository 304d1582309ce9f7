"""The blocks of a document: a small closed tree.

Every block that comes from an entry is a :class:`Statement`: it carries its source, a ready label and ready facts in
the document's language, the words, and the marks that rest on it. Beside these stand typed values, for formats and
plugins that want data. A renderer that prints label, facts, words, points and marks of every statement has lost nothing
that people read.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from alliance_minutes.document.inlines import Inlines, Source  # noqa: TC001 - cattrs resolves the hints


@frozen(kw_only=True)
class Fact:
    """A fact in ready words: ``name`` for machines ("method"), ``label`` ("Wijze van besluiten"), ``value``."""

    name: str
    label: str
    value: Inlines


@frozen(kw_only=True)
class Point:
    """A line of a list in a text: its words, how deep it stands (from 0), its number as typed or ``None``."""

    words: Inlines
    level: int = 0
    number: str | None = None


@frozen(kw_only=True)
class Statement:
    """What all blocks that come from one entry have.

    Attributes:
        source: the entry; ``None`` for what compose adds itself.
        label: what it is, ready to print ("Besluit B-2025-003"); empty for plain discussion, and inside a list
            whose own label says it.
        facts: what is known of it, ready to print, in order.
        words: what was written down.
        points: the list below the words.
        marks: the statements that rest on these words and have none of their own.
        withdrawn: it was withdrawn later; printed struck through, with its erratum.
    """

    source: Source | None = None
    label: str = ""
    facts: tuple[Fact, ...] = ()
    words: Inlines = ()
    points: tuple[Point, ...] = ()
    marks: tuple[Block, ...] = ()
    withdrawn: bool = False


@frozen(kw_only=True)
class Paragraph(Statement):
    """Discussion nobody in particular is named for."""


@frozen(kw_only=True)
class Contribution(Statement):
    """What one speaker said; ``speaker`` is to be printed before the words, and empty where they name it themselves."""

    speaker: Inlines = ()


@frozen(kw_only=True)
class Announcement(Statement):
    """An announcement."""


@frozen(kw_only=True)
class Presentation(Statement):
    """A presentation; ``document`` is the attachment that goes with it."""

    document: Source | None = None


@frozen(kw_only=True)
class Consideration(Statement):
    """A consideration."""


@frozen(kw_only=True)
class Question(Statement):
    """A question, with its number; ``open`` until an answer settles it."""

    number: str | None = None
    open: bool = True


@frozen(kw_only=True)
class Answer(Statement):
    """An answer to the question at ``question`` or with ``number``; provisional unless it ``settles`` it."""

    question: Source | None = None
    number: str | None = None
    settles: bool = True


@frozen(kw_only=True)
class Proposal(Statement):
    """A proposal, motion or amendment; ``amends`` is the proposal an amendment changes."""

    kind: Literal["proposal", "motion", "amendment"] = "proposal"
    amends: Source | None = None
    decided: bool = False


@frozen(kw_only=True)
class Count:
    """The count of a vote; ``None`` where nobody gave it. Who voted how stands in the facts."""

    in_favour: int | None = None
    against: int | None = None
    abstain: int | None = None
    blank: int | None = None
    invalid: int | None = None
    unit: str | None = None
    required: str | None = None
    secret: bool = False


@frozen(kw_only=True)
class Decision(Statement):
    """A decision. Kind, method and outcome are the codes of the event; their words stand in the facts."""

    number: str | None = None
    kind: Literal["decision", "agreement", "adoption", "election", "noted"] = "decision"
    method: Literal["consent", "unanimous", "vote", "acclamation"] | None = None
    outcome: Literal["carried", "amended", "conditional", "rejected", "deferred", "withdrawn"] | None = None
    count: Count | None = None
    on: Source | None = None
    supersedes: str | None = None


@frozen(kw_only=True)
class Action(Statement):
    """An action agreed, completed or dropped; ``due`` is EDTF or ``next-meeting``."""

    number: str | None = None
    status: Literal["agreed", "completed", "dropped"] = "agreed"
    due: str | None = None


@frozen(kw_only=True)
class Return(Statement):
    """The item returns; ``on`` is EDTF or ``next-meeting``, ``None`` when nobody said when."""

    on: str | None = None


@frozen(kw_only=True)
class Signing(Statement):
    """A partner signed an agreement or left it."""

    partner: Inlines = ()
    agreement: str | None = None
    status: Literal["signed", "left"] = "signed"


@frozen(kw_only=True)
class Attendance(Statement):
    """Whether a party was there; ``party`` is empty where nobody was. Times are HH:MM."""

    party: Inlines = ()
    status: Literal["present", "apologies", "absent"] = "present"
    since: str | None = None
    until: str | None = None
    votes: int | None = None


@frozen(kw_only=True)
class Attachment(Statement):
    """A document that goes with the minutes; ``title`` is what it is called."""

    title: Inlines = ()
    name: str | None = None
    media_type: str | None = None
    size: int | None = None
    digest: str | None = None


@frozen(kw_only=True)
class Adoption(Statement):
    """Minutes were adopted: which editions, of which meeting (EDTF, or the last one)."""

    editions: tuple[Literal["internal", "public"], ...] = ()
    held_on: str | None = None
    last: bool = False


@frozen(kw_only=True)
class Erratum(Statement):
    """An entry was mended; ``target`` is that entry (the first that was added), the facts say how, why and by whose leave."""

    target: Source | None = None
    kind: Literal["corrected", "withdrawn", "moved", "added"] = "corrected"


NoticeKind: TypeAlias = Literal[
    "draft",
    "extract",
    "opened",
    "adjourned",
    "resumed",
    "closed",
    "next-meeting",
    "chair",
    "arrived",
    "left",
    "quorum",
    "conflict",
    "circulated",
    "signed",
    "published",
    "passage-closed",
    "passage-opened",
    "erased",
    "other",
]


@frozen(kw_only=True)
class Notice(Statement):
    """A fact about the meeting or its minutes: opening, chair, quorum, signature …; ``at`` is HH:MM where known."""

    kind: NoticeKind
    at: str | None = None


@frozen(kw_only=True)
class List:
    """Blocks that belong together under one label, printed as a list."""

    blocks: tuple[Block, ...]
    label: str = ""


@frozen(kw_only=True)
class Row:
    """A row of a table, and the entry it comes from."""

    cells: tuple[Inlines, ...]
    source: Source | None = None


@frozen(kw_only=True)
class Table:
    """A table: a caption, a header cell for each column, rows of as many cells; the first cell heads its row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@frozen(kw_only=True)
class Section:
    """An agenda item, a sub-item, or a part that compose adds (then without source and number).

    Attributes:
        source: the entry that opened the item.
        number: its number as given, or ``None``.
        title: its heading.
        kind: the sort of item in the secretary's word, or ``None``.
        facts: what is known of the item as a whole (its kind, that it is closed and why).
        closed: the ground on which the whole item is kept from the public, or ``None``.
        blocks: what happened under it, sub-items last.
    """

    source: Source | None = None
    number: str | None = None
    title: Inlines = ()
    kind: str | None = None
    facts: tuple[Fact, ...] = ()
    closed: str | None = None
    blocks: tuple[Block, ...] = ()


Block: TypeAlias = (
    Section
    | Paragraph
    | Contribution
    | List
    | Table
    | Announcement
    | Presentation
    | Consideration
    | Question
    | Answer
    | Proposal
    | Decision
    | Action
    | Return
    | Signing
    | Attendance
    | Attachment
    | Adoption
    | Erratum
    | Notice
)
