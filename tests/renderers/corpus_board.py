"""A meeting as a board would keep it, and its public edition."""

from __future__ import annotations

from tests.renderers.corpus_parts import LABELS, ORIGIN, STREAM, fact, say, source

from alliance_minutes.document import (
    Action,
    Announcement,
    Answer,
    Attachment,
    Attendance,
    Closed,
    Consideration,
    Contribution,
    Count,
    Decision,
    Document,
    Erased,
    Ground,
    HistoryEvent,
    Link,
    List,
    Mention,
    Meta,
    Moment,
    Notice,
    Paragraph,
    Presentation,
    Proposal,
    Question,
    Redaction,
    Reference,
    Return,
    Row,
    Section,
    Signing,
    Table,
    Text,
)


def _meta(edition: str, edition_label: str) -> Meta:
    return Meta(
        stream=STREAM,
        version=48,
        origin=ORIGIN,
        body="Bestuur alliantie Samen Noord",
        title="Vergadering van het bestuur van de alliantie Samen Noord, 30 juni",
        heading=say("Vergadering van het bestuur"),
        held_on=Moment("XXXX-06-30", "30 juni"),
        edition=edition,
        edition_label=edition_label,
        status="circulated",
        status_label="Rondgestuurd, nog niet vastgesteld",
        language="nl",
        text_language="nl",
        file_name=f"bestuur-samen-noord-XXXX-06-30-{'intern' if edition == 'internal' else 'publiek'}",
        facts=(
            fact("held_on", "Datum", (Moment("XXXX-06-30", "30 juni"),)),
            fact(
                "opened_at", "Tijd", (Moment("19:30", "19.30"), Text(" tot "), Moment("21:45", "21.45 uur"))
            ),
            fact("place", "Plaats", "Buurthuis De Kade, grote zaal"),
            fact(
                "chair",
                "Voorzitter",
                (Mention("De wethouder", "p-alderman"), Text(", vervangt de burgemeester")),
            ),
            fact("secretary", "Secretaris", (Mention("Het programmabureau", "p-office"),)),
        ),
    )


def model() -> Document:
    """The internal minutes of a board meeting."""
    return _board(
        _meta("internal", "Interne notulen"),
        price=Closed(
            say("De wethouder noemt een bedrag van zes ton voor het pand."), "5.1.2b", "Niet openbaar, 5.1.2b"
        ),
        legend=(Ground(code="5.1.2b", label="economische of financiële belangen"),),
    )


def public() -> Document:
    """The public edition of the same meeting: a passage withheld, an item withheld, a name erased."""
    withheld = Section(
        source=source(40),
        number="5",
        title=(Redaction("5.1.2e", "Agendapunt niet openbaar, 5.1.2e"),),
        facts=(fact("closed", "Niet openbaar", "eerbiediging van de persoonlijke levenssfeer (5.1.2e)"),),
        closed="5.1.2e",
    )
    erased = Section(
        source=source(45),
        number="6",
        title=say("Rondvraag"),
        blocks=(
            Contribution(
                source=source(46),
                speaker=(Erased("naam gewist"),),
                words=say(
                    "Er was te weinig tijd voor de tentoonstelling; laten we daar later op terugkomen."
                ),
            ),
            Notice(
                source=source(47),
                kind="erased",
                label="Gewist",
                words=(Text("Een naam, op verzoek van de betrokkene."),),
            ),
        ),
    )
    return _board(
        _meta("public", "Publieksnotulen"),
        price=Redaction("5.1.2b", "Weggelaten, 5.1.2b"),
        legend=(
            Ground(code="5.1.2b", label="economische of financiële belangen"),
            Ground(code="5.1.2e", label="eerbiediging van de persoonlijke levenssfeer"),
        ),
        more=(withheld, erased),
    )


