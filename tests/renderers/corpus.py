"""One corpus of documents for all formats, built straight from the document model.

``every_node`` holds every block, every inline and every field at least once; ``hostile`` the text nobody hopes for;
``model`` a meeting as a board would keep it; ``public`` its public edition; ``empty`` hardly anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document import (
    Action,
    Adoption,
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
    Emphasis,
    Erased,
    Erratum,
    Fact,
    Ground,
    HistoryEvent,
    Inlines,
    Labels,
    Link,
    List,
    Mention,
    Meta,
    Moment,
    Notice,
    Paragraph,
    Point,
    Presentation,
    Proposal,
    Question,
    Redaction,
    Reference,
    Return,
    Row,
    Section,
    Signing,
    Source,
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STREAM = "0198c2d4-5b6e-7a10-9c3f-2f6d1e8a4b07"
ORIGIN = "minutes.example/samen-noord"

LABELS: Mapping[str, Labels] = {
    "nl": Labels(
        contents="Inhoud",
        skip="Naar de notulen",
        colophon="Colofon",
        legend="Gronden voor weglating",
        page="Pagina",
        renderer="Gemaakt met",
        options="Instellingen",
        digest="Controlegetal (SHA-256)",
        record="Boek en vergadering",
        marks="Vastgelegd",
        withdrawn="ingetrokken",
    ),
    "en": Labels(
        contents="Contents",
        skip="To the minutes",
        colophon="Colophon",
        legend="Grounds for withholding",
        page="Page",
        renderer="Made with",
        options="Options",
        digest="Digest (SHA-256)",
        record="Book and meeting",
        marks="Recorded",
        withdrawn="withdrawn",
    ),
}


def source(version: int) -> Source:
    """An entry of the corpus' meeting."""
    return Source(STREAM, version)


def say(text: str) -> Inlines:
    """Words without marks."""
    return (Text(text),)


def fact(name: str, label: str, value: str | Inlines) -> Fact:
    """A fact in ready words."""
    return Fact(name=name, label=label, value=say(value) if isinstance(value, str) else value)


def every_node(language: str = "nl") -> Document:
    """Every block, every inline and every field, at least once."""
    other = {"nl": "en", "en": "nl"}[language]
    return Document(
        meta=Meta(
            kind="minutes",
            stream=STREAM,
            version=61,
            origin=ORIGIN,
            body="Bestuur Samen Noord",
            title="Alles wat een verslag kan bevatten",
            heading=(Text("Alles wat een "), Emphasis(say("verslag")), Text(" kan bevatten")),
            held_on=Moment("XXXX-06-30", "30 juni"),
            edition="internal",
            edition_label="Interne uitgave",
            status="concept",
            status_label="Concept",
            language=language,
            text_language=other,
            file_name=f"alles-{language}-intern",
            facts=(
                fact("held_on", "Datum", (Moment("XXXX-06-30", "30 juni"),)),
                fact("opened_at", "Begin", (Moment("19:30", "19.30 uur"),)),
                fact("place", "Plaats", "Buurthuis De Kade"),
                fact("chair", "Voorzitter", (Mention("De wethouder", "p-chair"),)),
            ),
        ),
        blocks=(*_opening(), _talk(), _will(), _papers(), _deep()),
        labels=LABELS[language],
        legend=(
            Ground(code="5.1.2e", label="eerbiediging van de persoonlijke levenssfeer"),
            Ground(code="commercial", label="bedrijfsbelang"),
        ),
        history=(
            HistoryEvent(
                kind="created", recorded_at="2025-07-01T08:00:00Z", by="De secretaris", edition=None
            ),
            HistoryEvent(kind="corrected", recorded_at="2025-07-02T08:00:00Z", by="De secretaris"),
            HistoryEvent(kind="circulated", recorded_at="2025-07-03T08:00:00Z", edition="internal"),
            HistoryEvent(kind="adopted", recorded_at="2025-09-24T18:00:00Z", edition="public"),
            HistoryEvent(
                kind="signed", recorded_at="2025-09-25T08:00:00Z", by="De voorzitter", edition="internal"
            ),
            HistoryEvent(kind="published", recorded_at="2025-09-26T08:00:00Z", edition="public"),
            HistoryEvent(kind="erased", recorded_at="2026-01-05T08:00:00Z"),
        ),
    )


