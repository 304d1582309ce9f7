"""What stands between the brackets behind a name, and is no role: a reason, a way of attending, somebody stood in for.

What is said there without a label is kept of that party and printed with its name, in every edition. Why somebody is
absent is often about their health, so that in doubt it is no role: with who is absent, words in small letters are
one only where they look like one.
"""

from __future__ import annotations

import re

from alliance_minutes.parties.name_words import begins_as_organisation, folded_words, is_organisation

_REASONS = frozenset({
    # nl: health, leave, duties, how and when
    "ziek", "ziekte", "ziekmelding", "zieke", "ziekenhuis", "griep", "grieperig", "koorts", "migraine", "hoofdpijn", "covid", "corona", "burnout", "overspannen", "overspannenheid",
    "stress", "depressie", "herstel", "herstellende", "revalidatie", "operatie", "geopereerd",
    "kanker", "tumor", "chemo", "quarantaine", "blessure", "geblesseerd", "ongeval", "ongeluk", "beenbreuk", "zwanger", "zwangerschap", "zwangerschapsverlof",
    "bevalling", "bevallen", "bevallingsverlof", "kraamverlof", "ouderschapsverlof", "zorgverlof", "mantelzorg", "verlof", "vakantie", "vakantieverlof", "afwezig", "verhinderd",
    "verhindering", "afgemeld", "afmelding", "afbericht", "bericht", "kennisgeving", "begrafenis", "uitvaart", "crematie", "rouw", "overlijden", "overleden", "omstandigheden",
    "overmacht", "buitenland", "dienstreis", "laat", "later", "verlaat", "vertraagd", "vertraging", "vertrokken", "vertrekt", "eerder", "elders", "online", "digitaal", "telefonisch",
    "hernia", "reuma", "astma", "diabetes", "dementie", "epilepsie", "beroerte", "psychose", "autisme", "verslaving", "miskraam",
    "geschorst", "schorsing", "ontslag", "ontslagen", "gevangenis", "detentie", "scheiding", "verhuizing",
    # en
    "ill", "illness", "sick", "sickness", "unwell", "flu", "influenza", "fever", "headache", "hospital", "hospitalised", "hospitalized", "surgery", "operation",
    "recovering", "recovery", "rehab", "cancer", "chemotherapy", "stroke", "injury", "injured", "accident", "quarantine",
    "pregnant", "pregnancy", "maternity", "paternity", "parental", "leave", "holiday", "holidays", "vacation", "absent", "absence", "excused", "unable", "unavailable",
    "prevented", "indisposed", "apologies", "notice", "funeral", "bereavement", "bereaved", "mourning", "deceased", "abroad", "travelling", "traveling", "away", "late", "early",
    "asthma", "arthritis", "dementia", "epilepsy", "addiction", "miscarriage", "ptsd", "unfit",
    "delayed", "remote", "remotely", "virtually", "suspended", "dismissed", "detained", "divorce", "depressed", "depression",
})  # fmt: skip
_ALONE = frozenset({
    "mk", "zk", "mb", "zb", "amk", "azk", "mka", "zka", "vrij", "werk", "work", "working", "file", "trein", "train", "traffic", "familie", "family", "personal", "persoonlijk",
    "privereden", "deels", "part", "partly", "gedeeltelijk", "teams", "zoom", "video", "telefoon", "phone", "off", "out", "weg", "schriftelijk", "mondeling", "writing", "written", "verbal", "onbekend", "unknown",
})  # fmt: skip
_COMPOUND = re.compile(
    r"(?:ziekte|griep|(?<!co)operatie|verlof|vakantie|kanker|tumor|koorts|breuk|schouder|klachten|aandoening|ontsteking|infarct|bronchitis|pijn)\Z"
)
_REASON_STARTS = re.compile(
    r"(?:wegens|vanwege|i\.?v\.?m\.?|in verband met|door ziekte|omdat|because|owing to|due to|with|without|met|zonder|via|per|naar|bij de|bij het|op reis|in het|at the|in the|stuck|on)(?:[ \t]|\Z)",
    re.IGNORECASE,
)
_PART_OF_MEETING = re.compile(
    r"(?:agenda)?(?:punt|punten|items?)[ \t]*[0-9]|(?:na|for|voor|vóór|tot|vanaf|tijdens|after|before|until|from|during)\b.*\b(?:pauze|lunch|break|schorsing|(?:agenda)?(?:punt|punten|items?)[ \t]*[0-9])",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"(?:for|on behalf of|deputi[sz]ing(?: for)?|replac(?:es|ing)|instead of|in place of|substitut(?:e|es|ing) for|stand(?:s|ing) in for|from|namens|voor|vervangt|vervangend|"
    r"ter vervanging van|in plaats van|i\.?p\.?v\.?|plaatsvervangend voor|waarnemend voor|gemachtigd(?:e)? (?:door|voor|namens)|van|of|vanuit)[ \t]+\S",
    re.IGNORECASE,
)
_AFTER = re.compile(r",|[ \t][-–—][ \t]")
_ROLES = (
    # nl: what many roles end in
    "lid", "voorzitter", "secretaris", "meester", "notulist", "griffier", "wethouder", "directeur", "bestuurder", "manager", "coordinator", "adviseur", "medewerker", "bewoner",
    "vertegenwoordiger", "vrijwilliger", "ondernemer", "huurder", "eigenaar", "beheerder", "leider", "hoofd", "ambtenaar", "agent", "docent", "leraar", "student", "stagiair",
    "onderzoeker", "ouder", "gast", "toehoorder", "waarnemer", "spreker", "deskundige", "expert", "controller", "accountant", "jurist", "advocaat", "notaris", "architect",
    "werker", "inspecteur", "commandant", "vervanger", "gever", "partner", "regisseur", "redacteur", "consultant", "trainer", "coach", "melder", "penningmeesteres", "portefeuillehouder",
    # en
    "member", "chair", "chairman", "chairwoman", "chairperson", "secretary", "treasurer", "clerk", "mayor", "councillor", "councilor", "alderman", "director", "officer", "adviser",
    "advisor", "resident", "representative", "volunteer", "tenant", "owner", "leader", "head", "president", "observer", "guest", "speaker", "auditor", "lawyer", "delegate",
    "trustee", "governor", "teacher", "minister", "deputy", "associate", "assistant", "employee", "official", "liaison", "engineer", "analyst", "developer", "researcher",
    "founder", "editor", "organiser", "organizer", "ceo", "cfo", "cto",
)  # fmt: skip


