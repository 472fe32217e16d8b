"""A small house that was built, and ways to change it."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from press import build, pipeline
from press.cache import open_cache

ROOT = Path(__file__).parents[2]


SLAPEN, WANDELEN = "nl/slapen.a4.pdf", "nl/wandelen.a4.pdf"


@pytest.fixture
def made(built: Path, tmp_path: Path) -> Path:
    """A copy of the built house, as if it had been built there."""
    return shutil.copytree(built, tmp_path / "made", symlinks=True)


def to_do(house: Path, options: pipeline.OutputOptions | None = None) -> dict[str, str]:
    """What a build would make, and why."""
    project = build.load(house)
    with open_cache(house / "output") as known:
        inputs = build.Inputs(project, known.digests, options or pipeline.OutputOptions())
        steps = build.build_plan(build.plan(project, build.Order()), inputs, known, force=False)
        return {step.variant.path: step.reason for step in steps.todo}


PATHS = [
    "brug/en/sleeping.a4.pdf",
    *(f"{practice}/{path}" for practice in ("brug", "molen") for path in (SLAPEN, WANDELEN)),
]


def bytes_of(house: Path) -> dict[str, str]:
    output = house / "output"
    return {
        path.relative_to(output).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*.pdf")
    }
