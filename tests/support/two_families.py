"""The small house -> one in which two families have five practices, and much to find."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import ROOT
from PIL import Image

LAYOUT = "eigen"
"""Its own layout, a kind of A4."""
_SHEET = """
h2 { color: var(--primary) }
[data-slot=contact] { font-size: 7pt; color: var(--primary) }
"""
HOW_MANY = {"molen": 3, "brug": 2}


def two_families(house: Path) -> Path:
    """Put practices of two families into it, which agree in what moves text, and two leaflets.

    What is found hangs on the text, on a practice's name, colours, logo, address or website.
    """
    practices = house / "sources/practices"
    for name, count in HOW_MANY.items():
        for number in range(1, count):
            shutil.copytree(practices / name, practices / f"{name}-{number}")
    (house / "sources/leaflets/nl/slapen.md").unlink()
    (house / "sources/leaflets/en/sleeping.md").unlink()
    Image.new("RGB", (110, 110), "#888").save(house / "sources/images/grof.png")
    _change(
        house / "sources/leaflets/nl/wandelen.md",
        lambda text: (
            text.replace("[slaapt u beter](slapen)", "slaapt u *beter*")
            + "\nLees ook [dit](fietsen).\n\n![Grof](grof.png)\n\nDIT STAAT IN GROTE LETTERS.\n"
        ),
    )
    walking = house / "sources/leaflets/nl/wandelen.md"
    cycling = walking.read_text("utf-8").partition("Lees ook")[0].replace("wandelen", "fietsen")
    cycling = cycling.replace("version", "short: fietsen-in-weer-en-wind-is-goed\nversion")
    walking.with_name("fietsen.md").write_text(f"{cycling}Lees ook [dit](wandelen).\n", "utf-8")
    of = {each.name: each / "practice.yaml" for each in practices.iterdir()}
    _replace(of["molen-1"], '"#7a3b2e"', '"#f7e26b"')
    _replace(of["molen-2"], "Praktijk De Molen", "PRAKTIJK VOOR BEWEGEN DE MOLEN")
    _replace(of["brug-1"], "debrug.example", "de-brug-over-de-rivier.example")
    Image.new("RGB", (40, 40), "#a33").save(practices / "brug-1/logo.png")
    _replace(practices / "brug-1/_brand.yml", "logo.svg", "logo.png")
    shutil.copytree(ROOT / "layouts/a4", layout := house / f"layouts/{LAYOUT}")
    _replace(layout / "layout.yaml", "a4/inner.css]", f"a4/inner.css, {LAYOUT}/own.css]")
    (layout / "own.css").write_text(_SHEET, "utf-8")
    return house


def _replace(path: Path, one: str, other: str) -> None:
    assert one in path.read_text("utf-8")
    _change(path, lambda text: text.replace(one, other))


def _change(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")
