"""Pieces of WordprocessingML -> what python-docx has no word for, in a document it holds."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{_W}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
Feature = Callable[[Document], None]
"""Adds something to a document."""


def xml(text: str):  # type: ignore[no-untyped-def]  # lxml's element, of python-docx's own classes
    """A piece of WordprocessingML, with the usual names."""
    head, sign, rest = (
        text.partition(">")
        if "/>" not in text.split(">")[0] + ">"
        else (text.split("/>")[0], "/>", text.partition("/>")[2])
    )
    return parse_xml(f"{head} {NAMES}{sign}{rest}")


def add(document: Document, inner: str, style: str = "") -> None:
    """A paragraph of so much XML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    document.element.body.insert_element_before(xml(f"<w:p>{properties}{inner}</w:p>"), "w:sectPr")


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(told: str, result: str) -> str:
    """A field in its long form."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {told} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cells(*rows: tuple[str, ...], head: str = "") -> str:
    """A table of cells that hold so much XML."""
    return "".join(
        f"<w:tr>{head}" + "".join(f"<w:tc>{inner}</w:tc>" for inner in row) + "</w:tr>"
        for row in rows
    )


def add_table(document: Document, rows: str) -> None:
    """A table of so many rows, as `cells` gives them."""
    table = xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
    document.element.body.insert_element_before(table, "w:sectPr")


def picture(kind: str = "PNG", colour: str = "teal") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(out, kind)
    return out.getvalue()


def part(document: Document, name: str, kind: str, content: str) -> str:
    """A part beside the text, such as notes; gives the name that the text has for it."""
    mime = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    made = Part(PackURI(f"/word/{name}.xml"), mime, content.encode(), document.part.package)
    base = RELATIONSHIP_TYPE.STYLES.rpartition("/")[0]
    return str(document.part.relate_to(made, f"{base}/{name}"))
