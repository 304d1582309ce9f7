"""Files edited at random: the book comes to say what the file says, and what was stays as it was."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import alliance_minutes
from alliance_minutes import InvalidValueError, MinuteBook, RefusedError
from alliance_minutes.document import Erratum, walk
from alliance_minutes.events import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    PassageClosed,
    PassageOpened,
    Shown,
    passage_fields,
)
from alliance_minutes.meeting.openness import texts
from alliance_minutes.values import plain

if TYPE_CHECKING:
    from alliance_minutes.document import Block

CLOSED = re.compile(r"\|\|(\{5\.1\.2[be]\})?| \{besloten 5\.1\.2[be]\}")
NUMBER = re.compile(r" [BAV]-(?:\d{4}|XXXX)-\d+")
WORDS = [
    "dak",
    "goot",
    "boom",
    "hek",
    "pad",
    "bank",
    "brug",
    "school",
    "feest",
    "geld",
    "plan",
    "kaart",
    "verf",
    "hout",
    "steen",
    "water",
    "licht",
    "regen",
]
PEOPLE = ["Anna", "Bram", "Cato", "Daan"]
MARKS = [
    "Besluit [consent]:",
    "Besluit [unaniem]:",
    "Besluit [voor 3, tegen 1]:",
    "Actie @Anna, uiterlijk 24 september:",
    "Actie @Bram:",
    "Komt terug volgende vergadering:",
]
LEADS = [
    "",
    "",
    "",
    "@Anna: ",
    "Mededeling: ",
    "Overweging (@Cato): ",
    "Vraag (@Bram): ",
    "Antwoord: ",
    "Voorstel (@Daan): ",
    "Besluit [consent]: ",
    "Actie @Cato: ",
]


EXAMPLES = sorted(Path(alliance_minutes.__file__).parent.glob("examples/*.minutes.md"))


class Typed:
    """Minutes as a secretary has them in an editor: who was there, and blocks of text under headings."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.present = PEOPLE[:2]
        self.place = "De schuur"
        self.blocks = [self._heading()]
        self.blocks += [self._block() for _ in range(chance.randint(2, 14))]

    def _sentence(self) -> str:
        words = [self.chance.choice(WORDS) for _ in range(self.chance.randint(1, 9))]
        if self.chance.random() < 0.1:
            words[0] = f"||{words[0]}||{{5.1.2e}}"
        return " ".join(["Het", *words]) + "."

    def _heading(self) -> str:
        level = "###" if self.chance.random() < 0.2 else "##"
        number = f"{self.chance.randint(1, 9)}. " if self.chance.random() < 0.5 else ""
        return f"{level} {number}{self.chance.choice(WORDS).capitalize()}"

    def _block(self) -> str:
        if self.chance.random() < 0.25:
            return self._heading()
        lead = self.chance.choice(LEADS)
        text = lead + self._sentence()
        if not lead and self.chance.random() < 0.4:
            text += "\n" + "\n".join(self.chance.sample(MARKS, self.chance.randint(1, 2)))
        elif self.chance.random() < 0.15:
            text += "".join(f"\n- {self.chance.choice(WORDS)}" for _ in range(2))
        return text

    def text(self) -> str:
        """The file."""
        present = "".join(f"\n- {name}" for name in self.present)
        front = f"---\norgaan: Bestuur\ndatum: 2025-06-30\ntaal: nl\nplaats: {self.place}\naanwezig:{present}\n---"
        return "\n\n".join([front, *self.blocks]) + "\n"

    def edit(self) -> None:
        """Do one thing to it."""
        chance = self.chance
        at = chance.randrange(len(self.blocks))
        match chance.choice(
            ["words", "words", "new", "gone", "move", "many", "mark", "people", "place", "twice"]
        ):
            case "words":
                words = self.blocks[at].split(" ")
                words[chance.randrange(len(words))] += chance.choice([" niet", " wel", ""])
                self.blocks[at] = " ".join(words)
            case "new":
                self.blocks.insert(at, self._block())
            case "gone" if len(self.blocks) > 1:
                del self.blocks[at]
            case "move":
                self.blocks.insert(chance.randrange(len(self.blocks)), self.blocks.pop(at))
            case "many":
                taken = self.blocks[at : at + chance.randint(1, 4)]
                self.blocks[at : at + len(taken)] = []
                place = chance.randint(0, len(self.blocks))
                self.blocks[place:place] = taken
            case "mark":
                lines = self.blocks[at].split("\n")
                if len(lines) > 1:
                    lines[1] = chance.choice(MARKS)
                self.blocks[at] = "\n".join(lines)
            case "people":
                self.present = chance.sample(PEOPLE, chance.randint(0, 4))
            case "place":
                self.place = chance.choice(["De schuur", "Het huis"])
            case _:
                self.blocks.insert(at, self.blocks[at])


