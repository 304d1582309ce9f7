"""What changed between two moments."""

from __future__ import annotations

import pytest
from attrs import evolve

from alliance_minutes import MinuteBook
from alliance_minutes.compose.gate import closed_on
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import (
    DecisionTaken,
    DocumentAttached,
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
    Point,
    ProposalMade,
    QuestionAnswered,
)
from alliance_minutes.store import Save
from alliance_minutes.values import Closed, Emphasis, Mention, PartialDate, new_id


@pytest.fixture
def book(tmp_path):
    with MinuteBook.open(tmp_path / "minutes.db") as opened:
        yield opened


@pytest.fixture
def meeting(book):
    """Version 2 opens item 4, 3 is a paragraph in it and 4 a decision; 5 opens another item."""
    made = book.convene("Board", "2025-06-30", language="en", by="Bram Ellery")
    item = made.item("Roof", number="4")
    item.discuss("The roof leaks badly.")
    item.decide("Repair the roof.")
    made.item("Any other business")
    return made


@pytest.fixture
def append(book, meeting):
    """Record events as they are."""

    def do(*events):
        book.store.append((Save(meeting.id, events),), command_id=new_id())

    return do


def kinds(found):
    return [(change.kind, change.version) for change in found.changes]


def words(change):
    """The words of a change, deleted ones between - and inserted ones between +."""
    marks = {"same": "", "deleted": "-", "inserted": "+"}
    return "".join(
        f"{marks[p.fate]}{p.text}{marks[p.fate]}"
        for part in change.parts
        if part.name == "words"
        for p in part.pieces
    )


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("version", [1, 3, 5])
def test_between_equal_moments_nothing_changed(book, meeting, version, edition):
    found = book.trail.diff(meeting.id, version, version, edition=edition)
    assert (found.items, found.changes) == ((), ())
    assert found.earlier == found.later


def test_what_came_is_told_under_its_item_in_the_order_of_the_minutes(book, meeting):
    found = book.trail.diff(meeting.id, 1)
    assert [(item.number, item.title) for item in found.items] == [
        ("4", "Roof"),
        (None, "Any other business"),
    ]
    assert kinds(found) == [("added", 2), ("added", 3), ("added", 4), ("added", 5)]
    assert words(found.changes[1]) == "+The roof leaks badly.+"
    assert found.changes[2].what == "Decision D-2025-001"
    assert {change.act.recorded_by for change in found.changes} == {"Bram Ellery"}
    assert (found.earlier.version, found.later.version) == (1, 5)
    assert (found.later.asked, found.later.size) == (None, book.store.head().size)


def test_what_rests_on_words_is_told_with_them_as_far_as_the_edition_shows_them(book, meeting, append):
    book.item(meeting.id, 2).decide(rests_on=3)
    (change,) = book.trail.diff(meeting.id, 5).changes
    said = [(part.name, part.label, part.pieces[0].text) for part in change.parts]
    assert said == [("rests-on", "Concerns", "The roof leaks badly.")]
    append(
        PassageClosed(
            target=3, field="text", words=(Closed(("The roof leaks badly.",), "privacy"),), ground="privacy"
        )
    )
    assert "leaks" not in repr(book.trail.diff(meeting.id, 5, 6, edition="public"))


def test_a_correction_is_told_word_by_word_with_its_reason_and_authority(book, meeting, append):
    append(
        EntryCorrected(
            target=3,
            instead=ItemDiscussed(item=2, text=("The roof leaks a little.",)),
            reason=("The roofer came.",),
            authority=4,
        )
    )
    (change,) = book.trail.diff(meeting.id, 5).changes
    assert (change.kind, change.version) == ("corrected", 3)
    assert words(change) == "The roof leaks -badly-+a little+."
    assert (change.act.version, change.act.reason, change.act.authority) == (
        6,
        "The roofer came.",
        "Decision D-2025-001",
    )
    assert change.act.recorded_at == book.minutes(meeting.id).entries[5].recorded_at


