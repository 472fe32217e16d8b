"""An output folder -> the same with its memory damaged, by chance: as disks and people do it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from press.cache import plain

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 1e308, 2**62, 2**64, 10**400, float("nan"), float("inf"), "", "x",
    "\ud800", "\x1b[31m", "../../outside/index.json", "../outside", "/etc/passwd", "molen/../..",
    "molen", "index.json", ".press/practices/molen", [], {}, [[]], {"": ""}, ["Record"], [0, 2**40],
)  # fmt: skip
"""What stands where something else should."""


def flip(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 1, 2, 50))):
        if content:
            content[random.randrange(len(content))] ^= random.randrange(1, 256)
    path.write_bytes(content)


def cut(path: Path, random: Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: random.randrange(len(content) + 1)])


def zero(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    start = random.randrange(len(content) + 1) // 4096 * 4096
    content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    path.write_bytes(content)


def grow(path: Path, random: Random) -> None:
    with path.open("ab") as file:
        file.write(random.randbytes(random.randrange(1, 5000)))


def lines(path: Path, random: Random) -> None:
    """Take out lines, double them, change their order."""
    content = path.read_bytes().splitlines(keepends=True)
    random.shuffle(content)
    more = random.choices(content, k=random.randrange(len(content) + 3)) if content else []
    path.write_bytes(b"".join(more))


def swap(path: Path, random: Random) -> None:
    other = random.choice(files(next(each for each in path.parents if each.name == ".press")))
    mine, theirs = path.read_bytes(), other.read_bytes()
    other.write_bytes(mine)
    path.write_bytes(theirs)


def remove(path: Path, random: Random) -> None:
    path.unlink()


def replace(path: Path, random: Random) -> None:
    """Put something else in its place: a link, a folder, a pipe."""
    content = path.read_bytes()
    path.unlink()
    match random.randrange(6):
        case 0:
            path.symlink_to("nowhere/at/all")
        case 1:
            path.symlink_to(path.name)
        case 2:
            path.symlink_to(_outside(path) / "index.json")
        case 3:
            path.mkdir()
        case 4:
            os.mkfifo(path)
        case _:
            elsewhere = _outside(path) / "moved"
            elsewhere.write_bytes(content)
            path.symlink_to(elsewhere)


DAMAGE: tuple[Callable[[Path, Random], None], ...] = (
    flip, flip, flip, cut, cut, zero, grow, lines, swap, swap, remove, replace,
)  # fmt: skip


def damage(memory: Path, random: Random) -> str:
    """Damage one to three files; what was done, in words."""
    done = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        path = random.choice(files(memory))
        how = random.choice(DAMAGE)
        done.append(f"{how.__name__} {path.relative_to(memory)}")
        how(path, random)
    return ", ".join(done)


def forge(memory: Path, random: Random) -> str:
    """Put something odd into what is remembered, with a right digest."""
    path = random.choice([each for each in files(memory) if _can_be_forged(each)])
    name = path.relative_to(memory.parent).as_posix()
    if path.parent.name == "practices":
        content = path.read_bytes().splitlines()
        at = random.randrange(len(content))
        value = json.loads(content[at].partition(b" ")[2])
        said = _odd(value, random)
        text = json.dumps(value).encode()
        content[at] = plain._seal("", text)[:16] + b" " + text
        path.write_bytes(b"\n".join(content) + b"\n")
    else:
        body = path.read_bytes().partition(b"\n")[2]
        value = json.loads(body.partition(b"\n")[2])
        said = _odd(value, random)
        text = json.dumps(value).encode()
        body = b"%d\n%b" % (len(text), text)
        path.write_bytes(plain._seal(name, body) + b"\n" + body)
    return f"forge {name}: {said}"


def files(folder: Path) -> list[Path]:
    """Every plain file of a folder, in a fixed order."""
    return [each for each in sorted(folder.rglob("*")) if each.is_file() and not each.is_symlink()]


def _can_be_forged(path: Path) -> bool:
    known = path.parent.name == "practices" or path.name == "seen"
    return known or path.name.startswith(("standing-", "run-"))


def _odd(value: Any, random: Random) -> str:
    """Put something odd in the place of one value; says which and where."""
    way: list[Any] = []
    while isinstance(value, list | dict) and value:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        way.append(random.choice(keys))
        inner = value[way[-1]]
        if not (isinstance(inner, list | dict) and inner) or random.random() < 0.15:
            value[way[-1]] = random.choice(ODD)
            return f"{way} is {str(value[way[-1]])[:30]!r}"
        value = inner
    return "nothing"


def _outside(path: Path) -> Path:
    """The folder beside the house, in which nothing may change."""
    output = next(each for each in path.parents if each.name == "output")
    return output.parents[1] / "outside"
