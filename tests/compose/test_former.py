"""Earlier readings of entries: what of them the public may still be told, when something of the meeting is closed."""

from __future__ import annotations

import attrs
import pytest

from alliance_minutes import events as e
from alliance_minutes.values import Closed, Emphasis, Mention

SECRET = "De directeur is lang ziek."


def said(*runs, **fields):
    return e.ItemDiscussed(item=2, text=runs, **fields)


def closed(*runs):
    return said(Closed(runs, "privacy"))


DRAFT = (e.AnnouncementMade(text=("Nog niet vastgesteld.",)),)
ADOPTED = (e.MinutesAdopted(adopted_by="later", editions=("internal", "public")),)
SAID = said(f"Het dak lekt. {SECRET}")  # version 3; what comes between is 4, the cut is 5
CUT = e.EntryCorrected(target=3, instead=said("Het dak lekt."))
PERSONNEL = e.ItemOpened(title=("Personeel",), number="2", closed="personnel")
ELSEWHERE = {
    "a paragraph": (closed(SECRET),),
    "part of a paragraph": (said("Verder: ", Closed((SECRET,), "privacy")),),
    "other words": (closed("Directeur: ziek."),),
    "one short word": (closed("is"),),
    "other letters": (closed("DE DIREC", Emphasis(("TE\N{SOFT HYPHEN}UR",)), "\N{RIGHT-TO-LEFT MARK}"),),
    "a line of a list": (e.ItemDiscussed(item=2, points=(e.Point(text=(Closed((SECRET,), "privacy"),)),)),),
    "a document": (e.DocumentAttached(title="Ziek.pdf", closed="privacy"),),
    "a closed item": (PERSONNEL, e.ItemDiscussed(item=6, text=(SECRET,))),
    "what rests on a closed item": (
        PERSONNEL,
        e.ItemDiscussed(item=6, text=("x",)),
        e.ActionAgreed(item=6, rests_on=7, text=(SECRET,)),
    ),
    "an entry closed afterwards": (
        said(SECRET),
        e.PassageClosed(subject="entry", target=6, ground="privacy"),
    ),
    "what an entry said that is closed since": (
        said(SECRET),
        e.EntryCorrected(target=6, instead=said("Iemand is er niet.")),
        e.PassageClosed(subject="entry", target=6, ground="privacy"),
    ),
    "a closed paragraph that is gone": (closed(SECRET), e.EntryWithdrawn(target=6)),
    "a closed paragraph that reads otherwise": (
        closed(SECRET),
        e.EntryCorrected(target=6, instead=closed("Niets.")),
    ),
}


@pytest.mark.parametrize("between", [DRAFT, ADOPTED], ids=["draft", "adopted"])
@pytest.mark.parametrize("elsewhere", ELSEWHERE.values(), ids=ELSEWHERE)
def test_words_that_were_cut_out_and_closed_elsewhere_are_in_no_public_answer(
    meeting, look, elsewhere, between
):
    """At no moment, and in no erratum; what the entry says now is public as before."""
    events = (SAID, *between, CUT, *elsewhere)
    for version in range(3, 3 + len(events)):
        document = meeting.document(*events, edition="public", as_of=version)
        assert not look.holds(document, "directeur"), version
    assert look.holds(document, "Het dak lekt.")
    assert look.holds(document, "Erratum") == (between is ADOPTED)
    assert look.holds(meeting.document(*events, as_of=4), SECRET)


