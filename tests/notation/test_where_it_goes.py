"""What a line goes with: the list below it, the words above it, the proposal it is on; or it is told."""

from __future__ import annotations

import pytest

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.parties import Directory

NL = "---\norgaan: Het Bestuur\n---\n"
EN = "---\nbody: The Board\n---\n"
TOPS = {"nl": NL, "en": EN}


def draft_of(text, language="nl"):
    return read(TOPS[language] + text, directory=Directory())


def said(text, language="nl"):
    """What was recorded after the meeting itself: class and words; nothing may be told."""
    draft = draft_of(text, language)
    assert draft.messages == ()
    return [(type(event).__name__, *getattr(event, "text", ())) for event in draft.events[1:]]


def told(text, language="nl"):
    """The messages of a body: severity, code, line in the body."""
    return [(one.severity, one.code, one.line - 3) for one in draft_of(text, language).messages]


# -- a list below a blank line -----------------------------------------------------------------------------------------

LISTS = [
    ("nl", "Besluiten: het bestuur besluit:", "DecisionTaken"),
    ("nl", "Besluiten [consent]: het bestuur stemt in met", "DecisionTaken"),
    ("nl", "Acties: wij doen:", "ActionAgreed"),
    ("nl", "Vragen: er zijn vragen:", "QuestionAsked"),
    ("nl", "Overwegingen: het bestuur geeft mee:", "ConsiderationRaised"),
    ("nl", "Mededelingen: er is nieuws", "AnnouncementMade"),
    ("nl", "Moties: ingediend zijn:", "ProposalMade"),
    ("en", "Decisions: the board decides:", "DecisionTaken"),
    ("en", "Actions: we will:", "ActionAgreed"),
    ("en", "Questions: asked were:", "QuestionAsked"),
    ("en", "Considerations: the board adds", "ConsiderationRaised"),
    ("en", "Announcements: there is news:", "AnnouncementMade"),
]


@pytest.mark.parametrize("blank", ["", "\n", "\n\n"])
@pytest.mark.parametrize(("language", "line", "event"), LISTS)
def test_a_list_belongs_to_its_lead_in_over_a_blank_line(language, line, event, blank):
    """Each bullet is an event, and the words on the keyword line are said before them."""
    lead = line.partition(": ")[2]
    assert said(f"{line}\n{blank}- a\n- b", language) == [
        ("ItemDiscussed", lead),
        (event, "a"),
        (event, "b"),
    ]


def test_an_owner_in_a_list_below_a_blank_line_is_an_owner():
    """It is no text with an @."""
    draft = draft_of("Acties: wij doen:\n\n- @Jan Kok: belt\n- @Els Smit: schrijft")
    assert [len(event.owners) for event in draft.events[2:]] == [1, 1]
    assert draft.messages == ()


def test_a_list_below_a_plural_keyword_under_a_paragraph_belongs_to_it():
    """The plural is for lists, and no mark when one follows."""
    assert said("De brug is oud.\nBesluiten:\n\n- a\n- b") == [
        ("ItemDiscussed", "De brug is oud."),
        ("DecisionTaken", "a"),
        ("DecisionTaken", "b"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Besluit [consent]: de brug gaat dicht.\n\n- a", ("DecisionTaken", "de brug gaat dicht.")),
        ("Bijlagen: Brief\n\n- a", ("DocumentAttached",)),
        ("Mededeling: er is nieuws.\n\n- a", ("AnnouncementMade", "er is nieuws.")),
    ],
)
def test_a_list_below_a_blank_line_stays_discussion_under_words_that_do_not_lead_in(text, first):
    """A sentence that ends, and data, take no list from below a blank line."""
    assert said(text) == [first, ("ItemDiscussed",)]


@pytest.mark.parametrize("blank", ["", "\n"])
def test_the_list_of_a_discussion_that_leads_in_belongs_to_it(blank):
    """Also below a blank line."""
    draft = draft_of(f"Bespreking 20:00: genoemd wordt:\n{blank}- a\n- b")
    assert [len(event.points) for event in draft.events[1:]] == [2]


# -- the title ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("text", ["## 1. Een\n\ntekst\n\n# 2. Twee\n\ntekst", "## 1. Een\n\n\n\n# Twee"])
def test_a_heading_of_the_first_level_below_an_item_is_no_title(text, language):
    """It would take what follows to the item above it: an error."""
    assert told(text, language) == [("error", "title-late", 5)]


