"""Disks that are full, read-only or broken, or lose power: nothing torn, nothing believed."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from conftest import HOUSE
from disks import FailingDisk, LosingDisk, PowerCut
from known import MEMORY, KnownHouse, files_of

from press.cache import Stamp
from press.errors import DiskError

pytestmark = pytest.mark.slow

EVERY = [pytest.param(7, id="some"), pytest.param(1, id="all", marks=pytest.mark.whole)]
"""Of the calls to a disk each seventh; in the whole run each."""
FULL, QUOTA, READ_ONLY, BROKEN = errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO


@pytest.fixture(scope="module")
def known(warm: None) -> Iterator[KnownHouse]:
    """A house of two practices alike, imprinted, and one unlike, rendered."""
    with (
        TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        root = shutil.copytree(HOUSE, Path(folder) / "house")
        molen = root / "sources/practices/molen"
        shutil.copytree(molen, molen.with_name("molen-1"))
        house = KnownHouse(root, patch)
        yield house


def build(house: KnownHouse) -> str:
    """Build; what was wrong, as it is said."""
    try:
        outcome, told = house.build(force=True)
    except DiskError as error:
        return str(error)
    wrong = [each for each in told.findings if each.severity != "info"]
    said = "\n".join(dict.fromkeys(map(str, wrong)))
    assert bool(said) == (outcome.has_errors or outcome.stopped)
    return said


def nothing_is_torn(house: KnownHouse) -> None:
    """Each file is there whole, of whichever build, and nothing else is."""
    for path, content in files_of(house.output).items():
        if path.endswith(".pdf"):
            assert content == house.clean[path]
        assert ".leaflet-" not in path


def calls_of(house: KnownHouse) -> int:
    """By how many calls a whole build comes to the disk."""
    shutil.rmtree(house.output)
    with pytest.MonkeyPatch.context() as patch:
        disk = FailingDisk(house.output, patch, at=-1, error=FULL, always=False)
        assert build(house) == ""
    return disk.count


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize(
    ("error", "always"), [(FULL, True), (QUOTA, True), (READ_ONLY, True), (BROKEN, False)]
)
def test_a_disk_may_fail_at_any_call(
    known: KnownHouse, error: int, always: bool, every: int
) -> None:
    """It is said in a line, nothing is torn, and the next build is a clean one."""
    calls = calls_of(known)
    assert calls > 60
    silent, codes = 0, set()
    moments = range(1, calls + 1, every)
    for at in moments:
        shutil.rmtree(known.output, ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            FailingDisk(known.output, patch, at=at, error=error, always=always)
            said = build(known)
        silent += not said
        if always and said:
            assert os.strerror(error) in said
        assert len(said.splitlines()) <= 2, said
        codes |= {*re.findall(r"\[(\w\d{3})\]", said)}
        nothing_is_torn(known)
        known.build()
        assert files_of(known.output) == known.clean, at
    # What only saves time may fail unsaid: shells, and the note that all is up to date.
    assert silent < len(moments) / 2
    assert codes <= {"D024", "D025"} and (not always or "D025" in codes)


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("edited", [False, True])
def test_a_power_cut_may_come_at_any_call(
    known: KnownHouse, monkeypatch: pytest.MonkeyPatch, edited: bool, every: int
) -> None:
    """Of what was not brought to the disk any part may be lost; files are known by number."""
    numbers: dict[str, int] = {}
    plain = Stamp.of

    def of(path: str | Path) -> Stamp | None:
        stamp = plain(path)
        return Stamp(stamp.size, 0, 0, numbers.get(str(path), stamp.inode)) if stamp else None

    monkeypatch.setattr(Stamp, "of", of)
    calls = calls_of(known)
    for at in range(1, calls + 1, every):
        shutil.rmtree(known.output, ignore_errors=True)
        numbers.clear()
        if edited:
            known.build()  # every name is there already
        known.output.mkdir(exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            disk = LosingDisk(known.output, patch, at)
            patch.setattr("press.build.imprint_files.bring_to_disk", disk.sync_all)
            with suppress(PowerCut):
                build(known)
            numbers |= disk.come_back(Random(at))
        outcome, _ = known.build()
        assert not outcome.has_errors
        numbers.clear()
        assert files_of(known.output) == known.clean, at


def mounted(folder: Path, size: int) -> bool:
    """Lay a small disk over a folder, where that is permitted."""
    folder.mkdir(exist_ok=True)
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "leaflet-test", str(folder)]
    return os.getuid() == 0 and subprocess.run(asked, capture_output=True).returncode == 0


@pytest.mark.parametrize("every", EVERY)
def test_a_real_disk_may_be_too_small_by_any_amount(known: KnownHouse, every: int) -> None:
    needed = sum(map(len, known.clean.values())) // 1000 + 400
    shutil.rmtree(known.output)
    full, sizes = 0, range(4, needed, 12 * every)
    for size in sizes:
        if not mounted(known.output, size):
            pytest.skip("no disk may be mounted here")
        try:
            said = build(known)
            full += "No space left" in said
            nothing_is_torn(known)
            subprocess.run(["mount", "-o", "remount,size=9m", known.output], check=True)
            known.build()
            assert files_of(known.output) == known.clean
        finally:
            subprocess.run(["umount", known.output], check=True)
    assert full > len(sizes) / 4


def test_the_index_of_somebody_else_stays(known: KnownHouse) -> None:
    known.build()
    theirs = known.output / "vreemd/index.json"
    theirs.parent.mkdir()
    theirs.write_text("theirs")
    known.build()
    assert theirs.read_text() == "theirs"
    shutil.rmtree(theirs.parent)
