"""Lines whose meaning would be lost are told: closings that close nothing, labels that are no keyword, keywords without a colon."""

from __future__ import annotations

import pytest
from tests.notation.meetings import PARTIES, known_directory, minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write
from alliance_minutes.parties import Directory
from alliance_minutes.values import Strong

NL = "---\norgaan: Het Bestuur\n---\n"
EN = "---\nbody: The Board\n---\n"
TOPS = {"nl": NL, "en": EN}


def draft_of(text, language="nl", front=""):
    top = TOPS[language].replace("\n---\n", f"\n{front}---\n")
    return read(top + text, directory=Directory())


def told(text, language="nl"):
    """The messages of a body: severity, code, line in the body, column."""
    draft = draft_of(text, language)
    return [(one.severity, one.code, one.line - 3, one.column) for one in draft.messages]


# -- closings that are not read ----------------------------------------------------------------------------------------

UNREAD = [
    ("## Kop\n{besloten 5.1.2e}", [(2, 1)]),
    ("## Kop\n\n{closed}", [(3, 1)]),
    ("Een zin. {besloten 5.1.2e}", [(1, 10)]),
    ("Een zin.\nNog een. {Besloten: 5.1.2e}", [(2, 10)]),
    ("Jan {5.1.2e} komt.", [(1, 5)]),
    ("Jan {privacy} komt.", [(1, 5)]),
    ("Jan {Woo 5.1.2.e} komt.", [(1, 5)]),
    ("|Jan|{5.1.2e} komt.", [(1, 6)]),
    ("Jan {beslotn 5.1.2e} komt.", [(1, 5)]),
    ("Jan {vertrouwelijk} komt.", [(1, 5)]),
    ("Jan [vertrouwelijk] komt.", [(1, 5)]),
    ("Jan [besloten] komt.", [(1, 5)]),
    ("Jan [5.1.2e] komt.", [(1, 5)]),
    ("Jan {besloten 5.1.2e komt.", [(1, 5)]),
    ("Jan besloten 5.1.2e} komt.", [(1, 5)]),
    ("Jan (besloten 5.1.2e) komt.", [(1, 5)]),
    ("Jan komt. Besloten 5.1.2e", [(1, 11)]),
    ("## Klacht besloten Woo 5.1.2.e", [(1, 11)]),
    ("Bijlage: Brief, closed: 5.1.2e", [(1, 17)]),
    ("- punt {besloten 5.1.2e}\n- [closed 5.1.2e] punt", [(1, 8), (2, 3)]),
    ("- {besloten 5.1.2e} punt", [(1, 3)]),
    ("Mededeling: zo is het {besloten 5.1.2e}", [(1, 23)]),
    ("Besluit: zo is het [besloten 5.1.2e]", [(1, 20)]),
    ("Besluit [besloten 5.1.2e]: zo is het", [(1, 10)]),
    ("Vraag [closed]: zo is het", [(1, 8)]),
    ("@Jan: zo is het {besloten 5.1.2e}", [(1, 17)]),
    ("Bijlage: Brief [besloten 5.1.2e]", [(1, 16)]),
    ("Bijlage: {besloten 5.1.2e} Brief", [(1, 10)]),
    ("Bijlage: Brief {besloten 5.1.2e}.", [(1, 16)]),
    ("Bijlage: Brief (besloten 5.1.2e)", [(1, 16)]),
    ("Bijlage [titel: Brief \\[x\\] {besloten 5.2}]: x", [(1, 29)]),
    ("Aanwezig: Jan {besloten 5.1.2e}", [(1, 15)]),
    ("Volgende vergadering: 3 mei, 19:00, hier {besloten 5.2}", [(1, 42)]),
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("text", "places"), UNREAD)
def test_a_closing_that_is_not_read_is_an_error(text, places, language):
    """In doubt closed: nothing is recorded, and the message says the forms that close."""
    draft = draft_of(text, language)
    errors = [one for one in draft.errors if one.code == "closing-unread"]
    assert [(one.line - 3, one.column) for one in errors] == places
    form = "'||woorden||{5.1.2e}'" if language == "nl" else "'||words||{5.1.2e}'"
    assert all(form in one.text for one in errors)
    assert len(draft.errors) == len(errors)


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("titel: Verslag {besloten 5.1.2e}\n", (3, 16)),
        ("plaats: hier [besloten 5.2]\n", (3, 14)),
        ("notulist: Jan {closed 5.1.2e}\n", (3, 15)),
        ("agenda:\n- Personeel {besloten 5.1.2e}\n", (4, 13)),
        ("bijlagen:\n- Brief [besloten 5.1.2e]\n", (4, 9)),
        ("personen:\n- Jan {5.1.2e}\n", (4, 7)),
        ("aanwezig:\n- Jan (lid {5.1.2e})\n", (4, 12)),
    ],
)
def test_a_closing_in_the_front_matter_is_an_error(front, place):
    """Its values are printed as they stand."""
    errors = draft_of("", front=front).errors
    assert [(one.code, one.line, one.column) for one in errors] == [("closing-unread", *place)]


