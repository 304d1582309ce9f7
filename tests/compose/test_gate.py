"""Nothing closed is in a public document: not a word, a name, a trace or a length."""

from __future__ import annotations

import itertools
from datetime import time

import attrs
import pytest

from alliance_minutes import events as e
from alliance_minutes.document import Closed as ClosedInline
from alliance_minutes.document import Contribution, Notice, Paragraph, Redaction, Section, Table, plain
from alliance_minutes.parties import Parties
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, PartialDate, Strong, Tally

MARK = "GEHEIM"
SHOWN = sorted((cls for cls in e.EVENT_TYPES.values() if issubclass(cls, e.Shown)), key=lambda cls: cls.TYPE)
LIFE = (e.MinutesCirculated, e.PassageClosed, e.PassageOpened)
CODES = {"item", "closed"}


def _annotations(cls):
    return {
        name: kind
        for base in reversed(cls.__mro__)
        for name, kind in getattr(base, "__annotations__", {}).items()
    }


class _Filler:
    """Fills every field of an event with unique marks."""

    def __init__(self, words, text, party):
        self.words, self.text, self.party = words, text, party
        self.count = itertools.count(1)

    def mark(self):
        return f"{MARK}{next(self.count)}"

    def event(self, cls, **given):
        kinds = _annotations(cls)
        values = {
            field.name: self.value(str(kinds[field.name]))
            for field in attrs.fields(cls)
            if field.name not in given and field.name not in CODES
        }
        return cls(**{name: value for name, value in values.items() if value is not None} | given)

    def value(self, kind):
        make = {
            "Words": lambda: self.words(self.mark()),
            "str": lambda: self.text(self.mark()),
            "PartyId": lambda: self.party,
            "tuple[PartyId, ...]": lambda: (self.party,),
            "tuple[str, ...]": lambda: (self.text(self.mark()),),
            "tuple[Point, ...]": lambda: (e.Point(text=self.words(self.mark())),),
            "Tally": lambda: Tally(in_favour=1, unit=self.text(self.mark()), names_in_favour=(self.party,)),
            "time": lambda: time(19, 30),
            "bool": lambda: True,
            "Status": lambda: "present",
        }.get(kind.removesuffix(" | None"))
        return make() if make else None


def _closed(mark):
    inner = (
        mark,
        Emphasis((mark, Strong((mark,)))),
        Link((mark,), f"https://{mark}.example"),
        Mention("chair", mark),
    )
    return ("open ", Closed(inner, "5.1.2e"), Emphasis((Closed((mark,), "privacy"),)))


def _linked(mark):
    """A link of which the words are closed: its address is closed with them."""
    return (Link((Closed((mark,), "5.1.2e"),), f"https://{mark}.example"), " open")


@pytest.mark.parametrize("words", [_closed, _linked])
@pytest.mark.parametrize("cls", [*SHOWN, *LIFE], ids=lambda cls: cls.TYPE)
def test_closed_runs_are_in_no_public_byte(meeting, look, cls, words):
    """Every field of words, closed run by run, whole or within a link; the internal edition shows that they were there."""
    filler = _Filler(words, lambda _: "x", "chair")
    event = filler.event(cls, **_targets(cls))
    public = meeting.document(event, edition="public")
    internal = meeting.document(event, edition="internal")
    assert not look.holds(public, MARK)
    assert look.holds(internal, MARK)


