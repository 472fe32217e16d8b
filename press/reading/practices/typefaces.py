"""Typography as brand.yml writes it -> typefaces that the house or the practice really has."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.model import Finding, FontFace, Origin
from press.reading import Yaml, did_you_mean
from press.reading.practices.place import Place
from press.reading.practices.written import Font, FontFile, TypeOptions, TypePart

DEFAULT_FAMILY = "Noto Sans"
DEFAULT_SIZE = 12.0
LARGEST_SIZE = 14.0
"""Running text in pt: UKAAF asks for 12 at least; above 14 is for the large-print layout."""

_POINTS = {"pt": 1.0, "px": 0.75, "rem": 12.0, "em": 12.0, "%": 0.12}
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
_SUFFIXES = (".ttf", ".otf", ".woff2", ".woff")
_MOST_FONT = 5_000_000
_Families = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Typefaces:
    """What a brand's typography comes to; `faces` are the practice's own font files."""

    base_family: str
    heading_family: str
    heading_weight: str
    base_size: float
    faces: tuple[FontFace, ...]


def choose_typefaces(
    written: TypePart, yaml: Yaml, place: Place, families: _Families
) -> tuple[Typefaces | None, list[Finding]]:
    """Find the typefaces of running text and headings among the house's and the practice's."""
    base, headings = written.base or TypeOptions(), written.headings or TypeOptions()
    faces, findings = _own_faces(written, yaml, place)
    known = {**families, **_weights(faces)}
    default = DEFAULT_FAMILY if DEFAULT_FAMILY in known else next(iter(sorted(known)), None)
    base_family, more = _family("base", base, default, written, known, yaml)
    findings += more
    heading_family, more = _family("headings", headings, base_family, written, known, yaml)
    findings += more
    size, more = _size(base.size, yaml)
    findings += more
    if base_family and (missing := {"400", "700"} - known[base_family]):
        message = f"{base_family} has no weight {' and '.join(sorted(missing))}"
        hint = "running text needs 400 and 700; choose another family for 'base'"
        origin = yaml.origin("typography", "base", "family")
        findings.append(Finding("S028", "error", message, origin, hint))
    if base_family is None or heading_family is None:
        return None, findings
    weight, more = _weight(headings, heading_family, known[heading_family], yaml)
    findings += more
    return Typefaces(base_family, heading_family, weight, size, faces), findings


def _family(
    part: str,
    options: TypeOptions,
    default: str | None,
    written: TypePart,
    known: _Families,
    yaml: Yaml,
) -> tuple[str | None, list[Finding]]:
    """The family of `base` or `headings`; of several with commas the first that is there."""
    if not options.family:
        return default, []
    wanted = [name.strip(" '\"") for name in options.family.split(",")]
    names = {name.casefold(): name for name in known}
    for name in wanted:
        if name.casefold() in names:
            return names[name.casefold()], []
    origin = yaml.origin("typography", part, "family")
    fonts = [font for font in written.fonts if font.family == wanted[0]]
    if any(font.files for font in fonts):
        return None, []  # its files have findings of their own
    if fonts:
        message = f"the typeface {wanted[0]} is not here, and nothing is fetched from the network"
        hint = "put its files in this folder and list them with 'source: file' and 'files:'"
    else:
        message = f"the house has no typeface {wanted[0]}"
        hint = did_you_mean(wanted[0], sorted(known))
    return None, [Finding("S023", "error", message, origin, hint)]


def _weight(
    options: TypeOptions, family: str, available: frozenset[str], yaml: Yaml
) -> tuple[str, list[Finding]]:
    """The weight of headings, or the nearest that the family has; bold if none is asked for."""
    asked = weight_of(options.weight)
    wanted = asked or "700"
    nearest = min(available, key=lambda weight: (abs(int(weight) - int(wanted)), weight))
    if options.weight is None or asked == nearest:
        return nearest, []
    message = f"{family} has no weight {options.weight!r}; {nearest} is used"
    hint = f"it has {', '.join(sorted(available))}"
    origin = yaml.origin("typography", "headings", "weight")
    return nearest, [Finding("S028", "warning", message, origin, hint)]


def weight_of(text: str | None) -> str | None:
    """A weight as a number from 1 to 999, from a number or a name such as 'semi-bold'."""
    if text in _WEIGHTS:
        return _WEIGHTS[text]
    return text if text and re.fullmatch(r"[1-9]\d{0,2}", text) else None


def _size(text: str | None, yaml: Yaml) -> tuple[float, list[Finding]]:
    """The size of running text in pt, within what can be read and still fits the layouts."""
    if text is None:
        return DEFAULT_SIZE, []
    number = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?)\s*(pt|px|rem|em|%)", text)
    size = float(number[1]) * _POINTS[number[2]] if number else 0.0
    if DEFAULT_SIZE <= size <= LARGEST_SIZE:
        return round(size, 2), []
    says = f"{text!r} is {size:g} pt" if number else f"{text!r} is not a size"
    message = f"{says}; running text is set in {DEFAULT_SIZE:g} pt"
    hint = f"write {DEFAULT_SIZE:g}pt to {LARGEST_SIZE:g}pt"
    origin = yaml.origin("typography", "base", "size")
    return DEFAULT_SIZE, [Finding("S028", "warning", message, origin, hint)]


# --- a practice's own font files --------------------------------------------------------


def _own_faces(
    written: TypePart, yaml: Yaml, place: Place
) -> tuple[tuple[FontFace, ...], list[Finding]]:
    """The font files of the families that running text and headings ask for."""
    asked = [part.family for part in (written.base, written.headings) if part and part.family]
    faces: list[FontFace] = []
    findings: list[Finding] = []
    for index, font in enumerate(written.fonts):
        if font.source not in ("file", None) or not any(font.family in name for name in asked):
            continue
        for number, file in enumerate(font.files):
            origin = yaml.origin("typography", "fonts", index, "files", number, "path")
            face, more = _own_face(font, file, len(faces), place, origin)
            findings += more
            if face:
                faces.append(face)
    return tuple(faces), findings


def _own_face(
    font: Font, file: FontFile, number: int, place: Place, origin: Origin
) -> tuple[FontFace | None, list[Finding]]:
    """One font file, opened to see what it is and whether it may be put into a PDF."""

    def refused(message: str, hint: str = "") -> tuple[None, list[Finding]]:
        return None, [Finding("S026", "error", message, origin, hint)]

    if re.match(r"(?i)https?:", file.path):
        message = "this font stands on the network, and nothing is fetched"
        return refused(message, "save it in the practice's folder and name that file")
    path, findings = place.find(file.path, "S026", origin, [])
    if path is None:
        return None, findings
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        return refused(f"{path.name} is not a font file that can be used", "take .ttf or .otf")
    if path.stat().st_size > _MOST_FONT:
        return refused(f"{path.name} is larger than {_MOST_FONT // 1_000_000} MB")
    try:
        facts = _open(path)
    except Exception as error:  # fontTools meets a broken file with errors of any kind
        return refused(f"{path.name} cannot be read as a font: {error}", "download it anew")
    if facts.why_not:
        return refused(f"{path.name} {facts.why_not}", facts.hint)
    if not any(font.family.casefold() in name.casefold() for name in facts.families):
        message = f"{path.name} is of the family {facts.families[0]}, not {font.family}"
        findings.append(Finding("S026", "warning", message, origin, "is it the right file?"))
    weight = weight_of(file.weight) or facts.weight
    style = file.style or facts.style
    # The address is made up, so that no sign in a file's name needs care in CSS.
    url = f"practices/{place.folder.name}/font-{number}{suffix}"
    return FontFace(font.family, weight, style, url, path), findings


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a font file says about itself; `why_not` if it cannot be used."""

    families: tuple[str, ...]
    weight: str
    style: str
    why_not: str = ""
    hint: str = ""


