"""The pages and files of a small house's sites, and their typefaces packed once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Once, invoke
from lxml import html
from lxml.html import HtmlElement

from press import build
from press.site.pictures import as_woff2

FAMILIES = ("Source Sans 3", "Newsreader", "Atkinson Hyperlegible Next", "Nunito")
SLAPEN = "sources/leaflets/nl/slapen.md"


@pytest.fixture
def packed(house: Path) -> None:
    """Pack the typefaces once: the processes in which sites are made begin with them."""
    for face in build.load(house).library.faces:
        if face.family in FAMILIES and face.style == "normal":
            as_woff2(face.path)


@pytest.fixture(scope="session")
def published(once: Once) -> Path:
    """A copy of the small house with its sites written; only to be looked at."""

    def write(folder: Path) -> None:
        ran = invoke("--root", str(shutil.copytree(HOUSE, folder / "house")), "site")
        assert (ran.code, ran.errors) == (0, [])

    return once("published", write) / "house"


def page(house: Path, path: str, practice: str = "brug") -> HtmlElement:
    text = (house / "output/site" / practice / path / "index.html").read_text("utf-8")
    shown: HtmlElement = html.document_fromstring(text)
    return shown


def pick(shown: HtmlElement, path: str) -> list[Any]:
    found: Any = shown.xpath(path)
    return list(found)


def said(shown: HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(str(each.text_content()) for each in pick(shown, path)).split())


def files(house: Path, practice: str = "brug") -> dict[str, bytes]:
    folder = house / "output/site" / practice
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(house: Path) -> dict[str, int]:
    return {
        path.relative_to(house / "output/site").as_posix(): path.stat().st_mtime_ns
        + path.stat().st_ino
        for path in (house / "output/site").rglob("*")
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
