"""Each type of event comes out visible, in both languages and editions."""

from __future__ import annotations

from datetime import time

import pytest

from alliance_minutes import events as e
from alliance_minutes.compose.families import TELLERS, TOLD_ELSEWHERE
from alliance_minutes.document import Section, plain
from alliance_minutes.parties import Parties
from alliance_minutes.values import PartialDate, Tally

DAY = PartialDate.parse("2025-09-24")
DIGEST = "sha256:" + "ab" * 32
ADOPTED = e.MinutesAdopted(adopted_by="later", editions=("internal", "public"))

# Event (version 3 or, after what it needs, the last), and words that must be read, in Dutch and in English.
SAMPLES = [
    (
        (e.MeetingOpened(occurred_at=time(19, 30), text=("Welkom allen.",)),),
        ("Opening", "19.30 uur", "Welkom allen."),
        ("Opened", "19:30", "Welkom allen."),
    ),
    ((e.MeetingAdjourned(occurred_at=time(20, 0)),), ("Schorsing", "20.00 uur"), ("Adjourned", "20:00")),
    ((e.MeetingResumed(occurred_at=time(20, 10)),), ("Hervatting", "20.10 uur"), ("Resumed", "20:10")),
    ((e.MeetingClosed(occurred_at=time(21, 15)),), ("Sluiting", "21.15 uur"), ("Closed", "21:15")),
    (
        (e.NextMeetingSet(on=DAY, starts_at="19:30", place="De Zaal"),),
        ("Volgende vergadering", "24 september 2025", "19.30 uur", "De Zaal"),
        ("Next meeting", "24 September 2025", "19:30", "De Zaal"),
    ),
    (
        (e.ChairTaken(chair="chair", deputises_for="member", reason=("ziek",)),),
        ("Voorzitter", "De wethouder", "Vervangt", "De bewoner", "ziek"),
        ("Chair", "De wethouder", "Deputising for", "De bewoner", "ziek"),
    ),
    (
        (
            e.AttendanceNoted(
                party="chair",
                status="present",
                since=time(19, 5),
                until=time(20, 5),
                proxy_for=("member",),
                votes=120,
            ),
        ),
        ("Aanwezig", "De wethouder", "Gemeente", "19.05 uur", "20.05 uur", "De bewoner", "120", "Stemrecht"),
        ("Present", "De wethouder", "Gemeente", "19:05", "20:05", "De bewoner", "120", "Votes"),
    ),
    ((e.ParticipantArrived(party="member"),), ("Binnengekomen", "De bewoner"), ("Arrived", "De bewoner")),
    ((e.ParticipantLeft(party="member"),), ("Vertrokken", "De bewoner"), ("Left", "De bewoner")),
    (
        (e.QuorumNoted(required=5, present=8, met=True),),
        ("Quorum", "Vereist", "5", "Aanwezig", "8", "ja"),
        ("Quorum", "Required", "5", "Present", "8", "yes"),
    ),
    (
        (e.ConflictDeclared(party="member", text=("Zijn huis staat er.",)),),
        ("Belang gemeld", "De bewoner", "Zijn huis staat er."),
        ("Conflict of interest declared", "De bewoner"),
    ),
    (
        (e.ItemOpened(title=("Buurten",), number="5a", kind="spotlight", parent=2, returns_from="m/3"),),
        ("5a", "Buurten", "Soort", "spotlight", "een eerdere vergadering"),
        ("5a", "Buurten", "Kind", "spotlight", "an earlier meeting"),
    ),
    (
        (
            e.ItemDiscussed(
                item=2, speaker="member", text=("Het is goed.",), points=(e.Point(text=("Een punt",)),)
            ),
        ),
        ("De bewoner", "Het is goed.", "Een punt"),
        ("De bewoner", "Het is goed.", "Een punt"),
    ),
    (
        (e.AnnouncementMade(item=2, by="member", text=("Er is feest.",)),),
        ("Mededeling", "Door", "De bewoner", "Er is feest."),
        ("Announcement", "By", "Er is feest."),
    ),
    (
        (e.DocumentAttached(title="De kaart"), e.PresentationGiven(item=2, presenter="member", document=3)),
        ("Presentatie", "De bewoner", "Bijlage", "De kaart"),
        ("Presentation", "De bewoner", "Attachment", "De kaart"),
    ),
    (
        (e.ConsiderationRaised(item=2, by="body", text=("Kijk verder.",)),),
        ("Overweging", "Alliantiebestuur", "Kijk verder."),
        ("Consideration", "Kijk verder."),
    ),
    (
        (e.QuestionAsked(item=2, number="V-2025-001", by="member", text=("Hoe dan?",)),),
        ("Vraag V-2025-001", "De bewoner", "Hoe dan?"),
        ("Question V-2025-001", "Hoe dan?"),
    ),
    (
        (
            e.QuestionAsked(item=2, number="V-2025-001", text=("Hoe dan?",)),
            e.QuestionAnswered(item=2, by="chair", question=3, settles=False, text=("Nog niet af.",)),
        ),
        ("Antwoord (voorlopig)", "De wethouder", "Nog niet af.", "Vraag V-2025-001"),
        ("Answer (provisional)", "De wethouder", "Nog niet af.", "Question V-2025-001"),
    ),
    (
        (
            e.ProposalMade(item=2, kind="motion", mover="member", text=("Wij stellen voor.",)),
            e.ProposalMade(item=2, kind="amendment", mover="chair", seconder="member", amends=3),
        ),
        ("Motie", "Ingediend door", "Amendement", "Gesteund door", "Wijzigt", "Motie van De bewoner"),
        ("Motion", "Moved by", "Amendment", "Seconded by", "Amends", "Motion by De bewoner"),
    ),
    (
        (
            e.ProposalMade(item=2, text=("Zo doen.",)),
            e.DecisionTaken(
                item=2,
                number="B-2025-003",
                on=3,
                kind="election",
                method="vote",
                outcome="carried",
                tally=Tally(
                    in_favour=7,
                    against=2,
                    abstain=1,
                    blank=0,
                    unit="handen",
                    required="2/3",
                    names_in_favour=("chair",),
                    names_against=("member",),
                ),
                objections=("Te vroeg.",),
                elected=("chair", "member"),
                supersedes="B-2024-009",
                text=("Zo wordt het.",),
            ),
        ),
        (
            "Verkiezing B-2025-003",
            "Voorstel",
            "na stemming",
            "aangenomen",
            "voor 7, tegen 2, onthouding 1, blanco 0",
            "handen",
            "2/3",
            "Te vroeg.",
            "Gekozen",
            "B-2024-009",
            "Zo wordt het.",
        ),
        (
            "Election B-2025-003",
            "by vote",
            "carried",
            "for 7, against 2, abstaining 1, blank 0",
            "Elected",
            "Replaces",
        ),
    ),
    (
        (
            e.ActionAgreed(
                item=2, number="A-2025-001", owners=("chair", "member"), due=DAY, text=("Bellen.",)
            ),
        ),
        (
            "Actie A-2025-001",
            "Wie",
            "De wethouder",
            "De bewoner",
            "Uiterlijk",
            "24 september 2025",
            "Bellen.",
        ),
        ("Action A-2025-001", "Who", "Due", "24 September 2025", "Bellen."),
    ),
    ((e.ActionCompleted(number="A-2024-007"),), ("Actie gereed A-2024-007",), ("Action done A-2024-007",)),
    (
        (e.ActionDropped(number="A-2024-008"),),
        ("Actie vervallen A-2024-008",),
        ("Action dropped A-2024-008",),
    ),
    (
        (e.ItemDeferred(item=2, returns_on=PartialDate.parse("XXXX-09-24"), to_body="body"),),
        ("Komt terug op 24 september", "Alliantiebestuur"),
        ("Returns on 24 September", "Alliantiebestuur"),
    ),
    (
        (e.PartnerSigned(item=2, partner="member", agreement="convenant", signatory="chair"),),
        ("Ondertekend (convenant)", "De bewoner", "Door", "De wethouder"),
        ("Signed (convenant)", "De bewoner", "By", "De wethouder"),
    ),
    (
        (e.PartnerLeft(item=2, partner="member", agreement="convenant"),),
        ("Vertrokken als partner (convenant)", "De bewoner"),
        ("Left as a partner (convenant)", "De bewoner"),
    ),
    (
        (
            e.DocumentAttached(
                title="De kaart", name="kaart.pdf", media_type="application/pdf", size=9, digest=DIGEST
            ),
        ),
        ("Bijlage", "De kaart", "kaart.pdf", "application/pdf", DIGEST),
        ("Attachment", "De kaart", "File", "kaart.pdf"),
    ),
    (
        (
            e.MinutesAdopted(
                item=2,
                editions=("internal", "public"),
                held_on=PartialDate.parse("XXXX-02-28"),
                corrections=("Regel 3 weg.",),
            ),
        ),
        ("Vastgesteld", "notulen", " en ", "publieksnotulen", "28 februari", "Regel 3 weg."),
        ("Adopted", "minutes", " and ", "public minutes", "28 February", "Regel 3 weg."),
    ),
    (
        (e.MinutesCirculated(edition="public", to=("alle leden",), on=DAY),),
        ("Rondgestuurd", "publieksnotulen", "alle leden", "24 september 2025"),
        ("Circulated", "public minutes", "alle leden", "24 September 2025"),
    ),
    (
        (e.MinutesSigned(edition="public", by="chair", role="voorzitter", format="odt", digest=DIGEST),),
        ("Ondertekend", "De wethouder", "voorzitter", "publieksnotulen", "odt", DIGEST),
        ("Signed", "De wethouder", "voorzitter", "odt", DIGEST),
    ),
    (
        (e.MinutesPublished(format="html", digest=DIGEST, where="https://example.org/1"),),
        ("Gepubliceerd", "publieksnotulen", "html", DIGEST, "https://example.org/1"),
        ("Published", "public minutes", "html", "https://example.org/1"),
    ),
    (
        (
            e.ItemDiscussed(item=2, text=("Fout.",)),
            ADOPTED,
            e.EntryCorrected(
                target=3, instead=e.ItemDiscussed(item=2, text=("Goed.",)), reason=("Schrijffout",)
            ),
        ),
        ("Erratum: gecorrigeerd", "Goed.", "Schrijffout"),
        ("Erratum: corrected", "Goed.", "Schrijffout"),
    ),
    (
        (
            e.ItemDiscussed(item=2, text=("Fout.",)),
            ADOPTED,
            e.EntryWithdrawn(target=3, reason=("Nooit gezegd",)),
        ),
        ("Erratum: ingetrokken", "Fout.", "Nooit gezegd"),
        ("Erratum: withdrawn", "Fout.", "Nooit gezegd"),
    ),
    (
        (
            e.ItemDiscussed(item=2, text=("Iets.",)),
            ADOPTED,
            e.EntryMoved(target=3, item=2, after=2, reason=("Volgorde",)),
        ),
        ("Erratum: verplaatst", "Iets.", "Volgorde"),
        ("Erratum: moved", "Iets.", "Volgorde"),
    ),
    (
        (
            ADOPTED,
            e.EntriesAdded(reason=("Vergeten",), decision="B-2025-009"),
            e.ItemDiscussed(item=2, text=("Iets.",), added=4),
        ),
        ("Erratum: toegevoegd", "Iets.", "Vergeten", "B-2025-009"),
        ("Erratum: added", "Iets.", "Vergeten", "B-2025-009"),
    ),
    (
        (
            e.ItemDiscussed(item=2, text=("Iets.",)),
            e.PassageClosed(target=3, field="text", words=("Niets.",), ground="5.1.2b"),
        ),
        ("Passage niet openbaar gemaakt", "5.1.2b economische of financiële belangen"),
        ("Passage closed to the public", "5.1.2b economic or financial interests"),
    ),
    (
        (
            e.ItemDiscussed(item=2, text=("Iets.",)),
            e.PassageOpened(target=3, field="text", words=("Alles.",)),
        ),
        ("Passage openbaar gemaakt", "Alles."),
        ("Passage opened to the public", "Alles."),
    ),
    (
        (e.PersonalDataErased(digests=("x",), basis="AVG art. 17"),),
        ("Persoonsgegevens gewist", "AVG art. 17"),
        ("Personal data erased", "AVG art. 17"),
    ),
]
_TYPES = [
    next((one for one in sample[0] if isinstance(one, e.EntriesAdded)), sample[0][-1]).TYPE
    for sample in SAMPLES
]


