"""Erasing from a book: the plan says what goes and what stays, and then it is so, at every moment and in every format."""

from __future__ import annotations

import io
import zipfile

import attrs
import pytest

from alliance_minutes import MinuteBook, Trust, verify_entry
from alliance_minutes.audit import audit
from alliance_minutes.audit.erasure import marking as erasure_search
from alliance_minutes.audit.erasure.planning import personal_fields
from alliance_minutes.errors import (
    ErasureRefusedError,
    InvalidValueError,
    ReadOnlyBookError,
    UnknownMeetingError,
)
from alliance_minutes.events import (
    EVENT_TYPES,
    DecisionTaken,
    ItemDiscussed,
    PassageClosed,
    PersonalDataErased,
    Point,
)
from alliance_minutes.ledger.proofs import check_consistency, consistency_path
from alliance_minutes.store import Save
from alliance_minutes.values import Closed, Emphasis, Link, Mention

BASIS = "GDPR art. 17(1)(b)"
FILES = ("", "-wal", "-shm", "-journal")
FORMATS = ("html", "xml", "text", "odt")


def copies(path, *words: str) -> int:
    there = [path.with_name(path.name + suffix) for suffix in FILES]
    contents = [one.read_bytes() for one in there if one.exists()]
    return sum(content.count(word.encode()) for content in contents for word in words)


