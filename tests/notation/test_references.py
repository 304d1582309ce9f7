"""A line is pointed at by a name, which stays its own whatever is put in elsewhere."""

from __future__ import annotations

import pytest
from tests.notation.meetings import PARTIES, known_directory, minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write

FRONT = "---\nbody: Het bestuur\nlanguage: {language}\n---\n\n"

NL = """## Brug {kenmerk=brug}

Bespreking [kenmerk plank]: Er brak een plank.

Voorstellen:
- {kenmerk=dicht} De brug gaat dicht.
- {kenmerk=touw} Er komt een touw.

Amendement [wijzigt dicht]: Alleen 's nachts.

Vraag [kenmerk v]: Wat kost dat?

Vraag: En wanneer?

Antwoord [vraag v]: Veel.

Besluit [verworpen; over touw]: Geen touw.

## Rondvraag

Besluit [over dicht]: De brug gaat dicht.

## {onder=brug}

Actie [berust op plank]:
"""
EN = """## Bridge {ref=brug}

Discussion [ref plank]: A plank broke.

Proposals:
- {ref=dicht} Close the bridge.
- {ref=touw} Hang a rope.

Amendment [amends dicht]: Only at night.

Question [ref v]: What does it cost?

Question: And when?

Answer [question v]: Much.

Decision [rejected; on touw]: No rope.

## Any other business

Decision [on dicht]: Close it.

## {under=brug}

Action [rests on plank]:
"""


def drafted(body, language):
    return read(FRONT.format(language=language) + body, directory=known_directory())


@pytest.mark.parametrize(("body", "language"), [(NL, "nl"), (EN, "en")])
def test_every_reference_is_by_the_name_of_what_it_points_at(body, language):
    """Items, words, proposals and questions, in both languages."""
    draft = drafted(body, language)
    assert draft.messages == ()
    item, plank, close, rope, change, asked, _, answer, no_rope, other, late, action = draft.events[1:]
    assert isinstance(item, e.ItemOpened)
    assert (change.amends, answer.question, no_rope.on, late.on) == (4, 7, 5, 4)
    assert (action.rests_on, action.item, late.item) == (3, 2, 11)
    assert (plank.item, close.item, rope.item, asked.item, other.parent) == (2, 2, 2, 2, None)


@pytest.mark.parametrize(("body", "language"), [(NL, "nl"), (EN, "en")])
def test_what_is_put_in_above_moves_no_reference(body, language):
    """Each points at the same words as before, wherever a line was added."""
    before = drafted(body, language)
    lines = body.split("\n\n")
    for at in range(1, len(lines)):
        more = drafted("\n\n".join([*lines[:at], "Mededeling: Er is koffie.", *lines[at:]]), language)
        assert more.errors == ()
        added = next(i for i, event in enumerate(more.events, 1) if isinstance(event, e.AnnouncementMade))
        for was in before.events:
            for name in ("on", "amends", "question", "rests_on"):
                version = getattr(was, name, None)
                if version is not None:
                    there = version + (version >= added)
                    assert any(getattr(now, name, None) == there for now in more.events), (at, name)


@pytest.mark.parametrize(("body", "language"), [(NL, "nl"), (EN, "en")])
def test_what_is_written_names_what_is_pointed_at(body, language):
    """And is written in the same way again; only what is pointed at has a name."""
    draft = drafted(body, language)
    text = write(minutes_of(list(draft.events)), PARTIES, language=language)
    again = read(text, directory=known_directory())
    assert (again.events, again.errors) == (draft.events, ())
    assert write(minutes_of(list(again.events)), PARTIES, language=language) == text
    assert text.count("kenmerk" if language == "nl" else "ref") == 5


def test_a_paper_is_named_by_its_title_or_where_two_have_it_by_a_name():
    """A paper of the front matter that needs a name gets a line of its own."""
    stream = [
        e.MeetingConvened(body="p0"),
        e.DocumentAttached(title="Plan"),
        e.DocumentAttached(title="Plan"),
        e.PresentationGiven(document=2, text=("x",)),
        e.PresentationGiven(document=3, text=("y",)),
    ]
    text = write(minutes_of(stream), PARTIES, language="en")
    assert "\nPresentation [Plan]: x" in text
    assert "\nAttachment [ref R1]: Plan" in text
    assert "\nPresentation [attachment R1]: y" in text
    assert list(read(text, directory=known_directory()).events) == stream


def test_a_name_of_a_list_goes_with_its_only_bullet():
    """As a number does."""
    draft = drafted(
        "Proposals [ref rope]:\n- A rope.\n\nProposal: A net.\n\nDecision [on rope]: Yes.\n", "en"
    )
    assert (draft.messages, draft.events[-1].on) == ((), 2)


def test_nothing_is_pointed_at_by_its_place():
    """A number is a name like any other."""
    draft = drafted("Motion: x\n\nDecision [on 2]: y", "en")
    assert [(one.code, "[ref 2]" in one.text) for one in draft.messages] == [("reference", True)]
    named = drafted("Announcement: w\n\nMotion [ref 2]: x\n\nDecision [on 2]: y", "en")
    assert (named.messages, named.events[-1].on) == ((), 3)
