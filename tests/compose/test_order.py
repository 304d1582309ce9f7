"""What stands where: marks, lists, sections, tables, and who is named before the words."""

from __future__ import annotations

import pytest

from alliance_minutes import events as e
from alliance_minutes.document import (
    Action,
    Announcement,
    Attendance,
    Contribution,
    Decision,
    List,
    Notice,
    Paragraph,
    Question,
    Reference,
    Section,
    Signing,
    Table,
    Text,
    plain,
)
from alliance_minutes.values import Closed, Emphasis, Erased, Mention, PartialDate


def _said(text, **given):
    return e.ItemDiscussed(item=2, text=(text,), **given)


def test_a_mark_is_printed_once_under_the_words_it_rests_on(meeting, look):
    """Several marks stand under one paragraph, also those that rest on each other, and wherever they were recorded."""
    events = (
        _said("Het bestuur spreekt af."),
        e.DecisionTaken(item=2, rests_on=3, number="B-2025-001", kind="agreement"),
        e.ItemOpened(title=("Later",)),
        e.ActionAgreed(item=5, rests_on=4, number="A-2025-001"),
        e.ItemDeferred(rests_on=3),
    )
    document = meeting.document(*events, lists="none")
    (paragraph,) = look.sourced(document, 3)
    assert [type(mark).__name__ for mark in paragraph.marks] == ["Decision", "Action", "Return"]
    assert [mark.words for mark in paragraph.marks] == [(), (), ()]
    assert [len(look.sourced(document, version)) for version in (4, 6, 7)] == [1, 1, 1]


def test_a_mark_with_words_of_its_own_keeps_them(meeting, look):
    document = meeting.document(
        _said("Grond."), e.DecisionTaken(item=2, rests_on=3, text=("Zelf.",)), lists="none"
    )
    (mark,) = look.sourced(document, 3)[0].marks
    assert plain(mark.words) == "Zelf."


@pytest.mark.parametrize("below", [1, 2, 3, 4, 99])
def test_a_mark_on_what_is_no_statement_stands_by_itself(meeting, look, below):
    """It rests on the convening, an item, itself, a later entry or nothing at all: it is printed all the same."""
    document = meeting.document(e.DecisionTaken(item=2, rests_on=below, number="B-2025-001"), _said("Later."))
    (decision,) = look.sourced(document, 3)[:1]
    assert decision.label == "Besluit B-2025-001"


def test_a_long_chain_of_marks_needs_no_deep_stack(meeting, look):
    events = [_said("Grond."), *(e.ItemDeferred(item=2, rests_on=version) for version in range(3, 3000))]
    (paragraph,) = look.sourced(meeting.document(*events), 3)
    assert len(paragraph.marks) == 2997


@pytest.mark.parametrize(
    ("event", "dutch", "english"),
    [
        (e.AnnouncementMade(item=2, text=("x",)), "Mededelingen", "Announcements"),
        (e.ConsiderationRaised(item=2, text=("x",)), "Overwegingen", "Considerations"),
        (
            e.PartnerSigned(item=2, partner="chair", agreement="convenant"),
            "Ondertekend (convenant)",
            "Signed (convenant)",
        ),
        (e.PartnerLeft(item=2, partner="chair"), "Vertrokken als partner", "Left as a partner"),
        (e.DocumentAttached(item=2, title="x"), "Bijlagen", "Attachments"),
        (e.ActionAgreed(item=2, text=("x",)), "Acties", "Actions"),
    ],
    ids=lambda value: getattr(value, "TYPE", ""),
)
def test_statements_of_a_kind_in_a_row_are_a_list_under_their_lead_in(meeting, look, event, dutch, english):
    events = (_said("Eerst dit:"), event, event, event, _said("Dan dat."))
    for language, label in (("nl", dutch), ("en", english)):
        (section,) = look.blocks(meeting.document(*events, language=language, lists="none"), Section)
        lead, joined, rest = section.blocks
        assert (plain(lead.words), plain(rest.words)) == ("Eerst dit:", "Dan dat.")
        assert (joined.label, [block.label for block in joined.blocks]) == (label, ["", "", ""])


def test_one_alone_is_no_list(meeting, look):
    document = meeting.document(e.AnnouncementMade(item=2, text=("x",)))
    assert look.blocks(document, List) == []
    assert look.blocks(document, Announcement)[0].label == "Mededeling"


def test_signings_of_two_agreements_are_two_lists(meeting, look):
    events = [e.PartnerSigned(item=2, partner="chair", agreement=name) for name in ("a", "a", "b", "b")]
    assert [one.label for one in look.blocks(meeting.document(*events), List)] == [
        "Ondertekend (a)",
        "Ondertekend (b)",
    ]


