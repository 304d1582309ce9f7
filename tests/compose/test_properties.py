"""Whatever was recorded can be composed, and always to the same document."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import time

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes import events as e
from alliance_minutes.compose import minutes as room
from alliance_minutes.compose.places import find_places
from alliance_minutes.document import Reference, walk
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, PartialDate, Strong, Tally

PARTY = st.sampled_from(["body", "chair", "member", "shy", "nameless", "gone", "unknown", ""])
VERSION = st.integers(-1, 14)
TEXT = st.text(max_size=8)
GROUND = st.sampled_from(["5.1.2e", "privacy", "other"])
DATE = st.sampled_from(["2025-06-30", "XXXX-06-30", "2025-06", "XXXX-06", "2025"]).map(PartialDate.parse)
NUMBER = st.sampled_from(["B-2025-001", "A-2025-001", "V-2025-001"])
WORDS = st.recursive(
    st.lists(TEXT | st.builds(Mention, PARTY, st.none() | TEXT) | st.just(Erased()), max_size=3).map(tuple),
    lambda inner: st.tuples(
        st.builds(Emphasis, inner)
        | st.builds(Strong, inner)
        | st.builds(Closed, inner, GROUND)
        | st.builds(Link, inner, st.just("https://example.org"))
    ),
    max_leaves=4,
)
TALLY = st.builds(
    Tally,
    in_favour=st.none() | st.integers(0, 9),
    unit=st.none() | TEXT,
    secret=st.booleans(),
    names_against=st.lists(PARTY, max_size=2).map(tuple),
)
CHOICES = {
    "Words": WORDS,
    "str": TEXT,
    "int": VERSION,
    "bool": st.booleans(),
    "time": st.times().map(lambda t: t.replace(microsecond=0)),
    "PartyId": PARTY,
    "PartialDate": DATE,
    "When": DATE | st.just("next-meeting"),
    "Tally": TALLY,
    "tuple[PartyId, ...]": st.lists(PARTY, max_size=4).map(tuple),
    "tuple[str, ...]": st.lists(TEXT, max_size=3).map(tuple),
    "tuple[Point, ...]": st.lists(st.builds(e.Point, text=WORDS, level=st.integers(0, 9)), max_size=2).map(
        tuple
    ),
    "tuple[Edition, ...]": st.sampled_from([(), ("internal",), ("public",), ("internal", "public")]),
    "Form": st.sampled_from(["in-person", "online", "hybrid", "written"]),
    "Edition": st.sampled_from(["internal", "public"]),
    "Status": st.sampled_from(["present", "apologies", "absent"]),
    "Subject": st.sampled_from(["passage", "item", "party", "document"]),
    "ProposalKind": st.sampled_from(["proposal", "motion", "amendment"]),
    "DecisionKind": st.sampled_from(["decision", "agreement", "adoption", "election", "noted"]),
    "Method": st.sampled_from(["consent", "unanimous", "vote", "acclamation"]),
    "Outcome": st.sampled_from(["carried", "amended", "conditional", "rejected", "deferred", "withdrawn"]),
}
FIELDS = sorted({field.name for cls in e.EVENT_TYPES.values() for field in attrs.fields(cls)})
NAMED = {
    "field": st.none() | st.sampled_from(FIELDS),
    "closed": st.none() | GROUND,
    "ground": GROUND,
    "number": NUMBER,
    "supersedes": st.none() | NUMBER,
}
NOT_IN_A_MEETING = {
    e.BookFounded,
    e.BodyDescribed,
    e.PartyIntroduced,
    e.PartyRenamed,
    e.PartiesMerged,
    e.MeetingConvened,
}


def _event(cls):
    kinds = {
        name: kind for base in cls.__mro__ for name, kind in getattr(base, "__annotations__", {}).items()
    }
    values = {}
    for field in attrs.fields(cls):
        kind = str(kinds[field.name])
        if kind == "Event":
            values[field.name] = st.sampled_from(sorted(SIMPLE, key=lambda one: one.TYPE)).flatmap(_event)
            continue
        chosen = NAMED[field.name] if field.name in NAMED else CHOICES[kind.removesuffix(" | None")]
        values[field.name] = st.none() | chosen if kind.endswith("None") else chosen
    return st.builds(cls, **values)


IN_A_MEETING = set(e.EVENT_TYPES.values()) - NOT_IN_A_MEETING
MENDING = (e.EntryCorrected, e.EntryWithdrawn, e.EntryMoved, e.EntriesAdded)
SIMPLE = IN_A_MEETING - {e.EntryCorrected}
EVENTS = st.lists(
    st.sampled_from(sorted(IN_A_MEETING, key=lambda one: one.TYPE)).flatmap(_event), max_size=12
)


@settings(max_examples=100, deadline=None)
@given(events=EVENTS, edition=st.sampled_from(["internal", "public"]), language=st.sampled_from(["nl", "en"]))
def test_any_sequence_of_events_composes(meeting, events, edition, language):
    """Each entry stands in the document at most once, and every reference leads to one that does."""
    document = meeting.document(*events, edition=edition, language=language, lists="head")
    sources = [block.source for block in walk(document.blocks) if getattr(block, "source", None) is not None]
    assert len(sources) == len(set(sources))
    assert set(_references(document)) <= set(sources)


def _references(part):
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Reference):
            yield one.source
        elif attrs.has(type(one)):
            waiting.extend(getattr(one, field.name) for field in attrs.fields(type(one)))
        elif isinstance(one, tuple):
            waiting.extend(one)


@settings(max_examples=60, deadline=None)
@given(events=EVENTS)
def test_any_entry_of_a_meeting_that_still_holds_is_printed(meeting, events):
    """In the internal edition nothing is lost but what was mended before adoption."""
    minutes = meeting.minutes(*events)
    document = meeting.document(*events)
    printed = {
        block.source.version for block in walk(document.blocks) if getattr(block, "source", None) is not None
    }
    for entry in minutes.entries[1:]:
        mended = entry.withdrawn or isinstance(entry.event, MENDING)
        assert entry.version in printed or mended


@settings(max_examples=40, deadline=None)
@given(events=EVENTS)
def test_the_same_record_gives_the_same_document(meeting, events):
    assert meeting.document(*events) == meeting.document(*events)


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.compose.conftest import Meeting
from tests.compose.test_events import SAMPLES
events = [event for sample in SAMPLES for event in sample[0]]
meeting = Meeting()
for edition in ("internal", "public"):
    sys.stdout.write(repr(meeting.document(*events, edition=edition, recorded_by="chair")))
"""


