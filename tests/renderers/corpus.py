"""One corpus of documents for all formats, built straight from the document model.

``every_node`` holds every block, every inline and every field at least once; ``hostile`` the text nobody hopes for;
``model`` a meeting as a board would keep it; ``public`` its public edition; ``empty`` hardly anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document import (
    Document,
    Meta,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

from tests.renderers.corpus_board import model, public
from tests.renderers.corpus_hostile import HOSTILE_TEXTS, hostile
from tests.renderers.corpus_nodes import every_node
from tests.renderers.corpus_parts import LABELS, ORIGIN, STREAM, fact, say, source

__all__ = [
    "DOCUMENTS",
    "HOSTILE_TEXTS",
    "LABELS",
    "ORIGIN",
    "STREAM",
    "empty",
    "every_node",
    "fact",
    "hostile",
    "model",
    "public",
    "say",
    "source",
]


def empty() -> Document:
    """Hardly anything: no blocks, no date, no facts."""
    return Document(
        meta=Meta(
            stream=STREAM,
            version=1,
            origin=ORIGIN,
            body="",
            title="Vergadering",
            heading=(),
            held_on=None,
            edition="internal",
            edition_label="",
            status="concept",
            status_label="",
            language="en",
            text_language="en",
            file_name="vergadering-intern",
        ),
        blocks=(),
        labels=LABELS["en"],
    )


DOCUMENTS: Mapping[str, Document] = {
    "every-node-nl": every_node("nl"),
    "every-node-en": every_node("en"),
    "hostile": hostile(),
    "model": model(),
    "public": public(),
    "empty": empty(),
}
"""Every document of the corpus by its name; golden files carry these names."""