def _opening() -> tuple[Notice | List | Table, ...]:
    return (
        Notice(kind="draft", label="Concept", words=say("Deze notulen zijn nog niet vastgesteld.")),
        Notice(
            source=source(2), kind="opened", label="Opening", at="19:30", words=say("De voorzitter opent.")
        ),
        Notice(
            source=source(3),
            kind="chair",
            label="Voorzitter",
            facts=(fact("deputises_for", "Vervangt", "De burgemeester"), fact("reason", "Reden", "afwezig")),
        ),
        List(
            label="Aanwezigheid",
            blocks=(
                Attendance(
                    source=source(4),
                    label="Aanwezig",
                    party=(Mention("De bewoner", "p-resident"),),
                    status="present",
                    since="19:30",
                    until="21:10",
                    votes=2,
                    facts=(
                        fact("since", "Vanaf", (Moment("19:30", "19.30 uur"),)),
                        fact("until", "Tot", (Moment("21:10", "21.10 uur"),)),
                        fact("votes", "Stemmen", "2"),
                        fact("proxy_for", "Gemachtigd door", "De ondernemer"),
                    ),
                ),
                Attendance(
                    source=source(5),
                    label="Met bericht afwezig",
                    party=say("De ondernemer"),
                    status="apologies",
                ),
                Attendance(
                    source=source(6), label="Afwezig", party=(), status="absent", words=say("Niemand.")
                ),
            ),
        ),
        Notice(
            source=source(7), kind="quorum", label="Quorum", facts=(fact("present", "Aanwezig", "7 van 9"),)
        ),
        Notice(
            source=source(8),
            kind="conflict",
            label="Belangenconflict",
            words=say("De ondernemer bij punt 2."),
        ),
        Notice(source=source(9), kind="arrived", label="Binnengekomen", at="19:45"),
        Notice(source=source(10), kind="left", label="Vertrokken", at="20:45"),
        Table(
            caption="Besluitenlijst",
            header=("Nummer", "Besluit", "Wijze"),
            rows=(
                Row(
                    cells=((Reference(source(31), "B-2025-003"),), say("De begroting"), say("consent")),
                    source=source(31),
                ),
                Row(
                    cells=((Reference(source(32), "B-2025-004"),), say("De verhuizing"), say("")),
                    source=source(32),
                ),
                Row(cells=(say("—"), say("Een besluit van elders"), ())),
            ),
        ),
        Table(caption="Actielijst", header=("Nummer", "Actie"), rows=()),
    )


