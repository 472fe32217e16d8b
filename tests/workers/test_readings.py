"""What was read of a file once is not read again until the file has moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import press.workers.readings
from press import build
from press.cache.plain import pack
from press.workers.isolated import Readers
from press.workers.readings import READ, Readings

ROOT = Path(__file__).parents[2]
FOLDER = "output/.press"


@pytest.fixture
def house(house: Path) -> Path:
    """A house that was built before: readings are kept there."""
    (house / FOLDER).mkdir(parents=True)
    return house


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file of the test were older than the run."""
    monkeypatch.setattr(press.workers.readings, "_SETTLED", -1 << 62)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that are read, and not taken from what was kept."""
    names: list[str] = []
    plain = Readers.__call__

    def call(self, load, paths, how=None):  # type: ignore[no-untyped-def]
        key = self.readings.key
        kept = {path for path in paths if how and self.readings.take(key(path, how), path, how)}
        names.extend(path.name for path in paths if how and path not in kept)
        return plain(self, load, paths, how)

    monkeypatch.setattr(Readers, "__call__", call)
    return names


@pytest.mark.slow
def test_the_second_time_nothing_is_read_and_all_is_the_same(
    house: Path, settled: None, read: list[str]
) -> None:
    first = build.load(house)
    assert {"slapen.md", "practice.yaml"} <= set(read)
    read.clear()
    assert build.load(house) == first
    assert read == []


@pytest.mark.slow
def test_all_of_the_sample_house_comes_back_as_it_was(
    tmp_path: Path, settled: None, read: list[str]
) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    (tmp_path / FOLDER).mkdir(parents=True)
    first = build.load(tmp_path)
    read.clear()
    assert build.load(tmp_path) == first
    assert read == []


@pytest.mark.parametrize("name", ["practice.yaml", "logo.svg", "another.txt"])
@pytest.mark.slow
def test_a_practice_is_read_again_when_anything_in_its_folder_moved(
    house: Path, settled: None, read: list[str], name: str
) -> None:
    build.load(house)
    read.clear()
    with (house / "sources/practices/brug" / name).open("a") as file:
        file.write("\n")
    build.load(house)
    assert read == ["practice.yaml"]


@pytest.mark.slow
def test_a_new_telephone_number_is_read(house: Path, settled: None) -> None:
    build.load(house)
    path = house / "sources/practices/brug/practice.yaml"
    text = path.read_text(encoding="utf-8")
    phone = next(line for line in text.splitlines() if line.startswith("phone:"))
    path.write_text(text.replace(phone, "phone: 010 - 765 43 21"), encoding="utf-8")
    project = build.load(house)
    assert "010 - 765 43 21" in [practice.phone for practice in project.practices]


@pytest.mark.slow
def test_what_was_written_just_now_is_read_again(house: Path, read: list[str]) -> None:
    build.load(house)
    read.clear()
    build.load(house)
    assert "slapen.md" in read


@pytest.mark.parametrize(
    "content",
    [b"", b"no seal\n1\n[]", pack(READ, {"0": b"[]"}), pack("another", {"0": b"[]"})],
)
@pytest.mark.slow
def test_what_is_kept_and_damaged_is_read_anew(house: Path, settled: None, content: bytes) -> None:
    first = build.load(house)
    (house / "output" / READ).write_bytes(content)
    assert build.load(house) == first


@pytest.mark.slow
def test_a_reading_of_another_form_is_not_believed(house: Path, settled: None) -> None:
    first = build.load(house)
    kept = Readings(house / "output")._earlier
    strange = dict.fromkeys(kept, b'[{"name": 1}, []]')
    (house / "output" / READ).write_bytes(pack(READ, strange))
    assert build.load(house) == first


@pytest.mark.parametrize(
    "change",
    [
        {"id": "molen"},
        {"folder": "/etc"},
        {"brand": {"logo": {"path": "../../../house.yaml"}}},
        {"brand": {"logo": {"path": "/etc/passwd"}}},
        {"slug": "another"},
        {"language": "en"},
    ],
)
@pytest.mark.slow
def test_a_reading_that_leads_elsewhere_is_not_believed(
    house: Path, settled: None, change: dict[str, object]
) -> None:
    first = build.load(house)
    strange = {}
    for key, content in Readings(house / "output")._earlier.items():
        record, findings = json.loads(content)
        of_text = bool(change.keys() & {"slug", "language"})
        if change.keys() <= record.keys() and of_text == ("slug" in record):
            for name, value in change.items():
                record[name] = {**record[name], **value} if isinstance(value, dict) else value
        strange[key] = json.dumps([record, findings]).encode()
    (house / "output" / READ).write_bytes(pack(READ, strange))
    assert build.load(house) == first


@pytest.mark.slow
def test_what_lies_behind_a_link_is_always_read(
    house: Path, settled: None, read: list[str]
) -> None:
    logo = house / "sources/practices/brug/more.svg"
    logo.symlink_to(house / "sources/practices/brug/practice.yaml")
    build.load(house)
    read.clear()
    build.load(house)
    assert read == ["practice.yaml"]


@pytest.mark.slow
def test_where_nothing_can_be_kept_all_is_read(house: Path, settled: None) -> None:
    first = build.load(house)
    shutil.rmtree(house / "output")
    (house / "output").write_text("no folder")
    again = build.load(house)
    assert (again.practices, again.publications) == (first.practices, first.publications)


def test_who_only_looks_at_a_house_begins_no_folder_of_output(house: Path, settled: None) -> None:
    shutil.rmtree(house / "output")
    build.load(house)
    assert not (house / "output").exists()
