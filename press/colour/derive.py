"""Brand colours as written -> every colour that a layout may use, with contrasts it can rely on.

A brand gives two colours; `derive` makes from them the shades that carry text and
the tints that lie under it. Colours are `#rrggbb` in lower case, contrast is WCAG's.

Darkening divides the light of all three channels by one factor. In OKLab, which is
made of cube roots of light, that scales lightness and both colour axes alike: hue and
saturation in OKLCH stay exactly what they were, no channel leaves the gamut, and the
luminance wanted is reached by a division instead of a search. (In HSL the hue that one
sees drifts: dark blues turn purple, dark yellows olive.)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from tinycss2 import color4

WHITE = "#ffffff"
SIGNAL = "#a4161a"
"""The colour of warning signs, in every brand (base.css)."""
BLACK = "#000000"

DARK = 8.5
"""Contrast of `dark` with white: headings, badges, words on tints."""
SOLID = 5.2
"""Contrast of `solid` with white: areas that carry white words."""
RULE = 3.0
"""Contrast of `rule` with white: rules, icons, frames (WCAG 2.2, 1.4.11)."""
TEXT = 4.5
"""Contrast of words with what lies under them (WCAG 2.2, 1.4.3)."""
BODY = 7.0
"""Contrast of running text with the page (WCAG 2.2, 1.4.6: readers with low vision)."""

_Light = tuple[float, float, float]
"""Red, green and blue as amounts of light from 0 to 1 (sRGB without its curve)."""


class ColourError(ValueError):
    """A text that is not a colour to print with; says why in a practice's words."""


def derive(primary: str, secondary: str, foreground: str, background: str) -> Mapping[str, str]:
    """Make all colours of a brand from four of `#rrggbb`, by name.

    Promised for every brand, in contrast ratios:
    `dark` 8.5, `solid` 5.2, `rule` and `second-rule` 3 on white; `dark` and `foreground`
    4.5 on every tint, `solid` 3; `on-dark` 4.5 on `dark`, `on-solid` 4.5 on `solid`; `foreground` 7
    on `background` and on white. What does not reach it is changed only as far as needed.
    """
    dark = darken(primary, DARK)
    solid = darken(primary, SOLID)
    body = darken(foreground, BODY)
    words = ((dark, TEXT), (body, TEXT), (solid, RULE))
    return {
        "primary": primary,
        "secondary": secondary,
        "foreground": body,
        "background": lighten(lighten(background, body, BODY), SIGNAL, TEXT),
        "dark": dark,
        "solid": solid,
        "rule": darken(primary, RULE),
        "tint-1": tint(primary, 0.09, words),
        "tint-2": tint(primary, 0.20, words),
        "tint-3": tint(primary, 0.42, words),
        "second-tint-1": tint(secondary, 0.20, words),
        "second-tint-2": tint(secondary, 0.45, words),
        "second-rule": darken(secondary, RULE),
        "on-dark": lighten(secondary, dark, TEXT),
        "on-solid": lighten(secondary, solid, TEXT),
    }


def parse(text: str) -> str:
    """Read a colour as CSS writes it (#rgb, names, rgb(), hsl() and so on) as `#rrggbb`."""
    colour = color4.parse_color(text.strip())
    if colour is None or isinstance(colour, str):  # "currentcolor" stays a text
        raise ColourError("it is not a colour")
    if colour.alpha < 1:
        raise ColourError("a colour in print cannot be see-through")
    try:
        return _hex(tuple(colour.to("srgb").coordinates))
    except NotImplementedError:
        raise ColourError("write it as #rrggbb, rgb() or hsl()") from None


def is_colour(text: str) -> bool:
    """Whether CSS takes this for a colour, be it one that cannot be printed."""
    return color4.parse_color(text.strip()) is not None


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    red, green, blue = _light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def grey(colour: str) -> str:
    """The grey that a black-and-white printer makes of a colour (ISO 32000-1, 10.3.2)."""
    red, green, blue = bytes_of(colour)
    return hex_of(*[round(0.3 * red + 0.59 * green + 0.11 * blue)] * 3)


def darken(colour: str, ratio: float) -> str:
    """Darken a colour until it has this contrast with white, keeping its hue."""
    most = 1.05 / ratio - 0.05
    now = luminance(colour)
    if now <= most:
        return colour
    # Rounded down: a channel rounded up could miss the ratio by a hair.
    channels = (math.floor(_curve(light * most / now) * 255) for light in _light(colour))
    return hex_of(*channels)


def lighten(colour: str, under: str, ratio: float) -> str:
    """Mix a colour with white until it has this contrast with the dark colour under it."""
    mixes = (mix(colour, step / 64) for step in range(64, -1, -1))
    return next((one for one in mixes if contrast(one, under) >= ratio), WHITE)


def tint(colour: str, share: float, over: tuple[tuple[str, float], ...]) -> str:
    """That share of a colour on white, or less if one of these had less than its contrast on it."""
    steps = (share * step / 32 for step in range(32, -1, -1))
    tints = (mix(colour, step) for step in steps)
    return next(
        (one for one in tints if all(contrast(one, word) >= ratio for word, ratio in over)), WHITE
    )


def mix(colour: str, share: float) -> str:
    """That share of a colour, the rest white: what the colour looks like so transparent."""
    return hex_of(*(round(255 - (255 - byte) * share) for byte in bytes_of(colour)))


def amounts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as written, from 0 to 1."""
    red, green, blue = bytes_of(colour)
    return red / 255, green / 255, blue / 255


def bytes_of(colour: str) -> tuple[int, int, int]:
    """Red, green and blue as written, from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hex_of(*channels: int) -> str:
    """The colour of these channels, each from 0 to 255."""
    return "#" + "".join(f"{byte:02x}" for byte in channels)


def _hex(channels: tuple[float, ...]) -> str:
    return hex_of(*(round(min(1.0, max(0.0, channel)) * 255) for channel in channels))


def _light(colour: str) -> _Light:
    red, green, blue = (_uncurve(byte / 255) for byte in bytes_of(colour))
    return red, green, blue


def _uncurve(channel: float) -> float:
    """From a channel as written to light (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curve(light: float) -> float:
    """From light to a channel as written (IEC 61966-2-1)."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
