"""Small files, each with a mistake -> one house in which nearly every source has something wrong.

A row for each code: what is laid into the house besides, by its place. `{head}` is the head of
a leaflet, `{practice}` a practice without a brand.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from conftest import HEAD
from PIL import Image

from press.installed import INSTALLED

PRACTICE = """\
name: Praktijk Proef
address: {street: Proefweg 1, postcode: 1234 AB, city: Voorbeeldstad}
phone: 0123 - 45 67 89
email: info@proef.example
languages: [nl]
urgent: practice
emergency: 112
"""
BRAND = "brand: {color: {primary: '#005559'}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'
BOX = '<rect width="9" height="9"/>'


def leaflet(body: str, more: str = "", head: str = HEAD) -> str:
    return f"---\n{head}{more}---\n{body}\n"


def without(key: str) -> str:
    return "".join(line for line in HEAD.splitlines(True) if not line.startswith(f"{key}:"))


def practice(more: str = "", brand: str = BRAND) -> str:
    return PRACTICE + more + brand


def lacking(key: str) -> str:
    return "".join(line for line in practice().splitlines(True) if not line.startswith(key))


def with_logo(name: str, logo: str | bytes, kind: str = "svg") -> dict[str, str | bytes]:
    """A practice with this logo."""
    brand = f"brand: {{color: {{primary: '#005559'}}, logo: logo.{kind}}}\n"
    folder = f"sources/practices/{name}"
    return {f"{folder}/practice.yaml": practice(brand=brand), f"{folder}/logo.{kind}": logo}


def _photograph(mode: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (400, 200)).save(out, "JPEG")
    return out.getvalue()


EN_WORDS = (INSTALLED / "layouts/base/words/en.yaml").read_text("utf-8")


TEXTS: Mapping[str, str] = {
    "S001": leaflet("Tekst.", head=HEAD.replace("Proef", "Pijn: wat nu?")),
    "S002": leaflet("Tekst.", "titel: Proef\n"),
    "S003": leaflet("Tekst.", "id: &a RUG-01\n"),
    "S004": leaflet("Tekst.", "title: Nog een\n"),
    "S005": f"---\n{HEAD}Tekst.\n",
    "S006": leaflet("Tekst.", head=without("summary")),
    "S007": leaflet("Tekst.", head=HEAD.replace("reviewed: 2026-01-05", "reviewed: 5 mei")),
    "S008": leaflet("Tekst.", head=HEAD.replace("[tekstschrijver]", "tekstschrijver")),
    "S010": leaflet("x " * 110_000),
    "S013": leaflet("![](moon.svg)"),
    "S018": leaflet("\n".join("    " * n + "- x" for n in range(60))),
    "S040": leaflet('{% include "bel-on.md" %}'),
    "S041": leaflet("{% if x %}\n\nTekst.\n\n{% endif %}"),
    "S042": leaflet("Bel {{ practice.fone }}."),
    "S043": leaflet("![Een brug](mon.svg)"),
    "S044": leaflet("Zie [slaap](slaap)."),
    "S045": leaflet("Dat weten wij.[^ngh]"),
    "S046": leaflet("Lees [dit](javascript:x)."),
    "S047": leaflet("!!! tips\n    Tekst."),
    "S050": leaflet("Tekst.", "translation_of: slapn\ntranslation_of_version: '1.0'\n"),
    "S051": leaflet("Text.", "translation_of: slapen\ntranslation_of_version: '1.0'\n"),
    "S054": leaflet("## Kop\n\n#### Te diep\n\nTekst."),
    "S055": leaflet("Tekst.", "short: wandelen\n"),
    "S057": leaflet("[" * 1100),
    "S059": leaflet("Tekst.", "".join(f"sleutel{n}: x\n" for n in range(60))),
    "S061": leaflet("1. een\n3. twee"),
    "S062": leaflet("Dit is <u>zo</u>."),
    "S063": leaflet("~~Niet~~ wel."),
    "S064": leaflet("!!! red-flags\n\nTekst."),
    "S065": leaflet(""),
    "S066": leaflet("| a | b |\n| --- | --- |\n| 1 | 2 | 3 |"),
    "S067": leaflet("Tekst.", head=HEAD.replace("Proef", "Top 10 # pijn")),
    "S011": leaflet("Tekst \u202e om."),
}
"""Leaflets, each `sources/leaflets/nl/<code>.md`."""

PLAIN = "Dit is een zin met elf gewone woorden die u kent vandaag, en dan nog twee. " * 9
WORDS: Mapping[str, str] = {
    "nl/t004": leaflet("Tekst.", head=HEAD.replace("2028-01-05", "2026-12-30")),
    "nl/t022": leaflet("Ga naar Praktijk De Molen."),
    "nl/t032": leaflet(PLAIN),
    "nl/t013": leaflet("Eet bijv. een appel."),
    "sv/t034": leaflet(
        "Ibland är långaordsomfattning och längrebeskrivningar lite för besvärliga. " * 20
    ),
}
"""Leaflets for codes of words; `WORST` has most of the others."""
WORST = Path(__file__).parents[1] / "golden/proofread/everything.md"

OTHERS: Mapping[str, Mapping[str, str | bytes]] = {
    "S009": {"sources/leaflets/nl/Mijn folder.md": leaflet("Tekst.")},
    "S015": {"layouts/s015/layout.yaml": "description: x\nunasked: [leaflet]\n"},
    "S016": {
        "sources/practices/s016/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, defaults: {leaflet: {masthead: bant}}}\n"
        )
    },
    "S081": {"sources/house.yaml": "website: https://f.example\napprove: [clinician]\n"},
    "S017": {
        "sources/leaflets/fy/s017.md": leaflet("Tekst."),
        "sources/practices/s017/practice.yaml": practice("").replace("[nl]", "[nl, fy]"),
    },
    "S019": {"sources/language/nl/hardwords.yaml": "a: b\n"},
    "S020": {"sources/practices/s020/logo.svg": SVG % BOX},
    "S021": {"sources/practices/s021/practice.yaml": practice("").replace("45 67 89", "45 Jan")},
    "S022": {"sources/practices/s022/practice.yaml": PRACTICE},
    "S023": {
        "sources/practices/s023/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, typography: {base: Open Sans}}\n"
        )
    },
    "S024": {
        "sources/practices/s024/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.png}\n"
        )
    },
    "S025": {
        "sources/practices/s025/practice.yaml": practice(
            brand="brand: {color: {palette: {teal: '#008f95'}, primary: teel}}\n"
        )
    },
    "S026": {
        "sources/practices/s026/practice.yaml": practice(
            brand="brand:\n  color: {primary: '#005559'}\n  typography:\n    base: Eigen\n"
            "    fonts: [{family: Eigen, source: file, files: [https://x.example/e.ttf]}]\n"
        )
    },
    "S027": {
        "sources/practices/s027/practice.yaml": practice(
            brand="brand: {color: {primary: '#c3d82c'}}\n"
        )
    },
    "S028": {
        "sources/practices/s028/practice.yaml": practice(
            brand="brand:\n  color: {primary: '#005559'}\n"
            "  typography: {base: {family: Nunito, size: 10pt}}\n"
        )
    },
    "S029": {
        "sources/practices/s029/practice.yaml": practice("hours: {nl: altijd}\n").replace(
            "[nl]", "[nl, en]"
        )
    },
    "S031": {
        "sources/practices/s031/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.png}\n"
        ),
        "sources/practices/s031/logo.png": "GIF89a",
    },
    "S033": {
        "sources/practices/s033/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.svg}\n"
        ),
        "sources/practices/s033/logo.svg": SVG % "<g>",
    },
    "S034": {
        "sources/practices/s034/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.svg}\n"
        ),
        "sources/practices/s034/logo.svg": SVG % "<text font-family='Roboto' y='5'>Ab</text>",
    },
    "S035": {
        "sources/practices/s035/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.svg}\n"
        ),
        "sources/practices/s035/logo.svg": SVG % f"<g filter='url(#a)'>{BOX}</g>",
    },
    "S036": {
        "sources/practices/s036/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.svg}\n"
        ),
        "sources/practices/s036/logo.svg": SVG % "<g/>",
    },
    "S039": {
        "sources/practices/s039/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559', spot: {primary: PANTONE 347 C}}}\n"
        )
    },
    "S048": {
        "layouts/s048/layout.yaml": "description: x\nunasked: [leaflet]\n",
        "layouts/s048/layout.html": "{{ practise }}",
        "layouts/s048/layout.css": "",
    },
    "S052": {
        "sources/leaflets/en/s052.md": leaflet(
            "Text.", "translation_of: wandelen\ntranslation_of_version: '1.0'\n"
        )
    },
    "S053": {"sources/exercises/nl/s053.md": leaflet("Tekst.")},
    "S056": {"sources/practices/s056/practice.yaml": practice("layouts: [a44]\n")},
    "S058": {
        "sources/leaflets/nl/s058.md": leaflet("Zie [dit](s001)."),
        "sources/booklets/nl/s058.yaml": without("authors") + "leaflets: [s001, slapen]\n",
    },
    "S068": {
        "sources/practices/s068/practice.yaml": practice(
            brand="brand: {color: {primary: '#005559'}, logo: logo.svg}\n"
        ),
        "sources/practices/s068/logo.svg": SVG % BOX.replace("/>", " fill='#ffffff'/>"),
    },
    "S073": {
        "sources/practices/s073/practice.yaml": practice().replace("phone: 0123 - 45 67 89\n", "")
    },
    "S074": {"sources/practices/s074/practice.yaml": lacking("urgent")},
    "S075": {
        "sources/practices/s075/practice.yaml": practice()
        .replace("emergency: 112\n", "")
        .replace("[nl]", "[en]")
    },
    "S084": {"archive/published/nl/s084/1.0.yaml": ""},
    "S121": {
        "sources/practices/s121/practice.yaml": practice().replace("[nl]", "[zh-hant]"),
    },
    "S092": {"sources/leaflets/nl/slapen.docx": "PK"},
    "S032": with_logo("s032", SVG % BOX * 12_000),
    "S037": with_logo("s037", _photograph("RGB")[:400], "jpg"),
    "S038": with_logo("s038", _photograph("CMYK"), "jpg"),
    "S060": {
        "layouts/s060/layout.yaml": "description: x\nunasked: [leaflet]\n",
        "layouts/s060/layout.html": '<p data-slot="contct"></p>',
        "layouts/s060/layout.css": "",
    },
    "S083": {
        "sources/leaflets/nl/s083.md": leaflet("Zie [dit](s083-oud)."),
        "sources/leaflets/nl/s083-oud.md": leaflet("Tekst."),
        "sources/leaflets/nl/s083-oud.withdrawn.yaml": "why: x\non: 2026-01-05\n",
    },
    "S120": {"layouts/base/words/sl.yaml": EN_WORDS.replace("  sources: Sources\n", "")},
}


LISTS: Mapping[str, str] = {
    "D002": "naam\nAnna\n",
    "D003": "email\nanna\n",
    "D004": "email\na@voorbeeld.example\na@voorbeeld.example\n",
    "S070": "name;street;postcode;city\n",
    "S071": "name;street;postcode;city;email\nDe Es;Esweg 5;;Dorp;a@es.example\n",
    "S072": "name;street;postcode;city;email\n"
    + "De Es;Esweg 5;1234 AB;Dorp;balie@voorbeeld.example\n" * 2,
}
"""Lists of people to mail (D) and of practices (S)."""

MERGED = (("s016", "a4"), ("s034", "a4"), ("molen", "s048"))
"""Practices and layouts of which a leaflet is merged: some mistakes are found only then."""


def lay(house: Path) -> None:
    """Lay everything into a house."""
    for place, text in files():
        (house / place).parent.mkdir(parents=True, exist_ok=True)
        (house / place).write_bytes(text if isinstance(text, bytes) else text.encode())


def files() -> Iterator[tuple[str, str | bytes]]:
    for code, text in TEXTS.items():
        yield f"sources/leaflets/nl/{code.lower()}.md", text
    for place, text in WORDS.items():
        yield f"sources/leaflets/{place}.md", text
    yield "sources/leaflets/nl/worst.md", WORST.read_text("utf-8")
    for laid in OTHERS.values():
        yield from laid.items()