def text_of(content: bytes) -> str:
    """The text of a rendition; of an archive, that of all its members."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture(autouse=True)
def meeting(book):
    """A meeting in which a person speaks, is named in other words, and is written of."""
    meeting = book.convene("Bestuur", "2025-06-30", by="Secretaris")
    book.party("Bram Ellery", role="wethouder Ellery", organisation="Gemeente", by="Secretaris")
    meeting.attendance("Bram Ellery", role="portefeuillehouder")
    item = meeting.item("De brug")
    said = item.discuss("De planken zijn stuk.", speaker="Bram Ellery")
    item.decide(rests_on=said)
    item.assign("Planken kopen", owners=["Bram Ellery"])
    item.discuss(("Volgens ", Mention(book.party("Bram Ellery"), "de wethouder"), " kan het."))
    item.discuss(("Met dank aan ", Emphasis(("Bram",)), " Ellery."))
    item.discuss(
        ("De rekening van ", Closed(("B. Ellery",), "privacy"), " en ", Link(("hem",), "https://e.example/"))
    )
    return meeting


def places(passages) -> list[tuple[str, str]]:
    return [(one.type_name.partition(".")[0], one.field) for one in passages]


# A person


def test_a_person_is_erased_from_every_answer_and_every_byte(book, meeting, path):
    """Name, role and organisation go; where the name was printed, every format says that something was erased."""
    book.rename_party("Bram Ellery", "Bram Ellery-Solberg")
    before = {form: text_of(book.render(meeting.id, form).content) for form in FORMATS}
    plan = book.trail.plan_person("bram ellery")
    assert set(places(plan.passages)) == {
        ("party-introduced", "name"),
        ("party-introduced", "role"),
        ("party-introduced", "organisation"),
        ("party-renamed", "name"),
    }
    assert places(plan.elsewhere) == [("item-discussed", "text"), ("item-discussed", "text")]
    assert [one.why for one in plan.elsewhere] == ["printed-as", "same-words"]
    assert ("attendance-noted", "role") in places(plan.perhaps)
    assert copies(path, "Ellery") > 5

    outcome = book.trail.erase(
        plan.with_positions([one.position for one in plan.perhaps], everywhere=True), basis=BASIS
    )

    assert not outcome.pending
    assert copies(path, "Ellery", "Bram", "portefeuillehouder", "wethouder", "Gemeente") == 0
    assert audit(path).ok
    for form in FORMATS:
        now = text_of(book.render(meeting.id, form).content)
        assert "Ellery" in before[form]
        assert "Ellery" not in now
        assert "[gewist]" in now
        then = text_of(book.render(meeting.id, form, as_of=5).content)
        assert "Ellery" not in then
        assert "[gewist]" in then
    assert BASIS in text_of(book.render(meeting.id, "text").content)


def test_a_person_is_forgotten_at_once_by_every_open_book(book, meeting, path):
    """Also by another one that had read the names before."""
    with MinuteBook.open(path) as other:
        assert "Bram Ellery" in {party.name for party in other.parties.values()}
        book.trail.erase(book.trail.plan_person("Bram Ellery"), basis=BASIS)
        assert "Bram Ellery" not in {party.name for party in other.parties.values()}
        assert "Ellery" not in text_of(other.render(meeting.id, "text").content).partition("planken")[0]
    assert "Bram Ellery" not in {party.name for party in book.parties.values()}


def test_who_comes_back_after_an_erasure_is_somebody_new(book, meeting):
    """The old id stays with what it said; nothing joins the two."""
    old = book.party("Bram Ellery")
    book.trail.erase(book.trail.plan_person("Bram Ellery"), basis=BASIS)
    assert book.party("Bram Ellery") != old
    assert book.parties[old].name is None
    assert meeting.discuss("Terug.", speaker="Bram Ellery").version


def test_two_names_of_one_person_go_together(book, path):
    """After a merger, by either name; or by the id."""
    book.party("B. Elleri")
    book.merge_parties("B. Elleri", "Bram Ellery")
    assert {"B. Elleri", "Bram Ellery"} <= set(book.trail.plan_person("B. Elleri").sought)
    plan = book.trail.plan_person(book.party("Bram Ellery"))
    assert {"B. Elleri", "Bram Ellery"} <= set(plan.sought)
    book.trail.erase(plan, basis=BASIS)
    assert copies(path, "Elleri") == 0


def test_a_person_that_is_not_there_or_gone_is_refused(book):
    with pytest.raises(ErasureRefusedError, match="no party") as refused:
        book.trail.plan_person("Niemand")
    assert refused.value.reason == "unknown"
    party = book.party("Bram Ellery")
    plan = book.trail.plan_person("Bram Ellery")
    book.trail.erase(plan, basis=BASIS)
    with pytest.raises(ErasureRefusedError, match="no party"):
        book.trail.plan_person("Bram Ellery")
    with pytest.raises(ErasureRefusedError, match="erased before") as refused:
        book.trail.plan_person(party)
    assert refused.value.reason == "already-erased"
    with pytest.raises(ErasureRefusedError, match="erased before"):
        book.trail.erase(plan, basis=BASIS)


def test_whoever_waits_is_told_how_far_it_is(book, meeting, monkeypatch):
    """A long book takes a while to look through."""
    monkeypatch.setattr(erasure_search, "_STEP", 5)
    told = []
    book.trail.plan_person("Bram Ellery", progress=lambda done, total: told.append((done, total)))
    book.trail.plan_entry(meeting.id, 4, progress=lambda done, total: told.append((done, total)))
    size = book.store.head().size
    assert told == [(done, size) for done in range(5, size + 1, 5)] * 2


# An entry


def test_the_words_of_an_entry_go_and_its_number_stays(book, meeting, path):
    """What rests on it stays; the number is not given again."""
    entry = next(e for e in book.minutes(meeting.id).entries if isinstance(e.event, ItemDiscussed))
    plan = book.trail.plan_entry("Bestuur/2025-06-30", entry.version)
    assert places(plan.passages) == [("item-discussed", "text")]
    outcome = book.trail.erase(plan, basis=BASIS, requested_by="de betrokkene", by="Secretaris")
    assert [one.stream for one in outcome.recorded] == [meeting.id]
    assert outcome.recorded[0].event == PersonalDataErased(
        digests=(plan.passages[0].digest,), basis=BASIS, by=("de betrokkene",)
    )
    assert book.parties[outcome.recorded[0].recorded_by].name == "Secretaris"
    assert copies(path, "planken zijn stuk") == 0
    now = book.minutes(meeting.id)
    decision = next(e.event for e in now.entries if isinstance(e.event, DecisionTaken))
    assert decision.number == "B-2025-001"
    assert now.entries[entry.version - 1].erased
    assert book.meeting(meeting.id).decide("Verder.").number == "B-2025-002"
    assert "[gewist]" in book.render(meeting.id, "text").content.decode()
    assert audit(path).ok


def test_a_passage_that_was_closed_goes_with_what_the_closing_carries(book, meeting, path):
    """The closing holds the same passage anew."""
    noted = meeting.discuss("Het adres is Zwaluwstraat 17, zegt men.")
    closing = PassageClosed(
        target=noted.version,
        field="text",
        words=("Het adres is ", Closed(("Zwaluwstraat 17",), "privacy"), ", zegt men."),
        ground="privacy",
    )
    book.store.append([Save(meeting.id, (closing,))], command_id="closing")
    plan = book.trail.plan_entry(meeting.id, noted.version)
    assert places(plan.passages) == [("item-discussed", "text"), ("passage-closed", "words")]
    assert [one.why for one in plan.passages] == ["asked", "carried"]
    book.trail.erase(plan, basis=BASIS)
    assert copies(path, "Zwaluwstraat") == 0
    assert audit(path).ok


def test_the_same_sentence_elsewhere_is_listed_and_stays_until_it_is_named(book, meeting, path):
    """Also in another meeting, and in the correction of the entry."""
    noted = meeting.discuss("Het adres is Zwaluwstraat 17. Dank.")
    other = book.convene("Bestuur", "2025-07-30")
    other.discuss("Vorige keer: het adres is zwaluwstraat 17!")
    other.discuss("Zwaluwstraat, zei iemand.")
    plan = book.trail.plan_entry(meeting.id, noted.version, words=["Zwaluwstraat"])
    assert [one.held for one in plan.elsewhere] == ["Het adres is Zwaluwstraat 17", "Zwaluwstraat"]
    with pytest.raises(ErasureRefusedError, match="not among the places"):
        plan.with_positions([1])
    rest = plan.with_positions([plan.elsewhere[0].position])
    assert rest.elsewhere == plan.elsewhere[1:]
    book.trail.erase(plan, basis=BASIS)
    assert copies(path, "waluwstraat") == 2
    book.trail.erase(book.trail.plan_entry(other.id, rest.passages[-1].version), basis=BASIS)
    assert copies(path, "waluwstraat 17") == 0
    assert copies(path, "waluwstraat") == 1


def test_one_field_goes_and_the_others_stay(book, meeting):
    noted = meeting.discuss("Dat is zo.", speaker="Bram Ellery")
    book.trail.erase(book.trail.plan_entry(meeting.id, noted.version, ["speaker"]), basis=BASIS)
    event = book.minutes(meeting.id).entries[noted.version - 1].event
    assert (event.speaker, event.text) == (None, ("Dat is zo.",))
    book.trail.erase(book.trail.plan_entry(meeting.id, noted.version, ["recorded_by"]), basis=BASIS)
    assert book.minutes(meeting.id).entries[noted.version - 1].recorded_by is None


@pytest.mark.parametrize(
    ("version", "fields", "refusal"),
    [
        (1, ["body"], ("body stands in clear", "in-clear")),
        (1, ["held_on"], ("stands in clear", "in-clear")),
        (4, ["item"], ("stands in clear", "in-clear")),
        (4, ["recorded_at"], ("stands in clear", "in-clear")),
        (5, ["number"], ("stands in clear", "in-clear")),
        (4, ["points"], ("has no points", "unknown")),
        (4, ["titel"], ("no field 'titel', but", "unknown")),
        (5, [], ("holds no words", "unknown")),
        (0, [], ("versions 1 to", "unknown")),
        (99, [], ("versions 1 to", "unknown")),
    ],
)
def test_what_cannot_be_erased_is_refused_with_the_reason(book, meeting, version, fields, refusal):
    with pytest.raises(ErasureRefusedError, match=refusal[0]) as refused:
        book.trail.plan_entry(meeting.id, version, fields)
    assert refused.value.reason == refusal[1]


def test_what_was_erased_is_refused_as_such(book, meeting):
    plan = book.trail.plan_entry(meeting.id, 4)
    book.trail.erase(plan, basis=BASIS)
    for fields in ([], ["text"]):
        with pytest.raises(ErasureRefusedError, match="erased before") as refused:
            book.trail.plan_entry(meeting.id, 4, fields)
        assert refused.value.reason == "already-erased"


def test_an_entry_of_the_parties_can_be_named_too(book):
    plan = book.trail.plan_entry("parties", 1, ["name"])
    assert places(plan.passages) == [("party-introduced", "name")]
    with pytest.raises(UnknownMeetingError):
        book.trail.plan_entry("niets", 1)


def test_words_in_clear_are_told_as_out_of_reach(book, meeting):
    """The id of a command is the caller's, and part of the bytes that the ledger vouches for."""
    noted = meeting.discuss("Zwaluwstraat zeventien", command_id="zwaluwstraat-zeventien")
    plan = book.trail.plan_entry(meeting.id, noted.version)
    position = book.minutes(meeting.id).entries[noted.version - 1].position
    assert plan.in_clear == ((position, "Zwaluwstraat zeventien"),)


