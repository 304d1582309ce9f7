"""The words of the notation, Dutch and English, in one place: keywords, keys, qualifiers, months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["nl", "en"]

# kind: the forms per language, the first one is written; singular forms, then plural forms (used with a list).
_KEYWORDS: Mapping[str, Mapping[Language, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "opened": {"nl": (("Opening", "Geopend"), ()), "en": (("Opened", "Opening"), ())},
    "closed": {"nl": (("Sluiting", "Gesloten"), ()), "en": (("Closed", "Closing"), ())},
    "adjourned": {"nl": (("Schorsing", "Geschorst"), ()), "en": (("Adjourned", "Adjournment"), ())},
    "resumed": {"nl": (("Hervatting", "Hervat"), ()), "en": (("Resumed",), ())},
    "chair": {"nl": (("Voorzitter",), ()), "en": (("Chair",), ())},
    "arrived": {"nl": (("Binnengekomen", "Gearriveerd"), ()), "en": (("Arrived",), ())},
    "left": {"nl": (("Vertrokken",), ()), "en": (("Left",), ())},
    "present": {"nl": (("Aanwezig",), ("Aanwezigen",)), "en": (("Present",), ())},
    "apologies": {"nl": (("Afgemeld",), ("Afmeldingen",)), "en": (("Apologies",), ())},
    "absent": {"nl": (("Afwezig",), ("Afwezigen",)), "en": (("Absent",), ())},
    "quorum": {"nl": (("Quorum",), ()), "en": (("Quorum",), ())},
    "conflict": {
        "nl": (("Belang", "Belangenverstrengeling"), ("Belangen",)),
        "en": (("Conflict of interest",), ("Conflicts of interest",)),
    },
    "discussion": {"nl": (("Bespreking",), ()), "en": (("Discussion",), ())},
    "announcement": {
        "nl": (("Mededeling",), ("Mededelingen",)),
        "en": (("Announcement",), ("Announcements",)),
    },
    "presentation": {
        "nl": (("Presentatie",), ("Presentaties",)),
        "en": (("Presentation",), ("Presentations",)),
    },
    "proposal": {"nl": (("Voorstel",), ("Voorstellen",)), "en": (("Proposal",), ("Proposals",))},
    "motion": {"nl": (("Motie",), ("Moties",)), "en": (("Motion",), ("Motions",))},
    "amendment": {"nl": (("Amendement",), ("Amendementen",)), "en": (("Amendment",), ("Amendments",))},
    "consideration": {
        "nl": (("Overweging",), ("Overwegingen",)),
        "en": (("Consideration",), ("Considerations",)),
    },
    "question": {"nl": (("Vraag",), ("Vragen",)), "en": (("Question",), ("Questions",))},
    "answer": {"nl": (("Antwoord",), ("Antwoorden",)), "en": (("Answer",), ("Answers",))},
    "decision": {"nl": (("Besluit",), ("Besluiten",)), "en": (("Decision",), ("Decisions",))},
    "action": {"nl": (("Actie",), ("Acties",)), "en": (("Action",), ("Actions",))},
    "done": {"nl": (("Actie gereed",), ("Acties gereed",)), "en": (("Action done",), ("Actions done",))},
    "dropped": {
        "nl": (("Actie vervalt",), ("Acties vervallen",)),
        "en": (("Action dropped",), ("Actions dropped",)),
    },
    "returns": {"nl": (("Komt terug",), ("Komen terug",)), "en": (("Returns",), ("Return",))},
    "signed": {"nl": (("Ondertekend",), ("Ondertekeningen",)), "en": (("Signed",), ("Signatures",))},
    "partner-left": {
        "nl": (("Vertrokken als partner",), ("Vertrokken als partners",)),
        "en": (("Left the covenant", "Left as partner"), ("Left as partners",)),
    },
    "attachment": {"nl": (("Bijlage",), ("Bijlagen",)), "en": (("Attachment",), ("Attachments",))},
    "adopted": {"nl": (("Vastgesteld",), ()), "en": (("Adopted",), ())},
    "next-meeting": {"nl": (("Volgende vergadering",), ()), "en": (("Next meeting",), ())},
}


@frozen
class Keyword:
    """A keyword: what it records, in which language, and whether it is the plural that a list follows."""

    kind: str
    language: Language
    plural: bool


def _keywords() -> dict[str, Keyword]:
    found: dict[str, Keyword] = {}
    for kind, languages in _KEYWORDS.items():
        for language, (singular, plural) in languages.items():
            for word in singular:
                found.setdefault(word, Keyword(kind, language, plural=False))
            for word in plural:
                found.setdefault(word, Keyword(kind, language, plural=True))
    return found


KEYWORDS: Mapping[str, Keyword] = _keywords()
"""Every keyword as it is typed, with a capital."""


def keyword(kind: str, language: Language, *, plural: bool = False) -> str:
    """The keyword that is written for a kind."""
    singular, many = _KEYWORDS[kind][language]
    return many[0] if plural and many else singular[0]


# Keys of the front matter: kind, and the names per language.
KEYS: Mapping[str, Mapping[Language, str]] = {
    "body": {"nl": "orgaan", "en": "body"},
    "title": {"nl": "titel", "en": "title"},
    "date": {"nl": "datum", "en": "date"},
    "form": {"nl": "vorm", "en": "form"},
    "place": {"nl": "plaats", "en": "place"},
    "language": {"nl": "taal", "en": "language"},
    "chair": {"nl": "voorzitter", "en": "chair"},
    "secretary": {"nl": "notulist", "en": "secretary"},
    "present": {"nl": "aanwezig", "en": "present"},
    "apologies": {"nl": "afgemeld", "en": "apologies"},
    "absent": {"nl": "afwezig", "en": "absent"},
    "people": {"nl": "personen", "en": "people"},
    "attachments": {"nl": "bijlagen", "en": "attachments"},
    "planned": {"nl": "agenda", "en": "planned"},
}
KEY_NAMES: Mapping[str, tuple[str, Language]] = {
    name: (kind, language) for kind, names in KEYS.items() for language, name in names.items()
}

FORMS: Mapping[str, Mapping[Language, str]] = {
    "in-person": {"nl": "fysiek", "en": "in person"},
    "online": {"nl": "online", "en": "online"},
    "hybrid": {"nl": "hybride", "en": "hybrid"},
    "written": {"nl": "schriftelijk", "en": "written"},
}
FORM_NAMES: Mapping[str, str] = {name: form for form, names in FORMS.items() for name in names.values()} | {
    "in-person": "in-person"
}

# Qualifiers and words of a header: code, and the words per language; the first is written.
TERMS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    # how a decision was reached, of what kind, and what became of it
    "method consent": {"nl": ("consent",), "en": ("consent",)},
    "method unanimous": {"nl": ("unaniem", "met algemene stemmen"), "en": ("unanimous", "unanimously")},
    "method acclamation": {"nl": ("acclamatie", "bij acclamatie"), "en": ("acclamation", "by acclamation")},
    "method vote": {"nl": ("stemming",), "en": ("vote",)},
    "method none": {"nl": ("wijze onbekend",), "en": ("method unknown",)},
    "outcome carried": {"nl": ("aangenomen",), "en": ("carried",)},
    "outcome amended": {"nl": ("geamendeerd",), "en": ("amended",)},
    "outcome conditional": {"nl": ("onder voorbehoud",), "en": ("subject to conditions",)},
    "outcome rejected": {"nl": ("verworpen",), "en": ("rejected",)},
    "outcome deferred": {"nl": ("aangehouden",), "en": ("deferred",)},
    "outcome withdrawn": {"nl": ("ingetrokken",), "en": ("withdrawn",)},
    "kind noted": {"nl": ("voor kennisgeving", "voor kennisgeving aangenomen"), "en": ("noted",)},
    "kind adoption": {"nl": ("vastgesteld",), "en": ("adopted",)},
    "kind agreement": {"nl": ("afspraak",), "en": ("agreement",)},
    "kind election": {"nl": ("verkiezing",), "en": ("election",)},
    "kind decision": {"nl": ("besluit",), "en": ("decision",)},
    "secret": {"nl": ("geheim",), "en": ("secret",)},
    "elected": {"nl": ("gekozen",), "en": ("elected",)},
    "required": {"nl": ("vereist",), "en": ("required",)},
    "unit": {"nl": ("eenheid",), "en": ("unit",)},
    "supersedes": {"nl": ("vervangt",), "en": ("supersedes",)},
    "objections": {"nl": ("bezwaar", "bezwaren"), "en": ("objections", "objection")},
    # the count
    "for": {"nl": ("voor",), "en": ("for", "in favour")},
    "against": {"nl": ("tegen",), "en": ("against",)},
    "abstain": {"nl": ("onthouding", "onthoudingen"), "en": ("abstain", "abstention", "abstentions")},
    "blank": {"nl": ("blanco",), "en": ("blank",)},
    "invalid": {"nl": ("ongeldig",), "en": ("invalid",)},
    # references: the name of a line, and what points at that name where the nearest one is not meant
    "ref": {"nl": ("kenmerk",), "en": ("ref",)},
    "rests on": {"nl": ("berust op",), "en": ("rests on",)},
    "on": {"nl": ("over",), "en": ("on",)},
    "amends": {"nl": ("wijzigt",), "en": ("amends",)},
    "question": {"nl": ("vraag",), "en": ("question",)},
    "document": {"nl": ("bijlage",), "en": ("attachment",)},
    "at": {"nl": ("om",), "en": ("at",)},
    "no text": {"nl": ("geen tekst",), "en": ("no text",)},
    "no question": {"nl": ("geen vraag",), "en": ("no question",)},
    "no proposal": {"nl": ("geen voorstel",), "en": ("no proposal",)},
    # the rest
    "provisional": {"nl": ("voorlopig",), "en": ("provisional",)},
    "due": {
        "nl": ("uiterlijk", "uiterlijk op", "voor", "vóór"),
        "en": ("due", "due by", "by", "before", "no later than"),
    },
    "deputises": {"nl": ("vervangt",), "en": ("deputising for",)},
    "reason": {"nl": ("reden",), "en": ("reason",)},
    "seconded": {"nl": ("gesteund door",), "en": ("seconded by",)},
    "by": {"nl": ("door",), "en": ("by",)},
    "present": {"nl": ("aanwezig",), "en": ("present",)},
    "met": {"nl": ("gehaald",), "en": ("met",)},
    "not met": {"nl": ("niet gehaald",), "en": ("not met",)},
    "unknown": {"nl": ("onbekend",), "en": ("unknown",)},
    "internal": {"nl": ("notulen",), "en": ("minutes",)},
    "public": {"nl": ("publieksnotulen",), "en": ("public minutes",)},
    "no edition": {"nl": ("geen editie",), "en": ("no edition",)},
    "last": {"nl": ("vorige vergadering",), "en": ("last meeting", "previous meeting")},
    "corrections": {"nl": ("wijzigingen", "met wijzigingen"), "en": ("corrections", "with corrections")},
    "meeting": {"nl": ("vergadering",), "en": ("meeting",)},
    "place": {"nl": ("plaats",), "en": ("place",)},
    "starts": {"nl": ("begint",), "en": ("starts",)},
    "title": {"nl": ("titel",), "en": ("title",)},
    "file": {"nl": ("bestand",), "en": ("file",)},
    "type": {"nl": ("type",), "en": ("type",)},
    "size": {"nl": ("grootte",), "en": ("size",)},
    "digest": {"nl": ("digest",), "en": ("digest",)},
    "agreement": {"nl": ("overeenkomst",), "en": ("agreement",)},
    "nobody": {"nl": ("niemand",), "en": ("nobody",)},
    # parties
    "is public": {"nl": ("openbaar",), "en": ("public",)},
    "is not public": {"nl": ("niet openbaar", "niet publiek"), "en": ("not public", "non-public")},
    "is organisation": {"nl": ("organisatie",), "en": ("organisation",)},
    "is person": {"nl": ("persoon",), "en": ("person",)},
    "is office": {"nl": ("ambt",), "en": ("office",)},
    "is body": {"nl": ("orgaan",), "en": ("body",)},
    "is role": {"nl": ("functie",), "en": ("unnamed role",)},
    "role": {"nl": ("rol",), "en": ("role",)},
    "organisation": {"nl": ("organisatie",), "en": ("organisation",)},
    "proxy": {"nl": ("gemachtigde van",), "en": ("proxy for",)},
    "votes": {"nl": ("stemrecht",), "en": ("votes",)},
    "until": {"nl": ("tot",), "en": ("until",)},
    "since": {"nl": ("vanaf",), "en": ("from",)},
    # headings and points
    "kind": {"nl": ("soort",), "en": ("kind",)},
    "closed": {"nl": ("besloten",), "en": ("closed",)},
    "number": {"nl": ("nummer",), "en": ("number",)},
    "level": {"nl": ("niveau",), "en": ("level",)},
    "returns from": {"nl": ("terug uit",), "en": ("returns from",)},
    "under": {"nl": ("onder",), "en": ("under",)},
    "erased": {"nl": ("gewist",), "en": ("erased",)},
}

_BY_TERM = {  # the longest first: "uiterlijk op" before "uiterlijk"
    code: tuple(
        sorted({word for words in both.values() for word in words}, key=lambda word: (-len(word), word))
    )
    for code, both in TERMS.items()
}
AND = ("en", "and", "&")
"""What stands between the last two names of a row."""
JOINTS = (*AND, "/", "+")
"""What stands between two names of a row."""


def is_term(code: str, text: str) -> bool:
    """Whether ``text`` is one of the words for ``code``, in either language."""
    return text.strip(" \t").casefold() in _BY_TERM[code]


def after_term(code: str, text: str) -> str | None:
    """What follows one of the words for ``code`` at the start of ``text``, or ``None`` when it does not start so."""
    folded = text.casefold()
    for word in _BY_TERM[code]:
        if (
            folded.startswith(word)
            and len(folded) == len(text)
            and text[len(word) : len(word) + 1] in " \t:=@"
        ):
            return text[len(word) :].lstrip(" \t:=")
    return None


def term(code: str, language: Language) -> str:
    """The word that is written for ``code``."""
    return TERMS[code][language][0]


CHAIR = frozenset({"voorzitter", "chair", "de voorzitter", "the chair"})
"""Names that mean whoever is in the chair."""

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
SHORT_MONTHS: Mapping[str, int] = {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Mapping[str, int] = {
    day: number
    for days in (
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("ma", "di", "wo", "do", "vr", "za", "zo"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    )
    for number, day in enumerate(days)
} | {"tues": 1, "thur": 3, "thurs": 3}
NEXT = frozenset(
    {"volgende vergadering", "de volgende vergadering", "next meeting", "the next meeting", "next-meeting"}
)
