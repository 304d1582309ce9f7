"""Names that are not public where they stand in plain text, and would be printed in the public edition as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

from alliance_minutes.events import passage_fields
from alliance_minutes.meeting.openness import texts
from alliance_minutes.values import Closed, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.events import Event
    from alliance_minutes.parties import Parties
    from alliance_minutes.values import Words


def plain_names(every: Iterable[Words], parties: Parties) -> tuple[str, ...]:
    """The names of parties that are not public, each as the book has it, that stand open and whole in any of the words."""
    names = [
        name
        for party in parties.values()
        if not party.public
        for name in (party.name, *party.aliases)
        if name
    ]
    if not names:
        return ()
    from alliance_minutes.compose.names import folded  # noqa: PLC0415 - few books have such names

    said = [folded("".join(_open(words, parties))) for words in every]
    found = (name for name in names if folded(name).strip() and any(folded(name) in one for one in said))
    return tuple(dict.fromkeys(found))


def texts_of(event: Event) -> Iterator[Words]:
    """Every text of an event: its words, and the values that are printed as they stand."""
    passages = passage_fields(type(event))
    for attribute in fields(type(event)):
        value = getattr(event, attribute.name)
        if attribute.name in passages:
            yield from texts(value)
        elif isinstance(value, str):
            yield (value,)
        elif isinstance(value, tuple):
            yield from ((one,) for one in value if isinstance(one, str))


def _open(words: Words, parties: Parties) -> Iterator[str]:
    """The text that the public edition would print, mentions by their own printed text."""
    for run in words:
        if isinstance(run, str):
            yield run
        elif isinstance(run, Closed):
            yield " "
        elif isinstance(run, Mention):
            yield run.shown or "" if (known := parties.get(run.party)) is not None and known.public else ""
        else:
            inner: Any = getattr(run, "words", ())
            yield from _open(inner, parties)
