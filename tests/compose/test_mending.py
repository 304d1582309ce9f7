"""Corrections, withdrawals and erasures: before adoption as if it had always been so, after it with an erratum."""

from __future__ import annotations

import attrs
import pytest

from alliance_minutes import events as e
from alliance_minutes.document import Attachment, Erased, Erratum, Paragraph, Reference, Section, Table, plain
from alliance_minutes.values import Closed, Mention
from alliance_minutes.values import Erased as ErasedRun

ADOPTED = e.MinutesAdopted(adopted_by="later", editions=("internal", "public"))
WRONG = e.ItemDiscussed(item=2, text=("Fout.",))
RIGHT = e.ItemDiscussed(item=2, text=("Goed.",))


def test_before_adoption_a_correction_reads_as_if_it_had_always_been_so(meeting, look):
    document = meeting.document(WRONG, e.EntryCorrected(target=3, instead=RIGHT, reason=("Schrijffout",)))
    assert [plain(one.words) for one in look.blocks(document, Paragraph)] == ["Goed."]
    assert not any(look.holds(document, gone) for gone in ("Fout.", "Schrijffout", "Erratum"))
    assert [event.kind for event in document.history] == ["created"]


def test_before_adoption_what_is_withdrawn_is_gone(meeting, look):
    document = meeting.document(WRONG, e.EntryWithdrawn(target=3, reason=("Onzin",)))
    assert not any(look.holds(document, gone) for gone in ("Fout.", "Onzin"))


def test_a_mark_on_words_that_are_gone_stands_by_itself(meeting, look):
    """The decision was not withdrawn, only the paragraph."""
    document = meeting.document(
        WRONG, e.DecisionTaken(item=2, rests_on=3, number="B-2025-001"), e.EntryWithdrawn(target=3)
    )
    (section,) = look.blocks(document, Section)
    assert [block.label for block in section.blocks] == ["Besluit B-2025-001"]


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_after_adoption_a_correction_has_an_erratum(meeting, look, edition):
    """What, why and on whose authority; the entry leads to the erratum and the erratum to the entry."""
    events = (
        WRONG,
        ADOPTED,
        e.DecisionTaken(item=2, number="B-2025-009", text=("Wij passen het aan.",)),
        e.EntryCorrected(target=3, instead=RIGHT, reason=("Schrijffout",), authority=5),
    )
    document = meeting.document(*events, edition=edition, lists="none")
    (paragraph,) = look.sourced(document, 3)
    (erratum,) = look.blocks(document, Erratum)
    facts = look.facts(erratum)
    assert plain(paragraph.words) == "Goed."
    (link,) = look.facts(paragraph)["erratum"].value
    assert (link.source, link.label) == (erratum.source, "gecorrigeerd")
    assert (erratum.kind, erratum.target) == ("corrected", paragraph.source)
    assert plain(facts["reason"].value) == "Schrijffout"
    (authority,) = facts["authority"].value
    assert isinstance(authority, Reference)
    assert (authority.label, authority.source.version) == ("Besluit B-2025-009", 5)
    assert (plain(facts["formerly"].value), plain(facts["instead"].value)) == ("Fout.", "Goed.")
    assert plain(facts["recorded"].value) == "1 juli 2025"
    assert document.blocks[-1].blocks[-1] is erratum
    assert [event.kind for event in document.history] == ["created", "adopted", "adopted", "corrected"]


def test_each_erratum_tells_its_own_step(meeting, look):
    """What was mended silently before adoption is told by no erratum."""
    document = meeting.document(
        e.ItemDiscussed(item=2, text=("Eerst.",)),
        e.EntryCorrected(target=3, instead=WRONG),
        ADOPTED,
        e.EntryCorrected(target=3, instead=RIGHT),
        e.EntryCorrected(target=3, instead=e.ItemDiscussed(item=2, text=("Best.",), speaker="chair")),
    )
    told = [look.facts(one) for one in look.blocks(document, Erratum)]
    assert [(plain(one["formerly"].value), plain(one["instead"].value)) for one in told] == [
        ("Fout.", "Goed."),
        ("Goed.", "De wethouder; Best."),
    ]
    assert not look.holds(document, "Eerst.")


