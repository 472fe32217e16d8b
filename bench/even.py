"""What evening out pages does, and what it costs: the sample in seven pairs of typefaces.

    python bench/even.py [LEAFLETS [PAIRS]]

Each publication of the sample (or so many of a layout's) is laid out as it falls and evened
out, in turn, for a practice with each of the pairs (or so many): pages, pages that end in a
hole, and the ratio of the times. One process, one run: read the ratio.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from unittest.mock import patch

from ruamel.yaml import YAML

import press.render
from press import build, pipeline
from press.model import Variant
from press.render.falls import falls_of

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
_PLAIN = pipeline.OutputOptions()


def main(most: int | None = None, pairs: int | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = build.load(_house(Path(folder), pairs))
        variants = build.plan(project, build.Order())
        for layout in _LAYOUTS:
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
    seconds = dict.fromkeys(("plain", "evened"), 0.0)
    pages: Counter[str] = Counter()
    holes: Counter[str] = Counter()
    as_it_falls = patch.object(
        press.render, "evened", lambda laid_out, *_: (laid_out, falls_of(laid_out))
    )
    pipeline.produce(variants[0], project.library, _PLAIN)
    for number, variant in enumerate(variants):
        for way in ("plain", "evened")[:: 1 if number % 2 else -1]:
            start = time.perf_counter()
            if way == "plain":
                with as_it_falls:
                    result = pipeline.produce(variant, project.library, _PLAIN)
            else:
                result = pipeline.produce(variant, project.library, _PLAIN)
            seconds[way] += time.perf_counter() - start
            pages[way] += len(result.document.pages) if result.document else 0
            holes[way] += sum(finding.code == "P016" for finding in result.findings)
    print(
        f"{variants[0].layout.name:16} {len(variants):4} files   pages {pages['plain']} →"
        f" {pages['evened']}   holes {holes['plain']} → {holes['evened']}"
        f"   time × {seconds['evened'] / seconds['plain']:.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