def test_only_the_net_result_of_several_corrections_is_told(book, meeting, append):
    for text in ("The roof leaks.", "The roof leaks badly."):
        append(EntryCorrected(target=3, instead=ItemDiscussed(item=2, text=(text,))))
    assert book.trail.diff(meeting.id, 5).changes == ()
    (change,) = book.trail.diff(meeting.id, 6).changes
    assert (words(change), change.act.version) == ("The roof leaks+ badly+.", 7)


def test_the_facts_of_the_meeting_and_of_an_item_are_compared_too(book, meeting, append):
    convened = book.minutes(meeting.id).convened
    append(
        EntryCorrected(
            target=1,
            instead=MeetingConvened(
                body=convened.body, language="en", held_on=PartialDate(2025, 7, 1), place="Hall"
            ),
        ),
        EntryCorrected(target=2, instead=ItemOpened(title=("Roof and gutter",), number="4")),
    )
    head, item = book.trail.diff(meeting.id, 5).items
    assert (head.version, head.changes[0].kind) == (None, "corrected")
    said = {part.label: [piece.text for piece in part.pieces] for part in head.changes[0].parts}
    assert said["Place"] == ["Hall"]
    assert said["Date"] == ["30 June", "1 July", " 2025"]
    assert (item.title, words(item.changes[0])) == ("Roof and gutter", "4. Roof+ and gutter+")


@pytest.mark.parametrize("adopted", [False, True])
def test_what_was_withdrawn_is_told_before_and_after_adoption(book, meeting, append, adopted):
    if adopted:
        append(MinutesAdopted(adopted_by="m", editions=("internal", "public")))
    version = book.minutes(meeting.id).version
    append(EntryWithdrawn(target=3, reason=("Never said.",)))
    for edition in ("internal", "public"):
        (change,) = book.trail.diff(meeting.id, version, edition=edition).changes
        assert (change.kind, words(change)) == ("withdrawn", "-The roof leaks badly.-")
    assert book.trail.diff(meeting.id, version).changes[0].act.reason == "Never said."
    assert (book.trail.diff(meeting.id, version, edition="public").changes[0].act is not None) == adopted


def test_closing_and_opening_are_told_and_their_words_are_not(book, meeting, append):
    closed = ("The roof ", Closed(("leaks badly",), "privacy"), ".")
    append(PassageClosed(target=3, field="text", words=closed, ground="privacy", reason=("secret reason",)))
    append(PassageClosed(subject="party", party=new_id(), ground="privacy"))
    append(PassageOpened(target=4, field="text", words=("Repair the roof.",), reason=("no need",)))
    internal = book.trail.diff(meeting.id, 5)
    assert kinds(internal) == [("closed", None), ("closed", 3), ("opened", 4)]
    assert internal.changes[1].act.reason == "secret reason"
    assert internal.items[1].number == "4"
    public = book.trail.diff(meeting.id, 5, edition="public")
    assert kinds(public) == [("closed", 3), ("opened", 4)]
    assert {change.act.reason for change in public.changes} == {""}


def test_an_item_closed_now_is_in_no_public_difference(book, meeting, append):
    append(ItemDiscussed(item=2, text=("More on the roof.",)))
    append(PassageClosed(subject="item", target=2, ground="privacy"))
    found = book.trail.diff(meeting.id, 1, edition="public")
    assert kinds(found) == [("added", 5)]
    assert "oof" not in repr(found)


def test_what_was_moved_is_told_with_the_items_it_went_between(book, meeting, append):
    append(EntryMoved(target=3, item=5, after=5, reason=("Said later.",)))
    (change,) = book.trail.diff(meeting.id, 5).changes
    assert (change.kind, change.version, words(change)) == ("moved", 3, "The roof leaks badly.")
    assert (change.act.version, change.act.reason) == (6, "Said later.")
    between = change.parts[-1]
    assert (between.label, [piece.text for piece in between.pieces]) == (
        "Agenda item",
        ["4. Roof", "Any other business"],
    )
    (item,) = book.trail.diff(meeting.id, 5).items
    assert item.version == 5


