"""Check -> the section of the house report that shows what the pages look like."""

from __future__ import annotations

from base64 import b64encode

from press.proof import Thumbnail
from press.report.checked import Check, Pages
from press.report.elements import Element, tag
from press.report.parts import pages_id
from press.report.words import many

_FEW = 4
"""Pages of a publication that are shown unasked."""


def pages(check: Check) -> Element | None:
    """The pages of each publication: leaflets by language and title, then booklets."""
    if not check.pages:
        return None

    def order(shown: Pages) -> tuple[bool, str, str]:
        publication = shown.variant.publication
        return publication.is_booklet, publication.language, publication.title

    return tag("div", *(_publication(shown) for shown in sorted(check.pages, key=order)))


def _publication(shown: Pages) -> Element:
    variant = shown.variant
    publication = variant.publication
    name = pages_id(publication.language, publication.slug, booklet=publication.is_booklet)
    figures = [_figure(image, number) for number, image in enumerate(shown.images, 1)]
    rest = None
    if more := figures[_FEW:]:
        summary = tag("summary", f"{many(len(more), 'more page')}")
        rest = tag("details", summary, tag("ul", *more, class_="pages"))
    title = tag("span", publication.title, lang=publication.language, dir="auto")
    kind = "Booklet" if publication.is_booklet else "Leaflet"
    length = many(len(figures), "page")
    told = f"{kind}, {length}, in {variant.layout.name} for {variant.practice.name}"
    return tag(
        "article",
        tag("h3", title),
        tag("p", told, class_="note"),
        tag("ul", *figures[:_FEW], class_="pages"),
        rest,
        id=name,
        tabindex="-1",
    )


def _figure(image: Thumbnail, number: int) -> Element:
    source = f"data:image/webp;base64,{b64encode(image.webp).decode()}"
    size = {"width": str(image.width), "height": str(image.height)}
    picture = tag("img", src=source, alt=f"Page {number}", loading="lazy", **size)
    return tag("li", picture)
