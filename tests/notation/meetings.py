"""Meetings made up by hypothesis: any events that have a notation, in any order that refers to what was before."""

from __future__ import annotations

from datetime import UTC, datetime, time

from hypothesis import strategies as st

from alliance_minutes import events as e
from alliance_minutes.meeting.state import Entry, Minutes
from alliance_minutes.parties import Directory, Parties, Party
from alliance_minutes.values import (
    NEXT_MEETING,
    Closed,
    Emphasis,
    Erased,
    Link,
    Mention,
    PartialDate,
    Strong,
    Tally,
    words,
)

NAMES = (
    "Het bestuur",
    "A. Jansen",
    "J. de Vries",
    "chair",
    "Voorzitter",
    "niemand",
    "ambtelijk",
    "O'Neill, (dr.) [x]",
    "Naam: met|tekens; en @ meer",
    "?vraag",
    "Zoë Müller",
    "  dubbele   blanco ",
    "-streep",
    "openbaar",
    "Comité voor 4 mei",
    "zie boven",
    "Zorg en Welzijn",
)
PARTIES = {f"p{i}": Party(id=f"p{i}", name=name, public=i % 5 != 1) for i, name in enumerate(NAMES)}
IDS = sorted(PARTIES)
GROUNDS = ("privacy", "5.1.2e", "5.2")

ATOMS = (
    "woord", " ", "  ", "\t", "\n", "\n\n", "\\", "*", "**", "|", "||", "{", "}", "{5.2}", "[", "]", "(", ")", "@", "@[", "@Jan:",
    "#", "## ", "- ", "• ", "– ", "1. ", "12.", "//", "---", "Besluit", "Besluit:", "Actei:", "Vraag [x]:", ":", ";", ",", "<a>",
    "[x](http://y.nl)", "{_", "_}", "_", "{gewist}", "{erased}", "é", "\u2028", "\xa0", "\u202e", "=", "vereist 5", "24 september", "{ref=K1} ", "kenmerk K1",
    "19:30", "3", "Jansen", "voorzitter", "=", "Left", "\U0001f600", "@Jan, 3 mei: ", "@Jan (niet openbaar): ", "[consent]", "uiterlijk 3 mei: ", "Jan en @Jan", "14 mei in De Kom",
)  # fmt: skip
texts = st.lists(st.sampled_from(ATOMS), min_size=0, max_size=7).map("".join)
parties = st.sampled_from(IDS)
maybe_party = st.none() | parties
urls = st.sampled_from(["http://x.nl", "https://x.nl/a_(b)?c=[d]|e;f\\g", "mailto:a@b.nl", "http://x y\n(z"])


def _nested(inner):
    many = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        many.map(Emphasis),
        many.map(Strong),
        st.builds(Link, many, urls),
        st.builds(Closed, many, st.sampled_from(GROUNDS)),
    )


runs = st.recursive(
    texts | st.builds(Mention, parties, st.none() | texts) | st.just(Erased()), _nested, max_leaves=5
)
some_words = st.lists(runs, max_size=4).map(lambda given: words(tuple(given)))
labels = texts.map(lambda text: text.strip(" \t\n:=") or "x")
times = st.sampled_from([time(0, 0), time(19, 30), time(9, 5), time(20, 0, 30), time(1, 2, 3, 4)])
dates = st.sampled_from(
    [
        PartialDate(2025, 6, 30),
        PartialDate(None, 6, 30),
        PartialDate(2025, 6),
        PartialDate(None, 2, 29),
        PartialDate(999, 1, 1),
        PartialDate(2025),
    ]
)
whens = dates | st.just(NEXT_MEETING)
counts = st.none() | st.integers(0, 10**6)


@st.composite
def tallies(draw):
    ids = draw(st.permutations(IDS))
    cut = draw(st.integers(0, 4))
    names = {"names_in_favour": tuple(ids[:cut]), "names_against": tuple(ids[cut : cut + 1])}
    by_name = draw(st.booleans())
    secret = draw(st.booleans()) and not by_name
    return Tally(
        in_favour=None if by_name else draw(counts),
        against=None if by_name else draw(counts),
        abstain=draw(counts),
        blank=draw(counts),
        invalid=draw(counts),
        unit=draw(st.none() | labels),
        required=draw(labels),
        secret=secret,
        **(names if by_name else {}),
    )