def test_an_entry_that_was_mended_twice_says_so_once_with_the_way_to_both_errata(meeting, look):
    document = meeting.document(
        WRONG, ADOPTED, e.EntryCorrected(target=3, instead=RIGHT), e.EntryCorrected(target=3, instead=WRONG)
    )
    (paragraph,) = look.sourced(document, 3)
    (fact,) = [fact for fact in paragraph.facts if fact.name == "erratum"]
    assert plain(fact.value) == "gecorrigeerd, gecorrigeerd"
    assert [one.source.version for one in fact.value if isinstance(one, Reference)] == [5, 6]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (("Een twee drie vier vijf zes zeven acht.",), "“Een twee drie vier vijf zes zeven acht.”"),
        (("Een twee drie vier vijf zes zeven acht negen.",), "“Een twee drie vier vijf zes zeven acht …”"),
        (("x" * 100,), f"“{'x' * 80} …”"),
        ((), "regel 3"),
    ],
)
def test_an_entry_without_a_name_is_called_by_the_words_that_it_begins_with(meeting, look, text, called):
    """Its number in the record stands nowhere in the document; only an entry without words goes by that."""
    said = e.ItemDiscussed(item=2, text=text, points=(e.Point(text=("Punt",)),))
    instead = attrs.evolve(said, speaker="chair")
    document = meeting.document(said, ADOPTED, e.EntryCorrected(target=3, instead=instead))
    (erratum,) = look.blocks(document, Erratum)
    assert plain(look.facts(erratum)["target"].value) == called


def test_what_is_closed_has_no_words_in_what_an_entry_is_called(meeting, look):
    said = e.ItemDiscussed(item=2, text=("Zij ", Closed(("zweeg",), "privacy"), "."))
    document = meeting.document(
        said,
        ADOPTED,
        e.EntryCorrected(target=3, instead=attrs.evolve(said, speaker="chair")),
        edition="public",
    )
    (erratum,) = look.blocks(document, Erratum)
    assert plain(look.facts(erratum)["target"].value).startswith("“Zij [")
    assert not look.holds(document, "zweeg")


def test_an_erratum_that_only_closes_says_so(meeting, look):
    offer = e.DocumentAttached(item=2, title="Offerte")
    closed = attrs.evolve(offer, closed="commercial")
    document = meeting.document(offer, ADOPTED, e.EntryCorrected(target=3, instead=closed))
    facts = look.facts(look.blocks(document, Erratum)[0])
    assert "formerly" not in facts
    assert (facts["closed"].label, plain(facts["closed"].value)) == ("Niet openbaar", "bedrijfsbelang")
    assert not look.blocks(
        meeting.document(offer, ADOPTED, e.EntryCorrected(target=3, instead=closed), edition="public"),
        Erratum,
    )


def test_an_erratum_tells_facts_that_changed(meeting, look):
    agreed = e.ActionAgreed(item=2, number="A-1", text=("Bellen.",), owners=("chair",))
    document = meeting.document(
        agreed, ADOPTED, e.EntryCorrected(target=3, instead=attrs.evolve(agreed, owners=("member",)))
    )
    facts = look.facts(look.blocks(document, Erratum)[0])
    assert plain(facts["formerly"].value).endswith("De wethouder")
    assert plain(facts["instead"].value).endswith("De bewoner")
    assert "Bellen" not in plain(facts["formerly"].value)


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_what_was_added_after_adoption_stands_at_its_place_with_an_erratum(meeting, look, edition):
    document = meeting.document(
        e.ItemDiscussed(item=2, text=("Eerst.",)),
        e.ItemDiscussed(item=2, text=("Laatst.",)),
        ADOPTED,
        e.EntriesAdded(reason=("Vergeten",), decision="B-2025-009"),
        e.ItemDiscussed(item=2, text=("Midden.",), after=3, added=6),
        e.ItemDiscussed(item=2, text=("Ook.",), after=7, added=6),
        edition=edition,
        open_decisions=("B-2025-009",),
    )
    assert [plain(one.words) for one in look.blocks(document, Paragraph)] == [
        "Eerst.",
        "Midden.",
        "Ook.",
        "Laatst.",
    ]
    (erratum,) = look.blocks(document, Erratum)
    facts = look.facts(erratum)
    assert (erratum.kind, erratum.target.version) == ("added", 7)
    assert plain(facts["target"].value) == "“Midden.” en “Ook.”"
    assert (plain(facts["reason"].value), plain(facts["authority"].value)) == ("Vergeten", "B-2025-009")
    (paragraph,) = look.sourced(document, 8)
    assert look.facts(paragraph)["erratum"].value[0].label == "toegevoegd"


