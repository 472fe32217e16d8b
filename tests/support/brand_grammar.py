"""Brand files over the grammar of brand.yml, as Posit and Quarto take it: right, or with a mistake.

Forms only: where a text may stand for a map, a number for a word, a name for a colour, one
value for a pair of light and dark. The grammar is https://posit-dev.github.io/brand-yml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from random import Random
from typing import Any

from ruamel.yaml import YAML

Part = dict[str, Any]

LOGOS = ("logo.svg", "white.svg", "logo.png", "merk/logo.svg")
"""Files that lie in the practice's folder."""
FONT = "Letter.ttf"
"""And a font of the family Huisletter."""
_SEMANTIC = (
    "primary", "secondary", "tertiary", "foreground", "background", "success", "info", "warning",
    "danger", "light", "dark",
)  # fmt: skip
_COLOURS = (
    "#447099", "#0AF", "#008f95ff", "teal", "RebeccaPurple", "rgb(0, 143, 149)",
    "rgb(0 143 149)", "hsl(182, 100%, 29%)", "hsl(182deg 100% 29%)",
)  # fmt: skip
_FAMILIES = ("Source Sans 3", "Open Sans", "Merriweather", "Huisletter", "Georgia, serif", "Inter")
_SIZES = ("12pt", "16px", "1rem", "1.05em", "100%", "12.5pt")
_WEIGHTS: tuple[str | int, ...] = (400, 700, "bold", "semi-bold", "600", "normal", 300)


@dataclass(frozen=True, slots=True)
class Written:
    """A brand file; `mistake` is a text of it that cannot be taken, on a line of its own.

    `is_posits` if it keeps to what Posit's package takes: without pairs of colours and paths
    from the root of a project, which are Quarto's.
    """

    text: str
    mistake: str
    is_posits: bool


def brand_file(seed: int, *, right: bool = False, posits: bool = False) -> Written:
    """The brand file of this number; every other one has a mistake unless all shall be right."""
    chance = Random(seed)
    writer = _Writer(chance, posits=posits)
    values = writer.file()
    mistake = ""
    if not right and seed % 2:
        mistake = chance.choice(MISTAKES)(values)
    out = StringIO()
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 1000
    yaml.dump(values, out)
    return Written(out.getvalue(), mistake, posits)


