"""What the public gets is the same whatever the closed words are: of other words, of other lengths, of other names.

Two books are recorded in the same steps, with the same ids, salts and times; only what is closed in them differs. This
is non-interference as Goguen and Meseguer have it (Security Policies and Security Models, 1982).
"""

from __future__ import annotations

import base64
import json
import random
import re
import secrets
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alliance_minutes import MinuteBook, UnknownPartError
from alliance_minutes.errors import RefusedError
from alliance_minutes.events import ItemDiscussed, Point
from alliance_minutes.store import Store
from alliance_minutes.values import Closed, Emphasis, Mention

FORMATS = ("html", "odt", "text", "xml")
OTHER = {
    0: lambda n: f"roof{n}",
    1: lambda n: f"{'a much longer telling of it, ' * 9}{n} & <b>“marks”</b>",
}
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(0, 3)),
        st.tuples(st.just("say closed"), st.integers(0, 3)),
        st.tuples(st.just("list"), st.integers(0, 3)),
        st.tuples(st.just("by somebody"), st.integers(0, 3)),
        st.tuples(st.just("decide"), st.integers(0, 3)),
        st.tuples(st.just("attach"), st.integers(0, 3)),
        st.tuples(st.just("closed item"), st.integers(0, 3)),
        st.tuples(st.just("close words"), st.integers(0, 20)),
        st.tuples(st.just("close entry"), st.integers(0, 20)),
        st.tuples(st.just("close item"), st.integers(0, 3)),
        st.tuples(st.just("correct"), st.integers(0, 20)),
        st.tuples(st.just("withdraw"), st.integers(0, 20)),
        st.tuples(st.just("close name"), st.integers(0, 3)),
        st.tuples(st.just("adopt"), st.just(0)),
    ),
    min_size=2,
    max_size=10,
)


class Story:
    """A meeting recorded step by step; ``kind`` says which of two are the closed words."""

    def __init__(self, path, kind, monkeypatch):
        self.kind = kind
        ids, salts, clock = random.Random(1), random.Random(2), iter(range(10**6))
        monkeypatch.setattr(secrets, "token_hex", lambda size: ids.randbytes(size).hex())
        begin = datetime(2026, 3, 5, tzinfo=UTC)
        store = Store.open(
            path,
            origin="example.org/book",
            now=lambda: begin + timedelta(seconds=next(clock)),
            randomness=salts.randbytes,
        )
        self.book = MinuteBook(store)
        self.meeting = self.book.convene("Board", "2026-03-05", language="en")
        self.items = [self.meeting.item(f"Item {n}", number=str(n)) for n in range(4)]
        self.count = 0
        self.to_close = []  # open entries, each with a passage that is only said to be closed afterwards
        self.names = []
        for n in range(4):
            name = self.secret() + " Wolters"
            self.book.party(name, role=f"member {n}")
            self.names.append(name)

    def secret(self):
        self.count += 1
        return OTHER[self.kind](self.count)

    def take(self, step):
        """Take a step; where it is refused, it is in both books, and for the same reason."""
        with suppress(RefusedError):
            self.step(*step)

    def step(self, act, n):  # noqa: C901 - one case for each step
        item = self.items[n % 4]
        match act:
            case "say":
                secret = self.secret()
                noted = item.discuss(("Open, ", Emphasis(("then " + secret,)), ". The end."))
                self.to_close.append((noted, secret))
            case "say closed":
                item.discuss(
                    ("Of ", Closed((self.secret(),), "privacy"), Closed((self.secret(),), "privacy"), ".")
                )
            case "list":
                points = (Point(("Open point.",)), Point((Closed((self.secret(),), "legal"), " costs it.")))
                self.meeting.record(ItemDiscussed(item=item.version, text=("List:",), points=points))
            case "by somebody":
                party = self.book.party(self.names[n % 4])
                self.book.party(self.names[n % 4], public=False)
                item.discuss(("Says ", Mention(party), "."), speaker=self.names[n % 4])
            case "decide":
                secret = self.secret()
                noted = item.decide(f"We do {secret} now.", method="consent")
                self.to_close.append((noted, secret))
            case "attach":
                noted = item.attach(self.secret())
                self.meeting.close_passage(noted, ground="commercial")
            case "closed item":
                inner = self.meeting.item(self.secret(), number="9", closed="personnel")
                inner.discuss(self.secret())
                inner.assign(self.secret())
            case "close item":
                self.close(item.version)
            case "close name":
                self.hush(self.names[n % 4])
            case "adopt":
                later = self.book.convene("Board", "2026-04-02", language="en")
                later.adopt(editions=("internal", "public"), held_on="2026-03-05")
            case _ if self.to_close:
                noted, secret = self.to_close[n % len(self.to_close)]
                self.mend(act, noted, secret)

    def mend(self, act, noted, secret):
        if act == "close words":
            self.close(noted, secret)
        elif act == "close entry":
            self.close(noted)
        elif act == "correct":
            self.meeting.correct(
                noted, replace=("Open", "Quite open"), reason="slip", authority=noted.version
            )
        else:
            self.meeting.withdraw(noted, reason="slip", authority=2)

    def close(self, *what):
        self.meeting.close_passage(*what, ground="privacy", reason=self.secret())

    def hush(self, name):
        self.book.close_party(name, ground="privacy", reason=self.secret())

    def finish(self):
        """What is open and should not be is closed at the end: only that is left out of the comparison."""
        for noted, secret in self.to_close:
            with suppress(RefusedError):
                self.close(noted, secret)
        for name in self.names:
            with suppress(RefusedError):
                self.hush(name)

    def public(self):
        """Every public rendition, at every version, without the checkpoint, and what is public of the whole as data."""
        found = {}
        for as_of in range(1, self.meeting.version + 1):
            for form in FORMATS:
                made = self.book.render(self.meeting.id, form, edition="public", as_of=as_of, ledger=False)
                found[form, as_of] = (made.file_name, made.content)
        for part in range(1, self.meeting.version + 1):
            try:
                made = self.book.render(self.meeting.id, "text", edition="public", item=part, ledger=False)
                found["extract", part] = (made.file_name, made.content)
            except UnknownPartError as error:
                found["extract", part] = str(error)
        with tempfile.TemporaryDirectory() as folder:
            made = self.book.dossier(
                self.meeting.id, f"{folder}/dossier", edition="public", formats=("text",)
            )
            # the state of the ledger is that of other words
            found["dossier"] = {
                file.name: file.read_bytes()
                for file in made
                if file.suffix == ".csv" or "-" in file.parent.name
            }
            found["dossier", "names"] = sorted(file.relative_to(folder).as_posix() for file in made)
        found["log"] = [
            (one.position, one.type, str(one.telling)) for one in self.book.trail.public_log(self.meeting.id)
        ]
        return found

    def exported(self):
        with tempfile.TemporaryFile() as file:
            self.book.trail.export(file, edition="public")
            file.seek(0)
            return [_without_digests(json.loads(line)) for line in file]


