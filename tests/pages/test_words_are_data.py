"""Whatever the press calls its own things: a text that says so prints it, and nothing else changes.

The names are read out of the press and its layouts: classes, ids, attributes, slots, elements
and stand-ins.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import HEAD, HOUSE, ROOT, invoke
from printed import Printed, Tag

from press.merge.text import convert
from press.model.slots import IN_LAYOUTS, NAME, SLOT, SLOT_BEGINS, SLOT_ENDS, TOKEN, WEBSITE
from press.reading.content import load_content
from press.reading.house import open_house
from press.reading.layouts import load_words

pytestmark = pytest.mark.slow

CONTENT = load_content(open_house(HOUSE)[0])[0]
WORDS = load_words(open_house(HOUSE)[0])[0]["nl"]
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_WRITTEN = re.compile(r"(?:class|id|data-[\w-]+)=\"([\w -]+)\"|\b(data-[a-z-]+)")
_IN_SHEETS = re.compile(r"[.#]([a-zA-Z][\w-]*)(?=[\s:.,>+~{\[)])")
_OURS = re.compile(r"(?:x-|data-)?[a-z]+(?:-[a-z0-9]+)+|x-[a-z]+")


@cache
def names() -> list[str]:
    """What the press and its layouts call their own; `own-` is what writers may call theirs."""
    found = {TOKEN, NAME, WEBSITE, SLOT, *IN_LAYOUTS}
    found |= {mark.decode().strip() for mark in (SLOT_BEGINS, SLOT_ENDS)}
    for path in ROOT.glob("layouts/**/*.css"):
        found.update(_IN_SHEETS.findall(path.read_text("utf-8")))
    for path in ROOT.glob("layouts/**/*.html"):
        for values, attribute in _WRITTEN.findall(path.read_text("utf-8")):
            found.update([*values.split(), attribute])
    for room in ("merge", "render", "imprint", "model"):
        for path in (ROOT / "press" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.update(word for word in node.value.split() if _OURS.fullmatch(word))
    return sorted(name for name in found - {""} if not name.startswith("own-"))


def said_in(slug: str) -> list[str]:
    """The names that a leaflet says: all, or as many as fit a folded one.

    One that says the stand-in's own word is rendered, which all of them show.
    """
    if slug == "alles":
        return names()
    return [name for name in names() if TOKEN not in name][::9][:40]


def in_rows(said: list[str]) -> list[list[str]]:
    return [said[at : at + 20] for at in range(0, len(said), 20)]


def leaflet(said: list[str], *, neutral: bool) -> str:
    """A text that says each name; some of them also as what they could pose as."""
    lines = []
    for number, some in enumerate(in_rows(said)):
        words, last = some[:], some[-1]
        if not neutral:
            words[-1] = f'<span class="{last}" id="{last}">{last}</span>'
        lines.append(f"Woorden {number}: {' en '.join(words)}.")
        if not neutral and len(some) > 2 and _plain(*some[:2]):
            lines[-1] += f"\n{{: .{some[0]} #{some[1]} }}"
    return f"---\n{HEAD}---\n\n" + "\n\n".join(lines) + "\n"


def _plain(*said: str) -> bool:
    return all(map(_NAME.fullmatch, said))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a house in which two practices are alike, and imprinted, and one is rendered."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("data") / "house")
    molen = house / "sources/practices/molen"
    shutil.copytree(molen, molen.with_name("molen-1"))
    folder = house / "sources/leaflets/nl"
    for slug, said in ((each, said_in(each)) for each in ("alles", "kort")):
        for neutral in (False, True):
            text = leaflet(said, neutral=neutral)
            (folder / f"{slug}{'-leeg' * neutral}.md").write_text(text, "utf-8")
    layouts = {"alles": ("a4", "a4-large-print"), "kort": ("trifold",)}
    for slug, chosen in layouts.items():
        for each in (slug, f"{slug}-leeg"):
            asked = [word for layout in chosen for word in ("--layout", layout)]
            ran = invoke("--root", str(house), "build", "--explain", each, *asked)
            assert ran.code == 0, [line for line in ran.errors if "error" in line]
            imprinted = [line for line in ran.output.splitlines() if ": imprinted" in line]
            assert slug == "alles" or len(imprinted) == 2, ran.output
    return house / "output"


def level(text: str) -> str:
    """Without what lines do to it; PDFium makes U+0002 of a hyphen at a line's end."""
    return re.sub(r"[\s\x02\u00ad\u2010\u2011\u2060\ufffe-]+", "", text)


def blocks(tag: Tag) -> Iterator[str]:
    """What each block says that holds no other."""
    inner = [text for child in tag.children for text in blocks(child)]
    yield from inner if any(level(text) for text in inner) else [tag.said]


@pytest.mark.parametrize("practice", ["brug", "molen", "molen-1"])
@pytest.mark.parametrize("file", ["alles.a4", "alles.a4-large-print", "kort.trifold"])
def test_every_name_of_the_press_is_a_word_like_any_other(
    printed: Path, practice: str, file: str
) -> None:
    slug, _, layout = file.partition(".")
    made = Printed(printed / practice / f"nl/{slug}.{layout}.pdf")
    plain = Printed(printed / practice / f"nl/{slug}-leeg.{layout}.pdf")
    said = level(" ".join(blocks(made.tags)))
    for number, some in enumerate(in_rows(said_in(slug))):
        assert level(f"Woorden {number}: {' en '.join(some)}.") in said, some
    assert said.replace(level(f"/{slug}"), "") == level(" ".join(blocks(plain.tags))).replace(
        level(f"/{slug}-leeg"), ""
    )


def test_no_text_poses_as_what_the_press_adds() -> None:
    known = CONTENT.leaflet("slapen", "nl")
    assert known
    said = [each for each in names() if _NAME.fullmatch(each)]
    body = "\n\n".join(
        f'<p class="{name}" id="{name}" {name}="{name}" data-slot="{name}">Zo.</p>' for name in said
    )
    text = convert(known.model_copy(update={"body": body}), CONTENT, WORDS)
    paragraphs = list(text.root.iter("p"))
    assert [paragraph.text for paragraph in paragraphs] == ["Zo."] * len(said)
    for name, paragraph in zip(said, paragraphs, strict=True):
        assert set(paragraph.keys()) <= {"id", "data-line"}, name
        assert paragraph.get("id", "") in ("", f"slapen--{name}"), name


def test_the_names_are_those_of_the_press() -> None:
    """A test of the test: some of each kind."""
    assert {"call", "contact", "part-title", "data-slot", "x-note", NAME, "mark"} <= {*names()}
    assert len(names()) > 200