def test_what_was_moved_after_adoption_stands_elsewhere_with_an_erratum(meeting, look):
    document = meeting.document(
        e.ItemDiscussed(item=2, text=("Eerst.",)),
        e.ItemDiscussed(item=2, text=("Laatst.",)),
        ADOPTED,
        e.EntryMoved(target=3, after=4, item=2, reason=("Volgorde",), authority=5),
    )
    assert [plain(one.words) for one in look.blocks(document, Paragraph)] == ["Laatst.", "Eerst."]
    (erratum,) = look.blocks(document, Erratum)
    assert (erratum.kind, plain(look.facts(erratum)["behind"].value)) == ("moved", "“Laatst.”")


def test_before_adoption_additions_and_moves_leave_no_trace(meeting, look):
    document = meeting.document(
        WRONG,
        e.EntriesAdded(reason=("Vergeten",)),
        e.ItemDiscussed(item=2, text=("Nieuw.",), after=2, added=4),
        e.EntryMoved(target=3, after=2, item=2),
    )
    assert [plain(one.words) for one in look.blocks(document, Paragraph)] == ["Fout.", "Nieuw."]
    assert look.blocks(document, Erratum) == []
    assert not look.holds(document, "Vergeten")


def test_a_mark_that_rests_on_words_recorded_later_is_printed_with_them(meeting, look):
    document = meeting.document(
        WRONG,
        e.DecisionTaken(item=2, rests_on=3, number="B-2025-001"),
        e.ItemDiscussed(item=2, text=("Nieuw.",), after=3),
        e.EntryMoved(target=4, item=2, rests_on=5, after=5),
    )
    old, new = look.blocks(document, Paragraph)
    assert (len(old.marks), len(new.marks)) == (0, 1)


def test_after_adoption_what_is_withdrawn_is_struck_and_has_an_erratum(meeting, look):
    decision = e.DecisionTaken(item=2, number="B-2025-001", text=("Weg ermee.",))
    document = meeting.document(decision, ADOPTED, e.EntryWithdrawn(target=3, reason=("Vergissing",)))
    (struck,) = look.sourced(document, 3)
    assert struck.withdrawn
    assert plain(struck.words) == "Weg ermee."
    assert look.facts(struck)["erratum"].value[0].label == "ingetrokken"
    assert [one.kind for one in look.blocks(document, Erratum)] == ["withdrawn"]
    assert look.blocks(document, Table) == []


def test_an_item_that_was_corrected_after_adoption_says_so(meeting, look):
    better = e.ItemOpened(title=("Beter",), number="1")
    document = meeting.document(ADOPTED, e.EntryCorrected(target=2, instead=better))
    section = look.blocks(document, Section)[0]
    assert plain(section.title) == "Beter"
    assert look.facts(section)["erratum"].value[0].label == "gecorrigeerd"
    (erratum,) = look.blocks(document, Erratum)
    assert (erratum.target.version, plain(look.facts(erratum)["target"].value)) == (2, "1")


def test_an_erratum_about_the_head_names_the_entry_by_its_number(meeting, look):
    """The convening has no place of its own to lead to."""
    other = e.MeetingConvened(body="body", place="Elders")
    document = meeting.document(ADOPTED, e.EntryCorrected(target=1, instead=other))
    (erratum,) = look.blocks(document, Erratum)
    assert (erratum.target, plain(look.facts(erratum)["target"].value)) == (None, "regel 1")
    assert look.holds(document.meta.facts, "Elders")
    assert plain(look.facts(erratum)["instead"].value) == "Plaats: Elders"


