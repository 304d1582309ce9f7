"""Each keyword of the notation, in both languages, alone and with a list."""

from __future__ import annotations

import pytest
from attrs import evolve

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.notation.keywords import KEY_NAMES, KEYWORDS, MONTHS, TERMS, Keyword
from alliance_minutes.parties import Directory

FRONT = "---\norgaan: Het Bestuur\nvoorzitter: Bea\n---\n\n## Punt\n\n"
# kind: the event, the header behind the keyword, and the text after the colon.
CASES = {
    "opened": (e.MeetingOpened, " 19:30", ""),
    "closed": (e.MeetingClosed, " 21:15", "Tot ziens."),
    "adjourned": (e.MeetingAdjourned, " 20:00", ""),
    "resumed": (e.MeetingResumed, " 20:10", ""),
    "chair": (e.ChairTaken, "", "Bea, vervangt Ali (ziek)"),
    "arrived": (e.ParticipantArrived, " 20:10", "@Ali"),
    "left": (e.ParticipantLeft, " 21:00", "@Ali"),
    "present": (e.AttendanceNoted, "", "Ali (lid, Stichting Groen, stemrecht 2)"),
    "apologies": (e.AttendanceNoted, "", "Ali"),
    "absent": (e.AttendanceNoted, "", "Ali"),
    "quorum": (e.QuorumNoted, "", "vereist 5, aanwezig 8"),
    "conflict": (e.ConflictDeclared, " (@Ali)", "Hij woont daar."),
    "discussion": (e.ItemDiscussed, " 19:40 (@Ali)", "Zo is het."),
    "announcement": (e.AnnouncementMade, " (@Ali)", "Er is feest."),
    "presentation": (e.PresentationGiven, " (Ali)", "Zo werkt het."),
    "proposal": (e.ProposalMade, " (@Ali)", "Wij beginnen."),
    "motion": (e.ProposalMade, " (@Ali, gesteund door @Bea)", "Wij beginnen."),
    "amendment": (e.ProposalMade, " (@Ali, seconded by @Bea)", "Wij beginnen later."),
    "consideration": (e.ConsiderationRaised, " (@Ali)", "Let op de kosten."),
    "question": (e.QuestionAsked, " (@Ali)", "Wanneer?"),
    "answer": (e.QuestionAnswered, " (ambtelijk) [voorlopig; vraag 0]", "Nog niet."),
    "decision": (e.DecisionTaken, " B-2025-003 [consent]", "Wij doen het."),
    "action": (e.ActionAgreed, " @Ali, @Bea, uiterlijk 24 september", "Maak een plan."),
    "done": (e.ActionCompleted, " A-2025-003", ""),
    "dropped": (e.ActionDropped, " A-2025-003", "Niet meer nodig."),
    "returns": (e.ItemDeferred, " 24 september", "Het komt terug."),
    "signed": (e.PartnerSigned, " (convenant)", "De Meervaart (door @J. de Boer)"),
    "partner-left": (e.PartnerLeft, " (convenant)", "De Meervaart"),
    "attachment": (e.DocumentAttached, "", "Het plan"),
    "adopted": (e.MinutesAdopted, " [notulen, public minutes; 28 februari]", "Zonder wijzigingen."),
    "next-meeting": (e.NextMeetingSet, "", "24 september, 19:30, het huis"),
}
MARKS_ALONE = {"opened", "adjourned", "resumed", "done"}


def draft_of(body):
    return read(FRONT + body, directory=Directory())


def test_every_keyword_has_a_case():
    """A new keyword without a case fails."""
    assert {keyword.kind for keyword in KEYWORDS.values()} == set(CASES)


@pytest.mark.parametrize("word", sorted(KEYWORDS))
def test_a_keyword_line_records_its_event(word):
    """The keyword with a header and text becomes one event of its class, without a message."""
    event, header, text = CASES[KEYWORDS[word].kind]
    under = "Dat is klaar.\n" if KEYWORDS[word].kind in MARKS_ALONE else ""
    draft = draft_of(f"{under}{word}{header}: {text}\n")
    assert [str(message) for message in draft.messages] == []
    assert isinstance(draft.events[-1], event)
    assert draft.events[-1].item == 3


@pytest.mark.parametrize("word", sorted(word for word in KEYWORDS if KEYWORDS[word].kind != "discussion"))
def test_a_list_below_a_keyword_is_one_event_per_bullet(word):
    """Text on the keyword line is the lead-in: a discussion directly before."""
    event, header, text = CASES[KEYWORDS[word].kind]
    header = header.replace(" B-2025-003", "").replace(" A-2025-003", "")
    text = text or "tekst"
    if issubclass(event, (e.ActionCompleted, e.ActionDropped)):
        text = f"A-2025-003: {text}"
    draft = draft_of(f"{word}{header}: Dit was het:\n- {text}\n- {text}\n")
    assert [str(message) for message in draft.errors] == []
    assert [type(one) for one in draft.events[3:]] == [e.ItemDiscussed, event, event]
    assert draft.events[3].text == ("Dit was het:",)


@pytest.mark.parametrize("kind", sorted(CASES))
def test_both_languages_record_the_same(kind):
    """A file may mix them: the event does not depend on the language of the keyword."""
    _, header, text = CASES[kind]
    under = "Dat is klaar.\n" if kind in MARKS_ALONE else ""
    found = set()
    for word, keyword in KEYWORDS.items():
        if keyword.kind == kind and not keyword.plural:
            numbers = iter(range(99))
            directory = Directory(new=lambda numbers=numbers: f"p{next(numbers)}")
            found.add(read(f"{FRONT}{under}{word}{header}: {text}", directory=directory).events[-1])
    assert len(found) == 1


