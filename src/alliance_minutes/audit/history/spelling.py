"""The value of a field as text: to see whether two values differ, and to tell what a document has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields, frozen

from alliance_minutes.document import plain
from alliance_minutes.events import Point, words_fields
from alliance_minutes.events.fields import party_fields
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong, Tally

if TYPE_CHECKING:
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.values import PartyId, Run, Words

_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\*[]@"})
_DEEP = 10  # a level beyond it is told as a number: a document may claim any
_NOTHING = "\0"  # no text that can be recorded


@frozen
class Spelling:
    """Spells values out; words with their marks, as in the notation.

    Attributes:
        scribe: of the edition that they are spelled out for.
        exact: parties by their ids, and nothing is not the same as an empty text: what is spelled alike is the same.
    """

    scribe: Scribe
    exact: bool = False

    def field(self, event: object, name: str) -> str:
        """The value of a field of an event, or of a value within one."""
        value = getattr(event, name)
        if name in words_fields(type(event)):
            return self.words(value)
        ids, _ = party_fields(type(event))
        if name in ids and value is not None:
            return ", ".join(map(self._party, value if isinstance(value, tuple) else (value,)))
        return self._value(value)

    def words(self, words: Words) -> str:
        """Words with their marks."""
        return "".join(map(self._run, words))

    def _value(self, value: Any) -> str:
        match value:
            case None:
                return _NOTHING if self.exact else ""
            case bool():
                return str(value).lower()
            case Point(level=level, number=number):
                indent = "  " * level if level <= _DEEP else f"({level}) "
                return f"{indent}{number + '.' if number else '-'} {self.field(value, 'text')}"
            case (Point(), *_):
                return "\n".join(map(self._value, value))
            case tuple():
                return (_NOTHING if self.exact else "; ").join(map(self._value, value))
            case Tally():
                told = ((a.name, self.field(value, a.name)) for a in fields(Tally))
                return "; ".join(f"{name} {text}" for name, text in told if text)
            case _:
                return str(value)

    def _run(self, run: Run) -> str:
        match run:
            case Emphasis(inner):
                return f"*{self.words(inner)}*"
            case Strong(inner):
                return f"**{self.words(inner)}**"
            case Link(inner, url):
                return f"[{self.words(inner)}]({url}){_NOTHING * self.exact}"
            case Mention(party, shown):
                return self._mention(party, shown)
            case Closed(_, ground):
                return self.scribe.redaction(ground).label
            case Erased():
                return self.scribe.erased().label
            case _:
                return run.translate(_ESCAPED)

    def _mention(self, party: PartyId, shown: str | None) -> str:
        """Who is mentioned, and as what; the public is not told who goes by other words than a name."""
        if self.exact:
            return f"@[{self._party(party)}|{shown or ''}]"
        printed = plain((self.scribe.names.printed(party, shown),))
        if self.scribe.seen.edition == "public":
            return printed
        name = self._party(party)
        return f"@{name}" if printed == name else f"@[{name}|{printed}]"

    def _party(self, party: PartyId) -> str:
        names = self.scribe.names
        return names.key(party) if self.exact else plain((names.printed(party),))
