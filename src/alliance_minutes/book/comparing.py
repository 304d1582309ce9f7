"""Comparing a text with a meeting of the book: which entry each event of the text is."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from alliance_minutes.book.aligning import aligned, best, rising
from alliance_minutes.book.opening import drops, opens
from alliance_minutes.events import ItemOpened, MeetingConvened, MinutesAdopted, Shown
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from alliance_minutes.events import Event
    from alliance_minutes.values import PartyId

_POINTING = ("item", "parent", "rests_on", "document", "question", "on", "amends")
_BLANK = dict.fromkeys((*_POINTING, "after", "added", "number", "meeting"))
_WORD = re.compile(r"\w+")
_TABLE = 4_000  # comparisons of words that are made for one gap; a larger one is gone through in turn
_MOVED = 0.6  # how much of its words something must have kept to be found again elsewhere
_HINT = 0.01  # what the same kind at the same place counts for, when no word was kept
_SAME = 0.5  # how much of what the shorter of two lines tells the longer one tells too, when both tell of one matter
_MISSPELT = 0.8  # how alike the letters of two lines are when one of them is misspelt
_SHORT = 60  # characters; of longer lines a slip of the pen leaves other words
_KEPT = 0.5  # how much of a text must be kept to be taken for the same text


@frozen
class Line:
    """One entry of the book, or one event of a text.

    Attributes:
        version: in its meeting; of a text, as if it was recorded anew.
        event: what it says.
        erased: whether words of it are gone.
    """

    version: int
    event: Event
    erased: bool = False
    words: Counter[str] = field(init=False, eq=False)
    told: Counter[str] = field(init=False, eq=False)
    weight: float = field(init=False, eq=False)

    @words.default
    def _count_words(self) -> Counter[str]:
        return Counter(_words(self.event))

    @told.default
    def _words_told(self) -> Counter[str]:
        """The words that it tells by itself: neither codes nor parties nor dates."""
        given = (getattr(self.event, name, None) for name in ("title", "text", "points"))
        return Counter(word for value in given for word in _words(value))

    @weight.default
    def _weigh(self) -> float:
        return _weight(self.told, self.told)


@frozen
class Comparison:
    """Which lines of the book and of a text are the same.

    Attributes:
        old, new: the lines of the book in the order of the minutes, and those of the text.
        found: by index of the text, the index of the book.
    """

    old: tuple[Line, ...]
    new: tuple[Line, ...]
    found: Mapping[int, int]

    @property
    def is_alike(self) -> bool:
        """Whether this is likely the same text: at least half of the words of the shorter one were kept.

        Who was there and which papers there are does not count: they are the same in two meetings of one day.
        """
        lengths = [sum(_length(line) for line in lines) for lines in (self.old, self.new)]
        kept = sum(
            _length(self.new[other]) if self.old[place].erased else _common(self.old[place], self.new[other])
            for other, place in self.found.items()
            if _length(self.new[other])
        )
        return kept >= _KEPT * min(lengths)


def _length(line: Line) -> int:
    telling = getattr(line.event, "text", None) or getattr(line.event, "points", None)
    return line.told.total() if telling or isinstance(line.event, ItemOpened) else 0


def _common(one: Line, other: Line) -> int:
    return (one.told & other.told).total()


def _words(value: object) -> list[str]:
    return [word.casefold() for text in texts(value) for word in _WORD.findall(text)]


def compare(old: Sequence[Line], new: Sequence[Line]) -> Comparison:
    """Find each line of a text in the book: what stayed, what moved, and what reads otherwise at the same place."""
    return _Search(old, new).run()


class _Search:
    def __init__(self, old: Sequence[Line], new: Sequence[Line]) -> None:
        self.old, self.new = tuple(old), tuple(new)
        self.place = {line.version: index for index, line in enumerate(old)}  # of a version, in the book
        place_in_text = {line.version: index for index, line in enumerate(new)}
        self.old_words = [_standing_on(line, self.old, self.place) for line in old]
        self.new_words = [_standing_on(line, self.new, place_in_text) for line in new]
        typed = {_number(line.event) for line in new} - {None}
        self.old_keys = [self._key(*both, typed) for both in zip(old, self.old_words, strict=True)]
        known = {_number(line.event) for line in old} - {None}
        self.new_keys = [self._key(*both, known) for both in zip(new, self.new_words, strict=True)]
        self.found: dict[int, int] = {}
        self.taken: set[int] = set()

    def _key(self, line: Line, words: Line, numbers: set[Any]) -> Hashable:
        """What makes a line the same as another: a number that both have, else what it says, wherever it stands."""
        number = _number(line.event)
        if number in numbers:
            return type(line.event), number
        if line.erased:
            return line.version, None
        if words is line:
            return said(line.event)
        return said(line.event), words.version if words.erased else said(words.event)

    def run(self) -> Comparison:
        for place, other in aligned(self.old_keys, self.new_keys):
            self._pair(place, other)
        self._resting()
        self._elsewhere()
        self._in_gaps()
        self._resting()
        self._like_elsewhere()
        return Comparison(self.old, self.new, dict(sorted(self.found.items())))

    def _pair(self, place: int, other: int) -> None:
        if place not in self.taken and other not in self.found and self._fits(place, other):
            self.found[other] = place
            self.taken.add(place)

    def _fits(self, place: int, other: int) -> bool:
        """Whether one may be the other: of the same kind, and of the same matter or the same number."""
        old, new = self.old[place], self.new[other]
        if not fits(old, new):
            return False
        named = _number(new.event) is not None or isinstance(
            new.event, (MeetingConvened, ItemOpened, MinutesAdopted)
        )
        return named or of_one_matter(self.old_words[place], self.new_words[other])

    def _open(self) -> tuple[list[int], list[int]]:
        return (
            [place for place in range(len(self.old)) if place not in self.taken],
            [other for other in range(len(self.new)) if other not in self.found],
        )

    def _resting(self) -> None:
        """Pair the marks on words that are paired."""
        places, others = self._open()
        by_base: dict[Hashable, list[int]] = {}
        for place in places:
            base = getattr(self.old[place].event, "rests_on", None)
            if base is not None:
                by_base.setdefault((self.place.get(base), type(self.old[place].event)), []).append(place)
        for other in others:
            base = getattr(self.new[other].event, "rests_on", None)
            if base is not None:
                below = self.found.get(base - 1)
                for place in (
                    by_base.get((below, type(self.new[other].event)), ()) if below is not None else ()
                ):
                    self._pair(place, other)

    def _elsewhere(self) -> None:
        """Pair what says the same elsewhere: it moved."""
        places, others = self._open()
        by_key: dict[Hashable, list[int]] = {}
        for place in reversed(places):
            by_key.setdefault(self.old_keys[place], []).append(place)
        for other in others:
            waiting = by_key.get(self.new_keys[other])
            if waiting:
                self._pair(waiting.pop(), other)

    def _in_gaps(self) -> None:
        """Pair what stands between the same neighbours and is of the same kind: it was corrected."""
        for places, others in self._gaps():
            for kind in dict.fromkeys(type(self.new[other].event) for other in others):
                mine = [place for place in places if type(self.old[place].event) is kind]
                theirs = [other for other in others if type(self.new[other].event) is kind]
                if len(mine) * len(theirs) <= _TABLE:
                    pairs = best(mine, theirs, self._score)
                else:
                    pairs = list(zip(range(len(mine)), range(len(theirs)), strict=False))
                for place, other in pairs:
                    self._pair(mine[place], theirs[other])

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is not paired, between pairs that stand in the same order in both."""
        pairs = sorted((other, place) for other, place in self.found.items())
        stay = [pairs[index] for index in rising([place for _, place in pairs])]
        places, others = self._open()
        at = after = 0
        for other_end, place_end in (*stay, (len(self.new), len(self.old))):
            gap: tuple[list[int], list[int]] = ([], [])
            while at < len(places) and places[at] < place_end:
                gap[0].append(places[at])
                at += 1
            while after < len(others) and others[after] < other_end:
                gap[1].append(others[after])
                after += 1
            if gap[0] and gap[1]:
                yield gap

    def _score(self, place: int, other: int) -> float:
        one, two = self.old[place], self.new[other]
        if not self._fits(place, other):
            return 0.0
        score = likeness(one, two)
        gone = not hasattr(one.event, "closed") and (
            opens(one.event, two.event) or drops(one.event, two.event)
        )
        if score < _KEPT and gone:
            return 0.0  # other words stand there now: what was closed goes with its own
        return score + _HINT

    def _like_elsewhere(self) -> None:
        """Pair what moved and reads otherwise, where most of its words were kept."""
        places, others = self._open()
        if len(places) * len(others) > _TABLE:
            return
        scored = sorted(
            (
                (likeness(self.old[place], self.new[other]), place, other)
                for place in places
                for other in others
            ),
            key=lambda one: (-one[0], one[1], one[2]),
        )
        for score, place, other in scored:
            if score >= _MOVED and self.old[place].words:
                self._pair(place, other)


