"""Leaflet -> Text: a writer's Markdown as clean HTML, the same for every practice.

What differs between practices stays open as marks, single characters from the
private use area that no source may hold: `fill` puts the values in. So a text is
converted once, however many practices print it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from unicodedata import category

import markdown
import nh3
from jinja2 import Environment, TemplateSyntaxError, nodes

from press.merge.lines import Lines, with_passages
from press.merge.parts import shape
from press.merge.shaped import Notes, Shaped
from press.model import Content, Finding, Leaflet, Origin, Words
from press.reading import did_you_mean, few

_FIRST_MARK = 0xE100
_VALUES = (
    *("name", "phone", "email", "website", "address"),
    *("hours", "out_of_hours", "emergency", "facts"),
)

_EXTENSIONS = [
    "tables",
    "def_list",
    "footnotes",
    "attr_list",
    "admonition",
    "sane_lists",
    "smarty",
    "toc",
    "pymdownx.tasklist",
    "pymdownx.betterem",
]
_LINKS = {"https", "mailto", "tel"}
_REFUSED_LINKS = {"http", "file", "data", "ftp", "javascript", "sms"}
"""Let through the cleaning, so that the finding about such a link can name it."""
_LONGEST_ENTITY = 12
_ENTITY = re.compile(r"&#(?:x[0-9a-f]+|[0-9]+);?", re.I)
_DIALLED = re.compile(r'(?<=href="tel:)[^"]*')
_QUOTES = {"nl": "‘’“”", "en": "‘’“”", "de": "‚‘„“"}

# fmt: off
_TAGS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "br", "hr", "div",
    "span", "table", "thead", "tbody", "tr", "th", "td", "caption", "blockquote", "section",
    "figure", "figcaption", "strong", "em", "b", "i", "sup", "sub", "bdi", "abbr", "a", "img",
}
# fmt: on
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}


@dataclass(frozen=True, slots=True)
class Text:
    """A converted leaflet. `marks` maps each mark to the value it stands for and where."""

    html: str
    closing: str
    notes: Notes
    marks: Mapping[str, tuple[str, Origin]]
    references: Mapping[str, Origin]
    pictures: Mapping[str, Origin]
    findings: tuple[Finding, ...]


def convert(leaflet: Leaflet, content: Content, words: Words) -> Text:
    """Convert a leaflet's Markdown; what is wrong in it is among the findings."""
    findings: list[Finding] = []
    lines = with_passages(leaflet, content, findings)
    marked, marks = _mark_values(lines, findings) if lines else (None, {})
    if lines is None or marked is None:
        return Text("", "", Notes(), {}, {}, {}, tuple(few(findings)))
    sources = tuple(source.id for source in leaflet.sources)
    try:
        shaped = _html(marked, leaflet.language, sources, words)
    except RecursionError:
        message = "lists, quotations or other blocks stand too deep inside each other"
        findings.append(Finding("S018", "error", message, leaflet.origin))
        return Text("", "", Notes(), {}, {}, {}, tuple(few(findings)))
    except _MarkdownError:
        message = "this cannot be read as Markdown"
        hint = "is there a '[^' or a ':' that has lost its other half?"
        findings.append(Finding("S018", "error", message, leaflet.origin, hint))
        return Text("", "", Notes(), {}, {}, {}, tuple(few(findings)))
    for source in shaped.unknown_notes:
        message = f"there is no source or footnote '{source}'"
        hint = did_you_mean(source, [known.id for known in leaflet.sources])
        findings.append(Finding("S045", "error", message, lines.find(f"[^{source}]"), hint))
    for note in shaped.notes_in_notes:
        message = f"a note refers to the note '{note}'"
        hint = "say it in the text, or put both into one note"
        findings.append(Finding("S045", "error", message, lines.find(f"[^{note}]"), hint))
    pictures = {}
    for picture in shaped.pictures:
        origin = lines.find(picture)
        if picture not in content.images:
            message = f"there is no picture '{picture}' in sources/images"
            hint = did_you_mean(picture, list(content.images))
            findings.append(Finding("S043", "error", message, origin, hint))
        pictures[picture] = origin
    for picture in shaped.without_alt:
        message = f"the picture '{picture}' has no alternative text"
        hint = "write it between the square brackets: ![what it shows](…)"
        findings.append(Finding("S013", "error", message, lines.find(picture), hint))
    references = {}
    for slug in shaped.references:
        origin = lines.find(f"({slug}")
        if (leaflet.language, slug) in content.unread:
            message = f"the leaflet '{slug}' cannot be read; nothing refers to it here"
            findings.append(Finding("S058", "warning", message, origin, "mend that leaflet"))
        elif content.leaflet(slug, leaflet.language) is None:
            known = [other.slug for other in content.leaflets if other.language == leaflet.language]
            message = f"there is no leaflet '{slug}' in this language ({leaflet.language})"
            findings.append(Finding("S044", "error", message, origin, did_you_mean(slug, known)))
        references[slug] = origin
    for target in shaped.refused_links:
        message = f"a link to '{target}' is not possible on paper or in a mailed file"
        hint = "link to a leaflet, or to an address with https, mailto or tel"
        findings.append(Finding("S046", "error", message, lines.find(target), hint))
    for heading in shaped.wrong_headings:
        message = f"the heading '{heading}' has a level that cannot stand here"
        hint = "begin with '##'; below it comes '###', then '####'"
        findings.append(Finding("S054", "error", message, lines.find(heading), hint))
    for place in shaped.unknown_places:
        message = f"there is no place '#{place}' in this text"
        findings.append(Finding("S044", "error", message, lines.find(f"#{place}")))
    for word in shaped.unknown_parts:
        origin = lines.find(f"!!! {word}")
        hint = did_you_mean(word, list(words.parts))
        findings.append(Finding("S047", "error", f"there is no part '{word}'", origin, hint))
    return Text(
        shaped.html,
        shaped.closing,
        shaped.notes,
        marks,
        references,
        pictures,
        tuple(few(findings)),
    )


