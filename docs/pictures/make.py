"""The sample house -> the pictures of pages that README and docs show.

    python docs/pictures/make.py

`tests/test_pictures_of_pages.py` makes them again and compares.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

import docx
import pypdfium2
from PIL import Image

from press import build, pipeline
from press.importing.leaflets import drafts, open_desk, write

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


IMPORTED = {"imported": False, "imported-applied": True}
"""Pages of a Word file that was taken over, by whether its certain offers were done."""
_WORD = (
    ("Title", "Na uw kijkoperatie aan de knie"),
    ("Heading 1", "De eerste dagen"),
    ("", "Uw knie is dik en stijf. Dat hoort erbij. U mag gewoon op uw been staan."),
    ("bold", "Wat kunt u zelf doen?"),
    ("List Bullet", "Leg uw been hoog als u zit."),
    ("List Bullet", "Koel de knie drie keer per dag tien minuten."),
    ("List Bullet", "Loop elk uur een paar minuten."),
    ("bold", "Bel direct"),
    ("List Bullet", "U heeft koorts boven 38,5 °C."),
    ("List Bullet", "Uw kuit wordt dik, rood en warm."),
    ("", "Vraag: Wanneer mag ik weer fietsen?"),
    ("", "Antwoord: Als u de knie goed kunt buigen. Meestal na een week."),
    ("", "Bel ons voor een afspraak: 0123 - 45 67 89."),
)
"""A Word file as practices have them: the style of each paragraph, and its words."""


def imported(apply: bool, folder: Path) -> build.Project:
    """A house in a folder with this Word file taken over."""
    (folder / "sources").mkdir()
    (folder / "sources/practices").symlink_to(HOUSE / "sources/practices")
    document = docx.Document()
    for style, text in _WORD:
        if style == "bold":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text, style or None)
    document.sections[0].footer.paragraphs[0].text = "Versie 3, maart 2021"
    document.core_properties.modified = datetime(2021, 3, 8)
    document.save(str(folder / "Kijkoperatie.docx"))
    day = date(2026, 11, 30)
    house, desk = open_desk(folder, day, changes="", language="nl", apply=apply)
    for path, made, _ in drafts([folder / "Kijkoperatie.docx"], desk):
        write(house, path, made, set(), dry=False)
    return build.load(folder)


def imported_picture(name: str) -> Image.Image:
    """The first page of the Word file that was taken over."""
    with tempfile.TemporaryDirectory() as folder:
        project = imported(IMPORTED[name], Path(folder))
        return _picture(project, "kijkoperatie", "lindehof", "a4", 1)


def picture(name: str, project: build.Project) -> Image.Image:
    """The page of that name, on white."""
    if name in IMPORTED:
        return imported_picture(name)
    return _picture(project, *PICTURES[name])


def _picture(
    project: build.Project, slug: str, practice: str, layout: str, page: int
) -> Image.Image:
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
    for name in (*PICTURES, *IMPORTED):
        small = picture(name, project).quantize(64, method=Image.Quantize.MEDIANCUT)
        small.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