def _number(event: Event) -> str | None:
    """The number that the book keeps, of an event that bears one."""
    return getattr(event, "number", None) if event.SERIES is not None else None


def fits(old: Line, new: Line) -> bool:
    """Whether one may become the other by a correction: the same kind, number, and adoption."""
    one, other = old.event, new.event
    if type(one) is not type(other):
        return False
    if isinstance(one, MinutesAdopted) and isinstance(other, MinutesAdopted):
        return (one.editions, one.held_on, one.last) == (other.editions, other.held_on, other.last)
    if isinstance(one, ItemOpened):
        return True
    asked = getattr(other, "number", None)
    return asked == getattr(one, "number", None) or (asked is None and one.SERIES is not None)


def _standing_on(line: Line, lines: Sequence[Line], places: Mapping[int, int]) -> Line:
    """The line of which a mark says something; every other line stands on its own."""
    base = places.get(getattr(line.event, "rests_on", None) or 0)
    return line if base is None or line.told else lines[base]


def of_one_matter(old: Line, new: Line) -> bool:
    """Whether two lines tell of the same matter: half of what the shorter one tells was kept, or it was misspelt.

    A number stands for its matter for good, so that in doubt they do not; where one of them tells nothing, they may.
    """
    one, other = old.told, new.told
    if old.erased or not one or not other or one == other:
        return True
    if _weight(one, other) >= _SAME * min(old.weight, new.weight):
        return True
    if max(one.total(), other.total()) > _SHORT:
        return False
    texts_ = " ".join(one.elements()), " ".join(other.elements())
    return (
        max(map(len, texts_)) <= _SHORT
        and SequenceMatcher(None, *texts_, autojunk=False).ratio() >= _MISSPELT
    )


