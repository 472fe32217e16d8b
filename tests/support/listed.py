"""x"""

from __future__ import annotations

from pathlib import Path

PATHS = [
    "brug/en/sleeping.a4.pdf",
    "brug/nl/slapen.a4.pdf",
    "brug/nl/wandelen.a4.pdf",
    "molen/nl/slapen.a4.pdf",
    "molen/nl/wandelen.a4.pdf",
]


def written(house: Path) -> list[str]:
    """Every leaflet in the output folder."""
    output = house / "output"
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*.pdf"))
