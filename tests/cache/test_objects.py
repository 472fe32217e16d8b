"""What is costly to make again is kept, and read back only if it is what the press wrote."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as some

from press.cache import ObjectCache
from press.cache.plain import StrangeError, line_of, pack, read_line, unpack
from press.imprint import Furniture, Shell


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    number: int


@dataclass(frozen=True, slots=True)
class Tree:
    name: str
    height: float
    evergreen: bool
    wood: bytes
    colour: Colour
    kind: Literal["oak", "birch"]
    leaves: tuple[Leaf | str | bytes, ...]
    pair: tuple[int, str]
    by_leaf: Mapping[Leaf, frozenset[int]]
    by_name: Mapping[str, float]
    note: str | None = None


TREES = some.builds(
    Tree,
    name=some.text(some.characters(exclude_categories=["Cs"])),
    height=some.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
    evergreen=some.booleans(),
    wood=some.binary(),
    colour=some.just(Colour.RED),
    kind=some.sampled_from(["oak", "birch"]),
    leaves=some.lists(
        some.builds(Leaf, some.integers(-(2**62), 2**62)) | some.just("x") | some.binary()
    ).map(tuple),
    pair=some.tuples(some.integers(0, 9), some.just("x")),
    by_leaf=some.dictionaries(
        some.builds(Leaf, some.integers(0, 9)), some.frozensets(some.integers(0, 9))
    ),
    by_name=some.dictionaries(some.just("x"), some.floats(0, 1)),
    note=some.none() | some.just("x"),
)
TREE = Tree("x", 1.5, True, b"\0\xff", Colour.RED, "oak", (Leaf(1), b"y"), (1, "x"), {}, {})


@given(TREES)
def test_records_come_back_as_they_were(tree: Tree) -> None:
    assert unpack("t", Tree, pack("t", tree)) == tree


@given(some.integers(0, 10**6), some.integers(1, 255))
def test_a_byte_that_is_another_is_noticed(at: int, change: int) -> None:
    content = bytearray(pack("t", TREE))
    content[at % len(content)] ^= change
    with pytest.raises(StrangeError):
        unpack("t", Tree, bytes(content))
    line = bytearray(line_of(Leaf(7)))[:-1]
    line[at % len(line)] ^= change
    with pytest.raises(StrangeError):
        read_line(Leaf, bytes(line))


WRONG: dict[str, object] = {
    "name": 3,
    "height": float("nan"),
    "evergreen": 1,
    "wood": "x",
    "colour": "blue",
    "kind": "beech",
    "leaves": (1.5,),
    "pair": (1,),
    "by_leaf": {"x": (1,)},
    "by_name": {"x": "y"},
    "note": 1,
}


@pytest.mark.parametrize("field", get_type_hints(Tree))
def test_what_has_the_right_digest_and_the_wrong_form_is_not_there(field: str) -> None:
    fields = {each: getattr(TREE, each) for each in get_type_hints(Tree)}
    made = Tree(**{**fields, field: WRONG[field]})
    with pytest.raises(StrangeError):
        unpack("t", Tree, pack("t", made))


ODD = [b"", b"0\n", b"2\n[]", b"-1\nx", b"99999999999999999999\n[]", b"2\n{}", b"9" * 9000]
ODD += [b"200000\n" + b"[" * 200_000, b'12\n["Leaf", 1e9]', b'22\n["Leaf", ' + b"9" * 60 + b"]"]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_whatever_stands_behind_a_right_digest_ends_in_nothing(body: bytes) -> None:
    from press.cache.plain import _seal

    with pytest.raises(StrangeError):
        unpack("t", Leaf, _seal("t", body) + b"\n" + body)


def test_what_is_kept_can_be_taken_apart_by_the_annotations_of_the_press() -> None:
    """Every field of what is kept has a kind that the reader knows."""
    from press.cache.plain import _reader

    for kind in (Shell, Furniture):
        with pytest.raises(StrangeError):
            _reader(kind)([kind.__name__], memoryview(b""))


def test_objects_are_given_back_by_their_key_and_kind_and_nothing_foreign(tmp_path: Path) -> None:
    objects = ObjectCache(tmp_path, "x")
    objects.keep("a", Leaf(1))
    assert objects.take("a", Leaf) == Leaf(1)
    assert objects.take("a", Tree) is None
    (tmp_path / "x/b").write_bytes((tmp_path / "x/a").read_bytes())
    assert objects.take("b", Leaf) is None  # another's place
    (tmp_path / "x/a").write_bytes(b"".ljust(4096, b"\0"))  # a page that a power cut left
    assert objects.take("a", Leaf) is None
    (tmp_path / "x/c").write_bytes(pickle.dumps(Leaf(1)))
    assert objects.take("c", Leaf) is None
    (tmp_path / "x/d").mkdir()
    objects.keep("d", Leaf(1))  # a folder has its place: it is made again each time
    assert objects.take("d", Leaf) is None
    (tmp_path / "x/e").symlink_to(tmp_path / "nowhere")
    objects.keep("e", Leaf(1))
    assert objects.take("e", Leaf) == Leaf(1)
    assert not (tmp_path / "nowhere").exists()


def test_what_was_not_used_for_a_month_is_thrown_away(tmp_path: Path) -> None:
    objects = ObjectCache(tmp_path, "x")
    objects.keep("a", Leaf(1))
    (tmp_path / "x/folder").mkdir()
    (tmp_path / "x/dangling").symlink_to("nowhere")
    assert objects.take("a", Leaf)  # its time is that of its use
    now, day = (tmp_path / "x/a").stat().st_mtime_ns, 24 * 3600 * 1_000_000_000
    objects.tidy(now + 29 * day)
    assert objects.take("a", Leaf) == Leaf(1)
    objects.tidy((tmp_path / "x/a").stat().st_mtime_ns + 31 * day)
    assert objects.take("a", Leaf) is None
