"""What many files cost beside their rendering: loading, planning, remembering, listing.

    python bench/scale.py [FILES] [LEAFLETS]        54,000 files of 60 leaflets

Makes a house of so many leaflets in three layouts, for as many practices as that many files
take, and builds it with the rendering left out: each file is a few bytes, everything else is
done as in a real build. Then one practice's telephone number changes, then nothing. Each job
runs in a process of its own, so that its largest memory is its own; seconds of the processor
stand beside those of the clock.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from press import build, cache
from press.build import house_run, run
from press.choices import BuildChoices
from press.importing.practices import enrol
from press.pipeline import RemoteResult
from press.workers.pool import JobResult

_HOUSE = Path(__file__).resolve().parent.parent
_LAYOUTS = ("a4", "a4-large-print", "trifold")
_CHOICES = BuildChoices(build.Order(layouts=_LAYOUTS))
_TO_DISK = 1000
"""Files that are brought to the disk one by one, as all are in a real build."""
LEAFLET = (_HOUSE / "bench/peer/leaflet.md").read_text("utf-8")


def main(files: int, leaflets: int) -> None:
    practices = max(2, files // (leaflets * len(_LAYOUTS)))
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        make_house(house, practices, leaflets)
        print(f"{practices} practices, {leaflets} leaflets, {len(_LAYOUTS)} layouts")
        _job("build", house, "the first build")
        _job("look", house, "nothing to do")
        _change_a_number(house)
        _job("build", house, "one telephone number")
        _job("look", house, "nothing to do")
        memory, listed = house / "output/.press", house / "output/manifest.json"
        size = sum(path.stat().st_size for path in memory.rglob("*") if path.is_file())
        print(f"records {size / 1e6:.1f} MB, manifest {listed.stat().st_size / 1e6:.1f} MB")
        shutil.rmtree(house)


def _job(job: str, house: Path, name: str) -> None:
    print(name, flush=True)
    program = [sys.executable, __file__, job, str(house)]
    subprocess.run(program, check=True, env={**os.environ, "PYTHONPATH": str(_HOUSE)})


def make_house(house: Path, practices: int, leaflets: int) -> None:
    folder = house / "sources/leaflets/nl"
    folder.mkdir(parents=True)
    for name in ("passages", "images"):
        shutil.copytree(_HOUSE / "sources" / name, house / "sources" / name)
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
    enrol(house, listed, "nl")


def _change_a_number(house: Path) -> None:
    path = house / "sources/practices/praktijk-1/practice.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("0123 45 67 89", "0123 45 67 80")
    assert changed != text
    path.write_text(changed, encoding="utf-8")


class _Clock:
    """Who is told how a build goes, and how long each part of it took."""

    def __init__(self) -> None:
        self.took: dict[str, float] = defaultdict(float)
        self.processor: dict[str, float] = defaultdict(float)
        self.files = 0
        self._doing = ""
        self._since = time.perf_counter(), time.process_time()
        self.begin("starting")

    def begin(self, what: str) -> None:
        now = time.perf_counter(), time.process_time()
        self.took[self._doing] += now[0] - self._since[0]
        self.processor[self._doing] += now[1] - self._since[1]
        self._doing, self._since = what, now

    def stage(self, stage: build.Stage) -> None:
        self.begin({"1 reading": "load the house"}.get(stage.value, stage.value))

    def planned(self, plan: build.BuildPlan) -> None:
        self.files += len(plan.todo)
        self.begin(f"write and remember, to the disk for {_TO_DISK}")

    def work(self, stage: build.Stage, more: int, done: int) -> None: ...
    def arrived(self, result: build.BuildResult) -> None: ...
    def made(self, result: build.BuildResult) -> None: ...
    def note(self, *lines: str) -> None: ...

    def found(self, findings: Iterable[object], troubles: Iterable[str]) -> None:
        assert not [*filter(None, troubles)]


def _build(house: Path) -> None:
    """A build as the command runs it, but for the rendering."""
    clock, to_disk, fsync = _Clock(), 0, os.fsync

    def written(
        todo: Sequence[build.Job],
        _project: object,
        known: cache.BuildCache,
        *_: object,
        **__: object,
    ) -> Iterator[build.BuildResult]:
        nonlocal to_disk
        for number, job in enumerate(todo):
            os.fsync = fsync if to_disk < _TO_DISK else cast(Any, _not_at_all)
            to_disk += 1
            answer = RemoteResult(job.variant.path.encode(), 3, (), ())
            yield run._take(JobResult(number, answer), job, known, True)
        os.fsync = fsync
        clock.begin("3 planning")

    module: Any = house_run
    module.build = written
    outcome = build.build_house(house, _CHOICES, clock)
    clock.begin("")
    assert not outcome.failed
    print(f"  {clock.files} files of {outcome.states.total()}")
    for what, seconds in clock.took.items():
        if what and seconds > 0.005:
            print(f"  {what:45} {seconds:8.2f} s {clock.processor[what]:8.2f} s of the processor")
    _say_memory(sum(clock.took.values()))


def _not_at_all(_: Any) -> None: ...


def _look(house: Path) -> None:
    start = time.perf_counter()
    assert cache.look(house, _CHOICES.key)
    _say_memory(time.perf_counter() - start)


def _say_memory(seconds: float) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"  {'in all':45} {seconds:8.2f} s, at most {most:.0f} MB", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["look", house]:
            _look(Path(house))
        case ["build", house]:
            _build(Path(house))
        case numbers:
            main(*map(int, numbers), *(54_000, 60)[len(numbers) :])
