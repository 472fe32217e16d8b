"""The pictures that README and docs show are what the press makes now, few and small."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from press import build

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
sys.path.append(str(PICTURES))

import make  # noqa: E402
import screens  # noqa: E402

_MOST = 6.0
"""Mean difference of 255: what quantizing to 64 colours takes, and another Pango."""
_WEIGHT, _ALL = 50_000, 600_000
"""Bytes of a picture, and of all."""


@pytest.fixture(scope="module")
def project() -> build.Project:
    return build.load(ROOT)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*make.PICTURES, *make.IMPORTED])
def test_a_picture_is_of_todays_page(name: str, project: build.Project, sample: Path) -> None:
    """Of the file in the built sample, where it is there; else the page is made."""
    shown = Image.open(PICTURES / f"{name}.png").convert("RGB")
    now = None
    if page := make.PICTURES.get(name):
        made = sample / "output" / make.variant_of(project, page).path
        now = make.page_of(made.read_bytes(), page.page) if made.is_file() else None
    now = now or make.picture(name, project)
    assert shown.size == now.size
    difference = max(ImageStat.Stat(ImageChops.difference(shown, now)).mean)
    assert difference < _MOST, f"run: python docs/pictures/make.py {name}"


@pytest.mark.parametrize("name", screens.INPUTS)
def test_a_picture_of_a_screen_was_taken_of_todays_files(name: str) -> None:
    again = "PYTHONPATH=bench:tests/support python docs/pictures/screens.py"
    assert screens.shown_digest(name) == screens.digest(name), f"look at it, and run: {again}"


def test_every_picture_is_shown_somewhere_and_made_by_one_of_the_two() -> None:
    there = {path.name for path in PICTURES.glob("*.*g")}
    made = {f"{name}.png" for name in (*make.PICTURES, *make.IMPORTED, *screens.INPUTS)}
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
    shown = {
        name
        for page in pages
        for name in re.findall(r"pictures/([\w.-]+\.(?:png|svg))", page.read_text("utf-8"))
    }
    assert there == shown == made | {"line.svg"}


def test_pictures_are_light() -> None:
    sizes = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert [name for name, size in sizes.items() if size > _WEIGHT] == []
    assert sum(sizes.values()) < _ALL