@pytest.mark.parametrize("text", ["# Titel\n\n## 1. Een", "Opening 19:30:\n\n# Titel\n\n## 1. Een"])
def test_a_title_above_the_items_is_the_title(text):
    """Wherever above them."""
    draft = draft_of(text)
    assert (draft.messages, draft.events[0].title) == ((), ("Titel",))


# -- what a decision is on ---------------------------------------------------------------------------------------------

MOTION = {
    "nl": "## 1. Brug\n\nMotie (@A): de brug dicht\n\nAmendement (@B): na 6 uur\n\n",
    "en": "## 1. Bridge\n\nMotion (@A): close the bridge\n\nAmendment (@B): after 6\n\n",
}


def on(text, language):
    draft = draft_of(MOTION[language] + text, language)
    kinds = [
        draft.events[one.on - 1].kind for one in draft.events if isinstance(one, e.DecisionTaken) and one.on
    ]
    return kinds, [(one.code, one.line - 3) for one in draft.messages]


@pytest.mark.parametrize(
    ("language", "text", "kinds", "messages"),
    [
        ("nl", "Besluit [geamendeerd]: aangenomen", ["motion"], []),
        ("en", "Decision [amended, for 4, against 1]: carried", ["motion"], []),
        ("en", "Decision [carried]: The amended motion was carried.", ["amendment"], [("motion-open", 7)]),
        ("nl", "Besluit [aangenomen]: De motie is aangenomen.", ["amendment"], [("motion-open", 7)]),
        ("nl", "Besluit [aangenomen]: ja\n\nBesluit [geamendeerd]: ja", ["amendment", "motion"], []),
        ("en", "Decision [carried]: yes\n\nDecision [carried]: yes", ["amendment", "motion"], []),
        ("en", "Decision [amended]: yes\n\nDecision [carried]: tea at ten", ["motion"], []),
    ],
)
def test_a_decision_that_is_amended_is_on_the_motion(language, text, kinds, messages):
    """One on the amendment alone is told, for the motion stays undecided."""
    assert on(text, language) == (kinds, messages)


def test_a_decision_that_says_what_it_is_on_is_not_told():
    """A motion may stay undecided."""
    text = "Motie: de brug dicht\n\nAmendement [kenmerk K1]: na 6 uur\n\nBesluit [aangenomen; over K1]: ja"
    assert told(text) == []


# -- the frame of a meeting --------------------------------------------------------------------------------------------


def rests(text, language="nl"):
    draft = draft_of(text, language)
    assert draft.messages == ()
    return [getattr(event, "rests_on", None) for event in draft.events[1:]]


@pytest.mark.parametrize(
    ("language", "text", "marks"),
    [
        ("nl", "Volgende vergadering: 9 juni\nSluiting 21:10:", [None, None]),
        ("en", "Next meeting: 9 June\nClosed 21:10:", [None, None]),
        ("nl", "De begroting is akkoord.\nBesluit [consent]:\nSluiting 21:10:", [None, 2, None]),
        ("en", "The budget is agreed.\nDecision [consent]:\nAdjourned 21:10:", [None, 2, None]),
        ("nl", "De begroting is akkoord.\nActie @A:\nVertrokken 21:00 @B:", [None, 2, None]),
        ("nl", "Aanwezig: A\nOpening 19:30:", [None, None]),
        ("nl", "De voorzitter sluit.\nSluiting 21:10:", [None, 2]),
        (
            "nl",
            "A gaat, en we schorsen.\nVertrokken 20:00 @A:\nSchorsing 20:00:\nKomt terug 9 juni:",
            [None, 2, 2, 2],
        ),
        ("nl", "Mededeling: we sluiten.\nSluiting 21:10:", [None, 2]),
        ("nl", "De brug gaat dicht.\nBesluit [consent]:\nActie @A:\nKomt terug 9 juni:", [None, 2, 2, 2]),
    ],
)
def test_a_line_of_the_frame_rests_on_words_that_stand_directly_above(language, text, marks):
    """On no next meeting, and not on the words that a decision above it marks; other marks are as they were."""
    assert rests(text, language) == marks


@pytest.mark.parametrize(("asked", "answered"), [("Vragen", "Antwoorden"), ("Questions", "Answers")])
def test_each_answer_of_a_list_is_of_the_nearest_question_that_is_open_then(asked, answered):
    text = f"---\nbody: Board\n---\n\n{asked}:\n- A?\n- B?\n\n{answered}:\n- x\n- y\n"
    draft = read(text, directory=Directory())
    answers = [(one.text, one.question) for one in draft.events if isinstance(one, e.QuestionAnswered)]
    assert (answers, draft.messages) == ([(("x",), 3), (("y",), 2)], ())