def _targets(cls):
    if cls in (e.PassageClosed, e.PassageOpened):
        ground = {"ground": "privacy"} if cls is e.PassageClosed else {}
        return {"target": 2, "subject": "passage", "field": "text"} | ground
    return {"item": 2} if "item" in _annotations(cls) else {"edition": "public"}


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("later", [True, False])
@pytest.mark.parametrize("cls", SHOWN, ids=lambda cls: cls.TYPE)
def test_what_stands_under_a_closed_item_leaves_no_trace(meeting, look, cls, later, listed):
    """Words, texts, parties and marks on it are gone, whether the item was closed at once or later; numbers may stay."""
    filler = _Filler(lambda mark: (mark,), lambda mark: mark, "secret-party")
    parties = Parties(
        (*_parties(), e.PartyIntroduced(party="secret-party", name=f"{MARK}-party", role=f"{MARK}-role"))
    )
    item = e.ItemOpened(
        title=(f"{MARK}-title",), number="7", kind=f"{MARK}-kind", closed=None if later else "5.1.2b"
    )
    events = [
        filler.event(cls, item=2),
        e.ItemOpened(title=(f"{MARK}-sub",), parent=2),
        filler.event(cls, item=4),
        e.ItemOpened(title=("Open",), number="8"),
        filler.event(cls, item=6, rests_on=3),
        e.MinutesAdopted(adopted_by="later", editions=("internal", "public")),
        e.EntryCorrected(target=3, instead=filler.event(cls, item=2), reason=(f"{MARK}-reason",)),
        e.EntryWithdrawn(target=5, reason=(f"{MARK}-reason",)),
        e.PassageClosed(target=3, field="text", words=(f"{MARK}-new",), ground="privacy"),
    ]
    if later:
        events.append(e.PassageClosed(subject="item", target=2, ground="5.1.2b", reason=(f"{MARK}-why",)))
    body = e.BodyDescribed(body="body", closed_items="listed" if listed else "omitted")
    document = meeting.document(*events, item=item, parties=parties, body=body, edition="public")
    assert not look.holds(document, MARK)
    of_meeting = (3, 7) if cls is e.MeetingClosed else ()  # that the meeting closed is no secret of the item
    for version in (3, 4, 5, 7, 9, 10, 11):
        assert [block.words for block in look.sourced(document, version)] == [()] * (version in of_meeting)
    assert [block.number for block in look.blocks(document, Section) if block.number] == (
        ["7"] if listed else []
    ) + ["8"]
    internal = meeting.document(*events, item=item, parties=parties, body=body)
    assert look.holds(internal, f"{MARK}-title")


@pytest.mark.parametrize("ground", [None, "privacy"])
def test_that_the_meeting_closed_is_told_also_where_it_stands_under_a_closed_item(meeting, look, ground):
    """With its time and without its words; not where the entry itself was closed."""
    item = e.ItemOpened(title=(MARK,), number="7", closed="5.1.2b")
    events = [
        e.ItemDiscussed(item=2, text=(MARK,)),
        e.MeetingClosed(item=2, rests_on=3, occurred_at=time(21, 15), text=()),
        e.MeetingClosed(item=2, occurred_at=time(21, 20), text=(MARK,)),
    ]
    if ground:
        events += [e.PassageClosed(subject="item", target=one, ground=ground) for one in (4, 5)]
    document = meeting.document(*events, item=item, edition="public")
    closings = [block for block in look.blocks(document, Notice) if block.kind == "closed"]
    assert [(block.at, block.words, block.marks) for block in closings] == (
        [] if ground else [("21:15", (), ()), ("21:20", (), ())]
    )
    assert not look.holds(document, MARK)
    assert plain(look.blocks(document, Section)[-1].title) in {"Buiten de agendapunten", "Besloten [5.1.2b: economische of financiële belangen]"}  # fmt: skip


def test_a_closed_item_is_listed_by_number_and_ground(meeting, look):
    """The public edition says that it was there, that it was closed, and why; and the legend explains the ground."""
    item = e.ItemOpened(title=(MARK,), number="7", closed="5.1.2b")
    document = meeting.document(item=item, edition="public")
    (section,) = look.blocks(document, Section)
    assert (section.number, section.closed, section.blocks, section.facts) == ("7", "5.1.2b", (), ())
    assert plain(section.title) == "Besloten [5.1.2b: economische of financiële belangen]"
    assert [ground.code for ground in document.legend] == ["5.1.2b"]


def test_an_item_that_was_opened_again_is_shown(meeting, look):
    item = e.ItemOpened(title=("Toch open",), number="7", closed="5.1.2b")
    document = meeting.document(e.PassageOpened(subject="item", target=2), item=item, edition="public")
    assert look.holds(document.blocks, "Toch open")


