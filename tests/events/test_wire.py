"""Events as JSON: strict both ways, with errors that name type and field."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import (
    EVENT_TYPES,
    ActionAgreed,
    AttendanceNoted,
    BodyDescribed,
    DecisionTaken,
    EntryCorrected,
    EntryWithdrawn,
    Event,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    MeetingOpened,
    MinutesAdopted,
    Point,
    QuestionAnswered,
)
from alliance_minutes.events.wire import from_json, to_json
from alliance_minutes.values import (
    ENGLISH,
    NEXT_MEETING,
    Closed,
    Emphasis,
    Erased,
    Link,
    Mention,
    PartialDate,
    Strong,
    Tally,
)

FORMS = [
    (MeetingOpened(), {}),
    (ItemDiscussed(text=("ja",)), {"text": ["ja"]}),
    (ItemDiscussed(text=(Emphasis(("a", Strong(("b",)))),)), {"text": [{"em": ["a", {"strong": ["b"]}]}]}),
    (
        ItemDiscussed(text=(Link(("a",), "https://a.example"),)),
        {"text": [{"link": "https://a.example", "words": ["a"]}]},
    ),
    (ItemDiscussed(text=(Mention("p1"),)), {"text": [{"party": "p1"}]}),
    (ItemDiscussed(text=(Mention("p1", ""),)), {"text": [{"party": "p1", "as": ""}]}),
    (ItemDiscussed(text=(Closed((), "privacy"),)), {"text": [{"closed": "privacy", "words": []}]}),
    (ItemDiscussed(text=(Erased(),)), {"text": [{"erased": True}]}),
    (MeetingOpened(occurred_at=dt.time(9, 5)), {"occurred_at": "09:05"}),
    (MeetingConvened(body="b", held_on=PartialDate(None, 6, 30)), {"body": "b", "held_on": "XXXX-06-30"}),
    (ActionAgreed(due=NEXT_MEETING), {"due": "next-meeting"}),
    (ActionAgreed(due=PartialDate(2025, 9), owners=("p1",)), {"due": "2025-09", "owners": ["p1"]}),
    (DecisionTaken(tally=Tally(in_favour=0, secret=True)), {"tally": {"in_favour": 0, "secret": True}}),
    (DecisionTaken(tally=Tally()), {"tally": {}}),
    (ItemDiscussed(points=(Point(("a",), 1),)), {"points": [{"text": ["a"], "level": 1}]}),
    (
        BodyDescribed(body="b", patterns=ENGLISH),
        {"body": "b", "patterns": {"decision": "D-{year}-{n:03}", "question": "Q-{year}-{n:03}"}},
    ),
    (MinutesAdopted(editions=("internal", "public")), {"editions": ["internal", "public"]}),
    (QuestionAnswered(settles=False), {"settles": False}),
    (
        EntryCorrected(target=2, instead=ItemOpened(title=("a",))),
        {"target": 2, "instead": {"type": "item-opened.v1", "title": ["a"]}},
    ),
]


@pytest.mark.parametrize(("event", "form"), FORMS, ids=lambda given: getattr(given, "TYPE", ""))
def test_an_event_has_one_form(event: Event, form: dict):
    assert to_json(event) == form
    assert from_json(event.TYPE, form) == event


READ_REFUSED = [
    ("item-discussed.v1", {"speech": "a"}, "field of item-discussed.v1"),
    ("item-discussed.v1", {"text": "ja"}, "text of item-discussed.v1"),
    ("item-discussed.v1", {"text": [1]}, "text of item-discussed.v1"),
    ("item-discussed.v1", {"text": [{"em": ["a"], "strong": ["b"]}]}, "a run"),
    ("item-discussed.v1", {"text": [{"erased": 1.5}]}, "a run"),
    ("item-discussed.v1", {"text": [{"link": 3, "words": []}]}, "a run"),
    ("item-discussed.v1", {"item": True}, "item of item-discussed.v1"),
    ("item-discussed.v1", {"item": "3"}, "item of item-discussed.v1"),
    ("item-discussed.v1", {"item": 3.0}, "item of item-discussed.v1"),
    ("item-discussed.v1", {"item": 2**53}, "below 2\\*\\*53"),
    ("item-discussed.v1", {"speaker": None}, "speaker of item-discussed.v1"),
    ("action-agreed.v1", {"due": None}, "due of action-agreed.v1"),
    ("item-discussed.v1", {"speaker": 3}, "speaker of item-discussed.v1"),
    ("item-discussed.v1", {"points": {"text": []}}, "an array"),
    ("item-discussed.v1", {"points": [[]]}, "an object"),
    ("item-discussed.v1", {"points": [{"text": ["a"], "depth": 1}]}, "points of item-discussed.v1"),
    ("item-discussed.v1", {"occurred_at": "9:05"}, "HH:MM"),
    ("item-discussed.v1", {"occurred_at": "25:00"}, "00:00 to 23:59"),
    ("question-answered.v1", {"settles": 1}, "true or false"),
    ("decision-taken.v1", {"method": "shouting"}, "one of acclamation, consent"),
    ("decision-taken.v1", {"method": 3}, "one of acclamation, consent"),
    ("decision-taken.v1", {"tally": []}, "an object"),
    ("action-agreed.v1", {"due": "soon"}, "due of action-agreed.v1"),
    ("meeting-convened.v1", {"body": "b", "held_on": "2025-02-30"}, "a day that exists"),
    ("meeting-convened.v1", {}, "the field body"),
    ("meeting-convened.v1", [], "an object"),
    ("minutes-adopted.v1", {"editions": "public"}, "an array"),
    ("entry-corrected.v1", {"target": 1, "instead": []}, "an event as an object"),
    (
        "entry-corrected.v1",
        {"target": 1, "instead": {"type": "meeting-opened.v1", "x": 1}},
        "meeting-opened.v1",
    ),
]


@pytest.mark.parametrize(("type_name", "fields", "says"), READ_REFUSED)
def test_what_does_not_fit_is_refused_by_type_and_field(type_name: str, fields: dict, says: str):
    with pytest.raises(InvalidValueError, match=says):
        from_json(type_name, fields)


@pytest.mark.parametrize("type_name", ["os:system", "decision-taken.v2", "", None, ["x"], {"a": 1}])
@pytest.mark.parametrize("nested", [False, True])
def test_an_unknown_type_is_refused_and_says_that_the_book_may_be_newer(type_name: object, nested):
    fields = {"target": 1, "instead": {"type": type_name}} if nested else {}
    with pytest.raises(InvalidValueError, match="newer"):
        from_json("entry-corrected.v1" if nested else type_name, fields)


def deep(make, depth: int):
    words = ("a",)
    for _ in range(depth):
        words = (make(words),)
    return words


def corrections(depth: int) -> Event:
    event: Event = MeetingOpened()
    for _ in range(depth):
        event = EntryCorrected(target=1, instead=event)
    return event


WRITE_REFUSED = [
    (ItemDiscussed(text="ja"), "a tuple of runs"),
    (ItemDiscussed(text=["ja"]), "a tuple of runs"),
    (ItemDiscussed(text=(1,)), "a run"),
    (ItemDiscussed(text=deep(Emphasis, 40)), "at most 32 deep"),
    (ItemDiscussed(item=True), "item of item-discussed.v1"),
    (ItemDiscussed(item=2**53), "below 2"),
    (ItemDiscussed(speaker=3), "speaker of item-discussed.v1"),
    (ItemDiscussed(points=[Point(("a",))]), "a tuple"),
    (MeetingOpened(occurred_at=dt.time(9, 5, 30)), "whole minutes"),
    (MeetingOpened(occurred_at="9:05"), "whole minutes"),
    (MeetingConvened(body="b", held_on="2025-06-30"), "a PartialDate"),
    (ActionAgreed(due="soon"), "due of action-agreed.v1"),
    (DecisionTaken(method="shouting"), "one of acclamation"),
    (QuestionAnswered(settles="no"), "true or false"),
    (DecisionTaken(tally={"in_favour": 1}), "tally of decision-taken.v1"),
    (EntryCorrected(target=1, instead="x"), "an event"),
    (EntryWithdrawn(target=None), "target of entry-withdrawn.v1"),
    (corrections(7), "4 corrections"),
    (Event(), "a class of EVENT_TYPES"),
]


@pytest.mark.parametrize(
    ("event", "says"), WRITE_REFUSED, ids=lambda given: given if isinstance(given, str) else ""
)
def test_an_event_with_a_value_of_the_wrong_type_is_not_written(event: Event, says: str):
    with pytest.raises(InvalidValueError, match=says):
        to_json(event)


def test_a_class_that_is_not_in_the_registry_is_not_written():
    """Also when it takes the name of one that is."""

    class Impostor(MeetingOpened):
        pass

    with pytest.raises(InvalidValueError, match="EVENT_TYPES"):
        to_json(Impostor())


def test_corrections_nested_without_end_are_refused():
    fields: dict = {"target": 1, "instead": {"type": "meeting-opened.v1"}}
    for _ in range(300):
        fields = {"target": 1, "instead": {"type": "entry-corrected.v1", **fields}}
    with pytest.raises(InvalidValueError, match="4 corrections"):
        from_json("entry-corrected.v1", fields)


def test_words_nested_without_end_are_refused():
    words: list = ["a"]
    for _ in range(300):
        words = [{"em": words}]
    with pytest.raises(InvalidValueError, match="32 deep"):
        from_json("item-discussed.v1", {"text": words})


def test_a_long_value_is_shortened_in_the_message():
    with pytest.raises(InvalidValueError) as caught:
        from_json("decision-taken.v1", {"method": "x" * 1_000_000})
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("cls", EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_an_event_of_which_all_words_were_erased_is_still_an_event(cls: type[Event]):
    """Clear fields always remain; here they are given where the type demands them."""
    clear = {
        "origin": "a",
        "body": "b",
        "number": "B-2025-001",
        "ground": "privacy",
        "target": 1,
        "digests": [],
    }
    known = {name: clear[name] for name in clear if name in cls.__slots__}
    if cls is EntryCorrected:
        known["instead"] = {"type": "meeting-opened.v1"}
    if "number" in known and cls.SERIES is not None:
        del known["number"]
    event = from_json(
        cls.TYPE, {name: value for name, value in known.items() if name in hidden_free(cls)}, erased=True
    )
    assert type(event) is cls


def hidden_free(cls: type[Event]) -> frozenset[str]:
    from alliance_minutes.events import clear_fields

    return clear_fields(cls)


def test_erased_words_show_as_erased_and_erased_text_as_nothing():
    assert from_json("item-opened.v1", {}, erased=True) == ItemOpened(title=(Erased(),))
    assert from_json("attendance-noted.v1", {}, erased=True) == AttendanceNoted(status="absent")
    with pytest.raises(InvalidValueError, match="the field title"):
        from_json("item-opened.v1", {})


def test_importing_the_events_does_not_import_cattrs():
    code = "import sys, alliance_minutes.events.wire; sys.exit('cattrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