# Kept renditions of what an entry says


@pytest.fixture
def unpacked(book, path):
    """How often words stand in the bytes of the book and in its kept renditions, archives unpacked."""

    def count(*words: str) -> int:
        kept = [book.store.ledger(lambda ledger, at=row[0]: ledger.kept(at)) for row in book.store.entries()]
        shown = [text_of(one) for one in kept if one is not None]
        return copies(path, *words) + sum(one.count(word) for one in shown for word in words)

    return count


NAMED, PRINTED_AS = "NAMED", "PRINTED AS"


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("form", ["text", "html", "odt"])
@pytest.mark.parametrize(
    ("said", "points", "words"),
    [
        (("Gisteren zei ", NAMED, " overal dat hij erge jicht heeft."), (), ("overal dat hij", "jicht")),
        (("Gisteren zei ", PRINTED_AS, " het van de jicht."), (), ("jicht",)),
        (("Jicht bij ", NAMED, "."), (), ("Jicht",)),
        ((), (Point(("jicht heeft hij",)), Point(("pijn ook",), level=1)), ("jicht heeft hij", "pijn ook")),
        (
            ("Nodig is:",),
            (Point(("een stok",), number="1"), Point(("rust",), number="2")),
            ("een stok", "rust"),
        ),
        (("Hij heeft ", Closed(("jicht in de knie",), "privacy"), " nu."), (), ("jicht in de",)),
    ],
)
def test_every_kept_rendition_made_since_an_entry_goes_with_it(  # noqa: PLR0917 - one for each way to vary
    book, meeting, unpacked, said, points, words, form, edition
):
    """Also where it prints a name, a number or a mark between the words; what is published, and what is signed."""
    bram = book.party("Bram Ellery")
    mentions = {NAMED: Mention(bram), PRINTED_AS: Mention(bram, "de wethouder")}
    noted = meeting.discuss(
        tuple(mentions.get(run, run) if type(run) is str else run for run in said), points=points
    )
    if edition == "public":
        meeting.publish(form)
    else:
        book.convene("Bestuur", "2025-07-30").adopt(held_on="2025-06-30")
        meeting.sign_minutes(form, by="Secretaris")
    assert all(unpacked(word) for word in words)

    plan = book.trail.plan_entry(meeting.id, noted.version)
    assert [one.stream for one in plan.renditions] == [meeting.id]
    assert "digest" in [one.field for one in plan.passages]
    book.trail.erase(plan, basis=BASIS)

    assert unpacked(*words) == 0
    assert audit(book.store.book).ok


