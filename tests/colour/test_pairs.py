"""Words on grounds: every pair that the layouts' CSS makes can be read, in any brand."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from grounds import FIXED, ROOT, Pair, pairs_on_pages

from press.colour.derive import TEXT, WHITE, contrast, derive

TABLE = Path(__file__).parents[1] / "golden" / "colour_pairs.txt"
LARGE = 3.0
"""Contrast of words of 18 pt, or 14 pt and bold (WCAG 2.2, 1.4.3)."""
BRANDS = 10_000


def pairs() -> list[Pair]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines]
    return [
        Pair(text, ground, "large" if size == "large" else "small") for text, ground, size in rows
    ]


def colour(chance: random.Random) -> str:
    """A colour of any kind, near white and near black more often than by chance alone."""
    lightest = chance.choice((255, 255, 60))
    darkest = chance.choice((0, 0, 200)) if lightest == 255 else 0
    return "#" + "".join(f"{chance.randint(darkest, lightest):02x}" for _ in range(3))


def test_words_can_be_read_on_every_ground_in_any_brand() -> None:
    chance = random.Random(19)
    table = pairs()
    assert len(table) > 20
    for _ in range(BRANDS):
        brand = [colour(chance) for _ in range(4)]
        colours = {**derive(*brand), **FIXED}
        for text, ground, size in table:
            ratio = contrast(colours[text], colours[ground])
            assert ratio >= (LARGE if size == "large" else TEXT), (brand, text, ground, ratio)


def test_the_brand_that_was_hard_to_read_on_its_tints_is_not() -> None:
    colours = derive("#2a4d70", "#203a5c", "#505050", WHITE)
    tints = ("tint-1", "tint-2", "tint-3", "second-tint-1", "second-tint-2")
    assert min(contrast(colours["foreground"], colours[tint]) for tint in tints) >= TEXT


def said_in(sheet: Path, *properties: str) -> set[str]:
    """The colours that a sheet gives these properties, as the table names them."""
    css = tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), skip_comments=True)
    found: set[str] = set()
    names = {"#fff": "white"}
    for declaration in declarations(css):
        if declaration.lower_name in properties:
            value = tinycss2.serialize(declaration.value)
            found |= {names.get(each, each) for each in re.findall(r"#\w+", value)}
            found |= set(re.findall(r"var\(--([\w-]+)\)", value))
    return found


def declarations(rules: Iterable[Any]) -> Iterator[Any]:
    """Every declaration in these rules, those of margin boxes and media too."""
    for rule in rules:
        if rule.type in ("qualified-rule", "at-rule") and rule.content:
            inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
            yield from (each for each in inside if each.type == "declaration")
            yield from declarations(inside)


def test_every_colour_that_a_sheet_gives_to_words_is_in_the_table() -> None:
    words = {pair.text for pair in pairs()}
    for sheet in sorted((ROOT / "layouts").glob("*/*.css")):
        assert said_in(sheet, "color") <= words, sheet
    assert words <= {*FIXED, *derive(*["#000000"] * 4)}


@pytest.mark.slow
def test_the_table_is_what_stands_on_the_pages() -> None:
    found = sorted(" ".join(pair) for pair in pairs_on_pages())
    assert found == TABLE.read_text(encoding="utf-8").splitlines()