def test_a_correction_that_leaves_the_words_alone_prints_no_former_words(meeting, look):
    same = e.ItemDiscussed(item=2, text=("Fout.",), speaker="chair")
    document = meeting.document(WRONG, ADOPTED, e.EntryCorrected(target=3, instead=same))
    assert "formerly" not in look.facts(look.blocks(document, Erratum)[0])


def test_a_correction_of_what_is_not_there_is_passed_over(meeting, look):
    document = meeting.document(
        ADOPTED, e.EntryWithdrawn(target=99), e.EntryCorrected(target=0, instead=RIGHT)
    )
    assert look.blocks(document, Erratum) == []


def test_an_item_withdrawn_with_something_under_it_keeps_its_place_without_a_title(meeting, look):
    """What was recorded under it was not withdrawn."""
    document = meeting.document(RIGHT, e.EntryWithdrawn(target=2))
    (section,) = look.blocks(document, Section)
    assert (plain(section.title), section.number) == ("Zonder titel", None)
    assert not look.holds(document, "Aanpak")
    assert look.blocks(meeting.document(e.EntryWithdrawn(target=2)), Section) == []


def test_the_list_leads_to_an_item_without_a_title(meeting, look):
    events = (RIGHT, e.DecisionTaken(item=2, rests_on=3), e.EntryWithdrawn(target=2))
    (table,) = look.blocks(meeting.document(*events), Table)
    assert plain(table.rows[0].cells[1]) == "Zonder titel"


def test_an_item_without_a_title_says_so(meeting, look):
    (section,) = look.blocks(meeting.document(item=e.ItemOpened(title=())), Section)
    assert plain(section.title) == "Zonder titel"


def test_erased_words_say_that_they_were_erased(meeting, look):
    document = meeting.document(e.ItemDiscussed(item=2, text=("Voor ", ErasedRun(), " na")), language="en")
    (paragraph,) = look.blocks(document, Paragraph)
    assert paragraph.words[1] == Erased("[erased]")


def test_an_entry_of_which_all_was_erased_says_so(meeting, look):
    """Words, the title of a document, the title of an item."""
    events = (e.ItemDiscussed(item=2), e.DocumentAttached(title=""), e.DocumentAttached(title=""))
    document = meeting.document(*events, item=e.ItemOpened(title=()), erased=(2, 3, 4))
    assert look.blocks(document, Paragraph)[0].words == (Erased("[gewist]"),)
    assert [one.title for one in look.blocks(document, Attachment)] == [(Erased("[gewist]"),), ()]
    assert look.blocks(document, Section)[0].title == (Erased("[gewist]"),)


@pytest.mark.parametrize("party", ["gone", "never-met", ""])
def test_a_party_that_was_erased_or_is_not_known_is_printed_as_erased(meeting, look, party):
    """Its printed text too: it may hold the name."""
    event = e.ItemDiscussed(item=2, speaker=party, text=(Mention(party, "Jan"),))
    document = meeting.document(event)
    assert look.blocks(document, Paragraph) == []
    assert not look.holds(document, "Jan")
    assert look.holds(document.blocks, "[gewist]")


def test_the_life_of_the_minutes_is_a_section_of_its_own_at_the_end(meeting):
    events = (
        e.MinutesCirculated(edition="public"),
        ADOPTED,
        e.MinutesSigned(by="chair", format="odt", digest="sha256:0", edition="public"),
        e.MinutesPublished(format="html", digest="sha256:0"),
        e.PersonalDataErased(digests=("x",), basis="AVG art. 17", by=("een lid",)),
    )
    document = meeting.document(*events, recorded_by="member")
    life = document.blocks[-1]
    assert (plain(life.title), life.source, life.number) == ("Over deze notulen", None, None)
    assert [block.source.version for block in life.blocks] == [3, 4, 5, 6, 7]
    assert [(one.kind, one.by, one.edition) for one in document.history] == [
        ("created", "De bewoner", None),
        ("circulated", "De bewoner", "public"),
        ("adopted", "De bewoner", "internal"),
        ("adopted", "De bewoner", "public"),
        ("signed", "De wethouder", "public"),
        ("published", "De bewoner", "public"),
        ("erased", "De bewoner", None),
    ]
    assert document.history[0].recorded_at == "2025-07-01T09:01:00Z"
    assert plain(meeting.document(*events, language="en").blocks[-1].title) == "About these minutes"


