"""The small house with a leaflet in two languages, one of them written from right to left."""

from __future__ import annotations

from pathlib import Path

from conftest import HEAD

from press import build
from press.merge import merge
from press.model import Library, Manuscript, Variant

DUTCH = """\
!!! summary
    - **Rust 2 dagen.**
    - Bel ons op {{ practice.phone }}.

## Wat doet u?

Neem om 8.00 uur en om 20.00 uur 1,5 tablet.

Wandel elke dag.

- Slaap 8 uur.
- Drink water.

![Een maan.](moon.svg "Na 2 dagen.")

## Wanneer belt u?

!!! red-flags
    Bel meteen:

    - U wordt niet wakker.
    - U geeft 2 keer over.
"""
ARABIC = """\
!!! summary
    - **استرح 2 يومين.**
    - اتصل بنا {{ practice.phone }}.

## ماذا تفعل؟

خذ في الساعة ٨:٠٠ وفي الساعة ٢٠:٠٠ قرص ١٫٥.

امش كل يوم.

- نم 8 ساعات.
- اشرب الماء.

![قمر.](moon.svg "بعد 2 يومين.")

## متى تتصل؟

!!! red-flags
    اتصل فورا:

    - لا تستيقظ.
    - تتقيأ 2 مرتين.
"""


ENGLISH = """\
!!! summary
    - **Rest for 2 days.**
    - Call us on {{ practice.phone }}.

## What do you do?

Take 1.5 tablets at 8 a.m. and at 8 p.m., with a large glass of water, after your meal.

Walk every day.

- Sleep for 8 hours.
- Drink water.

![A moon.](moon.svg "After 2 days.")

## When do you call?

!!! red-flags
    Call straight away:

    - You do not wake up.
    - You are sick 2 times.
"""


def write_both(
    house: Path,
    dutch: str = DUTCH,
    other: str = ARABIC,
    *,
    version: str = "1.0",
    language: str = "ar",
) -> None:
    """Write the leaflet `pillen`, and `pills`, which translates this version of it."""
    of = f"translation_of: pillen\ntranslation_of_version: '{version}'\n"
    for spoken, slug, more, body in (("nl", "pillen", "", dutch), (language, "pills", of, other)):
        path = house / "sources/leaflets" / spoken / f"{slug}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\n{HEAD}{more}---\n{body}", encoding="utf-8")
    path = house / "sources/practices/brug/practice.yaml"
    text = path.read_text(encoding="utf-8")
    for english, more in (("Monday to Friday", "الإثنين إلى الجمعة"), ("GP service", "طبيب مناوب")):
        text = text.replace(f"{english}}}", f"{english}, ar: {more}}}")
    path.write_text(text, encoding="utf-8")


def plan_of(house: Path, *languages: str) -> tuple[Variant, Library]:
    """The leaflet in these languages, for the practice that says the most."""
    project = build.load(house)
    order = build.Order(("pillen",), ("brug",), side_by_side=languages or ("nl", "ar"))
    (variant,) = build.plan(project, order)
    return variant, project.library


def both(house: Path, *languages: str) -> Manuscript:
    """Its page."""
    return merge(*plan_of(house, *languages))
