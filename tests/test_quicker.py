"""What is done quicker gives the very bytes of the untouched engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRINT = """
import json, sys
from hashlib import sha256
from pathlib import Path
from press import batch
from press.render import engine

if sys.argv[1] == "untouched":
    engine.quicken = lambda: None
works = batch.load(Path(sys.argv[2]))
names = tuple(layout.name for layout in works.layouts)
order = batch.Order(publications=tuple(sys.argv[3:]), layouts=names, media=("screen", "prepress"))
print(json.dumps({
    result.variant.path: sha256(result.document.pdf).hexdigest()
    for result in batch.run(batch.plan(works, order), works.stock)
    if result.document
}))
"""


def printed(how: str, house: Path, *publications: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", PRINT, how, str(house), *publications],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    made: dict[str, str] = json.loads(done.stdout)
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("house", "publications", "files"),
    [
        ("tests/house", ("slapen",), 12),
        pytest.param(".", ("pijn-onder-in-de-rug",), 30, marks=pytest.mark.whole),
    ],
)
def test_every_file_is_that_of_the_untouched_engine(
    house: str, publications: tuple[str, ...], files: int
) -> None:
    untouched = printed("untouched", ROOT / house, *publications)
    assert printed("quicker", ROOT / house, *publications) == untouched
    assert len(untouched) >= files
