"""The sample house -> the pictures of pages that README and docs show.

    python docs/pictures/make.py            (all of them, or those that are named)

`tests/test_pictures_of_pages.py` makes them again and compares.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import docx
import pypdfium2
from PIL import Image

from press import build, pipeline
from press.importing.leaflets import drafts, open_desk, write
from press.model import Variant

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parents[1]


@dataclass(frozen=True)
class Shown:
    """A page of the sample house, counted from 1; two `languages` stand side by side."""

    slug: str
    practice: str
    layout: str = "a4"
    page: int = 1
    languages: tuple[str, ...] = ("nl",)
    exercises: tuple[str, ...] = ()


_LONG, _SHORT = "chronische-lage-rugklachten", "pijn-onder-in-de-rug"
PICTURES = {
    "a4": Shown(_LONG, "lindehof"),
    "a4-inside": Shown(_LONG, "lindehof", page=2),
    "a4-mueller": Shown(_LONG, "mueller"),
    "a4-notenboom": Shown(_LONG, "notenboom"),
    "a4-vanbentum": Shown(_LONG, "vanbentum"),
    "large-print": Shown(_LONG, "mueller", "a4-large-print"),
    "booklet-cover": Shown("lage-rugklachten", "notenboom", "a5-booklet"),
    "booklet": Shown("lage-rugklachten", "notenboom", "a5-booklet", 3),
    "trifold-outside": Shown(_SHORT, "vanbentum", "trifold"),
    "trifold-inside": Shown(_SHORT, "vanbentum", "trifold", 2),
    "exercise-sheet": Shown("", "lindehof", "exercise-sheet", exercises=("bridge", "bird-dog")),
    "a4-bilingual": Shown(_SHORT, "mueller", "a4-bilingual", languages=("nl", "ar")),
    "a4-facing": Shown(_SHORT, "lindehof", "a4-facing", languages=("nl", "en")),
}
"""By name of the picture."""
_WIDTH, _LYING = 420, 640
"""Pixels: three upright pages stand beside each other on a screen, and a lying one alone."""


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
        return _rendered(project, Shown("kijkoperatie", "lindehof"))


def picture(name: str, project: build.Project) -> Image.Image:
    """The page of that name, on white."""
    return imported_picture(name) if name in IMPORTED else _rendered(project, PICTURES[name])


def variant_of(project: build.Project, shown: Shown) -> Variant:
    """What of a house is shown."""
    pair = shown.languages if len(shown.languages) == 2 else ()
    order = build.Order(
        (shown.slug,) if shown.slug else (),
        (shown.practice,),
        (shown.layout,),
        () if pair else shown.languages,
        side_by_side=pair,
    )
    if shown.exercises:
        project = build.with_sheet(project, shown.exercises, order)
    (variant,) = (
        each
        for each in build.plan(project, order)
        if each.publication.is_booklet == (shown.layout == "a5-booklet")
    )
    return variant


def _rendered(project: build.Project, shown: Shown) -> Image.Image:
    variant = variant_of(project, shown)
    document = pipeline.produce(variant, project.library, pipeline.OutputOptions()).document
    assert document, f"{variant.path} cannot be made"
    return page_of(document.pdf, shown.page)


def page_of(pdf: bytes, page: int) -> Image.Image:
    """A page, from 1, as large as it is shown."""
    with pypdfium2.PdfDocument(pdf) as opened:
        sheet = opened[page - 1]
        width, height = sheet.get_size()
        scale = (_LYING if width > height else _WIDTH) / width
        made: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB")
    return made


def main() -> None:
    project = build.load(HOUSE)
    for name in sys.argv[1:] or (*PICTURES, *IMPORTED):
        small = picture(name, project).quantize(64, method=Image.Quantize.MEDIANCUT)
        small.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
