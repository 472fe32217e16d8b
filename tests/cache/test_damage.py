"""Whatever lies in `output/.press`: a build ends well, and its files are those of a clean one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import pytest
from conftest import HOUSE
from damage import damage, forge
from known import MEMORY, KnownHouse, files_of

from press import build, cache
from press.cache import BuildCache
from press.choices import BuildChoices
from press.errors import DiskError, UsageError

pytestmark = pytest.mark.slow

MUTATIONS = range(*map(int, os.environ.get("LEAFLET_MUTATIONS", "20000").split("-")))
"""Which of them the whole run makes: `20000`, or `5000-10000`."""
THEIRS = ("vreemd/index.json", "molen/nl/mine.pdf", "molen/nl/.mine.part", "los.txt")
"""Files of somebody else in the output folder."""


@pytest.fixture(scope="module")
def known(warm: None) -> Iterator[KnownHouse]:
    """A house of three practices alike and one unlike; a disk that is quick."""
    with (
        TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        root = shutil.copytree(HOUSE, Path(folder) / "house")
        for number in (1, 2):
            molen = root / "sources/practices/molen"
            shutil.copytree(molen, molen.with_name(f"molen-{number}"))
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr("press.build.imprint_files.bring_to_disk", lambda _: None)
        house = KnownHouse(root, patch)
        for path in THEIRS:
            (house.output / path).parent.mkdir(exist_ok=True)
            (house.output / path).write_text("theirs")
        house.clean = files_of(house.output)
        outside = Path(folder) / "outside"
        outside.mkdir()
        (outside / "index.json").write_text("outside")
        shutil.copytree(house.output, Path(folder) / "kept")
        yield house


def built(house: KnownHouse, *, prune: bool = False) -> str:
    """Build as the command does: why it could not, if that is so."""
    if not prune and cache.look(house.root, BuildChoices().key):
        return ""
    try:
        outcome, _ = house.build(prune=prune)
    except (DiskError, UsageError) as error:
        return str(error)
    return "" if not outcome.has_errors and not outcome.stopped else "it has errors"


def _telling(of: Callable[..., Any], read: list[str]) -> Callable[..., Any]:
    """The same, telling of which practice records are asked for."""

    def told(self: BuildCache, practice: str) -> Any:
        read.append(practice)
        return of(self, practice)

    return told


def mutate(house: KnownHouse, number: int) -> str:
    """Damage or forge what is remembered, by this number; what it came to."""
    random, folder = Random(number), house.root.parent
    house.renew(folder / "kept")
    forged = number % 4 == 3
    what = f"{number}: {(forge if forged else damage)(house.output / '.press', random)}"
    before = files_of(house.output)
    shutil.rmtree(folder / "outside/moved", ignore_errors=True)
    outside = {path.name: path.read_bytes() for path in (folder / "outside").iterdir()}
    why = built(house, prune=random.random() < 0.3)
    after = files_of(house.output)
    assert {path.name: path.read_bytes() for path in (folder / "outside").iterdir()} == outside
    assert {path: after.get(path) for path in THEIRS} == dict.fromkeys(THEIRS, b"theirs"), what
    assert not [path for path in after if ".leaflet-" in path], what
    if why:
        assert "is no plain file; remove it" in why, (what, why)
        assert after == before, what
        return "stopped"
    if forged:
        assert {p: b for p, b in after.items() if p.endswith("pdf")} == {
            p: b for p, b in house.clean.items() if p.endswith("pdf")
        }, what
        return "forged"
    assert after == house.clean, (
        what,
        [path for path in {*after, *house.clean} if after.get(path) != house.clean.get(path)],
    )
    return "clean"


@pytest.mark.parametrize("number", range(20))
def test_a_damaged_memory_costs_time_and_nothing_else(known: KnownHouse, number: int) -> None:
    mutate(known, number)


@pytest.mark.whole
def test_however_often_a_memory_is_damaged(known: KnownHouse) -> None:
    came = [mutate(known, number) for number in MUTATIONS]
    report = {each: came.count(each) for each in sorted(set(came))}
    (Path(gettempdir()) / f"leaflet-mutations-{MUTATIONS.start}.json").write_text(
        json.dumps(report)
    )
    assert report["clean"] > len(MUTATIONS) // 2


def test_a_house_that_is_built_some_practices_at_a_time_is_the_same(
    known: KnownHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.build.house._BATCH", 4)
    for path in known.clean.keys() - {*THEIRS}:
        (known.output / path).unlink(missing_ok=True)
    shutil.rmtree(known.output / ".press")
    outcome, told = known.build()
    assert (outcome.states, outcome.left, told.notes) == ({"written": 9}, 0, [])
    assert [(len(plan.todo), plan.later) for plan in told.plans] == [(3, 6), (4, 2), (2, 0)]
    assert files_of(known.output) == known.clean
    assert cache.look(known.root, BuildChoices().key)


def test_of_practices_whose_files_stand_nothing_is_read(
    known: KnownHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.build()
    file = next(path for path in known.clean if path.startswith("molen-1/nl/"))
    (known.output / file).write_text("theirs")
    read: list[str] = []
    monkeypatch.setattr(BuildCache, "of", _telling(BuildCache.of, read))
    outcome, told = known.build()
    assert outcome.states == {"written": 1, "up to date": 8}
    assert told.plans[0].standing == 7
    assert {*read} == {"molen-1"}
    assert files_of(known.output) == known.clean


def test_what_could_not_be_read_is_said_once_and_made_anew(known: KnownHouse) -> None:
    known.renew(known.root.parent / "kept")
    for records in (known.output / ".press/practices").iterdir():
        lines = records.read_bytes().splitlines(keepends=True)
        torn = [line[:-9] + b"\n" if b'["Record"' in line else line for line in lines]
        records.write_bytes(b"".join(torn))
    outcome, told = known.build()
    assert told.notes == ["9 records could not be read and are made anew"]
    assert outcome.states == {"written": 9}
    _, told = known.build()
    assert told.notes == []


def test_every_path_that_a_variant_has_is_one_that_a_record_may_have() -> None:
    from conftest import ROOT

    from press.cache.records import _PATH
    from press.model import MEDIA

    project = build.load(ROOT)
    layouts = tuple(each.name for each in project.layouts)
    variants = build.plan(project, build.Order(layouts=layouts, media=MEDIA))
    assert len(variants) > 100
    assert not [each.path for each in variants if not _PATH.fullmatch(each.path)]
