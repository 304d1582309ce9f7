"""Closing to the public what was recorded, and opening it again."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

import pytest
from tests.integration.reading import text_of

from alliance_minutes.errors import CommandConflictError, InvalidValueError, RefusedError
from alliance_minutes.events import EntryCorrected, ItemDiscussed, PassageClosed, Point
from alliance_minutes.values import Closed, Mention, words

SAID = "The offer is 4,200 euros."


@pytest.fixture
def meeting(book):
    return book.convene("Garden Committee", "2026-03-05", language="en", by="Secretary")


@pytest.fixture
def item(meeting):
    return meeting.item("The bridge", number="1")


@pytest.fixture
def public(book, meeting):
    """The public edition as text, on one line."""

    def shown(**options):
        text = book.render(meeting.id, "text", edition="public", **options).content.decode()
        return " ".join(text.split())

    return shown


def test_words_are_kept_from_the_public_and_shown_again(meeting, item, public):
    said = item.discuss(SAID)
    meeting.close_passage(said, "4,200 euros", ground="commercial", reason="a tender runs")
    assert "The offer is [not public: commercial interest]." in public()
    assert not any(hidden in public() for hidden in ("4,200", "tender"))
    meeting.open_passage(said, "4,200 euros", reason="the tender is over")
    assert SAID in public()
    assert "tender" not in public()


def test_a_closing_holds_for_every_moment(meeting, item, public):
    said = item.discuss(SAID)
    before = meeting.version
    meeting.close_passage(said, "4,200 euros", ground="commercial")
    assert "4,200" not in public(as_of=before)


def test_the_field_is_carried_anew_and_says_the_same(book, meeting, item):
    """Whoever may see the entry that was recorded first can compare."""
    said = item.discuss(words(("Ask ", Mention(book.party("Roos Wolters")), " for 4,200 euros.")))
    meeting.close_passage(said, "Roos Wolters for", ground="privacy")
    event = book.minutes(meeting.id).entries[-1].event
    assert isinstance(event, PassageClosed)
    assert event.words == (
        "Ask ",
        Closed((Mention(book.party("Roos Wolters")), " for"), "privacy"),
        " 4,200 euros.",
    )


def test_a_line_of_a_list_is_closed_and_the_others_stay(meeting, item, public):
    (said,) = meeting.record(
        ItemDiscussed(item=item.version, text=("Sums:",), points=(Point(("roof 10",)), Point(("bridge 20",))))
    )
    meeting.close_passage(said, "20", ground="commercial")
    assert "- roof 10 - bridge [not public: commercial interest]" in public()
    meeting.open_passage(said, reason="agreed")
    assert "- roof 10 - bridge 20" in public()


def test_a_whole_item_is_closed_with_all_under_it(meeting, item, public):
    item.discuss(SAID)
    item.decide("We buy it.", method="consent")
    meeting.close_passage(item.version, ground="commercial")
    assert "1 Closed [not public: commercial interest]" in public()
    assert not any(hidden in public() for hidden in ("bridge", "offer", "buy", "D-2026-001"))
    meeting.open_passage(item.version, reason="agreed")
    assert all(shown in public() for shown in ("bridge", SAID, "We buy it."))


def test_a_whole_document_is_closed_with_its_title(meeting, public):
    attached = meeting.attach("Offer of the builder")
    meeting.close_passage(attached, ground="commercial")
    assert "builder" not in public()
    meeting.open_passage(attached, reason="agreed")
    assert "Offer of the builder" in public()


def test_a_whole_entry_is_closed_with_what_rests_on_it(meeting, item, public):
    said = item.discuss(SAID)
    item.decide(rests_on=said, method="consent")
    meeting.close_passage(said, ground="commercial")
    assert not any(hidden in public() for hidden in ("offer", "D-2026-001", "ecision"))


def test_an_item_closed_when_it_was_typed_is_opened(book):
    text = "---\nbody: Garden Committee\ndate: 2026-03-05\nlanguage: en\n---\n\n## 1. Hours {closed personnel}\n\nLess.\n"
    recorded = book.record(text)
    public_text = book.render(recorded.meeting, "text", edition="public").content.decode()
    assert "Hours" not in public_text
    book.meeting(recorded.meeting).open_passage(2, reason="he agreed")
    assert "Hours" in book.render(recorded.meeting, "text", edition="public").content.decode()


def test_words_closed_when_they_were_recorded_are_opened_as_recorded_then(meeting, item, public):
    said = item.discuss(words(("It costs ", Closed(("4,200 euros",), "commercial"), ".")))
    assert "4,200" not in public()
    meeting.open_passage(said, reason="the tender is over")
    assert "It costs 4,200 euros." in public()


def test_what_a_correction_left_in_doubt_is_opened_by_saying_so(meeting, item, public):
    """Closed words were replaced without saying what is closed now."""
    said = item.discuss(words(("It costs ", Closed(("4,200 euros",), "commercial"), ".")))
    meeting.record(
        EntryCorrected(target=said.version, instead=ItemDiscussed(item=item.version, text=("Nothing.",)))
    )
    assert "Nothing." not in public()
    meeting.open_passage(said, reason="nothing is closed in it")
    assert "Nothing." in public()


def test_closing_on_another_ground_replaces_the_ground(meeting, item, public):
    said = item.discuss(SAID)
    meeting.close_passage(said, "4,200 euros", ground="commercial")
    meeting.close_passage(said, "4,200 euros", ground="5.1.2.b")
    assert "The offer is [5.1.2b" in public()
    assert "commercial interest]" not in public()


@pytest.mark.parametrize(
    ("words", "options", "told"),
    [
        ("tower", {}, "do not stand in it"),
        ("the", {}, "2 times"),
        ("the", {"field": "reason"}, "text"),
        (None, {"field": "speaker"}, "text"),
        ("the", {"ground": "5.1.2z"}, "ground"),
    ],
)
def test_a_passage_that_cannot_be_meant_is_refused(meeting, item, words, options, told):
    said = item.discuss("Behind the bridge is the tower's shadow.".replace("tower", "church"))
    with pytest.raises(InvalidValueError, match=told):
        meeting.close_passage(said, words, **{"ground": "privacy", **options})


def test_a_passage_is_closed_wherever_it_stands_when_that_is_asked(meeting, item, public):
    said = item.discuss("4,200 euros, not 4,200 dollars.")
    meeting.close_passage(said, "4,200", ground="commercial", every=True)
    assert "4,200" not in public()


def test_closing_twice_and_opening_what_is_open_are_refused(meeting, item):
    said = item.discuss(SAID)
    meeting.close_passage(said, "4,200", ground="privacy")
    meeting.close_passage(said, ground="privacy")
    for again in (
        lambda: meeting.close_passage(said, "4,200", ground="privacy"),
        lambda: meeting.close_passage(said, ground="privacy"),
    ):
        with pytest.raises(RefusedError) as refusal:
            again()
        assert refusal.value.rule == "closing.nothing"
    with pytest.raises(RefusedError, match="as a whole"):
        meeting.open_passage(said, "4,200", reason="agreed")
    meeting.open_passage(said, reason="agreed")
    with pytest.raises(RefusedError) as refusal:
        meeting.open_passage(said, reason="agreed")
    assert refusal.value.rule == "opening.nothing"


def test_what_stands_in_a_closed_item_is_opened_with_the_item(meeting, item):
    part = item.item("Below")
    said = part.discuss(words((Closed((SAID,), "privacy"),)))
    meeting.close_passage(item.version, ground="privacy")
    with pytest.raises(RefusedError) as refusal:
        meeting.open_passage(said, reason="agreed")
    assert (refusal.value.rule, f"entry {item.version} " in str(refusal.value)) == ("opening.within", True)


def test_an_act_is_not_closed_but_what_it_is_about(meeting, item):
    said = item.discuss(SAID)
    act = meeting.close_passage(said, ground="privacy")
    with pytest.raises(InvalidValueError, match=f"is about: {said.version}"):
        meeting.close_passage(act, ground="privacy")


def test_opening_needs_a_reason_and_so_does_closing_after_adoption(book, meeting, item):
    said = item.discuss(SAID)
    with pytest.raises(InvalidValueError, match="reason"):
        meeting.open_passage(said, reason="")
    later = book.convene("Garden Committee", "2026-04-02", language="en")
    later.adopt(editions=("internal", "public"), held_on="2026-03-05")
    with pytest.raises(RefusedError) as refusal:
        meeting.close_passage(said, "4,200", ground="privacy")
    assert refusal.value.rule == "closing.reason"
    meeting.close_passage(said, "4,200", ground="privacy", reason="objection granted")


def test_a_repeated_command_closes_once_and_another_is_refused(meeting, item):
    said, other = item.discuss(SAID), item.discuss("Rest.")
    first = meeting.close_passage(said, "4,200", ground="privacy", command_id="c1")
    assert meeting.close_passage(said, "4,200", ground="privacy", command_id="c1") == first
    with pytest.raises(CommandConflictError):
        meeting.close_passage(other, ground="privacy", command_id="c1")


def test_closing_takes_part_in_a_batch(meeting, item, public):
    said = item.discuss(SAID)
    with meeting.batch():
        meeting.close_passage(said, "4,200", ground="privacy")
        item.discuss("More.")
    assert "4,200" not in public()


def test_where_the_words_still_stand_open_is_told(meeting, item):
    said, again = item.discuss(SAID), item.discuss("Yes: 4,200 Euros is much.")
    hidden = meeting.item("Inner").discuss("4,200 euros")
    meeting.close_passage(hidden, ground="privacy")
    meeting.close_passage(said, "4,200 euros", ground="commercial")
    assert meeting.standing_open("4,200  euros") == (again.version,)


# -- names -------------------------------------------------------------------------------------------------------------


def test_a_name_is_closed_in_the_whole_book_and_opened_again(book, meeting, item, public):
    item.discuss("The roof leaks.", speaker="Roos Wolters")
    before = meeting.version
    book.close_party("Roos Wolters", ground="privacy", reason="at her request", by="Secretary")
    assert not any(
        hidden in shown for shown in (public(), public(as_of=before)) for hidden in ("Roos", "request")
    )
    item.discuss("It rains.", speaker="Roos Wolters")
    assert "Roos" not in public()
    book.open_party("Roos Wolters", reason="she agreed")
    assert "Roos Wolters: It rains." in public()
    assert "agreed" not in public()


def test_a_name_that_was_never_public_is_opened(book, item, public):
    book.party("Roos Wolters", public=False)
    item.discuss("The roof leaks.", speaker="Roos Wolters")
    assert "Roos" not in public()
    book.open_party("Roos Wolters", reason="she agreed")
    assert "Roos Wolters: The roof leaks." in public()


def test_names_that_cannot_be_closed_or_opened_are_refused(book, item):
    item.discuss("The roof leaks.", speaker="Roos Wolters")
    with pytest.raises(InvalidValueError, match="stands in it"):
        book.close_party("Nobody", ground="privacy")
    with pytest.raises(InvalidValueError, match="ground"):
        book.close_party("Roos Wolters", ground="gossip")
    with pytest.raises(RefusedError, match="public already"):
        book.open_party("Roos Wolters", reason="agreed")
    book.close_party("Roos Wolters", ground="privacy")
    with pytest.raises(RefusedError, match="not public already"):
        book.close_party("Roos Wolters", ground="privacy")
    with pytest.raises(InvalidValueError, match="reason"):
        book.open_party("Roos Wolters", reason=" ".strip())


def test_erasing_a_person_erases_why_the_name_was_closed(book, path, item):
    item.discuss("The roof leaks.", speaker="Roos Wolters")
    book.close_party("Roos Wolters", ground="privacy", reason="because of zebrafish")
    book.trail.erase(book.trail.plan_person("Roos Wolters"), basis="GDPR art. 17")
    assert b"zebrafish" not in path.read_bytes()


def test_a_book_with_closings_passes_the_audit_and_its_public_export_leaks_nothing(
    book, meeting, item, tmp_path
):
    said = item.discuss(SAID, speaker="Roos Wolters")
    meeting.close_passage(said, "4,200", ground="commercial", reason="a tender runs")
    book.close_party("Roos Wolters", ground="privacy", reason="at her request")
    assert book.trail.audit().ok
    with (tmp_path / "public.jsonl").open("wb") as file:
        book.trail.export(file, edition="public")
    told = _told(tmp_path / "public.jsonl")
    assert not any(hidden in told for hidden in ("4,200", "Wolters", "tender", "request"))
    assert "The offer is " in told


def _told(export):
    """The lines of an export, with its disclosures as text."""
    lines = export.read_text().splitlines()
    opened = [
        urlsafe_b64decode(one + "==").decode()
        for line in lines
        for one in json.loads(line).get("disclosures", [])
    ]
    return "\n".join([*lines, *opened])


def test_what_was_withdrawn_is_closed_for_the_moments_that_show_it(meeting, item, public):
    said = item.discuss(SAID)
    meeting.withdraw(said)
    assert "4,200" in public(as_of=said.version)
    meeting.close_passage(said, "4,200 euros", ground="commercial")
    assert "4,200" not in public(as_of=said.version)


@pytest.mark.parametrize("form", ["html", "odt", "text", "xml"])
@pytest.mark.parametrize("ground", ["commercial", "5.1.2e"])
def test_what_is_withheld_or_erased_stands_in_one_pair_of_brackets(book, meeting, item, form, ground):
    said = item.discuss(SAID)
    meeting.close_passage(said, "4,200 euros", ground=ground)
    gone = item.discuss("Never mind.")
    book.trail.erase(book.trail.plan_entry(meeting.id, gone.version), basis="GDPR")
    text = text_of(form, book.render(meeting.id, form, edition="public").content)
    assert "erased" in text
    assert "[[" not in text
