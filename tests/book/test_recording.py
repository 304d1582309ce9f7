"""Recording through the handles of a book."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from alliance_minutes.book import MinuteBook, Noted
from alliance_minutes.book.preview import preview_text
from alliance_minutes.errors import (
    CommandConflictError,
    ConcurrencyError,
    InvalidValueError,
    NotationError,
    NumberTakenError,
    ReadOnlyBookError,
    RefusedError,
    UnknownMeetingError,
)
from alliance_minutes.events import (
    ActionAgreed,
    BodyDescribed,
    DecisionTaken,
    ItemDiscussed,
    MinutesAdopted,
    MinutesCirculated,
)
from alliance_minutes.plugins import Registry
from alliance_minutes.values import ENGLISH, Mention, NumberPatterns, Tally

if TYPE_CHECKING:
    from pathlib import Path


def test_a_meeting_is_recorded_and_rebuilt(book: MinuteBook) -> None:
    """What the handles record is what the projection shows."""
    meeting = book.convene(
        "Alliantiebestuur",
        "2025-06-30",
        title="Notulen",
        form="hybrid",
        place="Stadsloket",
        secretary="De notulist",
        by="De notulist",
    )
    meeting.chair("De wethouder", deputises_for="De burgemeester", reason="afwezig")
    item = meeting.item("Aanpak van de buurten", number="5", kind="spotlight")
    paragraph = item.discuss("Een gesprek volgt.", speaker="De manager", points=["een", "twee"])
    decision = item.decide(rests_on=paragraph, method="consent")
    action = item.assign("Een stuk schrijven", owners="Programmabureau", due="next-meeting")

    minutes = book.minutes(meeting.id)
    assert minutes.version == meeting.version == 6
    assert (decision, action) == (Noted(5, "B-2025-001"), Noted(6, "A-2025-001"))
    assert minutes.entries[3].marks == (5,)
    assert minutes.entries[5].recorded_by is not None
    name = book.parties[minutes.chairs[0].chair].name
    assert name == "De wethouder"
    assert book.bodies[minutes.body] == BodyDescribed(body=minutes.body, grounds="woo")


def test_everything_that_can_be_noted_is_noted_under_its_item(book: MinuteBook, tmp_path: Path) -> None:
    """Every method of the handles records its own kind of event, under the item of the handle."""
    paper = tmp_path / "plan.pdf"
    paper.write_bytes(b"%PDF-")
    item = book.convene("Board", "2025-06-30", language="en").item("All")
    last = book.convene("Board", "2025-05-30", language="en")
    document = item.attach("Plan", paper)
    proposal = item.propose("To go on", kind="motion", mover="A", seconder="B")
    question = item.ask("Why?", by="A")
    action = item.assign("Do it")
    dropped = item.assign("Or that")
    noted = [
        item.open(at="19:30"),
        item.adjourn(at="20:00"),
        item.resume(at="20:10"),
        item.attendance("A", role="member", since="19:30", until="21:00", proxy_for=["B"], votes=2),
        item.attendance(None, "absent"),
        item.arrived("C", at="19:45"),
        item.left("C"),
        item.quorum(5, 8, met=True),
        item.conflict("B", "owns the land"),
        item.discuss("said"),
        item.announce("heard", by="A"),
        item.presentation("seen", presenter="C", document=document),
        item.consider("think of it", by="B"),
        item.answer("because", question=question, provisional=True),
        item.propose("not so fast", kind="amendment", amends=proposal),
        item.decide(
            "so be it",
            on=proposal,
            method="vote",
            outcome="carried",
            tally=Tally(in_favour=3, against=1),
            elected=["A"],
        ),
        item.complete(action.number or ""),
        item.drop(dropped.number or ""),
        item.defer("2025-09-24", to_body="Board"),
        item.sign("covenant", partner="De Meervaart", signatory="C"),
        item.leave("covenant", partner="De Meervaart"),
        item.adopt(editions=["internal", "public"], corrections="a comma"),
        item.next_meeting("2025-09-24", starts_at="19:30", place="here"),
        item.close(at="21:00"),
    ]

    minutes = book.minutes(item.id)
    kinds = {type(entry.event) for entry in minutes.entries}
    assert len(kinds) == 28
    assert all(minutes.entries[one.version - 1].event.item == item.version for one in noted)
    attached = minutes.attachments[0][1]
    assert (attached.name, attached.media_type, attached.size) == ("plan.pdf", "application/pdf", 5)
    assert (attached.digest or "").startswith("sha256:")
    assert book.minutes(last.id).adopted == {"internal", "public"}


def test_a_value_of_another_type_is_told_as_such(book: MinuteBook) -> None:
    """Also where it is a name or a count, and not only where a field of an event checks it."""
    meeting = book.convene("Board", "2025-06-30")
    with pytest.raises(InvalidValueError, match="None is not a text"):
        book.convene(None)
    with pytest.raises(InvalidValueError, match="5 is not a text"):
        meeting.chair(5)
    for note in (
        lambda: meeting.assign("Ring.", owners=3),
        lambda: meeting.decide("Elected.", elected=3),
        lambda: meeting.attendance("Bram Ellery", proxy_for=3),
        lambda: meeting.adopt(editions=3),
        lambda: meeting.discuss("As follows.", points=3),
    ):
        with pytest.raises(InvalidValueError, match="3 is not a list: expected a text, or several"):
            note()
    with pytest.raises(InvalidValueError, match="3 is not a meeting event"):
        meeting.record(3)
    with pytest.raises(InvalidValueError, match="'5-2' is not a value for tally"):
        meeting.decide("Agreed.", tally="5-2")
    with pytest.raises(InvalidValueError, match="5 is not a date"):
        book.convene("Board", 5)


def test_a_batch_is_recorded_whole(book: MinuteBook) -> None:
    """Inside a batch versions are known at once, and numbers when it is done."""
    meeting = book.convene("Bestuur", "2025-06-30")
    with meeting.batch():
        item = meeting.item("Punt")
        decision = item.decide("Ja.")
        assert (decision.version, decision.number) == (3, None)
        assert book.minutes(meeting.id).version == 1

    assert decision == Noted(3, "B-2025-001")
    assert len({entry.command_id for entry in book.log(meeting=meeting.id) if entry.version > 1}) == 1


def test_a_batch_that_fails_records_nothing(book: MinuteBook) -> None:
    """An error inside leaves the meeting as it was, and the handle usable."""
    meeting = book.convene("Bestuur", "2025-06-30")
    with pytest.raises(RefusedError), meeting.batch():
        meeting.discuss("iets")
        meeting.complete("A-2025-099")
    with meeting.batch():
        pass

    assert book.minutes(meeting.id).version == 1
    assert meeting.discuss("verder").version == 2


def test_batches_do_not_nest(book: MinuteBook) -> None:
    """One batch at a time."""
    meeting = book.convene("Bestuur", "2025-06-30")
    with meeting.batch(), pytest.raises(RuntimeError, match="nest"), meeting.batch():
        pass


def test_a_batch_refuses_when_somebody_else_wrote(path: Path) -> None:
    """The versions handed out inside a batch must hold; if they cannot, nothing is recorded."""
    with MinuteBook.open(path) as one, MinuteBook.open(path) as two:
        meeting = one.convene("Bestuur", "2025-06-30")
        with pytest.raises(ConcurrencyError), meeting.batch():
            meeting.discuss("eerst")
            two.meeting(meeting.id).discuss("ertussen")

        assert one.minutes(meeting.id).version == 2


def test_numbers_go_on_per_body_and_year(book: MinuteBook) -> None:
    """Each body and year has a series of its own; an unknown year says so; taken numbers are passed over."""
    first = book.convene("Bestuur", "2025-06-30")
    explicit = first.decide("x", number="B-2025-002")
    drawn = [first.decide("x").number, book.convene("Bestuur", "2025-09-24").decide("x").number]
    others = [
        book.convene("Bestuur", "2026-01-05").decide("x").number,
        book.convene("Raad", "2025-06-30").decide("x").number,
    ]
    unknown = book.convene("Bestuur", "XXXX-06-30").decide("x").number
    undated = book.convene("Bestuur").assign("x").number

    assert explicit.number == "B-2025-002"
    assert drawn == ["B-2025-001", "B-2025-003"]
    assert others == ["B-2026-001", "B-2025-001"]
    assert (unknown, undated) == ("B-XXXX-001", "A-XXXX-001")
    with pytest.raises((NumberTakenError, RefusedError)):
        book.convene("Bestuur", "2025-12-01").decide("x", number="B-2025-003")


def test_numbers_of_other_meetings_are_known(book: MinuteBook) -> None:
    """An action agreed in one meeting is completed in another; one that was never agreed is not."""
    agreed = book.convene("Bestuur", "2025-06-30").assign("x")
    later = book.convene("Bestuur", "2025-09-24")

    later.complete(agreed.number or "")
    with pytest.raises(RefusedError, match="A-2025-009"):
        later.complete("A-2025-009")


def test_a_number_of_another_sort_is_no_action(book: MinuteBook) -> None:
    """The number of a decision of an earlier meeting ends no action, in a batch or outside one."""
    decided = book.convene("Bestuur", "2025-06-30").decide("x").number or ""
    later = book.convene("Bestuur", "2025-09-24")

    with pytest.raises(RefusedError, match="there is no action B-2025-001"):
        later.complete(decided)
    with pytest.raises(RefusedError, match="there is no action B-2025-001"), later.batch():
        later.drop(decided)
    assert later.decide("y", supersedes=decided).number == "B-2025-002"


def test_a_pinned_handle_sees_that_somebody_else_wrote(path: Path) -> None:
    """Optimistic concurrency: expected and actual version are told; an unpinned handle goes on."""
    with MinuteBook.open(path) as one, MinuteBook.open(path) as two:
        meeting = one.convene("Bestuur", "2025-06-30")
        pinned = one.meeting(meeting.id, expected_version=1)
        pinned.discuss("a")
        two.meeting(meeting.id).discuss("b")

        with pytest.raises(ConcurrencyError) as refused:
            pinned.discuss("c")
        assert (refused.value.expected, refused.value.actual) == (2, 3)
        assert meeting.discuss("d").version == 4


def test_two_writers_make_one_party_of_a_name(path: Path) -> None:
    """A name that two meet at once is introduced once."""
    with MinuteBook.open(path) as one, MinuteBook.open(path) as two:
        first = one.convene("Bestuur", "2025-06-30")
        second = two.convene("Bestuur", "2025-09-24")
        first.sign("convenant", partner="De Meervaart")
        second.sign("convenant", partner="De Meervaart")

        names = [party.name for party in one.parties.values()]
        assert sorted(filter(None, names)) == ["Bestuur", "De Meervaart"]


def test_threads_share_a_book(book: MinuteBook) -> None:
    """Eight threads record in one meeting, and nothing is lost or doubled."""
    meeting = book.convene("Bestuur", "2025-06-30")
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(5):
                book.meeting(meeting.id, by=name).decide(f"{name} {number}")
        except BaseException as fault:  # noqa: BLE001 - reported by the main thread
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(f"thread {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    numbers = [event.number for _, event in book.minutes(meeting.id).decisions]
    assert numbers == [f"B-2025-{n:03}" for n in range(1, 21)]


def test_a_repeated_command_is_recorded_once(book: MinuteBook) -> None:
    """The same command id with the same content returns what was recorded; with other content it is refused."""
    meeting = book.convene("Bestuur", "2025-06-30", command_id="c1")
    again = book.convene("Bestuur", "2025-06-30", command_id="c1")
    noted = meeting.decide("Ja.", command_id="c2")

    assert again.id == meeting.id
    assert meeting.decide("Ja.", command_id="c2") == noted
    assert book.minutes(meeting.id).version == 2
    with pytest.raises(CommandConflictError):
        meeting.decide("Nee.", command_id="c2")
    with pytest.raises(CommandConflictError):
        meeting.discuss("Ja.", command_id="c2")


def test_ready_made_events_are_recorded_together(book: MinuteBook) -> None:
    """A program may hand in events of its own, and mentions of parties by id."""
    meeting = book.convene("Bestuur", "2025-06-30", by="secretaris")
    party = book.party("De gemeente")

    noted = meeting.record(
        ItemDiscussed(text=(Mention(party), " meldt")), ActionAgreed(owners=(party,)), MinutesCirculated()
    )

    assert [one.version for one in noted] == [2, 3, 4]
    assert book.party("de gemeente") == party
    assert book.minutes(meeting.id).circulated == {"internal"}


def test_adoption_is_recorded_in_both_meetings(book: MinuteBook) -> None:
    """In one transaction, and after it the adopted minutes are fixed."""
    june = book.convene("Bestuur", "2025-06-30")
    book.convene("Raad", "2025-08-01")
    september = book.convene("Bestuur", "2025-09-24")
    adoption = september.adopt(editions=["internal", "public"])

    assert book.minutes(june.id).adopted == {"internal", "public"}
    adopting = book.minutes(september.id).entries[adoption.version - 1].event
    assert isinstance(adopting, MinutesAdopted)
    assert adopting.meeting == june.id
    assert len({e.command_id for e in book.log() if isinstance(e.event, MinutesAdopted)}) == 1
    with pytest.raises(RefusedError, match="adopted"):
        june.discuss("nog iets")


@pytest.mark.parametrize(
    ("adopted", "adopting", "how", "found"),
    [
        ("2025-02-28", "2025-06-30", "XXXX-02-28", True),
        ("2025-02-28", "2025-06-30", "2025-02-28", True),
        ("2023-02-28", "2025-06-30", "XXXX-02-28", False),
        ("2025-02-28", "XXXX-06-30", "last", False),
        ("2025-07-28", "2025-06-30", "last", False),
        ("XXXX-02-28", "XXXX-06-30", "XXXX-02-28", True),
        (None, "2025-06-30", "last", False),
    ],
)
def test_which_minutes_were_adopted_is_not_guessed(
    book: MinuteBook, adopted: str | None, adopting: str, how: str, *, found: bool
) -> None:
    """The adopted meeting is found where its date fits, and left unknown where it cannot be told."""
    earlier = book.convene("Bestuur", adopted)
    book.convene("Bestuur", adopting).adopt(held_on=how)

    assert bool(book.minutes(earlier.id).adopted) == found


def test_settings_of_a_body_are_recorded_and_hold(book: MinuteBook) -> None:
    """Number patterns and other settings are events; what is not given stays."""
    book.describe_body(
        "Board", language="en", patterns=NumberPatterns(decision="D-{year}-{n:04}"), by="clerk"
    )
    described = book.describe_body("Board", quorum="1/2")

    assert described.patterns.decision == "D-{year}-{n:04}"
    assert book.convene("Board", "2025-06-30").decide("yes").number == "D-2025-0001"
    assert book.convene("Club", "2025-06-30", language="en").decide("yes").number == ENGLISH.number(
        "decision", "2025", 1
    )
    with pytest.raises(InvalidValueError, match="quorums"):
        book.describe_body("Board", quorums="1/2")
    with pytest.raises(InvalidValueError):
        book.describe_body("Board", grounds="none")
    with pytest.raises(InvalidValueError, match="pattern"):
        book.describe_body("Board", patterns=NumberPatterns(decision="x"))


def test_what_is_known_of_a_party_can_be_said_anew(book: MinuteBook) -> None:
    """For the whole book from then on; a file does not say otherwise by itself."""
    text = "---\nbody: Board\ndate: 5 March 2026\npeople:\n- Anna Wit ({})\n---\n\n@Anna Wit: Yes.\n"
    meeting = book.record(text.format("treasurer, The Bank, not public")).meeting
    anna = book.describe_party("anna wit", role="chair", organisation="")
    party = book.parties[anna]
    assert (party.name, party.role, party.organisation, party.public) == ("Anna Wit", "chair", None, False)
    size = book.store.head().size
    assert book.describe_party("Anna Wit", role="chair") == anna
    assert book.store.head().size == size
    recorded = book.record(text.format("chair, not public"))
    assert (recorded.meeting, recorded.already, recorded.warnings) == (meeting, True, ())
    assert [one.code for one in book.record(text.format("treasurer, not public")).warnings] == ["detail-kept"]
    with pytest.raises(InvalidValueError):
        book.describe_party("Nobody", role="x")


def test_a_lost_race_is_told_in_words() -> None:
    assert str(ConcurrencyError("ab12", 5, 6)).startswith(
        "somebody else recorded something just now: meeting ab12 is at version 6, not at 5 as was expected. "
    )
    assert "the list of parties is at version 2" in str(ConcurrencyError("parties", 1, 2))


def test_a_party_can_be_renamed_and_two_can_be_one(book: MinuteBook) -> None:
    """Old names still lead to the party; what cannot be is refused."""
    first, second = book.party("Muller"), book.party("Müller")

    assert book.merge_parties("Muller", "Müller", by="secretaris") == second
    assert book.rename_party("müller", "A. Müller") == second
    assert book.party("Muller") == second
    assert book.parties[first].name == "A. Müller"
    for wrong in (
        lambda: book.rename_party("nobody", "x"),
        lambda: book.rename_party("A. Müller", "secretaris"),
        lambda: book.merge_parties("nobody", "secretaris"),
        lambda: book.merge_parties("Muller", "Müller"),
    ):
        with pytest.raises(InvalidValueError):
            wrong()


def test_meetings_are_found_by_id_prefix_and_date(book: MinuteBook) -> None:
    """An id, the beginning of one, or body and date lead to a meeting; nothing else does."""
    meeting = book.convene("Bestuur", "2025-06-30", title="Notulen")

    assert {book.find(name) for name in (meeting.id, meeting.id[:8], "bestuur/2025-06-30")} == {meeting.id}
    for name in ("", "zzz", "bestuur/2025-07-01", "raad/2025-06-30"):
        with pytest.raises(UnknownMeetingError):
            book.find(name)
    book.convene("Bestuur", "2025-06-30")
    with pytest.raises(UnknownMeetingError, match="2 meetings") as refused:
        book.find("Bestuur/2025-06-30")
    assert len(refused.value.candidates) == 2


def test_meetings_are_listed(book: MinuteBook) -> None:
    """Each with its body, title, date and number of entries."""
    meeting = book.convene("Bestuur", "XXXX-06-30", title="Notulen")
    meeting.item("Punt")

    (summary,) = book.meetings()
    assert (summary.id, summary.body, summary.title, summary.held_on, summary.events) == (
        meeting.id,
        "Bestuur",
        "Notulen",
        "XXXX-06-30",
        2,
    )


def test_an_earlier_version_can_be_rebuilt(book: MinuteBook) -> None:
    """As of a version; one that is not there is refused."""
    meeting = book.convene("Bestuur", "2025-06-30")
    meeting.decide("Ja.")

    assert book.minutes(meeting.id, as_of=1).decisions == ()
    for version in (0, 3):
        with pytest.raises(InvalidValueError, match="1 to 2"):
            book.minutes(meeting.id, as_of=version)


def test_the_log_goes_on_from_where_a_reader_was(book: MinuteBook) -> None:
    """Every entry in order of position, whole book or one meeting."""
    meeting = book.convene("Bestuur", "2025-06-30")
    seen = list(book.log())[-1].position
    book.convene("Raad", "2025-06-30")
    meeting.decide("Ja.")

    assert [entry.position for entry in book.log(after=seen)] == list(range(seen + 1, seen + 5))
    assert [entry.event for entry in book.log(after=seen, meeting=meeting.id)] == [
        DecisionTaken(text=("Ja.",), number="B-2025-001")
    ]


def test_a_read_only_book_is_not_written(path: Path) -> None:
    """Reading works; recording is refused."""
    with MinuteBook.open(path, origin="example.org/board") as book:
        meeting = book.convene("Bestuur", "2025-06-30")
    with MinuteBook.open(path, read_only=True) as book:
        assert book.origin == "example.org/board"
        assert book.minutes(meeting.id).version == 1
        with pytest.raises(ReadOnlyBookError):
            book.meeting(meeting.id).decide("Ja.")


def test_a_name_said_not_to_be_public_is_in_no_public_byte(book: MinuteBook) -> None:
    """Also when the party was met before, as recorder, speaker or in another meeting."""
    first = book.convene("Bestuur", "2025-05-30", by="Fiona Marsh")
    first.discuss("Goed.", speaker="Fiona Marsh")
    second = book.convene("Bestuur", "2025-06-30")
    second.attendance("Fiona Marsh", role="Fiona Marsh, lid", public=False)

    for meeting in (first, second):
        for name in ("html", "xml", "text"):
            assert b"Fiona" not in book.render(meeting.id, name, edition="public").content
    assert b"Fiona" in book.render(first.id, "text").content


def test_corrections_of_a_closed_adoption_stay_in_its_meeting(book: MinuteBook) -> None:
    """The adopted meeting says that it was adopted, and none of the words said at it."""
    june = book.convene("Bestuur", "2025-06-30")
    september = book.convene("Bestuur", "2025-09-24")
    item = september.item("x", closed="5.1.2e")
    item.adopt(editions=["internal"], corrections="GEHEIM")
    item.adopt(editions="public")

    assert book.minutes(june.id).adopted == {"internal", "public"}
    assert b"GEHEIM" not in book.render(june.id, "text", edition="public").content
    assert b"GEHEIM" not in book.render(june.id, "text").content


def test_a_command_is_of_one_meeting_and_one_recorder(book: MinuteBook) -> None:
    """Its id used elsewhere, or by somebody else, is a conflict, and inside a batch it is refused."""
    one, two = book.convene("Bestuur", "2025-06-30"), book.convene("Bestuur", "2025-07-30")
    one.discuss("k", command_id="k")
    for wrong in (two, book.meeting(one.id, by="iemand")):
        with pytest.raises(CommandConflictError):
            wrong.discuss("k", command_id="k")
    with pytest.raises(InvalidValueError, match="whole batch"), one.batch():
        one.discuss("k", command_id="l")


def test_a_batch_is_of_its_thread(book: MinuteBook) -> None:
    """What another thread records meanwhile is recorded, and the batch then refuses."""
    meeting = book.convene("Bestuur", "2025-06-30")
    with pytest.raises(ConcurrencyError), meeting.batch():
        meeting.discuss("in de batch")
        thread = threading.Thread(target=meeting.discuss, args=("erbuiten",))
        thread.start()
        thread.join()

    assert [entry.event for entry in book.log(meeting=meeting.id)][1:] == [ItemDiscussed(text=("erbuiten",))]


def test_an_entry_of_another_meeting_is_refused(book: MinuteBook) -> None:
    """Versions are counted per meeting, and mean nothing in another."""
    one, two = book.convene("Bestuur", "2025-06-30"), book.convene("Bestuur", "2025-07-30")
    said = one.discuss("een")
    two.discuss("twee")

    with pytest.raises(InvalidValueError, match="this meeting"):
        two.decide(rests_on=said)


def test_arguments_are_not_swallowed(book: MinuteBook) -> None:
    """A misspelt argument is an error, one name is one name, and names in a tally are parties."""
    meeting = book.convene("Bestuur", "2025-06-30", planned="Rondvraag")
    with pytest.raises(TypeError, match="restson"):
        meeting.discuss("x", restson=1)
    meeting.decide("x", elected="Jan", tally=Tally(in_favour=1, names_in_favour=("Jan",)))
    meeting.discuss(points="een regel")

    minutes = book.minutes(meeting.id)
    decision = minutes.decisions[0][1]
    assert decision.tally is not None
    assert decision.elected == decision.tally.names_in_favour == (book.party("Jan"),)
    assert minutes.convened.planned == ("Rondvraag",)
    with pytest.raises(InvalidValueError):
        book.rename_party("Jan", " ")
    for wrong in ({"edition": "PUBLIC"}, {"language": "de"}, {"lists": "middle"}):
        with pytest.raises(InvalidValueError, match="expected"):
            book.render(meeting.id, "text", **wrong)


def test_many_threads_do_not_get_in_each_others_way(book: MinuteBook) -> None:
    """Sixteen threads on one book, none of them told of a conflict."""
    meeting = book.convene("Bestuur", "2025-06-30")
    faults: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                meeting.decide("x")
        except BaseException as fault:  # noqa: BLE001 - reported by the main thread
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert len(book.minutes(meeting.id).decisions) == 160


def test_a_preview_without_a_book_tells_which_numbers_it_cannot_check(book: MinuteBook) -> None:
    """In the language of the text, at the place of the number; with a book the number is checked."""
    text = "---\norgaan: B\ndatum: 1 mei 2025\n---\n\nActie gereed A-2025-001: klaar\n"
    _, draft = preview_text(None, Registry(["text"]), text, "text")

    assert [(one.line, one.code) for one in draft.warnings] == [(6, "number.unchecked")]
    assert "bestaat" in draft.warnings[0].text
    assert [one.severity for one in book.preview(text, "text")[1].messages] == ["error"]


@pytest.mark.parametrize("title", ["\n12.", "\n- x", "a\nBesluit: x", "a\n\n## 3. b", "a\n---\nb"])
def test_a_title_of_several_lines_comes_back_from_notation(book: MinuteBook, title: str) -> None:
    """What is written back as notation is in the book already."""
    meeting = book.convene("Bestuur", "2025-06-30")
    item = meeting.item(title)
    item.attach(title, at="00:00")
    item.sign(title, partner="P")

    assert book.record(book.notation(meeting.id)).already


def test_a_text_with_errors_has_no_public_preview(book: MinuteBook) -> None:
    """What a faulty line meant to close may stand open in what was read of it."""
    text = "---\norgaan: B\n---\n\n## 1. GEHEIM {besloten 9.9.9}\n\nx\n"

    with pytest.raises(NotationError):
        book.preview(text, "text", edition="public")
    assert book.preview(text, "text")[1].errors


def test_refused_values_name_what_was_expected(book: MinuteBook) -> None:
    """Dates, times and grounds are checked where they are given."""
    meeting = book.convene("Bestuur", "2025-06-30")
    for wrong in (
        lambda: book.convene("Bestuur", "30 juni"),
        lambda: meeting.open(at="half acht"),
        lambda: meeting.item("x", closed="zomaar"),
        lambda: meeting.assign("x", due="morgen"),
    ):
        with pytest.raises(InvalidValueError, match="expected"):
            wrong()
