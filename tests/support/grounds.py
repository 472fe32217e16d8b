"""The layouts' CSS -> which colour of a brand stands on which, as found on rendered pages.

Each colour of the brand is given a value of its own, so that a colour on a page tells its
name in the style sheets. Selectors alone cannot tell: grounds are boxes that the words are
placed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple, cast

from press import build
from press.build.project import Project, with_sheet
from press.build.side_by_side import side_by_side
from press.choices import Order, OutputOptions
from press.model import Brand, Publication, Variant
from press.pipeline import produce
from press.preflight.finished import read
from press.preflight.page_data import PageData, Run

ROOT = Path(__file__).parents[2]
FIXED = {"white": "#ffffff", "signal": "#a4161a"}
"""What no brand changes."""
_COVERED = 0.3
"""The share of a word's box that is surely ground and not the edge of another."""


class Pair(NamedTuple):
    """Words in one colour on another; large from 18 pt, or 14 pt bold (WCAG 2.2, 1.4.3)."""

    text: str
    ground: str
    size: Literal["large", "small"]


def pairs_on_pages(*layouts: str) -> set[Pair]:
    """Every pair on the pages of these layouts, or of all, in each of their forms at least once."""
    project = build.load(ROOT)
    some = (each for each in _variants(project) if not layouts or each[0].layout.name in layouts)
    return {pair for variants in some for pair in _pairs(variants, project)}


_OURS = Order(practices=("lindehof",), languages=("nl",))


def _variants(project: Project) -> Iterator[list[Variant]]:
    """For each layout, in forms that show each choice, what it takes, the fullest first."""
    practice = project.practices[0]
    sheet = with_sheet(project, ("bridge", "walking"), _OURS).publications
    pairs = side_by_side(project.publications, ("nl", "en"))
    marked = _marked(practice.brand)
    for layout in [each for each in project.layouts if each.format == "pdf"]:
        taken = [
            each
            for each in (*project.publications, *sheet, *pairs)
            if each.language == "nl" and each.kind == layout.takes[0]
        ]
        # A folded sheet takes what is short; else the fullest that can be made in this form.
        short = layout.binding == "folded"
        ordered = sorted(taken, key=_length if short else lambda each: -_kinds_of_part(each))
        for turn in range(max(map(len, layout.offers.values()), default=1)):
            choices = {kind: forms[turn % len(forms)] for kind, forms in layout.offers.items()}
            dressed = practice.model_copy(
                update={"name": "Praktijk", "brand": replace(marked, choices=choices)}
            )
            yield [
                Variant(
                    each if each.is_bilingual else replace(each, leaflets=each.leaflets[:1]),
                    dressed,
                    layout,
                )
                for each in ordered
            ]


def _length(publication: Publication) -> int:
    return sum(len(leaflet.body) for leaflet in publication.leaflets)


def _kinds_of_part(publication: Publication) -> int:
    bodies = "\n".join(leaflet.body for leaflet in publication.leaflets)
    return len(set(re.findall(r"^!!! (\S+)", bodies, re.M)))


def _marked(brand: Brand) -> Brand:
    """The brand with colours that tell their names, and with its name for a logo."""
    marks = {
        name: f"#{16 + 12 * n:02x}{250 - 13 * n:02x}{40 + n:02x}"
        for n, name in enumerate(brand.colours)
    }
    return replace(
        brand,
        colours=marks,
        logo=None,
        logo_on_dark=None,
        heading_family="Newsreader",
        heading_weight="500",
    )


def _pairs(variants: list[Variant], project: Project) -> Iterator[Pair]:
    made = (produce(each, project.library, OutputOptions()).document for each in variants)
    document = next(document for document in made if document)
    variant = document.variant
    names = {value: name for name, value in {**FIXED, **variant.practice.brand.colours}.items()}
    for page in read(document).pages:
        for run in page.runs:
            if run.place.kind != "Figure" and run.colour in names:
                is_large = run.size >= 18 or (run.bold and run.size >= 14)
                size: Literal["large", "small"] = "large" if is_large else "small"
                for ground in _grounds(run, page):
                    yield Pair(names[run.colour], names.get(ground, ground), size)


def _grounds(run: Run, page: PageData) -> Iterator[str]:
    """The colours that a piece of text stands on, without the edges of what is near."""
    image = page.under(run.box)
    area = image.width * image.height
    found = cast("list[tuple[int, tuple[int, int, int]]]", image.getcolors(area) or [])
    for count, (red, green, blue) in found:
        if count >= _COVERED * area:
            yield f"#{red:02x}{green:02x}{blue:02x}"


if __name__ == "__main__":  # writes the table anew, to be looked at
    table = ROOT / "tests/golden/colour_pairs.txt"
    table.write_text("".join(" ".join(pair) + "\n" for pair in sorted(pairs_on_pages())))
