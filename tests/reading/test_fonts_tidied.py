"""What is made of variable and compressed fonts is removed when nobody has them any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from small_fonts import bytes_of, make_font

pytestmark = pytest.mark.slow


def test_what_was_made_of_a_font_goes_with_it(house: Path, run: Run) -> None:
    folder = house / "sources/practices/brug"
    brand = folder / "_brand.yml"
    without = brand.read_text()
    (folder / "small.woff").write_bytes(bytes_of(make_font("Small", 400), "woff"))
    own = "typography: {fonts: [{family: Small, files: [small.woff]}], headings: {family: Small}}\n"
    kept = house / "output/.press/fonts"
    asked = ("build", "slapen", "--practice", "brug")
    brand.write_text(f"color: {{primary: '#005559'}}\n{own}")
    run(*asked)
    (made,) = kept.iterdir()
    run(*asked)
    assert made.exists(), "it is in use"
    brand.write_text(without)
    run(*asked)
    assert list(kept.iterdir()) == []