def _board(
    meta: Meta, *, price: Closed | Redaction, legend: tuple[Ground, ...], more: tuple[Section, ...] = ()
) -> Document:
    return Document(
        meta=meta,
        blocks=(
            Notice(kind="draft", label="Concept: deze notulen zijn rondgestuurd en nog niet vastgesteld"),
            List(
                label="Aanwezig",
                blocks=(
                    Attendance(source=source(3), party=(Mention("De wethouder", "p-alderman"),)),
                    Attendance(source=source(4), party=(Mention("De bewonersraad", "p-residents"),)),
                    Attendance(
                        source=source(5),
                        party=(Mention("De woningcorporatie", "p-housing"),),
                        since="20:05",
                        facts=(fact("since", "Vanaf", (Moment("20:05", "20.05 uur"),)),),
                    ),
                    Attendance(
                        source=source(6),
                        label="Met bericht afwezig",
                        party=(Mention("De burgemeester", "p-mayor"),),
                        status="apologies",
                    ),
                ),
            ),
            Table(
                caption="Besluiten van deze vergadering",
                header=("Nummer", "Besluit", "Wijze"),
                rows=(
                    Row(
                        cells=(
                            (Reference(source(21), "B-2025-003"),),
                            say("Twee managers aanstellen en vier buurten kiezen"),
                            say("consent"),
                        ),
                        source=source(21),
                    ),
                    Row(
                        cells=(
                            (Reference(source(31), "B-2025-004"),),
                            say("Het werkgeverschap van de directeur"),
                            say("stemming, 7 voor en 1 onthouding"),
                        ),
                        source=source(31),
                    ),
                ),
            ),
            Section(
                source=source(7),
                number="1",
                title=say("Ondertekening door nieuwe partners"),
                kind="ceremonie",
                facts=(fact("kind", "Soort", "ceremonie"),),
                blocks=(
                    Paragraph(
                        source=source(8),
                        words=say(
                            "Voor de opening stellen jongeren uit de kerngroep een paar vragen aan de nieuwe partners. "
                            "Er wordt een foto gemaakt, en daarna tekenen de partners het convenant."
                        ),
                    ),
                    List(
                        label="Ondertekend: convenant",
                        blocks=(
                            Signing(
                                source=source(9),
                                partner=(Mention("Stichting De Moestuin"),),
                                agreement="convenant",
                            ),
                            Signing(
                                source=source(10),
                                partner=(Mention("Theater aan de Kade"),),
                                agreement="convenant",
                            ),
                            Signing(
                                source=source(11),
                                partner=(Mention("Weggeefwinkel Noord"),),
                                agreement="convenant",
                                facts=(fact("signatory", "Door", "de penningmeester"),),
                            ),
                        ),
                    ),
                ),
            ),
            Section(
                source=source(12),
                number="2",
                title=say("Opening en mededelingen"),
                blocks=(
                    Notice(
                        source=source(2),
                        kind="opened",
                        label="Opening",
                        at="19:30",
                        words=say("De wethouder opent."),
                    ),
                    List(
                        label="Mededelingen",
                        blocks=(
                            Announcement(
                                source=source(13),
                                words=say("Door ziekte van de burgemeester zit de wethouder vandaag voor."),
                            ),
                            Announcement(
                                source=source(14),
                                words=(Text("De gemeente vertelt hoe zij op de uitgaven let. "), price),
                            ),
                            Announcement(
                                source=source(15),
                                words=(
                                    Text("Op "),
                                    Moment("XXXX-10-04", "4 oktober"),
                                    Text(" is er een festival voor en door jongeren; zie "),
                                    Link(say("het programma"), "https://samen-noord.example/festival"),
                                    Text("."),
                                ),
                            ),
                        ),
                    ),
                    Question(
                        source=source(16),
                        label="Vraag V-2025-001",
                        number="V-2025-001",
                        words=say("Hoe staat het met de weekendschool?"),
                    ),
                    Answer(
                        source=source(17),
                        label="Voorlopig antwoord",
                        question=source(16),
                        settles=False,
                        words=say("Daar wordt zorgvuldig naar gekeken; het onderzoek loopt nog."),
                    ),
                ),
            ),
            Section(
                source=source(18),
                number="3",
                title=say("Opgaven in de buurt"),
                blocks=(
                    Section(
                        source=source(19),
                        title=say("De werkwijze in vier buurten"),
                        blocks=(
                            Presentation(
                                source=source(22),
                                label="Presentatie",
                                document=source(50),
                                facts=(
                                    fact(
                                        "document",
                                        "Bijlage",
                                        (Reference(source(50), "Lessen uit een jaar pionieren"),),
                                    ),
                                ),
                                words=say(
                                    "De manager laat zien wat een jaar werken vanuit het midden heeft opgeleverd, en wat "
                                    "alleen lukte omdat iedereen meedeed."
                                ),
                            ),
                            Contribution(
                                source=source(23),
                                speaker=(Mention("De bewonersraad", "p-residents"),),
                                words=say(
                                    "Laat bewoners al meepraten bij de keuze van de buurten, niet pas bij de uitvoering."
                                ),
                            ),
                            List(
                                label="Overwegingen van het bestuur",
                                blocks=(
                                    Consideration(
                                        source=source(24),
                                        words=say("Hoe voorkomen we dat dit tijdelijk blijft?"),
                                    ),
                                    Consideration(
                                        source=source(25),
                                        words=say(
                                            "Kijk niet alleen naar cijfers; ga praten met wie er woont."
                                        ),
                                    ),
                                    Consideration(
                                        source=source(26),
                                        words=say("Sluit aan bij wat er al loopt, zoals de tentoonstelling."),
                                    ),
                                ),
                            ),
                            Paragraph(
                                source=source(20),
                                words=say(
                                    "Het bestuur wil geen tijd verliezen en geeft consent op het kiezen van de buurten en het "
                                    "aanstellen van twee managers. De criteria staan de volgende keer op de agenda."
                                ),
                                marks=(
                                    Decision(
                                        source=source(21),
                                        label="Besluit B-2025-003",
                                        number="B-2025-003",
                                        method="consent",
                                        facts=(fact("method", "Wijze", "consent"),),
                                    ),
                                    Action(
                                        source=source(27),
                                        label="Actie A-2025-001",
                                        number="A-2025-001",
                                        due="XXXX-09-24",
                                        facts=(
                                            fact(
                                                "owner", "Door", (Mention("Het programmabureau", "p-office"),)
                                            ),
                                            fact("due", "Uiterlijk", (Moment("XXXX-09-24", "24 september"),)),
                                        ),
                                    ),
                                    Return(
                                        source=source(28),
                                        label="Komt terug",
                                        on="next-meeting",
                                        facts=(fact("on", "Wanneer", "volgende vergadering"),),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            Section(
                source=source(29),
                number="4",
                title=say("Werkgeverschap van de directeur"),
                blocks=(
                    Proposal(
                        source=source(30),
                        label="Voorstel",
                        decided=True,
                        words=say("De selectiecommissie legt haar uitwerking voor."),
                    ),
                    Decision(
                        source=source(31),
                        label="Besluit B-2025-004",
                        number="B-2025-004",
                        kind="adoption",
                        method="vote",
                        outcome="carried",
                        on=source(30),
                        count=Count(in_favour=7, abstain=1),
                        facts=(
                            fact("method", "Wijze", "stemming"),
                            fact("count", "Stemmen", "7 voor, 1 onthouding"),
                            fact("outcome", "Uitkomst", "aangenomen"),
                        ),
                        words=say("Het bestuur stelt de uitwerking vast, met de afspraken die erin staan."),
                    ),
                ),
            ),
            *more,
            Section(
                title=say("Bijlagen"),
                blocks=(
                    List(
                        blocks=(
                            Attachment(
                                source=source(50),
                                title=say("Lessen uit een jaar pionieren"),
                                name="lessen.pdf",
                                media_type="application/pdf",
                                size=1_482_110,
                                facts=(fact("size", "Omvang", "1,4 MB"),),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        labels=LABELS["nl"],
        legend=legend,
        history=(HistoryEvent(kind="created", recorded_at="2025-07-01T08:00:00Z", by="Het programmabureau"),),
    )
