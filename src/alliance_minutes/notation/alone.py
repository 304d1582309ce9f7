"""Words that are typed by themselves, such as a reason: the inline marks of the notation without a file around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.notation.messages import Messages
from alliance_minutes.notation.reading import Reading
from alliance_minutes.notation.source import Passage, decode, protect
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.messages import Message
    from alliance_minutes.parties import Directory
    from alliance_minutes.values import Words


def read_alone(
    text: str, *, what: str, directory: Directory, language: Language
) -> tuple[Words, tuple[Message, ...]]:
    """The words of a text, and what is wrong with it.

    Args:
        text: as typed; line ends count as blanks.
        what: what it is called in the messages.
        directory: turns names into parties, and collects the new ones.
        language: of the messages.
    """
    messages = Messages(what, language)
    decoded = decode(" ".join(text.split()))
    for line, column, found in decoded.faults:
        messages.error("character", (line, column), read=found)
    reading = Reading(messages, directory, language)
    words = read_words(Passage.line(protect(decoded.lines[0]), 1), reading)
    return words, tuple(messages.found)
