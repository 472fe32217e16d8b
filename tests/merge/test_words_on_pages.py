"""No word lost on the way to the page, in any layout, for any practice, bound or not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from conftest import HOUSE, project_of
from grammar import Writer
from hypothesis import given, settings
from hypothesis import strategies as some

from press import build
from press.merge import merge
from press.merge.text import convert
from press.model import Content, Leaflet, Variant, has_errors

pytestmark = pytest.mark.slow

HOUSES = {name: project_of(HOUSE.parent / name) for name in (HOUSE.name, "bound_house")}
VARIANTS = [
    (name, variant)
    for name, project in HOUSES.items()
    for variant in build.plan(project, build.Order())
    if variant.medium == "screen"
]
FOLDED = next(each for each in HOUSES["house"].layouts if each.binding == "folded")


def with_words(variant: Variant, bodies: list[str]) -> Variant:
    """The same with these texts in the place of its leaflets'."""
    known = variant.publication
    leaflets = tuple(
        leaflet.model_copy(update={"body": body, "body_line": 1})
        for leaflet, body in zip(known.leaflets, bodies, strict=True)
    )
    head = known.head if known.is_booklet else leaflets[0]
    return replace(variant, publication=replace(known, head=head, leaflets=leaflets))


def is_right(leaflet: Leaflet, content: Content, variant: Variant, house: str) -> bool:
    words = HOUSES[house].library.words[variant.publication.language]
    return not has_errors(convert(leaflet, content, words).findings)


def check(seed: int, *, odd: bool) -> None:
    random = Random(seed)
    house, variant = random.choice(VARIANTS)
    library = HOUSES[house].library
    if not variant.publication.is_booklet and random.random() < 0.3:
        variant = replace(variant, layout=FOLDED)
    texts = [
        "\n".join(Writer(Random(seed + n), odd=odd).text(random.randint(1, 4)).lines)
        for n, _ in enumerate(variant.publication.leaflets)
    ]
    made = with_words(variant, texts)
    if not all(is_right(each, library.content, made, house) for each in made.publication.leaflets):
        return
    wrong = [str(one) for one in merge(made, library).findings if one.code == "S061"]
    assert [one for one in wrong if ": error: " in one] == [], (made.path, *texts)


SEEDS = some.integers(min_value=0, max_value=2**32)


@given(SEEDS, some.booleans())
@settings(max_examples=30)
def test_what_a_text_says_stands_on_its_page(seed: int, odd: bool) -> None:
    check(seed, odd=odd)


INSIDE = ["Tekst.", "- een\n- twee", "![Een maan](moon.svg)", "| a | b |\n|---|---|\n| 1 | 2 |"]


@pytest.mark.parametrize("inside", INSIDE, ids=["text", "list", "picture", "table"])
def test_a_part_with_a_title_stands_on_its_page(inside: str) -> None:
    house, variant = VARIANTS[0]
    indented = inside.replace("\n", "\n    ")
    library = HOUSES[house].library
    for kind in library.words["nl"].parts:
        body = f'!!! {kind} "Zo *gaat* het"\n    {indented}\n\n    En verder.'
        wrong = merge(with_words(variant, [body]), library).findings
        assert [str(one) for one in wrong if one.code == "S061"] == [], body


@pytest.mark.whole
@given(SEEDS, some.booleans())
@settings(max_examples=2_000)
def test_it_does_in_two_thousand_files(seed: int, odd: bool) -> None:
    check(seed, odd=odd)
