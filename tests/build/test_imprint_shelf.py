"""Shells and furniture on the shelf: found as they were put there, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.build.imprint_shelf import (
    Shelved,
    find_furniture,
    find_shell,
    furniture_of,
    heights_of,
    shell_of,
    shelved,
)
from press.cache import ObjectCache
from press.imprint import Furniture
from press.imprint.records import Slot
from press.model.slots import SlotKey, SlotKind, SlotLook

LOOK = SlotLook(SlotKey(SlotKind.CONTACT), 100.0, "")
FURNITURE = Furniture({LOOK: Slot(0, 0, 33.6, (b"q Q",), {}, {}, (), (), ())}, {}, (), ())


@pytest.fixture
def objects(tmp_path: Path) -> ObjectCache:
    return ObjectCache(tmp_path, "shelf")


def test_furniture_is_found_by_its_key_with_its_heights_and_taken_as_it_was(
    objects: ObjectCache,
) -> None:
    put = shelved(objects, "a", FURNITURE)
    assert put == find_furniture(objects, "a") == Shelved("a", {LOOK: 33.6})
    assert heights_of(put) == heights_of(FURNITURE)
    assert furniture_of(objects, put) == FURNITURE
    assert find_shell(objects, "a") == Shelved("a", {})  # of which kind shows when it is taken
    assert shell_of(objects, Shelved("a", {})) is None
    assert find_furniture(objects, "b") is None


@pytest.mark.parametrize("piece", ["a", "a-slots"])
@pytest.mark.parametrize("how", ["gone", "damaged", "another's"])
def test_what_is_not_whole_is_not_there(objects: ObjectCache, piece: str, how: str) -> None:
    shelved(objects, "a", FURNITURE)
    shelved(objects, "b", FURNITURE)
    path, other = objects.path_of(piece), objects.path_of(piece.replace("a", "b", 1))
    content = {"damaged": path.read_bytes()[:-1] + b"x", "another's": other.read_bytes()}
    path.unlink() if how == "gone" else path.write_bytes(content[how])
    assert find_furniture(objects, "a") is None


def test_what_the_disk_does_not_take_is_handed_on_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file has the folder's place")
    objects = ObjectCache(tmp_path, "shelf")
    put = shelved(objects, "a", FURNITURE)
    assert put is FURNITURE
    assert furniture_of(objects, put) is FURNITURE
