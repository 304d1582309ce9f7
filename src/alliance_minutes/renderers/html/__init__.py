"""The HTML renderer: one file without scripts, for the screen, the printer and assistive technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.plugins import Rendition
from alliance_minutes.renderers.html.page import write_page

if TYPE_CHECKING:
    from alliance_minutes.plugins import RenderRequest

__all__ = ["render"]


def render(request: RenderRequest) -> Rendition:
    """Render the document as one HTML file (UTF-8).

    Every block carries the anchor of its entry as ``id``, and the stream and version as data. Text stays as it was
    written, blanks and line ends included.
    """
    content, losses = write_page(request.document, request.options)
    return Rendition(
        content=content,
        media_type="text/html; charset=utf-8",
        file_name=request.document.meta.file_name + ".html",
        losses=losses,
    )
