"""Variant -> Manuscript: the merge of print, as one page of XHTML for a book on a device."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.page import Merging
from press.merge.transforms.web import for_screen
from press.model import Library, Manuscript, Variant

_XHTML, _OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"


def merge_book(variant: Variant, library: Library) -> Manuscript:
    """Merge a variant for a book: its page has the table of contents (EPUB 3.3, 5.4)."""
    made = Merging(variant, library, 0).manuscript()
    if not made.html:
        return made
    page: HtmlElement = lxml_html.document_fromstring(made.html)
    for_screen(page.body, library.words[variant.publication.language], "", typed=False)
    for nav in page.body.findall("nav"):
        nav.set("epub-type", "toc")
        nav.append(E.ol(*map(_entry, _chapters(page))))
    page.head.append(E.link(rel="stylesheet", type="text/css", href="layout.css"))
    page.set("lang", variant.publication.language)
    written = etree.tostring(page, method="xml", encoding="unicode")
    opened = f'<html xmlns="{_XHTML}" xmlns:epub="{_OPS}"'
    language = f' xml:lang="{variant.publication.language}"'
    written = written.replace("<html", f"{opened}{language}", 1)
    written = written.replace("epub-type=", "epub:type=", 1)
    html = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{written}\n'
    return replace(made, html=html)


def _chapters(page: HtmlElement) -> list[HtmlElement]:
    """The headings that lead into the text: of chapters, else of sections."""
    main = page.body.find("main")
    return [each for each in main.iter("h2") if each.get("id")] or [main]


def _entry(heading: HtmlElement) -> HtmlElement:
    """A line of the contents."""
    if heading.tag == "main":
        heading.set("id", "text")
        return E.li(E.a(str(heading.getroottree().findtext(".//title")), href="#text"))
    said = " ".join(str(heading.text_content()).split())
    return E.li(E.a(said, href=f"#{heading.get('id')}"))
