"""Brand -> what the page sees of it: custom properties, typefaces, choices."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from press.model import Brand, Finding, FontFace, Layout, Origin, Words

FALLBACKS = ("Noto Sans", "Noto Sans Arabic", "Source Sans 3")
"""LayoutFamilies for what a brand's typefaces lack: other scripts; arrows, ticks and boxes."""


def root_style(brand: Brand, words: Words) -> str:
    """The style attribute of the root element: the brand, and the words that CSS prints."""
    said = {f"--{name}": value for name, value in sorted(brand.colours.items())}
    said["--base-family"] = _stack(brand.base_family)
    said["--heading-family"] = _stack(brand.heading_family)
    said["--heading-weight"] = brand.heading_weight
    said["--base-size"] = f"{brand.base_size:g}pt"
    said["--page-of"] = _string(words.furniture["page_of"])
    said["--page-word"] = _string(words.furniture["page"])
    return "; ".join(f"{name}: {value}" for name, value in said.items())


def families_of(brand: Brand) -> frozenset[str]:
    """The families that may appear in this brand's files."""
    return frozenset({brand.base_family, brand.heading_family, *FALLBACKS})


def font_faces(faces: tuple[FontFace, ...]) -> str:
    """The @font-face rules of these font files."""
    return "\n".join(
        f"@font-face {{ font-family: {_string(face.family)}; src: url({_string('/' + face.url)});"
        f" font-weight: {face.weight}; font-style: {face.style} }}"
        for face in faces
    )


def choices_of(
    layout: Layout, brand: Brand, origin: Origin
) -> tuple[Mapping[str, str], list[Finding]]:
    """The brand's choice, or else the first form that the layout offers, of each kind."""
    chosen, findings = {}, []
    for kind, offered in layout.offers.items():
        choice = brand.choices.get(kind, offered[0])
        if choice not in offered:
            near = difflib.get_close_matches(choice, offered, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"choose {' or '.join(offered)}"
            message = f"the layout '{layout.name}' has no {kind} '{choice}'"
            findings.append(Finding("S016", "error", message, origin, hint))
            choice = offered[0]
        chosen[kind] = choice
    return chosen, findings


def _stack(family: str) -> str:
    names = dict.fromkeys((family, *FALLBACKS))
    return ", ".join(_string(name) for name in names)


def _string(text: str) -> str:
    """A CSS string (CSS Syntax 3, 4.3.5): quotes, backslashes and line ends escaped."""
    escaped = "".join(f"\\{ord(c):x} " if c in "'\"\\\n\r\f<>" else c for c in text)
    return f"'{escaped}'"