@pytest.mark.parametrize(
    "text", ["Bijlage [besloten]: Brief", "Bijlage: Brief {besloten}", "## Kop {besloten}"]
)
def test_a_closing_without_its_ground_is_an_error(text):
    """The message says that the ground is missing."""
    assert [one[:2] for one in told(text)] == [("error", "ground-empty")]


@pytest.mark.parametrize(
    "text",
    [
        "## Kop {besloten 5.1.2e}\n\nvertrouwelijk",
        "## Besloten deel {closed 5.1.2e}\n\n### Deel (geheim)\n\nIn camera",
        "Bijlage: Brief (vertrouwelijk) {besloten 5.1.2e}",
        "Bijlage [besloten 5.1.2e]: Brief (vertrouwelijk)",
        "Zin met ||Jan (vertrouwelijk)||{5.1.2e} en {|meer|}{5.2}.",
        "Zin \\{besloten 5.1.2e} en \\[besloten] en \\(geheim) en \\{5.1.2e}.",
        "\\{besloten 5.1.2e}",
        "## Kop \\{besloten 5.1.2e}",
        "## Kop \\(besloten)",
        "- \\vertrouwelijk",
        "\\VERTROUWELIJK",
        "Zie [besloten stukken](https://x.nl) en [5.2] en artikel 5.1.2e.",
        "@[Besloten Vennootschap Zon] komt.",
        "// {besloten 5.1.2e}",
    ],
)
def test_what_is_closed_and_what_is_text_gives_no_message(text):
    """Also what only says so, where all of it is closed."""
    assert told(text) == []


SAID = {
    "nl": [
        ("- vertrouwelijk", 1, 3),
        ("Jan (vertrouwelijk) komt.", 1, 5),
        ("VERTROUWELIJK", 1, 1),
        ("VERTROUWELIJK\nJan komt.", 1, 1),
        ("Jan komt.\nVertrouwelijk: hij gaat weg.", 2, 1),
        ("**Vertrouwelijk:** hij gaat weg.", 1, 3),
        ("## Besloten deel", 1, 4),
        ("## 5. Besloten gedeelte: personeel", 1, 7),
        ("## Personeel - vertrouwelijk", 1, 16),
        ("In beslotenheid", 1, 1),
        ("Achter gesloten deuren.", 1, 1),
        ("=== BESLOTEN DEEL ===", 1, 5),
        ("Einde van het besloten deel", 1, 15),
        ("Dit punt is vertrouwelijk.", 1, 1),
        ("Besluit: niet openbaar", 1, 10),
        ("Bijlage: Brief (vertrouwelijk)", 1, 16),
    ],
    "en": [
        ("- confidential", 1, 3),
        ("Ann (confidential) comes.", 1, 5),
        ("CONFIDENTIAL", 1, 1),
        ("Strictly confidential.\nAnn comes.", 1, 1),
        ("Ann comes.\nConfidential: she leaves.", 2, 1),
        ("*Confidential* - she leaves.", 1, 2),
        ("## Closed session", 1, 4),
        ("## 5. Private session: staff", 1, 7),
        ("## Staff, in camera", 1, 11),
        ("In camera", 1, 1),
        ("Behind closed doors.", 1, 1),
        ("--- closed session ---", 1, 5),
        ("Start of private session", 1, 10),
        ("This item is confidential.", 1, 1),
        ("Decision: not for publication", 1, 11),
        ("Attachment: Letter (not public)", 1, 20),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "line", "column"), [(lang, *one) for lang, cases in SAID.items() for one in cases]
)
def test_words_that_only_say_that_something_is_closed_are_told(language, text, line, column):
    """They are recorded and close nothing; the message says so."""
    assert told(text, language) == [("warning", "closing-plain", line, column)]
    draft = draft_of(text, language)
    assert "{besloten 5.1.2e}" in draft.messages[0].text or "{closed 5.1.2e}" in draft.messages[0].text
    assert all(getattr(one, "closed", None) is None for one in draft.events)


