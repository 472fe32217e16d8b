"""A house with one practice in files, and what the loader says of its brand."""

from __future__ import annotations

from pathlib import Path

from press.model import Brand, House, Practice
from press.reading.practices import load_practices

FAMILIES = {
    "Noto Sans": frozenset({"400", "700"}),
    "Source Sans 3": frozenset({"400", "700"}),
    "Newsreader": frozenset({"500", "600"}),
    "Nunito": frozenset({"800"}),
    "Vollkorn": frozenset({"400", "700"}),
}
PRACTICE = """\
name: Praktijk De Brug
address: {street: Brugweg 1, postcode: 1234 AB, city: Voorbeeldstad}
phone: 0123 - 45 67 89
email: info@debrug.example
hours: maandag t/m vrijdag
languages: [nl]
"""
BRAND = """\
color: {primary: navy}
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<path fill="#e07020" d="M0 0h9v9z"/></svg>'
)
"""A triangle that is seen on light ground and on dark."""


class Folder:
    """A house with one practice, written to files."""

    def __init__(self, root: Path) -> None:
        self.root, self.strict = root, False
        self.practice = self.add("debrug")

    def add(self, name: str, practice: str = PRACTICE, brand: str | None = BRAND) -> Path:
        folder = self.root / "sources" / "practices" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "practice.yaml").write_text(practice)
        (folder / "_brand.yml").unlink(missing_ok=True)
        if brand is not None:
            (folder / "_brand.yml").write_text(brand)
        return folder

    def load(self) -> tuple[tuple[Practice, ...], list[str]]:
        practices, findings = load_practices(House(self.root, (), (), strict=self.strict), FAMILIES)
        prefix = "sources/practices/debrug/"
        return practices, [str(finding).removeprefix(prefix) for finding in findings]


def brand_of(house: Folder, brand: str) -> Brand:
    """The brand made of a file that is right."""
    house.add("debrug", brand=brand)
    practices, findings = house.load()
    assert not [finding for finding in findings if ": info: " not in finding]
    return practices[0].brand


def refusals(house: Folder, brand: str) -> list[str]:
    """The findings about a brand that cannot be used."""
    house.add("debrug", brand=brand)
    practices, findings = house.load()
    assert not practices
    return findings


def warnings(house: Folder, brand: str) -> list[str]:
    """The findings about a brand that is used all the same."""
    house.add("debrug", brand=brand)
    practices, findings = house.load()
    assert practices
    return findings
