"""x"""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model import Layout
from press.reading.house import open_house
from press.reading.layouts import load_layouts

SETTINGS = "description: {nl: Een kaart, en: A card}\n"


class Designed:
    """A house with layouts and fonts of its own, and none of the installed press's."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "sources").mkdir()

    def write(self, name: str, text: str = "") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def add(self, name: str, settings: str = SETTINGS) -> None:
        self.write(f"layouts/{name}/layout.yaml", settings)
        self.write(f"layouts/{name}/layout.html")

    def load(self) -> tuple[tuple[Layout, ...], list[str]]:
        layouts, findings = load_layouts(open_house(self.root)[0])
        ours = tuple(layout for layout in layouts if layout.folder.is_relative_to(self.root))
        return ours, [str(finding) for finding in findings]


@pytest.fixture
def designed(tmp_path: Path) -> Designed:
    return Designed(tmp_path)
