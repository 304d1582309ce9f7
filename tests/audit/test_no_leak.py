"""Whatever is closed or erased now is in no public answer about any moment; what is not, is told as it then was."""

from __future__ import annotations

import itertools
import tempfile
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alliance_minutes import MinuteBook, Position
from alliance_minutes.document.wire import dump
from alliance_minutes.events import (
    EntryCorrected,
    EntryWithdrawn,
    ItemDiscussed,
    ItemOpened,
    MinutesAdopted,
    PassageClosed,
    PassageOpened,
)
from alliance_minutes.meeting import fold
from alliance_minutes.store import Save
from alliance_minutes.values import Closed, Mention, new_id
from alliance_minutes.values.passages import without_closures

_COUNT = itertools.count(1)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("discuss"), st.integers(0, 2)),
        st.tuples(st.just("correct"), st.integers(0, 9), st.sampled_from(["open", "closed", "plain"])),
        st.tuples(st.just("withdraw"), st.integers(0, 9)),
        st.tuples(st.just("cut"), st.integers(0, 9), st.sampled_from(["open", "closed"]), st.integers(0, 2)),
        st.tuples(st.just("close"), st.integers(0, 9)),
        st.tuples(st.just("open"), st.integers(0, 9)),
        st.tuples(st.just("close item"), st.integers(0, 2)),
        st.tuples(st.just("open item"), st.integers(0, 2)),
        st.tuples(st.just("correct item"), st.integers(0, 2)),
        st.tuples(st.just("close party"), st.integers(0, 2)),
        st.tuples(st.just("open party"), st.integers(0, 2)),
        st.tuples(st.just("not public"), st.integers(0, 2)),
        st.tuples(st.just("rename"), st.integers(0, 2)),
        st.tuples(st.just("adopt")),
    ),
    min_size=3,
    max_size=14,
)


def few_or_many(check):
    """Let a check of any steps be tried with a few examples always, and with many where there is time."""

    @pytest.mark.parametrize(
        "examples", [pytest.param(8, id="few"), pytest.param(80, id="many", marks=pytest.mark.thorough)]
    )
    def tried(examples):
        phases = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
        settings(
            max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), phases=phases
        )(given(STEPS)(check))()

    tried.__name__, tried.__doc__ = check.__name__, check.__doc__
    return tried


@pytest.fixture
def book(tmp_path):
    with MinuteBook.open(tmp_path / "minutes.db") as opened:
        yield opened


@contextmanager
def told(steps):
    """The story of these steps, in a book of its own."""
    with tempfile.TemporaryDirectory() as folder, MinuteBook.open(Path(folder) / "minutes.db") as opened:
        story = Story(opened)
        for step in steps:
            story.take(step)
        yield story


