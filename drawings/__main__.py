"""Write the drawings into `sources/images/`: `python -m drawings [name …]` at the root."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from . import anatomy, bed, daily, exercises, meeting, outdoors, resting, standing
from .frames import framed, group_of
from .svg import Canvas

IMAGES = Path(__file__).resolve().parent.parent / "sources" / "images"
PARTS = (exercises, standing, outdoors, resting, bed, daily, meeting, anatomy)
DRAWINGS: dict[str, tuple[str, Callable[[], Canvas]]] = {
    name: entry for part in PARTS for name, entry in part.DRAWINGS.items()
}


def main(names: list[str]) -> None:
    """Write the named drawings, or all; a pose that no body can take stops the run."""
    if unknown := set(names) - set(DRAWINGS):
        sys.exit(f"no drawing called {', '.join(sorted(unknown))}; there are {', '.join(DRAWINGS)}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in names or DRAWINGS:
        (IMAGES / f"{name}.svg").write_text(drawing(name), encoding="utf-8")


def drawing(name: str) -> str:
    """Return the file of a drawing by its name."""
    title, _ = DRAWINGS[name]
    return framed(_drawn(name), title, [_drawn(other) for other in group_of(name, list(DRAWINGS))])


@cache
def _drawn(name: str) -> Canvas:
    return DRAWINGS[name][1]()


if __name__ == "__main__":
    main(sys.argv[1:])
