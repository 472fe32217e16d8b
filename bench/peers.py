"""How many files a second the press makes, beside what else one would pick.

    python bench/peers.py [BRANDS] [ROUNDS]        200 brands in 4 rounds: about six minutes

All make the same three-page leaflet in so many brands, each with two workers that are
warm (but for the fresh process, which is the point of it). Each round gives every peer
its part of the brands, one peer after the other, since the speed of a machine drifts:
read the ratios, which are taken round by round. On a machine that has other things to
do, read those of the processor's time, which is counted beside the clock's.

WeasyPrint and Chromium print the very page of the press, with its typefaces in the file,
tagged and (Chromium is asked for it) with bookmarks; Typst the same words and pictures in
a design as near as can be. The press renders every file, nothing of one brand's used for
another's but typefaces, sheets and the outlines of drawings that are the same, and in the
line below it imprints them, which lays out each brand's furniture and the leaflet once. It
also checks what it has laid out, isolates each worker, mends the tags, and keeps its records.
At last come the stages of the press, one document at a time in one process.

Run it with the Python that will run the press: Debian's, built with a profile as its Chromium
is, takes an eighth less of the processor's time than one that was built by hand without.
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from peer.crews import CREWS, Make, MissingError
from peer.material import Material, make_material
from peer.processor import processor_time
from peer.stages import stages_of


def main(brands: int, rounds: int) -> dict[str, float]:
    """Race and show; gives the files a second of each, by name."""
    print(f"Python {platform.python_version()} ({platform.python_compiler()})")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        root = Path(folder)
        material = make_material(brands, root)
        crews: dict[str, Make] = {}
        for name, crew in CREWS.items():
            output = root / "made" / name.replace(" ", "-")
            output.mkdir(parents=True)
            try:
                crews[name] = stack.enter_context(crew(material, output))
            except MissingError as error:
                print(f"{name}: missing ({error})")
        laps = _race(crews, brands, rounds)
        _table(laps, root / "made")
        _stages(material, root / "stages")
    return {name: statistics.median(rate for rate, _ in own) for name, own in laps.items()}


Laps = dict[str, list[tuple[float, float]]]
"""Of each peer and round: files a second, and seconds of the processor a file."""


def _race(crews: dict[str, Make], brands: int, rounds: int) -> Laps:
    """Time each peer in each round; before the first each makes two files, to be warm."""
    laps: Laps = {name: [] for name in crews}
    for make in crews.values():
        make(range(min(2, brands)))
    for turn in range(rounds):
        numbers = range(turn, brands, rounds)
        names = list(crews)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            start, busy = time.perf_counter(), processor_time()
            crews[name](numbers)
            took, busy = time.perf_counter() - start, processor_time() - busy
            laps[name].append((len(numbers) / took, busy / len(numbers)))
    return laps


def _table(laps: Laps, made: Path) -> None:
    print(f"{'':26}{'files/s':>8}{'the press to it':>20}", end="")
    print(f"{'CPU ms':>9}{'the press to it':>20}{'pages':>7}{'kB':>5}")
    for name, own in laps.items():
        files = sorted((made / name.replace(" ", "-")).rglob("*.pdf"))
        with pikepdf.open(files[0]) as first:
            pages = len(first.pages)
        size = statistics.median(file.stat().st_size for file in files) / 1000
        pairs = list(zip(laps["the press"], own, strict=True))
        print(f"{name:26}{statistics.median(rate for rate, _ in own):8.2f}", end="")
        print(f"{_range([ours[0] / theirs[0] for ours, theirs in pairs]):>20}", end="")
        print(f"{statistics.median(busy for _, busy in own) * 1000:9.0f}", end="")
        print(f"{_range([theirs[1] / ours[1] for ours, theirs in pairs]):>20}", end="")
        print(f"{pages:7}{size:5.0f}")


def _range(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} [{min(ratios):.2f}–{max(ratios):.2f}]"


def _stages(material: Material, output: Path) -> None:
    times = stages_of(material, output)
    whole = sum(times.values())
    print(f"\nthe press, stage by stage, one document in one warm process: {whole:.0f} ms")
    for name, took in times.items():
        print(f"  {name:28} {took:6.1f} ms  {took / whole:4.0%}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*numbers, *(200, 4)[len(numbers) :])
