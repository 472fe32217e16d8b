"""What must stay whole stays whole over whatever comes before it; what cannot is an error."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from conftest import HOUSE

from press import build
from press.merge import merge
from press.model import Document
from press.render import render
from press.render.warning_signs import units_of

pytestmark = pytest.mark.slow

LINE = "Loop elke dag een stukje, dat is goed voor uw rug en voor uw humeur.\n\n"
FLAGS = """\
## Wanneer belt u meteen?

Lage rugpijn is zelden gevaarlijk. Let op deze alarmtekens.

!!! red-flags
    Bel direct:

    - U kunt niet meer plassen.
    - U voelt minder rond uw anus.

    Bel nog dezelfde dag:

    - De pijn kwam door een val.
    - U valt af zonder reden.

"""
WHOLE = {
    "list of six": "".join(f"- Punt {n}.\n" for n in range(6)),
    "do and don't": "- [+] Loop.\n- [+] Fiets.\n- [-] Til niet.\n- [-] Lig niet lang.\n",
    "table of twelve": "| Dag | Wat |\n| - | - |\n"
    + "".join(f"| {n} | iets |\n" for n in range(12)),
    "fill-in": "!!! fill-in\n\n    Ik heb pijn sinds ____\n\n    Dit lukt niet: ____\n\n    ____\n",
}
Lay = Callable[[str, str], Document]


@pytest.fixture(scope="module")
def lay(tmp_path_factory: pytest.TempPathFactory) -> Lay:
    """Lay a text out in a layout."""
    project = build.load(shutil.copytree(HOUSE, tmp_path_factory.mktemp("whole") / "house"))

    def lay(body: str, layout: str) -> Document:
        [variant] = build.plan(project, build.Order(("wandelen",), ("molen",), (layout,)))
        leaflet = variant.publication.leaflets[0].model_copy(update={"body": f"\n{body}\n"})
        publication = replace(variant.publication, head=leaflet, leaflets=(leaflet,))
        return render(merge(replace(variant, publication=publication), project.library))

    return lay


@pytest.mark.parametrize("layout", ["a4", "a4-large-print", "a5-booklet"])
def test_nothing_that_is_whole_is_torn_wherever_it_comes_to_stand(lay: Lay, layout: str) -> None:
    """Whatever stands above it, by any number of lines."""
    for lines in range(4, 24, 5):
        body = LINE * lines + FLAGS + LINE * lines + "\n".join(WHOLE.values()) + LINE * lines
        found = {finding.code for finding in lay(body, layout).findings}
        assert not found & {"P014", "P015", "P018", "P043"}, (layout, lines)


def test_boxes_that_something_holds_are_one_with_their_heading_and_lead() -> None:
    boxes = '<section class="part red-flags"/><section class="part red-flags today"/>'
    root = fromstring(f'<body><h2/><p/><div class="flags">{boxes}</div><p/></body>')
    assert [[each.tag for each in unit] for unit in units_of(root)] == [
        ["h2", "p", "div", "section", "section"]
    ]


def test_warning_signs_longer_than_a_page_are_an_error_at_their_heading(lay: Lay) -> None:
    longer = re.sub(r"(    - U valt af.*\n)", r"\1" * 40, FLAGS)
    told = [str(each) for each in lay(LINE + longer, "a4-large-print").findings]
    assert any(
        line.startswith("sources/leaflets/nl/wandelen.md:") and line.endswith("[P043]")
        and "error: the warning signs 'Wanneer belt u meteen?' are parted, on pages" in line
        for line in told
    ), told  # fmt: skip


def test_a_table_longer_than_a_page_begins_below_its_heading_and_says_its_head_again(
    lay: Lay,
) -> None:
    rows = "".join(f"| Dag {n} | iets |\n" for n in range(1, 60))
    document = lay(f"{LINE}## Tabel\n\nTekst vooraf.\n\n| Dag | Doen |\n| - | - |\n{rows}", "a4")
    from pypdfium2 import PdfDocument

    with PdfDocument(document.pdf) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    with_rows = [page for page in pages if "iets" in page]
    assert len(with_rows) > 1
    assert "Tabel" in with_rows[0] and "Dag 1 " in with_rows[0]
    assert all("Doen" in page for page in with_rows)
    assert [str(each) for each in document.findings if each.code in ("P015", "P016")] == []
