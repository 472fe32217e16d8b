"""What a cluster gives: one build at home and on 1, 2 and 4 workers, in the same run.

    python bench/cluster.py [LEAFLETS] [PRACTICES] [ROUNDS] [WORKERS ...]

Makes a house of so many leaflets for so many practices in four families, and builds it on A4,
from nothing each time: with two processes, then with a scheduler and so many workers of one
thread beside it on this machine. Tells the seconds by the clock, and those of the processor at
home and on the cluster (all its processes, from before the build to after it), and whether
the files are the same. 14, 40 and 1 take some minutes; 2,000 files are 14 and 143.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import imprint

_ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class _Built:
    """Seconds by the clock, of the processor at home and on the cluster; a digest of the files."""

    seconds: float
    home: float
    cluster: float
    digest: str
    files: int


def main(leaflets: int, practices: int, rounds: int, workers: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        imprint.make(house, leaflets, practices)
        digests = set()
        for _ in range(rounds):
            for count in (0, *workers):
                with _machines(Path(folder) / "machines", count) as (address, processes):
                    built = _build(house, address, processes)
                digests.add(built.digest)
                where = f"{count} worker{'s'[: count > 1]}" if count else "2 processes at home"
                print(
                    f"{where:20} {built.files:6} files {built.seconds:7.1f} s"
                    f" {built.files / built.seconds:7.1f} a second; processor at home"
                    f" {built.home:6.1f} s, on the cluster {built.cluster:6.1f} s",
                    flush=True,
                )
        print("all the same files" if len(digests) == 1 else "THE FILES DIFFER")


def _build(house: Path, address: str, processes: Sequence[int]) -> _Built:
    shutil.rmtree(house / "output", ignore_errors=True)
    command = [sys.executable, str(_ROOT / "leaflet.py"), "--root", str(house), "build"]
    command += ["--layout", "a4", "--jobs", "2", *(["--dask", address] if address else [])]
    before, start = sum(map(_used, processes)), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit("the build failed")
    files = sorted((house / "output").rglob("*.pdf"))
    digest = sha256(b"".join(sha256(path.read_bytes()).digest() for path in files)).hexdigest()
    cluster = sum(map(_used, processes)) - before
    return _Built(seconds, used.ru_utime + used.ru_stime, cluster, digest, len(files))


def _used(process: int) -> float:
    """Seconds of the processor that a process used, and its children that have ended (proc(5))."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


@contextmanager
def _machines(folder: Path, count: int) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and so many workers: its address, and all their processes."""
    if not count:
        yield "", []
        return
    folder.mkdir()
    told, processes = folder / "scheduler.json", list[subprocess.Popen[bytes]]()

    def start(kind: str, *words: object) -> None:
        program = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard"]
        command = [*program, "--host", "127.0.0.1", *map(str, words)]
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        with (folder / "log").open("ab") as log:
            processes.append(
                subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            )

    try:
        start("scheduler", "--port", 0, "--scheduler-file", told)
        for _ in range(count):
            start("worker", "--scheduler-file", told, "--no-nanny", "--nthreads", 1)
        while (folder / "log").read_text().count("Starting worker compute stream") < count:
            time.sleep(0.1)
        yield json.loads(told.read_text())["address"], [each.pid for each in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    first, second, third = [*given[:3], *(14, 40, 1)[len(given[:3]) :]]
    main(first, second, third, given[3:] or (1, 2, 4))