class Story:
    """A meeting that is recorded step by step, with what of it is closed by the last act about it.

    Every paragraph holds a mark of its own that is never said elsewhere (SECRET1), beside words that change.
    """

    def __init__(self, book):
        self.book = book
        self.tag = f"T{next(_COUNT)}x"
        self.names = [f"{self.tag}Name{n}" for n in range(3)]
        self.parties = [book.party(name) for name in self.names]
        self.meeting = book.convene(f"{self.tag} board", "2025-06-30", language="en").id
        for number in "123":
            self.add(ItemOpened(title=(f"Item{number}",), number=number))
        self.paragraphs = {}  # version: [item, mark, how often corrected, whether closed now]
        self.items = {2: False, 3: False, 4: False}  # version: whether closed now
        self.hidden = set()  # names that may not be shown now
        self.not_public = set()
        for number in range(3):
            self.take(("discuss", number))

    def add(self, *events):
        return self.book.store.append((Save(self.meeting, events),), command_id=new_id())[0].version

    def words(self, version, form):
        _, mark, turn, _ = self.paragraphs[version]
        said = f"turn{turn} {mark}"
        if form == "closed":
            return (f"Begin{turn} ", Closed((said,), "privacy"), " end.")
        return (f"Begin{turn} {said} end.",)

    def take(self, step):
        act, *given = step
        chosen = given[0] if given else 0
        version = [*self.paragraphs][chosen % len(self.paragraphs)] if self.paragraphs else None
        match act:
            case "discuss":
                mark = f"{self.tag}SECRET{len(self.paragraphs)}y"
                said = (Mention(self.parties[chosen]), f": turn0 {mark} end.")
                self.paragraphs[self.add(ItemDiscussed(item=2 + chosen, text=said))] = [
                    2 + chosen,
                    mark,
                    0,
                    False,
                ]
            case "correct" if version:
                one = self.paragraphs[version]
                one[2] += 1
                said = self.words(version, given[1])
                if given[1] == "plain":
                    said = (f"Begin{one[2]} nothing.",)
                self.add(EntryCorrected(target=version, instead=ItemDiscussed(item=one[0], text=said)))
                one[3] = one[3] or given[1] == "closed"
            case "cut" if version:
                self.cut(version, *given[1:])
            case "withdraw" if version:
                self.add(EntryWithdrawn(target=version))
            case "close" if version:
                said = self.words(version, "closed")
                self.add(PassageClosed(target=version, field="text", words=said, ground="privacy"))
                self.paragraphs[version][3] = True
            case "open" if version:
                self.add(PassageOpened(target=version, field="text", words=self.words(version, "open")))
                self.paragraphs[version][3] = False
            case "close item" | "open item" | "correct item":
                self.take_of_item(act, chosen)
            case _:
                self.take_of_party(act, chosen)

    def take_of_item(self, act, chosen):
        match act:
            case "close item":
                self.add(PassageClosed(subject="item", target=2 + chosen, ground="legal"))
                self.items[2 + chosen] = True
            case "open item":
                self.add(PassageOpened(subject="item", target=2 + chosen))
                self.items[2 + chosen] = False
            case "correct item":
                instead = ItemOpened(
                    title=(f"Item{chosen + 1} anew",), number=str(chosen + 1), closed="legal"
                )
                self.add(EntryCorrected(target=2 + chosen, instead=instead))
                self.items[2 + chosen] = True

    def cut(self, version, form, item):
        """Take the mark out of a paragraph, and say it in one of its own, in other words: closed, or as its item is."""
        home, mark, turn, closed = self.paragraphs[version]
        self.paragraphs[version] = [home, f"{self.tag}ANEW{self.version}z", turn + 1, closed]
        plain = ItemDiscussed(item=home, text=(f"Begin{turn + 1} nothing.",))
        self.add(EntryCorrected(target=version, instead=plain))
        self.paragraphs[self.version + 1] = [2 + item, mark, turn, form == "closed"]
        self.add(ItemDiscussed(item=2 + item, text=self.words(self.version + 1, form)))

    @property
    def version(self):
        return self.book.minutes(self.meeting).version

    def take_of_party(self, act, chosen):
        party = self.parties[chosen % 3]
        match act:
            case "close party":
                self.add(PassageClosed(subject="party", party=party, ground="privacy"))
                self.hidden.add(chosen)
            case "open party":
                self.add(PassageOpened(subject="party", party=party))
                self.hidden.discard(chosen)
            case "not public":
                self.book.party(self.names[chosen], public=False)
                self.not_public.add(chosen)
            case "rename" if not self.names[chosen].endswith("New"):
                self.book.rename_party(self.names[chosen], f"{self.names[chosen]}New")
                self.names[chosen] += "New"
            case "adopt":
                self.add(MinutesAdopted(adopted_by="m", editions=("internal", "public")))

    def closed_now(self):
        """Every text that no public answer may hold."""
        marks = {mark for item, mark, _, closed in self.paragraphs.values() if closed or self.items[item]}
        names = {self.names[n].removesuffix("New") for n in self.hidden | self.not_public}
        return marks | names

    def public_answers(self):
        """Every public answer about any moment of the meeting."""
        book, now = self.book, self.book.minutes(self.meeting)
        for version in range(1, now.version + 1):
            asked = {"edition": "public", "as_of": version}
            yield f"document {version}", dump(book.document(self.meeting, **asked)).decode()
            yield f"diff {version}", repr(book.trail.diff(self.meeting, version, edition="public"))
            yield f"diff to {version}", repr(book.trail.diff(self.meeting, 1, version, edition="public"))
        last = Position(now.position)
        yield "replay", repr(book.trail.replay(self.meeting, last, edition="public"))
        yield "log", repr([_shown(entry) for entry in book.trail.public_log(self.meeting)])


def _shown(entry):
    """What is printed of an entry of the public log."""
    return entry.telling.label, entry.telling.parts


@few_or_many
def test_no_public_answer_holds_what_is_closed_now(steps):
    """Passages, items, names; closed by acts or by corrections, there or elsewhere, before and after the moment."""
    with told(steps) as story:
        closed = story.closed_now()
        for what, answer in story.public_answers():
            assert [text for text in closed if text in answer] == [], what


@pytest.mark.parametrize("adopted", [False, True])
@pytest.mark.parametrize("form", ["open", "closed"])
@pytest.mark.parametrize("gone", [False, True])
def test_a_sentence_that_was_cut_out_and_is_closed_elsewhere_is_in_no_public_answer(adopted, form, gone):
    """As a closed paragraph, or under an item that is closed, before and after adoption; also when that one is gone."""
    steps = [("adopt",)] * adopted + [("cut", 0, form, 2), ("close item", 2)] + [("withdraw", 3)] * gone
    with told(steps) as story:
        closed = story.closed_now()
        assert f"{story.tag}SECRET0y" in closed
        for what, answer in story.public_answers():
            assert [text for text in closed if text in answer] == [], what


