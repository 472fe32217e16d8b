"""The sample house -> the pictures of pages that README and docs show.

    python docs/pictures/make.py

`tests/test_pictures_of_pages.py` makes them again and compares.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from press import build, pipeline

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parents[1]
PICTURES = {
    "a4": ("chronische-lage-rugklachten", "lindehof", "a4", 1),
    "large-print": ("chronische-lage-rugklachten", "mueller", "a4-large-print", 1),
    "booklet": ("lage-rugklachten", "notenboom", "a5-booklet", 3),
}
"""By name: the publication, practice, layout, and page from 1."""
_WIDTH = 420
"""Pixels: three stand beside each other on a screen."""


def picture(name: str, project: build.Project) -> Image.Image:
    """The page of that name, on white."""
    slug, practice, layout, page = PICTURES[name]
    order = build.Order((slug,), (practice,), (layout,), ("nl",))
    (variant,) = (
        each
        for each in build.plan(project, order)
        if each.publication.is_booklet == (layout == "a5-booklet")
    )
    document = pipeline.produce(variant, project.library, pipeline.OutputOptions()).document
    assert document, f"{variant.path} cannot be made"
    with pypdfium2.PdfDocument(document.pdf) as pdf:
        sheet = pdf[page - 1]
        made: Image.Image = sheet.render(scale=_WIDTH / sheet.get_width()).to_pil().convert("RGB")
    return made


def main() -> None:
    project = build.load(HOUSE)
    for name in PICTURES:
        small = picture(name, project).quantize(64, method=Image.Quantize.MEDIANCUT)
        small.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