def test_a_kept_rendition_that_is_older_than_the_entry_stays(book, meeting):
    """It cannot show what was said later; nor can one of another meeting that shows none of the words."""
    meeting.publish("text")
    other = book.convene("Commissie", "2025-07-01")
    noted = meeting.discuss(("Volgens ", Mention(book.party("Bram Ellery")), " is er jicht."))
    other.discuss("Volgens niemand.")
    other.publish("text")
    assert book.trail.plan_entry(meeting.id, noted.version).renditions == ()


def test_a_place_that_is_added_takes_the_renditions_made_since_with_it(book, meeting, path, unpacked):
    """They need not show the words that were sought."""
    noted = meeting.discuss(("Volgens ", Mention(book.party("Bram Ellery")), " jicht."))
    other = book.convene("Commissie", "2025-07-01")
    other.discuss(("Volgens ", Mention(book.party("Bram Ellery")), " jicht."))
    other.publish("odt")
    plan = book.trail.plan_entry(meeting.id, noted.version)
    assert [one.held for one in plan.elsewhere] == ["Volgens … jicht"]
    assert [one.text for one in plan.elsewhere] == ["Volgens … jicht."]
    assert plan.renditions == ()
    assert [one.stream for one in plan.staying] == [other.id]
    added = plan.with_positions((), everywhere=True)
    assert [one.stream for one in added.renditions] == [other.id]
    assert (added.staying, places(added.passages)[-1]) == ((), ("minutes-published", "digest"))
    book.trail.erase(added, basis=BASIS)
    assert unpacked("jicht") == 0
    assert audit(path).ok