def test_a_path_that_is_not_read_is_an_error():
    """The file would not be attached."""
    assert told("Bijlage: Brief <a.pdf> bij punt 3") == [("error", "path-unread", 1, 16)]
    assert told("Bijlage: Waarde \\<1.5> en <b> x") == []


# -- labels ------------------------------------------------------------------------------------------------------------

LABELS = {
    "nl": [
        ("Notulist: Piet", "key-in-body", "notulist: …"),
        ("**Secretaris:** Piet", "key-in-body", "notulist: …"),
        ("Datum: 3 mei", "key-in-body", "datum: …"),
        ("Locatie: de zaal", "key-in-body", "plaats: …"),
        ("Orgaan: het bestuur", "key-in-body", "orgaan: …"),
        ("Voorzitster: Ann", "label-keyword", "Voorzitter: …"),
        ("Deelnemers: Ann, Bob", "label-keyword", "Aanwezig: …"),
        ("Met kennisgeving: Ann", "label-keyword", "Afgemeld: …"),
        ("Gekozen: Ann", "label-keyword", "Besluit [voor 7, tegen 2]: …"),
        ("Stemming: 7 voor, 2 tegen", "label-keyword", "Besluit [voor 7, tegen 2]: …"),
        ("Voor: 7", "label-keyword", "Besluit [voor 7, tegen 2]: …"),
        ("Tegen: 2", "label-keyword", "Besluit [voor 7, tegen 2]: …"),
        ("Afspraak: wij gaan", "label-keyword", "Besluit [voor 7, tegen 2]: …"),
        ("Besloten: wij gaan", "label-keyword", "Besluit [voor 7, tegen 2]: …"),
        ("Actiepunt A: vegen", "label-keyword", "Actie @Naam, uiterlijk 3 mei: …"),
        ("- Actiepunt 3: vegen", "label-keyword", "Actie @Naam, uiterlijk 3 mei: …"),
        ("Ingediend door Jan de Wit", "label-keyword", "Motie (@Naam): …"),
        ("Volgende bijeenkomst: 14 mei", "label-keyword", "Volgende vergadering: …"),
    ],
    "en": [
        ("Secretary: Ann", "key-in-body", "secretary: …"),
        ("Minutes taken by: Ann", "key-in-body", "secretary: …"),
        ("Date: 3 May", "key-in-body", "date: …"),
        ("Venue: the hall", "key-in-body", "place: …"),
        ("Chairperson: Ann", "label-keyword", "Chair: …"),
        ("In attendance: Ann, Bob", "label-keyword", "Present: …"),
        ("Regrets: Ann", "label-keyword", "Apologies: …"),
        ("Elected: Ann", "label-keyword", "Decision [for 7, against 2]: …"),
        ("Resolved: we go", "label-keyword", "Decision [for 7, against 2]: …"),
        ("- Resolved: we go", "label-keyword", "Decision [for 7, against 2]: …"),
        ("For: 7", "label-keyword", "Decision [for 7, against 2]: …"),
        ("Against: 2", "label-keyword", "Decision [for 7, against 2]: …"),
        ("Task 3: sweep", "label-keyword", "Action @Name, due 3 May: …"),
        ("Moved by Ann Lee, seconded by Bob", "label-keyword", "Motion (@Name): …"),
        ("Motion by @[Ann Lee]", "label-keyword", "Motion (@Name): …"),
        ("Seconded by: Bob", "label-keyword", "Motion (@Name): …"),
        ("Amendment by Bob.", "label-keyword", "Amendment (@Name): …"),
        ("Date of the next meeting: 14 May", "label-keyword", "Next meeting: …"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "code", "form"), [(lang, *one) for lang, cases in LABELS.items() for one in cases]
)
def test_a_label_that_stands_for_something_that_is_read_is_told(language, text, code, form):
    """At its place, with the form; the words stay as they were typed."""
    draft = draft_of(text, language)
    column = len(text) - len(text.lstrip("*- ")) + 1
    assert [(one.severity, one.code, one.line, one.column) for one in draft.messages] == [
        ("warning", code, 4, column)
    ]
    assert f"'{form}'" in draft.messages[0].text
    assert [type(one) for one in draft.events[1:]] == [e.ItemDiscussed]


@pytest.mark.parametrize(
    ("language", "above", "below"),
    [("nl", "Voorstel: X", "Kosten: 300 euro"), ("nl", "Besluiten:\n- X", "Toelichting van Jan: zo is het"),
     ("en", "Proposal: X", "Cost: 300 euros"), ("en", "Decisions:\n- X", "Reason given: it is so")],
)  # fmt: skip
def test_a_label_that_joins_the_words_of_a_keyword_is_told(language, above, below):
    """Any short one with a capital; after a blank line it is a paragraph of its own, and nothing is told."""
    line = above.count("\n") + 2
    assert told(f"{above}\n{below}", language) == [("warning", "label-joins", line, 1)]
    assert below in draft_of(f"{above}\n{below}", language).events[-1].text[0]
    assert told(f"{above}\n\n{below}", language) == []
    assert told(f"{above}\n\\{below}", language) == []


def test_each_line_below_a_proposal_that_is_meant_as_a_record_is_told_once():
    """All of them join its words."""
    lines = ["Motion by Jan: y", "Moved by Jan", "Resolved: z", "Elected: z", "Stemming: z", "Gekozen: z", "Voor: 7", "Tegen: 2", "Zaal: 3"]  # fmt: skip
    found = told("Voorstel: X\n" + "\n".join(lines))
    assert [one[2] for one in found] == list(range(2, 2 + len(lines)))
    assert {one[1] for one in found} == {"prose-keyword", "label-keyword", "label-joins"}


# -- keywords without their colon, or in a heading ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "code", "column"),
    [
        ("nl", "Komt terug in mei", "keyword-colon", 1),
        ("nl", "Komt terug op de volgende vergadering.", "keyword-colon", 1),
        ("nl", "- Komt terug op 24 september", "keyword-bullet", 3),
        ("nl", "Volgende vergadering op 14 mei", "keyword-colon", 1),
        ("nl", "Volgende vergadering is op do 14 mei om 19.30 uur.", "keyword-colon", 1),
        ("nl", "Voorstel A", "keyword-colon", 1),
        ("nl", "Besluit 2.", "keyword-colon", 1),
        ("en", "Returns in May", "keyword-colon", 1),
        ("en", "Returns at the next meeting.", "keyword-colon", 1),
        ("en", "- Returns 24 September", "keyword-bullet", 3),
        ("en", "Next meeting on Thursday 14 May at 19:00 in the hall", "keyword-colon", 1),
        ("en", "Proposal B", "keyword-colon", 1),
        ("nl", "## Besluit [consent]", "keyword-heading", 4),
        ("nl", "## 5. Besluit: het dak", "keyword-heading", 7),
        ("nl", "## Actie @Jan", "keyword-heading", 4),
        ("nl", "## Opening 19:30", "keyword-heading", 4),
        ("en", "## Decision [for 7, against 2]", "keyword-heading", 4),
        ("en", "### Action @Ann, due 3 May: sweep", "keyword-heading", 5),
        ("en", "## Next meeting: 14 May", "keyword-heading", 4),
        ("en", "## Closed 21:15", "keyword-heading", 4),
        ("nl", "## Sluiting: 21.15 uur", "keyword-heading", 4),
        ("nl", "Volgende vergadering: begin mei", "next-words", 23),
        ("en", "Next meeting: 14/5 or so", "next-words", 15),
        ("nl", "<!-- geheim -->", "html-comment", 1),
        ("en", "Ann <!-- secret --> comes.", "html-comment", 5),
        ("nl", "#Titel", "heading-blank", 1),
        ("en", "#Title", "heading-blank", 1),
    ],
)
def test_a_keyword_that_is_not_read_here_is_told(language, text, code, column):
    """What it says is recorded as text only."""
    assert told(text, language) == [("warning", code, 1, column)]


