"""Lines that join the words above them and look as if they should not: another sign of a list, a label below a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.notation.labels import label_start, tell_of_joining
from alliance_minutes.notation.source import BREAK

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

_SIGN = re.compile(
    r"(?:\(?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{2,4})\)|[·—+>▪◦‣○●■□✓→])[ \t]"
    r"|[-–•·—+▪◦‣○●■□✓→](?=[^\W\d_])"
)


def tell_of_joined(passage: Passage, above: Passage | None, reading: Reading, word: str | None) -> None:
    """Warn of a line of text that joins the words of a keyword line or a point and looks like one of its own.

    Args:
        passage: the line.
        above: the line above it in the same words; ``None`` for the first one. Where it keeps its line break, they belong together.
        reading: for messages.
        word: the keyword whose words it joins; ``None`` for a point of a plain list.
    """
    if (above is not None and above.text.endswith(BREAK)) or reading.messages.tells_of(passage.place()[0]):
        return
    sign = _SIGN.match(passage.text)
    start = label_start(passage.text, joins=True) if word is None and above is not None else None
    if sign is not None:
        reading.messages.wrong_mildly("list-sign", passage)
    elif start is not None:
        reading.messages.wrong_mildly("label-point", passage.part(start, passage.text.find(":", start)))
    elif word is not None and above is not None:
        tell_of_joining(passage, reading, word)