def test_each_event_type_is_told_by_one_function_or_elsewhere():
    """A new type without a way to be told fails here."""
    assert set(e.EVENT_TYPES.values()) == {*TELLERS, *TOLD_ELSEWHERE}
    assert not TOLD_ELSEWHERE & set(TELLERS)


def test_each_event_type_of_a_meeting_has_a_sample():
    """Types that tell themselves elsewhere have tests of their own below."""
    told = {cls.TYPE for cls in (*TELLERS, e.ItemOpened)}
    assert set(_TYPES) == told


_RENDERED = (e.MinutesSigned, e.MinutesPublished)


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("events", "dutch", "english"), SAMPLES, ids=_TYPES)
def test_each_event_type_is_visible(  # noqa: PLR0917 - pytest gives each by its name
    meeting, look, events, dutch, english, language, edition
):
    """Label, facts and words stand in the block that comes from the entry, or in what it changed."""
    document = meeting.document(*events, language=language, edition=edition, open_decisions=("B-2025-009",))
    (block,) = look.sourced(document, len(events) + 2)
    assert block.title if isinstance(block, Section) else _label(document, block)
    for words in dutch if language == "nl" else english:
        if edition == "public" and words == DIGEST and isinstance(events[-1], _RENDERED):
            # What was closed since could be guessed from the digest of a rendition that shows it.
            assert not look.holds(document.blocks, words)
        else:
            assert look.holds(document.blocks, words), words