def test_what_was_moved_within_its_item_and_corrected_is_told_twice(book, meeting, append):
    append(EntryMoved(target=3, item=2, after=4))
    append(EntryCorrected(target=3, instead=ItemDiscussed(item=2, text=("The roof leaks.",))))
    assert kinds(book.trail.diff(meeting.id, 5)) == [("corrected", 3), ("moved", 3)]


def test_what_was_added_to_adopted_minutes_is_told_with_who_allowed_it(book, meeting, append):
    append(MinutesAdopted(adopted_by="m", editions=("internal", "public")))
    append(EntriesAdded(reason=("Forgotten.",), decision="D-2025-009"))
    append(ItemDiscussed(item=2, after=3, added=7, text=("It rained.",)))
    for edition in ("internal", "public"):
        (change,) = book.trail.diff(meeting.id, 6, edition=edition).changes
        assert (change.kind, change.version, words(change)) == ("added", 8, "+It rained.+")
        assert (change.act.version, change.act.reason) == (7, "Forgotten.")
        # no meeting of the book shows that decision, so that nobody knows whether it is public
        assert change.act.authority == ("D-2025-009" if edition == "internal" else None)


def test_an_erasure_is_told_at_the_entries_it_took_words_from(book, meeting, append):
    """The words are gone from both sides; a placeholder stands for them."""
    position = book.minutes(meeting.id).entries[2].position
    digest = _strike(book, position)
    append(PersonalDataErased(digests=(digest,), basis="GDPR art. 17"))
    (change,) = book.trail.diff(meeting.id, 5).changes
    assert (change.kind, change.version, words(change)) == ("erased", 3, "[erased]")
    assert change.act.reason == "GDPR art. 17"
    assert words(book.trail.diff(meeting.id, 1, 4).changes[1]) == "+[erased]+"
    append(EntryCorrected(target=3, instead=ItemDiscussed(item=2, text=("Known again.",))))
    corrected, erased = book.trail.diff(meeting.id, 5).changes
    assert (words(corrected), words(erased)) == ("-[erased]-+Known again.+", "[erased]")


def test_of_an_erasure_in_what_is_closed_the_public_learns_that_it_was(book, meeting, append):
    entries = book.minutes(meeting.id).entries
    append(PassageClosed(subject="item", target=2, ground="privacy"))
    gone = (_strike(book, entries[2].position), _strike(book, entries[3].position))
    append(PersonalDataErased(digests=gone, basis="GDPR art. 17"))
    assert kinds(book.trail.diff(meeting.id, 6)) == [("erased", 3), ("erased", 4)]
    (change,) = book.trail.diff(meeting.id, 6, edition="public").changes
    assert (change.kind, change.version, words(change)) == ("erased", None, "[erased]")


def _strike(book, position):
    """Erase the words of the entry at a position from the vault, and give their digest."""
    import contextlib
    import json
    import sqlite3

    from alliance_minutes.store.entries import digest

    with contextlib.closing(sqlite3.connect(book.store.book)) as connection:
        ((found,),) = connection.execute("SELECT disclosures FROM vault WHERE position = ?", (position,))
        lines = found.split(b"\n")
        (at,) = [place for place, line in enumerate(lines) if json.loads(line)[1:2] == ["text"]]
        gone = digest(lines[at])
        lines[at] = json.dumps({"erased": gone, "field": "text"}, separators=(",", ":")).encode()
        connection.execute(
            "UPDATE vault SET disclosures = ? WHERE position = ?", (b"\n".join(lines), position)
        )
        connection.commit()
    return gone


