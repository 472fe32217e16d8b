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

from press.colour.derive import TEXT, WHITE, contrast, derive, lighten
from press.merge.brand import NIGHT

TABLE = Path(__file__).parents[1] / "golden" / "colour_pairs.txt"
LARGE = 3.0
"""Contrast of words of 18 pt, or 14 pt and bold (WCAG 2.2, 1.4.3)."""
BRANDS = [500, pytest.param(10_000, marks=pytest.mark.whole)]
"""Brands made by chance, the first five hundred the same; the whole run takes the many."""
WEB = ROOT / "layouts/web/layout.css"
ON_SCREEN = {
    "ink": ("page", "soft"),
    "head": ("page", "soft"),
    "link": ("page", "soft"),
    "alarm": ("page", "alarm-soft"),
    "alarm-ink": ("alarm-soft",),
    "field-ink": ("field",),
    "field-head": ("field",),
}
"""What the pages of a site write in, and on what; by day and by night."""


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


@pytest.mark.slow
@pytest.mark.parametrize("brands", BRANDS)
def test_words_can_be_read_on_every_ground_in_any_brand(brands: int) -> None:
    chance = random.Random(19)
    table = pairs()
    assert len(table) > 20
    for _ in range(brands):
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


def roles(css: str) -> Iterator[dict[str, str]]:
    """What the roles of a site's colours are by day, and by night."""
    found: dict[str, str] = {}
    for block in re.findall(r":root \{(.*?)\}", css, re.S)[:2]:
        found |= re.findall(r"--([\w-]+): ([^;]+);", block)
        yield dict(found)


def test_every_colour_of_words_on_a_screen_is_in_the_list() -> None:
    used = {name for name in said_in(WEB, "color") if not name.startswith("#")}
    printed = {"dark", "white"}  # in what a browser prints, and over what darkens a picture
    assert used <= {*ON_SCREEN, *printed}
    assert {*ON_SCREEN} <= {*used, "alarm"}


@pytest.mark.slow
@pytest.mark.parametrize("brands", BRANDS)
def test_words_on_a_screen_can_be_read_in_any_brand_by_day_and_by_night(brands: int) -> None:
    chance = random.Random(22)
    day_and_night = list(roles(WEB.read_text(encoding="utf-8")))
    assert [each["page"] for each in day_and_night] == ["var(--background)", "#15181b"]
    for _ in range(brands // 10):
        brand = [colour(chance) for _ in range(4)]
        colours = dict(derive(*brand))
        colours["on-night"] = lighten(colours["secondary"], NIGHT, TEXT)
        for role in day_and_night:
            for text, grounds in ON_SCREEN.items():
                for ground in grounds:
                    ratio = contrast(seen(text, role, colours), seen(ground, role, colours))
                    assert ratio >= TEXT, (brand, text, ground, ratio)


def seen(name: str, role: dict[str, str], colours: dict[str, str]) -> str:
    value = role.get(name, f"var(--{name})")
    if found := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return seen(found[1], role, colours) if found[1] in role else colours[found[1]]
    return WHITE if value == "#fff" else value


def declarations(rules: Iterable[Any]) -> Iterator[Any]:
    """Every declaration in these rules, those of margin boxes and media too."""
    for rule in rules:
        if rule.type in ("qualified-rule", "at-rule") and rule.content:
            inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
            yield from (each for each in inside if each.type == "declaration")
            yield from declarations(inside)


def test_every_colour_that_a_sheet_gives_to_words_is_in_the_table() -> None:
    words = {pair.text for pair in pairs()}
    on_paper = set((ROOT / "layouts").glob("*/*.css")) - {WEB}
    for sheet in sorted(on_paper):
        assert said_in(sheet, "color") <= words, sheet
    assert words <= {*FIXED, *derive(*["#000000"] * 4)}


@pytest.mark.slow
def test_what_stands_on_a_folded_sheet_is_in_the_table() -> None:
    found = pairs_on_pages("trifold")
    assert len(found) > 5
    assert found <= {*pairs()}


@pytest.mark.whole
def test_the_table_is_what_stands_on_the_pages_of_all_layouts() -> None:
    found = sorted(" ".join(pair) for pair in pairs_on_pages())
    assert found == TABLE.read_text(encoding="utf-8").splitlines()
