"""Names of lines, by which others point at them: ``[ref roof]`` there, ``[on roof]`` here.

A name stands in the text and nowhere else, so that no line that is put in elsewhere makes it point at something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from alliance_minutes.notation.keywords import after_term

if TYPE_CHECKING:
    from alliance_minutes.events import Event
    from alliance_minutes.notation.messages import Messages
    from alliance_minutes.notation.source import Passage

NONE = "0"
"""What is written where nothing is pointed at, and there is no word for it."""
_NAME = re.compile(r"[^\W_][\w.-]{0,39}")
_BRACED = re.compile(r"\{([^{};]*)\}[ \t]*")


@define
class References:
    """The names that lines of a text have, and the versions of their events."""

    _versions: dict[str, int] = field(factory=dict)
    _names: dict[int, str] = field(factory=dict)

    def put(self, name: Passage | None, version: int, messages: Messages) -> None:
        """Let a name stand for an event, if it was given one."""
        if name is None:
            return
        if name.text == NONE or not _NAME.fullmatch(name.text):
            messages.wrong("ref", name)
        elif self._versions.setdefault(name.text.casefold(), version) != version:
            messages.wrong("ref-taken", name)
        else:
            self._names[version] = name.text

    def name(self, version: int) -> str | None:
        """The name of the event with this version."""
        return self._names.get(version)

    def find(self, name: Passage, events: list[Event], kind: type[Event], messages: Messages) -> int | None:
        """The version of the earlier event of this kind that is meant; ``None`` for ``0`` or after a message."""
        if name.text == NONE:
            return None
        version = self._versions.get(name.text.casefold())
        if version is None or not isinstance(events[version - 1], kind):
            messages.wrong("reference", name)
            return None
        return version


def braced(text: Passage) -> tuple[Passage | None, Passage]:
    """The name in ``{ref=roof}`` at the start of a bullet, if it is there, and what follows."""
    found = _BRACED.match(text.text)
    name = ref_in(text.part(found.start(1), found.end(1))) if found else None
    return (None, text) if found is None or name is None else (name, text.part(found.end()))


def ref_in(part: Passage) -> Passage | None:
    """The name in ``ref=roof`` or ``ref roof``; ``None`` where something else is said."""
    after = after_term("ref", part.text)
    return None if after is None else part.part(len(part.text) - len(after))
