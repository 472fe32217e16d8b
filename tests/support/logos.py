"""Logos as drawing programs write them, made from a seed: features of SVG alone and in pairs.

A feature is a function that draws something around what it is given, or draws that in its
own manner. `logos(n)` gives the first n of an endless row, the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from random import Random

from logo_paints import (
    current,
    even_lines,
    fading,
    gradient,
    gradient_line,
    line_ends,
    order,
    radial,
    together,
    variables,
)
from logo_parts import (
    cascade,
    chosen,
    classes,
    clip,
    clip_by_box,
    hidden,
    lettering,
    mask,
    nested,
    symbol,
    turned,
    units,
    use,
)
from logo_shapes import Feature, shapes

WIDTH, HEIGHT = 120, 80

FEATURES: tuple[Feature, ...] = (
    classes, cascade, clip, clip_by_box, mask, use, symbol, gradient, radial, fading,
    gradient_line, line_ends, even_lines, order, nested, units, current, variables, chosen,
    together, turned, hidden, lettering,
)  # fmt: skip


def logos(count: int) -> Iterator[tuple[str, str]]:
    """Logos with names of what is in them: each feature alone, then in pairs, then again."""
    return islice(_all(), count)


def _all() -> Iterator[tuple[str, str]]:
    alone = [(one,) for one in FEATURES]
    pairs = [pair for pair in product(FEATURES, repeat=2) if pair[0] is not pair[1]]
    Random(1).shuffle(pairs)
    seed = 0
    while True:
        for features in [*alone, *pairs]:
            seed += 1
            of = Random(seed)
            inner = shapes(of)
            for feature in reversed(features):
                inner = feature(of, inner)
            name = "+".join(feature.__name__ for feature in features)
            yield f"{seed}-{name}", _root(of, inner)


def _root(of: Random, inner: str) -> str:
    """The root as programs write it: with and without units, offsets, a transformation."""
    box, size = "0 0 120 80", f'width="{WIDTH}" height="{HEIGHT}"'
    kind = of.randrange(8)
    if kind == 1:
        box, inner = "-600 400 1200 800", f'<g transform="matrix(10 0 0 10 -600 400)">{inner}</g>'
    elif kind == 2:
        size += ' preserveAspectRatio="none"'
        box = "0 0 140 80"
    elif kind == 3:
        size += ' transform="scale(1 -1)"'
    elif kind == 4:
        size = 'style="enable-background:new 0 0 120 80;"'
    elif kind == 5:
        size = 'width="1.25in" height="60pt" preserveAspectRatio="xMidYMid slice"'
        box = "0 0 120 60"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}" {size}>{inner}</svg>'
    )
