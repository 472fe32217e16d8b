"""Fronts: which of a leaflet's pictures stands on it for a practice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import HOUSE

from press import build
from press.merge import merge

PICTURES = """\
pictures:
  - {file: sun.svg, alt: Een zon., focus: [20, 80]}
  - {file: star.svg, alt: Een ster.}
"""
HEAD = "sources/leaflets/nl/slapen.md"
ALT = {"moon.svg": "De maan", "sun.svg": "Een zon.", "star.svg": "Een ster."}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house whose leaflet about sleeping, and its translation, have three pictures."""
    root = shutil.copytree(HOUSE, tmp_path / "house")
    images = root / "sources/images"
    for name in ("sun", "star"):
        shutil.copy(images / "moon.svg", images / f"{name}.svg")
    edit(root / HEAD, "picture_alt:", f"{PICTURES}picture_alt:")
    own = f"authors: [GP]\npicture: moon.svg\npicture_alt: A moon.\n{PICTURES}"
    edit(root / "sources/leaflets/en/sleeping.md", "authors: [GP]\n", own)
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def wish(root: Path, practice: str, line: str) -> None:
    path = root / f"sources/practices/{practice}/practice.yaml"
    path.write_text(f"{path.read_text('utf-8')}\npictures: {{{line}}}\n", "utf-8")


def fronts(root: Path, slug: str = "slapen") -> dict[str, str | None]:
    """The picture on the front of each practice's leaflet."""
    project = build.load(root)
    variants = build.plan(project, build.Order(publications=(slug,)))
    return {each.practice.id: each.publication.head.picture for each in variants}


def said(root: Path) -> list[str]:
    return [str(finding) for finding in build.load(root).findings]


@pytest.mark.parametrize("name", ["moon.svg", "sun.svg", "star.svg"])
def test_a_practice_chooses_among_a_leaflets_pictures(house: Path, name: str) -> None:
    wish(house, "molen", f"slapen: {name}")
    assert fronts(house)["molen"] == name
    project = build.load(house)
    order = build.Order(publications=("slapen",), practices=("molen",))
    page = merge(build.plan(project, order)[0], project.library)
    front = page.html.partition("</header>")[0]
    assert [other for other in ALT if f'src="images/{other}"' in front] == [name]
    assert ALT[name] in front


def test_without_a_choice_a_practices_name_decides_and_nobody_else_does(house: Path) -> None:
    before = fronts(house)
    assert set(before.values()) <= set(ALT)
    for name in ("aarde", "zee", *(f"p{number}" for number in range(9))):
        shutil.copytree(house / "sources/practices/molen", house / "sources/practices" / name)
    after = fronts(house)
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == 3


def test_a_translation_follows_what_is_chosen_for_its_original(house: Path) -> None:
    wish(house, "brug", "slapen: star.svg")
    assert fronts(house, "sleeping")["brug"] == "star.svg"
    edit(house / "sources/practices/brug/practice.yaml", "star.svg", "star.svg, sleeping: sun.svg")
    assert fronts(house, "sleeping")["brug"] == "sun.svg"
    assert fronts(house)["brug"] == "star.svg"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("slapn: sun.svg", "there is no publication 'slapn' (did you mean 'slapen'?) [S056]"),
        (
            "slapen: sunn.svg",
            "'slapen' has no picture 'sunn.svg' for its front (did you mean 'sun.svg'?) [S056]",
        ),
        (
            "wandelen: sun.svg",
            "'wandelen' has no picture 'sun.svg' for its front"
            " (list it under 'pictures' in its head) [S056]",
        ),
    ],
)
def test_a_choice_that_there_is_not_is_an_error(house: Path, line: str, says: str) -> None:
    wish(house, "molen", line)
    assert [each.split(": error: ")[1] for each in said(house) if "[S056]" in each] == [says]


def test_a_picture_that_is_not_there_is_an_error_whoever_chose_it(house: Path) -> None:
    (house / "sources/images/star.svg").unlink()
    assert "there is no picture 'star.svg' in sources/images [S043]" in "\n".join(said(house))


def test_a_picture_for_a_front_says_what_it_shows(house: Path) -> None:
    edit(house / HEAD, "star.svg, alt: Een ster.", "star.svg")
    assert any(
        "'pictures.2.alt' is missing (add 'alt:' under 'pictures.2:') [S006]" in each
        for each in said(house)
    )