@pytest.mark.parametrize(
    ("language", "text", "on", "starts", "place"),
    [
        ("nl", "Volgende vergadering: do 14 mei, 19.30 uur, X", "XXXX-05-14", "19:30", "X"),
        ("nl", "Volgende vergadering: op do. 14 mei 2026 om 19.30 uur in de zaal", "2026-05-14", "19:30", "de zaal"),
        ("nl", "Volgende vergadering op 14 mei:", "XXXX-05-14", None, None),
        ("nl", "Volgende vergadering: mei", "XXXX-05", None, None),
        ("en", "Next meeting: Thu 14 May 2026, 19.30, X", "2026-05-14", "19:30", "X"),
        ("en", "Next meeting: on Thurs. 14 May at 19:30 in the hall", "XXXX-05-14", "19:30", "the hall"),
        ("en", "Next meeting on 14 May:", "XXXX-05-14", None, None),
    ],
)  # fmt: skip
def test_the_next_meeting_is_read_as_people_write_it(language, text, on, starts, place):
    """Short weekdays, "op", "19.30 uur"."""
    draft = draft_of(text, language)
    (event,) = draft.events[1:]
    assert draft.messages == ()
    assert (str(event.on), event.starts_at, event.place, event.text) == (on, starts, place, ())


def test_a_weekday_that_does_not_fit_its_date_is_an_error():
    """Also a short one; 14 May 2026 is a Thursday."""
    assert told("Volgende vergadering: di 14 mei 2026") == [("error", "date", 1, 23)]


