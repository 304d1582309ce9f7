"""A document that holds every block, every inline and every field at least once."""

from __future__ import annotations

from tests.renderers.corpus_parts import LABELS, ORIGIN, STREAM, fact, say, source

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
    Ground,
    HistoryEvent,
    Ledger,
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
    Statement,
    Strong,
    Table,
    Text,
)


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
            extract=61,
            file_name=f"alles-{language}-intern",
            facts=(
                fact("held_on", "Datum", (Moment("XXXX-06-30", "30 juni"),)),
                fact("opened_at", "Begin", (Moment("19:30", "19.30 uur"),)),
                fact("place", "Plaats", "Buurthuis De Kade"),
                fact("chair", "Voorzitter", (Mention("De wethouder", "p-chair"),)),
            ),
        ),
        blocks=(*_opening(), _talk(), _will(), _papers(), _full(), _deep()),
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
        ledger=Ledger(
            label={"nl": "Grootboek", "en": "Ledger"}[language],
            size=73,
            root="5a" * 32,
            composer="1.0",
            lists="head",
        ),
    )


def _opening() -> tuple[Notice | List | Table, ...]:
    return (
        Notice(kind="extract", label="Uittreksel"),
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
                )
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
                    Erratum(source=source(62), target=source(53), kind="moved", label="Verplaatst"),
                    Erratum(source=source(63), target=source(53), kind="added", label="Toegevoegd"),
                ),
            ),
        ),
    )


STATEMENTS: tuple[type[Statement], ...] = (
    Paragraph,
    Contribution,
    Announcement,
    Presentation,
    Consideration,
    Question,
    Answer,
    Proposal,
    Decision,
    Action,
    Return,
    Signing,
    Attendance,
    Attachment,
    Adoption,
    Erratum,
    Notice,
)


def _full() -> Section:
    """Each statement with all that a statement can have."""
    return Section(
        title=say("Alles van alles"),
        blocks=tuple(
            cls(
                source=source(200 + 2 * place),
                label=f"Label {cls.__name__}",
                facts=(fact("note", f"Feit {cls.__name__}", f"Waarde {cls.__name__}"),),
                words=say(f"Woorden {cls.__name__}."),
                points=(Point(words=say(f"Punt {cls.__name__}")),),
                marks=(Paragraph(source=source(201 + 2 * place), words=say(f"Hierbij {cls.__name__}.")),),
                withdrawn=True,
                **({"kind": "other"} if cls is Notice else {}),
            )
            for place, cls in enumerate(STATEMENTS)
        )
        + tuple(
            Decision(source=source(300 + place), label=f"Besluit {outcome}", kind="adoption", outcome=outcome)
            for place, outcome in enumerate(("conditional", "rejected", "withdrawn"))
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
