"""The look of a practice: colours, typefaces, logos, and the forms that it chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.model.values import Written


class Logo(Written):
    """A picture inside the practice's folder, and what a screen reader says for it.

    `plate` is the colour that it is set on where it could not be seen on the ground.
    """

    path: str
    alt: str = ""
    plate: str = ""


@dataclass(frozen=True, slots=True)
class FontFace:
    """One font file: `url` under which the page asks for it, `path` where it lies.

    `signs` are the ranges of signs that it is for; without any it is for all that it has.
    """

    family: str
    weight: str
    style: str
    url: str
    path: Path
    signs: tuple[tuple[int, int], ...] = ()

    def is_for(self, sign: str) -> bool:
        """Whether a sign is among those that the file is there for."""
        return any(first <= ord(sign) <= last for first, last in self.signs)


@dataclass(frozen=True, slots=True)
class Brand:
    """The look of a practice, resolved: colours as #rrggbb, every choice made.

    `colours` holds the names that a layout may use (`press.colour.derive` lists them);
    `choices` the forms chosen among what layouts offer: masthead, corners, margin,
    summary; `faces` the practice's own font files, empty if it uses the house's.
    """

    colours: Mapping[str, str]
    base_family: str
    heading_family: str
    heading_weight: str
    base_size: float
    choices: Mapping[str, str]
    logo: Logo | None
    logo_on_dark: Logo | None
    faces: tuple[FontFace, ...] = ()
    cmyk: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """Print values of primary and secondary where the practice knows them, 0 to 1."""
    spots: Mapping[str, str] = field(default_factory=dict)
    """Names of the spot colours that a print shop has for primary and secondary."""