@pytest.mark.parametrize(("language", "text"), [("nl", "Zin.\nKomt terug op 24 september:"), ("en", "A line.\nReturns on 24 September:")])  # fmt: skip
def test_what_returns_on_a_day_is_read(language, text):
    """With or without "op" or "on"; a month alone is no day."""
    draft = draft_of(text, language)
    assert (draft.messages, str(draft.events[-1].returns_on)) == ((), "XXXX-09-24")
    draft = draft_of(text.split("\n")[1].replace(" op", ": op").replace(" on", ": on").rstrip(":"), language)
    assert (draft.messages, str(draft.events[-1].returns_on), draft.events[-1].text) == ((), "XXXX-09-24", ())
    assert draft_of("Komt terug: in mei, of later.").events[-1].text == ("in mei, of later.",)
    assert told("Komt terug: 31 april") == [("error", "date", 1, 13)]
    assert told("Komt terug:") == [("error", "mark-alone", 1, 1)]
    assert told("Zin.\nKomt terug in mei:") == [("error", "month-alone", 2, 15)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("Actie:\nA: veeg voor 3 mei", 2, 1), ("Acties:\n- A: veeg voor 3 mei", 2, 3), ("Actie: Jan de Wit en Bo: veeg", 1, 8)],
)  # fmt: skip
def test_an_owner_without_at_is_told(text, line, column):
    """The words of an action begin with a name and a colon, and nobody owns it."""
    assert told(text) == [("warning", "action-owner", line, column)]
    assert told("Actie @Jan: Zaal: huren\n\nActie: \\A: veeg") == []


