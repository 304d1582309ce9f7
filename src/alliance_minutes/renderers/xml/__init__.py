"""XML: everything a document holds, in an own namespace with an own schema, and back again.

The namespace changes when an old reader could no longer be right; ``schemaVersion`` grows with additions.
``schemas/minutes.xsd`` describes the form, and :func:`alliance_minutes.renderers.xml.parse.parse` reads it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_minutes.plugins.records import RenderRequest, Rendition

__all__ = ["MEDIA_TYPE", "SUFFIX", "render"]

MEDIA_TYPE = "application/xml"
SUFFIX = ".xml"


def render(request: RenderRequest) -> Rendition:
    """The document as XML, valid by ``schemas/minutes.xsd``."""
    from alliance_minutes.renderers.xml.write import write  # noqa: PLC0415 - lxml is loaded when it is needed

    return write(request)
