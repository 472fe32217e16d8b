"""A folder with a fonts.css -> the font files that its @font-face rules declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import tinycss2

from press.model import FontFace
from press.reading.files import lies_inside
from press.reading.fonts.making import plain_faces
from press.reading.fonts.opening import is_plain_file, open_font

SHEET = "fonts.css"
_USUAL = (400, 700)
_NAMED = {"normal": "400", "bold": "700"}


def declared_in(folder: Path) -> Iterator[FontFace]:
    """The faces as a folder's sheet declares them; a file that is not there is left out."""
    sheet = folder / SHEET
    if not sheet.is_file():
        return
    css = sheet.read_text(encoding="utf-8", errors="replace")
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
            continue
        said = {
            declaration.lower_name: tinycss2.serialize(declaration.value).strip().strip("\"'")
            for declaration in tinycss2.parse_blocks_contents(rule.content or [])
            if declaration.type == "declaration"
        }
        source = re.search(r"url\(\s*[\"']?([^\"')]+)", said.get("src", ""))
        path = folder / source[1] if source else folder
        if source and path.is_file() and lies_inside(path, folder) and "font-family" in said:
            weight, style = said.get("font-weight", "400"), said.get("font-style", "normal")
            weight = _NAMED.get(weight, weight)
            signs = tuple(_ranges(said.get("unicode-range", "")))
            yield FontFace(said["font-family"], weight, style, f"fonts/{source[1]}", path, signs)


def _ranges(said: str) -> Iterator[tuple[int, int]]:
    """A `unicode-range`, as U+600-6FF or U+5D?: CSS Fonts 4, 4.5."""
    for first, last in re.findall(r"[Uu]\+([0-9A-Fa-f?]{1,6})(?:-([0-9A-Fa-f]{1,6}))?", said):
        yield int(first.replace("?", "0"), 16), int(last or first.replace("?", "F"), 16)


def faces_in(folder: Path, output: Path) -> Iterator[FontFace]:
    """The faces of a folder; of a variable font those of the weight that its rule names.

    A rule that names a range of weights stands for 400 and 700. What is made of variable and
    compressed files is kept below `output`. Of a file that cannot be read the engine will say so.
    """
    for face in declared_in(folder):
        yield from _plain(face, output)


def _plain(face: FontFace, output: Path) -> Iterator[FontFace]:
    """The face itself, or what is made of its file under an address for each weight."""
    if is_plain_file(face.path) and face.weight.isdigit():
        yield face
        return
    try:
        facts = open_font(face.path)
        named = (int(face.weight),) if face.weight.isdigit() else _USUAL
        made = plain_faces(face, facts, named, output)
    except Exception:  # fontTools meets a broken file with errors of any kind; so does the engine
        yield replace(face, weight=face.weight if face.weight.isdigit() else "400")
        return
    for each in made:
        weight = each.weight if each.weight.isdigit() else facts.weight
        url = face.url if each.path == face.path else f"{face.url}-{weight}{each.path.suffix}"
        yield replace(each, weight=weight, url=url)