def test_actions_in_a_list_keep_their_numbers(meeting, look):
    events = [e.ActionAgreed(item=2, number=f"A-2025-00{n}", text=("x",)) for n in (1, 2)]
    assert [block.label for block in look.blocks(meeting.document(*events), Action)] == [
        "A-2025-001",
        "A-2025-002",
    ]


def test_attendance_is_listed_by_status_and_nobody_is_said(meeting, look):
    """Before the items all attendance stands together; a status of which nothing is known is not mentioned."""
    noted = [
        e.AttendanceNoted(party="chair", status="present"),
        e.AttendanceNoted(status="apologies"),
        e.QuorumNoted(met=True),
        e.AttendanceNoted(party="member", status="present"),
    ]
    document = meeting.document(*noted, e.ItemOpened(title=("x",)), item=None)
    present, apologies, quorum = document.blocks[1:4]
    assert (present.label, apologies.label, quorum.label) == ("Aanwezig", "Afgemeld", "Quorum")
    assert [plain(one.party) for one in present.blocks] == ["De wethouder", "De bewoner"]
    (nobody,) = apologies.blocks
    assert (nobody.party, plain(nobody.words)) == ((), "niemand")
    assert not look.holds(document, "Afwezig")


def test_attendance_under_an_item_stays_where_it_was_noted(meeting, look):
    events = (
        e.AttendanceNoted(item=2, party="chair", status="absent"),
        _said("x"),
        e.AttendanceNoted(item=2, party="member", status="absent"),
    )
    assert [one.label for one in look.blocks(meeting.document(*events), List)] == ["Afwezig", "Afwezig"]


def test_the_role_of_a_party_and_whom_it_speaks_for_stand_with_its_attendance(meeting, look):
    events = (
        e.AttendanceNoted(party="chair", status="present"),
        e.AttendanceNoted(party="chair", status="present", role="gast"),
        e.AttendanceNoted(party="unknown", status="present", role="gast"),
    )
    facts = [look.facts(block) for block in look.blocks(meeting.document(*events), Attendance)]
    assert [plain(one["role"].value) for one in facts] == ["wethouder", "gast", "gast"]
    assert plain(facts[0]["organisation"].value) == "Gemeente"


def test_own_entries_come_before_sub_items_and_what_was_outside_items_around_them(meeting):
    """In whatever order they were recorded."""
    events = (
        e.ItemOpened(title=("Een",)),
        e.ItemOpened(title=("Onder een",), parent=3),
        e.ItemDiscussed(item=4, text=("Van onder.",)),
        e.ItemDiscussed(item=3, text=("Eigen.",)),
        e.MeetingClosed(),
    )
    document = meeting.document(*events, item=e.MeetingOpened())
    assert [type(block).__name__ for block in document.blocks] == ["Notice", "Notice", "Section", "Section"]
    own, below = document.blocks[2].blocks
    assert plain(own.words) == "Eigen."
    assert [plain(block.words) for block in below.blocks] == ["Van onder."]
    outside = document.blocks[3]
    assert (plain(outside.title), outside.source) == ("Buiten de agendapunten", None)
    assert [block.kind for block in outside.blocks] == ["closed"]


def test_in_public_what_was_outside_items_does_not_read_as_said_under_a_closed_one(meeting):
    events = (e.ItemDiscussed(text=("Voor iedereen.",)),)
    document = meeting.document(
        *events, item=e.ItemOpened(title=("Stil",), closed="privacy"), edition="public"
    )
    assert [type(block).__name__ for block in document.blocks] == ["Notice", "Section", "Section"]
    closed, outside = document.blocks[1:]
    assert (closed.closed, closed.blocks) == ("privacy", ())
    assert [plain(block.words) for block in outside.blocks] == ["Voor iedereen."]


def test_items_nested_without_end_stand_beside_each_other(meeting, look):
    """No file may exhaust the stack; every item and every word is there."""
    events = []
    for version in range(3, 1203, 2):
        events.append(e.ItemOpened(title=(f"Diep {version}",), parent=version - 2 if version > 3 else 2))
        events.append(e.ItemDiscussed(item=version, text=(f"Woord {version}",)))
    document = meeting.document(*events)
    assert len(look.blocks(document, Section)) == 601
    assert [plain(block.words) for block in look.blocks(document, Paragraph)] == [
        f"Woord {version}" for version in range(3, 1203, 2)
    ]


