"""What a page may ask for -> its bytes: pictures, logo, QR codes, icons, fonts, style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from press.merge.brand import font_faces
from press.merge.references import code_file, qr_code
from press.model import Finding, FontFace, Library, Origin, Variant
from press.reading import did_you_mean, lies_inside, read_text
from press.reading.pictures import Picture, on_plate, read_picture, recolour

_ICON = re.compile(r"icons/([a-z0-9-]+)/([a-z0-9-]+)\.svg")
_MOST_CSS = 1_000_000
"""Bytes of a style sheet."""
_WIDE = 1.2
"""Width over height of a picture that is too wide for a square."""
_ROOT = 500
"""Bytes of a cleaned drawing in which its root element begins."""
_SIGNALS = {"white": "#ffffff", "signal": "#a4161a"}
"""Colours of icons that no brand changes."""


class Resources:
    """Collects what one variant's page names: `table` is all that will be served."""

    def __init__(self, variant: Variant, library: Library) -> None:
        self.variant, self.library, self.practice = variant, library, variant.practice
        self.colours = self.practice.brand.colours
        self.table: dict[str, bytes | Path] = {}
        self.places: dict[str, Origin] = {}
        self.findings: dict[Finding, None] = {}

    def say(self, findings: Iterable[Finding]) -> None:
        self.findings.update(dict.fromkeys(findings))

    def qr(self, address: str) -> str:
        """The QR code of an address, as something to put in `src`."""
        name = code_file(address)
        self.table[name] = qr_code(address)
        return name

    def picture(self, name: str, place: Origin | None = None) -> str:
        """A picture of sources/images in the brand's colours; `place` is where it is named."""
        key = f"images/{name}"
        path = self.library.content.images.get(name)
        if path is None:
            if place is None:  # the text's own pictures were looked for when it was converted
                message = f"there is no picture '{name}' in sources/images"
                hint = did_you_mean(name, list(self.library.content.images))
                self.say(
                    [Finding("S043", "error", message, self.variant.named_at("picture"), hint)]
                )
            return key
        picture, findings = _read_picture(path, f"sources/{key}", self.library.faces)
        self.say(findings)
        if picture:
            self.table[key] = self._coloured(picture)
            self.places[key] = place or self.variant.named_at("picture")
        return key

    def shape(self, name: str) -> str:
        """How a picture of sources/images stands in a frame: wide, tall, even; or cropped.

        A photograph may be cropped, and a drawing that asks for it (SVG 2, 8.10:
        `preserveAspectRatio` with `slice`).
        """
        path = self.library.content.images.get(name)
        if path is None:
            return "even"
        picture, _ = _read_picture(path, f"sources/images/{name}", self.library.faces)
        if picture is None:
            return "even"
        if picture.unit == "px" or b"slice" in picture.data[:_ROOT]:
            return "cropped"
        proportion = picture.width / picture.height
        return "wide" if proportion > _WIDE else "tall" if proportion < 1 / _WIDE else "even"

    def _coloured(self, picture: Picture) -> bytes:
        if picture.mime != "image/svg+xml":
            return picture.data
        return recolour(picture.data, drawing_colours(self.colours))

    def logo(self, on_dark: bool = False) -> Mapping[str, str] | None:
        """The logo for a light or dark ground as `src` and `alt`, or None if there is none."""
        brand = self.practice.brand
        logo = (brand.logo_on_dark or brand.logo) if on_dark else brand.logo
        if logo is None:
            return None
        key = f"practice/{logo.plate.replace('#', 'on-')}/{logo.path}".replace("//", "/")
        if key not in self.table:
            name = f"{self.practice.origin.path.rpartition('/')[0]}/{logo.path}"
            faces = (*brand.faces, *self.library.faces)
            picture, findings = _read_picture(self.practice.folder / logo.path, name, faces)
            self.say(findings)
            if picture:
                picture = on_plate(picture, logo.plate) if logo.plate else picture
                self.table[key] = recolour(picture.data, {})
                self.places[key] = self.practice.origin
        return {"src": key, "alt": logo.alt or self.practice.name}

    def styles(self) -> tuple[tuple[str, str], ...]:
        """The sheets in the order of the cascade: fonts, what layouts share, the layout's own."""
        layout, faces = self.variant.layout, self.practice.brand.faces
        sheets = [("fonts.css", font_faces(self.library.faces))]
        if faces:
            sheets.append(("practice.css", font_faces(faces)))
        for face in (*self.library.faces, *faces):
            self.table[face.url] = face.path
        for name in layout.styles:
            path = _find(self.library.house.layouts, name.replace("{layout}", layout.name))
            if path is None:
                message = f"there is no style sheet '{name}'"
                self.say([Finding("S015", "error", message, layout.origin)])
                continue
            css, findings = _read(path, f"layouts/{name}", path.stat().st_mtime_ns)
            self.say(findings)
            sheets.append((f"layouts/{name}", css))
        return tuple(sheets)

    def add_icons(self, html: str, styles: tuple[tuple[str, str], ...]) -> None:
        """Provide each icon that the page or a sheet names, in the colour that it names."""
        named = set(_ICON.findall(html)).union(*(_icons_in(css) for _, css in styles))
        colours = {**_SIGNALS, **self.colours}
        for colour, icon in sorted(named):
            if f"icons/{colour}/{icon}.svg" in self.table:
                continue
            path = _find(self.library.house.layouts, f"base/icons/{icon}.svg")
            if path and colour in colours:
                drawn = recolour(path.read_bytes(), {"ink": colours[colour]})
                self.table[f"icons/{colour}/{icon}.svg"] = drawn


def drawing_colours(colours: Mapping[str, str]) -> Mapping[str, str]:
    """What the four colours of a drawing are in a brand's colours."""
    return {
        "ink": colours["dark"],
        "brand": colours["solid"],
        "tint": colours["tint-3"],
        "paper": "#ffffff",
    }


@lru_cache(maxsize=512)
def _read_picture(
    path: Path, name: str, faces: tuple[FontFace, ...]
) -> tuple[Picture | None, tuple[Finding, ...]]:
    picture, findings = read_picture(path, name, faces)
    return picture, tuple(findings)


@lru_cache(maxsize=256)
def _read(path: Path, name: str, _when: int) -> tuple[str, tuple[Finding, ...]]:
    css, findings = read_text(path, name, _MOST_CSS)
    return css or "", tuple(findings)


@lru_cache(maxsize=64)
def _icons_in(css: str) -> frozenset[tuple[str, str]]:
    return frozenset(_ICON.findall(css))


def _find(folders: tuple[Path, ...], name: str) -> Path | None:
    """The first of these folders' files of that name; a name may not lead out of the folder."""
    for folder in folders:
        path = folder / name
        if path.is_file() and lies_inside(path, folder):
            return path
    return None
