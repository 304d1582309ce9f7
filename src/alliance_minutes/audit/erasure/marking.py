"""Reading a whole book for the words of an erasure: where else they stand, and which kept renditions show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import Factory, evolve, field, frozen

from alliance_minutes.audit.erasure.planning import (
    ErasurePlan,
    Passage,
    ShownRendition,
    may_show,
    passage_of,
    personal_fields,
)
from alliance_minutes.audit.erasure.searching import Disclosure, Opened, Sought, folded, hides_words, opened
from alliance_minutes.events import (
    EntryCorrected,
    EntryWithdrawn,
    PassageClosed,
    PassageOpened,
)
from alliance_minutes.events.kept import KEEPING, SEALING
from alliance_minutes.store.erasing import struck
from alliance_minutes.store.inspecting import left_beside
from alliance_minutes.values import PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alliance_minutes.audit.erasure.planning import Why
    from alliance_minutes.store import Store
    from alliance_minutes.store.opening import Row


_RENDERED = {one.TYPE for one in SEALING}
_KEEPING = {one.TYPE for one in KEEPING}

_STEP = 1024
"""After how many entries whoever waits is told."""


@frozen
class _Listed:
    """The disclosures of an entry that are listed already; what stands in one of them is listed with it."""

    entry: Opened
    digests: set[str]

    def add(self, to: list[Passage], one: Disclosure, why: Why, held: str = "") -> None:
        if not {one.digest, self.entry.outermost(one).digest} & self.digests:
            self.digests.add(one.digest)
            to.append(passage_of(self.entry, one, why, held))


@frozen
class Search:
    """One reading of the whole book for the words of a plan.

    Attributes:
        store: the store of the book.
        sought: the words.
        parts: parts of names, which are to be looked at by somebody.
        ids: the parties it is about.
        known_as: role and organisation of the person, which are to be looked at by somebody.
        about: stream, version and position of the entry it is about, or ``None``.
        progress: called now and then with how many entries were looked at, and of how many.
    """

    store: Store
    sought: Sought
    parts: Sought
    ids: frozenset[str]
    known_as: Sought = Factory(lambda: Sought(()))
    about: tuple[str, int, int] | None = None
    progress: Callable[[int, int], object] | None = None
    elsewhere: list[Passage] = field(factory=list, init=False)
    perhaps: list[Passage] = field(factory=list, init=False)
    renditions: list[ShownRendition] = field(factory=list, init=False)
    staying: list[ShownRendition] = field(factory=list, init=False)
    in_clear: list[tuple[int, str]] = field(factory=list, init=False)
    touched: set[str] = field(factory=set, init=False)

    def run(self, plan: ErasurePlan) -> ErasurePlan:
        """The plan with all that was found for it; memory grows with what is found only."""
        planned: dict[int, tuple[str, ...]] = {}
        for one in plan.passages:
            planned[one.position] = (*planned.get(one.position, ()), one.digest)
        self.touched.update(one.stream for one in plan.passages)
        size, total = 0, self.store.head().size
        for row in self.store.entries():
            size = row[0] + 1
            if self.progress is not None and not size % _STEP:
                self.progress(size, total)
            self.look(row, planned.get(row[0], ()))
        going = [one for one in self.staying if may_show(one, plan.passages) or self._made_since(one)]
        renditions = sorted((*self.renditions, *going), key=lambda one: one.position)
        digests = [each for one in renditions for each in one.digests]
        places = {one.stream for one in (*self.elsewhere, *self.perhaps)}
        return evolve(
            plan,
            passages=tuple(sorted((*plan.passages, *digests), key=lambda one: (one.position, one.field))),
            renditions=tuple(renditions),
            staying=tuple(
                one
                for one in self.staying
                if (one.held or (one.stream in places and not one.attached)) and one not in going
            ),
            elsewhere=tuple(self.elsewhere),
            perhaps=tuple(self.perhaps),
            in_clear=tuple(self.in_clear),
            size=size,
            left=tuple(left_beside(self.store)),
            outgrown=self._outgrown,
        )

    def _outgrown(self, position: int, state: bytes, vault: bytes) -> bool:
        """Whether an entry that was recorded after this reading has to do with what was looked for; in doubt it has."""
        envelope = orjson.loads(state)
        if envelope["type"] in _RENDERED:
            return True
        again = evolve(self, progress=None)
        again.look((position, envelope["stream"], envelope["version"], envelope["type"], state, vault), ())
        return bool(
            again.elsewhere or again.perhaps or again.in_clear or any(one.held for one in again.staying)
        )

    def _made_since(self, rendition: ShownRendition) -> bool:
        """Whether a rendition was made since the entry that it is all about, of which perhaps no word is left."""
        if self.about is None or rendition.attached:
            return False
        stream, _, position = self.about
        return rendition.stream == stream and rendition.position > position

    def look(self, row: Row, planned: tuple[str, ...]) -> None:
        """Look in one entry for what is to be erased; ``planned`` are the digests that go from it."""
        vault = row[5] if type(row[5]) is bytes else b""
        names_it = any(one.encode() in vault for one in self.ids)
        if names_it:
            self.touched.add(row[1])
        # Who recorded an entry is named in it too: a look at that would find nothing to tell.
        names_it = names_it and (b'"party"' in vault or b'"as":' in vault)
        acts = self.about is not None and row[1] == self.about[0] and row[3] in _ACTS_ON
        keeps = row[3] in _KEEPING
        if not (names_it or acts or keeps or self._may_hold(row[4], vault)):
            return
        entry = opened(self.store.book, row)
        gone = set(struck(vault, planned)[1]) if planned else set()
        self._list(entry, gone, names_it=names_it, acts=acts)
        held = self.sought.in_clear(entry)
        if held is not None:
            self.in_clear.append((entry.position, held))
        if keeps:
            self._look_into_kept(entry, gone)

    def _may_hold(self, state: object, vault: bytes) -> bool:
        """Whether a closer look at an entry is worth while; quick, and in doubt it is."""
        if hides_words(vault):
            return True
        said = folded(vault.decode("utf-8", "replace"))
        if any(one.in_folded(said) for one in (self.sought, self.parts, self.known_as)):
            return True
        return type(state) is bytes and self.sought.in_text(state.decode("utf-8", "replace")) is not None

    def _list(self, entry: Opened, gone: set[str], *, names_it: bool, acts: bool) -> None:
        """List the places of an entry that do not go with the plan."""
        listed = _Listed(entry, set(gone))
        for one, held in self.sought.in_entry(entry):
            listed.add(self.elsewhere, one, "same-words", held)
        if names_it:
            for one in entry.disclosures:
                shown = next((shown for party, shown in _printed(one.value) if party in self.ids), None)
                if shown is not None:
                    listed.add(self.elsewhere, one, "printed-as", shown)
        for one, held in self.parts.in_entry(entry):
            listed.add(self.perhaps, one, "part-of-name", held)
        for one, held in self.known_as.in_entry(entry):
            listed.add(self.perhaps, one, "known-as", held)
        attends = names_it and any(
            one.field == "party" and one.value in self.ids and entry.stream != PARTIES_STREAM
            for one in entry.disclosures
        )
        if attends or (acts and self._acts_on(entry)):
            for one in entry.disclosures:
                if one.within is None and _tells(one, names_it=attends):
                    listed.add(self.perhaps, one, "about")

    def _acts_on(self, entry: Opened) -> bool:
        return self.about is not None and entry.clear["event"].get("target") == self.about[1]

    def _look_into_kept(self, entry: Opened, gone: set[str]) -> None:
        content = self.store.ledger(lambda ledger: ledger.kept(entry.position))
        if type(content) is not bytes:
            return
        attached = entry.type_name not in _RENDERED
        known_as = None
        try:
            held = self.sought.in_rendition(content)
            known_as = self.known_as.in_rendition(content) if held is None else None
        except ValueError:
            held = "" if entry.stream in self.touched and not attached else None
        # What somebody brought along is not ours to throw away for a word in it: it is listed, to be named.
        (self.staying if held is None or attached else self.renditions).append(
            ShownRendition(
                position=entry.position,
                stream=entry.stream,
                version=entry.version,
                type_name=entry.type_name,
                size=len(content),
                held=held or known_as or "",
                digests=tuple(
                    passage_of(entry, one, "rendition")
                    for one in entry.disclosures
                    if one.field == "digest" and one.within is None and one.digest not in gone
                ),
                attached=attached,
            )
        )


_ACTS_ON = {one.TYPE for one in (EntryCorrected, EntryWithdrawn, PassageClosed, PassageOpened)}


def _tells(one: Disclosure, *, names_it: bool) -> bool:
    """Whether a field of an entry that names a person, or acts on an entry, says something of it by itself."""
    return (
        one.field == "role" if names_it else one.type is not None and one.field in personal_fields(one.type)
    )


def _printed(value: Any) -> Iterator[tuple[str, str]]:
    """The mentions in a value that are printed in words of their own: the party and the words."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is list:
            waiting.extend(one)
        elif type(one) is dict:
            if type(one.get("party")) is str and type(one.get("as")) is str:
                yield one["party"], one["as"]
            waiting.extend(one.values())