def test_people_are_called_as_at_the_later_moment(book, meeting):
    """A new name of a party is no change of what was said."""
    meeting.discuss("Noted.", speaker="Ann Teller")
    version = book.minutes(meeting.id).version
    book.rename_party("Ann Teller", "Ann Scriver")
    assert book.trail.diff(meeting.id, version).changes == ()


def test_a_name_closed_since_shows_on_neither_side_under_any_id(book, meeting, append):
    """Also where it was closed under the id of the party into which it was merged later."""
    meeting.discuss("Noted.", speaker="Ann Teller")
    version = book.minutes(meeting.id).version
    kept = book.party("Anna Kept")
    book.merge_parties("Ann Teller", into="Anna Kept")
    append(PassageClosed(subject="party", party=kept, ground="privacy"))
    for later in (version, None):
        assert "Ann" not in repr(book.trail.diff(meeting.id, 1, later, edition="public"))
    append(EntryWithdrawn(target=version))
    assert "Ann" not in repr(book.trail.diff(meeting.id, version, edition="public"))


def test_the_labels_are_in_the_language_asked_for(book, meeting):
    assert book.trail.diff(meeting.id, 3, language="nl").changes[0].what == "Besluit D-2025-001"
    assert book.trail.diff(meeting.id, 3).language == "en"


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        (4, 3, "4' is not a moment to look from: expected one that is not after the moment to look to"),
        (6, None, "6 is not a version of this meeting: expected 1 to 5"),
        (1, "position:99", "99 is not a position in this book"),
        ("2025-07-01", None, "its zone"),
    ],
)
def test_moments_that_cannot_be_compared_are_refused(book, meeting, earlier, later, told):
    with pytest.raises(InvalidValueError) as refused:
        book.trail.diff(meeting.id, earlier, later)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "case",
    [  # a correction that leaves all of it open closes the whole entry: nothing tells what is open now
        (ItemDiscussed(item=2, text=("It leaks.",)), ItemDiscussed(item=2, text=(Closed(("It leaks.",), "privacy"),)), "closed"),
        (ItemDiscussed(item=2, text=(Closed(("It",), "privacy"), " leaks.")), ItemDiscussed(item=2, text=(Closed(("It leaks",), "privacy"), ".")), "closed"),
        (ItemDiscussed(item=2, text=(Closed(("It",), "legal"), " leaks.")), ItemDiscussed(item=2, text=(Closed(("It",), "privacy"), " leaks.")), "closed"),
        (ItemDiscussed(item=2, text=(Closed(("It",), "privacy"), " leaks.")), ItemDiscussed(item=2, text=("It leaks.",)), "closed"),
        (ItemDiscussed(item=2, text=(Closed(("It",), "legal"), " leaks", Closed(("!",), "legal"))), ItemDiscussed(item=2, text=(Closed(("It",), "legal"), " leaks!")), "opened"),
        (ItemDiscussed(item=2, points=(Point(text=(Emphasis(("It",)), " leaks.")),)), ItemDiscussed(item=2, points=(Point(text=(Emphasis((Closed(("It",), "privacy"),)), " leaks.")),)), "closed"),
        (ItemOpened(title=("Staff",), parent=2), ItemOpened(title=("Staff",), parent=2, closed="privacy"), "closed"),
        (DocumentAttached(item=2, title="Offer"), DocumentAttached(item=2, title="Offer", closed="privacy"), "closed"),
    ],
)  # fmt: skip
def test_what_a_correction_closed_or_opened_is_told_as_that(book, meeting, append, case):
    before, since, kind = case
    append(before)
    append(EntryCorrected(target=6, instead=since, reason=("Asked for.",)))
    found = book.trail.diff(meeting.id, 6)
    assert kinds(found) == [(kind, 6)]
    assert found.changes[0].act.reason == "Asked for."
    assert {part.name for part in found.changes[0].parts} <= {"ground"}
    public = book.trail.diff(meeting.id, 6, edition="public")
    is_whole = closed_on(book.minutes(meeting.id).entries[5]) is not None
    assert kinds(public) == ([] if is_whole else [(kind, 6)])


