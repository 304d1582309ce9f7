"""Composing the minutes of one meeting into a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import evolve

from alliance_minutes.compose.families import TELLERS, is_life, tell
from alliance_minutes.compose.former import is_former
from alliance_minutes.compose.gate import closed_on, pass_through
from alliance_minutes.compose.grouping import attendance_together, grouped
from alliance_minutes.compose.head import meta
from alliance_minutes.compose.history import history
from alliance_minutes.compose.names import Names
from alliance_minutes.compose.phrases import phrases
from alliance_minutes.compose.places import find_places, titles
from alliance_minutes.compose.scribe import Scribe
from alliance_minutes.compose.tables import tables
from alliance_minutes.compose.told import ALONE, Stand, Told, errata
from alliance_minutes.document import Document, Notice, Section, Text
from alliance_minutes.events import (
    AttendanceNoted,
    DecisionTaken,
    ItemOpened,
    QuestionAnswered,
    QuestionAsked,
    Shown,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from alliance_minutes.compose.gate import Part, Seen
    from alliance_minutes.compose.phrases import Language
    from alliance_minutes.compose.phrases.keys import Phrases
    from alliance_minutes.compose.places import Places
    from alliance_minutes.document import Block, Fact
    from alliance_minutes.events import BodyDescribed, Edition
    from alliance_minutes.meeting.state import Entry, Minutes
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId

_MARK = Stand(mark=True)


def compose(
    minutes: Minutes,
    *,
    parties: Mapping[PartyId, Party],
    body: BodyDescribed | None,
    origin: str,
    edition: Edition = "internal",
    language: Language | None = None,
    lists: Literal["head", "end", "none"] = "end",
    open_decisions: Collection[str] = (),
) -> Document:
    """The document of one edition of the minutes of a meeting.

    Args:
        minutes: the meeting, as it is to be shown.
        parties: every party of the book, by id; an id that is not in it is printed as erased.
        body: the settings of the body that met, or ``None`` when none were laid down.
        origin: the name of the book's ledger.
        edition: ``internal``, or ``public``: then nothing that is closed is in the document.
        language: of the labels; by default that of the text where it has labels, else English.
        lists: where the lists of decisions and actions stand.
        open_decisions: the numbers of decisions of other meetings of which the public may know; the public edition
            names no other as the authority for a change.
    """
    scribe, places = read(
        minutes,
        parties=parties,
        body=body,
        edition=edition,
        language=language,
        open_decisions=open_decisions,
    )
    say = scribe.say
    composer = _Composer(scribe, places)
    written = tuple(composer.blocks())
    registers = () if lists == "none" else tables(scribe, places)
    life = composer.life()
    return Document(
        meta=meta(
            scribe,
            body=body,
            origin=origin,
            language=scribe.language,
            public_names=evolve(scribe.names, public=True),
        ),
        blocks=(
            *composer.notices(),
            *(registers if lists == "head" else ()),
            *written,
            *(registers if lists == "end" else ()),
            *life,
        ),
        labels=say.labels,
        legend=scribe.legend(),
        history=history(scribe),
    )


def read(
    minutes: Minutes,
    *,
    parties: Mapping[PartyId, Party],
    body: BodyDescribed | None,
    edition: Edition,
    language: Language | None,
    open_decisions: Collection[str] = (),
) -> tuple[Scribe, Places]:
    """What one edition may show of the minutes, with the scribe that can tell it, and where each entry is printed.

    Args: as for :func:`compose`.
    """
    spoken: Language = language or ("nl" if minutes.convened.language.lower().split("-")[0] == "nl" else "en")
    say = phrases(spoken)
    names = _names(minutes, parties, say, public=edition == "public")
    seen = pass_through(
        minutes,
        names,
        edition,
        list_closed=body is None or body.closed_items == "listed",
        open_decisions=open_decisions,
    )
    places = find_places(seen)
    scribe = Scribe(
        seen=seen,
        names=names,
        say=say,
        language=spoken,
        titles=titles(seen, places, names, say),
        settled=_settled(seen),
        decided=_decided(seen),
    )
    return scribe, places


def _names(minutes: Minutes, parties: Mapping[PartyId, Party], say: Phrases, *, public: bool) -> Names:
    roles: dict[PartyId, str] = {}
    for entry in minutes.entries:
        event = entry.event
        if isinstance(event, AttendanceNoted) and event.party and event.role and _is_plain(entry):
            known = parties.get(event.party)
            roles.setdefault(known.id if known else event.party, event.role)
    closed = (parties.get(party) for party in minutes.closed_parties)
    return Names(
        parties=parties,
        public=public,
        closed=frozenset(party.id for party in closed if party is not None),
        roles=roles,
        participant=say.gate.participant,
        erased=say.gate.erased,
    )


def _is_plain(entry: Entry) -> bool:
    """Whether an entry outside all items holds and is open, so that its role may stand for a name in every edition."""
    event = entry.event
    outside = isinstance(event, Shown) and event.item is None and event.rests_on is None
    return outside and not is_former(entry) and closed_on(entry) is None


def _settled(seen: Seen) -> frozenset[int]:
    """The questions that an answer in this meeting settled."""
    asked: dict[str | None, int] = {}
    settled: set[int] = set()
    for version, entry in seen.entries.items():
        match entry.event:
            case QuestionAsked(number=str(number)):
                asked[number] = version
            case QuestionAnswered(settles=True, question=question, number=number) if not entry.withdrawn:
                settled.add(asked.get(number, 0) if question is None else question)
            case _:
                pass
    return frozenset(settled)


def _decided(seen: Seen) -> frozenset[int]:
    """The proposals that a decision in this meeting is about."""
    return frozenset(
        entry.event.on
        for entry in seen.entries.values()
        if isinstance(entry.event, DecisionTaken) and entry.event.on is not None and not entry.withdrawn
    )


class _Composer:
    """Puts the statements of a document in their order."""

    def __init__(self, scribe: Scribe, places: Places) -> None:
        self._scribe = scribe
        self._seen = scribe.seen
        self._places = places

    def notices(self) -> tuple[Block, ...]:
        """That the minutes are a draft, while they are."""
        if self._seen.status == "adopted":
            return ()
        return (Notice(kind="draft", label=self._scribe.say.head.draft),)

    def blocks(self) -> Iterator[Block]:
        """What happened: before the items, under them, and outside them after the first was opened."""
        yield from self._grouped(attendance_together(self._standing(self._seen.before)))
        yield from (self._section(part) for part in self._seen.parts)
        after = tuple(self._grouped(self._standing(self._seen.after)))
        if after and self._seen.parts:
            # Without a heading of its own it would read as said under the last item, which may be a closed one.
            yield Section(title=(Text(self._scribe.say.talk.outside),), blocks=after)
        else:
            yield from after

    def life(self) -> tuple[Block, ...]:
        """The section on the life of the minutes, where there is anything to say."""
        entries = [self._seen.entries[version] for version in self._places.life]
        told = tuple(self._tell(entry) for entry in entries if entry.version not in self._places.roots)
        return (Section(title=(Text(self._scribe.say.life.section),), blocks=told),) if told else ()

    def _standing(self, versions: Iterable[int]) -> Iterator[Entry]:
        """The entries that are printed at their own place."""
        for version in versions:
            entry = self._seen.entries[version]
            if version not in self._places.roots and type(entry.event) in TELLERS and not is_life(entry):
                yield entry

    def _grouped(self, entries: Iterable[Entry]) -> Iterator[Block]:
        return grouped(entries, self._scribe, self._tell)

    def _tell(self, entry: Entry, stand: Stand = ALONE) -> Block:
        resting = (self._seen.entries[version] for version in self._places.marks.get(entry.version, ()))
        marks = tuple(self._tell(mark, _MARK) for mark in resting)
        return tell(Told(scribe=self._scribe, entry=entry, marks=marks, stand=stand))

    def _section(self, part: Part) -> Section:
        scribe, say = self._scribe, self._scribe.say
        source = scribe.source(part.version)
        if part.ground is not None:
            title = (Text(f"{say.gate.closed_item} "), scribe.redaction(part.ground))
            return Section(source=source, number=part.number, title=title, closed=part.ground)
        below = (
            *self._grouped(self._standing(part.entries)),
            *(self._section(inner) for inner in part.parts),
        )
        entry = self._seen.entries.get(part.version)
        if entry is None or not isinstance(entry.event, ItemOpened):
            return Section(source=source, title=(Text(say.talk.untitled),), blocks=below)
        event = entry.event
        gone = (scribe.erased(),) if entry.erased else (Text(say.talk.untitled),)
        ground = entry.closed or event.closed
        return Section(
            source=source,
            number=event.number,
            title=scribe.inlines(event.title) or gone,
            kind=event.kind,
            facts=self._item_facts(entry, event, ground),
            closed=ground,
            blocks=below,
        )

    def _item_facts(self, entry: Entry, event: ItemOpened, ground: str | None) -> tuple[Fact, ...]:
        scribe, say = self._scribe, self._scribe.say
        return (
            *scribe.fact("kind", say.talk.item_kind, event.kind),
            *scribe.fact("closed", say.gate.not_public, scribe.ground_text(ground) if ground else None),
            *scribe.fact(
                "returns-from",
                say.talk.returns_from,
                say.talk.earlier_meeting if event.returns_from else None,
            ),
            *errata(entry, scribe),
        )