def test_each_piece_of_a_passage_is_sought_elsewhere_by_itself(book, meeting):
    """What stands around a mention, in a closed run and in each point; a plan never runs them together."""
    noted = meeting.discuss(
        (
            "Het is waar dat ",
            Mention(book.party("Bram Ellery")),
            " erg veel pijn heeft, en ",
            Closed(("jicht in de knie",), "privacy"),
        ),
        points=[Point(("eerst naar de dokter",), number="1"), Point(("dan naar huis toe",), number="2")],
    )
    other = book.convene("Commissie", "2025-07-01")
    pieces = ["erg veel pijn heeft, en", "jicht in de knie", "eerst naar de dokter", "dan naar huis toe"]
    for one in pieces:
        other.discuss(f"Hij zei: {one}, en meer.")
    plan = book.trail.plan_entry(meeting.id, noted.version)
    assert [one.held for one in plan.elsewhere] == pieces
    assert [one.text for one in plan.passages] == [
        "eerst naar de dokter dan naar huis toe",
        "Het is waar dat … erg veel pijn heeft, en jicht in de knie",
    ]
    assert set(plan.sought) == {"Het is waar dat", *pieces}


def test_the_items_of_an_agenda_are_sought_one_by_one(book):
    noted = book.convene(
        "Bestuur", "2025-09-01", planned=["Afscheid van de penningmeester", "De nieuwe brug"]
    )
    other = book.convene("Commissie", "2025-09-02")
    other.discuss("Morgen: de nieuwe brug.")
    plan = book.trail.plan_entry(noted.id, 1, ["planned"])
    assert [one.text for one in plan.passages] == ["Afscheid van de penningmeester De nieuwe brug"]
    assert [one.held for one in plan.elsewhere] == ["De nieuwe brug"]


# What does not change, and what is refused


def test_every_root_and_checkpoint_of_before_still_holds(book, path):
    """The leaves are the entries, and no entry changed."""
    kept = book.trail.checkpoint()
    note = bytes(kept)
    entries = [row[4] for row in book.store.entries()]
    plan = book.trail.plan_person("Bram Ellery")
    book.trail.erase(plan.with_positions((), everywhere=True), basis=BASIS)
    assert [row[4] for row in book.store.entries(limit=len(entries))] == entries
    head = book.store.head()
    proof = book.store.ledger(lambda ledger: consistency_path(kept.size, head.size, ledger.subtree))
    check_consistency(kept.size, head.size, proof, kept.root, head.root)
    assert audit(path, checkpoints=[note]).ok
    book.trail.checkpoint()


def test_a_proof_of_before_still_convinces_and_a_later_one_discloses_what_is_left(book, meeting):
    """Whoever was given the words can still show that they stood there; the book cannot any more."""
    entry = book.minutes(meeting.id).entries[3]
    book.trail.checkpoint()
    before = book.trail.prove(entry.position, disclose_all=True)
    book.trail.erase(book.trail.plan_entry(meeting.id, 4), basis=BASIS)
    trust = Trust(checkpoint=before.proof.checkpoint)
    shown = verify_entry(before.proof, before.entry, before.disclosures, trust=trust)
    assert "text" in dict(shown.disclosed)
    now = book.trail.prove(entry.position, disclose_all=True)
    assert "text" not in now.fields
    assert now.entry == before.entry
    assert verify_entry(now.proof, now.entry, now.disclosures, trust=trust)


def test_a_kept_rendition_that_shows_the_words_goes_with_its_digest(book, meeting, path):
    """One that does not show them stays, and so does its digest."""
    meeting.publish("odt")
    public = book.convene("Commissie", "2025-07-01")
    public.discuss("Niets aan de hand.")
    public.publish("html")
    plan = book.trail.plan_person("Bram Ellery")
    assert [(one.stream, one.held) for one in plan.renditions] == [(meeting.id, "Bram Ellery")]
    assert ("minutes-published", "digest") in places(plan.passages)
    book.trail.erase(plan, basis=BASIS)
    assert book.store.ledger(lambda ledger: ledger.kept(plan.renditions[0].position)) is None
    assert [[one.content is None for one in book.trail.renditions(of.id)] for of in (public, meeting)] == [
        [False],
        [True],
    ]
    assert audit(path).ok