@pytest.mark.parametrize("adopted", [False, True])
def test_what_was_cut_out_and_is_open_elsewhere_is_told_as_it_was(adopted):
    with told([("adopt",)] * adopted + [("cut", 0, "open", 2)]) as story:
        mark = f"{story.tag}SECRET0y"
        then = [answer for what, answer in story.public_answers() if what in {"document 5", "diff 5"}]
        assert all(mark in answer for answer in then)


def _bare(event):
    """An event without what is closed in it."""
    changes = {}
    if hasattr(event, "text"):
        changes["text"] = _joined(without_closures(event.text))
    if hasattr(event, "title"):
        changes["title"] = without_closures(event.title)
    if hasattr(event, "closed"):
        changes["closed"] = None
    return attrs.evolve(event, **changes)


def _joined(words):
    return tuple(
        one
        for text, runs in itertools.groupby(words, key=lambda run: isinstance(run, str))
        for one in (["".join(runs)] if text else runs)
    )


@few_or_many
def test_the_content_of_a_version_is_that_of_its_first_entries(steps):
    """What came later changes nothing of it but what of it is closed; however the moment is named."""
    with told(steps) as story:
        recorded = story.book.store.read(story.meeting)
        for version in range(1, len(recorded) + 1):
            then = story.book.minutes(story.meeting, as_of=version)
            alone = fold(story.meeting, recorded[:version])
            assert [_bare(one.event) for one in then.entries] == [_bare(one.event) for one in alone.entries]
            assert [one.withdrawn for one in then.entries] == [one.withdrawn for one in alone.entries]
            assert (then.version, then.size, then.adopted) == (alone.version, alone.size, alone.adopted)
            for moment in (Position(then.position), recorded[version - 1].recorded_at):
                again = story.book.minutes(story.meeting, as_of=moment)
                assert (again, again.size) == (then, then.size)
            assert story.book.notation(story.meeting, as_of=version).startswith("---\n")


@few_or_many
def test_the_changes_since_the_beginning_hold_what_stands_now(steps):
    """Between equal moments nothing changed; what stands in the minutes of now came since the first entry."""
    with told(steps) as story:
        book, now = story.book, story.book.minutes(story.meeting)
        for edition in ("internal", "public"):
            for version in range(1, now.version + 1):
                assert book.trail.diff(story.meeting, version, version, edition=edition).changes == ()
            document = dump(book.document(story.meeting, edition=edition, lists="none")).decode()
            changes = repr(book.trail.diff(story.meeting, 1, edition=edition))
            marks = [mark for _, mark, _, _ in story.paragraphs.values()]
            assert [mark for mark in marks if mark in document and mark not in changes] == []


def test_a_name_that_is_not_public_and_was_corrected_away_is_in_no_public_answer(book):
    """Also where it stood in plain text, which the public edition of now would print: it may be why it was corrected."""
    meeting = book.convene("Plain names", "2025-06-30", language="en")
    book.party("Fiona Quill", public=False)
    item = meeting.item("Roof", number="1")
    item.discuss("Fiona Quill fell from the roof.")
    item.discuss("Ms Quill is better.")
    anew = ItemDiscussed(item=2, text=("Somebody fell from the roof.",))
    for act in (EntryCorrected(target=3, instead=anew), EntryWithdrawn(target=4)):
        book.store.append((Save(meeting.id, (act,)),), command_id=new_id())
    for version in (3, 4, 5):
        assert b"Quill" not in dump(book.document(meeting.id, edition="public", as_of=version))
        assert "Quill" not in repr(book.trail.diff(meeting.id, version, edition="public"))
    assert b"Quill" in dump(book.document(meeting.id, as_of=4))


def test_a_ballot_that_proved_to_be_secret_is_secret_at_every_moment(book):
    from alliance_minutes.events import DecisionTaken
    from alliance_minutes.values import Tally

    meeting = book.convene("Ballots", "2025-06-30", language="en")
    voter = book.party("Vera Voter")
    tally = Tally(in_favour=1, names_in_favour=(voter,))
    book.store.append((Save(meeting.id, (DecisionTaken(text=("Yes.",), tally=tally),)),), command_id=new_id())
    assert b"Vera Voter" in dump(book.document(meeting.id, as_of=2))
    secret = DecisionTaken(text=("Yes.",), tally=Tally(in_favour=1, secret=True))
    act = EntryCorrected(target=2, instead=secret)
    book.store.append((Save(meeting.id, (act,)),), command_id=new_id())
    for edition in ("internal", "public"):
        assert b"Vera Voter" not in dump(book.document(meeting.id, as_of=2, edition=edition))
