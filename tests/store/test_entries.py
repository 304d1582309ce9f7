"""The bytes of entries and disclosures: canonical, salted, and readable with parts of them gone."""

from __future__ import annotations

import base64
import hashlib
import json

import orjson
import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_minutes.errors import DamagedBookError
from alliance_minutes.events import (
    AttendanceNoted,
    EntryCorrected,
    ItemDiscussed,
    ItemOpened,
    MeetingOpened,
    PartyIntroduced,
    Recorded,
    clear_fields,
)
from alliance_minutes.store.entries import Sealed, digest, seal, strike, write_entry
from alliance_minutes.store.opening import read_row
from alliance_minutes.values import Closed, Erased, Strong

ENVELOPE = {
    "log": "l",
    "stream": "m1",
    "version": 1,
    "recorded_at": "2025-07-01T12:00:00.000000Z",
    "command_id": "c",
}


def salts():
    counter = iter(range(1, 10_000))
    return lambda size: next(counter).to_bytes(size, "big")


def sealed(event, recorded_by=None) -> tuple[Sealed, bytes]:
    made = seal(event, recorded_by, salts())
    return made, write_entry(made, **ENVELOPE)


def opened(event, entry: bytes, vault: bytes) -> Recorded:
    return read_row("book", (1, "m1", 1, event.TYPE, entry, vault))


def lines(vault: bytes) -> list:
    return [json.loads(line) for line in vault.split(b"\n")]


def digest_of(made: Sealed, field: str) -> str:
    (found,) = [digest(line) for line in made.vault.split(b"\n") if json.loads(line)[1:2] == [field]]
    return found


def test_the_digest_is_the_one_of_the_published_example():
    """RFC 9901, section 4.2.3, has this disclosure and digest as its example."""
    disclosure = base64.urlsafe_b64decode("WyI2cU1RdlJMNWhhaiIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0=")
    assert digest(disclosure) == "uutlBuYeMDyjLLTpf6Jxi7yNkEF35jdyWMn9U7b_RYY"


def test_an_entry_holds_the_envelope_the_clear_fields_and_digests():
    made, entry = sealed(ItemDiscussed(item=3, text=("ja",), speaker="p1"), "p2")
    assert json.loads(entry) == {
        **ENVELOPE,
        "type": "item-discussed.v1",
        "event": {"item": 3},
        "_sd": sorted(digest(line) for line in made.vault.split(b"\n")),
    }
    salt = [base64.urlsafe_b64encode(n.to_bytes(16, "big")).decode().rstrip("=") for n in (1, 2, 3)]
    assert lines(made.vault) == [
        [salt[0], "text", ["ja"]],
        [salt[1], "speaker", "p1"],
        [salt[2], "recorded_by", "p2"],
    ]


def test_an_entry_without_disclosures_has_a_decoy():
    """Else its leaf could be guessed from its neighbours."""
    made, entry = sealed(MeetingOpened())
    assert [len(line) for line in lines(made.vault)] == [1]
    assert len(json.loads(entry)["_sd"]) == 1
    assert opened(MeetingOpened(), entry, made.vault).event == MeetingOpened()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_entries_are_canonical_json_and_hold_clear_fields_only(any_event, data):
    event = data.draw(any_event)
    made, entry = sealed(event, "p1")
    assert rfc8785.dumps(json.loads(entry)) == entry
    for line in made.vault.split(b"\n"):
        assert rfc8785.dumps(json.loads(line)) == line
    assert set(orjson.loads(entry)["event"]) <= clear_fields(type(event))
    assert opened(event, entry, made.vault).event == event


def test_each_disclosure_has_a_salt_of_its_own():
    made, _ = sealed(
        ItemDiscussed(text=(Closed(("a",), "privacy"), Closed(("a",), "privacy")), speaker="p1"), "p1"
    )
    drawn = [line[0] for line in lines(made.vault)]
    assert len(set(drawn)) == len(drawn) == 5
    assert {len(base64.urlsafe_b64decode(salt + "==")) for salt in drawn} == {16}


def test_a_closed_passage_can_be_withheld_alone():
    event = ItemDiscussed(
        text=("aan ", Strong((Closed(("€ 5", Closed(("Jansen",), "legal")), "privacy"),)), ".")
    )
    made, entry = sealed(event)
    inner, outer, text = made.vault.split(b"\n")
    assert b"Jansen" not in outer + text
    assert b"\xe2\x82\xac" not in text
    without_inner = opened(event, entry, b"\n".join([outer, text]))
    assert without_inner.event.text == (
        "aan ",
        Strong((Closed(("€ 5", Closed((Erased(),), "legal")), "privacy"),)),
        ".",
    )
    assert without_inner.erased == (digest(inner),)
    without_both = opened(event, entry, text)
    assert without_both.event.text == ("aan ", Strong((Closed((Erased(),), "privacy"),)), ".")
    assert without_both.erased == (digest(outer),)


def test_disclosures_may_stand_in_any_order():
    event = ItemDiscussed(text=(Closed(("a",), "privacy"),), speaker="p1")
    made, entry = sealed(event, "p2")
    turned = b"\n".join(reversed(made.vault.split(b"\n")))
    assert opened(event, entry, turned) == opened(event, entry, made.vault)


def test_struck_words_are_marked_where_they_stood():
    event = ItemDiscussed(text=("Jansen",), speaker="p1")
    made, entry = sealed(event, "p2")
    gone = digest_of(made, "text")
    vault = strike(made.vault, [gone])
    assert b"Jansen" not in vault
    recorded = opened(event, entry, vault)
    assert recorded.event == ItemDiscussed(text=(Erased(),), speaker="p1")
    assert (recorded.erased, recorded.recorded_by) == ((gone,), "p2")


