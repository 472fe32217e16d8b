"""Building again: what changed is made again, and nothing else."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from made_house import PATHS, ROOT, SLAPEN, WANDELEN, bytes_of, to_do

from press import pipeline
from press.cache import Digests

pytestmark = pytest.mark.slow


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(house: Path) -> None:
        file = house / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def own_layouts(house: Path) -> Path:
    return shutil.copytree(ROOT / "layouts", house / "layouts", dirs_exist_ok=True)


def test_nothing_is_to_be_done_after_a_build(made: Path) -> None:
    assert to_do(made) == {}


@pytest.mark.parametrize(
    ("path", "again"),
    [
        ("sources/practices/molen/practice.yaml", "^molen/"),
        ("sources/leaflets/nl/wandelen.md", "/wandelen"),
        ("sources/leaflets/en/sleeping.md", "/sleeping"),
    ],
)
def test_a_change_makes_again_what_it_is_in_and_no_more(made: Path, path: str, again: str) -> None:
    file = made / path
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("\n---\n", "\n# said\n---\n", 1) if "leaflets" in path else text + "\n#\n"
    )
    done = to_do(made)
    assert {name for name in PATHS if re.search(again, name)} == set(done)
    assert all(path in reason for reason in done.values())


def test_a_finish_makes_only_what_it_changes(made: Path) -> None:
    assert to_do(made, pipeline.OutputOptions(marks=True)) == {}
    assert sorted(to_do(made, pipeline.OutputOptions(attach_source=True))) == PATHS


def test_other_versions_of_press_and_libraries_make_everything_again(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.build.inputs.versions", lambda digests: {"pango": "2"})
    done = to_do(made)
    assert sorted(done) == PATHS
    assert done[PATHS[0]].startswith("the press changed: ")


def test_a_file_that_somebody_changed_or_removed_is_made_again(made: Path) -> None:
    output = made / "output"
    (output / "brug" / SLAPEN).unlink()
    changed = output / "brug" / WANDELEN
    stat = changed.stat()
    changed.write_bytes(changed.read_bytes()[:-1] + b"X")
    os.utime(changed, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert to_do(made) == {
        f"brug/{SLAPEN}": "its file is gone",
        f"brug/{WANDELEN}": "somebody changed its file",
    }


def test_a_file_that_was_only_touched_is_not_made_again(made: Path) -> None:
    (made / "output/brug" / SLAPEN).touch()
    assert to_do(made) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        edit("sources/leaflets/nl/slapen.md", "title: Beter slapen", "title: Goed slapen"),
        edit("sources/leaflets/nl/slapen.md", "picture_alt:", "picture_alt: Nu"),
        edit("sources/house.yaml", "https://", "https://www."),
        edit("sources/practices/molen/practice.yaml", "phone:", "phone: 0"),
        lambda house: _each(house / "sources/passages", lambda t: t + "\nEn nog iets.\n"),
        lambda house: _each(house / "sources/images", lambda t: t.replace('r="12"', 'r="11"')),
        lambda house: _each(
            house / "sources/practices",
            lambda t: t.replace("fill=", "stroke='#000000' fill="),
            "svg",
        ),
        lambda house: _each(own_layouts(house) / "a4", lambda t: t.replace("33pt", "32pt"), "css"),
        lambda house: _each(
            own_layouts(house) / "base/words", lambda t: re.sub("(sources: )", r"\1De ", t), "yaml"
        ),
        lambda house: _each(
            own_layouts(house) / "base/icons",
            lambda t: t.replace("<path", "<path stroke='#000000'"),
        ),
    ],
)
def test_what_differs_from_a_clean_build_is_what_is_made_again(
    made: Path, tmp_path: Path, run: Run, change: Callable[[Path], None]
) -> None:
    """Each kind of input is changed; what is left alone must be what a clean build gives."""
    before = bytes_of(made)
    change(made)
    clean = tmp_path / "clean"
    shutil.copytree(made, clean, ignore=shutil.ignore_patterns("output"))
    again = set(to_do(made))
    run("build", root=made)
    run("build", root=clean)
    after = bytes_of(clean)
    assert bytes_of(made) == after != before
    assert {path for path in after if after[path] != before.get(path)} <= again


def _each(folder: Path, change: Callable[[str], str], suffix: str = "*") -> None:
    for path in folder.rglob(f"*.{suffix}"):
        path.write_text(change(path.read_text("utf-8")), "utf-8")


def test_a_file_changed_in_the_step_of_the_clock_does_not_pass(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("one")
    stat = path.stat()
    early, late = (Digests({}, stat.st_mtime_ns + seconds * 10**9) for seconds in (1, 9))
    first = early.of(str(path)), late.of(str(path))
    assert first[0] == first[1]
    seen = {name: (*row[:5], "told") for name, row in early.seen.items()}
    assert (
        Digests(seen, early.clock).of(str(path)) == first[0]
    )  # read within a second: not believed
    seen = {name: (*row[:5], "told") for name, row in late.seen.items()}
    assert Digests(seen, late.clock).of(str(path)) == "told"
    path.write_text("two")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert Digests(seen, late.clock).of(str(path)) != "told"