def test_what_was_closed_and_said_otherwise_at_once_is_told_as_both(book, meeting, append):
    instead = ItemDiscussed(item=2, text=("The roof ", Closed(("drips",), "privacy"), "."))
    append(EntryCorrected(target=3, instead=instead))
    assert kinds(book.trail.diff(meeting.id, 5)) == [("corrected", 3), ("closed", 3)]
    public = book.trail.diff(meeting.id, 5, edition="public")
    assert ("closed", 3) in kinds(public)
    assert "drips" not in repr(public)
    assert "leaks" not in repr(public)


def test_of_what_changed_behind_a_closing_the_public_learns_that_it_reads_otherwise(book, meeting, append):
    """What of the former words is meant by the closing, nothing tells; so none of them is told, nor that any came."""
    said = ("The roof ", Closed(("leaks",), "privacy"), ".")
    other = ("The roof ", Closed(("drips a lot",), "privacy"), ".")
    append(ItemDiscussed(item=2, text=said))
    append(EntryCorrected(target=6, instead=ItemDiscussed(item=2, text=other)))
    assert kinds(book.trail.diff(meeting.id, 6)) == [("corrected", 6)]
    (change,) = book.trail.diff(meeting.id, 6, edition="public").changes
    assert words(change) == "The roof [not public: privacy].+(reads otherwise)+"


def test_who_is_meant_by_a_name_that_is_not_public_is_not_told_to_the_public(book, meeting, append):
    ann, ben = (book.party(name, public=False) for name in ("Ann Teller", "Ben Mayfield"))
    append(ItemDiscussed(item=2, text=("Noted.",), speaker=ann))
    append(EntryCorrected(target=6, instead=ItemDiscussed(item=2, text=("Noted.",), speaker=ben)))
    assert kinds(book.trail.diff(meeting.id, 6)) == [("corrected", 6)]
    assert book.trail.diff(meeting.id, 6, edition="public").changes == ()


def test_what_was_corrected_for_a_name_that_is_not_public_is_told_to_the_public_as_it_reads_now(
    book, meeting, append
):
    """The former words are in no public answer, and so nothing of them is compared."""
    book.party("Ann Teller", public=False)
    append(ItemDiscussed(item=2, text=("Ann Teller saw it.",)))
    append(EntryCorrected(target=6, instead=ItemDiscussed(item=2, text=("A neighbour saw it.",))))
    (change,) = book.trail.diff(meeting.id, 6, edition="public").changes
    assert (change.kind, change.version, words(change)) == ("corrected", 6, "A neighbour saw it.")


def test_what_the_public_edition_shows_no_more_is_told_as_closed_without_its_words(book, meeting, append):
    append(MinutesAdopted(adopted_by="m", editions=("internal", "public")))
    append(EntryCorrected(target=6, instead=MinutesAdopted(adopted_by="m", editions=("internal",))))
    (change,) = book.trail.diff(meeting.id, 6, edition="public").changes
    assert (change.kind, change.version, change.parts, change.act) == ("closed", 6, (), None)


def test_two_fields_that_say_the_same_between_them_are_told_each(book, meeting, append):
    """What is printed is the same; who said it is not."""
    ann, ben = book.party("Ann Teller"), book.party("Ben Mayfield")
    said = ItemDiscussed(item=2, text=(Mention(ann, "She"), " agreed."), speaker=ann)
    append(
        said,
        EntryCorrected(target=6, instead=evolve(said, text=(Mention(ben, "She"), " agreed."), speaker=ben)),
    )
    (change,) = book.trail.diff(meeting.id, 6).changes
    assert {part.name for part in change.parts} == {"words", "speaker"}


