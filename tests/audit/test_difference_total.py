"""No correction passes for nothing: whatever field of an event differs between two moments, the difference tells it.

Generated from the classes of events, so that a new type or field is covered when it comes.
"""

from __future__ import annotations

from datetime import time
from hashlib import sha256
from typing import Any, get_args, get_origin

import pytest
from attrs import evolve

from alliance_minutes import MinuteBook
from alliance_minutes import events as e
from alliance_minutes.events.fields import party_fields, resolved
from alliance_minutes.meeting.outline import fixed
from alliance_minutes.store import Save
from alliance_minutes.values import Emphasis, Link, Mention, PartialDate, Strong, Tally, new_id

RENDITION = b"What was signed."
ANN, BEN = "Ann Teller", "Ben Mayfield"
ACTS = (
    e.EntryCorrected,
    e.EntryWithdrawn,
    e.EntryMoved,
    e.EntriesAdded,
    e.PassageClosed,
    e.PassageOpened,
    e.PersonalDataErased,
)
TYPES = [
    kind
    for kind in e.EVENT_TYPES.values()
    if kind not in ACTS
    and (issubclass(kind, (e.Shown, e.Placed)) or kind.__module__.endswith((".life", ".frame")))
]
FIELDS = [
    (kind, attribute.name)
    for kind in TYPES
    for attribute in resolved(kind)
    if attribute.name not in {*fixed(kind), "body", "adopted_by"}  # what no correction changes
]
NOT_PUBLIC = {("meeting-convened.v1", "planned")}  # a planned title may name an item that was closed


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with MinuteBook.open(tmp_path_factory.mktemp("total") / "minutes.db") as opened:
        yield opened


def values(kind: type, name: str, parties: tuple[str, str]) -> tuple[Any, Any]:
    """Two values of a field."""
    hint = next(attribute.type for attribute in resolved(kind) if attribute.name == name)
    if name in party_fields(kind)[0]:
        one, other = parties
        return ((one,), (other,)) if get_origin(hint) is tuple else (one, other)
    if name in e.words_fields(kind):
        return ("What was said.",), ("What was meant.",)
    if name in {"on", "amends", "document", "question"} and hint == (int | None):
        return 3, 4
    if name == "closed":
        return None, "privacy"
    if name == "digest":
        return f"sha256:{sha256(RENDITION).hexdigest()}", "sha256:" + "1f" * 32
    if name == "editions":
        return ("internal", "public"), ("public",)
    if kind in {e.MinutesCirculated, e.MinutesSigned, e.MinutesPublished} and name == "edition":
        return "public", "internal"
    return of_hint(hint)


def of_hint(hint: Any) -> tuple[Any, Any]:
    if hint == tuple[str, ...]:
        return ("One.",), ("One.", "Two.")
    choices = get_args(hint)
    literals = [one for choice in choices for one in get_args(choice)] or list(choices)
    plain = [one for one in literals if isinstance(one, str)]
    if len(plain) > 1:
        return plain[0], plain[1]
    pairs = {
        str: ("de", "en"),
        int: (3, 4),
        bool: (True, False),
        time: (time(19, 30), time(19, 45)),
        PartialDate: (PartialDate(2025, 6, 30), PartialDate(2025, 7, 1)),
        Tally: (Tally(in_favour=7, against=3), Tally(in_favour=8, against=3)),
    }
    for kind, pair in pairs.items():
        if hint is kind or kind in choices:
            return pair
    assert "Point" in str(hint), hint
    return (e.Point(text=("a",)),), (e.Point(text=("b",)),)


def sample(kind: type[e.Event], parties: tuple[str, str]) -> e.Event:
    """An event with something in every field; it stands under item 2."""
    filled = {
        attribute.name: values(kind, attribute.name, parties)[0]
        for attribute in resolved(kind)
        if attribute.name
        not in {"item", "parent", "rests_on", "after", "added", "adopted_by", "number", "body"}
    }
    names = {attribute.name for attribute in resolved(kind)}
    filled |= {"item": 2} if "item" in names else {}
    filled |= {"number": "D-2025-001"} if "number" in names else {}
    filled |= {"body": parties[0]} if "body" in names else {}
    return kind(**filled)


def corrected(book: MinuteBook, before: e.Event, since: e.Event) -> tuple[str, int]:
    """A meeting in which an event was corrected, and the version from before that."""
    body = book.party("Board")
    opening = before if isinstance(before, e.MeetingConvened) else e.MeetingConvened(body=body, language="en")
    mover = book.party("Mover")
    events = [
        opening,
        e.ItemOpened(title=("Roof",), number="1"),
        e.ProposalMade(item=2, text=("Tiles.",), mover=mover),
        e.ProposalMade(item=2, text=("Slates.",), mover=mover),
    ]
    target = 1 if opening is before else 5
    meeting = new_id()
    book.store.append((Save(meeting, tuple(events)),), command_id=new_id())
    if opening is not before:
        sealed = RENDITION if isinstance(before, (e.MinutesSigned, e.MinutesPublished)) else None
        book.store.append(
            (Save(meeting, (before,), files={before.digest: sealed} if sealed else {}),), command_id=new_id()
        )
    act = e.EntryCorrected(target=target, instead=since, reason=("Counted again.",))
    book.store.append((Save(meeting, (act,)),), command_id=new_id())
    return meeting, 4 if opening is before else 5


