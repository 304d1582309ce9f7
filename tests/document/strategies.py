"""Documents of any shape, drawn from the anatomy of the node classes, so that a new field is drawn too.

Hypothesis draws the texts, which are what it can make hostile; the shape comes from a seed it draws, because drawing
every node of a tree by itself takes seconds a document.
"""

from __future__ import annotations

import random

from hypothesis import strategies as st

from alliance_minutes.document import Document, Link, Point
from alliance_minutes.document.anatomy import BLOCKS, INLINES, anatomy

TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "  twee", "eind ", "a\tb\n c", "<b>&amp;]]></b>", "\u202eomgekeerd", "e\u0301", "e\n\n"]
    ),
    st.text(
        st.one_of(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
            st.sampled_from(" \t\n"),
        ),
        max_size=12,
    ),
)
URLS = ("https://voorbeeld.example/a?b=1&c=2", "mailto:a@voorbeeld.example", "HTTP://voorbeeld.example")
DEEPEST = 5


class Grower:
    """Grows nodes at random, out of the given texts."""

    def __init__(self, seed, texts):
        self.random = random.Random(seed)
        self.texts = texts
        self.left = 250  # nodes; what is grown after these stays empty

    def node(self, cls, depth=0):
        """A node of a class."""
        self.left -= 1
        return cls(**{field.name: self._field(cls, field, depth + 1) for field in anatomy(cls)})

    def _several(self, grow, most=3):
        return tuple(grow() for _ in range(self.random.randrange(most + 1)) if self.left > 0)

    def _line(self, depth):
        classes = [
            cls
            for cls in INLINES
            if depth < DEEPEST or not any(field.shape == "inlines" for field in anatomy(cls))
        ]
        return self._several(lambda: self.node(self.random.choice(classes), depth))

    def _text(self):
        return self.random.choice(self.texts)

    def _field(self, cls, field, depth):  # noqa: C901, PLR0912 - one case for each shape
        if field.optional and self.random.random() < 0.4:
            return None
        if cls is Link and field.name == "url":
            return self.random.choice(URLS)
        match field.shape:
            case "text":
                return self._text()
            case "number":
                return self.random.choice([0, 1, 12, 2**53 - 1] if cls is Point else [0, 1, -3, 2**53 - 1])
            case "flag":
                return self.random.random() < 0.5
            case "choice":
                return self.random.choice(field.choices)
            case "choices":
                return self._several(lambda: self.random.choice(field.choices))
            case "texts":
                return self._several(self._text)
            case "node":
                return self.node(field.cls, depth)
            case "nodes":
                return self._several(lambda: self.node(field.cls, depth), 2)
            case "inlines":
                return self._line(depth)
            case "cells":
                return self._several(lambda: self._line(depth))
            case "blocks":
                if depth > DEEPEST:
                    return ()
                return self._several(lambda: self.node(self.random.choice(BLOCKS), depth), 4 - depth // 2)


DOCUMENTS = st.builds(
    lambda seed, texts: Grower(seed, texts).node(Document),
    st.integers(0, 2**32),
    st.lists(TEXTS, min_size=1, max_size=12),
)
