"""What many files cost beside their rendering: loading, planning, remembering, listing.

    python bench/scale.py [PRACTICES] [LEAFLETS]        300 and 60, in three layouts: 54,000

Makes a house of so many practices and leaflets, and runs a build of it in which rendering
is left out: each file is a few bytes, everything else is done as in a real one. Each job
runs in a process of its own, so that its largest memory is its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from press import build, cache, pipeline
from press.build import run
from press.importing.practices import enrol
from press.pipeline import RemoteResult
from press.workers.pool import JobResult

_HOUSE = Path(__file__).resolve().parent.parent
_ORDER = build.Order(layouts=("a4", "a4-large-print", "trifold"))
_TO_DISK = 1000
"""Files that are brought to the disk one by one, as all are in a real build."""
LEAFLET = (_HOUSE / "bench/peer/leaflet.md").read_text("utf-8")


def main(practices: int, leaflets: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        make_house(house, practices, leaflets)
        print(f"{practices} practices, {leaflets} leaflets, 3 layouts")
        for job in ("build", "again", "look"):
            program = [sys.executable, __file__, job, str(house)]
            subprocess.run(program, check=True, env={**os.environ, "PYTHONPATH": str(_HOUSE)})
        size = sum(path.stat().st_size for path in (house / "output/.press").iterdir())
        listed = (house / "output/manifest.json").stat().st_size
        print(f"records {size / 1e6:.1f} MB, manifest {listed / 1e6:.1f} MB")


def make_house(house: Path, practices: int, leaflets: int) -> None:
    folder = house / "sources/leaflets/nl"
    folder.mkdir(parents=True)
    for name in ("passages", "images"):
        (house / "sources" / name).symlink_to(_HOUSE / "sources" / name)
    for number in range(leaflets):
        text = LEAFLET.replace("title: Lage rug", f"title: {number} Lage rug", 1)
        text = text.replace("short: rug", f"short: rug{number}").replace("RUG-01", f"R-{number}")
        for other in ("chronische-lage-rugklachten", "hulpmiddelen-bij-lage-rugklachten"):
            text = text.replace(f"({other})", "(https://www.example.org)")
        (folder / f"leaflet-{number}.md").write_text(text, encoding="utf-8")
    rows = ["name,street,postcode,city,email,phone,website"]
    rows += [
        f"Praktijk {n},Laan {n},1234 AB,Stad,b@p{n}.example,0123 45 67 89,p{n}.example"
        for n in range(practices)
    ]
    listed = house / "practices.csv"
    listed.write_text("\n".join(rows), encoding="utf-8")
    start = time.perf_counter()
    enrol(house, listed, "nl")
    _say("folders of all practices", start)


def _build(house: Path) -> None:
    """A build as the command runs it, but for the rendering."""
    start = time.perf_counter()
    project = build.load(house)
    _say(f"load ({len(project.practices)}, {len(project.publications)})", start)
    start = time.perf_counter()
    variants = build.plan(project, _ORDER)
    _say(f"plan {len(variants)}", start)
    with cache.open_cache(project.house.output) as known:
        _say("and read what is remembered", start)
        start = time.perf_counter()
        inputs = build.Inputs(project, known.digests, pipeline.OutputOptions())
        plan = build.build_plan(variants, inputs, known, force=False)
        _say(f"plan: {len(plan.todo)} to do", start)
        start = time.perf_counter()
        _write(plan.todo[:_TO_DISK], known)
        _say(f"write and remember {len(plan.todo[:_TO_DISK])}", start)
        start = time.perf_counter()
        os.fsync = lambda fd: None
        _write(plan.todo[_TO_DISK:], known)
        _say(f"and {len(plan.todo[_TO_DISK:])} without waiting for the disk", start)
        start = time.perf_counter()
        build.list_files(known)
        _say("manifest and indexes", start)
        start = time.perf_counter()
        standing = cache.UpToDate(len(variants), (), 0, 0)
        cache.remember(known, house, "all", [variant.path for variant in variants], standing)
        _say("note that all is up to date", start)
    _say_memory()


def _write(todo: Sequence[build.Job], known: cache.BuildCache) -> None:
    for number, job in enumerate(todo):
        answer = RemoteResult(job.variant.path.encode(), 3, (), ())
        run._take(JobResult(number, answer), job, known, True)


def _look(house: Path) -> None:
    start = time.perf_counter()
    assert cache.look(house, "all")
    _say("a build with nothing to do", start)
    _say_memory()


def _say(what: str, start: float) -> None:
    print(f"  {what:40} {time.perf_counter() - start:8.2f} s", flush=True)


def _say_memory() -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"  {'largest memory':40} {most:8.0f} MB", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["look", house]:
            _look(Path(house))
        case ["build" | "again" as job, house]:
            print(job)
            _build(Path(house))
        case numbers:
            main(*map(int, numbers), *(300, 60)[len(numbers) :])