def fill(html: str, values: Mapping[str, str]) -> str:
    """Put values in the place of marks, escaped for HTML; in a link to call, digits only."""
    filled = re.sub("[\ue100-\uf8ff]", lambda mark: escape(values.get(mark[0], mark[0])), html)
    return _DIALLED.sub(lambda number: re.sub(r"[^0-9+]", "", number[0]), filled)


def _mark_values(
    lines: Lines, findings: list[Finding]
) -> tuple[str | None, Mapping[str, tuple[str, Origin]]]:
    """Replace each {{ practice.… }} by its mark. Nothing of a text is ever run as a template."""

    def refuse(number: int, what: str) -> None:
        origin = lines.origins[min(number, len(lines.origins)) - 1]
        hint = 'a text may hold {{ practice.phone }} and the like, and {% include "…" %} lines'
        findings.append(Finding("S041", "error", what, origin, hint))

    try:
        tree = _JINJA.parse("\n".join(lines.lines))
    except TemplateSyntaxError as error:
        refuse(error.lineno, f"'{{{{' or '{{%' that cannot be read: {error.message}")
        return None, {}
    except (RecursionError, ValueError):  # thousands of brackets, a number of thousands of digits
        refuse(lines.first("{{"), "a template expression that cannot be read")
        return None, {}
    out: list[str] = []
    marks: dict[str, tuple[str, Origin]] = {}
    by_name: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            refuse(node.lineno, "a template command")
            continue
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                out.append(part.data)
                continue
            name = _dotted(part)
            origin = lines.origins[min(part.lineno, len(lines.origins)) - 1]
            if name is None:
                refuse(part.lineno, "a template expression")
            elif not name.startswith("practice.") or name.split(".")[1] not in _VALUES:
                message = f"there is no value '{name}'"
                meant = f"practice.{name.removeprefix('practice.')}"
                hint = did_you_mean(meant, [f"practice.{value}" for value in _VALUES])
                findings.append(Finding("S042", "error", message, origin, hint))
            else:
                mark = by_name.setdefault(name, chr(_FIRST_MARK + len(by_name)))
                marks.setdefault(mark, (name.removeprefix("practice."), origin))
                out.append(mark)
    return "".join(out), marks


_JINJA = Environment(autoescape=True, keep_trailing_newline=True)


def _dotted(node: nodes.Expr) -> str | None:
    """`a.b.c` as text, if the expression is nothing but that."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return ".".join([node.name, *reversed(names)]) if isinstance(node, nodes.Name) else None


class _MarkdownError(Exception):
    """Markdown that its library cannot read."""


@lru_cache(maxsize=1024)
def _html(text: str, language: str, sources: tuple[str, ...], words: Words) -> Shaped:
    """Markdown -> HTML -> cleaned -> shaped into the parts of a leaflet."""
    left, right, open_, close = tuple(_QUOTES.get(language, "‘’“”"))
    converter = markdown.Markdown(
        extensions=_EXTENSIONS,
        extension_configs={
            "smarty": {
                "substitutions": {
                    "left-single-quote": left,
                    "right-single-quote": right,
                    "left-double-quote": open_,
                    "right-double-quote": close,
                }
            },
            "footnotes": {"BACKLINK_TEXT": "", "USE_DEFINITION_ORDER": False},
            "tables": {"use_align_attribute": True},
            "toc": {"permalink": False, "marker": ""},
        },
        output_format="html",
    )
    # The press itself writes the notes of the head's sources: here they only get their numbers.
    notes = "\n".join(f"[^{source}]: \ue000" for source in sources)
    whole = f"{_ENTITY.sub(_printable, text)}\n\n{notes}\n"
    try:
        html = converter.convert(whole)
    except RecursionError:
        raise
    except Exception as error:  # Python-Markdown 3.11 runs into "[^]:", an empty name of a footnote
        raise _MarkdownError from error
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style"},
        link_rel=None,
        url_schemes=_LINKS | _REFUSED_LINKS,
    )
    return shape(clean, language, words)


def _printable(entity: re.Match[str]) -> str:
    """An entity, unless it stands for a character that no source may hold."""
    if len(entity[0]) > _LONGEST_ENTITY:
        return ""
    character = unescape(entity[0])
    return entity[0] if character and category(character) not in ("Cc", "Co", "Cs") else ""
