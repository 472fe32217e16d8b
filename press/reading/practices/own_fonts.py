"""Font files in a practice's folder -> FontFaces, opened to see what they are and permit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from press.model import Finding, FontFace, Origin
from press.reading import Yaml
from press.reading.fonts import (
    MOST,
    SHEET,
    SUFFIXES,
    FontFacts,
    declared_in,
    open_font,
    plain_faces,
)
from press.reading.practices.place import Place
from press.reading.practices.written import FontFile, TypePart

FALLBACK = "Noto Sans"
"""Where letters come from that a brand's own typeface lacks."""
_WEIGHTS = {
    "thin": "100",
    "extra-light": "200",
    "ultra-light": "200",
    "light": "300",
    "normal": "400",
    "regular": "400",
    "medium": "500",
    "semi-bold": "600",
    "demi-bold": "600",
    "bold": "700",
    "extra-bold": "800",
    "ultra-bold": "800",
    "black": "900",
}


def weight_of(text: str | None) -> str | None:
    """A weight as a number from 1 to 999, from a number or a name such as 'semi-bold'."""
    if text in _WEIGHTS:
        return _WEIGHTS[text]
    return text if text and re.fullmatch(r"[1-9]\d{0,2}", text) else None


def own_faces(
    written: TypePart, asked: Iterable[str], needed: Iterable[int], yaml: Yaml, place: Place
) -> tuple[tuple[FontFace, ...], list[Finding]]:
    """The practice's own faces of the families that are `asked` for.

    They are listed in the brand under `fonts:`, or in `fonts/fonts.css` of the folder. Of a
    variable font the weights that are `needed` are made.
    """
    reader = Reader(place, tuple(needed))
    asked = tuple(asked)
    for index, font in enumerate(written.fonts):
        if font.source not in ("file", None) or not any(font.family in name for name in asked):
            continue
        for number, file in enumerate(font.files):
            origin = yaml.origin("typography", "fonts", index, "files", number, "path")
            reader.read(font.family, file, origin)
    families = {name.strip(" '\"").casefold() for names in asked for name in names.split(",")}
    families -= {face.family.casefold() for face in reader.faces}
    for face in declared_in(place.folder / "fonts"):
        if face.family.casefold() in families:
            file = FontFile(path=face.url, weight=face.weight, style=_style(face.style))
            reader.read(face.family, file, Origin(f"{place.name}/fonts/{SHEET}"))
    return tuple(reader.faces), reader.findings


def _style(text: str) -> Literal["normal", "italic"]:
    return "italic" if text in ("italic", "oblique") else "normal"


class Reader:
    """Reads the font files of one practice; collects faces and findings."""

    def __init__(self, place: Place, needed: tuple[int, ...]) -> None:
        self.place, self.needed = place, needed
        self.faces: list[FontFace] = []
        self.findings: list[Finding] = []

    def read(self, family: str, file: FontFile, origin: Origin) -> None:
        """Take the faces of one file, or say why it gives none."""

        def refuse(message: str, hint: str = "") -> None:
            self.findings.append(Finding("S026", "error", message, origin, hint))

        if re.match(r"(?i)https?:", file.path):
            message = "this font stands on the network, and nothing is fetched"
            return refuse(message, "save it in the practice's folder and name that file")
        path, findings = self.place.find(file.path, "S026", origin, [])
        self.findings += findings
        if path is None:
            return None
        if path.suffix.lower() not in SUFFIXES:
            return refuse(f"{path.name} is not a font file that can be used", "take .ttf or .otf")
        if path.stat().st_size > MOST:
            return refuse(f"{path.name} is larger than {MOST // 1_000_000} MB")
        try:
            facts = open_font(path)
            if facts.why_not:
                return refuse(f"{path.name} {facts.why_not}", facts.hint)
            face = FontFace(family, weight_of(file.weight) or facts.weight, "", "", path)
            face = replace(face, style=file.style or facts.style)
            wanted = (int(face.weight),) if weight_of(file.weight) else self.needed
            made = plain_faces(face, facts, wanted, self.place.output)
        except Exception as error:  # fontTools meets a broken file with errors of any kind
            return refuse(f"{path.name} cannot be read as a font: {error}", "download it anew")
        self._say(family, path.name, facts, origin)
        for each in made:
            # The address is made up, so that no sign in a file's name needs care in CSS.
            name = f"font-{len(self.faces)}{each.path.suffix.lower()}"
            url = f"practices/{self.place.folder.name}/{name}"
            self.faces.append(replace(each, url=url))
        return None

    def _say(self, family: str, name: str, facts: FontFacts, origin: Origin) -> None:
        """What is odd about a file that is used all the same."""
        if not any(family.casefold() in known.casefold() for known in facts.families):
            message = f"{name} is of the family {facts.families[0]}, not {family}"
            self._warn(message, origin, "is it the right file?")
        if facts.lacks:
            message = f"{name} has no {_listed(facts.lacks)}; where one is written,"
            message += f" it comes from {FALLBACK}"
            self._warn(message, origin, "take a file of the family with all its letters")

    def _warn(self, message: str, origin: Origin, hint: str) -> None:
        self.findings.append(Finding("S026", "warning", message, origin, hint))


def _listed(letters: str) -> str:
    """Letters one by one, the first dozen of many; those beyond ASCII first."""
    first = sorted(letters, key=lambda letter: (letter.isascii(), letters.index(letter)))
    more = f" and {len(first) - 12} more" if len(first) > 12 else ""
    return " ".join(first[:12]) + more
