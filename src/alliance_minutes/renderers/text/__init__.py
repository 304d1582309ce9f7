"""The text renderer: plain UTF-8 that reads well in a terminal and in a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.plugins import Rendition
from alliance_minutes.renderers.text.body import write_text

if TYPE_CHECKING:
    from alliance_minutes.plugins import RenderRequest

__all__ = ["render"]


def render(request: RenderRequest) -> Rendition:
    """Render the document as plain text (UTF-8), in lines of 78 columns that break between words only."""
    content, losses = write_text(request.document, request.options)
    return Rendition(
        content=content.encode(),
        media_type="text/plain; charset=utf-8",
        file_name=request.document.meta.file_name + ".txt",
        losses=losses,
    )