def test_closed_decisions_and_actions_are_not_in_the_lists(meeting, look):
    """The tables are made behind the gate."""
    item = e.ItemOpened(title=("x",), closed="privacy")
    events = (e.DecisionTaken(item=2, number="B-2025-001"), e.ActionAgreed(item=2, number="A-2025-001"))
    assert look.blocks(meeting.document(*events, item=item, edition="public"), Table) == []
    assert len(look.blocks(meeting.document(*events, item=item), Table)) == 2


@pytest.mark.parametrize("later", [True, False])
def test_a_closed_document_is_not_in_the_public_edition_nor_any_reference_to_it(meeting, look, later):
    attached = e.DocumentAttached(title=MARK, name=MARK, digest=MARK, closed=None if later else "privacy")
    events = [
        attached,
        e.PresentationGiven(item=2, text=("Een verhaal.",), document=3),
        e.QuorumNoted(rests_on=3),
    ]
    if later:
        events.append(e.PassageClosed(subject="document", target=3, ground="privacy"))
    document = meeting.document(*events, edition="public")
    assert not look.holds(document, MARK)
    (presentation,) = look.sourced(document, 4)
    assert presentation.document is None
    assert look.sourced(document, 5) == []
    assert look.holds(meeting.document(*events), "persoonlijke levenssfeer")


@pytest.mark.parametrize("closing", [True, False])
@pytest.mark.parametrize("cls", [*SHOWN, e.MinutesSigned], ids=lambda cls: cls.TYPE)
def test_a_party_that_is_not_public_is_nowhere_named(meeting, look, cls, closing):
    """Not its name, alias, organisation or id, nor what was printed for it; also when its name was closed later."""
    mention = lambda mark: ("a ", Mention(f"{MARK}-id", mark), Emphasis((Mention(f"{MARK}-id", mark),)))  # noqa: E731
    filler = _Filler(mention, lambda _: "x", f"{MARK}-id")
    parties = Parties(
        (
            *_parties(),
            e.PartyIntroduced(
                party=f"{MARK}-id", name=f"{MARK}-name", organisation=f"{MARK}-org", public=closing
            ),
            e.PartyRenamed(party=f"{MARK}-id", name=f"{MARK}-other"),
        )
    )
    given = {"edition": "public"} if cls is e.MinutesSigned else {"item": 2}
    closings = [e.PassageClosed(subject="party", party=f"{MARK}-id", ground="privacy")] if closing else []
    convened = e.MeetingConvened(body="body", secretary=f"{MARK}-id", title=mention(MARK))
    events = (filler.event(cls, **given), *closings)
    options = {"convened": convened, "parties": parties, "recorded_by": f"{MARK}-id"}
    assert not look.holds(meeting.document(*events, edition="public", **options), MARK)
    assert look.holds(meeting.document(*events, **options), f"{MARK}-other")


def test_a_party_that_is_not_public_is_printed_by_role_or_neutrally(meeting, look):
    """By the role it has, else by the role in which it was noted, else as somebody who was there."""
    events = (
        e.AttendanceNoted(party="shy", status="present"),
        e.AttendanceNoted(party="nameless", status="present", role="bewoner"),
        e.ItemDiscussed(item=2, speaker="shy", text=("Ja.",)),
        e.ItemDiscussed(item=2, speaker="nameless", text=("Nee.",)),
    )
    document = meeting.document(*events, edition="public")
    assert [plain(block.speaker) for block in look.blocks(document, Contribution)] == [
        "ambtelijk secretaris",
        "bewoner",
    ]
    alone = meeting.document(e.ItemDiscussed(item=2, speaker="nameless", text=("Nee.",)), edition="public")
    assert plain(look.blocks(alone, Contribution)[0].speaker) == "een aanwezige"
    english = meeting.document(*events[3:], edition="public", language="en")
    assert plain(look.blocks(english, Contribution)[0].speaker) == "a participant"