EVENT_CLASSES = (
    e.ItemOpened, e.ItemOpened, e.ItemDiscussed, e.ItemDiscussed, e.AnnouncementMade, e.PresentationGiven, e.ConsiderationRaised,
    e.QuestionAsked, e.QuestionAnswered, e.ProposalMade, e.ProposalMade, e.DecisionTaken, e.DecisionTaken, e.ActionAgreed,
    e.ActionCompleted, e.ActionDropped, e.ItemDeferred, e.PartnerSigned, e.PartnerSigned, e.PartnerLeft, e.DocumentAttached,
    e.DocumentAttached, e.MinutesAdopted, e.NextMeetingSet, e.ChairTaken, e.AttendanceNoted, e.AttendanceNoted,
    e.ParticipantArrived, e.ParticipantLeft, e.QuorumNoted, e.ConflictDeclared, e.MeetingOpened, e.MeetingAdjourned,
    e.MeetingResumed, e.MeetingClosed,
)  # fmt: skip


def fields_of(draw, cls, before):
    """The fields of an event of a class, besides what all have."""

    def earlier(*kinds):
        found = [i for i, event in enumerate(before, 1) if isinstance(event, kinds)]
        return draw(st.none() | st.sampled_from(found)) if found else None

    fresh = f"{draw(st.sampled_from(['B-2025-', 'A-XXXX-', 'V-2024-']))}{len(before):03}"
    number = draw(st.sampled_from([None, fresh, f"{len(before)}/25; x"]))
    given = {
        e.ItemOpened: lambda: {
            "title": draw(some_words),
            "number": draw(st.none() | st.sampled_from(["1", "5a", "2.3", "A;1", "x y"])),
            "kind": draw(st.none() | labels),
            "parent": earlier(e.ItemOpened),
            "closed": draw(st.none() | st.sampled_from(GROUNDS)),
            "returns_from": draw(st.none() | st.just("abc/3")),
        },
        e.ItemDiscussed: lambda: {
            "speaker": draw(maybe_party),
            "points": draw(
                st.lists(
                    st.builds(
                        e.Point,
                        some_words,
                        st.integers(0, 4),
                        st.none() | st.sampled_from(["1", "12", "a", "i)"]),
                    ),
                    max_size=3,
                ).map(tuple)
            ),
        },
        e.AnnouncementMade: lambda: {"by": draw(maybe_party)},
        e.ConsiderationRaised: lambda: {"by": draw(maybe_party)},
        e.PresentationGiven: lambda: {
            "presenter": draw(maybe_party),
            "document": earlier(e.DocumentAttached),
        },
        e.QuestionAsked: lambda: {"by": draw(maybe_party), "number": number},
        e.QuestionAnswered: lambda: {
            "by": draw(maybe_party),
            "question": earlier(e.QuestionAsked),
            "number": draw(st.sampled_from([None, "V-2020-001", "v 1"])),
            "settles": draw(st.booleans()),
        },
        e.ProposalMade: lambda: {
            "kind": draw(st.sampled_from(["proposal", "motion", "amendment"])),
            "mover": draw(maybe_party),
            "seconder": draw(maybe_party),
            "amends": earlier(e.ProposalMade),
        },
        e.DecisionTaken: lambda: {
            "number": number,
            "on": earlier(e.ProposalMade),
            "kind": draw(st.sampled_from(["decision", "agreement", "adoption", "election", "noted"])),
            "method": draw(st.sampled_from([None, "consent", "acclamation", "vote"])),
            "outcome": draw(
                st.sampled_from([None, "carried", "amended", "conditional", "deferred", "withdrawn"])
            ),
            "tally": draw(st.none() | tallies()),
            "objections": draw(some_words),
            "elected": draw(st.lists(parties, max_size=2).map(tuple)),
            "supersedes": draw(st.none() | st.just("B-2020-001")),
        },
        e.ActionAgreed: lambda: {
            "number": number,
            "owners": draw(st.lists(parties, max_size=2).map(tuple)),
            "due": draw(st.none() | whens),
        },
        e.ActionCompleted: lambda: {"number": "A-2025-001"},
        e.ActionDropped: lambda: {"number": "7; x"},
        e.ItemDeferred: lambda: {"returns_on": draw(st.none() | whens), "to_body": draw(maybe_party)},
        e.PartnerSigned: lambda: {
            "partner": draw(parties),
            "agreement": draw(st.none() | labels),
            "signatory": draw(maybe_party),
        },
        e.PartnerLeft: lambda: {"partner": draw(parties), "agreement": draw(st.none() | labels)},
        e.DocumentAttached: lambda: {
            "title": draw(texts),
            "name": draw(st.none() | labels),
            "media_type": draw(st.none() | st.just("text/plain")),
            "size": draw(counts),
            "digest": draw(st.none() | st.just("sha256:" + "0a" * 32)),
            "closed": draw(st.none() | st.sampled_from(GROUNDS)),
        },
        e.MinutesAdopted: lambda: {
            "editions": draw(st.sampled_from([("internal",), ("public",), ("internal", "public"), ()])),
            "held_on": draw(st.none() | dates),
            "last": draw(st.booleans()),
            "meeting": draw(st.none() | st.just("ab12")),
            "corrections": draw(some_words),
        },
        e.NextMeetingSet: lambda: {
            "on": draw(st.none() | dates),
            "starts_at": draw(st.sampled_from([None, "19:30", "na het eten; x"])),
            "place": draw(st.none() | labels),
        },
        e.ChairTaken: lambda: {
            "chair": draw(parties),
            "deputises_for": draw(maybe_party),
            "reason": draw(some_words),
        },
        e.AttendanceNoted: lambda: {
            "party": draw(maybe_party),
            "status": draw(st.sampled_from(["present", "apologies", "absent"])),
        },
        e.ParticipantArrived: lambda: {"party": draw(parties)},
        e.ParticipantLeft: lambda: {"party": draw(parties)},
        e.QuorumNoted: lambda: draw(
            st.sampled_from(
                [
                    {},
                    {"required": 5},
                    {"present": 3},
                    {"required": 5, "present": 8, "met": True},
                    {"required": 5, "present": 8},
                    {"met": False},
                    {"required": 8, "present": 5, "met": False},
                ]
            )
        ),
        e.ConflictDeclared: lambda: {"party": draw(maybe_party)},
    }.get(cls, dict)()
    if cls is e.AttendanceNoted and given["party"] is not None:
        given |= {
            "since": draw(st.none() | times),
            "until": draw(st.none() | times),
            "role": draw(st.none() | labels),
            "proxy_for": draw(st.lists(parties, max_size=2).map(tuple)),
            "votes": draw(counts),
        }
    return given


