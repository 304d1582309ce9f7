"""Whether words say that a name is not public, however they are typed, or look as if they were meant to.

In doubt a name is closed: an attempt at the flag that is not read as the flag is an error, never a name that is printed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from alliance_minutes.notation.keywords import TERMS

_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 16  # letters of a misspelt flag


def _words(text: str) -> list[str]:
    """The runs of letters and digits, without accents, width and case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return [word for word in _NO_LETTERS.split(bare) if word]


def _nearly(word: str) -> frozenset[str]:
    return frozenset({word, *(word[:index] + word[index + 1 :] for index in range(len(word)))})


_FLAGS = frozenset("".join(_words(words)) for both in TERMS["is not public"].values() for words in both)
_NEAR = frozenset(
    form
    for start in ("not", "non", "niet")
    for end in ("public", "openbaar", "publiek")
    for form in _nearly(start + end)
)
_ALONE = frozenset({
    "private", "prive", "confidential", "vertrouwelijk", "secret", "geheim", "besloten", "closed", "no", "np", "nietgenoemd", "nietbijnaam", "nietmetnaam", "nietvermelden",
    "nietpubliceren", "ongenoemd", "naambekend", "nameknown", "notnamed", "notbyname", "unnamed", "donotname", "donotpublish", "afgeschermd", "undisclosed", "intern", "alleenintern", "internalonly", "notforpublication", "offtherecord",
})  # fmt: skip
_WITHIN = re.compile(
    r"\b(?:(?:ge)?anoni[a-z]*|anonym[a-z]*|withheld|undisclosed|afgeschermd|naam bekend|name known|pseudoni[a-z]*|pseudonym[a-z]*|geheimhouding|(?:niet|not|never|geen) (?:bij |met |by |be |to be )?(?:naam|genoemd|vermeld|name[d]?|published|gepubliceerd))\b"
)


def says_not_public(text: str) -> bool:
    """Whether a detail is the flag: case, blanks of any kind, hyphens and accents do not count."""
    return len(text) <= 4 * _LONGEST and "".join(_words(text)) in _FLAGS


def attempts_flag(text: str) -> bool:
    """Whether a name, a role or a reason holds something that looks like the flag, also misspelt by a letter."""
    words = _words(text)
    joined = [
        *words,
        *(first + second for first, second in pairwise(words)),
        "".join(words),
    ]
    return any(len(one) <= _LONGEST and not _nearly(one).isdisjoint(_NEAR) for one in joined)


def means_closed(text: str) -> bool:
    """Whether a detail without a label says that a name should not be printed, in words that are not the flag."""
    words = _words(text[:200])
    return "".join(words) in _ALONE or _WITHIN.search(" ".join(words)) is not None