def test_nothing_outside_the_record_changes_the_document(root):
    """Hash seed, time zone and locale: two processes, one document."""
    digests = set()
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/Lima", "nl_NL.UTF-8")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": locale,
            "LC_ALL": locale,
            "PYTHONUTF8": "1",
        }
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(root)],
            env=environment,
            capture_output=True,
            check=True,
            timeout=120,
        )
        digests.add(hashlib.sha256(ran.stdout).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_every_entry_is_told_once_however_many_there_are(meeting, monkeypatch, edition):
    """The work grows with the meeting and no faster: each entry is told once, and looked up where it stands."""
    told = []
    monkeypatch.setattr(
        room, "tell", lambda one, tell=room.tell: (told.append(one.entry.version), tell(one))[1]
    )
    events = []
    for start in range(3, 5003, 5):
        events += [
            e.ItemDiscussed(item=2, text=("Woord.",), speaker="chair"),
            e.DecisionTaken(item=2, rests_on=start, number=f"B-2025-{start}"),
            e.ActionAgreed(item=2, rests_on=start, number=f"A-2025-{start}", owners=("member",)),
            e.AnnouncementMade(item=2, text=("Een",)),
            e.AnnouncementMade(item=2, text=(Closed(("Twee",), "privacy"),)),
        ]
    document = meeting.document(*events, edition=edition)
    assert sorted(told) == list(range(3, 5003))
    assert sum(1 for block in walk(document.blocks) if getattr(block, "source", None) is not None) == 5001


def test_the_places_are_found_without_the_words(meeting):
    """Marks and items are found from the structure alone."""
    minutes = meeting.minutes(e.ItemDiscussed(item=2, text=("x",)), e.DecisionTaken(item=2, rests_on=3))
    names = room._names(minutes, meeting.parties, room.phrases("nl"), public=False)
    places = find_places(room.pass_through(minutes, names, "internal", list_closed=True))
    assert (places.roots, places.marks, places.items) == ({4: 3}, {3: (4,)}, {3: 2, 4: 2})


def test_a_time_has_no_seconds(meeting, look):
    (notice,) = look.sourced(meeting.document(e.MeetingOpened(occurred_at=time(9, 5, 59))), 3)
    assert notice.at == "09:05"