def is_role_word(word: str) -> bool:
    """Whether a folded word is what roles end in: ``bewoner``, ``penningmeester``."""
    return word.endswith(_ROLES)


def is_reason(text: str) -> bool:
    """Whether a detail tells why or how somebody is there or is not; ``leave officer`` and ``Corona Crisis Team`` do not."""
    words = folded_words(text[:200])
    joined = "".join(words)
    if joined in _ALONE or _REASON_STARTS.match(text):
        return True
    if _is_organisation(text) or (len(words) > 1 and is_role_word(words[-1]) and words[-1] not in _REASONS):
        return False
    return any(_is_reason_word(word) for word in [*words, joined])


def _is_organisation(text: str) -> bool:
    """Whether a detail is an organisation's name, or a word for one; ``out of office`` is neither."""
    return begins_as_organisation(text) or (text[:1].isupper() and is_organisation(text))


def _is_reason_word(word: str) -> bool:
    return word in _REASONS or _COMPOUND.search(word) is not None


def tells_reason(name: str) -> bool:
    """Whether a name is, or goes on in, why or how somebody is there or is not: ``online``, ``Jan ziek``, ``Jan - griep``."""
    if name[:1].islower() and is_reason(name):
        return True
    if any(is_reason(part.strip(" \t")) for part in _AFTER.split(name[:200])[1:]):
        return True
    words = [word for word in name[:200].split()[1:] if word.islower()]
    return not is_organisation(name) and any(_is_reason_word("".join(folded_words(word))) for word in words)


def is_part_of_meeting(text: str) -> bool:
    """Whether a detail tells during what part of the meeting somebody was there: ``na punt 5``, ``items 1-3``."""
    return _PART_OF_MEETING.match(text) is not None


def stands_for(text: str) -> bool:
    """Whether a detail names whom or what somebody stands for: ``for B``, ``namens B``, ``van De Brug``."""
    return _STANDS_FOR.match(text) is not None


def looks_like_role(text: str) -> bool:
    """Whether a detail of somebody absent looks like a role or an organisation: a capital, or a word that roles end in."""
    return text[:1].isupper() or _is_organisation(text) or any(map(is_role_word, folded_words(text[:200])))