class _Writer:
    """Draws the parts of one file."""

    def __init__(self, chance: Random, *, posits: bool) -> None:
        self.chance, self.posits = chance, posits
        self.palette: list[str] = []

    def file(self) -> Part:
        parts = {
            "meta": self.meta,
            "color": self.colour,
            "logo": self.logo,
            "typography": self.typography,
            "defaults": self.defaults,
        }
        return {name: make() for name, make in parts.items() if self.often(0.8)}

    def often(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def some(self, **parts: Callable[[], Any]) -> Part:
        """Some of these parts."""
        return {name.replace("_", "-"): make() for name, make in parts.items() if self.often()}

    def meta(self) -> Part:
        name: Any = {"short": "Brug", "full": "Praktijk De Brug"} if self.often() else "Brug"
        address = "https://brug.example"
        link: Any = {"home": address, "github": f"{address}/x"} if self.often() else address
        return self.some(name=lambda: name, link=lambda: link)

    # --- colours ---

    def colour(self) -> Part:
        part: Part = {}
        if self.often(0.8):
            names = self.chance.sample(["zee", "zand", "inkt", "blue-2", "wit"], 3)
            part["palette"] = {}
            for name in names:
                # A palette's colour may be another's name, as long as it is none of its own.
                part["palette"][name] = self.pair(self.value())
                self.palette.append(name)
        for name in self.chance.sample(_SEMANTIC, 5):
            part[name] = self.pair(self.value())
        return part

    def value(self) -> str:
        if self.palette and self.often():
            return self.chance.choice(self.palette)
        return self.chance.choice(_COLOURS)

    def pair(self, value: str) -> Any:
        if self.posits or self.often(0.75):
            return value
        pair = {"light": value, "dark": self.value()}
        return pair if self.often(0.8) else {"light": value}

    # --- logos ---

    def logo(self) -> Any:
        if self.often(0.2):
            return self.file_of()
        part: Part = {}
        names: list[str] = []
        if self.often():
            named = self.chance.sample(["beeld", "woord"], 2)
            part["images"] = {name: self.file_of() for name in named}
            names = named
        for size in self.chance.sample(["small", "medium", "large"], 2):
            if self.often():
                part[size] = self.one_of(names)
            else:
                part[size] = {"light": self.one_of(names), "dark": self.one_of(names)}
        return part

    def one_of(self, names: list[str]) -> Any:
        return self.chance.choice(names) if names and self.often() else self.file_of()

    def file_of(self) -> Any:
        path = self.chance.choice(LOGOS)
        root = "" if self.posits or self.often(0.7) else "/"
        return {"path": root + path, "alt": "een brug"} if self.often() else root + path

    # --- typography ---

    def typography(self) -> Part:
        part: Part = {}
        if self.often(0.7):
            part["fonts"] = [self.font(family) for family in ("Huisletter", "Open Sans", "Inter")]
        for name, least in (("base", False), ("headings", True)):
            if self.often(0.8):
                part[name] = self.type_of(least)
        part |= self.some(
            monospace=lambda: "Fira Code" if self.often() else {"family": "Fira Code"},
            monospace_inline=lambda: {"color": self.value(), "background-color": self.value()},
            monospace_block=lambda: {"size": "0.9em", "line-height": 1.4},
            link=lambda: {"color": self.value(), "decoration": "underline", "weight": 600},
        )
        return part

    def type_of(self, is_heading: bool) -> Any:
        family = self.chance.choice(_FAMILIES)
        if self.often(0.3):
            return family
        return self.some(
            family=lambda: family,
            weight=lambda: self.chance.choice(_WEIGHTS),
            line_height=lambda: self.chance.choice((1.2, "1.5")),
            **({"color": self.value} if is_heading else {}),
            **({} if is_heading else {"size": lambda: self.chance.choice(_SIZES)}),
        )

    def font(self, family: str) -> Part:
        if family == "Huisletter":
            file = {"path": FONT, "weight": 400} if self.often() else {"path": FONT}
            return {"family": family, "source": "file", "files": [file]}
        weight = self.chance.choice((400, [400, 700], "300..800"))
        return {
            "family": family,
            "source": self.chance.choice(("google", "bunny")),
            **self.some(
                weight=lambda: weight,
                style=lambda: self.chance.choice(("normal", ["normal", "italic"])),
                display=lambda: "swap",
            ),
        }

    def defaults(self) -> Part:
        return self.some(
            quarto=lambda: {"format": {"html": {"toc": True, "depth": 3}}},
            shiny=lambda: {"theme": {"preset": "shiny"}},
            bootstrap=lambda: {"defaults": {"enable-rounded": False}, "rules": ".a { b: c }"},
            leaflet=lambda: {"corners": self.chance.choice(("round", "leaf", "square"))},
        )


# --- mistakes -------------------------------------------------------------------------------


def _put(*keys: str) -> Callable[[str], Callable[[Part], str]]:
    """A mistake: this text at this place, whatever stands there."""

    def of(text: str) -> Callable[[Part], str]:
        def put(values: Part) -> str:
            part = values
            for key in keys[:-1]:
                if not isinstance(part.get(key), dict):
                    part[key] = {}
                part = part[key]
            part[keys[-1]] = text
            return text

        return put

    return of


def _key(*keys: str) -> Callable[[Part], str]:
    """A mistake: a key that brand.yml does not know."""

    def put(values: Part) -> str:
        _put(*keys)("x")(values)
        return keys[-1]

    return put


def _font(**said: Any) -> Callable[[Part], str]:
    """A mistake in a font of the family that running text asks for."""

    def put(values: Part) -> str:
        _put("typography", "base", "family")("Huisletter")(values)
        values["typography"]["fonts"] = [{"family": "Huisletter", **said}]
        wrong: str = said["files"][0] if "files" in said else said["source"]
        return wrong

    return put


MISTAKES: tuple[Callable[[Part], str], ...] = (
    _put("color", "primary")("rooood"),
    _put("color", "primary")("0a8f95"),
    _put("color", "secondary")("rgb(1, 2)"),
    _put("color", "foreground")("#00000080"),
    _put("color", "background")("oklch(0.5 0.1 20)"),
    _key("color", "primre"),
    _key("colors"),
    _put("color")("paars"),
    _put("logo", "medium")("kwijt.png"),
    _put("logo", "medium")("../../elders.png"),
    _put("logo", "medium")("https://brug.example/logo.svg"),
    _key("logo", "medum"),
    _put("typography", "base", "size")("12 el"),
    _put("typography", "base", "size")("6pt"),
    _put("typography", "base", "family")("Onbekend Schrift"),
    _put("typography", "headings", "weight")("zwaar"),
    _put("typography", "headings", "color")("rooood"),
    _put("typography", "link", "background-color")("zwrt"),
    _key("typography", "headngs"),
    _font(source="googel"),
    _font(source="file", files=["kwijt.ttf"]),
    _font(source="file", files=["https://brug.example/l.ttf"]),
    _font(source="file", files=["logo.png"]),
    _put("defaults", "leaflet", "corners")("rond en hoekig"),
)