def _talk() -> Section:
    return Section(
        source=source(11),
        number="1",
        title=(Text("Gesprek over de "), Strong(say("buurt"))),
        kind="bespreking",
        facts=(fact("kind", "Soort", "bespreking"),),
        blocks=(
            Paragraph(
                source=source(12),
                words=(
                    Text("Gewoon, "),
                    Emphasis(say("nadruk")),
                    Text(", "),
                    Strong((Text("sterk met "), Emphasis(say("nadruk erin")))),
                    Text(", een "),
                    Link(
                        (Text("verwijzing naar "), Strong(say("buiten"))),
                        "https://voorbeeld.example/pad?a=1&b=2",
                    ),
                    Text(", "),
                    Mention("De bewoner", "p-resident"),
                    Text(", "),
                    Mention("iemand zonder nummer"),
                    Text(", "),
                    Moment("2025-09-24", "24 september 2025"),
                    Text(", "),
                    Moment("2025-09", "september 2025"),
                    Text(", "),
                    Moment("20:15", "20.15 uur"),
                    Text(", zie "),
                    Reference(source(31), "besluit B-2025-003"),
                    Text(", "),
                    Closed(
                        (Text("intern: "), Emphasis(say("de prijs"))),
                        "commercial",
                        "niet openbaar: bedrijfsbelang",
                    ),
                    Text(", "),
                    Redaction("5.1.2e", "weggelaten op grond van 5.1.2e"),
                    Text(", "),
                    Erased("gewist"),
                    Text("."),
                ),
                points=(
                    Point(words=say("een eerste punt"), number="1"),
                    Point(words=(Text("een "), Emphasis(say("dieper")), Text(" punt")), level=1, number="a"),
                    Point(words=say("nog dieper"), level=2),
                    Point(words=say("terug")),
                ),
            ),
            Contribution(
                source=source(13),
                speaker=(Mention("De wethouder", "p-chair"),),
                words=say("Heb nog even geduld."),
            ),
            Contribution(source=source(14), words=say("De bewoner noemt zichzelf in de zin.")),
            List(
                label="Mededelingen",
                blocks=(
                    Announcement(source=source(15), words=say("Er komt een feest.")),
                    Announcement(
                        source=source(16),
                        words=say("De brug gaat dicht."),
                        points=(Point(words=say("tot mei")),),
                    ),
                ),
            ),
            Presentation(
                source=source(17),
                label="Presentatie",
                document=source(51),
                facts=(fact("document", "Bijlage", (Reference(source(51), "Stand van zaken"),)),),
                words=say("De manager laat zien wat werkte."),
            ),
            List(
                label="Overwegingen",
                blocks=(Consideration(source=source(18), words=say("Kijk niet alleen naar cijfers.")),),
            ),
            Question(
                source=source(19), label="Vraag V-1", number="V-1", open=True, words=say("Wie betaalt dat?")
            ),
            Answer(
                source=source(20),
                label="Voorlopig antwoord op V-1",
                question=source(19),
                number="V-1",
                settles=False,
                words=say("Dat wordt uitgezocht."),
            ),
            Question(source=source(21), label="Vraag", open=False, words=say("Wanneer begint het?")),
            Answer(source=source(22), label="Antwoord", question=source(21), words=say("In mei.")),
            Paragraph(
                source=source(23),
                withdrawn=True,
                words=say("Dit is later ingetrokken."),
                marks=(
                    Erratum(
                        source=source(60),
                        target=source(23),
                        kind="withdrawn",
                        label="Ingetrokken",
                        facts=(
                            fact("reason", "Reden", "dubbel opgeschreven"),
                            fact("authority", "Besluit", "B-2025-003"),
                        ),
                    ),
                ),
            ),
        ),
    )


def _will() -> Section:
    return Section(
        source=source(24),
        number="2",
        title=say("Besluiten"),
        facts=(fact("closed", "Niet openbaar", "bedrijfsbelang"),),
        closed="commercial",
        blocks=(
            Proposal(
                source=source(25),
                label="Motie",
                kind="motion",
                words=say("Het bestuur verhuist."),
                decided=True,
            ),
            Proposal(
                source=source(26),
                label="Amendement",
                kind="amendment",
                amends=source(25),
                words=say("… naar de kade."),
            ),
            Proposal(source=source(27), label="Voorstel", words=say("Later verder praten.")),
            Paragraph(
                source=source(30),
                words=say("Het bestuur geeft consent op de begroting."),
                marks=(
                    Decision(
                        source=source(31),
                        label="Besluit B-2025-003",
                        number="B-2025-003",
                        kind="decision",
                        method="consent",
                        outcome="carried",
                        supersedes="B-2024-011",
                        facts=(
                            fact("method", "Wijze", "consent"),
                            fact("outcome", "Uitkomst", "aangenomen"),
                            fact("supersedes", "Vervangt", "B-2024-011"),
                        ),
                    ),
                    Action(
                        source=source(33),
                        label="Actie A-2025-001",
                        number="A-2025-001",
                        status="agreed",
                        due="2025-09-24",
                        facts=(
                            fact("owner", "Door", (Mention("De penningmeester", "p-treasurer"),)),
                            fact("due", "Uiterlijk", (Moment("2025-09-24", "24 september 2025"),)),
                        ),
                    ),
                    Return(
                        source=source(34),
                        label="Komt terug",
                        on="next-meeting",
                        facts=(fact("on", "Wanneer", "volgende vergadering"),),
                    ),
                ),
            ),
            Decision(
                source=source(32),
                label="Besluit B-2025-004",
                number="B-2025-004",
                kind="decision",
                method="vote",
                outcome="amended",
                on=source(25),
                count=Count(
                    in_favour=7,
                    against=2,
                    abstain=1,
                    blank=0,
                    invalid=0,
                    unit="leden",
                    required="2/3",
                    secret=True,
                ),
                facts=(
                    fact("method", "Wijze", "stemming"),
                    fact("count", "Stemmen", "7 voor, 2 tegen, 1 onthouding, 0 blanco, 0 ongeldig"),
                    fact(
                        "names",
                        "Voor",
                        (Mention("De bewoner", "p-resident"), Text(", "), Mention("De wethouder")),
                    ),
                ),
                words=say("Het bestuur verhuist naar de kade."),
                points=(Point(words=say("voor de zomer")), Point(words=say("zonder meerkosten"))),
            ),
            Decision(source=source(35), label="Afspraak", kind="agreement", words=say("Iedereen belt zelf.")),
            Decision(
                source=source(36),
                label="Verkiezing",
                kind="election",
                method="acclamation",
                outcome="carried",
                count=Count(in_favour=9),
                words=say("De bewoner wordt gekozen."),
            ),
            Decision(
                source=source(37),
                label="Kennisgeving",
                kind="noted",
                method="unanimous",
                outcome="deferred",
                words=say("Stand."),
            ),
            Action(
                source=source(38),
                label="Actie gereed",
                number="A-2024-009",
                status="completed",
                words=say("Gedaan."),
            ),
            Action(
                source=source(39),
                label="Actie vervalt",
                number="A-2024-010",
                status="dropped",
                words=say("Hoeft niet."),
            ),
            Return(source=source(40), label="Komt terug", on="XXXX-09-24", words=say("Op 24 september.")),
            Adoption(
                source=source(41),
                label="Vastgesteld",
                editions=("internal", "public"),
                held_on="2025-02-28",
                facts=(fact("editions", "Uitgaven", "notulen en publieksnotulen"),),
                words=say("De notulen van 28 februari zijn akkoord."),
            ),
            Adoption(source=source(42), label="Vastgesteld", last=True, words=say("Ook de vorige.")),
        ),
    )


