"""A meeting made by hand, and ways to look into a document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from alliance_minutes.compose import compose
from alliance_minutes.document import walk
from alliance_minutes.events import ItemOpened, MeetingConvened, PartyIntroduced, Recorded
from alliance_minutes.meeting import fold
from alliance_minutes.parties import Parties
from alliance_minutes.values import PartialDate

PARTIES = (
    PartyIntroduced(party="body", kind="body", name="Alliantiebestuur"),
    PartyIntroduced(
        party="chair", kind="person", name="De wethouder", role="wethouder", organisation="Gemeente"
    ),
    PartyIntroduced(party="member", kind="person", name="De bewoner"),
    PartyIntroduced(party="shy", kind="person", name="Sacha Stil", role="ambtelijk secretaris", public=False),
    PartyIntroduced(party="nameless", kind="person", name="Noor Naamloos", public=False),
    PartyIntroduced(party="gone", name=""),
)
CONVENED = MeetingConvened(body="body", held_on=PartialDate.parse("2025-06-30"))
ITEM = ItemOpened(title=("Aanpak",), number="1")  # version 2 in every meeting of `meeting`


class Meeting:
    """Folds and composes; the convening and one item come first, so the events given begin at version 3."""

    def __init__(self):
        self.parties = Parties(PARTIES)

    def minutes(self, *events, convened=CONVENED, item=ITEM, recorded_by=None, erased=(), as_of=None):
        stream = [convened, *([item] if item else []), *events]
        began = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
        return fold(
            "meeting-1",
            [
                Recorded(
                    position=version - 1,
                    stream="meeting-1",
                    version=version,
                    recorded_at=began + timedelta(minutes=version),
                    recorded_by=recorded_by,
                    command_id="command",
                    event=event,
                    erased=("digest",) if version in erased else (),
                )
                for version, event in enumerate(stream, 1)
            ],
            as_of=as_of,
        )

    def document(
        self,
        *events,
        convened=CONVENED,
        item=ITEM,
        recorded_by=None,
        erased=(),
        as_of=None,
        parties=None,
        **options,
    ):
        options = {"body": None, "origin": "minutes.example/test"} | options
        stream = {"convened": convened, "item": item, "recorded_by": recorded_by, "erased": erased}
        return compose(
            self.minutes(*events, **stream, as_of=as_of),
            parties=self.parties if parties is None else parties,
            **options,
        )


class Look:
    """Looks into documents."""

    @staticmethod
    def texts(part):
        """Every text anywhere in a part of a document, typed values and keys included."""
        waiting, found = [part], []
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                found.append(one)
            elif attrs.has(type(one)):
                waiting.extend(getattr(one, field.name) for field in attrs.fields(type(one)))
            elif isinstance(one, (tuple, list)):
                waiting.extend(one)
        return found

    @classmethod
    def holds(cls, part, text):
        """Whether the text stands anywhere in a part of a document."""
        return any(text in one for one in cls.texts(part))

    @staticmethod
    def blocks(document, kind):
        """Every block of a kind, in reading order."""
        return [block for block in walk(document.blocks) if isinstance(block, kind)]

    @staticmethod
    def sourced(document, version):
        """Every block that comes from the entry of that version."""
        return [
            block
            for block in walk(document.blocks)
            if getattr(block, "source", None) is not None and block.source.version == version
        ]

    @staticmethod
    def facts(block):
        """The facts of a block by name."""
        return {fact.name: fact for fact in block.facts}


@pytest.fixture(scope="session")
def meeting():
    return Meeting()


@pytest.fixture(scope="session")
def look():
    return Look
