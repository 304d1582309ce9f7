"""Whatever is erased from a book, it can be read, replayed and rendered, and it stays sound."""

from __future__ import annotations

import random

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.conftest import events_of

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit
from alliance_minutes.cli.demonstrating import EXAMPLE, EXAMPLES
from alliance_minutes.events import EVENT_TYPES, BookFounded, MeetingConvened
from alliance_minutes.store import Save, Store
from alliance_minutes.store.entries import digest
from alliance_minutes.store.erasing import Erasure


def disclosures(store: Store) -> list[tuple[int, str]]:
    """Every disclosure with its position; decoys, which say nothing, are left alone."""
    return [
        (row[0], digest(line))
        for row in store.entries()
        for line in row[5].split(b"\n")
        if type(disclosed := orjson.loads(line)) is list and len(disclosed) == 3
    ]


def erase(store: Store, chosen: list[tuple[int, str]]) -> None:
    by_position: dict[int, tuple[str, ...]] = {}
    for position, one in chosen:
        by_position[position] = (*by_position.get(position, ()), one)
    done = store.erase(Erasure(by_position, frozenset(), "GDPR"), command_id="erase")
    assert not done.pending


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The file of a book with the example of the model case, and its meeting."""
    path = tmp_path_factory.mktemp("example") / "minutes.db"
    with MinuteBook.open(path) as book:
        meeting = book.record((EXAMPLES / EXAMPLE).read_bytes()).meeting
        book.trail.checkpoint()
    return path.read_bytes(), meeting


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.6, 0.9, 1.0])
def test_any_part_of_a_meeting_may_be_gone(example, tmp_path, share):
    """Every format, edition and moment of it can be made, and the audit finds nothing."""
    content, meeting = example
    path = tmp_path / "minutes.db"
    path.write_bytes(content)
    chance = random.Random(share)
    with MinuteBook.open(path) as book:
        before = book.minutes(meeting)
        erase(book.store, [one for one in disclosures(book.store) if chance.random() < share])
        assert audit(path).ok
        now = book.minutes(meeting)
        assert [entry.version for entry in now.entries[: before.version]] == [
            e.version for e in before.entries
        ]
        for edition in ("internal", "public"):
            for form in ("html", "xml", "odt", "text"):
                assert book.render(meeting, form, edition=edition).content
            for version in chance.sample(range(1, before.version), 5):
                assert book.render(meeting, "text", edition=edition, as_of=version).content
        assert book.notation(meeting)
        assert [entry.position for entry in book.log()] == list(range(book.store.head().size))
        assert book.trail.diff(meeting, 1, before.version) is not None


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_field_of_any_event_may_be_gone(tmp_path_factory, data):
    """An event that lost some of its fields is still read, and told as one that did."""
    cls = data.draw(st.sampled_from([one for one in EVENT_TYPES.values() if one is not BookFounded]))
    event = data.draw(events_of(cls))
    path = tmp_path_factory.mktemp("any") / "minutes.db"
    with Store.open(path) as store:
        store.append([Save("m1", (MeetingConvened(body="b"), event))], command_id="c", recorded_by="p")
        there = [one for one in disclosures(store) if one[0] == 2]
        chosen = data.draw(st.lists(st.sampled_from(there), min_size=1, unique=True))
        erase(store, chosen)
        read = store.read("m1")[1]
        assert type(read.event) is cls
        assert read.erased
    findings = [one.kind for one in audit(path).findings if one.kind.startswith(("disclosure", "erasure"))]
    assert findings == []