def test_minutes_that_were_only_written_have_no_section_on_their_life(meeting, look):
    assert not look.holds(meeting.document(RIGHT), "Over deze notulen")


def test_a_mark_in_the_life_of_the_minutes_stands_there_once(meeting, look):
    """A note on the adoption, recorded with it."""
    events = (ADOPTED, e.ItemDiscussed(item=2, rests_on=3, text=("Met dank.",)))
    document = meeting.document(*events)
    assert len(look.sourced(document, 4)) == 1
    assert look.sourced(document, 3)[0].marks == tuple(look.sourced(document, 4))


def test_an_authority_is_called_what_it_is(meeting, look):
    """Each kind of entry has a name in a reference."""
    events = [
        e.QuestionAsked(item=2, number="V-2025-001"),
        e.QuestionAsked(item=2),
        e.ActionAgreed(item=2, number="A-2025-001"),
        e.ActionCompleted(item=2, number="A-2025-001"),
        e.ActionDropped(item=2, number="A-2025-002"),
        e.DocumentAttached(item=2, title=""),
        e.MinutesAdopted(item=2, last=True),
        WRONG,
        ADOPTED,
    ]
    withdrawals = [e.EntryWithdrawn(target=10, authority=version) for version in range(3, 12)]
    document = meeting.document(*events, *withdrawals)
    named = [plain(look.facts(one)["authority"].value) for one in look.blocks(document, Erratum)]
    assert named == [
        "Vraag V-2025-001",
        "Vraag",
        "Actie A-2025-001",
        "Actie gereed A-2025-001",
        "Actie vervallen A-2025-002",
        "Bijlage",
        "Vastgesteld",
        "“Fout.”",
        "Vastgesteld",
    ]


def test_the_public_is_not_led_to_an_authority_that_is_closed(meeting, look):
    """The erratum stands there; that a closed decision allowed it does not."""
    document = meeting.document(
        WRONG,
        ADOPTED,
        e.ItemOpened(title=("Personeel",), number="2", closed="personnel"),
        e.DecisionTaken(item=5, number="B-2025-009", text=("Wij passen het aan.",)),
        e.EntryCorrected(target=3, instead=RIGHT, reason=("Schrijffout",), authority=6),
        edition="public",
        lists="none",
    )
    (erratum,) = look.blocks(document, Erratum)
    assert "reason" in look.facts(erratum)
    assert "authority" not in look.facts(erratum)
    assert not look.holds(document, "B-2025-009")


@pytest.mark.parametrize(
    "act",
    [
        e.EntryCorrected(target=3, instead=RIGHT, decision="B-2025-009"),
        e.EntryWithdrawn(target=3, decision="B-2025-009"),
        e.EntryMoved(target=3, item=None, decision="B-2025-009"),
    ],
)
def test_the_public_is_told_no_decision_of_another_meeting_that_may_be_closed(meeting, look, act):
    """Whether it is closed there, these minutes do not say."""
    public = meeting.document(WRONG, ADOPTED, act, edition="public")
    assert look.blocks(public, Erratum)
    assert not look.holds(public, "B-2025-009")
    for options in ({}, {"edition": "public", "open_decisions": {"B-2025-009"}}):
        document = meeting.document(WRONG, ADOPTED, act, **options)
        (erratum,) = look.blocks(document, Erratum)
        assert plain(look.facts(erratum)["authority"].value) == "B-2025-009"


def test_a_forged_correction_of_a_closing_is_told_without_its_words(meeting, look):
    """No rule lets an act of mending be corrected, but whoever forges a book asks no rule."""
    closing = e.PassageClosed(subject="item", target=2, ground="privacy")
    forged = e.EntryCorrected(target=5, instead=attrs.evolve(closing, ground="legal"))
    document = meeting.document(WRONG, ADOPTED, closing, forged)
    (erratum,) = [one for one in look.blocks(document, Erratum) if one.source.version == 6]
    assert "formerly" not in look.facts(erratum)