def test_another_proposal_of_the_same_mover_is_told_by_its_field(book, meeting, append):
    mover = book.party("Ann Teller")
    append(*(ProposalMade(item=2, text=(text,), mover=mover) for text in ("Tiles.", "Slates.")))
    append(DecisionTaken(item=2, on=6, text=("Yes.",), number="D-2025-009"))
    append(EntryCorrected(target=8, instead=DecisionTaken(item=2, on=7, text=("Yes.",), number="D-2025-009")))
    (change,) = book.trail.diff(meeting.id, 8).changes
    told = [(part.name, part.label, [(p.fate, p.text) for p in part.pieces]) for part in change.parts]
    assert told == [
        ("words", "", [("same", "Yes.")]),
        ("on", "Field on", [("deleted", "6"), ("inserted", "7")]),
    ]


def test_what_sort_of_entry_it_is_belongs_to_what_it_says(book, meeting, append):
    append(QuestionAnswered(item=2, text=("Ten.",), settles=False))
    append(EntryCorrected(target=6, instead=QuestionAnswered(item=2, text=("Ten.",))))
    (change,) = book.trail.diff(meeting.id, 6, language="nl").changes
    what = change.parts[-1]
    assert (change.what, what.name, what.label) == ("Antwoord", "what", "Soort")
    assert "".join(piece.text for piece in what.pieces if piece.fate != "same") == " (voorlopig)"


def test_what_moved_into_a_closed_item_is_told_as_moved_and_not_as_opened(book, meeting, append):
    append(PassageClosed(subject="item", target=5, ground="privacy"))
    append(EntryMoved(target=3, item=5, after=5))
    assert kinds(book.trail.diff(meeting.id, 6)) == [("moved", 3)]
    assert "leaks" not in repr(book.trail.diff(meeting.id, 6, edition="public"))


def test_all_that_moved_in_a_row_is_told_and_what_moved_with_its_item_goes_without_saying(
    book, meeting, append
):
    append(EntryMoved(target=3, through=4, item=2, after=5))
    assert kinds(book.trail.diff(meeting.id, 5)) == [("moved", 3), ("moved", 4)]
    append(EntryMoved(target=2, through=4, after=6))
    assert ("moved", 2) in kinds(book.trail.diff(meeting.id, 6))


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_a_name_that_was_erased_is_told_at_each_entry_that_names_it(book, meeting, edition):
    meeting.discuss("Noted.", speaker="Ann Teller")
    meeting.discuss("It rains.")
    version = book.minutes(meeting.id).version
    book.trail.erase(book.trail.plan_person("Ann Teller"), basis="GDPR art. 17")
    (change,) = book.trail.diff(meeting.id, version, edition=edition).changes
    assert (change.kind, change.version, words(change)) == ("erased", 6, "Noted.")
    assert "[erased]" in {piece.text for part in change.parts for piece in part.pieces}
    if edition == "internal":
        assert (change.act.version, change.act.reason) == (None, "GDPR art. 17")
    else:
        assert change.act is None
    assert (
        book.trail.diff(
            meeting.id, book.minutes(meeting.id).version, f"position:{change_place(book)}"
        ).changes
        == ()
    )


def change_place(book):
    return book.store.head().size - 2


def test_a_language_that_labels_do_not_come_in_is_refused(book, meeting):
    with pytest.raises(InvalidValueError, match="'nl' or 'en'"):
        book.trail.diff(meeting.id, 1, language="fr")
    with pytest.raises(InvalidValueError, match="'nl' or 'en'"):
        book.trail.replay(meeting.id, 1, language="fr")


def test_an_edition_that_there_is_not_is_refused(book, meeting):
    with pytest.raises(InvalidValueError, match="'internal' or 'public'"):
        book.trail.diff(meeting.id, 1, edition="secret")
    with pytest.raises(InvalidValueError, match="'internal' or 'public'"):
        book.trail.replay(meeting.id, 1, edition="secret")