@pytest.mark.parametrize(
    ("word", "header"),
    [(w, CASES[k.kind][1]) for w, k in sorted(KEYWORDS.items()) if CASES[k.kind][2] and k.kind not in
     {"chair", "arrived", "left", "present", "apologies", "absent", "quorum", "signed", "partner-left", "attachment"}],
)  # fmt: skip
def test_a_keyword_without_text_marks_the_paragraph_above(word, header):
    """The event rests on the paragraph and has no words of its own."""
    draft = draft_of(f"Er is iets gezegd.\n{word}{header}:\n")
    assert [str(message) for message in draft.errors] == []
    assert (draft.events[-1].rests_on, draft.events[-1].text) == (4, ())


def test_keys_months_and_terms_are_complete():
    """Each language has each key, twelve months, and a word for each term."""
    assert {language for _, language in KEY_NAMES.values()} == {"nl", "en"}
    assert [len(names) for names in MONTHS.values()] == [12, 12]
    assert all(both["nl"] and both["en"] for both in TERMS.values())
    assert Keyword("decision", "nl", plural=True) == KEYWORDS["Besluiten"]


def test_several_marks_stand_under_one_paragraph_and_under_a_keyword():
    """Each rests on the same entry."""
    draft = draft_of(
        "Zo spreken wij af.\nBesluit [afspraak]:\n// tussendoor\nActie:\nKomt terug next meeting:\n\nBesluit: Ja.\nActie @Bea:\n"
    )
    assert [one.rests_on for one in draft.events[3:]] == [None, 4, 4, 4, None, 8]


def test_a_bullet_names_its_own_party():
    """``@Name:`` and ``@[Name]`` override the party of the header; ``owners`` too."""
    draft = draft_of(
        "Mededelingen (@Bea):\n- een\n- @Ali: twee\n- @[Cor] zegt drie\n\nActies @Bea:\n- @Ali: vier\n"
    )
    assert [(one.code, one.line, one.severity) for one in draft.messages] == [("party-unused", 13, "warning")]
    bea, ali, cor = draft.events[3].by, draft.events[4].by, draft.events[5].by
    assert len({bea, ali, cor}) == 3
    assert draft.events[6].owners == (ali,)
    assert draft.events[4].text == ("twee",)


def test_the_seconder_and_what_is_decided_on():
    """A decision is on the nearest undecided proposal of its item; an amendment changes the proposal."""
    draft = draft_of(
        "Motie (@Ali, gesteund door @Bea): Meer groen.\n\nAmendement: Nog meer.\n\n"
        "Besluit [verworpen]: Nee.\n\nBesluit [aangenomen]: Ja.\n\nBesluit: Los.\n\n## Ander\n\nBesluit: Elders.\n"
    )
    assert draft.messages == ()
    motion, amendment, *decisions = draft.events[3:8]
    assert (motion.seconder, amendment.amends) == (draft.events[1].chair, 4)
    assert [one.on for one in decisions] == [5, 4, None]


def test_answers_go_to_the_nearest_open_question_or_to_a_number():
    """A provisional answer leaves its question open."""
    draft = draft_of(
        "Vraag V-2025-001: Een?\n\nVraag: Twee?\n\nAntwoord [voorlopig]: a\n\nAntwoord: b\n\nAntwoord: c\n\n"
        "Antwoord V-2025-001: d\n\nAntwoord V-2024-009: e\n"
    )
    assert [(one.question, one.number) for one in draft.events[5:]] == [
        (5, None),
        (5, None),
        (4, None),
        (4, None),
        (None, "V-2024-009"),
    ]


def test_a_decision_with_everything():
    """Kind, outcome, count by number and name, unit, majority, elected, what it replaces, and objections."""
    draft = draft_of(
        "Besluit [verkiezing, aangenomen; voor 2: Ali, Bea; tegen: Cor; blanco 1; ongeldig 0; eenheid stemmen; vereist 2/3; "
        "gekozen: Ali, @[Bea]; vervangt B-2024-001; bezwaar: *te* laat]: Gekozen.\n"
    )
    assert draft.messages == ()
    taken = draft.events[-1]
    assert (taken.kind, taken.method, taken.outcome, taken.supersedes) == (
        "election",
        "vote",
        "carried",
        "B-2024-001",
    )
    tally = taken.tally
    assert (tally.in_favour, tally.against, tally.blank, tally.invalid, tally.unit, tally.required) == (
        2, None, 1, 0, "stemmen", "2/3",
    )  # fmt: skip
    assert (len(tally.names_in_favour), len(tally.names_against), len(taken.elected)) == (2, 1, 2)
    assert evolve(taken).objections[1:] == (" laat",)


def test_a_bullet_may_begin_with_its_own_number():
    """Each bullet of a list of decisions or of actions that are done has its number."""
    draft = draft_of(
        "Besluiten:\n- B-2025-001: een\n- B-2025-002: twee\n\nActies gereed:\n- A-2025-001\n- A-2025-002: ja\n"
    )
    assert draft.messages == ()
    assert [one.number for one in draft.events[3:]] == [
        "B-2025-001",
        "B-2025-002",
        "A-2025-001",
        "A-2025-002",
    ]
    assert [one.text for one in draft.events[3:]] == [("een",), ("twee",), (), ("ja",)]
    wrong = draft_of("Besluiten:\n- B-2025-001: een\n- B-2025-001: twee\n\nActies gereed:\n- iets\n")
    assert [one.code for one in wrong.errors] == ["number-taken", "number-needed"]


def test_secret_ballots_have_no_names():
    """``[geheim]`` keeps the count only."""
    draft = draft_of("Decision [secret; for 7, against 2, abstentions 1]: Yes.\n")
    assert draft.messages == ()
    assert draft.events[-1].tally.secret
