"""Words are drawn in the order in which they are read, and pages look as they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE
from hypothesis import Phase, given, settings
from hypothesis import strategies as some
from PIL import ImageChops
from printed import Printed

from press import build
from press import render as stage
from press.merge import merge
from press.model import Manuscript
from press.render import tags

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # each example is laid out twice


def orders(made: Printed) -> Iterator[tuple[list[int], list[int]]]:
    """Of each page the numbers of its marked content: as it is drawn, and as it is read."""
    pages = [page.obj.objgen for page in made.pdf.pages]
    read: list[list[int]] = [[] for _ in pages]

    def walk(node: Any, page: int) -> None:
        page = pages.index(node.Pg.objgen) if "/Pg" in node else page
        for kid in node.get("/K", ()):
            if isinstance(kid, int):
                read[page].append(kid)
            elif "/MCID" in kid:
                read[pages.index(kid.Pg.objgen)].append(int(kid.MCID))
            elif "/S" in kid:
                walk(kid, page)

    walk(made.pdf.Root.StructTreeRoot.K[0], 0)
    for page, numbers in zip(made.pdf.pages, read, strict=True):
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        yield [int(number) for number in re.findall(rb"/MCID (\d+)", content)], numbers


@contextmanager
def as_the_engine_paints() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tags, "order_content", lambda tree: None)
        yield


def said(made: Printed) -> list[str]:
    """What paragraphs say; PDFium reads a space where another piece was drawn between."""
    return ["".join(text.split()) for text in made.tagged("P")]


def look_alike(one: Printed, other: Printed) -> bool:
    pairs = [(one.picture(n, 90), other.picture(n, 90)) for n in range(1, len(one.pages) + 1)]
    return not any(ImageChops.difference(*pair).getbbox() for pair in pairs)


def manuscript(**order: Any) -> Manuscript:
    project = build.load(HOUSE)
    return merge(build.plan(project, build.Order(**order))[0], project.library)


def both(manuscript: Manuscript) -> tuple[Printed, Printed]:
    """The file, and the same as the engine paints it."""
    made = Printed(stage.render(manuscript).pdf)
    with as_the_engine_paints():
        return made, Printed(stage.render(manuscript).pdf)


def with_body(html: str) -> Manuscript:
    before = manuscript(publications=("slapen",), practices=("brug",))
    return replace(before, html=before.html.replace("<footer", f"{html}<footer", 1))


@pytest.mark.parametrize("layout", ["a4", "a4-large-print", "trifold", "a5-booklet"])
def test_every_layout_draws_its_words_as_they_are_read(layout: str) -> None:
    made, painted = both(manuscript(publications=("slapen",), layouts=(layout,)))
    assert all(drawn == read for drawn, read in orders(made))
    assert not all(drawn == read for drawn, read in orders(painted))
    assert look_alike(made, painted)
    assert said(made) == said(painted)


def test_every_file_of_the_sample_draws_its_words_as_they_are_read(samples: Path) -> None:
    for path in sorted((samples / "output").rglob("*.pdf")):
        assert all(drawn == read for drawn, read in orders(Printed(path))), path


@pytest.mark.whole
def test_every_sample_file_looks_as_it_did() -> None:
    project = build.load(ROOT)
    for variant in build.plan(project, build.Order()):
        made, painted = both(merge(variant, project.library))
        assert all(drawn == read for drawn, read in orders(made)), variant.path
        assert look_alike(made, painted), variant.path


PICTURE = '<img src="images/moon.svg" alt="Een maan" style="width: 30mm; STYLE">'
BESIDE = (
    "float: left; width: 40%; border: 1mm solid #090",
    "float: right; width: 30%; background: #fdd",
    "position: relative; z-index: 2; background: #ddf; padding: 2mm",
    "position: relative; z-index: -1; background: #ffd",
    "display: inline-block; border: 1mm dashed #360",
    "overflow: hidden; height: 9mm; border-radius: 3mm; background: #cce",
    "display: flex; gap: 4mm; background: #fde",
    "color: #900; text-decoration: underline; background: linear-gradient(#fff, #aaa)",
)
UPON = (
    "position: absolute; left: 3mm; top: 4mm; width: 60mm; background: #dfd",
    "display: inline-block; margin: -5mm 0; background: #fff",
    "transform: rotate(4deg); background: #eee",
)
"""Boxes that lie beside others, and boxes that may lie on others."""


@some.composite
def blocks(draw: some.DrawFn, styles: tuple[str, ...], depth: int = 2) -> str:
    """Boxes in boxes, painted in as many orders as CSS has."""
    inside = ""
    for _ in range(draw(some.integers(1, 3))):
        kind, style = draw(some.sampled_from("wwbbp")), draw(some.sampled_from(styles))
        if kind == "p":
            inside += PICTURE.replace("STYLE", style)
        elif kind == "w" or not depth:
            inside += f"<p>{draw(some.sampled_from(['Kort.', 'Een langere zin. ' * 9]))}</p>"
        else:
            inside += f'<div style="{style}">{draw(blocks(styles, depth - 1))}</div>'
    return inside


@settings(max_examples=4, phases=PHASES)
@given(html=blocks(BESIDE))
def test_boxes_beside_each_other_look_as_they_did(html: str) -> None:
    made, painted = both(with_body(html))
    assert all(drawn == read for drawn, read in orders(made))
    assert look_alike(made, painted)
    assert said(made) == said(painted)


@settings(max_examples=4, phases=PHASES)
@given(html=blocks(BESIDE + UPON))
def test_words_come_as_they_are_read_whatever_lies_on_what(html: str) -> None:
    """Of pictures that something lies on the place among the words does not count."""
    made, painted = both(with_body(html))
    figures = {
        int(kid)
        for each in made.pdf.objects
        if getattr(each, "S", "") == "/Figure"
        for kid in each.K
    }
    for drawn, read in orders(made):
        assert sorted(drawn) == sorted(read)
        assert [n for n in drawn if n not in figures] == [n for n in read if n not in figures]
    assert said(made) == said(painted)


def test_a_picture_that_something_lies_on_stays_under_it() -> None:
    over = "position: absolute; left: 0; top: 0; width: 20mm; height: 20mm; background: #090"
    inside = f'{PICTURE}<div style="{over}"></div><p>Erna.</p>'
    made, painted = both(with_body(f'<div style="position: relative">{inside}</div>'))
    assert look_alike(made, painted)
