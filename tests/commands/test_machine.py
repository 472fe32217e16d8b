"""Commands and states of a house in any order: what is written is what a clean build writes."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from conftest import HOUSE, invoke
from damage import damage
from disks import FailingDisk, PowerCut
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from known import MEMORY, files_of, here

pytestmark = pytest.mark.slow

TEXTS = ("slapen", "wandelen")
THEIRS = ("output/vreemd/index.json", "output/los.txt", "sources/notes.txt")
_CLEAN: dict[str, dict[str, bytes]] = {}
"""What clean builds wrote, by the state of the sources: they come again and again."""


class Machine(RuleBasedStateMachine):
    """A house on which somebody works; the process dies and the disk fills now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.root = shutil.copytree(HOUSE, Path(self.folder.name) / "house")
        self.forgotten = False
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("press.workers.isolated.in_children", here)
        for path in THEIRS:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text("theirs")

    @rule(text=some.sampled_from(TEXTS), word=some.sampled_from(["Een", "Twee"]))
    def edit(self, text: str, word: str) -> None:
        path = self.root / f"sources/leaflets/nl/{text}.md"
        start, _, _ = path.read_text("utf-8").partition("\nGezegd: ")
        path.write_text(f"{start}\nGezegd: {word}.\n", "utf-8")

    @rule(name=some.sampled_from(["molen", "mulder"]))
    def rename(self, name: str) -> None:
        practices = self.root / "sources/practices"
        old = practices / ("mulder" if name == "molen" else "molen")
        if old.is_dir():
            old.rename(practices / name)

    @rule(
        arguments=some.sampled_from([("leaflet", "nieuw"), ("practice", "nieuw"), ("layout", "a4")])
    )
    def new(self, arguments: tuple[str, str]) -> None:
        self._run("new", *arguments)
        for kind in ("leaflets/nl/nieuw.md", "practices/nieuw"):
            path = self.root / "sources" / kind
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        shutil.rmtree(self.root / "layouts", ignore_errors=True)

    @rule(number=some.integers(0, 10**6))
    def damage(self, number: int) -> None:
        if (self.root / "output/.press/practices").is_dir():
            damage(self.root / "output/.press", Random(number))
            self.forgotten = True

    @rule(at=some.integers(1, 150), error=some.sampled_from([5, 28, 30, 122, 0]))
    def build_on_a_bad_disk(self, at: int, error: int) -> None:
        """The disk fails at a call, or (0) the process dies there."""
        with pytest.MonkeyPatch.context() as patch:
            disk = FailingDisk(self.root / "output", patch, at=at, error=error, always=error != 5)
            if not error:
                patch.setattr(disk, "before", lambda name, number: _die(number == at))
            with suppress(PowerCut):
                self._run("build")
        self.forgotten = True  # the record of a file may not have come to the disk

    @rule(more=some.sampled_from([(), ("--prune",), ("--force",), ("--practice", "brug")]))
    def build(self, more: tuple[str, ...]) -> None:
        code = self._run("build", *more)
        if code or more != ("--prune",):
            return
        there, clean = self._pdfs(self.root), self._clean()
        assert {path: there.get(path) for path in clean} == clean
        # What nobody remembers any more is not the press's to remove.
        assert self.forgotten or there == clean

    @invariant()
    def nobody_else_s_file_is_touched(self) -> None:
        assert {(self.root / path).read_text() for path in THEIRS} == {"theirs"}

    def teardown(self) -> None:
        shutil.rmtree(self.root / "output/.press", ignore_errors=True)
        self.patch.undo()
        self.folder.cleanup()

    def _run(self, *arguments: str) -> int:
        ran = invoke("--root", str(self.root), *arguments)  # an exception comes through
        assert ran.code in range(4)
        return ran.code

    def _clean(self) -> dict[str, bytes]:
        """What a clean build of these sources writes."""
        sources = sorted((self.root / "sources").rglob("*"))
        key = repr([(path.name, path.read_bytes()) for path in sources if path.is_file()])
        key += repr([path.name for path in sources])
        if key not in _CLEAN:
            with TemporaryDirectory() as folder:
                clean = Path(folder) / "house"
                shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns("output"))
                assert invoke("--root", str(clean), "build").code == 0
                _CLEAN[key] = self._pdfs(clean)
        return _CLEAN[key]

    def _pdfs(self, root: Path) -> dict[str, bytes]:
        return {k: v for k, v in files_of(root / "output").items() if k.endswith(".pdf")}


def _die(now: bool) -> None:
    if now:
        raise PowerCut


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=2 if os.environ.get("HYPOTHESIS_PROFILE", "quick") == "quick" else 400,
    stateful_step_count=8,
    deadline=None,
)
