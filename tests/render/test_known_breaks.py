"""Known breaks: a shell that differs in its picture only is filled as the one before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HOUSE

import press.render
from press import build
from press.merge import merge
from press.render import known_breaks
from press.render.fill_pages import fill_pages

HEAD = "sources/leaflets/nl/slapen.md"
LAYOUTS = ("a4", "a5-booklet")


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A line for each page that is measured to be filled."""
    lines: list[str] = []

    def fill(*arguments: object, **options: object) -> object:
        lines.append("filled")
        return fill_pages(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("press.render.fill_pages", fill)
    known_breaks._KNOWN.clear()
    yield lines
    known_breaks._KNOWN.clear()


def shell(root: Path, picture: str, layout: str) -> bytes:
    """The file of a leaflet with this picture, laid out as a shell is."""
    path = root / HEAD
    path.write_text(re.sub(r"(?m)^picture: .*", f"picture: {picture}", path.read_text("utf-8")))
    project = build.load(root)
    order = build.Order(publications=("slapen",), practices=("brug",), layouts=(layout,))
    (variant,) = build.plan(project, order)
    return press.render.render(merge(variant, project.library), what="shell").pdf


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("size", "times"), [("", 1), ('width="200mm" height="20mm"', 2)], ids=["as large", "wider"]
)
def test_breaks_are_taken_over_where_nothing_moves(
    layout: str, size: str, times: int, tmp_path: Path, filled: list[str]
) -> None:
    root = shutil.copytree(HOUSE, tmp_path / "house")
    images = root / "sources/images"
    drawn = (images / "moon.svg").read_text("utf-8")
    if size:
        drawn = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', rf"\1 {size}", drawn)
        assert size in drawn
    (images / "sun.svg").write_text(drawn.replace("<svg", "<svg ", 1), "utf-8")
    shell(root, "moon.svg", layout)
    second = shell(root, "sun.svg", layout)
    assert len(filled) == times
    known_breaks._KNOWN.clear()
    assert second == shell(root, "sun.svg", layout)
