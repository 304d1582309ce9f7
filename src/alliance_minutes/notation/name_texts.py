"""The texts of the messages about names, parties and who speaks, per language. ``{read}`` is what stands in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Language

OF_NAMES: dict[str, Mapping[Language, str]] = {
    "party-name": {
        "nl": "hier ontbreekt een naam; verwacht: @Naam of @[Volledige Naam]",
        "en": "a name is missing here; expected @Name or @[Full Name]",
    },
    "party-detail": {
        "nl": "'{read}' past niet bij een naam; verwacht: Naam (rol, organisatie, openbaar of niet openbaar, …)",
        "en": "'{read}' does not go with a name; expected Name (role, organisation, public or not public, …)",
    },
    "detail-reason": {
        "nl": "'{read}' lijkt een reden of wijze van (af)wezigheid, en zou als rol worden bewaard en afgedrukt; laat het weg, of schrijf 'rol=…' of 'organisatie=…' als het dat is",
        "en": "'{read}' looks like why or how somebody is there or not, and would be kept and printed as a role; leave it out, or write 'role=…' or 'organisation=…' if it is that",
    },
    "detail-for": {
        "nl": "'{read}' is geen rol; schrijf 'Voorzitter: A, vervangt B', bij aanwezigen '(gemachtigde van B)', of '(organisatie=B)', of 'rol=…' als het een rol is",
        "en": "'{read}' is no role; write 'Chair: A, deputising for B', for who is present '(proxy for B)', or '(organisation=B)', or 'role=…' if it is a role",
    },
    "detail-time": {
        "nl": "'{read}' is geen rol, en niet als tijd gelezen; schrijf bij aanwezigen 'vanaf 20:45' of 'tot 20:45', of 'Vertrokken 20:45: @A', of laat het weg",
        "en": "'{read}' is no role, and not read as a time; write 'from 20:45' or 'until 20:45' for who is present, or 'Left 20:45: @A', or leave it out",
    },
    "detail-kept": {
        "nl": "van '{read}' is al '{known}' bekend, en dat blijft zo; '{said}' wordt niet vastgelegd",
        "en": "'{known}' is known of '{read}' already, and stays so; '{said}' is not recorded",
    },
    "chair-nobody": {
        "nl": "hier zit nog niemand voor; noem de voorzitter bovenaan ('voorzitter: …') of met 'Voorzitter: …'",
        "en": "nobody is in the chair here; name the chair at the top ('chair: …') or with 'Chair: …'",
    },
    "near-name": {
        "nl": "'{read}' lijkt op '{known}', dat al bekend is; schrijf het gelijk als het dezelfde is",
        "en": "'{read}' is nearly '{known}', which is known; write it alike if it is the same",
    },
    "name-in-text": {
        "nl": "'{read}' is niet openbaar en staat hier als gewone tekst; schrijf @[{read}]",
        "en": "'{read}' is not public and stands here as plain text; write @[{read}]",
    },
    "name-in-value": {
        "nl": "'{read}' is niet openbaar, en zou hier worden afgedrukt zoals het er staat; laat de naam hier weg, of noem een functie",
        "en": "'{read}' is not public, and would be printed here as it stands; leave the name out here, or name a function",
    },
    "surname-in-text": {
        "nl": "'{read}' kan '{name}' zijn, die niet openbaar is, en staat hier als gewone tekst; schrijf @[{name}|{read}], of \\ voor de naam als het een ander is",
        "en": "'{read}' may be '{name}', who is not public, and stands here as plain text; write @[{name}|{read}], or \\ before the name if it is somebody else",
    },
    "mention-in-value": {
        "nl": "'{read}': hier kan geen naam met @[…] staan, en dit wordt afgedrukt zoals het er staat; schrijf het zonder @[…], en zonder naam die niet openbaar is",
        "en": "'{read}': no name with @[…] can stand here, and this is printed as it stands; write it without @[…], and without a name that is not public",
    },
    "near-closed": {
        "nl": "'{read}' lijkt op '{known}', dat niet openbaar is, en zou worden afgedrukt; schrijf '{known}', of is het een ander, zet dan onder personen '- {read} (openbaar)'",
        "en": "'{read}' is nearly '{known}', which is not public, and would be printed; write '{known}', or where it is somebody else put '- {read} (public)' under people",
    },
    "name-two": {
        "nl": "'{read}' is gelezen als twee namen; schrijf @A en @B als dat klopt, of @[…] om de hele naam als het er één is",
        "en": "'{read}' is read as two names; write @A and @B if that is right, or @[…] around the whole name if it is one",
    },
    "month-alone": {
        "nl": "'{read}' kan een naam en een maand zijn; schrijf @{read} voor de naam, of de maand met een dag of jaar: '3 januari', 'januari 2026'",
        "en": "'{read}' may be a name and a month; write @{read} for the name, or the month with a day or year: '3 January', 'January 2026'",
    },
    "name-line": {
        "nl": "'{read}': een naam of titel eindigt op zijn regel; zet '- ' voor een volgende, of zet deze woorden na een lege regel in een eigen alinea",
        "en": "'{read}': a name or title ends with its line; put '- ' before a next one, or these words in a paragraph of their own after a blank line",
    },
    "name-one": {
        "nl": "'{read}' noemt er meer dan één, en hier past één naam; noem er één, of schrijf @[…] om de hele naam",
        "en": "'{read}' names more than one, and one name goes here; name one, or write @[…] around the whole name",
    },
    "no-speaker": {
        "nl": "'{keyword}' heeft geen spreker, dus '{read}' wordt gewone tekst; schrijf @[Naam] om iemand te noemen, of \\ voor @ als dat klopt",
        "en": "'{keyword}' has no speaker, so '{read}' becomes plain text; write @[Name] to mention somebody, or \\ before @ if that is right",
    },
    "name-none": {
        "nl": "'{read}' is geen naam; noem hier alleen namen (A. Jansen (lid), of @A, @B), en zet andere woorden in een gewone alinea; zet @[…] om een naam die zo luidt; is er niemand, laat de regel dan weg",
        "en": "'{read}' is no name; write names only here (A. Jansen (member), or @A, @B), and other words in a plain paragraph; write @[…] around a name that reads so; where there is nobody, leave the line out",
    },
    "name-holds": {
        "nl": "'{read}' is gelezen als één naam, en bevat een naam die niet openbaar is; schrijf die naam alleen, of is het een ander, zet dan onder personen '- {read} (openbaar)'",
        "en": "'{read}' is read as one name, and holds a name that is not public; write that name alone, or where it is somebody else put '- {read} (public)' under people",
    },
    "name-odd": {
        "nl": "'{read}' is gelezen als één naam; schrijf @A, @B voor twee namen, of @[…] om de hele naam als dat klopt",
        "en": "'{read}' is read as one name; write @A, @B for two names, or @[…] around the whole name if that is right",
    },
    "name-when": {
        "nl": "'{read}' is een dag of tijd, geen naam; laat het weg of schrijf een datum (24 september) waar die past, of @[…] om een naam die zo luidt",
        "en": "'{read}' is a day or time, no name; leave it out or write a date (24 September) where one goes, or @[…] around a name that reads so",
    },
    "name-bracket": {
        "nl": "'{read}': hier past alleen een naam; laat de haakjes weg, en zet een rol onder personen of aanwezig: '- Naam (rol)'",
        "en": "'{read}': only a name goes here; leave the brackets out, and put a role under people or present: '- Name (role)'",
    },
    "name-date": {
        "nl": "'{read}' is gelezen als naam en eindigt op een datum; zet een komma voor de datum, of @[…] om de hele naam",
        "en": "'{read}' is read as a name and ends in a date; put a comma before the date, or @[…] around the whole name",
    },
    "name-broken": {
        "nl": "'{read}' is niet openbaar, en staat hier met opmaak of extra spaties: zo wordt het afgedrukt; noem de partij met @[{name}]",
        "en": "'{read}' is not public, and stands here with marks or blanks in it: it is printed so; mention the party with @[{name}]",
    },
    "speaker": {
        "nl": "'{read}' is niet als spreker gelezen en wordt gewone tekst; schrijf '@Naam: …', of \\ voor @ als het tekst is",
        "en": "'{read}' is not read as a speaker and becomes plain text; write '@Name: …', or \\ before @ if it is text",
    },
    "action-owner": {
        "nl": "'{read}' is niet als eigenaar gelezen en wordt gewone tekst; schrijf '@Naam: …' of '@Naam, uiterlijk 3 mei: …'",
        "en": "'{read}' is not read as an owner and becomes plain text; write '@Name: …' or '@Name, due 3 May: …'",
    },
    "party-unused": {
        "nl": "'{read}' bij '{keyword}' geldt voor geen enkel punt: elk punt noemt zijn eigen naam; haal één van beide weg",
        "en": "'{read}' with '{keyword}' goes with no bullet: each names a party of its own; remove one of the two",
    },
    "mention-open": {
        "nl": "@[ wordt niet afgesloten; zet ] achter de naam, of \\ voor @",
        "en": "@[ is not closed; put ] after the name, or \\ before @",
    },
}
