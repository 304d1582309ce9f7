"""One of everything that can happen: by Python for each type of event, by notation for each that can be typed.

Every sample puts words of its own, met nowhere else, into every field that a person reads.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from attrs import Factory, define

from alliance_minutes import MinuteBook, PartialDate, Tally
from alliance_minutes import events as e
from alliance_minutes.store import Save
from alliance_minutes.values import PARTIES_STREAM, Closed, new_id

if TYPE_CHECKING:
    from pathlib import Path

    from alliance_minutes import ItemHandle, MeetingHandle

RENDITION = b"as it was signed"
DIGEST = f"sha256:{hashlib.sha256(RENDITION).hexdigest()}"


@define
class Scene:
    """A meeting of which one item is open, and the words that must be read in its minutes."""

    book: MinuteBook
    meeting: MeetingHandle
    item: ItemHandle
    folder: Path
    read: list[str] = Factory(list)

    def word(self, about: str) -> str:
        """A word that stands nowhere else."""
        word = marker(about)
        self.read.append(word)
        return word


def marker(about: str) -> str:
    """A word of letters only, far from every other."""
    digest = hashlib.sha256(about.encode()).hexdigest()[:12]
    return "Q" + digest.translate(str.maketrans("0123456789", "ghijklmnop"))


def _founded(at):
    at.read.append(at.book.origin)


def _described(at):
    at.book.describe_body("Bestuur", names=(at.word("andere naam"),))


def _introduced(at):
    at.item.arrived(at.word("nieuwe naam"))


def _renamed(at):
    # No handle renames; tools do it through the store.
    party = at.book.party(marker("oude naam"))
    _in_parties(at, e.PartyRenamed(party=party, name=at.word("naam van nu")))
    at.item.arrived(marker("oude naam"))


def _merged(at):
    one, two = at.book.party(at.word("blijvende naam")), at.book.party(marker("dubbele naam"))
    _in_parties(at, e.PartiesMerged(party=two, into=one))
    at.item.arrived(marker("dubbele naam"))


def _in_parties(at, event):
    version = at.book.store.version(PARTIES_STREAM)
    at.book.store.append([Save(PARTIES_STREAM, (event,), version)], command_id=new_id())


def _convened(at):
    at.meeting = at.book.convene(
        at.word("bestuur"),
        "2025-09-24",
        title=at.word("titel"),
        form="hybrid",
        place=at.word("plaats"),
        secretary=at.word("notulist"),
        planned=[at.word("gepland")],
    )
    at.read += ["24 september 2025", "hybride"]


def _chair(at):
    at.item.chair(
        at.word("voorzitter"),
        deputises_for=at.word("vervangen"),
        reason=at.word("reden"),
        text=at.word("tekst"),
    )


def _attendance(at):
    at.item.attendance(
        at.word("wie"),
        role=at.word("rol"),
        since="19:05",
        until="20:06",
        proxy_for=[at.word("volmacht")],
        votes=127,
    )
    at.read += ["19.05", "20.06", "127"]


def _item(at):
    at.item.item(at.word("titel"), number="5z", kind=at.word("soort"))
    at.read.append("5z")


def _discussed(at):
    at.item.discuss(at.word("gezegd"), speaker=at.word("spreker"), points=[at.word("punt")])


def _presentation(at):
    document = at.item.attach(marker("stuk"))
    at.item.presentation(at.word("getoond"), presenter=at.word("wie"), document=document)


def _answer(at):
    question = at.item.ask(marker("gevraagd"))
    at.item.answer(at.word("antwoord"), by=at.word("wie"), question=question, provisional=True)
    at.read.append("voorlopig")


def _proposal(at):
    at.item.propose(at.word("voorstel"), kind="motion", mover=at.word("indiener"), seconder=at.word("steun"))
    at.read.append("Motie")


def _decision(at):
    voters = [at.book.party(at.word(side)) for side in ("voor", "tegen", "onthouding")]
    tally = Tally(
        in_favour=1,
        against=1,
        abstain=1,
        blank=13,
        invalid=14,
        required=at.word("meerderheid"),
        names_in_favour=(voters[0],),
        names_against=(voters[1],),
        names_abstaining=(voters[2],),
    )
    earlier = at.item.decide(marker("eerder"))
    decided = at.item.decide(
        at.word("besloten"),
        kind="election",
        method="vote",
        outcome="conditional",
        tally=tally,
        objections=at.word("bezwaar"),
        elected=[at.word("gekozen")],
        supersedes=earlier.number,
    )
    at.read += [decided.number, "Verkiezing", "onder voorbehoud", "blanco 13", "14"]


def _action(at):
    agreed = at.item.assign(at.word("doen"), owners=[at.word("wie")], due="2025-11-28")
    at.read += [agreed.number, "28 november 2025"]


def _completed(at):
    agreed = at.item.assign(marker("doen"))
    at.item.complete(agreed.number, at.word("gedaan"))
    at.read.append(f"Actie gereed {agreed.number}")


def _dropped(at):
    agreed = at.item.assign(marker("doen"))
    at.item.drop(agreed.number, at.word("vervallen"))
    at.read.append(f"Actie vervallen {agreed.number}")


def _deferred(at):
    at.item.defer("2025-11-28", at.word("uitgesteld"), to_body=at.word("raad"))
    at.read.append("28 november 2025")


def _attached(at):
    paper = at.folder / f"{at.word('naam van het bestand')}.txt"
    paper.write_text("stuk", "utf-8")
    at.item.attach(at.word("stuk"), paper, text=at.word("erbij"))


def _adopted(at):
    at.item.adopt(
        held_on="2025-02-28",
        editions=["internal", "public"],
        corrections=at.word("correctie"),
        text=at.word("akkoord"),
    )
    at.read += ["28 februari 2025", "publieksnotulen"]


def _circulated(at):
    event = e.MinutesCirculated(
        edition="public", to=(at.word("aan wie"),), on=PartialDate.parse("2025-11-28")
    )
    at.meeting.record(event)
    at.read.append("28 november 2025")


def _seal(at, event):
    save = Save(at.meeting.id, (event,), files={event.digest: RENDITION})
    at.book.store.append([save], command_id=f"sealed {event.TYPE}")


def _signed(at):
    _adopted_words(at)
    by = at.book.party(at.word("wie"))
    _seal(at, e.MinutesSigned(by=by, role=at.word("rol"), format="odt", digest=DIGEST))
    at.read.append(DIGEST)


def _published(at):
    where = "https://example.org/" + at.word("waar")
    _seal(at, e.MinutesPublished(format="html", digest=DIGEST, where=where))
    at.read.append(DIGEST)


def _corrected(at):
    wrong, authority = _adopted_words(at)
    instead = e.ItemDiscussed(item=at.item.version, text=(at.word("goed"),))
    at.meeting.record(
        e.EntryCorrected(target=wrong, instead=instead, reason=(at.word("waarom"),), authority=authority)
    )


def _withdrawn(at):
    wrong, authority = _adopted_words(at)
    at.meeting.record(e.EntryWithdrawn(target=wrong, reason=(at.word("waarom"),), authority=authority))


def _moved(at):
    wrong, authority = _adopted_words(at)
    at.meeting.record(
        e.EntryMoved(
            target=wrong, item=at.item.version, after=1, reason=(at.word("waarom"),), authority=authority
        )
    )


def _added(at):
    _, authority = _adopted_words(at)
    act = at.meeting.record(e.EntriesAdded(reason=(at.word("waarom"),), authority=authority))[0].version
    said = e.ItemDiscussed(item=at.item.version, text=(at.word("nieuw"),), added=act)
    at.meeting.record(said)


def _adopted_words(at):
    """Words and the adoption after them: a correction that comes later is printed as such."""
    wrong = at.item.discuss(marker("fout"))
    later = at.book.convene("Bestuur", "2025-09-24")
    later.adopt(held_on="2025-06-30")
    return wrong.version, at.book.meeting(at.meeting.id).version


def _closed(at):
    said = at.item.discuss("Iets.")
    event = e.PassageClosed(
        target=said.version,
        field="text",
        words=(Closed((at.word("gesloten"),), "5.1.2b"),),
        ground="5.1.2b",
        reason=(at.word("waarom"),),
    )
    at.meeting.record(event)
    at.read.append("5.1.2b")


def _opened(at):
    said = at.item.discuss("Iets.")
    event = e.PassageOpened(
        target=said.version, field="text", words=(at.word("open"),), reason=(at.word("waarom"),)
    )
    at.meeting.record(event)


def _erased(at):
    said = at.item.discuss(marker("gewist"))
    plan = at.book.trail.plan_entry(at.meeting.id, said.version)
    at.book.trail.erase(plan, basis=at.word("grondslag"), requested_by=at.word("wie"))


def _said(method, clock="20:07"):
    """A sample of what has a time and words and nothing else."""

    def happen(at):
        getattr(at.item, method)(at.word("gezegd"), at=clock)
        at.read.append(clock.replace(":", "."))

    return happen


def _by_party(method):
    def happen(at):
        getattr(at.item, method)(at.word("wie"), at.word("gezegd"))

    return happen


def _said_by(method):
    def happen(at):
        getattr(at.item, method)(at.word("gezegd"), by=at.word("wie"))

    return happen


def _next(at):
    at.item.next_meeting("2025-11-28", at.word("gezegd"), starts_at="19:37", place=at.word("plaats"))
    at.read += ["28 november 2025", "19.37"]


def _quorum(at):
    at.item.quorum(171, 172, at.word("gezegd"), met=True)
    at.read += ["171", "172"]


def _partner_signed(at):
    at.item.sign(
        at.word("wat"), partner=at.word("partner"), signatory=at.word("hand"), text=at.word("gezegd")
    )


def _partner_left(at):
    at.item.leave(at.word("wat"), partner=at.word("partner"), text=at.word("gezegd"))


BY_PYTHON = {
    "book-founded.v1": _founded,
    "body-described.v1": _described,
    "party-introduced.v1": _introduced,
    "party-renamed.v1": _renamed,
    "parties-merged.v1": _merged,
    "meeting-convened.v1": _convened,
    "meeting-opened.v1": _said("open"),
    "meeting-adjourned.v1": _said("adjourn"),
    "meeting-resumed.v1": _said("resume"),
    "meeting-closed.v1": _said("close"),
    "next-meeting-set.v1": _next,
    "chair-taken.v1": _chair,
    "attendance-noted.v1": _attendance,
    "participant-arrived.v1": _by_party("arrived"),
    "participant-left.v1": _by_party("left"),
    "quorum-noted.v1": _quorum,
    "conflict-declared.v1": _by_party("conflict"),
    "item-opened.v1": _item,
    "item-discussed.v1": _discussed,
    "announcement-made.v1": _said_by("announce"),
    "presentation-given.v1": _presentation,
    "consideration-raised.v1": _said_by("consider"),
    "question-asked.v1": _said_by("ask"),
    "question-answered.v1": _answer,
    "proposal-made.v1": _proposal,
    "decision-taken.v1": _decision,
    "action-agreed.v1": _action,
    "action-completed.v1": _completed,
    "action-dropped.v1": _dropped,
    "item-deferred.v1": _deferred,
    "partner-signed.v1": _partner_signed,
    "partner-left.v1": _partner_left,
    "document-attached.v1": _attached,
    "minutes-adopted.v1": _adopted,
    "minutes-circulated.v1": _circulated,
    "minutes-signed.v1": _signed,
    "minutes-published.v1": _published,
    "entry-corrected.v1": _corrected,
    "entry-withdrawn.v1": _withdrawn,
    "entry-moved.v1": _moved,
    "entries-added.v1": _added,
    "passage-closed.v1": _closed,
    "passage-opened.v1": _opened,
    "personal-data-erased.v1": _erased,
}

# In each, <words in angle brackets> become a word of their own that must be read; what follows are facts that must be.
BY_NOTATION: dict[str, tuple[str, tuple[str, ...]]] = {
    "party-introduced.v1": ("Binnengekomen: @<nieuwe naam>", ()),
    "meeting-convened.v1": ("# <titel>", ("30 juni",)),
    "meeting-opened.v1": ("Opening 19:31: <gezegd>", ("19.31",)),
    "meeting-adjourned.v1": ("Schorsing 20:01: <gezegd>", ("20.01",)),
    "meeting-resumed.v1": ("Hervatting 20:11: <gezegd>", ("20.11",)),
    "meeting-closed.v1": ("Sluiting 21:16: <gezegd>", ("21.16",)),
    "next-meeting-set.v1": ("Volgende vergadering: 24 september, 19:37", ("24 september", "19.37")),
    "chair-taken.v1": ("Voorzitter: <voorzitter>, vervangt <vervangen> (<reden>)", ()),
    "attendance-noted.v1": (
        "aanwezig:\n- <wie> (<rol>, <organisatie>, stemrecht 127, vanaf 19:05, gemachtigde van <volmacht>)",
        ("127", "19.05"),
    ),
    "participant-arrived.v1": ("Binnengekomen 20:12: @<wie>", ("20.12",)),
    "participant-left.v1": ("Vertrokken 21:02: @<wie>", ("21.02",)),
    "quorum-noted.v1": ("Quorum: vereist 171, aanwezig 172", ("171", "172")),
    "conflict-declared.v1": ("Belang (@<wie>): <gezegd>", ()),
    "item-opened.v1": ("### 5z. <titel> {soort=<soort>}", ("5z",)),
    "item-discussed.v1": ("@<spreker>: <gezegd>\n- <punt>", ()),
    "announcement-made.v1": ("Mededeling: <gezegd>", ()),
    "presentation-given.v1": ("Bijlage: <stuk>\n\nPresentatie [<stuk>]: <gezegd>", ()),
    "consideration-raised.v1": ("Overweging (@<wie>): <gezegd>", ()),
    "question-asked.v1": ("Vraag V-2025-017 (@<wie>): <gezegd>", ("V-2025-017",)),
    "question-answered.v1": ("Vraag: Waarom?\n\nAntwoord (@<wie>) [voorlopig]: <gezegd>", ("voorlopig",)),
    "proposal-made.v1": ("Motie (@<indiener>, gesteund door @<steun>): <gezegd>", ("Motie",)),
    "decision-taken.v1": (
        "Besluit B-2025-017 [aangenomen; voor: <een>, <ander>; tegen: <derde>]: <besloten>",
        ("B-2025-017", "aangenomen"),
    ),
    "action-agreed.v1": (
        "Actie A-2025-017 @<wie>, uiterlijk 24 september: <doen>",
        ("A-2025-017", "24 september"),
    ),
    "action-completed.v1": (
        "Actie A-2025-017: Iets.\n\nActie gereed A-2025-017: <gedaan>",
        ("Actie gereed A-2025-017",),
    ),
    "action-dropped.v1": (
        "Actie A-2025-017: Iets.\n\nActie vervalt A-2025-017: <weg>",
        ("Actie vervallen A-2025-017",),
    ),
    "item-deferred.v1": ("<Later.>\nKomt terug 24 september:", ("24 september",)),
    "partner-signed.v1": ("Ondertekend (<verbond>):\n- <partner> (door @<hand>)", ()),
    "partner-left.v1": ("Vertrokken als partner (<verbond>):\n- <partner>", ()),
    "document-attached.v1": ("Bijlage: <stuk>", ()),
    "minutes-adopted.v1": (
        "<Akkoord>\nVastgesteld [notulen, publieksnotulen; 28 februari]:",
        ("publieksnotulen", "28 februari"),
    ),
}
