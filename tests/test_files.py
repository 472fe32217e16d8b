"""How files come to the disk: whole or not at all, through no link, however little it takes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from press import files
from press.errors import PressError

PATH = "molen/nl/wandelen.a4.pdf"
Way = Callable[[Path, bytes], Path]


def put(output: Path, content: bytes) -> Path:
    return files.put(output / PATH, content)


def write_at(output: Path, content: bytes) -> Path:
    return files.write_at(output, PATH, content)


def lay_down(output: Path, content: bytes) -> Path:
    """As imprinting does it: laid down, brought to the disk, named."""
    temporary = Path(files.lay_down(output, PATH, content))
    files.bring_to_disk(output)
    return temporary.replace(output / PATH)


ways = pytest.mark.parametrize("way", [put, write_at, lay_down])


def names(output: Path) -> list[str]:
    return [path.name for path in (output / PATH).parent.iterdir()]


@ways
def test_a_file_is_written_for_everybody_to_read_and_nothing_is_left(
    tmp_path: Path, way: Way
) -> None:
    path = way(tmp_path, b"%PDF")
    assert path == tmp_path / PATH
    assert path.read_bytes() == b"%PDF"
    assert path.stat().st_mode & 0o777 == 0o644
    assert names(tmp_path) == ["wandelen.a4.pdf"]


@ways
def test_a_disk_that_takes_little_at_a_time_gets_every_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    plain = os.write
    monkeypatch.setattr(os, "write", lambda handle, rest: plain(handle, bytes(rest[:3])))
    assert way(tmp_path, b"0123456789").read_bytes() == b"0123456789"


@ways
@pytest.mark.parametrize("mistake", [OSError("the disk is full"), KeyboardInterrupt("stopped")])
def test_a_file_is_the_old_one_until_it_is_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way, mistake: BaseException
) -> None:
    path = way(tmp_path, b"old")

    def fail(*_: object) -> int:
        raise mistake

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(type(mistake), match=str(mistake)):
        way(tmp_path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [path.name]


@ways
def test_a_file_that_came_out_too_short_gets_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr(os, "write", lambda _, rest: len(rest))
    with pytest.raises(OSError, match="did not take all of it"):
        way(tmp_path, b"new")
    assert names(tmp_path) == []


def test_a_file_and_its_folder_are_brought_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, synced = os.fsync, []

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        plain(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    path = put(tmp_path, b"%PDF")
    assert [each.suffix for each in synced] == [".part", ""]
    assert synced[1] == path.parent


@pytest.mark.parametrize("way", [write_at, lay_down])
def test_nothing_is_written_through_a_link_to_another_place(tmp_path: Path, way: Way) -> None:
    output, outside = tmp_path / "output", tmp_path / "outside"
    output.mkdir()
    outside.mkdir()
    (output / "molen").symlink_to(outside)
    with pytest.raises(PressError, match="molen is a link to another place"):
        way(output, b"%PDF")
    assert list(outside.iterdir()) == []


def test_a_file_that_is_there_stays_where_only_a_new_one_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "key"
    for content in (b"one", b"two"):
        files.put(path, content, mode=0o600, only_if_new=True)
    assert path.read_bytes() == b"one"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


def test_what_a_lost_process_laid_down_is_discarded_and_nothing_else(tmp_path: Path) -> None:
    lost = Path(files.lay_down(tmp_path, PATH, b"half"))
    other = Path(files.lay_down(tmp_path, PATH.replace("wandelen", "slapen"), b"half"))
    files.discard(tmp_path, PATH)
    assert (lost.exists(), other.exists()) == (False, True)
    assert files.sweep(tmp_path) == 1
    assert not other.exists()


@pytest.mark.parametrize("way", [put, write_at])
def test_a_pipe_or_device_is_not_replaced(tmp_path: Path, way: Way) -> None:
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    with pytest.raises(OSError, match="no plain file"):
        way(tmp_path, b"%PDF")
    assert path.is_fifo()
    assert names(tmp_path) == [path.name]
