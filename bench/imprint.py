"""Imprinting at a network's size: files a second, memory, sizes, and where the time goes.

    python bench/imprint.py [LEAFLETS] [PRACTICES] [BRANDS] [FOLDER]

Makes a house of so many leaflets (the samples', over and over) for so many practices in
four families, builds it in three layouts, and removes it. The first build renders shells
and furniture, the second finds them on the shelf; both write every file, with the crash
safety of any build. Then telephone numbers change, of one practice and of four. Then the
peers of `bench/peers.py` make one leaflet in so many brands, on the same machine in the same run;
0 leaves them out. 60 and 300 are a network: 54,000 files, 5 GB, a quarter of an hour.

"busy" is the part of both cores' time that was used, by children too. The profile is of
one process that does everything itself, so its sum is that of coordinator and children.
"""

from __future__ import annotations

import colorsys
import os
import pstats
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peers
from ruamel.yaml import YAML

_ROOT = Path(__file__).resolve().parent.parent
_LAYOUTS = ("a4", "a4-large-print", "a5-booklet")


@dataclass(frozen=True)
class _Built:
    """A build: its seconds, those of the processor, files written, most memory in MB."""

    seconds: float
    processor: float
    files: int
    megabytes: float


def main(leaflets: int, practices: int, brands: int, folder: Path) -> None:
    house = folder / "network"
    make(house, leaflets, practices)
    _show("first build: shells and furniture too", _build(house))
    again = _build(house, "--force")
    _show("second build, all files again", again)
    one, four = _telephones(house, 1), _telephones(house, 4)
    _show("one practice's telephone number", one)
    _show("those of four practices", four)
    more = 1000 * (four.seconds - one.seconds) / max(1, four.files - one.files)
    print(f"  so a file more costs {more:.1f} ms, its practice's furniture laid out anew")
    _show("nothing to do", _build(house))
    some = ("--practice", "p001", "--practice", "p002")
    sizes = _sizes(house)
    _show("two practices, rendered", _build(house, *some, "--force", "--no-imprint"))
    ratios = sorted(sizes[name] / size for name, size in _sizes(house).items())
    middle = statistics.median(ratios)
    print(f"size, imprinted / rendered: {middle:.2f}, at most {ratios[-1]:.2f} of {len(ratios)}")
    shells = list((house / "output/.press/shells").iterdir())
    kept = sum(path.stat().st_size for path in shells)
    print(f"on the shelf: {len(shells)} shells and furniture, {kept / 1e6:.0f} MB")
    _profile(house)
    shutil.rmtree(house)
    if brands:
        print(f"\nbeside it, one leaflet in {brands} brands:")
        for name, rate in peers.main(brands, 2).items():
            ratio = again.files / again.seconds / rate
            print(f"  the second build makes {ratio:7.1f} times as many files a second as {name}")


def _telephones(house: Path, count: int) -> _Built:
    """Give the first practices other telephone numbers, and build."""
    for number in range(count):
        path = house / f"sources/practices/p{number:03}/practice.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"phone: .*", f"phone: 0999 - 12 34 {count}{number}", text, count=1))
    return _build(house)


def _show(name: str, built: _Built) -> None:
    rate = f"{built.files / built.seconds:8.1f} a second" if built.files else " " * 17
    busy = built.processor / built.seconds / min(2, os.cpu_count() or 1)
    print(
        f"{name:40} {built.files:6} files {built.seconds:8.1f} s {rate}"
        f"   busy {busy:4.0%}   most memory {built.megabytes:.0f} MB",
        flush=True,
    )


def _build(house: Path, *arguments: str) -> _Built:
    layouts = [word for layout in _LAYOUTS for word in ("--layout", layout)]
    command = [sys.executable, str(_ROOT / "leaflet.py"), "--root", str(house), "build"]
    start, before = time.perf_counter(), _processor()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, *layouts, *arguments], stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds, processor = time.perf_counter() - start, _processor() - before
        said.seek(0)
        last = said.read().decode().splitlines()[-1]
    if status:
        raise SystemExit(f"the build failed: {last}")
    return _Built(seconds, processor, int(last.split()[0]), used.ru_maxrss / 1000)


def _processor() -> float:
    """Seconds of the processor that children used that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sizes(house: Path) -> dict[str, int]:
    """The sizes of the files of two practices."""
    output = house / "output"
    return {
        str(path.relative_to(output)): path.stat().st_size
        for practice in ("p001", "p002")
        for path in (output / practice).rglob("*.pdf")
    }


_ALONE = """
import cProfile, pstats, sys
from press.workers import carrier
from press.workers.pool import JobResult
def alone(count, work, **_):
    for index in range(count):
        yield JobResult(index, work(index))
