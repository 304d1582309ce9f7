"""A keyword line that is nearly right is told with the very form; a sentence that only begins like one is left alone."""

from __future__ import annotations

import pytest

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.notation.forms import clocks_in
from alliance_minutes.notation.message_texts import ADVICE
from alliance_minutes.notation.verdicts import in_terms
from alliance_minutes.parties import Directory

TOPS = {"nl": "---\norgaan: X\n---\n", "en": "---\nbody: X\n---\n"}

# language, line, code of the message, the form it names
NEARLY = [
    ("nl", "Besluit unaniem: wij gaan", "prose-keyword", "Besluit [unaniem]: …"),
    ("nl", "Besluit met algemene stemmen: x", "prose-keyword", "Besluit [met algemene stemmen]: …"),
    ("nl", "Besluit bij meerderheid: x", "prose-keyword", "Besluit [stemming, aangenomen]: …"),
    ("nl", "Besluit over het dak: wij gaan", "prose-keyword", "Besluit [voor 7, tegen 2]: …"),
    ("nl", "Motie aangenomen: wij gaan", "prose-keyword", "Besluit [aangenomen]: …"),
    ("nl", "Motie van Ann Lee: wij gaan", "prose-keyword", "Motie (@Ann Lee): …"),
    ("nl", "Voorstel van het bestuur: wij gaan", "prose-keyword", "Voorstel (@het bestuur): …"),
    ("nl", "Presentatie door Jan Kok: x", "prose-keyword", "Presentatie (@Jan Kok): …"),
    ("nl", "Actie A-2026-001 gereed: x", "prose-keyword", "Actie gereed A-2026-001: …"),
    ("nl", "Actie vervallen: x", "prose-keyword", "Actie vervalt A-2025-003: …"),
    ("nl", "Actie door Piet Kok: x", "prose-keyword", "Actie @Piet Kok: …"),
    ("nl", "Opening 19h30: x", "prose-keyword", "Opening 19:30: …"),
    ("nl", "Opening door de voorzitter: x", "prose-keyword", "Opening 19:30: …"),
    ("nl", "Aanwezig namens de gemeente: Jan Kok", "prose-keyword", "Aanwezig: …"),
    ("nl", "Besluit (unaniem): x", "header-extra", "Besluit [unaniem]: …"),
    ("nl", "Besluit (7 voor, 2 tegen): x", "header-extra", "Besluit [7 voor, 2 tegen]: …"),
    ("nl", "Besluit [meerderheid]: x", "qualifier", "Besluit [stemming, aangenomen]: …"),
    ("nl", "Besluit [verdaagd]: x", "qualifier", "Besluit [aangehouden]: …"),
    ("nl", "Motie [aangenomen]: x", "qualifier", "Besluit [aangenomen]: …"),
    ("nl", "Mededeling [Jan Kok]: x", "qualifier", "Mededeling (@Naam): …"),
    ("nl", "Vastgesteld [verslag; 14 april]: x", "qualifier", "Vastgesteld [notulen; 14 april]: …"),
    ("nl", "Komt terug [9 juni]: x", "qualifier", "Komt terug 9 juni: …"),
    ("nl", "Actie [uiterlijk 1 juni] @Jan: x", "qualifier", "Actie @Jan, uiterlijk 1 juni: …"),
    ("nl", "Actie [uiterlijk 1 juni]: x", "qualifier", "Actie @Naam, uiterlijk 1 juni: …"),
    ("nl", "Opening: 19.30 uur door de voorzitter", "time-in-words", "Opening 19:30: …"),
    ("nl", "Schorsing: van 20:00 tot 20:10.", "time-in-words", "Schorsing 20:00: …' en 'Hervatting 20:10: …"),
    ("nl", "Volgende vergaderingen: 9 juni, 7 juli", "label-keyword", "Volgende vergadering: …"),
    ("nl", "Verkiezing: Jan Kok.", "label-keyword", "Besluit [verkiezing; gekozen: Naam]: …"),
    ("nl", "Besluit; wij gaan", "keyword-colon", "Besluit [voor 7, tegen 2]: …"),
    ("en", "Decision carried: we go", "prose-keyword", "Decision [carried]: …"),
    ("en", "Decision was unanimous: we go", "prose-keyword", "Decision [unanimous]: …"),
    ("en", "Decision by consensus: x", "prose-keyword", "Decision [consent]: …"),
    ("en", "Motion defeated: x", "prose-keyword", "Decision [rejected]: …"),
    ("en", "Motion by Ann Lee: we go", "prose-keyword", "Motion (@Ann Lee): …"),
    ("en", "Motion on the pool: we go", "prose-keyword", "Motion (@Name): …"),
    ("en", "Question from residents: x", "prose-keyword", "Question (@residents): …"),
    ("en", "Presentation by Ann Lee: x", "prose-keyword", "Presentation (@Ann Lee): …"),
    ("en", "Action A-2026-001 done: x", "prose-keyword", "Action done A-2026-001: …"),
    ("en", "Action for Ann Lee: x", "prose-keyword", "Action @Ann Lee: …"),
    ("en", "Action treasurer: x", "prose-keyword", "Action @Name, due 3 May: …"),
    ("en", "Opened 7pm: x", "prose-keyword", "Opened 19:00: …"),
    ("en", "Opened at 6.30 p.m.: x", "prose-keyword", "Opened 18:30: …"),
    ("en", "Next meeting of the board: 9 June", "prose-keyword", "Next meeting: …"),
    ("en", "Decision (unanimous): x", "header-extra", "Decision [unanimous]: …"),
    ("en", "Decision [majority]: x", "qualifier", "Decision [vote, carried]: …"),
    ("en", "Decision [postponed]: x", "qualifier", "Decision [deferred]: …"),
    ("en", "Adopted [report; 14 April]: x", "qualifier", "Adopted [minutes; 14 April]: …"),
    ("en", "Returns [9 June]: x", "qualifier", "Returns 9 June: …"),
    ("en", "Action [due 1 June] @Ann: x", "qualifier", "Action @Ann, due 1 June: …"),
    ("en", "Opened: 6.00 pm", "time-in-words", "Opened 18:00: …"),
    ("en", "Adjourned: from 20:00 to 20:10.", "time-in-words", "Adjourned 20:00: …' and 'Resumed 20:10: …"),
    ("en", "Next meetings: 9 June, 7 July", "label-keyword", "Next meeting: …"),
    ("en", "Election: Ann Lee.", "label-keyword", "Decision [election; elected: Name]: …"),
    ("en", "Decision; we go", "keyword-colon", "Decision [for 7, against 2]: …"),
]  # fmt: skip

