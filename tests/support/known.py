"""A house whose files were made once -> builds of it in a moment: what is laid out is known.

Everything else of a build is as it is: reading what lies in `output`, planning, imprinting,
writing, remembering.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from press import build, choices, pipeline
from press.build import imprint_shells, run
from press.build.imprint_furniture import FurnitureParts
from press.model import Finding
from press.workers.pool import JobResult

MEMORY = Path("/dev/shm")


class Silent:
    """Who is told how a build goes, and keeps what was found and noted."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.plans: list[build.BuildPlan] = []

    def stage(self, stage: object) -> None: ...

    def planned(self, plan: build.BuildPlan) -> None:
        self.plans.append(plan)

    def work(self, stage: object, more: int, done: int) -> None: ...

    def arrived(self, result: object) -> None: ...

    def made(self, result: object) -> None: ...

    def found(self, findings: Iterable[Finding], troubles: Iterable[str]) -> None:
        self.findings += findings
        assert not [*filter(None, troubles)]

    def note(self, *lines: str) -> None:
        self.notes += lines


class KnownHouse:
    """A house in this folder; nothing but its output may be changed while it is used."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self.output = root, root / "output"
        self.project = build.load(root)
        patch.setattr("press.build.house.load", lambda _: self.project)
        patch.setattr("press.build.house_run.lacking", lambda: ())
        patch.setattr("press.build.run.warm_for", lambda *_: None)
        patch.setattr("press.workers.carrier.in_children", here)
        patch.setattr(run, "answer", _once(pipeline.answer, lambda variant, *_: variant.path))
        shell = _once(imprint_shells.lay_shell, lambda _, order: order.key)
        patch.setattr("press.build.imprint_parts.lay_shell", shell)
        furniture = FurnitureParts.of
        made_once = _once(furniture, lambda _, v, slugs, **how: (v.path, slugs, *how.items()))
        patch.setattr(FurnitureParts, "of", made_once)
        self.build()
        self.clean = files_of(self.output)

    def build(self, **chosen: Any) -> tuple[build.Outcome, Silent]:
        """Build it in this process."""
        watch = Silent()
        asked = choices.BuildChoices(processes=1, limits=choices.Limits(), **chosen)
        return build.build_house(self.root, asked, watch), watch

    def renew(self, kept: Path) -> None:
        """Put back an output folder that was kept."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(kept, self.output, symlinks=True)


def files_of(output: Path) -> dict[str, bytes]:
    """Every file that a person finds in the output folder."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and ".press" not in path.parts
    }


def here(
    count: int, work: Callable[[int], Any], *, processes: int, limits: object, **_: object
) -> Iterator[JobResult[Any]]:
    for index in range(count):
        yield JobResult(index, work(index))


def _once(make: Callable[..., Any], key: Callable[..., object]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def made(*arguments: Any, **named: Any) -> Any:
        name = key(*arguments, **named)
        if name not in known:
            known[name] = make(*arguments, **named)
        return known[name]

    return made
