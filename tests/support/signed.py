"""Leaflets that somebody signed, or did not."""

from __future__ import annotations

from pathlib import Path

from press import build

BODY = """\
## Bewegen

Durf te bewegen. Loop elke dag 10 minuten.

![Een maan](moon.svg)

{% include "bel-ons.md" %}
"""


SIGN = ("sign", "proef", "--role", "clinician", "--name", "A. de Vries")


def said(house: Path, *codes: str) -> list[str]:
    return [str(each) for each in build.load(house).findings if each.code in codes]


def approve(house: Path, *roles: str) -> None:
    with (house / "sources/house.yaml").open("a") as file:
        file.write(f"approve: [{', '.join(roles)}]\n")


def held(house: Path) -> dict[str, str]:
    return {each.slug: each.held for each in build.load(house).publications if each.held}
