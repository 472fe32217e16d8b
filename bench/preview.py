"""What a save costs in the writer's window: to the findings, to the page, to the whole.

    python bench/preview.py [SAVES] [PUBLICATION]
    python bench/preview.py --booklet [SAVES]

A window is opened as the command opens it, on a copy of this house; a leaflet of three pages, or
a chapter of a booklet, is saved SAVES times, another sentence in it each time, in another
paragraph every ten times. Each save is waited for until the browser's event has come and all
pictures that are new were fetched: of the first look, where there is one, and of the whole. The
engine alone (merge and render, in one warm process) runs on the same text before and after, so
that a busy machine shows in both. Processor time is that of the processes that render.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press import build
from press.merge import merge
from press.render import render

_HOUSE = Path(__file__).resolve().parent.parent
_LANGUAGE, _PRACTICE = "nl", "lindehof"
_LEAFLET, _BOOKLET = "pijn-onder-in-de-rug", "lage-rugklachten"
_AT_ONE_PLACE = 10
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Times:
    """Of each save: ms to the words, to a page that is new, to the whole; ms of processor; MB."""

    words: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    looks: int = 0


def main(saves: int, slug: str, layout: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        shutil.copytree(_HOUSE / "sources", house / "sources")
        rounds = 1 if layout == "a5-booklet" else 5
        before = _engine(house, slug, layout, rounds)
        times = _window(house, slug, layout, saves)
        after = _engine(house, slug, layout, rounds)
    engine = statistics.median([*before, *after])
    print(f"{slug}, {layout}, {saves} saves; a first look at {times.looks}")
    print(f"engine alone     median {engine:6.0f} ms")
    for name in ("words", "page", "whole"):
        told = _said(getattr(times, name))
        print(f"save to {name:8} {told}, median / engine {_median(times, name) / engine:.2f}")
    print(f"processor, whole {_said(times.work)}")
    half = len(times.page) // 2
    early, late = (_p95(each) for each in (times.page[:half], times.page[half:]))
    print(f"save to page, p95 of the first half {early:.0f} ms, of the second {late:.0f} ms")
    print(f"memory of what renders {times.memory[0]:.0f} MB at first, {times.memory[-1]:.0f} MB")


def _median(times: Times, name: str) -> float:
    return statistics.median(map(float, getattr(times, name)))


def _said(times: Sequence[float]) -> str:
    return f"median {statistics.median(times):6.0f} ms, p95 {_p95(times):6.0f} ms"


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]


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


def _window(house: Path, slug: str, layout: str, saves: int) -> Times:
    command = [sys.executable, str(_HOUSE / "leaflet.py"), "--root", str(house), "preview"]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[0]
        view = f"{_PRACTICE}/{_LANGUAGE}/{slug}/{layout}"
        times, seen = Times(), set[str]()
        try:
            with urllib.request.urlopen(f"{address}events?view={view}") as stream:
                news = _news(stream)
                _fetch(address, _next(news, "view"), seen)
                _next(news, "idle")
                path = _saved(house, slug)
                for text in _texts(path.read_text(encoding="utf-8"), saves):
                    work, start = _work(process.pid), time.perf_counter()
                    path.write_text(text, "utf-8")
                    _heard(news, start, address, seen, times)
                    times.work.append(_work(process.pid) - work)
                    times.memory.append(_memory(process.pid))
        finally:
            process.terminate()
    return times


def _heard(
    news: Iterator[dict[str, Any]], start: float, address: str, seen: set[str], times: Times
) -> None:
    """Note when a save is told of, until all is."""

    def since() -> float:
        return (time.perf_counter() - start) * 1000

    _next(news, "words")
    times.words.append(since())
    view = _next(news, "view")
    _fetch(address, view, seen)
    times.page.append(since())
    if view["first"]:
        times.looks += 1
        _fetch(address, _next(news, "view"), seen)
    times.whole.append(since())
    _next(news, "idle")


def _texts(text: str, saves: int) -> Iterator[str]:
    """A text as somebody writes in it."""
    chance, lines = random.Random(23), text.split("\n")
    end = lines.index("---", 1)
    prose = [n for n, line in enumerate(lines) if n > end and len(line) > 60 and line[0].isalpha()]
    for number in range(saves):
        if number % _AT_ONE_PLACE == 0:
            place = chance.choice(prose)
        more = " En nog iets." * (number % _AT_ONE_PLACE)
        yield "\n".join(
            [*lines[:place], f"{lines[place]} Zin {number}.{more}", *lines[place + 1 :]]
        )


def _saved(house: Path, slug: str) -> Path:
    """The text that is saved: the leaflet's own, of a booklet that of its last chapter."""
    folder = house / f"sources/leaflets/{_LANGUAGE}"
    booklet = house / f"sources/booklets/{_LANGUAGE}/{slug}.yaml"
    if booklet.exists() and not (folder / f"{slug}.md").exists():
        slug = booklet.read_text(encoding="utf-8").split("- ")[-1].strip()
    return folder / f"{slug}.md"


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


def _renderers(pid: int) -> list[str]:
    """The processes that the window started."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _work(pid: int) -> float:
    """Milliseconds of processor that they and their children took."""
    stats = [Path(f"/proc/{each}/stat").read_text() for each in _renderers(pid)]
    return (
        sum(sum(map(int, each.rpartition(")")[2].split()[11:15])) for each in stats) * 1e3 / _TICK
    )


def _memory(pid: int) -> float:
    """MB that they have in memory."""
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in _renderers(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--booklet", action="store_true")
    parser.add_argument("saves", type=int, nargs="?", default=200)
    parser.add_argument("publication", nargs="?", default="")
    given = parser.parse_args()
    usual, made = (_BOOKLET, "a5-booklet") if given.booklet else (_LEAFLET, "a4")
    main(given.saves, given.publication or usual, made)