def people(book: MinuteBook) -> tuple[str, str]:
    return book.party(ANN), book.party(BEN)


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda one: getattr(one, "TYPE", one))
def test_a_field_that_was_corrected_is_told(book, kind, name):
    parties = people(book)
    before = sample(kind, parties)
    since = evolve(before, **{name: values(kind, name, parties)[1]})
    assert before != since
    meeting, version = corrected(book, before, since)
    target = 1 if kind is e.MeetingConvened else 5
    (change,) = book.trail.diff(meeting, version).changes
    assert change.version == target
    assert change.act.reason == "Counted again."
    if name == "closed":
        assert change.kind == "closed"
    else:
        assert change.kind == "corrected"
        assert any(piece.fate != "same" for part in change.parts for piece in part.pieces)
    assert book.trail.diff(meeting, version, version).changes == ()
    public = book.trail.diff(meeting, version, edition="public").changes
    is_hidden = name == "closed" or (name, "internal") == ("edition", since_edition(since))
    assert is_hidden or (kind.TYPE, name) in NOT_PUBLIC or [one.kind for one in public] == ["corrected"]


def since_edition(event: e.Event) -> str | None:
    return getattr(event, "edition", None)


MENTIONED = "she who was chair"
MARKED = {
    "emphasis": ((Emphasis(("loud",)),), ("loud",)),
    "strong": ((Strong(("loud",)),), (Emphasis(("loud",)),)),
    "url": ((Link(("here",), "https://example.org/a"),), (Link(("here",), "https://example.org/b"),)),
    "mark": (("*loud*",), (Emphasis(("loud",)),)),
    "mention": ((Mention(ANN, MENTIONED),), (Mention(BEN, MENTIONED),)),
    "no mention": ((Mention(ANN),), (ANN,)),
}
WITH_WORDS = [(kind, name) for kind in TYPES for name in e.words_fields(kind)]


def known(book: MinuteBook, words: Any) -> Any:
    return tuple(
        Mention(book.party(run.party), run.shown) if isinstance(run, Mention) else run for run in words
    )


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize(("kind", "name"), WITH_WORDS, ids=lambda one: getattr(one, "TYPE", one))
def test_a_mark_in_words_that_was_corrected_is_told(book, kind, name, mark):
    """Also where the words themselves are the same."""
    before, since = (
        evolve(sample(kind, people(book)), **{name: known(book, words)}) for words in MARKED[mark]
    )
    meeting, version = corrected(book, before, since)
    (change,) = book.trail.diff(meeting, version).changes
    assert change.kind == "corrected"
    public = book.trail.diff(meeting, version, edition="public").changes
    assert [one.kind for one in public] == ([] if "mention" in mark else ["corrected"])


@pytest.mark.parametrize(
    ("before", "since"),
    [
        (e.Point(text=("a",), number="1"), e.Point(text=("a",), number="2")),
        (e.Point(text=("a",), number="1"), e.Point(text=("a",))),
        (e.Point(text=("a",), level=1), e.Point(text=("a",), level=2)),
        (e.Point(text=("a",), level=11), e.Point(text=("a",), level=12)),
        (e.Point(text=(Emphasis(("a",)),)), e.Point(text=("a",))),
    ],
)
def test_how_a_list_is_numbered_and_marked_is_told(book, before, since):
    said = e.ItemDiscussed(item=2, text=("Planks:",), points=(before,))
    meeting, version = corrected(book, said, evolve(said, points=(since,)))
    for edition in ("internal", "public"):
        (change,) = book.trail.diff(meeting, version, edition=edition).changes
        assert [part.name for part in change.parts] == ["words", "points"]


@pytest.mark.parametrize("name", [attribute.name for attribute in resolved(Tally)])
def test_what_was_counted_otherwise_is_told(book, name):
    one, other = people(book)
    first, second = (
        ((one,), (other,))
        if name.startswith("names_")
        else of_hint(next(a.type for a in resolved(Tally) if a.name == name))
    )
    taken = e.DecisionTaken(item=2, text=("Yes.",), tally=Tally(**{"in_favour": 1, name: first}))
    meeting, version = corrected(book, taken, evolve(taken, tally=evolve(taken.tally, **{name: second})))
    (change,) = book.trail.diff(meeting, version).changes
    assert change.kind == "corrected"