@pytest.mark.parametrize(
    ("language", "text", "column"),
    [
        ("nl", "Binnengekomen: brief van de gemeente", 16),
        ("nl", "Binnengekomen: een brief van de gemeente", 16),
        ("nl", "Binnengekomen:\n- Uitnodiging van de school", 3),
        ("en", "Arrived: letter from the council", 10),
        ("en", "Arrived: an email from Ann", 10),
        ("en", "Arrived: Several complaints", 10),
    ],
)
def test_a_letter_that_came_in_is_no_person(language, text, column):
    """Nobody is made of it."""
    directory = Directory()
    draft = read(TOPS[language] + text, directory=directory)
    assert [(one.severity, one.code, one.column) for one in draft.messages] == [
        ("error", "paper-came", column)
    ]
    assert len(directory.introduced) == 1
    assert told("Binnengekomen 20:10: @Brief\n\nBinnengekomen: een bewoner") == []


# -- ordinary prose ----------------------------------------------------------------------------------------------------

PROSE = {
    "nl": """Voorstel is om het dak te vernieuwen.
Voorstel van het college is goed ontvangen.
Voorstellen zijn welkom tot de zomer.
Actie was nodig, en die kwam er.
Acties van bewoners hebben geholpen.
Actiepunten worden de volgende keer besproken.
Besluit en toelichting staan in de bijlage.
Besluiten worden genomen met consent.
Besloten is het dak te vernieuwen.
Besloten 5.2 miljoen uit te geven (of meer).
Besloten bijeenkomsten zijn er dit jaar niet.
Vraag is of het geld er is.
Vragen kunnen per brief worden gesteld.
Antwoord volgt in de zomer.
Aanwezig waren ongeveer veertig mensen.
Afwezig zijn mag, zegt het bestuur.
Opening van het plein is in juni.
Sluiting van het zwembad dreigt.
Mededelingen zijn er niet.
Presentatie en gesprek duurden lang.
Motie van treurnis werd niet ingediend.
Volgende vergadering bespreken wij het plan.
Volgende vergadering komt in mei het plan terug.
Komt terug als er nieuws is.
Komt terug in een andere vorm.
Notulist en voorzitter danken de leden.
Datum en plaats volgen later.
Voor de zomer is het klaar.
Voor zover bekend: niemand heeft bezwaar.
Tegen de muur staat een ladder.
Gekozen wordt voor de goedkope tegels.
Stemming was er goed in.
Vertrouwelijke stukken worden niet gemaild.
Vertrouwelijk overleg hoort daar niet bij, zegt zij.
Geheim is het plan nooit geweest.
Het overleg was niet openbaar, en dat was jammer.
Gesloten deuren helpen niet tegen de kou.
Einde van de vergadering was in zicht.
Dit punt is besproken.
De kosten: 300 euro per jaar.
Kosten: 300 euro per jaar.
Let op: de zaal is dicht.
Ingediend door bewoners zijn drie plannen.
Jan (12 jaar) en Piet [sic] komen.
Zie artikel 5.1.2e van de wet {en niet 5.2}.
Brief van de gemeente is binnengekomen.
#plein is het woord van de dag.""",
    "en": """Proposal is a big word for it.
Proposals are welcome until summer.
Action was needed, and it came.
Actions of residents have helped.
Action items will be discussed later.
Decision and reasons are in the annex.
Decisions are taken by consent.
Resolved problems are crossed out.
Question is whether there is money.
Questions may be sent by letter.
Answer follows in the summer.
Present were about forty people…
Absent members may vote by letter.
Apologies were made to the neighbours.
Opening of the square is in June.
Closing the pool is a threat.
Closed doors do not keep out the cold.
This item is closed.
End of the session was near.
Announcements were not made.
Presentation and talk took long.
Motion sickness was mentioned.
Motion by the whole board is rare.
Moved by the story, the board fell silent.
Next meeting we discuss the plan.
Returns are expected to be low.
Returns may be lower in spring, we think.
Secretary and chair thank the members.
Date and place follow later.
For the summer it is ready.
For what it is worth: nobody objects.
Against the wall stands a ladder.
Elected members serve two years.
Vote early and often, somebody said.
Confidential papers are not mailed.
Private parties are not our business.
Secret ballots were rare then.
The talk was not public, which was a pity.
Left of the church is a bench.
Signed copies are in the office.
Attachment to the place is strong.
The cost: 300 euros a year.
Cost: 300 euros a year.
Please note: the hall is closed.
Ann (12 years) and Bob [sic] come.
See article 5.1.2e of the act {and not 5.2}.
#square is the word of the day.""",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_ordinary_sentences_give_no_message(language):
    """As a paragraph, as a line of one, as a point of a list and below a keyword."""
    sentences = PROSE[language].split("\n")
    assert len(sentences) >= 30
    lines = [one for one in sentences if not one.startswith(("Kosten:", "Cost:", "Let op:", "Please note:"))]
    keyword = "Mededeling: x" if language == "nl" else "Announcement: x"
    bodies = ["\n\n".join(sentences), "\n".join(sentences), "\n".join(f"- {one}" for one in sentences)]
    for body in [*bodies, "\n".join([keyword, *(one for one in lines if ":" not in one)])]:
        assert [str(one) for one in draft_of(body, language).messages] == []
    for one in sentences:
        assert [str(found) for found in draft_of(f"{keyword}\n\n{one}", language).messages] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_ordinary_headings_give_no_message(language):
    """Of agendas as people write them."""
    titles = {
        "nl": ["Opening", "1. Opening en mededelingen", "Mededelingen (10 min)", "Presentatie – Expo", "Voorstel: dak", "Vragen",
               "Besluitenlijst", "Actielijst", "Volgende vergadering", "Rondvraag en sluiting", "Vaststelling notulen", "Besluitvorming over dak",
               "Presentatie: de buurt", "Motie parkeren"],
        "en": ["Opening", "1. Opening and apologies", "Announcements (10 min)", "Presentation – Expo", "Proposal: roof", "Questions",
               "Action list", "Next meeting", "Any other business", "Decision making", "Presentation: the quarter", "Motion on parking"],
    }[language]  # fmt: skip
    assert told("\n\n".join(f"## {one}" for one in titles), language) == []


# -- written back ------------------------------------------------------------------------------------------------------

TYPED = ("VERTROUWELIJK", "Besloten deel", "x (vertrouwelijk)", "x (besloten 5.1.2e) y", "{besloten 5.1.2e}", "[closed 5.2]", "x besloten 5.1.2e}", "14 mei", "op 14 mei", "begin mei", "<!-- x -->", "y Besloten 5.1.2e",
         "a\nIn camera\nb", "Staff, in camera", "=== Besloten deel ===", "(closed", "A: x", "Resolved: z", "x\nKosten: 3", "Notulist: x", "Moved by Jan", "Komt terug in mei",
         "Voorstel A", "#Titel", "Voor: 7", "Besluit [x] y", "Besluit: ja", "Actiepunt A: x", "5. Besloten deel", "\nIn camera\n")  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_words_that_would_be_told_of_come_back_as_they_were(typed):
    """Recorded as they are, they are written so that no message comes of them: plain, strong, in a list and as a title."""
    stream: list[e.Event] = [
        e.MeetingConvened(body="p0", title=(f"x{typed}",) if "\n" in typed else (typed,), place=typed)
    ]
    stream += [
        e.DocumentAttached(title=typed),
        e.NextMeetingSet(text=(typed,)),
        e.ItemDeferred(text=(typed,)),
    ]
    for words in ((typed,), (Strong((typed,)),), (Strong((typed,)), " x")):
        stream += [e.ItemDiscussed(text=words, points=(e.Point(words, 0),)), e.DecisionTaken(text=words)]
        stream += [e.ActionAgreed(text=words), e.ActionAgreed(text=words, owners=("p0",))]
        stream += [e.MinutesAdopted(editions=("public",), corrections=words)]
    at = len(stream)
    stream += [e.ItemOpened(title=words) for words in ((typed,), (Strong((typed,)),))]
    draft = read(write(minutes_of(stream), PARTIES), directory=known_directory())
    assert [str(one) for one in draft.messages] == []
    assert list(draft.events) == stream
    assert at == len(stream) - 2
