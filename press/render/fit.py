"""Laid-out pages -> Findings: what a designer would send back.

A stranded heading or line, a box torn in two, a picture away from its text, a page with a
hole, a last page that is hardly used, a heading that ends in a word by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, groupby, pairwise
from typing import Any

from press.model import Finding, Manuscript
from press.render.falls import Fall, text_of
from press.render.places import line_of

_HEADINGS = {"h1", "h2", "h3", "h4"}
_PARAGRAPHS = {"p", "li", "dd"}
_PICTURES = {"figure", "figcaption"}
_LEAST_OF_LAST = 0.25
_SHORT_END = 5
"""Letters of a word that may not be the whole last line of a heading."""


def check_fit(falls: list[Fall], manuscript: Manuscript) -> Iterator[Finding]:
    """Find pages that a designer would send back."""
    layout = manuscript.variant.layout
    most_empty = layout.pages.most_empty
    found = [*_stranded(falls), *_far_pictures(falls), *_torn(falls), *_short_ends(falls)]
    found += _holes(falls, most_empty)
    if layout.binding != "stitched":
        found += _last_page(falls, most_empty)
    whole = manuscript.variant.publication.origin
    for code, message, hint, element in found:
        yield Finding(code, "warning", message, line_of(element) or whole, hint)


_Found = Iterator[tuple[str, str, str, Any]]
"""Code, message, hint, and the element of the page that it is about, if there is one."""


def _stranded(falls: list[Fall]) -> _Found:
    """A heading or a line alone."""
    for number, (fall, following) in enumerate(pairwise(falls), 1):
        last = fall.last
        if last and last.inside.tag in _HEADINGS:
            message = f"the heading '{text_of(last.inside)}' stands alone at the foot of page"
            yield (
                "P014",
                f"{message} {number}",
                "add or take away a few lines before it",
                last.inside,
            )
        shared = {line.inside for line in fall.lines} & {line.inside for line in following.lines}
        for element in shared:
            if element.tag not in _PARAGRAPHS:
                continue
            for page, where in ((fall, "foot"), (following, "head")):
                if sum(line.inside is element for line in page.lines) == 1:
                    on = number + (page is following)
                    message = f"a line of '{text_of(element)[:40]}' stands alone at the {where} of"
                    hint = "set 'orphans' and 'widows' of p, li and dd to 2 in layout.css"
                    yield "P018", f"{message} page {on}", hint, element


def _far_pictures(falls: list[Fall]) -> _Found:
    """A picture at the head of a page, and the text that it goes with on the page before."""
    for number, fall in enumerate(falls[1:], 2):
        after = dropwhile(lambda line: line.inside.tag in _PICTURES, fall.lines)
        first, following = fall.lines[:1], next(after, None)
        if not first or first[0].inside.tag not in _PICTURES:
            continue
        if following is None or following.inside.tag in _HEADINGS:
            picture = text_of(first[0].inside)[:40] or "a picture"
            message = f"'{picture}' at the head of page {number} is away from its text"
            hint = "put text behind it, or set 'break-after: avoid' on what is before it"
            yield "P042", message, hint, first[0].inside


def _torn(falls: list[Fall]) -> _Found:
    for number, (fall, following) in enumerate(pairwise(falls), 1):
        for element in fall.whole.keys() & following.whole.keys():
            box = f"the box '{fall.whole[element]}'"
            message = f"{box} is torn between page {number} and the next"
            yield "P015", message, "shorten it, or what comes before it", element


def _short_ends(falls: list[Fall]) -> _Found:
    """A heading of some lines whose last is one short word."""
    for number, fall in enumerate(falls, 1):
        for element, group in groupby(fall.lines, key=lambda line: line.inside):
            lines = [line.text.strip() for line in group]
            if element.tag in _HEADINGS and len(lines) > 1 and len(lines[-1]) <= _SHORT_END:
                message = f"the heading '{text_of(element)}' on page {number} ends in a line"
                yield "P019", f"{message} with '{lines[-1]}' alone", "change a word of it", element


def _holes(falls: list[Fall], most_empty: float) -> _Found:
    for number in holes(falls, most_empty):
        fall = falls[number]
        below = text_of(fall.last.inside)[:40] if fall.last else "the top"
        empty = round(100 * (1 - fall.used))
        message = f"page {number + 1} is empty for {empty} % of its depth, below '{below}'"
        hint = "what follows does not fit there: change the order, or shorten it"
        yield "P016", message, hint, fall.last.inside if fall.last else None


def holes(falls: list[Fall], most_empty: float) -> list[int]:
    """The indices of pages that end in a hole: all but the last, and but pages of furniture."""
    return [
        index
        for index, fall in enumerate(falls[:-1])
        if fall.used < 1 - most_empty and (fall.lines or not fall.has_furniture)
    ]


def _last_page(falls: list[Fall], most_empty: float) -> _Found:
    last = falls[-1]
    if len(falls) > 1 and not last.has_end and last.used < _LEAST_OF_LAST:
        message = f"the last page, {len(falls)}, is used for {round(100 * last.used)} %"
        yield "P013", message, "take away a few lines", None
    if len(falls) > 1 and last.has_end and not last.lines and most_empty < 1:
        message = f"the last page, {len(falls)}, holds nothing but the contact panel"
        yield "P013", message, "take away a few lines", None
