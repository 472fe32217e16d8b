"""The styles and lists of a Word file -> what a paragraph or a run is, styles followed up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from press.importing.leaflets.package import Element, Package, child, local, value

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre|título) ?([1-9])\Z")
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its kind of number, and words that its label has besides."""

    kind: str
    label: str
    start: int


class Styles:
    """The styles of a file, by their identifiers; each may rest on another (17.7.4.3)."""

    def __init__(self, root: Element | None) -> None:
        every = [each for each in (root if root is not None else ()) if local(each) == "style"]
        self._styles = {value(each, "styleId"): each for each in every}
        kinds = {
            value(each, "type"): each for each in every if value(each, "default") in ("1", "true")
        }
        self._usual = value(kinds.get("paragraph"), "styleId")

    def chain(self, name: str) -> Iterator[Element]:
        """A style and those that it rests on, each once."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(child(self._styles[name], "basedOn"))

    def of_paragraph(self, properties: Element | None) -> str:
        return value(child(properties, "pStyle")) or self._usual

    def names(self, style: str) -> list[str]:
        """What a style is called, and those that it rests on, in lower letters."""
        return [value(child(each, "name")).lower() for each in self.chain(style)]

    def is_on(self, name: str, *where: tuple[Element | None, str]) -> bool:
        """Whether a property such as bold holds: of a run, else its style, its paragraph's."""
        for properties, style in where:
            found = child(properties, name)
            for each in () if found is not None else self.chain(style):
                found = child(each, "rPr", name)
                if found is not None:
                    break
            if found is not None:
                return value(found).lower() not in _OFF
        return False

    def heading(self, properties: Element | None) -> int | None:
        """The level of a heading, 0 for a title; None for what is none."""
        style = self.of_paragraph(properties)
        names = self.names(style)
        if names and names[0] in ("title", "titel"):
            return 0
        if found := next(filter(None, map(_HEADING.match, names)), None):
            return int(found[1])
        outline = child(properties, "outlineLvl")
        for each in () if outline is not None else self.chain(style):
            outline = child(each, "pPr", "outlineLvl")
            if outline is not None:
                break
        said = value(outline)
        return int(said) + 1 if said.isdigit() and int(said) < _DEEPEST else None

    def list_of(self, properties: Element | None) -> tuple[str, int] | None:
        """The list that a paragraph is in, and how deep; None for one in no list."""
        number = child(properties, "numPr")
        chain = self.chain(self.of_paragraph(properties))
        parts = [number, *(child(each, "pPr", "numPr") for each in chain)]
        name = next((said for each in parts if (said := value(child(each, "numId")))), "0")
        depth = next((said for each in parts if (said := value(child(each, "ilvl")))), "0")
        return None if name == "0" else (name, min(int(depth) if depth.isdigit() else 0, 8))


@dataclass(slots=True)
class Lists:
    """The lists of a file, and how far each is counted."""

    levels: Mapping[str, Mapping[int, Level]]
    owner: Mapping[str, str]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, package: Package, part: str) -> Lists:
        root = package.xml(part) if part else None
        abstract: dict[str, dict[int, Level]] = {}
        levels: dict[str, Mapping[int, Level]] = {}
        owner: dict[str, str] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                abstract[value(each, "abstractNumId")] = dict(_levels(each))
            elif local(each) == "num":
                name = value(each, "numId")
                owner[name] = value(child(each, "abstractNumId"))
                own = [child(one, "lvl") for one in each if local(one) == "lvlOverride"]
                starts = dict(_starts(each))
                made = {**abstract.get(owner[name], {})}
                made.update(_levels([one for one in own if one is not None]))
                for at, start in starts.items():
                    if at in made:
                        made[at] = Level(made[at].kind, made[at].label, start)
                levels[name] = made
                if starts:
                    owner[name] = f"own {name}"
        return cls(levels, owner)

    def level(self, name: str, depth: int) -> Level:
        return self.levels.get(name, {}).get(depth) or Level("bullet", "", 1)

    def number(self, name: str, depth: int) -> int:
        """The number of the next item there; deeper levels begin anew (17.9.10)."""
        owner, level = self.owner.get(name, name), self.level(name, depth)
        for key in [key for key in self.counts if key[0] == owner and key[1] > depth]:
            del self.counts[key]
        self.counts[owner, depth] = self.counts.get((owner, depth), level.start - 1) + 1
        return 0 if level.kind == "bullet" else self.counts[owner, depth]


def _levels(of: Element | list[Element]) -> Iterator[tuple[int, Level]]:
    for each in of:
        if local(each) == "lvl" and value(each, "ilvl").isdigit():
            start, label = value(child(each, "start")), value(child(each, "lvlText"))
            words = " ".join(re.sub(r"%\d", " ", label).split())
            kind = value(child(each, "numFmt")) or "decimal"
            said = words if kind != "bullet" and re.search(r"\w", words) else ""
            yield int(value(each, "ilvl")), Level(kind, said, int(start) if start.isdigit() else 1)


def _starts(number: Element) -> Iterator[tuple[int, int]]:
    for each in number:
        start = value(child(each, "startOverride"))
        if local(each) == "lvlOverride" and start.isdigit() and value(each, "ilvl").isdigit():
            yield int(value(each, "ilvl")), int(start)
