"""Pages to preflight, and what is said of them."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from press.colour.derive import derive
from press.model import (
    Brand,
    Checks,
    Document,
    Layout,
    Leaflet,
    Origin,
    Page,
    Practice,
    Publication,
    Variant,
)
from press.preflight import preflight
from press.render.engine import weasyprint

FONTS = Path(__file__).parents[2] / "fonts/source-sans-3"


FACES = "".join(
    f"@font-face {{ font-family: Source; src: url({(FONTS / file).as_uri()}); {how} }}"
    for file, how in (
        ("SourceSans3-Regular.ttf", "font-weight: 400"),
        ("SourceSans3-Bold.ttf", "font-weight: 700"),
        ("SourceSans3-Italic.ttf", "font-style: italic"),
    )
)


PLAIN = "@page { size: A4; margin: 20mm 40mm } body { font: 12pt/1.4 Source; margin: 0 }"


BLEED = "@page { bleed: 3mm }"


SENTENCE = "Bewegen helpt bij pijn in de rug, ook als dat in het begin nog niet zo makkelijk gaat. "


TEXT = f"<h1>Rugpijn</h1><p>{SENTENCE * 8}</p>"


FAMILIES = frozenset({"Source"})


COLOURS = derive("#00797f", "#c3d82c", "#1a1a1a", "#ffffff")


def variant(
    *,
    media: str = "screen",
    binding: str = "none",
    checks: Mapping[str, float] | None = None,
    colours: Mapping[str, str] = COLOURS,
) -> Variant:
    leaflet = Leaflet.model_construct(
        slug="rug", language="nl", origin=Origin("sources/leaflets/nl/rug.md")
    )
    brand = Brand(colours, "Source", "Source", "700", 12, {}, None, None)
    return Variant(
        Publication("rug", "nl", leaflet, (leaflet,), leaflet.origin, {}),
        Practice.model_construct(id="linde", brand=brand, origin=Origin("practice.yaml")),
        Layout.model_construct(
            name="kaart",
            binding=binding,
            checks=Checks(**(checks or {})),
            origin=Origin("layouts/kaart/layout.yaml"),
        ),
        media,  # type: ignore[arg-type]
    )


@cache
def sheets() -> tuple[Any, Any]:
    weasyprint()
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return CSS(string=FACES, font_config=fonts), fonts


@cache
def pdf_of(body: str, css: str, head: str, *, tags: bool = True, media: str = "screen") -> bytes:
    html = f"<!doctype html>{head}<style>{PLAIN}{css}</style><body>{body}</body>"
    faces, fonts = sheets()
    document = weasyprint().HTML(string=html, media_type=media)
    options = {"pdf_variant": "pdf/ua-1"} if tags else {}
    pdf: bytes = document.write_pdf(
        stylesheets=[faces], font_config=fonts, pdf_tags=tags, **options
    )
    return pdf


HEAD = '<html lang="nl"><title>Rugpijn</title>'


def said(
    body: str = TEXT,
    css: str = "",
    *,
    head: str = HEAD,
    tags: bool = True,
    families: frozenset[str] = FAMILIES,
    **how: Any,
) -> list[str]:
    """What preflight has to say about a page, without the place."""
    pdf = pdf_of(body, css, head, tags=tags)
    return about(pdf, families, **how)


def about(pdf: bytes, families: frozenset[str] = FAMILIES, **how: Any) -> list[str]:
    return [
        str(finding).partition(" ")[2] for finding in preflight(document_of(pdf, families, **how))
    ]


def document_of(pdf: bytes, families: frozenset[str] = FAMILIES, **how: Any) -> Document:
    return Document(variant(**how), pdf, (Page(1, 0, 0),), (), families=families)


def codes(*arguments: Any, **how: Any) -> set[str]:
    return {line[-5:-1] for line in said(*arguments, **how)}


def address_of(image: Image.Image) -> str:
    out = io.BytesIO()
    image.save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
