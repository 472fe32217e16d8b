"""What a save costs in the writer's window: save to page, save to findings, the engine alone.

    python bench/preview.py [SAVES] [PUBLICATION]

A window is opened as the command opens it, on a copy of this house; one leaflet is saved SAVES
times, each time otherwise, and each time it is waited for until the browser's event has come
and all pictures that are new were fetched. The engine alone (merge and render, in one warm
process) runs on the same leaflet before and after, so that a busy machine shows in both.
Last: memory of the processes that render, at the beginning and at the end.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from press import build
from press.merge import merge
from press.render import render

_HOUSE = Path(__file__).resolve().parent.parent
_LANGUAGE, _PRACTICE = "nl", "lindehof"


def main(saves: int, slug: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        shutil.copytree(_HOUSE / "sources", house / "sources")
        booklet = (house / f"sources/booklets/{_LANGUAGE}/{slug}.yaml").exists()
        layout = "a5-booklet" if booklet else "a4"
        before = _engine(house, slug, layout, 5)
        pages, words, memory = _window(house, slug, layout, saves)
        after = _engine(house, slug, layout, 5)
    engine = statistics.median([*before, *after])
    print(f"engine alone    median {engine:6.0f} ms")
    for name, times in (("save to words", words), ("save to page", pages)):
        cuts = statistics.quantiles(times, n=20)
        print(
            f"{name:15} median {statistics.median(times):6.0f} ms, p95 {cuts[18]:6.0f} ms,"
            f" median / engine {statistics.median(times) / engine:.2f}"
        )
    half = len(pages) // 2
    early, late = (statistics.quantiles(each, n=20)[18] for each in (pages[:half], pages[half:]))
    print(f"p95 of the first half {early:.0f} ms, of the second {late:.0f} ms")
    print(f"memory of what renders {memory[0]:.0f} MB at first, {memory[-1]:.0f} MB at last")


def _engine(house: Path, slug: str, layout: str, rounds: int) -> list[float]:
    """Milliseconds of merge and render in one warm process."""
    project = build.load(house)
    order = build.Order((slug,), (_PRACTICE,), (layout,), (_LANGUAGE,))
    variant = build.plan(project, order)[0]
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        render(merge(variant, project.library))
        times.append((time.perf_counter() - start) * 1000)
    return times[1:]


def _window(
    house: Path, slug: str, layout: str, saves: int
) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds to the page and to the words of each save, and MB of the renderer."""
    command = [sys.executable, str(_HOUSE / "leaflet.py"), "--root", str(house), "preview"]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[0]
        view = f"{_PRACTICE}/{_LANGUAGE}/{slug}/{layout}"
        pages, words, memory, seen = [], [], [], set[str]()
        try:
            with urllib.request.urlopen(f"{address}events?view={view}") as stream:
                news = _news(stream)
                _fetch(address, _next(news, "view"), seen)
                _next(news, "idle")
                path = _saved(house, slug)
                text = path.read_text(encoding="utf-8")
                for number in range(saves):
                    start = time.perf_counter()
                    path.write_text(f"{text}\n\nZin nummer {number} van de proef.\n", "utf-8")
                    _next(news, "words")
                    words.append((time.perf_counter() - start) * 1000)
                    _fetch(address, _next(news, "view"), seen)
                    pages.append((time.perf_counter() - start) * 1000)
                    _next(news, "idle")
                    memory.append(_memory(process.pid))
        finally:
            process.terminate()
    return pages, words, memory


def _saved(house: Path, slug: str) -> Path:
    """The text that is saved: the leaflet's own, of a booklet that of its last chapter."""
    folder = house / f"sources/leaflets/{_LANGUAGE}"
    own = folder / f"{slug}.md"
    return own if own.exists() else sorted(folder.glob("*.md"))[-1]


def _news(stream: Any) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def _next(news: Iterator[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(each for each in news if each["kind"] == kind)


def _fetch(address: str, view: dict[str, Any], seen: set[str]) -> None:
    """Fetch the pictures that are new, as a browser does."""
    for page in view["pages"]:
        if page["id"] not in seen:
            seen.add(page["id"])
            with urllib.request.urlopen(f"{address}page/{page['id']}.jpg") as answer:
                answer.read()


def _memory(pid: int) -> float:
    """MB of the process that renders, which the window started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in children)
    return pages * 4096 / 1e6


if __name__ == "__main__":
    arguments = dict(enumerate(sys.argv[1:]))
    main(int(arguments.get(0, "200")), arguments.get(1, "lage-rugklachten"))
