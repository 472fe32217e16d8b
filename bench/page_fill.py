"""What filling pages does, and what it costs: the sample in seven pairs of typefaces.

    python bench/page_fill.py [LEAFLETS [PAIRS [LAYOUT…]]]

Each publication of the sample (or so many of a layout's) is rendered as it falls and with its
pages filled, in turn, for a practice with each of the pairs (or so many): pages, pages that end
short, those with more than 60 mm of nothing, what is torn, furniture that its text does not fit,
warning signs that are parted, and the ratio of the times, with merging left out and painting in.
One process, one run: read the ratio.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from ruamel.yaml import YAML

import press.render
from press import build
from press.merge import merge
from press.model import Variant
from press.render import render

_HOUSE = Path(__file__).resolve().parent.parent
_PAIRS = (
    ("Atkinson Hyperlegible Next", "Newsreader", 500),
    ("Atkinson Hyperlegible Next", "Atkinson Hyperlegible Next", 700),
    ("Source Sans 3", "Nunito", 800),
    ("Source Sans 3", "Source Sans 3", 700),
    ("Vollkorn", "Vollkorn", 700),
    ("Noto Sans", "Noto Sans", 700),
    ("Noto Sans", "Alegreya Sans", 800),
)
"""Typefaces of the house for text and headings, none of them a pair of the sample's."""
_LAYOUTS = ("a4", "a4-large-print", "a5-booklet")
_WAYS = ("as it falls", "filled")
_GAPING = "P016 of more than 60 mm"
_COUNTED = {
    "pages": "pages",
    "P016": "short",
    "P015": "torn",
    "P043": "warning signs parted",
    "P010": "too small",
    _GAPING: "gaping",
}


def main(asked: list[str]) -> None:
    most, pairs = [*map(int, asked[:2]), None, None][:2]
    with tempfile.TemporaryDirectory() as folder:
        project = build.load(_house(Path(folder), pairs))
        variants = build.plan(project, build.Order())
        for layout in asked[2:] or _LAYOUTS:
            chosen = [each for each in variants if each.layout.name == layout]
            slugs = list(dict.fromkeys(each.publication.slug for each in chosen))[:most]
            _compare([each for each in chosen if each.publication.slug in slugs], project)


def _house(root: Path, pairs: int | None) -> Path:
    """The sample's publications, and a practice for each pair of typefaces."""
    sources = _HOUSE / "sources"
    for name in ("leaflets", "images", "passages", "booklets", "exercises"):
        shutil.copytree(sources / name, root / "sources" / name)
    (root / "sources/house.yaml").write_text("website: https://network.example\n", "utf-8")
    yaml = YAML()
    for number, (family, headings, weight) in enumerate(_PAIRS[:pairs]):
        folder = root / f"sources/practices/p{number}"
        shutil.copytree(sources / "practices/lindehof", folder)
        practice = yaml.load(folder / "practice.yaml")
        practice["brand"]["typography"] = {
            "base": family,
            "headings": {"family": headings, "weight": weight},
        }
        yaml.dump(practice, folder / "practice.yaml")
    return root


def _compare(variants: list[Variant], project: build.Project) -> None:
    seconds = dict.fromkeys(_WAYS, 0.0)
    counts: dict[str, Counter[str]] = {way: Counter() for way in _WAYS}
    as_it_falls = patch.object(press.render, "fill_pages", lambda _, lay_out, *__, **___: lay_out())
    render(merge(variants[0], project.library))
    for number, variant in enumerate(variants):
        manuscript = merge(variant, project.library)
        for way in _WAYS[:: 1 if number % 2 else -1]:
            with as_it_falls if way == "as it falls" else nullcontext():
                start = time.perf_counter()
                document = render(manuscript)
                seconds[way] += time.perf_counter() - start
            counts[way]["pages"] += len(document.pages)
            counts[way].update(finding.code for finding in document.findings)
            short = re.findall(r"ends (\d+) mm short", " ".join(map(str, document.findings)))
            counts[way][_GAPING] += sum(int(each) > 60 for each in short)
    before, after = counts.values()
    told = "   ".join(f"{name} {before[code]} → {after[code]}" for code, name in _COUNTED.items())
    ratio = seconds["filled"] / seconds["as it falls"]
    layout = variants[0].layout.name
    print(f"{layout:16} {len(variants):4} files   {told}   time × {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
