"""What imposition costs: booklets of 8, 16 and 32 A5 pages, tagged, with links and two typefaces.

    python bench/impose.py [ROUNDS]

Prints the median and quartiles in ms, and the size of the imposed file as a part of the
rendered one. The limits are 50 ms for 32 pages and 1.3 times the size.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from press.impose import impose
from press.model import (
    Document,
    Layout,
    Leaflet,
    Manuscript,
    Origin,
    Practice,
    Printer,
    Publication,
    Variant,
)
from press.render import render

_FONTS = Path(__file__).resolve().parent.parent / "fonts" / "source-sans-3"
_ORIGIN = Origin("bench/impose.py")
_FACES = {"400.ttf": "SourceSans3-Regular.ttf", "700.ttf": "SourceSans3-Bold.ttf"}
_CSS = """
    @font-face { font-family: "Source Sans 3"; font-weight: 400; src: url(400.ttf) }
    @font-face { font-family: "Source Sans 3"; font-weight: 700; src: url(700.ttf) }
    @page { size: 148mm 210mm; margin: 20mm 15mm; @bottom-center { content: counter(page) } }
    html { font: 12pt/1.4 "Source Sans 3" }
    h1 { break-before: page }
"""
_PAGE = '<h1 id="p{0}">Hoofdstuk {0}</h1>' + '<p>{1} <a href="#p1">Zie blz. 1.</a></p>' * 4
_TEXT = "Bewegen helpt bij pijn in de rug, ook als dat in het begin gevoelig is. " * 3


def main(rounds: int) -> None:
    for pages in (8, 16, 32):
        document = _booklet(pages)
        assert len(document.pages) == pages
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            imposed = impose(document, direction="ltr", printer=Printer(), note="dubbelzijdig")
            times.append((time.perf_counter() - start) * 1000)
        low, middle, high = statistics.quantiles(times, n=4)
        ratio = len(imposed.pdf) / len(document.pdf)
        spread = f"[{low:.1f}–{high:.1f}]"
        print(f"{pages:3} pages  {middle:5.1f} ms  {spread:12}  {ratio:.2f} times the size")


def _booklet(pages: int) -> Document:
    body = "".join(_PAGE.format(number, _TEXT) for number in range(1, pages + 1))
    html = f'<!DOCTYPE html><html lang="nl"><title>Proef</title><body>{body}</body></html>'
    leaflet = Leaflet.model_construct(slug="proef", title="Proef", origin=_ORIGIN)
    variant = Variant(
        Publication("proef", "nl", leaflet, (leaflet,), _ORIGIN, {}),
        Practice.model_construct(id="proef", origin=_ORIGIN),
        Layout.model_construct(name="a5-booklet", origin=_ORIGIN),
        "print",
    )
    resources = {name: _FONTS / file for name, file in _FACES.items()}
    families = frozenset({"Source Sans 3"})
    return render(Manuscript(variant, html, (("a5.css", _CSS),), resources, families))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 41)
