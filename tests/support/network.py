"""A network of invented practices, each other than the rest: what imprinting is tried on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SAMPLES = ("lindehof", "mueller", "notenboom", "vanbentum")
"""The sample practices whose typefaces and forms they have, in turn; but for one that shares
those of another."""
_OTHER: dict[str, Any] = {
    "typography": {
        "base": {"family": "Source Sans 3", "size": "12pt"},
        "headings": {"family": "Alegreya Sans", "weight": 800},
    },
    "defaults": {
        "leaflet": {"masthead": "column", "corners": "round", "margin": "right", "summary": "list"}
    },
}
NAMES = (
    "Fys",
    "’t Hof & Zn.",
    "Praxis Müller & Söhne",
    "Centrum voor Beweging en Gezondheid Noord",
    "Centrum voor Fysiotherapie, Oefentherapie & Bewegen Müller Söhne en Töchter aan de Oude Grens",
)
"""From 3 to 93 letters."""
COLOURS = (("#004b6b", "#ffd166"), ("#f2c14e", "#2d2d2d"), ("#7a1f5c", "#a0e8af"))
"""A dark, a light and a strong brand."""
LOGOS = {
    "wide": "M0 4h72v4H0zM0 0h40v2H0z",
    "square": "M2 2h20v20H2zM8 8v8h8V8z",
    "tall": "M4 0h4v30H4zM0 8h12v3H0z",
}
_SIZES = {"wide": (72, 8), "square": (24, 24), "tall": (12, 30)}


def network(root: Path, count: int) -> Path:
    """The samples' leaflets, and two bound, for so many practices, in folders `p00` and on.

    Four after another have the samples' forms, and are a kind: they have their name,
    colours and logo in common, and what else they have or lack.
    """
    for name in ("leaflets", "images", "passages", "booklets", "exercises"):
        shutil.copytree(ROOT / "sources" / name, root / "sources" / name)
    booklet = root / "sources/booklets/nl/lage-rugklachten.yaml"
    head = booklet.read_text("utf-8").partition("leaflets:")[0]
    two = "leaflets: [pijn-onder-in-de-rug, oefeningen-bij-lage-rugklachten]"
    booklet.with_name("twee.yaml").write_text(f"{head}{two}\n", "utf-8")
    (root / "sources/house.yaml").write_text("website: https://network.example\n", "utf-8")
    yaml = YAML()
    for number in range(count):
        kind, sample = divmod(number, len(SAMPLES))
        folder = root / f"sources/practices/p{number:02}"
        shutil.copytree(ROOT / "sources/practices" / SAMPLES[sample], folder)
        practice = yaml.load(folder / "practice.yaml")
        own = folder / "_brand.yml"
        brand = yaml.load(own) if own.exists() else practice.pop("brand")
        own.unlink(missing_ok=True)
        practice |= _said(number, kind)
        if kind % 5 == 3:
            del practice["out_of_hours"]
        if kind % 6 == 4:
            del practice["website"]
        if kind % 3 == 1:
            practice["urgent"] = {"name": NAMES[kind % 4], "phone": f"0{200 + number} - 33"}
        brand |= _looks(folder, kind) | (_OTHER if SAMPLES[sample] == "mueller" else {})
        if kind % 4 == 1:
            del brand["logo"]
        practice["brand"] = brand
        yaml.dump(practice, folder / "practice.yaml")
    return root


def _said(number: int, kind: int) -> dict[str, str]:
    return {
        "name": NAMES[kind % len(NAMES)],
        "phone": f"0{100 + number} - 11 22 {number:02}",
        "email": f"post{number:02}@practice.example",
        "feedback": f"reply{number:02}@practice.example",
        "website": f"https://{'clinic-' * (kind % 3)}{number:02}.example",
    }


def _looks(folder: Path, kind: int) -> dict[str, Any]:
    """Its colours, one in three with a spot colour, and a logo of one of three shapes."""
    primary, secondary = COLOURS[kind % len(COLOURS)]
    colours: dict[str, Any] = {"primary": primary, "secondary": secondary}
    if kind % 3 == 1:
        colours |= {"cmyk": {"primary": [0, 20, 75, 5]}, "spot": {"primary": "PANTONE 142 C"}}
    shape = list(LOGOS)[kind % len(LOGOS)]
    width, height = _SIZES[shape]
    for ground, colour in (("logo", primary), ("logo-on-dark", "#ffffff")):
        (folder / f"{ground}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<path fill="{colour}" d="{LOGOS[shape]}"/></svg>',
            "utf-8",
        )
    pair = {"light": {"path": "logo.svg"}, "dark": {"path": "logo-on-dark.svg"}}
    return {"color": colours, "logo": {"medium": pair}}


def everything() -> Iterator[tuple[str, ...]]:
    """Each leaflet and booklet in each of its layouts, as arguments of `leaflet build`."""
    short = ("pijn-onder-in-de-rug", "pain-in-the-lower-back")
    for slug in sorted(path.stem for path in (ROOT / "sources/leaflets").glob("*/*.md")):
        for layout in ("a4", "a4-large-print", "a5-booklet", "trifold"):
            if layout != "trifold" or slug in short:
                yield slug, "--layout", layout