def test_marks_in_words_nested_without_end_keep_their_words(meeting, look):
    words = ("kern", Mention("chair"), Erased(), Closed(("dicht",), "privacy"))
    for depth in range(400):
        words = (f"{depth} ", Emphasis(words)) if depth % 2 else (Closed(words, "privacy"),)
    event = e.ItemDiscussed(item=2, text=(Emphasis((Emphasis(words),)),), points=(e.Point(text=words),))
    internal, public = meeting.document(event), meeting.document(event, edition="public")
    assert look.holds(internal, "dicht")
    assert not look.holds(public, "dicht")
    assert look.holds(public, "399 ")
    told = plain(look.blocks(internal, Paragraph)[0].words)
    assert told.count("kernDe wethouder[gewist]dicht") == 1
    assert all(f"{depth} " in told for depth in range(1, 400, 2))


def test_deep_open_words_that_close_at_the_bottom_stay_closed(meeting, look):
    words = (Closed((Emphasis(("dicht",)),), "privacy"),)
    for _ in range(100):
        words = (Emphasis(words),)
    event = e.ItemDiscussed(item=2, text=words)
    assert look.holds(meeting.document(event), "dicht")
    public = meeting.document(event, edition="public")
    assert not look.holds(public, "dicht")
    assert look.holds(public, "niet openbaar")


def test_who_names_themselves_is_not_named_before_the_words(meeting, look):
    """Also when the mention is stressed, after a blank, or by the id of a party that was merged."""
    own = ((Mention("member", "Bewoner"), " vraagt"), (" ", Emphasis((Mention("member"),)), " vraagt"))
    for text in own:
        document = meeting.document(
            e.ItemDiscussed(item=2, speaker="member", text=text),
            e.AnnouncementMade(item=2, by="member", text=text),
        )
        assert look.blocks(document, Contribution)[0].speaker == ()
        assert look.blocks(document, Announcement)[0].facts == ()
    for text in (("Vraagt",), (Mention("chair"), " vraagt"), (), (" ",)):
        document = meeting.document(e.ItemDiscussed(item=2, speaker="member", text=text))
        assert plain(look.blocks(document, Contribution)[0].speaker) == "De bewoner"


def test_a_partner_whose_words_name_it_is_not_named_twice(meeting, look):
    events = (
        e.PartnerSigned(item=2, partner="member", text=(Mention("member"), ", met bloemen")),
        e.PartnerLeft(item=2, partner="member", text=("Met spijt",)),
        e.AttendanceNoted(item=2, party="member", status="present", text=(Mention("member"), " zit voor")),
    )
    document = meeting.document(*events)
    assert [plain(one.partner) for one in look.blocks(document, Signing)] == ["", "De bewoner"]
    assert look.blocks(document, Attendance)[0].party == ()


@pytest.mark.parametrize(("lists", "place"), [("head", 1), ("end", -1)])
def test_the_lists_of_decisions_and_actions_stand_at_the_head_or_the_end(meeting, look, lists, place):
    events = (
        e.DecisionTaken(item=2, number="B-2025-001", method="consent", text=("Zo gaan we het doen.",)),
        _said("Iemand belt."),
        e.ActionAgreed(
            item=2, rests_on=4, number="A-2025-001", owners=("member",), due=PartialDate.parse("XXXX-09-24")
        ),
    )
    document = meeting.document(*events, lists=lists)
    decisions, actions = look.blocks(document, Table)
    assert document.blocks[place] is (decisions if lists == "head" else actions)
    assert (decisions.caption, decisions.header) == (
        "Besluitenlijst",
        ("Nummer", "Agendapunt", "Besluit", "Wijze en uitkomst"),
    )
    assert [plain(cell) for cell in decisions.rows[0].cells] == [
        "B-2025-001",
        "1. Aanpak",
        "Zo gaan we het doen.",
        "bij consent",
    ]
    assert actions.header == ("Nummer", "Actie", "Wie", "Uiterlijk")
    assert [plain(cell) for cell in actions.rows[0].cells] == [
        "A-2025-001",
        "zie 1. Aanpak",
        "De bewoner",
        "24 september",
    ]
    assert decisions.rows[0].source.version == 3
    assert isinstance(actions.rows[0].cells[1][0], Reference)


def test_lists_that_nobody_wants_or_that_would_be_empty_are_left_out(meeting, look):
    events = (e.DecisionTaken(item=2), e.ActionAgreed(item=2))
    assert look.blocks(meeting.document(*events, lists="none"), Table) == []
    assert look.blocks(meeting.document(_said("x")), Table) == []