def _unnumbered(text: str) -> str:
    return NUMBER.sub("", text)


def _afresh(folder, text: str) -> str:
    with MinuteBook.open(folder / "afresh.db") as book:
        return _unnumbered(book.notation(book.record(text, new=True).meeting))


def _recordable(typed: Typed, book: MinuteBook) -> bool:
    """Whether the text has no errors of its own: a word put before a keyword may well make one."""
    return not book.preview(typed.text(), "text")[1].errors


def _only_for_opening(refused: RefusedError) -> None:
    """Of all rules only this one may say no to a text that can be recorded."""
    assert refused.rule == "correction.opens", str(refused)


def _open(text: str) -> str:
    """The text with nothing closed: what is closed since is closed at every moment."""
    return CLOSED.sub("", text)


@attrs.frozen
class Printed:
    """What minutes show of each entry, by its version: what stands there, under which item, and behind what.

    Without errata: a change is not to be proven by its own announcement.
    """

    shown: dict[int, str]
    under: dict[int, int | None]
    behind: dict[int, int | None]

    @classmethod
    def of(cls, book: MinuteBook, meeting: str) -> Printed:
        """What the internal edition shows now."""
        shown: dict[int, str] = {}
        under: dict[int, int | None] = {}
        standing: list[int] = []  # what is struck through stays where it was, whatever moves past it
        waiting: list[tuple[int | None, Block]] = [
            (None, one) for one in book.document(meeting, edition="internal").blocks[::-1]
        ]
        while waiting:
            parent, block = waiting.pop()
            source = getattr(block, "source", None)
            version = source.version if source else parent
            parts = {name: () for name in ("blocks", "marks") if hasattr(block, name)}
            if source and not isinstance(block, Erratum):
                facts = tuple(one for one in block.facts if one.name != "erratum")
                shown[version] = repr(attrs.evolve(block, facts=facts, **parts)).replace(repr(source), "")
                under[version] = parent
                standing += [] if getattr(block, "withdrawn", False) else [version]
            inner = [one for name in parts for one in getattr(block, name)]
            waiting += [(version, one) for one in inner[::-1]]
        # The order of the minutes, not of the print, which puts everybody's presence together at the head.
        standing.sort(key=book.minutes(meeting).order.index)
        return cls(shown, under, dict(zip(standing, [None, *standing], strict=False)))


def check_targets(before: Printed, since: Printed, entries, *, front: bool) -> None:
    """Nothing unchanged got an event: each of these entries is about something that reads or stands otherwise now."""
    gone, new = set(), set()
    for entry in entries:
        target = getattr(entry.event, "target", None)
        match entry.event:
            case EntryCorrected() if target == 1:
                assert front, "the head of the file is as it was"
            case EntryCorrected() | PassageClosed() | PassageOpened():
                assert before.shown[target] != since.shown[target], entry
            case EntryWithdrawn():
                gone.add((before.shown[target], before.under[target]))
            case EntryMoved():
                assert (before.under[target], before.behind[target]) != (
                    since.under[target],
                    since.behind[target],
                ), entry
            case EntriesAdded():
                assert any(one.version not in before.shown for one in entries if one.version in since.shown)
            case _:
                new.add((since.shown[entry.version], since.under[entry.version]))
    assert not gone & new, "what goes does not come back as the same"


def _untold(book: MinuteBook, meeting: str, version: int, changes) -> list[object]:
    """The changes that a difference since that version does not tell; what moved with its item goes without saying."""
    found = book.trail.diff(meeting, version).changes
    told = {one.version for one in found}
    moved = {one.version for one in found if one.kind == "moved"}
    entries = book.minutes(meeting).entries

    def moved_with_its_item(one: int) -> bool:
        event = entries[one - 1].event
        home = event.parent if isinstance(event, ItemOpened) else event.item
        return home is not None and (home in moved or moved_with_its_item(home))

    return [
        one
        for one in changes
        if one.version not in told and not (one.kind == "moved" and moved_with_its_item(one.version))
    ]


