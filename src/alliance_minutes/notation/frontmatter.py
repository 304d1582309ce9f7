"""The front matter: flat keys between two ``---`` lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import define, field

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import AttendanceNoted, ChairTaken, DocumentAttached, MeetingConvened
from alliance_minutes.notation.dates import find_date
from alliance_minutes.notation.keywords import FORM_NAMES, KEY_NAMES, KEYS
from alliance_minutes.notation.names import several
from alliance_minutes.notation.papers import read_titled
from alliance_minutes.notation.people import ATTENDING, name_of, read_chairing, read_listed
from alliance_minutes.notation.reading import Became
from alliance_minutes.notation.source import BLANKS, BREAK, Passage, is_blank, protect, softened, trimmed
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Status
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.reading import Reading

_STATUSES: Mapping[str, Status] = {"present": "present", "apologies": "apologies", "absent": "absent"}
_LISTS = {"present", "apologies", "absent", "people", "attachments", "planned"}


@define
class Key:
    """A key with its value or list."""

    kind: str
    name: Passage
    value: Passage
    items: list[Passage] = field(factory=list)


@define
class FrontMatter:
    """The keys of a file in order, and the index of the first line after them."""

    keys: dict[str, Key] = field(factory=dict)
    end: int = 0
    begin: int = 0
    open: bool = False
    title: Passage | None = None


def bounds(lines: list[str]) -> FrontMatter:
    """Where the front matter stands; nothing when the file does not begin with ``---``."""
    for index, line in enumerate(lines):
        if _is_fence(line):
            for end in range(index + 1, len(lines)):
                if _is_fence(lines[end]):
                    return FrontMatter(begin=index, end=end + 1)
            return FrontMatter(begin=index, end=_last_key(lines, index + 1), open=True)
        if not is_blank(line):
            break
    return FrontMatter()


def _is_fence(line: str) -> bool:
    return softened(line).strip(BLANKS) == "---"


def _last_key(lines: list[str], begin: int) -> int:
    """The end of front matter that nobody closed: the first blank line or heading."""
    for index in range(begin, len(lines)):
        if is_blank(lines[index]) or lines[index].startswith("#"):
            return index
    return len(lines)


def language_of(lines: list[str], front: FrontMatter) -> Language:
    """The language of the messages: as the file says, or that of its keys."""
    first: Language | None = None
    for line in lines[front.begin : front.end]:
        name, colon, value = softened(line).partition(":")
        known = KEY_NAMES.get(name.strip(BLANKS).casefold()) if colon else None
        if known and known[0] == "language" and value.strip(BLANKS)[:2].lower() in {"nl", "en"}:
            return "nl" if value.strip(BLANKS)[:2].lower() == "nl" else "en"
        if known and first is None and len(set(KEYS[known[0]].values())) > 1:
            first = known[1]
    return first or "nl"


def read_keys(lines: list[str], front: FrontMatter, reading: Reading) -> None:
    """Read the keys; each line is front matter, a comment or a message."""
    if front.open:
        reading.messages.error("front-matter-open", (front.begin + 1, 1))
    current: Key | None = None
    index = front.begin
    last = front.end if front.open else front.end - 1  # the fence is no part of what stands above it
    while index < front.end:
        number, text = index + 1, protect(lines[index])
        index += 1
        reading.lines[number] = Became("front matter")
        parts = [(text, number, 1)]
        while parts[-1][0].endswith(BREAK) and index < last:
            more, indent = trimmed(lines[index])
            parts.append((more, index + 1, indent + 1))
            reading.lines[index + 1] = Became("front matter")
            index += 1
        passage = Passage.joined(parts).part(0)
        if not passage.text or passage.text == "---":
            continue
        if passage.text.startswith("//"):
            reading.lines[number] = Became("comment")
        elif passage.text == "-" or passage.text.startswith(("- ", "-\t")):
            item = passage.part(1)
            if current is None:
                _wrong(reading, number, "front-matter-line", passage)
            elif current.kind not in _LISTS:
                _wrong(reading, number, "key-list", current.name)
            elif item.text:
                current.items.append(item)
        else:
            current = _key(passage, number, front, reading)


def _wrong(reading: Reading, line: int, code: str, passage: Passage, **fields: object) -> None:
    reading.lines[line] = Became("message", reading.messages.wrong(code, passage, **fields))


def _key(passage: Passage, line: int, front: FrontMatter, reading: Reading) -> Key | None:
    colon = passage.text.find(":")
    if colon < 0:
        _wrong(reading, line, "front-matter-line", passage)
        return None
    name = passage.part(0, colon)
    known = KEY_NAMES.get(name.text.casefold())
    if known is None:
        _wrong(reading, line, "key", name, near=reading.messages.nearest(name.text, KEY_NAMES))
        return Key(
            "planned", name, name
        )  # takes the list below it, so that each line is not an error of its own
    key = Key(known[0], name, passage.part(colon + 1))
    if key.kind in front.keys:
        _wrong(reading, line, "key-twice", name)
        return key
    front.keys[key.kind] = key
    if key.kind in _LISTS and key.value.text:
        key.items.extend(part for part in key.value.split(";") if part.text)
    return key


def convene(front: FrontMatter, reading: Reading, heading: Passage | None) -> None:
    """Record what the front matter says: the meeting, chair, attendance and attachments, in the order of the file."""
    keys = front.keys
    body = keys.get("body")
    fields: dict[str, Any] = {"language": _language(front, reading)}
    people = keys["people"].items if "people" in keys else []
    for person in (one for item in people for one in several(item)):
        listed = read_listed(person, reading, ())
        if listed:
            listed.party(reading)
    party = None
    if body is None or not body.value.text:
        reading.messages.error("body-missing", body.name.place() if body else (1, 1))
    else:
        party = reading.party(name_of(body.value), kind="body")
    fields["body"] = party or reading.directory.party(
        "?", kind="body"
    )  # so that a preview shows it as unknown
    _simple(fields, front, reading)
    front.title = title = keys["title"].value if "title" in keys else None
    if heading is not None and title is not None and heading.bare != title.bare:
        reading.messages.wrong("title-differs", heading)
    chosen = heading if heading is not None else title
    if chosen is not None:
        fields["title"] = read_words(chosen, reading)
    place = (front.begin + 1, 1)
    reading.add(MeetingConvened(**fields), place)
    for key in keys.values():
        _listed(key, reading)


def _language(front: FrontMatter, reading: Reading) -> str:
    key = front.keys.get("language")
    if key is None:
        return reading.language
    value = key.value.bare
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        reading.messages.wrong("language", key.value)
        return reading.language
    return value


def _simple(  # noqa: C901 - a row of cases, one per key
    fields: dict[str, Any], front: FrontMatter, reading: Reading
) -> None:
    keys = front.keys
    for kind in ("date", "form", "place", "secretary"):
        key = keys.get(kind)
        if key is None:
            continue
        if not key.value.text:
            reading.messages.wrong("key-empty", key.name)
        elif kind == "date":
            try:
                found = find_date(key.value.text, reading.language)
            except InvalidValueError:
                found = None
            if found is None:
                reading.messages.wrong("date", key.value)
            fields["held_on"] = found
        elif kind == "form":
            form = FORM_NAMES.get(key.value.text.casefold())
            if form is None:
                near = reading.messages.nearest(key.value.text, FORM_NAMES)
                reading.messages.wrong("form", key.value, near=near)
            fields["form"] = form
        elif kind == "place":
            fields["place"] = reading.plain(key.value)
        else:
            listed = read_listed(key.value, reading, ())
            fields["secretary"] = listed.party(reading) if listed else None
    if "planned" in keys:
        fields["planned"] = tuple(reading.plain(item) for item in keys["planned"].items)


def _listed(key: Key, reading: Reading) -> None:
    """Record what a key says that is an event of its own."""
    if key.kind == "chair":
        chairing = read_chairing(key.value, reading)
        if chairing.chair is not None:
            reading.chair = chairing.chair
            reading.add(
                ChairTaken(
                    chair=chairing.chair, deputises_for=chairing.deputises_for, reason=chairing.reason
                ),
                key.name.place(),
            )
    elif status := _STATUSES.get(key.kind):
        for item in key.items:
            for one in several(item):
                attendance = attended(one, status, reading)
                if attendance:
                    reading.add(attendance, one.place())
        if not key.items:
            reading.add(AttendanceNoted(party=None, status=status), key.name.place())
    elif key.kind == "attachments":
        for item in key.items:
            event = DocumentAttached(**read_titled(item, reading))
            reading.documents.setdefault(event.title, reading.add(event, item.place()))


def attended(item: Passage, status: Status, reading: Reading) -> AttendanceNoted | None:
    """The attendance of a party in a list."""
    listed = read_listed(item, reading, ATTENDING, absent=status != "present")
    party = listed.party(reading, attends=True) if listed else None
    if listed is None or party is None:
        return None
    proxies = [reading.party(name) for name in listed.proxy_for]
    return AttendanceNoted(
        party=party,
        status=status,
        since=listed.since,
        until=listed.until,
        role=listed.role,
        proxy_for=tuple(proxy for proxy in proxies if proxy is not None),
        votes=listed.votes,
    )
