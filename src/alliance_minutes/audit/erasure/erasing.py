"""Erasing from a book: what will go, where the same words stand elsewhere, and doing it.

A plan is made first and changes nothing. It names every disclosure that goes, every kept rendition that shows the words,
and every other place of the book where they stand, so that whoever erases decides knowingly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.audit.erasure.marking import Search
from alliance_minutes.audit.erasure.planning import (
    ErasurePlan,
    Passage,
    hidden_fields,
    passage_of,
    personal_fields,
)
from alliance_minutes.audit.erasure.searching import GAP, Disclosure, Opened, Sought, folded, opened
from alliance_minutes.errors import ErasureRefusedError, InvalidValueError
from alliance_minutes.events import (
    EVENT_TYPES,
    PartyIntroduced,
    PartyRenamed,
    PassageClosed,
    PassageOpened,
    clear_fields,
)
from alliance_minutes.store.entries import RECORDED_BY
from alliance_minutes.store.erasing import Erasure
from alliance_minutes.values import PARTIES_STREAM, admit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from alliance_minutes.events import Event
    from alliance_minutes.parties import Parties
    from alliance_minutes.store import Store
    from alliance_minutes.store.erasing import ErasureOutcome
    from alliance_minutes.store.opening import Row

    Progress = Callable[[int, int], object]

_SENTENCE = re.compile(r"[.!?;:\n\x01]+")
_MOST_SOUGHT = 1000
_OF_A_PERSON = {one.TYPE for one in (PartyIntroduced, PartyRenamed, PassageClosed, PassageOpened)}


def plan_person(
    store: Store, parties: Parties, name: str, *, progress: Progress | None = None
) -> ErasurePlan:
    """Plan to erase what a book says of who a person is: names, role and organisation, at every moment.

    Its id stays, a random number that then leads to nobody: who spoke, was there or recorded shows as erased.

    Args:
        store: the store of the book.
        parties: its parties.
        name: a name or alias of the person, or its id.
        progress: called now and then with how many entries were looked at, and of how many.

    Raises:
        ErasureRefusedError: no party goes by that name, or its names were erased before.
        DamagedBookError: an entry cannot be read.
    """
    known = parties.names.find(name) or (name if name in parties.ids() else None)
    if known is None:
        raise ErasureRefusedError(
            "unknown",
            f"no party of this book goes by {name!r}; it never did, or its names were erased before",
        )
    kept = parties[known].id
    ids = frozenset(one for one in parties.ids() if parties[one].id == kept)
    passages: list[Passage] = []
    for row in store.entries_of(PARTIES_STREAM):
        if row[3] not in _OF_A_PERSON:
            continue
        entry = opened(store.book, row)
        if any(one.field == "party" and one.value in ids for one in entry.disclosures):
            passages += [
                passage_of(entry, one, "asked")
                for one in entry.disclosures
                if one.field in {"name", "role", "organisation", "reason"}
            ]
    if not any(one.field == "name" for one in passages):
        raise ErasureRefusedError("already-erased", "the names of this party were erased before")
    names = tuple(dict.fromkeys(one.text for one in passages if one.field == "name"))
    known_as = [one.text for one in passages if one.field in {"role", "organisation"}]
    search = Search(
        store,
        Sought(names, joined=True),
        Sought(_last_words(names), beginnings=True),
        ids,
        known_as=Sought(known_as),
        progress=progress,
    )
    return search.run(ErasurePlan(subject=f"the person {names[-1]}", passages=tuple(passages), sought=names))


def _last_words(names: Iterable[str]) -> Iterator[str]:
    """The last word of each name of several, where it is more than an initial."""
    for name in names:
        words = folded(name).split()
        if len(words) > 1 and len(words[-1]) > 3:
            yield words[-1]


def plan_entry(
    store: Store,
    stream: str,
    version: int,
    fields: Sequence[str] = (),
    *,
    words: Sequence[str] = (),
    progress: Progress | None = None,
) -> ErasurePlan:
    """Plan to erase what an entry says.

    Args:
        store: the store of the book.
        stream: the id of a meeting, ``parties`` or ``book``.
        version: the version of the entry in it.
        fields: the fields to erase; by default all that hold words or text. The same passage, carried anew by a closing
            or opening of it, goes along.
        words: further words to look for elsewhere in the book, such as a name that the entry mentions.
        progress: as for :func:`plan_person`.

    Raises:
        ErasureRefusedError: there is no such entry or field, it stands in clear, or it was erased before.
        DamagedBookError: an entry cannot be read.
    """
    rows = store.entries_of(stream)
    if not 0 < version <= len(rows):
        raise ErasureRefusedError(
            "unknown", f"there is no entry {version}; the stream has the versions 1 to {len(rows)}"
        )
    entry = opened(store.book, rows[version - 1])
    chosen = _chosen(entry, fields)
    passages = [passage_of(entry, one, "asked") for one in chosen]
    erased = {one.field for one in chosen}
    for row in rows:
        passages += _carried(store.book, row, version, erased)
    closed = [one for one in entry.disclosures if one.within is not None and entry.outermost(one) in chosen]
    sentences = _sentences([*chosen, *closed])
    sought = Sought([*sentences[:_MOST_SOUGHT], *words])
    plan = ErasurePlan(
        subject=f"entry {version} of {stream}",
        passages=tuple(passages),
        sought=tuple(sought.given.values()),
        unsought=len(sentences[_MOST_SOUGHT:]),
    )
    about = (stream, version, entry.position)
    plan = Search(store, sought, Sought(()), frozenset(), about=about, progress=progress).run(plan)
    # An earlier version of this program did not find renditions that print a name between the words: they go now.
    if not plan.passages and not plan.renditions:
        raise ErasureRefusedError("already-erased", "the words of this entry were erased before")
    return plan


def _chosen(entry: Opened, fields: Sequence[str]) -> list[Disclosure]:
    """The disclosures of the fields that were asked for; none of an entry whose words are all gone.

    Raises:
        ErasureRefusedError: a field that does not exist, stands in clear or is gone.
    """
    own = [one for one in entry.disclosures if one.within is None]
    cls = EVENT_TYPES.get(entry.type_name)
    if not fields:
        found = [one for one in own if one.type is not None and one.field in personal_fields(one.type)]
        if not found and not entry.gone:
            raise ErasureRefusedError(
                "unknown",
                f"this {entry.type_name} entry holds no words; name a field with --field to erase that one",
            )
        return found
    chosen = []
    for name in fields:
        here = [one for one in own if one.field == name]
        if not here:
            _refuse_field(entry, cls, name)
        chosen += here
    return chosen


def _refuse_field(entry: Opened, cls: type[Event] | None, name: str) -> None:
    envelope = {"stream", "version", "type", "recorded_at", "command_id", "log"}
    if name in envelope or (cls is not None and name in clear_fields(cls)):
        raise ErasureRefusedError(
            "in-clear",
            f"{name} stands in clear in the entry, whose bytes the ledger vouches for; it cannot be erased. "
            "A correction can say that it was wrong",
        )
    if cls is None or (name != RECORDED_BY and name not in hidden_fields(cls)):
        known = ", ".join(sorted(hidden_fields(cls))) if cls is not None else "none that is known"
        raise ErasureRefusedError("unknown", f"a {entry.type_name} entry has no field {name!r}, but {known}")
    raise ErasureRefusedError(
        "already-erased" if entry.gone else "unknown",
        f"this entry has no {name}" + ("; it was erased before, or never there" if entry.gone else ""),
    )


def _carried(book: str, row: Row, target: int, fields: set[str]) -> list[Passage]:
    """What a closing or opening of these fields of an entry carries anew."""
    if row[3] not in {PassageClosed.TYPE, PassageOpened.TYPE}:
        return []
    entry = opened(book, row)
    own = {one.field: one for one in entry.disclosures if one.within is None}
    about = own.get("field")
    if entry.clear["event"].get("target") != target or about is None or about.value not in fields:
        return []
    return [passage_of(entry, own[name], "carried") for name in ("words", "points") if name in own]


def _sentences(disclosures: Iterable[Disclosure]) -> list[str]:
    """The sentences to look for elsewhere, the longest first: those that are long enough to be somebody's own."""
    found: list[str] = []
    for one in disclosures:
        said = [part for text in _SENTENCE.split("".join(one.said(numbers=False))) for part in _pieces(text)]
        inner = one.within is not None
        long = [part for part in said if len(part) >= 10 and len(part.split()) > 1 + inner]
        found += long if long or inner else [part for part in said if len(part) > 3]
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _pieces(sentence: str) -> list[str]:
    """What a sentence says between the names in it, where that is somebody's own; else the whole of it, with the gaps.

    Two words beside a name may stand in any document, and a kept one that shows what is sought goes.
    """
    pieces = [stripped for part in sentence.split(GAP) if (stripped := part.strip())]
    if len(pieces) < 2:
        return pieces
    own = [part for part in pieces if len(part) >= 10 and len(part.split()) > 2]
    return own or [" … ".join(pieces)]