def test_the_role_of_an_attendance_that_is_closed_or_gone_stands_for_no_name(meeting, look):
    """Under a closed item, closed later, withdrawn, or resting on something: the party is printed neutrally."""
    noted = e.AttendanceNoted(party="nameless", status="present", role=MARK)
    speaks = e.ItemDiscussed(speaker="nameless", text=("x",))
    closed = e.ItemOpened(title=("x",), closed="privacy")
    cases = [
        (attrs.evolve(noted, item=2), speaks),
        (noted, speaks, e.PassageClosed(subject="item", target=3, ground="privacy")),
        (noted, speaks, e.EntryWithdrawn(target=3)),
        (attrs.evolve(noted, rests_on=1), speaks),
    ]
    for events in cases:
        document = meeting.document(*events, item=closed, edition="public")
        assert not look.holds(document, MARK)
        assert plain(look.blocks(document, Contribution)[0].speaker) == "een aanwezige"


def test_ids_of_parties_are_in_the_internal_edition_only(meeting, look):
    """An id leads from a mention to its party; the public cannot follow it."""
    event = e.ItemDiscussed(item=2, speaker="shy", text=("Met ", Mention("member"), "."))
    internal, public = meeting.document(event), meeting.document(event, edition="public")
    assert {"shy", "member"} <= set(look.texts(internal))
    assert not {"shy", "member"} & set(look.texts(public))


def test_who_recorded_is_in_the_internal_edition_only(meeting):
    recorded = {"recorded_by": "member"}
    assert meeting.document(**recorded).history[0].by == "De bewoner"
    assert meeting.document(edition="public", **recorded).history[0].by is None


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_a_secret_ballot_names_nobody_in_any_edition(meeting, look, edition):
    tally = Tally(
        secret=True,
        in_favour=2,
        names_in_favour=("chair",),
        names_against=("shy",),
        names_abstaining=("member",),
    )
    document = meeting.document(e.DecisionTaken(item=2, method="vote", tally=tally), edition=edition)
    (decision,) = look.sourced(document, 3)
    assert set(look.facts(decision)) == {"method", "count", "secret"}
    assert not any(look.holds(decision, name) for name in ("De wethouder", "Sacha Stil", "De bewoner"))


def test_a_closed_run_says_its_ground_and_never_its_length(meeting, look):
    """A long passage that is kept in several runs is withheld as one."""
    runs = tuple(Closed((MARK * n,), "5.1.2e") for n in (1, 200, 3))
    short = meeting.document(e.ItemDiscussed(item=2, text=("A ", *runs[:1], " B")), edition="public")
    long = meeting.document(e.ItemDiscussed(item=2, text=("A ", *runs, " B")), edition="public")
    assert short == long
    (paragraph,) = look.blocks(short, Paragraph)
    label = "[5.1.2e: eerbiediging van de persoonlijke levenssfeer]"
    assert paragraph.words[1] == Redaction("5.1.2e", label)


def test_the_internal_edition_shows_what_is_closed_and_that_it_is(meeting, look):
    document = meeting.document(e.ItemDiscussed(item=2, text=(Closed(("stil",), "privacy"),)))
    (paragraph,) = look.blocks(document, Paragraph)
    (closed,) = paragraph.words
    assert isinstance(closed, ClosedInline)
    assert (plain(closed.content), closed.ground) == ("stil", "privacy")
    assert closed.label == "niet openbaar: persoonlijke levenssfeer"


def test_a_ground_of_our_own_is_named_without_its_code(meeting, look):
    event = e.ItemDiscussed(item=2, text=(Closed(("x",), "personnel"),))
    (paragraph,) = look.blocks(meeting.document(event, edition="public", language="en"), Paragraph)
    assert plain(paragraph.words) == "[not public: personnel matter]"


