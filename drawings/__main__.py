"""Write all drawings into `sources/images/`: `python -m drawings [name …]`, from any folder with the repository on the path."""

import sys
from pathlib import Path

from . import anatomy, daily, exercises, meeting, resting, standing

IMAGES = Path(__file__).resolve().parent.parent / "sources" / "images"
PARTS = (exercises, standing, resting, daily, meeting, anatomy)
DRAWINGS = {name: entry for part in PARTS for name, entry in part.DRAWINGS.items()}


def main(names: list[str]) -> None:
    """Write the named drawings, or all; a pose that no body can take stops the run."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in names or DRAWINGS:
        title, draw = DRAWINGS[name]
        draw().save(IMAGES, name, title)


if __name__ == "__main__":
    main(sys.argv[1:])
