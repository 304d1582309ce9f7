"""What a store promises, whatever database it stands on."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_minutes.errors import (
    CommandConflictError,
    ConcurrencyError,
    EntryTooLargeError,
    InvalidTextError,
    InvalidValueError,
    MeetingExistsError,
    NotABookError,
    NumberTakenError,
    ReadOnlyBookError,
    StoreError,
)
from alliance_minutes.events import (
    ActionAgreed,
    BookFounded,
    DecisionTaken,
    EntryCorrected,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    MeetingOpened,
    PartyIntroduced,
    QuestionAsked,
)
from alliance_minutes.ledger import leaf_hash, root_of
from alliance_minutes.store import Head, MeetingRow, Numbering, Save, Store, Structure
from alliance_minutes.values import BOOK_STREAM, DUTCH, PARTIES_STREAM, Closed, Emphasis, PartialDate

NUMBERING = Numbering("board", "2025", DUTCH)
UNDATED = Numbering("board", "XXXX", DUTCH)
CONVENED = MeetingConvened(body="board", held_on=PartialDate(2025, 6, 30))


def said(text: str) -> ItemDiscussed:
    return ItemDiscussed(text=(text,))


def numbers(store: Store, stream: str) -> list[str | None]:
    return [one.event.number for one in store.read(stream) if hasattr(one.event, "number")]


def test_a_new_book_is_founded_under_a_name_of_its_own(tmp_path):
    with Store.open(tmp_path / "a.db") as one, Store.open(tmp_path / "b.db") as other:
        assert one.origin != other.origin
        (founded,) = one.read(BOOK_STREAM)
    assert founded.event == BookFounded(origin=one.origin)
    assert (founded.position, founded.version) == (0, 1)


def test_a_book_is_founded_once(path):
    with Store.open(path) as first, Store.open(path) as second:
        assert (first.founded, second.founded) == (True, False)
    with Store.open(path, read_only=True) as evidence:
        assert not evidence.founded


def test_a_book_can_be_founded_under_a_given_name(path):
    with Store.open(path, origin="buurt.example/notulen") as store:
        assert store.origin == "buurt.example/notulen"
    with Store.open(path, origin="ignored.example") as store:
        assert store.origin == "buurt.example/notulen"


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb"])
def test_an_origin_that_no_checkpoint_can_hold_is_refused(path, origin):
    with pytest.raises(InvalidValueError, match="origin"):
        Store.open(path, origin=origin)


def test_what_was_recorded_is_read_back_in_order(store, clock):
    recorded = store.append(
        [
            Save("m1", (CONVENED, said("een")), 0, NUMBERING),
            Save(PARTIES_STREAM, (PartyIntroduced(party="p1", name="Bestuur"),), 0),
            Save("m1", (said("twee"),), 2),
        ],
        command_id="c1",
        recorded_by="p1",
    )
    assert [(one.position, one.stream, one.version) for one in recorded] == [
        (1, "m1", 1),
        (2, "m1", 2),
        (3, PARTIES_STREAM, 1),
        (4, "m1", 3),
    ]
    assert {(one.command_id, one.recorded_by, one.erased) for one in recorded} == {("c1", "p1", ())}
    assert {one.recorded_at for one in recorded} == {clock.at + dt.timedelta(microseconds=1)}
    assert store.read("m1") == [one for one in recorded if one.stream == "m1"]
    assert tuple(store.log(after=0)) == recorded
    assert store.command("c1") == recorded


def test_a_stream_can_be_read_up_to_a_version_or_a_position(store):
    store.append([Save("m1", (said("1"), said("2")))], command_id="c1")
    store.append([Save("m2", (said("x"),)), Save("m1", (said("3"),))], command_id="c2")
    assert [one.version for one in store.read("m1", version=2)] == [1, 2]
    assert [one.version for one in store.read("m1", position=3)] == [1, 2]
    assert [one.version for one in store.read("m1", position=4)] == [1, 2, 3]
    assert store.read("m1", version=0) == []
    assert store.read("unknown") == []


def test_the_log_goes_on_after_a_position_and_stops_at_a_limit(store):
    for number in range(3):
        store.append([Save("m1", (said(str(number)),) * 400)], command_id=f"c{number}")
    assert [one.position for one in store.log()] == list(range(1201))
    assert [one.position for one in store.log(after=700)] == list(range(701, 1201))
    assert [one.position for one in store.log(after=2, limit=3)] == [3, 4, 5]
    assert [one.position for one in store.log(limit=1100)] == list(range(1100))
    assert list(store.log(limit=0)) == []


def test_the_log_reads_in_batches(store, monkeypatch):
    monkeypatch.setattr("alliance_minutes.store.store._BATCH", 2)
    store.append([Save("m1", (said("x"),) * 5)], command_id="c1")
    assert [one.position for one in store.log()] == [0, 1, 2, 3, 4, 5]
    assert [one.position for one in store.log(limit=5)] == [0, 1, 2, 3, 4]


def test_entries_are_given_as_they_are_stored(store):
    store.append([Save("m1", (said("x"),))], command_id="c1")
    rows = list(store.entries())
    assert [row[:4] for row in rows] == [(0, "book", 1, "book-founded.v1"), (1, "m1", 1, "item-discussed.v1")]
    assert root_of(leaf_hash(row[4]) for row in rows) == store.head().root


def test_structure_tells_what_stands_in_clear(store):
    store.append(
        [Save("m1", (CONVENED, ItemOpened(title=("Dak",), closed="privacy"), said("x")))], command_id="c1"
    )
    assert store.structure("m1") == [
        Structure(1, MeetingConvened, {"body": "board", "held_on": "2025-06-30"}),
        Structure(2, ItemOpened, {"closed": "privacy"}),
        Structure(3, ItemDiscussed, {}),
    ]
    assert store.structure("unknown") == []


def test_the_version_of_a_stream_counts_its_entries(store):
    assert store.version("m1") == 0
    store.append([Save("m1", (said("x"),) * 3)], command_id="c1")
    assert store.version("m1") == 3


def test_the_head_tells_size_root_and_time(store, clock):
    store.append([Save("m1", (said("x"),) * 6)], command_id="c1")
    leaves = [leaf_hash(row[4]) for row in store.entries()]
    assert store.head() == Head(7, root_of(leaves), clock.at + dt.timedelta(microseconds=1))


def test_meetings_are_listed_in_the_order_in_which_they_began(store):
    store.append([Save("m2", (MeetingConvened(body="council"),))], command_id="c1")
    store.append([Save("m1", (CONVENED, said("x"))), Save("m2", (said("y"),))], command_id="c2")
    assert store.meetings() == [
        MeetingRow("m2", "council", None, 1, 2),
        MeetingRow("m1", "board", "2025-06-30", 2, 2),
    ]


def test_a_corrected_date_shows_in_the_list_of_meetings(store):
    store.append([Save("m1", (CONVENED,))], command_id="c1")
    instead = MeetingConvened(body="board", held_on=PartialDate(2025, 6, 29))
    store.append([Save("m1", (EntryCorrected(target=1, instead=instead),))], command_id="c2")
    assert store.meetings() == [MeetingRow("m1", "board", "2025-06-29", 1, 2)]


# Versions


@pytest.mark.parametrize("expected", [1, 3, 0])
def test_a_stream_that_moved_on_is_refused_with_both_versions(store, expected):
    store.append([Save("m1", (said("x"), said("y")))], command_id="c1")
    with pytest.raises(ConcurrencyError) as caught:
        store.append([Save("m2", (said("z"),)), Save("m1", (said("z"),), expected)], command_id="c2")
    assert (caught.value.stream, caught.value.expected, caught.value.actual) == ("m1", expected, 2)
    assert (store.version("m1"), store.version("m2"), store.head().size) == (2, 0, 3)


def test_expected_versions_of_one_stream_follow_each_other_within_a_command(store):
    store.append([Save("m1", (said("x"),), 0), Save("m1", (said("y"),), 1)], command_id="c1")
    with pytest.raises(ConcurrencyError):
        store.append([Save("m1", (said("x"),), 2), Save("m1", (said("y"),), 2)], command_id="c2")


# The only meeting of a body on a date


def convened(body: str = "board", *date: int) -> MeetingConvened:
    return MeetingConvened(body=body, held_on=PartialDate(*date) if date else None)


@pytest.mark.parametrize(
    "event", [convened("board", 2025, 6, 30), convened("board"), convened("board", 2025)]
)
def test_a_second_meeting_is_refused_where_the_only_one_was_asked_for(store, event):
    """The error names the first meeting, and of the other streams of the save nothing is recorded either."""
    store.append([Save("m1", (event,), 0, unique=True)], command_id="c1")
    with pytest.raises(MeetingExistsError, match="m1") as caught:
        store.append([Save("m3", (said("x"),)), Save("m2", (event,), 0, unique=True)], command_id="c2")
    assert caught.value.meeting == "m1"
    assert store.head().size == 2
    store.append([Save("m2", (event,), 0)], command_id="c3")
    with pytest.raises(MeetingExistsError, match="m1"):
        store.append([Save("m3", (event,), 0, unique=True)], command_id="c4")


@pytest.mark.parametrize(
    "event",
    [
        convened("council", 2025, 6, 30),
        convened("board", 2025, 6, 29),
        convened("board", 2025, 6),
        convened("board"),
    ],
)
def test_a_meeting_of_another_body_or_date_does_not_count(store, event):
    store.append([Save("m1", (CONVENED,), 0)], command_id="c1")
    store.append([Save("m2", (event,), 0, unique=True)], command_id="c2")
    assert [row.stream for row in store.meetings()] == ["m1", "m2"]


def test_the_date_that_counts_is_the_corrected_one(store):
    store.append([Save("m1", (CONVENED,))], command_id="c1")
    instead = convened("board", 2025, 6, 29)
    store.append([Save("m1", (EntryCorrected(target=1, instead=instead),))], command_id="c2")
    store.append([Save("m2", (CONVENED,), 0, unique=True)], command_id="c3")
    with pytest.raises(MeetingExistsError, match="m1"):
        store.append([Save("m3", (instead,), 0, unique=True)], command_id="c4")


def test_a_save_that_begins_no_meeting_can_be_no_second_one(store):
    store.append([Save("m1", (CONVENED,), 0)], command_id="c1")
    store.append([Save("m1", (said("x"),), 1, unique=True)], command_id="c2")
    store.append([Save("m2", (said("x"),), 0, unique=True)], command_id="c3")
    store.append(
        [Save("m2", (CONVENED,), 1, unique=True)], command_id="c4"
    )  # a meeting begins with it, or not
    assert (store.version("m1"), store.version("m2")) == (2, 2)
    assert [row.stream for row in store.meetings()] == ["m1"]


def test_the_meeting_that_is_there_is_told_before_the_numbers_that_it_has(store):
    events = (CONVENED, DecisionTaken(number="B-2025-001"))
    store.append([Save("m1", events, 0, NUMBERING, unique=True)], command_id="c1")
    with pytest.raises(MeetingExistsError):
        store.append([Save("m2", events, 0, NUMBERING, unique=True)], command_id="c2")


def test_a_repeated_command_finds_its_own_meeting_and_is_not_refused_for_it(store):
    saves = [Save("m1", (CONVENED,), 0, unique=True)]
    first = store.append(saves, command_id="c1")
    assert store.append(saves, command_id="c1") == first


def test_of_many_who_begin_the_only_meeting_at_once_one_does(path):
    """Each has the book open for itself; what is asked of the meetings is looked at under the lock."""
    together = Barrier(4)

    def begin(number: int) -> list[int]:
        begun = []
        with Store.open(path) as store:
            for day in range(1, 11):
                save = Save(f"m{number}-{day}", (convened("board", 2025, 6, day),), 0, unique=True)
                together.wait(timeout=60)
                try:
                    store.append([save], command_id=f"c{number}-{day}")
                except MeetingExistsError:
                    continue
                begun.append(day)
        return begun

    with ThreadPoolExecutor(4) as pool:
        begun = [day for days in pool.map(begin, range(4)) for day in days]
    assert sorted(begun) == list(range(1, 11))
    with Store.open(path) as store:
        assert len(store.meetings()) == 10


# Commands


def test_a_repeated_command_is_recorded_once(store):
    saves = [Save("m1", (CONVENED, DecisionTaken(text=("ja",)), said("x")), 0, NUMBERING)]
    first = store.append(saves, command_id="c1", recorded_by="p1")
    assert store.append(saves, command_id="c1", recorded_by="p1") == first
    assert store.head().size == 4


@pytest.mark.parametrize(
    ("stream", "events", "recorded_by"),
    [
        ("m1", (said("y"),), "p1"),
        ("m1", (said("x"), said("x")), "p1"),
        ("m1", (MeetingOpened(text=("x",)),), "p1"),
        ("m2", (said("x"),), "p1"),
        ("m1", (said("x"),), None),
    ],
)
def test_a_command_id_cannot_be_used_for_something_else(store, stream, events, recorded_by):
    store.append([Save("m1", (said("x"),))], command_id="c1", recorded_by="p1")
    with pytest.raises(CommandConflictError):
        store.append([Save(stream, events)], command_id="c1", recorded_by=recorded_by)
    assert store.head().size == 2


def test_an_unknown_command_recorded_nothing(store):
    assert store.command("c1") is None


# Time


def test_time_goes_on_when_the_clock_goes_back(store, clock):
    first = store.append([Save("m1", (said("x"),))], command_id="c1")[0].recorded_at
    clock.at -= dt.timedelta(days=1)
    second = store.append([Save("m1", (said("x"),))], command_id="c2")[0].recorded_at
    clock.at += dt.timedelta(days=2)
    third = store.append([Save("m1", (said("x"),))], command_id="c3")[0].recorded_at
    assert second == first + dt.timedelta(microseconds=1)
    assert third == clock.at
    assert third.tzinfo is dt.UTC


def test_times_are_kept_in_utc(path):
    zone = dt.timezone(dt.timedelta(hours=2))
    with Store.open(path, now=lambda: dt.datetime(2025, 7, 1, 14, tzinfo=zone)) as store:
        assert b'"recorded_at":"2025-07-01T12:00:00.000000Z"' in next(store.entries())[4]


# Numbers


def test_numbers_are_drawn_per_series_body_and_year(store):
    events = (DecisionTaken(), ActionAgreed(), DecisionTaken(), QuestionAsked())
    store.append([Save("m1", events, 0, NUMBERING)], command_id="c1")
    store.append([Save("m2", (DecisionTaken(),), 0, Numbering("council", "2025", DUTCH))], command_id="c2")
    store.append([Save("m3", (DecisionTaken(),), 0, UNDATED)], command_id="c3")
    store.append([Save("m4", (DecisionTaken(),), 0, NUMBERING)], command_id="c4")
    assert numbers(store, "m1") == ["B-2025-001", "A-2025-001", "B-2025-002", "V-2025-001"]
    assert numbers(store, "m2") == ["B-2025-001"]
    assert numbers(store, "m3") == ["B-XXXX-001"]
    assert numbers(store, "m4") == ["B-2025-003"]


def test_a_given_number_leaves_no_hole_and_is_never_drawn(store):
    given_first = (DecisionTaken(), DecisionTaken(number="B-2025-001"), DecisionTaken(number="B-2025-009"))
    store.append([Save("m1", given_first, 0, NUMBERING)], command_id="c1")
    store.append([Save("m1", (DecisionTaken(),) * 7, 3, NUMBERING)], command_id="c2")
    assert numbers(store, "m1") == ["B-2025-002", "B-2025-001", "B-2025-009"] + [
        f"B-2025-{n:03}" for n in (3, 4, 5, 6, 7, 8, 10)
    ]


@pytest.mark.parametrize(
    "events", [(DecisionTaken(number="B-2025-001"),), (DecisionTaken(number="B-2025-005"),) * 2]
)
def test_a_number_in_use_is_refused(store, events):
    store.append([Save("m1", (DecisionTaken(),), 0, NUMBERING)], command_id="c1")
    with pytest.raises(NumberTakenError, match="B-2025-00"):
        store.append([Save("m2", events, 0, NUMBERING)], command_id="c2")
    assert store.head().size == 2
    store.append(
        [Save("m2", (DecisionTaken(number="B-2025-001"),), 0, Numbering("council", "2025", DUTCH))],
        command_id="c3",
    )


def test_a_number_is_known_per_body(store):
    store.append([Save("m1", (DecisionTaken(),), 0, NUMBERING)], command_id="c1")
    assert store.has_number("board", "B-2025-001")
    assert not store.has_number("board", "B-2025-002")
    assert not store.has_number("council", "B-2025-001")


def test_without_numbering_events_keep_what_they_have(store):
    store.append([Save("m1", (DecisionTaken(), DecisionTaken(number="B-2025-001")))], command_id="c1")
    assert numbers(store, "m1") == [None, "B-2025-001"]
    assert not store.has_number("board", "B-2025-001")


def test_numbers_of_a_refused_save_are_drawn_again(store):
    with pytest.raises(ConcurrencyError):
        store.append([Save("m1", (DecisionTaken(),), 5, NUMBERING)], command_id="c1")
    with pytest.raises(EntryTooLargeError):
        store.append(
            [Save("m1", (DecisionTaken(), BookFounded(origin="x" * 70_000)), 0, NUMBERING)], command_id="c2"
        )
    store.append([Save("m1", (DecisionTaken(),), 0, NUMBERING)], command_id="c3")
    assert numbers(store, "m1") == ["B-2025-001"]


# What no book can keep


@pytest.mark.parametrize(
    "event",
    [
        said("bel\x07"),
        said("\ud800"),
        said("\ufffe"),
        ItemDiscussed(text=(Emphasis(("a\x00",)),)),
        ItemDiscussed(text=(Closed(("a",), "x\x0b"),)),
        PartyIntroduced(party="p1", name="\x1b[31m"),
        ItemOpened(title=("a",), closed="\x08"),
        MeetingConvened(body="\ud800"),
    ],
)
def test_text_that_no_document_can_hold_is_not_recorded(store, event):
    with pytest.raises(InvalidTextError):
        store.append([Save("m1", (said("x"), event))], command_id="c1")
    assert store.head().size == 1


def test_backslashes_and_escapes_are_text_like_any_other(store):
    texts = ("\\u0000 \\b \\f", 'C:\\buurt\\"dak"', "\t\n\r", "\uffef\u2028", "<b>&amp;]]>")
    store.append([Save("m1", tuple(said(text) for text in texts))], command_id="c1")
    assert [one.event.text for one in store.read("m1")] == [(text,) for text in texts]


def test_an_entry_may_have_65535_bytes_and_not_one_more(store):
    def founded(size):
        return [Save("m1", (BookFounded(origin="x" * size),))]

    store.append(founded(60_000), command_id="c1")
    room = 65_535 - (len(next(store.entries(after=0))[4]) - 60_000)
    store.append(founded(room), command_id="c2")
    with pytest.raises(EntryTooLargeError) as caught:
        store.append(founded(room + 1), command_id="c3")
    assert caught.value.size == 65_536
    assert store.head().size == 3


def test_a_million_characters_fit_into_the_vault(store):
    text = "dak en goot " * 90_000
    store.append([Save("m1", (said(text),))], command_id="c1")
    assert store.read("m1")[0].event.text == (text,)


@pytest.mark.parametrize("saves", [[], [Save("m1", ())]])
def test_a_save_of_nothing_is_refused(store, saves):
    with pytest.raises(InvalidValueError, match="at least one event"):
        store.append(saves, command_id="c1")


@pytest.mark.parametrize(
    ("stream", "command_id", "recorded_by"),
    [("", "c", None), ("x" * 201, "c", None), ("m", "", None), ("m", 3, None), ("m", "c", ""), ("m", "c", 7)],
)
def test_streams_and_ids_are_short_texts(store, stream, command_id, recorded_by):
    with pytest.raises(InvalidValueError, match="1 to 200 characters"):
        store.append([Save(stream, (said("x"),))], command_id=command_id, recorded_by=recorded_by)


def test_a_wrong_value_in_an_event_is_told_by_type_and_field(store):
    with pytest.raises(InvalidValueError, match="text of item-discussed"):
        store.append([Save("m1", (ItemDiscussed(text="ja"),))], command_id="c1")


# Opening


@pytest.mark.usefixtures("store")
def test_a_book_that_is_read_only_takes_nothing(path):
    with (
        Store.open(path, read_only=True) as evidence,
        pytest.raises(ReadOnlyBookError, match="open it for writing"),
    ):
        evidence.append([Save("m1", (said("x"),))], command_id="c1")


def test_a_missing_book_is_made_only_when_asked(tmp_path):
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotABookError, match="no such file"):
            Store.open(tmp_path / "missing.db", **options)
    assert list(tmp_path.iterdir()) == []


def test_a_path_may_be_a_url_of_sqlite_or_hold_strange_characters(tmp_path):
    name = tmp_path / "100% raar?#ü &x=1.db"
    with Store.open(f"sqlite:///{name}") as store:
        store.append([Save("m1", (said("x"),))], command_id="c1")
    with Store.open(str(name), read_only=True) as store:
        assert store.head().size == 2


def test_another_kind_of_database_is_refused_for_now():
    with pytest.raises(NotABookError, match="only SQLite"):
        Store.open("postgresql://localhost/book")


def test_a_closed_book_says_so(path):
    for read_only in (False, True):
        store = Store.open(path, read_only=read_only)
        store.close()
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.head()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_event_comes_back_as_it_was(store, any_event, data):
    """Nested words, closed passages and corrections among them; and a second time gives the same."""
    events = tuple(data.draw(st.lists(any_event, min_size=1, max_size=3)))
    command_id = f"c{store.head().size}"
    recorded = store.append([Save("m1", events)], command_id=command_id, recorded_by="p1")
    assert tuple(one.event for one in recorded) == events
    assert store.command(command_id) == recorded
    assert store.append([Save("m1", events)], command_id=command_id, recorded_by="p1") == recorded
    assert store.read("m1")[-len(events) :] == list(recorded)


@pytest.mark.parametrize("far", [2**63 - 1, 2**63, 10**30])
def test_a_position_or_version_that_no_database_can_count_to_is_after_the_end(store, far):
    store.append([Save("m1", (CONVENED, said("een")), 0)], command_id="c1")
    everything = store.read("m1")
    assert store.read("m1", version=far) == store.read("m1", position=far) == everything
    assert list(store.log(far)) == list(store.entries(far)) == []
    assert list(store.log(limit=far)) == list(store.log())


@pytest.mark.parametrize("before", [-2, -(2**63), -(10**30)])
def test_a_position_before_the_beginning_is_the_beginning(store, before):
    store.append([Save("m1", (CONVENED,), 0)], command_id="c1")
    assert list(store.log(before)) == list(store.log())
    assert store.read("m1", version=before) == store.read("m1", position=before) == []
