"""One leaflet and many brands, in the form that each peer takes.

A brand's folder holds `page.html`, the very page that the press lays out, with its sheets,
pictures and QR codes beside it; typefaces are shared by all. For Typst the page's words,
pictures and parts are written as `body.typ` once, for `page.typ` to set in each brand.
"""

from __future__ import annotations

import colorsys
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from lxml import html as parser

from press import build, model
from press.importing.practices import enrol
from press.merge import merge
from press.model import Manuscript, Variant

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent.parent
SLUG = "lage-rugklachten"
_NAMES = ("De Linde", "Müller & Söhne", "’t Hof", "Oude Wal", "Zonzij", "Fysiek Noord")


@dataclass(frozen=True)
class Material:
    """The house of all brands, what it makes, and the folders of the peers' pages."""

    project: build.Project
    variants: tuple[Variant, ...]
    folders: tuple[Path, ...]


def make_material(brands: int, root: Path) -> Material:
    """Write a house with so many practices and the page of each."""
    house = root / "house"
    for name in ("sources", "layouts", "fonts"):
        shutil.copytree(
            HOUSE / name, house / name, ignore=shutil.ignore_patterns("practices", "booklets")
        )
    shutil.copyfile(HERE / "leaflet.md", house / f"sources/leaflets/nl/{SLUG}.md")
    listed = root / "practices.csv"
    listed.write_text("\n".join(_practices(brands)), encoding="utf-8")
    for number in range(brands):
        logo = (HOUSE / "sources/practices/lindehof/logo.svg").read_text("utf-8")
        path = root / f"logos/{number}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(logo.replace("#008f95", _colour(number, brands, 0.35)), encoding="utf-8")
    enrol(house, listed, "nl")
    project = build.load(house)
    variants = build.plan(project, build.Order(publications=(SLUG,), layouts=("a4",)))
    pages = root / "pages"
    (pages / "fonts").mkdir(parents=True)
    shutil.copytree(house / "fonts", pages / "fonts", dirs_exist_ok=True)
    folders = []
    for variant in variants:
        folder = pages / variant.practice.id
        manuscript = merge(variant, project.library)
        assert not model.has_errors(manuscript.findings)
        _write_page(manuscript, folder)
        folders.append(folder)
    for name in ("main.typ", "page.typ"):
        shutil.copyfile(HERE / name, pages / name)
    page = parser.fromstring((folders[0] / "page.html").read_text("utf-8"))
    (pages / "body.typ").write_text(
        '#import "page.typ": *\n' + _typst(page.find("body")), encoding="utf-8"
    )
    return Material(project, variants, tuple(folders))


def _practices(brands: int) -> list[str]:
    rows = ["id;name;street;postcode;city;phone;email;website;hours;colours;logo"]
    for number in range(brands):
        name = f"Praktijk {_NAMES[number % len(_NAMES)]} {number}"
        colours = f"{_colour(number, brands, 0.35)} {_colour(number + brands // 2, brands, 0.75)}"
        rows.append(
            f"p{number:03};{name};Laan {number};1234 AB;Voorbeeldstad;0123 - 45 6{number:03};"
            f"balie@p{number}.example;p{number}.example;maandag t/m vrijdag;{colours};"
            f"logos/{number}.svg"
        )
    return rows


def _colour(number: int, of: int, light: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(number / of % 1, light, 0.6)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def _write_page(manuscript: Manuscript, folder: Path) -> None:
    """The press's page as files, so that a browser or a plain engine can print it."""
    folder.mkdir()
    page, sheets = manuscript.html, "\n".join(css for _, css in manuscript.styles)
    codes = 0
    for name, content in manuscript.resources.items():
        if isinstance(content, Path):
            sheets = sheets.replace(f"/{name}", f"../{name}")
            continue
        path = folder / name
        if name.startswith("qr/"):  # an address in a file's name is a nuisance to all
            codes += 1
            path = folder / f"qr/{codes}.png"
            page = page.replace(name, f"qr/{codes}.png")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    page = page.replace("</head>", '<link rel="stylesheet" href="sheets.css">\n</head>')
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "sheets.css").write_text(sheets, encoding="utf-8")
    practice, brand = manuscript.variant.practice, manuscript.variant.practice.brand
    said = {
        "name": practice.name,
        "street": practice.address.street,
        "city": f"{practice.address.postcode} {practice.address.city}",
        "phone": practice.phone,
        "email": practice.email,
        "website": practice.website,
        "code": f"qr/{codes}.png",
        **{name: brand.colours[name] for name in ("primary", "secondary", "dark", "tint-2")},
    }
    (folder / "brand.json").write_text(json.dumps(said), encoding="utf-8")


# --- the page in Typst's words --------------------------------------------------------------

_SPECIAL = re.compile(r"([\\#*_$@<>`~=\-+/\[\]\"'])")
_SKIPPED = {"head", "footer", "wbr"}


def _typst(node: parser.HtmlElement) -> str:
    """An element and what is in it, as Typst markup."""
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return ""
    kinds = (node.get("class") or "").split()
    inside = _inside(node)
    match node.tag:
        case "header":
            title, lead = node.find(".//h1"), node.find(".//p[@class='lead']")
            source = node.find(".//p[@class='masthead-picture']/img").get("src")
            return f'#masthead([{_inside(title)}], [{_inside(lead)}], "{source}")\n'
        case "section" if "part" in kinds:
            return f'#part("{kinds[1]}")[{inside}]\n'
        case "aside":
            return f"#note[{inside}]\n"
        case "h2" | "h3":
            return f"\n\n#heading(level: {node.tag[1]})[{inside}]\n"
        case "p" | "div" | "dt" | "dd" if "writing-line" not in kinds:
            return f"\n\n{inside}\n\n"
        case "div":
            return "#writing\n"
        case "ul" | "ol" if node.find("li") is not None:
            items = ", ".join(f"[{_inside(item)}]" for item in node.findall("li"))
            return f"#{'list' if node.tag == 'ul' else 'enum'}({items})\n"
        case "strong" | "em":
            return f"#strong[{inside}]"
        case "sup":
            return f"#super[{inside}]"
        case "a" if (node.get("href") or "").startswith("https:"):
            return f'#link("{node.get("href")}")[{inside}]'
        case "img":
            kind = kinds[0] if kinds else "picture"
            return f'#drawn("{node.get("src")}", "{kind}", "{node.get("alt")}")'
        case "span" if "blank" in kinds:
            return "#blank"
        case "br":
            return "\\ "
        case _:
            return inside


def _inside(node: parser.HtmlElement) -> str:
    said = [_escaped(node.text)]
    for child in node:
        said += [_typst(child), _escaped(child.tail)]
    return "".join(said)


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text or ""))