ORDINARY = {
    "nl": """
        Tegen 20:00 uur was iedereen er.
        Tegen 20:00 uur was er nog één vraag: wie sluit af?
        Voor 21:30 moet de zaal leeg zijn.
        Opening van de brug is op 4 juni: iedereen mag komen.
        Opening van de brug: feest op het plein.
        Belang van het plan: groot.
        Belang bij rust: de buurt slaapt slecht.
        Overweging van het bestuur is kort: het kan niet.
        Vraag is of dit lukt: de tijd is krap.
        Vraag blijft wie betaalt: niemand weet het.
        Vragen die komen: wie, wat en waar.
        Besluit is nog niet rijp: er komt een nieuw stuk.
        Besluiten zijn er genoeg: nu nog de uitvoering.
        Voorstel is helder: minder auto's.
        Voorstel dat al eerder lag: bomen langs de laan.
        Actie is nodig: het dak lekt.
        Actie op straat: het werd druk.
        Acties die lopen: zie de lijst.
        Motie die rondging: een grap.
        Mededeling was kort: de lift is stuk.
        Presentatie was lang: drie kwartier.
        Sluiting van het zwembad: de buurt is boos.
        Sluiting dreigt voor de winkel op de hoek.
        Schorsing als straf: het bestuur wil het niet.
        Bespreking in de commissie: volgt later.
        Antwoord is er nog niet: de wethouder zoekt het uit.
        Vertrokken zijn twee gezinnen: zij wonen nu elders.
        Gesloten is de winkel al lang: sinds maart.
        Geopend op zondag: de bibliotheek.
        Komt terug met cijfers: dat vroeg de raad.
        Aanwezig is ook een tekening: zij hangt in de hal.
        Afwezig zijn kost geld: wie niet komt, betaalt.
        Volgende vergadering wordt lang: neem brood mee.
        Vastgesteld is dat het dak lekt: drie emmers vol.
        Ondertekend of niet: het geldt.
        Bijlage bij de brief: een tekening.
        Quorum of niet: wij praten door.
        Voorzitter en secretaris: twee taken, één mens.
        De voorzitter zegt: wij gaan door.
        Er is één vraag: wie betaalt?
        Kosten: 300 euro.
        Om 20:30 komt de koffie.
        Het voorstel is besproken; het bestuur denkt na.
        De stand was 3:2 na verlenging.
        """,
    "en": """
        By 20:00 everybody was there.
        Against 20:00 the watch was set.
        For 20:00 a taxi is ordered.
        Opening of the bridge: a party on the square.
        Opening the bridge was hard: the motor failed.
        Opening hours: nine to five.
        Consideration of the budget: deferred.
        Consideration was given to cost: it is high.
        Returns on investment: 5%.
        Returns are low: the bank pays nothing.
        Return to work: slowly.
        Motion sensors: two are broken.
        Motion is what we lack: nothing moves.
        Question is whether it works: nobody knows.
        Question time: ten minutes.
        Questions that remain: who, what and where.
        Questions were many: the hall was full.
        Answer is simple: no.
        Answer sheets: two per table.
        Decision is not ripe: a new paper follows.
        Decisions are many: now do them.
        Decision that hurts: the pool stays shut.
        Action is needed: the roof leaks.
        Action at the gate: it got loud.
        Actions that run: see the list.
        Proposal is clear: fewer cars.
        Proposals that came in: none.
        Announcement was short: the lift is broken.
        Presentation was long: an hour.
        Discussion points: two.
        Discussion in the committee: later.
        Discussion paper: not ready.
        Closed on Monday: the library.
        Closed is the shop: since March.
        Opened in 1990: the pool.
        Left at the door: two umbrellas.
        Left is right: a joke of the treasurer.
        Present at the creation: a book by an old hand.
        Absent is no excuse: who stays away pays.
        Chair and table: both are broken.
        Signed or not: it holds.
        Adopted is the wrong word: they copied it.
        Attachment to the letter: a drawing.
        Quorum or not: we talk on.
        Next meeting will be long: bring bread.
        The chair says: we go on.
        Cost: 300 euros.
        The score was 3:2 after extra time.
        """,
}