def test_a_kept_rendition_that_nobody_can_read_goes_to_be_safe(book, meeting):
    """Where the person takes part in that meeting."""
    sealed = meeting.publish("html")
    position = book.minutes(meeting.id).entries[sealed.kept.version - 1].position
    with book.store._recorder.writing() as transaction:
        transaction._cursor.execute("UPDATE kept SET content = ?", (b"\xff\xfe",))
    plan = book.trail.plan_person("Bram Ellery")
    assert [(one.position, one.held) for one in plan.renditions] == [(position, "")]


@pytest.mark.parametrize(
    "words", [{"basis": "verzoek van Bram Ellery"}, {"basis": BASIS, "requested_by": "bram ellery"}]
)
def test_the_words_are_not_put_back_by_the_reason(book, words):
    plan = book.trail.plan_person("Bram Ellery")
    size = book.store.head().size
    with pytest.raises(ErasureRefusedError, match="are to be erased") as refused:
        book.trail.erase(plan, **words)
    assert refused.value.reason == "said-again"
    assert book.store.head().size == size


def test_an_erasure_without_a_ground_is_refused(book):
    plan = book.trail.plan_person("Bram Ellery")
    with pytest.raises(InvalidValueError, match="legal ground"):
        book.trail.erase(plan, basis=" ")


def test_evidence_can_be_planned_on_and_not_erased(path):
    with MinuteBook.open(path, read_only=True) as evidence:
        plan = evidence.trail.plan_person("Bram Ellery")
        with pytest.raises(ReadOnlyBookError):
            evidence.trail.erase(plan, basis=BASIS)
        with pytest.raises(ReadOnlyBookError):
            evidence.trail.finish_erasing()
        assert not evidence.trail.is_erasing


def test_a_repeated_erasure_does_nothing_again(book):
    plan = book.trail.plan_person("Bram Ellery")
    first = book.trail.erase(plan, basis=BASIS, command_id="brief-123")
    assert book.trail.erase(plan, basis=BASIS, command_id="brief-123").recorded == first.recorded


def test_every_event_that_can_hold_words_has_fields_to_erase():
    """And no id of a party, code or number is among them."""
    fields = {name: personal_fields(cls) for name, cls in EVENT_TYPES.items()}
    assert fields["party-introduced.v1"] == {"name", "role", "organisation"}
    assert fields["item-discussed.v1"] == {"text", "points"}
    assert fields["meeting-convened.v1"] == {"title", "place", "planned"}
    assert fields["document-attached.v1"] == {"text", "title", "name", "digest"}
    assert not any(
        name in found for found in fields.values() for name in ("party", "by_party", "speaker", "owners")
    )


# What a plan looks for


def test_a_plan_that_the_book_outgrew_is_refused_and_nothing_is_erased(book, meeting, path):
    """What was recorded since may hold the words, and a rendition made since may show them."""
    plan = book.trail.plan_person("Bram Ellery")
    meeting.item("Rondvraag").discuss("Bram Ellery dankt.")
    before = path.read_bytes()
    with pytest.raises(ErasureRefusedError, match="plan it again") as refusal:
        book.trail.erase(plan, basis=BASIS)
    assert (refusal.value.reason, path.read_bytes()) == ("outdated", before)
    again = book.trail.plan_person("Bram Ellery").with_positions((), everywhere=True)
    meeting.item("Sluiting").discuss("Niets meer.")  # which has nothing to do with it
    assert again.size < book.store.head().size
    book.trail.erase(again, basis=BASIS, by="Nieuwe secretaris")
    assert not copies(path, "Ellery dankt")


def test_where_the_role_or_organisation_stands_is_listed_to_be_looked_at(book, meeting, path):
    """They are erased with the name, and may be anybody's words elsewhere."""
    book.party(
        "Fiona Marsh", role="draagster van de paarse hoed", organisation="Violet Syndicaat", public=False
    )
    item = meeting.item("Gasten")
    item.discuss("Welkom.", speaker="Fiona Marsh")
    item.discuss("Het Violet Syndicaat betaalt.")
    later = book.convene("Bestuur", "2025-09-30")
    later.adopt(editions=("internal", "public"), held_on="2025-06-30")
    kept = meeting.publish("html", edition="public").kept
    plan = book.trail.plan_person("Fiona Marsh")
    found = [(one.why, one.held) for one in plan.perhaps if one.why == "known-as"]
    assert found == [("known-as", "Violet Syndicaat")]
    shown = [one for one in plan.staying if one.held]
    assert [one.version for one in shown] == [kept.version]
    assert shown[0].held in {"draagster van de paarse hoed", "Violet Syndicaat"}, "either: salts order them"
    places = [one.position for one in (*plan.perhaps, *shown)]
    book.trail.erase(plan.with_positions(places), basis=BASIS)
    assert not copies(path, "paarse hoed", "Violet")


