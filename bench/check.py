"""What checking costs beside building: one leaflet in one warm process.

    python bench/check.py [ROUNDS]

Each round builds the leaflet (merge, render, write) and checks it (proofread, merge,
render, preflight), one after the other. Machines drift, so read the medians of the paired
ratios. The limit is 1.5.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from press import build, files
from press.merge import merge, read_text
from press.model import Document, Variant
from press.preflight import preflight
from press.proofread import load_lists, proofread
from press.render import render

_HOUSE = Path(__file__).resolve().parent.parent
_LEAFLET, _LAYOUTS = "chronische-lage-rugklachten", ("a4", "a4-large-print")


def main(rounds: int) -> None:
    project = build.load(_HOUSE)
    order = build.Order(publications=(_LEAFLET,), layouts=_LAYOUTS, practices=("lindehof",))
    for variant in build.plan(project, order):
        _measure(variant, project, rounds)


def _measure(variant: Variant, project: build.Project, rounds: int) -> None:
    lists, _ = load_lists(project.house)
    content, leaflet = project.library.content, variant.publication.leaflets[0]
    stages: dict[str, list[float]] = {"build": [], "check": [], "proofread": [], "preflight": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            start = time.perf_counter()
            document = _rendered(variant, project)
            files.write_at(Path(folder), variant.path, document.pdf)
            built = time.perf_counter()
            text, _ = read_text(leaflet, content, project.library.words[leaflet.language])
            proofread(leaflet, text, lists, today=date(2026, 11, 22))
            proofed = time.perf_counter()
            document = _rendered(variant, project)
            rendered = time.perf_counter()
            preflight(document)
            end = time.perf_counter()
            if number:  # the first round warms up
                stages["build"].append(built - start)
                stages["check"].append(end - built)
                stages["proofread"].append(proofed - built)
                stages["preflight"].append(end - rendered)
    print(f"{variant.path}: {len(document.pages)} pages, {rounds} rounds")
    for name, times in stages.items():
        _say(f"{name:12}", [1000 * seconds for seconds in times], " ms")
    for name in ("check", "preflight"):
        pairs = zip(stages[name], stages["build"], strict=True)
        _say(f"{name} / build", [one / other for one, other in pairs])


def _rendered(variant: Variant, project: build.Project) -> Document:
    return render(merge(variant, project.library))


def _say(name: str, values: list[float], unit: str = "") -> None:
    low, middle, high = statistics.quantiles(values, n=4)
    print(f"  {name:18} {middle:7.2f}{unit}   [{low:.2f}–{high:.2f}]")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
