"""Differences as pages show them: every kind of change, hostile words, and none at all."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.renderers.corpus import HOSTILE_TEXTS

from alliance_minutes.audit.history.differences import Act, Change, Difference, ItemChanges, PartChange, Side
from alliance_minutes.audit.history.wording import compared

AT = datetime(2025, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)


def side(asked, version):
    return Side(
        asked=asked,
        version=version,
        position=version + 9,
        size=version + 10,
        root=bytes(range(32)),
        recorded_at=AT,
    )


def part(before, after, *, name="words", label=""):
    return PartChange(name=name, label=label, pieces=compared(before, after))


ACT = Act(
    version=30,
    position=40,
    recorded_at=AT,
    recorded_by="Bram Ellery",
    reason="The treasurer <counted> again.",
    authority="Decision D-2025-001",
)
BARE = Act(version=31, position=41, recorded_at=AT, recorded_by=None, reason="", authority=None)


def difference(language, text_language, items, *, edition="internal", title="Garden Committee", later=None):
    return Difference(
        meeting="3f2a" * 8,
        title=title,
        edition=edition,
        language=language,
        text_language=text_language,
        earlier=side("2025-07-01T12:00:00.000000Z", 3),
        later=side(later, 31),
        items=tuple(items),
    )


def every_kind():
    changes = {
        "added": part("", "The bridge is closed."),
        "corrected": part("Two planks broke\nlast week.", "Three planks broke\nthis week."),
        "withdrawn": part("Nobody came.", ""),
        "moved": part("It rains.", "It rains."),
        "erased": part("[erased]", "[erased]"),
        "closed": part("privacy", "privacy", name="ground", label="Ground"),
        "opened": part("Open now.", "Open now."),
    }
    facts = (part("Ann Teller", "", name="lead"), part("19:30", "20:30", name="at", label="At"))
    return [
        Change(
            kind=kind,
            version=place,
            what="Decision D-2025-001" if place % 2 else "",
            parts=(said, *(facts if kind == "corrected" else ())),
            act=ACT if place % 2 else BARE,
        )
        for place, (kind, said) in enumerate(changes.items(), 3)
    ]


def items():
    kinds = every_kind()
    return [
        ItemChanges(version=None, number=None, title="", changes=(*kinds[:1], _party())),
        ItemChanges(version=4, number="2a", title="The bridge", changes=tuple(kinds[1:])),
        ItemChanges(version=9, number=None, title="", changes=tuple(kinds[:1])),
    ]


def _party():
    return Change(kind="closed", version=None, what="Name closed", parts=(), act=None)


def hostile():
    changes = [
        Change(kind="corrected", version=place, what=text, parts=(part(text, f"{text} {text}"),), act=ACT)
        for place, text in enumerate(HOSTILE_TEXTS, 3)
    ]
    return [
        ItemChanges(version=99, number=HOSTILE_TEXTS[0], title=text, changes=(change,))
        for text, change in zip(HOSTILE_TEXTS, changes, strict=True)
    ]


DIFFERENCES = {
    "difference-en": difference("en", "en", items()),
    "difference-nl": difference("nl", "en", items(), edition="public", later="31"),
    "difference-none": difference("nl", "nl", []),
    "difference-hostile": difference("en", "nl", hostile(), title="</title><script>alert(1)</script>\u202e"),
}
