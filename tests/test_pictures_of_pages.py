"""The pictures of pages in README are what the press makes now."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from press import build

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
sys.path.append(str(PICTURES))

import make  # noqa: E402

_MOST = 6.0
"""Mean difference of 255: what quantizing to 64 colours takes, and another Pango."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [*make.PICTURES, *make.IMPORTED])
def test_the_pictures_in_readme_are_of_todays_pages(name: str) -> None:
    shown = Image.open(PICTURES / f"{name}.png").convert("RGB")
    now = make.picture(name, build.load(ROOT))
    assert shown.size == now.size
    difference = max(ImageStat.Stat(ImageChops.difference(shown, now)).mean)
    assert difference < _MOST, "run: python docs/pictures/make.py"
