"""What the press adds to WeasyPrint: one three-page leaflet, stage by stage, in one warm process.

    python bench/line.py [ROUNDS]

Each round times, one after the other, the press's line (merge, render with audit and finish),
what `check` adds to it (preflight), the account of words in all of them, and WeasyPrint alone on
the same HTML with shared fonts and parsed sheets; then a bare page with and without the logo and
one QR code. WeasyPrint alone runs in a process of its own, in which nobody has touched it.
Time is the processor's, since other programs run beside; read the medians of the paired ratios.
"""

from __future__ import annotations

import pickle
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import press.render
from press import build, model
from press.merge import faults, merge, page, text
from press.model import Manuscript, Variant
from press.preflight import preflight
from press.preflight.finished import read
from press.preflight.page_data import File
from press.preflight.words import words_are_all_there
from press.render import render

_HOUSE = Path(__file__).resolve().parent.parent
_ORIGIN = "https://house.invalid/"
_ACCOUNT = (
    (faults, ("lost", "renumbered")),
    (text, ("said_on_lines", "words_in")),
    (page, ("differences", "said_on_lines", "words_in")),
    (press.render, ("words_of",)),
)
"""Where the account of words is called; the finished file's is called by itself."""
_STANDARD = {"pdf_variant": "pdf/a-3u", "pdf_tags": True}


def main(rounds: int) -> None:
    project = build.load(_HOUSE)
    variant = _three_pages(
        build.plan(project, build.Order(layouts=("a4",), languages=("nl",))), project
    )
    manuscript = merge(variant, project.library)
    bare, drawn = _bare(manuscript), _bare(manuscript, _pictures(manuscript))
    document = render(manuscript)
    file = read(document)
    stages: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> None:
        start = time.process_time()
        work()
        stages.setdefault(name, []).append((time.process_time() - start) * 1000)

    with _engine_alone(manuscript) as alone:
        for _ in range(rounds):
            timed("merge", lambda: merge(variant, project.library))
            timed("render", lambda: render(manuscript))
            stages.setdefault("WeasyPrint alone", []).append(alone())
            timed("preflight", lambda: preflight(document))
            stages.setdefault("the account of words", []).append(
                _account(variant, project, manuscript, file)
            )
            timed("a bare page", lambda: render(bare))
            timed("… with logo and QR", lambda: render(drawn))
    print(f"{variant.path}: {len(document.pages)} pages, {rounds} rounds")
    for name, times in stages.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"  {name:24} {middle:7.1f} ms   [{low:.1f}–{high:.1f}]")
    ours = [m + r for m, r in zip(stages["merge"], stages["render"], strict=True)]
    _ratio("the press / WeasyPrint alone", ours, stages["WeasyPrint alone"])
    _ratio("the account / render", stages["the account of words"], stages["render"])
    pairs = zip(stages["… with logo and QR"], stages["a bare page"], strict=True)
    print(f"  the logo and one QR code {statistics.median(a - b for a, b in pairs):9.1f} ms")


def _account(variant: Variant, project: build.Project, manuscript: Manuscript, file: File) -> float:
    """The ms that the account takes from the source to the file, in every stage of it."""
    spent = 0.0

    def clocked(work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            nonlocal spent
            start = time.process_time()
            made = work(*arguments)
            made = list(made) if isinstance(made, Iterator) else made
            spent += (time.process_time() - start) * 1000
            return made

        return call

    with ExitStack() as patches:
        for module, names in _ACCOUNT:
            for name in names:
                work = clocked(getattr(module, name))
                patches.enter_context(patch.object(module, name, work))
        text._convert.cache_clear()
        merge(variant, project.library)
        render(manuscript)
        clocked(words_are_all_there)(file)
    return spent


def _three_pages(variants: tuple[Variant, ...], project: build.Project) -> Variant:
    """The first variant of three pages."""
    for variant in variants:
        manuscript = merge(variant, project.library)
        if not model.has_errors(manuscript.findings) and len(render(manuscript).pages) == 3:
            return variant
    return variants[0]


@contextmanager
def _engine_alone(manuscript: Manuscript) -> Iterator[Callable[[], float]]:
    """WeasyPrint in a process of its own: each call gives the ms that it took for the manuscript.

    It has the same HTML, its fonts shared and its sheets parsed, and nothing of ours in it.
    """
    command = [sys.executable, __file__, "alone"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        page = (manuscript.html, manuscript.styles, dict(manuscript.resources))
        pickle.dump((*page, manuscript.variant.medium), process.stdin)

        def once() -> float:
            assert process.stdin and process.stdout
            process.stdin.write(b"\n")
            process.stdin.flush()
            return float(process.stdout.readline())

        once()  # to be warm
        yield once
        process.stdin.close()


def _alone() -> None:
    """Be that process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    html, styles, resources, medium = pickle.load(sys.stdin.buffer)
    kinds = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}

    class Served(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            resource = resources[url.removeprefix(_ORIGIN)]
            body = resource.read_bytes() if isinstance(resource, Path) else resource
            kind = kinds.get(Path(url).suffix, "font/ttf")
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    fonts = FontConfiguration()
    common = {"base_url": _ORIGIN, "url_fetcher": Served(), "media_type": medium}
    sheets = [weasyprint.CSS(string=css, font_config=fonts, **common) for _, css in styles]
    while sys.stdin.buffer.readline():
        start = time.process_time()
        page = weasyprint.HTML(string=html, **common)
        page.render(stylesheets=sheets, font_config=fonts, **_STANDARD).write_pdf(**_STANDARD)
        print((time.process_time() - start) * 1000, flush=True)


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
    if sys.argv[1:] == ["alone"]:
        _alone()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
