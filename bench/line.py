"""What the press adds to WeasyPrint: one three-page leaflet, stage by stage, in one warm process.

    python bench/line.py [ROUNDS]

Each round times, one after the other, the press's line (merge, render with audit
and finish) and WeasyPrint alone on the same HTML with shared fonts and parsed
sheets; then a bare page with and without the logo and one QR code. Machines drift,
so read the medians of the paired ratios and differences.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from press import build, model
from press.merge import merge
from press.model import Manuscript, Variant
from press.render import render
from press.render.engine import Fetcher, complaints, html_of, shared_sheets

_HOUSE = Path(__file__).resolve().parent.parent
_STANDARD = {"pdf_variant": "pdf/a-3u", "pdf_tags": True}


def main(rounds: int) -> None:
    project = build.load(_HOUSE)
    variant = _three_pages(
        build.plan(project, build.Order(layouts=("a4",), languages=("nl",))), project
    )
    manuscript = merge(variant, project.library)
    bare, drawn = _bare(manuscript), _bare(manuscript, _pictures(manuscript))
    stages: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        stages.setdefault(name, []).append((time.perf_counter() - start) * 1000)
        return result

    for work in (lambda: render(manuscript), lambda: _engine_alone(manuscript)):
        work()
    for _ in range(rounds):
        timed("merge", lambda: merge(variant, project.library))
        timed("render", lambda: render(manuscript))
        timed("WeasyPrint alone", lambda: _engine_alone(manuscript))
        timed("a bare page", lambda: render(bare))
        timed("… with logo and QR", lambda: render(drawn))
    pages = len(render(manuscript).pages)
    print(f"{variant.path}: {pages} pages, {rounds} rounds")
    for name, times in stages.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"  {name:24} {middle:7.1f} ms   [{low:.1f}–{high:.1f}]")
    ours = [m + r for m, r in zip(stages["merge"], stages["render"], strict=True)]
    _ratio("the press / WeasyPrint alone", ours, stages["WeasyPrint alone"])
    pairs = zip(stages["… with logo and QR"], stages["a bare page"], strict=True)
    print(f"  the logo and one QR code {statistics.median(a - b for a, b in pairs):9.1f} ms")


def _three_pages(variants: tuple[Variant, ...], project: build.Project) -> Variant:
    """The first variant of three pages."""
    for variant in variants:
        manuscript = merge(variant, project.library)
        if not model.has_errors(manuscript.findings) and len(render(manuscript).pages) == 3:
            return variant
    return variants[0]


def _engine_alone(manuscript: Manuscript) -> bytes:
    """WeasyPrint on the same HTML, with fonts and sheets shared and nothing of ours after it."""
    fetcher = Fetcher(manuscript.resources)
    with complaints() as log:
        sheets, fonts = shared_sheets(manuscript, fetcher, log)
        html = html_of(manuscript, fetcher)
        document = html.render(stylesheets=list(sheets), font_config=fonts, **_STANDARD)
        pdf: bytes = document.write_pdf(**_STANDARD)
    return pdf


def _pictures(manuscript: Manuscript) -> str:
    """The logo and the first QR code, as they stand in a page."""
    logo = re.search(r'<img src="practice/[^>]*>', manuscript.html)
    code = re.search(r'<img class="qr"[^>]*>', manuscript.html)
    assert logo and code
    return f"<p>{logo[0]}</p><p>{code[0]}</p>"


def _bare(manuscript: Manuscript, pictures: str = "") -> Manuscript:
    """A page with a line of text and perhaps pictures, in the sheets of a manuscript."""
    head = manuscript.html[: manuscript.html.index("<body>")]
    return replace(manuscript, html=f"{head}<body><p>Tekst.</p>{pictures}</body></html>")


def _ratio(name: str, ours: list[float], theirs: list[float]) -> None:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"  {name}: {middle:.2f} [{low:.2f}–{high:.2f}]")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
