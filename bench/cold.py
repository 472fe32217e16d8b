"""One leaflet from a fresh process, beside a script that renders the same page with WeasyPrint.

    python bench/cold.py [ROUNDS [LEAFLETS PRACTICES]]

Each round starts fresh processes one after the other: a script that imports WeasyPrint, which
nobody has touched, and makes the same HTML with the same sheets, pictures and typefaces out of
a folder into the same kind of PDF; and `leaflet build SLUG --practice ID --layout a4 --force`,
with nothing kept from before, with `--no-imprint`, and as it is in a house that was built
before. All code is compiled before. Time is the processor's, of a process and its children,
since other programs may run beside: read the ratios, which are taken round by round.

Then the stages of that command, and what it takes more in a house of so many leaflets and
practices (1000 1000 take minutes to be read for the first time). The last line is the ratio of
the command in a house that was built before to the script: median and quartiles.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from imprint import make as make_network

from press import build
from press.merge import merge
from press.model import Manuscript

_ROOT = Path(__file__).resolve().parent.parent
_SLUG, _PRACTICE, _LAYOUT = "chronische-lage-rugklachten", "lindehof", "a4"
_ORDER = (_SLUG, "--practice", _PRACTICE, "--layout", _LAYOUT, "--force")
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
_KINDS = {
    "the press, nothing kept": (),
    "the press, --no-imprint": ("--no-imprint",),
    "the press, in a house built before": (),
}
_ALONE = """
import sys
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
folder, kind = Path(sys.argv[1]), {"pdf_variant": "pdf/a-3u", "pdf_tags": True}
fonts = FontConfiguration()
sheets = [CSS(path, font_config=fonts) for path in sorted(folder.glob("*.css"))]
page = HTML(folder / "page.html").render(stylesheets=sheets, font_config=fonts, **kind)
page.write_pdf(folder / "page.pdf", **kind)
"""
_STAGES = """
import json, os, sys
marks = []
def mark(name):
    used = os.times()
    taken = used.user + used.system + used.children_user + used.children_system
    marks.append((name, taken))
mark("0 python")
from press import build
from press.commands.progress import Progress
plain = Progress.stage
def stage(self, stage, *more):
    mark(stage.value)
    plain(self, stage, *more)
Progress.stage = stage
import leaflet
marks[0] = ("0 imports", 0)
try:
    leaflet.main(sys.argv[2:], standalone_mode=False)
finally:
    mark("")
    open(sys.argv[1], "w").write(json.dumps(marks))
"""


def main(rounds: int, folder: Path, leaflets: int, practices: int) -> None:
    house, page = folder / "house", folder / "page"
    compileall.compile_dir(_ROOT / "press", quiet=1)
    shutil.copytree(_ROOT / "sources", house / "sources")
    _lay_down(_manuscript(house), page)
    taken: dict[str, list[float]] = {name: [] for name in ("WeasyPrint alone", *_KINDS)}
    for _ in range(rounds + 1):
        shutil.rmtree(house / "output", ignore_errors=True)
        taken["WeasyPrint alone"].append(_used("-c", _ALONE, str(page)))
        for name, more in _KINDS.items():
            taken[name].append(_press(house, *_ORDER, *more))
    print(f"{_SLUG} for {_PRACTICE}, {_LAYOUT}, {rounds} rounds; seconds of the processor")
    alone = taken.pop("WeasyPrint alone")[1:]  # the first round is for the disk
    print(f"  {'WeasyPrint alone':38} {_quartiles(alone)}")
    ratios = {}
    for name, times in taken.items():
        ratios[name] = [a / b for a, b in zip(times[1:], alone, strict=True)]
        print(f"  {name:38} {_quartiles(times[1:])}   ratio {_quartiles(ratios[name])}")
    _stages(house)
    if leaflets:
        _beside(house, folder / "network", leaflets, practices, rounds)
    print(f"ratio {_quartiles(ratios[name])}")


def _stages(house: Path) -> None:
    """Where the time of the last two kinds goes."""
    for name, more in list(_KINDS.items())[1:]:
        with tempfile.NamedTemporaryFile() as said:
            order = ["--root", str(house), "build", *_ORDER, *more]
            _used("-c", _STAGES, said.name, *order)
            marks = json.loads(Path(said.name).read_text(encoding="utf-8"))
        print(f"{name}, stage by stage:")
        for (stage, before), (_, after) in pairwise(marks):
            print(f"  {stage:38} {after - before:.2f}")


def _beside(house: Path, other: Path, leaflets: int, practices: int, rounds: int) -> None:
    """What the same command takes more in a large house, both built before."""
    make_network(other, leaflets, practices)
    larger = (_SLUG, "--practice", "p001", "--layout", _LAYOUT, "--force")
    for _ in range(2):
        _press(other, *larger)
    pairs = [(_press(other, *larger), _press(house, *_ORDER)) for _ in range(rounds)]
    more = _quartiles([large - small for large, small in pairs])
    print(f"in a house of {leaflets} leaflets and {practices} practices: {more} more")


def _quartiles(values: list[float]) -> str:
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:.2f} [{low:.2f}–{high:.2f}]"


def _press(house: Path, *order: str) -> float:
    return _used(str(_ROOT / "leaflet.py"), "--root", str(house), "build", *order)


def _used(*arguments: str) -> float:
    """Seconds of the processor that a Python with these arguments takes, and its children."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=said, stderr=said, env=_ENVIRONMENT, cwd=_ROOT
        )
        _, status, used = os.wait4(process.pid, 0)
        said.seek(0)
        if status:
            raise SystemExit(said.read().decode())
    return used.ru_utime + used.ru_stime


def _manuscript(house: Path) -> Manuscript:
    project = build.load(house)
    order = build.Order((_SLUG,), (_PRACTICE,), (_LAYOUT,))
    (variant,) = build.plan(project, order)
    return merge(variant, project.library)


def _lay_down(manuscript: Manuscript, folder: Path) -> None:
    """The page, its sheets and all that they name, as files; addresses become relative as is."""
    for name, resource in manuscript.resources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(resource.read_bytes() if isinstance(resource, Path) else resource)
    (folder / "page.html").write_text(manuscript.html, encoding="utf-8")
    for number, (_, css) in enumerate(manuscript.styles):
        (folder / f"{number}.css").write_text(css, encoding="utf-8")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as place:
        main((numbers or [11])[0], Path(place), *(numbers[1:] or [0, 0]))
