"""What an entry says, as plain text for the terminal."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.events.fields import is_words, resolved
from alliance_minutes.values import Closed, Emphasis, Link, Mention, PartialDate, Strong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId, Words


ERASED = "[erased]"
"""Stands for what was erased; no text that is recorded is empty, so an empty one was."""


def name_of(party: PartyId | None, parties: Mapping[PartyId, Party]) -> str:
    """The name of a party; nothing for nobody, ``[erased]`` for one whose name is gone."""
    if party is None:
        return ""
    known = parties.get(party)
    return (known.name if known else None) or ERASED


def spoken(words: Words, parties: Mapping[PartyId, Party]) -> str:
    """Words as the internal reader sees them: what is closed stands between bars, with its ground."""
    parts: list[str] = []
    for run in words:
        match run:
            case str():
                parts.append(run)
            case Emphasis(inner) | Strong(inner):
                parts.append(spoken(inner, parties))
            case Link(inner, url):
                shown = spoken(inner, parties)
                parts.append(shown if shown == url else f"{shown} <{url}>")
            case Mention(party, printed):
                parts.append(name_of(party, parties) if printed is None else printed)
            case Closed(inner, ground):
                parts.append(f"||{spoken(inner, parties)}||{{{ground}}}")
            case _:
                parts.append(ERASED)
    return "".join(parts)


def told_of(event: Event, parties: Mapping[PartyId, Party]) -> str:
    """An event on one line: its words, and in brackets the facts it holds beside them; a party by its name."""
    texts, facts = _told_fields(event, parties)
    beside = f"({'; '.join(facts)})" if facts else ""
    return " ".join(" ".join([*texts, beside]).split())


def _told_fields(thing: Any, parties: Mapping[PartyId, Party]) -> tuple[list[str], list[str]]:
    texts: list[str] = []
    facts: list[str] = []
    for a in resolved(type(thing)):
        value = getattr(thing, a.name)
        if value == a.default:
            continue
        if is_words(a.type):
            texts.append(spoken(value, parties))
        else:
            facts.append(f"{a.name.replace('_', ' ')} {_told(value, parties)}")
    return texts, facts


def _told(value: Any, parties: Mapping[PartyId, Party]) -> str:
    if isinstance(value, str):
        return name_of(value, parties) if value in parties else value or ERASED
    if isinstance(value, tuple):
        return ", ".join(_told(one, parties) for one in value) or "nobody"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if attrs.has(type(value)) and not isinstance(value, PartialDate):
        texts, facts = _told_fields(value, parties)
        return " ".join([*texts, *([f"({'; '.join(facts)})"] if facts else [])])
    return str(value)