def test_the_lists_say_how_it_was_decided_and_what_became_of_an_action(meeting, look):
    from alliance_minutes.values import Tally

    tally = Tally(in_favour=7, against=0)
    events = (
        e.DecisionTaken(outcome="carried", tally=tally, method="vote"),
        e.DecisionTaken(tally=tally),
        e.DecisionTaken(item=2, text=("Weg",)),
        e.ActionAgreed(number="A-2025-001", due="next-meeting"),
        e.ActionAgreed(number="A-2025-002"),
        e.ActionAgreed(),
        e.ActionCompleted(number="A-2025-001"),
        e.ActionDropped(number="A-2025-002"),
    )
    decisions, actions = look.blocks(meeting.document(*events), Table)
    assert [plain(row.cells[3]) for row in decisions.rows] == [
        "na stemming; aangenomen; voor 7, tegen 0",
        "voor 7, tegen 0",
        "",
    ]
    assert [plain(row.cells[1]) for row in decisions.rows] == ["", "", "1. Aanpak"]
    assert [plain(row.cells[2]) for row in decisions.rows] == ["Besluit", "Besluit", "Weg"]
    assert [plain(row.cells[0]) for row in actions.rows] == ["A-2025-001", "A-2025-002", "Actie"]
    assert [plain(row.cells[3]) for row in actions.rows] == ["volgende vergadering", "", ""]
    assert actions.header[-1] == "Stand"
    assert [plain(row.cells[4]) for row in actions.rows] == ["gereed", "vervallen", ""]


def test_the_list_of_decisions_tells_of_a_mark_all_but_the_words_it_rests_on(meeting, look):
    """What sort of decision, on what, who was elected, how each voted where nobody counted; the words stand once."""
    from alliance_minutes.values import Tally

    events = (
        e.ProposalMade(item=2, mover="member", text=("Ga zo door.",)),
        _said("Zij wordt het."),
        e.DecisionTaken(
            item=2,
            rests_on=4,
            number="B-2025-002",
            kind="election",
            method="vote",
            on=3,
            elected=("member",),
            supersedes="B-2025-001",
            tally=Tally(names_in_favour=("chair",), names_against=("member",)),
        ),
    )
    document = meeting.document(*events)
    (table,) = look.blocks(document, Table)
    assert [plain(cell) for cell in table.rows[0].cells] == [
        "B-2025-002",
        "1. Aanpak",
        "Verkiezing; Over: Voorstel van De bewoner; Gekozen: De bewoner; Vervangt: B-2025-001",
        "na stemming; Voor: De wethouder; Tegen: De bewoner",
    ]
    assert [type(cell[0]) for cell in table.rows[0].cells[:2]] == [Reference, Reference]


def test_every_reference_leads_to_something_printed(meeting, look):
    """What it would lead to is not printed: then there is no reference, or the number alone."""
    events = (
        e.DecisionTaken(item=2, on=99),
        e.ProposalMade(item=2, amends=1),
        e.PresentationGiven(item=2, document=50),
        e.QuestionAnswered(item=2, number="V-2024-001"),
    )
    document = meeting.document(*events)
    blocks = [look.sourced(document, version)[0] for version in (3, 4, 5, 6)]
    assert [blocks[0].on, blocks[1].amends, blocks[2].document, blocks[3].question] == [None] * 4
    assert [fact.value for block in blocks for fact in block.facts] == [(Text("V-2024-001"),)]


def test_a_question_is_open_until_an_answer_settles_it(meeting, look):
    """By its version or by its number; a provisional answer leaves it open, and a withdrawn one too."""
    asked = [e.QuestionAsked(item=2, number=f"V-2025-00{n}") for n in range(1, 6)]
    answers = (
        e.QuestionAnswered(question=3),
        e.QuestionAnswered(number="V-2025-002"),
        e.QuestionAnswered(question=5, settles=False),
        e.QuestionAnswered(question=6),
        e.QuestionAnswered(number="V-2024-001"),
        e.EntryWithdrawn(target=11),
    )
    document = meeting.document(*asked, *answers)
    assert [block.open for block in look.blocks(document, Question)] == [False, False, True, True, True]


def test_a_proposal_is_decided_when_a_decision_is_about_it(meeting, look):
    events = (
        e.ProposalMade(item=2, text=("Eén",)),
        e.ProposalMade(item=2, text=("Twee",)),
        e.DecisionTaken(item=2, on=3),
    )
    document = meeting.document(*events)
    assert [look.sourced(document, version)[0].decided for version in (3, 4)] == [True, False]
    assert look.blocks(document, Decision)[0].on.version == 3


