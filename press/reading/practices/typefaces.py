"""Typography as brand.yml writes it -> typefaces that the house or the practice really has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from press.model import Finding, FontFace, Severity
from press.reading import Yaml, did_you_mean
from press.reading.practices.nearest import is_sold, nearest_family
from press.reading.practices.own_fonts import own_faces, weight_of
from press.reading.practices.place import Place
from press.reading.practices.written import TypeOptions, TypePart

DEFAULT_FAMILY = "Noto Sans"
DEFAULT_SIZE = 12.0
LARGEST_SIZE = 14.0
"""Running text in pt: UKAAF asks for 12 at least; above 14 is for the large-print layout."""

_POINTS = {"pt": 1.0, "px": 0.75, "rem": 12.0, "em": 12.0, "%": 0.12}
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
    asked = [part.family for part in (base, headings) if part.family]
    needed = {400, 700, int(weight_of(headings.weight) or "700")}
    faces, findings = own_faces(written, asked, needed, yaml, place)
    known = {**families, **_weights(faces)}
    default = DEFAULT_FAMILY if DEFAULT_FAMILY in known else next(iter(sorted(known)), None)
    chooser = _Chooser(written, known, yaml, strict=place.strict)
    base_family = chooser.family("base", base, default)
    heading_family = chooser.family("headings", headings, base_family)
    findings += chooser.findings
    size, more = _size(base.size, yaml)
    findings += more
    if base_family is None or heading_family is None:
        return None, findings
    findings += _missing_weights(base_family, known[base_family], yaml)
    weight, more = _weight(headings, heading_family, known[heading_family], yaml)
    findings += more
    return Typefaces(base_family, heading_family, weight, size, faces), findings


class _Chooser:
    """Finds families by name, and for one that is not there the nearest."""

    def __init__(self, written: TypePart, known: _Families, yaml: Yaml, *, strict: bool) -> None:
        self.written, self.known, self.yaml, self.strict = written, known, yaml, strict
        self.findings: list[Finding] = []

    def family(self, part: str, options: TypeOptions, default: str | None) -> str | None:
        """The family of `base` or `headings`; of several with commas the first that is there."""
        if not options.family:
            return default
        wanted = [name.strip(" '\"") for name in options.family.split(",")]
        names = {name.casefold(): name for name in self.known}
        for name in wanted:
            if name.casefold() in names:
                return names[name.casefold()]
        if any(font.files for font in self.written.fonts if font.family == wanted[0]):
            return None  # its files have findings of their own
        instead = nearest_family(wanted, self.known, for_text=part == "base") or default
        self._say(part, wanted[0], instead)
        return None if self.strict else instead

    def _say(self, part: str, wanted: str, instead: str | None) -> None:
        message = f"the typeface {wanted} is not here"
        if instead and not self.strict:
            message += f"; {instead} is used instead"
        hint = f'bring it with: leaflet font add "{wanted}"'
        if is_sold(wanted) or self._source(wanted) == "system":
            hint = "name its files under 'fonts:', if your licence lets you embed them"
        meant = did_you_mean(wanted, sorted(self.known))
        if meant.startswith("did you mean") and not self._source(wanted):
            hint = meant
        origin = self.yaml.origin("typography", part, "family")
        severity: Severity = "error" if self.strict or not instead else "warning"
        self.findings.append(Finding("S023", severity, message, origin, hint))

    def _source(self, family: str) -> str | None:
        """Where the brand says that a family comes from."""
        said = (font.source for font in self.written.fonts if font.family == family)
        return next(filter(None, said), None)


def _missing_weights(family: str, available: frozenset[str], yaml: Yaml) -> list[Finding]:
    """What stands for 400 and 700 in running text where the family has none of them."""
    used = {wanted: _nearest(wanted, available) for wanted in ("400", "700")}
    missing = [wanted for wanted, weight in used.items() if weight != wanted]
    if not missing:
        return []
    origin = yaml.origin("typography", "base", "family")
    message = f"{family} has no weight {' and '.join(missing)}; " + (
        f"{' and '.join(used[wanted] for wanted in missing)} is used"
    )
    hint = f"it has {', '.join(sorted(available))}"
    if used["400"] == used["700"]:
        hint = "bold words look like all others: add a file of weight 700, or choose another family"
    return [Finding("S028", "warning", message, origin, hint)]


def _nearest(wanted: str, available: frozenset[str]) -> str:
    return min(available, key=lambda weight: (abs(int(weight) - int(wanted)), weight))


def _weight(
    options: TypeOptions, family: str, available: frozenset[str], yaml: Yaml
) -> tuple[str, list[Finding]]:
    """The weight of headings, or the nearest that the family has; bold if none is asked for."""
    asked = weight_of(options.weight)
    wanted = asked or "700"
    nearest = _nearest(wanted, available)
    if options.weight is None or asked == nearest:
        return nearest, []
    message = f"{family} has no weight {options.weight!r}; {nearest} is used"
    hint = f"it has {', '.join(sorted(available))}"
    origin = yaml.origin("typography", "headings", "weight")
    return nearest, [Finding("S028", "warning", message, origin, hint)]


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


def _weights(faces: tuple[FontFace, ...]) -> dict[str, frozenset[str]]:
    families = {face.family for face in faces}
    return {
        family: frozenset(face.weight for face in faces if face.family == family)
        for family in families
    }