def draft_of(text, language="nl"):
    return read(TOPS[language] + text, directory=Directory())


@pytest.mark.parametrize(("language", "line", "code", "form"), NEARLY)
def test_what_is_nearly_a_keyword_line_is_told_with_its_form(language, line, code, form):
    """One message, with the words that were typed in the form that is read."""
    found = draft_of(line, language).messages
    assert [one.code for one in found] == [code]
    assert f"'{form}'" in found[0].text


@pytest.mark.parametrize(("language", "form"), [(one[0], one[3]) for one in NEARLY if "' " not in one[3]])
def test_a_form_that_is_told_is_read(language, form):
    """Whoever does what the message says gets a record and no message about the form."""
    draft = draft_of(
        form.replace(
            "…", "9 juni" if "ergadering" in form else "9 June" if "meeting:" in form else "Ann Lee"
        ),
        language,
    )
    assert {one.code for one in draft.messages} <= {"name-odd", "reference", "attachment-unknown"}
    assert type(draft.events[-1]) is not e.ItemDiscussed


@pytest.mark.parametrize(
    ("language", "line"),
    [(lang, line.strip()) for lang, text in ORDINARY.items() for line in text.strip().splitlines()],
)
def test_an_ordinary_sentence_is_left_alone(language, line):
    """It is discussion, whole, and nothing is said of it."""
    draft = draft_of(line, language)
    assert [str(one) for one in draft.messages] == []
    assert draft.events[-1].text == (line,)
    assert type(draft.events[-1]) is e.ItemDiscussed


