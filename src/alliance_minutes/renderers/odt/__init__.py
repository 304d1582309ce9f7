"""OpenDocument text (ODF 1.3): real headings, lists and tables, in an own house style or that of a template.

Each block bears a bookmark named after its entry: ``e12`` is version 12 of the stream that ``meta.xml`` names under
``stream``; an entry of another stream carries that in its name (``e12_<stream>``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_minutes.plugins.records import RenderRequest, Rendition

__all__ = ["MEDIA_TYPE", "SUFFIX", "render"]

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SUFFIX = ".odt"


def render(request: RenderRequest) -> Rendition:
    """The document as ODT, in the house style of the option ``template`` where one is given.

    Raises:
        TemplateError: the template is no ODT file that can be used; the message says why.
    """
    from alliance_minutes.renderers.odt.write import write  # noqa: PLC0415 - lxml is loaded when it is needed

    return write(request)