def _without_digests(line):
    """A line of an export without salts and digests, its disclosures in an order of their own."""
    opened = sorted(
        re.sub(
            r'"_sd":\[[^]]*\]',
            lambda found: f'"_sd":{found[0].count(",") + 1}',
            json.dumps(json.loads(one)[1:], separators=(",", ":")),
        )
        for one in (base64.urlsafe_b64decode(each + "==") for each in line.pop("disclosures", ()))
    )
    told = {
        name: value
        for name, value in line.items()
        if name not in {"root", "leaf", "proof", "path", "sha256", "subtrees"}
    }
    told = {name: len(value) if name == "_sd" else value for name, value in told.items()}
    return json.dumps(told, sort_keys=True), opened


@contextmanager
def both(steps):
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stories = []
        for kind in OTHER:
            with pytest.MonkeyPatch.context() as monkeypatch:
                story = Story(folder / f"{kind}.db", kind, monkeypatch)
                stack.callback(story.book.close)
                for step in steps:
                    story.take(step)
                story.finish()
                stories.append(story)
        yield stories


@pytest.mark.parametrize(
    "examples", [pytest.param(6, id="few"), pytest.param(60, id="many", marks=pytest.mark.thorough)]
)
def test_the_public_gets_the_same_whatever_the_closed_words_are(examples):
    phases = [Phase.explicit, Phase.reuse, Phase.generate]  # no shrinking: an example takes a second

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), phases=phases)
    @given(STEPS)
    def check(steps):
        with both(steps) as (one, other):
            mine, yours = one.public(), other.public()
            assert mine.keys() == yours.keys()
            for place, content in mine.items():
                assert content == yours[place], place
            assert one.exported() == other.exported()

    check()


def test_other_open_words_are_another_document():
    """Else the comparison would find nothing."""
    with both([("say", 0)]) as (one, other):
        noted = one.to_close[0][0]
        one.meeting.correct(noted, replace=("Open", "Otherwise"))
        assert one.public() != other.public()