def test_the_legend_names_the_grounds_of_this_edition_in_the_order_of_their_lists(meeting):
    event = e.ItemDiscussed(
        item=2,
        text=(Closed((Closed(("x",), "legal"),), "zzz"), Closed(("x",), "5.2"), Closed(("x",), "5.1.2b")),
    )
    internal, public = meeting.document(event), meeting.document(event, edition="public")
    assert [ground.code for ground in internal.legend] == ["legal", "5.1.2b", "5.2", "zzz"]
    assert [ground.code for ground in public.legend] == ["5.1.2b", "5.2", "zzz"]
    assert internal.legend[0].label == "rechtspositie"
    assert internal.legend[-1].label == "zzz"


@pytest.mark.parametrize("wrap", [lambda run: run, lambda run: Emphasis((run,))])
def test_a_speaker_whose_mention_is_closed_is_not_named_before_the_words(meeting, look, wrap):
    """Else the closed beginning of the words would be known from the name before them."""
    text = (" ", wrap(Closed((Mention("chair"),), "privacy")), " zegt het.")
    event = e.ItemDiscussed(item=2, speaker="chair", text=text)
    assert not look.holds(meeting.document(event, edition="public"), "De wethouder")
    other = attrs.evolve(event, speaker="member")
    assert look.holds(meeting.document(other, edition="public"), "De bewoner")


def test_planned_titles_and_what_the_internal_edition_went_through_are_not_public(meeting, look):
    """A planned title would name a closed item; a digest of the internal rendition would let its words be guessed."""
    convened = e.MeetingConvened(body="body", planned=(MARK,))
    events = (
        e.MinutesCirculated(edition="internal", to=(MARK,)),
        e.MinutesSigned(edition="internal", by="chair", format="odt", digest=MARK),
        e.MinutesPublished(edition="internal", format="html", digest=MARK),
        e.MinutesAdopted(adopted_by="later", editions=("internal",), corrections=(MARK,)),
    )
    document = meeting.document(*events, convened=convened, edition="public")
    assert not look.holds(document, MARK)
    assert [event.kind for event in document.history] == ["created"]


def test_a_closing_is_told_to_the_public_without_its_reason_and_words(meeting, look):
    events = (
        e.ItemDiscussed(item=2, text=("Iets.",)),
        e.PassageClosed(
            target=3,
            field="text",
            words=("Iets ", Closed((MARK,), "privacy")),
            ground="privacy",
            reason=(MARK,),
        ),
    )
    document = meeting.document(*events, edition="public")
    assert not look.holds(document, MARK)
    (notice,) = look.sourced(document, 4)
    assert list(look.facts(notice)) == ["target", "ground"]


PUBLIC = e.MinutesAdopted(adopted_by="later", editions=("internal", "public"))
INTERNAL = e.MinutesAdopted(adopted_by="later", editions=("internal",))
BETTER = e.EntryCorrected(target=3, instead=e.ItemDiscussed(item=2, text=("Beter.",)))


def test_the_public_edition_shows_former_words_that_stood_in_it(meeting, look):
    """What was open in adopted public minutes may be read in their erratum."""
    events = (e.ItemDiscussed(item=2, text=(MARK,)), PUBLIC, BETTER)
    assert look.holds(meeting.document(*events, edition="public"), MARK)


@pytest.mark.parametrize(
    "events",
    [
        (e.ItemDiscussed(item=2, text=(MARK,)), INTERNAL, BETTER),
        (e.ItemDiscussed(item=2, text=(MARK,)), INTERNAL, BETTER, PUBLIC),
        (e.ItemDiscussed(item=2, text=(Closed((MARK,), "privacy"),)), PUBLIC, BETTER),
        (e.ItemDiscussed(item=2, text=(MARK, Closed(("x",), "privacy"))), PUBLIC, BETTER),
        (e.ItemDiscussed(item=2, text=(MARK, "Sacha Stil")), PUBLIC, BETTER),
        (e.ItemDiscussed(item=2, text=(MARK, "mevrouw STIL zei")), PUBLIC, BETTER),
        (e.ItemDiscussed(item=2, text=(MARK, Mention("chair", "Sacha Stil"))), PUBLIC, BETTER),
        (
            e.ItemDiscussed(item=2, text=(MARK,)),
            PUBLIC,
            BETTER,
            e.PassageClosed(
                target=3, field="text", words=(Closed(("Beter.",), "privacy"),), ground="privacy"
            ),
        ),
        (
            e.ItemDiscussed(item=2, text=(MARK,)),
            PUBLIC,
            BETTER,
            e.PassageClosed(subject="item", target=2, ground="privacy"),
        ),
        (
            e.ItemDiscussed(item=2, text=(MARK,)),
            PUBLIC,
            e.EntryCorrected(target=3, instead=e.ItemDiscussed(item=2, text=(Closed((MARK,), "privacy"),))),
        ),
    ],
)
def test_the_public_edition_shows_no_former_words_in_doubt(meeting, look, events):
    """Nothing tells which of them would be closed now."""
    assert not look.holds(meeting.document(*events, edition="public"), MARK)
    assert look.holds(meeting.document(*events), MARK)