def test_a_closed_session_is_told_once():
    """That it closes nothing; not also that it is no keyword."""
    assert [one.code for one in draft_of("Closed session: none.", "en").messages] == ["closing-plain"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Quorum: 7 aanwezig, 5 vereist"), ("nl", "Quorum: 5 vereist, 7 aanwezig."), ("nl", "Quorum [7 aanwezig, 5 vereist]: ja"),
        ("en", "Quorum: 7 present, 5 required"), ("en", "Quorum: required 5, 7 present."),
    ],
)  # fmt: skip
def test_a_quorum_may_have_its_numbers_first(language, line):
    """As the count of a decision may."""
    draft = draft_of(line, language)
    assert draft.messages == ()
    noted = draft.events[-1]
    assert (noted.required, noted.present, noted.met) == (5, 7, True)


@pytest.mark.parametrize(
    ("language", "line", "column"),
    [
        ("nl", "Vraag: komt het? Antwoord: ja", 18), ("nl", "Mededeling: wij gaan. Besluit [consent]: ja", 23),
        ("en", "Question: does it? Answer: yes", 20), ("en", "Announcement: we go. Action @Ann: sweep", 22),
    ],
)  # fmt: skip
def test_a_keyword_within_the_words_of_another_is_told(language, line, column):
    """At its place; a backslash says that it is text."""
    assert [(one.code, one.line, one.column) for one in draft_of(line, language).messages] == [
        ("keyword-within", 4, column)
    ]
    begin = column - 1
    escaped = draft_of(line[:begin] + "\\" + line[begin:], language)
    assert "keyword-within" not in {one.code for one in escaped.messages}


@pytest.mark.parametrize(
    ("language", "line"),
    [("nl", "Bijlagen: zie website."), ("nl", "Bijlage: geen"), ("en", "Attachments: see website."), ("en", "Attachment: none")],
)  # fmt: skip
def test_an_attachment_whose_title_is_no_title_is_told(language, line):
    """It is recorded as it stands; a backslash says that it is called so."""
    assert [one.code for one in draft_of(line, language).messages] == ["attachment-words"]
    assert draft_of(line.replace(": ", ": \\"), language).messages == ()


@pytest.mark.parametrize(
    "line", ["Bijlage: Zienswijze van de buurt", "Bijlage: Geen-spijttabel", "Bijlage: Seeing is believing"]
)
def test_a_title_that_only_begins_like_that_is_none(line):
    """Whole words count."""
    assert draft_of(line).messages == ()


def test_a_second_time_is_taken_away():
    """Its form would say another time than the line does."""
    text = draft_of("Opening 19:30 20:30: x").messages[0].text
    assert text.endswith(ADVICE["away"]["nl"])


@pytest.mark.parametrize(
    ("said", "times"),
    [("19h30", ["19:30"]), ("12 am", ["00:00"]), ("12.15 pm", ["12:15"]), ("9 uur", ["09:00"]), ("om 25:00", []), ("7", []),
     ("7.75", []), ("van 20.00 tot 20.10", ["20:00", "20:10"])],
)  # fmt: skip
def test_times_are_found_as_people_write_them(said, times):
    """A number alone is none."""
    assert clocks_in(said) == times


@pytest.mark.parametrize("said", ["voor Jan", "tegen 3 mei", "het dak", "", "voor 7, het dak"])
def test_words_that_are_no_verdict_have_no_term(said):
    """Nothing is made of them."""
    assert in_terms(said, "nl") is None