def test_a_struck_party_is_gone_and_the_words_stay():
    event = ItemDiscussed(text=("ja",), speaker="p1")
    made, entry = sealed(event, "p2")
    recorded = opened(
        event, entry, strike(made.vault, [digest_of(made, "speaker"), digest_of(made, "recorded_by")])
    )
    assert recorded.event == ItemDiscussed(text=("ja",))
    assert (len(recorded.erased), recorded.recorded_by) == (2, None)


def test_striking_words_strikes_the_closed_passages_in_them():
    event = ItemDiscussed(text=("aan ", Closed(("Jansen ", Closed(("X",), "legal")), "privacy")))
    made, entry = sealed(event)
    vault = strike(made.vault, [digest_of(made, "text")])
    assert b"Jansen" not in vault
    assert opened(event, entry, vault).event.text == (Erased(),)
    assert strike(vault, ["unknown", digest_of(made, "text")]) == vault


def test_words_that_vanished_without_a_trace_are_marked_in_the_first_place_they_can_have_stood():
    event = ItemDiscussed(text=("Jansen",), speaker="p1")
    made, entry = sealed(event)
    kept = [line for line in made.vault.split(b"\n") if b"speaker" in line]
    assert opened(event, entry, kept[0]).event == ItemDiscussed(text=(Erased(),), speaker="p1")


def test_a_mark_has_no_words_that_could_have_vanished():
    event = ItemDiscussed(rests_on=2, speaker="p1")
    _, entry = sealed(event)
    recorded = opened(event, entry, b"")
    assert recorded.event == ItemDiscussed(rests_on=2)
    assert len(recorded.erased) == 1


def test_demanded_fields_that_vanished_leave_a_placeholder():
    introduced = PartyIntroduced(party="p1", name="Jansen")
    _, entry = sealed(introduced)
    assert opened(introduced, entry, b"").event == PartyIntroduced(party="", name="")
    titled = ItemOpened(title=("Jansen",))
    _, entry = sealed(titled)
    assert opened(titled, entry, b"").event == ItemOpened(title=(Erased(),))
    noted = AttendanceNoted(party="p1", status="present")
    _, entry = sealed(noted)
    assert opened(noted, entry, b"").event == AttendanceNoted(status="absent", text=(Erased(),))


def test_a_correction_can_lose_its_words_and_keep_its_reason():
    event = EntryCorrected(target=2, instead=ItemOpened(title=("Jansen",)), reason=("schrijffout",))
    made, entry = sealed(event)
    recorded = opened(event, entry, strike(made.vault, [digest_of(made, "title")]))
    assert recorded.event == EntryCorrected(
        target=2, instead=ItemOpened(title=(Erased(),)), reason=("schrijffout",)
    )
    without = opened(
        event, entry, b"\n".join(line for line in made.vault.split(b"\n") if b"Jansen" not in line)
    )
    assert without.event == recorded.event


def test_a_correction_of_a_correction_is_read_back():
    event = EntryCorrected(
        target=2, instead=EntryCorrected(target=1, instead=ItemOpened(title=("a",)), reason=("b",))
    )
    made, entry = sealed(event)
    assert opened(event, entry, made.vault).event == event


def disclosed(*disclosures) -> bytes:
    return b"\n".join(orjson.dumps(one) for one in disclosures)


FORGED = [
    disclosed(["s", "text", ["a"]], ["s", "text", ["b"]]),
    disclosed(["s", "text", ["a"]], ["s", "item", 3]),
    disclosed(["s", "text", ["a"]], ["s", "strange", 3]),
    disclosed(["s", "text", ["a"]], ["s", 3, 3]),
    disclosed(["s", "text", ["a"]], ["s"]),
    disclosed(["s", "text", ["a"]], ["s", "speaker"]),
    disclosed(["s", "text", ["a"]], ["s", "recorded_by", 3]),
    disclosed(["s", "text", ["a"]], 3),
    disclosed({"erased": "x"}, ["s", "speaker", "p"]),
    b"\n",
    b"[\n]",
    b"\xff\n\xff",
    b"[" * 3000 + b"\n[]",
]


@pytest.mark.parametrize("vault", FORGED)
def test_forged_disclosures_are_told_as_damage(vault: bytes):
    event = ItemDiscussed(text=("a",), speaker="p1")
    _, entry = sealed(event)
    with pytest.raises(DamagedBookError, match="entry 1 is damaged"):
        opened(event, entry, vault)


def sha(raw: bytes) -> str:
    return (
        base64.urlsafe_b64encode(hashlib.sha256(base64.urlsafe_b64encode(raw).rstrip(b"=")).digest())
        .decode()
        .rstrip("=")
    )


def test_a_closed_passage_that_leads_to_another_field_is_damage():
    other = disclosed(["s", "speaker", "p1"])
    text = disclosed(["s", "text", [{"_sd": [sha(other)], "closed": "privacy"}]])
    made = Sealed(ItemDiscussed(), {}, [sha(text)], b"")
    with pytest.raises(DamagedBookError, match="something else"):
        opened(ItemDiscussed(), write_entry(made, **ENVELOPE), other + b"\n" + text)


@pytest.mark.parametrize("digests", [[3], [["x"]], [{}], [None]])
def test_digests_that_are_none_are_damage(digests: list):
    made = Sealed(ItemDiscussed(), {}, digests, b"")
    with pytest.raises(DamagedBookError):
        opened(ItemDiscussed(), write_entry(made, **ENVELOPE), b"")