def test_former_words_of_an_entry_that_was_erased_are_in_no_public_erratum(meeting, look):
    events = (e.ItemDiscussed(item=2, text=(MARK,)), PUBLIC, BETTER)
    assert not look.holds(meeting.document(*events, edition="public", erased={3}), MARK)


def test_additions_are_told_in_public_only_where_one_of_them_is(meeting, look):
    """An erratum that names nothing would tell that something closed was added."""
    added = (PUBLIC, e.EntriesAdded(reason=("Vergeten",), decision="B-2025-009"))
    closed = e.ItemOpened(title=(MARK,), closed="privacy", added=4)
    document = meeting.document(*added, closed, edition="public")
    assert not look.holds(document, "Vergeten")
    said = e.ItemDiscussed(item=2, text=("Nog iets.",), added=4)
    document = meeting.document(*added, closed, said, edition="public")
    assert look.holds(document, "Vergeten")
    assert not look.holds(document, MARK)


def test_the_authority_of_an_erratum_is_not_named_when_it_is_closed(meeting, look):
    events = (
        e.ItemOpened(title=("x",), closed="privacy"),
        e.DecisionTaken(item=3, number="B-2025-777"),
        e.ItemDiscussed(item=2, text=("Fout",)),
        e.MinutesAdopted(adopted_by="later", editions=("internal", "public")),
        e.EntryCorrected(target=5, instead=e.ItemDiscussed(item=2, text=("Beter.",)), authority=4),
    )
    assert not look.holds(meeting.document(*events, edition="public"), "777")
    assert look.holds(meeting.document(*events), "777")


def test_an_unknown_party_is_never_named_in_public(meeting, look):
    """Whether it is public is not known, so neither is its printed text."""
    event = e.ItemDiscussed(item=2, text=(Mention("who-knows", MARK),))
    assert not look.holds(meeting.document(event, edition="public"), MARK)


def test_an_entry_that_points_ahead_to_a_closed_one_is_hidden_too(meeting, look):
    """Only a forged book holds such an entry."""
    events = (
        e.DecisionTaken(rests_on=4, number="B-2025-777"),
        e.DocumentAttached(title=MARK, closed="privacy"),
        e.ItemDiscussed(text=("Erased ", Erased())),
    )
    document = meeting.document(*events, edition="public")
    assert look.sourced(document, 3) == look.sourced(document, 4) == []


def test_dates_of_returns_and_due_dates_of_public_entries_stay(meeting, look):
    """The gate takes out what is closed, and nothing else."""
    events = (
        e.ActionAgreed(item=2, number="A-2025-001", owners=("member",), due=PartialDate.parse("2025-09-24")),
        e.ItemDeferred(item=2, returns_on=PartialDate.parse("2025-09-24")),
    )
    internal, public = meeting.document(*events), meeting.document(*events, edition="public")
    assert plain(look.sourced(public, 3)[0].facts[1].value) == plain(
        look.sourced(internal, 3)[0].facts[1].value
    )
    assert look.sourced(public, 4)[0].label == look.sourced(internal, 4)[0].label


def _parties():
    return (
        e.PartyIntroduced(party="body", name="Bestuur"),
        e.PartyIntroduced(party="chair", name="De wethouder"),
    )


