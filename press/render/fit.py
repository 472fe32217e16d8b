"""Laid-out pages -> Findings: what a designer would send back.

A stranded heading or line, a picture away from its text, a page that ends short, a last page
that is hardly used, a heading that ends in a word by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, groupby, pairwise
from typing import Any

from press.model import Finding, Manuscript
from press.render.page_fill import PageFill, name_of, text_of
from press.render.places import line_of

_HEADINGS = {"h1", "h2", "h3", "h4"}
_PARAGRAPHS = {"p", "li", "dd"}
_PICTURES = {"figure", "figcaption"}
_LEAST_OF_LAST = 0.25
_SHORT_END = 5
"""Letters of a word that may not be the whole last line of a heading."""


def check_fit(fills: list[PageFill], manuscript: Manuscript) -> Iterator[Finding]:
    """Find pages that a designer would send back."""
    layout = manuscript.variant.layout
    found = [*_stranded(fills), *_far_pictures(fills), *_short_ends(fills)]
    found += _underfull(fills, layout.pages.underfull)
    if layout.binding != "stitched":
        found += _last_page(fills)
    whole = manuscript.variant.publication.origin
    for code, message, hint, element in found:
        yield Finding(code, "warning", message, line_of(element) or whole, hint)


_Found = Iterator[tuple[str, str, str, Any]]
"""Code, message, hint, and the element of the page that it is about, if there is one."""


def _stranded(fills: list[PageFill]) -> _Found:
    """A heading or a line alone."""
    for number, (fill, following) in enumerate(pairwise(fills), 1):
        last = fill.last
        if last and last.inside.tag in _HEADINGS:
            message = f"the heading '{name_of(last.inside)}' stands alone at the foot of page"
            hint = "add or take away a few lines before it"
            yield "P014", f"{message} {number}", hint, last.inside
        shared = {line.inside for line in fill.lines} & {line.inside for line in following.lines}
        for element in shared:
            if element.tag not in _PARAGRAPHS:
                continue
            for page, where in ((fill, "foot"), (following, "head")):
                if sum(line.inside is element for line in page.lines) == 1:
                    on = number + (page is following)
                    message = f"a line of '{name_of(element)}' stands alone at the {where} of"
                    hint = "set 'orphans' and 'widows' of p, li and dd to 2 in layout.css"
                    yield "P018", f"{message} page {on}", hint, element


def _far_pictures(fills: list[PageFill]) -> _Found:
    """A picture at the head of a page, and the text that it goes with on the page before."""
    for number, fill in enumerate(fills[1:], 2):
        after = dropwhile(lambda line: line.inside.tag in _PICTURES, fill.lines)
        first, following = fill.lines[:1], next(after, None)
        if not first or first[0].inside.tag not in _PICTURES:
            continue
        if following is None or following.inside.tag in _HEADINGS:
            picture = name_of(first[0].inside) or "a picture"
            message = f"'{picture}' at the head of page {number} is away from its text"
            hint = "put text behind it, or set 'break-after: avoid' on what is before it"
            yield "P042", message, hint, first[0].inside


def _short_ends(fills: list[PageFill]) -> _Found:
    """A heading of some lines whose last is one short word."""
    for number, fill in enumerate(fills, 1):
        for element, group in groupby(fill.lines, key=lambda line: line.inside):
            lines = [line.text.strip() for line in group]
            if element.tag in _HEADINGS and len(lines) > 1 and len(lines[-1]) <= _SHORT_END:
                message = f"the heading '{text_of(element)}' on page {number} ends in a line"
                yield "P019", f"{message} with '{lines[-1]}' alone", "change a word of it", element


def _underfull(fills: list[PageFill], underfull: float) -> _Found:
    for number, fill in enumerate(fills, 1):
        if fill.is_underfull(underfull):
            below = _lowest_named(fill)
            message = f"page {number} ends {round(fill.short)} mm short, {below}"
            hint = "what follows does not fit there: change the order, or shorten it"
            yield "P016", message, hint, fill.last.inside if fill.last else None


def _lowest_named(fill: PageFill) -> str:
    """Below what a page is empty; what has no words, as a line to write on, names nothing."""
    lines = sorted(fill.lines, key=lambda line: line.bottom, reverse=True)
    named = next(filter(None, (name_of(line.inside) for line in lines)), "")
    return f"below '{named}'" if named else "below its top"


def _last_page(fills: list[PageFill]) -> _Found:
    last = fills[-1]
    if len(fills) > 1 and not last.has_end and last.used < _LEAST_OF_LAST:
        message = f"the last page, {len(fills)}, is used for {round(100 * last.used)} %"
        yield "P013", message, "take away a few lines", None
    if len(fills) > 1 and last.has_end and not last.lines:
        message = f"the last page, {len(fills)}, holds nothing but the contact panel"
        yield "P013", message, "take away a few lines", None