carrier.in_children = alone
import leaflet
profile = cProfile.Profile()
try:
    profile.runcall(leaflet.main, sys.argv[2:], standalone_mode=False)
finally:
    pstats.Stats(profile).dump_stats(sys.argv[1])
"""
_STAGES = (
    ("deflating", r"zlib"),
    ("digests", r"hashlib|openssl_sha|\.digest|hexdigest|'update' of '_hashlib"),
    ("bringing to the disk (syncfs)", r"bring_to_disk"),
    ("opening, writing, naming files", r"posix\.|_io\.|press/files"),
    ("composing objects", r"press/imprint|re\.|'sub' of|'join' of|'split' of|struct|'replace' of"),
    ("shells and furniture from the shelf", r"_pickle|pickle|memory/shelf"),
    ("records and manifest", r"json|press/cache|build/manifest"),
)


def _profile(house: Path) -> None:
    """Where the time of imprinting goes: one leaflet for all practices, in one process."""
    slug = sorted((house / "sources/leaflets/nl").glob("*.md"))[0].stem
    layouts = [word for layout in _LAYOUTS for word in ("--layout", layout)]
    with tempfile.NamedTemporaryFile() as kept:
        order = ["--root", str(house), "build", slug, *layouts, "--force"]
        command = [sys.executable, "-c", _ALONE, kept.name, *order]
        subprocess.run(command, check=True, capture_output=True, cwd=_ROOT)
        stats: dict[Any, Any] = pstats.Stats(kept.name).stats  # type: ignore[attr-defined]
    times: dict[str, float] = {}
    for (file, _, function), (_, _, own, _, _) in stats.items():
        named = f"{file} {function}"
        if "poll" in named:  # waiting for the children that read the house
            continue
        stage = next((name for name, mark in _STAGES if re.search(mark, named)), "the rest")
        times[stage] = times.get(stage, 0) + own
    whole = sum(times.values())
    files = sum(1 for _ in (house / "output").glob(f"*/nl/**/{slug}.*.pdf"))
    print(f"{files} files in one process, profiled: {1000 * whole / files:.2f} ms each, of that")
    for name, took in sorted(times.items(), key=lambda pair: -pair[1]):
        print(f"  {name:42} {took / whole:5.0%}")


def make(house: Path, leaflets: int, practices: int, families: int = 4) -> None:
    """A house of so many leaflets, and practices in so many families."""
    shutil.rmtree(house, ignore_errors=True)
    for name in ("images", "passages", "exercises"):
        shutil.copytree(_ROOT / "sources" / name, house / "sources" / name)
    texts = sorted((_ROOT / "sources/leaflets/nl").glob("*.md"))
    (house / "sources/leaflets/nl").mkdir(parents=True)
    for number in range(max(leaflets, len(texts))):  # they refer to each other
        source = texts[number % len(texts)]
        again, text = number // len(texts), source.read_text(encoding="utf-8")
        if again:
            text = re.sub(r"(?m)^(short|id): (.*)$", rf"\1: \2-{again}", text)
        path = house / f"sources/leaflets/nl/{source.stem}{f'-{again}' if again else ''}.md"
        path.write_text(text, encoding="utf-8")
    yaml = YAML()
    samples = sorted((_ROOT / "sources/practices").iterdir())[:families]
    for number in range(practices):
        folder = house / f"sources/practices/p{number:03}"
        shutil.copytree(samples[number % len(samples)], folder)
        practice = yaml.load(folder / "practice.yaml")
        own = folder / "_brand.yml"
        brand = yaml.load(own) if own.exists() else practice["brand"]
        hue = number * 0.618 % 1
        brand["color"] = {"primary": _hex(hue, 0.6), "secondary": _hex((hue + 0.4) % 1, 0.9)}
        practice["phone"] = f"0{100 + number} - 11 22 33"
        practice["email"] = f"post@p{number:03}.example"
        practice["feedback"] = f"folders@p{number:03}.example"
        practice["website"] = f"https://clinic-{number:03}.example"
        practice["languages"] = ["nl"]
        practice.pop("pictures", None)  # of leaflets in another language too
        if own.exists():
            yaml.dump(brand, own)
        yaml.dump(practice, folder / "practice.yaml")


def _hex(hue: float, value: float) -> str:
    return "#" + "".join(
        f"{round(255 * part):02x}" for part in colorsys.hsv_to_rgb(hue, 0.7, value)
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:4]]
    place = Path(sys.argv[4]) if len(sys.argv) > 4 else Path(tempfile.gettempdir())
    first, second, third = [*numbers, *(14, 40, 24)[len(numbers) :]]
    main(first, second, third, folder=place)