def _papers() -> Section:
    kinds = ("adjourned", "resumed", "closed", "next-meeting", "circulated", "signed", "published")
    more = ("passage-closed", "passage-opened", "erased", "other")
    return Section(
        title=say("Ondertekening en bijlagen"),
        blocks=(
            List(
                label="Ondertekend: convenant",
                blocks=(
                    Signing(
                        source=source(43),
                        label="Ondertekend",
                        partner=(Mention("Stichting Groen", "p-green"),),
                        agreement="convenant",
                        status="signed",
                        facts=(fact("signatory", "Door", "De directeur"),),
                    ),
                    Signing(source=source(44), partner=say("Buurtbibliotheek"), agreement="convenant"),
                ),
            ),
            Signing(
                source=source(45),
                label="Uitgetreden",
                partner=say("Het oude koor"),
                status="left",
                words=say("Opgeheven."),
            ),
            *(
                Notice(
                    source=source(70 + place),
                    kind=kind,
                    label=f"Melding {kind}",
                    words=say(f"Woorden bij {kind}."),
                )  # type: ignore[arg-type]
                for place, kind in enumerate(kinds + more)
            ),
            List(
                blocks=(
                    Attachment(
                        source=source(51),
                        label="Bijlage 1",
                        title=say("Stand van zaken"),
                        name="stand van zaken.pdf",
                        media_type="application/pdf",
                        size=183_204,
                        digest="b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
                        facts=(fact("size", "Omvang", "179 kB"),),
                    ),
                    Attachment(source=source(52), title=(Redaction("5.1.2e", "titel weggelaten"),)),
                ),
            ),
            Paragraph(
                source=source(53),
                words=say("Een alinea met een correctie."),
                marks=(
                    Erratum(
                        source=source(61),
                        target=source(53),
                        kind="corrected",
                        label="Verbeterd",
                        facts=(fact("instead_of", "Er stond", "Een zin met een fout."),),
                    ),
                ),
            ),
        ),
    )


def _deep(level: int = 1) -> Section:
    """Sub-items under sub-items, deeper than HTML has headings."""
    return Section(
        source=source(100 + level),
        number=".".join(["3"] + ["1"] * (level - 1)),
        title=say(f"Diepte {level}"),
        blocks=(
            Paragraph(source=source(120 + level), words=say(f"Tekst op diepte {level}.")),
            *((_deep(level + 1),) if level < 8 else ()),
        ),
    )


