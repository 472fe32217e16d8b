"""What is remembered lies practice by practice, and only the practice that is asked for is read."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from press import build, cache
from press.cache import About, BuildCache, Record, Stamp, Standing, Told, UpToDate
from press.cache.records import Lines

FILES = ("nl/rug.a4.pdf", "nl/slapen.a4.pdf")


def write(known: BuildCache, practice: str, text: str = "made", parts: str = "part") -> None:
    """Two files of a practice, written and remembered."""
    for file in FILES:
        path = known.output / practice / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        stamp = Stamp.of(path)
        assert stamp
        slug = path.name.split(".")[0]
        about = About(slug, "leaflet", slug, practice, "a4", "screen", "nl", "1", "2030-01-01", 2)
        record = Record(
            f"{practice}/{file}",
            "inputs",
            cache.digest_of(text.encode()),
            stamp,
            {"the text": parts},
            about,
        )
        known.add(record, {"the text": {"a.md": parts}})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Files of three practices, listed."""
    with cache.open_cache(tmp_path / "output") as known:
        for practice in ("brug", "molen", "molen-2"):
            write(known, practice)
        build.list_files(known)
    return tmp_path / "output"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read, by the names of their files."""
    names: list[str] = []
    plain = Lines.__init__

    def init(self, output, below, take_in):  # type: ignore[no-untyped-def]
        names.append(Path(below).name)
        plain(self, output, below, take_in)

    monkeypatch.setattr(Lines, "__init__", init)
    return names


def rows(output: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((output / "manifest.json").read_text())["files"]
    return found


def test_one_record_is_found_by_reading_its_practice_alone(output: Path, read: list[str]) -> None:
    known = cache.read_cache(output)
    assert known.records["molen/nl/rug.a4.pdf"].about.publication == "rug"
    assert known.records.get("molen/nl/x.a4.pdf") is None
    assert read == ["molen"]
    assert len(known.records) == 6
    assert [*cache.read_cache(output, "brug").records] == [f"brug/{file}" for file in FILES]


def test_the_manifest_is_made_of_indexes_where_nothing_changed(
    output: Path, read: list[str]
) -> None:
    with cache.open_cache(output) as known:
        write(known, "molen", "made anew")
        build.list_files(known)
        assert {*read} == {"molen", "parts"}
    sizes = {row["path"]: row["size"] for row in rows(output)}
    assert [*sizes] == sorted(sizes) and len(sizes) == 6
    assert {path for path, size in sizes.items() if size == 9} == {
        f"molen/{file}" for file in FILES
    }


def test_the_manifest_in_lines_says_the_same(output: Path) -> None:
    lines = (output / "manifest.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == rows(output)


def test_an_index_that_somebody_changed_is_made_from_records(output: Path, read: list[str]) -> None:
    before = rows(output)
    (output / "brug/index.json").write_text('{"files": [\n"theirs"\n]}\n')
    with cache.open_cache(output) as known:
        build.list_files(known)
    assert rows(output) == before
    assert "brug" in read and "molen" not in read


def test_a_run_that_died_before_it_listed_leaves_no_stale_row(output: Path) -> None:
    with cache.open_cache(output) as known:
        write(known, "molen", "made anew")
        known.flush()  # and no list
    with cache.open_cache(output) as known:
        build.list_files(known)
    assert {row["size"] for row in rows(output) if row["practice"] == "molen"} == {9}


def test_parts_that_nothing_is_made_from_any_more_are_let_go(output: Path) -> None:
    for number in range(50):
        with cache.open_cache(output) as known:
            write(known, "brug", parts=f"part {number}")
    with cache.open_cache(output) as known:
        assert len(known.records) == 6  # all are read
        write(known, "brug", parts="the last")
    assert len((output / ".press/parts").read_text().splitlines()) == 3


def test_what_an_earlier_press_kept_in_one_text_is_taken_away(output: Path) -> None:
    (output / ".press/records").write_text("lines of an earlier press\n")
    with cache.open_cache(output) as known:
        assert len(known.records) == 6
    assert not (output / ".press/records").exists()


def standing(known: BuildCache, wanted: str = "wanted") -> None:
    noted = Standing(known, "all")
    for practice in known.practices():
        noted.add(practice, wanted, Told("\n".join(FILES)))
    noted.remember(known.output.parent, UpToDate(6, (), 0, 0))


def looked_at(known: BuildCache) -> Standing:
    noted = Standing(known, "all")
    noted.look_at(known.practices())
    return noted


def test_a_practice_stands_until_one_of_its_files_or_inputs_changes(
    output: Path, read: list[str]
) -> None:
    with cache.open_cache(output) as known:
        standing(known)
    read.clear()
    (output / "brug" / FILES[0]).write_text("theirs")
    with cache.open_cache(output) as known:
        noted = looked_at(known)
        assert noted.still("molen", "wanted") == Told("\n".join(FILES))
        assert noted.still("molen-2", "another") is None
        assert noted.still("brug", "wanted") is None
        assert noted.still("wanted", "wanted") is None
    assert read == []


def test_a_practice_without_its_records_does_not_stand(output: Path) -> None:
    with cache.open_cache(output) as known:
        standing(known)
    (output / ".press/practices/molen").unlink()
    with cache.open_cache(output) as known:
        noted = looked_at(known)
        assert (noted.still("molen", "wanted"), bool(noted.still("brug", "wanted"))) == (None, True)


@pytest.mark.parametrize("killed", [False, True], ids=["two processes", "one is killed"])
def test_of_many_practices_two_processes_see_what_one_sees(
    output: Path, killed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cache.open_cache(output) as known:
        standing(known)
        (output / "brug" / FILES[0]).write_text("theirs")
        monkeypatch.setattr("press.cache.up_to_date._MANY", 1)
        if killed:
            monkeypatch.setattr(os, "write", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        noted = looked_at(known)
        monkeypatch.undo()
        stands = [name for name in known.practices() if noted.still(name, "wanted")]
    assert sorted(stands) == ["molen", "molen-2"]


def test_where_files_lie_is_told_by_the_folder_of_all() -> None:
    where = cache.Whereabouts()
    for number in range(7):
        where.add(f"molen/nl/a{number}.a4.pdf")
    assert (where.count, where.folder, where.is_few) == (7, "molen/nl/", False)
    where.add("molen/en/a.a4.pdf")
    assert where.folder == "molen/"
    where.add("brug/nl/a.a4.pdf")
    assert where.folder == ""