@st.composite
def streams(draw):
    """The events of a meeting."""
    stream = [
        e.MeetingConvened(
            body="p0",
            held_on=draw(st.none() | dates),
            title=draw(some_words),
            form=draw(st.sampled_from([None, "in-person", "online", "hybrid", "written"])),
            place=draw(st.none() | labels),
            language=draw(st.sampled_from(["nl", "en", "de-AT"])),
            secretary=draw(maybe_party),
            planned=draw(st.lists(labels, max_size=2).map(tuple)),
        )
    ]
    item = None
    for cls in draw(st.lists(st.sampled_from(EVENT_CLASSES), max_size=8)):
        given = fields_of(draw, cls, stream)
        if cls is not e.ItemOpened:
            shown = [i for i, event in enumerate(stream, 1) if isinstance(event, e.Shown)]
            others = [i for i, event in enumerate(stream, 1) if isinstance(event, e.ItemOpened)]
            where = draw(st.sampled_from(["here", "here", "here", "elsewhere"]))
            given["item"] = (
                item if where == "here" or not others else draw(st.none() | st.sampled_from(others))
            )
            mark = draw(st.sampled_from(["own", "own", "last", "any"])) if shown else "own"
            if mark == "own":
                given["text"] = draw(some_words)
            else:
                given["rests_on"] = shown[-1] if mark == "last" else draw(st.sampled_from(shown))
            given["occurred_at"] = draw(st.none() | times)
        stream.append(cls(**given))
        if cls is e.ItemOpened:
            item = len(stream)
    return stream


def minutes_of(stream) -> Minutes:
    """Minutes that hold the events of a stream as they are."""
    entries = tuple(
        Entry(
            version=i, position=i, recorded_at=datetime(2025, 1, 1, tzinfo=UTC), recorded_by=None, event=event
        )
        for i, event in enumerate(stream, 1)
    )
    return Minutes(id="m", version=len(entries), convened=stream[0], entries=entries)


def known_directory() -> Directory:
    """A directory that knows the parties above."""
    return Directory(Parties([_introduced(party) for party in PARTIES.values()]))


def _introduced(party: Party) -> e.PartyIntroduced:
    return e.PartyIntroduced(party=party.id, name=party.name or "", kind=party.kind, public=party.public)
