"""A public export holds what is open, and nothing else in any of its bytes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from tests.audit.moving import Leaky, erase, export_of, founded, said

from alliance_minutes import Closed, Emphasis, Mention, MinuteBook
from alliance_minutes import events as e
from alliance_minutes.audit import check_export


@pytest.fixture(scope="module")
def leaky(tmp_path_factory):
    path = tmp_path_factory.mktemp("leaky") / "minutes.db"
    made = Leaky(path)
    made.path = path
    return made


def test_the_internal_export_holds_every_word(leaky):
    """So that the next tests look for words that are there."""
    told = said(export_of(leaky.path))
    assert [word for word in leaky.words if word not in told] == []


def test_no_closed_word_is_in_any_byte_of_it(leaky):
    told = said(export_of(leaky.path, edition="public"))
    assert [word for word in leaky.words if word.startswith("nee") and word in told] == []


def test_every_open_word_is_in_it(leaky):
    told = said(export_of(leaky.path, edition="public"))
    assert [word for word in leaky.words if word.startswith("ja") and word not in told] == []


def test_no_id_ties_together_what_somebody_did_whose_name_is_not_public(leaky):
    """Nor the id of a party that only closed words name, nor who recorded."""
    told = said(export_of(leaky.path, edition="public"))
    with MinuteBook.open(leaky.path, read_only=True) as book:
        hidden = [party.id for party in book.parties.values() if not party.public]
        recorders = {entry.recorded_by for entry in book.log() if entry.recorded_by}
    assert hidden
    assert recorders
    assert [one for one in (*hidden, *recorders) if one in told] == []


def test_it_verifies_and_gives_the_same_root(leaky, tmp_path):
    (tmp_path / "public.jsonl").write_bytes(export_of(leaky.path, edition="public"))
    (tmp_path / "book.jsonl").write_bytes(export_of(leaky.path))
    public, whole = check_export(tmp_path / "public.jsonl"), check_export(tmp_path / "book.jsonl")
    assert (public.root, public.size, public.entries) == (whole.root, whole.size, whole.entries)
    assert public.missing
    assert whole.missing == 0


def test_nothing_tells_how_long_a_closed_passage_is(tmp_path):
    """Neither its length nor in how many pieces it is kept."""
    sizes = []
    for number, passage in enumerate(
        [(Closed(("x",), "privacy"),), (Closed(("x" * 5000,), "privacy"), Closed(("y",), "privacy"))]
    ):
        with founded(tmp_path / f"{number}.db") as book:
            meeting = book.convene("Board", "2025-06-30", language="en")
            meeting.discuss(("Open. ", *passage))
        lines = export_of(tmp_path / f"{number}.db", edition="public").splitlines()
        sizes.append([len(line) for line in lines if b"disclosures" in line][:-1])
    assert sizes[0] == sizes[1]
    assert len(set(lines)) == len(lines)


def test_a_passage_in_several_pieces_is_withheld_with_its_open_words(tmp_path):
    """Their number would tell how long it is."""
    with founded(tmp_path / "a.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        meeting.discuss(("Before. ", Closed(("x",), "privacy"), Closed(("y",), "privacy")))
    assert "Before" not in said(export_of(tmp_path / "a.db", edition="public"))


def test_a_name_is_found_in_pieces_and_in_other_forms(tmp_path):
    """Across marks, in a file name, in another case, without its accents, as a last name alone."""
    with founded(tmp_path / "a.db") as book:
        book.party("Zoë van Harten", public=False)
        meeting = book.convene("Board", "2025-06-30", language="en")
        meeting.discuss(("one: Zoë van ", Emphasis(("Harten",)), "."))
        meeting.discuss("two: ZOE VAN HARTEN")
        meeting.discuss("three: Mrs Hartens said so")
        meeting.record(e.DocumentAttached(title="four", name="zoe-van-harten.pdf"))
        meeting.discuss("five: nobody is named, from here to the harbour.")
    told = said(export_of(tmp_path / "a.db", edition="public"))
    assert "five: nobody" in told
    assert "harten" not in told.casefold()
    assert '"four"' in told
    assert not [word for word in ("one:", "two:", "three:") if word in told]


def test_a_short_name_is_found_as_a_word_only(tmp_path):
    with founded(tmp_path / "a.db") as book:
        book.party("Bo", public=False)
        meeting = book.convene("Board", "2025-06-30", language="en")
        meeting.discuss("one: Bo was there.")
        meeting.discuss("two: the book is bound.")
    told = said(export_of(tmp_path / "a.db", edition="public"))
    assert "one:" not in told
    assert "two: the book is bound." in told


def test_a_former_name_of_a_public_party_is_not_in_it(tmp_path):
    """The public edition prints what somebody is called now."""
    with founded(tmp_path / "a.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        meeting.discuss("Hello.", speaker="Formerly Named")
        book.rename_party("Formerly Named", "Named Now")
        twin = book.party("Twin Named")
        meeting.discuss((Mention(twin), " agrees."))
        book.merge_parties("Twin Named", "Named Now")
    told = said(export_of(tmp_path / "a.db", edition="public"))
    assert "Named Now" in told
    assert "Formerly" not in told
    assert "Twin" not in told


def test_openness_holds_now(tmp_path):
    """What is opened again is in it, and the name that became closed last is in no entry of an earlier meeting."""
    with founded(tmp_path / "a.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        said_ = meeting.discuss(("Price: ", Closed(("12 euros",), "commercial")))
        meeting.discuss("Present.", speaker="Late Hidden")
        assert "Late Hidden" in said(export_of(tmp_path / "a.db", edition="public"))
        act = e.PassageOpened(target=said_.version, field="text", words=("Price: 12 euros",))
        meeting.record(act)
        book.party("Late Hidden", public=False)
    told = said(export_of(tmp_path / "a.db", edition="public"))
    assert "12 euros" in told
    assert "Late Hidden" not in told


def test_the_public_export_of_one_meeting_tells_of_no_other_and_of_no_hidden_party(leaky, tmp_path):
    """Not even that a party that nothing open names has an entry that the meeting rests on."""
    export = export_of(leaky.path, leaky.meeting, edition="public")
    (tmp_path / "one.jsonl").write_bytes(export)
    assert check_export(tmp_path / "one.jsonl").meeting == leaky.meeting
    told = said(export)
    assert [word for word in leaky.words if word.startswith("nee") and word in told] == []
    lines = export.splitlines()
    facts = [json.loads(after) for line, after in pairwise(lines) if b'"stream":"parties"' in line]
    assert facts
    assert all(one["disclosures"] for one in facts)


def test_an_entry_with_very_many_disclosures_is_exported_too(tmp_path):
    with founded(tmp_path / "a.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        runs = [one for n in range(80) for one in (Closed((f"nee{n}",), "privacy"), f" ja{n} ")]
        meeting.discuss(tuple(runs))
    told = said(export_of(tmp_path / "a.db", edition="public"))
    assert "ja79" in told
    assert "nee1" not in told


def test_nothing_ties_together_what_somebody_did_whose_name_was_erased(tmp_path):
    with founded(tmp_path / "a.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        meeting.discuss("one: hello.", speaker="Soon Gone")
        gone = book.party("Soon Gone")
        for entry in book.store.read("parties"):
            if getattr(entry.event, "party", None) == gone:
                erase(tmp_path / "a.db", book, "parties", entry.version)
    told = said(export_of(tmp_path / "a.db", edition="public"))
    assert "one: hello." in told
    assert gone not in told
