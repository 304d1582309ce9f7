"""A small house style, as an office program would save it, and ways to spoil it."""

from __future__ import annotations

import base64
import io
import zipfile

from alliance_minutes.renderers.odt.names import NAMESPACES

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGPQC5qpFzSTAULpBAIAJWcEycHvz00AAAAASUVORK5CYII="
)
MIMETYPE = b"application/vnd.oasis.opendocument.text"
_XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

LOGO = (
    '<draw:frame draw:name="logo" text:anchor-type="as-char" svg:width="1cm" svg:height="1cm">'
    '<draw:image xlink:href="Pictures/logo.png" xlink:type="simple"/><svg:title>Het beeldmerk</svg:title></draw:frame>'
)


def styles(*, header=LOGO, common="", fonts="", scripts=""):
    """styles.xml of a house in green, with its own style for decisions."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {_XMLNS} office:version="1.2">
 <office:font-face-decls><style:font-face style:name="Huis" svg:font-family="'DejaVu Sans'">{fonts}</style:font-face>
 </office:font-face-decls>
 <office:styles>
  <style:default-style style:family="paragraph">
   <style:text-properties style:font-name="Huis" fo:font-size="10.5pt" fo:language="de" fo:country="DE"/>
  </style:default-style>
  <style:style style:name="Standard" style:family="paragraph"/>
  <style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
   style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>
  <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
   <style:text-properties fo:font-size="22pt" fo:color="#0b6b3a"/></style:style>
  <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
   style:parent-style-name="Standard" style:default-outline-level="1">
   <style:paragraph-properties fo:margin-top="0.6cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
   <style:text-properties fo:font-size="14pt" fo:color="#0b6b3a"/></style:style>
  <style:style style:name="Minutes_20_Decision" style:display-name="Minutes Decision" style:family="paragraph"
   style:parent-style-name="Text_20_body">
   <style:paragraph-properties fo:margin-left="0.5cm" fo:background-color="#e9f5ee"/></style:style>
  <style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text">
   <style:text-properties fo:font-weight="bold"/></style:style>
  {common}
 </office:styles>
 <office:automatic-styles>
  <style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
   fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="2cm"/>
   <style:header-style><style:header-footer-properties fo:min-height="1.2cm" fo:margin-bottom="0.4cm"/></style:header-style>
   <style:footer-style/></style:page-layout>
 </office:automatic-styles>
 {scripts}<office:master-styles>
  <style:master-page style:name="Standard" style:page-layout-name="pm1">
   <style:header><text:p>{header} Stichting Voorbeeldhuis</text:p></style:header>
   <style:footer><text:p><text:title>oude titel</text:title>, <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
  </style:master-page>
  <style:master-page style:name="Brief" style:page-layout-name="pm1" style:next-style-name="Standard"/>
 </office:master-styles>
</office:document-styles>""".encode()


def content(body="<text:p text:style-name='P1'>Voorbeeld ${__import__('os').system('id')}</text:p>"):
    """content.xml that begins on a page of its own kind and has counters for captions."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_XMLNS} office:version="1.2">
 <office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:master-page-name="Brief"/>
 </office:automatic-styles>
 <office:body><office:text><text:sequence-decls>
  <text:sequence-decl text:display-outline-level="0" text:name="Table"/></text:sequence-decls>{body}
 </office:text></office:body></office:document-content>""".encode()


def template(members=None, *, mimetype=MIMETYPE):
    """The bytes of the template; ``members`` are added, or replace its own."""
    parts = {
        "styles.xml": styles(),
        "content.xml": content(),
        "Pictures/logo.png": PNG,
        "Thumbnails/thumbnail.png": PNG,
        "Configurations2/accelerator/current.xml": b"",
        "META-INF/manifest.xml": b"<manifest/>",
        **(members or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        if mimetype is not None:
            package.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for path, data in parts.items():
            if data is not None:
                package.writestr(path, data)
    return made.getvalue()
