"""The head of a document: title, status, date, edition, languages and the name of its file."""

from __future__ import annotations

import re

import pytest

from alliance_minutes import events as e
from alliance_minutes.document import Mention, Moment, Notice, Redaction, plain
from alliance_minutes.parties import Parties
from alliance_minutes.values import Closed, PartialDate
from alliance_minutes.values import Mention as MentionRun


def _convened(**given):
    return e.MeetingConvened(**({"body": "body", "held_on": PartialDate.parse("XXXX-06-30")} | given))


@pytest.mark.parametrize(
    ("date", "dutch", "english"),
    [
        ("XXXX-06-30", "30 juni", "30 June"),
        ("2025-06-30", "30 juni 2025", "30 June 2025"),
        ("2025-06", "juni 2025", "June 2025"),
        ("XXXX-06", "juni", "June"),
        ("2025", "2025", "2025"),
        ("XXXX-02-29", "29 februari", "29 February"),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(meeting, date, dutch, english):
    for language, label in (("nl", dutch), ("en", english)):
        meta = meeting.document(convened=_convened(held_on=PartialDate.parse(date)), language=language).meta
        assert meta.held_on == Moment(date, label)


def test_no_year_is_invented_anywhere(meeting, look):
    """Only the record's own times have a year."""
    events = (
        e.ItemDeferred(item=2, returns_on=PartialDate.parse("XXXX-09-24")),
        e.ActionAgreed(item=2, due=PartialDate.parse("XXXX-09-24")),
        e.NextMeetingSet(on=PartialDate.parse("XXXX-09-24")),
        e.MinutesAdopted(held_on=PartialDate.parse("XXXX-02-28")),
    )
    document = meeting.document(*events, convened=_convened())
    assert not [
        text
        for part in (document.meta, document.blocks)
        for text in look.texts(part)
        if re.search(r"\d{4}", text)
    ]


def test_a_meeting_of_an_unknown_date_has_none(meeting):
    meta = meeting.document(convened=_convened(held_on=None)).meta
    assert (meta.held_on, meta.title, meta.file_name) == (
        None,
        "Notulen Alliantiebestuur",
        "alliantiebestuur-internal",
    )
    assert meta.facts == ()


@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "Notulen Alliantiebestuur, 30 juni"), ("en", "Minutes of Alliantiebestuur, 30 June")],
)
def test_minutes_without_a_title_are_called_by_body_and_date(meeting, language, title):
    meta = meeting.document(convened=_convened(), language=language).meta
    assert (meta.title, plain(meta.heading)) == (title, title)


def test_a_title_is_printed_as_it_was_given(meeting):
    """With its mentions; closed words in it are withheld from the public in the plain title too."""
    title = ("Overleg met ", MentionRun("chair"), " ", Closed(("en de rest",), "privacy"))
    internal = meeting.document(convened=_convened(title=title)).meta
    public = meeting.document(convened=_convened(title=title), edition="public").meta
    assert internal.title == "Overleg met De wethouder en de rest"
    assert internal.heading[1] == Mention("De wethouder", "chair")
    assert public.title == "Overleg met De wethouder [niet openbaar: persoonlijke levenssfeer]"
    assert isinstance(public.heading[-1], Redaction)


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_minutes_are_a_draft_until_this_edition_was_adopted(meeting, look, edition):
    """Going round does not adopt them, nor does the adoption of the other edition."""
    other = "public" if edition == "internal" else "internal"
    went_round = (e.MinutesCirculated(edition=edition),)
    cases = [
        ((), "concept", "concept"),
        ((e.MinutesAdopted(adopted_by="x", editions=(other,)),), "concept", "concept"),
        (went_round, "circulated", "rondgestuurd"),
        ((*went_round, e.MinutesAdopted(adopted_by="x", editions=(edition,))), "adopted", "vastgesteld"),
    ]
    for events, status, label in cases:
        document = meeting.document(*events, edition=edition)
        drafts = [notice for notice in look.blocks(document, Notice) if notice.kind == "draft"]
        assert (document.meta.status, document.meta.status_label, len(drafts)) == (
            status,
            label,
            int(status != "adopted"),
        )
    assert plain(document.meta.heading)
    assert meeting.document(edition=edition).blocks[0].kind == "draft"