def close_or_open(book: MinuteBook, meeting: str, chance: random.Random) -> None:
    """Close or open something, somewhere, as far as that can be; a file knows nothing of it."""
    handle, entries = book.meeting(meeting), book.minutes(meeting).entries
    entry = chance.choice([one for one in entries if isinstance(one.event, (Shown, ItemOpened))])
    said = [text for name in passage_fields(type(entry.event)) for text in texts(getattr(entry.event, name))]
    words = [one for text in said for one in plain(text).split() if one.isalpha()]
    with suppress(InvalidValueError, RefusedError):  # such as words that stand there twice, or nothing closed
        match chance.choice(["passage", "passage", "whole", "open", "open"]):
            case "passage" if words:
                handle.close_passage(entry.version, chance.choice(words), ground="5.1.2e", reason="Waarom.")
            case "whole":
                handle.close_passage(entry.version, ground="5.1.2b", reason="Waarom.")
            case _:
                handle.open_passage(entry.version, reason="Waarom.")


def _told_back(book: MinuteBook, meeting: str, text: str, why) -> None:
    """What the book says is in the book already, and so is the file from which it was recorded."""
    size = book.store.head().size
    for one in (book.notation(meeting), text):
        assert book.record(one, meeting=meeting, **why).already
    assert book.record(book.notation(meeting), meeting=meeting, **why).warnings == ()
    assert book.store.head().size == size


def edited(folder, seed: int, *, adopted: bool) -> int:
    """Edit one file a few times, and look at the book each time; how many entries that made."""
    folder.mkdir()
    closes = bool(seed % 2)
    typed = Typed(random.Random(seed))
    with MinuteBook.open(folder / "minutes.db") as book:
        meeting = book.record(typed.text()).meeting
        why = {}
        if adopted:
            book.convene("Bestuur", "2025-09-24").adopt(held_on="2025-06-30", editions=("internal", "public"))
            why = {"reason": "Vergeten.", "authority": book.meeting(meeting).version}
        past = {}
        made = 0
        for _ in range(4):
            version = book.meeting(meeting).version
            past[version] = book.notation(meeting)
            if closes:
                close_or_open(book, meeting, typed.chance)
            version = book.meeting(meeting).version
            _told_back(book, meeting, typed.text(), why)
            kept = typed.blocks[:], typed.present[:], typed.place
            for _ in range(typed.chance.randint(1, 4)):
                typed.edit()
            if not _recordable(typed, book):
                typed.blocks, typed.present, typed.place = kept
                continue
            text = typed.text()
            before = Printed.of(book, meeting)
            try:
                done = book.record(text, meeting=meeting, **why)
            except RefusedError as refused:
                _only_for_opening(refused)
                typed.blocks, typed.present, typed.place = kept
                continue
            made += done.events
            shown = _open if closes else str  # closed and opened is only in the book
            assert shown(_unnumbered(book.notation(meeting))) == shown(_afresh(folder, text)), seed
            entries = book.minutes(meeting).entries[version:]
            assert len(entries) == done.events, seed
            check_targets(before, Printed.of(book, meeting), entries, front=typed.place != kept[2])
            assert _untold(book, meeting, version, done.changes) == [], seed
            again = book.record(text, meeting=meeting, **why)
            assert (again.already, again.events) == (True, 0), seed
            assert all(
                _open(book.notation(meeting, as_of=one)) == _open(before) for one, before in past.items()
            ), seed
        for edition in ("internal", "public"):
            errata = [
                one
                for one in walk(book.document(meeting, edition=edition).blocks)
                if isinstance(one, Erratum)
            ]
            assert bool(errata) <= adopted
            assert edition == "public" or bool(errata) == (adopted and bool(made)), seed
        numbers = [
            one.event.number for one in book.log(meeting=meeting) if getattr(one.event, "number", None)
        ]
        given = [one for one in numbers if one and one[:2] in {"B-", "A-", "V-"}]
        assert len(given) == len(set(given)), seed
    return made


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name[:11])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_the_book_says_is_in_the_book_whatever_was_closed_and_opened(tmp_path, example, seed):
    """And so is the file from which it was recorded, which opens nothing."""
    chance = random.Random(seed)
    text = example.read_text("utf-8")
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        meeting = book.record(text, file=str(example), folder=example.parent).meeting
        for _ in range(5):
            for _ in range(12):
                close_or_open(book, meeting, chance)
            _told_back(book, meeting, text, {"folder": example.parent})
        assert any(isinstance(one.event, PassageClosed) for one in book.minutes(meeting).entries)


@pytest.mark.parametrize("adopted", [False, True])
def test_the_book_says_what_the_edited_file_says(tmp_path, adopted):
    assert sum(edited(tmp_path / str(seed), seed, adopted=adopted) for seed in range(12)) > 50


@pytest.mark.thorough
@pytest.mark.parametrize("adopted", [False, True])
def test_the_book_says_what_any_edited_file_says(tmp_path, adopted):
    assert sum(edited(tmp_path / str(seed), seed, adopted=adopted) for seed in range(100, 250)) > 500