def _weight(one: Counter[str], other: Counter[str]) -> float:
    """How much the words that both have tell: long ones more than short ones, of which most sentences have the same."""
    both = one.keys() & other.keys()
    return sum(min(one[word], other[word]) * max(len(word) - 2, 0.25) for word in both)


def likeness(old: Line, new: Line) -> float:
    """From 0 to 1: how much of what is said is the same in both."""
    if type(old.event) is not type(new.event):
        return 0.0
    if old.erased:
        return _KEPT
    if said(old.event) == said(new.event):
        return 1.0
    every = old.words.total() + new.words.total()
    return 2 * (old.words & new.words).total() / every if every else _KEPT


def said(event: Event) -> Event:
    """What an event says, wherever it stands, whatever it points to, and whatever number it has."""
    names = {a.name for a in attrs.fields(type(event))}
    if isinstance(event, ItemOpened):
        return attrs.evolve(event, parent=None, after=None, added=None)
    return attrs.evolve(event, **dict.fromkeys(names & _BLANK.keys()))


def texts(value: object) -> Iterator[str]:
    """Every text in an event, parties as their ids."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif attrs.has(kind := type(one)):
            waiting.extend(getattr(one, a.name) for a in attrs.fields(kind))


def pointing(event: Event, version: Callable[[int], int | None]) -> Event:
    """The event with each version in it that it points to put into another count."""
    given = {name: getattr(event, name, None) for name in _POINTING}
    changes = {name: version(value) for name, value in given.items() if isinstance(value, int)}
    return attrs.evolve(event, **changes) if changes else event


def typed(entries: Iterable[Event]) -> list[bool]:
    """Which of these can be typed in a text: they are what a text is compared with."""
    return [
        isinstance(event, (MeetingConvened, ItemOpened, Shown)) and getattr(event, "adopted_by", None) is None
        for event in entries
    ]


def renamed(value: Any, ids: Mapping[PartyId, PartyId]) -> Any:
    """An event, or what is in it, with each id of a party that was merged as the one it is now."""
    if not ids:
        return value
    match value:
        case str():
            return ids.get(value, value)
        case tuple():
            return tuple(renamed(one, ids) for one in value)
        case Mention(party, shown):
            return Mention(ids.get(party, party), shown)
        case Closed() | Emphasis() | Strong() | Link() | Erased():
            words = getattr(value, "words", None)
            return value if words is None else attrs.evolve(value, words=renamed(words, ids))
        case _ if attrs.has(type(value)):
            names = [a.name for a in attrs.fields(type(value)) if a.name not in {"number", "text_language"}]
            return attrs.evolve(value, **{name: renamed(getattr(value, name), ids) for name in names})
        case _:
            return value