@pytest.mark.parametrize(
    ("tag", "asked", "language"),
    [
        ("nl", None, "nl"),
        ("nl-BE", None, "nl"),
        ("en", None, "en"),
        ("fy", None, "en"),
        ("nl", "en", "en"),
        ("fr", "nl", "nl"),
    ],
)
def test_labels_are_in_the_chosen_language_and_the_text_keeps_its_own(meeting, tag, asked, language):
    """A language without labels has English ones."""
    meta = meeting.document(convened=_convened(language=tag), language=asked).meta
    assert (meta.language, meta.text_language) == (language, tag)
    assert meta.edition_label == {"nl": "interne notulen", "en": "internal minutes"}[language]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Alliantiebestuur", "alliantiebestuur"),
        ("Comité Één & Co. / ../../etc", "comite-een-co-etc"),
        ("委員会", "minutes"),
        ("\u202eomgekeerd\u0300", "omgekeerd"),
        ("x" * 1_000_000, "x" * 60),
        ("a" * 59 + " b", "a" * 59),
        ("CON", "con"),
    ],
)
def test_the_file_name_is_safe_whatever_the_body_is_called(meeting, name, slug):
    parties = Parties((e.PartyIntroduced(party="body", name=name),))
    meta = meeting.document(convened=_convened(), parties=parties).meta
    assert meta.file_name == f"{slug}-xxxx-06-30-internal"


def test_the_file_name_holds_no_closed_name_in_any_edition(meeting):
    """A file name is seen by more people than the file."""
    convened = _convened(body="nameless", title=("Titel",))
    for edition in ("internal", "public"):
        meta = meeting.document(convened=convened, edition=edition).meta
        assert meta.file_name == f"een-aanwezige-xxxx-06-30-{edition}"
    assert meta.body == "een aanwezige"


def test_everybody_who_was_in_the_chair_is_named_once(meeting):
    """In order; whose chair was withdrawn is not named, and in public not who chaired a closed item."""
    events = (
        e.ChairTaken(chair="chair"),
        e.ChairTaken(chair="member"),
        e.ChairTaken(chair="chair"),
        e.ItemOpened(title=("x",), closed="privacy"),
        e.ChairTaken(chair="shy", item=6),
        e.ChairTaken(chair="nameless"),
        e.EntryWithdrawn(target=8),
    )
    chairs = [fact for fact in meeting.document(*events).meta.facts if fact.name == "chair"]
    assert [plain(fact.value) for fact in chairs] == ["De wethouder, De bewoner en Sacha Stil"]
    chairs = [fact for fact in meeting.document(*events, edition="public").meta.facts if fact.name == "chair"]
    assert [plain(fact.value) for fact in chairs] == ["De wethouder en De bewoner"]


def test_the_head_does_not_repeat_who_took_the_chair_right_below_it(meeting, look):
    document = meeting.document(e.ChairTaken(item=2, chair="member"), item=e.ChairTaken(chair="chair"))
    assert [fact for fact in document.meta.facts if fact.name == "chair"] == []
    assert document.blocks[1].kind == "chair"
    assert look.holds(document, "De wethouder")


def test_the_document_names_the_record_it_was_made_from(meeting):
    meta = meeting.document(e.MeetingOpened(), origin="minutes.example/book").meta
    assert (meta.kind, meta.stream, meta.version, meta.origin) == (
        "minutes",
        "meeting-1",
        3,
        "minutes.example/book",
    )


def _people(document):
    return [plain(fact.value) for fact in document.meta.facts if fact.name == "people"]


def test_role_and_organisation_are_told_of_everybody_who_is_named(meeting):
    """Each once; of whom nothing is known, nothing is told."""
    events = (
        e.ItemDiscussed(item=2, speaker="shy", text=("Ja.",)),
        e.ItemDiscussed(item=2, text=("Volgens ", MentionRun("chair"), " en ", MentionRun("member"))),
        e.ItemDiscussed(item=2, speaker="chair", text=("Nee.",)),
    )
    assert _people(meeting.document(*events)) == [
        "Sacha Stil (ambtelijk secretaris) en De wethouder (wethouder, Gemeente)"
    ]


def test_of_who_was_there_role_and_organisation_are_told_once(meeting):
    events = (
        e.AttendanceNoted(party="chair", status="present"),
        e.ItemDiscussed(item=2, speaker="chair", text=("Ja.",)),
    )
    assert _people(meeting.document(*events)) == []


def test_nobody_is_told_of_who_is_not_named_in_this_edition(meeting, look):
    """Neither by a mention that prints otherwise, nor in a closed passage, nor where the name is not public."""
    events = (
        e.ItemDiscussed(item=2, text=(MentionRun("chair", "De voorzitter"), " opent.")),
        e.ItemDiscussed(item=2, text=(Closed((MentionRun("chair"),), "privacy"),)),
        e.ItemDiscussed(item=2, speaker="shy", text=("Ja.",)),
    )
    assert _people(meeting.document(events[0])) == []
    public = meeting.document(*events, edition="public")
    assert _people(public) == []
    assert not look.holds(public, "Gemeente")