@pytest.mark.parametrize("elsewhere", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_withdrawn_entry_of_which_the_words_are_closed_elsewhere_is_not_printed_struck_through(
    meeting, look, elsewhere
):
    events = (SAID, *ADOPTED, e.EntryWithdrawn(target=3, reason=("Hoort elders",)), *elsewhere)
    document = meeting.document(*events, edition="public")
    assert not look.holds(document, "directeur")
    assert look.holds(meeting.document(*events), SECRET)


TOLD = {
    "nothing": (),
    "other words": (closed("De begroting wordt lager."),),
    "short words alone": (closed("Hij is de man."),),
    "words that stand open as well": (closed(SECRET), said(SECRET)),
    "words that were opened again": (
        closed(SECRET),
        e.PassageOpened(target=6, field="text", words=(SECRET,), reason=("Bekend",)),
    ),
    "the number of an item": (e.ItemOpened(title=("x",), number="lang", closed="privacy"),),
    "the name of a party that is no more public": (
        e.PassageClosed(subject="party", party="member", ground="privacy"),
    ),
    "why something was closed": (
        said("x"),
        e.PassageClosed(subject="entry", target=6, ground="privacy", reason=(SECRET,)),
    ),
}


@pytest.mark.parametrize("elsewhere", TOLD.values(), ids=TOLD)
def test_former_words_are_told_where_nothing_of_them_is_closed_now(meeting, look, elsewhere):
    events = (SAID, *ADOPTED, CUT, *elsewhere)
    assert look.holds(meeting.document(*events, edition="public", as_of=4), SECRET)
    document = meeting.document(*events, edition="public")
    assert look.holds(document, SECRET)


def test_short_words_in_a_row_tell_nothing_beside_longer_ones(meeting, look):
    """An innocent paragraph is not left out for an "in the"; but what is closed may have nothing but short words."""
    events = (said("Het is nu te lang."), *DRAFT, e.EntryCorrected(target=3, instead=said("Het is te kort.")))
    told = meeting.document(*events, closed("Dat is nu te duur."), edition="public", as_of=4)
    assert look.holds(told, "is nu te lang")
    told = meeting.document(*events, closed("is nu te"), edition="public", as_of=4)
    assert not look.holds(told, "is nu te lang")


def test_common_words_in_a_row_tell_as_well(meeting, look):
    """Each of them stands open somewhere, and so do any two of them; the three are closed."""
    events = (
        said("De baas is erg ziek."),
        *DRAFT,
        e.EntryCorrected(target=3, instead=said("De baas is er.")),
    )
    open_now = said("De baas is erg blij. Ook erg ziek.")
    row = "is erg ziek"
    told = meeting.document(*events, open_now, edition="public", as_of=4)
    assert look.holds(told, row)
    told = meeting.document(*events, open_now, closed("Hij is erg ziek"), edition="public", as_of=4)
    assert not look.holds(told, row)


def test_a_party_that_is_named_behind_closings_only_is_named_at_no_other_moment(meeting, look):
    """The name is public in the book; that he had to do with this is not."""
    events = (
        said(Mention("member"), " belde op."),
        *DRAFT,
        e.EntryCorrected(target=3, instead=said("Iemand belde op.")),
        closed("Dat was ", Mention("member")),
    )
    assert not look.holds(meeting.document(*events, edition="public", as_of=4), "De bewoner")
    spoke = said("Ja.", speaker="member")
    assert look.holds(meeting.document(*events, spoke, edition="public", as_of=4), "De bewoner")


def test_the_head_of_an_earlier_moment_says_no_more_than_that_of_now(meeting, look):
    """Title and place were mended, and what they said is closed."""
    convened = e.MeetingConvened(body="body", title=("Over de zieke",), place="Zaal Zes")
    anew = attrs.evolve(convened, title=("Overleg",), place=None)
    events = (*DRAFT, e.EntryCorrected(target=1, instead=anew))
    for hidden in ("zieke", "Zes"):
        before = meeting.document(*events, closed(hidden), convened=convened, edition="public", as_of=3)
        assert not any(look.holds(before, said) for said in ("zieke", "Zes"))
        assert before.meta.body == "Alliantiebestuur"
    assert look.holds(meeting.document(*events, convened=convened, edition="public", as_of=3), "zieke")


def test_a_name_that_is_not_public_in_a_former_title_is_in_no_public_answer(meeting, look):
    convened = e.MeetingConvened(body="body", title=("Over Sacha Stil",))
    events = (*DRAFT, e.EntryCorrected(target=1, instead=attrs.evolve(convened, title=("Overleg",))))
    assert not look.holds(meeting.document(*events, convened=convened, edition="public", as_of=3), "Stil")


def test_a_role_that_was_mended_stands_for_no_name(meeting, look):
    """A role stands where the name is not public; one that was mended may have told too much."""
    noted = e.AttendanceNoted(party="nameless", status="present", role="zieke directeur")
    anew = e.AttendanceNoted(party="nameless", status="present", role="directeur")
    events = (noted, said("Goed.", speaker="nameless"), e.EntryCorrected(target=3, instead=anew))
    assert not look.holds(meeting.document(*events, edition="public", as_of=4), "zieke")
    assert look.holds(meeting.document(*events, edition="public"), "directeur")


def test_a_withdrawn_entry_with_a_name_that_is_not_public_is_not_printed_struck_through(meeting, look):
    events = (said("Sacha Stil viel."), *ADOPTED, e.EntryWithdrawn(target=3))
    assert not look.holds(meeting.document(*events, edition="public"), "Stil")
