"""Showing on the terminal what a text changes, and what was mended."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.terminal import one_line
from alliance_minutes.cli.words import name_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alliance_minutes.book.plans import Change, ChangeKind
    from alliance_minutes.events import Event
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId

KINDS: tuple[ChangeKind, ...] = ("added", "corrected", "moved", "withdrawn")
_SIGNS = {"added": "+", "corrected": "~", "moved": ">", "withdrawn": "-"}
_CONTEXT = 4  # words that are shown on both sides of a change
_LONGEST = 2_000  # words; of longer texts no words are compared
_PLACE = ("item", "parent", "rests_on", "after", "added")  # where something stands, which is not what it says


def counted(changes: Sequence[Change]) -> str:
    """How many entries were changed in which way: ``1 added, 2 corrected``."""
    found = {kind: sum(change.kind == kind for change in changes) for kind in KINDS}
    return ", ".join(f"{count} {kind}" for kind, count in found.items() if count)


def change_lines(changes: Iterable[Change], parties: Mapping[PartyId, Party]) -> Iterator[str]:
    """A line for each change: a sign, the version, what kind of entry, and its words."""
    for change in changes:
        event = change.since or change.before
        kind = event.TYPE.rpartition(".")[0] if event else ""
        lead = f"  {_SIGNS[change.kind]} {change.version:>4}  {kind}"
        if change.kind == "corrected" and change.before and change.since:
            yield f"{lead}: {corrected(change.before, change.since, parties)}"
        else:
            yield f"{lead}{' (moved)' if change.kind == 'moved' else ''}: {said(event, parties)}"


def corrected(before: Event, since: Event, parties: Mapping[PartyId, Party]) -> str:
    """Two readings of an entry as one; who is meant by the same words stands beside them where only that changed."""
    one, other = said(before, parties), said(since, parties)
    if one == other:
        one, other = (said(_meaning(event, parties), parties) for event in (before, since))
    return difference(one, other)


def _meaning(value: Any, parties: Mapping[PartyId, Party]) -> Any:
    """An event, or what is in it, with the name of each party that is mentioned in other words beside them."""
    from attrs import evolve, fields, has

    from alliance_minutes.values import Mention

    if isinstance(value, Mention):
        name = name_of(value.party, parties)
        return value if value.shown in {None, name} else evolve(value, shown=f"{value.shown} (@{name})")
    if isinstance(value, tuple):
        return tuple(_meaning(one, parties) for one in value)
    if not has(type(value)):
        return value
    inner = {a.name: getattr(value, a.name) for a in fields(type(value)) if a.init}
    anew = {name: one for name, held in inner.items() if (one := _meaning(held, parties)) != held}
    return evolve(value, **anew) if anew else value


def said(event: Event | None, parties: Mapping[PartyId, Party]) -> str:
    """What an event says, on one line, wherever it stands."""
    if event is None:
        return ""
    from attrs import evolve, fields

    names = {a.name for a in fields(type(event))}
    blank = {name: None for name in _PLACE if name in names}
    return one_line(told_of(evolve(event, **blank), parties))


def difference(before: str, since: str) -> str:
    """Two readings as one: words that went stand in ``[-…-]``, words that came in ``{+…+}``."""
    one, other = before.split(), since.split()
    if len(one) + len(other) > _LONGEST:
        return f"[-{before}-] {{+{since}+}}"
    parts: list[str] = []
    for tag, low, high, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            parts += _shortened(one[low:high], first=not low, last=high == len(one))
        else:
            if low < high:
                parts.append(f"[-{' '.join(one[low:high])}-]")
            if start < end:
                parts.append(f"{{+{' '.join(other[start:end])}+}}")
    return " ".join(parts)


def _shortened(words: list[str], *, first: bool, last: bool) -> list[str]:
    """Words that stayed: those next to a change."""
    before, after = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
    if len(words) <= before + after + 1:
        return words
    return [*words[:before], "…", *words[len(words) - after :]]