def _open(path: Path) -> _Facts:
    from fontTools.ttLib import TTFont

    # Of a broken font it says thousands of things; what matters is told as a finding.
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    with TTFont(path, lazy=True) as font:
        names = [font["name"].getDebugName(number) for number in (16, 1)]
        os2 = font["OS/2"]
        for table in font.reader.keys():  # noqa: SIM118  # each is where the file says it is
            font.reader[table]
        why_not, hint = _permission(os2.fsType)
        if "fvar" in font:
            why_not = "is a variable font"
            hint = "take the files with fixed weights, often in a folder 'static'"
        return _Facts(
            families=tuple(name for name in names if name) or ("?",),
            weight=str(min(999, max(1, os2.usWeightClass))),
            style="italic" if os2.fsSelection & 1 else "normal",
            why_not=why_not,
            hint=hint,
        )


def _permission(bits: int) -> tuple[str, str]:
    """Why a font may not be put into a PDF (OpenType, OS/2 fsType), and what to do."""
    hint = "ask its maker for a licence to embed it, or choose another"
    if bits & 0x000E == 0x0002:
        return "may not be put into a PDF: its licence forbids it", hint
    if bits & 0x0100:
        return "may only be put into a PDF whole, and a part of it is put in", hint
    if bits & 0x0200:
        return "may only be put into a PDF as a picture", hint
    return "", ""


def _weights(faces: tuple[FontFace, ...]) -> dict[str, frozenset[str]]:
    families = {face.family for face in faces}
    return {
        family: frozenset(face.weight for face in faces if face.family == family)
        for family in families
    }