def test_a_closed_item_within_a_deep_agenda_stays_closed(meeting, look):
    """Also where sub-items are so deep that they stand beside each other."""
    events = [e.ItemOpened(title=("x",), parent=version - 1) for version in range(3, 43)]
    events.append(e.ItemOpened(title=(MARK,), parent=42, closed="privacy"))
    events.append(e.ItemDiscussed(item=43, text=(MARK,)))
    assert not look.holds(meeting.document(*events, edition="public"), MARK)
    assert look.holds(meeting.document(*events), MARK)


def test_a_closing_of_what_is_no_words_hides_the_whole_entry_from_the_public(meeting, look):
    """Nothing tells which part is open: a list that is not carried anew, a short text, no field at all."""
    events = (
        e.ItemDiscussed(item=2, text=("Lijst:",), points=(e.Point(text=(MARK,)),)),
        e.PartnerSigned(item=2, partner="chair", agreement=MARK),
        e.ItemDiscussed(item=2, text=(MARK,)),
        e.MinutesAdopted(item=2, editions=("internal",), corrections=(MARK,)),
        e.PassageClosed(target=3, field="points", words=(Closed((MARK,), "privacy"),), ground="privacy"),
        e.PassageClosed(target=4, field="agreement", words=(Closed((MARK,), "privacy"),), ground="privacy"),
        e.PassageClosed(target=5, words=(MARK,), ground="privacy"),
        e.PassageClosed(target=6, field="editions", words=(Closed((MARK,), "privacy"),), ground="privacy"),
        e.PassageClosed(target=99, field="text", words=(MARK,), ground="privacy"),
    )
    assert not look.holds(meeting.document(*events, edition="public"), MARK)
    internal = meeting.document(*events)
    assert look.holds(look.sourced(internal, 3), MARK)
    opened = meeting.document(*events, e.PassageOpened(subject="entry", target=4), edition="public")
    assert look.holds(look.sourced(opened, 4), MARK)


def test_a_closing_of_the_place_leaves_body_and_date_of_the_meeting(meeting, look):
    convened = e.MeetingConvened(
        body="body", held_on=PartialDate.parse("2025-06-30"), title=(MARK,), place=MARK
    )
    closing = e.PassageClosed(target=1, field="place", ground="privacy")
    document = meeting.document(closing, convened=convened, edition="public")
    assert not look.holds(document, MARK)
    assert document.meta.title == "Notulen Alliantiebestuur, 30 juni 2025"
    assert look.holds(meeting.document(closing, convened=convened).meta, MARK)


def test_whatever_was_closed_whole_says_so_in_the_internal_edition(meeting, look):
    """An entry of any type may have been closed as an item is."""
    events = (
        e.AnnouncementMade(item=2, text=("x",)),
        e.PassageClosed(subject="item", target=3, ground="privacy"),
    )
    (block,) = look.sourced(meeting.document(*events), 3)
    assert plain(look.facts(block)["closed"].value) == "persoonlijke levenssfeer"
    assert look.sourced(meeting.document(*events, edition="public"), 3) == []


def test_other_names_of_a_body_that_is_not_public_are_not_public_either(meeting, look):
    body = e.BodyDescribed(body="nameless", names=(MARK,))
    convened = e.MeetingConvened(body="nameless")
    assert not look.holds(meeting.document(convened=convened, body=body, edition="public"), MARK)
    assert look.holds(meeting.document(convened=convened, body=body), MARK)


@pytest.mark.parametrize("shown", [None, "printed"])
def test_a_link_around_a_name_that_is_not_public_leads_nowhere_in_public(meeting, look, shown):
    """Its address may be that of the person."""
    link = Link((Mention("shy", shown),), f"mailto:{MARK}@example.org")
    event = e.ItemDiscussed(item=2, text=("Vraag ", link, " of ", Link(("de site",), "https://open.example")))
    public = meeting.document(event, edition="public")
    assert not look.holds(public, MARK)
    assert look.holds(public, "https://open.example")
    assert look.holds(meeting.document(event), MARK)