def _label(document, block):
    """The label of a statement, or that of its list; discussion has a speaker or words instead."""
    lists = [one for one in _every(document.blocks) if block in getattr(one, "blocks", ())]
    return block.label or plain(block.words) or any(getattr(one, "label", "") for one in lists)


def _every(blocks):
    for block in blocks:
        yield block
        yield from _every(getattr(block, "blocks", ()))


def test_the_convening_is_the_head(meeting):
    """Date, form, place, secretary and the plan are facts of the meeting."""
    convened = e.MeetingConvened(
        body="body", held_on=DAY, form="hybrid", place="De Zaal", secretary="member", planned=("Een", "Twee")
    )
    facts = {fact.label: plain(fact.value) for fact in meeting.document(convened=convened).meta.facts}
    assert facts == {
        "Datum": "24 september 2025",
        "Vorm": "hybride",
        "Plaats": "De Zaal",
        "Notulist": "De bewoner",
        "Geplande agenda": "Een en Twee",
    }


def test_the_founding_and_the_description_of_the_body_are_in_the_head(meeting, look):
    """The origin is that of the book; the other names of the body are a fact."""
    body = e.BodyDescribed(body="body", names=("AB", "het bestuur"))
    document = meeting.document(body=body, origin="minutes.example/founded")
    assert document.meta.origin == "minutes.example/founded"
    assert look.holds(document.meta.facts, "AB")
    assert look.holds(document.meta.facts, "het bestuur")


def test_parties_are_printed_by_the_name_they_go_by_now(meeting, look):
    """Introduced, renamed, merged: the mention of an old id prints the name that holds."""
    parties = Parties(
        (
            e.PartyIntroduced(party="body", name="Bestuur"),
            e.PartyIntroduced(party="one", name="Oude naam"),
            e.PartyIntroduced(party="two", name="Dubbel"),
            e.PartyRenamed(party="one", name="Nieuwe naam"),
            e.PartiesMerged(party="two", into="one"),
        )
    )
    document = meeting.document(
        e.ParticipantArrived(party="two"), e.ParticipantLeft(party="one"), parties=parties
    )
    for version in (3, 4):
        (notice,) = look.sourced(document, version)
        assert plain(notice.words) == "Nieuwe naam"
        assert notice.words[0].party == "one"
    assert not look.holds(document, "Dubbel")


def test_an_event_of_another_stream_is_passed_over(meeting, look):
    """The domain refuses it; a forged book shows nothing of it rather than failing."""
    document = meeting.document(e.BookFounded(origin="elsewhere"))
    assert look.sourced(document, 3) == []
