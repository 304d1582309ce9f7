"""What a person reads in a rendition: the text of each format, taken out by a parser of that format."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree, html
from tests.renderers.reading import squeezed, strings

from alliance_minutes.renderers.xml.parse import parse

FORMATS = ("html", "odt", "text", "xml")

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FIXED = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}


def text_of(format_name: str, content: bytes) -> str:
    """All that is read in a rendition, in order, one part a line."""
    return {"html": _html, "odt": _odt, "text": _plain, "xml": _xml}[format_name](content)


def words_of(format_name: str, content: bytes) -> str:
    """All that is read, without blanks: where a line is broken differs per format."""
    return squeezed(text_of(format_name, content))


def _html(content):
    page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(page, "style", "head", with_tail=False)
    return "\n".join(page.itertext())


def _plain(content):
    return content.decode("utf-8")


def _xml(content):
    return "\n".join(strings(parse(content)))


def _odt(content):
    return "\n".join(paragraphs(content))


def part(content, path="content.xml"):
    """A part of an ODT, parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(path), etree.XMLParser(huge_tree=True))


def paragraphs(content):
    """The text of each heading and paragraph of an ODT, white space as ODF 1.3 (part 3, section 6.1.2) says."""
    return [_paragraph(one) for one in part(content).iter(_TEXT + "p", _TEXT + "h")]


def _paragraph(paragraph):
    said: list[str] = []
    loose = True  # a blank of the file here would be dropped: at the start, and after another blank
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "start" and node.tag in {_TEXT + "s", *_FIXED}:
            said.append(_FIXED.get(node.tag, " ") * int(node.get(_TEXT + "c", "1")))
            loose = True
        data = node.text if event == "start" else node.tail if node is not paragraph else None
        if data:
            data = re.sub("[ \t\r\n]+", " ", data)
            data = data[1:] if loose and data.startswith(" ") else data
            if data:
                said.append(data)
                loose = data.endswith(" ")
    return "".join(said)


def every_byte(format_name: str, content: bytes) -> bytes:
    """The bytes of a rendition, and of all that is packed in it, names included."""
    if format_name != "odt":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.comment, *(name.encode() for name in package.namelist())]
        return b"\n".join([content, *parts, *(package.read(name) for name in package.namelist())])
