"""Brand -> what the page sees of it: custom properties, typefaces, choices."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from press.colour.derive import TEXT, lighten
from press.model import Brand, Finding, FontFace, Layout, Origin, Words

FALLBACKS = ("Source Sans 3", "Noto Sans")
"""Families for what a brand's typefaces lack: other letters, arrows, ticks and boxes. Of the two
the first is as wide and as large as most."""

_TALL = 0.486
"""Height of an x in em from which a typeface looks as large as others: that of Source Sans 3."""


def root_style(
    brand: Brand, words: Words, faces: Collection[FontFace], counter: str = "decimal"
) -> str:
    """The style attribute of the root element: the brand, and the words that CSS prints.

    A typeface with a low x is set larger than the nominal size, so that all look alike.
    `counter` is the style in which numbers are written.
    """
    alike = _alike(brand.base_family, (*faces, *brand.faces))
    said = {f"--{name}": value for name, value in sorted(brand.colours.items())}
    said["--base-family"] = _stack(brand.base_family, words, faces)
    said["--heading-family"] = _stack(brand.heading_family, words, faces)
    said["--heading-weight"] = brand.heading_weight
    said["--base-size"] = f"{brand.base_size * alike:.5g}pt"
    said["--alike"] = f"{alike:g}"
    said["--digits"] = counter
    said["--page-of"] = _string(words.furniture["page_of"])
    said["--page-word"] = _string(words.furniture["page"])
    return "; ".join(f"{name}: {value}" for name, value in said.items())


def _alike(family: str, faces: Iterable[FontFace]) -> float:
    """By how much a family is set larger; never smaller, or it would be under its nominal size."""
    for face in faces:
        if (face.family, face.weight, face.style) == (family, "400", "normal"):
            return round(min(1.15, max(1.0, _TALL / _x_height(face.path))), 3)
    return 1.0


@lru_cache(maxsize=64)
def _x_height(path: Path) -> float:
    """Height of an x in em (OpenType, OS/2 sxHeight); of old tables, which lack it, a usual one."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        height = getattr(font["OS/2"], "sxHeight", 0) / font["head"].unitsPerEm
    return height if height > 0 else _TALL


NIGHT = "#22272b"
"""The lightest ground of a dark screen."""


def screen_style(brand: Brand, faces: Iterable[FontFace]) -> tuple[str, tuple[FontFace, ...]]:
    """The sheet that tells a site's pages of a brand, and the typefaces that it names.

    `on-night` can be read on a dark screen, whatever the brand's dark colour is.
    """
    known = (*brand.faces, *faces)
    wanted = {(brand.base_family, "400"), (brand.base_family, "700")}
    wanted.add((brand.heading_family, brand.heading_weight))
    used = tuple(
        face for face in known if (face.family, face.weight) in wanted and face.style == "normal"
    )
    said = {f"--{name}": value for name, value in sorted(brand.colours.items())}
    said["--on-night"] = lighten(brand.colours["secondary"], NIGHT, TEXT)
    said["--base-family"] = f"{_string(brand.base_family)}, system-ui, sans-serif"
    said["--heading-family"] = f"{_string(brand.heading_family)}, system-ui, sans-serif"
    said["--heading-weight"] = brand.heading_weight
    said["--alike"] = f"{_alike(brand.base_family, known):g}"
    root = "; ".join(f"{name}: {value}" for name, value in said.items())
    rules = [
        f"@font-face {{ font-family: {_string(face.family)}; src: url({_string(woff2(face))});"
        f" font-weight: {face.weight}; font-display: swap }}"
        for face in used
    ]
    return "\n".join([*rules, f":root {{ {root} }}\n"]), used


def woff2(face: FontFace) -> str:
    """Under what name a site has a typeface, packed for the web."""
    return f"fonts/{face.path.stem}.woff2"


def concept_of(words: Words) -> str:
    """What stands across the pages of what may not go out."""
    return words.furniture.get("concept", "CONCEPT")


def concept_style(words: Words) -> tuple[str, str]:
    """The sheet that puts it there, on every page of every layout.

    In a margin box: what stands there is an artifact (PDF/UA-1, 7.8), and nothing that a
    layout does moves it. The box in the middle of the left edge is there however wide a
    layout's margins are, and no layout uses it.
    """
    mark = (
        f"content: {_string(concept_of(words))}; width: 0; margin: 0; padding: 0;"
        " white-space: nowrap; text-align: left; vertical-align: middle; direction: ltr;"
        " font: 700 66pt var(--heading-family); letter-spacing: 0;"
        " color: rgba(164, 22, 26, 0.22); transform-origin: 0 50%;"
        " transform: translate(22mm, 22mm) rotate(-28deg)"
    )
    return "concept", f"@page {{ @left-middle {{ {mark} }} }}"


def families_of(brand: Brand, faces: Iterable[FontFace]) -> frozenset[str]:
    """The families that may appear in this brand's files."""
    scripts = (face.family for face in faces if face.signs)
    return frozenset({brand.base_family, brand.heading_family, *FALLBACKS, *scripts})


def font_faces(faces: tuple[FontFace, ...]) -> str:
    """The @font-face rules of these font files."""
    return "\n".join(
        f"@font-face {{ font-family: {_string(face.family)}; src: url({_string('/' + face.url)});"
        f" font-weight: {face.weight}; font-style: {face.style}{_signs(face)} }}"
        for face in faces
    )


def choices_of(
    layout: Layout, brand: Brand, origin: Origin
) -> tuple[Mapping[str, str], list[Finding]]:
    """The form of each kind that the layout takes for the brand; one that it lacks is a finding."""
    findings = []
    for kind, offered in layout.offers.items():
        choice = brand.choices.get(kind)
        if choice is not None and choice not in offered:
            near = difflib.get_close_matches(choice, offered, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"choose {' or '.join(offered)}"
            message = f"the layout '{layout.name}' has no {kind} '{choice}'"
            findings.append(Finding("S016", "error", message, origin, hint))
    return layout.choose(brand.choices), findings


def _signs(face: FontFace) -> str:
    ranges = ", ".join(f"U+{first:X}-{last:X}" for first, last in face.signs)
    return f"; unicode-range: {ranges}" if ranges else ""


def _stack(family: str, words: Words, faces: Collection[FontFace]) -> str:
    """The family, what stands in for what it lacks, and first of all the language's own script.

    The engine makes room on each line for the first family: with another before it, lines of
    Arabic are of unequal height. Of several families of a script a house's own is the first.
    """
    letter = next(iter(words.parts.values()), "")[:1]
    scripts = dict.fromkeys(face.family for face in faces if face.signs)
    own = dict.fromkeys(face.family for face in faces if letter and face.is_for(letter))
    first, *others = FALLBACKS
    names = dict.fromkeys((*list(own)[:1], family, first, *scripts, *others))
    return ", ".join(_string(name) for name in names)


def _string(text: str) -> str:
    """A CSS string (CSS Syntax 3, 4.3.5): quotes, backslashes and line ends escaped."""
    escaped = "".join(f"\\{ord(c):x} " if c in "'\"\\\n\r\f<>" else c for c in text)
    return f"'{escaped}'"