@pytest.mark.parametrize(
    ("on", "dutch", "english"),
    [
        (None, "Komt terug", "Returns"),
        ("next-meeting", "Komt terug in de volgende vergadering", "Returns at the next meeting"),
        (PartialDate(2025, 9, 24), "Komt terug op 24 september 2025", "Returns on 24 September 2025"),
        (PartialDate(None, 9, 24), "Komt terug op 24 september", "Returns on 24 September"),
        (PartialDate(2025, 9), "Komt terug in september 2025", "Returns in September 2025"),
        (PartialDate(None, 9), "Komt terug in september", "Returns in September"),
        (PartialDate(2026), "Komt terug in 2026", "Returns in 2026"),
    ],
)
def test_a_return_says_when_as_far_as_that_is_known(meeting, look, on, dutch, english):
    for language, label in (("nl", dutch), ("en", english)):
        (back,) = look.sourced(meeting.document(e.ItemDeferred(item=2, returns_on=on), language=language), 3)
        assert (back.label, back.on) == (label, None if on is None else str(on))


def test_a_start_that_is_no_time_is_printed_as_it_was_written(meeting, look):
    (notice,) = look.sourced(meeting.document(e.NextMeetingSet(starts_at="na het eten")), 3)
    assert look.facts(notice)["starts-at"].value == (Text("na het eten"),)


def test_nothing_is_printed_for_what_nobody_said(meeting, look):
    """No fact without a value, and no word that stands for unknown."""
    events = [
        e.MeetingOpened(),
        e.QuorumNoted(),
        e.NextMeetingSet(),
        e.DecisionTaken(),
        e.ActionAgreed(),
        e.ConflictDeclared(),
    ]
    document = meeting.document(*events)
    assert [look.sourced(document, version)[0].facts for version in range(3, 9)] == [()] * 6
    assert [notice.at for notice in look.blocks(document, Notice)] == [None] * 5


def test_a_fact_of_zero_is_printed(meeting, look):
    (notice,) = look.sourced(meeting.document(e.QuorumNoted(present=0, met=False)), 3)
    assert [plain(fact.value) for fact in notice.facts] == ["0", "nee"]


def test_a_list_that_is_all_by_one_party_names_it_once(meeting, look):
    """In the label, by the name that holds; where it is by several, each is named with its own."""
    given = [e.ConsiderationRaised(item=2, by=by, text=("x",)) for by in ("member", "member")]
    for language, label in (("nl", "Overwegingen van De bewoner"), ("en", "Considerations by De bewoner")):
        (joined,) = look.blocks(meeting.document(*given, language=language), List)
        assert (joined.label, [block.facts for block in joined.blocks]) == (label, [(), ()])
    (mixed,) = look.blocks(meeting.document(*given, e.ConsiderationRaised(item=2, text=("y",))), List)
    assert mixed.label == "Overwegingen"
    assert [len(block.facts) for block in mixed.blocks] == [1, 1, 0]
    shy = [e.AnnouncementMade(item=2, by="shy", text=("x",))] * 2
    (public,) = look.blocks(meeting.document(*shy, edition="public"), List)
    assert public.label == "Mededelingen van ambtelijk secretaris"


def test_a_notice_about_a_party_says_its_name(meeting, look):
    """As its words where it has none, as a fact where it has; a mark has no words."""
    events = (
        e.ParticipantLeft(party="member"),
        e.ParticipantLeft(party="member", text=("Moest de trein halen.",)),
        _said("De wethouder zit voor."),
        e.ChairTaken(item=2, rests_on=5, chair="chair"),
    )
    document = meeting.document(*events)
    bare, worded = (look.sourced(document, version)[0] for version in (3, 4))
    (mark,) = look.sourced(document, 5)[0].marks
    assert (plain(bare.words), bare.facts) == ("De bewoner", ())
    assert (plain(worded.words), plain(worded.facts[0].value)) == ("Moest de trein halen.", "De bewoner")
    assert (mark.words, plain(mark.facts[0].value)) == ((), "De wethouder")


def test_the_next_meeting_is_said_by_its_date(meeting, look):
    """As the words of the notice where it has none; else, and in a mark, as a fact."""
    day = PartialDate.parse("XXXX-09-24")
    events = (
        e.NextMeetingSet(on=day, place="De Zaal"),
        e.NextMeetingSet(on=day, text=("Onder voorbehoud.",)),
        e.NextMeetingSet(on=day, rests_on=4),
    )
    document = meeting.document(*events)
    bare, worded = (look.sourced(document, version)[0] for version in (3, 4))
    assert (plain(bare.words), [fact.name for fact in bare.facts]) == ("24 september", ["place"])
    assert (plain(worded.words), plain(worded.facts[0].value)) == ("Onder voorbehoud.", "24 september")
    assert (worded.marks[0].words, plain(worded.marks[0].facts[0].value)) == ((), "24 september")
