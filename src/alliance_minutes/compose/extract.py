"""An extract: one agenda item, decision or other part of a document, for those whom it concerns.

It is cut out of the document of an edition, which has passed the gate: what the edition may not show is not there to be
found, and nothing tells whether it exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, has

from alliance_minutes.compose.phrases import phrases
from alliance_minutes.document import (
    Closed,
    Decision,
    Fact,
    List,
    Notice,
    Proposal,
    Redaction,
    Reference,
    Section,
    Text,
    plain,
)
from alliance_minutes.document.blocks import Statement
from alliance_minutes.document.walk import walk
from alliance_minutes.errors import InvalidValueError, UnknownPartError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.document import Block, Document

_ENTRY = "version:"
_MOST_DIGITS = 15
_OF_THE_WHOLE = frozenset({"planned", "people"})
"""Facts of the head that tell of all items."""
_MOST_NAMED = 20


def part_asked(document: Document, asked: str) -> int:
    """The version of the entry of a document that somebody asks for.

    Args:
        document: of one edition; only what stands in it can be named.
        asked: the number of an agenda item, decision, action or question, the title of an item or a part of it, or
            ``version:`` and the version of an entry. Capitals do not count. A number goes before a title, and a whole
            title before a part of one.

    Raises:
        UnknownPartError: the document has no such part, or several; the message names what can be asked for.
        InvalidValueError: nothing is asked for.
    """
    wanted = asked.strip().casefold()
    if not wanted:
        raise InvalidValueError(
            "part of the minutes", asked, "a number, a title, or 'version:' and a version"
        )
    parts = dict(_parts(document.blocks))
    if wanted.startswith(_ENTRY):
        version = wanted.removeprefix(_ENTRY)
        found = [
            one
            for one in parts
            if version.isdecimal() and len(version) <= _MOST_DIGITS and one == int(version)
        ]
    else:
        found = (
            [one for one, part in parts.items() if (getattr(part, "number", None) or "").casefold() == wanted]
            or [one for one, part in parts.items() if _title(part) == wanted]
            or [one for one, part in parts.items() if wanted in _title(part)]
        )
    if len(found) != 1:
        named = found or [one for one, part in parts.items() if _name(part)]
        raise UnknownPartError(
            asked, [_called(one, parts[one]) for one in named[:_MOST_NAMED]], several=bool(found)
        )
    return found[0]


def extract(document: Document, version: int) -> Document:
    """The part of a document that comes from one entry: an item with all below it, or an entry under the heading of its item.

    An entry that rests on the words of another one is given with these, and a decision with its proposal. What leads to another part leads nowhere here,
    and stays as text; of the head goes what tells of all items.

    Raises:
        UnknownPartError: the document shows no such entry.
    """
    cut = tuple(_cut(document.blocks, _with_proposals(document, version)))
    if version not in dict(_parts(cut)):
        raise UnknownPartError(f"{_ENTRY}{version}", ())
    say = phrases("nl" if document.meta.language == "nl" else "en").head
    here = frozenset(block.source for block in walk(cut) if isinstance(block, (Section, Statement)))
    drafts = (block for block in document.blocks if isinstance(block, Notice) and block.kind == "draft")
    blocks = (
        *drafts,
        Notice(kind="extract", label=say.extract_notice),
        *(within(block, here) for block in cut),
    )
    meta = document.meta
    codes, told = _grounds(blocks)
    return evolve(
        document,
        meta=evolve(
            meta,
            extract=version,
            title=say.extract.format(title=meta.title),
            heading=(Text(say.extract.format(title="")), *meta.heading),
            file_name=f"{meta.file_name}-extract-{version}",
            facts=tuple(fact for fact in meta.facts if fact.name not in _OF_THE_WHOLE),
        ),
        blocks=blocks,
        legend=tuple(
            one for one in document.legend if one.code in codes or any(one.label in each for each in told)
        ),
    )


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[int, Section | Statement]]:
    for block in walk(blocks):
        if isinstance(block, (Section, Statement)) and block.source is not None:
            yield block.source.version, block


def _title(part: Section | Statement) -> str:
    return plain(part.title).casefold() if isinstance(part, Section) else ""


def _name(part: Section | Statement) -> str:
    """What a part can be asked for by: number and title."""
    number = getattr(part, "number", None) or ""
    return f"{number} {plain(part.title)}".strip() if isinstance(part, Section) else number


def _called(version: int, part: Section | Statement) -> str:
    return f"{_name(part)} ({_ENTRY}{version})".strip()


def _cut(blocks: Iterable[Block], wanted: frozenset[int]) -> Iterator[Block]:
    """The blocks of these entries, each in the heading and the list that it stands in; a sub-item stands by itself."""
    for block in blocks:
        if isinstance(block, Section):
            if block.source is not None and block.source.version in wanted:
                yield block
                continue
            inner = tuple(_cut(block.blocks, wanted))
            own = tuple(one for one in inner if not isinstance(one, Section))
            if own:
                yield evolve(block, blocks=own)
            yield from (one for one in inner if isinstance(one, Section))
        elif isinstance(block, List):
            inner = tuple(_cut(block.blocks, wanted))
            if inner:
                yield evolve(block, blocks=inner)
        elif isinstance(block, Statement) and any(one in wanted for one, _ in _parts((block,))):
            yield block


def _with_proposals(document: Document, version: int) -> frozenset[int]:
    """An entry, and what a decision is about: that says what was decided."""
    parts = dict(_parts(document.blocks))
    wanted = {version}
    part = parts.get(version)
    while isinstance(part, (Decision, Proposal)):
        about = part.on if isinstance(part, Decision) else part.amends
        part = None if about is None or about.version in wanted else parts.get(about.version)
        wanted.update((about.version,) if about is not None else ())
    return frozenset(wanted)


def within(value: Any, here: frozenset[Any]) -> Any:
    """A part of a document whose references lead to what is ``here``; any other is its label."""
    if isinstance(value, Reference):
        return value if value.source in here else Text(value.label)
    if isinstance(value, tuple):
        return tuple(within(one, here) for one in value)
    if has(type(value)):
        changes = {
            one.name: changed
            for one in fields(type(value))
            if (changed := within(old := getattr(value, one.name), here)) is not old
        }
        return evolve(value, **changes) if changes else value
    return value


def _grounds(blocks: tuple[Block, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The grounds that these blocks name: their codes, and what facts say of them."""
    codes: set[str] = set()
    told: set[str] = set()
    waiting: list[Any] = [blocks]
    while waiting:
        match waiting.pop():
            case tuple() as several:
                waiting.extend(several)
            case Closed(ground=ground) | Redaction(ground=ground) as run:
                codes.add(ground)
                waiting.extend(getattr(run, "content", ()))
            case Fact(name="closed", value=value):
                told.add(plain(value))
            case one if has(type(one)):
                codes.add(getattr(one, "closed", None) or "")
                waiting.extend(getattr(one, attribute.name) for attribute in fields(type(one)))
    return frozenset(codes), frozenset(told)
