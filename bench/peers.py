"""How many files a second the press makes, beside what else one would pick.

    python bench/peers.py [BRANDS] [ROUNDS]        200 brands in 4 rounds: about six minutes

All make the same three-page leaflet in so many brands, each with two workers that are
warm (but for the fresh process, which is the point of it). Each round gives every peer
its part of the brands, one peer after the other, since the speed of a machine drifts:
read the ratios, which are taken round by round. WeasyPrint and Chromium print the very
page of the press, Typst the same words and pictures in a design as near as can be; the
press also checks what it has laid out, isolates each worker, mends the tags, and keeps
its records. At last the stages of the press, one document at a time in one process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from peer.crews import CREWS, Make, MissingError
from peer.material import Material, make_material
from peer.stages import stages_of


def main(brands: int, rounds: int) -> None:
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
        rates = _race(crews, brands, rounds)
        _table(rates, root / "made")
        _stages(material, root / "stages")


def _race(crews: dict[str, Make], brands: int, rounds: int) -> dict[str, list[float]]:
    """Files a second of each peer in each round; before the first each makes two, to be warm."""
    rates: dict[str, list[float]] = {name: [] for name in crews}
    for make in crews.values():
        make(range(min(2, brands)))
    for turn in range(rounds):
        numbers = range(turn, brands, rounds)
        names = list(crews)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            start = time.perf_counter()
            crews[name](numbers)
            rates[name].append(len(numbers) / (time.perf_counter() - start))
    return rates


def _table(rates: dict[str, list[float]], made: Path) -> None:
    print(f"{'':28} {'files/s':>8}  {'the press to it':>22}  {'pages':>5}  {'kB':>4}")
    for name, own in rates.items():
        files = sorted((made / name.replace(" ", "-")).rglob("*.pdf"))
        with pikepdf.open(files[0]) as first:
            pages = len(first.pages)
        size = statistics.median(file.stat().st_size for file in files) / 1000
        ratios = [ours / theirs for ours, theirs in zip(rates["the press"], own, strict=True)]
        ratio = f"{statistics.median(ratios):.2f} [{min(ratios):.2f}–{max(ratios):.2f}]"
        print(f"{name:28} {statistics.median(own):8.2f}  {ratio:>22}  {pages:5}  {size:4.0f}")


def _stages(material: Material, output: Path) -> None:
    times = stages_of(material, output)
    whole = sum(times.values())
    print(f"\nthe press, stage by stage, one document in one warm process: {whole:.0f} ms")
    for name, took in times.items():
        print(f"  {name:28} {took:6.1f} ms  {took / whole:4.0%}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*numbers, *(200, 4)[len(numbers) :])