def erase(
    store: Store,
    plan: ErasurePlan,
    *,
    basis: str,
    requested_by: str = "",
    command_id: str,
    recorded_by: str | None = None,
) -> ErasureOutcome:
    """Erase what a plan names, for good; what it could not finish is pending.

    Args:
        store: the store of the book, open for writing.
        plan: what to erase.
        basis: the legal basis, such as ``GDPR art. 17(1)(b)``; it is recorded, and printed.
        requested_by: who asked for it; it is recorded, so name a role.
        command_id: the id of the command.
        recorded_by: the party that records it.

    Raises:
        ErasureRefusedError: the basis or the request holds the words, all of it was erased before, or something was
            recorded since the plan was made that has to do with it.
        InvalidValueError, InvalidTextError: no basis, or text that no document can hold.
        ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written; nothing is erased.
    """
    if not admit(basis).strip():
        raise InvalidValueError("basis", basis, "the legal ground, such as 'GDPR art. 17(1)(b)'")
    held = Sought(plan.sought).in_text(f"{basis}\0 {admit(requested_by)}")
    if held is not None:
        raise ErasureRefusedError(
            "said-again",
            "the basis or the request holds words that are to be erased; name a role or a file number",
        )
    disclosures: dict[int, tuple[str, ...]] = {}
    for one in plan.passages:
        disclosures[one.position] = (*disclosures.get(one.position, ()), one.digest)
    erasure = Erasure(
        disclosures=disclosures,
        kept=frozenset(one.position for one in plan.renditions),
        basis=basis.strip(),
        by=(requested_by.strip(),) if requested_by.strip() else (),
        size=plan.size,
        outgrown=plan.outgrown,
    )
    return store.erase(erasure, command_id=command_id, recorded_by=recorded_by)
