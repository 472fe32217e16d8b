"""Temporary files: all lie in the folder of a run, and those of dead runs are swept."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from press.scratch import scratch, stay_in_scratch, sweep_dead_runs

STAYING = """
import sys, tempfile
from press.scratch import stay_in_scratch
stay_in_scratch()
stay_in_scratch()
print(tempfile.mkdtemp(prefix="engine-"), flush=True)
sys.stdin.read()
"""


def test_a_run_sweeps_what_dead_runs_left_and_nothing_of_those_that_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    home = tmp_path / f"leaflet-press-{os.getuid()}"
    home.mkdir()
    (home / "dead").mkdir()
    (home / "dead/font.ttf").write_text("x")
    (home / "theirs").symlink_to(tmp_path)
    with scratch() as living:
        assert sorted(path.name for path in home.iterdir()) == sorted([Path(living).name, "theirs"])
        with scratch() as other:
            assert Path(living).is_dir() and Path(other).is_dir()
    assert [path.name for path in home.iterdir()] == ["theirs"]


def test_a_folder_with_a_name_is_there_as_long_as_any_run_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch("task") as first:
        Path(first, "mould").write_text("x")
        with scratch("task") as second, scratch():
            assert second == first
        with scratch():
            assert Path(first, "mould").exists()
    assert not Path(first).exists()


@pytest.mark.parametrize("killed", [False, True])
def test_what_a_process_makes_lies_in_its_folder_and_goes_with_it(
    tmp_path: Path, killed: bool
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STAYING],
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    made = Path(process.stdout.readline().strip())
    (home,) = tmp_path.iterdir()
    assert made.parent.parent == home and len(list(home.iterdir())) == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        sweep_dead_runs()
        assert made.is_dir()
        if killed:
            process.kill()
        process.communicate()
        assert made.exists() == killed
        sweep_dead_runs()
    assert list(home.iterdir()) == []


def test_where_temporary_files_go_to_a_run_there_is_no_folder_within_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        stay_in_scratch()
        assert tempfile.gettempdir() == folder
        with scratch() as other:
            assert Path(other).parent == Path(folder).parent