@pytest.mark.parametrize(
    "title", ["FionaMarsh_scan.pdf", "scanfionamarsh2", "Fiona-Marsh.pdf", "fiona_marsh"]
)
def test_a_name_written_together_is_found(book, meeting, title):
    book.party("Fiona Marsh")
    attached = meeting.attach(title)
    plan = book.trail.plan_person("Fiona Marsh")
    assert [(one.version, one.field) for one in plan.elsewhere] == [(attached.version, "title")]


def test_a_short_name_written_together_is_found_as_a_word_only(book, meeting):
    book.party("Jo Li")
    meeting.attach("JoLi.pdf")
    meeting.attach("jolig.pdf")
    assert [one.text for one in book.trail.plan_person("Jo Li").elsewhere] == ["JoLi.pdf"]


def test_each_sentence_of_a_long_entry_is_looked_for_and_what_is_not_is_told(book, meeting, monkeypatch):
    item = meeting.item("Lang")
    said = item.discuss(
        " ".join(f"Dit is zin nummer {number} van veel." for number in range(150)) + " Hij was dronken."
    )
    item.discuss("Men zegt: hij was dronken.")
    plan = book.trail.plan_entry(meeting.id, said.version)
    assert (len(plan.elsewhere), plan.unsought) == (1, 0)
    monkeypatch.setattr("alliance_minutes.audit.erasure.erasing._MOST_SOUGHT", 100)
    assert book.trail.plan_entry(meeting.id, said.version).unsought == 51


def test_books_in_the_making_that_were_left_beside_are_told_of(book, path):
    left = path.with_name(f".{path.name}.0badcafe.new")
    left.write_bytes(b"Bram Ellery")
    assert book.trail.plan_person("Bram Ellery").left == (str(left),)


def left_behind(book, meeting, form="text"):
    """A book as it may be since an earlier version: an entry was erased, and a rendition that shows it was kept."""
    noted = meeting.discuss(("Volgens ", Mention(book.party("Bram Ellery")), " is er jicht."))
    meeting.publish(form)
    plan = book.trail.plan_entry(meeting.id, noted.version)
    plan = attrs.evolve(
        plan, renditions=(), passages=tuple(one for one in plan.passages if one.field != "digest")
    )
    book.trail.erase(plan, basis=BASIS)
    return noted


@pytest.mark.parametrize("form", ["text", "odt"])
@pytest.mark.parametrize("by", ["the entry", "the publication"])
def test_a_rendition_that_an_earlier_erasure_left_is_reached(book, meeting, unpacked, form, by):
    """By the entry whose words are gone, or by the publication itself: its bytes go with its digest."""
    noted = left_behind(book, meeting, form)
    assert unpacked("jicht")
    published = book.meeting(meeting.id).version - 1
    plan = book.trail.plan_entry(meeting.id, noted.version if by == "the entry" else published)
    assert [one.version for one in plan.renditions] == [published]
    assert places(plan.passages) == [("minutes-published", "digest")]
    book.trail.erase(plan, basis=BASIS)
    assert unpacked("jicht") == 0
    assert audit(book.store.book).ok
    with pytest.raises(ErasureRefusedError, match="erased before"):
        book.trail.plan_entry(meeting.id, noted.version)


def test_the_internal_edition_drops_the_digest_of_a_rendition_that_went(book, meeting):
    """Whoever holds all other words could find short ones by trying; so the digest goes from every moment and format."""
    noted = meeting.discuss(("Volgens ", Mention(book.party("Bram Ellery")), " is er jicht."))
    meeting.publish("text")
    digest = book.minutes(meeting.id).entries[-1].event.digest
    then = book.meeting(meeting.id).version

    def printing() -> list[str]:
        contents = [
            book.render(meeting.id, form, edition="internal", as_of=at).content
            for form in FORMATS
            for at in (None, then)
        ]
        return [one for one in map(text_of, contents) if digest.removeprefix("sha256:") in one]

    assert len(printing()) == 2 * len(FORMATS)
    book.trail.erase(book.trail.plan_entry(meeting.id, noted.version), basis=BASIS)
    assert printing() == []
