"""What a page says of its parts: which is its main text, which is none, what it is about.

Elements and roles tell (HTML, 4.3; ARIA landmarks), and names that pages give to what is no
text. What is left out by them is told.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote, unquote_to_bytes

from lxml.html import HtmlElement

from press.importing.leaflets.record import Known
from press.importing.leaflets.word_beside import day_of

ASIDE = {
    "nav": "navigation",
    "aside": "text beside the main text",
    "footer": "foot of the page",
    "form": "form",
    "dialog": "dialogue",
    "button": "button",
    "select": "form",
    "textarea": "form",
    "noscript": "text for browsers without scripts",
    "iframe": "frame of another page",
    "object": "object of another program",
    "svg": "drawing with words",
    "video": "film",
    "audio": "sound",
    "title": "title of the page",
}
ROLES = {
    "navigation": "navigation",
    "banner": "head of the page",
    "contentinfo": "foot of the page",
    "complementary": "text beside the main text",
    "search": "form",
    "dialog": "dialogue",
    "alertdialog": "dialogue",
}
NAMES = re.compile(
    r"(?:^|[\s_-])(?P<cookies>cookies?|consent|gdpr|cookiebar)"
    r"|(?:^|[\s_-])(?P<navigation>nav|navbar|navigation|menu|breadcrumbs?|skip-?link|pagination|toc)(?=$|[\s_-])"
    r"|(?:^|[\s_-])(?P<beside>sidebar|related|share|social|newsletter|advert\w*)(?=$|[\s_-])",
    re.I,
)
KINDS = {
    "cookies": "cookie bar",
    "navigation": "navigation",
    "beside": "text beside the main text",
}


def aside(element: HtmlElement, tag: str, *, inside: bool, whole: bool) -> str:
    """What an element is, if it is no text of the page; `inside` the main text or not."""
    if whole and tag in ("footer", "aside", "header"):
        return ""
    if tag == "header" and not inside:
        return "head of the page"
    if found := ASIDE.get(tag) or ROLES.get(element.get("role") or ""):
        return found
    if whole:
        return ""
    if name := NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return KINDS[name.lastgroup or "beside"]
    return "navigation" if tag in ("ul", "ol") and is_all_links(element) else ""


def lies_in(element: HtmlElement, outer: HtmlElement) -> bool:
    return element is outer or any(each is outer for each in element.iterancestors())


def is_all_links(element: HtmlElement) -> bool:
    """Whether a list holds three links or more and no other word."""
    links = element.findall(".//a")
    said = "".join(element.text_content().split())
    return len(links) > 2 and said == "".join("".join(a.text_content().split()) for a in links)


def main_of(root: HtmlElement) -> HtmlElement:
    """The element of the main text: the one that says so, else the one article, else the body."""
    for path in ("//main", "//*[@role='main']", "//*[@itemprop='articleBody']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and found[0].text_content().strip():
            return found[0]
    return next(iter(root.xpath("//body")), root)


def data_of(source: str) -> bytes:
    """The bytes of a data: address (RFC 2397)."""
    head, _, rest = source[5:].partition(",")
    try:
        return (
            base64.b64decode(unquote(rest)) if head.endswith(";base64") else unquote_to_bytes(rest)
        )
    except (binascii.Error, ValueError):
        return b""


def known_of_page(root: HtmlElement) -> Known:
    def of(*names: str) -> str:
        for each in root.xpath("//meta[@content]"):
            if (each.get("name") or each.get("property") or "").lower() in names:
                return " ".join(each.get("content").split())
        return ""

    day = re.match(r"\d{4}-\d\d-\d\d", of("article:modified_time", "dcterms.modified", "date"))
    title = " ".join((root.findtext(".//title") or "").split())
    language = root.get("lang") or ""
    keywords = tuple(filter(None, (word.strip() for word in of("keywords").split(","))))
    return Known(
        title, of("description"), of("author"), language, day_of(day[0]) if day else None, keywords
    )
