"""The built-in formats, as plugins.

Importing this module imports no renderer: a book that renders text need not load what ODT needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.plugins import Option, RendererInfo, hookimpl
from alliance_minutes.renderers.versions import HTML_VERSION, ODT_VERSION, TEXT_VERSION, XML_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.plugins import RenderRequest, Rendition


def _html(request: RenderRequest) -> Rendition:
    from alliance_minutes.renderers import html  # noqa: PLC0415 - lxml loads only when HTML is made

    return html.render(request)


def _xml(request: RenderRequest) -> Rendition:
    from alliance_minutes.renderers import xml  # noqa: PLC0415 - lxml loads only when XML is made

    return xml.render(request)


def _odt(request: RenderRequest) -> Rendition:
    from alliance_minutes.renderers import odt  # noqa: PLC0415 - lxml loads only when ODT is made

    return odt.render(request)


def _text(request: RenderRequest) -> Rendition:
    from alliance_minutes.renderers import text  # noqa: PLC0415 - no other format needs it

    return text.render(request)


class Html:
    """The plugin of the format ``html``."""

    @staticmethod
    @hookimpl
    def alliance_minutes_renderers() -> Iterator[RendererInfo]:
        """The record of the HTML renderer."""
        yield RendererInfo(
            format="html",
            description="one HTML file without scripts, for the screen and for print",
            media_type="text/html; charset=utf-8",
            suffix=".html",
            version=HTML_VERSION,
            render=_html,
            losses=(
                "typed values beside the printed words (codes of outcomes, counts, sizes, digests)",
                "the history of the edition",
            ),
        )


class Xml:
    """The plugin of the format ``xml``."""

    @staticmethod
    @hookimpl
    def alliance_minutes_renderers() -> Iterator[RendererInfo]:
        """The record of the XML renderer."""
        yield RendererInfo(
            format="xml",
            description="the whole document as XML, with its own schema",
            media_type="application/xml",
            suffix=".xml",
            version=XML_VERSION,
            render=_xml,
        )


class Odt:
    """The plugin of the format ``odt``."""

    @staticmethod
    @hookimpl
    def alliance_minutes_renderers() -> Iterator[RendererInfo]:
        """The record of the ODT renderer."""
        yield RendererInfo(
            format="odt",
            description="OpenDocument text (ODF 1.3), in the house style of a template if one is given",
            media_type="application/vnd.oasis.opendocument.text",
            suffix=".odt",
            version=ODT_VERSION,
            render=_odt,
            options=(
                Option(
                    name="template",
                    description="an .odt whose named styles, header, footer and logo are kept",
                    kind="file",
                ),
            ),
            losses=("codes, counts and file digests stand in their printed words only",),
        )


class Text:
    """The plugin of the format ``text``."""

    @staticmethod
    @hookimpl
    def alliance_minutes_renderers() -> Iterator[RendererInfo]:
        """The record of the text renderer."""
        yield RendererInfo(
            format="text",
            description="plain text (UTF-8) for a terminal or a mail",
            media_type="text/plain; charset=utf-8",
            suffix=".txt",
            version=TEXT_VERSION,
            render=_text,
            losses=(
                "emphasis and strong emphasis: the words are there, the stress is not",
                "no leads from a sentence to its entry in the record, nor from a reference to its place",
                "typed values beside the printed words (codes of outcomes, counts, sizes, digests)",
                "the history of the edition",
            ),
        )
