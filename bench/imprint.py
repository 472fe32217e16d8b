"""Imprinting at a network's size: files a second, memory, sizes, and where the time goes.

    python bench/imprint.py [LEAFLETS] [PRACTICES] [FOLDER]

Makes a house of so many leaflets (the samples', over and over) for so many practices in
four families, builds it in three layouts, and removes it. The first build renders shells
and furniture, the second finds them on the shelf; both write every file. A third changes
one practice's telephone number. 60 and 300 are a network: 54,000 files, 5 GB.
"""

from __future__ import annotations

import colorsys
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ruamel.yaml import YAML

_ROOT = Path(__file__).resolve().parent.parent
_LAYOUTS = ("a4", "a4-large-print", "a5-booklet")


def main(leaflets: int, practices: int, folder: Path) -> None:
    house = folder / "network"
    _make(house, leaflets, practices)
    shown: dict[str, tuple[float, int, float]] = {}
    shown["first build: shells and furniture too"] = _build(house)
    shown["second build, all files again"] = _build(house, "--force")
    path = house / "sources/practices/p000/practice.yaml"
    path.write_text(re.sub(r"phone: .*", "phone: 0999 - 12 34 56", path.read_text(), count=1))
    shown["one practice's telephone number"] = _build(house)
    shown["nothing to do"] = _build(house)
    some = ("--practice", "p001", "--practice", "p002", "--force", "--no-imprint")
    shown["two practices, rendered"] = _build(house, *some)
    for name, (seconds, files, megabytes) in shown.items():
        rate = f"{files / seconds:8.1f} a second" if files else " " * 17
        print(f"{name:40} {files:6} files {seconds:8.1f} s {rate}   most memory {megabytes:.0f} MB")
    shells = list((house / "output/.press/shells").iterdir())
    kept = sum(path.stat().st_size for path in shells)
    print(f"on the shelf: {len(shells)} shells and furniture, {kept / 1e6:.0f} MB")
    shutil.rmtree(house)


def _build(house: Path, *arguments: str) -> tuple[float, int, float]:
    """Seconds, files written and the most memory of the process that writes, in MB."""
    layouts = [word for layout in _LAYOUTS for word in ("--layout", layout)]
    command = [sys.executable, str(_ROOT / "leaflet.py"), "--root", str(house), "build"]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, *layouts, *arguments], stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        said.seek(0)
        last = said.read().decode().splitlines()[-1]
    if status:
        raise SystemExit(f"the build failed: {last}")
    return seconds, int(last.split()[0]), used.ru_maxrss / 1000


def _make(house: Path, leaflets: int, practices: int) -> None:
    shutil.rmtree(house, ignore_errors=True)
    for name in ("images", "passages", "exercises"):
        shutil.copytree(_ROOT / "sources" / name, house / "sources" / name)
    texts = sorted((_ROOT / "sources/leaflets/nl").glob("*.md"))
    (house / "sources/leaflets/nl").mkdir(parents=True)
    for number in range(leaflets):
        source = texts[number % len(texts)]
        again, text = number // len(texts), source.read_text(encoding="utf-8")
        if again:
            text = re.sub(r"(?m)^(short|id): (.*)$", rf"\1: \2-{again}", text)
        path = house / f"sources/leaflets/nl/{source.stem}{f'-{again}' if again else ''}.md"
        path.write_text(text, encoding="utf-8")
    yaml = YAML()
    samples = sorted((_ROOT / "sources/practices").iterdir())
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
        if own.exists():
            yaml.dump(brand, own)
        yaml.dump(practice, folder / "practice.yaml")


def _hex(hue: float, value: float) -> str:
    return "#" + "".join(
        f"{round(255 * part):02x}" for part in colorsys.hsv_to_rgb(hue, 0.7, value)
    )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 14,
        int(sys.argv[2]) if len(sys.argv) > 2 else 40,
        Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.gettempdir()),
    )
