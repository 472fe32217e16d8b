"""Small pages, each with a mistake that a finished file shows -> what `check` says of them.

A row for each code: what stands on the page, its style sheet, and what file it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf
import segno
from PIL import Image
from preflighted import BLEED, COLOURS, HEAD, SENTENCE, TEXT, about, address_of, pdf_of, said


class Shown(NamedTuple):
    """A page, as `preflighted.said` takes it."""

    body: str = TEXT
    css: str = ""
    how: Mapping[str, Any] = {}  # never changed


PREPRESS = {"media": "prepress"}
STITCHED = {**PREPRESS, "binding": "stitched"}
LONG = " ".join(["Arbeidsongeschiktheidsverzekeringsvoorwaarden"] * 9)
ADDRESS = "linde.example/folders/oefeningen-bij-lage-rugklachten-voor-thuis"


def small(text: str, style: str) -> str:
    return f"{TEXT}<p style='{style}'>{text}</p>"


def picture(pixels: int, style: str) -> str:
    address = address_of(Image.effect_noise((pixels, pixels // 2), 80))
    return f"<p><img alt='Een rug' src='{address}' style='width: 50mm; {style}'></p>"


def code(leads: str, said: str, width: float = 34.6) -> str:
    out = io.BytesIO()
    segno.make(f"https://{leads}", error="m", micro=False).save(out, kind="png", scale=8)
    address = address_of(Image.open(out).convert("L"))
    shown = f"<img alt='QR-code naar {said}' src='{address}' style='width: {width}mm'>"
    return f"{TEXT}<p>{shown}</p><p>{said}</p>"


FIELD = "position: absolute; inset-inline-start: -40mm; top: 100mm; height: 50mm; width: 210mm"
PAGES: Mapping[str, Shown] = {
    "P020": Shown(TEXT, "body { font-size: 11pt }"),
    "P021": Shown(small("Uitgave 3", "font-size: 8pt; line-height: 12pt")),
    "P022": Shown(TEXT, "@page { margin: 20mm 25mm }"),
    "P023": Shown(small(SENTENCE * 2, "font-size: 9pt; line-height: 8pt")),
    "P024": Shown(TEXT, "p { text-align: justify }"),
    "P025": Shown(TEXT.replace("pijn", "<i>pijn</i>")),
    "P026": Shown(f"<h1>Verzekering</h1><p>{LONG}</p>", "p { hyphens: auto }"),
    "P027": Shown(small("Bel ons gerust.", "color: #999")),
    "P028": Shown(how={"colours": {**COLOURS, "on-dark": COLOURS["solid"]}}),
    "P029": Shown(TEXT + picture(200, "")),
    "P031": Shown(TEXT, "@page { bleed: 2mm }", PREPRESS),
    "P032": Shown(small("Te ver", "margin-inline-start: -37mm"), BLEED, PREPRESS),
    "P033": Shown(TEXT + "<p style='break-before: page'></p>", BLEED, STITCHED),
    "P034": Shown(code("linde.example/rug", "linde.example/rug", 20)),
    "P035": Shown(code("linde.example/oud", "linde.example/rug")),
    "P036": Shown(code(ADDRESS, ADDRESS, 40)),
    "P037": Shown(how={"head": "<html><title>Rugpijn</title>"}),
    "P039": Shown(f"{TEXT}<div style='background: #00797f; {FIELD}'></div>", BLEED, PREPRESS),
    "P046": Shown(f"{TEXT}<h2>Lees ook</h2>{picture(600, 'position: relative; top: -9mm')}"),
    "P047": Shown(TEXT.replace("rug,", "rug.<br><sup style='font-size: 9pt'>7</sup>", 1)),
}


def told() -> Iterator[str]:
    """What is said of each of these pages, and of two files that are made from one."""
    for shown in PAGES.values():
        yield from said(shown.body, shown.css, **shown.how)
    yield from about(pdf_of(TEXT, "", HEAD) + b"\n%" + b"x" * 3_000_000)  # P038
    yield from about(_without_fonts(pdf_of(TEXT, "", HEAD)))  # P030


def _without_fonts(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]
        file.save(out)
    return out.getvalue()
