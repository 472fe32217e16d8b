"""Whatever is killed at whatever moment: nothing torn, nothing left over, and it goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from conftest import HOUSE
from kills import Kill, alone, command, run
from known import files_of

KILLS = int(os.environ.get("LEAFLET_KILLS", "100"))
"""Of each house, in the whole run."""

pytestmark = pytest.mark.slow


@dataclass
class Killed:
    """A house, what it comes to, and how long that takes."""

    root: Path
    temporary: Path
    clean: dict[str, bytes]
    seconds: float

    def kill_once(self, number: int) -> None:
        """Kill a build; then look, build again, and look again."""
        random, output = Random(number), self.root / "output"
        if random.random() < 0.5:
            shutil.rmtree(output, ignore_errors=True)
        kill = Kill.at_random(random)
        asked = ["build", *random.choice([(), ("--force",), ("--jobs", "1"), ("--prune",)])]
        ended = run(command(self.root, *asked), self.temporary, kill, self.seconds)
        assert "Traceback" not in ended.output, (kill, ended.output)
        with alone(self.root):
            for path, content in files_of(output).items():
                if path.endswith(".pdf"):
                    assert content == self.clean[path], (number, kill, path)
            again = run(command(self.root, "build"), self.temporary)
        assert (again.code, "Traceback" in again.output) == (0, False), (kill, again.output)
        assert files_of(output) == self.clean, (number, kill)
        assert not list(output.rglob(".leaflet-*")), (number, kill)
        assert self._left() == [], (number, kill)

    def _left(self) -> list[str]:
        """What lies in the folder for temporary files, besides what all runs of a user share."""
        shared = {f"leaflet-press-{os.getuid()}", f"leaflet-press-fontconfig-{os.getuid()}"}
        there = [*self.temporary.iterdir(), *self.temporary.glob(f"leaflet-press-{os.getuid()}/*")]
        return [path.name for path in there if path.name not in shared]


def killed(folder: Path, more: int) -> Killed:
    """The small house with so many practices more that are like one: they are imprinted."""
    root, temporary = shutil.copytree(HOUSE, folder / "house"), folder / "tmp"
    temporary.mkdir()
    molen = root / "sources/practices/molen"
    for number in range(more):
        shutil.copytree(molen, molen.with_name(f"molen-{number}"))
    ended = run(command(root, "build"), temporary)
    assert ended.code == 0, ended.output
    return Killed(root, temporary, files_of(root / "output"), ended.seconds)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    yield killed(tmp_path_factory.mktemp("rendered"), 0)


@pytest.fixture(scope="module")
def imprinted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    yield killed(tmp_path_factory.mktemp("imprinted"), 4)


@pytest.mark.parametrize("number", [1])
def test_a_build_may_be_killed_at_any_moment(rendered: Killed, number: int) -> None:
    rendered.kill_once(number)


@pytest.mark.parametrize("number", [1])
def test_imprinting_may_be_killed_at_any_moment(imprinted: Killed, number: int) -> None:
    imprinted.kill_once(number)


@pytest.mark.whole
def test_a_build_may_be_killed_however_often(rendered: Killed, imprinted: Killed) -> None:
    for number in range(KILLS):
        rendered.kill_once(1000 + number)
        imprinted.kill_once(1000 + number)
