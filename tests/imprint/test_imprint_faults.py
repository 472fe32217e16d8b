"""Imprinting where something is wrong or breaks off, and over whole networks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import page
import pytest
from alike import differences, differently_drawn
from conftest import Run
from imprinted import TWO, compare
from network import ROOT, everything, network

from press.build import families


@pytest.mark.slow
def test_furniture_that_does_not_fit_is_an_error_and_not_imprinted(
    tmp_path: Path, run: Run
) -> None:
    """Also what stands deep in a slot: the last line of a contact panel is a number to call."""
    root = network(tmp_path / "net", 5)
    path = root / "sources/practices/p04/practice.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub("city: .*", f"city: {'Voorbeeldstad ' * 7}", text), "utf-8")
    done = run(
        "build", "pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *TWO, root=root
    )
    assert "1 written, 1 imprinted, 1 not written" in done.output
    [error] = done.errors
    assert "p04/practice.yaml" in error and "the contact panel on page" in error
    assert error.endswith("[P010]")


@pytest.mark.slow
def test_a_folder_in_the_place_of_a_file_is_a_finding(tmp_path: Path, run: Run) -> None:
    root = network(tmp_path / "net", 5)
    (root / "output/p00/nl/pijn-onder-in-de-rug.a4.pdf/x").mkdir(parents=True)
    order = ("pijn-onder-in-de-rug", "--layout", "a4", "--language", "nl", *TWO)
    done = run("build", *order, root=root)
    assert done.code == 1
    assert [error[-6:] for error in done.errors if "p00/" in error] == ["[D024]"]
    assert not list((root / "output").rglob(".*.part"))


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_makes_the_rest(
    house: Path,
) -> None:
    for number in range(14):
        source = house / "sources/practices/molen"
        shutil.copytree(source, source.with_name(f"molen-{number}"))
    # Four files are brought to the disk together, so that there are many moments.
    build = [sys.executable, "-c", _FOURS, "--root", str(house), "build", "wandelen"]
    left: list[dict[Path, bytes]] = []
    for count in (1, 7):
        process = subprocess.Popen(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(pdfs(house)) < count and process.poll() is None:
            time.sleep(0.001)
        process.kill()
        process.wait()
        left.append(contents(house))
    done = subprocess.run(build, check=True, capture_output=True, text=True)
    written, ready = map(int, re.findall(r"(\d+) (?:written|up to date)", done.stdout))
    whole = contents(house)
    assert written + ready == len(whole) == 16
    assert ready >= 4
    assert all(each.items() <= whole.items() for each in left)
    rows = json.loads((house / "output/manifest.json").read_bytes())["files"]
    listed = {house / "output" / row["path"]: row["sha256"] for row in rows}
    assert {path: sha256(pdf).hexdigest() for path, pdf in whole.items()} == listed
    assert not list((house / "output").rglob("*.part"))


_FOURS = (
    "from press.build import imprint_files; imprint_files._LOAD = 4; import leaflet; leaflet.main()"
)


def pdfs(house: Path) -> list[Path]:
    """The files that have their names."""
    return sorted((house / "output").rglob("[!.]*.pdf"))


def contents(house: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in pdfs(house)}


MEDIA = (("screen",), ("print",), ("prepress", "--cmyk", "--marks"))


_MOST = 1.3
"""What imprinting adds weighs most in short files, and in those without tags for a print shop."""


def alike_everywhere(run: Run, root: Path, *arguments: str) -> int:
    """Compare all that is imprinted with what would be rendered, by every means there is."""
    compared = list(compare(run, root, *arguments))
    for path, imprinted, rendered in compared:
        assert differences(imprinted, rendered) == [], path
        assert differently_drawn(imprinted, rendered) == [], path
        assert len(imprinted) < _MOST * len(rendered), path
        if "screen" in arguments:
            for profile in ("ua1", "3u"):
                assert not page.validate_pdf_bytes(imprinted, profile=profile).failures, path
    return len(compared)


@pytest.mark.whole
@pytest.mark.parametrize("media", MEDIA, ids=["screen", "print", "prepress"])
def test_the_whole_sample_house(
    media: tuple[str, ...], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No two of the samples are a family: each is imprinted on shells of its own."""
    monkeypatch.setattr(families, "LEAST", 1)
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    assert alike_everywhere(run, tmp_path, "--media", *media) >= 128


@pytest.mark.whole
@pytest.mark.parametrize("media", MEDIA, ids=["screen", "print", "prepress"])
def test_forty_practices(media: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    """Every leaflet and booklet in every layout, each for four of them, all of them in turn."""
    root = network(tmp_path / "net", 40)
    compared = 0
    for turn, arguments in enumerate(everything()):
        some = [f"p{(turn * 7 + step * 11) % 40:02}" for step in range(4)]
        chosen = [word for practice in some for word in ("--practice", practice)]
        compared += alike_everywhere(run, root, *arguments, *chosen, "--media", *media)
    assert compared >= 160
