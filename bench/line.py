"""What the press adds to WeasyPrint: one three-page leaflet, stage by stage, in one warm process.

    python bench/line.py [ROUNDS]

Each round times, one after the other, the press's line (merge, render with audit
and finish) and WeasyPrint alone on the same HTML with shared fonts and parsed
sheets; then the same page without QR codes and logo. Machines drift, so read the
medians of the paired ratios.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from press import batch
from press.merge import merge
from press.model import Manuscript, Variant
from press.render import render
from press.render.engine import Fetcher, complaints, html_of, shared_sheets

_HOUSE = Path(__file__).resolve().parent.parent
_STANDARD = {"pdf_variant": "pdf/a-3u", "pdf_tags": True}


def main(rounds: int) -> None:
    works = batch.load(_HOUSE)
    variant = _three_pages(
        batch.plan(works, batch.Order(layouts=("a4",), languages=("nl",))), works
    )
    manuscript = merge(variant, works.stock)
    bare = _without_furniture_pictures(manuscript)
    stages: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        stages.setdefault(name, []).append((time.perf_counter() - start) * 1000)
        return result

    for work in (lambda: render(manuscript), lambda: _engine_alone(manuscript)):
        work()
    for _ in range(rounds):
        timed("merge", lambda: merge(variant, works.stock))
        timed("render", lambda: render(manuscript))
        timed("WeasyPrint alone", lambda: _engine_alone(manuscript))
        timed("… without QR and logo", lambda: _engine_alone(bare))
    pages = len(render(manuscript).pages)
    print(f"{variant.path}: {pages} pages, {rounds} rounds")
    for name, times in stages.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"  {name:24} {middle:7.1f} ms   [{low:.1f}–{high:.1f}]")
    ours = [m + r for m, r in zip(stages["merge"], stages["render"], strict=True)]
    alone, without = stages["WeasyPrint alone"], stages["… without QR and logo"]
    _ratio("the press / WeasyPrint alone", ours, alone)
    cost = statistics.median(a - b for a, b in zip(alone, without, strict=True))
    print(f"  QR codes and logo together {cost:5.1f} ms")


def _three_pages(variants: tuple[Variant, ...], works: batch.Works) -> Variant:
    """The first variant of three pages."""
    for variant in variants:
        manuscript = merge(variant, works.stock)
        if not batch.has_errors(manuscript.findings) and len(render(manuscript).pages) == 3:
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


def _without_furniture_pictures(manuscript: Manuscript) -> Manuscript:
    html = re.sub(r'<img class="qr"[^>]*>', "", manuscript.html)
    html = re.sub(r'<img src="practice/[^>]*>', "", html)
    return Manuscript(
        manuscript.variant, html, manuscript.styles, manuscript.resources, manuscript.families
    )


def _ratio(name: str, ours: list[float], theirs: list[float]) -> None:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"  {name}: {middle:.2f} [{low:.2f}–{high:.2f}]")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
