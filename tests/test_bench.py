"""Benchmarks that lean on the inside of the press still run, if only in small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCH = Path(__file__).parents[1] / "bench"


def test_the_scale_of_a_small_house_is_measured() -> None:
    command: list[str | Path] = [sys.executable, BENCH / "scale.py", "12", "2"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "  12 files of 12\n" in told  # two practices, two leaflets, three layouts
    assert "  6 files of 12\n" in told
    assert told.splitlines()[-1].startswith("records ")


@pytest.mark.whole
def test_a_small_network_is_measured(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, BENCH / "imprint.py", "7", "8", "0", tmp_path]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "second build, all files again               168 files" in told
    assert "deflating" in told
    assert not list(tmp_path.iterdir())


@pytest.mark.whole
def test_what_filling_pages_does_is_measured() -> None:
    command: list[str | Path] = [sys.executable, BENCH / "page_fill.py", "1", "1"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in told.splitlines()]
    assert [line[0] for line in lines] == ["a4", "a4-large-print", "a5-booklet"]
    for line in lines:
        for what in ("short", "torn", "parted"):
            before, after = (int(line[line.index(what) + at]) for at in (1, 3))
            assert after <= before


@pytest.mark.whole
def test_what_a_save_costs_in_the_writer_s_window_is_measured() -> None:
    command: list[str | Path] = [sys.executable, BENCH / "preview.py", "4"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    names = [line[:16].strip() for line in told.splitlines()][1:]
    assert names[:4] == ["engine alone", "save to words", "save to page", "save to whole"]
    assert told.splitlines()[-1].startswith("memory of what renders ")


@pytest.mark.whole
def test_what_a_cluster_gives_is_measured() -> None:
    command: list[str | Path] = [sys.executable, BENCH / "cluster.py", "7", "8", "1", "1"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = told.splitlines()
    assert [line[:20].strip() for line in lines[:2]] == ["2 processes at home", "1 worker"]
    assert all(" 56 files " in line for line in lines[:2])
    assert lines[2] == "all the same files"