HOSTILE_TEXTS = (
    "<b>vet</b> & <img src=x onerror=alert(1)>",
    "]]> <![CDATA[ x ]]> <!-- y --> <?z ?>",
    "</title></style></script><svg onload=alert(2)><script>alert(3)</script>",
    "&amp; &lt; &#x41; &nbsp;",
    "\u202egnaal si tid\u202c en \u2067nog een\u2069 en een los teken \u202e",
    "   voor en achter  en  dubbel   ",
    "\ttab\tin\t\thet midden\t",
    "regel een\nregel twee\n\nregel vier\n",
    "woord" * 60,
    "\U0001d4d0stral \U0001f3f3\ufe0f\u200d\U0001f308 \U00020bb7 e\u0301 \u00e9",
    "hard\u00a0vast\u00a0wit en zacht\u00adkoppel en nul\u200bbreed",
    "\"dubbel\" 'enkel' `achter` = \\ / {{ 7*7 }} ${x} %s",
    "مرحبا بالعالم עברית",
    " ",
    "# geen kop\n- geen punt\n> geen citaat",
)


def hostile() -> Document:
    """Text that tries to be something else, wherever text may stand."""
    blocks: list[Section] = []
    for place, text in enumerate(HOSTILE_TEXTS):
        first = 1 + place * 10
        blocks.append(
            Section(
                source=source(first),
                number=text,
                title=say(text),
                kind=text,
                facts=(fact("note", text, text),),
                blocks=(
                    Paragraph(
                        source=source(first + 1),
                        words=(Text(text), Emphasis(say(text)), Strong(say(text)), Mention(text), Text(text)),
                        points=(Point(words=say(text), number=text), Point(words=say(text), level=90)),
                    ),
                    Contribution(source=source(first + 2), speaker=say(text), words=say(text)),
                    Decision(source=source(first + 3), label=text, number=text, words=say(text)),
                    List(
                        label=text,
                        blocks=(Signing(source=source(first + 4), partner=say(text), agreement=text),),
                    ),
                    Table(caption=text, header=(text, text), rows=(Row(cells=(say(text), say(text))),)),
                    Attachment(
                        source=source(first + 5), title=say(text), name=text, media_type=text, digest=text
                    ),
                    Paragraph(
                        source=source(first + 6),
                        words=(
                            Link(say(text), "https://voorbeeld.example/?q=\"'<>&"),
                            Closed(say(text), "privacy", text),
                            Redaction("privacy", text),
                            Erased(text),
                            Moment(text, text),
                            Reference(source(first), text),
                        ),
                    ),
                ),
            )
        )
    return Document(
        meta=Meta(
            stream=STREAM,
            version=999,
            origin="minutes.example/<vijand>",
            body="<i>Bestuur</i>",
            title=HOSTILE_TEXTS[2],
            heading=say(HOSTILE_TEXTS[2]),
            held_on=None,
            edition="internal",
            edition_label="<em>Intern</em>",
            status="adopted",
            status_label="Vastgesteld & ondertekend",
            language="nl",
            text_language="nl",
            file_name="vijandig-intern",
            facts=tuple(fact(f"fact-{place}", text, text) for place, text in enumerate(HOSTILE_TEXTS)),
        ),
        blocks=tuple(blocks),
        labels=LABELS["nl"],
        legend=(Ground(code="privacy", label="<persoonlijke> levenssfeer"),),
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
        edition=edition,  # type: ignore[arg-type]
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
            Notice(
                kind="draft",
                label="Concept",
                words=say("Deze notulen zijn rondgestuurd en nog niet vastgesteld."),
            ),
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


def empty() -> Document:
    """Hardly anything: no blocks, no date, no facts."""
    return Document(
        meta=Meta(
            stream=STREAM,
            version=1,
            origin=ORIGIN,
            body="",
            title="Vergadering",
            heading=(),
            held_on=None,
            edition="internal",
            edition_label="",
            status="concept",
            status_label="",
            language="en",
            text_language="en",
            file_name="vergadering-intern",
        ),
        blocks=(),
        labels=LABELS["en"],
    )


DOCUMENTS: Mapping[str, Document] = {
    "every-node-nl": every_node("nl"),
    "every-node-en": every_node("en"),
    "hostile": hostile(),
    "model": model(),
    "public": public(),
    "empty": empty(),
}
"""Every document of the corpus by its name; golden files carry these names."""
