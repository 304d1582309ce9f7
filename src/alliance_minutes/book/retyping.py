"""Typing an entry anew: other words, a field in the notation's terms, or the whole line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from alliance_minutes.errors import InvalidValueError, NotationError
from alliance_minutes.events import ItemOpened, MeetingConvened, Shown
from alliance_minutes.events.fields import is_words, party_fields, resolved
from alliance_minutes.meeting.outline import fixed
from alliance_minutes.notation import read
from alliance_minutes.notation.dates import find_date, find_when
from alliance_minutes.notation.keywords import TERMS, is_term, keyword
from alliance_minutes.values import Closed, Emphasis, Link, PartialDate, Strong, Tally, parse_time, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.parties import Directory

_YES, _NO = {"yes", "ja", "true"}, {"no", "nee", "false"}


def language_of(minutes: Minutes) -> Language:
    """The language in which the words of a meeting are read."""
    return "nl" if minutes.convened.language.lower().startswith("nl") else "en"


# -- other words -------------------------------------------------------------------------------------------------------


_MARKS = (Closed, Emphasis, Strong, Link)


def replaced(event: Event, old: str, new: str) -> Event:
    """The event with one passage of its words replaced by another; what is closed around it stays closed.

    Raises:
        InvalidValueError: the passage does not stand in one run of the words, or stands there more than once.
    """
    if not old:
        raise InvalidValueError("passage to replace", old, "words that stand in the entry")
    changes: dict[str, Any] = {}
    found = 0
    for attribute in resolved(type(event)):
        value = getattr(event, attribute.name)
        if is_words(attribute.type) or attribute.name in {"points", "title"}:
            count, changes[attribute.name] = _replaced(value, old, new)
            found += count
    if found != 1:
        where = "not in one piece in" if not found else f"{found} times in"
        raise InvalidValueError(
            "passage to replace", old, f"words that stand once in the entry; these stand {where} it"
        )
    return attrs.evolve(event, **changes)


def _replaced(value: Any, old: str, new: str) -> tuple[int, Any]:
    if isinstance(value, str):
        return value.count(old), value.replace(old, new)
    if isinstance(value, tuple):
        parts = [_replaced(one, old, new) for one in value]
        return sum(count for count, _ in parts), tuple(one for _, one in parts if not _is_empty(one))
    if isinstance(value, _MARKS):
        count, inner = _replaced(value.words, old, new)
        return count, attrs.evolve(value, words=inner)
    if hasattr(value, "text"):  # a line of a list
        count, inner = _replaced(value.text, old, new)
        return count, attrs.evolve(value, text=inner)
    return 0, value


def _is_empty(run: Any) -> bool:
    """Whether all words of a run went: a mark around nothing goes with them."""
    return run == "" or (isinstance(run, _MARKS) and not run.words)


# -- the whole line ----------------------------------------------------------------------------------------------------


def retyped(minutes: Minutes, version: int, line: str, directory: Directory) -> Event:
    """The event that a line of notation makes at the place of an entry; what it points to stays as it was.

    Raises:
        NotationError: the line cannot be read.
        InvalidValueError: it makes no event, or more than one.
    """
    held = minutes.entries[version - 1].event
    typed = f"## {line}" if isinstance(held, ItemOpened) and not line.startswith("#") else line
    chair = minutes.chair_at(version)
    front = [f"body: ?{minutes.body}", f"language: {language_of(minutes)}"]
    front += [f"chair: ?{chair}"] if chair else []
    front += (
        ["attachments:", *(f"- {attached.title}" for _, attached in minutes.attachments)]
        if minutes.attachments
        else []
    )
    begin = [f"{keyword('discussion', 'en')}: x"] if getattr(held, "rests_on", None) is not None else [""]
    text = "\n".join(["---", *front, "---", "", *begin, typed, ""])
    before = 1 + bool(chair) + len(minutes.attachments) + len([one for one in begin if one])
    draft = read(text, file="line", directory=directory)
    errors = [message for message in draft.errors if message.code != "reference"]  # that stays as it was
    if errors:
        raise NotationError([attrs.evolve(message, line=1) for message in errors])
    if len(draft.events) != before + 1:
        raise InvalidValueError("line", line, f"notation of one {held.TYPE}, on one line")
    event = draft.events[-1]
    if type(event) is not type(held):
        raise InvalidValueError("line", line, f"notation of the type {held.TYPE}; this is {event.TYPE}")
    kept = {
        name: getattr(held, name)
        for name in ("document", "question", "on", "amends", "meeting")
        if hasattr(held, name)
    }
    kept |= {name: getattr(held, name) for name in fixed(type(held))}
    return attrs.evolve(event, **kept)


def with_text(minutes: Minutes, version: int, text: str, directory: Directory) -> Event:
    """The event with other words, typed as in the notation.

    Raises:
        NotationError: the words cannot be read.
        InvalidValueError: the entry has no words of its own, or the text is more than one passage.
    """
    held = minutes.entries[version - 1].event
    name = "title" if isinstance(held, (ItemOpened, MeetingConvened)) else "text"
    if not isinstance(held, (ItemOpened, MeetingConvened, Shown)):
        raise InvalidValueError("entry with words", held.TYPE, "one that the minutes print")
    if getattr(held, "rests_on", None) is not None:
        raise InvalidValueError(
            "entry with words of its own",
            version,
            f"the entry it rests on, {getattr(held, 'rests_on', None)}",
        )
    return attrs.evolve(held, **{name: _words(minutes, text, directory)})


def _words(minutes: Minutes, text: str, directory: Directory) -> Any:
    language = language_of(minutes)
    given = " ".join(text.split())
    if not given:
        return ()
    front = f"---\nbody: ?{minutes.body}\nlanguage: {language}\n---\n\n"
    draft = read(f"{front}{keyword('announcement', language)}: {given}\n", file="text", directory=directory)
    if draft.errors:
        raise NotationError([attrs.evolve(message, line=1) for message in draft.errors])
    if len(draft.events) != 2:
        raise InvalidValueError("text", text, "one passage")
    return getattr(draft.events[1], "text", ())


# -- one field ---------------------------------------------------------------------------------------------------------


def with_values(minutes: Minutes, version: int, values: Mapping[str, str], directory: Directory) -> Event:
    """The event with other values in some of its fields, each typed in the notation's terms; nothing empties a field.

    Raises:
        InvalidValueError: it has no such field, or that is no value for it.
        NotationError: words that cannot be read.
    """
    held = minutes.entries[version - 1].event
    attributes = {a.name: a for a in resolved(type(held)) if a.name not in fixed(type(held))}
    people, _ = party_fields(type(held))
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in attributes:
            raise InvalidValueError(
                f"field of {held.TYPE} that can be set", name, f"one of {', '.join(attributes)}"
            )
        hint = attributes[name].type
        if not value.strip():
            changes[name] = () if get_origin(hint) is tuple else None
        elif name in people:
            many = [directory.party(one) for one in value.split(",") if one.strip()]
            changes[name] = tuple(many) if get_origin(hint) is tuple else directory.party(value)
        elif is_words(hint):
            changes[name] = _words(minutes, value, directory)
        else:
            changes[name] = _read(name, hint, value.strip(), language_of(minutes))
    return attrs.evolve(held, **changes)


def _read(name: str, hint: Any, value: str, language: Language) -> Any:
    kinds = [part for part in (get_args(hint) or (hint,)) if part is not type(None)]
    if get_origin(hint) is Literal:
        kinds = [hint]
    if PartialDate in kinds:
        when = find_when(value, language) if len(kinds) > 1 else find_date(value, language)
        if when is None:
            raise InvalidValueError("date", value, "a date, as people write it or as 2026-03-05")
        return when
    if dt.time in kinds:
        return parse_time(value)
    if any(get_origin(kind) is Literal for kind in kinds):
        return _choice(name, next(kind for kind in kinds if get_origin(kind) is Literal), value)
    if bool in kinds and value.casefold() in _YES | _NO:
        return value.casefold() in _YES
    if int in kinds and value.isascii() and value.removeprefix("-").isdigit() and len(value) < 16:
        return int(value)
    if str in kinds:
        return value
    if Tally in kinds:
        raise InvalidValueError(
            "value for tally", value, "the whole line, as in --line 'Decision [for 7, against 2]: …'"
        )
    raise InvalidValueError(f"value for {name}", value, "one of its kind")


def _choice(name: str, hint: Any, value: str) -> str:
    choices: tuple[str, ...] = get_args(hint)
    for choice in choices:
        code = f"{name} {choice}"
        if value == choice or (code in TERMS and is_term(code, value)):
            return choice
    raise InvalidValueError(f"value for {name}", value, f"one of {', '.join(choices)}")


def made(held: Event, changes: Mapping[str, Any]) -> Event:
    """The event with other values in its fields, given by a programme; plain text is made words where words stand.

    Raises:
        InvalidValueError: it has no such field, or one that no correction changes.
    """
    attributes = {a.name: a for a in resolved(type(held)) if a.name not in fixed(type(held))}
    for name in changes:
        if name not in attributes:
            raise InvalidValueError(
                f"field of {held.TYPE} that can be corrected", name, f"one of {', '.join(attributes)}"
            )
    return attrs.evolve(
        held,
        **{
            name: words(value) if is_words(attributes[name].type) and isinstance(value, str) else value
            for name, value in changes.items()
        },
    )
