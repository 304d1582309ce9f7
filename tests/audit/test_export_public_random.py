"""Whatever is said, closed, opened, corrected and withdrawn: a public export holds the open words, and no other."""

from __future__ import annotations

import random

import pytest
from attrs import define
from tests.audit.moving import export_of, founded, said

from alliance_minutes import Closed, Emphasis, Link, Strong
from alliance_minutes import events as e
from alliance_minutes.audit import check_export

ACTS = 40


@define
class Entry:
    """What was said: its words as they are now, each with whether it is open, and the words that were there before."""

    version: int
    item: int
    words: list[tuple[str, bool]]
    former: list[str]
    withdrawn: bool = False


class Model:
    """A meeting at random, and what of it is open."""

    def __init__(self, book, dice: random.Random) -> None:
        self.dice = dice
        self.meeting = book.convene("Board", "2025-06-30", language="en")
        self.entries: list[Entry] = []
        self.items: dict[int, bool] = {}
        self.handles: dict[int, object] = {}
        self.count = 0
        self._item()

    def act(self) -> None:
        """Do something."""
        doing = [
            self._item,
            self._say,
            self._say,
            self._say,
            self._close,
            self._correct,
            self._withdraw,
            self._turn,
        ]
        self.dice.choice(doing)()

    def _word(self) -> str:
        self.count += 1
        return f"w{self.count:04}x"

    def _item(self) -> None:
        word = self._word()
        is_open = self.dice.random() < 0.8
        handle = self.meeting.item(word, closed=None if is_open else "privacy")
        self.items[handle.version] = is_open
        self.handles[handle.version] = handle
        self.entries.append(Entry(handle.version, handle.version, [(word, True)], []))

    def _say(self) -> None:
        item = self.dice.choice(list(self.items))
        words = [(self._word(), self.dice.random() < 0.7) for _ in range(self.dice.randint(1, 3))]
        noted = self.handles[item].discuss(self._runs(words))
        self.entries.append(Entry(noted.version, item, words, []))

    def _runs(self, words):
        """Words with what is closed among them, and marks around some; something open stands between two closed runs."""
        runs = []
        for word, is_open in words:
            marked = self.dice.choice(
                [word, Emphasis((word,)), Strong((word,)), Link((word,), f"https://x.example/{word}")]
            )
            runs += [marked if is_open else Closed((marked,), "privacy"), " and "]
        return tuple(runs)

    def _said(self) -> Entry | None:
        found = [one for one in self.entries if one.version != one.item and not one.withdrawn]
        return self.dice.choice(found) if found else None

    def _close(self) -> None:
        """Close or open what was said, passage by passage."""
        entry = self._said()
        if entry is None:
            return
        words = [(word, self.dice.random() < 0.5) for word, _ in entry.words]
        kind = e.PassageOpened if all(is_open for _, is_open in words) else e.PassageClosed
        ground = {} if kind is e.PassageOpened else {"ground": "privacy"}
        self.meeting.record(
            kind(
                target=entry.version,
                field="text",
                words=self._runs(words),
                reason=(self._secret(entry),),
                **ground,
            )
        )
        entry.words = words

    def _correct(self) -> None:
        entry = self._said()
        if entry is None:
            return
        doubtful = not all(is_open for _, is_open in entry.words)
        words = [(self._word(), not doubtful or self.dice.random() < 0.7) for _ in range(2)]
        if doubtful and all(is_open for _, is_open in words):
            words[0] = (words[0][0], False)
        instead = e.ItemDiscussed(item=entry.item, text=self._runs(words))
        self.meeting.record(
            e.EntryCorrected(target=entry.version, instead=instead, reason=(self._secret(entry),))
        )
        entry.former += [word for word, _ in entry.words]
        entry.words = words

    def _withdraw(self) -> None:
        entry = self._said()
        if entry is not None and self.dice.random() < 0.5:
            self.meeting.record(e.EntryWithdrawn(target=entry.version, reason=(self._secret(entry),)))
            entry.withdrawn = True

    def _turn(self) -> None:
        """Close an item, or open it again."""
        item = self.dice.choice(list(self.items))
        self.items[item] = not self.items[item]
        if self.items[item]:
            self.meeting.record(e.PassageOpened(subject="item", target=item))
        else:
            self.meeting.record(e.PassageClosed(subject="item", target=item, ground="privacy"))

    def _secret(self, entry: Entry) -> str:
        word = self._word()
        entry.former.append(word)
        return word

    def open_words(self) -> set[str]:
        return {
            word
            for entry in self.entries
            for word, is_open in entry.words
            if is_open and self.items[entry.item] and not entry.withdrawn
        }

    def closed_words(self) -> set[str]:
        every = {f"w{number:04}x" for number in range(1, self.count + 1)}
        return every - self.open_words()


@pytest.mark.parametrize(
    "seed", [*range(6), *(pytest.param(one, marks=pytest.mark.thorough) for one in range(6, 40))]
)
def test_a_public_export_holds_the_open_words_and_no_other(tmp_path, seed):
    with founded(tmp_path / "minutes.db", seed) as book:
        model = Model(book, random.Random(seed))
        for _ in range(ACTS):
            model.act()
    export = export_of(tmp_path / "minutes.db", edition="public")
    told = said(export)
    assert [word for word in sorted(model.closed_words()) if word in told] == []
    assert [word for word in sorted(model.open_words()) if word not in told] == []
    (tmp_path / "public.jsonl").write_bytes(export)
    assert check_export(tmp_path / "public.jsonl").entries
